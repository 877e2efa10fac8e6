"""Questions about many records at once, for import, export and language detection; reading only."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import groupby, islice
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import msgspec

from annotator.model.annotation import Cluster, Kind, Mention, Status
from annotator.model.change import Change, Subject
from annotator.model.document import UNDETERMINED, Document, Sha256
from annotator.model.errors import SpanError
from annotator.model.ids import ActId, AnnotatorName, ChangeId, DocumentId, MentionId
from annotator.model.span import Span
from annotator.storage.bodies import from_json
from annotator.storage.errors import ProjectError
from annotator.storage.rows import TABLES, span_of

if TYPE_CHECKING:
    from annotator.storage.sqlite import Database

_MOST_VALUES = 500
"""SQLite takes at least 999 values a statement."""
_IN_USE = (
    "WITH given (id) AS (VALUES {given}) SELECT id FROM mention WHERE id IN given "
    "UNION ALL SELECT id FROM argument WHERE id IN given UNION ALL SELECT id FROM relation WHERE id IN given "
    "UNION ALL SELECT id FROM comment WHERE id IN given UNION ALL SELECT id FROM decision WHERE id IN given"
)


@contextmanager
def snapshot(db: "Database") -> Iterator[None]:
    """Within, a reading connection sees the project as it was at its first question, whatever others write."""
    db.execute("BEGIN")
    try:
        yield
    finally:
        db.execute("ROLLBACK")


def known_texts(db: "Database") -> set[Sha256]:
    """The SHA-256 of the text of every document, those in the bin included."""
    return {row[0] for row in db.execute("SELECT text_sha256 FROM document")}


def known_documents(db: "Database") -> dict[DocumentId, Sha256]:
    """The SHA-256 of the text of every document by its id, those in the bin included."""
    return dict(db.execute("SELECT id, text_sha256 FROM document").fetchall())


def file_names(db: "Database") -> set[str]:
    """What the files that documents came from are called, where that was kept."""
    sql = "SELECT CASE WHEN json_valid(meta) THEN json_extract(meta, '$.file') END FROM document"
    return {row[0] for row in db.execute(sql) if row[0] is not None}


def ids_in_use(db: "Database", ids: Iterable[str]) -> set[str]:
    """Which of `ids` a mention, argument, relation, comment or decision has."""
    found: set[str] = set()
    for some in _some_at_a_time(ids):
        given = ", ".join(["(?)"] * len(some))
        found.update(row[0] for row in db.execute(_IN_USE.format(given=given), some))
    return found


def clusters_by_id(db: "Database", ids: Iterable[str]) -> dict[str, Cluster]:
    """The clusters with these ids."""
    table = TABLES[Subject.CLUSTER]
    found = {}
    for some in _some_at_a_time(ids):
        for row in db.execute(table.select.format(where=f"id IN ({_marks(some)})"), some):
            found[row[0]] = table.record(row)
    return found


def mentions_by_id(db: "Database", ids: Iterable[MentionId]) -> dict[MentionId, Mention]:
    """The mentions with these ids."""
    table = TABLES[Subject.MENTION]
    found = {}
    for some in _some_at_a_time(ids):
        for row in db.execute(table.select.format(where=f"mention.id IN ({_marks(some)})"), some):
            found[MentionId(row[0])] = table.record(row)
    return found


def spans_by_id(db: "Database", ids: Iterable[MentionId]) -> dict[MentionId, Span]:
    """The spans of the mentions with these ids, whatever else of them is damaged; damaged spans are left out."""
    found = {}
    for some in _some_at_a_time(ids):
        sql = f'SELECT id, start, "end", fragments FROM mention WHERE id IN ({_marks(some)})'  # noqa: S608
        for id_, start, end, fragments in db.execute(sql, some):
            with suppress(msgspec.DecodeError, SpanError):
                found[MentionId(id_)] = span_of(start, end, fragments)
    return found


def last_changes(db: "Database", act: ActId, limit: int, offset: int) -> list[Change]:
    """`limit` changes of an act, the last first, without the last `offset` ones."""
    sql = (
        "SELECT journal.id, act.time, act.annotator, journal.document, act.action, journal.subject, "
        "journal.subject_id, journal.before, journal.after FROM journal JOIN act ON act.n = journal.act "
        "WHERE act.id = ? ORDER BY journal.n DESC LIMIT ? OFFSET ?"
    )
    return [
        Change(
            ChangeId(id_),
            act,
            time,
            annotator,
            document,
            action,
            Subject(subject),
            subject_id,
            from_json(Subject(subject), before),
            from_json(Subject(subject), after),
        )
        for id_, time, annotator, document, action, subject, subject_id, before, after in db.execute(
            sql, [act, limit, offset]
        )
    ]


def binned_count(db: "Database") -> int:
    """How many documents are in the bin."""
    return int(db.execute("SELECT count(*) FROM document WHERE binned = 1").fetchone()[0])


def mention_counts(db: "Database") -> dict[AnnotatorName, int]:
    """How many mentions each annotator has outside the bin."""
    sql = (
        "SELECT layer.annotator, sum(layer.mentions) FROM layer JOIN document ON document.n = layer.document "
        "WHERE document.binned = 0 GROUP BY layer.annotator"
    )
    return dict(db.execute(sql).fetchall())


# -- language


def undetected_documents(db: "Database") -> list[DocumentId]:
    """Documents of unknown language for which none was looked for yet, in the order of import."""
    sql = "SELECT id FROM document WHERE language = ? AND language_probability IS NULL AND binned = 0 ORDER BY n"
    return [row[0] for row in db.execute(sql, [UNDETERMINED])]


def openings(db: "Database", documents: Sequence[DocumentId], length: int) -> list[tuple[DocumentId, str]]:
    """The first `length` code points of the texts of some documents."""
    sql = (
        "SELECT document.id, substr(text.content, 1, ?) FROM document JOIN text "  # noqa: S608
        "ON text.sha256 = document.text_sha256 "
        f"WHERE document.id IN ({_marks(documents)}) ORDER BY document.n"
    )
    return [(row[0], row[1]) for row in db.execute(sql, [length, *documents])]


def documents_by_id(db: "Database", documents: Sequence[DocumentId]) -> dict[DocumentId, Document]:
    """The documents with these ids."""
    table = TABLES[Subject.DOCUMENT]
    found = {}
    for some in _some_at_a_time(documents):
        for row in db.execute(table.select.format(where=f"id IN ({_marks(some)})"), some):
            found[DocumentId(row[0])] = table.record(row)
    return found


# -- layers to export


@dataclass(frozen=True, slots=True)
class LayerQuery:
    """Which layers; the bin is always left out.

    Attributes:
        annotators: Only theirs; empty for all, and then also documents without any layer.
        statuses: Only layers of these; a document without a layer counts as new. Empty for all.
        languages: Only documents of these BCP 47 tags; empty for all.
        done_by: Only documents with which this annotator is done; `None` for all.
        document: Only of this one.
    """

    annotators: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()
    languages: tuple[str, ...] = ()
    done_by: AnnotatorName | None = None
    document: DocumentId | None = None


@dataclass(frozen=True, slots=True)
class LayerRow:
    """A layer to export, or a document without one (`annotator` is `None`)."""

    document: DocumentId
    annotator: AnnotatorName | None
    language: str
    status: Status
    mentions: int
    sha256: Sha256


@dataclass(frozen=True, slots=True)
class LayerPlace:
    """A layer and the document that it is of."""

    document: DocumentId
    title: str
    sha256: Sha256
    annotator: AnnotatorName


def layer_places(db: "Database") -> list[LayerPlace]:
    """All layers with mentions, those of documents in the bin included, in the order of import.

    Raises:
        ProjectError: If a title cannot be read: the file is damaged.
    """
    sql = (
        "SELECT document.id, document.title, document.text_sha256, layer.annotator FROM layer "
        "JOIN document ON document.n = layer.document "
        "WHERE EXISTS (SELECT 1 FROM mention WHERE mention.layer = layer.n) ORDER BY document.n, layer.annotator"
    )
    try:
        rows = db.execute(sql).fetchall()
    except (sqlite3.DatabaseError, UnicodeError) as error:
        raise ProjectError(f"The documents cannot be read: {error}.") from error
    return [LayerPlace(*row) for row in rows]


def layer_rows(db: "Database", query: LayerQuery) -> Iterator[LayerRow]:
    """The layers that `query` asks for: in the order of import, then by annotator.

    Who has commented on a document without labelling it counts as having a layer there.
    """
    parts, values = [], []
    for select in (_LAYERS, _COMMENTERS) if query.annotators else (_LAYERS, _COMMENTERS, _WITHOUT_LAYER):
        where, some = _conditions(query, select)
        parts.append(select.format(where=where))
        values += some
    sql = f"{' UNION ALL '.join(parts)} ORDER BY 1, 3"
    for _n, document, annotator, language, status, mentions, sha in db.execute(sql, values):
        yield LayerRow(document, annotator, language, Status(status), mentions, sha)


def begun_layers(db: "Database", query: LayerQuery) -> Iterator[list[LayerRow]]:
    """The layers that somebody has begun (a mention, or another status than new), those of one document at a time."""
    for _document, rows in groupby(layer_rows(db, query), key=attrgetter("document")):
        if begun := [row for row in rows if row.mentions or row.status is not Status.NEW]:
            yield begun


def label_counts(db: "Database", query: LayerQuery) -> Iterator[tuple[Kind, str, int]]:
    """How many mentions of each kind and label those layers have, most frequent first."""
    where, values = _conditions(query, _LAYERS)
    sql = (
        "SELECT mention.kind, mention.label, count(*) FROM mention JOIN layer ON layer.n = mention.layer "  # noqa: S608
        f"JOIN document ON document.n = layer.document WHERE {where} GROUP BY 1, 2 ORDER BY 3 DESC, 2"
    )
    for kind, label, count in db.execute(sql, values):
        yield Kind(kind), label, count


_LAYERS = (
    "SELECT document.n, document.id, layer.annotator, document.language, layer.status, layer.mentions, "
    "document.text_sha256 FROM layer JOIN document ON document.n = layer.document WHERE {where}"
)
_COMMENTERS = (
    "SELECT DISTINCT document.n, document.id, comment.annotator, document.language, 'new', 0, document.text_sha256 "
    "FROM comment JOIN document ON document.n = comment.document WHERE {where} AND NOT EXISTS "
    "(SELECT 1 FROM layer WHERE layer.document = document.n AND layer.annotator = comment.annotator)"
)
_WITHOUT_LAYER = (
    "SELECT document.n, document.id, NULL, document.language, 'new', 0, document.text_sha256 FROM document "
    "WHERE {where} AND NOT EXISTS (SELECT 1 FROM layer WHERE layer.document = document.n) "
    "AND NOT EXISTS (SELECT 1 FROM comment WHERE comment.document = document.n)"
)


DONE_BY = (
    "EXISTS (SELECT 1 FROM layer AS own WHERE own.document = document.n AND own.annotator = ? AND own.status = 'done')"
)
"""Whether an annotator, the one value, is done with the document."""


def _conditions(query: LayerQuery, select: str) -> tuple[str, list[Any]]:
    conditions: list[str] = ["document.binned = 0"]
    values: list[Any] = []
    if query.document is not None:
        conditions.append("document.id = ?")
        values.append(query.document)
    if query.languages:
        conditions.append(f"document.language IN ({_marks(query.languages)})")
        values += query.languages
    if query.done_by is not None:
        conditions.append(DONE_BY)
        values.append(query.done_by)
    if query.annotators:
        owner = "comment.annotator" if select is _COMMENTERS else "layer.annotator"
        conditions.append(f"{owner} IN ({_marks(query.annotators)})")
        values += query.annotators
    if query.statuses and select is _LAYERS:
        conditions.append(f"layer.status IN ({_marks(query.statuses)})")
        values += query.statuses
    elif query.statuses and Status.NEW not in query.statuses:
        conditions.append("0")
    return " AND ".join(conditions), values


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _some_at_a_time(values: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(values)
    while some := list(islice(rest, _MOST_VALUES)):
        yield some
