"""κ and α: published worked examples to the printed digit, and nltk's implementation on anything."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask

from annotator.services.agreement.nominal import (
    Choices,
    alpha_counts,
    alpha_counts_of_two,
    cohen_counts,
    cohen_kappa,
    fleiss_counts,
    fleiss_counts_of_two,
    fleiss_kappa,
    krippendorff_alpha,
    of_two,
)


def _units(*rows: str) -> Choices:
    """One row of categories for each annotator, `.` for none; a column is a unit."""
    units = zip(*(row.split() for row in rows), strict=True)
    return Counter(tuple(None if category == "." else category for category in unit) for unit in units)


@pytest.mark.parametrize(
    ("rows", "alpha"),
    [
        # Krippendorff 2011, A: two observers, binary data
        (("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"), 0.095),
        # B: two observers, nominal data
        (("a a b b d c c c e d d a", "b a b b b c c c e d d d"), 0.692),
        # C: four observers, nominal data, missing values
        (
            (
                "1 2 3 3 2 1 4 1 2 . . .",
                "1 2 3 3 2 2 4 1 2 5 . 3",
                ". 3 3 3 2 3 4 2 2 5 1 .",
                "1 2 3 3 2 4 4 1 2 5 1 .",
            ),
            0.743,
        ),
    ],
)
def test_alpha_of_krippendorffs_examples(rows: tuple[str, ...], alpha: float) -> None:
    value = krippendorff_alpha("token_alpha", _units(*rows)).value
    assert value is not None
    assert round(value, 3) == alpha


def test_units_that_one_observer_judged_do_not_count() -> None:
    with_one = _units("a a b . .", "a b b c .")
    without = _units("a a b", "a b b")
    assert krippendorff_alpha("x", with_one) == krippendorff_alpha("x", without)
    assert krippendorff_alpha("x", with_one).n == 3


def test_kappa_of_cohens_proposals() -> None:
    """Two readers of 50 proposals, the example in many textbooks: κ = 0.4."""
    figure = cohen_kappa("x", {("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15})
    assert figure.value == pytest.approx(0.4, abs=1e-12)
    assert figure.n == 50


def test_fleiss_kappa_of_fourteen_raters() -> None:
    """Ten subjects, five categories; κ = 0.210."""
    table = """0 0 0 0 14 / 0 2 6 4 2 / 0 0 3 5 6 / 0 3 9 2 0 / 2 2 8 1 1
        / 7 7 0 0 0 / 3 2 6 3 0 / 2 5 3 2 2 / 6 5 2 1 0 / 0 2 2 3 7"""
    choices: Counter[tuple[str | None, ...]] = Counter()
    for row in table.split("/"):
        choices[tuple(str(k) for k, count in enumerate(map(int, row.split())) for _ in range(count))] += 1
    value = fleiss_kappa("x", choices).value
    assert value is not None
    assert round(value, 3) == 0.210


_CODED = st.lists(st.tuples(*[st.sampled_from("abc")] * 3), min_size=2, max_size=30)


@given(_CODED)
def test_nltk_finds_the_same(units: list[tuple[str, str, str]]) -> None:
    choices: Counter[tuple[str | None, ...]] = Counter(units)
    data = [(coder, str(n), unit[coder]) for n, unit in enumerate(units) for coder in range(3)]
    alpha = krippendorff_alpha("x", choices)
    if alpha.value is not None:
        assert alpha.value == pytest.approx(AnnotationTask(data=data).alpha(), abs=1e-9)
    for i, j in ((0, 1), (0, 2), (1, 2)):
        kappa = cohen_kappa("x", of_two(choices, i, j))
        if kappa.value is not None:
            two = [judgement for judgement in data if judgement[0] in (i, j)]
            assert kappa.value == pytest.approx(AnnotationTask(data=two).kappa_pairwise(i, j), abs=1e-9)


@given(_CODED)
def test_fleiss_and_alpha_differ_only_by_the_small_sample(units: list[tuple[str, str, str]]) -> None:
    """Without missing data 1 - α = (1 - κ) (n - 1) / n, n the number of judgements (Krippendorff 2011)."""
    choices: Counter[tuple[str | None, ...]] = Counter(units)
    kappa, alpha = fleiss_kappa("x", choices).value, krippendorff_alpha("x", choices).value
    if kappa is None or alpha is None:
        assert (kappa, alpha) == (None, None)
    else:
        n = 3 * len(units)
        assert 1 - alpha == pytest.approx((1 - kappa) * (n - 1) / n, abs=1e-9)


@given(st.lists(st.tuples(*[st.sampled_from("abc")] * 2)))
def test_what_two_choose_is_counted_once_for_all_three(units: list[tuple[str, str]]) -> None:
    choices: Choices = Counter(units)
    counts = cohen_counts(choices)
    if units:
        assert fleiss_counts_of_two(counts) == pytest.approx({"agreeing": 0, **fleiss_counts(choices)})
        assert alpha_counts_of_two(counts) == pytest.approx(alpha_counts(choices))


@given(_CODED, st.permutations(range(3)))
def test_the_order_of_annotators_changes_nothing(units: list[tuple[str, str, str]], order: list[int]) -> None:
    turned: Choices = Counter(tuple(unit[place] for place in order) for unit in units)
    for measure in (fleiss_kappa, krippendorff_alpha):
        assert measure("x", Counter(units)).value == pytest.approx(measure("x", turned).value, abs=1e-9)


def test_what_is_not_defined_has_a_reason() -> None:
    for measure in (cohen_kappa, fleiss_kappa, krippendorff_alpha):
        nothing: list[Choices] = [{}, {("a", "a"): 5}, {("a", None): 5}]
        for choices in nothing:
            figure = measure("x", choices)
            assert figure.value is None
            assert figure.reason.endswith(".")
