"""How far the gold layer is said to be, by whoever adjudicates."""

from collections.abc import Iterable
from dataclasses import replace

from annotator.model.annotation import GOLD, Annotator, Layer, Status
from annotator.model.change import Change, Changes
from annotator.model.ids import DocumentId
from annotator.services.session import Session

ACTION = "gold.status"


def set_gold_status(
    session: Session, documents: Iterable[DocumentId], status: Status, *, initiator: object = None
) -> Changes:
    """Say how far the gold layer of documents is; that nothing is left to decide is not asked for.

    Raises:
        EditError: If nobody has said who works.
    """
    act = session.begin(ACTION)
    changes: list[Change] = []
    is_known = any(annotator.name == GOLD for annotator in session.annotators())
    for document in documents:
        known = session.project.layer(document, GOLD)
        if known is None and not is_known:
            changes.append(act.change(None, Annotator(GOLD, act.time)))
            is_known = True
        new = Layer(document, GOLD, status) if known is None else replace(known, status=status)
        changes.append(act.change(known, new))
    return session.commit(changes, initiator)
