"""MAVEN-Arg: JSON lines of events with arguments and entities (Wang et al. 2023, arXiv:2311.09105).

Offsets are code points of `document`, the end is not included, so a mention may be a part of a word. Arguments belong
to an event and not to a mention of it; a filler is an entity, or words that are none. Our field says which mention
fills a role of which, so nothing is lost; in files of others the first mention of an event has its arguments, and of an
entity the mention that is nearest fills the role.

Source: https://github.com/THU-KEG/MAVEN-Argument (README).
"""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, Final

import msgspec

from annotator.formats.drafting import Draft, shown, span_of
from annotator.formats.entry import Entry, Finding
from annotator.formats.errors import FormatError
from annotator.formats.info import FormatInfo, Use
from annotator.formats.interface import Format, ReadOptions, Sink, SourceFile, WriteOptions
from annotator.formats.json_records import OURS, Keys, OurDocument, draft_of, is_ours, listed, our_document_of, shaped
from annotator.formats.losses import Losses
from annotator.formats.maven_things import Thing, ThingReading, Things, say_negative, take_title, type_id
from annotator.formats.projection import is_entity, without_comments, without_relations
from annotator.formats.rams import UNTYPED
from annotator.formats.records import Record, a_text, an_id, attempt, line_of, read_lines
from annotator.formats.tiling import without_alike
from annotator.formats.word_text import ReadWords
from annotator.formats.worded_events import PIECES, Facts, arguments_of, in_one_piece
from annotator.model.annotation import Argument, Kind, Mention
from annotator.model.scheme import Scheme
from annotator.model.span import Span

MAVEN_ARG: Final = FormatInfo(
    "maven-arg",
    "MAVEN-Arg documents (JSON lines)",
    (".maven-arg.jsonl", ".maven-arg", ".jsonl", ".json"),
    frozenset({Use.READ, Use.WRITE}),
    "codepoint",
    carries=(
        "texts",
        "nested, overlapping and sub-word mentions",
        "events with arguments, events as fillers",
        "clusters of entities and of events",
        "attributes and notes (in a field of ours)",
    ),
    loses=("all but one piece of a mention", "relations, comments and meta"),
    one_layer=True,
)


class _OurArgument(msgspec.Struct, omit_defaults=True):
    """Which mention fills a role of which.

    Attributes:
        event, filler: Ids of mentions in the file.
    """

    event: str
    filler: str
    position: int = 0
    attributes: dict[str, str | bool | int | float] = msgspec.field(default_factory=dict)


# -- what it can carry


def project(entry: Entry, options: WriteOptions, losses: Losses) -> Entry | None:
    """Mentions in one piece, without relations."""
    entry = in_one_piece(without_comments(entry, losses), options, losses)
    return without_relations(without_alike(entry, losses), losses)


# -- writing


def write(entries: Iterable[Entry], sink: Sink, options: WriteOptions) -> None:
    """A line a document."""
    keys = Keys()
    with sink.open() as file:
        for entry in entries:
            file.write(line_of(_Document(entry, keys.of(entry), options.scheme).record()))


class _Document:
    """One document on its way out."""

    def __init__(self, entry: Entry, key: str, scheme: Scheme) -> None:
        self._entry = entry
        self._key = key
        self._scheme = scheme
        self._things = Things(entry, key)
        contents = entry.contents
        self._mentions = {m.id: m for m in contents.mentions} if contents is not None else {}
        self._arguments = arguments_of(contents)

    def record(self) -> Record:
        """All of it."""
        document = self._entry.document
        language = "" if document.language == "und" else document.language
        return {
            "id": self._key,
            "title": document.title,
            "document": self._entry.text,
            "events": [self._event(thing) for thing in self._things.all(Kind.EVENT)],
            "negative_triggers": [],
            "entities": [self._things.record(t, "mention", self._place) for t in self._things.all(Kind.ENTITY)],
            OURS: OurDocument(document.title, language, clusters=self._things.clusters),
        }

    def _place(self, mention: Mention) -> Record:
        start, end = mention.span.hull
        return {"text": self._entry.text[start:end], "offset": [start, end]}

    def _event(self, thing: Thing) -> Record:
        record = self._things.record(thing, "trigger_word", self._place)
        return {**record, "type_id": type_id(self._scheme, thing.label), "argument": self._roles(thing)}

    def _roles(self, thing: Thing) -> dict[str, list[Record]]:
        """The fillers of each role of the scheme and of those that are filled, each filler once."""
        label = self._scheme.find(thing.label)
        roles: dict[str, dict[str, Record]] = {role.name: {} for role in label.roles} if label is not None else {}
        for argument in (one for mention in thing.mentions for one in self._arguments.get(mention.id, ())):
            filler = self._filler(self._mentions[argument.filler])
            found = roles.setdefault(argument.role, {}).setdefault(repr(filler), {**filler, OURS: []})
            found[OURS].append(self._ours(argument))
        return {role: list(fillers.values()) for role, fillers in roles.items()}

    def _filler(self, mention: Mention) -> Record:
        if is_entity(mention):
            return {"entity_id": self._things.of[mention.id].id}
        start, end = mention.span.hull
        return {"content": self._entry.text[start:end], "offset": [start, end]}

    def _ours(self, argument: Argument) -> _OurArgument:
        ids = self._things.ids
        return _OurArgument(ids[argument.event], ids[argument.filler], argument.position, dict(argument.attributes))


