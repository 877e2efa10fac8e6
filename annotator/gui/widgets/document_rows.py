"""How documents look in lists: a ground that says which one is open, the title in its own direction, a line below."""

from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle

from annotator.gui.theme import RADIUS, SIZE, Theme
from annotator.gui.widgets.painting import one_line, paint_line, text_direction
from annotator.model.direction import language_direction

ROW_SIZE = QSize(100, SIZE["docrow"])
"""All rows are equally high."""

_TITLE_HEIGHT = 20


class Rooms(NamedTuple):
    """Where the parts of a row stand."""

    card: QRectF
    title: QRectF
    below: QRectF


def rooms(rect: QRect) -> Rooms:
    """The parts of a row of a list."""
    card = QRectF(rect).adjusted(8, 1, -8, -1)
    inner = card.adjusted(12, 7, -12, -7)
    title = QRectF(inner.left(), inner.top(), inner.width(), _TITLE_HEIGHT)
    return Rooms(card, title, QRectF(inner.left(), title.bottom() + 3, inner.width(), 16))


def fill_of(state: QStyle.StateFlag, *, is_open: bool) -> str:
    """The colour of a row's ground, by name; empty for none."""
    is_pointed = bool(state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver))
    return "accent_soft" if is_open else "hover" if is_pointed else ""


def paint_ground(painter: QPainter, card: QRectF, theme: Theme, fill: str, edge: str) -> None:
    """Fill a row and draw a line around it, each in a colour of this name; not if the name is empty."""
    if fill:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.c(fill))
        painter.drawRoundedRect(card, RADIUS["control"], RADIUS["control"])
    if edge:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.c(edge), 1))
        painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS["control"], RADIUS["control"])


class Title(NamedTuple):
    """A title, and the language that decides its direction where its letters do not."""

    text: str
    language: str


def paint_title(painter: QPainter, room: QRectF, title: Title, theme: Theme, look: tuple[QFont.Weight, str]) -> None:
    """The title in one line, of a weight and in a colour of this name."""
    weight, color = look
    font = theme.font("body")
    font.setWeight(weight)
    said = one_line(title.text)
    direction = text_direction(said, language_direction(title.language))
    paint_line(painter, room, said, font, theme.c(color), direction=direction)
