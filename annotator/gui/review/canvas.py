"""The scrolled area on which a review article stands: what of the layers is shown, and what is ringed.

`board` says what there is to draw, `style` what it looks like, `rows` where it stands. Nothing here knows keys or the
mouse; `article` adds these.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from PySide6.QtCore import QEvent, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from annotator.gui.article.links import Link
from annotator.gui.article.paint import PaintState
from annotator.gui.article.paint_arcs import ArcState, Stroke
from annotator.gui.article.passages import Passages
from annotator.gui.article.placing import Placed
from annotator.gui.article.selecting import Place, TextSelection
from annotator.gui.article.text_canvas import TextCanvas
from annotator.gui.review.board import Board, Mark, Places
from annotator.gui.review.rings import rings
from annotator.gui.review.rows import ReviewRows
from annotator.gui.review.style import ReviewStyle
from annotator.gui.review.ticks import WIDTH as TICKS_WIDTH
from annotator.gui.review.ticks import Spot, Tick, Ticks, spots
from annotator.gui.theme import Theme
from annotator.gui.widgets import Signs
from annotator.model.annotation import LayerContents, Mention
from annotator.model.direction import language_direction
from annotator.model.document import Direction, Document
from annotator.model.ids import AnnotatorName, MentionId
from annotator.model.scheme import Scheme
from annotator.services.comparison.disagreement import Disagreement
from annotator.services.comparison.matters import Matters

_NO_SCHEME = Scheme("none")
_NOWHERE = Places(frozenset(), frozenset())
_RING, _ROUND = 2.0, 5.0
_TICKS_EVERY = 200
"""Milliseconds between two looks at where the ticks belong, while heights are being measured."""
_ROOM = 24
"""Room kept above and below what is scrolled into sight."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a review article shows.

    Attributes:
        text: Of the document.
        layers: Those compared, in order.
        disagreements: All that they say differently, two by two.
        matters: What the layers say, if a job has worked that out beforehand: it takes a third of the time to show a
            very large article.
    """

    document: Document
    text: str
    layers: tuple[LayerContents, ...]
    disagreements: tuple[Disagreement, ...]
    matters: Matters | None = None


class ReviewCanvas(TextCanvas):
    """Shows layers of an article together, and one disagreement as chosen.

    Signals:
        content_height_changed: While only a part is shown: how many pixels it needs now.
    """

    content_height_changed = Signal(int)

    _rows = ReviewRows

    def __init__(self, parent: QWidget | None = None) -> None:
        self._signs = Signs()
        self._reviewed: Reviewed | None = None
        self._board = Board((), (), _NO_SCHEME)
        self._marks: Mapping[MentionId, Mark] = {}
        self._with_agreed, self._annotators = True, frozenset[AnnotatorName]()
        self._is_part = False
        self._chosen: Disagreement | None = None
        self._chosen_places = _NOWHERE
        self._focused: int | None = None
        self._strokes: dict[str, Stroke] = {}
        self._seen_height = self._told_height = 0
        self._spots: list[Spot] | None = None
        self._heights_due: QTimer | None = None
        super().__init__(parent)
        self.viewport().setObjectName("review_viewport")
        self.verticalScrollBar().setObjectName("review_scroll_bar")
        self._ticks = Ticks(self)
        self._heights_due = QTimer(self)
        self._heights_due.setSingleShot(True)
        self._heights_due.timeout.connect(self._tell_heights)
        self._show_strip()

    def _make_style(self) -> ReviewStyle:
        made = ReviewStyle(self._theme, self._scheme, self._zoom, self._spacing, self._signs)
        made.show_marks(self._marks, self._is_rtl)
        self._looks, self._strokes = made, made.strokes(self.links)
        return made

    def _is_rtl(self, mention: Mention) -> bool:
        passages = self.column.passages
        return passages.is_rtl(passages.at(mention.span.start))

    # what the page sets

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        super().set_theme(theme)
        self._ticks.dress(theme, self._signs)

    def set_signs(self, signs: Signs) -> None:
        """Take colour, pattern, shape and initial of every annotator."""
        self._signs = signs
        self._ticks.dress(self._theme, signs)
        self._restyle()

    def set_scheme(self, scheme: Scheme | None) -> None:
        """Take the names of labels and relations, and the marks of attribute values."""
        self._scheme = scheme
        self._make_board()
        self._show_marks()

    def show_reviewed(self, reviewed: Reviewed | None, around: Disagreement | None = None) -> None:
        """Show an article from its beginning with all layers, or none; nothing is chosen.

        The same text of the same people again, because something has changed, stays where it is and shows what it did.

        Args:
            reviewed: What to show; `None` for nothing.
            around: Show only the paragraphs that hold what this one is about; see `content_height`.
        """
        stays, is_same = self._stays(reviewed, around), reviewed is self._reviewed
        self._reviewed, self._is_part = reviewed, around is not None
        self._chosen, self._chosen_places, self._focused = None, _NOWHERE, None
        self._ticks.set_current(None)
        if not is_same:
            self._make_board()
        if stays:
            self._show_marks()
        else:
            self._begin(reviewed, around)
        self._show_strip()
        self._reflect()

    def _stays(self, reviewed: Reviewed | None, around: Disagreement | None) -> bool:
        """Whether it is the whole of the same text and the same people again."""
        before = self._reviewed
        if before is None or reviewed is None or self._is_part or around is not None:
            return False
        one, other = before.document, reviewed.document
        is_same_text = (one.id, one.language, one.direction) == (other.id, other.language, other.direction)
        return is_same_text and [layer.layer.annotator for layer in reviewed.layers] == list(self._board.owners)

    def _begin(self, reviewed: Reviewed | None, around: Disagreement | None) -> None:
        """Show a text from its beginning, with all layers."""
        self._forget_selection()
        self._with_agreed, self._annotators = True, frozenset(self._board.owners)
        self._below = 0 if self._is_part else ReviewCanvas._below
        passages = self._passages(reviewed, around)
        self._show_passages(passages, *self._wanted(passages))
        self.text_selection = TextSelection(Place(passages.whole[0]), passages.whole[0])

    def _passages(self, reviewed: Reviewed | None, around: Disagreement | None) -> Passages:
        if reviewed is None:
            return Passages("", Direction.LTR)
        document, within = reviewed.document, None
        self._language = document.language
        if around is not None:
            ends = (around.left, around.right, *around.ends)
            within = [fragment for mention in ends if mention is not None for fragment in mention.span]
        return Passages(reviewed.text, language_direction(document.language), document.direction, within)

    def show_layers(self, *, agreed: bool, annotators: frozenset[AnnotatorName]) -> None:
        """Show or hide what nobody disagrees about, and the readings of each annotator."""
        if (agreed, annotators) != (self._with_agreed, self._annotators):
            self._with_agreed, self._annotators = agreed, annotators
            self._show_marks()

    def choose(self, disagreement: Disagreement | None) -> None:
        """Ring all that a disagreement is about, and scroll so that it can be seen; or nothing."""
        if disagreement != self._chosen:
            self._set_chosen(disagreement)
        elif self._is_chosen_seen():
            return  # it was clicked here: nothing moves below the pointer
        if disagreement is not None:
            self._show_mentions(disagreement)

    def content_height(self) -> int:
        """How many pixels all that is shown needs at this width."""
        self.settle()
        return self._head.height + self.column.height + self._below

    # what is shown

    def _make_board(self) -> None:
        reviewed, scheme = self._reviewed, self._scheme or _NO_SCHEME
        if reviewed is None:
            self._board = Board((), (), scheme)
        else:
            self._board = Board(reviewed.layers, reviewed.disagreements, scheme, reviewed.matters)

    def _wanted(self, passages: Passages) -> tuple[Iterable[Mention], Sequence[Link]]:
        """The marks and links to show."""
        shown = self._board.marks(agreed=self._with_agreed, annotators=self._annotators)
        if self._is_part:
            shown = [mark for mark in shown if passages.holds(mark.mention.span.start)]
        self._marks = {mark.mention.id: mark for mark in shown}
        links = list(self._board.links(agreed=self._with_agreed, annotators=self._annotators))
        return [mark.mention for mark in shown], links

    def _show_marks(self) -> None:
        """Draw the marks anew; what stands at the top stays there."""
        index, part = self._top_passage()
        passages = self.column.passages
        self._take_marks(passages, *self._wanted(passages))
        self._former = self.column
        self._make_column(passages)
        self._return_to(index, part)

    def _set_chosen(self, disagreement: Disagreement | None) -> None:
        self._chosen = disagreement
        self._chosen_places = self._board.places(disagreement) if disagreement is not None else _NOWHERE
        all_of_them = self._reviewed.disagreements if self._reviewed is not None else ()
        same = (place for place, other in enumerate(all_of_them) if other is disagreement)
        equal = (place for place, other in enumerate(all_of_them) if other == disagreement)
        self._ticks.set_current(next(chain(same, equal), None))  # to compare all of them takes a while
        self.viewport().update()

    def _set_focused(self, matter: int | None) -> None:
        if matter != self._focused:
            self._focused = matter
            self.viewport().update()

    # scrolling

    def _show_mentions(self, disagreement: Disagreement) -> None:
        """Scroll so that all mentions of a disagreement can be seen, or at least those that it is about first."""
        first = [mention for mention in (disagreement.left, disagreement.right) if mention is not None]
        others = [mention for mention in disagreement.ends if mention is not None]
        height = self.viewport().height()
        self.column.lay_around(self.column.passages.at(first[0].span.start), height, height)
        top, bottom = self._extent(first)
        all_top, all_bottom = self._extent([*first, *others])
        if all_bottom - all_top <= height - 2 * _ROOM:
            top, bottom = all_top, all_bottom
        y = self.scroll_y
        if not y + min(_ROOM, top) <= top <= bottom <= y + height - _ROOM:
            y = top - max(_ROOM, (height - (bottom - top)) // 3)
        self._sync_scroll_bar(self.scroll_y)
        self.verticalScrollBar().setValue(y)

    def _is_chosen_seen(self) -> bool:
        """Whether something that the chosen disagreement is about is in sight."""
        return any(self.is_in_sight(mention) for mention in self._board.mentions(self._chosen_places.matters))

    def _extent(self, mentions: Iterable[Mention]) -> tuple[int, int]:
        """From which to which of the document's y the lines reach on which mentions stand."""
        tops, bottoms = [], []
        for mention in mentions:
            for place in (Place(mention.span.start), Place(mention.span.end, at_line_end=True)):
                index = self.column.passage_of(place)
                layout = self.column.laid(index).layout
                line = layout.lines[layout.line_of(place)]
                tops.append(self._head.height + self.column.top(index) + line.top)
                bottoms.append(self._head.height + self.column.top(index) + line.bottom)
        return min(tops), max(bottoms)

    # painting

    def paint_state(self) -> PaintState:
        """The selection, the caret, and how arcs look."""
        chosen = map(self.links.get, self._chosen_places.links)
        strokes = self._looks.strokes((link for link in chosen if link is not None), chosen=True)
        return replace(super().paint_state(), arcs=ArcState({**self._strokes, **strokes} if strokes else self._strokes))

    def paint_above(self, painter: QPainter) -> None:
        """Rings round what is chosen, and round what has the focus."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        chosen = self._chosen_places
        if chosen.matters:
            painter.setPen(QPen(self._style.accent, _RING))
            self._paint_rings(painter, chosen.matters)
            self._paint_name_rings(painter)
        if self._has_focus and self._focused is not None and self._focused not in chosen.matters:
            painter.setPen(QPen(self._style.accent, 1, Qt.PenStyle.DashLine))
            self._paint_rings(painter, {self._focused})

    def _in_sight(self) -> Iterator[tuple[QPointF, Placed]]:
        """The passages in sight, each with the place of its top left corner in the viewport."""
        y = self.scroll_y - self._head.height
        for _index, top, placed in self.column.lay_between(y, y + self.viewport().height()):
            yield self.column_origin + QPointF(0, top), placed

    def _paint_rings(self, painter: QPainter, matters: Collection[int]) -> None:
        for origin, placed in self._in_sight():
            for rect in rings(placed, matters, self._matter_of):
                painter.drawRoundedRect(rect.translated(origin), _ROUND, _ROUND)

    def _paint_name_rings(self, painter: QPainter) -> None:
        """Round the names of the arcs that the chosen disagreement is about."""
        layers = [(origin, placed.shapes) for origin, placed in self._in_sight()]
        for origin, shapes in (*layers, (self.column_origin, self.crossing_shapes())):
            for arc in shapes.arcs:
                if arc.name is not None and arc.link.id in self._chosen_places.links:
                    painter.drawRoundedRect(arc.name.adjusted(1, 0, -1, 0).translated(origin), _ROUND, _ROUND)

    def _matter_of(self, mention: MentionId) -> int:
        return self._marks[mention].matter

    # the strip

    def _show_strip(self) -> None:
        """A strip with ticks beside the scroll bar; a part of an article needs neither."""
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(policy.ScrollBarAsNeeded if self._is_part else policy.ScrollBarAlwaysOn)
        self._ticks.setVisible(not self._is_part)
        self._put_strip()
        self._spots = None
        self._ticks.show_ticks((), ())
        self._seen_height = 0
        self._sync_scroll_bar(self.scroll_y)

    def _put_strip(self) -> None:
        """Beside the viewport, where the scroll bar is: Qt mirrors that one, and no margins."""
        width = 0 if self._is_part else TICKS_WIDTH
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self.setViewportMargins(width if is_mirrored else 0, 0, 0 if is_mirrored else width, 0)
        area = self.viewport().geometry()
        self._ticks.setGeometry(
            area.left() - width if is_mirrored else area.right() + 1, area.top(), width, area.height()
        )

    def changeEvent(self, event: QEvent) -> None:
        """The strip changes its side with the direction of the interface."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._put_strip()

    def _sync_scroll_bar(self, y: int) -> None:
        super()._sync_scroll_bar(y)
        height = self._head.height + self.column.height
        if height != self._seen_height and self._heights_due is not None:
            is_first, self._seen_height = not self._seen_height, height
            if not self._heights_due.isActive():
                self._heights_due.start(0 if is_first or self._is_part else _TICKS_EVERY)

    def _tell_heights(self) -> None:
        """After the text was painted: put the ticks where they belong, or say how high a part is."""
        if not self._is_part:
            self._place_ticks()
        elif self.content_height() != self._told_height:
            self._told_height = self.content_height()
            self.content_height_changed.emit(self._told_height)

    def _place_ticks(self) -> None:
        if self._spots is None:
            disagreements = self._reviewed.disagreements if self._reviewed is not None else ()
            self._spots = spots(disagreements, self.column.passages)
        column, head = self.column, self._head.height
        whole = max(1, head + column.height + self._below, self.viewport().height())
        tops = {passage: column.top(passage) for passage in {spot.passage for spot in self._spots}}
        ticks = [
            Tick((head + tops[spot.passage] + spot.part * column.known_height(spot.passage)) / whole, spot.owners)
            for spot in self._spots
        ]
        self._ticks.show_ticks(ticks, self._board.owners)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The strip stays beside the text."""
        super().resizeEvent(event)
        self._put_strip()
