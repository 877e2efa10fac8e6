"""A quote on a line: what is meant can be seen, in the text's own direction, flush where the row ends."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from annotator.gui.theme import Theme, font, load_fonts
from annotator.gui.widgets.quotes import fit, paint_quote
from annotator.model.document import Direction
from annotator.services.quoting import Quote

LONG = Quote("before " * 20, (("tauschten", True), (" … ", False), ("aus", True)), " after" * 20, Direction.LTR)
ARABIC = Quote("", (("محادثات", True),), " مع الرئيس", Direction.RTL)


@pytest.fixture(autouse=True)
def fonts(qapp) -> None:
    load_fonts()


def test_all_pieces_are_marked_and_what_stands_far_before_is_left_out() -> None:
    fitted = fit(LONG, font("body"), 300)
    assert [fitted.text[start:end] for start, end in fitted.marks] == ["tauschten", "aus"]
    assert fitted.text.startswith("…")
    assert fitted.text.endswith("…")


def _marked_columns(quote: Quote, **how: str) -> list[int]:
    picture = QImage(400, 30, QImage.Format.Format_ARGB32)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    paint_quote(painter, QRectF(0, 0, 400, 30), quote, Theme(), **how)  # type: ignore[arg-type]
    painter.end()
    mark = Theme().c("select").name()
    return [x for x in range(400) if any(picture.pixelColor(x, y).name() == mark for y in range(30))]


def test_an_arabic_quote_begins_at_the_right_and_may_end_at_the_left() -> None:
    assert max(_marked_columns(ARABIC)) > 390
    assert max(_marked_columns(ARABIC, ends_at="left")) < 200
    assert max(_marked_columns(ARABIC, ends_at="right")) > 390
