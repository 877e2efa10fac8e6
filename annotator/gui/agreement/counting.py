"""Counts beside the work: one job at a time on a connection of its own; what an older choice asked for is dropped."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from annotator.gui.tasks import Task, Tasks
from annotator.model.errors import AnnotatorError
from annotator.services.agreement.corpus import AgreementChoice
from annotator.services.agreement.views import Counted, Examples, Measured, count
from annotator.services.job import Progress
from annotator.services.summary import Summary, summary

Piece = Summary | Counted | Examples | Measured


class Counting(QObject):
    """Runs the job of one page.

    Signals:
        produced: A `Summary` of the project, then `Counted`, `Examples` and `Measured`.
        progressed: How many documents are compared, out of how many.
        ended: All is counted.
        refused: An `AnnotatorError` says why not.
        cancelled: The person stopped it.
    """

    produced = Signal(object)
    progressed = Signal(int, int)
    ended = Signal()
    refused = Signal(object)
    cancelled = Signal()

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._task: Task | None = None

    @property
    def is_running(self) -> bool:
        """Whether a job is under way or waits for its turn."""
        return self._task is not None

    def start(self, path: Path, choice: AgreementChoice) -> None:
        """Count; what is still being counted is no longer wanted."""
        self.drop()
        task = self._task = self._tasks.prepare(self.tr("Counting agreement"), partial(_count, path, choice))
        task.produced.connect(partial(self._take, task))
        task.progressed.connect(partial(self._progress, task))
        task.refused.connect(partial(self._refuse, task))
        task.succeeded.connect(partial(self._succeed, task))
        task.finished.connect(partial(self._finish, task))
        self._tasks.start(task)

    def drop(self) -> None:
        """Let go of the job that runs."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()

    def _take(self, task: Task, piece: Piece) -> None:
        if task is self._task:
            self.produced.emit(piece)
        task.took()

    def _progress(self, task: Task, done: int, total: int, _text: str) -> None:
        if task is self._task:
            self.progressed.emit(done, total)

    def _refuse(self, task: Task, error: AnnotatorError) -> None:
        if task is self._task:
            self._task = None
            self.refused.emit(error)

    def _succeed(self, task: Task, _result: object) -> None:
        if task is self._task:
            self._task = None
            self.ended.emit()

    def _finish(self, task: Task) -> None:
        """It ended without saying anything of itself: stopped by the person, or by a fault that is told elsewhere."""
        if task is self._task:
            self._task = None
            self.cancelled.emit()


def _count(path: Path, choice: AgreementChoice, progress: Progress) -> Iterator[Piece]:
    """The job: in its own thread."""
    yield summary(path, choice.done_by)
    yield from count(path, choice, progress)
