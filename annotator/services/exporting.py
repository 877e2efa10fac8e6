"""Writing layers to files: aside, re-read, verified, and only then under their name.

What is exported is seen at one moment (a snapshot), however long the writing takes and whatever is edited meanwhile.
The order is that of import, then the annotators' names, so the same project gives the same bytes.
"""

import hashlib
import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from annotator.formats import native
from annotator.formats.errors import FormatError
from annotator.formats.registry import NATIVE, Use, find_format
from annotator.model.annotation import GOLD, Kind, LayerContents, Status
from annotator.model.errors import AnnotatorError
from annotator.model.ids import DocumentId
from annotator.services.job import Progress
from annotator.services.splitting import Split, parts_of
from annotator.storage import SUFFIX, Mode, Project
from annotator.storage.bulk import LayerQuery, LayerRow, label_counts, layer_rows, snapshot

__all__ = [
    "GOLD",
    "ExportChoice",
    "ExportError",
    "ExportPreview",
    "ExportReport",
    "PartPreview",
    "Split",
    "export",
    "preview",
    "targets",
]

_SHOWN_LINES = 3


class ExportError(AnnotatorError):
    """An export that could not be made; nothing was left behind."""


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """What to export.

    Attributes:
        format: Id of a format that can be written.
        annotators: Only their layers (`gold` for the adjudicated one); empty for every layer, and then documents that
            nobody has begun are exported too.
        statuses: Only layers of these; a document nobody has begun counts as new. Empty for all.
        languages: Only documents of these BCP 47 tags. Empty for all.
        split: Into which parts; `None` for one file.
    """

    format: str = NATIVE.id
    annotators: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()
    languages: tuple[str, ...] = ()
    split: Split | None = None

    @property
    def query(self) -> LayerQuery:
        """The layers meant."""
        return LayerQuery(self.annotators, self.statuses, self.languages)


@dataclass(frozen=True, slots=True)
class PartPreview:
    """What one part of a split would hold."""

    name: str
    documents: int
    lines: int


