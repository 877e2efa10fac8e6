"""Merges beside the work: read on another thread, written here in small batches, taken back if anything goes wrong."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.gui.asking import MERGE
from annotator.gui.dialogs.merge_words import DOT, figures, quoted_name
from annotator.gui.messages import MessageAction
from annotator.gui.naming import number
from annotator.gui.tasks import Task
from annotator.model.change import Act
from annotator.model.errors import AnnotatorError
from annotator.model.ids import AnnotatorName
from annotator.services.blindness import Blindness
from annotator.services.imports.importing import take_back_batches
from annotator.services.job import Progress
from annotator.services.merges.plan import MergePlan, Verdict
from annotator.services.session import Session
from annotator.services.texts import shortened

if TYPE_CHECKING:
    from annotator.gui.window import Window
    from annotator.services.merges.merging import Batch

_MOST_NAMES, _MOST_LETTERS = 3, 40
"""What is said of people in a message; of more only how many they are."""
_COMPARE = "mode_compare"


class Merging(QObject):
    """Runs merges into the open project, one at a time."""

    ended = Signal()
    """A merge was done, or nothing of it was."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._messages = window.messages
        self._session: Session | None = None
        self._task: Task | None = None
        self._act: Act | None = None
        self._plan: MergePlan | None = None
        self._is_first = False
        window.projects.session_changed.connect(self._on_session)

    def why_not(self, files: Sequence[Path]) -> str:
        """Why these files cannot be merged now; empty if they can be looked at."""
        session = self._window.projects.session
        if session is None:
            return self.tr("Open a project first, to merge others' work into.")
        if session.read_only:
            return self.tr("The project is open for reading only; nothing can be merged.")
        if self._task is not None:
            return self.tr("Wait until the merge that is under way is done.")
        if any(file.exists() and file.samefile(session.path) for file in files):
            return self.tr("This project is open already.")
        return ""

    def merge(self, file: Path, plan: MergePlan) -> None:
        """Merge a file, as it was looked at."""
        session = self._window.projects.session
        if session is None or self._task is not None:
            return
        try:
            act = session.begin(MERGE)
        except AnnotatorError as error:
            self._messages.error(error)
            return
        task = self._window.tasks.prepare(self.tr("Merging"), partial(_merge, session.path, file, plan, act))
        task.produced.connect(self._take)
        task.succeeded.connect(self._done)
        task.cancelled.connect(self._stopped)
        task.refused.connect(self._failed)
        task.broke.connect(self._broke)
        self._session, self._task, self._act, self._plan = session, task, act, plan
        self._is_first = not _others(session)
        self._window.asking.why_no_undo = self.tr("Wait until the merge is done, or cancel it.")
        self._window.tasks.start(task)

    def _take(self, batch: "Batch") -> None:
        session, task = self._session, self._task
        if session is None or task is None:
            return
        try:
            if batch.changes:
                session.apply(batch.changes, texts=batch.texts, initiator=self)
        except AnnotatorError as error:
            self._messages.error(error)
            task.cancel()
        finally:
            task.took()

    # -- the end

    def _done(self, _result: object) -> None:
        session, plan = self._session, self._plan
        if session is None or plan is None:
            return
        self._end()
        self._say(session, plan)
        self.ended.emit()

    def _say(self, session: Session, plan: MergePlan) -> None:
        names = sorted({layer.annotator for layer in plan.of(Verdict.NEW, Verdict.NEWER)})
        words = self.tr("Merged the work of {names}") if names else self.tr("Merged")
        words = words.format(names=self._listed(names))
        counts = figures(plan.amounts)
        if counts and not Blindness.of(session).is_on:
            words += DOT + counts
        if plan.behind:
            words += DOT + self.tr("left behind: {count}").format(count=number(plan.behind))
        has_compare = self._is_first and self._window.actions_table.has(_COMPARE)
        self._messages.show(
            words,
            icon="triangle-alert" if plan.behind else "git-merge",
            tone="warn" if plan.behind else "plain",
            action=MessageAction(self.tr("Undo"), self._window.asking.undo, "Ctrl+Z"),
            also=MessageAction(self.tr("Compare"), self._compare) if has_compare else None,
        )

    def _listed(self, names: Sequence[AnnotatorName]) -> str:
        if len(names) <= _MOST_NAMES and sum(map(len, names)) <= _MOST_LETTERS:
            return ", ".join(map(quoted_name, names))
        if len(names) == 1:
            return quoted_name(shortened(names[0], _MOST_LETTERS))
        return self.tr("{count} people").format(count=number(len(names)))

    def _compare(self) -> None:
        self._window.commands.run(_COMPARE)

    def _failed(self, error: AnnotatorError) -> None:
        self._messages.error(error)
        self._take_back()

    def _stopped(self) -> None:
        error = self._messages.current
        self._take_back()
        if error is None or error.tone != "error":
            self._messages.show(self.tr("Merge cancelled; nothing was changed."), icon="git-merge")

    def _broke(self, _bug: object) -> None:
        """Our mistake, which is told elsewhere: nothing half-done stays."""
        self._take_back()

    def _on_session(self, session: Session | None) -> None:
        """The project closes: what was merged of a file by then does not stay."""
        if self._session is not None and session is not self._session:
            if self._task is not None:
                self._task.cancel()
            self._take_back()

    def _take_back(self) -> None:
        session, act = self._session, self._act
        self._end()
        if session is None or act is None:
            return
        try:
            for _undone in take_back_batches(session, act.id, action=MERGE, initiator=self):
                pass
        except AnnotatorError as error:
            self._messages.error(error)
        QTimer.singleShot(0, self, self.ended.emit)

    def _end(self) -> None:
        self._session = self._task = self._act = self._plan = None
        self._window.asking.why_no_undo = ""


def _others(session: Session) -> bool:
    """Whether somebody else has a layer here already."""
    return any(annotator.name != session.annotator for annotator in session.annotators())


def _merge(project: Path, file: Path, plan: MergePlan, act: Act, progress: Progress) -> "Iterator[Batch]":
    """The job: in its own thread. What is written is what was shown, or nothing."""
    from annotator.services.merges.merging import MergeError, reading  # noqa: PLC0415  not needed at the start

    with reading(project, file, plan.choice, progress) as found:
        if found.plan != plan:
            raise MergeError("The file or the project has changed since you looked at it, so nothing was merged.")
        yield from found.batches(act, progress)
