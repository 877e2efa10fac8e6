"""The lines of a text file, read one by one if it is large, so that its size does not matter."""

from collections.abc import Iterable, Iterator
from itertools import islice

from annotator.formats import text_files
from annotator.formats.errors import FormatError
from annotator.formats.interface import SourceFile
from annotator.formats.native_lines import LONG, MAX_LINE_BYTES

Lines = Iterable[tuple[int, str]]
"""`(number from 1, line)`."""

_HELD = 4_000_000
"""A file of so many bytes is decoded as a whole."""
_LOOKED_AT = 20_000


def text_lines(source: SourceFile) -> Iterator[tuple[int, str]]:
    """`(number from 1, line)` of each line, blank ones included, without line ends.

    A large file that does not begin as UTF-8 with usual line ends is held in memory, and refused if it is larger than a
    text may be.

    Raises:
        FormatError: If it is no text, is empty, or is damaged.
        OSError: If it cannot be read.
    """
    if source.size <= _HELD or not _is_plain(source):
        yield from enumerate(text_files.decode(source.read()).text.split("\n"), 1)
        return
    last = 0
    for number, _read, line in source.lines():
        for blank in range(last + 1, number):
            yield blank, ""
        yield number, _decoded(number, line)
        last = number


def _decoded(number: int, line: bytes) -> str:
    if line is LONG:
        raise FormatError(f"Line {number} has more than {MAX_LINE_BYTES / 1e6:,.0f} MB.")
    try:
        return line.decode().rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise FormatError(f"Line {number} is not UTF-8, though the file begins so. It may be damaged.") from error


def _is_plain(source: SourceFile) -> bool:
    """Whether its first lines are UTF-8, not endless, and end with a line feed."""
    try:
        for _number, _read, line in islice(source.lines(), _LOOKED_AT):
            if line is LONG or b"\r" in line.rstrip(b"\r\n"):
                return False
            line.decode()
    except (FormatError, UnicodeDecodeError):
        return False
    return True
