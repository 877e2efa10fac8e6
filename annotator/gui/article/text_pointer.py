"""What the mouse does in an article that one reads: select by grapheme, word and sentence, stretch, pick pieces."""

from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from annotator.gui.article.layout import Hit
from annotator.gui.article.selecting import Place, TextSelection
from annotator.model.span import Range

if TYPE_CHECKING:
    from annotator.gui.article.text_canvas import TextCanvas

_SCROLL_ZONE = 12
_SCROLL_EVERY = 30
_SAME_PLACE = 4


class Drag(Enum):
    """What the pressed button is doing; the last four only where one labels."""

    NOTHING = auto()
    GRAPHEMES = auto()
    WORDS = auto()
    SENTENCES = auto()
    EDGE = auto()
    LINK = auto()
    ARC = auto()
    REMARK = auto()


class TextPointer:
    """The mouse's side of a canvas."""

    def __init__(self, canvas: "TextCanvas") -> None:
        self._canvas = canvas
        self._drag = Drag.NOTHING
        self._pressed_at = QPoint()
        self._last_at = QPointF()
        self._is_piece = False
        self._has_moved = False
        self._base: Range = (0, 0)
        self._double_clicked_at: QPoint | None = None
        self._triple_window = QTimer(canvas)
        self._triple_window.setSingleShot(True)
        self._triple_window.timeout.connect(self._forget_double_click)
        self._scroller = QTimer(canvas)
        self._scroller.setInterval(_SCROLL_EVERY)
        self._scroller.timeout.connect(self._scroll_on)

    @property
    def is_dragging(self) -> bool:
        """Whether a button is down."""
        return self._drag is not Drag.NOTHING

    @property
    def is_picking(self) -> bool:
        """Whether a further piece is being dragged."""
        return self.is_dragging and self._is_piece

    def reset(self) -> None:
        """Forget a gesture under way (another article came)."""
        self._drag = Drag.NOTHING
        self._scroller.stop()
        self._forget_double_click()

    def _forget_double_click(self) -> None:
        self._double_clicked_at = None

    def press(self, event: QMouseEvent) -> None:
        """The left button goes down."""
        at = event.position().toPoint()
        self._last_at = event.position()
        self._has_moved = False
        if self._is_third_click(at):
            self._select_unit(event.position(), Drag.SENTENCES)
            return
        self._pressed_at = at
        self._drag = self.taken_hold(event)
        if self._drag is Drag.GRAPHEMES:
            self._begin_text(self._canvas.hit(event.position()).place, event.modifiers())

    def taken_hold(self, _event: QMouseEvent) -> Drag:
        """What a press takes hold of, if it is more than text."""
        return Drag.GRAPHEMES

    def _begin_text(self, place: Place, modifiers: Qt.KeyboardModifier) -> None:
        canvas = self._canvas
        self._is_piece = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            canvas.set_text_selection(canvas.text_selection.stretched(place))
            self._has_moved = True
        elif self._is_piece:
            canvas.set_text_selection(canvas.text_selection.begun_anew(place))
        else:
            canvas.set_text_selection(TextSelection(place, place.offset))

    def _is_third_click(self, at: QPoint) -> bool:
        first = self._double_clicked_at
        return first is not None and (at - first).manhattanLength() <= _SAME_PLACE

    def double_press(self, event: QMouseEvent) -> None:
        """The second press of a double click takes the word."""
        self._double_clicked_at = event.position().toPoint()
        self._triple_window.start(QApplication.doubleClickInterval())
        self._is_piece = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        self._select_unit(event.position(), Drag.WORDS)

    def _select_unit(self, at: QPointF, drag: Drag) -> None:
        self._drag = drag
        self._has_moved = True
        self._base = self._unit_at(self._canvas.hit(at))
        start, end = self._base
        previous = self._canvas.text_selection.picked if self._is_piece else ()
        self._canvas.set_text_selection(TextSelection(Place(end, at_line_end=True), start, previous))

    def _unit_at(self, hit: Hit) -> Range:
        moves = self._canvas.moves
        return moves.sentence_at(hit.offset) if self._drag is Drag.SENTENCES else moves.word_at(hit.offset)

    def move(self, event: QMouseEvent) -> None:
        """The mouse moved, with or without the button."""
        self._last_at = event.position()
        if self._drag is Drag.NOTHING:
            self._canvas.point_at(event.position())
            return
        if self._drag in (Drag.ARC, Drag.REMARK):
            return
        if not self._has_moved:
            distance = (event.position().toPoint() - self._pressed_at).manhattanLength()
            if distance < min(3, QApplication.startDragDistance()):
                return
            self._has_moved = True
        self.extend_to(event.position())
        self._scroll_near_edge(event.position())

    def extend_to(self, at: QPointF) -> None:
        """Drag on to a point of the viewport."""
        hit = self._canvas.hit(at)
        if self._drag in (Drag.WORDS, Drag.SENTENCES):
            self._extend_by_unit(hit)
        elif self._drag is Drag.GRAPHEMES:
            self._canvas.set_text_selection(self._canvas.text_selection.stretched(hit.place))

    def _extend_by_unit(self, hit: Hit) -> None:
        start, end = self._unit_at(hit)
        selection = self._canvas.text_selection
        if start < self._base[0]:
            self._canvas.set_text_selection(TextSelection(Place(start), self._base[1], selection.picked))
        else:
            place = Place(max(end, self._base[1]), at_line_end=True)
            self._canvas.set_text_selection(TextSelection(place, self._base[0], selection.picked))

    def release(self, event: QMouseEvent) -> None:
        """The left button goes up: the gesture is complete."""
        drag, self._drag = self._drag, Drag.NOTHING
        self._scroller.stop()
        if drag is not Drag.NOTHING:
            self.finish(drag, event)

    def finish(self, _drag: Drag, event: QMouseEvent) -> None:
        """A gesture is complete."""
        if self._has_moved:
            self.finish_text()
        elif not self._is_piece:
            self._canvas.click(event.position())

    def finish_text(self) -> None:
        """Text has been selected."""
        if not self._is_piece:
            self._canvas.finish_selecting()

    def _scroll_near_edge(self, at: QPointF) -> None:
        height = self._canvas.viewport().height()
        if self.scrolls_at(at) and (at.y() < _SCROLL_ZONE or at.y() > height - _SCROLL_ZONE):
            if not self._scroller.isActive():
                self._scroller.start()
        else:
            self._scroller.stop()

    def scrolls_at(self, _at: QPointF) -> bool:
        """Whether a drag scrolls when it comes near the upper or lower edge there."""
        return True

    def _scroll_on(self) -> None:
        canvas, y = self._canvas, self._last_at.y()
        height = canvas.viewport().height()
        beyond = y - _SCROLL_ZONE if y < _SCROLL_ZONE else y - (height - _SCROLL_ZONE)
        bar = canvas.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + round(beyond))
        if bar.value() == before:
            self._scroller.stop()
            return
        self.extend_to(QPointF(self._last_at.x(), min(max(0.0, y), height - 1.0)))
