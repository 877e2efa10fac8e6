"""A slice of the agreement of annotators: some documents, some pairs, all labels or one; and its figures.

All that a slice knows is one bag of counts, the sum of the bags of its documents. So figures of any documents, a
resample of them included, are computed alike.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.services.agreement_figures import Figure, Hits, f1_figure
from annotator.services.agreement_mentions import Confusion
from annotator.services.agreement_nominal import (
    Choices,
    cohen_kappa,
    fleiss_kappa,
    krippendorff_alpha,
    of_two,
)
from annotator.services.agreement_tally import DocumentTally, PairTally
from annotator.services.agreement_words import ATTRIBUTE, OF_LABELS, WORDS, words_of

Numbers = tuple[int, int]
"""A pair of annotators by their numbers, the smaller first."""

Chosen = tuple[str | None, ...]

Key = tuple[str, Numbers | None, int | Chosen]

Counts = dict[Key, float]
"""A bag of counts: hits under `(figure, pair, 0 to 3)`, choices under `(figure, pair, chosen)`."""

_TOKENS = "token"
_CONLL = ("muc", "b_cubed", "ceaf_e")


@dataclass(frozen=True, slots=True)
class Slice:
    """Some documents, as some pairs of annotators see them.

    Attributes:
        tallies: Of the documents.
        pairs: Which annotators; several pairs are taken together.
        label: Only this label (of the event, for arguments), or all of them; then also what asks for no label.
    """

    tallies: Sequence[DocumentTally]
    pairs: Sequence[Numbers]
    label: str | None = None

    def counts(self) -> list[Counts]:
        """The bag of each document that any of the pairs has labelled."""
        bags = (self._bag(tally) for tally in self.tallies)
        return [bag for bag in bags if bag]

    def figures(self) -> tuple[Figure, ...]:
        """All figures, in the order of `WORDS`; of one label only those that are about labels."""
        return self.figures_of(summed(self.counts()))

    def figures_of(self, counts: Counts) -> tuple[Figure, ...]:
        """The figures of a sum of bags of this slice."""
        hits, choices = _sorted_out(counts)
        found = {name: f1_figure(name, some, words_of(name).things) for name, some in hits.items()}
        if self.label is not None:
            return tuple(found[name] for name in WORDS if name in found)
        for name in WORDS:
            found.setdefault(name, f1_figure(name, Hits(), words_of(name).things))
        found["conll"] = _conll(found)
        found |= _token_figures(choices.pop(_TOKENS, {}))
        attributes = [_mean_kappa(name, by_pair.values()) for name, by_pair in sorted(choices.items())]
        return (*(found[name] for name in WORDS), *attributes)

    def confusion(self) -> Confusion:
        """Which label of the annotator named first met which of the other's."""
        found: Confusion = Counter()
        for tally in self.tallies:
            for pair in self.pairs:
                if pair in tally.pairs:
                    found.update(tally.pairs[pair].confusion)
        return found

    def disputed(self) -> int:
        """How many mentions of either side have no exact counterpart."""
        found = 0.0
        for tally in self.tallies:
            for pair in self.pairs:
                for (name, _label), hits in tally.pairs[pair].hits.items() if pair in tally.pairs else ():
                    if name in ("entity_exact", "trigger_exact"):
                        found += hits.left_of - hits.left + hits.right_of - hits.right
        return round(found)

    def _bag(self, tally: DocumentTally) -> Counts:
        there = [pair for pair in self.pairs if pair in tally.pairs]
        bag: Counts = {}
        for pair in there:
            for name, hits in self._hits(tally.pairs[pair]):
                for place, number in enumerate((hits.left, hits.left_of, hits.right, hits.right_of)):
                    bag[name, None, place] = bag.get((name, None, place), 0) + number
        if there and self.label is None:
            for pair in there:
                for (name, one, other), count in tally.pairs[pair].attributes.items():
                    bag[ATTRIBUTE + name, pair, (one, other)] = count
            bag.update(((_TOKENS, None, chosen), count) for chosen, count in self._tokens(tally).items())
        return bag

    def _hits(self, tally: PairTally) -> Iterator[tuple[str, Hits]]:
        if self.label is None:
            yield from ((name, hits) for (name, _label), hits in tally.hits.items())
        else:
            for name in OF_LABELS:
                if (name, self.label) in tally.hits:
                    yield name, tally.hits[name, self.label]

    def _tokens(self, tally: DocumentTally) -> Choices:
        return of_two(tally.tokens, *self.pairs[0]) if len(self.pairs) == 1 else tally.tokens


def summed(bags: Iterable[Counts]) -> Counts:
    """All bags as one."""
    found: Counts = {}
    for bag in bags:
        for key, count in bag.items():
            found[key] = found.get(key, 0) + count
    return found


_ByPair = dict[Numbers | None, dict[Chosen, int]]


def _sorted_out(counts: Counts) -> tuple[dict[str, Hits], dict[str, _ByPair]]:
    """What a bag holds: hits by figure, choices by figure and pair."""
    numbers: dict[str, list[float]] = {}
    choices: dict[str, _ByPair] = {}
    for (name, pair, rest), count in counts.items():
        if isinstance(rest, int):
            numbers.setdefault(name, [0.0] * 4)[rest] = count
        else:
            choices.setdefault(name, {}).setdefault(pair, {})[rest] = int(count)
    return {name: Hits(*some) for name, some in numbers.items()}, choices


def _conll(found: Mapping[str, Figure]) -> Figure:
    """The mean of the F1 of MUC, B³ and CEAF-e; a measure that is not defined counts as 0 there, as in the scorer."""
    n = found["b_cubed"].n
    if not n:
        return Figure("conll", None, found["b_cubed"].reason)
    return Figure("conll", sum(found[name].value or 0 for name in _CONLL) / len(_CONLL), "", n)


def _token_figures(by_pair: _ByPair) -> dict[str, Figure]:
    choices = by_pair.get(None, {})
    annotators = len(next(iter(choices), ()))
    two = (of_two(choices, i, j) for i in range(annotators) for j in range(i + 1, annotators))
    return {
        "token_cohen": _mean_kappa("token_cohen", two),
        "token_fleiss": fleiss_kappa("token_fleiss", choices),
        "token_alpha": krippendorff_alpha("token_alpha", choices),
    }


def _mean_kappa(name: str, choices: Iterable[Choices]) -> Figure:
    """The mean of Cohen's κ of the pairs for which it is defined (Light 1971).

    Source: Light, R. J. (1971). Measures of response agreement for qualitative data: some generalizations and
    alternatives. Psychological Bulletin 76(5), 365-377.
    """
    figures = [cohen_kappa(name, some) for some in choices if some]
    defined = list(_defined(figures))
    if not figures:
        return Figure(name, None, "There is nothing that both have judged.")
    n = sum(figure.n for figure in figures)
    if not defined:
        return Figure(name, None, figures[0].reason, n)
    return Figure(name, sum(defined) / len(defined), "", n)


def _defined(figures: Iterable[Figure]) -> Iterator[float]:
    return (figure.value for figure in figures if figure.value is not None)
