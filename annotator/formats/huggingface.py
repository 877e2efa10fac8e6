"""JSON Lines as Hugging Face's `datasets` load them (https://huggingface.co/docs/datasets/nlp_load), see `table_rows`.

Of words and tags a folder is written: `data.jsonl`, and `labels.json` with the names of the numbers, because JSON has
no place for them (in Python `Sequence(ClassLabel(names=json.load(open("labels.json"))))`). The names come from the
scheme, so that parts of a corpus that are written apart have the same numbers.
"""

import json
import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, Final

from annotator.formats.entry import Entry, Fault, Finding
from annotator.formats.errors import FormatError
from annotator.formats.info import FormatInfo, Use
from annotator.formats.interface import Format, ReadOptions, Sink, SourceFile, WriteOptions
from annotator.formats.native_lines import MAX_REFUSED
from annotator.formats.plain_links import as_spans
from annotator.formats.records import a_list, a_text, json_of, line_of, read_lines, record_of
from annotator.formats.table_rows import (
    SPANS_CARRY,
    SPANS_LOSE,
    Sentence,
    read_sentences,
    sentence_of,
    spans_draft,
    spans_row,
    tag_names,
    word_rows,
)
from annotator.formats.tokens import as_words
from annotator.formats.word_options import MENTIONS, OVERLAP, TAGS, TOKENIZER, WORDS

WORDS_JSONL: Final = FormatInfo(
    "hf-tokens",
    "Hugging Face words and tags",
    (".jsonl",),
    frozenset({Use.READ, Use.WRITE}),
    "token",
    carries=("words and sentences", "flat mentions of whole words", "every annotator's layer", "languages"),
    loses=(
        "the spacing between words",
        "nested, overlapping and discontinuous mentions",
        "parts of words",
        "events with their arguments (triggers alone can be written)",
        "relations, clusters, attributes, notes, comments and decisions",
        "titles and meta",
    ),
    companions=("labels.json",),
    is_folder=True,
)
SPANS_JSONL: Final = FormatInfo(
    "hf-spans",
    "Hugging Face texts and spans",
    (".jsonl",),
    frozenset({Use.READ, Use.WRITE}),
    "codepoint",
    carries=SPANS_CARRY,
    loses=SPANS_LOSE,
)

_LIST_OF_SPANS = re.compile(rb'"spans"\s*:\s*\[')
DATA, LABELS = "data.jsonl", "labels.json"


# -- words with tags


def _write_words(entries: Iterable[Entry], sink: Sink, options: WriteOptions) -> None:
    names = tag_names(options)
    with sink.open(LABELS) as file:
        file.write(json.dumps(names, ensure_ascii=False, indent=1).encode() + b"\n")
    with sink.open(DATA) as file:
        for entry in entries:
            for row in word_rows(entry, options, names):
                file.write(line_of(row))


def _read_words(source: SourceFile, options: ReadOptions) -> Finding:
    """The documents of a file: rows in a row that name the same one, or each row by itself."""
    return read_sentences(source.name, options, _sentences(source, _names(source)))


def _sentences(source: SourceFile, names: list[str]) -> Iterator[Sentence | Fault]:
    refused = 0
    for number, _so_far, line in source.lines():
        try:
            yield sentence_of(record_of(line), number, names)
        except FormatError as error:
            refused += 1
            yield Fault(error.message, number)
            if refused == number > MAX_REFUSED:
                yield Fault(f"None of the first {number} lines is of this format.")
                return


def _names(source: SourceFile) -> list[str]:
    """The names of the numbers; none if no file beside has them.

    Raises:
        FormatError: If it is no list of names.
    """
    beside = source.beside(LABELS)
    if beside is None:
        return []
    try:
        said: Any = json_of(beside.read())
        return [a_text(name, "A name") for name in a_list(said, "It")]
    except FormatError as error:
        raise FormatError(f"{LABELS}: {error.message}") from error


# -- texts with spans


def _write_spans(entries: Iterable[Entry], sink: Sink, _options: WriteOptions) -> None:
    with sink.open() as file:
        for entry in entries:
            file.write(line_of(spans_row(entry)))


def _read_spans(source: SourceFile, options: ReadOptions) -> Finding:
    return read_lines(source, partial(spans_draft, source.name, options))


def _has_words(head: bytes) -> bool:
    return b'"tokens"' in head and (b'"ner_tags"' in head or b'"tags"' in head)


def _has_spans(head: bytes) -> bool:
    return b'"text"' in head and _LIST_OF_SPANS.search(head) is not None


FORMATS: Final = (
    Format(
        WORDS_JSONL, _read_words, as_words, _write_words, _has_words, (), (TAGS, MENTIONS, WORDS, OVERLAP, TOKENIZER)
    ),
    Format(SPANS_JSONL, _read_spans, as_spans, _write_spans, _has_spans),
)
