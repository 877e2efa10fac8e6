"""OneIE's JSON lines: a sentence a line, with entities, events and relations at its words (Lin et al. 2020, ACL).

Words count from 0 in each sentence, the end is not included. Ids are made as in ACE: `…-E3-1` is the first mention of
the third entity, so mentions of one thing are told by their ids. Fillers and ends of relations are entities of the same
sentence; the program marks words with tags, so neither entities nor triggers may overlap among themselves. Its readers
look for `pieces` and `token_lens`, the word pieces of one model, which its own preprocessing adds.

Sources: the published `process_ace.py`, `data.py`; TextEE's `data/README.md`.
"""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, Final

import msgspec

from annotator.formats.drafting import Draft
from annotator.formats.entry import Entry, Fault, Finding, Found
from annotator.formats.errors import FormatError
from annotator.formats.info import FormatInfo, Use
from annotator.formats.interface import Format, ReadOptions, Sink, SourceFile, WriteOptions
from annotator.formats.json_records import (
    OURS,
    Keys,
    OurCluster,
    OurDocument,
    draft_of,
    is_ours,
    listed,
    our_cluster,
    our_document,
    our_document_of,
    ours_of,
    shaped,
    with_ours,
)
from annotator.formats.losses import Losses
from annotator.formats.projection import flat, is_entity, is_event
from annotator.formats.records import Record, a_list, a_text, attempt, line_of, record_of
from annotator.formats.word_options import OVERLAP, TOKENIZER, WORDS
from annotator.formats.word_text import ReadWords, WrittenWords
from annotator.formats.worded_events import (
    PIECES,
    arguments_of,
    entities_of,
    members_of,
    within_sentences,
    worded,
)
from annotator.formats.worded_mentions import Link, MentionReading, entity_record, event_record
from annotator.model.annotation import Argument, Kind, LayerContents, Mention, Relation
from annotator.model.ids import MentionId

ONEIE: Final = FormatInfo(
    "oneie",
    "OneIE sentences (JSON lines)",
    (".oneie.json", ".oneie.jsonl", ".oneie", ".json", ".jsonl"),
    frozenset({Use.READ, Use.WRITE}),
    "word",
    carries=(
        "words, sentences and the text between them",
        "flat entities, and flat triggers with arguments",
        "relations between entities",
        "attributes and notes (in a field of ours)",
        "clusters",
    ),
    loses=(
        "parts of words and all but one piece of a mention",
        "overlapping entities, overlapping triggers",
        "arguments and relations across sentences",
        "events as fillers, relations of events",
        "comments and meta",
        "word pieces (pieces, token_lens), which depend on a model",
    ),
    one_layer=True,
)

_ACE = re.compile(r"(.+-(?:E|EV)\d+)-\d+", re.DOTALL)


# -- what it can carry


def project(entry: Entry, options: WriteOptions, losses: Losses) -> Entry | None:
    """Flat mentions of whole words, with what joins entities and triggers of one sentence."""
    made = worded(entry, options, losses)
    if made is None:
        return None
    prefer = OVERLAP.chosen(options.choices)
    made = flat(flat(made, losses, prefer, is_entity), losses, prefer, is_event)
    return within_sentences(made, entities_of(made), options, losses)


# -- writing


def write(entries: Iterable[Entry], sink: Sink, options: WriteOptions) -> None:
    """A line a sentence."""
    keys = Keys()
    with sink.open() as file:
        for entry in entries:
            for record in _sentences(entry, keys.of(entry), options):
                file.write(line_of(record))


def _sentences(entry: Entry, doc_id: str, options: WriteOptions) -> Iterator[Record]:
    words = WrittenWords.of(entry, options)
    contents = entry.contents
    ids = {} if contents is None else _ids(contents, doc_id)
    document = our_document(entry, words, {} if contents is None else _clusters(contents, ids))
    mentions: dict[int, dict[MentionId, Mention]] = {}
    for mention in contents.mentions if contents is not None else ():
        mentions.setdefault(words.sentence_of(mention.span), {})[mention.id] = mention
    arguments = arguments_of(contents)
    for number in range(len(words.sentences)):
        first = words.firsts[number]
        said = words.words(number)
        record: Record = {
            "doc_id": doc_id,
            "sent_id": f"{doc_id}-{number}",
            "tokens": said,
            "sentence": words.text_of(number),
            "lang": document.language,
            "entity_mentions": [],
            "relation_mentions": [],
            "event_mentions": [],
        }
        if contents is not None:
            mine = mentions.get(number, {})
            record |= _Sentence((words, first), ids, mine, arguments, options).records(contents.relations)
        yield record | ({OURS: document} if number == 0 else {})


