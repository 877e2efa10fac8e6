"""Taking files in beside the work: read on another thread, written here in small batches, with a report at the end."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.gui.messages import MessageAction, Messages
from annotator.gui.naming import number
from annotator.gui.projects import Projects
from annotator.gui.tasks import Job, Task, Tasks
from annotator.model.document import UNDETERMINED
from annotator.model.errors import AnnotatorError
from annotator.model.ids import ActId
from annotator.services.documents import DocumentList
from annotator.services.job import Progress
from annotator.services.opening import is_project
from annotator.services.session import Session

if TYPE_CHECKING:
    from annotator.services.imports.importing import Batch, ImportOptions, ImportReport
    from annotator.services.imports.label_mapping import NameMapping
    from annotator.services.imports.plan import ImportPlan
    from annotator.services.imports.survey import Looked, Wish

_DETECTED_AT_ONCE = 20
"""An import of so few files waits for their languages; a larger one gets them afterwards."""


class Importing(QObject):
    """Runs imports into the open project.

    Attributes:
        report: Of the last import into the open project, or `None`.
    """

    report_requested = Signal()
    """The person wants to see the report."""
    merge_wanted = Signal(list)
    """Paths of others' work on documents of the open project: it is merged, not imported."""

    card_wanted = Signal(object)
    """What was looked at (a `Looked`), for a person to decide; `begin` or `give_up` follows."""

    completed = Signal()
    """An import has come to its end, and nothing of it waits any more."""

    def __init__(self, projects: Projects, tasks: Tasks, messages: Messages, parent: QObject) -> None:
        super().__init__(parent)
        self._projects = projects
        self._tasks = tasks
        self._messages = messages
        self._session: Session | None = None
        self._task: Task | None = None
        self._act: ActId | None = None
        self._running: ImportReport | None = None
        self._waiting: list[Path] = []
        self._detecting: Task | None = None
        self._offered: tuple[Path, ...] = ()
        self.report: ImportReport | None = None

    def take_dropped(self, paths: Sequence[Path], *, ask: bool = False) -> None:
        """Files were dropped: without a project open one or make one of them, else take them in (see `take`)."""
        session = self._projects.session
        if session is None and not (len(paths) == 1 and is_project(paths[0])):
            self._projects.start(paths, paths[0].parent)
        elif session is None or (session.read_only and len(paths) == 1 and is_project(paths[0])):
            self._projects.open(paths[0])
        else:
            self.take(paths, ask=ask)

    def take(self, paths: Sequence[Path], *, ask: bool = False) -> None:
        """Take files into the open project: others' work on its documents is merged, everything else imported.

        Others' work are projects, and lines of the native format that hold layers of other people for documents which
        the project has; such a file by itself is looked at first. With `ask` the person sees how before it is imported.
        """
        session = self._projects.session
        if session is None or not paths:
            return
        if all(map(is_project, paths)):
            self.merge_wanted.emit(list(paths))
        elif len(paths) == 1 and paths[0].is_file() and not session.read_only:
            task = self._tasks.prepare(self.tr("Looking"), partial(_holds, session.path, paths[0], session.annotator))
            task.succeeded.connect(partial(self._take_lines, session, paths[0], ask))
            task.refused.connect(self._messages.error)
            self._tasks.start(task)
        else:
            self.import_paths(paths, ask=ask)

    def _take_lines(self, session: Session, path: Path, ask: bool, is_others_work: bool) -> None:
        if session is not self._projects.session:
            return
        if is_others_work:
            self.merge_wanted.emit([path])
        else:
            self.import_paths([path], ask=ask)

    def offer(self, paths: Sequence[Path]) -> None:
        """Offer to import what a folder has more than the project; nothing is taken in unasked."""
        session = self._projects.session
        if session is None or session.read_only:
            return
        self._offered = tuple(paths)
        job = partial(_count_new, session.path, self._offered, session.annotator)
        task = self._tasks.prepare(self.tr("Looking for new files"), job)
        task.succeeded.connect(self._say_new)
        self._tasks.start(task)

    def _say_new(self, files: int) -> None:
        if self._projects.session is None or not files:
            return
        words = self.tr("The folder has {count} files that are not in the project.").format(count=number(files))
        name = self.tr("Import the new ones")
        if files == 1:
            words, name = self.tr("The folder has one file that is not in the project."), self.tr("Import the new one")
        action = MessageAction(name, partial(self.import_paths, self._offered))
        self._messages.show(words, icon="import", action=action)

    def import_paths(self, paths: Sequence[Path], *, ask: bool = False) -> None:
        """Import files and folders into the open project, after the import that may be under way.

        They are looked at first. If names or options have to be chosen, or with `ask`, the person sees a card before
        anything is written.
        """
        session = self._projects.session
        if session is None or not paths:
            return
        if self._session is not None and self._session is session:
            self._waiting += paths
            return
        if session.read_only:
            self._messages.error(self.tr("The project is open for reading only; nothing can be imported."))
            return
        self._session, self._act, self._waiting = session, None, []
        task = self._prepare(
            self.tr("Looking through the files"), partial(_look, session.path, tuple(paths), session.annotator)
        )
        task.succeeded.connect(partial(self._on_looked, session, ask))
        task.cancelled.connect(self._say_cancelled)
        self._tasks.start(task)

    def _prepare(self, name: str, job: Job) -> Task:
        task = self._task = self._tasks.prepare(name, job)
        task.cancelled.connect(self._take_back)
        task.refused.connect(self._failed)
        task.broke.connect(self._break_off)
        return task

    def _on_looked(self, session: Session, ask: bool, looked: "Looked") -> None:
        if session is not self._projects.session:
            self._end()
        elif ask or looked.must_ask(session.annotator):
            self.card_wanted.emit(looked)
        else:
            self.begin(looked, looked.wish, looked.mapping())

    def give_up(self) -> None:
        """The person has looked at it, and wants nothing imported."""
        self._end()

    def begin(self, looked: "Looked", wish: "Wish", mapping: "NameMapping") -> None:
        """Import what was looked at, and remember how if that is not as usual."""
        from annotator.services.imports.importing import ImportOptions, ImportReport, Naming  # noqa: PLC0415  as above
        from annotator.services.imports.memory import remember  # noqa: PLC0415  not needed at the start
        from annotator.services.imports.survey import Wish  # noqa: PLC0415  as above

        session = self._session
        if session is None or session is not self._projects.session:
            return
        memory = looked.memory(wish, mapping)
        is_usual = wish == Wish() and not mapping.questions
        try:
            if not is_usual:
                remember(session, memory, initiator=self)
        except AnnotatorError as error:
            self._failed(error)
            return
        naming = Naming(mapping, "" if is_usual else memory.id)
        options = ImportOptions(session.annotator, wish.language, whose=wish.whose, naming=naming)
        task = self._prepare(self.tr("Importing"), partial(_read, session.path, looked.plan, options))
        task.produced.connect(self._take)
        task.succeeded.connect(self._done)
        self._running = ImportReport()
        self._tasks.start(task)

    def _take(self, batch: "Batch") -> None:
        session, task = self._session, self._task
        if session is None or task is None or self._running is None or session is not self._projects.session:
            return
        from annotator.services.imports.importing import apply_batch  # noqa: PLC0415  not needed at the start

        try:
            self._act = batch.act
            self._running.add(batch, apply_batch(session, batch, initiator=self))
        except AnnotatorError as error:
            self._messages.error(error)
            task.cancel()
        finally:
            task.took()

    def _done(self, _result: object) -> None:
        report = self._running
        if report is None:
            return
        self.report = report
        self._end()
        self._say(report)
        self.detect_languages()
        self.completed.emit()

    def _say(self, report: "ImportReport") -> None:
        words = self.tr("Imported {count} documents").format(count=number(report.documents))
        if report.documents == 1:
            words = self.tr("Imported one document")
        if report.mentions and report.documents:
            words += ", " + self.tr("{count} mentions").format(count=number(report.mentions))
        elif report.mentions:
            words = self.tr("Imported {count} mentions").format(count=number(report.mentions))
        action = MessageAction(self.tr("Show the report"), self.report_requested.emit)
        if report.skipped_count:
            words += " · " + self.tr("{count} skipped").format(count=number(report.skipped_count))
            self._messages.warn(words, action=action)
        else:
            self._messages.show(words, icon="import", action=action if report.notes else None)

    def _failed(self, error: AnnotatorError) -> None:
        self._messages.error(error)
        self._take_back()

    def _break_off(self, _bug: object) -> None:
        """Our mistake, which is told elsewhere: nothing half-done stays, and the next import can begin."""
        self._take_back()

    def _take_back(self) -> None:
        session, act = self._session, self._act
        self._end()
        if session is None or act is None or session is not self._projects.session:
            return
        from annotator.services.imports.importing import take_back_batches  # noqa: PLC0415  not needed at the start

        self._undoing = take_back_batches(session, act, initiator=self)
        self._take_back_some()

    def _take_back_some(self) -> None:
        try:
            next(self._undoing)
        except StopIteration:
            self._say_cancelled()
        except AnnotatorError as error:
            self._messages.error(error)
        else:
            QTimer.singleShot(0, self, self._take_back_some)

    def _say_cancelled(self) -> None:
        self._messages.show(self.tr("Import cancelled; nothing was changed."), icon="import")

    # -- languages

    def detect_languages(self) -> None:
        """Find the languages of documents that wait for theirs, beside the work."""
        session = self._projects.session
        if session is None or session.read_only or self._detecting is not None:
            return
        if not any(tag == UNDETERMINED for tag in DocumentList(session).language_counts()):
            return
        task = self._tasks.prepare(self.tr("Finding languages"), partial(_detect, session.path))
        task.produced.connect(self._take_languages)
        task.finished.connect(self._detected)
        self._detecting = task
        self._tasks.start(task)

    def _take_languages(self, found: list[object]) -> None:
        from annotator.services.detection import apply_languages  # noqa: PLC0415  not needed at the start

        session, task = self._projects.session, self._detecting
        if session is None or task is None:
            return
        try:
            apply_languages(session, found, initiator=self)  # type: ignore[arg-type]
        except AnnotatorError as error:
            self._messages.error(error)
            task.cancel()
        finally:
            task.took()

    def _detected(self) -> None:
        self._detecting = None

    def _end(self) -> None:
        session, waiting = self._session, self._waiting
        self._session = self._task = self._act = self._running = None
        self._waiting = []
        if waiting and session is self._projects.session:
            QTimer.singleShot(0, self, partial(self.import_paths, waiting))


