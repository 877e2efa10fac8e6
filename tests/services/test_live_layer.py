"""The layer in memory is always what the project holds."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.annotation import LayerContents
from annotator.model.change import Act
from annotator.model.errors import AnnotatorError
from annotator.model.ids import DocumentId
from annotator.model.scheme import Scheme, Strictness
from annotator.model.span import Span
from annotator.services import coreference
from annotator.services.arguments import add_argument, delete_arguments, move_argument
from annotator.services.relations import add_relation, delete_relation, reverse_relation
from annotator.services.session import Session
from annotator.storage import Project
from tests.conftest import ARABIC, LEILA, OMAR, add_documents

ACTIONS = (
    *("add", "relabel", "span", "delete", "argument", "unargue", "move", "relate", "unrelate", "turn"),
    *("cluster", "link", "split", "unlink", "status", "undo", "redo"),
)
steps = st.lists(st.tuples(st.sampled_from(ACTIONS), st.integers(0, 40)), max_size=40)


@given(steps)
def test_after_any_edit_it_is_what_the_project_holds(
    tmp_path_factory: pytest.TempPathFactory, scheme: Scheme, plan: list[tuple[str, int]]
) -> None:
    path = tmp_path_factory.mktemp("live") / "test.annotator"
    with Project.new(path, scheme) as project:
        session = Session(project, LEILA)
        changes, texts = add_documents(ARABIC, ARABIC + "\n")
        session.apply(changes, texts=texts)
        documents = list(project.document_ids())
        session.set_strictness(Strictness.WARN)
        for action, number in plan:
            document = documents[number % 2]
            session.layer(document)
            with suppress(AnnotatorError):
                _do(session, document, action, number)
            for each in (document, *documents):
                assert session.layer(each) == project.contents(each, LEILA)


def _do(session: Session, document: DocumentId, action: str, number: int) -> None:
    layer = session.layer(document)
    ids = [mention.id for mention in layer.mentions]
    one, two = (ids[(number + i) % len(ids)] for i in (0, 1)) if len(ids) > 1 else (None, None)
    if action in ("undo", "redo"):
        (session.undo if action == "undo" else session.redo)()
    elif action == "add":
        label = ("PERSON", "GPE", "Contact.Meet", "Statement")[number % 4]
        session.add_mention(document, Span.of(number, number + 1 + number % 5), label)
    elif action == "status":
        session.set_status([document], list(type(layer.layer.status))[number % 3])
    elif one is not None and two is not None:
        _edit_mentions(session, layer, action, number, one, two)


def _edit_mentions(session: Session, layer: LayerContents, action: str, number: int, one, two) -> None:  # noqa: C901
    match action:
        case "relabel":
            session.relabel([one], ("PERSON", "Statement")[number % 2])
        case "span":
            session.set_span(one, Span.of(number, number + 2))
        case "delete":
            session.delete([one])
        case "argument":
            add_argument(session, one, "Topic", two)
        case "unargue" if layer.arguments:
            delete_arguments(session, layer.arguments[:1])
        case "move" if layer.arguments:
            move_argument(session, layer.arguments[-1], -1)
        case "relate":
            add_relation(session, "located", one, two)
        case "unrelate" if layer.relations:
            delete_relation(session, layer.relations[0])
        case "turn" if layer.relations:
            reverse_relation(session, layer.relations[0])
        case "cluster":
            coreference.new_cluster(session, [one, two])
        case "link":
            clusters = session.project.db.execute("SELECT id FROM cluster ORDER BY id").fetchall()
            if clusters:
                coreference.link(session, [one], clusters[number % len(clusters)][0])
        case "split":
            coreference.split(session, [one])
        case "unlink":
            coreference.unlink(session, [one, two])


def test_what_others_write_through_the_same_project_is_seen(session: Session, document: DocumentId) -> None:
    mention = session.add_mention(document, Span.of(0, 3), "PERSON")
    assert session.layer(document).mentions == (mention,)
    session.project.apply([Act("test", LEILA).change(mention, None)])
    assert session.layer(document).mentions == ()
    session.undo()
    assert session.layer(document) == session.project.contents(document, LEILA)


def test_another_annotator_sees_their_own_layer(session: Session, document: DocumentId) -> None:
    session.add_mention(document, Span.of(0, 3), "PERSON")
    assert len(session.layer(document).mentions) == 1
    session.annotator = OMAR
    assert session.layer(document).mentions == ()
