"""A slice of the agreement of annotators: some documents, some pairs, all labels or one; and its figures.

All that a slice knows is one bag of numbers for each document. Figures are functions of the sum of bags, so those of
any documents, a resample of them included, are computed alike.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.services.agreement_figures import Counts, Figure, Hits, Part, f1_figure
from annotator.services.agreement_gamma import gamma_of
from annotator.services.agreement_mentions import Confusion
from annotator.services.agreement_nominal import (
    NO_UNITS,
    alpha_counts_of_two,
    alpha_of,
    cohen_of,
    fleiss_counts_of_two,
    fleiss_of,
)
from annotator.services.agreement_roles import RoleConfusion
from annotator.services.agreement_tally import DocumentTally, GroupTally, PairTally
from annotator.services.agreement_unitizing import Group, alpha_u_named, alpha_u_of, u_alpha_of
from annotator.services.agreement_words import ATTRIBUTE, OF_LABELS, WORDS, words_of

Numbers = tuple[int, int]
"""A pair of annotators by their numbers, the smaller first."""

Key = tuple[str, Numbers | None, Part]
"""A number of a bag: of which figure, of which pair if each pair has a figure of its own, and which of its counts."""

Bag = dict[Key, float]

_CONLL = ("muc", "b_cubed", "ceaf_e")
_SIDES = ("left", "left_of", "right", "right_of")

_OF_GROUPS: Mapping[str, Callable[[str, Counts], Figure]] = {
    "token_fleiss": fleiss_of,
    "token_alpha": alpha_of,
    "unit_alpha": alpha_u_of,
    "unit_u_alpha": u_alpha_of,
    "gamma": gamma_of,
}
_MEANS = ("token_cohen",)


@dataclass(frozen=True, slots=True)
class Slice:
    """Some documents, as some pairs of annotators see them.

    Attributes:
        tallies: Of the documents.
        pairs: Which annotators; several pairs are taken together.
        label: Only this label (of the event, for arguments), or all of them; then also what asks for no label.
        role: Only arguments in this role.
    """

    tallies: Sequence[DocumentTally]
    pairs: Sequence[Numbers]
    label: str | None = None
    role: str | None = None

    @property
    def _is_part(self) -> bool:
        """Whether only some of the labels or roles count."""
        return self.label is not None or self.role is not None

    @property
    def documents(self) -> int:
        """How many documents any of the pairs has labelled."""
        return sum(any(pair in tally.pairs for pair in self.pairs) for tally in self.tallies)

    def bags(self) -> list[Bag]:
        """The bag of each document that any of the pairs has labelled."""
        bags = (self._bag(tally) for tally in self.tallies)
        return [bag for bag in bags if bag]

    def figures(self) -> tuple[Figure, ...]:
        """All figures, in the order of `WORDS`; of one label only those that are about labels."""
        sums = summed(self.bags())
        return self.reader(sums).figures(list(sums.values()))

    def reader(self, keys: Iterable[Key]) -> "Reader":
        """What makes figures of numbers in the order of `keys`."""
        return Reader(keys, is_part=self._is_part)

    def confusion(self) -> Confusion:
        """Which label of the annotator named first met which of the other's."""
        found: Confusion = Counter()
        for tally in self.tallies:
            for pair in self.pairs:
                if pair in tally.pairs:
                    found.update(tally.pairs[pair].confusion)
        return found

    def role_confusion(self) -> RoleConfusion:
        """Which role of the annotator named first met which of the other's."""
        found: RoleConfusion = Counter()
        for tally in self.tallies:
            for pair in self.pairs:
                if pair in tally.pairs:
                    found.update(tally.pairs[pair].role_confusion)
        return found

    def disputed(self) -> int:
        """How many mentions of either side have no exact counterpart."""
        found = 0.0
        for tally in self.tallies:
            for pair in self.pairs:
                totals = tally.pairs[pair].totals if pair in tally.pairs else {}
                for hits in (totals[name] for name in ("entity_exact", "trigger_exact") if name in totals):
                    found += hits.left_of - hits.left + hits.right_of - hits.right
        return round(found)

    def _bag(self, tally: DocumentTally) -> Bag:
        there = [pair for pair in self.pairs if pair in tally.pairs]
        bag: Bag = {}
        for pair in there:
            for name, hits in self._hits(tally.pairs[pair]):
                for side, number in zip(_SIDES, (hits.left, hits.left_of, hits.right, hits.right_of), strict=True):
                    bag[name, None, side] = bag.get((name, None, side), 0) + number
        if there:
            group = self.pairs[0] if len(self.pairs) == 1 else tally.everyone
            for name, counts in self._of_group(tally, group):
                for part, count in counts.items():
                    bag[name, None, part] = bag.get((name, None, part), 0) + count
        if not self._is_part:
            for pair in there:
                for name, counts in _of_pair(tally.pairs[pair]):
                    for part, count in counts.items():
                        bag[name, pair, part] = count
        return bag

    def _hits(self, tally: PairTally) -> Iterator[tuple[str, Hits]]:
        if self.role is not None:
            if self.role in tally.roles:
                yield "argument_role", tally.roles[self.role]
        elif self.label is None:
            yield from tally.totals.items()
        else:
            for name in OF_LABELS:
                if (name, self.label) in tally.hits:
                    yield name, tally.hits[name, self.label]

    def _of_group(self, tally: DocumentTally, group: Group) -> Iterator[tuple[str, Counts]]:
        if self.role is not None:
            return
        known = tally.groups.get(group, GroupTally())
        if self.label is not None:
            if self.label in known.units:
                yield "unit_alpha", alpha_u_named(known.units[self.label])
            return
        units, observed, expected = map(sum, zip((0, 0, 0), *known.units.values(), strict=True))
        yield "unit_alpha", alpha_u_named((units, observed, expected))
        yield from ((name, counts) for name, counts in known.counts.items() if name != "token_fleiss")
        judged_by_all = tally.complete or len(self.pairs) == 1
        if len(group) == 2:
            words = tally.pairs[group[0], group[1]].words
            yield "token_alpha", alpha_counts_of_two(words)
            if judged_by_all:
                yield "token_fleiss", fleiss_counts_of_two(words)
        elif judged_by_all and "token_fleiss" in known.counts:
            yield "token_fleiss", known.counts["token_fleiss"]


