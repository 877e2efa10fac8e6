"""What is selected in the text: a caret, the anchor it is stretched from, and pieces picked before. No Qt."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from annotator.model.span import Range, Span


class Place(NamedTuple):
    """Where a caret may stand.

    Attributes:
        offset: In code points of the document.
        at_line_end: At the end of the line before, where a line is wrapped at `offset`.
    """

    offset: int
    at_line_end: bool = False


START = Place(0)


@dataclass(frozen=True, slots=True)
class TextSelection:
    """The selection of the article; code points of the document.

    Attributes:
        caret: Where the caret stands.
        anchor: The other end of the piece being selected; nothing is selected there when it equals the caret's offset.
        picked: Pieces selected before this one (for discontinuous spans).
        column: The x that moves up and down keep to, if the last move was one.
    """

    caret: Place = START
    anchor: int = 0
    picked: tuple[Range, ...] = ()
    column: float | None = None

    @property
    def active(self) -> Range:
        """The piece between anchor and caret; may be empty."""
        return min(self.anchor, self.caret.offset), max(self.anchor, self.caret.offset)

    @property
    def span(self) -> Span | None:
        """Everything selected, or `None`."""
        ranges = [r for r in (*self.picked, self.active) if r[0] < r[1]]
        return Span.union(ranges) if ranges else None

    @property
    def is_forward(self) -> bool:
        """Whether the caret stands at the end of the active piece."""
        return self.caret.offset > self.anchor

    def collapsed(self, place: Place) -> "TextSelection":
        """Nothing selected, the caret at `place`."""
        return TextSelection(place, place.offset)

    def stretched(self, place: Place) -> "TextSelection":
        """The caret moved, the anchor kept."""
        return replace(self, caret=place, column=None)

    def begun_anew(self, place: Place) -> "TextSelection":
        """A further piece begins at `place`; what is selected stays."""
        span = self.span
        return TextSelection(place, place.offset, span.fragments if span else ())

    def differences(self, before: "TextSelection") -> list[Range]:
        """The ranges of the text that look different under this selection and the one before."""
        if before.picked != self.picked or before.anchor != self.anchor:
            return [(min(r), max(r)) for r in (*before.picked, before.active, *self.picked, self.active)]
        return [(min(before.caret.offset, self.caret.offset), max(before.caret.offset, self.caret.offset))]

    @classmethod
    def of(cls, span: Span) -> "TextSelection":
        """A span selected, the caret at its end."""
        start, end = span.fragments[-1]
        return cls(Place(end, at_line_end=True), start, span.fragments[:-1])


@dataclass(frozen=True, slots=True)
class Hits:
    """Find hits in text order, and which one is current."""

    ranges: Sequence[Range] = ()
    current: int | None = None

    @classmethod
    def of(cls, ranges: Iterable[Range], current: int | None) -> "Hits":
        """Hits in text order; `current` counts from 0."""
        return cls(tuple(ranges), current)

    def between(self, start: int, end: int) -> Iterable[tuple[Range, bool]]:
        """`(range, is current)` of the hits that overlap `[start, end)`."""
        index = max(0, bisect_left(self.ranges, (start, start)) - 1)
        while index < len(self.ranges) and self.ranges[index][0] < end:
            if self.ranges[index][1] > start:
                yield self.ranges[index], index == self.current
            index += 1


NO_HITS = Hits()
