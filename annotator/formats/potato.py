"""JSON Lines of Potato (https://potato-annotation.readthedocs.io): an item of one annotator a line.

The fields are those of its export (`instance_id`, `user_id`, `spans` by scheme) and of its records of links and events,
with the item's `id` and `text` beside them, so that the file can be given to Potato as data. Spans may have further
parts. Offsets are counted by the browser in UTF-16 units; where a span repeats its words, they tell the unit.

Potato's own export leaves the texts out. They are taken from the data file (`data.jsonl` or `data.json`) beside it.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any, Final

from annotator.formats.counting import Counted, FileText, Unit
from annotator.formats.drafting import Draft, shown, span_of
from annotator.formats.entry import Entry, Finding
from annotator.formats.errors import FormatError
from annotator.formats.info import FormatInfo, Use
from annotator.formats.interface import Format, ReadOptions, Sink, SourceFile, WriteOptions
from annotator.formats.losses import Losses
from annotator.formats.plain_links import kind_of
from annotator.formats.projection import without_attributes, without_clusters, without_comments, without_notes
from annotator.formats.records import (
    Record,
    a_list,
    a_number,
    a_text,
    an_id,
    an_object,
    attempt,
    facts_of,
    json_of,
    line_of,
    read_lines,
    said_facts,
)
from annotator.model.annotation import Kind, LayerContents, Mention
from annotator.model.ids import MentionId
from annotator.model.span import Range, Span

POTATO: Final = FormatInfo(
    "potato",
    "Potato JSON Lines",
    (".jsonl",),
    frozenset({Use.READ, Use.WRITE}),
    "UTF-16 unit",
    carries=(
        "texts with title, language and meta",
        "every annotator's layer",
        "nested, overlapping, sub-word and discontinuous mentions",
        "events with arguments",
        "relations",
    ),
    loses=("attributes", "clusters", "notes, comments and decisions"),
    companions=("data.json",),
)

_SPANS, _LINKS, _EVENTS = "spans", "links", "events"
_MENTIONS, _RELATIONS = "mentions", "relations"
_OLD_SPANS, _OLD_EVENTS = "span_annotations", "event_annotations"
_TEXTS = ("text", "displayed_text")
_DATA = ("data.jsonl", "data.json")
_KNOWN = (
    "id", "instance_id", "user_id", "labels", _SPANS, _LINKS, _EVENTS, _OLD_SPANS, _OLD_EVENTS, "label_annotations",
    "behavioral_data", *_TEXTS,
)  # fmt: skip


# -- what Potato can carry


def project(entry: Entry, _options: WriteOptions, losses: Losses) -> Entry:
    """Spans, events and relations."""
    for cut in (without_attributes, without_clusters, without_notes, without_comments):
        entry = cut(entry, losses)
    return entry


# -- writing


def write(entries: Iterable[Entry], sink: Sink, _options: WriteOptions) -> None:
    """One line an entry."""
    with sink.open() as file:
        for entry in entries:
            id_ = entry.document.id
            said: Record = {"id": id_, "instance_id": id_, "text": entry.text} | said_facts(entry.document)
            file.write(line_of(said if entry.contents is None else said | _annotations(entry.text, entry.contents)))


def _annotations(text: str, contents: LayerContents) -> Record:
    ids = {mention.id: f"span_{number}" for number, mention in enumerate(contents.mentions, 1)}
    counted = Counted(text, Unit.UTF_16)
    relations = [
        {"id": f"link_{number}", "schema": _RELATIONS, "link_type": r.label, "direction": "directed", "properties": {}}
        | {"span_ids": [ids[r.source], ids[r.target]]}
        for number, r in enumerate(contents.relations, 1)
    ]
    return {
        "user_id": contents.layer.annotator,
        "labels": {},
        _SPANS: {_MENTIONS: [_span(ids[mention.id], mention, text, counted) for mention in contents.mentions]},
        _LINKS: {_RELATIONS: relations},
        _EVENTS: {_EVENTS: list(_events(contents, ids))},
    }


def _span(id_: str, mention: Mention, text: str, counted: Counted) -> Record:
    parts = [
        {"start": counted.there(start), "end": counted.there(end), "text": text[start:end]}
        for start, end in mention.span.fragments
    ]
    said = {"id": id_, "schema": _MENTIONS, "name": mention.label, "title": mention.label} | parts[0]
    return said | {"additional_parts": parts[1:]} if len(parts) > 1 else said


def _events(contents: LayerContents, ids: Mapping[MentionId, str]) -> Iterator[Record]:
    number = 0
    for mention in contents.mentions:
        if mention.kind is Kind.EVENT:
            number += 1
            mine = sorted((a for a in contents.arguments if a.event == mention.id), key=lambda a: (a.position, a.id))
            yield {
                "id": f"event_{number}",
                "schema": _EVENTS,
                "event_type": mention.label,
                "trigger_span_id": ids[mention.id],
                "arguments": [{"role": a.role, "span_id": ids[a.filler]} for a in mine],
                "properties": {},
            }


# -- reading


def read(source: SourceFile, options: ReadOptions) -> Finding:
    """The items of a file, line by line."""
    return read_lines(source, partial(_drafts, source, options, _Texts(source)))


class _Texts:
    """The texts of the data file beside, by id; read when one is asked for."""

    def __init__(self, source: SourceFile) -> None:
        self._source = source
        self._known: dict[str, str] | None = None

    def of(self, id_: str) -> str:
        """The text of an item.

        Raises:
            FormatError: If there is none.
        """
        if self._known is None:
            self._known = dict(self._read())
        if id_ not in self._known:
            raise FormatError(
                f"It has no text, and no {' or '.join(_DATA)} beside it has that of the item “{shown(id_)}”."
            )
        return self._known[id_]

    def _read(self) -> Iterator[tuple[str, str]]:
        lines, whole = (self._source.beside(name) for name in _DATA)
        if lines is not None and lines.name != self._source.name:
            yield from (_item(json_of(line)) for _number, _so_far, line in lines.lines())
        elif whole is not None:
            yield from (_item(one) for one in a_list(json_of(whole.read()), "The data file"))


def _item(said: Any) -> tuple[str, str]:
    item = an_object(said, "An item of the data file")
    return an_id(item.get("id")), a_text(item.get("text"), "The text of an item of the data file")


def _drafts(source: SourceFile, options: ReadOptions, texts: _Texts, record: Record, number: int) -> Iterator[Draft]:
    id_ = an_id(record.get("id")) or an_id(record.get("instance_id"))
    said = next((record[key] for key in _TEXTS if isinstance(record.get(key), str)), None)
    text = FileText(texts.of(id_) if said is None else said)
    spans = list(_under_schemes(record.get(_SPANS, record.get(_OLD_SPANS)), "“spans”"))
    user = an_id(record.get("user_id"))
    draft = Draft(
        text.text,
        key=f"{source.name}\n{id_ or number}",
        annotator=user or (options.annotator if spans else ""),
        **facts_of(record, _KNOWN),
    )
    _Reading(draft, text, options).read(spans, record)
    if record.get("labels") or record.get("label_annotations"):
        draft.bend("Labels of the whole item were left out.")
    yield draft


def _under_schemes(said: Any, what: str) -> Iterator[Any]:
    """The records of all annotation schemes: in lists by the scheme's name, or in one list."""
    if isinstance(said, dict):
        for name, records in said.items():
            yield from a_list(records, f"{what} “{shown(name)}”")
    else:
        yield from a_list(said, what)


