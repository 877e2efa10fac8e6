"""WikiEvents: JSON lines of documents with events, and a file of coreference beside them (Li et al. 2021, NAACL).

Words count through the document from 0, the end is not included; `sent_idx` is the sentence. Fillers are entities of
any sentence. `data.jsonl` has the documents, `data.jsonlines` of the same order says which entity mentions are of one
thing and which of its mentions tells most. Programs that read it look up every id among the entities, so events are no
fillers and are in no cluster.

Sources: gen-arg's `KAIROS_data_module.py` and `scorer.py`; TextEE's `process_wikievents.py`.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, Final

from annotator.formats.drafting import Draft
from annotator.formats.entry import Entry, Finding
from annotator.formats.errors import FormatError
from annotator.formats.info import FormatInfo, Use
from annotator.formats.interface import Format, ReadOptions, Sink, SourceFile, WriteOptions
from annotator.formats.json_records import (
    OURS,
    Keys,
    OurDocument,
    draft_of,
    facts_of,
    is_ours,
    listed,
    our_cluster,
    our_document,
    our_document_of,
    shaped,
    with_ours,
)
from annotator.formats.losses import Losses
from annotator.formats.projection import (
    free_of_clusters,
    is_entity,
    is_event,
    without_relations,
)
from annotator.formats.records import Record, attempt, line_of, read_lines, record_of
from annotator.formats.word_options import TOKENIZER, WORDS
from annotator.formats.word_text import ReadWords, WrittenWords
from annotator.formats.worded_events import (
    PIECES,
    arguments_of,
    filled_by_entities,
    members_of,
    mention_type,
    worded,
)
from annotator.formats.worded_mentions import MentionReading, entity_record, event_record
from annotator.model.annotation import Argument, Cluster, Kind, Mention
from annotator.model.ids import MentionId

WIKIEVENTS: Final = FormatInfo(
    "wikievents",
    "WikiEvents documents and coreference (JSON lines)",
    (".jsonl", ".wikievents.jsonl"),
    frozenset({Use.READ, Use.WRITE}),
    "word",
    carries=(
        "words, sentences and the text between them",
        "nested and overlapping mentions",
        "events with arguments of any sentence",
        "clusters of entities",
        "attributes and notes (in a field of ours)",
    ),
    loses=(
        "parts of words and all but one piece of a mention",
        "events as fillers, clusters of events",
        "relations, comments and meta",
    ),
    companions=(".jsonlines",),
    is_folder=True,
    one_layer=True,
)

_DOCUMENTS, _COREFERENCE = "data.jsonl", "data.jsonlines"


# -- what it can carry


def project(entry: Entry, options: WriteOptions, losses: Losses) -> Entry | None:
    """Mentions of whole words, entities as fillers, and clusters of entities."""
    made = worded(entry, options, losses)
    if made is None:
        return None
    made = free_of_clusters(without_relations(made, losses), is_event, losses)
    return filled_by_entities(made, losses)


# -- writing


def write(entries: Iterable[Entry], sink: Sink, options: WriteOptions) -> None:
    """A line a document in each of two files."""
    keys = Keys()
    with sink.open(_DOCUMENTS) as documents, sink.open(_COREFERENCE) as coreference:
        for entry in entries:
            document = _Document(entry, keys.of(entry), options)
            documents.write(line_of(document.record()))
            coreference.write(line_of(document.clusters()))


class _Document:
    """One document on its way out."""

    def __init__(self, entry: Entry, key: str, options: WriteOptions) -> None:
        self._entry = entry
        self._key = key
        self._options = options
        self._words = WrittenWords.of(entry, options)
        contents = entry.contents
        self._mentions = contents.mentions if contents is not None else ()
        self._arguments = arguments_of(contents)
        self._texts = {mention.id: self._words.told(mention.span) for mention in self._mentions}
        self._clusters = contents.clusters if contents is not None else ()
        self._ids: dict[MentionId, str] = {}
        for kind, letter in ((Kind.ENTITY, "T"), (Kind.EVENT, "E")):
            mine = (mention for mention in self._mentions if mention.kind is kind)
            self._ids |= {mention.id: f"{key}-{letter}{number}" for number, mention in enumerate(mine, 1)}

    def record(self) -> Record:
        """The document."""
        count = range(len(self._words.sentences))
        return {
            "doc_id": self._key,
            "tokens": self._words.all_words(),
            "text": self._entry.text,
            "sentences": [[self._sentence(number), self._words.text_of(number)] for number in count],
            "entity_mentions": [self._entity(m) for m in self._mentions if is_entity(m)],
            "event_mentions": [self._event(m) for m in self._mentions if is_event(m)],
            "relation_mentions": [],
            OURS: our_document(self._entry, self._words),
        }

    def _sentence(self, number: int) -> list[tuple[str, int, int]]:
        return [(self._entry.text[start:end], start, end) for start, end in self._words.sentences[number]]

    def _place(self, mention: Mention) -> Record:
        start, end = self._words.numbers(mention.span.hull)
        sentence = self._words.sentence_of(mention.span)
        return {"text": self._words.told(mention.span), "start": start, "end": end, "sent_idx": sentence}

    def _entity(self, mention: Mention) -> Record:
        ids = {"id": self._ids[mention.id]}
        return entity_record(ids, mention, self._place(mention), self._options.scheme)

    def _event(self, mention: Mention) -> Record:
        arguments = (self._argument(argument) for argument in self._arguments.get(mention.id, ()))
        return event_record(self._ids[mention.id], mention, self._place(mention), arguments)

    def _argument(self, argument: Argument) -> Record:
        filler = argument.filler
        record = {"entity_id": self._ids[filler], "role": argument.role, "text": self._texts[filler]}
        return with_ours(record, argument.attributes)

    def clusters(self) -> Record:
        """The line of coreference."""
        members = members_of(self._mentions)
        known = {cluster.id: cluster for cluster in self._clusters}
        facts = {str(number): our_cluster(known.get(id_)) for number, id_ in enumerate(members)}
        return {
            "doc_key": self._key,
            "clusters": [[self._ids[mention.id] for mention in mentions] for mentions in members.values()],
            "informative_mentions": [self._telling(known.get(id_), found) for id_, found in members.items()],
            OURS: OurDocument(clusters=facts),
        }

    def _telling(self, cluster: Cluster | None, members: list[Mention]) -> str:
        """The mention that tells most: the one that somebody chose, else the longest of the names, else of all."""
        chosen = [m for m in members if cluster is not None and m.id == cluster.representative]
        names = [m for m in members if mention_type(m.attributes, self._options.scheme) == "NAM"]
        return self._words.told(max(chosen or names or members, key=lambda m: len(m.span)).span)


# -- reading


def read(source: SourceFile, options: ReadOptions) -> Finding:
    """A document a line, with what the file of coreference beside it says."""
    name = source.name.rpartition("/")[2]
    beside = source.beside(f"{name.removesuffix('.jsonl')}.jsonlines") if name.endswith(".jsonl") else None
    clusters: dict[str, Record | str] = {}
    for number, _read, raw in beside.lines() if beside is not None else ():
        try:
            record = record_of(raw)
            clusters[str(record.get("doc_key"))] = record
        except FormatError as error:
            clusters.setdefault("", f"{beside.name if beside else ''}, line {number}: {error.message}")
    yield from read_lines(source, partial(_drafts, options, clusters))


def _drafts(options: ReadOptions, clusters: dict[str, Record | str], record: Record, _line: int) -> Iterator[Draft]:
    doc_id = str(record.get("doc_id", ""))
    said = our_document_of(record, OurDocument)
    words = _words(record, said)
    draft = draft_of(doc_id, words, said, options.annotator)
    trouble = clusters.pop("", None)
    if isinstance(trouble, str):
        draft.skip(trouble)
    reading = _Reading(draft, words, options, is_ours=is_ours(record))
    reading.read(record)
    found = clusters.get(doc_id)
    if isinstance(found, dict):
        reading.clusters(found)
    yield draft


def _words(record: Record, said: OurDocument) -> ReadWords:
    """The words; what is between them from us, else from the text of each sentence."""
    sentences: list[list[str]] = []
    spacing = list(said.spacing)
    for value in shaped(list[tuple[list[Any], str]], record.get("sentences")):
        words = [shaped(str, word[0]) if isinstance(word, list) and word else "" for word in value[0]]
        sentences.append(words)
        if not is_ours(record):
            spacing.append(_spacing(words, value[1]))
    if not any(map(any, sentences)):
        raise FormatError("There are no sentences of words.")
    return ReadWords(sentences, spacing, said.before)


def _spacing(words: list[str], text: str) -> dict[str, str]:
    """What stands between words in a sentence; nothing where they are not all in it."""
    found, at = {}, 0
    for number, word in enumerate(words):
        place = text.find(word, at)
        if place < 0:
            return {}
        if number and text[at:place] != " ":
            found[str(number - 1)] = text[at:place]
        at = place + len(word)
    return found


class _Reading:
    """Turns the records of a document into those of a draft."""

    def __init__(self, draft: Draft, words: ReadWords, options: ReadOptions, *, is_ours: bool) -> None:
        self._draft = draft
        self._mentions = MentionReading(draft, words, options, is_ours=is_ours)

    def read(self, record: Record) -> None:
        """Mentions, then what joins them."""
        self._mentions.read(record)
        self._mentions.arguments(record)
        relations = listed(record, "relation_mentions", self._draft)
        if relations:
            self._draft.skip(f"relation_mentions: Relations of this format are not read; there are {len(relations)}.")
        self._mentions.facts.close()

    def clusters(self, record: Record) -> None:
        """What the file of coreference says of the document; the mention that tells most names a cluster."""
        said = our_document_of(record, OurDocument)
        names = record.get("informative_mentions")
        for number, value in enumerate(listed(record, "clusters", self._draft)):
            facts = facts_of(said, str(number))
            if not is_ours(record) and isinstance(names, list) and number < len(names):
                facts["name"] = " ".join(str(names[number]).split())
            attempt(self._draft, f"clusters {number}", partial(self._cluster, number, value, facts))

    def _cluster(self, number: int, value: Any, facts: dict[str, Any]) -> None:
        self._draft.cluster(f"cluster {number}", shaped(list[str], value), **facts)


def looks_like(head: bytes) -> bool:
    """Whether a file begins with a document that is told in words and not, as OneIE's, a sentence."""
    return b'"doc_id"' in head and b'"tokens"' in head and not (b'"sent_id"' in head or b'"wnd_id"' in head)


FORMAT: Final = Format(WIKIEVENTS, read, project, write, looks_like, (), (WORDS, PIECES, TOKENIZER))
