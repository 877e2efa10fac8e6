"""Records of JSON that somebody else wrote: one a line, or many in a list; nothing in them is believed.

A record that is wrong is a fault with its line; the others are read.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import msgspec

from annotator.formats.drafting import Draft, shown
from annotator.formats.entry import Entry, Fault, Finding, Found
from annotator.formats.errors import FormatError
from annotator.formats.interface import SourceFile
from annotator.formats.native_lines import LONG, MAX_LINE_BYTES, MAX_REFUSED
from annotator.model.document import UNDETERMINED, Document

Record = dict[str, Any]
Make = Callable[[Record, int], Iterable[Draft]]
"""Drafts of a record and its line; raises `FormatError`."""
Entries = Callable[[bytes, int], Iterable[tuple[Entry, Sequence[Fault]]]]
"""What a line and its number say, with what of it was skipped or bent; raises `FormatError`."""

MAX_LIST_BYTES = 400_000_000
"""A list is held in memory as a whole."""

_TITLE, _LANGUAGE, _META = "title", "language", "meta"
_BLANK = re.compile(r"[ \t\r\n]*")
_HALF = re.compile(rb"\\u[dD][89a-fA-F]")
_encode = msgspec.json.Encoder().encode


# -- lines


def read_lines(source: SourceFile, make: Make) -> Finding:
    """The documents of a file with a record a line."""
    return each_line(source, partial(_drafted, make))


def each_line(source: SourceFile, entries: Entries) -> Finding:
    """What the lines of a file hold; one that begins with many lines of something else is given up."""
    unreadable = 0
    for number, so_far, line in source.lines():
        try:
            for entry, faults in entries(_not_too_long(line), number):
                yield Found(entry, on_line(faults, number), number, so_far)
        except FormatError as error:
            unreadable += 1
            if unreadable == number > MAX_REFUSED:
                reason = f"None of the first {number} lines is of this format."
                yield Found(None, (Fault(reason),), number, so_far)
                return
            yield Found(None, (Fault(error.message, number),), number, so_far)


def _not_too_long(line: bytes) -> bytes:
    if line is LONG:
        raise FormatError(f"The line has more than {MAX_LINE_BYTES / 1e6:,.0f} MB.")
    return line


def _drafted(make: Make, line: bytes, number: int) -> Iterator[tuple[Entry, Sequence[Fault]]]:
    for draft in make(record_of(line), number):
        yield draft.entry(), draft.faults


def on_line(faults: Iterable[Fault], line: int) -> tuple[Fault, ...]:
    """Faults that say on which line they are."""
    return tuple(replace(fault, line=fault.line or line) for fault in faults)


# -- a list


def read_list(source: SourceFile, make: Make) -> Finding:
    """The documents of a file that is one list of records, or one record; where it breaks off, what is before is read.

    Raises:
        FormatError: If it is not UTF-8, or larger than `MAX_LIST_BYTES`.
    """
    data = source.read(MAX_LIST_BYTES)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(10, 0, error.start) + 1
        raise FormatError(f"Byte {error.start + 1} (line {line}) is not UTF-8.") from error
    number, at, line = 0, 0, 1
    try:
        for number, (start, piece) in enumerate(_pieces(text), 1):
            line, at = line + text.count("\n", at, start), start
            yield from _of_piece(piece, number, line, source.size * start // len(text), make)
    except FormatError as error:
        yield Found(None, (Fault(f"Record {number + 1}: {error.message}", line),), line, source.size)


def _of_piece(piece: str, number: int, line: int, so_far: int, make: Make) -> Iterator[Found]:
    try:
        for draft in make(record_of(piece.encode("utf-8")), number):
            yield Found(draft.entry(), on_line(draft.faults, line), line, so_far)
    except FormatError as error:
        yield Found(None, (Fault(f"Record {number}: {error.message}", line),), line, so_far)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Where each record of a list begins, and it as it stands there.

    Raises:
        FormatError: Where what follows is no JSON.
    """
    decoder = json.JSONDecoder(parse_int=len, parse_float=len)  # where a record ends is asked, not what it says
    at = _past(text, 0, "")
    is_list = text.startswith("[", at)
    at = _past(text, at + is_list, "")
    while at < len(text) and not text.startswith("]", at):
        try:
            _value, end = decoder.raw_decode(text, at)
        except json.JSONDecodeError as error:
            raise FormatError(f"This is not valid JSON: {error.msg} in line {error.lineno}.") from error
        except RecursionError as error:
            raise FormatError("This is nested too deeply.") from error
        yield at, text[at:end]
        at = _past(text, end, "," if is_list else "")
    if is_list and at >= len(text):
        raise FormatError("The list breaks off here; the file is not complete.")


