"""Texts without labels in tables (CSV, TSV) and JSON Lines: a document a row; what else the row has becomes meta.

Which column is the text, the title and the language is told by its name, or chosen. Numbers count columns from 1 where
a table has no names for them.
"""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final, Literal

from annotator.formats import text_files
from annotator.formats.counting import FileText
from annotator.formats.drafting import Draft, shown
from annotator.formats.entry import Fault, Finding, Found
from annotator.formats.errors import FormatError
from annotator.formats.info import FormatInfo, Use
from annotator.formats.interface import Format, Option, ReadOptions, SourceFile
from annotator.formats.records import Record, an_id, as_words, on_line, read_lines, record_of

_CARRIES, _LOSES = ("texts with title, language and meta",), ("all labels",)
TABLE: Final = FormatInfo(
    "table", "Table of texts", (".csv", ".tsv"), frozenset({Use.READ}), carries=_CARRIES, loses=_LOSES
)
JSONL: Final = FormatInfo(
    "text-jsonl", "JSON Lines of texts", (".jsonl", ".ndjson"), frozenset({Use.READ}), carries=_CARRIES, loses=_LOSES
)

_AUTO = "auto"
_FREE = "the name of a column or field"
TEXT: Final = Option("text", "The text", ((_AUTO, "called text, content, body or article; or the only one"),), _FREE)
TITLE: Final = Option("title", "The title", ((_AUTO, "called title or headline"),), _FREE)
LANGUAGE: Final = Option("language", "The language", ((_AUTO, "called language or lang"),), _FREE)
HEADER: Final = Option("header", "The first row", (("yes", "names the columns"), ("no", "is one of the texts")))
DELIMITER: Final = Option(
    "delimiter",
    "Between columns",
    ((_AUTO, "what the first row has most of"), (",", "commas"), (";", "semicolons"), ("tab", "tabs"), ("|", "bars")),
)

MAX_BYTES = 400_000_000

_NAMES: Final = {
    TEXT: ("text", "content", "body", "article"),
    TITLE: ("title", "headline"),
    LANGUAGE: ("language", "lang"),
}
_DELIMITERS = ",;\t|"


class _Fields:
    """Which fields of a record are what."""

    def __init__(self, names: Sequence[str], options: ReadOptions) -> None:
        """Look at the names of a record's fields.

        Raises:
            FormatError: If there is no such field as was chosen, or none that is the text.
        """
        self._names = names
        found = self._named(TEXT, options) or (names[0] if names == ["1"] else "")
        if not found:
            listed = shown(", ".join(names), 200)
            raise FormatError(f"None of {listed} is called like a text. Choose one with the option text=NAME.")
        self.text = found
        self.title = self._named(TITLE, options)
        self.language = self._named(LANGUAGE, options)

    def _named(self, option: Option, options: ReadOptions) -> str:
        chosen = option.chosen(options.choices)
        if chosen == _AUTO:
            folded = {name.strip().casefold(): name for name in reversed(self._names)}
            return next((folded[name] for name in _NAMES[option] if name in folded), "")
        if chosen not in self._names:
            raise FormatError(f"There is no “{shown(chosen)}” among {shown(', '.join(self._names), 200)}.")
        return chosen

    def draft(self, record: Mapping[str, str], key: str) -> Draft:
        """The document of a record.

        Raises:
            FormatError: If the text is empty or cannot be stored.
        """
        used = (self.text, self.title, self.language)
        text = FileText(record[self.text]).text
        meta = {name: value for name, value in record.items() if name not in used and value.strip()}
        title, language = record.get(self.title, ""), record.get(self.language, "")
        return Draft(text, title, key=key, language=language.strip(), meta=meta)


# -- tables


def _read_table(source: SourceFile, options: ReadOptions) -> Finding:
    """The texts of a table, row by row.

    Raises:
        FormatError: If it is no table, or no column is the text.
    """
    decoded = text_files.decode(source.read(MAX_BYTES), MAX_BYTES)
    rows = _rows(decoded.text, options.choices)
    first = _first_row(rows)
    names = _names(first, options.choices)
    fields = _Fields(names, options)
    if HEADER.chosen(options.choices) != "yes":
        yield _of_row(source.name, fields, names, *first)
    for row in rows:
        if isinstance(row, Fault):
            yield Found(None, (row,), row.line)
        elif any(cell.strip() for cell in row[1]):
            yield _of_row(source.name, fields, names, *row)


def _first_row(rows: Iterator[tuple[int, list[str]] | Fault]) -> tuple[int, list[str]]:
    first = next(rows, None)
    if first is None or isinstance(first, Fault):
        raise FormatError(first.reason if first is not None else "The table is empty.")
    return first


