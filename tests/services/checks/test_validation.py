"""What the scheme forbids or misses in a layer, and how it is mended."""

from dataclasses import replace

import pytest

from annotator.model.annotation import Argument, Mention
from annotator.model.ids import ArgumentId, DocumentId, MentionId, new_id
from annotator.model.scheme import Attribute, AttributeKind, Label, Role, Scheme, Strictness
from annotator.model.span import Span
from annotator.services.arguments import add_argument, arguments_of
from annotator.services.checks.corpus_problems import corpus_problems
from annotator.services.checks.mending import mend
from annotator.services.checks.validation import Problem, Remedy, Trouble, problems
from annotator.services.relations import add_relation
from annotator.services.session import EditError, Session
from tests.conftest import LEILA, OMAR


@pytest.fixture
def scheme(scheme: Scheme) -> Scheme:
    """With a role that takes exactly two, an attribute that is required, and relations that say so."""
    said = Attribute("said", AttributeKind.TEXT, required=True)
    contest = Label(
        "Contest",
        "event",
        roles=(Role("Side", ("PERSON",), "{2}", attributes=("said",)), Role("Prize", ("MONEY",), "?")),
    )
    owes = Label("owes", "relation", source=("PERSON",), target=("MONEY",), attributes=("said",))
    return replace(scheme, attributes=(*scheme.attributes, said), labels=(*scheme.labels, contest, owes))


def mention(session: Session, document: DocumentId, label: str, at: int) -> Mention:
    return session.add_mention(document, Span.of(at, at + 2), label)


def found(session: Session, document: DocumentId) -> list[Problem]:
    return list(problems(session.layer(document), session.scheme))


def told(session: Session, document: DocumentId) -> list[tuple[Trouble, str]]:
    return [(problem.trouble, problem.sentence) for problem in found(session, document)]


def test_roles_that_must_be_filled_are_missed_until_they_are(session: Session, document: DocumentId) -> None:
    contest = mention(session, document, "Contest", 0)
    assert told(session, document) == [(Trouble.MISSING_ROLE, "Contest has no Side yet.")]
    one = add_argument(session, contest.id, "Side", mention(session, document, "PERSON", 3).id)
    assert told(session, document) == [
        (Trouble.MISSING_ROLE, "Contest has 1 of 2 fillers of Side."),
        (Trouble.MISSING_VALUE, "Side of Contest has no said yet."),
    ]
    assert found(session, document)[1].link == one
    assert {problem.remedy for problem in found(session, document)} == {None}
    with pytest.raises(EditError, match="decision"):
        mend(session, found(session, document)[0])


def test_too_many_fillers_are_taken_out_from_the_last(session: Session, document: DocumentId) -> None:
    session.set_strictness(Strictness.WARN)
    meet = mention(session, document, "Contact.Meet", 0)
    add_argument(session, meet.id, "Participant", mention(session, document, "PERSON", 3).id)
    places = [add_argument(session, meet.id, "Place", mention(session, document, "GPE", at).id) for at in (6, 9)]
    (problem,) = found(session, document)
    assert (problem.trouble, problem.remedy, problem.link) == (Trouble.TOO_MANY, Remedy.TAKE_OUT, places[1])
    mend(session, problem)
    assert found(session, document) == []
    session.undo()
    assert found(session, document) == [problem]


def test_a_wrong_filler_gets_the_one_role_that_it_fits_or_goes(session: Session, document: DocumentId) -> None:
    session.set_strictness(Strictness.WARN)
    meet, place = mention(session, document, "Contact.Meet", 0), mention(session, document, "GPE", 3)
    add_argument(session, meet.id, "Participant", mention(session, document, "PERSON", 6).id)
    add_argument(session, meet.id, "Participant", place.id)
    money = mention(session, document, "MONEY", 9)
    add_argument(session, meet.id, "Participant", money.id)
    first, second = found(session, document)
    assert first.sentence == "GPE cannot be Participant of Contact.Meet; that takes PERSON."
    assert (first.remedy, first.name) == (Remedy.CHANGE_ROLE, "Place")
    assert (second.remedy, second.name) == (Remedy.TAKE_OUT, "Participant")
    mend(session, first)
    mend(session, second)
    assert found(session, document) == []
    assert [(a.role, a.filler) for a in arguments_of(session, meet.id)][1:] == [("Place", place.id)]


