"""Taking texts and other people's layers into a project: one act, in batches, each document whole or not at all.

`read_batches` does the slow part on a connection of its own, in whatever thread it is called: it reads, decodes, checks
and yields small batches of changes. `apply_batch` writes one of them through the session, quickly enough for the
window's own thread. All batches share one act, so one undo takes the import back. A file or line that is wrong is set
aside with a reason and never stops the rest.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from annotator.model.annotation import Annotator, Cluster
from annotator.model.change import Act, Change, Subject
from annotator.model.document import UNDETERMINED, Document, Sha256
from annotator.model.errors import AnnotatorError, SchemeError
from annotator.model.ids import ActId, AnnotatorName
from annotator.services.imports.names import Names, Naming
from annotator.services.imports.plan import AUTO, ImportPlan, Note, Skipped, Source, plan_import
from annotator.services.imports.reading import Item, Reading
from annotator.services.job import CancelledError, Progress, keeping_much
from annotator.services.language import Detected
from annotator.services.session import Session
from annotator.storage import ConflictError, Mode, Project
from annotator.storage.bulk import clusters_by_id, file_names, last_changes

__all__ = [
    "AUTO",
    "Batch",
    "ImportOptions",
    "ImportPlan",
    "ImportReport",
    "Naming",
    "Note",
    "Skipped",
    "Source",
    "apply_batch",
    "count_new",
    "import_into",
    "import_planned",
    "plan_import",
    "read_batches",
    "take_back",
    "take_back_batches",
]

ACTION = "document.import"
_REPORT_EVERY = 10


@dataclass(frozen=True, slots=True)
class BatchSize:
    """What a batch may hold at most, unless a single document holds more."""

    documents: int
    characters: int
    changes: int


SMALL = BatchSize(50, 500_000, 300)
"""Written at one go, a window does not notice it."""
LARGE = BatchSize(1_000, 10_000_000, 10_000)
"""Where nobody waits for anything else: the fewer batches, the less is written twice."""


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How to import.

    Attributes:
        annotator: Who imports: theirs is the undo, and theirs are labels that name no annotator.
        language: BCP 47 tag of all plain texts, or `und`.
        detect: Finds the language of texts where it is not known; without it that is left for later.
        choices: Values of the format's own options, by name.
        whose: Whose labels are that name no annotator, if not of who imports.
        naming: What is done about names that the scheme does not have.
    """

    annotator: str = ""
    language: str = UNDETERMINED
    detect: Callable[[str], Detected] | None = None
    choices: Mapping[str, str] = field(default_factory=dict)
    whose: str = ""
    naming: Naming = field(default_factory=Naming)

    @property
    def owner(self) -> str:
        """Whose labels are that name no annotator."""
        return self.whose or self.annotator


