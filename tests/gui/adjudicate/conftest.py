"""Rana adjudicates the review sample: three layers of the sample articles that differ as those of careful people do."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.assets import review_layers
from annotator.gui.adjudicate.draft import CaseDraft
from annotator.gui.adjudicate.page import AdjudicatePage
from annotator.gui.adjudicate.words import CaseWords
from annotator.gui.modes import Mode
from annotator.gui.theme import load_fonts
from annotator.model.decision import Aspect
from annotator.model.ids import AnnotatorName, DocumentId
from annotator.services.adjudication.board import Board, board_of
from annotator.services.adjudication.cases import Case, CaseKind, Row
from annotator.services.imports.importing import import_into
from annotator.services.opening import new_project
from annotator.services.quoting import Quotes
from annotator.services.session import Session
from tests.gui.conftest import Hand, MakeWindow

LEILA, MEHDI, SARA, RANA = map(AnnotatorName, ("leila", "mehdi", "sara", "rana"))
ARABIC = "وبناء على ذلك"
"""An article that Leila and Mehdi have labelled, and Sara has not."""


@pytest.fixture(scope="session")
def review_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once; tests work on copies."""
    path = tmp_path_factory.mktemp("review") / "review.annotator"
    with new_project(path, RANA) as session:
        import_into(session, review_layers())
    return path


@pytest.fixture
def review_path(review_project: Path, tmp_path: Path) -> Path:
    path = tmp_path / review_project.name
    path.write_bytes(review_project.read_bytes())
    return path


@pytest.fixture
def review(review_path: Path) -> Iterator[Session]:
    """Rana's session."""
    with Session.open(review_path, RANA) as session:
        yield session


def titled(session: Session, beginning: str) -> DocumentId:
    """The document whose text begins so."""
    return next(id_ for id_ in session.project.document_ids() if session.text(id_).startswith(beginning))


@pytest.fixture
def arabic(review: Session) -> DocumentId:
    return titled(review, ARABIC)


@pytest.fixture
def board(review: Session, arabic: DocumentId) -> Board:
    return board_of(review.project, arabic)


@pytest.fixture
def words(review: Session, board: Board) -> CaseWords:
    return CaseWords(review, board, "en", Quotes(review))


def case_where(board: Board, kind: CaseKind, fits: Callable[[Case], bool]) -> Case:
    """The first case of a kind that fits."""
    return next(case for case in board.cases if case.kind is kind and fits(case))


def differing(case: Case, aspect: Aspect) -> list[Row]:
    """The rows of an aspect in which not all say the same."""
    return [row for row in case.rows if row.aspect is aspect and not row.agrees]


def two_spans(board: Board) -> Case:
    """An entity of which two have different edges and nothing else."""
    return case_where(
        board,
        CaseKind.ENTITY,
        lambda case: len(case.mentions) == 2 and [row.aspect for row in case.rows if not row.agrees] == [Aspect.SPAN],
    )


def draft_of(session: Session, case: Case) -> CaseDraft:
    return CaseDraft(case, session.scheme)


class Judge(Hand):
    """Rana at the mode “Adjudicate”."""

    @property
    def page(self) -> AdjudicatePage:
        page = self.window.modes.page(Mode.ADJUDICATE)
        assert isinstance(page, AdjudicatePage)
        return page

    @property
    def session(self) -> Session:
        session = self.window.projects.session
        assert session is not None
        return session

    @property
    def board(self) -> Board:
        board = self.page.desk.board
        assert board is not None
        return board

    @property
    def draft(self) -> CaseDraft:
        assert self.page.card.draft is not None
        return self.page.card.draft

    @property
    def case(self) -> Case:
        return self.draft.case

    def open_case(self, case: Case) -> None:
        self.page.open_case(case.document, case.key)

    def open_article(self, beginning: str) -> None:
        self.page.open_document(titled(self.session, beginning))
        self.page.card.focus_table()

    def press_shifted_one(self) -> None:
        """As a keyboard says it: another sign, and the place of the key."""
        place = 2 + (0 if sys.platform in {"win32", "darwin"} else 8)
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, Qt.Key.Key_Exclam, Qt.KeyboardModifier.ShiftModifier, place, 0, 0, "!")
            QApplication.sendEvent(self.focus(), event)

    def choose_all(self, key: str) -> None:
        """Press a key for each row that is to choose."""
        for _ in range(len(self.case.rows)):
            if self.draft.remaining:
                self.press(key)
        assert not self.draft.remaining


@pytest.fixture
def judge(make_window: MakeWindow, review_path: Path, qtbot: QtBot) -> Judge:
    load_fonts()
    hand = make_window(annotator=RANA)
    assert hand.window.projects.open(review_path)
    hand.settle()
    made = Judge(hand.window, qtbot)
    hand.window.commands.run("mode_adjudicate")
    made.settle()
    made.open_article(ARABIC)
    return made
