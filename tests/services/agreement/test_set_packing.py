"""The most valuable choice of disjoint sets: against trying all, and where it is given up."""

import random
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.services.agreement import set_packing
from annotator.services.agreement.set_packing import PackingError, Set, best_packing

_SETS = st.dictionaries(
    st.sets(st.integers(0, 9), min_size=2, max_size=3).map(lambda some: tuple(sorted(some))),
    st.integers(1, 9).map(float),
    max_size=12,
)


def _most(values: Mapping[Set, float], taken: frozenset[int] = frozenset()) -> float:
    """What the best choice is worth, by trying all."""
    if not values:
        return 0.0
    (some, value), *rest = values.items()
    without = _most(dict(rest), taken)
    return without if taken & set(some) else max(without, value + _most(dict(rest), taken | set(some)))


def _worth(values: Mapping[Set, float]) -> float:
    chosen = best_packing(values)
    members = [member for some in chosen for member in some]
    assert len(members) == len(set(members))
    return sum(values[some] for some in chosen)


@given(_SETS)
def test_nothing_is_worth_more(values: dict[Set, float]) -> None:
    assert _worth(values) == pytest.approx(_most(values))


@given(_SETS)
def test_better_prices_change_nothing(values: dict[Set, float]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(set_packing, "_SMALL", 0)
        assert _worth(values) == pytest.approx(_most(values))


def test_a_larger_knot() -> None:
    """Sets that go round in a ring of odd length, where taking half of each would be worth more than any choice."""
    ring = {tuple(sorted((at, (at + 1) % 41))): 1.0 for at in range(41)}
    assert _worth(ring) == 20


def test_too_many_ways_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(set_packing, "MOST_STATES", 2)
    chance = random.Random(1)
    values = {tuple(sorted(chance.sample(range(30), 3))): chance.random() for _number in range(200)}
    with pytest.raises(PackingError, match="one another"):
        best_packing(values)
