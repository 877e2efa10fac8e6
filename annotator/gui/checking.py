"""The page “Check” at work: looks through all documents beside the work, and mends what is clear how to."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotator.gui.asking import Asking
from annotator.gui.tasks import Task, Tasks
from annotator.model.change import Changes
from annotator.model.errors import AnnotatorError
from annotator.model.ids import AnnotatorName, DocumentId, MentionId
from annotator.services.job import Progress
from annotator.services.session import Session

if TYPE_CHECKING:
    from annotator.gui.panels.problems import ProblemsPanel
    from annotator.services.checks.corpus_problems import Place
    from annotator.services.checks.validation import Problem

_BATCH = 50


class Checking(QObject):
    """What the page asks for."""

    def __init__(
        self,
        asking: Asking,
        tasks: Tasks,
        go: Callable[[DocumentId, MentionId], None],
        parent: QObject | None = None,
    ) -> None:
        """`go` opens a document and lets a mention of it be seen."""
        super().__init__(parent)
        self._asking = asking
        self._tasks = tasks
        self._go = go
        self._page: ProblemsPanel | None = None
        self._task: Task | None = None

    def make_page(self) -> "ProblemsPanel":
        """The page, connected."""
        from annotator.gui.panels.problems import ProblemsPanel  # noqa: PLC0415  not needed at the start

        page = self._page = ProblemsPanel()
        page.place_requested.connect(self._show)
        page.mend_requested.connect(self._mend)
        page.all_requested.connect(self._look_everywhere)
        return page

    def _show(self, document: DocumentId, mention: MentionId) -> None:
        self._go(document, mention)

    def _mend(self, problem: "Problem") -> None:
        def mend_it(session: Session) -> Changes:
            from annotator.services.checks.mending import mend  # noqa: PLC0415  not needed at the start

            return mend(session, problem, initiator=self)

        if self._asking.attempt(mend_it) is not None:
            self._asking.say("check", self.tr("Mended: {problem}").format(problem=problem.sentence))

    def _look_everywhere(self) -> None:
        session = self._asking.session
        if session is None:
            return
        if self._task is not None:
            self._task.cancel()
        task = self._tasks.prepare(self.tr("Checking"), partial(_look, session.path, session.annotator))
        self._task = task
        task.produced.connect(partial(self._take, task))
        task.refused.connect(self._refused)
        task.finished.connect(partial(self._finish, task))
        self._tasks.start(task)

    def _take(self, task: Task, places: "tuple[Place, ...]") -> None:
        if self._page is not None and task is self._task:
            self._page.add_places(places)
        task.took()

    def _refused(self, error: AnnotatorError) -> None:
        self._asking.messages.error(error)

    def _finish(self, task: Task) -> None:
        if task is self._task:
            self._task = None
            if self._page is not None:
                self._page.finish()


def _look(project: Path, annotator: AnnotatorName, progress: Progress) -> "Iterator[tuple[Place, ...]]":
    """The job: in its own thread."""
    from annotator.services.checks.corpus_problems import corpus_problems  # noqa: PLC0415  not needed at the start

    found = corpus_problems(project, annotator, progress)
    while places := tuple(islice(found, _BATCH)):
        yield places
