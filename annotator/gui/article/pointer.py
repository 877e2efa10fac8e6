"""What the mouse does in the article: select, stretch, pick pieces, click mentions, drag their edges, draw links."""

from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from annotator.gui.article.layout import Hit
from annotator.gui.article.rubber import Rubber
from annotator.gui.article.selecting import Place, TextSelection
from annotator.model.annotation import Mention
from annotator.model.span import Edge, Range, Span

if TYPE_CHECKING:
    from annotator.gui.article.view import ArticleView

_GRIP = 4.0
"""How near to an edge (in pixels) the pointer takes hold of it."""
_SCROLL_ZONE = 12
_SCROLL_EVERY = 30
_SAME_PLACE = 4


class Drag(Enum):
    """What the pressed button is doing."""

    NOTHING = auto()
    GRAPHEMES = auto()
    WORDS = auto()
    SENTENCES = auto()
    EDGE = auto()
    LINK = auto()
    ARC = auto()


class Pointer:
    """The mouse's side of the view.

    Attributes:
        rubber: The link being drawn.
    """

    def __init__(self, view: "ArticleView") -> None:
        self._view = view
        self.rubber = Rubber(view)
        self._linked: Mention | None = None
        self._drag = Drag.NOTHING
        self._pressed_at = QPoint()
        self._last_at = QPointF()
        self._is_piece = False
        self._has_moved = False
        self._base: Range = (0, 0)
        self._grip: tuple[Mention, int, Edge] | None = None
        self._moved_span: Span | None = None
        self._double_clicked_at: QPoint | None = None
        self._triple_window = QTimer(view)
        self._triple_window.setSingleShot(True)
        self._triple_window.timeout.connect(self._forget_double_click)
        self._scroller = QTimer(view)
        self._scroller.setInterval(_SCROLL_EVERY)
        self._scroller.timeout.connect(self._scroll_on)

    @property
    def is_dragging(self) -> bool:
        """Whether a button is down."""
        return self._drag is not Drag.NOTHING

    @property
    def is_linking(self) -> bool:
        """Whether a link is being drawn."""
        return self.rubber.source is not None

    def cancel_link(self) -> bool:
        """Give up the link being drawn; returns whether there was one."""
        was_linking = self.is_linking
        if was_linking:
            self._drag = Drag.NOTHING
            self._scroller.stop()
            self.rubber.end()
        return was_linking

    @property
    def is_picking(self) -> bool:
        """Whether a further piece is being dragged, for the selected mention or the selection."""
        return self.is_dragging and self._is_piece

    def reset(self) -> None:
        """Forget a gesture under way (another article came)."""
        self.cancel_link()
        self._linked = None
        self._drag = Drag.NOTHING
        self._grip = self._moved_span = None
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
        modifiers = event.modifiers()
        self._pressed_at = at
        self._linked = self._handle_at(event)
        if self._linked is not None:
            self._drag, self._is_piece = Drag.LINK, False
            return
        grip = self.grip_at(event.position()) if modifiers == Qt.KeyboardModifier.NoModifier else None
        if grip is not None:
            self._drag, self._grip, self._moved_span = Drag.EDGE, grip, grip[0].span
            return
        if self._view.link_at(event.position()) is not None:
            self._drag = Drag.ARC
            return
        self._drag = Drag.GRAPHEMES
        self._begin_text(self._view.hit(event.position()).place, modifiers)

    def _handle_at(self, event: QMouseEvent) -> Mention | None:
        """The mention that a link would begin at: on its tag, or with Alt on its text."""
        modifiers = event.modifiers()
        if modifiers == Qt.KeyboardModifier.AltModifier:
            return next(iter(self._view.mentions_at(event.position())), None)
        return self._view.tag_at(event.position()) if modifiers == Qt.KeyboardModifier.NoModifier else None

    def _begin_text(self, place: Place, modifiers: Qt.KeyboardModifier) -> None:
        view = self._view
        self._is_piece = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            view.set_text_selection(view.text_selection.stretched(place))
            self._has_moved = True
        elif self._is_piece:
            view.set_text_selection(view.text_selection.begun_anew(place))
        else:
            view.set_text_selection(TextSelection(place, place.offset))

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
        self._base = self._unit_at(self._view.hit(at))
        start, end = self._base
        previous = self._view.text_selection.picked if self._is_piece else ()
        self._view.set_text_selection(TextSelection(Place(end, at_line_end=True), start, previous))

    def _unit_at(self, hit: Hit) -> Range:
        moves = self._view.moves
        return moves.sentence_at(hit.offset) if self._drag is Drag.SENTENCES else moves.word_at(hit.offset)

    def move(self, event: QMouseEvent) -> None:
        """The mouse moved, with or without the button."""
        self._last_at = event.position()
        if self._drag is Drag.NOTHING:
            self._show_target(event.position())
            return
        if self._drag is Drag.ARC:
            return
        if not self._has_moved:
            distance = (event.position().toPoint() - self._pressed_at).manhattanLength()
            if distance < min(3, QApplication.startDragDistance()):
                return
            self._has_moved = True
        self._extend_to(event.position())
        self._scroll_near_edge(event.position())

    def _show_target(self, at: QPointF) -> None:
        """Light the arc under the pointer; its shape says what a press would take hold of."""
        view = self._view
        arc = view.link_at(at)
        view.hover_link(arc)
        if self.grip_at(at) is not None:
            view.show_shape(Qt.CursorShape.SizeHorCursor)
        elif arc is not None or view.tag_at(at) is not None:
            view.show_shape(Qt.CursorShape.PointingHandCursor)
        else:
            view.show_shape(Qt.CursorShape.IBeamCursor)

    def _extend_to(self, at: QPointF) -> None:
        if self._drag is Drag.LINK:
            self._stretch_link(at)
            return
        hit = self._view.hit(at)
        match self._drag:
            case Drag.EDGE:
                self._move_edge(hit.place.offset)
            case Drag.WORDS | Drag.SENTENCES:
                self._extend_by_unit(hit)
            case Drag.GRAPHEMES:
                self._view.set_text_selection(self._view.text_selection.stretched(hit.place))

    def _stretch_link(self, at: QPointF) -> None:
        source = self._view.marks.get(self._linked.id) if self._linked is not None else None
        if source is None:  # deleted meanwhile
            self.cancel_link()
        elif self.is_linking:
            self.rubber.move(at)
        else:
            self.rubber.begin(source, at)

    def _extend_by_unit(self, hit: Hit) -> None:
        start, end = self._unit_at(hit)
        selection = self._view.text_selection
        if start < self._base[0]:
            self._view.set_text_selection(TextSelection(Place(start), self._base[1], selection.picked))
        else:
            place = Place(max(end, self._base[1]), at_line_end=True)
            self._view.set_text_selection(TextSelection(place, self._base[0], selection.picked))

    def _move_edge(self, offset: int) -> None:
        if self._grip is None:
            return
        mention, fragment, edge = self._grip
        start, end = mention.span.fragments[fragment]
        moves = self._view.moves
        if edge == "end":  # an edge stops one grapheme before the other edge of its piece
            offset = max(offset, moves.forward(Place(start)).offset)
        else:
            offset = min(offset, moves.backward(Place(end)).offset)
        self._moved_span = mention.span.with_edge(fragment, edge, offset)
        self._view.set_preview(self._moved_span)

    def release(self, event: QMouseEvent) -> None:
        """The left button goes up: the gesture is complete."""
        drag, self._drag = self._drag, Drag.NOTHING
        self._scroller.stop()
        if drag is Drag.EDGE:
            self._finish_edge()
        elif drag is Drag.ARC:
            self._click_arc(event.position())
        elif drag is Drag.LINK and self._has_moved:
            self._drop_link(event)
        elif drag is not Drag.NOTHING and self._has_moved:
            self._finish_text()
        elif drag in (Drag.GRAPHEMES, Drag.LINK):
            self._click(event.position())

    def _drop_link(self, event: QMouseEvent) -> None:
        self._stretch_link(event.position())
        if self.is_linking:
            self.rubber.drop(event.globalPosition())

    def _finish_edge(self) -> None:
        grip, moved = self._grip, self._moved_span
        self._grip = self._moved_span = None
        self._view.set_preview(None)
        if grip is not None and moved is not None and moved != grip[0].span:
            self._view.span_change_requested.emit(grip[0].id, moved)

    def _finish_text(self) -> None:
        view = self._view
        mention = view.marks.get(view.selected())
        start, end = view.text_selection.active
        if self._is_piece and mention is not None:
            view.set_text_selection(TextSelection(view.text_selection.caret, view.text_selection.caret.offset))
            if start < end:
                view.span_change_requested.emit(mention.id, mention.span.with_range(start, end))
        elif not self._is_piece:
            view.finish_selecting()

    def _click_arc(self, at: QPointF) -> None:
        """Select the link under the pointer; on a chip, go to its other end."""
        chip, link = self._view.chip_at(at), self._view.link_at(at)
        if chip is not None and link is not None:
            self._view.jump_along(link)
        elif link is not None:
            self._view.choose_link(link)

    def _click(self, at: QPointF) -> None:
        """Select the mention under the pointer; if it is selected already, the next one around it."""
        view = self._view
        if self._is_piece:
            return
        found = view.mentions_at(at)
        ids = [mention.id for mention in found]
        current = view.selected()
        if current in ids and len(ids) > 1:
            view.choose(ids[(ids.index(current) + 1) % len(ids)])
        else:
            view.choose(ids[0] if ids else None)
        view.clicked.emit(view.selected())

    def grip_at(self, at: QPointF) -> tuple[Mention, int, Edge] | None:
        """The edge of the selected mention under a point: `(mention, fragment, edge)`."""
        view = self._view
        mention = view.marks.get(view.selected())
        if mention is None:
            return None
        for number, (start, end) in enumerate(mention.span.fragments):
            if view.is_near(start, Place(start), at, _GRIP, trails=False):
                return mention, number, "start"
            if view.is_near(end - 1, Place(end, at_line_end=True), at, _GRIP, trails=True):
                return mention, number, "end"
        return None

    def _scroll_near_edge(self, at: QPointF) -> None:
        area = self._view.viewport().rect()
        has_left = self._drag is Drag.LINK and not area.left() <= at.x() <= area.right()
        if not has_left and (at.y() < _SCROLL_ZONE or at.y() > area.height() - _SCROLL_ZONE):
            if not self._scroller.isActive():
                self._scroller.start()
        else:
            self._scroller.stop()

    def _scroll_on(self) -> None:
        view, y = self._view, self._last_at.y()
        height = view.viewport().height()
        beyond = y - _SCROLL_ZONE if y < _SCROLL_ZONE else y - (height - _SCROLL_ZONE)
        bar = view.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + round(beyond))
        if bar.value() == before:
            self._scroller.stop()
            return
        self._extend_to(QPointF(self._last_at.x(), min(max(0.0, y), height - 1.0)))