# -- reading


def read(source: SourceFile, options: ReadOptions) -> Finding:
    """A document a line."""
    return read_lines(source, partial(_drafts, options))


def _drafts(options: ReadOptions, record: Record, _line: int) -> Iterator[Draft]:
    text = a_text(record.get("document"), "“document”").replace("\r\n", "\n").replace("\r", "\n")
    said = our_document_of(record, OurDocument)
    take_title(said, record)
    draft = draft_of(an_id(record.get("id")), ReadWords([], [], text), said, options.annotator)
    _Reading(draft, options, said).read(record)
    yield draft


class _Reading:
    """Turns the records of a document into those of a draft."""

    def __init__(self, draft: Draft, options: ReadOptions, said: OurDocument) -> None:
        self._draft = draft
        self._facts = Facts(draft, options)
        self._things = ThingReading(draft, self._facts, said)
        self._exact: list[tuple[int, str, _OurArgument]] = []

    def read(self, record: Record) -> None:
        """Things, then what plays which role."""
        self._things.read(record, "entities", Kind.ENTITY, "mention", self._span)
        self._things.read(record, "events", Kind.EVENT, "trigger_word", self._span)
        for event in listed(record, "events", self._draft):
            if isinstance(event, dict) and self._things.mentions.get(an_id(event.get("id"))):
                self._roles(an_id(event["id"]), event.get("argument"))
        for _position, role, said in sorted(self._exact, key=lambda found: found[0]):
            attempt(self._draft, said.event, partial(self._argue, said, role))
        say_negative(record, self._draft)
        self._things.close()
        self._facts.close()

    def _argue(self, said: _OurArgument, role: str) -> None:
        self._draft.argument(said.event, role, said.filler, said.attributes)

    def _span(self, record: Record, text_key: str) -> Span:
        start, end = shaped(tuple[int, int], record.get("offset"))
        span = span_of((start, end))
        there, said = self._draft.text[start:end], record.get(text_key)
        if isinstance(said, str) and said != there:
            raise FormatError(f"It says “{shown(said)}”, but the text reads “{shown(there)}” at {start}–{end}.")
        return span

    def _roles(self, event: str, roles: Any) -> None:
        if not isinstance(roles, dict):
            if roles is not None:
                self._draft.skip(f"{event}: “argument” is no object.")
            return
        for role, fillers in roles.items():
            for filler in listed({role: fillers}, role, self._draft):
                attempt(self._draft, f"{event}, {role}", partial(self._filler, event, role, filler))

    def _filler(self, event: str, role: str, value: Any) -> None:
        filler = shaped(dict[str, Any], value)
        if is_ours(filler):
            for said in shaped(list[_OurArgument], filler[OURS]):
                self._exact.append((said.position, role, said))
            return
        first = self._things.mentions[event][0]
        known = self._facts.role(self._draft.get(first).label, role)
        self._draft.argument(first, known, self._nearest(first, filler))

    def _nearest(self, event: str, filler: Record) -> str:
        """The mention that fills a role: of an entity the nearest one, else the words that are given."""
        if "entity_id" not in filler:
            return self._words(filler)
        members = self._things.mentions.get(an_id(filler["entity_id"]), [])
        if not members:
            raise FormatError(f"There is no mention of the entity “{shown(an_id(filler['entity_id']))}”.")
        at = self._draft.get(event).span.start
        return min(members, key=lambda key: abs(self._draft.get(key).span.start - at))

    def _words(self, filler: Record) -> str:
        span = self._span(filler, "content")
        key = f"{span.start}–{span.end}"
        if not self._draft.has(key):
            self._draft.mention(Kind.ENTITY, UNTYPED, span, key)
        return key


def looks_like(head: bytes) -> bool:
    """Whether a file begins with a document of this kind."""
    return b'"document"' in head and b'"events"' in head and b'"title"' in head


FORMAT: Final = Format(MAVEN_ARG, read, project, write, looks_like, (), (PIECES,))