def _ids(contents: LayerContents, doc_id: str) -> dict[MentionId, str]:
    """Ids as in ACE: of things, then of mentions of them."""
    ids: dict[MentionId, str] = {}
    members = members_of(contents.mentions)
    numbers = {Kind.ENTITY: 0, Kind.EVENT: 0}
    for mention in contents.mentions:
        if mention.id in ids:
            continue
        numbers[mention.kind] += 1
        letter = "E" if mention.kind is Kind.ENTITY else "EV"
        same = [mention] if mention.cluster is None else members[mention.cluster]
        for place, other in enumerate(same, 1):
            ids[other.id] = f"{doc_id}-{letter}{numbers[mention.kind]}-{place}"
    return ids


def _clusters(contents: LayerContents, ids: dict[MentionId, str]) -> dict[str, OurCluster]:
    known = {cluster.id: cluster for cluster in contents.clusters}
    return {
        _thing(ids[members[0].id]): our_cluster(known.get(id_))
        for id_, members in members_of(contents.mentions).items()
    }


def _thing(id_: str) -> str:
    return id_.rpartition("-")[0]


class _Sentence:
    """Records of one sentence."""

    def __init__(
        self,
        words: tuple[WrittenWords, int],
        ids: dict[MentionId, str],
        mentions: dict[MentionId, Mention],
        arguments: dict[MentionId, list[Argument]],
        options: WriteOptions,
    ) -> None:
        self._words, self._first = words
        self._arguments = arguments
        self._ids = ids
        self._mentions = mentions
        self._options = options

    def records(self, of_document: Iterable[Relation]) -> Record:
        """All of them."""
        entities = [self._entity(m) for m in self._mentions.values() if is_entity(m)]
        events = [self._event(m) for m in self._mentions.values() if is_event(m)]
        relations = [r for r in of_document if r.source in self._mentions]
        joined = [self._relation(number, r) for number, r in enumerate(relations, 1)]
        return {"entity_mentions": entities, "relation_mentions": joined, "event_mentions": events}

    def _place(self, mention: Mention) -> Record:
        start, end = self._words.numbers(mention.span.hull)
        return {"text": self._words.told(mention.span), "start": start - self._first, "end": end - self._first}

    def _entity(self, mention: Mention) -> Record:
        ids = {"id": self._ids[mention.id], "entity_id": self._ids[mention.id]}
        return entity_record(ids, mention, self._place(mention), self._options.scheme)

    def _event(self, mention: Mention) -> Record:
        arguments = (
            with_ours({**self._end(argument.filler), "role": argument.role}, argument.attributes)
            for argument in self._arguments.get(mention.id, ())
        )
        return event_record(self._ids[mention.id], mention, self._place(mention), arguments)

    def _end(self, mention: MentionId) -> Record:
        return {"entity_id": self._ids[mention], "text": self._words.told(self._mentions[mention].span)}

    def _relation(self, number: int, relation: Relation) -> Record:
        ends = [
            {**self._end(relation.source), "role": "Arg-1"},
            {**self._end(relation.target), "role": "Arg-2"},
        ]
        record = {
            "id": f"{self._ids[relation.source]}-R{number}",
            "relation_type": relation.label,
            "relation_subtype": relation.label,
            "arguments": ends,
        }
        return with_ours(record, relation.attributes)


# -- reading


class _RelationRecord(msgspec.Struct):
    relation_type: str
    arguments: list[Link]
    id: str = ""
    relation_subtype: str | None = None


_Line = tuple[int, Record]


