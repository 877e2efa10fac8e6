"""Arguments and relations as links, and how the open article follows edits of them."""

from dataclasses import replace

import pytest

from annotator.gui.links import link_of, links_of
from annotator.model.annotation import Argument, Relation
from annotator.model.ids import AnnotatorName, ArgumentId, DocumentId, MentionId, RelationId
from annotator.model.scheme import Label
from annotator.services.arguments import add_argument, delete_arguments
from annotator.services.relations import add_relation
from annotator.services.schemes.files import apply_scheme

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
D, LEILA = DocumentId("d"), AnnotatorName("leila")


def test_an_argument_is_named_by_its_role(scheme):
    argument = Argument(ArgumentId("a"), D, LEILA, MentionId("event"), "Place", MentionId("filler"))
    assert tuple(link_of(argument, scheme)) == ("a", "event", "filler", "Place", False, "")


def test_a_relation_is_named_and_directed_as_the_scheme_says(scheme):
    relation = Relation(RelationId("r"), D, LEILA, "located", MentionId("one"), MentionId("other"))
    assert tuple(link_of(relation, scheme)) == ("r", "one", "other", "located", False, "")
    labels = tuple(replace(label, symmetric=label.name == "located", source=(), target=()) for label in scheme.labels)
    assert link_of(relation, replace(scheme, labels=labels)).symmetric
    unknown = replace(relation, label="Old.kin")
    assert link_of(unknown, scheme).name == "kin"


@pytest.fixture
def meeting(hand):
    """An event with two people and a place in the Arabic sample."""
    hand.open_titled("وبناء على ذلك")
    session, document = hand.window.projects.session, hand.window.reading.document.id
    labelled = {"اختتم": "Movement.Visit", "تو لام": "PERSON", "زوجته": "PERSON", "كازاخستان": "GPE"}
    return [session.add_mention(document, hand.span(words), label) for words, label in labelled.items()]


def links(hand) -> list[tuple[str, str]]:
    return sorted((link.name, link.target) for link in hand.view.links)


def test_the_article_follows_edits_of_arguments(hand, meeting):
    session = hand.window.projects.session
    event, one, _other, place = meeting
    made = [add_argument(session, event.id, "Visitor", one.id), add_argument(session, event.id, "Place", place.id)]
    assert links(hand) == [("Place", place.id), ("Visitor", one.id)]
    delete_arguments(session, made[:1])
    assert links(hand) == [("Place", place.id)]
    session.undo()
    assert links(hand) == [("Place", place.id), ("Visitor", one.id)]
    session.delete([event.id])
    assert links(hand) == []
    session.undo()
    assert links(hand) == [("Place", place.id), ("Visitor", one.id)]
    hand.window.reading.reload()
    assert links(hand) == [("Place", place.id), ("Visitor", one.id)]


def test_the_article_follows_relations_and_the_scheme(hand, meeting):
    session = hand.window.projects.session
    _event, one, _other, place = meeting
    (label, *_more) = session.scheme.relations_between(one.label, place.label)
    add_relation(session, label.name, one.id, place.id)
    (link,) = hand.view.links
    assert (link.name, link.symmetric) == (label.leaf, label.symmetric)
    turned = tuple(turn(known, label.name) for known in session.scheme.labels)
    apply_scheme(session, replace(session.scheme, labels=turned))
    (link,) = hand.view.links
    assert link.symmetric is not label.symmetric


def turn(known: Label, name: str) -> Label:
    return replace(known, symmetric=not known.symmetric) if known.name == name else known


def test_a_layer_gives_all_its_links(hand, meeting):
    session = hand.window.projects.session
    event, one, *_rest = meeting
    add_argument(session, event.id, "Visitor", one.id)
    layer = session.layer(hand.window.reading.document.id)
    assert [link.name for link in links_of(layer, session.scheme)] == ["Visitor"]
