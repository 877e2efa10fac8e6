"""The best one-to-one alignment of two layers' mentions."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.annotation import Kind, Mention, reading_order
from annotator.model.ids import AnnotatorName, DocumentId, MentionId
from annotator.model.span import Span
from annotator.services.comparison.alignment import Pair, align, shared
from tests.conftest import LEILA, OMAR

DOCUMENT = DocumentId("d")
Score = tuple[int, Fraction, int]


def mention(who: AnnotatorName, number: int, span: Span, label: str = "PERSON", kind: Kind = Kind.ENTITY) -> Mention:
    return Mention(MentionId(f"{who}{number:05}"), DOCUMENT, who, kind, label, span)


def layer(who: AnnotatorName, *made: tuple[tuple[int, ...], str]) -> list[Mention]:
    """Mentions by their edges (start, end, start, end …) and labels."""
    return [
        mention(who, number, Span.union(zip(edges[::2], edges[1::2], strict=True)), label)
        for number, (edges, label) in enumerate(made)
    ]


def met(left: Sequence[Mention], right: Sequence[Mention]) -> list[tuple[int | None, int | None]]:
    """The pairs, by place in the layers."""
    return [
        (None if one is None else left.index(one), None if other is None else right.index(other))
        for one, other in align(left, right)
    ]


@st.composite
def layers(draw: st.DrawFn, most: int = 4) -> tuple[list[Mention], list[Mention]]:
    """Two small layers of a short text, with much overlap, gaps, doubles, two kinds and three labels."""
    ranges = st.tuples(st.integers(0, 9), st.integers(1, 5)).map(lambda r: (r[0], r[0] + r[1]))
    spans = st.lists(ranges, min_size=1, max_size=2).map(Span.union)
    shapes = st.tuples(spans, st.sampled_from("ABC"), st.sampled_from([Kind.ENTITY, Kind.ENTITY, Kind.EVENT]))
    left, right = (
        [mention(who, number, *shape) for number, shape in enumerate(draw(st.lists(shapes, max_size=most)))]
        for who in (LEILA, OMAR)
    )
    return left, right


def score(pairs: Sequence[Pair]) -> Score:
    both = [(one, other) for one, other in pairs if one is not None and other is not None]
    dice = (Fraction(2 * shared(a.span, b.span), len(a.span) + len(b.span)) for a, b in both)
    return sum(a.span == b.span for a, b in both), sum(dice, Fraction()), sum(a.label == b.label for a, b in both)


def every_alignment(left: Sequence[Mention], right: Sequence[Mention]) -> Iterator[list[Pair]]:
    if not left:
        yield [Pair(None, other) for other in right]
        return
    first, *rest = left
    for found in every_alignment(rest, right):
        yield [Pair(first, None), *found]
    for place, other in enumerate(right):
        if first.kind is other.kind and first.span.overlaps(other.span):
            for found in every_alignment(rest, [*right[:place], *right[place + 1 :]]):
                yield [Pair(first, other), *found]


@given(layers())
def test_no_alignment_is_better(both: tuple[list[Mention], list[Mention]]) -> None:
    assert score(align(*both)) == max(score(pairs) for pairs in every_alignment(*both))


@given(layers(most=9))
def test_every_mention_stands_in_one_pair_and_only_fitting_ones_meet(both: tuple[list[Mention], list[Mention]]) -> None:
    left, right = both
    pairs = align(left, right)
    assert sorted(p.left.id for p in pairs if p.left is not None) == [m.id for m in left]
    assert sorted(p.right.id for p in pairs if p.right is not None) == [m.id for m in right]
    for one, other in pairs:
        if one is not None and other is not None:
            assert one.kind is other.kind
            assert one.span.overlaps(other.span)
        else:
            assert (one, other) != (None, None)


@given(layers(most=9), st.randoms())
def test_it_is_the_same_from_either_side_and_in_any_order(both: tuple[list[Mention], list[Mention]], random) -> None:
    left, right = both
    pairs = align(left, right)
    assert [Pair(other, one) for one, other in align(right, left)] == pairs
    random.shuffle(left)
    random.shuffle(right)
    assert align(left, right) == pairs


@given(layers(most=9))
def test_pairs_come_in_the_order_of_the_text(both: tuple[list[Mention], list[Mention]]) -> None:
    places = [min(reading_order(m) for m in pair if m is not None) for pair in align(*both)]
    assert places == sorted(places)


@given(layers(most=9))
def test_a_layer_meets_itself(both: tuple[list[Mention], list[Mention]]) -> None:
    left, _right = both
    assert all(pair.left == pair.right for pair in align(left, left))


@pytest.mark.parametrize(
    ("left", "right", "pairs"),
    [
        pytest.param([], [((0, 3), "A")], [(None, 0)], id="nothing on one side"),
        pytest.param([((0, 3), "A")], [((3, 6), "A")], [(0, None), (None, 0)], id="touching is not sharing"),
        # The best pair (1 with 0, Dice 16/17) would leave two alone; the others have 12/15 and 6/16.
        pytest.param(
            [((0, 6), "A"), ((1, 9), "A")],
            [((0, 9), "A"), ((6, 14), "A")],
            [(0, 0), (1, 1)],
            id="never greedy: two fair pairs beat one good one",
        ),
        pytest.param(
            [((0, 9), "A"), ((0, 4), "A")],
            [((0, 4), "B"), ((0, 20), "B")],
            [(0, 1), (1, 0)],
            id="equal spans before equal labels, nested ones to each other",
        ),
        pytest.param(
            [((0, 4), "A"), ((0, 4), "B")],
            [((0, 4), "B"), ((0, 4), "C")],
            [(0, 1), (1, 0)],
            id="of one span equal labels",
        ),
        pytest.param(
            [((0, 4), "A"), ((0, 4), "B")], [((0, 4), "B")], [(0, None), (1, 0)], id="of one span the equal label"
        ),
        pytest.param(
            [((0, 3, 9, 12), "A")],
            [((4, 8), "A"), ((8, 12), "A")],
            [(0, 1), (None, 0)],
            id="what stands in a gap does not meet",
        ),
        pytest.param(
            [((0, 3, 9, 12), "A"), ((3, 9), "A")],
            [((0, 3, 9, 12), "A"), ((0, 12), "A")],
            [(0, 0), (1, 1)],
            id="discontinuous ones meet each other",
        ),
    ],
)
def test_cases(left: list[Any], right: list[Any], pairs: list[tuple[int | None, int | None]]) -> None:
    assert met(layer(LEILA, *left), layer(OMAR, *right)) == pairs


def test_an_entity_never_meets_an_event() -> None:
    entity = mention(LEILA, 0, Span.of(0, 4))
    event = mention(OMAR, 0, Span.of(0, 4), "Contact.Meet", Kind.EVENT)
    assert align([entity], [event]) == [Pair(entity, None), Pair(None, event)]


def test_a_long_chain_of_overlaps_is_solved_whole() -> None:
    """Each mention meets two of the other layer, and one covers them all: one knot of 2,001 by 2,000."""
    left = layer(LEILA, *(((10 * i, 10 * i + 8), "A") for i in range(2000)), ((0, 20000), "A"))
    right = layer(OMAR, *(((10 * i + 5, 10 * i + 12), "A") for i in range(2000)))
    pairs = met(left, right)
    assert (2000, None) in pairs
    assert sum(None not in pair for pair in pairs) == 2000


def test_a_knot_of_many_lengths_is_solved_in_numbers_of_fair_size() -> None:
    """All 120 mentions of a side overlap, and hardly any two are of one length."""
    left = layer(LEILA, *(((997 * i % 1000, 1000 + 991 * i % 1009), "A") for i in range(120)))
    right = layer(OMAR, *(((499 * i % 990, 1001 + 983 * i % 1013), "A") for i in range(120)))
    pairs = met(left, right)
    assert len(pairs) == 120
    assert all(None not in pair for pair in pairs)
