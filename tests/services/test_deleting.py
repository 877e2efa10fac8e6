"""Deleting documents for good: everything on them goes, nothing else does, and one undo brings all of it back."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.model.annotation import GOLD, Annotator, Argument, Cluster, Comment, Kind, Layer, Mention, Relation
from annotator.model.change import Act, Record, Subject, now
from annotator.model.document import Document, text_sha256
from annotator.model.ids import (
    AnnotatorName,
    ArgumentId,
    ClusterId,
    CommentId,
    DocumentId,
    MentionId,
    RelationId,
    new_id,
)
from annotator.model.scheme import Scheme
from annotator.model.span import Span
from annotator.services.deleting import BATCH_MENTIONS, Loss, Share, delete_batches, delete_for_good, loss
from annotator.services.job import CancelledError, Progress
from annotator.services.session import EditError, Session
from annotator.storage import ConflictError, Project
from annotator.storage.rows import TABLES
from tests.conftest import LEILA, OMAR, add_documents, damages
from tests.rich import fill

ZOE = AnnotatorName("zoe")


def rows(project: Project) -> dict[str, list[Any]]:
    """Every record of the project, and how many mentions each layer is said to have."""
    found: dict[str, list[Any]] = {}
    for subject, table in TABLES.items():
        records = (table.record(row) for row in project.db.execute(table.select.format(where="1")))
        found[subject.value] = sorted(records, key=repr)
    counts = "SELECT document.id, annotator, mentions FROM layer JOIN document ON document.n = layer.document"
    return {**found, "counts": sorted(project.db.execute(counts))}


def order(project: Project) -> list[DocumentId]:
    return list(project.document_ids())


def binned(session: Session) -> tuple[DocumentId, ...]:
    return loss(session).documents


@pytest.fixture
def rich(session: Session) -> Session:
    """One of everything, and the two documents with labels in the bin."""
    fill(session.project)
    arabic, german, *_ = order(session.project)
    session.bin([arabic, german])
    return session


def test_what_would_go_is_told_before(rich: Session) -> None:
    found = loss(rich)
    assert found.documents == tuple(order(rich.project)[i] for i in (0, 1, 3))
    assert found.shares == tuple(Share(name, 2, 9) for name in (GOLD, LEILA, OMAR))
    assert (found.layers, found.labels, found.comments) == (6, 27, 3)
    (german,) = found.documents[1:2]
    assert loss(rich, [german]) == Loss((german,), tuple(Share(name, 1, 4) for name in (GOLD, LEILA, OMAR)))


def test_everyones_work_goes_and_one_undo_brings_it_back(rich: Session) -> None:
    before, places = rows(rich.project), order(rich.project)
    delete_for_good(rich, binned(rich))
    left = rows(rich.project)
    tables = ("document", "layer", "mention", "argument", "relation", "comment", "decision")
    assert [len(left[table]) for table in tables] == [1, 0, 0, 0, 0, 0, 0]
    assert left["cluster"] == []
    assert rich.undo_action == "document.delete"
    assert damages(rich.path) == []

    rich.undo()
    assert (rows(rich.project), order(rich.project)) == (before, places)
    assert damages(rich.path) == []
    rich.redo()
    assert rows(rich.project) == left


def test_a_cluster_stays_as_long_as_a_mention_has_it(rich: Session) -> None:
    arabic, german, *_ = order(rich.project)
    clusters = rows(rich.project)["cluster"]
    delete_for_good(rich, [german])
    assert rows(rich.project)["cluster"] == clusters
    delete_for_good(rich, [arabic])
    assert rows(rich.project)["cluster"] == []


def test_only_what_is_in_the_bin_is_deleted(rich: Session) -> None:
    _, german, plain, _ = order(rich.project)
    rich.restore([german])
    before = rows(rich.project)
    delete_for_good(rich, [german, plain])
    assert rows(rich.project) == before
    assert loss(rich, [german, plain]) == Loss()
    delete_for_good(rich, order(rich.project))
    assert order(rich.project) == [german, plain]


def test_nobody_deletes_anything(rich: Session) -> None:
    rich.annotator = AnnotatorName("")
    with pytest.raises(EditError, match="who you are"):
        delete_for_good(rich, binned(rich))


def test_a_text_that_another_document_has_stays_readable(session: Session) -> None:
    changes, texts = add_documents("same")
    session.apply(changes, texts=texts)
    other = Document(DocumentId(new_id()), "again", text_sha256("same"), 4, now())
    session.apply([Act("document.import", LEILA).change(None, other)])
    first = order(session.project)[0]
    session.bin([first])
    delete_for_good(session, [first])
    assert session.text(other.id) == "same"
    session.undo()
    assert session.text(first) == "same"


def test_documents_come_back_to_their_places_in_the_order_of_import(session: Session) -> None:
    changes, texts = add_documents(*(f"text {i}" for i in range(120)))
    session.apply(changes, texts=texts)
    places = order(session.project)
    some = places[3:60] + places[61:110:2]
    session.bin(some)
    delete_for_good(session, some)
    session.undo()
    session.undo()
    assert order(session.project) == places


def test_a_document_whose_place_was_taken_meanwhile_comes_back_at_the_end(session: Session) -> None:
    changes, texts = add_documents("one", "two")
    session.apply(changes, texts=texts)
    one, two = order(session.project)
    session.bin([two])
    delete_for_good(session, [two])
    (change,), text = add_documents("three")
    session.project.apply([Act("document.import", OMAR).change(None, change.after)], texts=text)
    session.undo()
    assert order(session.project) == [one, change.document, two]


def test_many_labels_come_in_several_batches_and_are_one_act(session: Session) -> None:
    changes, texts = add_documents(*(f"{i} {'word ' * 90}" for i in range(6)))
    session.apply(changes, texts=texts)
    documents = order(session.project)
    act = Act("layer.make", LEILA)
    session.apply([act.change(None, Annotator(LEILA, now())), *(act.change(None, Layer(d, LEILA)) for d in documents)])
    for document in documents:
        session.apply([act.change(None, _mention(document, LEILA, i)) for i in range(80)])
    session.bin(documents)
    before = rows(session.project)
    seen: list[tuple[int, int]] = []
    job = delete_batches(
        session.path, documents, session.begin("document.delete"), Progress(lambda a, b, _t: seen.append((a, b)))
    )
    sizes = []
    for batch in job:
        session.apply(batch)
        sizes.append(sum(change.subject is Subject.MENTION for change in batch))
    assert sizes == [160, 160, 160]
    assert max(sizes) <= BATCH_MENTIONS
    assert seen == [(0, 6), (2, 6), (4, 6)]
    session.undo()
    assert rows(session.project) == before


def test_stopped_in_the_middle_the_rest_stays_in_the_bin(session: Session) -> None:
    changes, texts = add_documents(*(f"text {i}" for i in range(120)))
    session.apply(changes, texts=texts)
    documents = order(session.project)
    session.bin(documents)
    before, progress = rows(session.project), Progress()
    job = delete_batches(session.path, documents, session.begin("document.delete"), progress)
    session.apply(next(job))
    progress.cancel()
    with pytest.raises(CancelledError):
        next(job)
    assert len(binned(session)) == 70
    session.undo()
    assert rows(session.project) == before


def test_after_an_undo_in_the_middle_nothing_more_goes(session: Session) -> None:
    changes, texts = add_documents(*(f"text {i}" for i in range(120)))
    session.apply(changes, texts=texts)
    documents = order(session.project)
    session.bin(documents)
    before = rows(session.project)
    job = delete_batches(session.path, documents, session.begin("document.delete"))
    session.apply(next(job))
    session.undo()
    with pytest.raises(ConflictError, match="taken back"):
        session.apply(next(job))
    assert rows(session.project) == before


# -- whatever a project holds


def _mention(
    document: DocumentId, annotator: AnnotatorName, at: int, label: str = "PERSON", cluster: ClusterId | None = None
) -> Mention:
    kind = Kind.EVENT if label == "Statement" else Kind.ENTITY
    return Mention(MentionId(new_id()), document, annotator, kind, label, Span.of(at, at + 3), {}, cluster)


@st.composite
def projects(draw: st.DrawFn) -> tuple[list[Record], dict[str, str], list[DocumentId], list[DocumentId]]:
    """Records in an order in which they can be written, texts, all documents, and those to be deleted."""
    texts = [f"text {i} of a few words" for i in range(draw(st.integers(1, 6)))]
    documents = [Document(DocumentId(new_id()), t, text_sha256(t), len(t), now()) for t in texts]
    people = draw(st.lists(st.sampled_from((LEILA, OMAR, ZOE)), unique=True))
    records: list[Record] = [*documents, *(Annotator(name, now()) for name in people)]
    for name in people:
        clusters = [Cluster(ClusterId(new_id()), name, Kind.ENTITY) for _ in range(draw(st.integers(0, 3)))]
        # One that never had a mention is nobody's business here.
        records += clusters
        for document in documents:
            if draw(st.booleans()):
                records += draw(_layers(document.id, name, [cluster.id for cluster in clusters]))
    for document in documents:
        records += draw(_comments(document.id, people))
    doomed = [document.id for document in documents if draw(st.booleans())]
    return records, {text_sha256(t): t for t in texts}, [d.id for d in documents], doomed


@st.composite
def _layers(draw: st.DrawFn, document: DocumentId, name: AnnotatorName, clusters: Sequence[ClusterId]) -> list[Record]:
    homes = st.sampled_from((None, *clusters))
    people = [_mention(document, name, draw(st.integers(0, 9)), cluster=draw(homes)) for _ in range(2)]
    places = [_mention(document, name, draw(st.integers(0, 9)), "GPE") for _ in range(draw(st.integers(0, 2)))]
    events = [_mention(document, name, draw(st.integers(0, 9)), "Statement") for _ in range(draw(st.integers(0, 2)))]
    links: list[Record] = []
    for event in events:
        speaker = draw(st.sampled_from(people))
        links.append(Argument(ArgumentId(new_id()), document, name, event.id, "Speaker", speaker.id))
    for place in places:
        source = draw(st.sampled_from(people))
        links.append(Relation(RelationId(new_id()), document, name, "located", source.id, place.id))
    mentions = draw(st.permutations([*people, *places, *events]))
    return [Layer(document, name), *mentions, *draw(st.permutations(links))]


@st.composite
def _comments(draw: st.DrawFn, document: DocumentId, people: Sequence[AnnotatorName]) -> list[Record]:
    made: list[Comment] = []
    for _ in range(draw(st.integers(0, 4)) if people else 0):
        answered = draw(st.sampled_from((None, *(comment.id for comment in made))))
        name = draw(st.sampled_from(people))
        id_ = CommentId(new_id())
        made.append(Comment(id_, document, name, now(), "?", "document", document, None, answered))
    return [*made]


@settings(max_examples=60)
@given(drawn=projects())
def test_delete_then_undo_is_as_if_nothing_had_been(
    tmp_path_factory: pytest.TempPathFactory,
    scheme: Scheme,
    drawn: tuple[list[Record], dict[str, str], list[DocumentId], list[DocumentId]],
) -> None:
    records, texts, documents, doomed = drawn
    path = tmp_path_factory.mktemp("project") / "p.annotator"
    with Session.new(path, scheme, LEILA) as session:
        act = Act("make", OMAR)
        session.apply([act.change(None, record) for record in records], texts=texts)  # type: ignore[arg-type]
        session.bin(doomed)
        before, places = rows(session.project), order(session.project)
        told = loss(session)
        delete_for_good(session, documents)
        after = rows(session.project)
        assert order(session.project) == [document for document in documents if document not in doomed]
        assert set(told.documents) == set(doomed)
        assert len(before["layer"]) - len(after["layer"]) == told.layers
        assert len(before["mention"]) - len(after["mention"]) == told.labels
        assert len(before["comment"]) - len(after["comment"]) == told.comments
        used = {record.cluster for record in records if isinstance(record, Mention) and record.document in doomed}
        kept = {record.cluster for record in records if isinstance(record, Mention) and record.document not in doomed}
        gone = {cluster.id for cluster in before["cluster"]} - {cluster.id for cluster in after["cluster"]}
        assert gone == used - kept - {None}
        assert damages(path) == []
        if doomed:
            session.undo()
        assert (rows(session.project), order(session.project)) == (before, places)
        assert damages(path) == []
        if doomed:
            session.redo()
        assert rows(session.project) == after
