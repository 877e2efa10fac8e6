"""What hangs on documents, for deleting them whole; reading only."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from annotator.model.annotation import Argument, Comment, Layer, Mention, Relation
from annotator.model.change import Subject
from annotator.model.decision import Decision
from annotator.model.document import Document
from annotator.model.ids import AnnotatorName, DocumentId
from annotator.storage.rows import TABLES

if TYPE_CHECKING:
    from annotator.storage.sqlite import Database

Belonging = Document | Layer | Comment | Mention | Argument | Relation | Decision
B = TypeVar("B", Document, Layer, Comment, Mention, Argument, Relation, Decision)

_SUBJECTS: dict[type, Subject] = {
    Document: Subject.DOCUMENT,
    Layer: Subject.LAYER,
    Comment: Subject.COMMENT,
    Mention: Subject.MENTION,
    Argument: Subject.ARGUMENT,
    Relation: Subject.RELATION,
    Decision: Subject.DECISION,
}
_BINNED = "document.binned = 1 AND document.id IN ({marks})"
MOST_DOCUMENTS = 500
"""SQLite takes at least 999 values a statement."""


def binned_documents(db: "Database") -> list[DocumentId]:
    """The documents in the bin, in the order of import."""
    return [DocumentId(row[0]) for row in db.execute("SELECT id FROM document WHERE binned = 1 ORDER BY n")]


def mentions_in(db: "Database", documents: Sequence[DocumentId]) -> dict[DocumentId, int]:
    """How many mentions all annotators together have in each of these documents that is in the bin.

    In the order of import; at most `MOST_DOCUMENTS` at a time.
    """
    sql = (
        "SELECT document.id, (SELECT coalesce(sum(mentions), 0) FROM layer WHERE layer.document = document.n) "  # noqa: S608
        f"FROM document WHERE {_BINNED.format(marks=_marks(documents))} ORDER BY document.n"
    )
    return {DocumentId(row[0]): row[1] for row in db.execute(sql, list(documents))}


def layers_in(db: "Database", documents: Sequence[DocumentId]) -> Iterator[tuple[AnnotatorName, int, int]]:
    """`(annotator, layers, mentions)` in those of these documents that are in the bin, by name."""
    sql = (
        "SELECT layer.annotator, count(*), sum(layer.mentions) FROM layer "  # noqa: S608
        f"JOIN document ON document.n = layer.document WHERE {_BINNED.format(marks=_marks(documents))} "
        "GROUP BY layer.annotator ORDER BY layer.annotator"
    )
    for name, layers, mentions in db.execute(sql, list(documents)):
        yield AnnotatorName(name), layers, mentions


def comments_in(db: "Database", documents: Sequence[DocumentId]) -> int:
    """How many comments stand on those of these documents that are in the bin."""
    sql = (
        "SELECT count(*) FROM comment JOIN document ON document.n = comment.document "  # noqa: S608
        f"WHERE {_BINNED.format(marks=_marks(documents))}"
    )
    return int(db.execute(sql, list(documents)).fetchone()[0])


def records_of(db: "Database", kind: type[B], documents: Sequence[DocumentId]) -> list[B]:
    """The records of one kind in those of these documents that are in the bin; documents in the order of import."""
    table = TABLES[_SUBJECTS[kind]]
    where = f"{_BINNED.format(marks=_marks(documents))} ORDER BY document.n, {table.name}.{table.key[-1]}"
    return [table.record(row) for row in db.execute(table.select.format(where=where), list(documents))]


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
