"""Chips that are on or off: the kinds of disagreement, and the layers that the article shows."""

import math
from enum import Enum, auto

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from annotator.gui.icons import pixmap
from annotator.gui.naming import number
from annotator.gui.theme import RADIUS, SIZE
from annotator.gui.widgets import Sign, Themed
from annotator.gui.widgets.painting import mirrored, one_line, paint_line, start_side, text_width
from annotator.gui.widgets.themed import smooth_painter

_LONGEST = 150
_SWATCH = QSize(24, 16)


class _Chip(Themed, QAbstractButton):
    """A word and a count in a frame; Enter presses it as Space does."""

    def __init__(self, words: str, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self.setText(one_line(words))
        self.setObjectName(object_name)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._tell()

    @property
    def count(self) -> int:
        """How many there are of what the chip stands for."""
        return self._count

    def set_count(self, count: int) -> None:
        """Show another count."""
        if count != self._count:
            self._count = count
            self._tell()
            self.updateGeometry()
            self.update()

    def _tell(self) -> None:
        self.setAccessibleName(f"{self.text()} {number(self._count)}")

    def _words_width(self) -> float:
        return min(_LONGEST, text_width(self.text(), self.theme.font("small_strong")) + 1)

    def _count_width(self) -> float:
        return text_width(number(self._count), self.theme.font("small")) + 1

    def _lead(self) -> int:
        return 10

    def sizeHint(self) -> QSize:
        """Words and count."""
        wide = self._lead() + self._words_width() + 6 + self._count_width() + 10
        return QSize(math.ceil(wide), SIZE["control"] - 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space press; arrows stay here, where Qt would walk through all buttons of the window."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint frame, words and count."""
        painter = smooth_painter(self)
        theme, bounds, way = self.theme, QRectF(self.rect()), self.layoutDirection()
        ground, edge, ink = self._colors()
        painter.setBrush(theme.c("hover") if self.underMouse() and ground == "surface" else theme.c(ground))
        painter.setPen(QPen(theme.c("accent" if self.hasFocus() else edge), 1.5 if self.hasFocus() else 1))
        painter.drawRoundedRect(bounds.adjusted(0.75, 0.75, -0.75, -0.75), RADIUS["control"], RADIUS["control"])
        self._paint_lead(painter, bounds, way)
        x, side = self._lead(), start_side(way)
        words = mirrored(way, bounds, QRectF(x, 0, self._words_width(), bounds.height()))
        paint_line(painter, words, self.text(), theme.font("small_strong"), theme.c(ink), side=side)
        x += round(self._words_width()) + 6
        count = mirrored(way, bounds, QRectF(x, 0, bounds.width() - x, bounds.height()))
        quiet = ink if ink == "accent" else "text3"
        paint_line(painter, count, number(self._count), theme.font("small"), theme.c(quiet), side=side)
        painter.end()

    def _colors(self) -> tuple[str, str, str]:
        """Ground, edge and words, as tokens."""
        return ("accent_soft", "accent", "accent") if self.isChecked() else ("surface", "line_strong", "text")

    def _paint_lead(self, painter: QPainter, bounds: QRectF, way: Qt.LayoutDirection) -> None:
        """What stands before the words."""


class FilterChip(_Chip):
    """What can be filtered for."""


class Shown(Enum):
    """What a `LayerChip` stands for that is no annotator's."""

    AGREED = auto()


class LayerChip(_Chip):
    """What the article shows of a layer, or of what all agree on; it shows how that looks, too."""

    def __init__(self, words: str, what: Sign | Shown, object_name: str) -> None:
        super().__init__(words, object_name)
        self._what = what
        self.setChecked(True)

    def _lead(self) -> int:
        return 8 + _SWATCH.width() + 8

    def _colors(self) -> tuple[str, str, str]:
        return ("surface", "line_strong", "text") if self.isChecked() else ("chrome", "line", "text3")

    def _paint_lead(self, painter: QPainter, bounds: QRectF, way: Qt.LayoutDirection) -> None:
        theme = self.theme
        box = QRectF(8, (bounds.height() - _SWATCH.height()) / 2, _SWATCH.width(), _SWATCH.height())
        box = mirrored(way, bounds, box)
        painter.save()
        painter.setOpacity(1.0 if self.isChecked() else 0.4)
        painter.setPen(Qt.PenStyle.NoPen)
        if isinstance(self._what, Sign):
            painter.fillRect(box, theme.c("surface"))
            painter.fillRect(box, self._what.ground(theme))
            ink, pen = self._what.ink(theme), self._what.pen(theme)
            paint_line(painter, box.adjusted(0, 0, 0, -2), self._what.initial, theme.font("tag"), ink, side="center")
        else:
            painter.fillRect(box, theme.c("sunken"))
            pen = QPen(theme.c("text3"), 2)
            picture = pixmap("check", theme.c("text2"), 12, self.devicePixelRatioF())
            painter.drawPixmap(round(box.center().x() - 6), round(box.center().y() - 7), picture)
        painter.setPen(pen)
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.restore()
