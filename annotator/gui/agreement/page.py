"""The page of the mode Agreement: counts beside the work, shows what is known so far, and leads to the places."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from annotator.gui.agreement.body import WIDE, Body
from annotator.gui.agreement.cells import Cells
from annotator.gui.agreement.confusion import NONE, Structure
from annotator.gui.agreement.counting import Counting
from annotator.gui.agreement.figure_card import FigureCard
from annotator.gui.agreement.figures import Match
from annotator.gui.agreement.findings import Findings
from annotator.gui.agreement.head import Head
from annotator.gui.agreement.matrix_cells import Shown
from annotator.gui.agreement.popover import Popover
from annotator.gui.agreement.sentences import damage_words, state_words
from annotator.gui.agreement.showing import Showing
from annotator.gui.agreement.table import as_table
from annotator.gui.blinding import why_hidden
from annotator.gui.building import chrome, wrapped
from annotator.gui.label_keys import pressed_chord
from annotator.gui.statusbar import Hints
from annotator.gui.tasks import Tasks
from annotator.gui.theme import Theme
from annotator.gui.widgets import Signs
from annotator.model.annotation import GOLD, Status
from annotator.model.change import Changes, Subject
from annotator.model.errors import AnnotatorError
from annotator.model.ids import AnnotatorName, DocumentId, MentionId
from annotator.services.agreement.corpus import AgreementChoice
from annotator.services.agreement.views import Counted, Examples, Measured
from annotator.services.blindness import Blindness, touches_blindness
from annotator.services.session import Session
from annotator.services.summary import Summary

_MINUTE = 20_000
"""Milliseconds after which “2 minutes ago” may no longer be true."""
_COUNTS = (
    Subject.MENTION,
    Subject.ARGUMENT,
    Subject.CLUSTER,
    Subject.LAYER,
    Subject.DOCUMENT,
    Subject.ANNOTATOR,
    Subject.SCHEME,
)
"""What changes figures."""


class AgreementPage(QWidget):
    """See `gui.modes.ReviewPage`.

    Signals:
        disagreements_requested: `(annotators, structure, left, right)`: let exactly these be seen. The annotators are
            two names, the structure is `entity`, `event` or `role`, the labels are `None` for nothing there; where both
            are the same, what differs in edges (of a role: in fillers) is meant.
        document_requested: The `DocumentId` to open.
        report_requested: The page's `AgreementChoice`.
    """

    hints_changed = Signal()
    disagreements_requested = Signal(tuple, str, object, object)
    document_requested = Signal(str)
    report_requested = Signal(object)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("agreement_page")
        self.setAccessibleName(self.tr("Agreement"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        chrome(self)
        self._theme = Theme()
        self._session: Session | None = None
        self._unsubscribe: Callable[[], None] | None = None
        self._findings: Findings | None = None
        self._counted: datetime | None = None
        self._is_stale = False
        self._counted_for = ""
        self._done: tuple[int, int] | None = None
        self._choice = AgreementChoice()
        self._counting = Counting(tasks, self)
        self._build()
        self._showing = Showing(self._body)
        self._connect()
        self._card: FigureCard | None = None
        self._show_state()

    # -- building

    def _build(self) -> None:
        self._head, self._body = Head(), Body()
        self._nothing = wrapped("", "small", "agreement_nothing")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setMargin(48)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("agreement_scroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._body)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(self._scroll)
        head = QVBoxLayout()
        head.setContentsMargins(24, 16, 24, 10)
        head.addWidget(self._head)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        self._popover = Popover(self)
        self._clock = QTimer(self)
        self._clock.setInterval(_MINUTE)
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(0)

    def _connect(self) -> None:
        head, body, counting = self._head, self._body, self._counting
        head.annotators_chosen.connect(self._choose_annotators)
        head.languages_chosen.connect(self._choose_languages)
        head.statuses_chosen.connect(self._choose_statuses)
        head.labels_chosen.connect(self._choose_labels)
        head.match_chosen.connect(self._choose_match)
        head.all_requested.connect(self._show_all)
        head.count_requested.connect(self.count_again)
        head.copy_requested.connect(self.copy_table)
        head.report_requested.connect(self._ask_report)
        for switch in body.structures:
            switch.chosen.connect(self._choose_structure)
        body.counts.chosen.connect(self._choose_counts)
        body.strip.activated.connect(self._explain)
        body.matrix.cells.moved.connect(self._follow_ring)
        body.matrix.cells.activated.connect(self._open_cell)
        body.bars.activated.connect(self._go_to_label)
        body.pairs.activated.connect(self._choose_pair)
        body.documents.activated.connect(self._open_document)
        for cells in body.walked:
            cells.moved.connect(self._reveal)
        self._scroll.verticalScrollBar().valueChanged.connect(self._hide_popover)
        counting.produced.connect(self._take)
        counting.progressed.connect(self._progress)
        counting.ended.connect(self._finish)
        counting.refused.connect(self._refuse)
        counting.cancelled.connect(self._stop)
        self._clock.timeout.connect(self._show_state)
        self._due.timeout.connect(self.count_again)

    # -- what the window says

    def set_theme(self, theme: Theme) -> None:
        """Look as the theme says."""
        self._theme = theme
        self._head.set_theme(theme)
        self._body.set_theme(theme)
        if self._card is not None:
            self._card.set_theme(theme)

    def set_language(self, _language: str) -> None:
        """Labels keep the names of the scheme here: people speak of them across languages."""

    def set_session(self, session: Session | None) -> None:
        """Look into another session, or none; the same one is counted again if it has changed."""
        is_for_them = session is None or session.annotator == self._counted_for
        if session is self._session and self._findings is not None and not self._is_stale and is_for_them:
            return
        if not is_for_them:
            self._findings = None
        if session is not self._session:
            self._leave()
            self._session = session
            if session is not None:
                self._unsubscribe = session.subscribe(self._hear)
                self._showing.signs = Signs.of_people(session.annotators())
        self.count_again()

    def _leave(self) -> None:
        if self._unsubscribe is not None:
            self._unsubscribe()
        self._unsubscribe = None
        self._counting.drop()
        self._findings, self._counted, self._is_stale, self._done = None, None, False, None
        self._choice = AgreementChoice()
        self._showing.forget()

    def _hear(self, changes: Changes) -> None:
        """An act: figures may no longer hold, and those of documents that are hidden now go at once."""
        session = self._session
        may_hide = session is not None and touches_blindness(changes, session.annotator)
        if session is not None and may_hide and Blindness.of(session).is_on:
            self._findings = None
            if self.isVisible():
                self.count_again()
        elif (may_hide or changes.touches(*_COUNTS)) and not self._is_stale:
            self._is_stale = True
            self._show_state()

    def show_place(self, _document: DocumentId | None, _mention: MentionId | None) -> None:
        """Where one labels says nothing about agreement."""

    def session_changed(self, _changes: Changes) -> None:
        """Heard already, of each act."""

    def hints(self) -> Hints:
        """The keys, and where in the matrix one is."""
        if self._findings is None:
            return Hints((("R", self.tr("Count")),))
        keys = (
            ("←|→|↑|↓", self.tr("Move")),
            ("Enter", self.tr("Open disagreements")),
            ("X", self.tr("Exact, partial, type")),
            ("P", self.tr("Next pair")),
            ("Ctrl+C", self.tr("Copy table")),
        )
        return Hints(keys, self._showing.place())

    def focus_page(self) -> None:
        """The matrix."""
        (self._body.matrix.cells if self._findings is not None else self).setFocus(Qt.FocusReason.OtherFocusReason)

    # -- counting

    @property
    def choice(self) -> AgreementChoice:
        """What is compared."""
        return self._choice

    def count_again(self) -> None:
        """Count anew; the last figures stay until then."""
        session = self._session
        if session is None:
            self._say_nothing(self.tr("No project is open."))
            return
        blindness, self._counted_for = Blindness.of(session), session.annotator
        people = [annotator.name for annotator in session.annotators()]
        if len(self._choice.annotators or [name for name in people if name != GOLD]) < 2:
            self._counting.drop()
            self._done = None
            self._say_nothing(why_hidden() if blindness.is_on else self._too_few(people))
            return
        self._is_stale = False
        self._done = (0, 0)
        self._counting.start(session.path, replace(self._choice, done_by=blindness.done_by))
        if self._findings is None:
            self._say_nothing(self.tr("Counting …"))
        self._show_state()

    def _too_few(self, people: list[AnnotatorName]) -> str:
        if self._choice.annotators:
            return self.tr("Agreement takes two annotators or more; choose another one, or everyone.")
        there = self.tr("This project has {names}.").format(names=", ".join(f"\u2068{name}\u2069" for name in people))
        words = self.tr("Agreement takes two annotators or more. {there} Import or merge what others have labelled.")
        return words.format(there=there if people else self.tr("This project has nobody's labels."))

    def _take(self, piece: object) -> None:
        if isinstance(piece, Summary):
            self._head.offer(piece, self._choice.annotators, self._choice.languages)
        elif isinstance(piece, Counted):
            self._take_figures(Findings(piece))
        elif isinstance(piece, Measured | Examples) and self._findings is not None:
            self._findings.take(piece)
            self._showing.refresh_soon()
            if isinstance(piece, Examples):
                self._follow_ring()

    def _take_figures(self, found: Findings) -> None:
        if not found.pairs:
            self._findings = None
            self._say_nothing(damage_words(found))
            return
        self._findings, self._counted = found, datetime.now().astimezone()
        self._showing.show(found)
        self._head.offer_labels(found.labels(), self._showing.only)
        was_empty = self._stack.currentWidget() is self._nothing
        self._stack.setCurrentWidget(self._scroll)
        self._show_state()
        if was_empty and self.hasFocus():
            self.focus_page()
        self.hints_changed.emit()

    def _progress(self, done: int, total: int) -> None:
        self._done = done, total
        self._show_state()

    def _finish(self) -> None:
        self._done = None
        self._showing.refresh_soon()
        self._show_state()

    def _stop(self) -> None:
        """The person stopped it: what was counted before stays."""
        self._finish()
        if self._findings is None:
            self._say_nothing(self.tr("Counting was stopped. R counts."))

    def _refuse(self, error: AnnotatorError) -> None:
        self._done = None
        self._findings, self._counted = None, None
        is_blind = self._session is not None and Blindness.of(self._session).is_on
        self._say_nothing("\n\n".join([error.message, *([why_hidden()] if is_blind else [])]))
        self._show_state()

    def _say_nothing(self, why: str) -> None:
        self._nothing.setText(why)
        self._nothing.setAccessibleName(why)
        self._stack.setCurrentWidget(self._nothing)
        self._hide_popover()
        self._show_state()

    def _show_state(self) -> None:
        """Say when it was counted, and let be pressed what makes sense."""
        is_counted = self._findings is not None and self._stack.currentWidget() is self._scroll
        now = datetime.now().astimezone()
        words = state_words(self._counted if is_counted else None, now, is_stale=self._is_stale, done=self._done)
        self._head.state.setText(words)
        self._head.state.setAccessibleName(words)
        self._head.enable(is_counted=is_counted, may_count=self._session is not None)
        self._head.show_match(self._showing.match)
        self._head.show_annotators(self._choice.annotators)
        self._head.show_languages(self._choice.languages)
        documents = self._findings.documents() if self._findings is not None and is_counted else None
        self._head.show_statuses(self._choice.statuses, documents)
        if is_counted:
            self._clock.start()
        else:
            self._clock.stop()

    # -- what is chosen

    def _choose_annotators(self, annotators: tuple[str, ...]) -> None:
        self._choice = replace(self._choice, annotators=tuple(map(AnnotatorName, annotators)))
        self._due.start()

    def _choose_languages(self, languages: tuple[str, ...]) -> None:
        self._choice = replace(self._choice, languages=languages)
        self._due.start()

    def _choose_statuses(self, statuses: tuple[str, ...]) -> None:
        self._choice = replace(self._choice, statuses=tuple(map(Status, statuses)))
        self._due.start()

    def _choose_labels(self, labels: tuple[str, ...]) -> None:
        self._showing.only = labels
        if self._findings is not None:
            self._head.offer_labels(self._findings.labels(), labels)
        self._refresh()

    def _choose_match(self, match: str) -> None:
        self._showing.match = Match(match)
        self._refresh()

    def _choose_structure(self, place: int) -> None:
        self._showing.structure = list(Structure)[place]
        self._refresh()

    def _choose_counts(self, place: int) -> None:
        self._showing.say(list(Shown)[place])

    def _show_all(self, wanted: bool) -> None:
        self._showing.every = wanted
        self._refresh()
        if wanted and not self._choice.gamma:
            self._choice = replace(self._choice, gamma=True)
            self._due.start()

    def _choose_pair(self, place: int) -> None:
        self._showing.pair = place
        self._refresh()

    def _refresh(self) -> None:
        self._hide_popover()
        self._showing.refresh()
        self._show_state()
        self.hints_changed.emit()

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The page's own keys, wherever in it one is."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_table()
        elif event.key() == Qt.Key.Key_F5 or pressed_chord(event) == "R":
            self.count_again()
        elif pressed_chord(event) == "X" and self._findings is not None:
            self._choose_match(self._showing.match.following)
        elif pressed_chord(event) == "P" and self._findings is not None:
            self._hide_popover()
            self._showing.next_pair()
            self.hints_changed.emit()
        else:
            super().keyPressEvent(event)

    # -- the ring

    def _follow_ring(self) -> None:
        """The popover stands beside the ring."""
        told, ring = self._showing.told(), self._body.matrix.ring_on_screen()
        if told is None or ring.isEmpty():
            self._hide_popover()
        else:
            self._popover.tell(told, ring)
        if self._body.matrix.cells.by_key:
            self.hints_changed.emit()

    def _hide_popover(self) -> None:
        self._popover.hide()

    def _reveal(self) -> None:
        """Scroll to where the keys are."""
        cells = self.sender()
        if isinstance(cells, Cells) and cells.by_key and cells.shown is not None:
            rect = cells.rects()[cells.shown].toRect()
            middle = cells.mapTo(self._body, rect.center())
            self._scroll.ensureVisible(middle.x(), middle.y(), rect.width() // 2 + 8, rect.height() // 2 + 24)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cards stand as there is room."""
        super().resizeEvent(event)
        self._hide_popover()
        self._body.stand(wide=self.width() >= WIDE)

    # -- asking

    def _open_cell(self, place: int) -> None:
        cells = self._body.matrix.cells
        row, column = cells.row_column(place)
        if cells.table.count(row, column):
            self._hide_popover()
            left, right = (label if label != NONE else None for label in cells.table.cell(row, column))
            self.disagreements_requested.emit(self._showing.names, str(self._showing.structure), left, right)

    def _go_to_label(self, place: int) -> None:
        """From a bar to the row of its label in the matrix, at what it is most mixed up with."""
        cells, label = self._body.matrix.cells, self._body.bars.bars[place].label
        labels = cells.table.labels
        if label in labels:
            row = labels.index(label)
            others = [column for column in range(len(labels)) if column != row]
            column = max(others, key=partial(cells.table.count, row))
            cells.setFocus(Qt.FocusReason.OtherFocusReason)
            cells.go_to(row * len(labels) + column)

    def _open_document(self, place: int) -> None:
        self.document_requested.emit(self._body.documents.lines[place].id)

    def _ask_report(self) -> None:
        self.report_requested.emit(self._choice)

    def _explain(self, place: int) -> None:
        """Tell what a figure of the strip means."""
        strip, found = self._body.strip, self._findings
        if found is None:
            return
        if self._card is None:
            self._card = FigureCard(self.window(), self, self._theme)
            self._card.keys_freed.connect(strip.setFocus)
        rect = strip.rects()[place].toRect()
        anchor = QRect(strip.mapToGlobal(rect.topLeft()), rect.size())
        self._card.tell(strip.figures[place], found.documents(), anchor)

    def copy_table(self) -> None:
        """Put all figures and the matrix on the clipboard, as a spreadsheet takes them."""
        if self._findings is not None:
            QGuiApplication.clipboard().setText(as_table(self._findings, self._body.matrix.cells.table))
