"""The scheme: what it refuses about itself, and what it answers about mentions, arguments and relations."""

from dataclasses import replace

import pytest

from annotator.model.annotation import Kind
from annotator.model.errors import SchemeError
from annotator.model.scheme import Attribute, AttributeKind, Choice, Label, Role, Scheme

MEET = Label(
    "Contact.Meet",
    "event",
    parent="Contact",
    attributes=("polarity",),
    roles=(
        Role("Participant", ("PERSON", "ORG"), "+", key="P"),
        Role("Topic", cardinality="?", attributes=("realis",)),
        Role("Reason", ("Contact",)),
    ),
)
SCHEME = Scheme(
    "tiny",
    attributes=(
        Attribute("polarity", choices=(Choice("Positive"), Choice("Negative")), default="Positive"),
        Attribute("realis", AttributeKind.YES_NO),
        Attribute("gloss", AttributeKind.TEXT),
        Attribute("weight", AttributeKind.NUMBER),
    ),
    labels=(
        Label("PERSON", "entity", key="P", attributes=("gloss", "weight")),
        Label("ORG", "entity", key="O", names={"en": "Organisation", "ar": "منظمة"}),
        Label("ORG.Party", "entity", parent="ORG", short="PARTY"),
        Label("GPE", "entity"),
        Label("Contact", "event", abstract=True),
        MEET,
        Label("Contact.Talk", "event", parent="Contact"),
        Label("Member", "relation", source=("PERSON",), target=("ORG",)),
        Label("Before", "relation"),
    ),
)


def with_labels(*labels: Label) -> Scheme:
    return replace(SCHEME, labels=(*SCHEME.labels, *labels))


@pytest.mark.parametrize(
    ("label", "because"),
    [
        (Label("PERSON", "entity"), "“PERSON” is given 2 times"),
        (Label("", "entity"), "A label has no name"),
        (Label(" X", "entity"), "begins or ends with a blank"),
        (Label("X\nY", "entity"), "control character"),
        (Label("X", "entity", key="P"), "key “P” is given 2 times"),
        (Label("X", "entity", hue="mauve"), "hue “mauve”; it must be one of blue"),
        (Label("X", "entity", parent="Y"), "“Y”, which is not a label"),
        (Label("X", "entity", parent="X"), "its own ancestor"),
        (Label("X", "entity", parent="Contact"), "“X” (entity) stands below “Contact” (event)"),
        (Label("X", "entity", attributes=("colour",)), "the attribute “colour”, which the scheme does not have"),
        (Label("X", "entity", roles=(Role("R"),)), "has roles but is not an event"),
        (Label("X", "event", roles=(Role("R"), Role("R"))), "role of X “R” is given 2 times"),
        (Label("X", "event", roles=(Role("R", key="A"), Role("S", key="A"))), "role key of X “A” is given 2 times"),
        (Label("X", "event", roles=(Role("R", ("Z",)),)), "“X, role R” names the label “Z”"),
        (Label("X", "event", roles=(Role("R", cardinality="{0}"),)), "the cardinality “{0}”"),
        (Label("X", "event", roles=(Role("R", cardinality="many"),)), "it must be ?, 1, *, + or {n}"),
        (Label("X", "relation", target=("Z",)), "the label “Z”, which the scheme does not have"),
    ],
)
def test_a_scheme_that_contradicts_itself_is_refused_with_the_reason(label, because):
    with pytest.raises(SchemeError) as refused:
        with_labels(label)
    assert because in refused.value.message


@pytest.mark.parametrize(
    ("attribute", "because"),
    [
        (Attribute("realis", AttributeKind.TEXT), "“realis” is given 2 times"),
        (Attribute("a"), "a choice without choices"),
        (Attribute("a", choices=(Choice("x"), Choice("x"))), "value of a “x” is given 2 times"),
        (Attribute("a", choices=(Choice("x"),), default="y"), "“y” is not a value of a. It takes one of x."),
        (Attribute("a", AttributeKind.NUMBER, default=float("inf")), "It takes a number"),
    ],
)
def test_attributes_that_contradict_themselves_are_refused(attribute, because):
    with pytest.raises(SchemeError) as refused:
        replace(SCHEME, attributes=(*SCHEME.attributes, attribute))
    assert because in refused.value.message


def test_two_labels_that_stand_below_each_other_are_refused():
    with pytest.raises(SchemeError, match="its own ancestor"):
        with_labels(Label("A", "entity", parent="B"), Label("B", "entity", parent="A"))