def _past(text: str, at: int, mark: str) -> int:
    """Behind white space, and one mark in it."""
    at = _BLANK.match(text, at).end()  # type: ignore[union-attr]  # it matches nothing, too
    return _BLANK.match(text, at + 1).end() if mark and text.startswith(mark, at) else at  # type: ignore[union-attr]


# -- one record


def attempt(draft: Draft, what: str, step: Callable[[], object], line: int | None = None) -> bool:
    """Whether a step of reading went well; if it is refused, it is said of what and why, and reading goes on."""
    try:
        step()
    except FormatError as error:
        draft.skip(f"{shown(what)}: {error.message}", line)
        return False
    return True


def line_of(record: Mapping[str, Any]) -> bytes:
    """A record as a line."""
    return _encode(record) + b"\n"


def record_of(data: bytes) -> Record:
    """A JSON object.

    Raises:
        FormatError: If it is none.
    """
    return an_object(json_of(data), "The line")


def json_of(data: bytes) -> Any:
    """What JSON says.

    Raises:
        FormatError: If it is not valid.
    """
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise FormatError(f"This is not valid JSON: {json_fault(data, error)}.") from error
    except RecursionError as error:
        raise FormatError("This is nested too deeply.") from error


def json_fault(data: bytes, error: Exception) -> str:
    """What is wrong with JSON, as a part of a sentence."""
    if isinstance(error, UnicodeDecodeError):
        try:
            data.decode("utf-8")
        except UnicodeDecodeError as fault:
            return f"byte {fault.start + 1} is not UTF-8"
    if _HALF.search(data):
        return "a \\u escape is cut off, or half of a surrogate pair (\\ud800 to \\udfff) stands alone"
    return shown(str(error), 300).rstrip(".")


def an_object(value: Any, what: str) -> Record:
    """The value, if it is an object.

    Raises:
        FormatError: If it is not.
    """
    if not isinstance(value, dict):
        raise FormatError(f"{what} is not an object of names and values.")
    return value


def a_list(value: Any, what: str) -> list[Any]:
    """The value, if it is a list; none is an empty one.

    Raises:
        FormatError: If it is not.
    """
    if value is None:
        return []
    if not isinstance(value, list):
        raise FormatError(f"{what} is not a list.")
    return value


def a_text(value: Any, what: str) -> str:
    """The value, if it is text.

    Raises:
        FormatError: If it is not.
    """
    if not isinstance(value, str):
        raise FormatError(f"{what} is {'missing' if value is None else 'not text'}.")
    return value


def a_number(value: Any, what: str) -> int:
    """The value, if it is a whole number from 0.

    Raises:
        FormatError: If it is not.
    """
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise FormatError(f"{what} is {shown(str(value))}, not a whole number from 0.")
    return value


def an_id(value: Any) -> str:
    """An id as text: files have numbers and texts; empty if there is none."""
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


# -- what is known about a document


def said_facts(document: Document) -> Record:
    """Title, language and meta of a document, as a record says them beside its text."""
    said: Record = {_TITLE: document.title}
    if document.language != UNDETERMINED:
        said[_LANGUAGE] = document.language
    return said | {name: value for name, value in document.meta.items() if name not in said}


def facts_of(record: Record, known: Iterable[str]) -> dict[str, Any]:
    """Title, language and meta, as `Draft` wants them: all of a record that is not known otherwise, as text."""
    known = {*known}
    flat = {name: value for name, value in record.items() if name not in known and name != _META}
    inner = record.get(_META)
    flat |= inner if isinstance(inner, dict) else {}
    said = {name: as_words(value) for name, value in flat.items() if value not in (None, "", [], {})}
    title, language = said.pop(_TITLE, ""), said.pop(_LANGUAGE, "")
    return {"title": title, "language": language, "meta": said}


def as_words(value: Any) -> str:
    """A value of JSON as text."""
    return value if isinstance(value, str) else _encode(value).decode()
