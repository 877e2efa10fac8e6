"""The write door: all or nothing, journal and rows together, and its inverse undoes everything."""

import sqlite3
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.model.annotation import Argument, Cluster, Comment, Kind, Mention, Relation
from annotator.model.change import Act, Setting, now
from annotator.model.document import Document, text_sha256
from annotator.model.errors import AnnotatorError, SchemeError, SpanError
from annotator.model.ids import ArgumentId, ClusterId, CommentId, DocumentId, MentionId, RelationId, new_id
from annotator.model.scheme import Label, Scheme
from annotator.model.span import Span
from annotator.services.arguments import add_argument
from annotator.services.session import Session
from annotator.storage import ConflictError, Mode, Project, ProjectError
from tests.conftest import LEILA, OMAR, add_documents

TABLES = (
    "setting",
    "scheme",
    "annotator",
    "document",
    "layer",
    "cluster",
    "mention",
    "argument",
    "relation",
    "comment",
)


def rows(project: Project) -> dict[str, list[tuple[object, ...]]]:
    """Everything that stands in the project, journal apart; row numbers left out."""
    found = {}
    for table in TABLES:
        columns = [c[1] for c in project.db.execute(f"PRAGMA table_info({table})") if c[1] not in ("n", "current")]
        names = ", ".join(f'"{c}"' for c in columns)
        found[table] = sorted(project.db.execute(f"SELECT {names} FROM {table}").fetchall(), key=repr)
    return found


FIRST_WORD = Span.of(0, 4)


def a_mention(document: DocumentId, span: Span = FIRST_WORD, label: str = "PERSON") -> Mention:
    kind = Kind.EVENT if label in ("Contact.Meet", "Statement") else Kind.ENTITY
    return Mention(MentionId(new_id()), document, LEILA, kind, label, span)


@pytest.fixture
def begun(session: Session, document: DocumentId) -> DocumentId:
    """A document whose layer has been begun."""
    session.add_mention(document, Span.of(0, 4), "PERSON")
    return document


def test_every_kind_of_record_is_kept_and_read_back(session: Session, begun: DocumentId) -> None:
    act = Act("all", LEILA)
    cluster = Cluster(ClusterId(new_id()), LEILA, Kind.ENTITY, "PERSON", "تو لام", "Q1")
    person = replace(a_mention(begun), cluster=cluster.id, note="n", attributes={"mention": "PRO", "remark": "x"})
    place = replace(a_mention(begun, Span(((5, 8), (10, 12))), "GPE"))
    event = a_mention(begun, Span.of(13, 20), "Contact.Meet")
    argument = Argument(ArgumentId(new_id()), begun, LEILA, event.id, "Participant", person.id, {}, 2)
    relation = Relation(RelationId(new_id()), begun, LEILA, "located", person.id, place.id)
    comment = Comment(CommentId(new_id()), begun, LEILA, now(), "?", "document", begun, Span.of(1, 2), None, True, True)
    records = (cluster, person, place, event, argument, relation, comment, Setting("a", "b"))
    session.project.apply([act.change(None, record) for record in records])
    contents = session.layer(begun)
    assert all(mention in contents.mentions for mention in (person, place, event))
    assert (contents.arguments, contents.relations, contents.clusters, contents.comments) == (
        (argument,),
        (relation,),
        (cluster,),
        (comment,),
    )
    assert session.project.setting("a") == "b"
    assert [c.after for c in session.project.changes_of(act.id)] == list(records)


def test_nothing_is_written_when_one_of_many_is_refused(session: Session, begun: DocumentId) -> None:
    before = rows(session.project), journal_length(session.project)
    act = Act("two", LEILA)
    good, bad = a_mention(begun), a_mention(begun, Span.of(0, 10_000))
    with pytest.raises(SpanError, match="outside its text"):
        session.project.apply([act.change(None, good), act.change(None, bad)])
    assert (rows(session.project), journal_length(session.project)) == before


def journal_length(project: Project) -> int:
    return int(project.db.execute("SELECT count(*) FROM journal").fetchone()[0])


@pytest.mark.parametrize(
    ("label", "attributes", "error", "words"),
    [
        ("NOWHERE", {}, SchemeError, "no label"),
        ("Contact", {}, SchemeError, "heading"),
        ("PERSON", {"negated": True}, SchemeError, "no attribute"),
        ("PERSON", {"mention": "XYZ"}, SchemeError, "NAM, NOM, PRO"),
        ("MONEY", {"amount": float("nan")}, SchemeError, "a number"),
    ],
)
def test_what_the_scheme_forbids_is_refused(
    session: Session, begun: DocumentId, label: str, attributes: dict[str, object], error: type, words: str
) -> None:
    mention = Mention(MentionId(new_id()), begun, LEILA, Kind.ENTITY, label, Span.of(0, 2), attributes)  # type: ignore[arg-type]
    if label == "Contact":
        mention = replace(mention, kind=Kind.EVENT)
    with pytest.raises(error, match=words):
        session.project.apply([Act("x", LEILA).change(None, mention)])


