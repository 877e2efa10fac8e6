"""Sums of resamples: as adding one by one, counts to the last digit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.services.agreement.resampling import Resampler

_NUMBER = st.one_of(st.integers(0, 10**6), st.floats(0, 1e9, allow_subnormal=False))
_ROWS = st.lists(st.dictionaries(st.sampled_from("abcdef"), _NUMBER, max_size=6), min_size=1, max_size=8)


@given(_ROWS, st.data())
def test_sums_are_those_of_adding_one_by_one(rows: list[dict[str, float]], data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.integers(0, len(rows) - 1), min_size=len(rows), max_size=len(rows)))
    resampler = Resampler(rows)
    found = dict(zip(resampler.keys, resampler.sums(chosen), strict=True))
    for key in "abcdef":
        wanted = sum(rows[place].get(key, 0) for place in chosen)
        assert found.get(key, 0) == pytest.approx(wanted, rel=1e-9, abs=1e-6)


@given(st.lists(st.integers(0, 2**40), min_size=1, max_size=8))
def test_counts_stay_exact(counts: list[int]) -> None:
    resampler = Resampler([{"n": count, "one": 1} for count in counts])
    assert dict(zip(resampler.keys, resampler.sums(range(len(counts))), strict=True)) == {
        "n": sum(counts),
        "one": len(counts),
    }


def test_numbers_do_not_reach_their_neighbours() -> None:
    rows = [{"small": 1, "large": 1e15, "half": 0.5}] * 1000
    assert Resampler(rows).sums([7] * 1000) == pytest.approx([1000, 1e18, 500])
