"""Between rows and the model: for each kind of record its table, its columns, and the two ways across.

A record names its document and annotator; a row names its layer by number, which keeps a million mentions small. The
numbers never leave this room: `Numbers` looks them up.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from annotator.model.annotation import (
    Annotator,
    Argument,
    Cluster,
    Comment,
    Kind,
    Layer,
    Mention,
    Relation,
    Status,
)
from annotator.model.change import Setting, Subject
from annotator.model.document import Direction, Document
from annotator.model.folding import fold
from annotator.model.scheme import Scheme
from annotator.model.span import Range, Span
from annotator.storage.bodies import json_text
from annotator.storage.decision_rows import DECISION_COLUMNS, DECISION_SELECT, decision_of, decision_row

Row = tuple[Any, ...]

_decode_map = msgspec.json.Decoder(dict[str, str | bool | int | float]).decode
_decode_texts = msgspec.json.Decoder(dict[str, str]).decode
_decode_ranges = msgspec.json.Decoder(tuple[tuple[int, int], ...]).decode
_decode_scheme = msgspec.json.Decoder(Scheme).decode


def span_of(start: int, end: int, fragments: str | None) -> Span:
    """The span that three columns tell."""
    ranges: tuple[Range, ...] = _decode_ranges(fragments) if fragments is not None else ((start, end),)
    return Span(ranges)


class Numbers:
    """Numbers of documents and layers, by what the model calls them; looked up once a transaction."""

    def __init__(self, execute: Callable[..., Any]) -> None:
        self._execute = execute
        self._documents: dict[str, int] = {}
        self._layers: dict[tuple[str, str], int] = {}

    def document(self, document: str) -> int | None:
        """Number of a document."""
        number = self._documents.get(document)
        if number is None:
            row = self._execute("SELECT n FROM document WHERE id = ?", (document,)).fetchone()
            if row is None:
                return None
            number = self._documents[document] = row[0]
        return number

    def layer(self, document: str, annotator: str) -> int | None:
        """Number of an annotator's layer of a document."""
        key = (document, annotator)
        number = self._layers.get(key)
        if number is None:
            row = self._execute(
                "SELECT n FROM layer WHERE document = ? AND annotator = ?", (self.document(document), annotator)
            ).fetchone()
            if row is None:
                return None
            number = self._layers[key] = row[0]
        return number

    def know_document(self, document: str, number: int) -> None:
        """A new document has got this number."""
        self._documents[document] = number

    def know_layer(self, document: str, annotator: str, number: int) -> None:
        """A new layer has got this number."""
        self._layers[document, annotator] = number

    def forget(self) -> None:
        """Look everything up anew: a document or layer was removed."""
        self._documents.clear()
        self._layers.clear()


@dataclass(frozen=True)
class Table:
    """How one kind of record is kept.

    Attributes:
        columns: Written columns; `key` are those that find a record.
        row: The values of `columns` for a record.
        key_of: The values of `key` for a record.
        select: Query whose rows `record` reads; `{where}` is still open. Its first columns are those of the record.
        record: Reads one row of `select`.
    """

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    row: Callable[[Any, Numbers], Row]
    key_of: Callable[[Any, Numbers], Row]
    select: str
    record: Callable[[Sequence[Any]], Any]

    @property
    def insert(self) -> str:
        """Statement that adds a row."""
        names = ", ".join(f'"{column}"' for column in self.columns)
        return f"INSERT INTO {self.name} ({names}) VALUES ({', '.join('?' * len(self.columns))})"  # noqa: S608

    @property
    def update(self) -> str:
        """Statement that replaces a row: values of `columns`, then of `key`."""
        values = ", ".join(f'"{column}" = ?' for column in self.columns)
        return f"UPDATE {self.name} SET {values} WHERE {self.where_key}"  # noqa: S608

    @property
    def delete(self) -> str:
        """Statement that removes a row: values of `key`."""
        return f"DELETE FROM {self.name} WHERE {self.where_key}"  # noqa: S608

    @property
    def where_key(self) -> str:
        """The condition that finds one record."""
        return " AND ".join(f"{self.name}.{column} = ?" for column in self.key)


def _by_id(record: Any, _numbers: Numbers) -> Row:
    return (record.id,)


def _by_name(record: Any, _numbers: Numbers) -> Row:
    return (record.name,)


def _document_row(document: Document, _numbers: Numbers) -> Row:
    return (
        document.id,
        document.title,
        fold(document.title),
        document.text_sha256,
        document.length,
        document.created,
        document.language,
        document.language_probability,
        document.direction,
        json_text(document.meta),
        int(document.binned),
    )


