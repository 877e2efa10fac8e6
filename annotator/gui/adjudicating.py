"""Adjudication at work: what the page of the mode asks for is counted beside the work, written, and said."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotator.gui.messages import Message, MessageAction
from annotator.gui.modes import Mode
from annotator.gui.naming import number
from annotator.gui.tasks import Task
from annotator.model.annotation import GOLD, Mention
from annotator.model.change import Act, Change, Changes, Subject
from annotator.model.errors import AnnotatorError
from annotator.model.ids import AnnotatorName, DocumentId
from annotator.services.job import Progress
from annotator.services.session import Session

if TYPE_CHECKING:
    from annotator.gui.adjudicate.draft import CaseDraft
    from annotator.gui.adjudicate.page import AdjudicatePage
    from annotator.gui.comments.card import CommentCard
    from annotator.gui.window import Window
    from annotator.services.adjudication.cases import Case
    from annotator.services.adjudication.gold_start import Start
    from annotator.services.adjudication.progress import DocumentProgress
    from annotator.services.comparison.disagreement import Disagreement

_BATCH = 20


class Adjudicating(QObject):
    """The worker of the mode; see the module."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._asking = window.asking
        self._page: AdjudicatePage | None = None
        self._counting: Task | None = None
        self._starting: Task | None = None
        self._session: Session | None = None
        self._brought = 0
        self._told: Message | None = None
        self._comment_card: CommentCard | None = None
        window.asking.reverted.connect(self._show_reverted)

    def make_page(self) -> "AdjudicatePage":
        """The page, connected."""
        from annotator.gui.adjudicate.editing import CaseEditing  # noqa: PLC0415  not needed at the start
        from annotator.gui.adjudicate.page import AdjudicatePage  # noqa: PLC0415

        page = self._page = AdjudicatePage()
        self._editing = CaseEditing(self._window, page, self)
        page.progress_requested.connect(self._count)
        page.decide_requested.connect(self._decide)
        page.reopen_requested.connect(self._reopen)
        page.edit_requested.connect(self._editing.start)
        page.text_requested.connect(self._show_text)
        page.begin_requested.connect(self._window.overlays.begin_gold)
        page.reasons_requested.connect(self._window.overlays.edit_reasons)
        page.told.connect(self._tell)
        page.aside.thread_shown.connect(self._window.later.commenting.serve)
        page.aside.comment_requested.connect(self._comment)
        return page

    def _tell(self, words: str) -> None:
        if words:
            self._asking.messages.show(words, icon="info")
            self._told = self._asking.messages.current
        elif self._told is not None and self._asking.messages.current is self._told:
            self._asking.messages.clear()

    def open_disagreement(self, disagreement: "Disagreement") -> None:
        """Show the case of a disagreement."""
        self._window.modes.turn_to(Mode.ADJUDICATE)
        if self._page is not None:
            self._page.open_disagreement(disagreement)

    # -- how far it is

    def _count(self, annotators: Sequence[AnnotatorName]) -> None:
        session = self._asking.session
        if session is None:
            return
        if self._counting is not None:
            self._counting.cancel()
        job = partial(_counted, session.path, tuple(annotators))
        task = self._counting = self._window.tasks.prepare(self.tr("Counting what is decided"), job)
        task.produced.connect(partial(self._take_counted, task))
        task.refused.connect(self._asking.messages.error)
        task.finished.connect(partial(self._counted_all, task))
        self._window.tasks.start(task)

    def _take_counted(self, task: Task, found: "Sequence[DocumentProgress]") -> None:
        if task is self._counting and self._page is not None:
            self._page.add_progress(found)
        task.took()

    def _counted_all(self, task: Task) -> None:
        if task is self._counting:
            self._counting = None
            if self._page is not None:
                self._page.progress_known()

    # -- deciding

    def _decide(self, draft: "CaseDraft") -> None:
        page = self._page
        if page is None or self._asking.session is None:
            return
        try:
            draft.decide(self._asking.session, initiator=page)
        except AnnotatorError as error:
            self._asking.messages.error(error, action=self._way_out(error, draft))
            return
        title = page.desk.words.title(draft.case) if page.desk.words is not None else None
        page.decided(draft)
        words = self.tr("Decided ‘{case}’").format(case=f"\u2068{title.text}\u2069" if title is not None else "")
        self._asking.say("check", words, kind="gold.decide", repeated=self.tr("Decided {count} cases"))

    def _way_out(self, error: AnnotatorError, draft: "CaseDraft") -> MessageAction | None:
        """Where the case can be decided that has to be decided first, if that is what is wrong."""
        filler, page = error.facts.get("filler"), self._page
        if page is None or not isinstance(filler, str) or filler == draft.case.key:
            return None
        return MessageAction(self.tr("Show it"), partial(page.open_case, draft.case.document, filler))

    def _reopen(self, case: "Case") -> None:
        from annotator.services.adjudication.deciding import reopen  # noqa: PLC0415  not needed at the start

        page = self._page
        if page is None or self._asking.attempt(partial(reopen, case=case, initiator=page)) is None:
            return
        others = page.reopened(case)
        title = page.desk.words.title(case).text if page.desk.words is not None else ""
        words = self.tr("‘{case}’ is open again").format(case=f"\u2068{title}\u2069")
        if others:
            one, more = self.tr("{words}, and one case that needs it"), self.tr("{words}, and {n} cases that need it")
            words = (one if others == 1 else more).format(words=words, n=number(others))
        self._asking.say("undo-2", words)

    def _show_text(self, document: DocumentId, mention: Mention) -> None:
        """Show a place for labelling; the mention itself only if it is the person's own."""
        window = self._window
        window.modes.turn_to(Mode.LABEL)
        window.open_document(document)
        if mention.annotator == window.projects.annotator:
            window.reading.select(mention.id)
        window.reading.reveal(mention.span)
        window.focus_text()

    def _comment(self) -> None:
        """Ask for a comment on what the annotator of the current column has, else the first one."""
        from annotator.gui.adjudicate.places import subject_of  # noqa: PLC0415  not needed at the start

        page, session = self._page, self._asking.session
        case, board = (page.case, page.desk.board) if page is not None else (None, None)
        if page is None or session is None or case is None or board is None:
            return
        subject = subject_of(case, board, page.card.table.annotator)
        if subject is not None and page.desk.is_editable:
            commenting = self._window.later.commenting
            if self._comment_card is None:
                self._comment_card = commenting.make_card(page.centre, page.card.focus_table)
            commenting.begin_on(subject, page.centre.article, self._comment_card)

    def _show_reverted(self, changes: Changes) -> None:
        if self._page is not None and self._window.modes.current is Mode.ADJUDICATE:
            self._page.show_reverted(changes)

    def set_reasons(self, reasons: Sequence[str]) -> None:
        """Give the project another list of reasons."""

        def set_them(session: Session) -> Changes:
            from annotator.services.adjudication.reasons import set_reasons  # noqa: PLC0415  not needed at the start

            return set_reasons(session, reasons, initiator=self)

        changes = self._asking.attempt(set_them)
        if changes is not None and changes.changes:
            self._asking.say("list", self.tr("The project has {n} reasons now").format(n=number(len(reasons))))

    # -- beginning gold

    def looked_at(self) -> tuple[tuple[AnnotatorName, ...], DocumentId | None]:
        """Whose layers are looked at, and which document is shown."""
        from annotator.services.comparison.corpus_comparison import labelling_annotators  # noqa: PLC0415  as above

        session, page = self._asking.session, self._page
        if page is not None and page.desk.chosen:
            return page.desk.chosen, page.desk.board.document if page.desk.board is not None else None
        known = labelling_annotators(session) if session is not None else ()
        reading = self._window.reading.document
        return tuple(name for name in known if name != GOLD), reading.id if reading is not None else None

    def start_gold(self, start: "Start") -> None:
        """Bring into gold what a rule says: read beside the work, written here, one act."""
        from annotator.services.adjudication.gold_start import ACTION  # noqa: PLC0415  not needed at the start

        def begin(session: Session) -> Act:
            return session.begin(ACTION)

        act, session = self._asking.attempt(begin), self._asking.session
        if act is None or session is None:
            return
        task = self._window.tasks.prepare(self.tr("Beginning gold"), partial(_batches, session.path, start, act))
        task.produced.connect(self._take_batch)
        task.succeeded.connect(self._started)
        task.cancelled.connect(self._stopped)
        task.refused.connect(self._asking.messages.error)
        self._session, self._starting, self._brought = session, task, 0
        self._window.tasks.start(task)

    def _take_batch(self, changes: Sequence[Change]) -> None:
        session, task = self._session, self._starting
        if session is None or task is None or session is not self._asking.session:
            return
        try:
            session.apply(changes, initiator=self)
            self._brought += sum(change.subject is Subject.MENTION for change in changes)
        except AnnotatorError as error:
            self._asking.messages.error(error)
            task.cancel()
        finally:
            task.took()

    def _started(self, _result: object) -> None:
        self._starting = None
        if self._page is not None and self._brought:
            self._page.go_on_if_decided()
        if not self._brought:
            self._asking.messages.show(self.tr("Nothing new comes into gold by this rule."))
            return
        words = self.tr("Gold has {count} mentions more").format(count=number(self._brought))
        self._asking.say("check-check", self.tr("Gold has one mention more") if self._brought == 1 else words)

    def _stopped(self) -> None:
        self._starting = None
        if self._brought and self._session is self._asking.session:
            self._asking.say("check-check", self.tr("Stopped; a part of gold is there."))


def _counted(path: Path, annotators: Sequence[AnnotatorName], progress: Progress) -> "Iterator[object]":
    """The job: in its own thread."""
    from annotator.services.adjudication.progress import progress_of  # noqa: PLC0415  not needed at the start

    found = progress_of(path, annotators, progress=progress)
    while some := tuple(islice(found, _BATCH)):
        yield some


def _batches(path: Path, start: "Start", act: Act, progress: Progress) -> object:
    """The job: in its own thread."""
    from annotator.services.adjudication.gold_start import gold_batches  # noqa: PLC0415  not needed at the start

    return gold_batches(path, start, act, progress)
