"""The journal finds what was done to the links of a mention, quickly and also when they are gone."""

import pytest

from annotator.model.change import Subject
from annotator.model.ids import MentionId
from annotator.model.span import Span
from annotator.services.arguments import add_argument, delete_arguments
from annotator.services.relations import add_relation
from annotator.services.session import Session
from annotator.storage import Project
from annotator.storage.entries import HISTORY_WITH_LINKS


@pytest.fixture
def event(session, document):
    return session.add_mention(document, Span.of(0, 3), "Contact.Meet")


@pytest.fixture
def person(session, document):
    return session.add_mention(document, Span.of(5, 9), "PERSON")


def told(session: Session, mention: MentionId, limit: int = 100) -> list[tuple[str, Subject]]:
    return [(change.action, change.subject) for change in session.history_with_links(mention, limit)]


def test_arguments_are_told_at_both_ends_also_when_they_are_gone(session, event, person):
    made = add_argument(session, event.id, "Participant", person.id)
    delete_arguments(session, [made])
    for mention in (event, person):
        assert told(session, mention.id) == [
            ("argument.delete", Subject.ARGUMENT),
            ("argument.add", Subject.ARGUMENT),
            ("mention.add", Subject.MENTION),
        ]
    assert len(told(session, event.id, limit=2)) == 2


def test_relations_are_told_at_both_ends(session, document, person):
    place = session.add_mention(document, Span.of(20, 29), "GPE")
    add_relation(session, "located", person.id, place.id)
    for mention in (person, place):
        assert told(session, mention.id)[0] == ("relation.add", Subject.RELATION)


def test_nothing_of_other_mentions(session, document, event, person):
    other = session.add_mention(document, Span.of(71, 80), "GPE")
    add_argument(session, event.id, "Participant", person.id)
    assert told(session, other.id) == [("mention.add", Subject.MENTION)]


def test_every_part_of_the_question_uses_an_index(project: Project):
    values = ("x", 10) * HISTORY_WITH_LINKS.count("LIMIT")
    plan = [row[3] for row in project.db.execute(f"EXPLAIN QUERY PLAN {HISTORY_WITH_LINKS}", values)]
    searched = [step for step in plan if "journal" in step]
    assert len(searched) == 5
    assert all("USING" in step and "INDEX journal_" in step for step in searched)


def test_names_inside_an_entry_are_not_taken_for_its_ends(session, event, person):
    """An annotator whose name looks like JSON; what people write is escaped in the journal."""
    session.annotator = 'x","event":"y'
    own = session.add_mention(event.document, Span.of(0, 2), "Contact.Meet")
    other = session.add_mention(event.document, Span.of(5, 8), "PERSON")
    add_argument(session, own.id, "Participant", other.id)
    assert told(session, own.id)[0] == ("argument.add", Subject.ARGUMENT)
    assert told(session, MentionId("y")) == []
