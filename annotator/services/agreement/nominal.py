"""Agreement on categories, corrected for chance: Cohen's κ, Fleiss' κ and Krippendorff's α for nominal data.

A unit is anything that every annotator puts into one category: here a word, or an attribute of a mention that both
have. Units that were judged alike are counted together: `Choices` maps the categories that the annotators chose, in
a fixed order of annotators and with `None` for "did not judge this", to how many units were judged so.

Each figure is a function of a few counts of the choices, which add up over documents: `…_counts` counts, `…_of` makes
the figure of a sum of such counts.
"""

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from annotator.services.agreement.figures import Counts, Figure

Choices = Mapping[tuple[str | None, ...], int]

NO_UNITS = "There is nothing that both have judged."
ONE_CATEGORY = "Only one category was used, so chance alone would agree always."
NOT_BY_ALL = "No document was labelled by all of them."

_UNITS, _AGREEING, _DISAGREEING = "units", "agreeing", "disagreeing"
_LEFT, _RIGHT = "left", "right"


def cohen_kappa(name: str, choices: Choices) -> Figure:
    """Cohen's κ of the choices of two annotators; see `cohen_of`."""
    return cohen_of(name, cohen_counts(choices))


def cohen_counts(choices: Choices) -> Counts:
    """How many units two annotators judged and judged alike, and how often each chose which category."""
    counts: Counts = {}
    units = agreeing = 0
    for (one, other), count in choices.items():
        if one is not None and other is not None:
            units += count
            agreeing += count if one == other else 0
            left, right = (_LEFT, one), (_RIGHT, other)
            counts[left] = counts.get(left, 0) + count
            counts[right] = counts.get(right, 0) + count
    return {_UNITS: units, _AGREEING: agreeing, **counts} if units else {}


def cohen_of(name: str, counts: Counts) -> Figure:
    """κ = (p_o - p_e) / (1 - p_e) of two annotators, p_e from the share of each category with each of them.

    Source: Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and Psychological Measurement
    20(1), 37-46.
    """
    n = counts.get(_UNITS, 0)
    if not n:
        return Figure(name, None, NO_UNITS)
    by_chance = sum(
        count * counts.get((_RIGHT, part[1]), 0)
        for part, count in counts.items()
        if isinstance(part, tuple) and part[0] == _LEFT
    )
    if by_chance == n * n:
        return Figure(name, None, ONE_CATEGORY, round(n))
    return Figure(name, (n * counts.get(_AGREEING, 0) - by_chance) / (n * n - by_chance), "", round(n))


def fleiss_kappa(name: str, choices: Choices) -> Figure:
    """Fleiss' κ of the choices of any number of annotators; see `fleiss_of`."""
    return fleiss_of(name, fleiss_counts(choices))


def fleiss_counts(choices: Choices) -> Counts:
    """How many units all annotators judged, the mean share of their pairs that agree, and how often which category."""
    counts: Counts = {}
    for chosen, count in choices.items():
        annotators = len(chosen)
        if annotators > 1 and None not in chosen:
            used, _judged, pairs = _used(chosen)
            alike = pairs / (annotators * (annotators - 1))
            counts[_UNITS] = counts.get(_UNITS, 0) + count
            counts[_AGREEING] = counts.get(_AGREEING, 0) + count * alike
            for part, k in used:
                counts[part] = counts.get(part, 0) + k * count
    return counts


def fleiss_of(name: str, counts: Counts) -> Figure:
    """κ = (P - P_e) / (1 - P_e) of a fixed number m of annotators, P the mean share of agreeing pairs of a unit.

    P_e = Σ p_j², p_j the share of category j in all judgements. Only units that all annotators judged count.

    Source: Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. Psychological Bulletin 76(5),
    378-382.
    """
    units = counts.get(_UNITS, 0)
    if not units:
        return Figure(name, None, NOT_BY_ALL)
    shares = [count for part, count in counts.items() if isinstance(part, tuple) and count]
    if len(shares) == 1:
        return Figure(name, None, ONE_CATEGORY, round(units))
    judgements = sum(shares)
    expected = sum(share * share for share in shares) / (judgements * judgements)
    return Figure(name, (counts.get(_AGREEING, 0) / units - expected) / (1 - expected), "", round(units))


