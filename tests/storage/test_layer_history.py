"""What the journal knows of a layer's records."""

from annotator.model.annotation import Status
from annotator.model.ids import DocumentId, new_id
from annotator.model.span import Span
from annotator.services.session import Session
from annotator.storage.layer_history import (
    answers_to,
    comments_by_id,
    ids_in_journal,
    last_acts,
    layers_settled,
    removed_ids,
    standing_entries,
)
from tests.conftest import LEILA, OMAR
from tests.copies import comment


def test_only_acts_that_stand_count(session: Session, document: DocumentId) -> None:
    mention = session.add_mention(document, Span.of(4, 16), "PERSON")
    session.relabel([mention.id], "GPE")
    session.relabel([mention.id], "MONEY")
    session.undo()
    entries = list(standing_entries(session.project.db, document, [mention.id, "nothing"]))
    assert [entry.action for entry in entries] == ["mention.add", "mention.relabel"]
    assert [entry.before for entry in entries] == [None, mention]
    assert [entry.after for entry in entries] == [mention, session.mention(mention.id)]
    assert entries[0].act < entries[1].act
    assert list(standing_entries(session.project.db, None, [mention.id])) == []


def test_what_is_gone_is_known(session: Session, document: DocumentId) -> None:
    gone = session.add_mention(document, Span.of(4, 16), "PERSON")
    back = session.add_mention(document, Span.of(0, 3), "PERSON")
    session.delete([gone.id])
    session.delete([back.id])
    session.undo()
    db = session.project.db
    assert removed_ids(db, [LEILA]) == [gone.id]
    assert removed_ids(db, [OMAR]) == []
    assert ids_in_journal(db, [gone.id, back.id, new_id()]) == {gone.id, back.id}


def test_everyones_last_act(session: Session, document: DocumentId) -> None:
    session.add_mention(document, Span.of(4, 16), "PERSON")
    assert list(last_acts(session.project.db)) == [LEILA]


def test_when_layers_were_settled(session: Session, document: DocumentId) -> None:
    db = session.project.db
    assert layers_settled(db, [LEILA]) == {}
    session.add_mention(document, Span.of(4, 16), "PERSON")
    begun = layers_settled(db, [LEILA, OMAR])
    assert list(begun) == [(document, LEILA)]
    session.set_status([document], Status.DONE)
    done = layers_settled(db, [LEILA])[document, LEILA]
    assert done >= begun[document, LEILA]
    session.add_mention(document, Span.of(0, 3), "PERSON")
    assert layers_settled(db, [LEILA]) == {(document, LEILA): done}
    session.undo()
    session.undo()
    assert layers_settled(db, [LEILA]) == begun


def test_comments_and_their_answers(session: Session, document: DocumentId) -> None:
    ask = comment(session, document, "?")
    answer = comment(session, document, "!", ask.id)
    assert list(answers_to(session.project.db, [ask.id, answer.id])) == [(answer.id, ask.id)]
    assert comments_by_id(session.project.db, [answer.id]) == {answer.id: answer}
