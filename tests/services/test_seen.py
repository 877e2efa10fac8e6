"""What somebody has seen is kept, and is nobody's act."""

from annotator.model.ids import DocumentId
from annotator.model.span import Span
from annotator.services.seen import mark_seen, seen, seen_key
from annotator.services.session import Session
from annotator.storage import Mode
from tests.conftest import LEILA, OMAR

X = seen_key(LEILA, "x")


def test_it_only_goes_on_and_is_ones_own(session: Session) -> None:
    assert seen(session, X) is None
    assert mark_seen(session, X, "2").changes
    assert not mark_seen(session, X, "1").changes
    assert seen(session, X) == "2"
    assert seen(session, seen_key(OMAR, "x")) is None


def test_undo_does_not_know_it(session: Session, document: DocumentId) -> None:
    session.add_mention(document, Span.of(0, 4), "PERSON")
    mark_seen(session, X, "2")
    assert session.undo_action == "mention.add"
    session.undo()
    mark_seen(session, X, "3")
    assert session.redo_action == "mention.add"
    assert seen(session, X) == "3"


def test_who_may_not_write_leaves_no_trace(session: Session) -> None:
    with Session.open(session.path, LEILA, Mode.READ) as reader:
        mark_seen(reader, X, "2")
        assert seen(reader, X) is None
