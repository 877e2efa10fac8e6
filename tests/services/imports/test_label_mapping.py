"""Names of files that the scheme does not have: what is asked, suggested, added, and what becomes of the layers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats.drafting import Draft
from annotator.formats.entry import Entry
from annotator.model.annotation import Kind, Value
from annotator.model.scheme import Attribute, AttributeKind, Choice, Label, Role, Scheme
from annotator.model.span import Span
from annotator.services.imports.label_fitting import UNKNOWN, Fitting, UnknownNamesError, unknown_names
from annotator.services.imports.label_mapping import NameMapping, Survey
from annotator.services.imports.label_names import ADD, DROP, Answer, Answers, Asked, Thing, rename
from annotator.services.imports.label_usage import Usage
from annotator.services.imports.layers import check_labels

TEXT = "Anna Müller traf in Rom den Minister. قالت ليلى إنها سعيدة."

SCHEME = Scheme(
    "small",
    attributes=(
        Attribute("mention", choices=(Choice("NAM", key="N"), Choice("NOM"))),
        Attribute("size", choices=(Choice("big", key="N"), Choice("small"))),
        Attribute("negated", AttributeKind.YES_NO),
        Attribute("amount", AttributeKind.NUMBER),
        Attribute("remark", AttributeKind.TEXT),
    ),
    labels=(
        Label("PERSON", "entity", key="P", attributes=("mention", "remark"), names={"ar": "شخص"}),
        Label("GPE", "entity", key="G", attributes=("mention",)),
        Label("Contact", "event", abstract=True),
        Label(
            "Contact.Meet",
            "event",
            parent="Contact",
            attributes=("negated",),
            roles=(Role("Participant", ("PERSON",), attributes=("size",)), Role("Place", ("GPE",))),
        ),
        Label("Say", "event", roles=(Role("Topic"),)),
        Label("located", "relation", source=("PERSON",), target=("GPE",), attributes=("amount",)),
        Label("knows", "relation", source=("PERSON",), target=("PERSON",), symmetric=True),
    ),
)


def drafted(*mentions: tuple[str, Kind, str, dict[str, Value]]) -> Draft:
    """A layer with a mention for each: key, kind, label, attributes."""
    draft = Draft(TEXT, "Rome", annotator="omar")
    for place, (key, kind, label, attributes) in enumerate(mentions):
        draft.mention(kind, label, Span.of(place, place + 4), key, attributes)
    return draft


def survey(*entries: Entry) -> Survey:
    usage = Usage()
    for entry in entries:
        usage.add(entry)
    return Survey(SCHEME, usage)


def taken_in(mapping: NameMapping, entry: Entry) -> Entry:
    """The entry as it comes in; what the scheme then has allows all of it."""
    made = Fitting(mapping).applied(entry)
    assert made.contents is not None
    check_labels(mapping.edit.outcome(SCHEME).scheme, made.contents)
    return made


def asked(mapping: NameMapping) -> dict[tuple[str, str], Answer]:
    return {(str(question.asked.thing), question.asked.name): question.answer for question in mapping.questions}


# -- everything at once

LABELS = (
    "PERSON",
    "GPE",
    "Contact",
    "Contact.Meet",
    "Say",
    "located",
    "PER",
    "B-ORG",
    "شخص",
    " odd\tname ",
    "odd name",
)
NAMES = ("mention", "size", "negated", "amount", "remark", "Mention", "new", "new ", "weight")
VALUES = st.one_of(
    st.sampled_from(("NAM", "nom", "big", "yes", "true", "3", "3.5", "", " x ", "y\nz")),
    st.booleans(),
    st.integers(-5, 5),
    st.floats(allow_nan=False, allow_infinity=False),
)
SAID = st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=3)
ROLES = st.sampled_from(("Participant", "Place", "Topic", "place", "Agent", " Agent"))


@st.composite
def layers(draw: st.DrawFn) -> Entry:
    """A layer of anything, with names of the scheme and others."""
    kinds = st.sampled_from((Kind.ENTITY, Kind.EVENT))
    some = draw(st.lists(st.tuples(kinds, st.sampled_from(LABELS), SAID), min_size=1, max_size=5))
    draft = drafted(*((str(place), *facts) for place, facts in enumerate(some)))
    keys = [str(place) for place in range(len(some))]
    pairs = [(one, other) for one in keys for other in keys if one != other]
    for one, other in draw(st.lists(st.sampled_from(pairs), max_size=4)) if pairs else ():
        if draw(st.booleans()) and some[int(one)][0] is Kind.EVENT:
            draft.argument(one, draw(ROLES), other, draw(SAID))
        else:
            draft.relation(draw(st.sampled_from(("located", "knows", "Say", "REL"))), one, other, attributes=draw(SAID))
    members = draw(st.lists(st.sampled_from(keys), unique=True, max_size=3))
    if members:
        draft.cluster("c", members, label=draw(st.sampled_from((None, *LABELS))))
    return draft.entry()


OTHERWISE = st.sampled_from((None, ADD, DROP))


@settings(max_examples=200)
@given(st.lists(layers(), min_size=1, max_size=3), OTHERWISE, st.data())
def test_whatever_is_answered_no_layer_is_refused_for_its_names(
    entries: list[Entry], otherwise: Answer | None, data: st.DataObject
) -> None:
    found = survey(*entries)
    answers: Answers = {}
    for _round in range(3):
        mapping = found.mapping(answers, otherwise=otherwise)
        for question in mapping.questions:
            choices = [DROP, *([ADD] if question.can_be_added else []), *map(rename, question.targets)]
            answers = {**answers, question.asked: data.draw(st.sampled_from(choices))}
    mapping = found.mapping(answers, otherwise=otherwise)
    for entry in entries:
        taken_in(mapping, entry)


@given(layers())
def test_what_the_scheme_allows_is_not_asked_about_and_stays_as_it_is(entry: Entry) -> None:
    mapping = survey(entry).mapping()
    assert entry.contents is not None
    if not mapping.questions and not mapping.edit.is_empty:
        raise AssertionError(mapping.edit)
    scheme = mapping.edit.outcome(SCHEME).scheme
    once = taken_in(mapping, entry)
    usage = Usage()
    usage.add(once)
    again = Survey(scheme, usage).mapping()
    assert again.questions == ()
    assert Fitting(again).applied(once) == once
    assert unknown_names(scheme, once) == ""
    assert bool(unknown_names(SCHEME, entry)) == bool(mapping.questions)


def test_a_name_that_nobody_has_looked_at_is_refused_with_a_sentence() -> None:
    mapping = survey(drafted(("a", Kind.ENTITY, "PER", {})).entry()).mapping()
    with pytest.raises(UnknownNamesError, match=f"{UNKNOWN}: “ORG”"):
        Fitting(mapping).applied(drafted(("a", Kind.ENTITY, "ORG", {})).entry())


# -- one thing at a time


def test_values_become_what_the_attribute_takes_without_a_question() -> None:
    said: dict[str, Value] = {"remark": True, "mention": "NAM"}
    entry = drafted(("a", Kind.ENTITY, "PERSON", said), ("b", Kind.EVENT, "Contact.Meet", {"negated": "TRUE"})).entry()
    mapping = survey(entry).mapping()
    assert (mapping.questions, mapping.is_needed) == ((), True)
    made = taken_in(mapping, entry).contents
    assert made is not None
    assert [dict(mention.attributes) for mention in made.mentions] == [
        {"remark": "true", "mention": "NAM"},
        {"negated": True},
    ]


def test_of_two_links_that_become_the_same_one_stays() -> None:
    draft = drafted(("e", Kind.EVENT, "Contact.Meet", {}), ("a", Kind.ENTITY, "PERSON", {}))
    for role in ("Participant", "Guest", "Host"):
        draft.argument("e", role, "a")
    mapping = survey(draft.entry()).mapping(
        {Asked(Thing.ROLE, role, ("Contact.Meet",)): rename("Participant") for role in ("Guest", "Host")}
    )
    fitting = Fitting(mapping)
    made = fitting.applied(draft.entry()).contents
    assert made is not None
    assert [argument.role for argument in made.arguments] == ["Participant"]
    assert any("2 links that were there already" in note for note in fitting.notes())


def test_who_becomes_an_event_leaves_a_cluster_of_entities() -> None:
    draft = drafted(("a", Kind.ENTITY, "PERSON", {}), ("b", Kind.ENTITY, "War", {}))
    draft.cluster("c", ["a", "b"])
    mapping = survey(draft.entry()).mapping({Asked(Thing.ENTITY, "War"): rename("Say")})
    fitting = Fitting(mapping)
    made = fitting.applied(draft.entry()).contents
    assert made is not None
    assert [mention.cluster is None for mention in made.mentions] == [False, True]
    assert fitting.gone["places in clusters"] == 1


def test_a_cluster_goes_with_its_last_mention() -> None:
    draft = drafted(("a", Kind.ENTITY, "X", {}), ("b", Kind.ENTITY, "X", {}))
    draft.cluster("c", ["a", "b"], label="X")
    fitting = Fitting(survey(draft.entry()).mapping({Asked(Thing.ENTITY, "X"): DROP}))
    made = fitting.applied(draft.entry()).contents
    assert made is not None
    assert (made.mentions, made.clusters, fitting.gone["clusters"]) == ((), (), 1)


def test_the_same_name_of_an_entity_and_an_event_becomes_two_labels() -> None:
    entry = drafted(("a", Kind.ENTITY, "Strike", {}), ("b", Kind.EVENT, "Strike", {})).entry()
    mapping = survey(entry).mapping()
    assert dict(mapping.edit.labels) == {"Strike": "entity", "Strike (event)": "event"}
    taken_in(mapping, entry)


def test_an_attribute_is_added_as_what_its_values_are() -> None:
    odd: tuple[Value, ...] = (True, "y", 3, "z", "w", "v", "u")
    said: list[dict[str, Value]] = [
        {"flag": True, "size": 3, "kind": "a", "id": f"x{place}", "odd": value} for place, value in enumerate(odd)
    ]
    entry = drafted(*((str(place), Kind.ENTITY, "NEW", facts) for place, facts in enumerate(said))).entry()
    made = {one.name: str(one.kind) for one in survey(entry).mapping().edit.attributes}
    assert made == {"flag": "yesno", "kind": "choice", "id": "text", "odd": "text"}
    taken_in(survey(entry).mapping(), entry)


def test_one_is_not_yes_although_python_takes_them_for_equal() -> None:
    entry = drafted(("a", Kind.EVENT, "Contact.Meet", {"negated": 1}), ("b", Kind.ENTITY, "MONEY", {})).entry()
    mapping = survey(entry).mapping({Asked(Thing.VALUE, "1", ("negated",)): rename("yes")})
    made = taken_in(mapping, entry).contents
    assert made is not None
    assert made.mentions[0].attributes["negated"] is True
