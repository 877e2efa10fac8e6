"""The best alignment of the units of several annotators: which of them mean the same thing, at the least disorder.

A unitary alignment holds at most one unit of each annotator; an alignment is a set of them in which every unit stands
once. The disorder of a unitary alignment is the mean dissimilarity of its pairs, an absent unit counting Δ against
anything, an absent one included; that of an alignment is the sum, divided by the mean number of units of an annotator.

The best alignment is found exactly for two and three annotators. Of two it is an assignment. Of more, those unitary
alignments are made that are better than any way of leaving out one of their units (no other can be needed), and the
best choice of them is found by `agreement.set_packing`.

Source: Mathet, Y., Widlöcher, A. and Métivier, J.-P. (2015). The unified and holistic method gamma (γ) for
inter-annotator agreement measure and alignment. Computational Linguistics 41(3), 437-479, sections 4 and 5.1.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from annotator.services.agreement.set_packing import best_packing
from annotator.services.comparison.alignment import heaviest

_FINE = 1 << 40
"""What one stands for in whole numbers, so that rounding decides nothing that anyone could see."""


class Unit(NamedTuple):
    """Where a unit stands, in code points, and its category."""

    start: int
    end: int
    category: str


Row = Sequence[Unit]
Place = tuple[int, int]
"""A unit by its annotator and its place in the row."""


@dataclass(frozen=True, slots=True)
class Dissimilarity:
    """How unlike two units are: α · d_pos + β · d_cat.

    d_pos = ((|s - s'| + |e - e'|) / (l + l'))² Δ of their edges and lengths, d_cat = 0 for one category and Δ for two.

    Attributes:
        alpha, beta: The weights of place and category.
        empty: Δ, the dissimilarity to an absent unit.
    """

    alpha: float = 1.0
    beta: float = 1.0
    empty: float = 1.0

    def __call__(self, one: Unit, other: Unit) -> float:
        """The dissimilarity of two units."""
        apart = abs(one[0] - other[0]) + abs(one[1] - other[1])
        place = apart / (one[1] - one[0] + other[1] - other[0])
        return self.empty * (self.alpha * place * place + (self.beta if one[2] != other[2] else 0.0))

    def reach(self, most: float) -> float:
        """How far the edges of two units can be apart, in parts of both lengths, for them to be so unlike at most."""
        return float((most / (self.alpha * self.empty)) ** 0.5)


STANDARD = Dissimilarity()
"""As in the source."""


class Alignment(NamedTuple):
    """The best one.

    Attributes:
        disorder: Of all its unitary alignments together; not yet divided by the mean number of units.
        groups: The units of each unitary alignment, an annotator at most once.
    """

    disorder: float
    groups: Sequence[tuple[Place, ...]]


def best_alignment(rows: Sequence[Row], unlike: Dissimilarity = STANDARD) -> Alignment:
    """The alignment of the least disorder.

    Args:
        rows: The units of each annotator, two or more annotators.
        unlike: How to compare units.

    Raises:
        PackingError: If more than two annotators have so many units over one another that it cannot be found.
    """
    found = _of_two(rows, unlike) if len(rows) == 2 else _of_many(rows, unlike)
    taken = {place for group in found for place in group}
    singles = [((i, n),) for i, row in enumerate(rows) for n in range(len(row)) if (i, n) not in taken]
    groups = sorted((*found, *singles), key=_first)
    return Alignment(sum(disorder(rows, group, unlike) for group in groups), groups)


def disorder(rows: Sequence[Row], group: Sequence[Place], unlike: Dissimilarity = STANDARD) -> float:
    """The disorder of a unitary alignment."""
    pairs = len(rows) * (len(rows) - 1) // 2
    units = [rows[i][n] for i, n in group]
    real = sum(unlike(one, other) for one, other in combinations(units, 2))
    return (real + (pairs - len(group) * (len(group) - 1) // 2) * unlike.empty) / pairs


def _first(group: Sequence[Place]) -> Place:
    return min(group)


def _near(ours: Row, theirs: Row, reach: float) -> Iterator[tuple[int, int]]:
    """The places of all units whose edges can be so near, in parts of both lengths; of others some, too."""
    longest = max((unit.end - unit.start for unit in theirs), default=0)
    order = sorted(range(len(theirs)), key=[unit.start for unit in theirs].__getitem__)
    most_of_all = reach * (longest + max((unit.end - unit.start for unit in ours), default=0))
    first = 0
    for i in sorted(range(len(ours)), key=[unit.start for unit in ours].__getitem__):
        start, end, _category = ours[i]
        while first < len(order) and theirs[order[first]].start < start - most_of_all:
            first += 1
        most = reach * (longest + end - start)
        for j in order[first:]:
            if theirs[j].start > start + most:
                break
            yield i, j


def _of_two(rows: Sequence[Row], unlike: Dissimilarity) -> list[tuple[Place, ...]]:
    """The pairs; one saves what its units would cost alone, 2 Δ, but its dissimilarity."""
    ours, theirs = rows
    weights: list[dict[int, int]] = [{} for _unit in ours]
    for i, j in _near(ours, theirs, unlike.reach(2 * unlike.empty)):
        saved = 2 * unlike.empty - unlike(ours[i], theirs[j])
        if saved > 0:
            weights[i][j] = round(saved * _FINE)
    partners = heaviest(weights, len(theirs))
    return [((0, i), (1, j)) for i, j in enumerate(partners) if j is not None]


def _of_many(rows: Sequence[Row], unlike: Dissimilarity) -> list[tuple[Place, ...]]:
    places = sorted(
        ((i, n) for i, row in enumerate(rows) for n in range(len(row))), key=lambda p: (*rows[p[0]][p[1]], p)
    )
    chosen = best_packing(_candidates(rows, places, unlike))
    return [tuple(places[at] for at in group) for group in chosen]


Candidate = tuple[int, ...]
"""A unitary alignment of two units or more, by their places in the order of the text."""


def _candidates(rows: Sequence[Row], places: Sequence[Place], unlike: Dissimilarity) -> dict[Candidate, float]:
    """What is saved, against leaving each unit alone, by all unitary alignments that could be in the best alignment.

    Those can be left out that save no more than they do without one of their units. With C pairs of annotators, k units
    cost Δ each alone, and together the mean of their dissimilarities and of Δ for each other pair; so k units save
    (Δ ((k - 1) C + k (k - 1) / 2) - Σ d) / C, and one more unit adds Δ (C + k) - Σ d to what is divided by C.
    """
    pairs = len(rows) * (len(rows) - 1) // 2
    beside = _distances(rows, places, unlike, pairs)
    grown: dict[Candidate, float] = {
        (one, other): unlike.empty * (pairs + 1) - distance
        for one, some in enumerate(beside)
        for other, distance in some.items()
        if one < other
    }
    found = {pair: value for pair, value in grown.items() if value > 0}
    for size in range(2, len(rows)):
        bigger: dict[Candidate, float] = {}
        for group, value in grown.items():
            for unit, added in _joining(group, beside, {places[at][0] for at in group}, places):
                gain = unlike.empty * (pairs + size) - added
                if gain > 0 and value + gain > 0:
                    bigger[tuple(sorted((*group, unit)))] = value + gain
        found |= {group: value for group, value in bigger.items() if value > _best_without_one(group, grown)}
        grown = bigger
    return {group: value / pairs for group, value in found.items()}


def _distances(
    rows: Sequence[Row], places: Sequence[Place], unlike: Dissimilarity, pairs: int
) -> list[dict[int, float]]:
    """Of each unit the others, of other annotators, that could stand in one unitary alignment with it, and how far."""
    order = {place: at for at, place in enumerate(places)}
    beside: list[dict[int, float]] = [{} for _place in places]
    most = unlike.empty * (pairs + len(rows) - 1)
    for i, j in combinations(range(len(rows)), 2):
        for n, m in _near(rows[i], rows[j], unlike.reach(most)):
            distance = unlike(rows[i][n], rows[j][m])
            if distance < most:
                one, other = order[i, n], order[j, m]
                beside[one][other] = beside[other][one] = distance
    return beside


def _joining(
    group: Candidate, beside: Sequence[dict[int, float]], annotators: set[int], places: Sequence[Place]
) -> Iterator[tuple[int, float]]:
    """The units of other annotators that are near all of a group, and the sum of how far."""
    first, *others = group
    for unit, distance in beside[first].items():
        if places[unit][0] not in annotators and all(unit in beside[other] for other in others):
            yield unit, distance + sum(beside[other][unit] for other in others)


def _best_without_one(group: Candidate, smaller: dict[Candidate, float]) -> float:
    return max(smaller.get(group[:at] + group[at + 1 :], 0.0) for at in range(len(group)))
