"""Coreference: the test cases of the CoNLL reference scorer, worked examples of the papers, and what always holds."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.services.agreement_clusters import b_cubed, ceaf_e, ceaf_m, lea, muc
from annotator.services.agreement_figures import Hits

MEASURES = {"muc": muc, "b_cubed": b_cubed, "ceaf_m": ceaf_m, "ceaf_e": ceaf_e, "lea": lea}


def _clusters(words: str) -> list[set[str]]:
    """A word is a cluster, a letter a mention."""
    return [set(word) for word in words.split()]


# Key, response, measure, recall, precision: conll/reference-coreference-scorers, test/TestCases.README. Cases with
# clusters that repeat a mention are not among them: a mention of ours has one cluster.
CASES = [
    *(("a bc def", "a bc def", name, "1", "1") for name in ("muc", "b_cubed", "ceaf_m", "ceaf_e")),  # A1
    ("a bc def", "a de", "muc", "1/3", "1"),  # A2
    ("a bc def", "a de", "b_cubed", "7/18", "1"),
    ("a bc def", "a de", "ceaf_m", "1/2", "1"),
    ("a bc def", "a de", "ceaf_e", "3/5", "9/10"),
    ("a bc def", "a bcg dhef i", "muc", "1", "3/5"),  # A3
    ("a bc def", "a bcg dhef i", "b_cubed", "1", "55/108"),
    ("a bc def", "a bcg dhef i", "ceaf_m", "1", "2/3"),
    ("a bc def", "a bcg dhef i", "ceaf_e", "31/35", "93/140"),
    ("a bc def", "a bcg di h", "muc", "1/3", "1/3"),  # A4
    ("a bc def", "a bcg di h", "b_cubed", "5/9", "17/42"),
    ("a bc def", "a bcg di h", "ceaf_m", "2/3", "4/7"),
    ("a bc def", "a bcg di h", "ceaf_e", "11/15", "11/20"),
    ("a bc def", "a bjcg di h", "muc", "1/3", "1/4"),  # A5
    ("a bc def", "a bjcg di h", "b_cubed", "5/9", "5/16"),
    ("a bc def", "a bjcg di h", "ceaf_m", "2/3", "1/2"),
    ("a bc def", "a bjcg di h", "ceaf_e", "31/45", "31/60"),
    ("a bc def", "a b c d e f", "b_cubed", "1/2", "1"),  # A10
    ("a bc def", "abcdef", "muc", "1", "3/5"),  # A11
    ("a bc def", "abcdef", "b_cubed", "1", "7/18"),
    ("a bc def", "a k l c d e m", "b_cubed", "13/36", "4/7"),  # A12
    ("a bc def", "aklcdem", "muc", "1/3", "1/6"),  # A13
    ("a bc def", "aklcdem", "b_cubed", "17/36", "6/49"),
    ("abcde fg hijkl", "abcde fghijkl", "muc", "1", "9/10"),  # D1
    ("abcde fg hijkl", "abcde fghijkl", "b_cubed", "1", "16/21"),
    ("abcde fg hijkl", "abcdehijkl fg", "muc", "1", "9/10"),  # E1
    ("abcde fg hijkl", "abcdehijkl fg", "b_cubed", "1", "7/12"),
    ("abcd", "ab cd", "muc", "2/3", "1"),  # F1
    ("ab cd", "abcd", "muc", "1", "2/3"),  # G1
    ("abc", "ac", "muc", "1/2", "1"),  # J1
    ("abcdefg", "hab cdi efj", "muc", "1/2", "1/2"),  # K1
    ("abc defg", "ab cd fgh", "muc", "2/5", "1/2"),  # L1
    ("abc defg", "ab cd fghi", "lea", "5/21", "1/3"),  # Moosavi and Strube 2016, section 4: 0.24 and 0.33
]


@pytest.mark.parametrize(("key", "response", "name", "recall", "precision"), CASES)
def test_the_reference_scorers_cases(key: str, response: str, name: str, recall: str, precision: str) -> None:
    hits = MEASURES[name](_clusters(key), _clusters(response))
    assert hits.left / hits.left_of == pytest.approx(float(Fraction(recall)), abs=1e-12)
    assert hits.right / hits.right_of == pytest.approx(float(Fraction(precision)), abs=1e-12)


def test_no_links_at_all_leave_muc_undefined() -> None:
    assert muc(_clusters("a b"), _clusters("a b")).f1 is None


def _grouped(homes: list[int]) -> list[set[int]]:
    clusters: dict[int, set[int]] = {}
    for mention, home in enumerate(homes):
        if home:
            clusters.setdefault(home, set()).add(mention)
    return list(clusters.values())


_PARTITIONS = st.lists(st.integers(0, 4), max_size=10).map(_grouped)


@given(_PARTITIONS)
def test_the_same_clusters_agree_wholly(clusters: list[set[int]]) -> None:
    for measure in MEASURES.values():
        assert measure(clusters, clusters[::-1]).f1 in (None, pytest.approx(1.0))


@given(_PARTITIONS, _PARTITIONS)
def test_changing_sides_changes_nothing_else(left: list[set[int]], right: list[set[int]]) -> None:
    for measure in MEASURES.values():
        hits, turned = measure(left, right), measure(right, left).turned()
        assert (hits.left, hits.left_of, hits.right, hits.right_of) == pytest.approx(
            (turned.left, turned.left_of, turned.right, turned.right_of)
        )
        assert 0 <= hits.left <= hits.left_of + 1e-9
        assert hits.f1 is None or 0 <= hits.f1 <= 1 + 1e-9


@given(_PARTITIONS, _PARTITIONS)
def test_ceaf_pairs_as_well_as_trying_everything_does(left: list[set[int]], right: list[set[int]]) -> None:
    assert ceaf_m(left, right).left == pytest.approx(_best(left, right))


def _best(left: list[set[int]], right: list[set[int]]) -> int:
    if not left:
        return 0
    alone = _best(left[1:], right)
    return max(
        alone, *(len(left[0] & other) + _best(left[1:], right[:n] + right[n + 1 :]) for n, other in enumerate(right)), 0
    )


def test_hits_add_up() -> None:
    assert Hits(1, 2, 1, 4) + Hits(1, 2, 2, 4) == Hits(2, 4, 3, 8)
