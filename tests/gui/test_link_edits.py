"""What is said of edits of arguments and relations, and what a refusal offers."""

import pytest

from annotator.gui.link_edits import LinkEdits
from annotator.model.annotation import Mention
from annotator.model.scheme import Strictness
from annotator.model.span import Span
from annotator.services.arguments import NewFiller, arguments_of
from tests.gui.conftest import said


@pytest.fixture
def edits(asking):
    return LinkEdits(asking)


@pytest.fixture
def meeting(session, document):
    """An event, two people and two places."""
    spans = ((0, 3, "Contact.Meet"), (5, 9, "PERSON"), (10, 14, "PERSON"), (20, 29, "GPE"), (71, 80, "GPE"))
    return [session.add_mention(document, Span.of(start, end), label) for start, end, label in spans]


def words(session, mention: Mention) -> str:
    return f"‘{mention.span.text(session.text(mention.document)).strip()}’"


def test_a_filled_role_is_said_and_undone_by_the_message(edits, asking, session, meeting):
    event, one, *_rest = meeting
    edits.add_argument(event.id, "Participant", one.id)
    assert said(asking) == f"{words(session, one)} is now Participant of {words(session, event)}"
    asking.messages.current.action.run()
    assert arguments_of(session, event.id) == ()


def test_what_does_not_fit_is_refused_with_what_would(edits, asking, session, meeting):
    event, _one, _two, place, _other = meeting
    assert edits.add_argument(event.id, "Participant", place.id) is None
    assert said(asking) == "GPE cannot be Participant of Contact.Meet; that takes PERSON."
    assert asking.messages.current.tone == "error"


def test_a_full_role_offers_to_replace_its_filler(edits, asking, session, meeting):
    event, _one, _two, place, other = meeting
    edits.add_argument(event.id, "Place", place.id)
    edits.add_argument(event.id, "Place", other.id)
    assert said(asking) == "Place of Contact.Meet takes one filler, not 2."
    asking.messages.current.action.run()
    assert [a.filler for a in arguments_of(session, event.id)] == [other.id]
    assert "is now Place of" in said(asking)


def test_a_full_role_offers_nothing_for_text_that_is_no_mention_yet(edits, asking, session, meeting):
    event, _one, _two, place, _other = meeting
    edits.add_argument(event.id, "Place", place.id)
    assert edits.add_argument(event.id, "Place", NewFiller(Span.of(30, 33), "GPE")) is None
    assert asking.messages.current.action is None


def test_a_lenient_project_warns_instead(edits, asking, session, meeting):
    event, _one, _two, place, _other = meeting
    session.set_strictness(Strictness.WARN)
    assert edits.add_argument(event.id, "Participant", place.id) is not None
    assert (said(asking), asking.messages.current.tone) == (
        "GPE cannot be Participant of Contact.Meet; that takes PERSON.",
        "warn",
    )


def test_arguments_are_moved_and_taken_out(edits, asking, session, meeting):
    event, one, two, *_places = meeting
    first = edits.add_argument(event.id, "Participant", one.id)
    second = edits.add_argument(event.id, "Participant", two.id)
    edits.move_argument(second, -1)
    assert said(asking) == "Reordered Participant"
    assert [a.filler for a in arguments_of(session, event.id)] == [two.id, one.id]
    for argument in arguments_of(session, event.id):
        edits.delete_arguments([argument])
    assert said(asking) == "Took out 2 arguments"
    assert first.filler == one.id


def test_relations_are_made_turned_and_deleted(edits, asking, session, meeting):
    _event, one, _two, place, _other = meeting
    made = edits.add_relation("located", one.id, place.id)
    assert said(asking) == f"located from {words(session, one)} to {words(session, place)}"
    edits.reverse_relation(made)
    assert said(asking) == "located cannot begin at GPE; it takes PERSON."
    edits.delete_relation(made)
    assert said(asking) == f"Deleted located of {words(session, one)}"
    assert session.relations_with(one.id) == ()
