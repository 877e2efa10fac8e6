"""What an import will read: folders walked, formats told by name, everything else set aside with a reason."""

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from annotator.formats.archives import Archive
from annotator.formats.errors import FormatError
from annotator.formats.interface import SourceFile
from annotator.formats.manifest_file import is_manifest
from annotator.formats.registry import FormatInfo, Use, find_format, formats_of, infos, looks_like
from annotator.services.source_files import ArchiveFile, DiskFile

AUTO = "auto"
"""Tell the format of each file by its name."""


_LONGEST_REASON = 500
_HEAD = 262_144
_MAC = "__MACOSX"
_MANIFEST = "It says what an export holds, and has no texts itself. Import the files that it names."
ZIP = ".zip"


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that was not taken in.

    Attributes:
        reason: A sentence for the person; cut if a name in it comes from outside and is endless.
        line: The line of the file, from 1, where a file holds a document a line.
        count: For how many alike this stands.
    """

    path: Path
    reason: str
    line: int | None = None
    count: int = 1

    def __post_init__(self) -> None:
        if len(self.reason) > _LONGEST_REASON:
            object.__setattr__(self, "reason", self.reason[:_LONGEST_REASON] + "…")

    def __str__(self) -> str:
        where = f"{self.path}, line {self.line}" if self.line else str(self.path)
        return f"{where}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Note:
    """Something that was taken in, but not as it was, or that people should know of it.

    Attributes:
        reason: A sentence for the person.
        file: What the file is called in what was chosen; empty if it is about the whole import.
        line: The line of the file, from 1, where it can be said.
    """

    reason: str
    file: str = ""
    line: int | None = None

    def __str__(self) -> str:
        where = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{where}: {self.reason}" if where else self.reason


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read.

    Attributes:
        path: Where it lies; in an archive its name there is the end of it.
        name: What it is called in the folder that was chosen, with `/`; kept with the document.
        size: In bytes when the import was planned.
        archive: The zip archive that it lies in, open; `None` on the disk.
        member: What it is called there.
        choices: Values of the format's own options, by name.
    """

    path: Path
    format: FormatInfo
    name: str
    size: int
    archive: Archive | None = None
    member: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)

    def opened(self) -> SourceFile:
        """The file as a reader wants it."""
        if self.archive is None:
            return DiskFile(self.path, self.name, self.size)
        return ArchiveFile(self.archive, self.member, self.name, self.size)


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """The files that an import will read, in the order in which a person would list them.

    Attributes:
        told: How many files are of each format as their names and beginnings tell, by its id; `""` for those whose
            beginning tells none.
    """

    sources: tuple[Source, ...]
    skipped: tuple[Skipped, ...] = ()
    told: Mapping[str, int] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Of all files together, in bytes."""
        return sum(source.size for source in self.sources)

    @property
    def formats(self) -> tuple[str, ...]:
        """Ids of the formats of its files, sorted."""
        return tuple(sorted({source.format.id for source in self.sources}))

    def chosen(self, choices: Mapping[str, Mapping[str, str]]) -> "ImportPlan":
        """The same files read with values of options, by the format's id."""
        made = (replace(one, choices={**one.choices, **choices.get(one.format.id, {})}) for one in self.sources)
        return replace(self, sources=tuple(made))


LEFT_OUT = "-"
"""In the place of a format: these files are not read."""


def plan_import(paths: Sequence[Path], format_id: str = AUTO, instead: Mapping[str, str] | None = None) -> ImportPlan:
    """Look at files and folders; a file is opened only where its name does not tell its format.

    Folders are walked to the bottom; hidden files, links to folders and what says what an export holds are passed over
    silently. A file that was named itself is read in the chosen format whatever its name.

    Args:
        paths: Files and folders.
        format_id: The format of all of them, or `auto`.
        instead: The format in which files are read that are told to be of another one (`""`: of none), by ids.

    Raises:
        FormatError: If there is no such format, or it cannot be read.
    """
    chosen = None if format_id == AUTO else find_format(format_id).require(Use.READ)
    sorting = _Sorting(chosen, instead or {})
    for path in paths:
        is_folder = path.is_dir()
        for file, name, size, trouble in _walk(path) if is_folder else _single(path):
            if trouble:
                sorting.skipped.append(Skipped(file, trouble))
            elif is_manifest(name, partial(_head, file)):
                sorting.skipped += [] if is_folder else [Skipped(file, _MANIFEST)]
            elif file.suffix.lower() == ZIP:
                sorting.look_into(file, name)
            else:
                sorting.add(file, name, size, partial(_head, file), named=not is_folder)
    return sorting.plan()


