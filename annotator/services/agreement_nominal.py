"""Agreement on categories, corrected for chance: Cohen's κ, Fleiss' κ and Krippendorff's α for nominal data.

A unit is anything that every annotator puts into one category: here a word, or an attribute of a mention that both
have. Units that were judged alike are counted together: `Choices` maps the categories that the annotators chose, in
a fixed order of annotators and with `None` for "did not judge this", to how many units were judged so.
"""

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from annotator.services.agreement_figures import Figure

Choices = Mapping[tuple[str | None, ...], int]

NO_UNITS = "There is nothing that both have judged."
ONE_CATEGORY = "Only one category was used, so chance alone would agree always."


def cohen_kappa(name: str, choices: Choices) -> Figure:
    """κ = (p_o - p_e) / (1 - p_e) of two annotators, p_e from the share of each category with each of them.

    Source: Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and Psychological Measurement
    20(1), 37-46.
    """
    counted = {pair: count for pair, count in choices.items() if None not in pair and count}
    n = sum(counted.values())
    if not n:
        return Figure(name, None, NO_UNITS)
    left: Counter[str | None] = Counter()
    right: Counter[str | None] = Counter()
    for (one, other), count in counted.items():
        left[one] += count
        right[other] += count
    agreed = sum(count for (one, other), count in counted.items() if one == other)
    by_chance = sum(left[category] * right[category] for category in left)
    if by_chance == n * n:
        return Figure(name, None, ONE_CATEGORY, n)
    return Figure(name, (n * agreed - by_chance) / (n * n - by_chance), "", n)


def fleiss_kappa(name: str, choices: Choices) -> Figure:
    """κ = (P - P_e) / (1 - P_e) of a fixed number m of annotators, P the mean share of agreeing pairs of a unit.

    P_e = Σ p_j², p_j the share of category j in all judgements. Only units that all annotators judged count.

    Source: Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. Psychological Bulletin 76(5),
    378-382.
    """
    counted = {chosen: count for chosen, count in choices.items() if None not in chosen and count}
    units = sum(counted.values())
    if not units:
        return Figure(name, None, "No document was labelled by all of them.")
    annotators = len(next(iter(counted)))
    if annotators < 2:
        return Figure(name, None, NO_UNITS)
    shares: Counter[str] = Counter()
    agreeing = 0
    for chosen, count in counted.items():
        used = _used(chosen)
        agreeing += count * sum(k * (k - 1) for _category, k in used)
        for category, k in used:
            shares[category] += k * count
    observed = agreeing / (units * annotators * (annotators - 1))
    expected = sum((share / (units * annotators)) ** 2 for share in shares.values())
    if len(shares) == 1:
        return Figure(name, None, ONE_CATEGORY, units)
    return Figure(name, (observed - expected) / (1 - expected), "", units)


def krippendorff_alpha(name: str, choices: Choices) -> Figure:
    """α = 1 - D_o / D_e for nominal data, any number of annotators, judgements missing or not.

    With m_u judgements of unit u, pairable if m_u ≥ 2, and n of them in all: D_o is the share of unequal pairs within
    units, each pair weighed 1 / (m_u - 1), D_e that of all pairs of judgements. n of the figure counts units.

    Source: Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability.
    https://repository.upenn.edu/asc_papers/43
    """
    units = 0
    totals: Counter[str] = Counter()
    disagreeing = 0.0
    for chosen, count in choices.items():
        used = _used(chosen)
        judged = sum(k for _category, k in used)
        if judged < 2:
            continue
        units += count
        disagreeing += count * (judged * judged - sum(k * k for _category, k in used)) / (judged - 1)
        for category, k in used:
            totals[category] += k * count
    n = totals.total()
    if not n:
        return Figure(name, None, NO_UNITS)
    if len(+totals) == 1:
        return Figure(name, None, ONE_CATEGORY, units)
    expected = (n * n - sum(k * k for k in totals.values())) / (n - 1)
    return Figure(name, 1 - disagreeing / expected, "", units)


@lru_cache(maxsize=100_000)  # resamples ask for the same ones over and over
def _used(chosen: tuple[str | None, ...]) -> tuple[tuple[str, int], ...]:
    """How many annotators chose each category."""
    return tuple(Counter(category for category in chosen if category is not None).items())


def of_two(choices: Choices, left: int, right: int) -> Counter[tuple[str | None, ...]]:
    """The same units as two of the annotators judged them; units that one of them did not judge are left out."""
    found: Counter[tuple[str | None, ...]] = Counter()
    for chosen, count in choices.items():
        if chosen[left] is not None and chosen[right] is not None:
            found[chosen[left], chosen[right]] += count
    return found
