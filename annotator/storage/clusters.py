"""Questions about clusters, which may have mentions in many documents; reading only."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from annotator.model.annotation import Mention
from annotator.model.change import Subject
from annotator.model.ids import AnnotatorName, ClusterId, DocumentId
from annotator.model.span import Span
from annotator.storage.rows import TABLES

if TYPE_CHECKING:
    from annotator.storage.sqlite import Database


def cluster_sizes(db: "Database", ids: Iterable[ClusterId]) -> dict[ClusterId, int]:
    """How many mentions each of these clusters has, in all documents."""
    sql = "SELECT count(*) FROM mention WHERE cluster = ?"
    return {id_: int(db.execute(sql, [id_]).fetchone()[0]) for id_ in ids}


def mentions_of(db: "Database", id_: ClusterId, limit: int = -1) -> tuple[Mention, ...]:
    """The mentions of a cluster, by document in the order of import, then in reading order; -1 for all of them."""
    table = TABLES[Subject.MENTION]
    where = 'mention.cluster = ? ORDER BY document.n, mention.start, mention."end" DESC, mention.id LIMIT ?'
    return tuple(table.record(row) for row in db.execute(table.select.format(where=where), [id_, limit]))


def text_of(db: "Database", mention: Mention) -> str:
    """The text of a mention of any document, its pieces joined as `Span.text` does; the whole text is not read."""
    start, end = mention.span.hull
    sql = (
        "SELECT substr(text.content, ?, ?) FROM document JOIN text ON text.sha256 = document.text_sha256 "
        "WHERE document.id = ?"
    )
    (hull,) = db.execute(sql, [start + 1, end - start, mention.document]).fetchone()
    return Span(tuple((low - start, high - start) for low, high in mention.span.fragments)).text(hull)


def mentions_elsewhere(db: "Database", document: DocumentId, annotator: AnnotatorName) -> Iterator[Mention]:
    """The mentions, in other documents, of the clusters that have one in this layer; in the order of `mentions_of`."""
    table = TABLES[Subject.MENTION]
    where = (
        "mention.cluster IN (SELECT known.cluster FROM mention AS known JOIN layer AS own ON own.n = known.layer "
        "JOIN document AS home ON home.n = own.document WHERE home.id = ? AND own.annotator = ?) "
        "AND document.id <> ? "
        'ORDER BY document.n, mention.start, mention."end" DESC, mention.id'
    )
    for row in db.execute(table.select.format(where=where), [document, annotator, document]):
        yield table.record(row)