def test_a_change_of_something_that_is_otherwise_is_a_conflict(session: Session, begun: DocumentId) -> None:
    (mention,) = session.layer(begun).mentions
    stale = replace(mention, note="never was so")
    act = Act("x", LEILA)
    for change in (act.change(stale, replace(mention, note="new")), act.change(stale, None)):
        with pytest.raises(ConflictError, match="meantime"):
            session.project.apply([change])
    with pytest.raises(ConflictError, match="already"):
        session.project.apply([act.change(None, mention)])


def test_a_link_joins_mentions_of_its_own_layer_only(session: Session, begun: DocumentId) -> None:
    event = session.add_mention(begun, Span.of(5, 9), "Contact.Meet")
    session.annotator = OMAR
    theirs = session.add_mention(begun, Span.of(0, 3), "PERSON")
    session.annotator = LEILA
    for filler in (theirs.id, event.id, MentionId("nobody")):
        argument = Argument(ArgumentId(new_id()), begun, LEILA, event.id, "Participant", filler)
        with pytest.raises(AnnotatorError):
            session.project.apply([Act("x", LEILA).change(None, argument)])


def test_a_mention_in_use_cannot_be_deleted_alone(session: Session, begun: DocumentId) -> None:
    (person,) = session.layer(begun).mentions
    event = session.add_mention(begun, Span.of(5, 9), "Contact.Meet")
    add_argument(session, event.id, "Participant", person.id)
    with pytest.raises(ConflictError, match="still in use"):
        session.project.apply([Act("x", LEILA).change(person, None)])


def test_a_text_must_be_what_its_hash_says(session: Session) -> None:
    changes, _ = add_documents("one")
    with pytest.raises(ProjectError, match="SHA-256"):
        session.apply(changes, texts={text_sha256("one"): "two"})
    with pytest.raises(AnnotatorError):
        session.apply(changes)


def test_a_document_keeps_its_length(session: Session, document: DocumentId) -> None:
    known = session.document(document)
    with pytest.raises(ProjectError, match="another length"):
        session.project.apply([Act("x", LEILA).change(known, replace(known, length=3))])


def test_a_scheme_keeps_its_old_versions_and_every_label_in_use(
    session: Session, begun: DocumentId, scheme: Scheme
) -> None:
    smaller = Scheme("small", 2, labels=(Label("ORG", "entity"),))
    with pytest.raises(SchemeError, match=r"“PERSON”. \(mentions: 1\)"):
        session.project.apply([Act("scheme.edit", LEILA).change(scheme, smaller)])
    larger = replace(scheme, version=2, labels=(*scheme.labels, Label("ORG", "entity")))
    act = Act("scheme.edit", LEILA)
    session.project.apply([act.change(scheme, larger)])
    assert session.scheme == larger
    session.undo()
    assert session.scheme == scheme
    versions = session.project.db.execute("SELECT version, current FROM scheme ORDER BY version").fetchall()
    assert versions == [(1, 1), (2, 0)]


def test_a_label_can_be_renamed_with_all_its_mentions_in_one_act(
    session: Session, begun: DocumentId, scheme: Scheme
) -> None:
    (mention,) = session.layer(begun).mentions
    labels = tuple(replace(x, name="PER") if x.name == "PERSON" else x for x in scheme.labels)
    renamed = Scheme(
        "small", 2, attributes=scheme.attributes, labels=tuple(x for x in labels if not x.roles and not x.source)
    )
    act = Act("scheme.rename", LEILA)
    session.project.apply([act.change(scheme, renamed), act.change(mention, replace(mention, label="PER"))])
    assert session.mention(mention.id).label == "PER"
    session.undo()
    assert (session.mention(mention.id), session.scheme) == (mention, scheme)


def test_counts_of_mentions_follow(session: Session, begun: DocumentId) -> None:
    def counted() -> int:
        return int(session.project.db.execute("SELECT mentions FROM layer").fetchone()[0])

    mention = session.add_mention(begun, Span.of(5, 9), "GPE")
    assert counted() == 2
    session.delete([mention.id])
    assert counted() == 1
    session.undo()
    assert counted() == 2


def test_an_act_can_be_written_in_several_transactions_and_is_one_step(session: Session) -> None:
    act = Act("document.import", LEILA)
    for text in ("one", "two"):
        sha = text_sha256(text)
        document = Document(DocumentId(new_id()), text, sha, len(text), now())
        session.apply([act.change(None, document)], texts={sha: text})
    assert len(list(session.project.document_ids())) == 2
    session.undo()
    assert list(session.project.document_ids()) == []
    session.redo()
    assert len(list(session.project.document_ids())) == 2


def test_changes_of_two_acts_are_not_one_call(session: Session) -> None:
    changes = [Act("a", LEILA).change(None, Setting("a", "1")), Act("b", LEILA).change(None, Setting("b", "1"))]
    with pytest.raises(ValueError, match="one act"):
        session.project.apply(changes)