def _names(first: tuple[int, list[str]], choices: Mapping[str, str]) -> list[str]:
    """What the columns are called."""
    if HEADER.chosen(choices) == "yes":
        return _distinct(first[1])
    return [str(number) for number in range(1, len(first[1]) + 1)]


def _columns(source: SourceFile, choices: Mapping[str, str]) -> Sequence[str]:
    """The names of a table's columns.

    Raises:
        FormatError: If it is no table.
    """
    text = text_files.decode(source.read(MAX_BYTES), MAX_BYTES).text
    return _names(_first_row(_rows(text, choices)), choices)


def _of_row(name: str, fields: _Fields, names: Sequence[str], line: int, cells: Sequence[str]) -> Found:
    record = dict(zip(names, cells, strict=False)) | dict.fromkeys(names[len(cells) :], "")
    try:
        draft = fields.draft(record, f"{name}\n{line}")
    except FormatError as error:
        return Found(None, (Fault(error.message, line),), line)
    if len(cells) > len(names):
        draft.bend(f"It has {len(cells)} cells for {len(names)} columns; the others were left out.")
    return Found(draft.entry(), on_line(draft.faults, line), line)


def _distinct(names: Sequence[str]) -> list[str]:
    """Names of columns, none empty and none twice."""
    made: dict[str, None] = {}
    for number, name in enumerate(names, 1):
        plain = name.strip() or str(number)
        made[plain if plain not in made else f"{plain} ({number})"] = None
    return [*made]


def _rows(text: str, choices: Mapping[str, str]) -> Iterator[tuple[int, list[str]] | Fault]:
    """Line and cells of each row; a fault ends them."""
    chosen = DELIMITER.chosen(choices)
    delimiter = _likely(text) if chosen == _AUTO else {"tab": "\t"}.get(chosen, chosen)
    csv.field_size_limit(MAX_BYTES)
    is_quoted = delimiter != "\t" or _is_quoted_well(text)
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if is_quoted else csv.QUOTE_NONE
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting, strict=True)
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Fault(f"From here on it cannot be read as a table: {error}. Is a quotation mark missing?", line)
            return
        yield line, cells
        line = reader.line_num + 1


def _likely(text: str) -> str:
    """The mark of which the first row has most outside of quotes."""
    outside = "".join(text.partition("\n")[0].split('"')[::2])
    return max(_DELIMITERS, key=outside.count)


def _is_quoted_well(text: str) -> bool:
    """Whether quotation marks are marks of the table; in tables with tabs they are often just text."""
    try:
        for _cells in csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=True):
            pass
    except csv.Error:
        return False
    return True


# -- JSON Lines


def _read_jsonl(source: SourceFile, options: ReadOptions) -> Finding:
    return read_lines(source, partial(_of_record, source.name, options))


def _flat(record: Record) -> dict[str, object]:
    """The fields of a record, with those of its `meta`."""
    meta = record.get("meta")
    flat = {key: value for key, value in record.items() if value is not None and value is not meta}
    return flat | ({key: value for key, value in meta.items() if key not in flat} if isinstance(meta, dict) else {})


def _fields(source: SourceFile, _choices: Mapping[str, str]) -> Sequence[str]:
    """The names of the first record's fields.

    Raises:
        FormatError: If it is no record.
    """
    for _number, _read, line in source.lines():
        return list(_flat(record_of(line)))
    return ()


def _of_record(name: str, options: ReadOptions, record: Record, number: int) -> Iterator[Draft]:
    flat = _flat(record)
    said = {key: as_words(value) for key, value in flat.items()}
    fields = _Fields(list(said), options)
    if not isinstance(flat[fields.text], str):
        raise FormatError(f"“{shown(fields.text)}” is not text.")
    draft = fields.draft(said, f"{name}\n{an_id(record.get('id')) or number}")
    for key, value in flat.items():
        if isinstance(value, list | dict) and value:
            draft.bend(f"“{shown(key)}” is kept as it stands; whatever it says is not read as labels.")
    yield draft


def _with_names(found: Callable[[SourceFile, Mapping[str, str]], Sequence[str]]) -> tuple[Option, ...]:
    return tuple(replace(option, found=found) for option in (TEXT, TITLE, LANGUAGE))


FORMATS: Final = (
    Format(TABLE, _read_table, read_options=(*_with_names(_columns), HEADER, DELIMITER)),
    Format(JSONL, _read_jsonl, read_options=_with_names(_fields)),
)
