"""One layer kept in memory and led on by changes, so that asking for it again costs nothing, however large it is.

Panels ask for the whole layer after every edit; reading ten thousand mentions anew each time would be felt.
"""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

from annotator.model.annotation import (
    Argument,
    Cluster,
    Comment,
    Layer,
    LayerContents,
    Mention,
    Relation,
    reading_order,
)
from annotator.model.change import Change, Subject
from annotator.model.ids import AnnotatorName, DocumentId

R = TypeVar("R", Mention, Argument, Relation, Comment)


class _Sorted(Generic[R]):
    """Records by id, in the order of a key that ends with the id."""

    def __init__(self, records: Iterable[R], key: Callable[[R], tuple[Any, ...]]) -> None:
        self._key: Callable[[R], tuple[Any, ...]] = key
        self._by_id: dict[str, R] = {record.id: record for record in records}
        self._order = sorted(map(key, self._by_id.values()))

    def replace(self, id_: str, record: R | None) -> None:
        """Take the record of this id out, and `record` in."""
        old = self._by_id.pop(id_, None)
        if old is not None:
            del self._order[bisect_left(self._order, self._key(old))]
        if record is not None:
            self._by_id[id_] = record
            insort(self._order, self._key(record))

    def all(self) -> tuple[R, ...]:
        """All records in order."""
        return tuple(self._by_id[key[-1]] for key in self._order)


class LiveLayer:
    """A layer as it is after every change that was told."""

    def __init__(self, contents: LayerContents) -> None:
        self._layer = contents.layer
        self._mentions = _Sorted(contents.mentions, reading_order)
        self._arguments = _Sorted(contents.arguments, _argument_order)
        self._relations = _Sorted(contents.relations, _id_order)
        self._comments = _Sorted(contents.comments, _id_order)
        self._clusters: dict[str, Cluster] = {cluster.id: cluster for cluster in contents.clusters}
        self._contents: LayerContents | None = contents

    @property
    def contents(self) -> LayerContents:
        """The same that the project would give; put together when it is asked for."""
        if self._contents is None:
            mentions = self._mentions.all()
            used = {mention.cluster for mention in mentions if mention.cluster is not None}
            self._contents = LayerContents(
                self._layer,
                mentions,
                self._arguments.all(),
                self._relations.all(),
                tuple(self._clusters[cluster] for cluster in sorted(used)),
                self._comments.all(),
            )
        return self._contents

    def is_of(self, document: DocumentId, annotator: AnnotatorName) -> bool:
        """Whether it is this annotator's layer of this document."""
        return (self._layer.document, self._layer.annotator) == (document, annotator)

    def follow(self, changes: Iterable[Change]) -> bool:
        """Take changes in; `False` if what they tell is not enough: the layer has to be read anew."""
        mine = [change for change in changes if self._is_mine(change)]
        for change in mine:
            self._take(change)
            self._contents = None
        linked = (change.after.cluster for change in mine if isinstance(change.after, Mention))
        return all(cluster is None or cluster in self._clusters for cluster in linked)

    def _is_mine(self, change: Change) -> bool:
        record = change.after or change.before
        if isinstance(record, Cluster):
            return record.annotator == self._layer.annotator
        if isinstance(record, (Layer, Mention, Argument, Relation, Comment)):
            return (record.document, record.annotator) == (self._layer.document, self._layer.annotator)
        return False

    def _take(self, change: Change) -> None:
        id_, after = change.subject_id, change.after
        match change.subject:
            case Subject.MENTION:
                self._mentions.replace(id_, after if isinstance(after, Mention) else None)
            case Subject.ARGUMENT:
                self._arguments.replace(id_, after if isinstance(after, Argument) else None)
            case Subject.RELATION:
                self._relations.replace(id_, after if isinstance(after, Relation) else None)
            case Subject.COMMENT:
                self._comments.replace(id_, after if isinstance(after, Comment) else None)
            case Subject.CLUSTER if isinstance(after, Cluster):
                self._clusters[id_] = after
            case Subject.CLUSTER:
                self._clusters.pop(id_, None)
            case _:
                layer = self._layer
                self._layer = after if isinstance(after, Layer) else Layer(layer.document, layer.annotator)


def _argument_order(argument: Argument) -> tuple[str, int, str]:
    return argument.event, argument.position, argument.id


def _id_order(record: Relation | Comment) -> tuple[str]:
    return (record.id,)