@dataclass(frozen=True, slots=True)
class ExportPreview:
    """What an export would write.

    Attributes:
        documents: Different ones.
        lines: Layers, and documents without one.
        by_label: Mentions by label, most frequent first.
        by_status, by_language, by_annotator: Lines; those without a layer have the annotator "".
        first_lines: The first ones as they would be written, without their line feed.
        parts: Of a split, in its order; empty without one.
    """

    documents: int = 0
    lines: int = 0
    mentions: int = 0
    by_kind: Mapping[Kind, int] = field(default_factory=dict)
    by_label: Mapping[str, int] = field(default_factory=dict)
    by_status: Mapping[Status, int] = field(default_factory=dict)
    by_language: Mapping[str, int] = field(default_factory=dict)
    by_annotator: Mapping[str, int] = field(default_factory=dict)
    first_lines: tuple[str, ...] = ()
    parts: tuple[PartPreview, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What an export has written.

    Attributes:
        lines: Of each file.
    """

    files: tuple[Path, ...]
    lines: tuple[int, ...]
    documents: int
    mentions: int


def preview(project: Path, choice: ExportChoice, progress: Progress | None = None) -> ExportPreview:
    """What `export` would write now.

    Raises:
        AnnotatorError: If the project cannot be read, or the format not be written.
    """
    _require_lines(choice)
    with Project.open(project, Mode.READ) as reader, snapshot(reader.db):
        rows = list(layer_rows(reader.db, choice.query))
        if progress is not None:
            progress.check()
        labels = list(label_counts(reader.db, choice.query))
        kinds: Counter[Kind] = Counter()
        for kind, _label, count in labels:
            kinds[kind] += count
        return ExportPreview(
            len({row.document for row in rows}),
            len(rows),
            sum(row.mentions for row in rows),
            kinds,
            {label: count for _kind, label, count in labels},
            Counter(row.status for row in rows),
            Counter(row.language for row in rows),
            Counter(row.annotator or "" for row in rows),
            tuple(line.decode().rstrip("\n") for line, _ in islice(_lines(reader, rows), _SHOWN_LINES)),
            tuple(_preview_parts(rows, choice.split)),
        )


def _preview_parts(rows: Sequence[LayerRow], split: Split | None) -> Iterator[PartPreview]:
    if split is None:
        return
    parts = parts_of(rows, split)
    documents = Counter(parts.values())
    lines = Counter(parts[row.document] for row in rows)
    for place, name in enumerate(split.names):
        yield PartPreview(name, documents[place], lines[place])


def export(project: Path, out: Path, choice: ExportChoice, progress: Progress | None = None) -> ExportReport:
    """Write what is chosen to `out`, or to one file a part beside it (`out.train.jsonl`); a file there is replaced.

    Raises:
        CancelledError: If the job is no longer wanted; then nothing is left behind.
        AnnotatorError: If it cannot be written or does not read back as it should; then nothing is left behind.
    """
    _require_lines(choice)
    _refuse_target(out, project)
    with Project.open(project, Mode.READ) as reader, snapshot(reader.db):
        rows = list(layer_rows(reader.db, choice.query))
        if not rows:
            raise ExportError("Nothing fits this choice, so nothing was exported.")
        files = _Files(targets(out, choice.split))
        try:
            _write(reader, rows, files, choice.split, progress or Progress())
            files.verify(progress or Progress())
            files.publish()
        except OSError as error:
            raise ExportError(f"“{out}” could not be written: {error.strerror or error}.", path=out) from error
        finally:
            files.discard()
    documents = len({row.document for row in rows})
    return ExportReport(files.paths, files.counts, documents, sum(row.mentions for row in rows))


def _require_lines(choice: ExportChoice) -> None:
    """What is written here are lines; a project to send is made by `bundling`."""
    if find_format(choice.format).require(Use.WRITE) is not NATIVE:
        raise ExportError(f"“{choice.format}” is not written line by line.", format=choice.format)


def _refuse_target(out: Path, project: Path) -> None:
    if out.suffix == SUFFIX or (out.exists() and out.samefile(project)):
        raise ExportError(f"“{out.name}” is a project. Choose another name for the export.", path=out)
    if out.is_dir():
        raise ExportError(f"“{out}” is a folder. Name a file in it.", path=out)
    if not out.parent.is_dir():
        raise ExportError(f"There is no folder “{out.parent}”.", path=out)


def targets(out: Path, split: Split | None) -> list[Path]:
    """The files that an export to `out` makes: itself, or one for each part of a split."""
    if split is None:
        return [out]
    return [out.with_name(f"{out.stem}.{part}{out.suffix or NATIVE.suffixes[0]}") for part in split.names]


def _lines(reader: Project, rows: Iterable[LayerRow]) -> Iterator[tuple[bytes, LayerRow]]:
    """Each layer as a line of the file."""
    scheme = reader.scheme
    last: tuple[DocumentId, str] | None = None
    for row in rows:
        document = reader.document(row.document)
        if document is None:
            continue
        if last is None or last[0] != row.document:
            last = row.document, reader.text(row.sha256)
        contents: LayerContents | None = None
        if row.annotator is not None:
            contents = reader.contents(row.document, row.annotator)
        yield native.encode(document, last[1], contents, scheme), row


def _write(reader: Project, rows: list[LayerRow], files: "_Files", split: Split | None, progress: Progress) -> None:
    parts = {} if split is None else parts_of(rows, split)
    for done, (line, row) in enumerate(_lines(reader, rows)):
        progress.report(done, 2 * len(rows))
        files.write(parts.get(row.document, 0), line)


class _Files:
    """The files of an export while they stand aside.

    Attributes:
        paths: Where they will be.
        counts: How many lines each has.
    """

    def __init__(self, paths: list[Path]) -> None:
        self.paths = tuple(paths)
        self._counts = [0] * len(paths)
        self._digests = [hashlib.sha256() for _path in paths]
        self._files: list[BinaryIO] = []
        self._asides: list[Path] = []
        try:
            for path in paths:
                self._open(path)
        except OSError as error:
            self.discard()
            raise ExportError(f"“{path}” cannot be written: {error.strerror}.", path=path) from error

    def _open(self, path: Path) -> None:
        descriptor, name = tempfile.mkstemp(".part", f".{path.name[:100]}.", path.parent)
        self._asides.append(Path(name))
        self._files.append(os.fdopen(descriptor, "wb"))

    @property
    def counts(self) -> tuple[int, ...]:
        return tuple(self._counts)

    def write(self, part: int, line: bytes) -> None:
        self._files[part].write(line)
        self._digests[part].update(line)
        self._counts[part] += 1

    def verify(self, progress: Progress) -> None:
        """Put the bytes on the disk, read them back and check every line: JSON, checksum, each span's characters.

        Raises:
            ExportError: If a line does not read back as it was written.
        """
        done = total = sum(self._counts)
        for aside, file, digest, count in zip(self._asides, self._files, self._digests, self._counts, strict=True):
            file.flush()
            os.fsync(file.fileno())
            file.close()
            read, number = hashlib.sha256(), 0
            with aside.open("rb") as again:
                for number, line in enumerate(again, 1):
                    progress.report(done, 2 * total)
                    read.update(line)
                    _verify_line(line, number)
                    done += 1
            if number != count or read.digest() != digest.digest():
                raise ExportError("What was written did not read back the same. Is the disk in order?")

    def publish(self) -> None:
        """Give the files their names, with the permissions that any new file gets."""
        umask = os.umask(0)
        os.umask(umask)
        for aside, path in zip(self._asides, self.paths, strict=True):
            aside.chmod(0o666 & ~umask)
            aside.replace(path)
        self._asides.clear()
        _sync_folder(self.paths[0].parent)

    def discard(self) -> None:
        """Remove what has not been given its name."""
        for file in self._files:
            with suppress(OSError):
                file.close()
        for aside in self._asides:
            aside.unlink(missing_ok=True)
        self._asides.clear()


def _verify_line(line: bytes, number: int) -> None:
    try:
        native.decode(line)
    except FormatError as error:
        raise ExportError(
            f"Line {number} of the export would not be sound, so nothing was written: {error.message} “annotator "
            "check” tells more.",
            line=number,
        ) from error


def _sync_folder(folder: Path) -> None:
    """Make the new names durable, where a folder can be synced."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
