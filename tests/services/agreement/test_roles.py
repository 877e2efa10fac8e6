"""Which role met which, and F1 of each role."""

from collections import Counter

from annotator.services.agreement.events import ArgumentCounts
from annotator.services.agreement.figures import Hits
from annotator.services.agreement.roles import role_confusion, role_hits
from annotator.services.comparison.aligned_layers import AlignedLayers
from tests.services.layers import argument, event, layer, mention

MEET, WHO, WHERE, ELSEWHERE = event(0, 3), mention(4, 8), mention(9, 12, "GPE"), mention(20, 24, "GPE")
PARTS = [MEET, WHO, WHERE, ELSEWHERE]


def test_a_role_meets_the_role_of_the_same_filler() -> None:
    left = layer(PARTS, [argument(MEET, "Participant", WHO), argument(MEET, "Place", WHERE)])
    right = layer(PARTS, [argument(MEET, "Host", WHO)])
    found = role_confusion(AlignedLayers(left, right))
    assert found == Counter({("Participant", "Host"): 1, ("Place", ""): 1})
    assert role_confusion(AlignedLayers(right, left)) == {("Host", "Participant"): 1, ("", "Place"): 1}


def test_the_same_role_with_another_filler_meets_itself_but_is_no_hit() -> None:
    left = layer(PARTS, [argument(MEET, "Place", WHERE)])
    right = layer(PARTS, [argument(MEET, "Place", ELSEWHERE)])
    assert role_confusion(AlignedLayers(left, right)) == {("Place", "Place"): 1}
    assert role_hits(ArgumentCounts.of(left), ArgumentCounts.of(right)) == {"Place": Hits(0, 1, 0, 1)}


def test_arguments_of_an_event_that_the_other_lacks_go_with_it() -> None:
    left = layer(PARTS, [argument(MEET, "Place", WHERE)])
    right = layer([WHO, WHERE])
    assert role_confusion(AlignedLayers(left, right)) == {}
    assert role_hits(ArgumentCounts.of(left), ArgumentCounts.of(right)) == {"Place": Hits(0, 1, 0, 0)}


def test_hits_are_those_of_classification_by_role() -> None:
    left = layer(PARTS, [argument(MEET, "Participant", WHO), argument(MEET, "Place", WHERE)])
    right = layer(PARTS, [argument(MEET, "Participant", WHO), argument(MEET, "Place", ELSEWHERE)])
    found = role_hits(ArgumentCounts.of(left), ArgumentCounts.of(right))
    assert found == {"Participant": Hits(1, 1, 1, 1), "Place": Hits(0, 1, 0, 1)}
