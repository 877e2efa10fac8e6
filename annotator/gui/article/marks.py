"""Which mention stands in which passage, in what order, and in which lane below a line when several overlap.

No Qt: passages are numbers, offsets are code points, extents are plain x positions.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from annotator.gui.article.passages import Passages
from annotator.model.annotation import Mention, reading_order
from annotator.model.ids import MentionId


class Piece(NamedTuple):
    """The part of a mention's fragment that falls into one passage.

    Attributes:
        start, end: Code points from the passage's start.
        opens: Whether the mention begins here; the tag goes here.
    """

    start: int
    end: int
    mention: Mention
    opens: bool


class Marks:
    """The mentions of an article by id, by passage and in reading order."""

    def __init__(self, passages: Passages, mentions: Iterable[Mention]) -> None:
        self._passages = passages
        self._mentions: dict[MentionId, Mention] = {}
        self._pieces: dict[int, list[Piece]] = {}
        self._order: list[tuple[int, int, str]] | None = None
        for mention in mentions:
            self._mentions[mention.id] = mention
            self._cut(mention)

    def __len__(self) -> int:
        return len(self._mentions)

    def get(self, mention_id: MentionId | None) -> Mention | None:
        """The mention, if the article has it."""
        return None if mention_id is None else self._mentions.get(mention_id)

    def passage_of(self, mention_id: MentionId) -> int | None:
        """The passage in which a mention begins, if the article has it."""
        mention = self._mentions.get(mention_id)
        return None if mention is None else self._passages.at(mention.span.start)

    def add(self, mention: Mention) -> set[int]:
        """Take a mention in, in place of one with its id; returns the passages it touches."""
        touched = self.remove(mention.id) if mention.id in self._mentions else set()
        self._mentions[mention.id] = mention
        if self._order is not None:
            insort(self._order, reading_order(mention))
        touched |= self._cut(mention)
        return touched

    def _cut(self, mention: Mention) -> set[int]:
        """File the pieces of a mention; returns the passages they are in."""
        passages = self._passages
        starts, ends, fragments = passages.starts, passages.ends, mention.span.fragments
        first = bisect_right(starts, fragments[0][0]) - 1
        if len(fragments) == 1 and fragments[0][1] <= ends[first]:  # as nearly all are
            (start, end), base = fragments[0], starts[first]
            self._pieces.setdefault(first, []).append(Piece(start - base, end - base, mention, True))
            return {first}
        touched: set[int] = set()
        for passage, (start, end) in passages.slices(mention.span):
            self._pieces.setdefault(passage, []).append(Piece(start, end, mention, not touched))
            touched.add(passage)
        return touched

    def remove(self, mention_id: MentionId) -> set[int]:
        """Take a mention out; returns the passages it touched (none if there is no such mention)."""
        mention = self._mentions.pop(mention_id, None)
        if mention is None:
            return set()
        if self._order is not None:
            key = reading_order(mention)
            del self._order[bisect_left(self._order, key)]
        touched = {passage for passage, _range in self._passages.slices(mention.span)}
        for passage in touched:
            self._pieces[passage] = [p for p in self._pieces[passage] if p.mention is not mention]
        return touched

    def pieces(self, passage: int) -> Sequence[Piece]:
        """What stands in a passage, in no order."""
        return self._pieces.get(passage, ())

    def counts(self) -> Iterator[tuple[int, int]]:
        """`(passage, how many pieces stand in it)`, of those that have some, in no order."""
        return ((passage, len(pieces)) for passage, pieces in self._pieces.items())

    def at(self, offset: int) -> list[Mention]:
        """The mentions that cover the character at `offset`, innermost (shortest) first."""
        passage = self._passages.at(offset)
        local = offset - self._passages.starts[passage]
        found = (p.mention for p in self.pieces(passage) if p.start <= local < p.end)
        return sorted(found, key=_inner_first)

    def beyond(self, mention_id: MentionId | None, offset: int, steps: int) -> Mention | None:
        """The mention `steps` (1 or -1) further in reading order, round the ends.

        Counted from the mention given, or else from `offset`: the first that begins there or later, or the last that
        begins before.
        """
        order = self._reading()
        if not order:
            return None
        mention = self.get(mention_id)
        if mention is not None:
            index = bisect_left(order, reading_order(mention)) + steps
        else:
            index = bisect_left(order, (offset, -len(self._passages.text) - 1, "")) - (steps < 0)
        return self._mentions[MentionId(order[index % len(order)][2])]

    def position(self, mention: Mention) -> int:
        """The mention's place in reading order, from 1."""
        return bisect_left(self._reading(), reading_order(mention)) + 1

    def _reading(self) -> list[tuple[int, int, str]]:
        if self._order is None:
            self._order = sorted(reading_order(mention) for mention in self._mentions.values())
        return self._order

    def __iter__(self) -> Iterator[Mention]:
        return iter(self._mentions.values())


def _inner_first(mention: Mention) -> tuple[int, int, str]:
    return mention.span.end - mention.span.start, -mention.span.start, mention.id


class Claim(NamedTuple):
    """The room that a mention needs below a line, as x positions: its hull there, its tag included."""

    left: float
    right: float


def assign_lanes(claims: Sequence[Claim], groups: Sequence[int] = ()) -> list[int]:
    """A lane for each claim, 0 nearest to the text: the first in which nothing overlaps it.

    Give inner mentions first; then an outer one never stands above one that it holds, because both overlap there.

    Args:
        claims: The room that each needs.
        groups: A number for each claim, if there are groups: those with one number stand one below the other as given.
    """
    lanes: list[list[Claim]] = []
    chosen: list[int] = []
    free: dict[int, int] = {}
    for place, claim in enumerate(claims):
        number = free.get(groups[place], 0) if groups else 0
        while number < len(lanes) and any(
            claim.right > other.left and claim.left < other.right for other in lanes[number]
        ):
            number += 1
        while number >= len(lanes):
            lanes.append([])
        lanes[number].append(claim)
        chosen.append(number)
        if groups:
            free[groups[place]] = number + 1
    return chosen