def _of_pair(tally: PairTally) -> Iterator[tuple[str, Counts]]:
    yield "token_cohen", tally.words
    yield from ((ATTRIBUTE + name, counts) for name, counts in tally.attributes.items())


def summed(bags: Iterable[Bag]) -> Bag:
    """All bags as one."""
    found: Bag = {}
    for bag in bags:
        for key, count in bag.items():
            found[key] = found.get(key, 0) + count
    return found


class Reader:
    """Makes figures of the sums of bags.

    Args:
        keys: Which numbers there are, in their order.
        is_part: Whether they are of one label, or one role.
    """

    def __init__(self, keys: Iterable[Key], *, is_part: bool = False) -> None:
        self._is_part = is_part
        self._places: dict[str, dict[Numbers | None, list[tuple[Part, int]]]] = {}
        for place, (name, pair, part) in enumerate(keys):
            self._places.setdefault(name, {}).setdefault(pair, []).append((part, place))
        self._attributes = sorted(name for name in self._places if name.startswith(ATTRIBUTE))

    def figures(self, sums: Sequence[float]) -> tuple[Figure, ...]:
        """All figures, of numbers in the order of the keys."""
        if self._is_part:
            return tuple(self._figure(name, sums) for name in OF_LABELS if name in self._places)
        found = {name: self._figure(name, sums) for name in WORDS if name != "conll"}
        found["conll"] = _conll(found)
        return (*(found[name] for name in WORDS), *(self._figure(name, sums) for name in self._attributes))

    def _figure(self, name: str, sums: Sequence[float]) -> Figure:
        if name in _MEANS or name.startswith(ATTRIBUTE):
            by_pair = self._places.get(name, {}).values()
            return _mean_kappa(name, [{part: sums[place] for part, place in places} for places in by_pair])
        counts = {part: sums[place] for part, place in self._places.get(name, {}).get(None, ())}
        if name in _OF_GROUPS:
            return _OF_GROUPS[name](name, counts)
        return f1_figure(name, Hits(*(counts.get(side, 0.0) for side in _SIDES)), words_of(name).things)


def _conll(found: Mapping[str, Figure]) -> Figure:
    """The mean of the F1 of MUC, B³ and CEAF-e; a measure that is not defined counts as 0 there, as in the scorer."""
    n = found["b_cubed"].n
    if not n:
        return Figure("conll", None, found["b_cubed"].reason)
    return Figure("conll", sum(found[name].value or 0 for name in _CONLL) / len(_CONLL), "", n)


def _mean_kappa(name: str, by_pair: Iterable[Counts]) -> Figure:
    """The mean of Cohen's κ of the pairs for which it is defined (Light 1971).

    Source: Light, R. J. (1971). Measures of response agreement for qualitative data: some generalizations and
    alternatives. Psychological Bulletin 76(5), 365-377.
    """
    figures = [figure for figure in (cohen_of(name, counts) for counts in by_pair) if figure.n]
    defined = [figure.value for figure in figures if figure.value is not None]
    if not figures:
        return Figure(name, None, NO_UNITS)
    n = sum(figure.n for figure in figures)
    if not defined:
        return Figure(name, None, figures[0].reason, n)
    return Figure(name, sum(defined) / len(defined), "", n)
