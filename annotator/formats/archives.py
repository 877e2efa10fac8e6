"""Zip archives that somebody else made: read in memory only, within bounds, and never believed.

Nothing is unpacked to the disk. A member whose name leads out of the archive, or that is encrypted or a link, is not
read. How large an archive may grow is settled from its directory before anything is read, and no member gives more
than its entry there says.
"""

import io
import lzma
import posixpath
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Self, TypeVar

from annotator.formats import text_files
from annotator.formats.errors import FormatError

MAX_MEMBERS = 100_000
MAX_UNPACKED = 4_000_000_000
MAX_RATIO = 200
"""What packs better than this, and is large, was made to fill memories."""
LARGE = 100_000_000

DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError, NotImplementedError, ValueError,
    struct.error, OSError,
)  # fmt: skip
"""What reading a damaged archive raises."""

_Got = TypeVar("_Got")


class Archive:
    """An open archive."""

    def __init__(self, where: Path | bytes) -> None:
        """Open it and look at its directory.

        Raises:
            FormatError: If it is no zip archive, or too much.
        """
        self._zip = _guarded(lambda: zipfile.ZipFile(io.BytesIO(where) if isinstance(where, bytes) else where))
        # A member without a name, as damage makes one, is nothing that `is_dir` could be asked of.
        named = (info for info in self._zip.infolist() if info.filename)
        self._members = {info.filename: info for info in named if not info.is_dir()}
        try:
            _refuse_bomb(list(self._members.values()))
        except FormatError:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def members(self) -> Iterator[tuple[str, int, str]]:
        """Name, size and what is against reading it (or nothing) of each file, in the archive's order."""
        for name, info in self._members.items():
            yield name, info.file_size, _trouble(info)

    def read(self, name: str, most: int = text_files.MAX_BYTES) -> bytes:
        """All bytes of a file.

        Raises:
            FormatError: If there is none of this name, it is larger than `most`, damaged, or not to be read.
        """
        with self.open(name) as file:
            data = _guarded(lambda: file.read(most + 1))
        if len(data) > most:
            raise text_files.too_large(self._members[name].file_size, most)
        return data

    def size(self, name: str) -> int:
        """Bytes of a file that is there, as the archive says."""
        return self._members[name].file_size

    def head(self, name: str, size: int) -> bytes:
        """The first bytes of a file.

        Raises:
            FormatError: If it cannot be read.
        """
        with self.open(name) as file:
            return _guarded(lambda: file.read(size))

    def open(self, name: str) -> IO[bytes]:
        """A file of it to read; what is damaged further on shows as an error of reading.

        Raises:
            FormatError: If there is none of this name, or it is not to be read.
        """
        info = self._members.get(name)
        if info is None:
            raise FormatError(f"There is no “{name[:60]}” in the archive.")
        if trouble := _trouble(info):
            raise FormatError(trouble)
        return _guarded(lambda: self._zip.open(info))


def _guarded(step: Callable[[], _Got]) -> _Got:
    """A step of reading; what a damaged archive raises becomes a sentence.

    Raises:
        FormatError: If it is damaged.
    """
    try:
        return step()
    except DAMAGE as error:
        raise damaged(error) from error


def damaged(error: BaseException) -> FormatError:
    """The refusal of a damaged archive."""
    return FormatError(f"This is no zip archive, or a damaged one: {str(error)[:200] or type(error).__name__}.")


def _refuse_bomb(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_MEMBERS:
        raise FormatError(f"The archive has {len(members):,} files; it may have {MAX_MEMBERS:,}.")
    size, packed = sum(info.file_size for info in members), sum(info.compress_size for info in members)
    if size > MAX_UNPACKED or (size > LARGE and size > MAX_RATIO * packed):
        raise FormatError(f"Unpacked the archive has {size / 1e6:,.0f} MB, packed {packed / 1e6:,.1f} MB: too much.")


def _trouble(info: zipfile.ZipInfo) -> str:
    """Why a file of an archive is not read; empty if it is."""
    if leads_out(info.filename):
        return "Its name leads out of the archive."
    if info.flag_bits & 1:
        return "It is encrypted."
    if stat.S_ISLNK(info.external_attr >> 16):
        return "It is a link."
    return ""


def leads_out(name: str) -> bool:
    """Whether a name in an archive would lie elsewhere if it were unpacked."""
    plain = name.replace("\\", "/")
    return plain.startswith("/") or plain[1:2] == ":" or ".." in plain.split("/") or posixpath.normpath(plain) == "."
