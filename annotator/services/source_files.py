"""The files of an import as readers see them: on the disk, or inside a zip archive."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from posixpath import dirname, join

from annotator.formats import native_lines, text_files
from annotator.formats.archives import DAMAGE, Archive, damaged
from annotator.formats.errors import FormatError


class DiskFile:
    """A file on the disk.

    Attributes:
        path: Where it lies.
        name: What it is called in the folder that was chosen, with `/`.
        size: In bytes when it was looked at.
    """

    def __init__(self, path: Path, name: str, size: int) -> None:
        self.path = path
        self.name = name
        self.size = size

    def read(self, most: int = text_files.MAX_BYTES) -> bytes:
        """All bytes of a regular file; no more than `most` are ever read.

        Raises:
            FormatError: If there are more, or it is no file.
            OSError: If it cannot be read.
        """
        flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
        descriptor = os.open(self.path, flags)
        try:
            info = os.fstat(descriptor)
            if not stat.S_ISREG(info.st_mode):
                raise FormatError("It is not a file.")
            if info.st_size > most:
                raise text_files.too_large(info.st_size, most)
            pieces, got = [], 0
            while piece := os.read(descriptor, info.st_size + 1):
                pieces.append(piece)
                got += len(piece)
                if got > most:
                    raise text_files.too_large(got, most)
            return b"".join(pieces)
        finally:
            os.close(descriptor)

    def lines(self) -> Iterator[tuple[int, int, bytes]]:
        """Its lines, see `native_lines.lines`."""
        return native_lines.lines(self.path)

    def beside(self, name: str) -> "DiskFile | None":
        """The file of this name in the same folder, if there is one."""
        path = self.path.with_name(name)
        if not path.is_file():
            return None
        folder = self.name.rpartition("/")[0]
        return DiskFile(path, f"{folder}/{name}" if folder else name, path.stat().st_size)


class ArchiveFile:
    """A file in a zip archive; nothing is unpacked to the disk.

    Attributes:
        member: What it is called in the archive.
        name: The archive's name and that, with `/`.
        size: In bytes, as the archive says.
    """

    def __init__(self, archive: Archive, member: str, name: str, size: int) -> None:
        self.member = member
        self.name = name
        self.size = size
        self._archive = archive

    def read(self, most: int = text_files.MAX_BYTES) -> bytes:
        """All bytes.

        Raises:
            FormatError: If there are more than `most`, or it is damaged.
        """
        return self._archive.read(self.member, most)

    def lines(self) -> Iterator[tuple[int, int, bytes]]:
        """Its lines, see `native_lines.lines_of`."""
        with self._archive.open(self.member) as file:
            try:
                yield from native_lines.lines_of(file)
            except DAMAGE as error:
                raise damaged(error) from error

    def beside(self, name: str) -> "ArchiveFile | None":
        """The file of this name in the same folder of the archive, if there is one."""
        member = join(dirname(self.member), name)
        if member not in self._archive:
            return None
        return ArchiveFile(self._archive, member, join(dirname(self.name), name), self._archive.size(member))
