"""What the card for links offers at each step."""

import pytest

from annotator.gui.link_offers import (
    ChooseFiller,
    ChooseLabel,
    ChooseLink,
    ChoosePair,
    ChooseRelation,
    ChooseRole,
    ChooseTarget,
    LinkOffers,
    Offer,
    lenient_links,
)
from annotator.gui.widgets import Tone
from annotator.model.scheme import Strictness
from annotator.model.span import Span
from annotator.services.arguments import add_argument
from annotator.services.candidates import PossibleArgument, links_between


@pytest.fixture
def offers(qapp, session) -> LinkOffers:
    return LinkOffers(session, "en")


@pytest.fixture
def mentions(session, document):
    """A meeting, a statement, two people, a place and some money."""
    labels = ("Contact.Meet", "Statement", "PERSON", "PERSON", "GPE", "MONEY")
    return [session.add_mention(document, Span.of(6 * i, 6 * i + 4), label) for i, label in enumerate(labels)]


def rows(offer: Offer) -> list[tuple[str, str, str]]:
    return [(entry.text, entry.note, entry.key) for entry in offer.entries]


def test_roles_say_what_they_take_and_how_many_they_have(offers, session, mentions):
    meeting, _statement, one, two, place, _money = mentions
    offer = offers.offer(ChooseRole(meeting))
    assert rows(offer) == [("Participant", "required", "1"), ("Place", "0 of 1", "2")]
    assert [entry.detail for entry in offer.entries] == ["PERSON", "GPE"]
    assert offer.entries[0].tone is Tone.MISSING
    for role, filler in (("Participant", one), ("Participant", two), ("Place", place)):
        add_argument(session, meeting.id, role, filler.id)
    assert rows(offers.offer(ChooseRole(meeting))) == [("Participant", "2", "1"), ("Place", "1 of 1", "2")]


def test_fillers_stand_in_groups(offers, session, mentions):
    meeting, statement, one, two, place, money = mentions
    add_argument(session, meeting.id, "Participant", one.id)
    offer = offers.offer(ChooseFiller(meeting, "Participant"))
    ids = [entry.id for entry in offer.entries]
    assert ids == [two.id, one.id, statement.id, place.id, money.id]
    headings = [entry.heading for entry in offer.entries]
    assert headings[1:] == ["There already"] + ["Do not fit: Participant takes PERSON"] * 3
    assert [entry.tone for entry in offer.entries] == [Tone.PLAIN, *[Tone.FAINT] * 4]
    assert offer.placeholder


def test_a_full_role_says_that_the_new_filler_takes_the_place(offers, session, mentions):
    meeting, _statement, _one, _two, place, _money = mentions
    assert not offers.fills_place(meeting, "Place")
    add_argument(session, meeting.id, "Place", place.id)
    assert offers.fills_place(meeting, "Place")
    assert "Takes the place" in offers.offer(ChooseFiller(meeting, "Place")).hint
    assert not offers.fills_place(meeting, "Participant")
    session.set_strictness(Strictness.WARN)
    assert not offers.fills_place(meeting, "Place")


def test_labels_for_a_new_filler_are_those_that_fit(offers, mentions):
    meeting, statement, *_ = mentions
    span = Span.of(40, 44)
    assert rows(offers.offer(ChooseLabel(meeting, "Participant", span))) == [("PERSON", "", "P")]
    assert [entry.id for entry in offers.offer(ChooseLabel(statement, "Topic", span)).entries] == [
        "GPE",
        "Contact.Meet",
    ]


def test_pairs_of_role_and_label(offers, session, mentions):
    meeting, _statement, _one, _two, place, _money = mentions
    add_argument(session, meeting.id, "Place", place.id)
    offer = offers.offer(ChoosePair(meeting, Span.of(40, 44)))
    assert rows(offer) == [("Participant · PERSON", "", ""), ("Place · GPE", "full", "")]
    assert offer.entries[0].id == "Participant\nPERSON"
    assert offer.entries[1].tone is Tone.FAINT


def test_relations_have_keys_and_say_where_they_lead(offers, mentions):
    _meeting, _statement, person, _two, place, money = mentions
    offer = offers.offer(ChooseRelation(person))
    assert rows(offer) == [("located", "", "1")]
    assert offer.entries[0].detail == "→ GPE"
    assert offers.offer(ChooseRelation(money)).nothing == "No relation of the scheme begins at MONEY."
    targets = offers.offer(ChooseTarget(person, "located"))
    assert targets.entries[0].id == place.id
    assert targets.entries[-1].heading == "Do not fit: located leads to GPE"


def test_links_between_two_are_told_by_their_place(offers, session, mentions):
    _meeting, _statement, person, _two, place, _money = mentions
    links = links_between(session.scheme, person, place)
    offer = offers.offer(ChooseLink(person, place, links))
    assert [(entry.id, entry.text, entry.key) for entry in offer.entries] == [("0", "located", "1")]


def test_why_nothing_fits(offers, mentions):
    meeting, statement, person, _two, place, money = mentions
    assert offers.why_nothing(meeting, money) == (
        "MONEY fits no role of Contact.Meet; there are Participant (PERSON), Place (GPE)."
    )
    assert offers.why_nothing(money, statement) == (
        "MONEY fits no role of Statement; there are Speaker (PERSON), Topic (Contact or GPE)."
    )
    assert offers.why_nothing(person, money) == "No relation leads from PERSON to MONEY; from PERSON lead located."
    assert offers.why_nothing(place, money) == "No relation leads from GPE to MONEY; from GPE lead none."


def test_a_project_that_only_warns_offers_all_roles(session, mentions):
    meeting, _statement, person, _two, _place, money = mentions
    found = lenient_links(session.scheme, money, meeting)
    assert found == (PossibleArgument(meeting, "Participant", money), PossibleArgument(meeting, "Place", money))
    assert lenient_links(session.scheme, person, money) == ()
