"""How what is labelled uses the scheme: counts by group, and the records of some labels. Reading only.

A group holds everything that the scheme judges alike: mentions of one label with the same attributes, arguments of the
same role between the same labels. So a question about a million mentions becomes one about a few hundred groups.
"""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from annotator.model.annotation import Argument, Attributes, Cluster, Mention, Relation
from annotator.model.change import Subject
from annotator.model.ids import AnnotatorName
from annotator.model.span import Span
from annotator.storage.bulk import DONE_BY
from annotator.storage.rows import TABLES, span_of

if TYPE_CHECKING:
    from annotator.storage.sqlite import Database

_decode_attributes = msgspec.json.Decoder(dict[str, str | bool | int | float]).decode


@dataclass(frozen=True, slots=True)
class Group:
    """Records that use the scheme in one way.

    Attributes:
        names: For mentions the kind and the label; for arguments the event's label, the role and the filler's label;
            for relations the label and those of source and target; for clusters the kind and the label.
        layers: Numbers of the layers that they stand in; empty for clusters, which stand in none.
    """

    names: tuple[str, ...]
    attributes: Attributes
    count: int
    layers: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Passage:
    """A mention in its text, for a person to read.

    Attributes:
        before, after: Text around it, in code points; whatever lies between its pieces is in `pieces`.
        pieces: Texts that alternate between labelled and not, the first and last labelled.
    """

    title: str
    language: str
    before: str
    pieces: tuple[str, ...]
    after: str


_IN = "{column} IN (SELECT value FROM json_each(?))"
_LINKED = (
    "JOIN mention AS {first} ON {first}.id = {table}.{first} JOIN mention AS {second} ON {second}.id = {table}.{second}"
)
_OF_ARGUMENT = _LINKED.format(table="argument", first="event", second="filler")
_OF_RELATION = _LINKED.format(table="relation", first="source", second="target")
_ARGUMENTS = "event.label IN (SELECT value FROM json_each(?)) OR filler.label IN (SELECT value FROM json_each(?))"
_RELATIONS = (
    "relation.label IN (SELECT value FROM json_each(?)) OR source.label IN (SELECT value FROM json_each(?)) "
    "OR target.label IN (SELECT value FROM json_each(?))"
)


def mention_groups(db: "Database", labels: Collection[str]) -> Iterator[Group]:
    """How mentions of these labels are used."""
    yield from _groups(
        db,
        "SELECT kind, label, attributes, count(*), group_concat(DISTINCT layer) FROM mention "  # noqa: S608
        f"WHERE {_IN.format(column='label')} GROUP BY kind, label, attributes",
        labels,
    )


def argument_groups(db: "Database", events: Collection[str], fillers: Collection[str]) -> Iterator[Group]:
    """How arguments are used whose event has one of these labels, or whose filler one of those."""
    yield from _groups(
        db,
        "SELECT event.label, role, filler.label, argument.attributes, count(*), "  # noqa: S608
        f"group_concat(DISTINCT argument.layer) FROM argument {_OF_ARGUMENT} WHERE {_ARGUMENTS} "
        "GROUP BY event.label, role, filler.label, argument.attributes",
        events,
        fillers,
    )


def relation_groups(db: "Database", labels: Collection[str], ends: Collection[str]) -> Iterator[Group]:
    """How relations are used that have one of these labels, or an end with one of those."""
    yield from _groups(
        db,
        "SELECT relation.label, source.label, target.label, relation.attributes, count(*), "  # noqa: S608
        f"group_concat(DISTINCT relation.layer) FROM relation {_OF_RELATION} WHERE {_RELATIONS} "
        "GROUP BY relation.label, source.label, target.label, relation.attributes",
        labels,
        ends,
        ends,
    )


def cluster_groups(db: "Database", labels: Collection[str]) -> Iterator[Group]:
    """How clusters with these labels are used."""
    sql = f"SELECT kind, label, count(*) FROM cluster WHERE {_IN.format(column='label')} GROUP BY kind, label"  # noqa: S608
    for kind, label, count in _rows(db, sql, labels):
        yield Group((kind, label), {}, count)


def mentions_labelled(db: "Database", labels: Collection[str]) -> Iterator[Mention]:
    """The mentions with these labels, of all annotators and documents."""
    table = TABLES[Subject.MENTION]
    for row in _rows(db, table.select.format(where=_IN.format(column="mention.label")), labels):
        yield table.record(row)


