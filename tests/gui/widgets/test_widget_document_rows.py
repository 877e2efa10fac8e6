"""Rows of documents: what says that one is open, and where its parts stand."""

import pytest
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QStyle

from annotator.gui.theme import Theme
from annotator.gui.widgets.document_rows import fill_of, paint_ground, rooms

NONE, SELECTED = QStyle.StateFlag.State_None, QStyle.StateFlag.State_Selected


def test_the_parts_of_a_row_stand_below_each_other_inside_it() -> None:
    row = QRect(0, 100, 240, 54)
    card, title, below = rooms(row)
    assert QRectF(row).contains(card)
    assert card.contains(title)
    assert card.contains(below)
    assert title.bottom() < below.top()


@pytest.mark.parametrize(
    ("state", "is_open", "fill"),
    [
        (NONE, False, ""),
        (SELECTED, False, "hover"),
        (QStyle.StateFlag.State_MouseOver, False, "hover"),
        (NONE, True, "accent_soft"),
        (SELECTED, True, "accent_soft"),
    ],
)
def test_the_open_one_is_told_from_the_one_that_is_pointed_at(
    state: QStyle.StateFlag, is_open: bool, fill: str
) -> None:
    assert fill_of(state, is_open=is_open) == fill


@pytest.mark.usefixtures("qapp")
def test_the_ground_is_filled_and_edged_in_the_colours_that_are_named() -> None:
    theme = Theme()
    image = QImage(60, 40, QImage.Format.Format_ARGB32)
    image.fill(QColor("black"))
    painter = QPainter(image)
    paint_ground(painter, QRectF(0, 0, 60, 40), theme, "hover", "accent")
    painter.end()
    assert image.pixelColor(30, 20) == theme.c("hover")
    assert image.pixelColor(30, 0) == theme.c("accent")
