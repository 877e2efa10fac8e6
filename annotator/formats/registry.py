"""Which formats there are, what each can carry, and what it cannot."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final, Self

from annotator.formats.errors import FormatError


class Use(Enum):
    """What can be done with a format."""

    READ = "read"
    WRITE = "write"
    MERGE = "merge"


@dataclass(frozen=True, slots=True)
class FormatInfo:
    """A format, as people choose one.

    Attributes:
        id: What the command line calls it.
        suffixes: How its files' names end, with the dot, in lower case; the first is the usual one.
        uses: Whether it is imported, written, or brought together with what a project has.
        offset_unit: In what its offsets count; empty if it has none.
        carries: What survives the way out and back.
        loses: What does not.
    """

    id: str
    title: str
    suffixes: tuple[str, ...]
    uses: frozenset[Use]
    offset_unit: str = ""
    carries: tuple[str, ...] = ()
    loses: tuple[str, ...] = ()

    @property
    def reads(self) -> bool:
        """Whether it can be imported."""
        return Use.READ in self.uses

    @property
    def writes(self) -> bool:
        """Whether it can be exported."""
        return Use.WRITE in self.uses

    @property
    def merges(self) -> bool:
        """Whether the layers in it can be merged into a project."""
        return Use.MERGE in self.uses

    def require(self, use: Use) -> Self:
        """This format, if it can be used so.

        Raises:
            FormatError: If it cannot.
        """
        if use not in self.uses:
            word = {Use.READ: "read", Use.WRITE: "written", Use.MERGE: "merged"}[use]
            raise FormatError(f"“{self.id}” cannot be {word}.", format=self.id)
        return self


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
    ),
    loses=("the scheme itself (only its name and version)", "the journal", "documents in the bin"),
)
TEXT: Final = FormatInfo(
    "text", "Plain text", (".txt",), frozenset({Use.READ}), carries=("the text of a document",), loses=("all labels",)
)
BUNDLE: Final = FormatInfo(
    "bundle",
    "Annotator project to send",
    (".annotator",),
    frozenset({Use.WRITE, Use.MERGE}),
    "codepoint",
    carries=(*NATIVE.carries, "the scheme"),
    loses=("the journal", "documents in the bin"),
)
FORMATS: Final = (NATIVE, TEXT, BUNDLE)


def find_format(format_id: str) -> FormatInfo:
    """The format of this id.

    Raises:
        FormatError: If there is none; the sentence names those there are.
    """
    for info in FORMATS:
        if info.id == format_id:
            return info
    raise FormatError(
        f"There is no format “{format_id}”. There are: {', '.join(info.id for info in FORMATS)}.", format=format_id
    )


def format_of(path: Path, formats: Iterable[FormatInfo] = FORMATS) -> FormatInfo | None:
    """The format that a file's name announces, or `None`."""
    suffix = path.suffix.lower()
    return next((info for info in formats if suffix in info.suffixes), None)