def krippendorff_alpha(name: str, choices: Choices) -> Figure:
    """Krippendorff's α of the choices of any number of annotators; see `alpha_of`."""
    return alpha_of(name, alpha_counts(choices))


def alpha_counts(choices: Choices) -> Counts:
    """How many units two or more judged, how far they disagree, and how often which category was chosen there."""
    counts: Counts = {}
    for chosen, count in choices.items():
        used, judged, alike = _used(chosen)
        if judged > 1:
            unequal = judged - alike / (judged - 1)
            counts[_UNITS] = counts.get(_UNITS, 0) + count
            counts[_DISAGREEING] = counts.get(_DISAGREEING, 0) + count * unequal
            for part, k in used:
                counts[part] = counts.get(part, 0) + k * count
    return counts


def fleiss_counts_of_two(counts: Counts) -> Counts:
    """The same as `fleiss_counts`, of two annotators, from their `cohen_counts`."""
    found: Counts = {_UNITS: counts.get(_UNITS, 0), _AGREEING: counts.get(_AGREEING, 0)}
    for part, count in counts.items():
        if isinstance(part, tuple):
            found["chosen", part[1]] = found.get(("chosen", part[1]), 0) + count
    return found


def alpha_counts_of_two(counts: Counts) -> Counts:
    """The same as `alpha_counts`, of two annotators, from their `cohen_counts`."""
    units = counts.get(_UNITS, 0)
    found: Counts = {_UNITS: units, _DISAGREEING: 2 * (units - counts.get(_AGREEING, 0))}
    for part, count in counts.items():
        if isinstance(part, tuple):
            found["chosen", part[1]] = found.get(("chosen", part[1]), 0) + count
    return found


def alpha_of(name: str, counts: Counts) -> Figure:
    """α = 1 - D_o / D_e for nominal data, any number of annotators, judgements missing or not.

    With m_u judgements of unit u, pairable if m_u ≥ 2, and n of them in all: D_o is the share of unequal pairs within
    units, each pair weighed 1 / (m_u - 1), D_e that of all pairs of judgements. n of the figure counts units.

    Source: Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability.
    https://repository.upenn.edu/asc_papers/43
    """
    totals = [count for part, count in counts.items() if isinstance(part, tuple) and count]
    n, units = sum(totals), round(counts.get(_UNITS, 0))
    if not n:
        return Figure(name, None, NO_UNITS)
    if len(totals) == 1:
        return Figure(name, None, ONE_CATEGORY, units)
    expected = (n * n - sum(total * total for total in totals)) / (n - 1)
    return Figure(name, 1 - counts.get(_DISAGREEING, 0) / expected, "", units)


@lru_cache(maxsize=100_000)  # documents judge alike over and over
def _used(chosen: tuple[str | None, ...]) -> tuple[tuple[tuple[tuple[str, str], int], ...], int, int]:
    """How many annotators chose each category, how many chose one at all, and how many ordered pairs of them agree."""
    counted = Counter(category for category in chosen if category is not None)
    return (
        tuple((("chosen", category), k) for category, k in counted.items()),
        counted.total(),
        sum(k * (k - 1) for k in counted.values()),
    )


def of_two(choices: Choices, left: int, right: int) -> Counter[tuple[str | None, ...]]:
    """The same units as two of the annotators judged them; units that one of them did not judge are left out."""
    found: Counter[tuple[str | None, ...]] = Counter()
    for chosen, count in choices.items():
        if chosen[left] is not None and chosen[right] is not None:
            found[chosen[left], chosen[right]] += count
    return found
