"""The page of the mode: queue, article and case, and what is known about it, side by side.

The page knows where one is and what its keys mean; it asks for everything that is written.
"""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QLineEdit, QWidget

from annotator.gui.adjudicate.aside import Aside
from annotator.gui.adjudicate.centre import CaseCentre
from annotator.gui.adjudicate.desk import Desk
from annotator.gui.adjudicate.draft import CaseDraft
from annotator.gui.adjudicate.hints import hints_at
from annotator.gui.adjudicate.places import case_of, case_touched, following, mention_to_show
from annotator.gui.adjudicate.queue import QueuePanel
from annotator.gui.adjudicate.queue_model import Wanted, case_rows
from annotator.gui.building import chrome, line
from annotator.gui.label_keys import pressed_chord
from annotator.gui.statusbar import Hints
from annotator.gui.theme import Theme
from annotator.gui.widgets import spread_theme
from annotator.model.change import Changes, Subject
from annotator.model.ids import AnnotatorName, DocumentId, MentionId
from annotator.services.adjudication.cases import Case, State
from annotator.services.adjudication.progress import DocumentProgress, counted
from annotator.services.adjudication.reasons import reasons
from annotator.services.comparison.disagreement import Disagreement
from annotator.services.session import Session

_NARROW = 1200
_WIDTHS = ((208, 264), (272, 328))
"""Of queue and right column, in a narrow and in a wide window."""
_TOLD = (
    Subject.MENTION,
    Subject.ARGUMENT,
    Subject.RELATION,
    Subject.CLUSTER,
    Subject.LAYER,
    Subject.DECISION,
    Subject.DOCUMENT,
    Subject.SCHEME,
)