def arguments_labelled(
    db: "Database", events: Collection[str], fillers: Collection[str]
) -> Iterator[tuple[Argument, str, str]]:
    """Those arguments, each with the labels of its event and of its filler, in their order within the event."""
    table = TABLES[Subject.ARGUMENT]
    select = _with_labels(table.select, _OF_ARGUMENT, "event", "filler")
    where = f"({_ARGUMENTS}) ORDER BY argument.event, argument.position, argument.id"
    for *row, event, filler in _rows(db, select.format(where=where), events, fillers):
        yield table.record(row), event, filler


def relations_labelled(
    db: "Database", labels: Collection[str], ends: Collection[str]
) -> Iterator[tuple[Relation, str, str]]:
    """Those relations, each with the labels of its source and of its target, the oldest first."""
    table = TABLES[Subject.RELATION]
    select = _with_labels(table.select, _OF_RELATION, "source", "target")
    where = f"({_RELATIONS}) ORDER BY relation.id"
    for *row, source, target in _rows(db, select.format(where=where), labels, ends, ends):
        yield table.record(row), source, target


def clusters_labelled(db: "Database", labels: Collection[str]) -> Iterator[Cluster]:
    """The clusters with these labels."""
    table = TABLES[Subject.CLUSTER]
    for row in _rows(db, table.select.format(where=_IN.format(column="label")), labels):
        yield table.record(row)


def layers_reach(db: "Database", layers: Iterable[int]) -> tuple[int, int]:
    """How many documents, and how many annotators, these layers are of."""
    sql = f"SELECT count(DISTINCT document), count(DISTINCT annotator) FROM layer WHERE {_IN.format(column='n')}"  # noqa: S608
    ((documents, annotators),) = _rows(db, sql, sorted(layers))
    return documents, annotators


def label_counts(db: "Database") -> dict[str, int]:
    """How many mentions or relations have each label, of all annotators, the bin included."""
    counts = dict(db.execute("SELECT label, count(*) FROM mention GROUP BY label").fetchall())
    return counts | dict(db.execute("SELECT label, count(*) FROM relation GROUP BY label").fetchall())


def passages(
    db: "Database", label: str, around: int, limit: int, *, seen_by: AnnotatorName | None = None
) -> list[Passage]:
    """Mentions of a label outside the bin with `around` code points on each side; one of each wording.

    With `seen_by` only this annotator's, and everyone's in documents with which they are done.
    """
    seen = "" if seen_by is None else f"AND (layer.annotator = ? OR {DONE_BY}) "
    sql = (
        'SELECT document.title, document.language, mention.start, mention."end", mention.fragments, '  # noqa: S608
        "max(0, mention.start - ?) AS first, "
        'substr(text.content, max(0, mention.start - ?) + 1, mention."end" + ? - max(0, mention.start - ?)) '
        "FROM mention JOIN layer ON layer.n = mention.layer JOIN document ON document.n = layer.document "
        "JOIN text ON text.sha256 = document.text_sha256 "
        f"WHERE mention.label = ? AND document.binned = 0 {seen}LIMIT ?"
    )
    values = [around, around, around, around, label, *([] if seen_by is None else [seen_by, seen_by]), limit]
    found: dict[tuple[str, ...], Passage] = {}
    for title, language, start, end, fragments, first, text in db.execute(sql, values):
        span = span_of(start, end, fragments)
        pieces = tuple(_pieces(text, span, first))
        passage = Passage(title, language, text[: start - first], pieces, text[end - first :])
        found.setdefault(pieces, passage)
    return list(found.values())


def _pieces(text: str, span: Span, first: int) -> Iterator[str]:
    """What stands in the pieces of a span and between them; `text` begins at code point `first`."""
    reached = span.start
    for start, end in span.fragments:
        if start > reached:
            yield text[reached - first : start - first]
        yield text[start - first : end - first]
        reached = end


def _with_labels(select: str, join: str, first: str, second: str) -> str:
    """A query of links that also gives the labels of both ends."""
    columns, _from, rest = select.partition(" FROM ")
    table, _join, others = rest.partition(" JOIN ")
    return f"{columns}, {first}.label, {second}.label FROM {table} {join} JOIN {others}"


def _groups(db: "Database", sql: str, *labels: Collection[str]) -> Iterator[Group]:
    for *names, attributes, count, layers in _rows(db, sql, *labels):
        values = {} if attributes == "{}" else _decode_attributes(attributes)
        yield Group(tuple(names), values, count, frozenset(map(int, layers.split(","))))


def _rows(db: "Database", sql: str, *lists: Collection[Any]) -> Iterable[Any]:
    """The rows of a query that takes lists; with nothing in any of them there are none."""
    if not any(lists):
        return ()
    rows: Iterable[Any] = db.execute(sql, [json.dumps(list(values)) for values in lists])
    return rows
