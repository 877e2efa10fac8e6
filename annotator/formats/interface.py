"""What a format is: how it reads, what it can carry, how it writes.

Writing has two halves. `project` says what of an entry the format can carry and counts what it cannot; it is a pure
function, so a report of losses needs no file. `write` puts projected entries into files, losing nothing more. Then the
files are read back by the same format's `read`, and what comes back must be what was projected (see `canonical`).

Offsets are code points of the document's text everywhere but inside a file; each format converts to its own unit.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol

from annotator.formats.entry import Entry, Finding
from annotator.formats.info import FormatInfo
from annotator.formats.losses import Losses
from annotator.model.scheme import Scheme
from annotator.model.span import Range

Words = Callable[[str, str], Sequence[Range]]
"""`(text, language)` to the ranges of its words or sentences, in order, in code points."""


class SourceFile(Protocol):
    """A file to read, wherever it lies (on the disk, in an archive).

    Attributes:
        name: Its path in what was chosen, with `/`.
        size: In bytes.
    """

    name: str
    size: int

    def read(self, most: int = ...) -> bytes:
        """All bytes.

        Raises:
            FormatError: If there are more than `most`.
            OSError: If it cannot be read.
        """

    def lines(self) -> Iterator[tuple[int, int, bytes]]:
        """`(number from 1, bytes read so far, line)` of each line that is not blank, whatever the file's size."""

    def beside(self, name: str) -> "SourceFile | None":
        """The file of this name in the same folder, if there is one."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read.

    Attributes:
        annotator: Whose the labels are where the file does not say.
        scheme: Of the project: tells what is an event where the file does not.
        choices: Values of the format's own options, by name.
    """

    annotator: str = ""
    scheme: Scheme | None = None
    choices: Mapping[str, str] = field(default_factory=dict)


class Sink(Protocol):
    """Where a writer's files go; they get their names only when all is written and verified."""

    def open(self, name: str = "") -> AbstractContextManager[BinaryIO]:
        """A new file: the one that the person named (`""`), or one in the folder that they named."""


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """How to write.

    Attributes:
        words, sentences: For formats of tokens.
        tokenizer: Name and version of what `words` is, for the file.
        annotators: Whose layers are written, by name.
        choices: Values of the format's own options, by name.
        whole_words: For formats that tell words as they are written from the words that they are made of; `words` where
            nobody tells them apart.
    """

    scheme: Scheme
    words: Words
    sentences: Words
    tokenizer: str = ""
    annotators: tuple[str, ...] = ()
    choices: Mapping[str, str] = field(default_factory=dict)
    whole_words: Words | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """Something of a format that a person can choose.

    Attributes:
        values: Value and what it means; the first is the usual one.
        free: What else can be said, such as “the name of a column”; empty if nothing.
        matters: Whether it makes a difference for a text with labels, where a file cannot tell which value it needs:
            then a person is asked.
        found: What else can be said of a file, such as the names of its columns. It may raise what reading raises.
    """

    name: str
    title: str
    values: tuple[tuple[str, str], ...]
    free: str = ""
    matters: Callable[[str], bool] | None = None
    found: "Callable[[SourceFile, Mapping[str, str]], Sequence[str]] | None" = None

    @property
    def usual(self) -> str:
        """The value that holds if nobody chooses."""
        return self.values[0][0]

    def chosen(self, choices: Mapping[str, str]) -> str:
        """The value among `choices`, or the usual one."""
        return choices.get(self.name, self.usual)


Read = Callable[[SourceFile, ReadOptions], Finding]
Project = Callable[[Entry, WriteOptions, Losses], Entry | None]
"""What of an entry the format carries; `None` if nothing."""
Write = Callable[[Iterable[Entry], Sink, WriteOptions], None]
"""Gets projected entries, document by document; must not keep them."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format at work.

    Attributes:
        read, write: `None` if it cannot.
        looks_like: Whether the first bytes of a file are of this format, for files whose names do not tell.
        read_options, write_options: What can be chosen.
        is_exact: Whether `read` proves every character of a line by itself, so that the bytes need not be compared
            with what they came from.
    """

    info: FormatInfo
    read: Read | None = None
    project: Project | None = None
    write: Write | None = None
    looks_like: Callable[[bytes], bool] | None = None
    read_options: tuple[Option, ...] = ()
    write_options: tuple[Option, ...] = ()
    is_exact: bool = False
