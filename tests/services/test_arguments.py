"""Arguments: who fills which role, in which order, and what the scheme says of it."""

from collections.abc import Callable

import pytest

from annotator.model.annotation import Argument, Mention
from annotator.model.change import Changes, Subject
from annotator.model.errors import AnnotatorError, SchemeError
from annotator.model.ids import DocumentId
from annotator.model.scheme import Strictness
from annotator.model.span import Span
from annotator.services.arguments import (
    NewFiller,
    add_argument,
    arguments_of,
    delete_arguments,
    gone_with,
    misfit,
    move_argument,
    relabel_dropping,
    replace_fillers,
    set_argument_attribute,
    set_role,
)
from annotator.services.relations import add_relation
from annotator.services.session import EditError, Session
from tests.conftest import OMAR

Make = Callable[[str, int], Mention]


@pytest.fixture
def make(session: Session, document: DocumentId) -> Make:
    """Makes a mention of a label at an offset."""

    def made(label: str, at: int) -> Mention:
        return session.add_mention(document, Span.of(at, at + 2), label)

    return made


def fillers(session: Session, event: Mention) -> list[tuple[str, str]]:
    return [(a.role, a.filler) for a in arguments_of(session, event.id)]


def test_arguments_come_in_the_order_in_which_they_were_added(session: Session, make: Make) -> None:
    event, one, two, place = make("Contact.Meet", 0), make("PERSON", 3), make("PERSON", 6), make("GPE", 9)
    for role, filler in (("Participant", one), ("Place", place), ("Participant", two)):
        add_argument(session, event.id, role, filler.id)
    assert fillers(session, event) == [("Participant", one.id), ("Place", place.id), ("Participant", two.id)]
    assert [a.position for a in arguments_of(session, event.id)] == [0, 1, 2]


def test_one_mention_may_fill_two_roles_but_none_twice(session: Session, make: Make) -> None:
    event, place = make("Statement", 0), make("GPE", 3)
    session.set_strictness(Strictness.WARN)
    add_argument(session, event.id, "Topic", place.id)
    add_argument(session, event.id, "Speaker", place.id)
    with pytest.raises(EditError, match="fills Topic already"):
        add_argument(session, event.id, "Topic", place.id)


def test_a_filler_must_fit_its_role(session: Session, make: Make) -> None:
    event, meeting, money = make("Statement", 0), make("Contact.Meet", 3), make("MONEY", 6)
    add_argument(session, event.id, "Topic", meeting.id)  # allowed through its parent, Contact
    with pytest.raises(SchemeError, match="that takes Contact or GPE"):
        add_argument(session, event.id, "Topic", money.id)
    with pytest.raises(EditError, match="Only events have arguments"):
        add_argument(session, money.id, "Topic", meeting.id)


def test_a_full_role_is_said_to_be_full_and_its_filler_can_be_replaced(session: Session, make: Make) -> None:
    event, one, two = make("Contact.Meet", 0), make("GPE", 3), make("GPE", 6)
    add_argument(session, event.id, "Place", one.id)
    with pytest.raises(SchemeError, match="takes one filler, not 2"):
        add_argument(session, event.id, "Place", two.id)
    replace_fillers(session, event.id, "Place", two.id)
    assert fillers(session, event) == [("Place", two.id)]
    session.undo()
    assert fillers(session, event) == [("Place", one.id)]


def test_text_becomes_a_mention_and_a_filler_in_one_act(session: Session, make: Make, document: DocumentId) -> None:
    event = make("Contact.Meet", 0)
    argument = add_argument(session, event.id, "Place", NewFiller(Span.of(20, 29), "GPE"))
    assert session.mention(argument.filler).label == "GPE"
    session.undo()
    assert session.layer(document).mentions == (event,)
    assert fillers(session, event) == []
    with pytest.raises(SchemeError, match="MONEY cannot be Place"):
        add_argument(session, event.id, "Place", NewFiller(Span.of(20, 29), "MONEY"))
    assert session.layer(document).mentions == (event,)


