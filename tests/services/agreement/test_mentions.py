"""F1 of mentions: nervaluate's figures on anything it can read, and what it cannot read: nested and split spans."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nervaluate import Evaluator

from annotator.model.annotation import Kind, Mention
from annotator.model.span import Span
from annotator.services.agreement.figures import Hits
from annotator.services.agreement.mentions import HitsOf, MentionCounts, confusion, mention_hits
from annotator.services.comparison.alignment import align
from tests.services.layers import event, mention

LABELS = ("GPE", "PERSON")


def _compared(left: list[Mention], right: list[Mention]) -> HitsOf:
    return mention_hits(MentionCounts.of(left), MentionCounts.of(right), align(left, right))


def _total(found: HitsOf, name: str) -> Hits:
    """The hits of all labels together."""
    some = [(h.left, h.left_of, h.right, h.right_of) for (figure, _label), h in found.items() if figure == name]
    return Hits(*map(sum, zip(*some, strict=True))) if some else Hits(0, 0, 0, 0)


@st.composite
def _flat(draw: st.DrawFn) -> list[Mention]:
    """Mentions that neither overlap nor touch, as columns of tokens hold them."""
    found, at = [], 0
    for gap, length, label in draw(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 3), st.sampled_from(LABELS)))):
        found.append(mention(at + gap, at + gap + length, label))
        at += gap + length
    return found


_ANY = st.lists(
    st.builds(
        lambda start, length, label: mention(start, start + length, label),
        st.integers(0, 12),
        st.integers(1, 5),
        st.sampled_from(LABELS),
    ),
    max_size=8,
)


def _spans(mentions: list[Mention]) -> list[dict[str, object]]:
    return [{"label": m.label, "start": m.span.start, "end": m.span.end - 1} for m in mentions]


@given(_flat(), _flat())
def test_nervaluate_finds_the_same_where_only_equal_spans_count(left: list[Mention], right: list[Mention]) -> None:
    if not left or not right:
        return
    told = Evaluator([_spans(left)], [_spans(right)], tags=list(LABELS)).evaluate()["overall"]
    found = _compared(left, right)
    assert _total(found, "entity_exact").f1 == pytest.approx(told["strict"].f1)
    assert _total(found, "entity_span").f1 == pytest.approx(told["exact"].f1)


def test_nervaluate_finds_the_same_types_where_no_mention_meets_two() -> None:
    left = [mention(0, 4), mention(10, 14), mention(20, 24, "GPE"), mention(30, 34, "GPE")]
    right = [mention(1, 5), mention(10, 14, "GPE"), mention(20, 24, "GPE"), mention(40, 44)]
    told = Evaluator([_spans(left)], [_spans(right)], tags=list(LABELS)).evaluate()["overall"]
    assert _total(_compared(left, right), "entity_type").f1 == pytest.approx(told["ent_type"].f1) == 0.5


def test_partial_counts_the_characters_in_common() -> None:
    hits = _total(_compared([mention(0, 4)], [mention(2, 8)]), "entity_partial")
    assert hits == Hits(2 * 2 / (4 + 6), 1, 2 * 2 / (4 + 6), 1)


def test_nested_overlapping_and_split_mentions_count() -> None:
    split = replace(mention(0, 1), span=Span(((0, 3), (9, 12))))
    left = [split, mention(0, 12), mention(2, 5, "GPE"), mention(2, 5, "PERSON")]
    right = [replace(split), mention(0, 12), mention(2, 5, "PERSON"), mention(4, 6, "GPE")]
    found = _compared(left, right)
    assert _total(found, "entity_exact") == Hits(3, 4, 3, 4)
    assert _total(found, "entity_type") == Hits(4, 4, 4, 4)


def test_entities_and_triggers_are_apart() -> None:
    found = _compared([mention(0, 4), event(5, 9)], [mention(0, 4), event(5, 9, "Statement")])
    assert _total(found, "entity_exact").f1 == 1
    assert _total(found, "trigger_exact").f1 == 0
    assert _total(found, "trigger_span").f1 == 1
    assert found["trigger_exact", "Statement"] == Hits(0, 0, 0, 1)


def test_an_empty_layer_agrees_with_nothing_and_two_are_undefined() -> None:
    assert _total(_compared([mention(0, 4)], []), "entity_exact").f1 == 0
    assert _total(_compared([], []), "entity_exact").f1 is None


@given(_ANY)
def test_a_layer_agrees_with_itself_wholly(mentions: list[Mention]) -> None:
    for hits in _compared(mentions, mentions[::-1]).values():
        assert hits.f1 == pytest.approx(1)


@given(_ANY, _ANY)
def test_changing_sides_changes_nothing_else(left: list[Mention], right: list[Mention]) -> None:
    there, back = _compared(left, right), _compared(right, left)
    assert there.keys() == back.keys()
    for key, hits in there.items():
        assert hits.f1 == pytest.approx(back[key].f1)


@given(_ANY, _ANY)
def test_what_is_exact_is_never_more_than_what_has_the_span(left: list[Mention], right: list[Mention]) -> None:
    found = _compared(left, right)
    assert _total(found, "entity_exact").left <= _total(found, "entity_span").left
    assert _total(found, "entity_partial").left <= _total(found, "entity_type").left + 1e-9


def test_the_confusion_says_which_label_met_which() -> None:
    left = [mention(0, 4), mention(10, 14), mention(20, 24)]
    right = [mention(0, 4), mention(10, 14, "GPE"), mention(30, 34)]
    assert confusion(align(left, right)) == {
        (Kind.ENTITY, "PERSON", "PERSON"): 1,
        (Kind.ENTITY, "PERSON", "GPE"): 1,
        (Kind.ENTITY, "PERSON", ""): 1,
        (Kind.ENTITY, "", "PERSON"): 1,
    }
