"""MAVEN-ERE: JSON lines of events with temporal, causal and subevent relations (Wang et al. 2022, EMNLP).

Words count from 0 in each sentence, the end is not included. Relations join events, which are clusters of mentions, and
times (`TIMEX`); our field says which mentions they join. Files of MAVEN itself (`content`) are read, too.

Sources: https://github.com/THU-KEG/MAVEN-ERE and MAVEN-Argument (READMEs); https://github.com/THU-KEG/MAVEN-dataset.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, Final

import msgspec

from annotator.formats.drafting import Draft, shown, span_of
from annotator.formats.entry import Entry, Finding
from annotator.formats.errors import FormatError
from annotator.formats.info import FormatInfo, Use
from annotator.formats.interface import Format, Option, ReadOptions, Sink, SourceFile, WriteOptions
from annotator.formats.json_records import (
    OURS,
    Keys,
    OurDocument,
    draft_of,
    is_ours,
    listed,
    our_document,
    our_document_of,
    sentences_of_words,
    shaped,
    take_ours,
    with_more,
    with_ours,
)
from annotator.formats.losses import Loss, Losses
from annotator.formats.maven_things import ThingReading, Things, say_negative, take_title, type_id
from annotator.formats.projection import (
    free_of_clusters,
    is_entity,
    is_event,
    keep_mentions,
    keep_relations,
    without_arguments,
)
from annotator.formats.records import Record, an_id, attempt, line_of, read_lines
from annotator.formats.word_options import TOKENIZER, WORDS
from annotator.formats.word_text import ReadWords, WrittenWords
from annotator.formats.worded_events import PIECES, Facts, worded
from annotator.model.annotation import Kind, Mention, Relation
from annotator.model.ids import MentionId
from annotator.model.span import Span

MAVEN_ERE: Final = FormatInfo(
    "maven-ere",
    "MAVEN-ERE documents (JSON lines)",
    (".maven-ere.jsonl", ".maven-ere", ".jsonl", ".json"),
    frozenset({Use.READ, Use.WRITE}),
    "word",
    carries=(
        "words, sentences and the text between them",
        "events and their clusters",
        "times (entities with a label such as DATE or TIME)",
        "temporal, causal and subevent relations",
        "attributes and notes (in a field of ours)",
    ),
    loses=(
        "parts of words and all but one piece of a mention",
        "entities that are no times, and clusters of times",
        "arguments",
        "other relations, comments and meta",
    ),
    one_layer=True,
)
NEGATIVE: Final = Option(
    "negative",
    "Words that are no triggers",
    (("none", "are not listed"), ("words", "are listed, each word with a letter")),
)

_TEMPORAL = ("BEFORE", "OVERLAP", "CONTAINS", "SIMULTANEOUS", "ENDS-ON", "BEGINS-ON")
_CAUSAL = ("CAUSE", "PRECONDITION")
_SUBEVENT = "SUBEVENT"
_GROUPS = {
    "temporal_relations": _TEMPORAL,
    "causal_relations": _CAUSAL,
}
_OLDER = {
    "temporal_relations": "temporal_event_relation",
    "causal_relations": "causal_relation",
    "subevent_relations": "subevent_relation",
}
_TIMES = {"TIME", "DATE", "DURATION", "SET", "TIMEX", "TIMEX3", "PREPOSTEXP", "QUANTIFIER"}


class _OurRelation(msgspec.Struct, omit_defaults=True):
    """A relation between mentions."""

    label: str
    source: str
    target: str
    attributes: dict[str, str | bool | int | float] = msgspec.field(default_factory=dict)


class _OurDocument(OurDocument, omit_defaults=True):
    """What we say of a document."""

    relations: list[_OurRelation] = msgspec.field(default_factory=list)


def _plain(label: str) -> str:
    """A relation's label as these files write it."""
    name = label.rpartition(".")[2].upper().replace("_", "-").replace(" ", "-")
    return _SUBEVENT if name == "SUB-EVENT" else name


def _is_time(mention: Mention) -> bool:
    return is_entity(mention) and mention.label.rpartition(".")[2].upper() in _TIMES


# -- what it can carry


