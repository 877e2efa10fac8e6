"""The middle column: the case below its text, how far it is, or a sentence why there is none."""

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from annotator.gui.adjudicate.centre import CaseCentre
from annotator.gui.adjudicate.queue_model import QueueModel, Wanted
from annotator.gui.adjudicate.words import CaseWords
from annotator.gui.theme import Theme, load_fonts
from annotator.gui.widgets import Signs
from annotator.model.ids import DocumentId
from annotator.services.adjudication.board import Board, board_of
from annotator.services.adjudication.deciding import take
from annotator.services.adjudication.progress import DocumentProgress
from annotator.services.quoting import Quotes
from annotator.services.session import Session
from tests.gui.adjudicate.conftest import LEILA, MEHDI, RANA, draft_of, two_spans

BOTH = (LEILA, MEHDI)

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@pytest.fixture
def centre(qtbot: QtBot) -> CaseCentre:
    load_fonts()
    made = CaseCentre()
    qtbot.addWidget(made)
    made.set_theme(Theme())
    made.resize(740, 800)
    made.show()
    return made


def words_of(centre: CaseCentre, name: str) -> str:
    found = centre.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found.text() if found.isVisible() else ""


def show(centre: CaseCentre, session: Session, board: Board, *, editable: bool = True) -> None:
    """The case of two spans, as it is now."""
    case = two_spans(board)
    now = board_of(session.project, board.document)
    centre.show_board(now, session.scheme, session.text(board.document), Signs(BOTH))
    words = CaseWords(session, now, "en", Quotes(session))
    centre.show_case(draft_of(session, now.case(case.key)), words, now, Signs(BOTH), editable=editable)


@pytest.mark.parametrize(
    ("documents", "wanted", "people", "is_blind", "head", "words"),
    [
        ([], Wanted.OPEN, (), False, "No layers to decide between", "annotator merge"),
        ([], Wanted.OPEN, BOTH, False, "", "Looking through"),
        ([], Wanted.OPEN, BOTH, True, "", "Blind mode is on"),
        ([(3, 0, 0)], Wanted.OPEN, BOTH, False, "All decided", "3 cases are decided"),
        ([(3, 0, 0), (0, 1, 0)], Wanted.OPEN, BOTH, False, "Nothing here", "J goes to the next one"),
        ([(3, 0, 0)], Wanted.REOPENED, BOTH, False, "Nothing here", "Choose Open, Reopened or Decided"),
    ],
)
def test_without_a_case_it_says_why_and_what_helps(
    centre: CaseCentre,
    documents: list[tuple[int, int, int]],
    wanted: Wanted,
    people: tuple[str, ...],
    is_blind: bool,
    head: str,
    words: str,
) -> None:
    queue = QueueModel()
    queue.add(DocumentProgress(DocumentId(str(n)), "", BOTH, *counts) for n, counts in enumerate(documents))
    queue.want(wanted)
    centre.show_no_case(queue, people, is_blind=is_blind)
    assert words_of(centre, "adjudicate_head") == head
    assert words in words_of(centre, "adjudicate_words")
    assert centre.card.draft is None
    assert not centre.card.isVisible()


def test_it_says_how_far_a_case_is(centre: CaseCentre, review: Session, board: Board) -> None:
    show(centre, review, board)
    assert words_of(centre, "case_state") == ""
    assert words_of(centre, "case_kind") == "Entity"
    take(review, two_spans(board), LEILA)
    show(centre, review, board)
    assert "press U to let it be open again" in words_of(centre, "case_state")
    case = two_spans(board)
    review.annotator = LEILA
    review.set_span(case.mentions[LEILA].id, case.mentions[MEHDI].span)
    review.annotator = RANA
    show(centre, review, board)
    assert words_of(centre, "case_state").startswith("Decided before, and open again")


def test_who_only_looks_is_told_so_and_can_press_nothing(centre: CaseCentre, review: Session, board: Board) -> None:
    show(centre, review, board, editable=False)
    assert "looked at only" in words_of(centre, "case_state")
    buttons = [centre.card.findChild(QWidget, name) for name in ("choose_1", "choose_edit", "case_save")]
    assert [button.isEnabled() for button in buttons if button is not None] == [False] * 3


def test_the_text_is_as_high_as_its_lines_but_leaves_room(centre: CaseCentre, review: Session, board: Board) -> None:
    show(centre, review, board)
    heights = []
    for height in (1200, 900, 600):
        centre.resize(740, height)
        heights.append(centre.article.height())
        share, left_over = centre.height() * 27 // 100, centre.height() - centre.card.whole_height()
        assert 96 <= heights[-1] <= max(96, share, left_over)
    assert heights[0] > heights[-1]


def test_beginning_is_offered_only_if_it_would_settle_something(
    qtbot: QtBot, centre: CaseCentre, review: Session, board: Board
) -> None:
    show(centre, review, board)
    centre.show_offer(1, 20)
    assert words_of(centre, "begin_offer_words") == ""
    centre.show_offer(12, 20)
    assert words_of(centre, "begin_offer_words").startswith("In 12 of 20 cases")
    button = centre.findChild(QWidget, "begin_offer")
    assert button is not None
    with qtbot.waitSignal(centre.begin_requested):
        button.click()  # type: ignore[attr-defined]
