"""What is said of edits of mentions that have links."""

import pytest

from annotator.gui.edits import Edits
from annotator.model.span import Span
from annotator.services.arguments import add_argument, arguments_of
from annotator.services.relations import add_relation
from tests.gui.conftest import said


@pytest.fixture
def edits(asking):
    return Edits(asking)


@pytest.fixture
def linked(session, document):
    """A meeting of two people in a place; one person is there by a relation, too."""
    labels = ("Contact.Meet", "PERSON", "PERSON", "GPE")
    made = [session.add_mention(document, Span.of(6 * i, 6 * i + 4), label) for i, label in enumerate(labels)]
    event, one, two, place = made
    for role, filler in (("Participant", one), ("Participant", two), ("Place", place)):
        add_argument(session, event.id, role, filler.id)
    add_relation(session, "located", one.id, place.id)
    return made


def words(session, mention) -> str:
    return f"‘{' '.join(mention.span.text(session.text(mention.document)).split())}’"


def test_a_filler_names_the_one_argument_that_goes_with_it(edits, asking, session, linked):
    event, _one, two, _place = linked
    edits.delete([two.id])
    assert said(asking) == f"Deleted PERSON {words(session, two)}, and with it: Participant of {words(session, event)}"


def test_several_links_are_counted(edits, asking, session, linked):
    event, one, _two, place = linked
    edits.delete([one.id])
    assert said(asking) == f"Deleted PERSON {words(session, one)}, and with it: 1 argument and 1 relation"
    asking.undo()
    edits.delete([event.id])
    assert said(asking) == f"Deleted Contact.Meet {words(session, event)}, and with it: 3 arguments"
    asking.undo()
    assert len(arguments_of(session, event.id)) == 3
    edits.delete([event.id, place.id])
    assert said(asking) == "Deleted 2 mentions, and with it: 3 arguments and 1 relation"


def test_an_event_names_its_one_filler(edits, asking, session, linked):
    event, one, two, place = linked
    edits.delete([one.id, two.id])
    edits.delete([event.id])
    assert said(asking) == (
        f"Deleted Contact.Meet {words(session, event)}, and with it: its Place {words(session, place)}"
    )


def test_the_end_of_a_relation_names_the_relation(edits, asking, session, linked):
    event, one, _two, place = linked
    edits.delete([event.id])
    edits.delete([place.id])
    located = f"located from {words(session, one)} to {words(session, place)}"
    assert said(asking) == f"Deleted GPE {words(session, place)}, and with it: {located}"


def test_relabelling_drops_links_only_if_asked(edits, asking, session, linked):
    event, one, _two, _place = linked
    edits.relabel([one.id], "MONEY")
    assert session.mention(one.id).label == "PERSON"
    action = asking.messages.current.action
    assert action.text == "Relabel and drop 2 links"
    action.run()
    assert session.mention(one.id).label == "MONEY"
    assert said(asking) == "PERSON is now MONEY; dropped 1 argument and 1 relation"
    asking.undo()
    assert len(arguments_of(session, event.id)) == 3
    assert len(session.relations_with(one.id)) == 1


def test_a_label_that_is_none_for_mentions_drops_nothing(edits, asking, session, linked):
    edits.relabel([linked[1].id], "Nothing")
    assert asking.messages.current.action is None
    edits.relabel([linked[1].id], "located")
    assert session.mention(linked[1].id).label == "PERSON"
