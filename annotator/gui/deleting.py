"""Emptying the bin beside the work: asked first, read on another thread, written here in small batches."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from annotator.gui.asking import Asking
from annotator.gui.messages import MessageAction
from annotator.gui.naming import number
from annotator.gui.projects import Projects
from annotator.gui.tasks import Task, Tasks
from annotator.model.change import Act, Change, Subject
from annotator.model.errors import AnnotatorError
from annotator.model.ids import DocumentId
from annotator.services.job import Progress
from annotator.services.session import Session


class Deleting(QObject):
    """Deletes documents of the open project's bin for good."""

    question_wanted = Signal(object)
    """The `Loss` that the person has to agree to."""

    def __init__(self, projects: Projects, tasks: Tasks, asking: Asking, parent: QObject) -> None:
        super().__init__(parent)
        self._projects = projects
        self._tasks = tasks
        self._asking = asking
        self._messages = asking.messages
        self._session: Session | None = None
        self._task: Task | None = None
        self._deleted = 0
        self._refused = False

    def ask(self, documents: Sequence[DocumentId] | None = None) -> None:
        """Ask whether these documents of the bin, or all of them, are to go."""
        from annotator.services.deleting import loss  # noqa: PLC0415  not needed at the start

        session = self._projects.session
        if session is None:
            return
        if session.read_only:
            self._messages.error(self.tr("The project is open for reading only; nothing can be deleted."))
            return
        found = loss(session, documents)
        if found.documents:
            self.question_wanted.emit(found)
        else:
            self._messages.show(self.tr("The bin is empty."), icon="trash-2")

    def ask_all(self) -> None:
        """Ask whether the bin is to be emptied."""
        self.ask()

    def delete(self, documents: Sequence[DocumentId]) -> None:
        """Delete what the person has agreed to lose."""
        from annotator.services.deleting import ACTION  # noqa: PLC0415  not needed at the start

        session = self._projects.session
        if session is None:
            return
        try:
            act = session.begin(ACTION)
        except AnnotatorError as error:
            self._messages.error(error)
            return
        task = self._tasks.prepare(self.tr("Deleting"), partial(_delete, session.path, tuple(documents), act))
        task.produced.connect(self._take)
        task.succeeded.connect(self._done)
        task.cancelled.connect(self._stopped)
        task.refused.connect(self._failed)
        self._session, self._task, self._deleted, self._refused = session, task, 0, False
        self._tasks.start(task)

    def _take(self, changes: list[Change]) -> None:
        session, task = self._session, self._task
        if session is None or task is None or session is not self._projects.session:
            return
        try:
            session.apply(changes, initiator=self)
            self._deleted += sum(change.subject is Subject.DOCUMENT for change in changes)
        except AnnotatorError as error:
            self._failed(error)
            task.cancel()
        finally:
            task.took()

    def _failed(self, error: AnnotatorError) -> None:
        self._refused = True
        self._messages.error(error)

    def _done(self, _result: object) -> None:
        words = self.tr("Deleted {count} documents for good").format(count=number(self._deleted))
        self._say(self.tr("Deleted one document for good") if self._deleted == 1 else words)

    def _stopped(self) -> None:
        if not self._refused and self._session is self._projects.session:
            words = self.tr("Stopped; {count} documents are deleted, the others are still in the bin.")
            self._say(words.format(count=number(self._deleted)))

    def _say(self, words: str) -> None:
        action = MessageAction(self.tr("Undo"), self._asking.undo, "Ctrl+Z") if self._deleted else None
        self._messages.show(words, icon="trash-2", action=action)


def _delete(project: Path, documents: Sequence[DocumentId], act: Act, progress: Progress) -> object:
    """The job: in its own thread."""
    from annotator.services.deleting import delete_batches  # noqa: PLC0415  not needed at the start

    return delete_batches(project, documents, act, progress)
