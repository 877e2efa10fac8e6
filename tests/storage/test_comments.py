"""Comments with what they are about, as the rows tell it."""

from annotator.model.annotation import Kind
from annotator.model.ids import DocumentId
from annotator.model.span import Span
from annotator.services.comments import writing as comments
from annotator.services.comments.writing import on_document, on_mention
from annotator.services.session import Session
from annotator.storage.comments import (
    comment_count,
    comment_of,
    comment_rows,
    comment_rows_of,
    comments_on,
    last_records,
)
from tests.conftest import add_documents


def test_rows_come_document_by_document_with_their_subjects(session: Session, document: DocumentId) -> None:
    changes, texts = add_documents("Another text.")
    session.apply(changes, texts=texts)
    other = changes[0].document
    assert other is not None
    mention = session.add_mention(document, Span.of(21, 30), "GPE")
    made = [
        comments.add(session, on_document(other), "1"),
        comments.add(session, on_mention(mention), "2"),
        comments.add(session, on_document(document), "3"),
    ]
    db = session.project.db
    found = list(comment_rows(db, 10))
    assert [[row.comment for row in rows] for rows in found] == [[made[1], made[2]], [made[0]]]
    first = found[0][0]
    assert (first.kind, first.label, first.role, first.title) == (Kind.ENTITY, "GPE", None, "Article 1")
    assert first.arrived >= made[1].created
    assert [row.label for row in comment_rows_of(db, document, 10)] == ["GPE", None]
    assert [len(rows) for rows in comment_rows(db, 1)] == [1]
    assert comment_count(db) == 3
    assert comment_of(db, made[0].id) == made[0]
    assert comments_on(db, other) == [made[0]]
    session.bin([document])
    assert comment_rows_of(db, document, 10) == []
    assert [[row.comment for row in rows] for rows in comment_rows(db, 10)] == [[made[0]]]


def test_what_is_gone_is_told_as_it_last_was(session: Session, document: DocumentId) -> None:
    mention = session.add_mention(document, Span.of(21, 30), "GPE")
    session.relabel([mention.id], "PERSON")
    last = session.mention(mention.id)
    session.delete([mention.id])
    assert list(last_records(session.project.db, [mention.id, "nothing"])) == [last]
