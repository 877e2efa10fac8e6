"""What a format is called, and what it can and cannot carry."""

from dataclasses import dataclass
from enum import Enum
from typing import Final, Self

from annotator.formats.errors import FormatError

NO_LABELS: Final = "all labels"
"""What a format loses that has texts only."""


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
        extra: The extra of the package that it needs; empty for none.
        companions: How the names of files end that are read with one of this format, such as the text beside labels;
            or whole names.
        one_layer: Whether a file holds one layer of a document and does not say whose.
        is_folder: Whether it is written as a folder of files.
    """

    id: str
    title: str
    suffixes: tuple[str, ...]
    uses: frozenset[Use]
    offset_unit: str = ""
    carries: tuple[str, ...] = ()
    loses: tuple[str, ...] = ()
    extra: str = ""
    companions: tuple[str, ...] = ()
    is_folder: bool = False
    one_layer: bool = False

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

    @property
    def holds_labels(self) -> bool:
        """Whether more than texts can come in with it."""
        return NO_LABELS not in self.loses

    def require(self, use: Use) -> Self:
        """This format, if it can be used so.

        Raises:
            FormatError: If it cannot.
        """
        if use not in self.uses:
            word = {Use.READ: "read", Use.WRITE: "written", Use.MERGE: "merged"}[use]
            raise FormatError(f"“{self.id}” cannot be {word}.", format=self.id)
        return self