def _holds(project: Path, file: Path, annotator: str, progress: Progress) -> bool:
    """The job: whether a file is others' work on documents of the project."""
    from annotator.services.merges.offer import holds_work_of_others  # noqa: PLC0415  not needed at the start

    return holds_work_of_others(project, file, annotator, progress)


def _count_new(project: Path, paths: Sequence[Path], annotator: str, progress: Progress) -> int:
    """The job: how many files there are that the project does not have."""
    from annotator.services.imports.importing import count_new, plan_import  # noqa: PLC0415  not needed at the start

    return count_new(project, plan_import(paths), annotator, progress)


def _detect(project: Path, progress: Progress) -> object:
    """The job: in its own thread, and in a process of its own from there."""
    from annotator.services.detection import detect_batches  # noqa: PLC0415  not needed at the start

    return detect_batches(project, progress)


def _look(project: Path, paths: Sequence[Path], annotator: str, progress: Progress) -> "Looked":
    """The job: what the files hold, and whether there is something to ask."""
    from annotator.services.imports.survey import look  # noqa: PLC0415  not needed at the start

    return look(project, paths, annotator, None, progress)


def _read(project: Path, plan: "ImportPlan", options: "ImportOptions", progress: Progress) -> object:
    """The job: in its own thread."""
    from annotator.services.imports.importing import read_batches  # noqa: PLC0415  as above

    if len(plan.sources) <= _DETECTED_AT_ONCE and options.language == UNDETERMINED:
        from annotator.services.language import detect  # noqa: PLC0415  loading its profiles takes time

        options = replace(options, detect=detect)
    return read_batches(project, plan, options, progress)
