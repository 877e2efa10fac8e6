"""The marks of a review article around a line: grounds behind the text, and below it the readings of a matter."""

from collections.abc import Iterable

from annotator.gui.article.layout import Line
from annotator.gui.article.marks import assign_lanes
from annotator.gui.article.rows import LineMarks, Presence, Rows, merged
from annotator.gui.review.board import Mark, Part
from annotator.gui.review.style import ReviewStyle


class ReviewRows(Rows):
    """The readings of a matter stand one below the other, in the order of the layers; inner matters come first.

    What is agreed has tint, bar and tag; a reading bar and tag; a ghost a tag; a ground a tint.
    """

    def __init__(self, style: ReviewStyle, width: int, *, rtl: bool) -> None:
        super().__init__(style, width, rtl=rtl)
        self._mark_of, self._wash_of = style.mark, style.wash_of

    def fill(self, marks: LineMarks, line: Line, found: Iterable[Presence]) -> None:
        """Draw the grounds, and give everything else its lane."""
        standing: list[tuple[Mark, Presence]] = []
        for presence in found:
            mark = self._mark_of(presence.mention.id)
            if mark.part in (Part.SHARED, Part.ALONE):
                self._ground(marks, line, presence, mark.part)
            elif mark.part is not Part.GHOST or presence.opening is not None:
                standing.append((mark, presence))
        order = _matters_inner_first(standing)
        standing.sort(key=lambda entry: order[entry[0].matter])
        ordered = [presence for _mark, presence in standing]
        claims = [self.claim(presence) for presence in ordered]
        self.lay(marks, line, ordered, assign_lanes(claims, [mark.matter for mark, _presence in standing]))

    def _ground(self, marks: LineMarks, line: Line, presence: Presence, part: Part) -> None:
        mention, stretches = presence.mention, merged(presence.fragments)
        if part is Part.ALONE:
            self.tint(marks, line, mention, self._wash_of(mention), stretches)
        self.tint(marks, line, mention, self.style.look_of(mention), stretches)

    def draw(self, marks: LineMarks, line: Line, presence: Presence, lane_top: int) -> None:
        """Draw a mark in the lane that begins at `lane_top`."""
        part, mention = self._mark_of(presence.mention.id).part, presence.mention
        look, stretches = self.style.look_of(mention), merged(presence.fragments)
        if part is Part.AGREED:
            self.tint(marks, line, mention, look, stretches)
        if part is not Part.GHOST:
            self.underline(marks, mention, look, stretches, lane_top)
        if presence.opening is not None:
            self.tag(marks, presence, stretches, lane_top)


def _matters_inner_first(standing: Iterable[tuple[Mark, Presence]]) -> dict[int, tuple[int, int, int]]:
    """Matter to sort key: the one with the shortest reading first."""
    found: dict[int, tuple[int, int, int]] = {}
    for mark, presence in standing:
        key = presence.last - presence.first, presence.first, mark.matter
        found[mark.matter] = min(key, found.get(mark.matter, key))
    return found
