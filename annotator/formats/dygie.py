"""DyGIE++'s JSON lines: a document a line (Wadden et al. 2019, EMNLP).

Words count through the document from 0, and the last one is included. Things are told by where they stand: one entity a
span, one event a word. Events, their fillers and the ends of relations stand in one sentence. Its reader refuses keys
that it does not know unless they begin with `_`, and wants of those a value for each sentence; ours has what we say of
the document at the first one.

Sources: its `doc/data.md` and `document.py`.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, Final

import msgspec

from annotator.formats.drafting import Draft, span_of
from annotator.formats.entry import Entry, Finding
from annotator.formats.errors import FormatError
from annotator.formats.info import FormatInfo, Use
from annotator.formats.interface import Format, ReadOptions, Sink, SourceFile, WriteOptions
from annotator.formats.json_records import (
    OURS,
    Keys,
    OurDocument,
    Ours,
    draft_of,
    facts_of,
    listed,
    our_cluster,
    our_document,
    our_document_of,
    sentences_of_words,
    shaped,
    with_more,
)
from annotator.formats.losses import Losses
from annotator.formats.projection import is_entity, is_event, one_a_span
from annotator.formats.records import Record, attempt, line_of, read_lines
from annotator.formats.word_options import TOKENIZER, WORDS
from annotator.formats.word_text import ReadWords, WrittenWords
from annotator.formats.worded_events import (
    PIECES,
    Facts,
    arguments_of,
    members_of,
    one_word_triggers,
    within_sentences,
    worded,
)
from annotator.model.annotation import Kind, LayerContents, Mention
from annotator.model.ids import MentionId
from annotator.model.span import Range

DYGIE: Final = FormatInfo(
    "dygie",
    "DyGIE++ documents (JSON lines)",
    (".dygie.jsonl", ".dygie.json", ".dygie", ".json", ".jsonl"),
    frozenset({Use.READ, Use.WRITE}),
    "word",
    carries=(
        "words, sentences and the text between them",
        "nested and overlapping entities",
        "events of one word with arguments of the same sentence",
        "relations within a sentence",
        "clusters of entities and of events",
        "attributes and notes (in a field of ours)",
    ),
    loses=(
        "parts of words and all but one piece of a mention",
        "all words of a trigger but the first",
        "a second label of the same span",
        "arguments and relations across sentences",
        "comments and meta",
    ),
    one_layer=True,
)

_CLUSTERS = {Kind.ENTITY: "clusters", Kind.EVENT: "event_clusters"}


class _OurDocument(OurDocument, omit_defaults=True):
    """What we say of a document.

    Attributes:
        facts: What we say of its records, by the JSON of them and where they are listed.
    """

    facts: dict[str, list[Ours]] = msgspec.field(default_factory=dict)


# -- what it can carry


def project(entry: Entry, options: WriteOptions, losses: Losses) -> Entry | None:
    """Mentions of whole words, one entity a span and one event a word, with what joins them in a sentence."""
    made = worded(entry, options, losses)
    if made is None:
        return None
    made = one_word_triggers(made, options, losses)
    made = one_a_span(one_a_span(made, losses, is_entity), losses, is_event)
    return within_sentences(made, _told(made), options, losses)


def _told(entry: Entry) -> set[MentionId]:
    """The mentions that are meant by their spans: entities, and events where no entity stands."""
    mentions = () if entry.contents is None else entry.contents.mentions
    entities = {mention.span for mention in mentions if is_entity(mention)}
    return {mention.id for mention in mentions if is_entity(mention) or mention.span not in entities}


# -- writing


def write(entries: Iterable[Entry], sink: Sink, options: WriteOptions) -> None:
    """A line a document."""
    keys = Keys()
    with sink.open() as file:
        for entry in entries:
            file.write(line_of(_Document(entry, options).record(keys.of(entry))))


class _Document:
    """One document on its way out."""

    def __init__(self, entry: Entry, options: WriteOptions) -> None:
        self._entry = entry
        self._words = WrittenWords.of(entry, options)
        mentions = () if entry.contents is None else entry.contents.mentions
        self._mentions = {mention.id: mention for mention in mentions}
        self._arguments = arguments_of(entry.contents)
        self._facts: dict[str, list[Ours]] = {}

    def record(self, key: str) -> Record:
        """All of it."""
        count = len(self._words.sentences)
        contents = self._entry.contents
        record: Record = {
            "doc_key": key,
            "dataset": "annotator",
            "sentences": self._words.all_sentences(),
        }
        said = our_document(self._entry, self._words)
        if contents is not None:
            record |= self._labels(contents, count)
            clusters = self._clusters(contents)
            record |= {name: [spans for _cluster, spans in found] for name, found in clusters.items()}
            known = {cluster.id: cluster for cluster in contents.clusters}
            said.clusters = {
                f"{name} {number}": our_cluster(known.get(cluster))  # type: ignore[call-overload]
                for name, found in clusters.items()
                for number, (cluster, _spans) in enumerate(found)
            }
        facts = {name: ours for name, ours in self._facts.items() if any(one != Ours() for one in ours)}
        record[OURS] = [with_more(_OurDocument, said, facts=facts), *({} for _ in range(count - 1))]
        return record

    def _labels(self, contents: LayerContents, count: int) -> dict[str, list[list[Any]]]:
        labels: dict[str, list[list[Any]]] = {name: [[] for _ in range(count)] for name in _SENTENCES}
        for mention in contents.mentions:
            name, made = ("ner", self._entity(mention)) if is_entity(mention) else ("events", self._event(mention))
            labels[name][self._words.sentence_of(mention.span)].append(made)
        for relation in contents.relations:
            source = self._mentions[relation.source]
            joined = [*self._place(source), *self._place(self._mentions[relation.target]), relation.label]
            labels["relations"][self._words.sentence_of(source.span)].append(joined)
            self._say("relations", joined, Ours(dict(relation.attributes)))
        return labels

    def _place(self, mention: Mention) -> Range:
        return self._words.first_and_last(mention.span)

    def _say(self, name: str, record: list[Any], ours: Ours) -> None:
        self._facts.setdefault(_name(name, record), []).append(ours)

    def _entity(self, mention: Mention) -> list[Any]:
        record = [*self._place(mention), mention.label]
        self._say("ner", record, Ours(dict(mention.attributes), mention.note))
        return record

    def _event(self, mention: Mention) -> list[Any]:
        trigger = [self._place(mention)[0], mention.label]
        self._say("events", trigger, Ours(dict(mention.attributes), mention.note))
        made: list[Any] = [trigger]
        for argument in self._arguments.get(mention.id, ()):
            made.append([*self._place(self._mentions[argument.filler]), argument.role])
            self._say("events", [*trigger, *made[-1]], Ours(dict(argument.attributes)))
        return made

    def _clusters(self, contents: LayerContents) -> dict[str, list[tuple[str, list[Range]]]]:
        found: dict[str, list[tuple[str, list[Range]]]] = {name: [] for name in _CLUSTERS.values()}
        for id_, members in members_of(contents.mentions).items():
            found[_CLUSTERS[members[0].kind]].append((id_, [self._place(member) for member in members]))
        return found


_SENTENCES = ("ner", "relations", "events")


def _name(name: str, record: list[Any]) -> str:
    return f"{name} {msgspec.json.encode(record).decode()}"


# -- reading


def read(source: SourceFile, options: ReadOptions) -> Finding:
    """A document a line."""
    return read_lines(source, partial(_drafts, options))


def _drafts(options: ReadOptions, record: Record, _line: int) -> Iterator[Draft]:
    sentences = sentences_of_words(record.get("sentences"))
    said = _our_document(record)
    words = ReadWords(sentences, said.spacing, said.before)
    draft = draft_of(str(record.get("doc_key", "")), words, said, options.annotator)
    _Reading(draft, words, options, said).read(record)
    yield draft


def _our_document(record: Record) -> _OurDocument:
    ours = record.get(OURS)
    first = ours[0] if isinstance(ours, list) and ours else None
    return our_document_of({OURS: first}, _OurDocument)


class _Reading:
    """Turns the lists of a document into records of a draft."""

    def __init__(self, draft: Draft, words: ReadWords, options: ReadOptions, said: _OurDocument) -> None:
        self._draft = draft
        self._words = words
        self._facts = Facts(draft, options)
        self._said = said
        self._taken: dict[str, int] = {}
        self._places: dict[tuple[Kind, Range], str] = {}

    def read(self, record: Record) -> None:
        """Mentions, then what joins them."""
        self._each(record, "ner", self._entity)
        self._each(record, "events", self._event)
        self._each(record, "events", self._arguments)
        self._each(record, "relations", self._relation)
        for kind, name in _CLUSTERS.items():
            for number, value in enumerate(listed(record, _chosen(record, name), self._draft)):
                attempt(self._draft, f"{name} {number}", partial(self._cluster, kind, f"{name} {number}", value))
        self._facts.close()

    def _each(self, record: Record, name: str, step: Callable[[list[Any]], None]) -> None:
        for sentence in listed(record, _chosen(record, name), self._draft):
            for value in listed({name: sentence}, name, self._draft):
                attempt(self._draft, f"{name} {value}", partial(_with_list, step, value))

    def _ours(self, name: str, record: list[Any]) -> Ours:
        """What we have said of a record; of several alike the next."""
        key = _name(name, record)
        place = self._taken.get(key, 0)
        self._taken[key] = place + 1
        found = self._said.facts.get(key, [])
        return found[place] if place < len(found) else Ours()

    def _mention(self, kind: Kind, place: Range, label: str, ours: Ours) -> None:
        first, last = place
        key = f"{kind} {first}–{last}"
        span = span_of(self._words.piece(first, last + 1))
        self._draft.mention(kind, self._facts.label(label), span, key, ours.attributes)
        if ours.note:
            self._draft.set_note(key, ours.note)
        self._places[kind, place] = key

    def _entity(self, value: list[Any]) -> None:
        first, last, label = shaped(tuple[int, int, str], value[:3])
        self._mention(Kind.ENTITY, (first, last), label, self._ours("ner", value))

    def _event(self, value: list[Any]) -> None:
        first, last, label = _trigger(value)
        self._mention(Kind.EVENT, (first, last), label, self._ours("events", value[0]))

    def _arguments(self, value: list[Any]) -> None:
        first, last, _label = _trigger(value)
        event = self._places.get((Kind.EVENT, (first, last)))
        for filler in value[1:] if event is not None else ():
            attempt(self._draft, f"events {value[0]}", partial(self._argument, str(event), value[0], filler))

    def _argument(self, event: str, trigger: list[Any], said: Any) -> None:
        value = shaped(list[Any], said)
        first, last, role = shaped(tuple[int, int, str], value[:3])
        ours = self._ours("events", [*trigger, *value])
        role = self._facts.role(self._draft.get(event).label, role)
        self._draft.argument(event, role, self._at((first, last)), ours.attributes)

    def _at(self, place: Range) -> str:
        """What stands at some words: an entity, else an event.

        Raises:
            FormatError: If there is nothing.
        """
        for kind in (Kind.ENTITY, Kind.EVENT):
            if (kind, place) in self._places:
                return self._places[kind, place]
        raise FormatError(f"Nothing is labelled at the words {place[0]}–{place[1]}.")

    def _relation(self, value: list[Any]) -> None:
        one, two, three, four, label = shaped(tuple[int, int, int, int, str], value[:5])
        ours = self._ours("relations", value)
        ends = self._at((one, two)), self._at((three, four))
        self._draft.relation(self._facts.label(label), *ends, attributes=ours.attributes)

    def _cluster(self, kind: Kind, key: str, value: list[Any]) -> None:
        members = []
        for first, last in shaped(list[tuple[int, int]], value):
            if (kind, (first, last)) in self._places:
                members.append(self._places[kind, (first, last)])
            else:
                self._draft.skip(f"{key}: No {kind} is labelled at the words {first}–{last}.")
        self._draft.cluster(key, members, **facts_of(self._said, key))


def _with_list(step: Callable[[list[Any]], None], value: Any) -> None:
    step(shaped(list[Any], value))


def _chosen(record: Record, name: str) -> str:
    """What people have said, else what the program has found."""
    return f"predicted_{name}" if name not in record and f"predicted_{name}" in record else name


def _trigger(value: list[Any]) -> tuple[int, int, str]:
    """First and last word of a trigger, and its label; published files have the word once or twice.

    Raises:
        FormatError: If it is none.
    """
    said = shaped(list[Any], value[0] if value else None)
    if len(said) > 1 and isinstance(said[1], str):
        word, label = shaped(tuple[int, str], said[:2])
        return word, word, label
    return shaped(tuple[int, int, str], said[:3])


def looks_like(head: bytes) -> bool:
    """Whether a file begins with a document of sentences that is of no other of these formats."""
    return b'"doc_key"' in head and b'"sentences"' in head and b'"evt_triggers"' not in head


FORMAT: Final = Format(DYGIE, read, project, write, looks_like, (), (WORDS, PIECES, TOKENIZER))
