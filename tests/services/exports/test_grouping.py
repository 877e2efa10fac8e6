"""What belongs together, directly or through others."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.services.exports.grouping import Groups


@given(
    st.integers(1, 12).flatmap(
        lambda size: st.tuples(st.just(size), st.lists(st.tuples(*[st.integers(0, size - 1)] * 2)))
    )
)
def test_groups_are_what_pairs_reach(given_: tuple[int, list[tuple[int, int]]]) -> None:
    size, pairs = given_
    groups = Groups(size)
    reach = {one: {one} for one in range(size)}
    for one, other in pairs:
        groups.join(one, other)
        together = reach[one] | reach[other]
        for each in together:
            reach[each] = together
    assert groups.all() == [sorted(reach[one]) for one in range(size) if one == min(reach[one])]
    assert [groups.head(one) for one in range(size)] == [min(reach[one]) for one in range(size)]
