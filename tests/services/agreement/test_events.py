"""F1 of arguments and the values of attributes."""

from annotator.model.annotation import LayerContents
from annotator.model.scheme import Scheme
from annotator.services.agreement.events import ArgumentCounts, attribute_choices, comparable_attributes
from annotator.services.agreement.events import argument_hits as hits_of
from annotator.services.agreement.figures import Hits
from annotator.services.agreement.mentions import HitsOf
from annotator.services.comparison.alignment import align
from tests.services.layers import argument, event, layer, mention


def argument_hits(left: LayerContents, right: LayerContents) -> HitsOf:
    return hits_of(ArgumentCounts.of(left), ArgumentCounts.of(right))


def test_identification_does_not_ask_for_the_role_and_classification_does() -> None:
    meet, who, where = event(0, 3), mention(4, 8), mention(9, 12, "GPE")
    left = layer([meet, who, where], [argument(meet, "Participant", who), argument(meet, "Place", where)])
    right = layer([meet, who, where], [argument(meet, "Place", who), argument(meet, "Place", where)])
    found = argument_hits(left, right)
    assert found["argument_span", "Contact.Meet"] == Hits(2, 2, 2, 2)
    assert found["argument_role", "Contact.Meet"] == Hits(1, 2, 1, 2)


def test_the_trigger_may_differ_but_not_the_event_label_or_the_filler() -> None:
    who = mention(4, 8)
    left, moved, other, longer = event(0, 3), event(0, 2), event(0, 3, "Statement"), mention(4, 9)
    mine = layer([left, who], [argument(left, "Participant", who)])
    assert argument_hits(mine, layer([moved, who], [argument(moved, "Participant", who)])) == {
        ("argument_role", "Contact.Meet"): Hits(1, 1, 1, 1),
        ("argument_span", "Contact.Meet"): Hits(1, 1, 1, 1),
    }
    for event_mention, filler in ((other, who), (left, longer)):
        theirs = layer([event_mention, filler], [argument(event_mention, "Participant", filler)])
        assert sum(hits.left for hits in argument_hits(mine, theirs).values()) == 0


def test_events_that_fill_events_count() -> None:
    said, meet = event(20, 25, "Statement"), event(0, 3)
    found = argument_hits(layer([said, meet], [argument(said, "Topic", meet)]), layer([said, meet]))
    assert found["argument_role", "Statement"] == Hits(0, 1, 0, 0)


def test_values_of_aligned_mentions_of_equal_label_are_compared(scheme: Scheme) -> None:
    left = [mention(0, 4, mention="NAM", remark="x"), mention(5, 9, "GPE"), event(10, 13)]
    right = [mention(0, 5, mention="PRO", remark="y"), mention(5, 9, "PERSON"), event(10, 13)]
    found = attribute_choices(align(left, right), comparable_attributes(scheme))
    assert found == {"mention": {("NAM", "PRO"): 1}, "negated": {("no", "no"): 1}}


def test_what_nobody_said_is_the_default(scheme: Scheme) -> None:
    pairs = align([mention(0, 4)], [mention(0, 4, mention="NAM")])
    assert attribute_choices(pairs, comparable_attributes(scheme)) == {"mention": {("NAM", "NAM"): 1}}


def test_labels_that_the_scheme_does_not_know_have_no_attributes(scheme: Scheme) -> None:
    pairs = align([mention(0, 4, "OLD")], [mention(0, 4, "OLD")])
    assert attribute_choices(pairs, comparable_attributes(scheme)) == {}
