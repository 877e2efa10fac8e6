"""Coreference of several layers as matters, and what gold's mentions become."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.annotation import Kind, Mention
from annotator.model.ids import AnnotatorName, ClusterId, MentionId, new_id
from annotator.model.span import Span
from annotator.services.adjudication.clusters import Division, Matter, compatible, decided_division, matters
from tests.services.layers import DOCUMENT

A, B, C = map(AnnotatorName, "abc")


def group(place: int, **clusters: str) -> dict[AnnotatorName, Mention]:
    """The mentions at a place, in which cluster each layer has it; `-` for none."""
    plain = Mention(MentionId(new_id()), DOCUMENT, A, Kind.ENTITY, "GPE", Span.of(place * 10, place * 10 + 5), {}, None)
    return {
        AnnotatorName(name): replace(
            plain,
            id=MentionId(new_id()),
            annotator=AnnotatorName(name),
            cluster=None if cluster == "-" else ClusterId(f"{name}{cluster}"),
        )
        for name, cluster in clusters.items()
    }


def test_clusters_with_a_mention_in_common_are_one_matter() -> None:
    groups = [group(0, a="1", b="1"), group(1, a="1", b="-"), group(2, b="1"), group(3, a="2"), group(4, a="-", b="-")]
    first, second = matters(groups)
    assert first.members == (0, 1, 2)
    assert first.divisions == {A: ((0, 1),), B: ((0, 2), (1,))}
    assert not first.agrees
    assert (second.members, second.divisions, second.agrees) == ((3,), {A: ((3,),)}, True)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (((0, 1),), ((0, 1),), True),
        (((0, 1),), ((0,), (1,)), False),
        (((0, 1),), ((0,),), True),
        (((0, 1), (2,)), ((1, 2), (0,)), False),
        (((0, 1),), ((2, 3),), True),
    ],
)
def test_only_what_both_have_can_contradict(one: Division, other: Division, expected: bool) -> None:
    assert compatible(one, other) is compatible(other, one) is expected


@pytest.mark.parametrize(
    ("believed", "expected"),
    [
        ([A], ((0, 1), (2,), (3,))),  # b has 3 with 1 and 2, which a keeps apart
        ([B], ((0,), (1, 2, 3))),
        ([C], ((0, 2), (1,), (3,))),
        ([C, B], ((0, 2), (1,), (3,))),
    ],
)
def test_who_is_believed_decides(believed: list[AnnotatorName], expected: Division) -> None:
    divisions = {A: ((0, 1), (2,)), B: ((0,), (1, 2, 3)), C: ((0, 2), (1,))}
    assert decided_division(Matter((0, 1, 2, 3), divisions), believed) == expected


def test_what_only_another_has_follows_where_that_joins_nothing() -> None:
    divisions = {A: ((0, 1), (2,)), B: ((1, 3), (2, 4)), C: ((4, 5),)}
    assert decided_division(Matter((0, 1, 2, 3, 4, 5), divisions), [A]) == ((0, 1, 3), (2, 4, 5))


parts = st.lists(st.integers(0, 3), min_size=6, max_size=6)


def division(labels: list[int], places: set[int]) -> Division:
    found: dict[int, list[int]] = {}
    for place in sorted(places):
        found.setdefault(labels[place], []).append(place)
    return tuple(sorted(map(tuple, found.values())))


@given(st.lists(st.tuples(parts, st.sets(st.integers(0, 5), min_size=1)), min_size=1, max_size=3))
def test_whoever_is_believed_first_is_never_contradicted(layers: list[tuple[list[int], set[int]]]) -> None:
    names = [A, B, C][: len(layers)]
    divisions = {name: division(*layer) for name, layer in zip(names, layers, strict=True)}
    matter = Matter(tuple(range(6)), divisions)
    for name in names:
        found = decided_division(matter, [name])
        assert compatible(found, divisions[name])
        assert sorted(place for part in found for place in part) == list(range(6))
    if matter.agrees and len(names) < 3:
        assert all(compatible(decided_division(matter, names), one) for one in divisions.values())
