"""What is known about a case: how it was decided, the guideline, what was decided before."""

import pytest
from PySide6.QtWidgets import QFrame, QLabel, QWidget
from pytestqt.qtbot import QtBot

from annotator.gui.adjudicate.aside import Aside
from annotator.gui.theme import load_fonts
from annotator.gui.widgets.marked import Passage
from annotator.model.decision import Aspect
from annotator.services.adjudication.board import Board, board_of
from annotator.services.adjudication.cases import Case, CaseKind
from annotator.services.adjudication.deciding import none
from annotator.services.session import Session
from tests.gui.adjudicate.conftest import LEILA, case_where, draft_of, two_spans


@pytest.fixture
def aside(qtbot: QtBot, review: Session) -> Aside:
    load_fonts()
    made = Aside()
    qtbot.addWidget(made)
    made.set_session(review)
    made.resize(328, 800)
    return made


def sentences(aside: Aside, name: str) -> list[str]:
    cards = aside.findChildren(QFrame, name)
    found = [passage.marked.text for card in cards for passage in card.findChildren(Passage)]
    return [text.replace("\u2068", "").replace("\u2069", "").removeprefix("\u200e") for text in found]


def titles(aside: Aside) -> list[str]:
    return [head.accessibleName() for head in aside.findChildren(QWidget, "guideline_title")]


def test_an_open_case_has_the_guideline_of_its_labels(aside: Aside, board: Board) -> None:
    aside.show_case(two_spans(board), board)
    assert titles(aside) == ["Person"]
    assert sentences(aside, "decided_sentence") == []


def test_a_decided_case_says_who_when_from_what_and_why(aside: Aside, review: Session, board: Board) -> None:
    draft = draft_of(review, two_spans(board))
    draft.take("span", LEILA)
    draft.set_reason("span", "boundary")
    draft.decide(review)
    after = board_of(review.project, board.document)
    aside.show_case(after.case(draft.case.key), after)
    first = sentences(aside, "decided_sentence")[0]
    assert first.startswith("The span: as leila has it (decided by rana, ")
    assert "Reason: boundary." in first
    assert "leila said “زوجته”; mehdi said “وزوجته”." in first
    other = case_where(after, CaseKind.ENTITY, lambda case: case.key != draft.case.key and not case.agrees)
    aside.show_case(other, after)
    same_label = "PERSON" in {mention.label for mention in other.mentions.values()}
    assert bool(sentences(aside, "before_sentence")) == same_label


def test_what_was_decided_in_another_document_says_in_which(aside: Aside, review: Session, board: Board) -> None:
    ids = list(review.project.document_ids())
    elsewhere = next(id_ for id_ in ids if id_ != board.document)
    other = board_of(review.project, elsewhere)
    none(review, case_where(other, CaseKind.ENTITY, lambda case: {"PERSON"} == _labels(case)))
    aside.show_case(case_where(board, CaseKind.ENTITY, lambda case: "PERSON" in _labels(case)), board)
    document = aside.findChild(QLabel, "before_sentence_document")
    assert document is not None
    assert document.text() == review.document(elsewhere).title
    assert len(sentences(aside, "before_sentence")) == 1
    aside.show_case(case_where(board, CaseKind.ENTITY, lambda case: {"GPE"} == _labels(case)), board)
    assert sentences(aside, "before_sentence") == []


def _labels(case: Case) -> set[str]:
    return {mention.label for mention in case.mentions.values()} if LEILA in case.mentions else set()


def test_a_row_of_an_argument_has_the_guideline_of_its_role(aside: Aside, board: Board) -> None:
    case = case_where(board, CaseKind.EVENT, lambda case: any(row.aspect is Aspect.ARGUMENT for row in case.rows))
    aside.show_case(case, board)
    row = next(row for row in case.rows if row.aspect is Aspect.ARGUMENT)
    aside.show_row(row.key)
    assert aside.findChild(QWidget, f"guideline_role_{row.name}") is not None
    aside.show_row(case.rows[0].key)
    assert aside.findChild(QWidget, f"guideline_role_{row.name}") is None