class AdjudicatePage(QWidget):
    """See `gui.modes.ReviewPage`.

    Attributes:
        desk: What is known.
        queue, centre, card, aside: The parts.

    Signals:
        decide_requested: A `CaseDraft` is to be written; `decided` is called when it was.
        progress_requested: `(annotators)`: how far are all documents? `add_progress` brings it piece by piece.
        edit_requested: `(CaseDraft, row)`: ask what else is to be said; `card.edited` takes it.
        reopen_requested: A decided `Case` is to be open again.
        text_requested: `(DocumentId, Mention)`: show it for labelling.
        begin_requested: Gold is to be begun.
        reasons_requested: The list of reasons is to be edited.
        told: A sentence for the person.
        hints_changed: See `ReviewPage`.
    """

    decide_requested = Signal(object)
    progress_requested = Signal(object)
    edit_requested = Signal(object, str)
    reopen_requested = Signal(object)
    text_requested = Signal(object, object)
    begin_requested = Signal()
    reasons_requested = Signal()
    told = Signal(str)
    hints_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("adjudicate_page")
        self.setAccessibleName(self.tr("Adjudicate"))
        chrome(self, "surface")
        self.desk = Desk(self)
        self._key = ""
        self._past: list[tuple[DocumentId, str]] = []
        self._place: DocumentId | None = None
        self._is_aside_wanted: bool | None = None
        self._told_hints = Hints()
        self._build()
        self._connect()

    def _build(self) -> None:
        self.queue = QueuePanel()
        self.centre = CaseCentre()
        self.card = self.centre.card
        self.aside = Aside()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._lines = [line(Qt.Orientation.Vertical), line(Qt.Orientation.Vertical)]
        for part, stretch in ((self.queue, 0), (self._lines[0], 0), (self.centre, 1), (self._lines[1], 0),
                              (self.aside, 0)):  # fmt: skip
            layout.addWidget(part, stretch)

    def _connect(self) -> None:
        self.desk.told.connect(self.told)
        self.desk.progress_requested.connect(self.progress_requested)
        self.queue.case_chosen.connect(self.show_case)
        self.queue.document_chosen.connect(self._open_other)
        self.queue.annotators_chosen.connect(self.look_at)
        self.queue.wanted_changed.connect(self._show_current)
        self.queue.entered.connect(self.card.focus_table)
        self.card.save_requested.connect(self._save)
        self.card.edit_requested.connect(self._ask_edit)
        self.card.refused.connect(self.told)
        self.card.back_requested.connect(self._back)
        self.card.changed.connect(self._follow_card)
        self.card.reasons.edit_requested.connect(self.reasons_requested)
        self.centre.begin_requested.connect(self.begin_requested)
        self.centre.aside_requested.connect(self.toggle_aside)

    # -- what the window says

    def set_theme(self, theme: Theme) -> None:
        """Look as the theme says."""
        spread_theme(self, theme)
        self.queue.set_theme(theme)
        self.centre.set_theme(theme)
        self.aside.set_theme(theme)

    def set_language(self, language: str) -> None:
        """Name labels, roles and attributes in this language."""
        self.desk.language = language.replace("_", "-").partition("-")[0]
        self.aside.set_language(self.desk.language)
        self._reload()

    def set_session(self, session: Session | None) -> None:
        """Look into another session, or none."""
        if session is not self.desk.session:
            self._past.clear()
            self._key = ""
        self.desk.set_session(session)
        self.aside.set_session(session)
        self.queue.model.clear()
        self._show_people()
        self.desk.count_all()
        if session is not None and self.desk.people:
            self._reload()
        else:
            self._show_nothing()

    def show_place(self, document: DocumentId | None, _mention: MentionId | None) -> None:
        """Another document is open for labelling: one begins with it."""
        self._place = document

    def session_changed(self, changes: Changes) -> None:
        """Follow an act; what was decided here is shown already."""
        desk = self.desk
        if desk.session is None or changes.initiator is self:
            return
        if changes.touches(Subject.SETTING):
            self._show_reasons()
        if desk.follow_blindness(changes):
            self.look_at(desk.chosen)
            return
        if changes.touches(Subject.COMMENT) and self.case is not None:
            self.aside.show_threads(desk.threads_of(self.case))
        if changes.touches(Subject.ANNOTATOR, Subject.LAYER):
            desk.find_people()
            self._show_people()
        if not changes.touches(*_TOLD):
            return
        if changes.touches(Subject.SCHEME, Subject.DOCUMENT):
            desk.forget_quotes()
        self.queue.add_progress(desk.counted_again(changes))
        if changes.touches(Subject.SCHEME) or desk.board is None or desk.board.document in changes.documents:
            self._reload()

    def show_reverted(self, changes: Changes) -> None:
        """Something was taken back or done again: the case is shown in which it was decided."""
        self.queue.add_progress(self.desk.counted_again(changes))
        for document in changes.documents:
            board = self.desk.board_of(document)
            key = case_touched(board, changes) if board is not None else None
            if key is not None:
                self.open_document(document, key)
                self.card.focus_table()
                return
        self._reload()

    # -- people and counts

    def _show_people(self) -> None:
        self.queue.show_people(self.desk.people, self.desk.chosen, self.desk.signs)

    def look_at(self, annotators: Sequence[AnnotatorName]) -> None:
        """Look at other layers: several to decide between, or one to review."""
        self.desk.choose(annotators)
        self._key = ""
        self._show_people()
        self.queue.model.clear()
        self.desk.count_all()
        if self.desk.board is None:
            self._show_nothing()
        self._reload()

    def add_progress(self, found: Sequence[DocumentProgress]) -> None:
        """Documents that were counted; the first one with something open is shown if none is."""
        self.queue.add_progress([progress for progress in found if not self.desk.hidden(progress.document)])
        if self.desk.board is None:
            self._open_first()
        self._show_current()

    def progress_known(self) -> None:
        """All documents were counted."""
        if self.desk.board is None:
            self._show_nothing()

    # -- documents

    def _open_first(self) -> None:
        model = self.queue.model
        ids = [progress.document for progress in model.documents]
        wanted = self._place if self._place in ids else model.first_document()
        if wanted is not None:
            self.open_document(wanted)

    def _open_other(self, document: DocumentId) -> None:
        if self.desk.board is None or document != self.desk.board.document:
            self.open_document(document)

    def open_document(self, document: DocumentId, key: str = "") -> None:
        """Show the cases of a document, and one of them: by default the first that is listed."""
        if self._lay(document):
            keys = self.queue.model.listed()
            self.show_case(key or (keys[0] if keys else ""))

    def _lay(self, document: DocumentId) -> bool:
        """Lay a document's cases on the desk as they are now; returns whether that could be done."""
        desk = self.desk
        board = desk.open(document)
        if board is None or desk.session is None or desk.words is None:
            return False
        self.queue.model.open(document, case_rows(board.cases, desk.words))
        self.queue.add_progress([counted(board)])
        self.centre.show_board(board, desk.session.scheme, desk.session.text(document), desk.signs)
        return True

    def _reload(self) -> None:
        """The cases are others now: stay where one is as well as that goes."""
        board, draft = self.desk.board, self.card.draft
        if board is None:
            self._open_first()
            return
        self.open_document(board.document, self._key)
        fresh = self.case
        if draft is not None and draft.is_touched and fresh is not None and fresh.rows == draft.case.rows:
            self._show_draft(draft)

    # -- cases

    @property
    def case(self) -> Case | None:
        """The case that is shown."""
        return self.card.draft.case if self.card.draft is not None else None

    def show_case(self, key: str) -> None:
        """Show a case of the open document; of none, that there is none."""
        session, board = self.desk.session, self.desk.board
        if session is None or board is None or not self.desk.has(key):
            self._key = ""
            self._show_nothing()
            return
        self._key = key
        self._show_draft(CaseDraft(board.case(key), session.scheme))

    def _show_draft(self, draft: CaseDraft) -> None:
        desk = self.desk
        if desk.board is None or desk.words is None:
            return
        self._show_reasons()
        self.centre.show_case(draft, desk.words, desk.board, desk.signs, editable=desk.is_editable)
        self.card.show_back(self.tr("Back") if self._past else "")
        self.aside.show_case(draft.case, desk.board)
        self.aside.show_threads(desk.threads_of(draft.case))
        self._show_current()
        self._tell_hints()

    def _show_reasons(self) -> None:
        session = self.desk.session
        if session is not None:
            self.card.reasons.show_reasons(reasons(session), editable=not session.read_only)

    def _show_current(self) -> None:
        self.queue.show_current(self._key)
        self.queue.show_counts()
        cases, board = self.desk.cases, self.desk.board
        agreeing = sum(case.agrees and case.state is State.OPEN for case in cases)
        is_begun = board is not None and bool(board.layout.material.gold.mentions)
        self.centre.show_offer(0 if is_begun or len(self.desk.chosen) < 2 else agreeing, len(cases))

    def _show_nothing(self) -> None:
        people = self.desk.people if self.desk.session is not None else ()
        self.centre.show_no_case(self.queue.model, people, is_blind=self.desk.is_blind)
        self.aside.show_case(None, None)
        self.aside.show_threads(())
        self._tell_hints()

    # -- moving on

    def step(self, by: int) -> None:
        """The next case, or the one before, as the queue lists them; over the edge of a document into the next."""
        keys = self.queue.model.listed()
        key = self._following(keys, by)
        if key is not None:
            self.show_case(key)
            return
        document = self.queue.model.next_document(by)
        if document is None:
            words = self.tr("This is the last case.") if by > 0 else self.tr("This is the first case.")
            self.told.emit(words)
            return
        self.open_document(document)
        if by < 0:
            self.show_case(self.queue.model.listed()[-1])

    def _following(self, keys: Sequence[str], by: int) -> str | None:
        return following([case.key for case in self.desk.cases], keys, self._key, by)

    def _save(self) -> None:
        draft = self.card.draft
        if draft is None:
            return
        if draft.case.state is State.DECIDED and not draft.is_touched:
            self.step(1)
            return
        self.decide_requested.emit(draft)

    def decided(self, draft: CaseDraft) -> None:
        """A case was written: go on to the next one that is open."""
        self._past.append((draft.case.document, draft.case.key))
        self._lay(draft.case.document)
        self.go_on()

    def reopened(self, case: Case) -> int:
        """A decided case is open again and stays in sight; returns how many others are asked again because of it."""
        before = sum(one.state is State.REOPENED and one.key != case.key for one in self.desk.cases)
        self._lay(case.document)
        self.show_case(case.key)
        self.card.focus_table()
        return max(0, sum(one.state is State.REOPENED for one in self.desk.cases) - before)

    def go_on_if_decided(self) -> None:
        """Much was decided at once: show what is left."""
        if self.desk.board is not None and self._lay(self.desk.board.document) and not self.card.is_touched:
            self.go_on()

    def go_on(self) -> None:
        """To the next open case, here or in another document; from the last one round to what was passed over."""
        keys = [case.key for case in self.desk.cases if case.state is not State.DECIDED]
        key = self._following(keys, 1)
        if key is not None:
            self.show_case(key)
            return
        self.queue.model.want(Wanted.OPEN)
        document = self.queue.model.next_document(1)
        if document is not None:
            self.open_document(document)
        elif keys:
            self.show_case(keys[0])
        else:
            first = self.queue.model.first_document()
            if first is not None:
                self.open_document(first)
            else:
                self.show_case("")
        self.card.focus_table()

    def _back(self) -> None:
        if not self._past:
            self.told.emit(self.tr("Nothing was decided before, since the mode was opened."))
            return
        document, key = self._past.pop()
        self.open_case(document, key)

    def open_case(self, document: DocumentId, key: str, row: str = "") -> None:
        """Show a case of any document, and a row of it."""
        if self.desk.board is None or self.desk.board.document != document:
            self.open_document(document, key)
        else:
            self.show_case(key)
        if row:
            self.card.table.go_to_row(row)
        self.card.focus_table()

    def open_disagreement(self, disagreement: Disagreement) -> bool:
        """Show the case of a disagreement; returns whether there is one."""
        if not set(disagreement.annotators) <= set(self.desk.chosen):
            self.look_at([*self.desk.chosen, *disagreement.annotators])
        board = self.desk.board_of(disagreement.document)
        found = case_of(board, disagreement) if board is not None else None
        if found is None:
            self.told.emit(self.tr("There is nothing to decide about this any more."))
            return False
        self.open_case(disagreement.document, *found)
        return True

    # -- asking

    def _ask_edit(self, row: str) -> None:
        if self.card.draft is not None:
            self.edit_requested.emit(self.card.draft, row)

    def _reopen(self) -> None:
        case = self.case
        if case is not None and case.state is State.OPEN:
            self.told.emit(self.tr("This case is open."))
        elif case is not None:
            self.reopen_requested.emit(case)

    def _open_text(self) -> None:
        case, board = self.case, self.desk.board
        mention = mention_to_show(case, board) if case is not None and board is not None else None
        if case is not None and mention is not None:
            self.text_requested.emit(case.document, mention)

    # -- keys, and where one is

    def focus_page(self) -> None:
        """Take the keyboard where work begins."""
        if self.card.isVisibleTo(self):
            self.card.focus_table()
        else:
            self.queue.focus_list()

    def _tell_hints(self) -> None:
        """Only if other keys work now: what was said last would make room for them."""
        if self.hints() != self._told_hints:
            self._told_hints = self.hints()
            self.hints_changed.emit()

    def hints(self) -> Hints:
        """The keys that work here."""
        return hints_at(self.case)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that bubbled up; fields of text keep theirs, and a button that has the focus is pressed by Enter."""
        here = QApplication.focusWidget()
        if isinstance(here, QLineEdit):
            event.ignore()
        elif isinstance(here, QAbstractButton) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            here.click()
        elif not self._press(event):
            super().keyPressEvent(event)

    def _press(self, event: QKeyEvent) -> bool:
        acts: dict[str, Callable[[], object]] = {
            "J": partial(self.step, 1),
            "K": partial(self.step, -1),
            "O": self._open_text,
            "U": self._reopen,
            "I": self.toggle_aside,
            "Shift+C": self.aside.comment_requested.emit,
        }
        is_leaving = event.key() == Qt.Key.Key_Escape
        act = self.focus_page if is_leaving else acts.get(pressed_chord(event))
        if act is None:
            return self.card.press(event)
        act()
        return True

    def _follow_card(self) -> None:
        self.card.reveal_row()
        self.aside.show_row(self.card.table.row)

    # -- room

    def toggle_aside(self) -> None:
        """Hide or show the right column."""
        self._is_aside_wanted = not self.aside.isVisible()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the right column gives way, unless it was asked for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        is_wide = self.width() >= _NARROW
        left, right = _WIDTHS[is_wide]
        self.queue.setFixedWidth(left)
        self.aside.setFixedWidth(right)
        is_shown = is_wide if self._is_aside_wanted is None else self._is_aside_wanted
        self.aside.setVisible(is_shown)
        self._lines[1].setVisible(is_shown)
