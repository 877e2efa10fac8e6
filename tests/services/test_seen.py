"""What somebody has seen is kept, and is nobody's act."""

from annotator.model.ids import DocumentId
from annotator.model.span import Span
from annotator.services.seen import mark_seen, seen
from annotator.services.session import Session
from annotator.storage import Mode, Project
from tests.conftest import LEILA, OMAR


def test_it_only_goes_on_and_is_ones_own(session: Session, project: Project) -> None:
    assert seen(session, "x") is None
    mark_seen(session, "x", "2")
    mark_seen(session, "x", "1")
    mark_seen(session, "y", "3")
    assert (seen(session, "x"), seen(session, "y")) == ("2", "3")
    assert seen(Session(project, OMAR), "x") is None


def test_undo_does_not_know_it(session: Session, document: DocumentId) -> None:
    session.add_mention(document, Span.of(0, 4), "PERSON")
    mark_seen(session, "x", "2")
    assert session.undo_action == "mention.add"
    session.undo()
    mark_seen(session, "x", "3")
    assert session.redo_action == "mention.add"
    assert seen(session, "x") == "3"


def test_who_may_not_write_or_is_nobody_leaves_no_trace(session: Session, project: Project) -> None:
    mark_seen(Session(project, ""), "x", "2")
    assert seen(Session(project, ""), "x") is None
    with Session.open(session.path, LEILA, Mode.READ) as reader:
        mark_seen(reader, "x", "2")
        assert seen(reader, "x") is None
