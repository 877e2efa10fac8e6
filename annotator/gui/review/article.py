"""One article with the layers of two or more annotators in it, in the same view of the text as labelling uses.

What all agree on is drawn once; where they differ, each with colour, pattern and initial. `board` says what there is to
draw, `style` what it looks like, `rows` where it stands; here it is shown, chosen and gone through.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from annotator.gui.article.arcs import Shapes
from annotator.gui.article.links import Link
from annotator.gui.article.paint import PaintState
from annotator.gui.article.paint_arcs import ArcState, Stroke
from annotator.gui.article.passages import Passages
from annotator.gui.article.selecting import Place, TextSelection
from annotator.gui.article.text_canvas import TextCanvas
from annotator.gui.review.board import Board, Mark, Places
from annotator.gui.review.keys import ReviewKeys
from annotator.gui.review.rings import rings
from annotator.gui.review.rows import ReviewRows
from annotator.gui.review.style import ReviewStyle
from annotator.gui.review.ticks import WIDTH as TICKS_WIDTH
from annotator.gui.review.ticks import Tick, Ticks
from annotator.gui.theme import Theme
from annotator.gui.widgets import Signs
from annotator.model.annotation import LayerContents, Mention
from annotator.model.direction import language_direction
from annotator.model.document import Direction, Document
from annotator.model.ids import AnnotatorName, MentionId
from annotator.model.scheme import Scheme
from annotator.services.disagreement import Disagreement
from annotator.services.matters import Matters

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


class ReviewArticle(TextCanvas):
    """Shows layers of an article together; chooses disagreements, and edits nothing.

    Text can be selected and copied. Tab goes from disagreement to disagreement and, after the last, out of the article;
    Enter chooses there, as a click does. All other keys that move no caret are left to the page.

    Signals:
        disagreement_chosen: The `Disagreement` that a click or Enter was about; it has its ring already.
        content_height_changed: While only a part is shown: how many pixels it needs now.
    """

    disagreement_chosen = Signal(object)
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
        self._told_height = 0
        self._spots: list[tuple[int, float, frozenset[AnnotatorName]]] | None = None
        super().__init__(parent)
        self.setObjectName("review_article")
        self.setAccessibleName(self.tr("Article with the layers compared"))
        self.viewport().setObjectName("review_viewport")
        self.verticalScrollBar().setObjectName("review_scroll_bar")
        self._ticks = Ticks(self)
        self._ticks.chosen.connect(self._choose_tick)
        self._ticks_due = QTimer(self)
        self._ticks_due.setSingleShot(True)
        self._ticks_due.timeout.connect(self._place_ticks)
        self.verticalScrollBar().rangeChanged.connect(self._follow_heights)
        self._show_strip()

    def _make_keys(self) -> ReviewKeys:
        return ReviewKeys(self)

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
        """Show an article from its beginning, or none; all layers, nothing chosen.

        Args:
            reviewed: What to show; `None` for nothing.
            around: Show only the paragraphs that hold what this one is about; see `content_height`.
        """
        self._forget_selection()
        is_same = reviewed is self._reviewed
        self._reviewed, self._is_part = reviewed, around is not None
        self._with_agreed = True
        self._annotators = frozenset(layer.layer.annotator for layer in reviewed.layers) if reviewed else frozenset()
        self._chosen, self._chosen_places, self._focused = None, _NOWHERE, None
        self._ticks.set_current(None)
        if not is_same:
            self._make_board()
        self._below = 0 if self._is_part else ReviewArticle._below
        passages = self._passages(reviewed, around)
        self._show_passages(passages, *self._wanted(passages))
        self.text_selection = TextSelection(Place(passages.whole[0]), passages.whole[0])
        self._show_strip()
        self._reflect()

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
        self._ticks.set_current(next((n for n, other in enumerate(all_of_them) if other == disagreement), None))
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

    # what mouse and keys do

    def click(self, at: QPointF) -> None:
        """Choose what a point is about; if that is chosen already, the next thing that it is about."""
        self._set_focused(None)
        self._choose_among(self._about(at))

    def enter(self) -> bool:
        """Choose what the focused matter, or else the caret, is about; returns whether there is something."""
        matters = [self._focused] if self._focused is not None else self._matters_at(self.caret())
        return self._choose_among(self._about_matters(matters))

    def _choose_among(self, candidates: Sequence[Disagreement]) -> bool:
        if not candidates:
            return False
        following = candidates.index(self._chosen) + 1 if self._chosen in candidates else 0
        self._take(candidates[following % len(candidates)])
        return True

    def _take(self, disagreement: Disagreement) -> None:
        """Choose for the person: what was pointed at stays where it is."""
        self._set_chosen(disagreement)
        self.disagreement_chosen.emit(disagreement)

    def _about(self, at: QPointF) -> Sequence[Disagreement]:
        """What a point of the viewport is about: the tag or the arc there, else the mentions, the inner ones first."""
        tagged = self.tag_at(at)
        if tagged is not None:
            return self._about_matters([self._marks[tagged.id].matter])
        link = self._link_at(at)
        if link is not None:
            return self._board.about_link(link.id) or self._about_matters([self._marks[link.source].matter])
        return self._about_matters([self._marks[mention.id].matter for mention in self.mentions_at(at)])

    def _matters_at(self, offset: int) -> list[int]:
        return [self._marks[mention.id].matter for mention in self.marks.at(offset)]

    def _about_matters(self, matters: Iterable[int]) -> list[Disagreement]:
        return [found for matter in dict.fromkeys(matters) for found in self._board.about(matter)]

    def _link_at(self, at: QPointF) -> Link | None:
        found = (shapes.at(x, y) for shapes, x, y in self._shapes_under(at))
        return next((link for link in found if link is not None), None)

    def point_at(self, at: QPointF) -> None:
        """The pointer says whether there is something to choose."""
        self.show_shape(Qt.CursorShape.PointingHandCursor if self._about(at) else Qt.CursorShape.IBeamCursor)

    def walk(self, steps: int) -> bool:
        """Go to the next or previous matter that something is disagreed on about; not round the ends."""
        place = self._board.beyond(self._focused, self.caret(), steps, set(self._shown_matters()))
        self._set_focused(place)
        if place is None:
            return False
        mention = next(self._board.mentions([place]))
        start = Place(mention.span.start)
        self.set_text_selection(TextSelection(start, start.offset))
        self.reveal(mention.span)
        return True

    def _shown_matters(self) -> Iterable[int]:
        return (mark.matter for mark in self._marks.values())

    def caret_takes_over(self) -> None:
        """No matter has the focus any more."""
        self._set_focused(None)

    def _set_focused(self, matter: int | None) -> None:
        if matter != self._focused:
            self._focused = matter
            self.viewport().update()

    def _spoken_words(self) -> str:
        matters = [self._focused] if self._focused is not None else self._matters_at(self.caret())
        return " ".join(found.sentence for found in self._about_matters(matters))

    def show_tip(self, at: QPointF, on_screen: QPoint) -> bool:
        """Say what is disagreed on at a point, else what stands there."""
        found, marks = self._about(at), self.mentions_at(at)
        if found and marks:
            reading = next(self._board.mentions([self._marks[marks[0].id].matter]))
            self._tip.show_lines(reading, [one.sentence for one in found], on_screen)
        elif marks:
            self._tip.show_mentions(marks, on_screen)
        return bool(marks)

    # painting

    def paint_state(self) -> PaintState:
        """The selection, the caret, and how arcs look."""
        chosen = map(self.links.get, self._chosen_places.links)
        strokes = self._looks.strokes((link for link in chosen if link is not None), chosen=True)
        return replace(super().paint_state(), arcs=ArcState({**self._strokes, **strokes} if strokes else self._strokes))

    def paint_above(self, painter: QPainter) -> None:
        """Rings round what is chosen and what has the focus."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        focused = {self._focused} if self._focused is not None and self._has_focus else set()
        if self._chosen_places.matters:
            painter.setPen(QPen(self._style.accent, _RING))
            self._paint_rings(painter, self._chosen_places.matters)
        if focused - self._chosen_places.matters:
            painter.setPen(QPen(self._style.accent, 1, Qt.PenStyle.DashLine))
            self._paint_rings(painter, focused)

    def _paint_rings(self, painter: QPainter, matters: Iterable[int]) -> None:
        wanted, origin = frozenset(matters), self.column_origin
        y = self.scroll_y - self._head.height
        for _index, top, placed in self.column.lay_between(y, y + self.viewport().height()):
            found = [*rings(placed, wanted, self._matter_of), *self._name_rings(placed.shapes)]
            for rect in found:
                painter.drawRoundedRect(rect.translated(origin + QPointF(0, top)), _ROUND, _ROUND)
        for rect in self._name_rings(self.crossing_shapes()):
            painter.drawRoundedRect(rect.translated(origin), _ROUND, _ROUND)

    def _name_rings(self, shapes: Shapes) -> list[QRectF]:
        """Round the names of the arcs that the chosen disagreement is about."""
        links = self._chosen_places.links
        named = (arc.name for arc in shapes.arcs if arc.link.id in links and arc.name is not None)
        return [name.adjusted(1, 0, -1, 0) for name in named]

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
        self._ticks_due.start(0)  # after the text

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

    def _follow_heights(self, _least: int, _most: int) -> None:
        """Something is higher or lower than was thought."""
        if not self._ticks_due.isActive():
            self._ticks_due.start(_TICKS_EVERY)
        if self._is_part and self.content_height() != self._told_height:
            self._told_height = self.content_height()
            self.content_height_changed.emit(self._told_height)

    def _place_ticks(self) -> None:
        if self._spots is None:
            self._spots = [] if self._is_part else self._make_spots()
        column, head = self.column, self._head.height
        whole = max(1, head + column.height + self._below, self.viewport().height())
        tops = {index: column.top(index) for index in {index for index, _part, _owners in self._spots}}
        ticks = [
            Tick((head + tops[index] + part * column.known_height(index)) / whole, owners)
            for index, part, owners in self._spots
        ]
        self._ticks.show_ticks(ticks, self._board.owners)

    def _make_spots(self) -> list[tuple[int, float, frozenset[AnnotatorName]]]:
        """For every disagreement its passage, about which part of that is above it, and whose it is."""
        passages, found = self.column.passages, []
        for disagreement in self._reviewed.disagreements if self._reviewed is not None else ():
            offset = disagreement.place[0]
            index = passages.at(offset)
            length = passages.ends[index] - passages.starts[index]
            found.append((index, (offset - passages.starts[index]) / max(1, length), _speakers(disagreement)))
        return found

    def _choose_tick(self, place: int) -> None:
        if self._reviewed is not None:
            disagreement = self._reviewed.disagreements[place]
            self._take(disagreement)
            self._show_mentions(disagreement)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The strip stays beside the text."""
        super().resizeEvent(event)
        self._put_strip()


def _speakers(disagreement: Disagreement) -> frozenset[AnnotatorName]:
    """Who has something where two disagree."""
    sides = zip(disagreement.annotators, disagreement.links, strict=True)
    has_links = disagreement.links != (None, None)
    by_link = {name for name, link in sides if link is not None}
    mentions = zip(disagreement.annotators, (disagreement.left, disagreement.right), strict=True)
    return frozenset(by_link if has_links else {name for name, mention in mentions if mention is not None})
