"""Dividing groups of documents into parts of given shares that are alike in languages and labels.

This is iterative stratification: the label that the fewest groups have left is dealt with first, and each of its groups
goes to the part that lacks most of that label. It is extended from single examples to groups of several documents, and
what counts of a label is its mentions. Two things come before labels:

1. The documents of each part. A group may only go where no part ends up further from its share than the largest group
   is large (proof at `_may_take`). Large groups are dealt with first, single documents last: they fill what is left.
2. The languages. Among the parts that remain, a group may go where the same holds for its language; if there is none,
   it goes to the one that lacks most documents of the language.

Source: Sechidis, K., Tsoumakas, G. and Vlahavas, I. (2011). On the stratification of multi-label data. ECML PKDD 2011,
LNCS 6913, 145-158.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

_ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Stratum:
    """Documents that go to one part together.

    Attributes:
        size: How many they are.
        languages: How many of each language.
        labels: How many mentions of each label.
    """

    size: int
    languages: Mapping[str, int]
    labels: Mapping[str, int]


def stratified(groups: Sequence[Stratum], shares: Sequence[float]) -> list[int]:
    """The part of each group.

    Args:
        groups: In an order that decides where nothing else does.
        shares: Of the parts; they add up to one.
    """
    dealer = _Dealer(groups, shares)
    by_size = sorted(range(len(groups)), key=lambda place: -groups[place].size)
    for _size, places in groupby(by_size, key=lambda place: groups[place].size):
        for place, label in _in_turn(groups, list(places)):
            dealer.deal(place, label)
    return dealer.parts


def _in_turn(groups: Sequence[Stratum], places: list[int]) -> Iterator[tuple[int, str | None]]:
    """Groups with the label that they are dealt with for: the one that the fewest have left; those without any last."""
    left = Counter(label for place in places for label in groups[place].labels)
    having: dict[str, list[int]] = defaultdict(list)
    for place in places:
        for label in groups[place].labels:
            having[label].append(place)
    done = set()
    while left:
        label = min(left, key=lambda one: (left[one], one))
        for place in having.pop(label):
            if place not in done:
                done.add(place)
                left.subtract(groups[place].labels.keys())
                yield place, label
        left = +left
    yield from ((place, None) for place in places if place not in done)


class _Dealer:
    """What each part still lacks: documents, documents of each language, mentions of each label.

    Attributes:
        parts: Of each group, -1 while it has none.
    """

    def __init__(self, groups: Sequence[Stratum], shares: Sequence[float]) -> None:
        self.parts = [-1] * len(groups)
        self._groups = groups
        self._documents = [share * sum(group.size for group in groups) for share in shares]
        self._languages = _lacking(shares, (group.languages for group in groups))
        self._labels = _lacking(shares, (group.labels for group in groups))

    def deal(self, place: int, label: str | None) -> None:
        """Put a group into the part that lacks most of a label, or of its languages."""
        group = self._groups[place]
        part = self._choose(group, label)
        self.parts[place] = part
        self._documents[part] -= group.size
        for language, count in group.languages.items():
            self._languages[language][part] -= count
        for one, count in group.labels.items():
            self._labels[one][part] -= count

    def _choose(self, group: Stratum, label: str | None) -> int:
        documents = self._documents
        most = documents.index(max(documents))
        allowed = [part for part in range(len(documents)) if _may_take(documents, part, group.size)] or [most]
        if len(allowed) == 1:
            return allowed[0]
        lacking = self._lack_of_languages(group)
        fair = [
            part
            for part in allowed
            if all(_may_take(self._languages[one], part, count) for one, count in group.languages.items())
        ]
        if not fair or label is None:
            return max(fair or allowed, key=lambda part: (lacking(part), documents[part]))
        wanted = self._labels[label]
        return max(fair, key=lambda part: (wanted[part], lacking(part), documents[part]))

    def _lack_of_languages(self, group: Stratum) -> Callable[[int], float]:
        def lacking(part: int) -> float:
            return sum(count * self._languages[one][part] for one, count in group.languages.items())

        return lacking


def _lacking(shares: Sequence[float], counts: Iterator[Mapping[str, int]]) -> dict[str, list[float]]:
    totals: Counter[str] = Counter()
    for some in counts:
        totals.update(some)
    return {name: [share * total for share in shares] for name, total in totals.items()}


def _may_take(lacking: Sequence[float], part: int, size: int) -> bool:
    """Whether a part may take a group of this size without spoiling the shares.

    It may if it lacks that much. Else no part may have more than `size` too few or too many in the end: what the part
    that lacks most lacks, and what the one that has most has too many, must together be no more than `size`. To give a
    group to the part that lacks most always keeps to that for the size of the largest group: it lacks `m`, then
    `m - size`, and no other lacks more than `m`. At the end nothing lacks over all, so if some part has too many by
    `o`, none lacks more than `size - o`, and if none has, none lacks anything.
    """
    left = lacking[part] - size
    if left >= -_ROUNDING:
        return True
    after = [left if place == part else value for place, value in enumerate(lacking)]
    return max(after) - min(after) <= size + _ROUNDING
