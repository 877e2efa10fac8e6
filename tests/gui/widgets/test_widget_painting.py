"""Lines stand on the right side, elided at their own end."""

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from annotator.gui.theme import Theme, font, load_fonts
from annotator.gui.widgets import ElidedLabel, PlainLabel, QuotedText, plain_tip
from annotator.gui.widgets.painting import annotator_hue, isolated, mirrored, one_line, paint_line, text_direction
from annotator.model.document import Direction

LTR, RTL = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft
BLACK = QColor("black")


def ink(image: QImage) -> tuple[int, int]:
    """First and last column that is not white."""
    columns = [
        x for x in range(image.width()) if any(image.pixelColor(x, y).lightness() < 160 for y in range(image.height()))
    ]
    return columns[0], columns[-1]


def painted(text: str, width: int = 400, **where) -> QImage:
    load_fonts()
    image = QImage(width, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    paint_line(painter, QRectF(0, 0, width, 30), text, font("body"), BLACK, **where)
    painter.end()
    return image


@pytest.mark.parametrize(
    ("text", "side", "is_left"),
    [
        ("To Lam", None, True),
        ("تو لام", None, False),
        ("To Lam", "right", False),
        ("تو لام", "left", True),
    ],
)
def test_a_line_stands_at_its_own_start_or_where_it_is_told(qapp, text, side, is_left):
    first, last = ink(painted(text, side=side))
    assert (first < 10) is is_left
    assert (last > 390) is not is_left


def test_a_centred_line_is_in_the_middle(qapp):
    first, last = ink(painted("P", side="center"))
    assert abs((first + last) / 2 - 200) < 3


def test_an_arabic_line_is_elided_on_the_left(qapp):
    """The dots of the ellipsis are the only thing at the left edge, low on the line."""
    image = painted("الأمين العام تو لام يختتم جولته في أربع دول", width=120)
    first, _last = ink(image)
    rows = [y for y in range(30) if image.pixelColor(first + 1, y).lightness() < 160]
    assert rows
    assert min(rows) > 14
    assert max(rows) - min(rows) <= 2


def test_mirroring_is_its_own_inverse(qapp):
    bounds, rect = QRectF(8, 2, 200, 30), QRectF(20, 4, 30, 10)
    assert mirrored(LTR, bounds, rect) == rect
    assert mirrored(RTL, bounds, rect).right() == bounds.right() - 12
    assert mirrored(RTL, bounds, mirrored(RTL, bounds, rect)) == rect


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a\n\tb", "a b"), ("  x  ", "x"), ("a\0b", "a\ufffdb"), ("\ufeffx", "\ufffdx"), ("x" * 1000, "x" * 400)],
)
def test_one_line_shows_what_qt_can_show(text, shown):
    assert one_line(text) == shown


def test_only_other_directions_are_isolated():
    assert isolated("Paris") == "Paris"
    assert isolated("باريس") == "\u2068باريس\u2069"
    assert isolated("Paris", RTL) == "\u2068Paris\u2069"


def test_letters_decide_a_direction_and_otherwise_the_document():
    assert text_direction("CICA منظمة مهمة") is RTL
    assert text_direction("2025", Direction.RTL) is RTL
    assert text_direction("2025") is LTR


def test_a_person_keeps_their_hue():
    assert annotator_hue("leila") == annotator_hue("leila")
    assert len({annotator_hue(name) for name in ("leila", "omar", "sara", "Ali", "Jan", "Eva")}) > 2


def test_tooltips_never_become_rich_text():
    assert plain_tip("<b>a & b</b>\nc") == "<qt>&lt;b&gt;a &amp; b&lt;/b&gt;<br>c</qt>"
    assert plain_tip("") == ""


def test_a_label_shows_tags_as_they_are(qtbot):
    label = PlainLabel("<b>x</b>")
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText


@pytest.mark.parametrize("text", ["Latin", "عربي"])
@pytest.mark.parametrize("direction", [LTR, RTL])
def test_a_label_stands_on_the_interfaces_side(qtbot, text, direction):
    load_fonts()
    label = PlainLabel(text)
    qtbot.addWidget(label)
    label.setLayoutDirection(direction)
    label.resize(300, 30)
    label.setStyleSheet("background: white; color: black;")
    first, last = ink(label.grab().toImage())
    assert (first < 30) is (direction is LTR)
    assert (last > 270) is (direction is RTL)


def test_an_elided_label_tells_the_whole_text_in_its_tooltip(qtbot):
    label = ElidedLabel("Vietnam diplomacy 2025")
    qtbot.addWidget(label)
    label.resize(400, 20)
    label.show()
    assert label.toolTip() == ""
    label.resize(60, 20)
    assert label.toolTip() == plain_tip("Vietnam diplomacy 2025")


def test_quoted_text_wraps_and_stands_at_its_own_start(qtbot):
    load_fonts()
    quoted = QuotedText()
    quoted.set_theme(Theme())
    qtbot.addWidget(quoted)
    quoted.set_text("زيارة دولة", Direction.LTR)
    quoted.resize(300, quoted.heightForWidth(300))
    quoted.setStyleSheet("background: white")
    assert ink(quoted.grab().toImage())[1] > 270
    quoted.set_text("Hauptquartier des Zentralkomitees der Partei", Direction.LTR)
    assert quoted.heightForWidth(150) > 2 * quoted.heightForWidth(800)
