"""Parquet as Hugging Face's `datasets` load it: the rows of `table_rows` in columns, by pyarrow.

Words and tags take the names of their numbers along in the way of that library (a `ClassLabel` in the metadata of the
schema), so that `load_dataset("parquet", …)` knows them.
"""

import io
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, BinaryIO, Final

from annotator.formats.drafting import shown
from annotator.formats.entry import Entry, Fault, Finding, Found
from annotator.formats.errors import FormatError
from annotator.formats.extras import needed
from annotator.formats.info import FormatInfo, Use
from annotator.formats.interface import Format, Option, ReadOptions, Sink, SourceFile, WriteOptions
from annotator.formats.losses import Losses
from annotator.formats.plain_links import as_spans
from annotator.formats.records import Record, json_of, on_line
from annotator.formats.table_rows import (
    ANNOTATOR,
    DOCUMENT,
    NER_TAGS,
    SPANS_CARRY,
    SPANS_LOSE,
    TOKENIZED_BY,
    TOKENS,
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

PARQUET: Final = FormatInfo(
    "parquet",
    "Parquet for Hugging Face",
    (".parquet",),
    frozenset({Use.READ, Use.WRITE}),
    "codepoint",
    carries=(*SPANS_CARRY, "or words with tags, and the names of their numbers"),
    loses=SPANS_LOSE,
    extra="parquet",
)
SHAPE: Final = Option("shape", "Rows of", (("spans", "texts with spans"), ("tokens", "words with tags")))

MAX_BYTES = 400_000_000
MAX_UNPACKED = 2_000_000_000

_ROWS = 500
_FEATURES = b"huggingface"
_META, _TITLE, _LANGUAGE = "meta", "title", "language"


# -- what it can carry


def project(entry: Entry, options: WriteOptions, losses: Losses) -> Entry | None:
    """Labelled spans and links, or words with tags."""
    return (as_spans if _has_spans(options) else as_words)(entry, options, losses)


def _has_spans(options: WriteOptions) -> bool:
    return SHAPE.chosen(options.choices) == "spans"


# -- writing


def write(entries: Iterable[Entry], sink: Sink, options: WriteOptions) -> None:
    """One file, some hundred rows at a time.

    Raises:
        FormatError: If pyarrow is missing.
    """
    arrow, parquet = needed("pyarrow", PARQUET.extra), needed("pyarrow.parquet", PARQUET.extra)
    names = tag_names(options)
    if _has_spans(options):
        schema, rows = _spans_schema(arrow), (_with_meta(spans_row(entry)) for entry in entries)
    else:
        schema = _words_schema(arrow, names)
        rows = (row for entry in entries for row in word_rows(entry, options, names))
    with sink.open() as file, parquet.ParquetWriter(_Out(file), schema) as made:
        while some := list(islice(rows, _ROWS)):
            made.write_table(arrow.Table.from_pylist(some, schema=schema))


class _Out(io.RawIOBase):
    """What pyarrow writes to: bytes go on to a file that only takes them."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._written = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._written

    def write(self, data: Any) -> int:
        piece = bytes(data)
        self._file.write(piece)
        self._written += len(piece)
        return len(piece)


def _with_meta(row: Record) -> Record:
    """A row of a document with what else is known of it in one column, as JSON: columns are alike in all rows."""
    columns = ("id", "text", "spans", "relations", ANNOTATOR, _TITLE, _LANGUAGE)
    meta = {name: value for name, value in row.items() if name not in columns}
    return {name: row.get(name) for name in columns} | {_META: json.dumps(meta, ensure_ascii=False)}


def _spans_schema(arrow: Any) -> Any:
    text, number = arrow.string(), arrow.int64()
    span = arrow.struct([("start", number), ("end", number), ("label", text), ("text", text)])
    relation = arrow.struct([("label", text), ("source", number), ("target", number)])
    texts = [(name, text) for name in ("id", _TITLE, _LANGUAGE, "text", ANNOTATOR, _META)]
    return arrow.schema([*texts, ("spans", arrow.list_(span)), ("relations", arrow.list_(relation))])


def _words_schema(arrow: Any, names: list[str]) -> Any:
    texts = ("id", DOCUMENT, _LANGUAGE, ANNOTATOR, TOKENIZED_BY)
    columns = [(name, arrow.string()) for name in texts]
    lists = [(TOKENS, arrow.list_(arrow.string())), (NER_TAGS, arrow.list_(arrow.int64()))]
    string = {"dtype": "string", "_type": "Value"}
    features: Record = dict.fromkeys(texts, string)
    features[TOKENS] = {"feature": string, "_type": "Sequence"}
    features[NER_TAGS] = {"feature": {"names": names, "_type": "ClassLabel"}, "_type": "Sequence"}
    said = json.dumps({"info": {"features": features}})
    return arrow.schema([*columns, *lists], metadata={_FEATURES: said})


# -- reading


def read(source: SourceFile, options: ReadOptions) -> Finding:
    """The documents of a file, row by row; its columns tell whether it has spans or words.

    Raises:
        FormatError: If pyarrow is missing, or the file is damaged, or has neither.
    """
    arrow, parquet = needed("pyarrow", PARQUET.extra), needed("pyarrow.parquet", PARQUET.extra)
    data = source.read(MAX_BYTES)
    try:
        file = parquet.ParquetFile(arrow.BufferReader(data))
        _refuse_bomb(file.metadata)
        yield from _found(source, options, file)
    except (arrow.ArrowException, OSError, UnicodeDecodeError) as error:
        raise FormatError(f"This is no Parquet file, or a damaged one: {shown(str(error), 200)}.") from error


def _refuse_bomb(metadata: Any) -> None:
    size = sum(metadata.row_group(number).total_byte_size for number in range(metadata.num_row_groups))
    if size > MAX_UNPACKED:
        raise FormatError(f"Unpacked it has {size / 1e9:.0f} GB; such a file may have {MAX_UNPACKED / 1e9:.0f} GB.")


def _found(source: SourceFile, options: ReadOptions, file: Any) -> Finding:
    columns = file.schema_arrow.names
    rows = ((number, row) for number, row in enumerate(_rows(file), 1))
    if TOKENS in columns:
        names = _names(file.schema_arrow.metadata)
        yield from read_sentences(source.name, options, _sentences(rows, names))
    elif "text" in columns:
        yield from _of_spans(source, options, rows)
    else:
        raise FormatError(f"It has neither “tokens” nor “text” but {shown(', '.join(columns), 200)}.")


def _rows(file: Any) -> Iterator[Record]:
    for batch in file.iter_batches(_ROWS):
        yield from batch.to_pylist()


def _names(metadata: Any) -> list[str]:
    """The names of the numbers of tags, if the file says them."""
    try:
        names = json_of((metadata or {})[_FEATURES])["info"]["features"][NER_TAGS]["feature"]["names"]
    except (KeyError, TypeError, FormatError):
        return []
    return [str(name) for name in names] if isinstance(names, list) else []


def _of_spans(source: SourceFile, options: ReadOptions, rows: Iterator[tuple[int, Record]]) -> Finding:
    for number, row in rows:
        try:
            for draft in spans_draft(source.name, options, row | {_META: _meta(row.get(_META))}, number):
                yield Found(draft.entry(), on_line(draft.faults, number), number)
        except FormatError as error:
            yield Found(None, (Fault(error.message, number),), number)


def _meta(said: Any) -> Any:
    if isinstance(said, str):
        try:
            return json_of(said.encode("utf-8", "surrogatepass"))
        except FormatError:
            return {_META: said}
    return said


def _sentences(rows: Iterator[tuple[int, Record]], names: list[str]) -> Iterator[Sentence | Fault]:
    for number, row in rows:
        try:
            yield sentence_of(row, number, names)
        except FormatError as error:
            yield Fault(error.message, number)


FORMAT: Final = Format(PARQUET, read, project, write, None, (), (SHAPE, TAGS, MENTIONS, WORDS, OVERLAP, TOKENIZER))