def test_another_writer_waits_its_turn_instead_of_failing_midway(session: Session, begun: DocumentId) -> None:
    """A deferred BEGIN would fail here at once with "database is locked", whatever the timeout."""
    other = sqlite3.connect(session.path, isolation_level=None, timeout=0)
    other.execute("BEGIN IMMEDIATE")
    session.project.db.execute("PRAGMA busy_timeout = 50")
    with pytest.raises(ProjectError, match="could not be written"):
        session.add_mention(begun, Span.of(5, 9), "GPE")
    other.execute("ROLLBACK")
    other.close()
    assert session.add_mention(begun, Span.of(5, 9), "GPE")


def test_nothing_hangs_in_an_open_transaction(session: Session, begun: DocumentId) -> None:
    session.add_mention(begun, Span.of(5, 9), "GPE")
    assert not session.project.db.conn.in_transaction
    with Project.open(session.path, Mode.READ) as reader:
        assert len(reader.contents(begun, LEILA).mentions) == 2


LABELS = ("PERSON", "GPE", "Contact.Meet", "Statement")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "add",
                "relabel",
                "span",
                "attribute",
                "note",
                "delete",
                "argument",
                "status",
                "language",
                "bin",
                "undo",
                "redo",
            ]
        ),
        st.integers(0, 30),
        st.integers(1, 8),
        st.sampled_from(LABELS),
    ),
    max_size=14,
)


def perform(session: Session, document: DocumentId, step: tuple[str, int, int, str]) -> bool:  # noqa: C901
    """One edit; whether it was made. What the scheme refuses must change nothing."""
    action, at, size, label = step
    mentions = session.layer(document).mentions
    chosen = mentions[at % len(mentions)] if mentions else None
    before = rows(session.project)
    try:
        match action:
            case "add":
                session.add_mention(document, Span.of(at, at + size), label)
            case "relabel" if chosen:
                return bool(session.relabel([chosen.id], label).changes)
            case "span" if chosen:
                return bool(
                    session.set_span(chosen.id, Span(((at, at + size), (at + size + 2, at + size + 3)))).changes
                )
            case "attribute" if chosen:
                return bool(session.set_attribute([chosen.id], "mention", "PRO").changes)
            case "note" if chosen:
                return bool(session.set_note(chosen.id, f"note {size}").changes)
            case "delete" if chosen:
                session.delete([chosen.id])
            case "argument" if chosen and len(mentions) > 1:
                add_argument(session, chosen.id, "Participant", mentions[size % len(mentions)].id)
            case "status":
                status = list(session.layer(document).layer.status.__class__)[size % 3]
                return bool(session.set_status([document], status).changes)
            case "language":
                return bool(session.set_language([document], "fa" if size % 2 else "ar").changes)
            case "bin":
                return bool(session.bin([document]).changes if size % 2 else session.restore([document]).changes)
            case "undo":
                session.undo()
                return False
            case "redo":
                session.redo()
                return False
            case _:
                return False
    except AnnotatorError:
        assert rows(session.project) == before
        return False
    return True


@given(steps=STEPS)
@settings(max_examples=60)
def test_undoing_everything_leaves_nothing_and_redoing_brings_all_back(
    steps: list[tuple[str, int, int, str]], tmp_path_factory: pytest.TempPathFactory, scheme: Scheme
) -> None:
    path = tmp_path_factory.mktemp("journal") / "p.annotator"
    with Project.new(path, scheme) as project:
        session = Session(project, LEILA)
        changes, texts = add_documents("x" * 60)
        act = Act("document.import", None)
        session.apply([act.change(None, c.after) for c in changes], texts=texts)
        document = changes[0].document
        assert document is not None
        empty = rows(project)
        for step in steps:
            perform(session, document, step)
        full = rows(project)
        count = 0
        while session.undo():
            count += 1
        assert rows(project) == empty
        for _ in range(count):
            assert session.redo() is not None
        redone = rows(project)
        while session.redo():
            pass
        if not any(step[0] in ("undo", "redo") for step in steps):
            assert redone == full


@given(steps=STEPS)
@settings(max_examples=25)
def test_undo_survives_a_restart_between_any_two_steps(
    steps: list[tuple[str, int, int, str]], tmp_path_factory: pytest.TempPathFactory, scheme: Scheme
) -> None:
    """The same steps with and without reopening the project leave the same."""
    path = tmp_path_factory.mktemp("restart") / "p.annotator"
    changes, texts = add_documents("x" * 60)
    document = changes[0].document
    assert document is not None
    with Project.new(path, scheme) as project:
        Session(project, LEILA).apply(changes, texts=texts)
    states = []
    for step in (*steps, *[("undo", 0, 1, "PERSON")] * (len(steps) + 1)):
        with Project.open(path) as project:
            session = Session(project, LEILA)
            if list(project.document_ids()):
                perform(session, document, step)
            states.append(rows(project)["mention"])
    with Project.open(path) as project:
        assert rows(project)["mention"] == []