class _Reading:
    """From the records of an item to records of a draft."""

    def __init__(self, draft: Draft, text: FileText, options: ReadOptions) -> None:
        self._draft = draft
        self._text = text
        self._scheme = options.scheme
        self._unit = Unit.UTF_16
        self._events: dict[str, str] = {}

    def read(self, spans: list[Any], record: Record) -> None:
        """Spans that are no triggers, then events, then what joins them."""
        self._unit = self._text.unit_of(_said_places(spans), (Unit.UTF_16, Unit.CODE_POINT))
        events = list(_under_schemes(record.get(_EVENTS, record.get(_OLD_EVENTS)), "“events”"))
        triggers = {an_id(event.get("trigger_span_id")) for event in events if isinstance(event, dict)}
        known = {an_id(span.get("id")): span for span in spans if isinstance(span, dict)}
        for place, span in enumerate(spans, 1):
            if not isinstance(span, dict) or an_id(span.get("id")) not in triggers or not an_id(span.get("id")):
                attempt(self._draft, f"Span {place}", partial(self._span, span))
        for place, event in enumerate(events, 1):
            attempt(self._draft, f"Event {place}", partial(self._event, event, f"event\n{place}", known))
        for place, event in enumerate(events, 1):
            self._arguments(event, place)
        for place, link in enumerate(_under_schemes(record.get(_LINKS), "“links”"), 1):
            attempt(self._draft, f"Link {place}", partial(self._link, link))

    def _span(self, said: Any) -> None:
        span = an_object(said, "It")
        label = a_text(next((span[key] for key in ("name", "label", "annotation") if key in span), None), "Its label")
        self._draft.mention(kind_of(label, self._scheme), label, self._place(span), an_id(span.get("id")))

    def _place(self, span: Record) -> Span:
        parts = [span, *a_list(span.get("additional_parts"), "Its parts")]
        return span_of(*(self._part(an_object(part, "A part")) for part in parts))

    def _part(self, part: Record) -> Range:
        start, end = (
            self._text.offset(a_number(part.get(edge), f"Its {edge}"), self._unit) for edge in ("start", "end")
        )
        words, there = part.get("text", part.get("span")), self._text.text[start:end]
        if isinstance(words, str) and words.split() != there.split():
            raise FormatError(f"It says “{shown(words)}”, but the text reads “{shown(there)}”.")
        return start, end

    def _event(self, said: Any, key: str, spans: Mapping[str, Any]) -> None:
        event = an_object(said, "It")
        trigger = an_id(event.get("trigger_span_id"))
        if trigger not in spans:
            raise FormatError(f"Its trigger “{shown(trigger)}” is not there.")
        self._draft.mention(Kind.EVENT, a_text(event.get("event_type"), "Its type"), self._place(spans[trigger]), key)
        self._events.setdefault(trigger, key)

    def _arguments(self, said: Any, number: int) -> None:
        key = f"event\n{number}"
        if self._draft.has(key):
            for place, argument in enumerate(a_list(said.get("arguments"), "“arguments”"), 1):
                attempt(self._draft, f"Event {number}, argument {place}", partial(self._argument, argument, key))

    def _argument(self, said: Any, key: str) -> None:
        argument = an_object(said, "It")
        self._draft.argument(key, a_text(argument.get("role"), "Its role"), self._key(an_id(argument.get("span_id"))))

    def _link(self, said: Any) -> None:
        link = an_object(said, "It")
        ends = [self._key(an_id(end)) for end in a_list(link.get("span_ids"), "“span_ids”")]
        if len(ends) != 2:
            raise FormatError(f"A relation joins two mentions; this one has {len(ends)}.")
        self._draft.relation(a_text(link.get("link_type"), "Its type"), ends[0], ends[1])

    def _key(self, id_: str) -> str:
        """The mention that a span is: a trigger stands for its first event."""
        return self._events.get(id_, id_)


def _said_places(spans: Iterable[Any]) -> Iterator[tuple[Range, str]]:
    for span in spans:
        if isinstance(span, dict):
            start, end, words = span.get("start"), span.get("end"), span.get("text", span.get("span"))
            if isinstance(start, int) and isinstance(end, int) and isinstance(words, str):
                yield (start, end), words


def looks_like(head: bytes) -> bool:
    """Whether there are names that only Potato gives."""
    return b'"instance_id"' in head or b'"span_annotations"' in head


FORMAT: Final = Format(POTATO, read, project, write, looks_like)
