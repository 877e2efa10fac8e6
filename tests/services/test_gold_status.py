"""The status of the gold layer."""

from annotator.model.annotation import GOLD, Status
from annotator.model.ids import DocumentId
from annotator.services.gold_status import set_gold_status
from annotator.services.session import Session
from tests.conftest import damages


def test_it_is_said_by_a_person_and_undone(session: Session, document: DocumentId) -> None:
    set_gold_status(session, [document], Status.DONE)
    assert session.project.contents(document, GOLD).layer.status is Status.DONE
    set_gold_status(session, [document], Status.STARTED)
    assert session.undo_action == "gold.status"
    assert damages(session.path) == []
    session.undo()
    assert session.project.contents(document, GOLD).layer.status is Status.DONE
    session.undo()
    assert session.project.layer(document, GOLD) is None
