"""Columns of words and tags as in the shared tasks of CoNLL 2002 and 2003: a word a line, then a blank line.

The text itself is not in such a file: what is between words is lost, and so are nested and discontinuous mentions.
Documents are told apart by `-DOCSTART-` lines. Files of others have columns of all kinds; which one holds the words and
which the tags can be chosen.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from annotator.formats import text_files
from annotator.formats.drafting import Draft, shown
from annotator.formats.entry import Entry, Fault, Finding, Found
from annotator.formats.errors import FormatError
from annotator.formats.info import FormatInfo, Use
from annotator.formats.interface import Format, Option, ReadOptions, Sink, SourceFile, WriteOptions
from annotator.formats.losses import Losses
from annotator.formats.plain_links import kind_of
from annotator.formats.projection import continuous, flat, to_words
from annotator.formats.tagging import Chunk, chunks, is_tag, tags
from annotator.formats.tokens import bare, retold, sentences_of
from annotator.formats.word_options import MENTIONS, OVERLAP, TAGS, WORDS, of_kind
from annotator.model.span import Range, Span

_LOSES = (
    "the spacing between words",
    "nested, overlapping and discontinuous mentions",
    "parts of words",
    "events with their arguments (triggers alone can be written)",
    "relations, clusters, attributes, notes, comments and decisions",
    "titles, languages and meta",
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


# -- what such columns can carry


def project(entry: Entry, options: WriteOptions, losses: Losses) -> Entry | None:
    """Flat mentions of whole words, in a text of words with one blank between them."""
    if entry.contents is None:
        return None
    entry = of_kind(entry, MENTIONS.chosen(options.choices), losses)
    entry = continuous(bare(entry, losses), losses)
    words = options.words(entry.text, entry.document.language)
    entry = to_words(entry, words, losses, WORDS.chosen(options.choices))
    entry = flat(entry, losses, OVERLAP.chosen(options.choices))
    sentences = sentences_of(entry, words, options.sentences(entry.text, entry.document.language))
    return retold(entry, sentences, losses)


# -- writing


def _write_2003(entries: Iterable[Entry], sink: Sink, options: WriteOptions) -> None:
    _write(entries, sink, options, f"{_START} -X- O O", "{word} -X- _ {tag}")


def _write_2002(entries: Iterable[Entry], sink: Sink, options: WriteOptions) -> None:
    _write(entries, sink, options, f"{_START} O", "{word} {tag}")


def _write(entries: Iterable[Entry], sink: Sink, options: WriteOptions, start: str, line: str) -> None:
    with sink.open() as file:
        for entry in entries:
            lines = [start, ""]
            for words, found in _tagged(entry, TAGS.chosen(options.choices)):
                lines += [line.format(word=word, tag=tag) for word, tag in zip(words, found, strict=True)]
                lines.append("")
            file.write("".join(f"{made}\n" for made in lines).encode())


def _tagged(entry: Entry, scheme: str) -> Iterator[tuple[list[str], list[str]]]:
    """Words and tags of each sentence of a projected entry."""
    mentions = list(entry.contents.mentions) if entry.contents is not None else []
    at = 0
    for sentence in entry.text.split("\n"):
        words = sentence.split(" ")
        starts = {at: 0}
        ends = {}
        place = at
        for number, word in enumerate(words):
            starts[place] = number
            ends[place + len(word)] = number
            place += len(word) + 1
        mine = [m for m in mentions if at <= m.span.start < place]
        found = [Chunk(starts[m.span.start], ends[m.span.end], m.label) for m in mine]
        yield words, tags(len(words), found, scheme)
        at += len(sentence) + 1


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


def _rows(source: SourceFile, options: ReadOptions) -> Iterator[Row]:
    word_at = int(WORD_COLUMN.chosen(options.choices)) - 1
    chosen = TAG_COLUMN.chosen(options.choices)
    text = text_files.decode(source.read()).text
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            yield number, "", ""
            continue
        columns = line.split("\t") if "\t" in line else line.split()
        if columns[0] == _START:
            yield number, _START, ""
            continue
        if line.startswith("# ") and not is_tag(columns[-1]):
            continue
        tag_at = len(columns) - 1 if chosen == "last" else int(chosen) - 1
        if max(word_at, tag_at) >= len(columns) or word_at == tag_at:
            raise FormatError(f"Line {number} has {len(columns)} columns: “{shown(line)}”. Are these columns of words?")
        yield number, columns[word_at].strip(), columns[tag_at].strip()


def _documents(rows: Iterable[Row]) -> Iterator[tuple[int, list[list[Row]]]]:
    """Sentences of each document, with its first line."""
    first, sentences, sentence = 1, [], list[Row]()
    for row in rows:
        if row[1] and row[1] != _START:
            sentence.append(row)
            continue
        if sentence:
            sentences.append(sentence)
            sentence = []
        if row[1] == _START:
            if sentences:
                yield first, sentences
            first, sentences = row[0], []
    if sentence:
        sentences.append(sentence)
    if sentences:
        yield first, sentences


def _entry(source: SourceFile, number: int, sentences: Sequence[Sequence[Row]], options: ReadOptions) -> Entry:
    text = "\n".join(" ".join(word for _line, word, _tag in sentence) for sentence in sentences)
    draft = Draft(text, "", key=f"{source.name}\n{number}", annotator=options.annotator)
    at = 0
    for sentence in sentences:
        places: list[Range] = []
        for _line, word, _tag in sentence:
            places.append((at, at + len(word)))
            at += len(word) + 1
        for chunk in chunks([tag for _line, _word, tag in sentence]):
            kind = kind_of(chunk.label, options.scheme)
            draft.mention(kind, chunk.label, Span.of(places[chunk.first][0], places[chunk.last][1]))
    return draft.entry()


_READ = (WORD_COLUMN, TAG_COLUMN)
_WRITTEN = (TAGS, MENTIONS, WORDS, OVERLAP)
FORMATS: Final = (
    Format(CONLL2003, read, project, _write_2003, None, _READ, _WRITTEN),
    Format(CONLL2002, read, project, _write_2002, None, _READ, _WRITTEN),
)
