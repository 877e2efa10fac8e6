"""Spans: normal by construction, half-open, in code points."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.errors import SpanError
from annotator.model.span import Span

RANGES = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 10)).map(lambda r: (r[0], r[0] + r[1])), min_size=1, max_size=6
)
SPANS = RANGES.map(Span.union)


def characters(span: Span) -> set[int]:
    return {offset for start, end in span for offset in range(start, end)}


@pytest.mark.parametrize(
    "fragments",
    [
        (),
        ((3, 3),),  # empty
        ((5, 3),),  # backwards
        ((-1, 2),),  # before the text
        ((0, 2), (2, 4)),  # touching: should be one
        ((0, 3), (2, 4)),  # overlapping
        ((4, 6), (0, 2)),  # out of order
    ],
)
def test_what_is_not_normal_is_refused(fragments: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(SpanError):
        Span(fragments)


@given(RANGES)
def test_a_union_covers_exactly_its_ranges(ranges: list[tuple[int, int]]) -> None:
    assert characters(Span.union(ranges)) == {o for s, e in ranges for o in range(s, e)}


@given(SPANS)
def test_equal_characters_mean_equal_spans(span: Span) -> None:
    assert Span.union((o, o + 1) for o in characters(span)) == span
    assert len(span) == len(characters(span))


@given(SPANS, SPANS)
def test_overlap_and_cover_are_those_of_sets(one: Span, other: Span) -> None:
    assert one.overlaps(other) == bool(characters(one) & characters(other))
    assert one.covers(other) == (characters(other) <= characters(one))


@given(SPANS, st.integers(0, 80))
def test_contains_is_membership(span: Span, offset: int) -> None:
    assert (offset in span) == (offset in characters(span))


@given(SPANS, st.data())
def test_a_moved_edge_keeps_everything_else(span: Span, data: st.DataObject) -> None:
    fragment = data.draw(st.integers(0, len(span.fragments) - 1))
    start, _ = span.fragments[fragment]
    offset = data.draw(st.integers(start + 1, 90))
    moved = span.with_edge(fragment, "end", offset)
    others = {o for i, (s, e) in enumerate(span.fragments) if i != fragment for o in range(s, e)}
    assert characters(moved) == others | set(range(start, offset))


def test_an_edge_cannot_pass_the_other() -> None:
    with pytest.raises(SpanError, match="past the other edge"):
        Span.of(3, 6).with_edge(0, "start", 6)


def test_the_text_of_pieces_is_joined_with_one_space() -> None:
    text = "tauschten sich die Leiter aus"
    assert Span(((0, 9), (26, 29))).text(text) == "tauschten aus"
    assert Span.of(10, 14).text(text) == "sich"


def test_offsets_are_code_points() -> None:
    assert Span.of(2, 3).text("a😀b") == "b"


def test_the_hull_includes_gaps() -> None:
    span = Span(((2, 4), (8, 9)))
    assert span.hull == (2, 9)
    assert span.is_discontinuous
    assert span.within(9)
    assert not span.within(8)
    assert span.with_range(4, 8) == Span.of(2, 9)
