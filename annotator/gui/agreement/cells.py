"""A painted widget of cells: the pointer and the arrow keys do the same, and whoever cannot see hears each cell."""

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import QToolTip, QWidget

from annotator.gui.theme import RADIUS
from annotator.gui.widgets import plain_tip
from annotator.gui.widgets.themed import Painted

Way = Literal["left", "right", "up", "down"]

_WAYS: dict[Qt.Key, Way] = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_ASKEW = 4.0
"""How much a step aside weighs against a step in the wanted direction."""


class Cells(Painted):
    """Subclasses say where the cells are (`rects`), what each says (`words`), and paint.

    Attributes:
        pointed: The cell under the pointer.
        current: The cell that the keys have come to.

    Signals:
        moved: Another cell is shown with the ring, or none; `shown` tells which, and `by_key` how.
        activated: A cell was clicked, or Enter pressed on it.
    """

    moved = Signal()
    activated = Signal(int)

    def __init__(self, name: str, *, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pointed: int | None = None
        self.current = 0
        self.by_key = False
        self.setObjectName(object_name)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    # -- what subclasses say

    def rects(self) -> Sequence[QRectF]:
        """Where the cells are, in the widget."""
        raise NotImplementedError

    def words(self, place: int) -> str:
        """What a cell says, as a sentence."""
        raise NotImplementedError

    def tip(self, place: int) -> str:
        """The tooltip of a cell: the same, for words that were cut."""
        return self.words(place)

    # -- where one is

    @property
    def shown(self) -> int | None:
        """The cell with the ring: under the pointer, or else where the keys are."""
        if self.pointed is not None:
            return self.pointed
        return self.current if self.hasFocus() and self.current < len(self.rects()) else None

    def go_to(self, place: int) -> None:
        """Move the keys' place to a cell."""
        if 0 <= place < len(self.rects()):
            self.current = place
            self.pointed = None
            self.by_key = True
            self._tell()

    def cells_changed(self) -> None:
        """Other cells are there; keep the place if it still is one."""
        self.pointed = None
        self.current = max(0, min(self.current, len(self.rects()) - 1))
        self._describe()
        self.update()

    def _tell(self) -> None:
        self._describe()
        self.update()
        self.moved.emit()
        if self.by_key and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.accessibleDescription()))

    def _describe(self) -> None:
        place = self.current if self.pointed is None else self.pointed
        self.setAccessibleDescription(self.words(place) if place < len(self.rects()) else "")

    # -- pointer

    def cell_at(self, point: QPointF) -> int | None:
        """The cell at a point of the widget."""
        return next((place for place, rect in enumerate(self.rects()) if rect.contains(point)), None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The ring follows the pointer."""
        self._point(self.cell_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """The ring goes back to where the keys are."""
        super().leaveEvent(event)
        self._point(None)

    def _point(self, place: int | None) -> None:
        if place != self.pointed:
            self.pointed = place
            self.by_key = False
            self._tell()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Taken, so that nothing below reacts."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click is Enter on the cell."""
        place = self.cell_at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and place is not None:
            self.current = place
            self.activated.emit(place)

    def event(self, event: QEvent) -> bool:
        """The tooltip is the cell's."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self.cell_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), "" if place is None else plain_tip(self.tip(place)), self)
            return True
        return super().event(event)

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Home and End go to the ends, Enter and Space open; other keys are the page's."""
        key, count = Qt.Key(event.key()), len(self.rects())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or not count:
            super().keyPressEvent(event)
        elif key in _WAYS:
            self.go_to(neighbour(self.rects(), self.current, _WAYS[key]))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.go_to(0 if key == Qt.Key.Key_Home else count - 1)
        elif key in _ENTER:
            self.activated.emit(self.current)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring shows where the keys are."""
        super().focusInEvent(event)
        self.by_key = True
        self._tell()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring goes."""
        super().focusOutEvent(event)
        self._tell()

    # -- painting

    def paint_ring(self, painter: QPainter, rect: QRectF) -> None:
        """Say where one is."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.theme.c("accent" if self.hasFocus() else "text3"), 1.5))
        painter.drawRoundedRect(rect.adjusted(0.75, 0.75, -0.75, -0.75), RADIUS["control"], RADIUS["control"])


def neighbour(rects: Sequence[QRectF], place: int, way: Way) -> int:
    """The nearest cell in a direction of the screen; the same cell if there is none."""
    here = rects[place].center()
    best, least = place, float("inf")
    for other, rect in enumerate(rects):
        along, aside = _apart(here, rect.center(), way)
        if along > 0.5 and (distance := along + _ASKEW * aside) < least:
            best, least = other, distance
    return best


def _apart(here: QPointF, there: QPointF, way: Way) -> tuple[float, float]:
    """How far one is from the other in a direction, and aside of it."""
    away = there - here
    if way in ("left", "right"):
        return (away.x() if way == "right" else -away.x()), abs(away.y())
    return (away.y() if way == "down" else -away.y()), abs(away.x())
