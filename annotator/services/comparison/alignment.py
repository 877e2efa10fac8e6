"""Which mention of one layer answers which of another: the best one-to-one alignment of two layers of a document.

Entities meet entities and events meet events, and only mentions that share a character may meet. Of all ways to pair
them the one is taken that has, in this order, the most pairs of equal spans, the greatest sum of character overlap
(Dice), and the most pairs of equal labels. It is a maximum weight matching of a bipartite graph, found exactly: where
taking the best pair first would spoil two others, it is not taken. Nested, overlapping and discontinuous mentions, and
several mentions of one span, take part like all others.

The weights are whole numbers, so that rounding decides nothing (but in knots of so many lengths that overlaps are only
counted to 38 digits). What is still equal then is decided by the order of the text, alike from both sides: aligning B
with A is aligning A with B, mirrored.

Source of the method: shortest augmenting paths after R. Jonker and A. Volgenant, “A shortest augmenting path algorithm
for dense and sparse linear assignment problems”, Computing 38 (1987), in the form of D. F. Crouse, “On implementing 2D
rectangular assignment algorithms”, IEEE Transactions on Aerospace and Electronic Systems 52 (2016).
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

from annotator.model.annotation import Kind, Mention, reading_order
from annotator.model.span import Range, Span

_FINEST = 1 << 128


class Pair(NamedTuple):
    """Two mentions that answer each other, or one that nothing answers; never is both sides empty."""

    left: Mention | None
    right: Mention | None


def align(left: Sequence[Mention], right: Sequence[Mention]) -> list[Pair]:
    """The best one-to-one alignment of two layers' mentions of one document; see the module.

    Every mention stands in exactly one pair. Takes time in proportion to the mentions and to how many pairs of
    differing ones share a character; those of a knot of overlapping mentions count times its size.

    Returns:
        Sorted by the mention of the pair that stands first in reading order.
    """
    pairs: list[Pair] = []
    for kind in Kind:
        pairs += _aligned([m for m in left if m.kind is kind], [m for m in right if m.kind is kind])
    return sorted(pairs, key=_place)


def shared(one: Span, other: Span) -> int:
    """How many characters two spans share."""
    count = i = j = 0
    while i < len(one.fragments) and j < len(other.fragments):
        (a, b), (c, d) = one.fragments[i], other.fragments[j]
        count += max(0, min(b, d) - max(a, c))
        if b <= d:
            i += 1
        else:
            j += 1
    return count


def _place(pair: Pair) -> tuple[int, int, str]:
    left, right = pair
    if left is not None and right is not None:
        return min(reading_order(left), reading_order(right))
    one = left or right
    return reading_order(one) if one is not None else (0, 0, "")


def _aligned(left: Sequence[Mention], right: Sequence[Mention]) -> Iterator[Pair]:
    """Pairs of mentions of one kind.

    As equal spans come first, a span that both sides have equally often is a matter of its own: its mentions meet only
    each other. That settles most of what two annotators do before any search.
    """
    on_the_right = _by_span(right)
    open_left: list[Mention] = []
    open_right: list[Mention] = []
    for span, ours in _by_span(left).items():
        theirs = on_the_right.pop(span, None)
        if theirs is None:
            open_left += ours
        elif len(ours) == 1 and len(theirs) == 1:
            yield Pair(ours[0], theirs[0])
        elif len(ours) == len(theirs):
            yield from _by_label(sorted(ours, key=_content), sorted(theirs, key=_content))
        else:
            open_left += ours
            open_right += theirs
    for theirs in on_the_right.values():
        open_right += theirs
    for some_left, some_right in _knots(sorted(open_left, key=_content), sorted(open_right, key=_content)):
        yield from _untied(some_left, some_right)


def _by_span(mentions: Iterable[Mention]) -> dict[tuple[Range, ...], list[Mention]]:
    found: dict[tuple[Range, ...], list[Mention]] = {}
    for mention in mentions:
        known = found.get(mention.span.fragments)
        if known is None:
            found[mention.span.fragments] = [mention]
        else:
            known.append(mention)
    return found


def _content(mention: Mention) -> tuple[tuple[Range, ...], str, str]:
    return mention.span.fragments, mention.label, mention.id


def _by_label(left: Sequence[Mention], right: Sequence[Mention]) -> Iterator[Pair]:
    """As many mentions of one span on both sides: equal labels meet, then the others in the order of their labels."""
    waiting: dict[str, list[Mention]] = defaultdict(list)
    for mention in reversed(right):
        waiting[mention.label].append(mention)
    rest = []
    for mention in left:
        if waiting[mention.label]:
            yield Pair(mention, waiting[mention.label].pop())
        else:
            rest.append(mention)
    others = sorted((mention for some in waiting.values() for mention in some), key=_content)
    yield from (Pair(one, other) for one, other in zip(rest, others, strict=True))


def _meetings(left: Sequence[Mention], right: Sequence[Mention]) -> Iterator[tuple[int, int, int]]:
    """All places of mentions, left and right, that share characters, with how many they share.

    One walk over both sides in the order of the text; of those met before, only such as reach this far are looked at.
    """
    sides = left, right
    places = [(mention.span.start, side, place) for side in (0, 1) for place, mention in enumerate(sides[side])]
    reaching: tuple[list[int], list[int]] = [], []
    for start, side, place in sorted(places):
        other = 1 - side
        span = sides[side][place].span
        reaching[other][:] = [known for known in reaching[other] if sides[other][known].span.end > start]
        for known in reaching[other]:
            count = shared(span, sides[other][known].span)
            if count:
                yield (place, known, count) if side == 0 else (known, place, count)
        reaching[side].append(place)


def _knots(left: Sequence[Mention], right: Sequence[Mention]) -> Iterator[tuple[list[Mention], list[Mention]]]:
    """The connected parts of the graph in which mentions that share a character are joined; single mentions, too."""
    first_right = len(left)
    neighbours: dict[int, list[int]] = {}
    for one, other, _count in _meetings(left, right):
        neighbours.setdefault(one, []).append(first_right + other)
        neighbours.setdefault(first_right + other, []).append(one)
    seen: set[int] = set()
    for start in range(first_right + len(right)):
        if start not in neighbours:
            yield ([left[start]], []) if start < first_right else ([], [right[start - first_right]])
        elif start not in seen:
            seen.add(start)
            found = [start]
            for node in found:  # grows while it is walked
                fresh = [other for other in neighbours[node] if other not in seen]
                seen.update(fresh)
                found += fresh
            found.sort()
            ours = [left[node] for node in found if node < first_right]
            yield ours, [right[node - first_right] for node in found[len(ours) :]]


def _untied(left: Sequence[Mention], right: Sequence[Mention]) -> Iterator[Pair]:
    """The best pairs of a connected part."""
    if len(left) == 1 and len(right) == 1:
        yield Pair(left[0], right[0])
        return
    # Which side the search starts from decides between equals, so it must not be which one is called left. The sides
    # cannot be alike: then each span would stand equally often on both and not be here.
    if [_content(mention)[:2] for mention in left] > [_content(mention)[:2] for mention in right]:
        yield from (Pair(one, other) for other, one in _untied_from(right, left))
    else:
        yield from _untied_from(left, right)


def _untied_from(left: Sequence[Mention], right: Sequence[Mention]) -> Iterator[Pair]:
    partners = heaviest(_weights(left, right), len(right))
    taken = {partner for partner in partners if partner is not None}
    for mention, partner in zip(left, partners, strict=True):
        yield Pair(mention, None if partner is None else right[partner])
    yield from (Pair(None, mention) for place, mention in enumerate(right) if place not in taken)


def _weights(left: Sequence[Mention], right: Sequence[Mention]) -> list[dict[int, int]]:
    """Of each mention on the left: by place on the right, what it is worth to let them meet; a whole number.

    Equal spans outweigh any sum of overlaps, and the least difference of overlaps outweighs any number of labels.
    """
    meetings = list(_meetings(left, right))
    lengths = {(i, j): len(left[i].span) + len(right[j].span) for i, j, _count in meetings}
    unit = _unit(set(lengths.values()))
    most = min(len(left), len(right))
    weights: list[dict[int, int]] = [{} for _mention in left]
    for i, j, count in meetings:
        overlap = 2 * count * unit // lengths[i, j]
        equal = (most * unit + 1) * (left[i].span == right[j].span)
        weights[i][j] = (equal + overlap) * (most + 1) + (left[i].label == right[j].label)
    return weights


def _unit(lengths: Iterable[int]) -> int:
    """What one stands for in whole numbers: it can be divided by each of these, unless it would become huge."""
    unit = 1
    for length in lengths:
        unit = math.lcm(unit, length)
        if unit > _FINEST:
            return _FINEST
    return unit


def heaviest(weights: Sequence[Mapping[int, int]], columns: int) -> list[int | None]:
    """The maximum weight matching: of each row its column, or `None`.

    Args:
        weights: Of each row, by column; columns that are absent cannot be had.
        columns: How many there are.
    """
    search = _Search(weights, columns)
    # Who has much choice comes last: seated early, it would be moved, and all its choices weighed, over and over.
    for row in sorted(range(len(weights)), key=[len(row) for row in weights].__getitem__):
        search.seat(row)
    return [column if column < columns else None for column in search.column_of]


class _Search:
    """A sparse assignment that grows by a row at a time and is the best one at each moment.

    Rows and columns have prices by which no edge is cheaper than free, and edges in use are free; so the cheapest way
    to let one more row in is a shortest path. A row may also stay alone: it has a column of its own that costs nothing.
    """

    def __init__(self, weights: Sequence[Mapping[int, int]], columns: int) -> None:
        self._costs = [
            {**{column: -weight for column, weight in row.items()}, columns + place: 0}
            for place, row in enumerate(weights)
        ]
        self._row_prices = [0] * len(weights)
        self._column_prices: dict[int, int] = defaultdict(int)
        self._row_of: dict[int, int] = {}
        self.column_of = [-1] * len(weights)

    def seat(self, root: int) -> None:
        """Let a row in, at the least cost to all."""
        settled: dict[int, int] = {}
        came_from: dict[int, int] = {}
        column, length = self._free_column(root, settled, came_from)
        self._row_prices[root] += length
        for known, distance in settled.items():
            self._column_prices[known] -= length - distance
            self._row_prices[self._row_of[known]] += length - distance
        row = -1
        while row != root:
            row = came_from[column]
            self._row_of[column] = row
            self.column_of[row], column = column, self.column_of[row]

    def _free_column(self, root: int, settled: dict[int, int], came_from: dict[int, int]) -> tuple[int, int]:
        """The nearest free column and how far it is (Dijkstra).

        Args:
            root: Where to start.
            settled: Gets the distance of each taken column on the way.
            came_from: Gets the row from which a column is reached.
        """
        reached: dict[int, int] = {}
        waiting: list[tuple[int, int]] = []
        row, length = root, 0
        while True:
            for column, cost in self._costs[row].items():
                there = length + cost - self._row_prices[row] - self._column_prices[column]
                if column not in settled and (column not in reached or there < reached[column]):
                    reached[column] = there
                    came_from[column] = row
                    heappush(waiting, (there, column))
            length, column = heappop(waiting)
            while column in settled:
                length, column = heappop(waiting)
            if column not in self._row_of:
                return column, length
            settled[column] = length
            row = self._row_of[column]
