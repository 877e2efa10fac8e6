"""The article as a widget: selections, focus, and what it asks of the window. It never edits."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QGuiApplication, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QWidget

from annotator.gui.article.heading import Heading
from annotator.gui.article.keys import Keyboard
from annotator.gui.article.linked import LinkedCanvas
from annotator.gui.article.links import Link
from annotator.gui.article.mirror import Mirror
from annotator.gui.article.moves import Moves
from annotator.gui.article.paint import PaintState
from annotator.gui.article.passages import Passages
from annotator.gui.article.pointer import Pointer
from annotator.gui.article.selecting import Hits, Place, TextSelection
from annotator.gui.article.tip import Tip
from annotator.gui.theme import Theme
from annotator.model.annotation import Mention
from annotator.model.document import Direction
from annotator.model.ids import MentionId
from annotator.model.span import Range, Span

_WHEEL_STEP = 120
"""A notch of the wheel, in eighths of a degree."""
_KEY_REASONS = frozenset(
    (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
)


class ArticleView(LinkedCanvas):
    """Shows a text with its mentions and links; selects, and asks for edits.

    All offsets are code points of the text. The view changes nothing by itself: whoever handles its asks calls
    `update_mentions`.

    Signals:
        label_requested: `(Span, str)`: a new selection was made while a label is armed.
        selection_changed: `(Span | None)`.
        mention_selected: `(MentionId | None)`; also when the selected mention is gone.
        span_change_requested: `(MentionId, Span)`.
        delete_requested: Delete was pressed.
        zoom_requested: Steps, positive to enlarge.
        clicked: `(MentionId | None)`: a click on a mention or beside all; it is selected already.
        link_requested: `(MentionId, MentionId, QPoint)`: a line was drawn between two; last where on the screen.
        link_to_text_requested: `(MentionId, Span, QPoint)`: it was drawn to text that is no mention.
        link_released_outside: `(MentionId, QPoint)`: it was drawn out of the article.
        link_outside: Where on the screen a link is being drawn outside the article; `None` when it is no longer.
    """

    label_requested = Signal(object, str)
    selection_changed = Signal(object)
    mention_selected = Signal(object)
    span_change_requested = Signal(object, object)
    delete_requested = Signal()
    zoom_requested = Signal(int)
    clicked = Signal(object)
    link_requested = Signal(object, object, QPoint)
    link_to_text_requested = Signal(object, object, QPoint)
    link_released_outside = Signal(object, QPoint)
    link_outside = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text_selection = TextSelection()
        self._armed: str | None = None
        self._hits = Hits()
        self._preview: Span | None = None
        self._is_caret_on = False
        self._has_focus = False
        self._has_focus_ring = False
        self._wheel = 0
        self.setObjectName("article_view")
        self.setAccessibleName(self.tr("Article"))
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self._tip = Tip(self)
        self._tip.set_theme(self._theme)
        self._pointer = Pointer(self)
        self._keyboard = Keyboard(self)
        self._blink = QTimer(self)
        self._blink.timeout.connect(self._toggle_caret)
        self._mirror = Mirror(self.viewport())
        self._mirror.moved.connect(self._follow_mirror)
        self._mirror.focus_moved.connect(self._follow_focus)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self._mirror)

    def _make_column(self, passages: Passages) -> None:
        super()._make_column(passages)
        self.moves = Moves(self.column, self._language)

    # what the window sets

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        super().set_theme(theme)
        self._tip.set_theme(theme)

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
        had_mention, had_text = bool(self._selected), self.selection() is not None
        self._heading, self._language = heading, language
        self._selected, self._hits, self._preview = (), Hits(), None
        self._fellows, self._pointed, self._hovered_link, self._selected_link = frozenset(), None, None, None
        self.text_selection = TextSelection()
        self._pointer.reset()
        self._tip.hide()
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

    def set_selection(self, span: Span | None) -> None:
        """Select text, or nothing (the caret stays)."""
        caret = self.text_selection.caret
        self.set_text_selection(TextSelection.of(span) if span else TextSelection(caret, caret.offset))

    def set_armed(self, label: str | None) -> None:
        """The next selection is for this label."""
        self._armed = label

    def set_find(self, ranges: Sequence[Range], current: int | None) -> None:
        """Show find hits, in text order; `current` counts from 0."""
        self._hits = Hits.of(ranges, current)
        self.viewport().update()

    def reveal(self, span: Span) -> None:
        """Scroll so that the beginning of the span can be seen; not at all if it can already."""
        self._reveal(Place(span.start), part=0.33)

    # what the window asks

    def selection(self) -> Span | None:
        """The selected text."""
        return self.text_selection.span

    def selected(self) -> MentionId | None:
        """The selected mention that keys act on."""
        return self._selected[-1] if self._selected else None

    def caret(self) -> int:
        """Where the caret stands."""
        return self.text_selection.caret.offset

    # what mouse and keys do

    @property
    def has_something_selected(self) -> bool:
        """Whether Esc has something to clear."""
        something = self._selected or self._selected_link is not None or self._pointer.is_linking
        return bool(something) or self.selection() is not None

    def set_text_selection(self, selection: TextSelection) -> None:
        """Move caret and anchor; a selection of text takes the place of selected mentions."""
        before, self.text_selection = self.text_selection, selection
        if selection == before:
            return
        self._update_ranges(selection.differences(before))
        self._show_caret()
        span = selection.span
        if span is not None and self._selected and not self._pointer.is_picking:
            self.select_mentions(())
        self._reflect()
        if span != before.span:
            self.selection_changed.emit(span)

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

    def select_all(self) -> None:
        """Select the whole text."""
        end = len(self.column.passages.text)
        self.set_text_selection(TextSelection(Place(end, at_line_end=True), 0))

    def copy(self) -> None:
        """Put the exact text of the selection, or of the selected mention, on the clipboard."""
        mention = self.marks.get(self.selected())
        span = self.selection() or (mention.span if mention is not None else None)
        if span is None:
            return
        exact = span.text(self.column.passages.text)
        data = QMimeData()
        data.setText(exact)
        # PySide drops a leading U+FEFF from a str; the bytes keep it.
        data.setData("text/plain;charset=utf-8", exact.encode())
        QGuiApplication.clipboard().setMimeData(data)

    def leave(self, steps: int) -> bool:
        """Give the focus to the next or previous widget."""
        return self.focusNextPrevChild(steps > 0)

    def mention_beyond(self, steps: int) -> Mention | None:
        """The mention after (1) or before (-1) the selected one, or the caret."""
        return self.marks.beyond(self.selected(), self.caret(), steps)

    def show_shape(self, shape: Qt.CursorShape) -> None:
        """Give the pointer a shape that says what it can do here."""
        if self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)

    def set_preview(self, span: Span | None) -> None:
        """Show what a mention would cover if the button were let go now."""
        before, self._preview = self._preview, span
        if before is None or span is None:
            self.viewport().update()  # the selection and the caret come or go with it
        else:
            self._update_ranges((*before.fragments, *span.fragments))

    def page_distance(self) -> int:
        """How far Page Down goes: a screen less a line."""
        return max(40, self.viewport().height() - 60)

    def reveal_caret(self) -> None:
        """Scroll no further than needed to see the caret."""
        self._reveal(self.text_selection.caret, part=None)

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
        """Not while something is painted that does not stand on the text."""
        return super().can_move_pixels() and not (self._has_focus_ring or self._pointer.is_linking)

    def _show_caret(self) -> None:
        """The caret can be seen from now on, and begins to blink if the system's carets do."""
        self._is_caret_on = self._has_focus
        flash = QGuiApplication.styleHints().cursorFlashTime()
        if self._is_caret_on and flash > 0:
            self._blink.start(flash // 2)
        else:
            self._blink.stop()

    def _toggle_caret(self) -> None:
        self._is_caret_on = not self._is_caret_on and self._has_focus
        self._update_caret()

    def _update_caret(self) -> None:
        offset = self.text_selection.caret.offset
        self._update_ranges([(offset, offset)])

    # the mirror for screen readers

    def _reflect(self) -> None:
        """Tell the mirror where we are; costs nothing while no assistive technology listens."""
        if not QAccessible.isActive():
            return
        passages, place = self.column.passages, self.text_selection.caret
        index = self.column.passage_of(place)
        start, end = passages.starts[index], passages.ends[index]
        mention = self.marks.get(self.selected())
        anchor, caret = self.text_selection.anchor, place.offset
        if mention is not None:
            anchor, caret = mention.span.fragments[0]
        caret, anchor = (max(start, min(x, end)) - start for x in (caret, anchor))
        self._mirror.setGeometry(
            self._left,
            self._head.height + self.column.top(index) - self.scroll_y,
            self.column.width,
            self.column.known_height(index),
        )
        self._mirror.setFont(self._style.body_font(self.moves.is_rtl(place)))
        self._mirror.reflect(passages.content(index), caret, anchor, self._description(mention))

    def _description(self, mention: Mention | None) -> str:
        if mention is None:
            return ""
        template = self.tr("{label}, {number} of {count}")
        return template.format(label=mention.label, number=self.marks.position(mention), count=len(self.marks))

    def _follow_mirror(self, caret: int, anchor: int) -> None:
        """A screen reader moved the caret."""
        start = self.column.passages.starts[self.column.passage_of(self.text_selection.caret)]
        self.select_mentions(())
        self.set_text_selection(TextSelection(Place(start + caret), start + anchor))
        self.reveal_caret()

    # events

    def _follow_focus(self, has_focus: bool, reason: Qt.FocusReason) -> None:
        """The mirror holds the focus for us."""
        self._has_focus = has_focus
        self._has_focus_ring = has_focus and reason in _KEY_REASONS
        self._show_caret()
        self._reflect()
        self.viewport().update()

    def event(self, event: QEvent) -> bool:
        """Take our keys before shortcuts and before Qt walks the focus with Tab."""
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.setAccepted(self._keyboard.wants(event))
                return event.isAccepted()
            if event.type() == QEvent.Type.KeyPress:
                self.keyPressEvent(event)
                return event.isAccepted()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key means here; others go to the window."""
        self._tip.hide()
        event.setAccepted(self._keyboard.press(event))

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Letting go of Shift completes a selection."""
        self._keyboard.release(event)
        event.ignore()

    def viewportEvent(self, event: QEvent) -> bool:
        """Show the tip when the pointer rests on a mention."""
        if event.type() == QEvent.Type.KeyPress:
            # The mirror's, on its way up to us: the viewport itself would walk the focus with Tab.
            event.ignore()
            return True
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._show_tip(event)
            return True
        if event.type() in (QEvent.Type.Leave, QEvent.Type.Wheel, QEvent.Type.MouseButtonPress):
            self._tip.hide()
        if event.type() == QEvent.Type.Leave:
            self.hover_link(None)
        return super().viewportEvent(event)

    def _show_tip(self, event: QHelpEvent) -> None:
        at = QPointF(event.pos())
        chip, link = self.chip_at(at), self.links.get(self.link_at(at))
        found = self.mentions_at(at)
        if self._pointer.is_dragging:
            self._tip.hide()
        elif chip is not None:
            self._tip.show_links(chip.links, event.globalPos())
        elif link is not None:
            self._tip.show_link(link, event.globalPos())
        elif found:
            self._tip.show_mentions(found, event.globalPos())
        else:
            self._tip.hide()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a gesture."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pointer.press(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take a word."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pointer.double_press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with a gesture, or show what one would take hold of."""
        self._pointer.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a gesture."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pointer.release(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl ask for a zoom."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        self._wheel += event.angleDelta().y()
        steps = int(self._wheel / _WHEEL_STEP)
        self._wheel -= steps * _WHEEL_STEP
        if steps:
            self.zoom_requested.emit(steps)
        event.accept()