def test_fillers_of_a_role_are_reordered_among_themselves(session: Session, make: Make) -> None:
    event, place = make("Contact.Meet", 0), make("GPE", 3)
    people = [make("PERSON", at) for at in (6, 9, 12)]
    add_argument(session, event.id, "Participant", people[0].id)
    add_argument(session, event.id, "Place", place.id)
    add_argument(session, event.id, "Participant", people[1].id)
    add_argument(session, event.id, "Participant", people[2].id)
    last = arguments_of(session, event.id)[-1]
    move_argument(session, last, -1)
    order = [people[0].id, place.id, people[2].id, people[1].id]
    assert [filler for _role, filler in fillers(session, event)] == order
    moved = next(a for a in arguments_of(session, event.id) if a.id == last.id)
    assert move_argument(session, moved, -5).changes
    assert [f for r, f in fillers(session, event) if r == "Participant"] == [people[2].id, people[0].id, people[1].id]
    first = arguments_of(session, event.id)[0]
    assert move_argument(session, first, -1).changes == ()


def test_another_role_keeps_what_it_knows_of_the_attributes(session: Session, make: Make) -> None:
    event, place = make("Statement", 0), make("GPE", 3)
    session.set_strictness(Strictness.WARN)
    argument = add_argument(session, event.id, "Topic", place.id)
    set_role(session, argument, "Speaker")
    assert fillers(session, event) == [("Speaker", place.id)]
    (now,) = arguments_of(session, event.id)
    assert misfit(session, now) == "GPE cannot be Speaker of Statement; that takes PERSON."


def test_what_an_argument_says_is_checked_by_the_scheme(session: Session, make: Make) -> None:
    event, place = make("Contact.Meet", 0), make("GPE", 3)
    argument = add_argument(session, event.id, "Place", place.id)
    with pytest.raises(SchemeError, match="has no attribute “realis”"):
        set_argument_attribute(session, argument, "realis", False)
    assert misfit(session, argument) is None


def test_arguments_are_taken_out_and_the_mentions_stay(session: Session, make: Make, document: DocumentId) -> None:
    event, one, two = make("Contact.Meet", 0), make("PERSON", 3), make("PERSON", 6)
    made = [add_argument(session, event.id, "Participant", filler.id) for filler in (one, two)]
    delete_arguments(session, made)
    assert session.layer(document).arguments == ()
    assert len(session.layer(document).mentions) == 3
    session.undo()
    assert arguments_of(session, event.id) == tuple(made)


def test_relabelling_that_breaks_links_is_refused_or_drops_them(session: Session, make: Make) -> None:
    event, person, place = make("Contact.Meet", 0), make("PERSON", 3), make("GPE", 6)
    argument = add_argument(session, event.id, "Participant", person.id)
    kept = add_argument(session, event.id, "Place", place.id)
    relation = add_relation(session, "located", person.id, place.id)
    with pytest.raises(SchemeError, match="MONEY cannot be Participant"):
        session.relabel([person.id], "MONEY")
    changes = relabel_dropping(session, [person.id], "MONEY")
    assert gone_with(changes) == (argument, relation)
    assert [c.before for c in changes.of(Subject.RELATION)] == [relation]
    assert arguments_of(session, event.id) == (kept,)
    session.undo()
    assert session.mention(person.id) == person
    assert arguments_of(session, event.id) == (argument, kept)
    relabel_dropping(session, [event.id], "PERSON")
    assert arguments_of(session, event.id) == ()


def test_nobody_edits_the_arguments_of_another_s_events(session: Session, make: Make) -> None:
    event, person = make("Contact.Meet", 0), make("PERSON", 3)
    argument = add_argument(session, event.id, "Participant", person.id)
    session.annotator = OMAR
    edits: list[Callable[[], Argument | Changes]] = [
        lambda: add_argument(session, event.id, "Participant", person.id),
        lambda: delete_arguments(session, [argument]),
        lambda: set_role(session, argument, "Place"),
        lambda: move_argument(session, argument, 1),
        lambda: set_argument_attribute(session, argument, "x", None),
        lambda: replace_fillers(session, event.id, "Participant", person.id),
    ]
    for edit in edits:
        with pytest.raises(AnnotatorError, match="leila's"):
            edit()
