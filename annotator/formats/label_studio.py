"""JSON of Label Studio (https://labelstud.io/guide/task_format): tasks with a text and what annotators made of it.

A region of an annotation is several items of its `result` with one id: its place with labels, and what was said of it
(choices, a text, a number), which are attributes here, called like the control. Relations join two regions. Offsets
are UTF-16 units of the text with its own line ends; files that scripts made count code points. Each region repeats its
words, so the unit is the one under which most are right. The short export (JSON-MIN) is read, too.

Annotators are known to Label Studio by their addresses, and it refuses those that it does not know: names are written
into the task's `meta`, and hold only for annotations that it has not signed itself.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import Any, Final

from annotator.formats.counting import Counted, Unit
from annotator.formats.entry import Entry
from annotator.formats.info import FormatInfo, Use
from annotator.formats.interface import Format, Sink, WriteOptions
from annotator.formats.label_studio_reading import (
    FROM_LABELS,
    NAMES,
    PREDICTIONS,
    TO_TEXT,
    attribute_of,
    looks_like,
    read,
)
from annotator.formats.losses import Loss, Losses
from annotator.formats.plain_links import linkable, links_of
from annotator.formats.projection import continuous, without_clusters, without_comments
from annotator.formats.records import Record, line_of, said_facts
from annotator.formats.said_values import as_text
from annotator.model.annotation import LayerContents, Mention, Value
from annotator.model.ids import DocumentId
from annotator.model.scheme import AttributeKind, Scheme

LABEL_STUDIO: Final = FormatInfo(
    "label-studio",
    "Label Studio JSON",
    (".json",),
    frozenset({Use.READ, Use.WRITE}),
    "UTF-16 unit",
    carries=(
        "texts with title, language and meta",
        "every annotator's layer",
        "nested, overlapping and sub-word mentions",
        "attributes of mentions, as choices, texts and numbers of a region",
        "notes",
        "relations, and arguments as relations",
    ),
    loses=(
        "discontinuous mentions",
        "attributes of arguments and relations",
        "clusters",
        "comments and decisions",
    ),
)


# -- what Label Studio can carry


def project(entry: Entry, options: WriteOptions, losses: Losses) -> Entry:
    """Labelled spans of one piece with attributes and notes, and links between them."""
    entry = without_comments(without_clusters(entry, losses), losses)
    entry = continuous(linkable(entry, options.scheme, losses), losses)
    contents = entry.contents
    if contents is None:
        return entry
    mentions = tuple(_sayable(mention, options.scheme) for mention in contents.mentions)
    lost = sum(len(m.attributes) for m in contents.mentions) - sum(len(m.attributes) for m in mentions)
    losses.add(entry.document.id, Loss.ATTRIBUTE, lost)
    return replace(entry, contents=replace(contents, mentions=mentions))


def _sayable(mention: Mention, scheme: Scheme) -> Mention:
    """The mention with the attributes that come back as they are."""
    kept = {name: value for name, value in mention.attributes.items() if _comes_back(name, value, scheme)}
    return mention if len(kept) == len(mention.attributes) else replace(mention, attributes=kept)


def _comes_back(name: str, value: Value, scheme: Scheme) -> bool:
    back = attribute_of(name, *_said(name, value, scheme), scheme) if name else None
    return type(back) is type(value) and back == value


def _said(name: str, value: Value, scheme: Scheme) -> tuple[str, Any]:
    """The kind of control that a value is of, and what it holds."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return "number", value
    is_text = any(known.name == name and known.kind is AttributeKind.TEXT for known in scheme.attributes)
    return ("textarea" if is_text else "choices"), [as_text(value)]


# -- writing


def write(entries: Iterable[Entry], sink: Sink, options: WriteOptions) -> None:
    """A list of tasks, one a document, with an annotation for each layer."""
    with sink.open() as file:
        file.write(b"[")
        for number, (_id, layers) in enumerate(groupby(entries, _document), 1):
            file.write(b"\n" if number == 1 else b",\n")
            file.write(line_of(_task(number, list(layers), options.scheme)).rstrip(b"\n"))
        file.write(b"\n]\n")


def _document(entry: Entry) -> DocumentId:
    return entry.document.id


def _task(number: int, layers: list[Entry], scheme: Scheme) -> Record:
    first = layers[0]
    counted = Counted(first.text, Unit.UTF_16)
    made = [entry.contents for entry in layers if entry.contents is not None]
    return {
        "id": number,
        "data": {TO_TEXT: first.text} | said_facts(first.document),
        "annotations": [
            {"id": place, "result": list(_items(contents, first.text, counted, scheme))}
            for place, contents in enumerate(made, 1)
        ],
        "meta": {NAMES: [contents.layer.annotator for contents in made]},
    }


def _items(contents: LayerContents, text: str, counted: Counted, scheme: Scheme) -> Iterator[Record]:
    ids = {mention.id: f"m{number}" for number, mention in enumerate(contents.mentions, 1)}
    for mention in contents.mentions:
        start, end = map(counted.there, mention.span.hull)
        place = {"start": start, "end": end, "text": mention.span.text(text)}
        item = partial(_item, ids[mention.id], place)
        labels = item(FROM_LABELS, "labels", [mention.label])
        yield labels | {"meta": {"text": [mention.note]}} if mention.note else labels
        for name, value in mention.attributes.items():
            yield item(name, *_said(name, value, scheme))
    for label, source, target in links_of(contents):
        ends = {"from_id": ids[source], "to_id": ids[target]}
        yield {"type": "relation", "direction": "right", "labels": [label]} | ends


def _item(id_: str, place: Record, control: str, kind: str, value: Any) -> Record:
    """One item of a region; a text control keeps its text where the words of the region usually are."""
    field = "text" if kind == "textarea" else kind
    return {
        "id": id_,
        "from_name": control,
        "to_name": TO_TEXT,
        "type": kind,
        "origin": "manual",
        "value": place | {field: value},
    }


FORMAT: Final = Format(LABEL_STUDIO, read, project, write, looks_like, (PREDICTIONS,))
