"""The files of an export while they stand aside: written, read back, and only then under their names."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from annotator.formats.interface import SourceFile
from annotator.model.errors import AnnotatorError
from annotator.services.source_files import DiskFile


class ExportError(AnnotatorError):
    """An export that could not be made; nothing was left behind."""


class Aside:
    """One file, or one folder of files, that stands aside until it is published.

    Attributes:
        target: Where it will be.
    """

    def __init__(self, target: Path, *, is_folder: bool) -> None:
        """Make room beside the target.

        Raises:
            ExportError: If it cannot be made there, or the folder holds something already.
        """
        self.target = target
        self._is_folder = is_folder
        self._digests: dict[Path, str] = {}
        self._folders: set[Path] = set()
        # Ten thousand small files are made durable together, where the system can do that.
        self._waits = is_folder and hasattr(os, "sync")
        try:
            self._place = self._make_place()
        except OSError as error:
            raise ExportError(f"“{target}” cannot be written: {error.strerror}.", path=target) from error

    def _make_place(self) -> Path:
        prefix = f".{self.target.name[:100]}."
        if not self._is_folder:
            descriptor, name = tempfile.mkstemp(".part", prefix, self.target.parent)
            os.close(descriptor)
            return Path(name)
        if self.target.exists() and any(self.target.iterdir()):
            raise ExportError(f"The folder “{self.target}” holds files already. Name a new one.", path=self.target)
        return Path(tempfile.mkdtemp(".part", prefix, self.target.parent))

    @contextmanager
    def open(self, name: str = "") -> Iterator[BinaryIO]:
        """A new file: the one itself, or one of this name in the folder; on the disk at the latest when published.

        Raises:
            ExportError: If there is one of this name already.
        """
        path = self._place / name if self._is_folder else self._place
        if path in self._digests:
            raise ExportError(f"Two documents would be written to “{name}”.", path=self.target)
        if path.parent not in self._folders:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(path.parent)
        with path.open("wb") as file:
            counting = _Counting(file)
            yield counting  # type: ignore[misc]
            if not self._waits:
                file.flush()
                os.fsync(file.fileno())
        self._digests[path] = counting.hexdigest()

    @property
    def sha256(self) -> dict[str, str]:
        """SHA-256 of each file by its name in the folder, or by the target's name."""
        names = {path: path.relative_to(self._place).as_posix() for path in self._digests} if self._is_folder else {}
        return {names.get(path, self.target.name): digest for path, digest in self._digests.items()}

    def check_bytes(self) -> None:
        """Read everything back.

        Raises:
            ExportError: If it is not what was written.
        """
        for path, digest in self._digests.items():
            with path.open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != digest:
                    raise ExportError("What was written did not read back the same. Is the disk in order?")

    def sources(self, suffixes: Sequence[str]) -> Iterator[SourceFile]:
        """The files with such endings, as a reader wants them, in the order in which they were written."""
        for path in self._digests:
            name = path.relative_to(self._place).as_posix() if self._is_folder else self.target.name
            if not self._is_folder or name.endswith(tuple(suffixes)):
                yield DiskFile(path, name, path.stat().st_size)

    def publish(self) -> None:
        """Give it its name, with the permissions that any new file gets."""
        if self._waits:
            os.sync()
        umask = os.umask(0)
        os.umask(umask)
        if self._is_folder:
            self._place.chmod(0o777 & ~umask)
            with suppress(FileNotFoundError):
                self.target.rmdir()
        else:
            self._place.chmod(0o666 & ~umask)
        self._place.replace(self.target)
        _sync_folder(self.target.parent)

    def discard(self) -> None:
        """Remove what has not been given its name."""
        if self._is_folder:
            shutil.rmtree(self._place, ignore_errors=True)
        else:
            self._place.unlink(missing_ok=True)


class _Counting:
    """A file that is told to a checksum as it is written."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._digest = hashlib.sha256()

    def write(self, data: bytes) -> int:
        self._digest.update(data)
        return self._file.write(data)

    def hexdigest(self) -> str:
        return self._digest.hexdigest()


def _sync_folder(folder: Path) -> None:
    """Make the new names durable, where a folder can be synced."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