def _document(row: Sequence[Any]) -> Document:
    id_, title, sha, length, created, language, probability, direction, meta, binned = row
    return Document(
        id_,
        title,
        sha,
        length,
        created,
        language,
        probability,
        None if direction is None else Direction(direction),
        _decode_texts(meta),
        bool(binned),
    )


def _layer_row(layer: Layer, numbers: Numbers) -> Row:
    return numbers.document(layer.document), layer.annotator, layer.status.value


def _layer_key(layer: Layer, numbers: Numbers) -> Row:
    return numbers.document(layer.document), layer.annotator


def _layer(row: Sequence[Any]) -> Layer:
    return Layer(row[0], row[1], Status(row[2]))


def _mention_row(mention: Mention, numbers: Numbers) -> Row:
    pieces = mention.span.fragments
    return (
        mention.id,
        numbers.layer(mention.document, mention.annotator),
        mention.kind.value,  # of another type than `str` SQLite would ask each time how to write it
        mention.label,
        pieces[0][0],
        pieces[-1][1],
        json_text(pieces) if len(pieces) > 1 else None,
        json_text(mention.attributes) if mention.attributes else "{}",
        mention.cluster,
        mention.note,
    )


_KINDS = {kind.value: kind for kind in Kind}
"""Quicker than asking `Kind`, for a million mentions."""


def _mention(row: Sequence[Any]) -> Mention:
    id_, document, annotator, kind, label, start, end, fragments, attributes, cluster, note = row
    return Mention(
        id_,
        document,
        annotator,
        _KINDS.get(kind) or Kind(kind),
        label,
        span_of(start, end, fragments),
        {} if attributes == "{}" else _decode_map(attributes),
        cluster,
        note,
    )


def _argument_row(argument: Argument, numbers: Numbers) -> Row:
    return (
        argument.id,
        numbers.layer(argument.document, argument.annotator),
        argument.event,
        argument.role,
        argument.filler,
        json_text(argument.attributes),
        argument.position,
    )


def _argument(row: Sequence[Any]) -> Argument:
    id_, document, annotator, event, role, filler, attributes, position = row
    said = {} if attributes == "{}" else _decode_map(attributes)
    return Argument(id_, document, annotator, event, role, filler, said, position)


def _relation_row(relation: Relation, numbers: Numbers) -> Row:
    return (
        relation.id,
        numbers.layer(relation.document, relation.annotator),
        relation.label,
        relation.source,
        relation.target,
        json_text(relation.attributes),
    )


def _relation(row: Sequence[Any]) -> Relation:
    id_, document, annotator, label, source, target, attributes = row
    return Relation(id_, document, annotator, label, source, target, _decode_map(attributes))


def _cluster_row(cluster: Cluster, _numbers: Numbers) -> Row:
    return (
        cluster.id,
        cluster.annotator,
        cluster.kind,
        cluster.label,
        cluster.name,
        cluster.kb,
        cluster.representative,
    )


def _cluster(row: Sequence[Any]) -> Cluster:
    id_, annotator, kind, label, name, kb, representative = row
    return Cluster(id_, annotator, Kind(kind), label, name, kb, representative)


def _comment_row(comment: Comment, numbers: Numbers) -> Row:
    return (
        comment.id,
        numbers.document(comment.document),
        comment.annotator,
        comment.created,
        comment.text,
        comment.subject_kind,
        comment.subject,
        None if comment.span is None else json_text(comment.span.fragments),
        comment.reply_to,
        int(comment.resolved),
        int(comment.for_guideline),
    )


def _comment(row: Sequence[Any]) -> Comment:
    id_, document, annotator, created, text, kind, subject, span, reply_to, resolved, for_guideline = row
    passage = None if span is None else Span(_decode_ranges(span))
    return Comment(
        id_,
        document,
        annotator,
        created,
        text,
        kind,
        subject,
        passage,
        reply_to,
        bool(resolved),
        bool(for_guideline),
    )


def _setting_row(setting: Setting, _numbers: Numbers) -> Row:
    return setting.name, setting.value


def _setting(row: Sequence[Any]) -> Setting:
    return Setting(row[0], row[1])


def _annotator_row(annotator: Annotator, _numbers: Numbers) -> Row:
    return annotator.name, annotator.created


def _annotator(row: Sequence[Any]) -> Annotator:
    return Annotator(row[0], row[1])