def read(source: SourceFile, options: ReadOptions) -> Finding:
    """The documents of a file: lines of the same `doc_id` that follow each other are one."""
    waiting: list[_Line] = []
    last, so_far = "", 0
    for number, read_by_now, raw in source.lines():
        try:
            record = record_of(raw)
            doc_id = _doc_id(record)
        except FormatError as error:
            yield Found(None, (Fault(error.message, number),), number, read_by_now)
            continue
        if waiting and doc_id != last:
            yield _found(last, waiting, options, so_far)
            waiting = []
        waiting.append((number, record))
        last, so_far = doc_id, read_by_now
    if waiting:
        yield _found(last, waiting, options, so_far)


def _doc_id(record: Record) -> str:
    """What document a sentence belongs to.

    Raises:
        FormatError: If there are no words.
    """
    if not a_list(record.get("tokens"), "“tokens”"):
        raise FormatError("There are no “tokens”. Is this a sentence of OneIE?")
    for word in record["tokens"]:
        a_text(word, "A word")
    said = record.get("doc_id")
    return said if isinstance(said, str) else a_text(record.get("sent_id"), "“doc_id”").rpartition("-")[0]


def _found(doc_id: str, lines: list[_Line], options: ReadOptions, so_far: int) -> Found:
    first = lines[0][0]
    try:
        said = our_document_of(lines[0][1], OurDocument)
        words = ReadWords([record["tokens"] for _number, record in lines], said.spacing, said.before)
        draft = draft_of(doc_id, words, said, options.annotator)
        reading = _Reading(draft, words, options, is_ours=is_ours(lines[0][1]))
        reading.read(lines)
        reading.clusters(said.clusters)
        return Found(draft.entry(), tuple(draft.faults), first, so_far)
    except FormatError as error:
        return Found(None, (Fault(error.message, first),), first, so_far)


class _Reading:
    """Turns the records of a document into those of a draft."""

    def __init__(self, draft: Draft, words: ReadWords, options: ReadOptions, *, is_ours: bool) -> None:
        self._draft = draft
        self._mentions = MentionReading(draft, words, options, is_ours=is_ours)

    def read(self, lines: list[_Line]) -> None:
        """All mentions, then what joins them."""
        for sentence, (number, record) in enumerate(lines):
            self._mentions.read(record, sentence, number)
        for number, record in lines:
            self._mentions.arguments(record, number)
        for number, record in lines:
            for value in listed(record, "relation_mentions", self._draft, number):
                name = value.get("id", "relation_mentions") if isinstance(value, dict) else "relation_mentions"
                attempt(self._draft, str(name), partial(self._relation, value), number)
        self._mentions.facts.close()

    def _relation(self, value: Any) -> None:
        found = shaped(_RelationRecord, value)
        ends = {link.role: link.entity_id for link in found.arguments}
        if len(found.arguments) != 2 or len(ends) != 2:
            raise FormatError("A relation joins two entities by two roles.")
        source, target = (ends[role] for role in sorted(ends))
        label = self._mentions.facts.label(found.relation_type)
        if found.relation_subtype not in (None, found.relation_type):
            self._mentions.facts.left_out("relation_subtype")
        self._draft.relation(label, source, target, found.id, ours_of(value).attributes)

    def clusters(self, said: dict[str, OurCluster]) -> None:
        """Mentions whose ids name the same thing; one alone only if it is known to be a cluster."""
        things: dict[str, list[str]] = {}
        for found in filter(None, map(_ACE.fullmatch, self._mentions.ids)):
            things.setdefault(found[1], []).append(found[0])
        for thing, members in things.items():
            if len(members) > 1 or thing in said:
                facts = said.get(thing, OurCluster())
                self._draft.cluster(thing, members, label=facts.label, name=facts.name, kb=facts.kb)


def looks_like(head: bytes) -> bool:
    """Whether a file begins with a sentence or, as TextEE calls it, a window."""
    is_sentence = (b'"sent_id"' in head or b'"wnd_id"' in head) and b'"tokens"' in head
    return is_sentence and b'"trigger_word"' not in head and b'"TIMEX"' not in head


FORMAT: Final = Format(ONEIE, read, project, write, looks_like, (), (WORDS, PIECES, OVERLAP, TOKENIZER))
