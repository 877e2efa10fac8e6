"""RAMS: JSON lines of events with arguments that may stand in other sentences (Ebner et al. 2020, ACL).

Words count through the document from 0, and the last one is included. Spans of fillers have no types there; ours stand
in our field, and those of others are called `Entity`. Roles are written with the numbers of the event's type and their
own, as in `evt003arg01participant`. Programs made for it look at the first event of a line only: written a line an
event, each document stands in the file as often as it has events.

Sources: https://nlp.jhu.edu/rams; TextEE's `process_rams.py`; gen-arg's `data_module.py`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any, Final

import msgspec

from annotator.formats.drafting import Draft, shown, span_of
from annotator.formats.entry import Entry, Fault, Finding, Found
from annotator.formats.errors import FormatError
from annotator.formats.info import FormatInfo, Use
from annotator.formats.interface import Format, Option, ReadOptions, Sink, SourceFile, WriteOptions
from annotator.formats.json_records import (
    OURS,
    Keys,
    OurDocument,
    Ours,
    draft_of,
    listed,
    our_document,
    our_document_of,
    sentences_of_words,
    shaped,
    with_more,
)
from annotator.formats.losses import Losses
from annotator.formats.projection import (
    is_entity,
    is_event,
    one_a_span,
    without_clusters,
    without_relations,
)
from annotator.formats.records import Record, attempt, line_of, record_of
from annotator.formats.word_options import TOKENIZER, WORDS
from annotator.formats.word_text import ReadWords, WrittenWords
from annotator.formats.worded_events import PIECES, Facts, filled_by_entities, worded
from annotator.model.annotation import Argument, Kind, Mention
from annotator.model.ids import MentionId
from annotator.model.scheme import Scheme
from annotator.model.span import Range

RAMS: Final = FormatInfo(
    "rams",
    "RAMS documents (JSON lines)",
    (".rams.jsonl", ".rams.jsonlines", ".rams", ".jsonlines", ".jsonl", ".json"),
    frozenset({Use.READ, Use.WRITE}),
    "word",
    carries=(
        "words, sentences and the text between them",
        "nested and overlapping mentions",
        "events with arguments of any sentence",
        "labels of entities, attributes and notes (in a field of ours)",
    ),
    loses=(
        "parts of words and all but one piece of a mention",
        "a second label of the same span",
        "events as fillers",
        "relations, clusters, comments and meta",
    ),
    one_layer=True,
)
LINES: Final = Option("lines", "A line", (("document", "for each document"), ("event", "for each event")))

UNTYPED: Final = "Entity"
"""The label of what has none in such files."""

_ROLE = re.compile(r"evt\d+arg\d\d(.+)", re.DOTALL)


class _OurSpan(Ours, omit_defaults=True):
    """What we say of a span.

    Attributes:
        label: Of an entity, which has none there.
    """

    label: str = ""


class _OurDocument(OurDocument, omit_defaults=True):
    """What we say of a document.

    Attributes:
        spans: Of entities and triggers, by `entity 3 4`.
        links: Attributes of arguments, in the order of `gold_evt_links`.
        of: What document the line is of, where there is one for each event.
    """

    spans: dict[str, _OurSpan] = msgspec.field(default_factory=dict)
    links: list[Ours] = msgspec.field(default_factory=list)
    of: str = ""


# -- what it can carry


def project(entry: Entry, options: WriteOptions, losses: Losses) -> Entry | None:
    """Mentions of whole words, of each kind one a span, and entities as fillers."""
    made = worded(entry, options, losses)
    if made is None:
        return None
    made = without_relations(without_clusters(made, losses), losses)
    return filled_by_entities(one_a_span(one_a_span(made, losses, is_entity), losses, is_event), losses)


# -- writing


def write(entries: Iterable[Entry], sink: Sink, options: WriteOptions) -> None:
    """A line a document, or a line an event."""
    keys = Keys()
    with sink.open() as file:
        for entry in entries:
            document = _Document(entry, options)
            for record in document.records(keys.of(entry), LINES.chosen(options.choices)):
                file.write(line_of(record))


class _Document:
    """One document on its way out."""

    def __init__(self, entry: Entry, options: WriteOptions) -> None:
        self._entry = entry
        self._words = WrittenWords.of(entry, options)
        self._scheme = options.scheme
        contents = entry.contents
        self._mentions = {m.id: m for m in contents.mentions} if contents is not None else {}
        self._arguments = sorted(contents.arguments, key=lambda a: (a.position, a.id)) if contents is not None else []

    def records(self, key: str, lines: str) -> Iterator[Record]:
        """One record, or one for each event."""
        events = [mention for mention in self._mentions.values() if is_event(mention)]
        if lines == "document" or len(events) < 2:
            yield self._record(key, key, events)
            return
        for number, event in enumerate(events, 1):
            yield self._record(f"{key}-{number}", key, [event])

    def _record(self, name: str, key: str, events: list[Mention]) -> Record:
        of_these = {event.id for event in events}
        links = [argument for argument in self._arguments if argument.event in of_these]
        said = our_document(self._entry, self._words)
        spans = {
            self._name(mention): _OurSpan(dict(mention.attributes), mention.note, _label(mention))
            for mention in self._mentions.values()
            if is_entity(mention) or mention.attributes or mention.note
        }
        ours = [Ours(dict(argument.attributes)) for argument in links]
        return {
            "doc_key": name,
            "language_id": self._entry.document.language,
            "sentences": self._words.all_sentences(),
            "ent_spans": [self._entity(m, links) for m in self._mentions.values() if is_entity(m)],
            "evt_triggers": [[*self._place(event.id), [[event.label, 1.0]]] for event in events],
            "gold_evt_links": [[self._place(a.event), self._place(a.filler), self._role(a)] for a in links],
            "rel_triggers": [],
            "gold_rel_links": [],
            OURS: with_more(_OurDocument, said, spans=spans, links=ours, of=key if name != key else ""),
        }

    def _place(self, id_: MentionId) -> Range:
        return self._words.first_and_last(self._mentions[id_].span)

    def _name(self, mention: Mention) -> str:
        return _name(mention.kind, self._place(mention.id))

    def _entity(self, mention: Mention, links: list[Argument]) -> list[Any]:
        roles = [[self._role(argument), 1.0] for argument in links if argument.filler == mention.id]
        return [*self._place(mention.id), roles]

    def _role(self, argument: Argument) -> str:
        return role_name(self._scheme, self._mentions[argument.event].label, argument.role)


def _label(mention: Mention) -> str:
    return mention.label if is_entity(mention) else ""


def _name(kind: Kind, place: Range) -> str:
    return f"{kind} {place[0]} {place[1]}"


def role_name(scheme: Scheme, event: str, role: str) -> str:
    """A role with the numbers of its event label and of itself in the scheme; 0 for what the scheme does not know."""
    labels = [label.name for label in scheme.labels_of("event")]
    known = scheme.find(event)
    roles = [found.name for found in known.roles] if known is not None else []
    event_number = labels.index(event) + 1 if event in labels else 0
    role_number = roles.index(role) + 1 if role in roles else 0
    return f"evt{event_number:03}arg{min(role_number, 99):02}{role}"


# -- reading


def read(source: SourceFile, options: ReadOptions) -> Finding:
    """The documents of a file; lines of ours that are of the same document are one."""
    waiting: tuple[str, Draft, int] | None = None
    reading: _Reading | None = None
    so_far = 0
    for number, read_by_now, raw in source.lines():
        try:
            record = record_of(raw)
            said = our_document_of(record, _OurDocument)
            if waiting is not None and said.of and said.of == waiting[0] and reading is not None:
                reading.read(record, said)
                so_far = read_by_now
                continue
            if waiting is not None:
                yield _found(waiting, so_far)
                waiting = None
            words = ReadWords(sentences_of_words(record.get("sentences")), said.spacing, said.before)
            key = said.of or str(record.get("doc_key", ""))
            draft = draft_of(key, words, said, options.annotator)
            reading = _Reading(draft, words, options)
            reading.read(record, said)
            waiting, so_far = (key, draft, number), read_by_now
        except FormatError as error:
            yield Found(None, (Fault(error.message, number),), number, read_by_now)
    if waiting is not None:
        yield _found(waiting, so_far)


def _found(waiting: tuple[str, Draft, int], so_far: int) -> Found:
    _key, draft, number = waiting
    try:
        faults = tuple(replace(fault, line=fault.line or number) for fault in draft.faults)
        return Found(draft.entry(), faults, number, so_far)
    except FormatError as error:
        return Found(None, (Fault(error.message, number),), number, so_far)


class _Reading:
    """Turns the lists of a document into records of a draft."""

    def __init__(self, draft: Draft, words: ReadWords, options: ReadOptions) -> None:
        self._draft = draft
        self._words = words
        self._facts = Facts(draft, options)
        self._said = _OurDocument()

    def read(self, record: Record, said: _OurDocument) -> None:
        """Spans, triggers, then the links between them; of a further line of the document what is new."""
        self._said = said
        for name, step in (("ent_spans", self._entity), ("evt_triggers", self._event)):
            for value in listed(record, name, self._draft):
                attempt(self._draft, f"{name} {shown(str(value))}", partial(step, value))
        for number, value in enumerate(listed(record, "gold_evt_links", self._draft)):
            attempt(self._draft, f"gold_evt_links {number}", partial(self._link, number, value))
        for value in listed(record, "gold_rel_links", self._draft):
            self._draft.skip(f"gold_rel_links {shown(str(value))}: Relations of this format are not read.")
        self._facts.close()

    def _mention(self, kind: Kind, first: int, last: int, label: str) -> None:
        key = _name(kind, (first, last))
        if self._draft.has(key) and self._said.of:
            return
        ours = self._said.spans.get(key, _OurSpan())
        span = span_of(self._words.piece(first, last + 1))
        self._draft.mention(kind, ours.label or self._facts.label(label), span, key, ours.attributes)
        if ours.note:
            self._draft.set_note(key, ours.note)

    def _entity(self, value: Any) -> None:
        first, last = shaped(tuple[int, int], shaped(list[Any], value)[:2])
        self._mention(Kind.ENTITY, first, last, UNTYPED)

    def _event(self, value: Any) -> None:
        first, last, types = shaped(tuple[int, int, list[Any]], shaped(list[Any], value)[:3])
        labels = [shaped(str, shaped(list[Any], one)[0]) for one in types if one]
        if not labels:
            raise FormatError("It has no type.")
        self._mention(Kind.EVENT, first, last, labels[0])
        if len(labels) > 1:
            self._draft.bend(f"The trigger at {first}–{last} has several types; it was read as {shown(labels[0])}.")

    def _link(self, number: int, value: Any) -> None:
        trigger, filler, said = shaped(tuple[tuple[int, int], tuple[int, int], str], value)
        event, entity = _name(Kind.EVENT, trigger), _name(Kind.ENTITY, filler)
        found = _ROLE.fullmatch(said)
        role = self._facts.role(self._draft.get(event).label, found[1] if found is not None else said)
        ours = self._said.links[number] if number < len(self._said.links) else Ours()
        self._draft.argument(event, role, entity, ours.attributes)


def looks_like(head: bytes) -> bool:
    """Whether a file begins with a document of this kind."""
    return b'"ent_spans"' in head or b'"evt_triggers"' in head or b'"gold_evt_links"' in head


FORMAT: Final = Format(RAMS, read, project, write, looks_like, (), (LINES, WORDS, PIECES, TOKENIZER))
