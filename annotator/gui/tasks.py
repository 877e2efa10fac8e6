"""Long work beside the window: one Qt-free function on a thread of its own, with progress and cancel.

A job never writes to the project. What it wants written it yields piece by piece; each piece comes to the window's
thread as `produced`, and the job waits until the window has taken it: Python runs one thread at a time, and two busy
ones hold each other up for longer than either works.
"""

from collections.abc import Callable, Generator, Iterator
from threading import Semaphore
from time import monotonic

from PySide6.QtCore import QObject, QThread, QTimer, Signal

from annotator.model.errors import AnnotatorError
from annotator.services.job import CancelledError, Progress

Job = Callable[[Progress], object]
"""Does the work. What it returns is the result; if that is an iterator, its items are pieces and there is no result."""

_PAUSE = 50
"""Milliseconds between two reports of progress; a job may report thousands of times a second."""
_REPORT_EVERY = 0.05
"""Seconds."""


class Task(QThread):
    """One job under way.

    Attributes:
        name: What the person reads beside the progress.
    """

    progressed = Signal(int, int, str)
    produced = Signal(object)
    succeeded = Signal(object)
    refused = Signal(object)
    """An `AnnotatorError`: the world's."""
    broke = Signal(object)
    """Any other exception: ours."""
    cancelled = Signal()

    def __init__(self, name: str, job: Job, parent: QObject) -> None:
        super().__init__(parent)
        self.name = name
        self._job = job
        self._taken = Semaphore(0)
        self.progress = Progress(self._report)
        self._reported = 0.0

    def _report(self, done: int, total: int, text: str) -> None:
        """Pass a report on, but not more of them than can be seen: each wakes the window."""
        now = monotonic()
        if now - self._reported >= _REPORT_EVERY:
            self._reported = now
            self.progressed.emit(done, total, text)

    def run(self) -> None:
        """On its own thread: do the work."""
        try:
            result = self._job(self.progress)
            if isinstance(result, Iterator):
                self._hand_over(result)
                result = None
            self.progress.check()
        except CancelledError:
            self.cancelled.emit()
        except AnnotatorError as error:
            self.refused.emit(error)
        except Exception as error:
            self.broke.emit(error)
        else:
            self.succeeded.emit(result)

    def _hand_over(self, pieces: Iterator[object]) -> None:
        try:
            for piece in pieces:
                self.produced.emit(piece)
                self._taken.acquire()
                self.progress.check()
        finally:
            # A generator may hold a connection, which must be closed by the thread that opened it.
            if isinstance(pieces, Generator):
                pieces.close()

    def took(self) -> None:
        """The window has used a piece; the job may go on once the window has looked at mouse and keys.

        Qt hands out everything that is posted before it looks at anything else, also what is posted meanwhile: without
        the pause a quick job would keep the window busy to its end.
        """
        QTimer.singleShot(0, self, self._taken.release)

    def cancel(self) -> None:
        """Ask the job to stop at its next report."""
        self.progress.cancel()
        self._taken.release()


class Tasks(QObject):
    """The jobs of one window, one at a time; further ones wait."""

    changed = Signal()
    """A job began, went on or ended; see `current`."""
    broke = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[Task] = []
        self.current: Task | None = None
        self.state: tuple[int, int, str] = (0, 0, "")
        self._telling = QTimer(self)
        self._telling.setSingleShot(True)
        self._telling.setInterval(_PAUSE)
        self._telling.timeout.connect(self.changed)

    def prepare(self, name: str, job: Job) -> Task:
        """A task to connect to, and then to `start`."""
        return Task(name, job, self)

    def start(self, task: Task) -> None:
        """Run the task, now or after those before it."""
        task.progressed.connect(self._on_progress)
        task.broke.connect(self.broke)
        task.finished.connect(self._on_finished)
        self._waiting.append(task)
        self._next()

    def _next(self) -> None:
        if self.current is None and self._waiting:
            self.current = self._waiting.pop(0)
            self.state = (0, 0, "")
            self.changed.emit()
            self.current.start(QThread.Priority.LowPriority)

    def _on_progress(self, done: int, total: int, text: str) -> None:
        self.state = (done, total, text)
        if not self._telling.isActive():
            self._telling.start()

    def _on_finished(self) -> None:
        self._telling.stop()
        if self.current is not None:
            self.current.deleteLater()
            self.current = None
        self.changed.emit()
        self._next()

    def cancel(self) -> None:
        """Stop the running job; those waiting go on."""
        if self.current is not None:
            self.current.cancel()

    def stop(self) -> None:
        """Stop everything and wait for it: the window or the project closes."""
        for task in self._waiting:
            task.deleteLater()
        self._waiting.clear()
        if self.current is not None:
            task = self.current
            task.cancel()
            task.wait()
