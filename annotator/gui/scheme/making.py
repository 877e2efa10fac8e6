"""From an edit in mind to an edit made: looked at beside the work, and made there too if it touches thousands."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator.gui.asking import Asking
from annotator.gui.messages import MessageAction
from annotator.gui.scheme import words
from annotator.gui.scheme.form import Ask
from annotator.gui.tasks import Task, Tasks
from annotator.model.change import Change
from annotator.model.errors import AnnotatorError
from annotator.services.schemes.edits import Plan, Unfit, changes, changes_apart, plan, plan_apart, scheme_act

if TYPE_CHECKING:
    from annotator.services.session import Session

MANY = 3_000
"""An edit that touches more records than this is made beside the work."""


class Making(QObject):
    """Looks at edits and makes them.

    Signals:
        looked: A `Plan`, for the last edit that was asked about.
        refused: Why the last edit cannot be made.
        made: A `Plan` that is true now.
    """

    looked = Signal(object)
    refused = Signal(str)
    made = Signal(object)

    def __init__(self, asking: Asking, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._asking = asking
        self._tasks = tasks
        self._messages = asking.messages
        self._looking = Tasks(self)
        self._look: Task | None = None
        self._doing: tuple[Ask, Plan] | None = None

    @property
    def _session(self) -> "Session | None":
        return self._asking.session

    def look(self, ask: Ask) -> None:
        """Find out what an edit touches; an answer about an older one that comes late is not told."""
        session = self._session
        if session is None:
            return
        self._look = None
        try:
            ask.edit.outcome(session.scheme)
        except AnnotatorError as error:
            self.refused.emit(error.message)
            return
        task = self._looking.prepare("", plan_apart(session, ask.edit))
        task.succeeded.connect(self._on_looked)
        task.refused.connect(self._on_refused)
        self._look = task
        self._looking.start(task)

    def look_and_make(self, ask: Ask) -> None:
        """Make an edit at once if nothing that is labelled changes or is in its way; else tell what it touches."""
        session = self._session
        if session is None:
            return
        try:
            found = plan(session.project, ask.edit)
        except AnnotatorError as error:
            self.refused.emit(error.message)
            return
        if found.touched.records or found.blocks:
            self.looked.emit(found)
        else:
            self.make(ask, found, drops=False)

    def forget(self) -> None:
        """Nobody waits for an answer any more."""
        self._look = None

    def stop(self) -> None:
        """The project closes."""
        self._look = None
        self._looking.stop()

    def _on_looked(self, found: Plan) -> None:
        if self._look is not None and self.sender() is self._look:
            self._look = None
            self.looked.emit(found)

    def _on_refused(self, error: AnnotatorError) -> None:
        self._look = None
        self.refused.emit(error.message)

    def make(self, ask: Ask, found: Plan, *, drops: bool) -> None:
        """Make an edit that was looked at."""
        session = self._session
        if session is None:
            return
        try:
            found.require(Unfit.DROP if drops else Unfit.REFUSE)
            self._doing = ask, found
            if found.touched.records > MANY:
                self._make_apart(session, ask, found)
            else:
                self._commit(changes(session.project, found, scheme_act(session, found.edit.action)))
        except AnnotatorError as error:
            self._fail(error)

    def _make_apart(self, session: "Session", ask: Ask, found: Plan) -> None:
        task = self._tasks.prepare(ask.title, changes_apart(session, found))
        task.succeeded.connect(self._commit)
        task.refused.connect(self._fail)
        task.cancelled.connect(self._on_cancelled)
        self._tasks.start(task)

    def _commit(self, made: list[Change]) -> None:
        session, doing = self._session, self._doing
        if session is None or doing is None:
            return
        ask, found = doing
        try:
            session.commit(made, self)
        except AnnotatorError as error:
            self._fail(error)
            return
        self._doing = None
        action = MessageAction(self.tr("Undo"), self._asking.undo, "Ctrl+Z")
        self._messages.show(words.sentence(ask.title, found), icon="tags", action=action)
        self.made.emit(found)

    def _on_cancelled(self) -> None:
        self._doing = None
        self.refused.emit(self.tr("Cancelled; nothing was changed."))

    def _fail(self, error: AnnotatorError) -> None:
        self._doing = None
        self._messages.error(error)
        self.refused.emit(error.message)
