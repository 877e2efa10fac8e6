"""Records of JSON that somebody else wrote: one a line, or many in a list; nothing in them is believed.

A record that is wrong is a fault with its line; the others are read.
"""

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

_TITLE, _LANGUAGE, _META = "title", "language", "meta"
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
                yield Found(entry, _on_line(faults, number), number, so_far)
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


def _on_line(faults: Iterable[Fault], line: int) -> tuple[Fault, ...]:
    """Faults that say on which line they are."""
    return tuple(replace(fault, line=fault.line or line) for fault in faults)


def attempt(draft: Draft, what: str, step: Callable[[], None]) -> None:
    """Do a step of reading; if it is refused, say so and go on."""
    try:
        step()
    except FormatError as error:
        draft.skip(f"{what}: {error.message}")


def line_of(record: Mapping[str, Any]) -> bytes:
    """A record as a line."""
    return _encode(record) + b"\n"


# -- one record


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
