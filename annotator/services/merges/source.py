"""The other file of a merge, read without trust: a project, one made to be sent, or lines of the native format.

A project is checked whole before anything of it is read: whatever the program never writes refuses it. Nothing is ever
written to it.
"""

from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Protocol

from annotator.formats import native, text_files
from annotator.formats.errors import FormatError
from annotator.formats.native_lines import LONG, MAX_LINE_BYTES, lines
from annotator.formats.registry import format_of
from annotator.model.annotation import LayerContents
from annotator.model.change import now
from annotator.model.document import Document
from annotator.model.errors import AnnotatorError
from annotator.model.ids import AnnotatorName, DocumentId
from annotator.services.checks.checking import Severity, check
from annotator.services.exports.bundle_manifest import Manifest, manifest_of
from annotator.services.job import Progress
from annotator.services.opening import is_project
from annotator.storage import Mode, Project
from annotator.storage.bulk import LayerQuery, layer_rows, snapshot
from annotator.storage.layer_history import ids_in_journal, last_acts

MERGED = "merged "
"""A setting of this name and an annotator's says up to when the project has what they did elsewhere."""
MAX_COMMENTS = 100_000
"""Nobody reads more; a file that has more is none of people's work."""
_SHOWN = 3


class MergeError(AnnotatorError):
    """A file that is not taken in; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A document of the other file, with one layer of it if somebody has one."""

    document: Document
    text: str
    contents: LayerContents | None


class Source(Protocol):
    """What a merge asks of the other file."""

    @property
    def scheme(self) -> tuple[str, int] | None:
        """Name and version of its scheme, if it says so."""

    def offers(self) -> Iterator[Offer]:
        """Its documents outside the bin and their layers."""

    def time_of(self, annotator: AnnotatorName) -> str:
        """Up to when it has what an annotator did (UTC, ISO 8601); empty if it cannot tell."""

    def removed(self, ids: Collection[str]) -> set[str] | None:
        """Which of some ids, none of which it has, it once had; `None` if it cannot tell."""


@contextmanager
def opened(path: Path, progress: Progress) -> Iterator[Source]:
    """The other file, for reading; a project is seen at one moment.

    Raises:
        AnnotatorError: If it is not one that can be merged; the sentence says why.
    """
    if not path.is_file():
        raise MergeError(f"There is no file “{path}”.", path=path)
    if not is_project(path):
        info = format_of(path)
        if info is None or not info.merges:
            raise MergeError(f"“{path.name}” is neither a project nor JSON Lines of this program.", path=path)
        yield _LinesSource(path)
        return
    _refuse_damage(path, progress)
    with Project.open(path, Mode.READ) as project, snapshot(project.db):
        yield _ProjectSource(project)


def _refuse_damage(path: Path, progress: Progress) -> None:
    # Closed in this thread: what is left of the check holds a connection.
    with closing(check(path, progress)) as findings:
        errors = (finding for finding in findings if finding.severity is Severity.ERROR)
        shown = " ".join(str(finding) for finding in islice(errors, _SHOWN))
    if shown:
        raise MergeError(
            f"“{path.name}” is damaged or was tampered with. {shown} “annotator check” tells all of it.", path=path
        )


class _ProjectSource:
    """A project, also one that was made to be sent and, perhaps, worked in since."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._manifest = manifest_of(project) or Manifest({}, [])
        self._last_acts = last_acts(project.db)
        self.scheme: tuple[str, int] | None = (project.scheme.name, project.scheme.version)

    def offers(self) -> Iterator[Offer]:
        for row in layer_rows(self._project.db, LayerQuery()):
            document = self._project.document(row.document)
            if document is None:
                continue
            contents = None
            if row.annotator is not None and self._is_whole(row.document, row.annotator):
                contents = self._project.contents(row.document, row.annotator)
            yield Offer(document, self._project.text(row.sha256), contents)

    def _is_whole(self, document: DocumentId, annotator: AnnotatorName) -> bool:
        """Whether all that somebody made of a document is here, not just comments that others have answered."""
        if not self._manifest.annotators or annotator in self._manifest.annotators or annotator in self._last_acts:
            return True
        return self._project.layer(document, annotator) is not None

    def time_of(self, annotator: AnnotatorName) -> str:
        sent = self._manifest.annotators.get(annotator, "")
        merged = self._project.setting(MERGED + annotator) or ""
        return max(map(not_later, (sent, merged, self._last_acts.get(annotator, ""))))

    def removed(self, ids: Collection[str]) -> set[str] | None:
        return ids_in_journal(self._project.db, ids) | set(self._manifest.removed).intersection(ids)


class _LinesSource:
    def __init__(self, path: Path) -> None:
        self._path = path
        self.scheme: tuple[str, int] | None = None

    def offers(self) -> Iterator[Offer]:
        for number, _read, line in lines(self._path):
            try:
                if line is LONG:
                    raise FormatError(f"The line has more than {MAX_LINE_BYTES / 1e6:,.0f} MB.")
                entry = native.decode(line)
            except AnnotatorError as error:
                raise MergeError(f"{self._path.name}, line {number}: {error.message}", line=number) from error
            self.scheme = entry.scheme or self.scheme
            document = entry.document
            if not document.title:
                document = replace(document, title=text_files.title_of("", entry.text))
            yield Offer(document, entry.text, entry.contents)

    def time_of(self, _annotator: AnnotatorName) -> str:
        return ""

    def removed(self, _ids: Collection[str]) -> set[str] | None:
        return None


def not_later(time: str) -> str:
    """A time from outside as changes write it; one that is still to come counts as the present, none as nothing."""
    try:
        found = datetime.fromisoformat(time)
    except ValueError:
        return ""
    zoned = found if found.tzinfo else found.replace(tzinfo=UTC)
    written = zoned.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return min(written, now())