def test_relations_are_turned_if_that_mends_them(session: Session, document: DocumentId) -> None:
    session.set_strictness(Strictness.WARN)
    person, place = mention(session, document, "PERSON", 0), mention(session, document, "GPE", 3)
    add_relation(session, "located", place.id, person.id)
    (problem,) = found(session, document)
    assert (problem.trouble, problem.remedy, problem.mention) == (Trouble.WRONG_RELATION, Remedy.TURN_ROUND, place.id)
    mend(session, problem)
    assert found(session, document) == []
    add_relation(session, "owes", person.id, place.id)
    (problem,) = found(session, document)
    assert problem.remedy is Remedy.DELETE_RELATION
    mend(session, problem)
    assert found(session, document) == []


def test_circles_of_events_are_told_once_unless_the_scheme_allows_them(
    session: Session, document: DocumentId, scheme: Scheme
) -> None:
    person = mention(session, document, "PERSON", 0)
    session.set_strictness(Strictness.WARN)
    events = [mention(session, document, "Statement", at) for at in (3, 6, 9)]
    for event, topic in zip(events, (*events[1:], events[0]), strict=True):
        add_argument(session, event.id, "Speaker", person.id)
        add_argument(session, event.id, "Topic", topic.id)
    circles = [problem for problem in found(session, document) if problem.trouble is Trouble.CIRCLE]
    assert circles == []  # what does not fit is said first
    open_scheme = replace(
        scheme,
        labels=tuple(
            replace(label, roles=tuple(replace(role, fillers=()) for role in label.roles)) for label in scheme.labels
        ),
    )
    (circle,) = problems(session.layer(document), open_scheme)
    assert (circle.trouble, circle.mention) == (Trouble.CIRCLE, events[2].id)
    assert circle.sentence == "Through Topic this Statement is part of itself."
    assert list(problems(session.layer(document), replace(open_scheme, allow_cycles=True))) == []
    mend(session, circle)
    assert list(problems(session.layer(document), open_scheme)) == []


def test_labels_and_values_that_the_scheme_lost_are_named(session: Session, document: DocumentId) -> None:
    person = mention(session, document, "PERSON", 0)
    smaller = replace(
        session.scheme,
        labels=tuple(replace(x, attributes=()) if x.name == "PERSON" else x for x in session.scheme.labels),
    )
    (problem,) = problems(session.layer(document), smaller)
    assert (problem.trouble, problem.remedy, problem.name) == (Trouble.WRONG_MENTION, Remedy.CLEAR_VALUE, "mention")
    mend(session, problem)
    assert session.mention(person.id).attributes == {}
    assert list(problems(session.layer(document), smaller)) == []
    without = replace(
        smaller, labels=tuple(x for x in smaller.labels if x.name not in ("PERSON", "owes", "located") and not x.roles)
    )
    (problem,) = problems(session.layer(document), without)
    assert (problem.sentence, problem.remedy) == ("The scheme “small” has no label “PERSON”.", None)


def test_the_problems_of_a_project_come_with_their_places(session: Session, document: DocumentId) -> None:
    hers = mention(session, document, "Contact.Meet", 0)
    session.annotator = OMAR
    his = mention(session, document, "Contest", 3)
    places = list(corpus_problems(session.path))
    assert [(p.annotator, p.mention, p.title) for p in places] == [
        (LEILA, hers, "Article 1"),
        (OMAR, his, "Article 1"),
    ]
    assert [p.mention for p in corpus_problems(session.path, OMAR)] == [his]
    assert places[0].text == hers.span.text(session.text(document))


def test_an_end_that_is_not_in_the_layer_is_no_matter_of_the_scheme(session: Session, document: DocumentId) -> None:
    meet = mention(session, document, "Contact.Meet", 0)
    lost = Argument(ArgumentId(new_id()), document, LEILA, meet.id, "Place", MentionId("gone"))
    layer = replace(session.layer(document), arguments=(lost,))
    assert [problem.trouble for problem in problems(layer, session.scheme)] == [Trouble.MISSING_ROLE]