def project(entry: Entry, options: WriteOptions, losses: Losses) -> Entry | None:
    """Events and times of whole words, with those relations that these files know."""
    entry = without_arguments(entry, losses)
    entry = keep_mentions(entry, lambda mention: is_event(mention) or _is_time(mention), Loss.ENTITY, losses)
    made = worded(free_of_clusters(entry, is_entity, losses), options, losses)
    if made is None or made.contents is None:
        return made
    things = Things(made, "")
    mentions = {mention.id: mention for mention in made.contents.mentions}

    def is_told(relation: Relation) -> bool:
        ends = mentions[relation.source], mentions[relation.target]
        name = _plain(relation.label)
        is_known = name in _TEMPORAL or (name in (*_CAUSAL, _SUBEVENT) and all(map(is_event, ends)))
        return is_known and things.of[ends[0].id] is not things.of[ends[1].id]

    return keep_relations(made, is_told, losses)


# -- writing


def write(entries: Iterable[Entry], sink: Sink, options: WriteOptions) -> None:
    """A line a document."""
    keys = Keys()
    with sink.open() as file:
        for entry in entries:
            file.write(line_of(_Document(entry, keys.of(entry), options).record()))


class _Document:
    """One document on its way out."""

    def __init__(self, entry: Entry, key: str, options: WriteOptions) -> None:
        self._entry = entry
        self._key = key
        self._options = options
        self._words = WrittenWords.of(entry, options)
        self._things = Things(entry, key)
        contents = entry.contents
        self._mentions = contents.mentions if contents is not None else ()
        self._relations = contents.relations if contents is not None else ()

    def record(self) -> Record:
        """All of it."""
        count = len(self._words.sentences)
        times = [mention for mention in self._mentions if is_entity(mention)]
        return {
            "id": self._key,
            "title": self._entry.document.title,
            "tokens": self._words.all_sentences(),
            "sentences": [self._words.text_of(number) for number in range(count)],
            "events": [
                {
                    **self._things.record(thing, "trigger_word", self._place),
                    "type_id": type_id(self._options.scheme, thing.label),
                }
                for thing in self._things.all(Kind.EVENT)
            ],
            "TIMEX": [self._time(mention) for mention in times],
            **self._joined(),
            "negative_triggers": self._negative() if NEGATIVE.chosen(self._options.choices) == "words" else [],
            OURS: self._ours(),
        }

    def _place(self, mention: Mention) -> Record:
        sentence = self._words.sentence_of(mention.span)
        start, end = (word - self._words.firsts[sentence] for word in self._words.numbers(mention.span.hull))
        return {"text": self._words.told(mention.span), "sent_id": sentence, "offset": [start, end]}

    def _time(self, mention: Mention) -> Record:
        place = self._place(mention)
        record = {
            "id": self._things.ids[mention.id],
            "mention": place["text"],
            "type": mention.label,
            "sent_id": place["sent_id"],
            "offset": place["offset"],
        }
        return with_ours(record, mention.attributes, mention.note)

    def _end(self, id_: MentionId) -> str:
        """An event, or the mention of a time."""
        thing = self._things.of[id_]
        return thing.id if is_event(thing.mentions[0]) else self._things.ids[id_]

    def _joined(self) -> Record:
        """Relations of events and times, each once."""
        pairs: dict[str, dict[tuple[str, str], None]] = {}
        for relation in self._relations:
            pair = self._end(relation.source), self._end(relation.target)
            pairs.setdefault(_plain(relation.label), {})[pair] = None
        groups: Record = {
            group: {name: list(pairs.get(name, ())) for name in names} for group, names in _GROUPS.items()
        }
        return {**groups, "subevent_relations": list(pairs.get(_SUBEVENT, ()))}

    def _negative(self) -> list[Record]:
        taken = {word for mention in self._mentions for word in range(*self._words.numbers(mention.span.hull))}
        found = []
        for sentence, first in enumerate(self._words.firsts):
            for number, word in enumerate(self._words.words(sentence)):
                if first + number not in taken and any(map(str.isalpha, word)):
                    id_ = f"{self._key}-N{first + number}"
                    offset = [number, number + 1]
                    found.append({"id": id_, "trigger_word": word, "sent_id": sentence, "offset": offset})
        return found

    def _ours(self) -> _OurDocument:
        said = our_document(self._entry, self._words, self._things.clusters)
        ids = self._things.ids
        relations = [_OurRelation(r.label, ids[r.source], ids[r.target], dict(r.attributes)) for r in self._relations]
        return with_more(_OurDocument, said, relations=relations)


# -- reading