def test_a_long_chain_of_parents_is_refused():
    """Asking for ancestors stays cheap, whoever wrote the scheme."""
    chain = [Label("L0", "entity"), *(Label(f"L{i}", "entity", parent=f"L{i - 1}") for i in range(1, 40))]
    with pytest.raises(SchemeError, match="more than 32 levels deep"):
        with_labels(*chain)


def test_of_many_contradictions_the_message_shows_the_first_and_counts_the_rest():
    with pytest.raises(SchemeError) as refused:
        with_labels(*(Label(f"L{i}", "entity", hue="mauve") for i in range(50)))
    assert refused.value.message.endswith("And 30 more.")
    wrong = refused.value.facts["wrong"]
    assert isinstance(wrong, tuple)
    assert len(wrong) == 50


def test_labels_stand_by_kind_and_keep_their_order_within_it():
    mixed = replace(SCHEME, labels=tuple(reversed(SCHEME.labels)))
    assert [label.kind for label in mixed.labels] == ["entity"] * 4 + ["event"] * 3 + ["relation"] * 2
    assert [label.name for label in mixed.labels_of("entity")] == ["GPE", "ORG.Party", "ORG", "PERSON"]


def test_headings_are_not_among_the_labels_for_mentions():
    assert [label.name for label in SCHEME.labels_of("event")] == ["Contact.Meet", "Contact.Talk"]


def test_titles_fall_back_to_english_and_then_to_the_leaf():
    org, party = SCHEME.label("ORG"), SCHEME.label("ORG.Party")
    assert (org.title("ar"), org.title("nl"), MEET.title("nl")) == ("منظمة", "Organisation", "Meet")
    assert party.leaf == "PARTY"


def test_a_rule_for_a_label_holds_for_those_below_it():
    assert SCHEME.is_a("ORG.Party", "ORG")
    assert not SCHEME.is_a("ORG", "ORG.Party")
    assert SCHEME.may_fill("Contact.Meet", "Participant", "ORG.Party")
    assert SCHEME.may_fill("Contact.Meet", "Reason", "Contact.Talk")
    assert SCHEME.may_fill("Contact.Meet", "Topic", "GPE")
    assert not SCHEME.may_fill("Contact.Meet", "Participant", "GPE")


@pytest.mark.parametrize(
    ("cardinality", "bounds"),
    [("?", (0, 1)), ("1", (1, 1)), ("*", (0, None)), ("+", (1, None)), ("{3}", (3, 3)), ("{12}", (12, 12))],
)
def test_cardinality_has_bounds_and_says_whether_a_role_is_required(cardinality, bounds):
    role = Role("R", cardinality=cardinality)
    assert role.bounds == bounds
    assert role.required == (bounds[0] > 0)


@pytest.mark.parametrize(
    ("kind", "label", "attributes", "because"),
    [
        (Kind.ENTITY, "NOBODY", {}, "has no label “NOBODY”"),
        (Kind.ENTITY, "Contact.Meet", {}, "“Contact.Meet” is a label for event mentions"),
        (Kind.EVENT, "Contact", {}, "a heading, not a label for mentions"),
        (Kind.EVENT, "Contact.Meet", {"tense": "Past"}, "has no attribute “tense”. It has polarity."),
        (Kind.EVENT, "Contact.Meet", {"polarity": "maybe"}, "It takes one of Positive, Negative."),
        (Kind.ENTITY, "PERSON", {"gloss": 1}, "It takes text."),
        (Kind.ENTITY, "PERSON", {"weight": True}, "It takes a number."),
        (Kind.ENTITY, "PERSON", {"weight": float("nan")}, "It takes a number."),
    ],
)
def test_mentions_that_the_scheme_forbids_are_refused(kind, label, attributes, because):
    with pytest.raises(SchemeError) as refused:
        SCHEME.check_mention(kind, label, attributes)
    assert because in refused.value.message


def test_mentions_that_fit_pass():
    SCHEME.check_mention(Kind.EVENT, "Contact.Meet", {"polarity": "Negative"})
    SCHEME.check_mention(Kind.ENTITY, "PERSON", {"gloss": "", "weight": 0.5})


def test_arguments_are_checked_for_role_filler_and_attributes():
    SCHEME.check_argument("Contact.Meet", "Topic", "GPE", {"realis": False})
    with pytest.raises(SchemeError, match="has no role “Place”"):
        SCHEME.check_argument("Contact.Meet", "Place", "GPE", {})
    with pytest.raises(SchemeError, match=r"GPE cannot be Participant of Contact\.Meet; that takes PERSON or ORG"):
        SCHEME.check_argument("Contact.Meet", "Participant", "GPE", {})
    with pytest.raises(SchemeError, match="It takes yes or no"):
        SCHEME.check_argument("Contact.Meet", "Topic", "GPE", {"realis": "no"})


