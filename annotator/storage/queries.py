"""Lists of documents and counts over them: read-only questions that must stay quick with 100,000 documents.

The order of a list is asked once (numbers only), its rows by the page.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from annotator.model.annotation import Mention, Status
from annotator.model.document import Direction
from annotator.model.folding import fold
from annotator.model.ids import AnnotatorName, DocumentId

if TYPE_CHECKING:
    from annotator.storage.sqlite import Database


class Sort(StrEnum):
    """By what a list of documents is sorted."""

    IMPORTED = "imported"
    TITLE = "title"
    LANGUAGE = "language"
    STATUS = "status"
    MENTIONS = "mentions"
    LENGTH = "length"


class Order(StrEnum):
    """Which way a list runs."""

    ASCENDING = "ASC"
    DESCENDING = "DESC"


@dataclass(frozen=True, slots=True)
class DocumentQuery:
    """Which documents, in which order.

    Attributes:
        text: Must stand in the title, both folded (see `model.folding`).
        languages: Only these BCP 47 tags; empty for all.
        statuses: Only these, of the annotator's own layer; empty for all.
        binned: The documents in the bin instead of those outside it.
    """

    text: str = ""
    languages: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()
    binned: bool = False
    sort: Sort = Sort.IMPORTED
    order: Order = Order.ASCENDING


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """What a list shows of a document, as one annotator sees it.

    Attributes:
        n: The project's own number of the document.
        length: In code points.
        mentions: In the annotator's own layer.
    """

    n: int
    id: DocumentId
    title: str
    language: str
    language_probability: float | None
    direction: Direction | None
    length: int
    binned: bool
    status: Status
    mentions: int


_ORDER_BY = {
    Sort.IMPORTED: "document.n",
    Sort.TITLE: "document.title_key",
    Sort.LANGUAGE: "document.language",
    Sort.STATUS: "CASE coalesce(layer.status, 'new') WHEN 'new' THEN 0 WHEN 'started' THEN 1 ELSE 2 END",
    Sort.MENTIONS: "coalesce(layer.mentions, 0)",
    Sort.LENGTH: "document.length",
}
_OWN_LAYER = "LEFT JOIN layer ON layer.document = document.n AND layer.annotator = ?"


def document_numbers(db: "Database", query: DocumentQuery, annotator: AnnotatorName, *, after: int = 0) -> "array[int]":
    """Numbers of the documents that `query` asks for, in its order; only those greater than `after`."""
    conditions, values = ["document.binned = ?"], [annotator, int(query.binned)]
    if after:
        conditions.append("document.n > ?")
        values.append(after)
    if query.text.strip():
        conditions.append("instr(document.title_key, ?) > 0")
        values.append(fold(query.text.strip()))
    if query.languages:
        conditions.append(f"document.language IN ({_marks(query.languages)})")
        values.extend(query.languages)
    if query.statuses:
        conditions.append(f"coalesce(layer.status, 'new') IN ({_marks(query.statuses)})")
        values.extend(query.statuses)
    order = _ORDER_BY[query.sort]
    sql = (
        f"SELECT document.n FROM document {_OWN_LAYER} WHERE {' AND '.join(conditions)} "  # noqa: S608
        f"ORDER BY {order} {query.order}, document.n"
    )
    return array("q", (row[0] for row in db.execute(sql, values)))


def document_rows(db: "Database", numbers: Sequence[int], annotator: AnnotatorName) -> dict[int, DocumentRow]:
    """What a list shows of the documents with these numbers; numbers that are gone are left out."""
    sql = (
        "SELECT document.n, document.id, title, language, language_probability, direction, length, binned, "  # noqa: S608
        f"coalesce(layer.status, 'new'), coalesce(layer.mentions, 0) FROM document {_OWN_LAYER} "
        f"WHERE document.n IN ({_marks(numbers)})"
    )
    return {
        row[0]: DocumentRow(
            row[0],
            DocumentId(row[1]),
            row[2],
            row[3],
            row[4],
            None if row[5] is None else Direction(row[5]),
            row[6],
            bool(row[7]),
            Status(row[8]),
            row[9],
        )
        for row in db.execute(sql, [annotator, *numbers])
    }


def document_number(db: "Database", document: DocumentId) -> int | None:
    """The project's number of a document."""
    row = db.execute("SELECT n FROM document WHERE id = ?", [document]).fetchone()
    return None if row is None else int(row[0])


def status_counts(db: "Database", annotator: AnnotatorName) -> dict[Status, int]:
    """How many documents outside the bin the annotator has in each status."""
    total = db.execute("SELECT count(*) FROM document WHERE binned = 0").fetchone()[0]
    counts = dict.fromkeys(Status, 0)
    # Few documents are in the bin: taking these off is cheaper than looking at each document's bin.
    everywhere = "SELECT status, count(*) FROM layer WHERE annotator = ? GROUP BY status"
    in_bin = (
        "SELECT layer.status, -count(*) FROM document CROSS JOIN layer "
        "ON layer.document = document.n AND layer.annotator = ? WHERE document.binned = 1 GROUP BY layer.status"
    )
    for sql in (everywhere, in_bin):
        for status, count in db.execute(sql, [annotator]):
            counts[Status(status)] += count
    counts[Status.NEW] = total - counts[Status.STARTED] - counts[Status.DONE]
    return counts


def language_counts(db: "Database") -> dict[str, int]:
    """How many documents outside the bin there are of each language, most frequent first."""
    sql = "SELECT language, count(*) FROM document WHERE binned = 0 GROUP BY language ORDER BY count(*) DESC, language"
    return dict(db.execute(sql).fetchall())


def labels_inside(db: "Database", document: DocumentId, annotator: AnnotatorName, mention: Mention) -> tuple[str, ...]:
    """Labels of the other mentions of a layer that lie wholly between a mention's ends, in reading order."""
    sql = (
        "SELECT mention.label FROM mention JOIN layer ON layer.n = mention.layer "
        "JOIN document ON document.n = layer.document WHERE document.id = ? AND layer.annotator = ? "
        'AND mention.start >= ? AND mention.start < ? AND mention."end" <= ? AND mention.id <> ? '
        'ORDER BY mention.start, mention."end" DESC LIMIT 50'
    )
    start, end = mention.span.hull
    return tuple(row[0] for row in db.execute(sql, [document, annotator, start, end, end, mention.id]))


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