def read(source: SourceFile, options: ReadOptions) -> Finding:
    """A document a line."""
    return read_lines(source, partial(_drafts, options))


def _drafts(options: ReadOptions, record: Record, _line: int) -> Iterator[Draft]:
    inner = record.get("doc")
    document = inner if isinstance(inner, dict) else record
    said = our_document_of(record, _OurDocument)
    take_title(said, document)
    words = ReadWords(_sentences(document), said.spacing, said.before)
    draft = draft_of(an_id(document.get("id")), words, said, options.annotator)
    _Reading(draft, words, options, said).read(record)
    yield draft


def _sentences(document: Record) -> list[list[str]]:
    """The words of each sentence; MAVEN itself has them in `content`."""
    if "content" not in document:
        return sentences_of_words(document.get("tokens"))
    content = shaped(list[dict[str, Any]], document["content"])
    return sentences_of_words([sentence.get("tokens") for sentence in content])


class _Reading:
    """Turns the records of a document into those of a draft."""

    def __init__(self, draft: Draft, words: ReadWords, options: ReadOptions, said: _OurDocument) -> None:
        self._draft = draft
        self._words = words
        self._said = said
        self._facts = Facts(draft, options)
        self._things = ThingReading(draft, self._facts, said)

    def read(self, record: Record) -> None:
        """Events and times, then relations."""
        self._things.read(record, "events", Kind.EVENT, "trigger_word", self._span)
        for value in listed(record, "TIMEX", self._draft):
            name = an_id(value.get("id")) if isinstance(value, dict) else ""
            attempt(self._draft, name or "TIMEX", partial(self._time, value))
        if is_ours(record):
            for said in self._said.relations:
                attempt(self._draft, said.label, partial(self._exact, said))
        else:
            self._relations(record)
            self._left_out(record)
        self._things.close()
        self._facts.close()

    def _left_out(self, record: Record) -> None:
        say_negative(record, self._draft)
        candidates = listed(record, "candidates", self._draft)
        if candidates:
            self._draft.skip(f"candidates: They have no type, so they were left out; there are {len(candidates)}.")

    def _span(self, record: Record, text_key: str) -> Span:
        start, end = shaped(tuple[int, int], record.get("offset"))
        sentence, said = shaped(int, record.get("sent_id")), record.get(text_key)
        return span_of(self._words.checked(said if isinstance(said, str) else "", start, end, sentence))

    def _time(self, value: Any) -> None:
        found = shaped(dict[str, Any], value)
        id_ = an_id(found.get("id"))
        label = self._facts.label(shaped(str, found.get("type")))
        self._draft.mention(Kind.ENTITY, label, self._span(found, "mention"), id_)
        take_ours(self._draft, id_, found)
        self._things.mentions.setdefault(id_, [id_])

    def _exact(self, said: _OurRelation) -> None:
        self._draft.relation(said.label, said.source, said.target, attributes=said.attributes)

    def _relations(self, record: Record) -> None:
        for group in (*_GROUPS, "subevent_relations"):
            found = record.get(group, record.get(_OLDER[group]))
            if group == "subevent_relations":
                found = {_SUBEVENT: found}
            if found is not None and not isinstance(found, dict):
                self._draft.skip(f"“{group}” is no object.")
                continue
            for name, pairs in (found or {}).items():
                for pair in listed({name: pairs}, name, self._draft):
                    attempt(self._draft, f"{group}, {name}", partial(self._relation, name, pair))

    def _relation(self, name: str, pair: Any) -> None:
        """Join the first mentions of two events."""
        source, target = map(self._first, shaped(tuple[str, str], pair))
        self._draft.relation(self._facts.relation(_plain(name)), source, target)

    def _first(self, id_: str) -> str:
        members = self._things.mentions.get(id_)
        if not members:
            raise FormatError(f"There is no mention of “{shown(id_)}”.")
        return members[0]


def looks_like(head: bytes) -> bool:
    """Whether a file begins with a document of this kind, or one of MAVEN itself."""
    names = (b"TIMEX", b"temporal_relations", b"temporal_event_relation", b"negative_triggers", b"trigger_word")
    is_told = b'"title"' in head and any(b'"%b"' % name in head for name in names)
    return is_told and (b'"tokens"' in head or b'"content"' in head) and b'"document"' not in head


FORMAT: Final = Format(MAVEN_ERE, read, project, write, looks_like, (), (NEGATIVE, WORDS, PIECES, TOKENIZER))