def _scheme_row(scheme: Scheme, _numbers: Numbers) -> Row:
    return scheme.name, scheme.version, json_text(scheme), 1


def _scheme_key(scheme: Scheme, _numbers: Numbers) -> Row:
    return scheme.name, scheme.version


def _scheme(row: Sequence[Any]) -> Scheme:
    scheme: Scheme = _decode_scheme(row[0])
    return scheme


_IN_LAYER = (
    "SELECT {columns} FROM {name} JOIN layer ON layer.n = {name}.layer JOIN document ON document.n = layer.document "
    "WHERE {{where}}"
)

TABLES: dict[Subject, Table] = {
    Subject.SETTING: Table(
        "setting",
        ("name", "value"),
        ("name",),
        _setting_row,
        _by_name,
        "SELECT name, value FROM setting WHERE {where}",
        _setting,
    ),
    Subject.SCHEME: Table(
        "scheme",
        ("name", "version", "body", "current"),
        ("name", "version"),
        _scheme_row,
        _scheme_key,
        "SELECT body FROM scheme WHERE {where}",
        _scheme,
    ),
    Subject.ANNOTATOR: Table(
        "annotator",
        ("name", "created"),
        ("name",),
        _annotator_row,
        _by_name,
        "SELECT name, created FROM annotator WHERE {where}",
        _annotator,
    ),
    Subject.DOCUMENT: Table(
        "document",
        (
            "id",
            "title",
            "title_key",
            "text_sha256",
            "length",
            "created",
            "language",
            "language_probability",
            "direction",
            "meta",
            "binned",
        ),
        ("id",),
        _document_row,
        _by_id,
        "SELECT id, title, text_sha256, length, created, language, language_probability, direction, meta, binned "
        "FROM document WHERE {where}",
        _document,
    ),
    Subject.LAYER: Table(
        "layer",
        ("document", "annotator", "status"),
        ("document", "annotator"),
        _layer_row,
        _layer_key,
        "SELECT document.id, layer.annotator, layer.status FROM layer JOIN document ON document.n = layer.document "
        "WHERE {where}",
        _layer,
    ),
    Subject.CLUSTER: Table(
        "cluster",
        ("id", "annotator", "kind", "label", "name", "kb", "representative"),
        ("id",),
        _cluster_row,
        _by_id,
        "SELECT id, annotator, kind, label, name, kb, representative FROM cluster WHERE {where}",
        _cluster,
    ),
    Subject.MENTION: Table(
        "mention",
        ("id", "layer", "kind", "label", "start", "end", "fragments", "attributes", "cluster", "note"),
        ("id",),
        _mention_row,
        _by_id,
        _IN_LAYER.format(
            name="mention",
            columns="mention.id, document.id, layer.annotator, mention.kind, mention.label, mention.start, "
            'mention."end", mention.fragments, mention.attributes, mention.cluster, mention.note',
        ),
        _mention,
    ),
    Subject.ARGUMENT: Table(
        "argument",
        ("id", "layer", "event", "role", "filler", "attributes", "position"),
        ("id",),
        _argument_row,
        _by_id,
        _IN_LAYER.format(
            name="argument",
            columns="argument.id, document.id, layer.annotator, argument.event, argument.role, argument.filler, "
            "argument.attributes, argument.position",
        ),
        _argument,
    ),
    Subject.RELATION: Table(
        "relation",
        ("id", "layer", "label", "source", "target", "attributes"),
        ("id",),
        _relation_row,
        _by_id,
        _IN_LAYER.format(
            name="relation",
            columns="relation.id, document.id, layer.annotator, relation.label, relation.source, relation.target, "
            "relation.attributes",
        ),
        _relation,
    ),
    Subject.COMMENT: Table(
        "comment",
        (
            "id",
            "document",
            "annotator",
            "created",
            "text",
            "subject_kind",
            "subject",
            "span",
            "reply_to",
            "resolved",
            "for_guideline",
        ),
        ("id",),
        _comment_row,
        _by_id,
        "SELECT comment.id, document.id, comment.annotator, comment.created, comment.text, comment.subject_kind, "
        "comment.subject, comment.span, comment.reply_to, comment.resolved, comment.for_guideline FROM comment "
        "JOIN document ON document.n = comment.document WHERE {where}",
        _comment,
    ),
    Subject.DECISION: Table(
        "decision",
        DECISION_COLUMNS,
        ("id",),
        decision_row,
        _by_id,
        DECISION_SELECT,
        decision_of,
    ),
}