@dataclass(frozen=True, slots=True)
class Batch:
    """A part of an import that is written at once.

    Attributes:
        act: Shared by all batches of the import.
        skipped: What was set aside while the batch was read.
        notes: What people should know of what went in, such as a guessed encoding.
        leads: Whether nothing can follow if it is refused.
    """

    act: ActId
    items: tuple[Item, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[Note, ...] = ()
    leads: bool = False

    @property
    def changes(self) -> list[Change]:
        """All changes, in the order in which they must be made."""
        return [change for item in self.items for change in item.changes]

    @property
    def texts(self) -> Mapping[Sha256, str]:
        """The texts of the new documents."""
        return {sha: text for item in self.items for sha, text in item.texts.items()}

    def texts_of(self, changes: Iterable[Change]) -> Mapping[Sha256, str]:
        """The texts that some of the changes need."""
        wanted = {change.after.text_sha256 for change in changes if isinstance(change.after, Document)}
        return {sha: text for sha, text in self.texts.items() if sha in wanted}


@dataclass
class ImportReport:
    """What an import did.

    Attributes:
        documents: New ones.
        layers: New ones, of documents new or old.
        mentions: In these layers.
    """

    documents: int = 0
    layers: int = 0
    mentions: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def add(self, batch: Batch, refused: Sequence[Skipped] = ()) -> None:
        """Count a batch that was applied; `refused` is what `apply_batch` gave back."""
        lost = {(skipped.path, skipped.line) for skipped in refused}
        written = [item for item in batch.items if not lost or (item.path, item.line) not in lost]
        counts = Counter(change.subject for item in written for change in item.changes if change.before is None)
        self.documents += counts[Subject.DOCUMENT]
        self.layers += counts[Subject.LAYER]
        self.mentions += counts[Subject.MENTION]
        self.skipped += [*batch.skipped, *refused]
        self.notes += batch.notes

    @property
    def skipped_count(self) -> int:
        """How many files and lines were not taken in."""
        return sum(skipped.count for skipped in self.skipped)


def count_new(project: Path, plan: ImportPlan, annotator: str, progress: Progress | None = None) -> int:
    """How many files of a plan hold something that the project does not have.

    A file of a name that the project knows from an import is not read; of the others, the texts are compared.

    Raises:
        CancelledError: If nobody wants to know any more.
        ProjectError: If the project cannot be read.
    """
    with Project.open(project, Mode.READ) as reader:
        known = file_names(reader.db)
        act = Act(ACTION, None)
        names = Names(reader, act, Naming())
        reading = Reading(reader, act, annotator, UNDETERMINED, None, choices={}, names=names)
        unknown = [source for source in plan.sources if source.name not in known]
        new = 0
        for done, source in enumerate(unknown):
            if progress is not None:
                progress.report(done, len(unknown), source.name)
            new += any(item.changes for item in reading.read(source))
    return new


def read_batches(
    project: Path, plan: ImportPlan, options: ImportOptions, progress: Progress | None = None, size: BatchSize = SMALL
) -> Iterator[Batch]:
    """Read the files of a plan and yield what is to be written, in batches.

    Nothing is written here. The generator opens the project for reading, so it must run in one thread throughout.

    Raises:
        CancelledError: If the job is no longer wanted; what was applied by then is the caller's to take back.
        ProjectError: If the project cannot be read.
    """
    act = Act(ACTION, AnnotatorName(options.annotator) if options.annotator else None)
    with keeping_much(), Project.open(project, Mode.READ) as reader:
        names = Names(reader, act, options.naming)
        choices = options.choices
        reading = Reading(reader, act, options.owner, options.language, options.detect, choices=choices, names=names)
        gathered = _Gathered(act.id, size)
        done, total = 0, plan.size
        first = (Item(Path(), changes=names.changes),) if names.changes else ()
        yield Batch(act.id, first, skipped=plan.skipped, leads=True)
        for source in plan.sources:
            for item in reading.read(source):
                gathered.add(item)
                if progress is not None and len(gathered) % _REPORT_EVERY == 0:
                    progress.report(min(done + item.bytes_read, total), total, source.name)
                if gathered.is_full:
                    yield gathered.taken(reading)
            done += source.size
        gathered.add_all(reading.postponed())
        if progress is not None:
            progress.report(total, total)
        yield gathered.taken(reading)


class _Gathered:
    """The batch that is being filled."""

    def __init__(self, act: ActId, most: BatchSize) -> None:
        self._act = act
        self._most = most
        self._items: list[Item] = []
        self._characters = 0
        self._changes = 0

    def __len__(self) -> int:
        return len(self._items)

    def add(self, item: Item) -> None:
        self._items.append(item)
        self._characters += sum(map(len, item.texts.values()))
        self._changes += len(item.changes)

    def add_all(self, items: Sequence[Item]) -> None:
        for item in items:
            self.add(item)

    @property
    def is_full(self) -> bool:
        return (
            len(self._items) >= self._most.documents
            or self._characters >= self._most.characters
            or self._changes >= self._most.changes
        )

    def taken(self, reading: Reading) -> Batch:
        """The batch, with what was noticed meanwhile; the next one begins empty."""
        items = tuple(item for item in self._items if item.changes)
        self._items, self._characters, self._changes = [], 0, 0
        return Batch(self._act, items, *reading.noticed())


def apply_batch(session: Session, batch: Batch, *, initiator: object = None) -> list[Skipped]:
    """Write one batch; returns what the project refused.

    If something refuses the whole (an id that another file brought along, an edit made meanwhile), each document is
    tried by itself.

    Raises:
        ProjectError: If nothing of the batch can be written: the disk is full, or the project cannot be written.
    """
    try:
        session.apply(batch.changes, texts=batch.texts, initiator=initiator)
    except AnnotatorError as error:
        if batch.leads:
            raise
        refused = list(_apply_singly(session, batch, initiator))
        if len(refused) == len(batch.items) > 1:
            raise error from None
        return refused
    return []


_SHARED = (Subject.ANNOTATOR, Subject.CLUSTER, Subject.DOCUMENT)
"""What one item of a batch brings along for the following ones too."""


def _apply_singly(session: Session, batch: Batch, initiator: object) -> Iterator[Skipped]:
    """Try each document; what others need of a refused one goes in with the next of them."""
    homeless: list[Change] = []
    for item in batch.items:
        carried = [change for change in homeless if _needs(item, change)]
        changes = [change for change in (*carried, *item.changes) if not _is_there(session, change)]
        try:
            session.apply(changes, texts=batch.texts_of(changes), initiator=initiator)
            homeless = [change for change in homeless if change not in carried]
        except AnnotatorError as error:
            homeless += [change for change in item.changes if change.subject in _SHARED]
            yield Skipped(item.path, error.message, item.line)


def _needs(item: Item, change: Change) -> bool:
    name = {Subject.ANNOTATOR: "annotator", Subject.CLUSTER: "cluster", Subject.DOCUMENT: "document"}[change.subject]
    return any(getattr(other.after, name, None) == change.subject_id for other in item.changes)


def _is_there(session: Session, change: Change) -> bool:
    """Whether the project has an annotator, cluster or document already that a change would bring."""
    after = change.after
    match after:
        case Annotator():
            return any(annotator.name == after.name for annotator in session.annotators())
        case Cluster():
            return clusters_by_id(session.project.db, [after.id]).get(after.id) == after
        case Document():
            there = session.project.document(after.id)
            return there is not None and there.text_sha256 == after.text_sha256
        case _:
            return False


def take_back_batches(session: Session, act: ActId, *, action: str = ACTION, initiator: object = None) -> Iterator[int]:
    """Undo what an import, or another act of many batches, has written; yields how many changes are undone.

    A document that has been worked on meanwhile stays, and so does what hangs on it, also what it needs of the scheme.
    `action` names it.
    """
    undoing = Act(action, session.annotator or None)
    offset = 0
    while changes := last_changes(session.project.db, act, SMALL.changes, offset):
        offset += len(changes)
        _reverse(session, act, undoing, changes, initiator)
        yield offset


def _reverse(session: Session, act: ActId, undoing: Act, changes: Sequence[Change], initiator: object) -> None:
    """Undo some changes, the last first; if that is refused, those of each document by themselves."""
    try:
        session.apply(undoing.inverse_of(reversed(changes)), reverses=act, initiator=initiator)
    except (ConflictError, SchemeError):
        for _document, some in groupby(changes, key=attrgetter("document")):
            with suppress(ConflictError, SchemeError):
                session.apply(undoing.inverse_of(reversed(list(some))), reverses=act, initiator=initiator)


def take_back(session: Session, act: ActId, *, initiator: object = None) -> None:
    """Undo what an import has written, at once."""
    for _undone in take_back_batches(session, act, initiator=initiator):
        pass


def import_into(
    session: Session,
    paths: Sequence[Path],
    options: ImportOptions | None = None,
    progress: Progress | None = None,
    format_id: str = AUTO,
) -> ImportReport:
    """Import files and folders in the calling thread.

    Raises:
        CancelledError: If asked to stop; then nothing has been imported.
        FormatError: If the format does not exist or cannot be read.
        ProjectError: If the project cannot be written; then nothing has been imported.
    """
    return import_planned(session, plan_import(paths, format_id), options or ImportOptions(session.annotator), progress)


def import_planned(
    session: Session, plan: ImportPlan, options: ImportOptions, progress: Progress | None = None
) -> ImportReport:
    """The same for files that have been looked at.

    Raises:
        CancelledError: If asked to stop; then nothing has been imported.
        ProjectError: If the project cannot be written; then nothing has been imported.
    """
    report = ImportReport()
    act = None
    try:
        for batch in read_batches(session.path, plan, options, progress, LARGE):
            act = batch.act
            report.add(batch, apply_batch(session, batch))
    except (AnnotatorError, KeyboardInterrupt) as error:
        if act is not None:
            take_back(session, act)
        if isinstance(error, KeyboardInterrupt):
            raise CancelledError("Cancelled. Nothing was imported.") from error
        raise
    return report
