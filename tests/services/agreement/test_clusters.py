"""Coreference: the test cases of the CoNLL reference scorer, worked examples of the papers, and what always holds."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.services.agreement import clusters as measures
from annotator.services.agreement.clusters import Clustering, Overlap, Thing, without_repeats
from annotator.services.agreement.figures import Hits

NAMES = ("muc", "b_cubed", "ceaf_m", "ceaf_e", "lea")


def _hits(name: str, left: Clustering[Thing], right: Clustering[Thing]) -> Hits:
    measure = getattr(measures, name)
    found: Hits = measure(Overlap.of(left, right))
    return found


def _clusters(words: str) -> list[set[str]]:
    """A word is a cluster, a letter a mention; `b2` and the like are b again."""
    return without_repeats(list(word.replace("2", "")) for word in words.split())


KEYS = {
    "A": "a bc def",
    "D": "12345 67 89ABC".replace("2", "o"),
    "E": "12345 67 89ABC".replace("2", "o"),
    "F": "ABCD",
    "G": "AB CD",
    "H": "ABCD",
    "I": "ABCD",
    "J": "ABC",
    "K": "BCDEGHJ",
    "L": "ABC DEFG",
    "M": "abcdef",
    "N": "a b c d e f",
}

ALL = dict.fromkeys(("muc", "b_cubed", "ceaf_m", "ceaf_e"), ("1", "1"))
LIKE_A4 = {"muc": ("1/3", "1/3"), "b_cubed": ("5/9", "17/42"), "ceaf_m": ("2/3", "4/7"), "ceaf_e": ("11/15", "11/20")}
NOTHING = {"muc": ("0", "0")}

# Case, response, and recall and precision of each measure that the case is about: conll/reference-coreference-scorers,
# test/TestCases.README and test/CorefMetricTestConfig.pm; all of them but those about BLANC alone, which is not ours.
CASES: list[tuple[str, str, dict[str, tuple[str, str]]]] = [
    ("A1", "a bc def", ALL),
    (
        "A2",
        "a de",
        {"muc": ("1/3", "1"), "b_cubed": ("7/18", "1"), "ceaf_m": ("1/2", "1"), "ceaf_e": ("3/5", "9/10")},
    ),
    (
        "A3",
        "a bcx defy z",
        {"muc": ("1", "3/5"), "b_cubed": ("1", "55/108"), "ceaf_m": ("1", "2/3"), "ceaf_e": ("31/35", "93/140")},
    ),
    ("A4", "a bcx dy z", LIKE_A4),
    (
        "A5",
        "a bcxB dy z",
        {"muc": ("1/3", "1/4"), "b_cubed": ("5/9", "5/16"), "ceaf_m": ("2/3", "1/2"), "ceaf_e": ("31/45", "31/60")},
    ),
    (
        "A6",
        "a bcx dy Bz",
        {"muc": ("1/3", "1/4"), "b_cubed": ("5/9", "17/48"), "ceaf_m": ("2/3", "1/2"), "ceaf_e": ("11/15", "11/20")},
    ),
    ("A7", "a bcxb2 dy z", LIKE_A4),
    ("A8", "a bcx dy b2z", LIKE_A4),
    ("A9", "a bcx dy " + 10 * "b2" + "z", LIKE_A4),
    ("A10", "a b c d e f", NOTHING | {"b_cubed": ("1/2", "1")}),
    ("A11", "abcdef", {"muc": ("1", "3/5"), "b_cubed": ("1", "7/18")}),
    ("A12", "a x y c d e z", NOTHING | {"b_cubed": ("13/36", "4/7")}),
    ("A13", "axycdez", {"muc": ("1/3", "1/6"), "b_cubed": ("17/36", "6/49")}),
    ("D1", "1o345 6789ABC", {"muc": ("1", "9/10"), "b_cubed": ("1", "16/21")}),
    ("E1", "1o34589ABC 67", {"muc": ("1", "9/10"), "b_cubed": ("1", "7/12")}),
    ("F1", "AB CD", {"muc": ("2/3", "1")}),
    ("G1", "ABCD", {"muc": ("1", "2/3")}),
    ("H1", "ABCD", {"muc": ("1", "1")}),
    ("I1", "AB CD", {"muc": ("2/3", "1")}),
    ("J1", "AC", {"muc": ("1/2", "1")}),
    ("K1", "ABC DEF GHI", {"muc": ("1/2", "1/2")}),
    ("L1", "AB CD FGH", {"muc": ("2/5", "1/2")}),
    ("M1", "abcdef", ALL),
    ("M2", "a b c d e f", NOTHING),
    ("M5", "a b c x y z", NOTHING),
    ("N1", "a b c d e f", ALL | NOTHING),
    ("N2", "abcdef", NOTHING),
    ("N4", "a b c x y z", NOTHING),
]


@pytest.mark.parametrize(
    ("case", "response", "name", "expected"),
    [(case, response, name, expected[name]) for case, response, expected in CASES for name in expected],
)
def test_the_reference_scorers_cases(case: str, response: str, name: str, expected: tuple[str, str]) -> None:
    hits = _hits(name, _clusters(KEYS[case[0]]), _clusters(response))
    recall, precision = (float(Fraction(value)) for value in expected)
    assert _ratio(hits.left, hits.left_of) == pytest.approx(recall, abs=1e-12)
    assert _ratio(hits.right, hits.right_of) == pytest.approx(precision, abs=1e-12)


def _ratio(part: float, whole: float) -> float:
    """As the scorer prints it: nothing of nothing is 0."""
    return part / whole if whole else 0.0


def test_overlaps_that_the_scorer_counts_if_mentions_are_not_made_one() -> None:
    """TC-A-7 and TC-A-8 "if no de-dup": 8/14 and 4.14/7, 8/14 and 4.4/7."""
    key = _clusters(KEYS["A"])
    same, other = _clusters("a bcxB dy z"), _clusters("a bcx dy Bz")
    assert _hits("ceaf_m", key, same).f1 == _hits("ceaf_m", key, other).f1 == pytest.approx(8 / 14)
    assert _hits("ceaf_e", key, same).f1 == pytest.approx(2 * (1 + 4 / 6 + 2 / 5) / 7)
    assert _hits("ceaf_e", key, other).f1 == pytest.approx(4.4 / 7)


def test_lea_of_the_paper() -> None:
    """Moosavi and Strube 2016, section 4: recall 0.24, precision 0.33."""
    hits = _hits("lea", _clusters("abc defg"), _clusters("ab cd fghi"))
    assert hits.left / hits.left_of == pytest.approx(5 / 21)
    assert hits.right / hits.right_of == pytest.approx(1 / 3)


def test_a_mention_stands_in_the_first_cluster_that_has_it() -> None:
    assert without_repeats(["ab", "bc", "a"]) == [{"a", "b"}, {"c"}]


def test_no_links_at_all_leave_muc_undefined() -> None:
    assert _hits("muc", _clusters("a b"), _clusters("a b")).f1 is None


def _grouped(homes: list[int]) -> list[set[int]]:
    clusters: dict[int, set[int]] = {}
    for mention, home in enumerate(homes):
        if home:
            clusters.setdefault(home, set()).add(mention)
    return list(clusters.values())


_PARTITIONS = st.lists(st.integers(0, 4), max_size=10).map(_grouped)


@given(_PARTITIONS)
def test_the_same_clusters_agree_wholly(clusters: list[set[int]]) -> None:
    for name in NAMES:
        assert _hits(name, clusters, clusters[::-1]).f1 in (None, pytest.approx(1.0))


@given(_PARTITIONS, _PARTITIONS)
def test_changing_sides_changes_nothing_else(left: list[set[int]], right: list[set[int]]) -> None:
    for name in NAMES:
        hits, turned = _hits(name, left, right), _hits(name, right, left).turned()
        assert (hits.left, hits.left_of, hits.right, hits.right_of) == pytest.approx(
            (turned.left, turned.left_of, turned.right, turned.right_of)
        )
        assert 0 <= hits.left <= hits.left_of + 1e-9
        assert hits.f1 is None or 0 <= hits.f1 <= 1 + 1e-9


@given(_PARTITIONS, _PARTITIONS)
def test_ceaf_pairs_as_well_as_trying_everything_does(left: list[set[int]], right: list[set[int]]) -> None:
    assert _hits("ceaf_m", left, right).left == pytest.approx(_best(left, right))


def _best(left: list[set[int]], right: list[set[int]]) -> int:
    if not left:
        return 0
    alone = _best(left[1:], right)
    return max(
        alone, *(len(left[0] & other) + _best(left[1:], right[:n] + right[n + 1 :]) for n, other in enumerate(right)), 0
    )


def test_hits_add_up() -> None:
    assert Hits(1, 2, 1, 4) + Hits(1, 2, 2, 4) == Hits(2, 4, 3, 8)
