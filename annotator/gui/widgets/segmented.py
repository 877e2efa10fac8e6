"""One of a few values, all in sight."""

from collections.abc import Sequence
from functools import cached_property

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.gui.theme import RADIUS, SIZE
from annotator.gui.widgets.painting import mirrored, paint_line, text_width
from annotator.gui.widgets.themed import Painted

_PADDING = 5
_AIR = 10
_CLEARING = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})


class Segmented(Painted):
    """A track with one segment a value; one is chosen, or none.

    Signals:
        chosen: The place of the value that the person chose.
        cleared: The person took the choice back (Delete, or a click on the chosen segment).
    """

    chosen = Signal(int)
    cleared = Signal()

    def __init__(self, options: Sequence[str], *, object_name: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options = tuple(options)
        self._name = name
        self._current: int | None = None
        self.setObjectName(object_name)
        self.setFixedHeight(SIZE["control"])
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._tell()

    def options(self) -> tuple[str, ...]:
        """The words on the segments."""
        return self._options

    def current(self) -> int | None:
        """The chosen place."""
        return self._current

    def set_current(self, current: int | None) -> None:
        """Show a place as chosen, or none; emits nothing."""
        if current != self._current:
            self._current = current
            self._tell()
            self.update()

    def _tell(self) -> None:
        said = self.tr("not said") if self._current is None else self._options[self._current]
        self.setAccessibleName(f"{self._name}: {said}")

    def needed_width(self) -> int:
        """Pixels in which all words can be read."""
        return self._needed_width

    @cached_property
    def _needed_width(self) -> int:
        """Layouts ask for it again and again; every theme has the same fonts."""
        font = self.theme.font("small_strong")
        return round(sum(text_width(option, font) + 2 * _PADDING for option in self._options))

    def sizeHint(self) -> QSize:
        """Room for all words, and some air around each."""
        return QSize(self.needed_width() + len(self._options) * _AIR, SIZE["control"])

    def minimumSizeHint(self) -> QSize:
        """A layout may squeeze it; words are elided then."""
        return QSize(40, SIZE["control"])

    def _segments(self) -> list[QRectF]:
        """Equal segments where the words allow it, else as wide as each word needs."""
        font = self.theme.font("small_strong")
        needs = [text_width(option, font) + 2 * _PADDING for option in self._options]
        equal = self.width() / len(needs)
        spare = (self.width() - sum(needs)) / len(needs)
        widths = [equal] * len(needs) if max(needs) <= equal else [max(24.0, need + spare) for need in needs]
        segments, x = [], 0.0
        for width in widths:
            cell = QRectF(x, 0, width, self.height())
            segments.append(mirrored(self.layoutDirection(), QRectF(self.rect()), cell))
            x += width
        return segments

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint track and segments."""
        painter = self.painter()
        bounds = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.c("sunken"))
        painter.drawRoundedRect(bounds, RADIUS["control"], RADIUS["control"])
        for place, cell in enumerate(self._segments()):
            self._paint_segment(painter, place, cell)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(self.theme.c("accent"))
            painter.drawRoundedRect(bounds.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS["control"], RADIUS["control"])
        painter.end()

    def _paint_segment(self, painter: QPainter, place: int, cell: QRectF) -> None:
        is_on = place == self._current
        if is_on:
            painter.setPen(self.theme.c("line_strong"))
            painter.setBrush(self.theme.c("raised"))
            painter.drawRoundedRect(cell.adjusted(2.5, 2.5, -2.5, -2.5), RADIUS["key"], RADIUS["key"])
        elif place and self._current != place - 1:
            x = cell.left() if self.layoutDirection() is Qt.LayoutDirection.LeftToRight else cell.right()
            painter.fillRect(QRectF(x, 9, 1, 10), self.theme.c("line_strong"))
        words = self._options[place]
        font = self.theme.font("small_strong" if is_on else "small")
        color = self.theme.c("text" if is_on else "text2")
        paint_line(painter, cell.adjusted(3, 0, -3, 0), words, font, color, side="center")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose what is under the pointer; the chosen one again: take it back."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        for place, cell in enumerate(self._segments()):
            if cell.contains(event.position()):
                self._choose(place)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Taken here, so that nothing below reacts to it."""
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the choice, Delete takes it back."""
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            is_forward = (key == Qt.Key.Key_Right) == (self.layoutDirection() is Qt.LayoutDirection.LeftToRight)
            self._step(1 if is_forward else -1)
        elif key in _CLEARING:
            self.cleared.emit()
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        last = len(self._options) - 1
        start = (0 if by > 0 else last) if self._current is None else min(last, max(0, self._current + by))
        if start != self._current:
            self._choose(start)

    def _choose(self, place: int) -> None:
        if place == self._current:
            self.cleared.emit()
            return
        self.set_current(place)
        self.chosen.emit(place)
