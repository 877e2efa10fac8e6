"""Whatever two people do: merging is idempotent, touches nobody else's layer, and undo gives what was before."""

import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.model.annotation import Argument, Cluster, Kind, Mention, Relation, Status
from annotator.model.ids import AnnotatorName, ArgumentId, ClusterId, DocumentId, RelationId, new_id
from annotator.model.scheme import Scheme
from annotator.model.span import Span
from annotator.services.exports.bundling import bundle
from annotator.services.exports.exporting import ExportChoice, export
from annotator.services.session import Session
from tests.conftest import ARABIC, LEILA, OMAR, add_documents, damages
from tests.copies import comment, contents, copy, merge, state, write

ZED = AnnotatorName("zed")
moves = st.lists(
    st.tuples(
        st.sampled_from(
            ["add", "relabel", "delete", "move", "note", "status", "argument", "relation", "cluster", "say"]
        ),
        st.integers(0, 1),
        st.integers(0, 30),
        st.integers(0, 30),
    ),
    max_size=8,
)


def work(session: Session, documents: list[DocumentId], some: list[tuple[str, int, int, int]]) -> None:
    """Do what makes sense of these moves."""
    for move, where, one, other in some:
        document = documents[where]
        layer = session.layer(document)
        if move == "add" or not layer.mentions:
            label = ("PERSON", "GPE", "Contact.Meet", "Statement")[other % 4]
            span = Span.of(one, one + 1 + other)
            if not session.project.has_mention(document, session.annotator, span, label):
                session.add_mention(document, span, label)
            continue
        mention = layer.mentions[one % len(layer.mentions)]
        second = layer.mentions[other % len(layer.mentions)]
        _edit(session, move, mention, one, other)
        _link(session, move, mention, second, one)
        if move == "cluster" and mention.cluster is None and mention.kind is Kind.ENTITY:
            _cluster(session, documents, mention, str(one))
        elif move == "say":
            said = layer.comments
            comment(session, document, f"{one}", said[other % len(said)].id if said else None)


def _edit(session: Session, move: str, mention: Mention, one: int, other: int) -> None:
    links = session.arguments_with(mention.id) or session.relations_with(mention.id)
    match move:
        case "relabel" if not links:
            session.relabel([mention.id], ("GPE", "Statement", "PERSON")[other % 3])
        case "delete":
            session.delete([mention.id])
        case "move":
            session.set_span(mention.id, Span(((one, one + 1), (one + 2, one + 3 + other))))
        case "note":
            session.set_note(mention.id, f"{one}")
        case "status":
            session.set_status([mention.document], tuple(Status)[other % 3])
        case _:
            pass


def _link(session: Session, move: str, mention: Mention, second: Mention, position: int) -> None:
    home = mention.document, session.annotator
    if move == "argument" and (mention.label, second.label) == ("Contact.Meet", "PERSON"):
        write(session, Argument(ArgumentId(new_id()), *home, mention.id, "Participant", second.id, {}, position))
    elif move == "relation" and (mention.label, second.label) == ("PERSON", "GPE"):
        write(session, Relation(RelationId(new_id()), *home, "located", mention.id, second.id))


def _cluster(session: Session, documents: list[DocumentId], best: Mention, name: str) -> None:
    """Put all free mentions of this label, of both documents, into one new cluster."""
    everything = [mention for document in documents for mention in session.layer(document).mentions]
    act = session.begin("cluster.new")
    cluster = Cluster(ClusterId(new_id()), session.annotator, Kind.ENTITY, best.label, name, "", best.id)
    members = [m for m in everything if m.label == best.label and m.cluster is None]
    session.apply([act.change(None, cluster), *(act.change(m, replace(m, cluster=cluster.id)) for m in members)])


def _sent(project: Path, way: int) -> Path:
    if way == 0:
        return project
    out = project.with_name(f"{new_id()}{('', '.annotator', '.jsonl')[way]}")
    (bundle if way == 1 else export)(project, out, ExportChoice("bundle" if way == 1 else "annotator-jsonl"))
    return out


@settings(max_examples=25)
@given(moves, moves, moves, moves, st.integers(0, 2))
def test_whatever_two_people_do(
    scheme: Scheme,
    before: list[tuple[str, int, int, int]],
    mine: list[tuple[str, int, int, int]],
    first: list[tuple[str, int, int, int]],
    later: list[tuple[str, int, int, int]],
    way: int,
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder) / "here.annotator"
        with Session.new(here, scheme, ZED) as session:
            changes, texts = add_documents(ARABIC, f"{ARABIC} 2")
            session.apply(changes, texts=texts)
            documents = list(session.project.document_ids())
            work(session, documents, before)
        there = copy(here, "there.annotator")
        with Session.open(here, LEILA) as session:
            work(session, documents, mine)
        for some in (first, later):
            with Session.open(there, OMAR) as session:
                work(session, documents, some)
            sent = _sent(there, way)
            untouched, whole = state(here, without=OMAR), state(here)
            plan = merge(here, sent, LEILA)
            assert plan.is_complete
            for document in documents:
                assert contents(here, document, OMAR) == contents(there, document, OMAR)
            assert state(here, without=OMAR) == untouched
            merged = state(here)
            assert not merge(here, sent, LEILA).changes_anything
            if plan.changes_anything:
                with Session.open(here, LEILA) as session:
                    session.undo()
                    assert state(here) == whole
                    session.redo()
            assert state(here) == merged
            assert damages(here) == []
