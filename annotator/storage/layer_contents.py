"""Whole layers, some at a time: everything of one costs eight questions, and everything of fifty costs no more."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from annotator.model.annotation import GOLD, Cluster, Layer, LayerContents, Mention
from annotator.model.change import Subject
from annotator.model.ids import AnnotatorName, DocumentId

Key = tuple[DocumentId, AnnotatorName]
Numbers = Callable[[Sequence[DocumentId]], Iterable[tuple[Key, int]]]
"""Documents to their layers with the numbers of these."""
Records = Callable[..., Iterator[Any]]
"""`(kind, condition, *values)` to the records that it finds."""

_MOST_VALUES = 500
"""SQLite takes at least 999 values a statement."""

_key: Callable[[Any], Key] = attrgetter("document", "annotator")


def contents_of(records: Records, numbers_of: Numbers, keys: Sequence[Key]) -> dict[Key, LayerContents]:
    """Everything of some layers; an empty, new layer where it was never begun.

    Args:
        records: Of the project.
        numbers_of: Of the project, too.
        keys: Documents with an annotator, at most 200.

    Raises:
        ProjectError: If a record cannot be read: the file is damaged.
    """
    documents = sorted({document for document, _annotator in keys})
    wanted = set(keys)
    of_documents = f"document.id IN ({_marks(documents)})"
    layers = {_key(layer): layer for layer in records(Subject.LAYER, of_documents, *documents) if _key(layer) in wanted}
    numbers = [number for key, number in numbers_of(documents) if key in wanted]

    def found(subject: Subject, *order: str) -> dict[Key, tuple[Any, ...]]:
        where = f"{subject}.layer IN ({_marks(numbers)}) ORDER BY {', '.join((f'{subject}.layer', *order))}"
        return _by_layer(records(subject, where, *numbers))

    mentions = found(Subject.MENTION, "mention.start", 'mention."end" DESC', "mention.id")
    arguments = found(Subject.ARGUMENT, "argument.event", "argument.position", "argument.id") if mentions else {}
    relations = found(Subject.RELATION, "relation.id") if mentions else {}
    order = "ORDER BY document.n, comment.annotator, comment.id"
    comments = _by_layer(records(Subject.COMMENT, f"{of_documents} {order}", *documents))
    clusters = _clusters(records, mentions)
    return {
        key: LayerContents(
            layers.get(key) or Layer(*key),
            mentions.get(key, ()),
            arguments.get(key, ()),
            relations.get(key, ()),
            _used(mentions.get(key, ()), clusters),
            comments.get(key, ()),
            tuple(records(Subject.DECISION, "document.id = ? ORDER BY decision.id", key[0])) if key[1] == GOLD else (),
        )
        for key in keys
    }


def _by_layer(records: Iterator[Any]) -> dict[Key, tuple[Any, ...]]:
    """Records that come layer by layer."""
    return {key: tuple(some) for key, some in groupby(records, key=_key)}


def _clusters(records: Records, mentions: dict[Key, tuple[Mention, ...]]) -> dict[str, Cluster]:
    """The clusters that mentions are in, by id and in its order."""
    ids = sorted({mention.cluster for some in mentions.values() for mention in some if mention.cluster is not None})
    found: dict[str, Cluster] = {}
    for first in range(0, len(ids), _MOST_VALUES):
        some = ids[first : first + _MOST_VALUES]
        where = f"cluster.id IN ({_marks(some)}) ORDER BY cluster.id"
        found |= {cluster.id: cluster for cluster in records(Subject.CLUSTER, where, *some)}
    return found


def _used(mentions: Sequence[Mention], clusters: dict[str, Cluster]) -> tuple[Cluster, ...]:
    ids = {mention.cluster for mention in mentions if mention.cluster is not None} if clusters else ()
    return tuple(clusters[id_] for id_ in sorted(ids) if id_ in clusters)


def _marks(values: Collection[object]) -> str:
    return ", ".join("?" * len(values))
