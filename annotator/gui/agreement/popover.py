"""What a cell of the matrix is about, beside it: whose labels, how often, a real place, and what Enter opens.

It takes neither the pointer nor the keyboard: both are the cell's. It is always dark, so that it stands out from the
cells that it covers.
"""

import math
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from annotator.gui.theme import RADIUS, TEXT_FAMILIES, Theme, font
from annotator.gui.widgets.painting import (
    end_side,
    keycap_width,
    mirrored,
    one_line,
    paint_keycap,
    paint_line,
    start_side,
    text_direction,
    text_width,
)
from annotator.gui.widgets.signs import Sign, paint_sign
from annotator.gui.widgets.themed import Painted

_WIDEST, _NARROWEST = 340, 200
_PADDING = 12
_LINE = 24
_SIGN = 16
_GAP = 8
_DARK = Theme("dark")


@dataclass(frozen=True, slots=True)
class Told:
    """What the popover says.

    Attributes:
        sides: Who, and with which label.
        share: A few words on how much that is.
        quote: A place of this cell, in its own direction; empty if none is known (yet).
        more: How many others there are.
        opens: What Enter does; empty if nothing.
    """

    sides: tuple[tuple[Sign, str], tuple[Sign, str]]
    share: str
    quote: str = ""
    more: str = ""
    opens: str = ""


class Popover(Painted):
    """Stands beside a cell, inside its parent."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent
        self.setObjectName("agreement_popover")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._told: Told | None = None
        self.hide()

    @property
    def told(self) -> Told | None:
        """What it says, while it is there."""
        return None if self.isHidden() else self._told

    def tell(self, told: Told, ring: QRect) -> None:
        """Appear beside a rectangle of the screen."""
        self._told = told
        size = self.sizeHint().boundedTo(self._room.size())
        cell = QRect(self._room.mapFromGlobal(ring.topLeft()), ring.size())
        self.setGeometry(QRect(_beside(cell, size, self._room.rect(), self.layoutDirection()), size))
        self.setAccessibleName(self._all_words(told))
        self.show()
        self.raise_()
        self.update()

    def _all_words(self, told: Told) -> str:
        parts = (*(label for _sign, label in told.sides), told.share, told.quote, told.more, told.opens)
        return ", ".join(part for part in parts if part)

    # -- geometry

    def sizeHint(self) -> QSize:
        """Room for what it says."""
        told = self._told
        if told is None:
            return QSize(_NARROWEST, _LINE)
        small, strong = _DARK.font("small"), _DARK.font("strong")
        first = sum(_SIGN + 6 + text_width(label, strong) + 14 for _sign, label in told.sides)
        first += text_width(told.share, small)
        second = text_width(told.quote, self._quote_font()) + text_width(told.more, small) + 16 if told.quote else 0
        third = text_width(told.opens, _DARK.font("small_strong")) + 60 if told.opens else 0
        width = min(_WIDEST, max(_NARROWEST, math.ceil(max(first, second, third)) + 2 * _PADDING + 4))
        lines = 1 + bool(told.quote) + bool(told.opens)
        return QSize(width, lines * _LINE + 2 * _GAP + (6 if told.opens else 0))

    def _quote_font(self) -> QFont:
        is_rtl = self._told is not None and text_direction(self._told.quote) is Qt.LayoutDirection.RightToLeft
        return font("body", TEXT_FAMILIES[is_rtl])

    # -- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground and lines."""
        told = self._told
        if told is None:
            return
        painter = self.painter()
        painter.setPen(QPen(_DARK.c("line_strong"), 1))
        painter.setBrush(_DARK.c("raised"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS["card"], RADIUS["card"])
        line = QRectF(_PADDING, _GAP, self.width() - 2 * _PADDING, _LINE)
        self._paint_sides(painter, told, line)
        if told.quote:
            line.translate(0, _LINE)
            self._paint_quote(painter, told, line)
        if told.opens:
            line.translate(0, _LINE + 6)
            painter.fillRect(QRectF(line.left(), line.top() - 4, line.width(), 1), _DARK.c("line_strong"))
            self._paint_opens(painter, told, line)
        painter.end()

    def _paint_sides(self, painter: QPainter, told: Told, line: QRectF) -> None:
        direction, x = self.layoutDirection(), line.left()
        strong, small = _DARK.font("strong"), _DARK.font("small")
        left = line.width() - text_width(told.share, small) - 2 * (_SIGN + 6 + 14)
        for sign, label in told.sides:
            badge = QRectF(x, line.center().y() - _SIGN / 2, _SIGN, _SIGN)
            paint_sign(painter, mirrored(direction, QRectF(self.rect()), badge), sign, _DARK)
            width = min(text_width(label, strong) + 2, max(40.0, left / 2))
            words = QRectF(x + _SIGN + 6, line.top(), width, line.height())
            self._paint_words(painter, words, label, "strong", "text")
            x += _SIGN + 6 + width + 12
        self._paint_words(painter, QRectF(x, line.top(), line.right() - x, line.height()), told.share, "small", "text2")

    def _paint_words(self, painter: QPainter, rect: QRectF, words: str, font_name: str, color: str) -> None:
        direction = self.layoutDirection()
        place = mirrored(direction, QRectF(self.rect()), rect)
        paint_line(painter, place, words, _DARK.font(font_name), _DARK.c(color), side=start_side(direction))

    def _paint_quote(self, painter: QPainter, told: Told, line: QRectF) -> None:
        direction, small = self.layoutDirection(), _DARK.font("small")
        beside = text_width(told.more, small) + 12 if told.more else 0
        quote = mirrored(direction, QRectF(self.rect()), line.adjusted(0, 0, -beside, 0))
        side = start_side(direction)
        paint_line(painter, quote, one_line(told.quote), self._quote_font(), _DARK.c("text"), side=side)
        more = mirrored(direction, QRectF(self.rect()), line.adjusted(line.width() - beside, 0, 0, 0))
        paint_line(painter, more, told.more, small, _DARK.c("text2"), side=end_side(direction))

    def _paint_opens(self, painter: QPainter, told: Told, line: QRectF) -> None:
        direction, key = self.layoutDirection(), self.tr("Enter")
        width = keycap_width(key, _DARK)
        self._paint_words(painter, line.adjusted(0, 0, -width - 8, 0), told.opens, "small_strong", "accent")
        cap = QRectF(line.right() - width, line.center().y() - 9, width, 18)
        paint_keycap(painter, mirrored(direction, QRectF(self.rect()), cap), key, _DARK)


def _beside(cell: QRect, size: QSize, room: QRect, direction: Qt.LayoutDirection) -> QPoint:
    """Where it hides neither its cell nor what stands outside the room: after the cell, else before it."""
    after = QPoint(cell.right() + _GAP, cell.top())
    before = QPoint(cell.left() - _GAP - size.width(), cell.top())
    first, second = (after, before) if direction is Qt.LayoutDirection.LeftToRight else (before, after)
    for corner in (first, second):
        if room.left() <= corner.x() and corner.x() + size.width() <= room.right():
            return QPoint(corner.x(), max(room.top(), min(corner.y(), room.bottom() - size.height())))
    below = min(cell.bottom() + _GAP, room.bottom() - size.height())
    return QPoint(max(room.left(), min(cell.left(), room.right() - size.width())), below)
