"""Two states of a layer: what differs, and in which order it can be written."""

from dataclasses import replace

from annotator.model.annotation import Argument, Kind, Layer, LayerContents, Mention, Relation, Status
from annotator.model.ids import ArgumentId, DocumentId, MentionId, RelationId
from annotator.model.span import Span
from annotator.services.layer_difference import differences, in_writing_order, layer_differences
from tests.conftest import OMAR

HOME = DocumentId("d"), OMAR
EVENT = Mention(MentionId("e"), *HOME, Kind.EVENT, "Contact.Meet", Span.of(0, 3))
PERSON = Mention(MentionId("p"), *HOME, Kind.ENTITY, "PERSON", Span.of(4, 6))
OTHER = Mention(MentionId("o"), *HOME, Kind.ENTITY, "PERSON", Span.of(7, 9))
ARGUMENT = Argument(ArgumentId("a"), *HOME, EVENT.id, "Participant", PERSON.id)
RELATION = Relation(RelationId("r"), *HOME, "located", PERSON.id, OTHER.id)
LAYER = Layer(*HOME, Status.STARTED)
WHOLE = LayerContents(LAYER, (EVENT, PERSON, OTHER), (ARGUMENT,), (RELATION,))


def test_the_same_has_no_difference() -> None:
    assert differences(WHOLE.mentions, tuple(reversed(WHOLE.mentions))) == []
    assert layer_differences(LAYER, WHOLE, WHOLE) == []


def test_a_layer_that_is_still_empty_is_not_begun() -> None:
    empty = LayerContents(Layer(*HOME))
    assert layer_differences(None, empty, empty) == []
    assert layer_differences(LAYER, WHOLE, empty)[0] == (LAYER, Layer(*HOME))


def test_links_go_before_their_mentions_and_come_after_them() -> None:
    empty = LayerContents(LAYER)
    come = in_writing_order(layer_differences(None, empty, WHOLE), empty)
    assert [new for _old, new in come] == [LAYER, EVENT, PERSON, OTHER, ARGUMENT, RELATION]
    go = in_writing_order(layer_differences(LAYER, WHOLE, empty), WHOLE)
    assert [old for old, _new in go] == [ARGUMENT, RELATION, EVENT, PERSON, OTHER]


def test_links_at_a_mention_with_another_label_are_taken_out_and_put_in_again() -> None:
    place = replace(PERSON, label="GPE")
    there = replace(WHOLE, mentions=(EVENT, place, OTHER))
    steps = in_writing_order(layer_differences(LAYER, WHOLE, there), WHOLE)
    assert steps == [
        (ARGUMENT, None),
        (RELATION, None),
        (PERSON, place),
        (None, ARGUMENT),
        (None, RELATION),
    ]


def test_a_link_that_stays_where_it_is_changes_in_place_and_one_that_moves_does_not() -> None:
    first = replace(ARGUMENT, position=2)
    there = replace(WHOLE, arguments=(first,))
    assert in_writing_order(layer_differences(LAYER, WHOLE, there), WHOLE) == [(ARGUMENT, first)]
    moved = replace(ARGUMENT, filler=OTHER.id)
    there = replace(WHOLE, arguments=(moved,))
    assert in_writing_order(layer_differences(LAYER, WHOLE, there), WHOLE) == [(ARGUMENT, None), (None, moved)]
