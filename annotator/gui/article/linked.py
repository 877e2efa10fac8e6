"""A canvas with arcs between mentions: which of them are drawn, which are lit, and what is under the pointer."""

from collections.abc import Callable, Container, Iterable, Mapping
from itertools import pairwise

from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from annotator.gui.article.arcs import Shapes
from annotator.gui.article.canvas import BLEED
from annotator.gui.article.links import Arcs, Link, Links
from annotator.gui.article.paint_arcs import ArcState, Stroke
from annotator.gui.article.remarks import NO_REMARKS, Remark, Remarks, paint_remarks
from annotator.gui.article.shift import STILL, Shift
from annotator.gui.article.text_canvas import TextCanvas
from annotator.model.annotation import Mention
from annotator.model.ids import MentionId


class LinkedCanvas(TextCanvas):
    """Draws links and lights those of selected mentions, and those that are pointed at.

    Signals:
        link_chosen: The id of a link whose arc or name was clicked; it is shown as selected already.
    """

    link_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._mode = Arcs.ALL
        self._selected: tuple[MentionId, ...] = ()
        self._fellows: frozenset[MentionId] = frozenset()
        self._pointed: MentionId | None = None
        self._hovered_link: str | None = None
        self._selected_link: str | None = None
        self._remarks = NO_REMARKS
        super().__init__(parent)

    # what the window sets

    def set_remarks(self, remarks: Iterable[Remark]) -> None:
        """Mark the lines at which threads of comments stand, in the text that is shown."""
        before, self._remarks = self._remarks, Remarks(self.column.passages, remarks)
        if before or self._remarks:
            self.viewport().update()

    def remarks_at(self, point: QPointF) -> list[Remark]:
        """The threads whose mark is at a point of the viewport, what is new first."""
        return self._remarks.at(self.column, point - self.column_origin) if self._remarks else []

    def paint_above(self, painter: QPainter) -> None:
        """Marks of comments."""
        if not self._remarks:
            return
        origin = self.column_origin
        painter.translate(origin)
        top = -origin.y()
        bottom = top + self.viewport().height()
        paint_remarks(painter, self._remarks, self.column, self._style, top=top, bottom=bottom)
        painter.translate(-origin)

    def set_arcs(self, mode: Arcs) -> None:
        """Draw all arcs, those of the selected mention, or none."""
        before, self._mode = self._mode, mode
        if (before is Arcs.HIDDEN) != (mode is Arcs.HIDDEN):
            anchor = self._anchor()
            self.column.set_links(self._links_to_draw())
            self._keep(anchor)
            self._idle.start()
        self.viewport().update()

    def _links_to_draw(self) -> Links | None:
        return None if self._mode is Arcs.HIDDEN else self.links

    def update_links(self, removed: Iterable[str], added: Iterable[Link]) -> None:
        """Take links out and in; one that changed is both. Only the passages they touch are laned anew."""
        touched: set[int] = set()
        for link_id in removed:
            touched |= self.links.remove(link_id)
        for link in added:
            touched |= self.links.add(link)
        self._drop_gone_links()
        self._show_touched(touched, self.column.reroute)

    def _show_touched(self, touched: set[int], lane: Callable[[Iterable[int]], Mapping[int, range]]) -> None:
        """Lane passages anew as `lane` does, and repaint what looks different; what stands at the top stays there."""
        anchor, before, arcs = self._anchor(), self._standing(touched), self._crossing_now()
        changed = lane(touched)
        self._keep(anchor)
        shift = self._update_changed(changed, before)
        for points in set(map(shift.carry, arcs)) ^ set(map(shift.keep, self._crossing_now())):
            self._update_way(shift.filled(points))
        self._idle.start()

    def _crossing_now(self) -> set[tuple[tuple[float, float], ...]]:
        """Where the arcs between passages run on the screen."""
        origin = self._head.height - self.scroll_y
        return {tuple((x, y + origin) for x, y in arc.points) for arc in self.crossing_shapes().arcs}

    def _update_way(self, points: Iterable[tuple[float, float]]) -> None:
        """Repaint along an arc, given in the column's x and the viewport's y, with room for its names and chips."""
        room = self._style.arc_lane
        for (x, y0), (other_x, y1) in pairwise(points):
            top, bottom = int(min(y0, y1)) - room, int(max(y0, y1)) + room
            if x == other_x and not 0 <= x <= self.column.width:  # beside the text there are no names
                self.viewport().update(self._left + int(x) - room, top, 2 * room, bottom - top)
            else:
                self.viewport().update(self._band(top, bottom))

    def _follow_mentions(self, gone: Iterable[MentionId], came: Iterable[Mention]) -> set[int]:
        """Let links go with their mentions, or move with them; returns the passages that look different."""
        touched: set[int] = set()
        for mention_id in gone:
            if self.marks.get(mention_id) is None:
                touched |= self.links.remove_mention(mention_id)
        for mention in came:
            touched |= self.links.follow(mention.id)
        self._drop_gone_links()
        return touched

    def _drop_gone_links(self) -> None:
        if self.links.get(self._selected_link) is None:
            self._selected_link = None
        if self.links.get(self._hovered_link) is None:
            self._hovered_link = None

    def set_link_selected(self, link_id: str | None) -> None:
        """Show a link as selected, or none."""
        before, self._selected_link = self._selected_link, link_id if self.links.get(link_id) is not None else None
        if before != self._selected_link:
            self._update_links((before, self._selected_link))

    def set_pointed(self, mention_id: MentionId | None) -> None:
        """Light a mention and its arcs, because something elsewhere points at it."""
        before, self._pointed = self._pointed, mention_id
        if before != mention_id:
            self._update_mentions_shown((before, mention_id))

    def set_fellows(self, ids: Iterable[MentionId]) -> None:
        """Ring the mentions that mean the same as the selected one."""
        before, self._fellows = self._fellows, frozenset(ids)
        self._update_mentions_shown(before ^ self._fellows)

    # what the window asks

    def link_selected(self) -> str | None:
        """The id of the selected link."""
        return self._selected_link

    def link_at(self, point: QPointF) -> str | None:
        """The id of the link whose arc, name or chip is at a point of the viewport."""
        lit = self._lit() if self._mode is Arcs.FOCUSED else None
        for shapes, x, y in self._shapes_under(point):
            found = shapes.at(x, y, None if lit is None else lit.keys())
            if found is not None:
                return found.id
        return None

    # how things look

    def arc_state(self) -> ArcState:
        """Which arcs are lit, and whether the others are drawn."""
        return ArcState(self._lit(), self._mode is Arcs.FOCUSED)

    def _lit(self) -> dict[str, Stroke]:
        """Links that are not at rest, in the hue of their source."""
        if not self.links:
            return {}
        ids = dict.fromkeys((*self._selected, self._pointed))
        found = {link.id: link for mention in ids if mention is not None for link in self.links.of(mention)}
        for link in map(self.links.get, (self._hovered_link, self._selected_link)):
            if link is not None:
                found[link.id] = link
        return {link.id: Stroke(self._ink(link)) for link in found.values()}

    def _ink(self, link: Link) -> QColor:
        source = self.marks.get(link.source)
        return self._style.arc if source is None else self._style.look_of(source).ink

    def hover_link(self, link_id: str | None) -> None:
        """Light the link under the pointer."""
        before, self._hovered_link = self._hovered_link, link_id
        if before != link_id:
            self._update_links((before, link_id))

    # repainting

    def _standing(self, indexes: Iterable[int]) -> dict[int, tuple[int, int]]:
        """Passage to the heights of the viewport between which it stands."""
        column, origin = self.column, self._head.height - self.scroll_y
        tops = ((index, origin + column.top(index)) for index in indexes)
        return {index: (top, top + column.known_height(index)) for index, top in tops}

    def _update_changed(self, changed: Mapping[int, range], before: Mapping[int, tuple[int, int]]) -> Shift:
        """Repaint these heights of passages, which stood so before; what only stands elsewhere is moved."""
        now = self._standing(changed)
        seen = sorted(
            index for index, heights in changed.items() if heights and max(before[index][1], now[index][1]) > 0
        )
        if all(before[index] == now[index] for index in seen):
            for index in seen:
                self._update_stretch(self.column.top(index) + changed[index].start, len(changed[index]))
            return STILL
        first, last = seen[0], seen[-1]
        if before[first][0] != now[first][0]:  # at the end of the article there may be nothing left to stand on
            self.viewport().update()
            return STILL
        end_now, by = now[last][0] + changed[last].stop, now[last][1] - before[last][1]
        shift = Shift(now[first][0] + changed[first].start, end_now - by, by)
        self._move(shift)
        return shift

    def _move(self, shift: Shift) -> None:
        """Move the pixels below, and repaint what is new."""
        height = self.viewport().height()
        if shift.by and self.can_move_pixels():
            top = max(0, min(shift.end, shift.end_now))
            self.viewport().scroll(0, shift.by, self._band(top, height))
            self.viewport().update(self._band(shift.start - BLEED, shift.end_now + BLEED))
        else:
            self.viewport().update(self._band(shift.start - BLEED, height))

    def can_move_pixels(self) -> bool:
        """Whether what is painted may be moved by whole pixels: not the sign of the focus, which stays."""
        return self.devicePixelRatioF().is_integer() and not self._has_focus_ring

    def _update_mentions_shown(self, ids: Iterable[MentionId | None]) -> None:
        """Repaint mentions and their arcs."""
        for mention in map(self.marks.get, ids):
            if mention is not None:
                self._update_ranges(mention.span.fragments)
                self._update_links(link.id for link in self.links.of(mention.id))

    def _update_links(self, ids: Iterable[str | None]) -> None:
        """Repaint arcs, as far as they are laid out."""
        links = {link.id: link for link in map(self.links.get, ids) if link is not None}
        origin = self._head.height - self.scroll_y
        for passage in {passage for link in links.values() for passage in self.links.passages(link) or ()}:
            placed = self.column.peek(passage)
            if placed is not None:
                self._update_arcs(placed.shapes, links, origin + self.column.top(passage))
        if links:
            self._update_arcs(self.crossing_shapes(), links, origin)

    def _update_arcs(self, shapes: Shapes, ids: Container[str], y: int) -> None:
        for arc in shapes.arcs:
            if arc.link.id in ids:
                self._update_way((x, y + arc_y) for x, arc_y in arc.points)