def test_relations_are_checked_at_both_ends():
    SCHEME.check_relation("Member", "PERSON", "ORG.Party", {})
    SCHEME.check_relation("Before", "Contact.Meet", "PERSON", {})
    with pytest.raises(SchemeError, match="Member cannot begin at GPE; it takes PERSON"):
        SCHEME.check_relation("Member", "GPE", "ORG", {})
    with pytest.raises(SchemeError, match="Member cannot end at PERSON"):
        SCHEME.check_relation("Member", "PERSON", "PERSON", {})
    with pytest.raises(SchemeError, match="“ORG” is not a relation"):
        SCHEME.check_relation("ORG", "PERSON", "ORG", {})


def test_what_may_fill_what_is_told_in_the_scheme_s_order():
    assert [role.name for role in SCHEME.fillable_roles("Contact.Meet", "ORG.Party")] == ["Participant", "Topic"]
    assert [role.name for role in SCHEME.fillable_roles("Contact.Meet", "Contact.Talk")] == ["Topic", "Reason"]
    assert [label.name for label in SCHEME.labels_filling("Contact.Meet", "Reason")] == ["Contact.Meet", "Contact.Talk"]
    assert [label.name for label in SCHEME.relations_between("PERSON", "ORG.Party")] == ["Member", "Before"]
    assert [label.name for label in SCHEME.relations_between("ORG", "PERSON")] == ["Before"]
    assert [label.name for label in SCHEME.relations_from("PERSON")] == ["Member", "Before"]
    assert [label.name for label in SCHEME.relations_from("ORG")] == ["Before"]


def test_a_symmetric_relation_may_be_drawn_from_either_end():
    married = with_labels(Label("Seat", "relation", source=("PERSON",), target=("ORG",), symmetric=True))
    married.check_relation("Seat", "ORG", "PERSON", {})
    assert [label.name for label in married.relations_from("ORG") if label.name == "Seat"] == ["Seat"]
    with pytest.raises(SchemeError, match="Seat cannot end at PERSON"):
        married.check_relation("Seat", "PERSON", "PERSON", {})


def test_a_role_takes_no_more_fillers_than_its_cardinality():
    SCHEME.check_count("Contact.Meet", "Topic", 1)
    SCHEME.check_count("Contact.Meet", "Participant", 99)
    with pytest.raises(SchemeError, match=r"Topic of Contact\.Meet takes one filler, not 2"):
        SCHEME.check_count("Contact.Meet", "Topic", 2)


def test_marks_stand_for_values_that_hold_also_by_default():
    polarity = Attribute("polarity", choices=(Choice("Positive"), Choice("Negative", mark="¬")), default="Positive")
    assert [polarity.mark_of(value) for value in (None, "Positive", "Negative", "odd")] == ["", "", "¬", ""]
    hedged = Attribute("hedged", AttributeKind.YES_NO, mark="?")
    assert [hedged.mark_of(value) for value in (None, False, True)] == ["", "", "?"]


def test_keys_of_values_are_unique_among_the_attributes_of_a_label():
    polarity = Attribute("polarity", choices=(Choice("Negative", key="N"),))
    modality = Attribute("modality", choices=(Choice("No", key="N"),))
    with pytest.raises(SchemeError, match="The attribute key of X “N” is given 2 times"):
        Scheme("s", attributes=(polarity, modality), labels=(Label("X", "event", attributes=("polarity", "modality")),))


def test_clusters_take_labels_of_their_kind_headings_too():
    SCHEME.check_cluster(Kind.EVENT, "Contact")
    SCHEME.check_cluster(Kind.ENTITY, None)
    with pytest.raises(SchemeError, match="“PERSON” cannot label a cluster of event mentions"):
        SCHEME.check_cluster(Kind.EVENT, "PERSON")


def test_which_relations_may_begin_or_end_at_a_label(scheme: Scheme) -> None:
    assert [relation.name for relation in scheme.relations_at("PERSON")] == ["located"]
    assert [relation.name for relation in scheme.relations_at("GPE")] == ["located"]
    assert scheme.relations_at("Contact.Meet") == ()


def test_a_role_is_named_in_the_language_else_in_english_else_by_its_name() -> None:
    role = Role("Visitor", names={"en": "Guest", "ar": "الزائر"})
    assert [role.title("ar"), role.title("de"), Role("Host").title("ar")] == ["الزائر", "Guest", "Host"]
