"""What the write door refuses of links, and how it takes another scheme together with everything it renames."""

from dataclasses import replace

import pytest

from annotator.model.annotation import Argument, Mention, Relation
from annotator.model.change import Act, Setting
from annotator.model.errors import SchemeError, SpanError, TextError
from annotator.model.ids import ArgumentId, CommentId, DocumentId, MentionId, RelationId, new_id
from annotator.model.scheme import STRICTNESS, Attribute, Choice, Role, Scheme, Strictness
from annotator.model.span import Span
from annotator.services.session import Session
from annotator.storage.errors import ConflictError, ProjectError
from tests.conftest import LEILA, add_documents
from tests.copies import comment


@pytest.fixture
def meeting(session: Session, document: DocumentId) -> tuple[Mention, Mention, Mention]:
    """An event, a person and a place."""
    return (
        session.add_mention(document, Span.of(0, 3), "Contact.Meet"),
        session.add_mention(document, Span.of(5, 9), "PERSON"),
        session.add_mention(document, Span.of(20, 29), "GPE"),
    )


def argument(event: Mention, role: str, filler: Mention) -> Argument:
    return Argument(ArgumentId(new_id()), event.document, LEILA, event.id, role, filler.id)


def relation(source: Mention, target: Mention) -> Relation:
    return Relation(RelationId(new_id()), source.document, LEILA, "located", source.id, target.id)


def write(session: Session, *records: Argument | Relation | Setting) -> None:
    act = Act("test", LEILA)
    session.apply([act.change(None, record) for record in records])


def test_a_relation_in_the_way_of_another_label_is_refused(
    session: Session, meeting: tuple[Mention, Mention, Mention]
) -> None:
    _event, person, place = meeting
    write(session, relation(person, place))
    with pytest.raises(SchemeError, match="located cannot begin at MONEY"):
        session.relabel([person.id], "MONEY")
    assert session.mention(person.id) == person


def test_a_project_can_be_set_to_warn_of_links_instead(
    session: Session, meeting: tuple[Mention, Mention, Mention]
) -> None:
    event, person, place = meeting
    with pytest.raises(SchemeError):
        write(session, argument(event, "Place", person))
    write(session, Setting(STRICTNESS, Strictness.WARN))
    write(session, argument(event, "Place", person), relation(place, person))
    session.relabel([person.id], "MONEY")
    with pytest.raises(SchemeError, match="no label"):
        session.add_mention(event.document, Span.of(1, 2), "NOBODY")


def renamed(scheme: Scheme, old: str, new: str, version: int) -> Scheme:
    """The scheme with one label renamed wherever it is named."""

    def name(label: str) -> str:
        return new if label == old else label

    labels = []
    for label in scheme.labels:
        roles = tuple(replace(role, fillers=tuple(map(name, role.fillers))) for role in label.roles)
        source, target = tuple(map(name, label.source)), tuple(map(name, label.target))
        labels.append(replace(label, name=name(label.name), roles=roles, source=source, target=target))
    return replace(scheme, version=version, labels=tuple(labels))


def test_a_label_is_renamed_with_its_mentions_their_arguments_and_relations_in_one_act(
    session: Session, meeting: tuple[Mention, Mention, Mention], scheme: Scheme
) -> None:
    event, person, place = meeting
    write(session, argument(event, "Participant", person), relation(person, place))
    act = Act("scheme.rename", LEILA)
    new_scheme = renamed(scheme, "PERSON", "PER", 2)
    session.apply([act.change(scheme, new_scheme), act.change(person, replace(person, label="PER"))])
    assert session.mention(person.id).label == "PER"
    session.undo()
    assert (session.scheme, session.mention(person.id)) == (scheme, person)


@pytest.mark.parametrize(
    ("edit", "because"),
    [
        ({"PERSON": {"name": "PER"}}, r"no label “PERSON”. \(mentions: 1\)"),
        ({"PERSON": {"attributes": ()}}, r"PERSON has no attribute “mention”.* \(mentions: 1\)"),
        ({"Contact.Meet": {"roles": (Role("Participant", ("GPE",)),)}}, r"that takes GPE. \(arguments: 1\)"),
        ({"located": {"source": ("GPE",)}}, r"located cannot begin at PERSON.* \(relations: 1\)"),
    ],
)
def test_a_scheme_that_something_in_use_does_not_fit_is_refused_whole(
    session: Session,
    meeting: tuple[Mention, Mention, Mention],
    scheme: Scheme,
    edit: dict[str, dict[str, object]],
    because: str,
) -> None:
    event, person, place = meeting
    write(session, argument(event, "Participant", person), relation(person, place))
    labels = tuple(replace(label, **edit.get(label.name, {})) for label in scheme.labels)  # type: ignore[arg-type]
    if "PERSON" in edit and "name" in edit["PERSON"]:
        labels = renamed(scheme, "PERSON", "PER", 2).labels
    with pytest.raises(SchemeError, match=because):
        session.apply([Act("scheme.edit", LEILA).change(scheme, replace(scheme, version=2, labels=labels))])
    assert session.scheme == scheme


def test_the_next_version_counts_on_after_an_undone_one(session: Session, scheme: Scheme) -> None:
    def edit(title: str) -> None:
        version = session.project.next_scheme_version(scheme.name)
        changed = replace(session.scheme, version=version, title=title)
        session.apply([Act("scheme.edit", LEILA).change(session.scheme, changed)])

    edit("one")
    session.undo()
    edit("another")
    assert (session.scheme.version, session.scheme.title) == (3, "another")


def test_values_of_attributes_in_use_are_kept(
    session: Session, meeting: tuple[Mention, Mention, Mention], scheme: Scheme
) -> None:
    smaller = tuple(
        Attribute("mention", choices=(Choice("NOM"),)) if attribute.name == "mention" else attribute
        for attribute in scheme.attributes
    )
    with pytest.raises(SchemeError, match=r"“NAM” is not a value of mention"):
        session.apply([Act("scheme.edit", LEILA).change(scheme, replace(scheme, version=2, attributes=smaller))])
    assert session.mention(MentionId(meeting[1].id)).attributes == {"mention": "NAM"}


def test_comments_answer_in_no_circle_and_on_one_document(session: Session, document: DocumentId) -> None:
    changes, texts = add_documents("Another text.")
    session.apply(changes, texts=texts)
    other = changes[0].document
    assert other is not None
    first = comment(session, document, "1")
    second = comment(session, document, "2", first.id)
    third = comment(session, document, "3", second.id)
    act = Act("test", LEILA)
    for target in (first, third):
        with pytest.raises(ProjectError, match="circle"):
            session.apply([act.change(first, replace(first, reply_to=target.id))])
    with pytest.raises(ProjectError, match="same document"):
        comment(session, other, "?", first.id)
    with pytest.raises(ConflictError):
        comment(session, document, "?", CommentId(new_id()))
    session.apply([act.change(third, replace(third, reply_to=first.id))])


def test_a_comment_has_words_of_a_length_and_a_passage_inside_its_text(session: Session, document: DocumentId) -> None:
    with pytest.raises(TextError, match="allowed"):
        comment(session, document, "x" * 30_000)
    with pytest.raises(TextError, match="control"):
        comment(session, document, "\x1b[2J")
    made = comment(session, document, "?")
    with pytest.raises(SpanError, match="outside"):
        session.apply([Act("test", LEILA).change(made, replace(made, span=Span.of(0, 10_000)))])
