"""One article with the layers of two or more annotators in it, in the same view of the text as labelling uses.

What all agree on is drawn once; where they differ, each with colour, pattern and initial. A click or a key chooses what
differs; nothing here edits.
"""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtWidgets import QWidget

from annotator.gui.article.links import Link
from annotator.gui.article.selecting import Place, TextSelection
from annotator.gui.review.canvas import ReviewCanvas, Reviewed
from annotator.gui.review.keys import ReviewKeys
from annotator.services.comparison.disagreement import Disagreement

__all__ = ["ReviewArticle", "Reviewed"]


class ReviewArticle(ReviewCanvas):
    """Shows layers of an article together; chooses disagreements, and edits nothing.

    Text can be selected and copied. Tab goes from disagreement to disagreement and, after the last, out of the article;
    Enter chooses there, as a click does. All other keys that move no caret are left to the page.

    Signals:
        disagreement_chosen: The `Disagreement` that a click or Enter was about; it has its ring already.
    """

    disagreement_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("review_article")
        self.setAccessibleName(self.tr("Article with the layers compared"))
        self._ticks.chosen.connect(self._choose_tick)

    def _make_keys(self) -> ReviewKeys:
        return ReviewKeys(self)

    # choosing

    def click(self, at: QPointF) -> None:
        """Choose what a point is about; if that is chosen already, the next thing that it is about.

        On a chip, where an arc ends early, go on to its other end, too.
        """
        self._set_focused(None)
        chip = self.chip_at(at)
        self._choose_among(self._about(at))
        if chip is not None:
            self._reveal_ends(chip.links[0])

    def _reveal_ends(self, link: Link) -> None:
        """Go to that end of a link which is out of sight."""
        for mention in map(self.marks.get, (link.source, link.target)):
            if mention is not None and not self.is_in_sight(mention):
                self.reveal(mention.span)
                return

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
        """The pointer says whether a click does something."""
        is_of_use = self._about(at) or self.chip_at(at) is not None
        self.show_shape(Qt.CursorShape.PointingHandCursor if is_of_use else Qt.CursorShape.IBeamCursor)

    def walk(self, steps: int) -> bool:
        """Go to the next or previous matter that something is disagreed on about; not round the ends."""
        place = self._board.beyond(self._focused, self.caret(), steps, {mark.matter for mark in self._marks.values()})
        self._set_focused(place)
        if place is None:
            return False
        mention = next(self._board.mentions([place]))
        start = Place(mention.span.start)
        self.set_text_selection(TextSelection(start, start.offset))
        self.reveal(mention.span)
        return True

    def caret_takes_over(self) -> None:
        """No matter has the focus any more."""
        self._set_focused(None)

    def _spoken_words(self) -> str:
        matters = [self._focused] if self._focused is not None else self._matters_at(self.caret())
        return " ".join(found.sentence for found in self._about_matters(matters))

    def show_tip(self, at: QPointF, on_screen: QPoint) -> bool:
        """Say what is disagreed on at a point, else what stands there."""
        chip, link, found = self.chip_at(at), self._link_at(at), self._about(at)
        marks = self.mentions_at(at) if link is None else [self.marks.get(link.source)]
        mark = next((mark for mark in marks if mark is not None), None)
        if chip is not None:
            self._tip.show_links(chip.links, on_screen)
        elif found and mark is not None:
            reading = next(self._board.mentions([self._marks[mark.id].matter]))
            self._tip.show_lines(reading, [one.sentence for one in found], on_screen)
        elif link is not None:
            self._tip.show_link(link, on_screen)
        elif mark is not None:
            self._tip.show_mentions([mark], on_screen)
        return chip is not None or link is not None or mark is not None

    def _choose_tick(self, place: int) -> None:
        if self._reviewed is not None:
            disagreement = self._reviewed.disagreements[place]
            self._take(disagreement)
            self._show_mentions(disagreement)
