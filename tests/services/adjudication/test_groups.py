"""Which mentions of several layers answer each other."""

from dataclasses import replace
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.annotation import Kind, Layer, LayerContents, Mention
from annotator.model.ids import AnnotatorName, MentionId, new_id
from annotator.model.span import Span
from annotator.services.adjudication.groups import groups_of, overlap
from annotator.services.comparison.alignment import align
from tests.services.layers import DOCUMENT

NAMES = tuple(map(AnnotatorName, "abcd"))


def mention(span: Span, label: str = "PERSON", kind: Kind = Kind.ENTITY) -> Mention:
    return Mention(MentionId(new_id()), DOCUMENT, NAMES[0], kind, label, span)


def layers(*spans: list[Span]) -> list[LayerContents]:
    """A layer for each list of spans."""
    return [
        LayerContents(Layer(DOCUMENT, name), tuple(replace(mention(span), annotator=name) for span in some))
        for name, some in zip(NAMES, spans, strict=False)
    ]


def spans_of(found: list[LayerContents]) -> set[frozenset[tuple[str, Span]]]:
    return {frozenset((name, m.span) for name, m in group.items()) for group in groups_of(found)}


def test_what_is_the_same_is_one_group_and_what_lies_apart_is_none() -> None:
    a, b = Span.of(0, 4), Span.of(5, 9)
    assert spans_of(layers([a, b], [a], [b])) == {
        frozenset({("a", a), ("b", a)}),
        frozenset({("a", b), ("c", b)}),
    }
    assert groups_of([]) == []


def test_entities_and_events_never_meet() -> None:
    one = LayerContents(Layer(DOCUMENT, NAMES[0]), (mention(Span.of(0, 4)),))
    other = replace(mention(Span.of(0, 4), "Statement", Kind.EVENT), annotator=NAMES[1])
    assert len(groups_of([one, LayerContents(Layer(DOCUMENT, NAMES[1]), (other,))])) == 2


def test_discontinuous_and_nested_ones_find_their_like() -> None:
    whole, split, inner = Span.of(0, 20), Span(((0, 4), (16, 20))), Span.of(5, 9)
    found = spans_of(layers([whole, inner, split], [split, whole], [inner, split]))
    assert {frozenset(span for _name, span in group) for group in found} == {
        frozenset({whole}),
        frozenset({split}),
        frozenset({inner}),
    }


def test_a_chain_is_cut_where_it_is_worth_least() -> None:
    """a's first meets b's, which meets c's, which meets a's second: two of one layer cannot be together."""
    found = spans_of(layers([Span.of(0, 10), Span.of(14, 20)], [Span.of(2, 12)], [Span.of(10, 20)]))
    assert found == {
        frozenset({("a", Span.of(0, 10)), ("b", Span.of(2, 12))}),
        frozenset({("a", Span.of(14, 20)), ("c", Span.of(10, 20))}),
    }


def test_overlap_is_the_share_of_characters() -> None:
    assert overlap(mention(Span.of(0, 4)), mention(Span.of(0, 4))) == 1
    assert overlap(mention(Span.of(0, 4)), mention(Span.of(4, 8))) == 0
    assert overlap(mention(Span.of(0, 4)), mention(Span(((2, 4), (6, 8))))) == 0.5


edges = st.sets(st.integers(0, 12), min_size=2, max_size=4).map(sorted)
spans = edges.map(lambda found: Span.union(zip(found[::2], found[1::2], strict=False)))
some_layers = st.lists(st.lists(spans, max_size=5), min_size=1, max_size=4).map(lambda some: layers(*some))


@given(some_layers)
def test_every_mention_is_in_one_group_with_at_most_one_of_each_layer(found: list[LayerContents]) -> None:
    groups = groups_of(found)
    mentions = [m.id for group in groups for m in group.values()]
    assert sorted(mentions) == sorted(m.id for layer in found for m in layer.mentions)
    assert all(name == m.annotator for group in groups for name, m in group.items())
    names = [layer.layer.annotator for layer in found]
    assert all(list(group) == sorted(group, key=names.index) for group in groups)


@given(some_layers)
def test_the_order_of_the_layers_decides_nothing_of_what_is_alike(found: list[LayerContents]) -> None:
    """As many pairs of equal spans come together whoever is named first."""

    def equal(groups: list[LayerContents]) -> int:
        sizes = [[m.span for m in group.values()] for group in groups_of(groups)]
        return sum(group.count(span) - 1 for group in sizes for span in group)

    assert len({equal(list(order)) for order in permutations(found)}) == 1


@given(some_layers.filter(lambda found: len(found) > 1))
def test_two_layers_are_grouped_as_they_are_aligned(found: list[LayerContents]) -> None:
    left, right = found[:2]
    aligned = {tuple(m.id for m in pair if m is not None) for pair in align(left.mentions, right.mentions)}
    assert {tuple(m.id for m in group.values()) for group in groups_of([left, right])} == aligned
