"""The scheme of an export: what the project's allows stays allowed under the new names."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.annotation import Kind
from annotator.model.errors import SchemeError
from annotator.model.scheme import Attribute, AttributeKind, Choice, Label, Role, Scheme
from annotator.services.exports.files import ExportError
from annotator.services.exports.scheme import names_of, scheme_of

ENTITIES, EVENTS, RELATIONS = ("A", "A.B", "A.B.C", "D"), ("E", "E.F", "G"), ("r", "s")


@st.composite
def schemes(draw: st.DrawFn) -> Scheme:
    """Trees of labels with roles and relations of every kind."""
    ends = st.lists(st.sampled_from((*ENTITIES, *EVENTS)), unique=True, max_size=3).map(tuple)
    attributes = st.lists(st.sampled_from(["x", "y"]), unique=True, max_size=2).map(tuple)
    cardinality = st.sampled_from(["?", "1", "*", "+", "{2}"])
    roles = st.lists(
        st.builds(Role, st.sampled_from(["R", "S", "T"]), ends, cardinality, attributes=attributes),
        unique_by=lambda role: role.name,
        max_size=3,
    ).map(tuple)
    labels = [
        *(Label(name, "entity", draw(_parent(name, ENTITIES)), attributes=draw(attributes)) for name in ENTITIES),
        *(
            Label(name, "event", draw(_parent(name, EVENTS)), roles=draw(roles), attributes=draw(attributes))
            for name in EVENTS
        ),
        *(
            Label(name, "relation", source=draw(ends), target=draw(ends), symmetric=draw(st.booleans()))
            for name in "rs"
        ),
    ]
    keyed = Attribute("x", AttributeKind.YES_NO, key="x"), Attribute("y", choices=(Choice("1", key="x"),))
    kept = [label for label in labels if set(label.attributes) != {"x", "y"}]  # their keys contradict each other
    there = {label.name for label in kept}
    return Scheme("any", attributes=keyed, labels=tuple(_within(label, there) for label in kept))


def _parent(name: str, names: tuple[str, ...]) -> st.SearchStrategy[str]:
    """A label before it, so that no tree bites its tail."""
    return st.sampled_from(["", *names[: names.index(name)]])


def _within(label: Label, there: set[str]) -> Label:
    def cut(ends: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(end for end in ends if end in there)

    roles = tuple(replace(role, fillers=cut(role.fillers)) for role in label.roles)
    parent = label.parent if label.parent in there else ""
    return replace(label, parent=parent, roles=roles, source=cut(label.source), target=cut(label.target))


@st.composite
def choices(draw: st.DrawFn) -> tuple[Scheme, dict[str, str]]:
    """A scheme, and what some of its labels are to be called."""
    scheme = draw(schemes())
    there = [label.name for label in scheme.labels]
    chosen = draw(st.lists(st.sampled_from(there), unique=True)) if there else []
    renames = {}
    for label in scheme.labels:
        alike = [other.name for other in scheme.labels if other.kind == label.kind]
        if draw(st.booleans()):
            renames[label.name] = draw(st.sampled_from([*alike, f"{label.kind}-X", f"{label.kind}-Y"]))
    return scheme, names_of(scheme, chosen, renames)


@given(choices())
def test_what_was_allowed_stays_allowed(found: tuple[Scheme, dict[str, str]]) -> None:
    scheme, names = found
    made = scheme_of(scheme, names)
    assert {label.name for label in made.labels} == set(names.values())
    mentions = [label for label in scheme.labels if label.name in names and label.kind != "relation"]
    for label in mentions:
        kind = Kind(label.kind)
        made.check_mention(kind, names[label.name], dict.fromkeys([n for n in label.attributes if n == "x"], True))
    for event, filler in product(mentions, mentions):
        for role in event.roles:
            if scheme.may_fill(event.name, role.name, filler.name):
                made.check_argument(names[event.name], role.name, names[filler.name], {})
    for source, target in product(mentions, mentions):
        for relation in scheme.relations_between(source.name, target.name):
            if relation.name in names:
                made.check_relation(names[relation.name], names[source.name], names[target.name], {})


@given(schemes())
def test_without_a_choice_it_is_the_projects_own(scheme: Scheme) -> None:
    assert scheme_of(scheme, names_of(scheme, (), {})) is scheme


def test_labels_that_become_one_have_the_roles_and_attributes_of_both() -> None:
    scheme = Scheme(
        "news",
        attributes=(Attribute("negated", AttributeKind.YES_NO), Attribute("amount", AttributeKind.NUMBER)),
        labels=(
            Label("PERSON", "entity"),
            Label("Meet", "event", attributes=("negated",), roles=(Role("Who", ("PERSON",), "+"), Role("Where"))),
            Label("Talk", "event", attributes=("amount", "negated"), roles=(Role("Who", (), "1"),), key="t"),
        ),
    )
    made = scheme_of(scheme, names_of(scheme, (), {"Meet": "Contact", "Talk": "Contact"}))
    label = made.label("Contact")
    assert label.attributes == ("negated", "amount")
    assert [(role.name, role.fillers, role.cardinality) for role in label.roles] == [
        ("Who", (), "*"),
        ("Where", (), "*"),
    ]
    assert label.key == ""
    assert label.title() == "Contact"


def test_only_labels_that_are_chosen_are_left_with_what_they_need(scheme: Scheme) -> None:
    made = scheme_of(scheme, names_of(scheme, ["Statement", "PERSON"], {}))
    assert [label.name for label in made.labels] == ["PERSON", "Statement"]
    # Topic takes Contact and GPE, and neither is there.
    assert [role.name for role in made.label("Statement").roles] == ["Speaker"]
    whole = scheme_of(scheme, names_of(scheme, ["Contact", "GPE"], {}))
    assert whole.label("Contact.Meet").parent == "Contact"
    assert [role.fillers for role in whole.label("Contact.Meet").roles] == [("GPE",)]


@pytest.mark.parametrize(
    ("labels", "renames", "error", "words"),
    [
        (["UNICORN"], {}, SchemeError, "no label “UNICORN”"),
        ([], {"UNICORN": "HORSE"}, SchemeError, "no label “UNICORN”"),
        ([], {"PERSON": "Statement"}, ExportError, "“PERSON” labels entities and “Statement” events"),
        ([], {"PERSON": "X", "located": "X"}, ExportError, "“located” relations; they cannot both be called “X”"),
        ([], {"PERSON": ""}, ExportError, "cannot be called so"),
        ([], {"PERSON": " X"}, ExportError, "begins or ends with a blank"),
        ([], {"PERSON": "X\n"}, ExportError, "control character"),
    ],
)
def test_what_cannot_be_is_refused(
    scheme: Scheme, labels: list[str], renames: dict[str, str], error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        scheme_of(scheme, names_of(scheme, labels, renames))


def test_names_can_change_places(scheme: Scheme) -> None:
    made = scheme_of(scheme, names_of(scheme, (), {"PERSON": "GPE", "GPE": "PERSON"}))
    assert made.label("Contact.Meet").roles[0].fillers == ("GPE",)
    # A label of another kind that is left out clashes with none.
    assert names_of(scheme, ["PERSON"], {"PERSON": "Statement"}) == {"PERSON": "Statement"}
