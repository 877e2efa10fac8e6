"""JSON Lines of doccano (https://doccano.github.io/doccano/): a text a line, with its labelled spans.

Projects with relations have `entities` and `relations`, others a list `label` of start, end and name; both are read,
also under the names that older versions gave them. The file does not say what its offsets count: UTF-16 units, unless
the project counts graphemes, and scripts made many files that count code points. That has to be chosen.

Sources: `backend/data_import` and `backend/data_export` of doccano 1.8.
"""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, Final

from annotator.formats.counting import Counted, FileText, Unit, units_differ
from annotator.formats.drafting import Draft, shown, span_of
from annotator.formats.entry import Entry, Finding
from annotator.formats.errors import FormatError
from annotator.formats.info import FormatInfo, Use
from annotator.formats.interface import Format, Option, ReadOptions, Sink, SourceFile, WriteOptions
from annotator.formats.losses import Loss, Losses
from annotator.formats.plain_links import as_spans, kind_of, link, links_of
from annotator.formats.projection import (
    keep_mentions,
    without_arguments,
    without_relations,
)
from annotator.formats.records import (
    Record,
    a_list,
    a_number,
    a_text,
    an_id,
    an_object,
    attempt,
    facts_of,
    line_of,
    read_lines,
    said_facts,
)
from annotator.model.annotation import LayerContents, Mention

DOCCANO: Final = FormatInfo(
    "doccano",
    "doccano JSON Lines",
    (".jsonl",),
    frozenset({Use.READ, Use.WRITE}),
    "UTF-16 unit",
    carries=(
        "texts with title, language and meta",
        "nested, overlapping and sub-word mentions",
        "relations, and arguments as relations",
    ),
    loses=(
        "discontinuous mentions",
        "attributes",
        "clusters",
        "notes, comments and decisions",
    ),
    one_layer=True,
)

UNIT: Final = Option(
    "unit",
    "Offsets count",
    (
        (Unit.UTF_16, "UTF-16 units, as doccano usually does"),
        (Unit.GRAPHEME, "characters as people see them (the project's option)"),
        (Unit.CODE_POINT, "code points, as scripts do"),
    ),
    matters=units_differ,
)
SHAPE: Final = Option(
    "shape",
    "Labels as",
    (("entities", "entities and relations"), ("label", "a list of spans, for projects without relations")),
)

_SPANS = ("entities", "label", "labels", "annotations")
_TEXTS = ("text", "data")
_KNOWN = (*_SPANS, *_TEXTS, "relations", "id", "annotation_approver", "Comments")
_LISTS = re.compile(rb'"(labels?|entities)"\s*:\s*\[\s*(\[\s*\d|\])')


# -- what doccano can carry


def project(entry: Entry, options: WriteOptions, losses: Losses) -> Entry:
    """Labelled spans of one piece, and links between them."""
    entry = as_spans(entry, options, losses)
    if Unit(UNIT.chosen(options.choices)) is Unit.GRAPHEME:
        entry = _of_whole_characters(entry, losses)
    if SHAPE.chosen(options.choices) == "label":
        entry = without_relations(without_arguments(entry, losses), losses)
    return entry


def _of_whole_characters(entry: Entry, losses: Losses) -> Entry:
    counted = Counted(entry.text, Unit.GRAPHEME)

    def is_whole(mention: Mention) -> bool:
        try:
            return all(counted.there(edge) >= 0 for edge in mention.span.hull)
        except FormatError:
            return False

    return keep_mentions(entry, is_whole, Loss.SUB_CHARACTER, losses)


# -- writing


def write(entries: Iterable[Entry], sink: Sink, options: WriteOptions) -> None:
    """One line a document."""
    unit, shape = Unit(UNIT.chosen(options.choices)), SHAPE.chosen(options.choices)
    with sink.open() as file:
        for number, entry in enumerate(entries, 1):
            counted = Counted(entry.text, unit)
            said = _entities(entry.contents, counted) if shape == "entities" else _triples(entry.contents, counted)
            file.write(line_of({"id": number, "text": entry.text} | said_facts(entry.document) | said))


