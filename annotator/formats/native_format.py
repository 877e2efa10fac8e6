"""The native format at work: JSON Lines, lossless (see `native` for a line of it)."""

from collections.abc import Iterable
from typing import Final

from annotator.formats import native
from annotator.formats.entry import Entry, Fault, Finding, Found
from annotator.formats.errors import FormatError
from annotator.formats.info import FormatInfo, Use
from annotator.formats.interface import Format, ReadOptions, Sink, SourceFile, WriteOptions
from annotator.formats.losses import Losses
from annotator.formats.native_lines import LONG, MAX_LINE_BYTES, MAX_REFUSED

NATIVE: Final = FormatInfo(
    "annotator-jsonl",
    "Annotator JSON Lines",
    (".jsonl", ".ndjson"),
    frozenset(Use),
    "codepoint",
    carries=(
        "documents with title, language, direction and meta",
        "every annotator's layer with its status",
        "nested, overlapping, sub-word and discontinuous mentions",
        "attributes and notes",
        "events with arguments",
        "relations",
        "clusters",
        "comments",
        "the decisions of adjudication",
    ),
    loses=("the scheme itself (only its name and version)", "the journal", "documents in the bin"),
)


def read(source: SourceFile, options: ReadOptions) -> Finding:
    """The documents of a file, line by line; a file that begins with many lines of something else is given up."""
    unreadable = 0
    for number, so_far, line in source.lines():
        try:
            yield Found(_entry(line, options.annotator), (), number, so_far)
        except FormatError as error:
            unreadable += 1
            if unreadable == number > MAX_REFUSED:
                reason = f"None of the first {number} lines is of this format."
                yield Found(None, (Fault(reason),), number, so_far)
                return
            yield Found(None, (Fault(error.message, number),), number, so_far)


def _entry(line: bytes, annotator: str) -> Entry:
    if line is LONG:
        raise FormatError(f"The line has more than {MAX_LINE_BYTES / 1e6:,.0f} MB.")
    return native.decode(line, annotator)


def project(entry: Entry, _options: WriteOptions, _losses: Losses) -> Entry:
    """All of it."""
    return entry


def write(entries: Iterable[Entry], sink: Sink, options: WriteOptions) -> None:
    """One line an entry."""
    with sink.open() as file:
        for entry in entries:
            file.write(native.encode(entry.document, entry.text, entry.contents, options.scheme))


def looks_like(head: bytes) -> bool:
    """Whether the first line names the format, or at least its fields."""
    return b'"annotator-jsonl"' in head or (b'"text"' in head and (b'"entities"' in head or b'"events"' in head))


FORMAT: Final = Format(NATIVE, read, project, write, looks_like, is_exact=True)
