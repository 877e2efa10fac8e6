"""The lines of a file of the native format, read one by one so that its size does not matter."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO

from annotator.formats.errors import FormatError

MAX_LINE_BYTES = 64_000_000
"""A longer line is passed over without being held in memory; `LONG` stands for it."""

MAX_REFUSED = 100
"""So many lines of a file are reported one by one; a file that begins with more such lines is not of this format."""

LONG = b""

_MARK = b"\xef\xbb\xbf"
_CHUNK = 1_000_000


def lines(path: Path) -> Iterator[tuple[int, int, bytes]]:
    """`(number from 1, bytes read so far, line)` of each line that is not blank; `LONG` for one that is too long.

    Raises:
        FormatError: If the file is not UTF-8 by its byte order mark.
        OSError: If it cannot be read.
    """
    with path.open("rb") as file:
        yield from lines_of(file)


def lines_of(file: IO[bytes]) -> Iterator[tuple[int, int, bytes]]:
    """The same of a file that is open at its beginning.

    Raises:
        FormatError: If the file is not UTF-8 by its byte order mark.
        OSError: If it cannot be read.
    """
    number, read = 0, 0
    while line := file.readline(MAX_LINE_BYTES + 1):
        number += 1
        read += len(line)
        if number == 1:
            if line[:2] in (b"\xff\xfe", b"\xfe\xff"):
                raise FormatError("This is UTF-16; save it as UTF-8.")
            line = line.removeprefix(_MARK)
        if len(line) > MAX_LINE_BYTES:
            read += _pass_over(file) if not line.endswith(b"\n") else 0
            line = LONG
        elif not line or line.isspace():
            continue
        yield number, read, line


def _pass_over(file: IO[bytes]) -> int:
    """Read to the end of the line; how many bytes that were."""
    passed = 0
    while chunk := file.readline(_CHUNK):
        passed += len(chunk)
        if chunk.endswith(b"\n"):
            break
    return passed
