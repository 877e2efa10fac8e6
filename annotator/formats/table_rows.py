"""Rows as Hugging Face's libraries load them, whatever file they stand in: texts with spans, or words with tags.

A row of spans is a document: `text`, `spans` with `start`, `end` (code points, end excluded), `label` and `text`, and
`relations` between places in that list. A row of words is a sentence: `tokens` and `ner_tags`, numbers of a list of
names or the names themselves; the rows of one `document` stand together.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any, Final, NamedTuple

from annotator.formats.counting import FileText
from annotator.formats.drafting import Draft
from annotator.formats.entry import Entry, Fault, Finding, Found
from annotator.formats.errors import FormatError
from annotator.formats.interface import ReadOptions, WriteOptions
from annotator.formats.plain_links import kind_of, link, links_of
from annotator.formats.records import (
    Record,
    a_list,
    a_number,
    a_text,
    an_id,
    an_object,
    attempt,
    facts_of,
    on_line,
    said_facts,
)
from annotator.formats.tagging import BIOES, OUTSIDE
from annotator.formats.tokens import draft_of, tags_of
from annotator.formats.word_options import MENTIONS, TAGS
from annotator.model.document import UNDETERMINED

ANNOTATOR, DOCUMENT, TOKENS, NER_TAGS, TOKENIZED_BY = "annotator", "document", "tokens", "ner_tags", "tokenizer"

_SPANS = ("spans", "entities")
_SPAN_KNOWN = (*_SPANS, "text", "relations", "id", ANNOTATOR)
_WORD_KNOWN = (TOKENS, NER_TAGS, DOCUMENT, TOKENIZED_BY, "id", ANNOTATOR)

SPANS_CARRY: Final = (
    "texts with title, language and meta",
    "every annotator's layer",
    "nested, overlapping and sub-word mentions",
    "relations, and arguments as relations",
)
SPANS_LOSE: Final = ("discontinuous mentions", "attributes", "clusters", "notes, comments and decisions")


# -- texts with spans


def spans_row(entry: Entry) -> Record:
    """A document as a row; every row has the same columns but for what is known of the document."""
    contents = entry.contents
    mentions = contents.mentions if contents is not None else ()
    places = {mention.id: place for place, mention in enumerate(mentions)}
    spans = [
        {"start": m.span.start, "end": m.span.end, "label": m.label, "text": m.span.text(entry.text)} for m in mentions
    ]
    links = links_of(contents) if contents is not None else ()
    return said_facts(entry.document) | {
        "id": entry.document.id,
        "text": entry.text,
        "spans": spans,
        "relations": [{"label": name, "source": places[a], "target": places[b]} for name, a, b in links],
        ANNOTATOR: contents.layer.annotator if contents is not None else None,
    }


def spans_draft(name: str, options: ReadOptions, row: Record, number: int) -> Iterator[Draft]:
    """The document of a row.

    Raises:
        FormatError: If it has no text, or no list of spans.
    """
    text = FileText(a_text(row.get("text"), "“text”"))
    spans = next((a_list(row[key], f"“{key}”") for key in _SPANS if key in row), None)
    if spans is None:
        raise FormatError("It has no “spans”.")
    said = an_id(row.get(ANNOTATOR))
    draft = Draft(
        text.text,
        key=f"{name}\n{an_id(row.get('id')) or number}",
        annotator=said or (options.annotator if spans else ""),
        **facts_of(row, _SPAN_KNOWN),
    )
    reading = _Reading(draft, text, options)
    for place, span in enumerate(spans):
        attempt(draft, f"Span {place + 1}", partial(reading.span, span, str(place)))
    for place, relation in enumerate(a_list(row.get("relations"), "“relations”"), 1):
        attempt(draft, f"Relation {place}", partial(reading.relation, relation))
    yield draft


class _Reading:
    """From spans and relations of a row to records of a draft."""

    def __init__(self, draft: Draft, text: FileText, options: ReadOptions) -> None:
        self._draft = draft
        self._text = text
        self._scheme = options.scheme

    def span(self, said: Any, key: str) -> None:
        span = an_object(said, "It")
        start, end = a_number(span.get("start"), "Its start"), a_number(span.get("end"), "Its end")
        label = a_text(span.get("label"), "Its label")
        self._draft.mention(kind_of(label, self._scheme), label, self._text.checked(start, end, span.get("text")), key)

    def relation(self, said: Any) -> None:
        relation = an_object(said, "It")
        ends = [str(a_number(relation.get(side), f"Its {side}")) for side in ("source", "target")]
        link(self._draft, self._scheme, a_text(relation.get("label"), "Its label"), ends[0], ends[1])


# -- words with tags


def tag_names(options: WriteOptions) -> list[str]:
    """The names of all tags that a project's scheme can have: the same list for every part of a corpus."""
    kinds = {"entities": ("entity",), "triggers": ("event",), "all": ("entity", "event")}
    prefixes = "BIES" if TAGS.chosen(options.choices) == BIOES else "BI"
    wanted = kinds[MENTIONS.chosen(options.choices)]
    labels = [label.name for label in options.scheme.labels if label.kind in wanted]
    return [OUTSIDE, *(f"{prefix}-{label}" for label in labels for prefix in prefixes)]


