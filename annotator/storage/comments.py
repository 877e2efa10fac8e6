"""Comments with what they are about, read for lists of them; reading only."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from operator import attrgetter
from typing import TYPE_CHECKING

from annotator.model.annotation import Comment, Kind
from annotator.model.change import Record, Subject
from annotator.model.document import Direction
from annotator.model.ids import AnnotatorName, CommentId, DocumentId
from annotator.storage.bodies import from_json
from annotator.storage.bulk import DONE_BY
from annotator.storage.rows import TABLES

if TYPE_CHECKING:
    from annotator.storage.sqlite import Database

_RECORD = (
    "comment.id, document.id, comment.annotator, comment.created, comment.text, comment.subject_kind, "
    "comment.subject, comment.span, comment.reply_to, comment.resolved, comment.for_guideline"
)
_COLUMNS = 11
_LIST = (
    f"SELECT {_RECORD}, document.title, document.language, document.direction, "  # noqa: S608
    "coalesce(mention.kind, event.kind), coalesce(mention.label, event.label, relation.label), argument.role, "
    "(SELECT max(act.time) FROM journal JOIN act ON act.n = journal.act "
    "WHERE journal.subject_id = comment.id AND journal.before IS NULL), "
    "(SELECT layer.annotator FROM layer WHERE layer.n = coalesce(mention.layer, argument.layer, relation.layer)), "
    "{seen} FROM comment JOIN document ON document.n = comment.document "
    "LEFT JOIN mention ON comment.subject_kind = 'mention' AND mention.id = comment.subject "
    "LEFT JOIN argument ON comment.subject_kind = 'argument' AND argument.id = comment.subject "
    "LEFT JOIN mention AS event ON event.id = argument.event "
    "LEFT JOIN relation ON comment.subject_kind = 'relation' AND relation.id = comment.subject "
    "WHERE {where} ORDER BY comment.document, comment.created, comment.id LIMIT ?"
)


@dataclass(frozen=True, slots=True)
class CommentRow:
    """A comment, its document, and the record that it is about as that is now.

    Attributes:
        kind: Of the mention, or of the event of the argument; `None` if it is gone, or about something else.
        label: Of the mention, the event of the argument, or the relation; `None` likewise.
        role: Of the argument.
        arrived: When it came into this project, which may be long after it was written.
        owner: Whose layer the record is in.
        is_seen: Whether what others made of the document may be told.
    """

    comment: Comment
    title: str
    language: str
    direction: Direction | None
    kind: Kind | None
    label: str | None
    role: str | None
    arrived: str
    owner: AnnotatorName | None
    is_seen: bool


def comment_count(db: "Database") -> int:
    """How many comments there are, those on documents in the bin included."""
    return int(db.execute("SELECT count(*) FROM comment").fetchone()[0])


def comment_rows(db: "Database", most: int, done_by: AnnotatorName | None = None) -> Iterator[list[CommentRow]]:
    """The comments outside the bin, at most `most`, those on one document at a time; the oldest of each first.

    What others made is seen only in documents with which `done_by` is done; in all for `None`.
    """
    rows = _rows(db, "document.binned = 0", (), most, done_by)
    for _document, some in groupby(rows, key=attrgetter("comment.document")):
        yield list(some)


def comment_rows_of(
    db: "Database", document: DocumentId, most: int, done_by: AnnotatorName | None = None
) -> list[CommentRow]:
    """The same of one document; none if it is in the bin or gone."""
    return list(_rows(db, "document.binned = 0 AND document.id = ?", (document,), most, done_by))


def _rows(
    db: "Database", where: str, values: tuple[str, ...], most: int, done_by: AnnotatorName | None
) -> Iterator[CommentRow]:
    record = TABLES[Subject.COMMENT].record
    if done_by is None:
        sql, bound = _LIST.format(seen="1", where=where), [*values, most]
    else:
        sql, bound = _LIST.format(seen=DONE_BY, where=where), [done_by, *values, most]
    for row in db.execute(sql, bound):
        comment: Comment = record(row[:_COLUMNS])
        title, language, direction, kind, label, role, arrived, owner, is_seen = row[_COLUMNS:]
        yield CommentRow(
            comment,
            title,
            language,
            None if direction is None else Direction(direction),
            None if kind is None else Kind(kind),
            label,
            role,
            arrived or comment.created,
            owner,
            bool(is_seen),
        )


def last_records(db: "Database", ids: Collection[str]) -> Iterator[Record]:
    """What the journal has of records that are gone, as they were when they went."""
    rest = iter(ids)
    while some := list(islice(rest, 500)):
        sql = (
            "SELECT subject, before FROM journal WHERE n IN (SELECT max(n) FROM journal WHERE subject_id IN "  # noqa: S608
            f"({', '.join('?' * len(some))}) AND after IS NULL GROUP BY subject_id)"
        )
        for subject, before in db.execute(sql, some):
            found: Record | None = from_json(Subject(subject), before)
            if found is not None:
                yield found


def comment_of(db: "Database", comment: CommentId) -> Comment | None:
    """A comment, or `None`."""
    table = TABLES[Subject.COMMENT]
    row = db.execute(table.select.format(where="comment.id = ?"), [comment]).fetchone()
    return None if row is None else table.record(row)


def comments_on(db: "Database", document: DocumentId) -> list[Comment]:
    """All comments on a document."""
    table = TABLES[Subject.COMMENT]
    return [table.record(row) for row in db.execute(table.select.format(where="document.id = ?"), [document])]
