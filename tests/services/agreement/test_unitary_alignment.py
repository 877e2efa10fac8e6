"""The best alignment: disorders that pygamma-agreement finds to its own digits, and trying every alignment."""

import random
from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.services.agreement.gamma import mean_disorder
from annotator.services.agreement.unitary_alignment import (
    STANDARD,
    Dissimilarity,
    Place,
    Row,
    Unit,
    best_alignment,
    disorder,
)
from tests.services.agreement.test_gamma import ALEX_PAUL_SUZAN, rows

WIDE = (
    " ".join(f"{'abc'[i % 3]}:{10 * i + 1}-{10 * i + 6}" for i in range(16)),
    " ".join(f"{'bca'[i % 3]}:{10 * i + 2}-{10 * i + 8}" for i in range(16)),
)


@pytest.mark.parametrize(
    ("lines", "unlike", "expected"),
    [
        (("a:1-5 b:6-10 a:11-15", "a:2-6 b:7-11 a:12-16"), STANDARD, 0.0625),
        (("a:1-5 b:6-10 a:20-24 b:30-34", "a:2-6 b:31-35"), STANDARD, 0.7083333134651184),
        (("a:1-5 b:10-15 c:20-25", "a:1-5 b:10-15 c:20-25"), STANDARD, 0.0),
        (("a:1-5 b:10-14", "a:2-6 b:11-15", "a:1-4 c:9-14"), STANDARD, 0.40875643491744995),
        (WIDE, STANDARD, 1.0743801593780518),
        (("a:1-5 b:6-10 c:11-15", "a:2-7 b:8-12 a:11-15"), Dissimilarity(3, 2, 1), 1.0277777910232544),
        (ALEX_PAUL_SUZAN, Dissimilarity(alpha=3), 0.960625),
    ],
)
def test_what_pygamma_finds(lines: tuple[str, ...], unlike: Dissimilarity, expected: float) -> None:
    """Figures of pygamma-agreement 0.5.9, in single precision, as DKPro Statistics keeps them for its own tests."""
    assert mean_disorder(rows(*lines), unlike) == pytest.approx(expected, abs=5e-7)


@pytest.mark.parametrize(
    ("one", "other", "place"),
    [("a:1-5", "a:2-6", 0.0625), ("a:1-6", "b:12-18", 4.371901035308838), ("a:6-10", "a:11-15", 1.5625)],
)
def test_dissimilarities_of_places(one: str, other: str, place: float) -> None:
    (ours,), (theirs,) = rows(one, other)
    assert STANDARD(ours, theirs) == pytest.approx(place + (ours.category != theirs.category), abs=1e-6)


def test_disorder_of_a_given_unitary_alignment() -> None:
    """Two of three have a unit, of the same place and of categories 0.3 apart: (0.15 + 2 · 0.5) / 3."""
    some = rows("Carol:12-18", "Alice:12-18", "")
    assert disorder(some, ((0, 0), (1, 0)), Dissimilarity(1, 0.3, 0.5)) == pytest.approx(0.15 / 3 + 1 / 3, abs=1e-12)


_UNIT = st.builds(
    lambda start, length, category: Unit(start, start + length, category),
    st.integers(0, 25),
    st.integers(1, 12),
    st.sampled_from("ab"),
)


def _some_rows(annotators: int, most: int) -> st.SearchStrategy[list[Row]]:
    return st.lists(st.lists(_UNIT, max_size=most), min_size=annotators, max_size=annotators)


_LIKE = st.builds(Dissimilarity, st.sampled_from([1, 3]), st.sampled_from([1, 2]), st.sampled_from([1, 0.5]))


@given(st.one_of(_some_rows(2, 5), _some_rows(3, 4), _some_rows(4, 2)), _LIKE)
def test_no_alignment_has_less_disorder(some: list[Row], unlike: Dissimilarity) -> None:
    found = best_alignment(some, unlike)
    assert sorted(place for group in found.groups for place in group) == _places(some)
    assert all(len({i for i, _n in group}) == len(group) for group in found.groups)
    assert found.disorder == pytest.approx(sum(disorder(some, group, unlike) for group in found.groups))
    assert found.disorder == pytest.approx(_least(some, _places(some), unlike, {}))


def _places(some: list[Row]) -> list[Place]:
    return [(i, n) for i, row in enumerate(some) for n in range(len(row))]


def _least(some: list[Row], left: list[Place], unlike: Dissimilarity, known: dict[tuple[Place, ...], float]) -> float:
    """The least disorder of all alignments of some of the units, by trying all."""
    if not left:
        return 0.0
    if tuple(left) not in known:
        known[tuple(left)] = min(
            disorder(some, group, unlike) + _least(some, [place for place in left if place not in group], unlike, known)
            for group in _beginning_with_first(left, len(some))
        )
    return known[tuple(left)]


def _beginning_with_first(left: list[Place], annotators: int) -> Iterator[tuple[Place, ...]]:
    first = left[0]
    others = [[None, *(p for p in left if p[0] == i)] for i in range(annotators) if i != first[0]]
    for combination in product(*others):
        yield first, *(place for place in combination if place is not None)


@pytest.mark.parametrize(("length", "reach"), [(500, 20), (200, 12)])
def test_many_units_over_one_another(length: int, reach: int) -> None:
    """Three annotators, sixty units each, so dense that all hang together: found, and no order of them matters."""
    chance = random.Random(1)
    some = [
        [
            Unit(start, start + chance.randrange(3, reach), chance.choice("abcdefgh"))
            for start in chance.choices(range(length - reach), k=60)
        ]
        for _annotator in range(3)
    ]
    there = best_alignment(some)
    back = best_alignment([row[::-1] for row in some[::-1]])
    assert there.disorder == pytest.approx(back.disorder, abs=1e-7)