def word_rows(entry: Entry, options: WriteOptions, names: Sequence[str]) -> Iterator[Record]:
    """The sentences of an entry that was retold, as rows with numbers of tags."""
    numbers = {name: number for number, name in enumerate(names)}
    contents = entry.contents
    facts: Record = {DOCUMENT: entry.document.id, ANNOTATOR: contents.layer.annotator if contents is not None else None}
    if entry.document.language != UNDETERMINED:
        facts["language"] = entry.document.language
    facts[TOKENIZED_BY] = options.tokenizer
    for place, (words, tags) in enumerate(tags_of(entry, TAGS.chosen(options.choices))):
        yield {"id": f"{entry.document.id}-{place}", TOKENS: words, NER_TAGS: [numbers[tag] for tag in tags]} | facts


class Sentence(NamedTuple):
    """A row of words, taken apart.

    Attributes:
        line: Of the file, from 1.
        document: What tells its document from others; `None` for one of its own.
        row: All of it.
        dropped: How many of its tokens hold no character.
    """

    line: int
    document: str | None
    row: Record
    words: list[tuple[str, str]]
    dropped: int


def sentence_of(row: Record, line: int, names: Sequence[str]) -> Sentence:
    """A row of words.

    Raises:
        FormatError: If words and tags are not as many, or a number has no name.
    """
    words = [a_text(word, "A token") for word in a_list(row.get(TOKENS), f"“{TOKENS}”")]
    said = a_list(row.get(NER_TAGS, row.get("tags")), f"“{NER_TAGS}”")
    if not words or len(words) != len(said):
        raise FormatError(f"It has {len(words)} tokens and {len(said)} tags.")
    tagged = [(" ".join(word.split("\n")), _tag(tag, names)) for word, tag in zip(words, said, strict=True)]
    kept = [pair for pair in tagged if pair[0]]
    found = an_id(row.get(DOCUMENT))
    return Sentence(line, f"{found}\n{an_id(row.get(ANNOTATOR))}" if found else None, row, kept, len(words) - len(kept))


def _tag(said: Any, names: Sequence[str]) -> str:
    if isinstance(said, str):
        return said
    number = a_number(said, "A tag")
    if number >= len(names):
        there = f"{len(names)} names" if names else "none"
        raise FormatError(f"The tag {number} has no name: the list of labels beside the file has {there}.")
    return names[number]


def read_sentences(name: str, options: ReadOptions, rows: Iterable[Sentence | Fault]) -> Finding:
    """The documents of rows, and the faults of those that could not be read, in order."""
    waiting: list[Sentence] = []
    for row in rows:
        if isinstance(row, Fault):
            yield Found(None, (row,), row.line)
            continue
        if waiting and _document(row) != _document(waiting[0]):
            yield _words_found(name, options, waiting)
            waiting = []
        waiting.append(row)
    if waiting:
        yield _words_found(name, options, waiting)


def _words_found(name: str, options: ReadOptions, sentences: Sequence[Sentence]) -> Found:
    line = sentences[0].line
    try:
        draft = _words_draft(name, options, sentences)
        return Found(draft.entry(), on_line(draft.faults, line), line)
    except FormatError as error:
        return Found(None, (Fault(error.message, line),), line)


def _document(sentence: Sentence) -> str | int:
    return sentence.line if sentence.document is None else sentence.document


def _words_draft(name: str, options: ReadOptions, sentences: Sequence[Sentence]) -> Draft:
    first = sentences[0]
    said = an_id(first.row.get(ANNOTATOR))
    key = f"{name}\n{an_id(first.row.get(DOCUMENT)) or first.line}"
    facts = facts_of(first.row, _WORD_KNOWN)
    words = [sentence.words for sentence in sentences]
    draft = draft_of(words, options, key=key, annotator=said or options.annotator, **facts)
    dropped = sum(sentence.dropped for sentence in sentences)
    if dropped:
        draft.bend(f"{dropped} tokens without a character were left out.")
    return draft
