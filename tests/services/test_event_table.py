"""The table of events: who fills what, what is missing, in which order the roles stand."""

from annotator.model.ids import DocumentId
from annotator.model.scheme import Strictness
from annotator.model.span import Span
from annotator.services.arguments import add_argument
from annotator.services.event_table import EventTable, event_table
from annotator.services.session import Session
from tests.conftest import ARABIC


def table(session: Session, document: DocumentId) -> EventTable:
    return event_table(session.layer(document), session.scheme, session.text(document))


def test_events_stand_in_reading_order_with_their_fillers(session: Session, document: DocumentId) -> None:
    assert table(session, document) == EventTable()
    later = session.add_mention(document, Span.of(47, 51), "Statement")
    meet = session.add_mention(document, Span.of(0, 3), "Contact.Meet")
    people = [session.add_mention(document, Span.of(at, at + 4), "PERSON") for at in (5, 10)]
    place = session.add_mention(document, Span.of(21, 30), "GPE")
    for role, filler in (("Participant", people[1]), ("Place", place), ("Participant", people[0])):
        add_argument(session, meet.id, role, filler.id)
    found = table(session, document)
    assert [row.event for row in found.rows] == [meet, later]
    assert [row.place for row in found.rows] == [0, 1]
    assert found.roles == ("Participant", "Place", "Speaker")
    first, second = found.rows
    assert first.trigger == ARABIC[0:3]
    assert [filler.mention for filler in first.fillers["Participant"]] == [people[1].id, people[0].id]
    assert first.fillers["Place"][0].text == ARABIC[21:30]
    assert (first.is_complete, first.missing) == (True, ())
    assert (second.is_complete, second.missing, second.fillers) == (False, ("Speaker",), {})
    assert found.incomplete == 1


def test_what_the_scheme_has_against_an_event_is_told(session: Session, document: DocumentId) -> None:
    session.set_strictness(Strictness.WARN)
    say = session.add_mention(document, Span.of(0, 3), "Statement")
    place = session.add_mention(document, Span.of(21, 30), "GPE")
    add_argument(session, say.id, "Speaker", place.id)
    (row,) = table(session, document).rows
    assert row.troubles == ("GPE cannot be Speaker of Statement; that takes PERSON.",)


def test_events_are_found_by_type_trigger_and_fillers(session: Session, document: DocumentId) -> None:
    say = session.add_mention(document, Span.of(0, 3), "Statement")
    place = session.add_mention(document, Span.of(21, 30), "GPE")
    add_argument(session, say.id, "Topic", place.id)
    (row,) = table(session, document).rows
    assert [row.matches(query) for query in ("state", "كازاخ", "وصل", "person")] == [True, True, True, False]
