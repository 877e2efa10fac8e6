"""Documents: an immutable text with a title, a language and whatever else is known about it.

The text itself is kept apart, by its SHA-256: it never changes, is stored once, and a list of a hundred thousand
documents need not carry a hundred thousand texts.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType

from annotator.model.errors import TextError
from annotator.model.ids import DocumentId

Sha256 = NewType("Sha256", str)

UNDETERMINED = "und"
"""Language tag (BCP 47) of a document whose language is not known (yet)."""


class Direction(StrEnum):
    """Writing direction of a paragraph or a document."""

    LTR = "ltr"
    RTL = "rtl"


@dataclass(frozen=True, slots=True)
class Document:
    """One text and what is known about it.

    Attributes:
        text_sha256: SHA-256 of the UTF-8 of the text, in hexadecimal; the key to the text itself.
        length: Length of the text in code points.
        language: BCP 47 tag, `und` when unknown.
        language_probability: Of the detector, 0 to 1; `None` when a person chose the language or none was tried.
        direction: Override for the whole document; `None` leaves each paragraph to its own letters.
        meta: Free facts about the source (file name, encoding, date, URL …), text to text.
        binned: In the bin: hidden, not exported, and can be taken out again.
    """

    id: DocumentId
    title: str
    text_sha256: Sha256
    length: int
    created: str
    language: str = UNDETERMINED
    language_probability: float | None = None
    direction: Direction | None = None
    meta: Mapping[str, str] = field(default_factory=dict)
    binned: bool = False


def text_sha256(text: str) -> Sha256:
    """SHA-256 of the UTF-8 of `text`, in hexadecimal."""
    return Sha256(hashlib.sha256(text.encode("utf-8")).hexdigest())


def check_text(text: str) -> None:
    """Refuse what cannot be stored and given back exactly.

    Raises:
        TextError: At the first NUL or lone surrogate, with its position.
    """
    position = text.find("\0")
    if position >= 0:
        raise TextError(
            f"Character {position + 1} is NUL (U+0000); a text may not hold one. Is this a text file?", offset=position
        )
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise TextError(
            f"Character {error.start + 1} is half of a surrogate pair (U+{ord(text[error.start]):04X}), which is not a "
            "character. The file was damaged or decoded wrongly.",
            offset=error.start,
        ) from error
