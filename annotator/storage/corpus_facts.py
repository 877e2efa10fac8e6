"""What is known of all layers together, for dividing a corpus: their labels and common events; reading only."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from annotator.model.ids import AnnotatorName, ClusterId, DocumentId

if TYPE_CHECKING:
    from annotator.storage.sqlite import Database


def labels_of_layers(db: "Database") -> Iterator[tuple[DocumentId, AnnotatorName, str, int]]:
    """How many mentions of each label each layer has; the bin is left out."""
    sql = (
        "SELECT document.id, layer.annotator, mention.label, count(*) FROM layer "
        "JOIN document ON document.n = layer.document JOIN mention ON mention.layer = layer.n "
        "WHERE document.binned = 0 GROUP BY layer.n, mention.label"
    )
    yield from db.execute(sql)


def event_clusters(db: "Database") -> Iterator[tuple[ClusterId, AnnotatorName, tuple[DocumentId, ...]]]:
    """The clusters of events that have mentions in several documents, whose they are, and these; without the bin."""
    sql = (
        "SELECT DISTINCT cluster.id, cluster.annotator, document.id FROM cluster "
        "JOIN mention ON mention.cluster = cluster.id JOIN layer ON layer.n = mention.layer "
        "JOIN document ON document.n = layer.document "
        "WHERE cluster.kind = 'event' AND document.binned = 0 ORDER BY cluster.id, document.n"
    )
    for (cluster, annotator), rows in groupby(db.execute(sql), key=itemgetter(0, 1)):
        documents = tuple(row[2] for row in rows)
        if len(documents) > 1:
            yield cluster, annotator, documents


def document_titles(db: "Database") -> Iterator[tuple[DocumentId, str]]:
    """The title of each document, in the order of import; the bin is left out."""
    yield from db.execute("SELECT id, title FROM document WHERE binned = 0 ORDER BY n")


def schema_version(db: "Database") -> int:
    """The version of the file: how many migrations made its tables."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])
