"""The mode Comments at work: all threads of the corpus, what is new in them, and the guidelines to fix.

The threads are read when the mode is first wanted, or for saying what is new, and then they follow every act.
"""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from annotator.gui.messages import MessageAction, quoted
from annotator.gui.modes import Mode
from annotator.gui.naming import counted
from annotator.gui.tasks import Task
from annotator.gui.widgets import Signs
from annotator.model.change import Changes, Subject
from annotator.model.ids import AnnotatorName
from annotator.services.blindness import BLIND, Blindness
from annotator.services.comments.guideline import Rule, guidelines_to_fix
from annotator.services.comments.listing import (
    CommentFilter,
    CommentList,
    Status,
    is_quick,
    read_comments,
    rule_of,
    see_all,
)
from annotator.services.comparison.rule_disagreements import wanted_of
from annotator.services.job import Progress
from annotator.services.session import Session

if TYPE_CHECKING:
    from annotator.gui.comments.page import CommentsPage
    from annotator.gui.comments.rule_counts import RuleCounts
    from annotator.gui.comments.thread_view import ThreadView
    from annotator.gui.window import Window


class CommentsMode(QObject):
    """The threads of the corpus in one window.

    Attributes:
        listed: The threads, once they were wanted.
    """

    list_changed = Signal(object)
    """The threads are there, or others: a `CommentList`, or `None` if they have to be read again."""

    def __init__(self, window: "Window", serve: Callable[["ThreadView"], None]) -> None:
        """`serve` lets what is asked in a view of a thread be done."""
        super().__init__(window)
        self._window = window
        self._asking = window.asking
        self._serve = serve
        self._page: CommentsPage | None = None
        self._task: Task | None = None
        self._missed: list[Changes] = []
        self._listeners: list[Callable[[CommentList], None]] = []
        self._who: tuple[Session | None, str] = None, ""
        self._told: tuple[Path, str] | None = None
        self._counting: RuleCounts | None = None
        self.listed: CommentList | None = None
        window.notices.told.connect(self._follow)

    @property
    def signs(self) -> Signs:
        """How everyone is shown."""
        session = self._asking.session
        return Signs.of_people(session.annotators() if session is not None else ())

    @property
    def _is_shown(self) -> bool:
        return self._window.modes.current is Mode.COMMENTS

    # -- following

    def _follow_session(self) -> None:
        """Another session, or somebody else: nothing that was read for the one before counts."""
        session = self._asking.session
        who = session, session.annotator if session is not None else ""
        if who != self._who:
            self._who = who
            self._listeners.clear()
            self._drop()

    def _drop(self) -> None:
        """Nothing is known of the threads any more."""
        self.listed = None
        self._missed.clear()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _follow(self, changes: Changes) -> None:
        self._follow_session()
        session = self._asking.session
        if session is None:
            return
        if self._counting is not None:
            self._counting.follow(changes)
        if any(change.subject_id == BLIND for change in changes.of(Subject.SETTING)):
            self._read_again()
        elif self.listed is not None and self.listed.follow(session, changes):
            self.list_changed.emit(self.listed)
        if self._task is not None:
            self._missed.append(changes)
        if changes.touches(Subject.ANNOTATOR) and self._page is not None:
            self._page.set_people(self.signs)
        self._count_rules()

    def _read_again(self) -> None:
        """Other threads may be seen: those that were read are shown no longer, and read again where they are wanted."""
        waiting, self._listeners = self._listeners, []
        self._drop()
        self.list_changed.emit(None)
        if self._page is not None and self._is_shown:
            waiting.append(self._show_list)
        for use in waiting:
            self.with_list(use)

    # -- the threads of the corpus

    def with_list(self, use: Callable[[CommentList], None]) -> None:
        """Do something with all threads: at once if there are few, else when they have been read beside the work."""
        self._follow_session()
        session = self._asking.session
        if session is None:
            return
        done_by = Blindness.of(session).done_by
        if self.listed is None and is_quick(session):
            self.listed = CommentList.read(session.project, session.annotator, done_by=done_by)
        if self.listed is not None:
            use(self.listed)
            return
        self._listeners.append(use)
        if self._task is None:
            job = partial(_read, session.path, session.annotator, done_by)
            task = self._task = self._window.tasks.prepare(self.tr("Reading comments"), job)
            task.succeeded.connect(partial(self._take, task))
            task.refused.connect(self._window.messages.error)
            self._window.tasks.start(task)

    def _take(self, task: Task, listed: CommentList) -> None:
        session = self._asking.session
        if task is not self._task or session is None:
            return
        self._task = None
        for changes in self._missed:
            listed.follow(session, changes)
        self._missed.clear()
        self.listed = listed
        waiting, self._listeners = self._listeners, []
        for use in waiting:
            use(listed)

    # -- the page

    def make_page(self) -> "CommentsPage":
        """The page of the mode."""
        from annotator.gui.comments.page import CommentsPage  # noqa: PLC0415  not needed at the start
        from annotator.gui.comments.rule_counts import RuleCounts  # noqa: PLC0415  the same

        self._counting = RuleCounts(self._window.tasks, self)
        self._counting.changed.connect(self._show_counts)
        page = self._page = CommentsPage()
        self._serve(page.threads.talk)
        page.list_wanted.connect(self._fill_page)
        page.seen_all_wanted.connect(self._see_all)
        page.export_wanted.connect(self._export)
        page.disagreements_wanted.connect(self._show_disagreements)
        self.list_changed.connect(page.show_list)
        return page

    def _fill_page(self) -> None:
        if self._page is not None:
            self._serve(self._page.threads.talk)
            self._page.set_people(self.signs)
            self.with_list(self._show_list)

    def _show_list(self, listed: CommentList) -> None:
        if self._page is not None:
            self._page.show_list(listed)
            self._count_rules()

    def _see_all(self) -> None:
        def see_them(session: Session) -> None:
            see_all(session, initiator=self)

        self._asking.attempt(see_them)

    # -- how much people differ about the guidelines to fix

    def _count_rules(self) -> None:
        """Let the disagreements about them be counted while the mode is shown."""
        if self._counting is not None and self._page is not None and self._is_shown:
            listed = self.listed.all() if self.listed is not None else ()
            self._counting.want(self._asking.session, {rule_of(one) for one in listed if one.is_flagged})
            self._show_counts()

    def _show_counts(self) -> None:
        if self._page is not None and self._counting is not None:
            self._page.show_disagreements(self._counting.counts)

    def _show_disagreements(self, rule: Rule) -> None:
        session = self._asking.session
        wanted = wanted_of(rule, session.scheme) if session is not None else None
        if wanted is not None and self._counting is not None:
            self._window.review_pages.show_disagreements(wanted, *self._counting.compared)

    # -- what is new

    def announce(self) -> None:
        """Once for each who opens a project: say how much is new for them."""
        session = self._asking.session
        if session is None or not session.annotator or (session.path, session.annotator) == self._told:
            return
        self._told = session.path, session.annotator
        self.with_list(self._say_what_is_new)

    def _say_what_is_new(self, listed: CommentList) -> None:
        new = [one for one in listed.all() if one.is_unread]
        said = self._window.messages.current
        if not new or (said is not None and (said.tone != "plain" or said.action is not None)):
            return
        named = sum(one.names_me for one in new)
        words = counted(len(new), self.tr("1 thread with something new"), self.tr("{count} threads with something new"))
        if named:
            names = counted(named, self.tr("1 names you"), self.tr("{count} name you"))
            words = f"{words}, {names}"
        action = MessageAction(self.tr("Show"), self.show_unread)
        self._window.messages.show(words, icon="message-square", action=action)

    def show_unread(self) -> None:
        """Turn to the comments, to those that are new."""
        self._window.modes.turn_to(Mode.COMMENTS)
        if self._page is not None:
            self._page.show_filter(CommentFilter(Status.ALL, unread=True))

    # -- the page of guidelines to fix

    def choose_file(self, folder: str) -> str:
        """Let the person choose where the page goes; tests replace it."""
        kinds = self.tr("Markdown (*.md);;All files (*)")
        return QFileDialog.getSaveFileName(self._window, self.tr("Export guidelines to fix"), folder, kinds)[0]

    def _export(self) -> None:
        session = self._asking.session
        if session is None or self.listed is None:
            return
        counts = self._counting.counts if self._counting is not None else None
        chosen = self.choose_file(str(session.path.with_name(f"{session.path.stem} guidelines to fix.md")))
        if chosen and self._asking.attempt(partial(_write, self.listed, counts, Path(chosen))) is not None:
            folder = partial(self._window.later.exporting.show_folder, Path(chosen))
            action = MessageAction(self.tr("Show in folder"), folder)
            words = self.tr("Wrote the guidelines to fix to {name}").format(name=quoted(Path(chosen).name))
            self._window.messages.show(words, icon="upload", action=action, details=chosen)


def _write(listed: CommentList, counts: Mapping[Rule, int] | None, out: Path, session: Session) -> Path:
    from annotator.services.comments.markdown import write_markdown  # noqa: PLC0415
    from annotator.services.comments.quotes import TopicQuotes  # noqa: PLC0415

    write_markdown(guidelines_to_fix(listed.all(), counts), TopicQuotes(session), session.scheme, session.title, out)
    return out


def _read(project: Path, annotator: AnnotatorName, done_by: AnnotatorName | None, progress: Progress) -> CommentList:
    """The job: in its own thread."""
    return read_comments(project, annotator, progress, done_by=done_by)