def _triples(contents: LayerContents | None, counted: Counted) -> Record:
    mentions = contents.mentions if contents is not None else ()
    return {"label": [[*map(counted.there, mention.span.hull), mention.label] for mention in mentions]}


def _entities(contents: LayerContents | None, counted: Counted) -> Record:
    if contents is None:
        return {"entities": [], "relations": []}
    numbers = {mention.id: number for number, mention in enumerate(contents.mentions)}
    entities = []
    for mention in contents.mentions:
        start, end = map(counted.there, mention.span.hull)
        entities.append({"id": numbers[mention.id], "label": mention.label, "start_offset": start, "end_offset": end})
    relations = [
        {"id": number, "from_id": numbers[source], "to_id": numbers[target], "type": label}
        for number, (label, source, target) in enumerate(links_of(contents))
    ]
    return {"entities": entities, "relations": relations}


# -- reading


def read(source: SourceFile, options: ReadOptions) -> Finding:
    """The documents of a file, line by line."""
    return read_lines(source, partial(_drafts, source.name, options))


def _drafts(name: str, options: ReadOptions, record: Record, number: int) -> Iterator[Draft]:
    text = FileText(a_text(next((record[key] for key in _TEXTS if key in record), None), "“text”"))
    spans = [span for key in _SPANS for span in a_list(record.get(key), f"“{key}”")]
    for annotator, mine in _by_annotator(spans, options.annotator).items():
        draft = Draft(
            text.text,
            key=f"{name}\n{an_id(record.get('id')) or number}",
            annotator=annotator if mine else "",
            **facts_of(record, _KNOWN),
        )
        reading = _Reading(draft, text, options)
        for place, said in enumerate(mine, 1):
            attempt(draft, f"Span {place}", partial(reading.mention, said))
        for place, said in enumerate(a_list(record.get("relations"), "“relations”"), 1):
            attempt(draft, f"Relation {place}", partial(reading.relation, said))
        if a_list(record.get("Comments"), "“Comments”"):
            draft.bend("Its comments were left out.")
        yield draft


def _by_annotator(spans: list[Any], annotator: str) -> dict[str, list[Any]]:
    """The spans of each annotator; older versions numbered them."""
    users: dict[str, list[Any]] = {}
    for span in spans:
        users.setdefault(an_id(span.get("user")) if isinstance(span, dict) else "", []).append(span)
    if len(users) < 2:
        return {annotator: spans}
    return {f"user {user}" if user else annotator: mine for user, mine in users.items()}


class _Reading:
    """From spans and relations of a line to records of a draft."""

    def __init__(self, draft: Draft, text: FileText, options: ReadOptions) -> None:
        self._draft = draft
        self._text = text
        self._scheme = options.scheme
        self._unit = Unit(UNIT.chosen(options.choices))

    def mention(self, said: Any) -> None:
        start, end, label, id_ = _parts(said)
        place = self._offset(start, "The start"), self._offset(end, "The end")
        name = str(label) if isinstance(label, int) else a_text(label, "The label")
        self._draft.mention(kind_of(name, self._scheme), name, span_of(place), id_)

    def _offset(self, said: Any, what: str) -> int:
        return self._text.offset(a_number(said, what), self._unit)

    def relation(self, said: Any) -> None:
        relation = an_object(said, "It")
        ends = (an_id(relation.get("from_id")), an_id(relation.get("to_id")))
        link(self._draft, self._scheme, a_text(relation.get("type"), "Its type"), *ends)


def _parts(span: Any) -> tuple[Any, Any, Any, str]:
    """Start, end, label and id as either shape says them."""
    if isinstance(span, list):
        if len(span) != 3:
            raise FormatError(f"{shown(str(span))} is not start, end and label.")
        return span[0], span[1], span[2], ""
    said = an_object(span, "It")
    return said.get("start_offset"), said.get("end_offset"), said.get("label"), an_id(said.get("id"))


def looks_like(head: bytes) -> bool:
    """Whether there are names that only doccano gives, or its lists of start, end and label."""
    return b'"start_offset"' in head or b'"annotation_approver"' in head or _LISTS.search(head) is not None


FORMAT: Final = Format(DOCCANO, read, project, write, looks_like, (UNIT,), (UNIT, SHAPE))
