"""The article as a widget: selections, focus, and what it asks of the window. It never edits."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QAccessible, QPainter
from PySide6.QtWidgets import QWidget

from annotator.gui.article.heading import Heading
from annotator.gui.article.keys import Keyboard
from annotator.gui.article.linked import LinkedCanvas
from annotator.gui.article.links import Link
from annotator.gui.article.paint import PaintState
from annotator.gui.article.pointer import Pointer
from annotator.gui.article.selecting import Hits, Place
from annotator.model.annotation import Mention
from annotator.model.document import Direction
from annotator.model.ids import MentionId
from annotator.model.span import Range, Span


class ArticleView(LinkedCanvas):
    """Shows a text with its mentions and links; selects, and asks for edits.

    All offsets are code points of the text. The view changes nothing by itself: whoever handles its asks calls
    `update_mentions`.

    Signals:
        label_requested: `(Span, str)`: a new selection was made while a label is armed.
        mention_selected: `(MentionId | None)`; also when the selected mention is gone.
        span_change_requested: `(MentionId, Span)`.
        delete_requested: Delete was pressed.
        clicked: `(MentionId | None)`: a click on a mention or beside all; it is selected already.
        link_requested: `(MentionId, MentionId, QPoint)`: a line was drawn between two; last where on the screen.
        link_to_text_requested: `(MentionId, Span, QPoint)`: it was drawn to text that is no mention.
        link_released_outside: `(MentionId, QPoint)`: it was drawn out of the article.
        remark_chosen: The id of the thread whose mark was clicked.
        link_outside: Where on the screen a link is being drawn outside the article; `None` when it is no longer.
    """

    label_requested = Signal(object, str)
    mention_selected = Signal(object)
    span_change_requested = Signal(object, object)
    delete_requested = Signal()
    clicked = Signal(object)
    link_requested = Signal(object, object, QPoint)
    link_to_text_requested = Signal(object, object, QPoint)
    link_released_outside = Signal(object, QPoint)
    link_outside = Signal(object)
    remark_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._armed: str | None = None
        self._hits = Hits()
        self._preview: Span | None = None
        super().__init__(parent)
        self.setObjectName("article_view")
        self.setAccessibleName(self.tr("Article"))

    def _make_pointer(self) -> Pointer:
        self._pointer = Pointer(self)
        return self._pointer

    def _make_keys(self) -> Keyboard:
        return Keyboard(self)

    # what the window sets

    def set_article(
        self,
        text: str,
        base_direction: Direction,
        mentions: Iterable[Mention],
        *,
        heading: Heading | None = None,
        override: Direction | None = None,
        language: str = "und",
        links: Iterable[Link] = (),
    ) -> None:
        """Show another text, from its beginning.

        Args:
            text: As stored.
            base_direction: For paragraphs whose letters do not decide.
            mentions: Of one layer.
            heading: What stands above the text.
            override: A direction that all paragraphs take.
            language: BCP 47 tag; decides where sentences end.
            links: Arguments and relations between the mentions.
        """
        had_mention, had_text = bool(self._selected), self._forget_selection()
        self._heading, self._language = heading, language
        self._selected, self._hits, self._preview = (), Hits(), None
        self._fellows, self._pointed, self._hovered_link, self._selected_link = frozenset(), None, None, None
        self._show_text(text, base_direction, override, mentions, links)
        self._reflect()
        if had_text:
            self.selection_changed.emit(None)
        if had_mention:
            self.mention_selected.emit(None)

    def update_mentions(self, removed: Iterable[MentionId], added: Iterable[Mention]) -> None:
        """Take mentions out and in; one that changed is both. Only the passages they touch are laned anew.

        Links go with a mention that is taken out and does not come back.
        """
        gone = {mention_id: self.marks.get(mention_id) for mention_id in removed}
        came = list(added)
        touched: set[int] = set()
        for mention_id in gone:
            touched |= self.marks.remove(mention_id)
        for mention in came:
            touched |= self.marks.add(mention)
        if self.links:
            touched |= self._follow_mentions(gone, came)
        self._show_touched(touched, self.column.replace_marks)
        self._announce([m for m in gone.values() if m is not None], came)
        self._drop_gone()
        self._reflect()

    def _announce(self, gone: Sequence[Mention], came: Sequence[Mention]) -> None:
        if not QAccessible.isActive():
            return
        stays = {mention.id: mention for mention in gone}
        for mention in came:
            before = stays.pop(mention.id, None)
            if before is None or before.label != mention.label:
                self._mirror.announce(self.tr("%1 added").replace("%1", mention.label))
        for mention in stays.values():
            self._mirror.announce(self.tr("%1 removed").replace("%1", mention.label))

    def _drop_gone(self) -> None:
        kept = tuple(mention_id for mention_id in self._selected if self.marks.get(mention_id) is not None)
        if kept != self._selected:
            self.select_mentions(kept)

    def select_mentions(self, ids: Iterable[MentionId]) -> None:
        """Show these mentions as selected; the last one is the one that keys act on."""
        chosen = tuple(mention_id for mention_id in ids if self.marks.get(mention_id) is not None)
        if chosen == self._selected:
            return
        before, shown_before = self.selected(), self._selected
        self._selected = chosen
        self._update_mentions_shown({*shown_before, *chosen})
        self._reflect()
        if self.selected() != before:
            self.mention_selected.emit(self.selected())

    def set_armed(self, label: str | None) -> None:
        """The next selection is for this label."""
        self._armed = label

    def set_find(self, ranges: Sequence[Range], current: int | None) -> None:
        """Show find hits, in text order; `current` counts from 0."""
        self._hits = Hits.of(ranges, current)
        self.viewport().update()

    # what the window asks

    def selected(self) -> MentionId | None:
        """The selected mention that keys act on."""
        return self._selected[-1] if self._selected else None

    # what mouse and keys do

    @property
    def has_something_selected(self) -> bool:
        """Whether Esc has something to clear."""
        something = self._selected or self._selected_link is not None or self._pointer.is_linking
        return bool(something) or self.selection() is not None

    def text_takes_over(self) -> None:
        """A selection of text takes the place of selected mentions, unless it is a further piece for one."""
        if self._selected and not self._pointer.is_picking:
            self.select_mentions(())

    def caret_takes_over(self) -> None:
        """The caret takes the place of selected mentions."""
        self.select_mentions(())

    def finish_selecting(self) -> None:
        """A selection is complete: an armed label asks for it."""
        span = self.selection()
        if self._armed is not None and span is not None:
            self.label_requested.emit(span, self._armed)

    def choose(self, mention_id: MentionId | None) -> None:
        """Select one mention or none, with the caret at its start."""
        mention = self.marks.get(mention_id)
        if mention is not None:
            self.set_text_selection(self.text_selection.collapsed(Place(mention.span.start)))
        self.set_link_selected(None)
        self.select_mentions(() if mention_id is None else (mention_id,))

    def choose_link(self, link_id: str) -> None:
        """Select a link and say so."""
        self.set_link_selected(link_id)
        self.link_chosen.emit(link_id)

    def jump_along(self, link_id: str) -> None:
        """Go to the other end of a link: the one out of sight, else the one that is not selected."""
        link = self.links.get(link_id)
        ends = [self.marks.get(end) for end in (link.source, link.target)] if link is not None else []
        known = [mention for mention in ends if mention is not None]
        hidden = [mention for mention in known if not self.is_in_sight(mention)]
        others = [mention for mention in known if mention.id != self.selected()]
        goals = hidden if len(hidden) == 1 else others
        if goals:
            self.choose(goals[-1].id)
            self.reveal(goals[-1].span)

    def clear_selection(self) -> None:
        """Nothing selected, the caret stays; a link being drawn is given up first."""
        if self._pointer.cancel_link():
            return
        self.set_link_selected(None)
        self.set_selection(None)
        self.select_mentions(())

    def span_to_copy(self) -> Span | None:
        """The selection, or what the selected mention covers."""
        mention = self.marks.get(self.selected())
        return self.selection() or (mention.span if mention is not None else None)

    def click(self, at: QPointF) -> None:
        """Select the mention at a point; if it is selected already, the next one around it."""
        ids = [mention.id for mention in self.mentions_at(at)]
        current = self.selected()
        if current in ids and len(ids) > 1:
            self.choose(ids[(ids.index(current) + 1) % len(ids)])
        else:
            self.choose(ids[0] if ids else None)
        self.clicked.emit(self.selected())

    def point_at(self, at: QPointF) -> None:
        """Light the arc under the pointer; its shape says what a press would take hold of."""
        arc = self.link_at(at)
        self.hover_link(arc)
        if self._pointer.grip_at(at) is not None:
            self.show_shape(Qt.CursorShape.SizeHorCursor)
        elif arc is not None or self.tag_at(at) is not None or self.remarks_at(at):
            self.show_shape(Qt.CursorShape.PointingHandCursor)
        else:
            self.show_shape(Qt.CursorShape.IBeamCursor)

    def walk(self, steps: int) -> bool:
        """Select the next or previous mention."""
        mention = self.mention_beyond(steps)
        if mention is not None:
            self.choose(mention.id)
            self.reveal(mention.span)
        return mention is not None

    def mention_beyond(self, steps: int) -> Mention | None:
        """The mention after (1) or before (-1) the selected one, or the caret."""
        return self.marks.beyond(self.selected(), self.caret(), steps)

    def set_preview(self, span: Span | None) -> None:
        """Show what a mention would cover if the button were let go now."""
        before, self._preview = self._preview, span
        if before is None or span is None:
            self.viewport().update()  # the selection and the caret come or go with it
        else:
            self._update_ranges((*before.fragments, *span.fragments))

    # painting

    def paint_state(self) -> PaintState:
        """Selections, find hits and the caret."""
        span = self._preview or self.text_selection.span
        return PaintState(
            selected=frozenset(self._selected),
            pointed=self._pointed,
            fellows=self._fellows,
            arcs=self.arc_state(),
            selection=span.fragments if span is not None else (),
            hits=self._hits,
            caret=self.text_selection.caret if self._is_caret_on and self._preview is None else None,
            caret_trails=self.text_selection.is_forward,
            has_focus_ring=self._has_focus_ring,
            width=self.column.width,
            dpr=self.devicePixelRatioF(),
        )

    def paint_above(self, painter: QPainter) -> None:
        """Marks of comments, a link being drawn."""
        super().paint_above(painter)
        self._pointer.rubber.paint(painter)

    def can_move_pixels(self) -> bool:
        """Not while a link is painted that does not stand on the text."""
        return super().can_move_pixels() and not self._pointer.is_linking

    # the mirror for screen readers

    def _spoken_ends(self) -> tuple[int, int]:
        mention = self.marks.get(self.selected())
        if mention is None:
            return super()._spoken_ends()
        start, end = mention.span.fragments[0]
        return end, start

    def _spoken_words(self) -> str:
        mention = self.marks.get(self.selected())
        if mention is None:
            return ""
        template = self.tr("{label}, {number} of {count}")
        return template.format(label=mention.label, number=self.marks.position(mention), count=len(self.marks))

    # events

    def viewportEvent(self, event: QEvent) -> bool:
        """No arc is lit once the pointer has left."""
        if event.type() == QEvent.Type.Leave:
            self.hover_link(None)
        return super().viewportEvent(event)

    def show_tip(self, at: QPointF, on_screen: QPoint) -> bool:
        """Say what a thread is about, where a chip leads, what a link is, or what a mention covers."""
        chip, link = self.chip_at(at), self.links.get(self.link_at(at))
        found, remarks = self.mentions_at(at), self.remarks_at(at)
        if remarks:
            self._tip.show_titles([remark.title for remark in remarks], on_screen)
        elif chip is not None:
            self._tip.show_links(chip.links, on_screen)
        elif link is not None:
            self._tip.show_link(link, on_screen)
        elif found:
            self._tip.show_mentions(found, on_screen)
        return bool(remarks or chip is not None or link is not None or found)
