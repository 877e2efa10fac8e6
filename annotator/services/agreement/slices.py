"""A slice of the agreement of annotators: some documents, some pairs, all labels or one; and its figures.

All that a slice knows is one bag of numbers for each document. Figures are functions of the sum of bags, so those of
any documents, a resample of them included, are computed alike.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.services.agreement.figures import Counts, Figure, Hits, Part, f1_figure
from annotator.services.agreement.gamma import gamma_of
from annotator.services.agreement.mentions import Confusion
from annotator.services.agreement.nominal import (
    NO_UNITS,
    alpha_counts_of_two,
    alpha_of,
    cohen_of,
    fleiss_counts_of_two,
    fleiss_of,
)
from annotator.services.agreement.roles import RoleConfusion
from annotator.services.agreement.tally import DocumentTally, GroupTally, PairTally
from annotator.services.agreement.unitizing import Group, alpha_u_named, alpha_u_of, u_alpha_of
from annotator.services.agreement.words import ATTRIBUTE, OF_LABELS, WORDS, words_of

Numbers = tuple[int, int]
"""A pair of annotators by their numbers, the smaller first."""

Of = tuple[str, Numbers | None]
"""Of which figure, and of which pair if each pair has a figure of its own."""

Bag = Mapping[Of, Counts]
"""What the figures of a document are functions of."""

Key = tuple[Of, Part]
"""One number of a bag."""

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
        return self.figures_of(summed(self.bags()))

    def figures_of(self, sums: Bag) -> tuple[Figure, ...]:
        """The figures of a sum of bags of this slice."""
        if self._is_part:
            return tuple(_figure(name, sums) for name in OF_LABELS if (name, None) in sums)
        found = {name: _figure(name, sums) for name in WORDS if name != "conll"}
        found["conll"] = _conll(found)
        attributes = sorted({name for name, _pair in sums if name.startswith(ATTRIBUTE)})
        return (*(found[name] for name in WORDS), *(_figure(name, sums) for name in attributes))

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
        if not there:
            return {}
        group = self.pairs[0] if len(self.pairs) == 1 else tally.everyone
        bag: dict[Of, Counts] = {(name, None): counts for name, counts in self._of_group(tally, group)}
        for pair in there:
            for name, hits in self._hits(tally.pairs[pair]):
                counts = bag.setdefault((name, None), dict.fromkeys(_SIDES, 0))
                counts["left"] += hits.left
                counts["left_of"] += hits.left_of
                counts["right"] += hits.right
                counts["right_of"] += hits.right_of
            if not self._is_part:
                bag["token_cohen", pair] = tally.pairs[pair].words
                for name, counts in tally.pairs[pair].attributes.items():
                    bag[ATTRIBUTE + name, pair] = counts
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


def summed(bags: Iterable[Bag]) -> Bag:
    """All bags as one."""
    found: dict[Of, Counts] = {}
    for bag in bags:
        for key, counts in bag.items():
            if key not in found:
                found[key] = dict(counts)
                continue
            known = found[key]
            for part, count in counts.items():
                known[part] = known.get(part, 0) + count
    return found


def _figure(name: str, sums: Bag) -> Figure:
    if name in _MEANS or name.startswith(ATTRIBUTE):
        return _mean_kappa(name, [counts for (of, _pair), counts in sums.items() if of == name])
    counts = sums.get((name, None), {})
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
