"""The right column: what is said about the case, how it was decided, its guideline, what was decided before."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from annotator.gui.building import Sentence, chrome, label, row
from annotator.gui.naming import number
from annotator.gui.panels.guideline_parts import LabelHead, RoleCard, texts
from annotator.gui.panels.inspector_comments import MentionThreads
from annotator.gui.theme import Theme
from annotator.gui.widgets import KeyedButton, separator, spread_theme
from annotator.gui.widgets.marked import MarkedText, Passage
from annotator.model.decision import Aspect, Decision
from annotator.model.scheme import Role
from annotator.services.adjudication.board import Board
from annotator.services.adjudication.cases import Case, CaseKind, Link
from annotator.services.adjudication.decision_words import DecisionWords
from annotator.services.adjudication.earlier_decisions import earlier_decisions
from annotator.services.comments.listing import Discussion
from annotator.services.session import Session


class Aside(QWidget):
    """Comments, provenance, guideline, earlier decisions.

    Signals:
        comment_requested: A thread is to be begun on the case.
        thread_shown: The `ThreadView` of a thread was made, or will show another one: somebody has to serve it.
    """

    comment_requested = Signal()
    thread_shown = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("adjudicate_aside")
        self.setAccessibleName(self.tr("What is known about the case"))
        chrome(self)
        self._theme = Theme()
        self._session: Session | None = None
        self._language = "en"
        self._case: Case | None = None
        self._board: Board | None = None
        self._roles: tuple[Role, ...] = ()
        self._row = ""
        self._scroll = QScrollArea()
        self._scroll.setObjectName("aside_scroll")
        self._scroll.setAccessibleName(self.accessibleName())
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.viewport().setAutoFillBackground(False)
        self._threads = MentionThreads()
        self._threads.view_made.connect(self.thread_shown)
        self._count = label("", "micro", "aside_threads_count")
        words = self.tr("Comment…")
        self._comment = KeyedButton(words, "Shift+C", self.tr("Comment on the case"), object_name="aside_comment")
        self._comment.clicked.connect(self.comment_requested)
        head = row(label(self.tr("Comments"), "head", "aside_comments"), self._count, None, self._comment)
        self._talk = QWidget()
        talk = QVBoxLayout(self._talk)
        talk.setContentsMargins(0, 0, 0, 0)
        talk.setSpacing(8)
        for part in (head, self._threads, separator()):
            talk.addWidget(part)
        self._known: QWidget | None = None
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(20, 16, 20, 20)
        self._column.setSpacing(8)
        self._column.addWidget(self._talk)
        self._column.addStretch(1)
        self._scroll.setWidget(body)
        body.setAutoFillBackground(False)  # setWidget turns it on
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._scroll)
        self.show_threads(())

    def set_theme(self, theme: Theme) -> None:
        """Look as the theme says."""
        self._theme = theme
        spread_theme(self, theme)
        self._threads.set_theme(theme)

    def set_language(self, language: str) -> None:
        """Name labels in this language."""
        self._language = language

    def set_session(self, session: Session | None) -> None:
        """Look into another session, or none."""
        self._session = session
        if session is not None:
            self._threads.set_scheme(session.scheme, self._language)
        self._comment.setEnabled(session is not None and not session.read_only and bool(session.annotator.strip()))
        self.show_threads(())
        self.show_case(None, None)

    def show_threads(self, discussions: Sequence[Discussion]) -> None:
        """Show the threads about the readings of the case."""
        self._count.setText(number(len(discussions)) if discussions else "")
        self._threads.show_discussions(discussions)
        self._threads.setVisible(bool(discussions))

    def show_case(self, case: Case | None, board: Board | None) -> None:
        """Show what is known about another case."""
        self._case, self._board, self._roles, self._row = case, board, (), ""
        self._talk.setVisible(case is not None)
        self._show()

    def show_row(self, key: str) -> None:
        """Another row is current: of an argument the guideline of its roles is shown, too."""
        roles = self._roles_in(key)
        if roles != self._roles:
            self._roles, self._row = roles, key
            self._show()

    def _roles_in(self, key: str) -> tuple[Role, ...]:
        row = self._case.row(key) if self._case is not None else None
        if self._case is None or self._session is None or row is None or row.aspect is not Aspect.ARGUMENT:
            return ()
        said = {reading.said.name for reading in row.readings.values() if isinstance(reading.said, Link)}
        labels = (self._session.scheme.find(name) for name in _labels_of(self._case))
        roles = {role.name: role for label in labels if label is not None for role in label.roles if role.name in said}
        return tuple(roles.values())

    def _show(self) -> None:
        if self._known is not None:
            self._column.removeWidget(self._known)
            self._known.deleteLater()
            self._known.setParent(None)
        self._known = QWidget()
        layout = QVBoxLayout(self._known)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for part in self._parts():
            layout.addWidget(part)
        spread_theme(self._known, self._theme)
        self._column.insertWidget(1, self._known)
        self._scroll.verticalScrollBar().setValue(0)

    def _parts(self) -> Iterator[QWidget]:
        case, board, session = self._case, self._board, self._session
        if case is None or board is None or session is None:
            return
        decisions = decisions_of(case)
        if decisions:
            yield label(self.tr("Decided"), "head", "aside_decided")
            yield from self._decided(decisions, board, session)
            yield separator()
        yield from self._guideline(case, session)
        yield from self._earlier(case, session)

    def _decided(self, decisions: list[Decision], board: Board, session: Session) -> Iterator[QWidget]:
        """Who decided what, when, from which readings, and why."""
        telling = _telling(board, session)
        for decision in decisions:
            yield _sentence(telling.decided(decision), "small", "text", "decided_sentence")

    def _guideline(self, case: Case, session: Session) -> Iterator[QWidget]:
        for role in self._roles:
            yield RoleCard(role, session.scheme, self._language)
        for name in _labels_of(case):
            found = session.scheme.find(name)
            if found is not None:
                yield LabelHead(found, self._language)
                yield texts(found.guideline or self.tr("The scheme says nothing about this label."), "small", "text2")

    def _earlier(self, case: Case, session: Session) -> Iterator[QWidget]:
        """The last decisions about something like it, in all documents."""
        found = earlier_decisions(session, case, self._row)
        if found:
            yield separator()
            yield label(self.tr("Decided before"), "head", "aside_before")
        for earlier in found:
            yield _sentence(earlier.sentence, "small", "text2", "before_sentence", earlier.title)


def decisions_of(case: Case) -> list[Decision]:
    """The decisions that the rows of a case rest on, each once."""
    found = {row.decision.id: row.decision for row in case.rows if row.decision is not None}
    return list(found.values())


def _labels_of(case: Case) -> list[str]:
    """The labels that are in question, each once."""
    if case.kind is CaseKind.RELATION:
        readings = (*case.rows[0].readings.values(), *case.rows[0].gold)
        return list(dict.fromkeys(reading.said.name for reading in readings if isinstance(reading.said, Link)))
    return list(dict.fromkeys(mention.label for mention in (*case.mentions.values(), *case.gold)))


def _telling(board: Board, session: Session) -> DecisionWords:
    material = board.layout.material
    layers = (*material.layers, *material.others, material.gold)
    mentions = {str(mention.id): mention for layer in layers for mention in layer.mentions}
    return DecisionWords(session.text(board.document), mentions)


def _sentence(words: str, kind: str, color: str, name: str, document: str = "") -> QFrame:
    """A sentence of ours on a card, and the document that it is about; names and quotes keep their own direction."""
    card = QFrame()
    card.setProperty("kind", "card")
    card.setObjectName(name)
    passage = Passage(kind, color)
    passage.show_text(MarkedText(f"\u200e{words}"), language="en")
    inside = QVBoxLayout(card)
    inside.setContentsMargins(10, 8, 10, 8)
    inside.addWidget(passage)
    if document:
        title = Sentence("micro", f"{name}_document")
        title.setText(document)
        inside.addWidget(title)
    return card
