"""What a check finds, and the questions that it asks of single values."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

import msgspec

from annotator.model.annotation import Value
from annotator.model.errors import SpanError
from annotator.model.ids import DocumentId, MentionId
from annotator.model.printable import printable
from annotator.model.span import Span

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_SURROGATE = re.compile("[\ud800-\udfff]")
_attributes = msgspec.json.Decoder(dict[str, Value]).decode
_texts = msgspec.json.Decoder(dict[str, str]).decode
_ranges = msgspec.json.Decoder(tuple[tuple[int, int], ...]).decode
_T = TypeVar("_T")


class Severity(StrEnum):
    """How bad something is."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check has found.

    Attributes:
        severity: An error is damage; a warning is work left unfinished.
        where: The record, such as `mention 01970…`, or the part of the file.
        sentence: What is wrong.
        document, mention: Where a person can see it, if it stands in a document.
    """

    severity: Severity
    where: str
    sentence: str
    document: DocumentId | None = None
    mention: MentionId | None = None

    def __str__(self) -> str:
        return f"{self.where}: {self.sentence}"


def error(where: str, sentence: str) -> Finding:
    """A finding that is damage."""
    return Finding(Severity.ERROR, printable(where), printable(sentence))


def warning(where: str, sentence: str) -> Finding:
    """A finding that people should look at."""
    return Finding(Severity.WARNING, printable(where), printable(sentence))


def check_id(where: str, id_: object) -> Iterator[Finding]:
    """An id is a UUID in its usual form."""
    if not (isinstance(id_, str) and _ID.fullmatch(id_)):
        yield error(where, "Its id is not a UUID.")


def check_time(where: str, time: object) -> Iterator[Finding]:
    """A time is ISO 8601."""
    try:
        datetime.fromisoformat(str(time))
    except ValueError:
        yield error(where, f"“{short(time)}” is not a time.")


def check_utf8(where: str, *texts: object) -> Iterator[Finding]:
    """Text is UTF-8 and holds no NUL."""
    for text in texts:
        if isinstance(text, str) and _SURROGATE.search(text):
            yield error(where, "It holds bytes that are not UTF-8.")
        if isinstance(text, str) and "\0" in text:
            yield error(where, "It holds a NUL character.")


def attributes_of(body: Any) -> dict[str, Value] | None:
    """The attributes that a column tells, or `None` if it does not tell any."""
    return _parsed(_attributes, body)


def texts_of(body: Any) -> dict[str, str] | None:
    """The mapping of texts that a column tells, or `None`."""
    return _parsed(_texts, body)


def span_of(fragments: Any) -> Span | None:
    """The span that a column tells, or `None` if that is none."""
    ranges = _parsed(_ranges, fragments)
    try:
        return None if ranges is None else Span(ranges)
    except SpanError:
        return None


def _parsed(decode: Callable[[Any], _T], body: Any) -> _T | None:
    try:
        return decode(body)
    except (msgspec.DecodeError, UnicodeError, TypeError, RecursionError):
        return None


def short(value: object, length: int = 60) -> str:
    """A value as a sentence shows it."""
    text = str(value)
    return text if len(text) <= length else text[:length] + "…"
