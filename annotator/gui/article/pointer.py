"""What the mouse does where one labels: besides selecting, click mentions, drag their edges, draw and click links."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent

from annotator.gui.article.rubber import Rubber
from annotator.gui.article.selecting import Place, TextSelection
from annotator.gui.article.text_pointer import Drag, TextPointer
from annotator.model.annotation import Mention
from annotator.model.span import Edge, Span

if TYPE_CHECKING:
    from annotator.gui.article.view import ArticleView

_GRIP = 4.0
"""How near to an edge (in pixels) the pointer takes hold of it."""


class Pointer(TextPointer):
    """The mouse's side of the view.

    Attributes:
        rubber: The link being drawn.
    """

    def __init__(self, view: "ArticleView") -> None:
        super().__init__(view)
        self._view = view
        self.rubber = Rubber(view)
        self._linked: Mention | None = None
        self._grip: tuple[Mention, int, Edge] | None = None
        self._moved_span: Span | None = None

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

    def reset(self) -> None:
        """Forget a gesture under way (another article came)."""
        self.cancel_link()
        self._linked = None
        self._grip = self._moved_span = None
        super().reset()

    def taken_hold(self, event: QMouseEvent) -> Drag:
        """A mark of comments; a tag or, with Alt, a mention begins a link; then come edges, arcs and text."""
        modifiers = event.modifiers()
        if self._view.remarks_at(event.position()):
            return Drag.REMARK
        self._linked = self._handle_at(event)
        if self._linked is not None:
            self._is_piece = False
            return Drag.LINK
        grip = self.grip_at(event.position()) if modifiers == Qt.KeyboardModifier.NoModifier else None
        if grip is not None:
            self._grip, self._moved_span = grip, grip[0].span
            return Drag.EDGE
        return Drag.ARC if self._view.link_at(event.position()) is not None else Drag.GRAPHEMES

    def double_press(self, event: QMouseEvent) -> None:
        """A mark of comments is no word."""
        if not self._view.remarks_at(event.position()):
            super().double_press(event)

    def _handle_at(self, event: QMouseEvent) -> Mention | None:
        """The mention that a link would begin at: on its tag, or with Alt on its text."""
        modifiers = event.modifiers()
        if modifiers == Qt.KeyboardModifier.AltModifier:
            return next(iter(self._view.mentions_at(event.position())), None)
        return self._view.tag_at(event.position()) if modifiers == Qt.KeyboardModifier.NoModifier else None

    def extend_to(self, at: QPointF) -> None:
        """Drag on to a point of the viewport."""
        if self._drag is Drag.LINK:
            self._stretch_link(at)
        elif self._drag is Drag.EDGE:
            self._move_edge(self._view.hit(at).place.offset)
        else:
            super().extend_to(at)

    def _stretch_link(self, at: QPointF) -> None:
        source = self._view.marks.get(self._linked.id) if self._linked is not None else None
        if source is None:  # deleted meanwhile
            self.cancel_link()
        elif self.is_linking:
            self.rubber.move(at)
        else:
            self.rubber.begin(source, at)

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

    def finish(self, drag: Drag, event: QMouseEvent) -> None:
        """A gesture is complete."""
        if drag is Drag.EDGE:
            self._finish_edge()
        elif drag is Drag.ARC:
            self._click_arc(event.position())
        elif drag is Drag.REMARK:
            self._click_remark(event.position())
        elif drag is Drag.LINK and self._has_moved:
            self._drop_link(event)
        else:
            super().finish(drag, event)

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

    def finish_text(self) -> None:
        """Text has been selected: for itself, or as a further piece of the selected mention."""
        view = self._view
        mention = view.marks.get(view.selected())
        if not self._is_piece or mention is None:
            super().finish_text()
            return
        start, end = view.text_selection.active
        view.set_text_selection(TextSelection(view.text_selection.caret, view.text_selection.caret.offset))
        if start < end:
            view.span_change_requested.emit(mention.id, mention.span.with_range(start, end))

    def _click_arc(self, at: QPointF) -> None:
        """Select the link under the pointer; on a chip, go to its other end."""
        chip, link = self._view.chip_at(at), self._view.link_at(at)
        if chip is not None and link is not None:
            self._view.jump_along(link)
        elif link is not None:
            self._view.choose_link(link)

    def _click_remark(self, at: QPointF) -> None:
        found = self._view.remarks_at(at)
        if found:
            self._view.remark_chosen.emit(found[0].thread)

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

    def scrolls_at(self, at: QPointF) -> bool:
        """A link may be drawn out of the article sideways."""
        area = self._view.viewport().rect()
        return self._drag is not Drag.LINK or area.left() <= at.x() <= area.right()
