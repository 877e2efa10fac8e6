"""Relations: joined, turned, relabelled, parted."""

from dataclasses import replace

import pytest

from annotator.model.annotation import Mention
from annotator.model.errors import SchemeError
from annotator.model.ids import DocumentId
from annotator.model.scheme import Attribute, AttributeKind, Label, Scheme, Strictness
from annotator.model.span import Span
from annotator.services.relations import (
    add_relation,
    delete_relation,
    misfit,
    relabel_relation,
    reverse_relation,
    set_relation_attribute,
)
from annotator.services.session import EditError, Session


@pytest.fixture
def scheme(scheme: Scheme) -> Scheme:
    """With a symmetric relation that has attributes, too."""
    since = Attribute("since", AttributeKind.TEXT)
    sure = Attribute("sure", AttributeKind.YES_NO, default=True)
    married = Label(
        "married", "relation", source=("PERSON",), target=("PERSON",), symmetric=True, attributes=("since", "sure")
    )
    follows = Label("follows", "relation", source=("PERSON",), target=("PERSON",), attributes=("since",))
    return replace(scheme, attributes=(*scheme.attributes, since, sure), labels=(*scheme.labels, married, follows))


@pytest.fixture
def people(session: Session, document: DocumentId) -> tuple[Mention, Mention]:
    return tuple(session.add_mention(document, Span.of(at, at + 2), "PERSON") for at in (0, 3))  # type: ignore[return-value]


def test_relations_are_made_with_their_defaults_and_undone(
    session: Session, people: tuple[Mention, Mention], document: DocumentId
) -> None:
    one, two = people
    made = add_relation(session, "married", one.id, two.id)
    assert session.layer(document).relations == (made,)
    assert made.attributes == {"sure": True}
    session.undo()
    assert session.layer(document).relations == ()


def test_two_mentions_are_joined_once_and_if_symmetric_from_either_side(
    session: Session, people: tuple[Mention, Mention]
) -> None:
    one, two = people
    add_relation(session, "married", one.id, two.id)
    add_relation(session, "follows", one.id, two.id)
    add_relation(session, "follows", two.id, one.id)
    for label, source, target in (("married", two, one), ("married", one, two), ("follows", one, two)):
        with pytest.raises(EditError, match=f"joined by {label} already"):
            add_relation(session, label, source.id, target.id)


def test_relations_are_relabelled_and_turned(session: Session, people: tuple[Mention, Mention]) -> None:
    one, two = people
    made = add_relation(session, "married", one.id, two.id)
    set_relation_attribute(session, made, "since", "1999")
    (made,) = session.relations_with(one.id)
    relabel_relation(session, made, "follows")
    (made,) = session.relations_with(one.id)
    assert (made.label, made.attributes) == ("follows", {"since": "1999"})
    reverse_relation(session, made)
    (made,) = session.relations_with(one.id)
    assert (made.source, made.target) == (two.id, one.id)
    delete_relation(session, made)
    assert session.relations_with(one.id) == ()


def test_ends_that_the_scheme_forbids_are_refused_or_warned_of(
    session: Session, people: tuple[Mention, Mention], document: DocumentId
) -> None:
    one, _two = people
    place = session.add_mention(document, Span.of(6, 8), "GPE")
    with pytest.raises(SchemeError, match="located cannot begin at GPE"):
        add_relation(session, "located", place.id, one.id)
    with pytest.raises(SchemeError, match="is not a relation"):
        add_relation(session, "PERSON", place.id, one.id)
    session.set_strictness(Strictness.WARN)
    made = add_relation(session, "located", place.id, one.id)
    assert misfit(session, made) == "located cannot begin at GPE; it takes PERSON."
    reverse_relation(session, made)
    assert misfit(session, session.relations_with(one.id)[0]) is None
