"""The native format at work: JSON Lines, lossless (see `native` for a line of it)."""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Final

from annotator.formats import native
from annotator.formats.entry import Entry, Fault, Finding
from annotator.formats.info import FormatInfo, Use
from annotator.formats.interface import Format, ReadOptions, Sink, SourceFile, WriteOptions
from annotator.formats.losses import Losses
from annotator.formats.records import each_line

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

_LISTS = re.compile(rb'"(?:entities|events)"\s*:\s*\[\s*\{')
_OTHERS = re.compile(rb'"(?:start_offset|instance_id)"')


def read(source: SourceFile, options: ReadOptions) -> Finding:
    """The documents of a file, line by line."""
    return each_line(source, partial(_entries, options.annotator))


def _entries(annotator: str, line: bytes, _number: int) -> Iterator[tuple[Entry, tuple[Fault, ...]]]:
    yield native.decode(line, annotator), ()


def project(entry: Entry, _options: WriteOptions, _losses: Losses) -> Entry:
    """All of it."""
    return entry


def write(entries: Iterable[Entry], sink: Sink, options: WriteOptions) -> None:
    """One line an entry."""
    with sink.open() as file:
        for entry in entries:
            file.write(native.encode(entry.document, entry.text, entry.contents, options.scheme))


def looks_like(head: bytes) -> bool:
    """Whether the first line names the format, or at least its fields, and none of another's."""
    if b'"annotator-jsonl"' in head:
        return True
    return b'"text"' in head and _LISTS.search(head) is not None and _OTHERS.search(head) is None


FORMAT: Final = Format(NATIVE, read, project, write, looks_like, is_exact=True)
