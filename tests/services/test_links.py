"""What hangs on a mention, and which acts touch it."""

import pytest

from annotator.model.annotation import Mention
from annotator.model.change import Changes
from annotator.model.ids import ClusterId
from annotator.model.scheme import Strictness
from annotator.model.span import Span
from annotator.services.arguments import add_argument, delete_arguments, move_argument
from annotator.services.coreference import edit_cluster, link, new_cluster, unlink
from annotator.services.links import Way, links_of
from annotator.services.relations import add_relation
from annotator.services.session import Session
from tests.conftest import add_documents


@pytest.fixture
def mentions(session, document) -> dict[str, Mention]:
    spans = {"meet": (0, 3), "lam": (5, 9), "wife": (10, 14), "place": (20, 29), "other": (71, 80), "say": (47, 51)}
    labels = {"meet": "Contact.Meet", "say": "Statement", "place": "GPE", "other": "GPE"}
    return {
        name: session.add_mention(document, Span.of(*span), labels.get(name, "PERSON")) for name, span in spans.items()
    }


def form(session: Session, event: Mention) -> dict[str, list[str]]:
    """Role to labels of its fillers."""
    roles = links_of(session, session.mention(event.id)).roles
    return {role.name: [filler.mention.label for filler in role.fillers] for role in roles}


def cluster_of(session: Session, mention: Mention) -> tuple[str, int] | None:
    """Name and number of mentions."""
    linked = links_of(session, session.mention(mention.id)).linked
    return None if linked is None else (linked.name, linked.mentions)


def test_an_event_has_all_roles_of_its_label_in_the_schemes_order(session, mentions):
    meet = mentions["meet"]
    assert form(session, meet) == {"Participant": [], "Place": []}
    add_argument(session, meet.id, "Place", mentions["place"].id)
    add_argument(session, meet.id, "Participant", mentions["lam"].id)
    assert form(session, meet) == {"Participant": ["PERSON"], "Place": ["GPE"]}


def test_what_is_wanting_is_counted(session, mentions):
    roles = {role.name: role.missing for role in links_of(session, mentions["meet"]).roles}
    assert roles == {"Participant": 1, "Place": 0}
    add_argument(session, mentions["meet"].id, "Participant", mentions["lam"].id)
    assert links_of(session, mentions["meet"]).roles[0].missing == 0


def test_an_event_in_an_event_is_part_and_form_at_once(session, mentions):
    meet, say = mentions["meet"], mentions["say"]
    add_argument(session, say.id, "Topic", meet.id)
    links = links_of(session, meet)
    assert [(part.argument.role, part.event) for part in links.parts] == [("Topic", say)]
    assert [role.name for role in links.roles] == ["Participant", "Place"]
    assert form(session, say) == {"Speaker": [], "Topic": ["Contact.Meet"]}


def test_a_lenient_project_shows_what_does_not_fit_and_says_why(session, mentions):
    session.set_strictness(Strictness.WARN)
    meet = mentions["meet"]
    for role, filler in (("Odd", "lam"), ("Participant", "place"), ("Place", "place"), ("Place", "other")):
        add_argument(session, meet.id, role, mentions[filler].id)
    roles = links_of(session, meet).roles
    assert [role.name for role in roles] == ["Participant", "Place", "Odd"]
    assert [filler.misfit for role in roles for filler in role.fillers] == [
        "GPE cannot be Participant of Contact.Meet; that takes PERSON.",
        "Place of Contact.Meet takes one filler, not 2.",
        "Place of Contact.Meet takes one filler, not 2.",
        "Contact.Meet has no role “Odd”.",
    ]


def test_a_relation_is_seen_from_both_ends(session, mentions):
    lam, place = mentions["lam"], mentions["place"]
    add_relation(session, "located", lam.id, place.id)
    (there,), (back,) = links_of(session, lam).relations, links_of(session, place).relations
    assert (there.other, there.way) == (place, Way.THERE)
    assert (back.other, back.way) == (lam, Way.BACK)


def test_relations_that_could_be_are_known(session, mentions):
    assert links_of(session, mentions["lam"]).may_relate
    assert not links_of(session, mentions["meet"]).may_relate


def test_a_cluster_is_named_by_its_name_else_by_a_mention_of_any_document(session, mentions, document):
    changes, texts = add_documents("Kasachstan liegt in Asien.")
    session.apply(changes, texts=texts)
    far = session.add_mention(changes[0].document, Span.of(0, 10), "GPE")
    place = mentions["place"]
    made = new_cluster(session, [place.id, far.id])
    assert cluster_of(session, place) == (place.span.text(session.text(document)), 2)
    session.set_attribute([far.id], "mention", "NAM")
    unlink(session, [place.id])
    assert cluster_of(session, far) == ("Kasachstan", 1)
    edit_cluster(session, made.id, name="KZ")
    assert cluster_of(session, far) == ("KZ", 1)


def test_acts_that_touch_it_are_told_from_others(session, mentions, document):
    meet, lam, place = mentions["meet"], mentions["lam"], mentions["place"]
    first = add_argument(session, meet.id, "Participant", lam.id)
    second = add_argument(session, meet.id, "Participant", mentions["wife"].id)
    told: list[Changes] = []
    session.subscribe(told.append)

    def touched(mention: Mention) -> bool:
        return before[mention.id].touched_by(told[-1])

    before = {m.id: links_of(session, m) for m in mentions.values()}
    move_argument(session, second, -1)
    assert [touched(m) for m in (meet, lam, place)] == [True, True, False]
    session.set_span(lam.id, Span.of(5, 8))
    assert [touched(m) for m in (meet, place)] == [True, False]
    delete_arguments(session, [session.arguments_with(lam.id)[0]])
    assert [touched(m) for m in (meet, lam, place)] == [True, True, False]
    assert first.filler == lam.id


def test_acts_on_its_cluster_touch_it(session, mentions):
    made = new_cluster(session, [mentions["lam"].id])
    lam, wife = session.mention(mentions["lam"].id), mentions["wife"]
    before, other = links_of(session, lam), links_of(session, wife)
    told: list[Changes] = []
    session.subscribe(told.append)
    edit_cluster(session, made.id, name="x")
    assert before.touched_by(told[-1])
    assert not other.touched_by(told[-1])
    link(session, [wife.id], ClusterId(made.id))
    assert before.touched_by(told[-1])
