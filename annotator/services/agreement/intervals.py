"""How sure a figure of agreement is: bootstrap confidence intervals over documents.

Documents are drawn with replacement, as many as there are, and the figures computed anew; the interval holds the
middle 95 % of what comes out (percentile method). The draws are the same each time.

Source: Efron, B. and Tibshirani, R. (1993). An introduction to the bootstrap. Chapman & Hall, chapter 13.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

from annotator.services.agreement.figures import Figure, Part
from annotator.services.agreement.resampling import Resampler
from annotator.services.agreement.slices import Bag, Key, Of, Slice, summed
from annotator.services.job import Progress

RESAMPLES = 1000
LEVEL = 0.95
FEWEST = 5
"""With fewer documents than this there is no interval: it would say more about the draw than about the annotators."""

_SEED = 20110101


def figures_with_intervals(part: Slice, progress: Progress | None = None) -> tuple[Figure, ...]:
    """The figures of a slice, each with its interval where at least half of the draws define it.

    Raises:
        CancelledError: If the job is no longer wanted.
    """
    bags = part.bags()
    figures = part.figures_of(summed(bags))
    if len(bags) < FEWEST:
        return figures
    drawn: dict[str, list[float]] = {}
    for draw in _draws(part, bags, progress or Progress()):
        for figure in draw:
            if figure.value is not None:
                drawn.setdefault(figure.name, []).append(figure.value)
    return tuple(_with_interval(figure, sorted(drawn.get(figure.name, ()))) for figure in figures)


def _draws(part: Slice, bags: Sequence[Bag], progress: Progress) -> Iterator[tuple[Figure, ...]]:
    """The figures of all resamples."""
    resampler = Resampler([_flat(bag) for bag in bags])
    places: dict[Of, list[tuple[Part, int]]] = {}
    for place, (of, what) in enumerate(resampler.keys):
        places.setdefault(of, []).append((what, place))
    dice = random.Random(_SEED)  # noqa: S311  not a secret
    documents = range(len(bags))
    for draw in range(RESAMPLES):
        progress.report(draw, RESAMPLES)
        sums = resampler.sums(dice.choices(documents, k=len(bags)))
        yield part.figures_of({of: {what: sums[place] for what, place in some} for of, some in places.items()})


def _flat(bag: Bag) -> dict[Key, float]:
    return {(of, what): count for of, counts in bag.items() for what, count in counts.items()}


def _with_interval(figure: Figure, drawn: Sequence[float]) -> Figure:
    if figure.value is None or len(drawn) < RESAMPLES / 2:
        return figure
    return replace(figure, interval=(_percentile(drawn, (1 - LEVEL) / 2), _percentile(drawn, (1 + LEVEL) / 2)))


def _percentile(ordered: Sequence[float], share: float) -> float:
    """The value below which a share of the ordered values lies, between two of them in proportion."""
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