class _Sorting:
    """Files, told apart by their formats."""

    def __init__(self, chosen: FormatInfo | None, instead: Mapping[str, str]) -> None:
        self._chosen = chosen
        self._instead = {told: None if to == LEFT_OUT else find_format(to) for told, to in instead.items()}
        self._sources: list[tuple[str, Source]] = []
        self._left: list[tuple[str, Skipped]] = []
        self.skipped: list[Skipped] = []

    def add(
        self,
        file: Path,
        name: str,
        size: int,
        head: Callable[[], bytes],
        *,
        named: bool,
        archive: Archive | None = None,
        member: str = "",
    ) -> None:
        """Take a file, or say why it is not read."""
        told = _format(file, self._chosen, head, named=named)
        key = "" if told is None else told.id
        made = self._instead.get(key, told)
        if told is None and not formats_of(file, _readable()):
            self.skipped.append(Skipped(file, _unknown(file)))
        elif made is None:
            left = "It was left out, as chosen." if key in self._instead else _unknown(file)
            self._left.append((key, Skipped(file, left)))
        else:
            self._sources.append((key, Source(file, made, name, size, archive, member)))

    def look_into(self, path: Path, inside: str) -> None:
        """Add what lies in a zip archive; hidden files and folders are passed over as on the disk."""
        try:
            archive = Archive(path)
        except FormatError as error:
            self.skipped.append(Skipped(path, error.message))
            return
        for member, size, trouble in sorted(archive.members(), key=_natural_member):
            file = path / member
            if not trouble and any(part.startswith(".") or part == _MAC for part in member.split("/")):
                continue
            if trouble or file.suffix.lower() == ZIP:
                self.skipped.append(Skipped(file, trouble or "An archive in an archive is not looked into."))
                continue
            head, name = partial(archive.head, member, _HEAD), f"{inside}/{clean(member)}"
            try:
                if is_manifest(member, head):
                    continue
                self.add(file, name, size, head, named=False, archive=archive, member=member)
            except FormatError as error:
                self.skipped.append(Skipped(file, error.message))

    def plan(self) -> ImportPlan:
        """What is read, without what is read along with another file."""
        companions = _companions([source for _told, source in self._sources])
        read = [(told, source) for told, source in self._sources if source.path not in companions]
        left = [(told, one) for told, one in self._left if one.path not in companions]
        return ImportPlan(
            tuple(source for _told, source in read),
            tuple(one for one in (*self.skipped, *(one for _told, one in left)) if one.path not in companions),
            Counter(told for told, _ in (*read, *left)),
        )


def _companions(sources: Sequence["Source"]) -> set[Path]:
    """The files that are read with another one: the text beside its labels, the types beside what is of them."""
    return {
        path
        for source in sources
        for ending in source.format.companions
        if (path := _beside(source, ending)) != source.path
    }


def _beside(source: "Source", ending: str) -> Path:
    """The file of the same name with another ending, or of a name of its own."""
    name = source.path.name
    if not ending.startswith("."):
        return source.path.with_name(ending)
    suffix = next((one for one in source.format.suffixes if name.lower().endswith(one)), source.path.suffix)
    return source.path.with_name(name[: len(name) - len(suffix)] + ending)


_Found = tuple[Path, str, int, str]
"""Path, name, size, and what is wrong with it (or nothing)."""


def _format(path: Path, chosen: FormatInfo | None, head: Callable[[], bytes], *, named: bool) -> FormatInfo | None:
    if chosen is None:
        return _told(path, head)
    return chosen if named or path.suffix.lower() in chosen.suffixes else None


def _told(path: Path, head: Callable[[], bytes]) -> FormatInfo | None:
    """The format that a file's name tells, or its first bytes where several have such names."""
    candidates = formats_of(path, _readable())
    if len(candidates) < 2:
        return candidates[0] if candidates else None
    try:
        return looks_like(head(), candidates)
    except OSError:
        return candidates[0]


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD)


def _readable() -> tuple[FormatInfo, ...]:
    return tuple(info for info in infos() if info.reads)


def readable_endings() -> tuple[str, ...]:
    """How the names of files end that an import reads, each with its dot."""
    return (*dict.fromkeys(suffix for info in _readable() for suffix in info.suffixes), ZIP)


def _unknown(path: Path) -> str:
    known = formats_of(path, _readable())
    if known:
        titles = ", ".join(info.title for info in known)
        return f"Its beginning is of none of the formats with such names: {titles}. If it is of one, choose it."
    kind = f"that end in “{path.suffix}”" if path.suffix else "without an ending"
    return f"Files {kind} are not read; those in {', '.join(readable_endings())} are."


def _single(path: Path) -> Iterator[_Found]:
    try:
        yield path, clean(path.name), path.stat().st_size, _wrong_kind(path)
    except OSError as error:
        yield path, clean(path.name), 0, f"It cannot be read: {error.strerror}."


def _wrong_kind(path: Path) -> str:
    return "" if path.is_file() else "It is not a file."


def _walk(folder: Path, inside: str = "") -> Iterator[_Found]:
    try:
        with os.scandir(folder) as found:
            entries = sorted((entry for entry in found if not entry.name.startswith(".")), key=_natural)
    except OSError as error:
        yield folder, inside, 0, f"The folder cannot be read: {error.strerror}."
        return
    for entry in entries:
        name = inside + clean(entry.name)
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), name + "/")
        elif entry.is_file():
            yield Path(entry.path), name, entry.stat().st_size, ""
        elif not entry.is_dir():
            yield Path(entry.path), name, 0, "It is not a file, or a link to nothing."


_NUMBER = re.compile(r"(\d+)")


def _natural(entry: os.DirEntry[str]) -> list[tuple[int, int, str]]:
    """Sort key under which `article 2` comes before `article 10`."""
    return _in_order(entry.name)


def _natural_member(member: tuple[str, int, str]) -> list[list[tuple[int, int, str]]]:
    return [_in_order(part) for part in member[0].split("/")]


def _in_order(name: str) -> list[tuple[int, int, str]]:
    parts = _NUMBER.split(name.casefold())
    return [(0, int(part), "") if part.isdecimal() and part.isascii() else (1, 0, part) for part in parts]


def clean(name: str) -> str:
    """A file's name as text: bytes of it that are no UTF-8 become `�`."""
    return os.fsencode(name).decode("utf-8", "replace")
