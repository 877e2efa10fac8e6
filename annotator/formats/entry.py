"""What a reader finds in a file, and what a writer is given: one document with one layer, or why there is none."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from annotator.model.annotation import LayerContents
from annotator.model.document import Document


@dataclass(frozen=True, slots=True)
class Entry:
    """One document, and what one annotator made of it.

    Attributes:
        contents: The layer; `None` when nobody has begun.
        scheme: Name and version of the scheme that the labels are from, if the file says so.
        renamed: How many ids were no UUIDs and were replaced.
    """

    document: Document
    text: str
    contents: LayerContents | None
    scheme: tuple[str, int] | None = None
    renamed: int = 0


class Severity(Enum):
    """What became of what a fault is about."""

    SKIPPED = "skipped"
    """It was not taken in."""
    BENT = "bent"
    """It was taken in, but not as it was."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a file that could not be taken in as it is.

    Attributes:
        reason: A sentence for the person.
        line: Of the file, from 1, where it can be said.
        count: For how many alike this stands.
    """

    reason: str
    line: int | None = None
    severity: Severity = Severity.SKIPPED
    count: int = 1


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader gives for each document, or for each that it could not read.

    Attributes:
        entry: The document; `None` if it is set aside as a whole, and the faults say why.
        faults: What of it was skipped or bent.
        line: Where it begins in the file, from 1, where a file holds several.
        read: Bytes of the file read so far.
    """

    entry: Entry | None
    faults: tuple[Fault, ...] = ()
    line: int | None = None
    read: int = 0


Finding = Iterator[Found]
