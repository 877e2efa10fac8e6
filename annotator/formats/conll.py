"""Columns of words and tags as in the shared tasks of CoNLL 2002 and 2003: a word a line, then a blank line.

The text itself is not in such a file: what is between words is lost, and so are nested and discontinuous mentions.
Documents are told apart by `-DOCSTART-` lines. Files of others have columns of all kinds, see `conll_columns`; which
one holds the words and which the tags can be chosen. A line without a tag is outside, and that is said.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from typing import Any, Final, NamedTuple

from annotator.formats.conll_columns import TAG_COLUMN, WORD_COLUMN, Columns, Row, add_layers, strays, told
from annotator.formats.drafting import Draft, shown
from annotator.formats.entry import Entry, Fault, Finding, Found, Severity
from annotator.formats.errors import FormatError
from annotator.formats.info import FormatInfo, Use
from annotator.formats.interface import Format, ReadOptions, Sink, SourceFile, WriteOptions
from annotator.formats.tagging import OUTSIDE, is_tag
from annotator.formats.text_lines import Lines, text_lines
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

_START = "-DOCSTART-"
_TELLING = 20_000
"""By how many rows the columns are told."""


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


class _Sentence(NamedTuple):
    """Lines, and the words of them with their tags, each one tag or several; no lines where a document begins."""

    first: int
    lines: list[int]
    words: list[tuple[str, Any]]


def read(source: SourceFile, options: ReadOptions) -> Finding:
    """The documents of a file: one, or as many as it has `-DOCSTART-` lines.

    Raises:
        FormatError: If most of its first lines have no tag.
    """
    lines = iter(text_lines(source))
    first_lines = list(islice(lines, _TELLING))
    columns = told(list(_rows(first_lines)), options.choices)
    reading = _Reading(columns)
    for number, (first, sentences) in enumerate(_documents(reading.sentences(chain(first_lines, lines))), 1):
        faults = reading.taken()
        try:
            draft = _draft(source, number, sentences, options, columns)
            yield Found(draft.entry(), (*faults, *draft.faults), first, source.size)
        except FormatError as error:
            yield Found(None, (*faults, Fault(error.message, first)), first, source.size)


def _columns(line: str) -> list[str]:
    return line.split("\t") if "\t" in line else line.split()


def _is_comment(line: str, columns: Sequence[str]) -> bool:
    return line.startswith("# ") and not is_tag(columns[-1])


def _rows(lines: Lines) -> Iterator[Row]:
    """Lines in columns, without comments and beginnings."""
    for number, line in lines:
        columns = _columns(line)
        if not line.strip():
            yield Row(number, ())
        elif not line.startswith(_START) and not _is_comment(line, columns):
            yield Row(number, columns)


class _Reading:
    """From lines to sentences; keeps what is wrong with them."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._word = columns.word
        self._tag = columns.flat
        self._faults: list[Fault] = []

    def taken(self) -> list[Fault]:
        """What was wrong since this was last asked."""
        found, self._faults = self._faults, []
        return found

    def sentences(self, lines: Lines) -> Iterator[_Sentence]:
        """Sentences, and an empty one where a document begins."""
        word, tag, least = self._word, self._tag, self._columns.least
        numbers, words = list[int](), list[tuple[str, Any]]()
        for number, line in lines:
            is_start = line[:1] == "-" and line.startswith(_START)
            if not line or line.isspace() or is_start:
                if words:
                    yield _Sentence(numbers[0], numbers, words)
                    numbers, words = [], []
                if is_start:
                    yield _Sentence(number, [], [])
                continue
            columns = line.split("\t") if "\t" in line else line.split()
            if line[0] == "#" and _is_comment(line, columns):
                continue
            numbers.append(number)
            if tag is not None and len(columns) >= least:
                words.append((columns[word].strip() or "_", columns[tag].strip()))
            else:
                words.append(self._strange(number, columns))
        if words:
            yield _Sentence(numbers[0], numbers, words)

    def _strange(self, number: int, columns: Sequence[str]) -> tuple[str, Any]:
        """A word with several tags, or with none."""
        said = columns[self._word].strip() if self._word < len(columns) else ""
        word = said or columns[0].strip() or "_"
        tags = self._columns.tags_in(columns)
        if tags is None:
            reason = f"“{shown(word)}” has no tag; it was read as outside."
            self._faults.append(Fault(reason, number, Severity.BENT))
        return word, OUTSIDE if self._tag is not None else tags or [OUTSIDE] * len(self._columns.tags)


def _documents(sentences: Iterable[_Sentence]) -> Iterator[tuple[int, list[_Sentence]]]:
    """Sentences of each document, with its first line."""
    first, found = 1, list[_Sentence]()
    for sentence in sentences:
        if sentence.lines:
            found.append(sentence)
            continue
        if found:
            yield first, found
        first, found = sentence.first, []
    if found:
        yield first, found


def _draft(
    source: SourceFile, number: int, sentences: Sequence[_Sentence], options: ReadOptions, columns: Columns
) -> Draft:
    facts = {"key": f"{source.name}\n{number}", "annotator": options.annotator}
    if columns.flat is not None:
        draft = draft_of([sentence.words for sentence in sentences], options, **facts)
        _say_strays(draft, sentences)
        return draft
    draft = draft_of([[(word, OUTSIDE) for word, _tags in s.words] for s in sentences], options, **facts)
    add_layers(draft, [sentence.words for sentence in sentences], options.scheme, ragged=columns.ragged)
    draft.bend(
        f"{len(columns.tags)} columns hold tags; labels of all of them were read. The option tag-column says which."
    )
    return draft


def _say_strays(draft: Draft, sentences: Sequence[_Sentence]) -> None:
    found = strays([[tag for _word, tag in sentence.words] for sentence in sentences])
    if found:
        sentence, word = found[0]
        draft.bend(
            f"{len(found)} labels do not begin or end as tags of this kind must, the first in this line; each was read "
            "as one by itself.",
            sentences[sentence].lines[word],
        )


_READ = (WORD_COLUMN, TAG_COLUMN)
_WRITTEN = (TAGS, MENTIONS, WORDS, OVERLAP, TOKENIZER)
FORMATS: Final = (
    Format(CONLL2003, read, as_words, _write_2003, None, _READ, _WRITTEN),
    Format(CONLL2002, read, as_words, _write_2002, None, _READ, _WRITTEN),
)
