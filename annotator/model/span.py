"""Where a mention stands: one or more half-open ranges of code points.

A span knows nothing of Qt, bytes or UTF-16; it counts Unicode code points of the stored text. It is normal by
construction: fragments are sorted, none is empty, none touches or overlaps its neighbour. So two spans that cover the
same characters are equal.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from annotator.model.errors import SpanError

Range = tuple[int, int]
Edge = Literal["start", "end"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """One or more ranges `[start, end)` in code points.

    Attributes:
        fragments: The ranges in text order; at least one; normal (see the module).

    Raises:
        SpanError: If the ranges are not normal. `Span.of` makes any ranges normal.
    """

    fragments: tuple[Range, ...]

    def __post_init__(self) -> None:
        if not self.fragments:
            raise SpanError("A span needs at least one character.")
        if len(self.fragments) == 1 and 0 <= self.fragments[0][0] < self.fragments[0][1]:
            return
        last = -1
        for start, end in self.fragments:
            if start <= last or end <= start or start < 0:
                raise SpanError(
                    f"The ranges {list(self.fragments)} are not a span: each must hold at least one character and "
                    "begin after the one before it has ended.",
                    fragments=self.fragments,
                )
            last = end

    @classmethod
    def of(cls, start: int, end: int) -> "Span":
        """The span of one range."""
        return cls(((start, end),))

    @classmethod
    def union(cls, ranges: Iterable[Range]) -> "Span":
        """The span that covers all `ranges`; they may overlap, touch and come in any order; empty ones are dropped."""
        merged: list[Range] = []
        for start, end in sorted(r for r in ranges if r[0] < r[1]):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(merged[-1][1], end))
            else:
                merged.append((start, end))
        return cls(tuple(merged))

    @property
    def start(self) -> int:
        """First code point."""
        return self.fragments[0][0]

    @property
    def end(self) -> int:
        """One past the last code point."""
        return self.fragments[-1][1]

    @property
    def hull(self) -> Range:
        """`(start, end)` of the whole, gaps included."""
        return self.start, self.end

    @property
    def is_discontinuous(self) -> bool:
        """Whether there is more than one fragment."""
        return len(self.fragments) > 1

    def __len__(self) -> int:
        return sum(end - start for start, end in self.fragments)

    def __iter__(self) -> Iterator[Range]:
        return iter(self.fragments)

    def __contains__(self, offset: int) -> bool:
        return any(start <= offset < end for start, end in self.fragments)

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a character."""
        return any(a < d and c < b for a, b in self.fragments for c, d in other.fragments)

    def covers(self, other: "Span") -> bool:
        """Whether every character of `other` is one of ours."""
        return all(any(a <= c and d <= b for a, b in self.fragments) for c, d in other.fragments)

    def text(self, source: str) -> str:
        """The covered characters of `source`, the pieces joined with one space."""
        if len(self.fragments) == 1:
            start, end = self.fragments[0]
            return source[start:end]
        return " ".join(source[start:end] for start, end in self.fragments)

    def within(self, length: int) -> bool:
        """Whether the span lies inside a text of `length` code points."""
        return self.end <= length

    def with_range(self, start: int, end: int) -> "Span":
        """This span and the range; a range that touches or overlaps a fragment melts into it."""
        return Span.union((*self.fragments, (start, end)))

    def with_edge(self, fragment: int, edge: Edge, offset: int) -> "Span":
        """This span with one edge of one fragment moved to `offset`.

        Raises:
            SpanError: If the fragment would become empty. A fragment that grows over its neighbour melts with it.
        """
        start, end = self.fragments[fragment]
        moved = (offset, end) if edge == "start" else (start, offset)
        if moved[0] >= moved[1] or moved[0] < 0:
            raise SpanError("An edge cannot move past the other edge of its piece.", fragment=fragment, offset=offset)
        return Span.union((*self.fragments[:fragment], moved, *self.fragments[fragment + 1 :]))
