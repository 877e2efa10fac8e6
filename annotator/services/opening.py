"""From what a person names (a project, a folder, files, nothing) to an open project.

Here stands the rule of the command line and of files dropped on the window: a project is opened; a folder or text files
become a new project that is named after them, or open the one that is there already. Nothing is ever overwritten.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from annotator import assets
from annotator.model.annotation import Status
from annotator.model.errors import AnnotatorError
from annotator.model.ids import AnnotatorName
from annotator.model.scheme import Scheme
from annotator.services.session import Session
from annotator.storage import SUFFIX, LockedProjectError, Mode, NewerProjectError, Project, ProjectError
from annotator.storage.queries import status_counts

__all__ = ["SUFFIX", "LockedProjectError", "NewerProjectError", "ProjectError"]

DEFAULT_SCHEME = "news"
SAMPLE_TITLE = "Sample articles"
REVIEW_TITLE = "Review sample"
REVIEW_FILE = f"review-sample{SUFFIX}"
_SQLITE = b"SQLite format 3\0"
_ODD = '\\/:*?"<>|'


@dataclass(frozen=True, slots=True)
class Start:
    """What to open, and what to import into it if it is new.

    Attributes:
        project: The project file.
        sources: The folder or files it stands for; empty when a project was named.
    """

    project: Path
    sources: tuple[Path, ...] = ()

    @property
    def is_new(self) -> bool:
        """Whether the project has to be made first."""
        return not self.project.exists()


@dataclass(frozen=True, slots=True)
class RecentProject:
    """What a list of projects shows without opening them.

    Attributes:
        done, total: Documents outside the bin; `done` by the asking annotator.
        touched: When the file was last written, UTC; `None` while nobody has looked, and then the rest is empty.
        missing: Whether there is nothing to open at `path` (any more); then the rest is empty.
    """

    path: Path
    title: str
    done: int = 0
    total: int = 0
    touched: datetime | None = None
    missing: bool = False


def is_project(path: Path) -> bool:
    """Whether a path is meant as a project: by its ending, or because it holds a database."""
    if path.suffix == SUFFIX:
        return True
    try:
        with path.open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False


def start_from(paths: Sequence[Path], folder: Path) -> Start:
    """What the named paths mean; a new project would be made in `folder`.

    Raises:
        AnnotatorError: If a path does not exist, or projects and other files are mixed.
    """
    projects = [path for path in paths if is_project(path)]
    if projects and len(paths) > 1:
        raise AnnotatorError("Open one project at a time, without further files.", paths=paths)
    if projects:
        return Start(projects[0])
    for path in paths:
        if not path.exists():
            raise AnnotatorError(f"There is no file or folder “{path}”.", path=path)
    return Start(folder / f"{file_name(_name_of(paths))}{SUFFIX}", tuple(paths))


def _name_of(paths: Sequence[Path]) -> str:
    first = paths[0].resolve()
    if len(paths) == 1:
        return first.name if first.is_dir() else first.stem
    return first.parent.name or first.stem


def file_name(title: str) -> str:
    """A title as the name of a file that every system takes."""
    plain = "".join(" " if c in _ODD or ord(c) < 32 else c for c in title)
    return " ".join(plain.split()).strip(". ")[:100] or "Project"


def free_path(folder: Path, title: str) -> Path:
    """A project file in `folder` that does not exist yet, named after `title`."""
    name = file_name(title)
    path, count = folder / f"{name}{SUFFIX}", 1
    while path.exists():
        count += 1
        path = folder / f"{name} {count}{SUFFIX}"
    return path


def shipped_schemes() -> tuple[str, ...]:
    """Names of the schemes that come with the program, the usual one first."""
    names = sorted(path.stem for path in assets.resource("schemes").glob("*.yaml"))
    return (DEFAULT_SCHEME, *(name for name in names if name != DEFAULT_SCHEME))


def shipped_scheme(name: str = DEFAULT_SCHEME) -> Scheme:
    """A scheme that comes with the program."""
    # YAML is slow to load and only wanted when a project is made.
    from annotator.formats.scheme_yaml import read_scheme_file  # noqa: PLC0415

    return read_scheme_file(assets.resource("schemes", f"{name}.yaml"))


def new_project(path: Path, annotator: str, title: str = "", scheme: Scheme | None = None) -> Session:
    """A session on a new project; without a scheme it gets the usual one.

    Raises:
        AnnotatorError: If it cannot be made; an existing file is never touched.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    return Session.new(path, scheme or shipped_scheme(), annotator, title or path.stem)


def open_project(path: Path, annotator: str) -> Session:
    """A session on a project, for editing.

    Raises:
        LockedProjectError: If another window has it open.
        NewerProjectError: If a newer program wrote it.
        ProjectError: If it cannot be opened at all.
    """
    return Session.open(path, annotator)


def read_project(path: Path, annotator: str) -> Session:
    """A session on a project that can be looked at but not edited.

    Raises:
        ProjectError: If it cannot be opened.
    """
    return Session.open(path, annotator, Mode.READ)


def recent_project(path: Path, annotator: str) -> RecentProject:
    """What a list shows of a project; one that cannot be read shows its name only."""
    try:
        touched = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:
        return RecentProject(path, path.stem, missing=True)
    try:
        with Project.open(path, Mode.READ) as project:
            counts = status_counts(project.db, AnnotatorName(annotator))
            return RecentProject(path, project.title, counts[Status.DONE], sum(counts.values()), touched)
    except AnnotatorError:
        return RecentProject(path, path.stem, touched=touched)
