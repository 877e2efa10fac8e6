"""Columns of words and tags as in the shared tasks of CoNLL 2002 and 2003: a word a line, then a blank line.

The text itself is not in such a file: what is between words is lost, and so are nested and discontinuous mentions.
Documents are told apart by `-DOCSTART-` lines. Files of others have columns of all kinds; which one holds the words and
which the tags can be chosen.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from annotator.formats.drafting import shown
from annotator.formats.entry import Entry, Fault, Finding, Found
from annotator.formats.errors import FormatError
from annotator.formats.info import FormatInfo, Use
from annotator.formats.interface import Format, Option, ReadOptions, Sink, SourceFile, WriteOptions
from annotator.formats.tagging import is_tag
from annotator.formats.text_lines import text_lines
from annotator.formats.tokens import as_words, draft_of, tags_of
from annotator.formats.word_options import MENTIONS, OVERLAP, TAGS, TOKENIZER, WORDS

_LOSES = (
    "the spacing between words",
    "nested, overlapping and discontinuous mentions",
    "parts of words",
    "events with their arguments (triggers alone can be written)",
    "relations, clusters, attributes, notes, comments and decisions",
    "titles, languages and meta, the tokenizer’s name",
)
CONLL2003: Final = FormatInfo(
    "conll2003",
    "CoNLL-2003 columns",
    (".conll", ".conll2003", ".bio", ".iob", ".iob2", ".bioes"),
    frozenset({Use.READ, Use.WRITE}),
    carries=("words and sentences", "flat mentions of whole words"),
    loses=_LOSES,
    one_layer=True,
)
CONLL2002: Final = replace(CONLL2003, id="conll2002", title="CoNLL-2002 columns", suffixes=(".conll2002",))

WORD_COLUMN: Final = Option(
    "word-column", "Column of words", (("1", "the first"), ("2", "the second"), ("3", "the third"))
)
TAG_COLUMN: Final = Option(
    "tag-column", "Column of tags", (("last", "the last"), ("2", "the second"), ("3", "the third"), ("4", "the fourth"))
)

_START = "-DOCSTART-"


# -- writing


def _write_2003(entries: Iterable[Entry], sink: Sink, options: WriteOptions) -> None:
    _write(entries, sink, options, f"{_START} -X- O O", " -X- _ ")


def _write_2002(entries: Iterable[Entry], sink: Sink, options: WriteOptions) -> None:
    _write(entries, sink, options, f"{_START} O", " ")


def _write(entries: Iterable[Entry], sink: Sink, options: WriteOptions, start: str, between: str) -> None:
    with sink.open() as file:
        for entry in entries:
            lines = [start, ""]
            for words, found in tags_of(entry, TAGS.chosen(options.choices)):
                lines += [f"{word}{between}{tag}" for word, tag in zip(words, found, strict=True)]
                lines.append("")
            file.write("".join(f"{made}\n" for made in lines).encode())


# -- reading


def read(source: SourceFile, options: ReadOptions) -> Finding:
    """The documents of a file: one, or as many as it has `-DOCSTART-` lines."""
    for number, (first, sentences) in enumerate(_documents(_rows(source, options)), 1):
        try:
            yield Found(_entry(source, number, sentences, options), (), first, source.size)
        except FormatError as error:
            yield Found(None, (Fault(error.message, first),), first, source.size)


Row = tuple[int, str, str]
"""Line, word and tag; an empty word ends a sentence."""
Word = tuple[str, str]
"""Word and tag."""


def _rows(source: SourceFile, options: ReadOptions) -> Iterator[Row]:
    word_at = int(WORD_COLUMN.chosen(options.choices)) - 1
    chosen = TAG_COLUMN.chosen(options.choices)
    said = -1 if chosen == "last" else int(chosen) - 1
    for number, line in text_lines(source):
        if not line or line.isspace():
            yield number, "", ""
            continue
        columns = line.split("\t") if "\t" in line else line.split()
        if columns[0] == _START:
            yield number, _START, ""
            continue
        if line[0] == "#" and line.startswith("# ") and not is_tag(columns[-1]):
            continue
        tag_at = len(columns) - 1 if said < 0 else said
        if word_at >= len(columns) or tag_at >= len(columns) or word_at == tag_at:
            raise FormatError(f"Line {number} has {len(columns)} columns: “{shown(line)}”. Are these columns of words?")
        yield number, columns[word_at].strip(), columns[tag_at].strip()


def _documents(rows: Iterable[Row]) -> Iterator[tuple[int, list[list[Word]]]]:
    """Sentences of each document, with its first line."""
    first, sentences, sentence = 1, list[list[Word]](), list[Word]()
    for line, word, tag in rows:
        if word and word != _START:
            sentence.append((word, tag))
            continue
        if sentence:
            sentences.append(sentence)
            sentence = []
        if word == _START:
            if sentences:
                yield first, sentences
            first, sentences = line, []
    if sentence:
        sentences.append(sentence)
    if sentences:
        yield first, sentences


def _entry(source: SourceFile, number: int, sentences: Sequence[Sequence[Word]], options: ReadOptions) -> Entry:
    return draft_of(sentences, options, key=f"{source.name}\n{number}", annotator=options.annotator).entry()


_READ = (WORD_COLUMN, TAG_COLUMN)
_WRITTEN = (TAGS, MENTIONS, WORDS, OVERLAP, TOKENIZER)
FORMATS: Final = (
    Format(CONLL2003, read, as_words, _write_2003, None, _READ, _WRITTEN),
    Format(CONLL2002, read, as_words, _write_2002, None, _READ, _WRITTEN),
)
