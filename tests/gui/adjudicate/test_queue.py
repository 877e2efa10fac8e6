"""The left column: counts, chips and whose layers."""

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from annotator.gui.adjudicate.parts import ToggleChip
from annotator.gui.adjudicate.queue import QueuePanel
from annotator.gui.adjudicate.queue_model import Wanted, case_rows
from annotator.gui.adjudicate.words import CaseWords
from annotator.gui.theme import Theme, load_fonts
from annotator.gui.widgets import Signs
from annotator.model.ids import DocumentId
from annotator.services.adjudication.board import Board
from annotator.services.adjudication.progress import DocumentProgress, counted
from tests.gui.adjudicate.conftest import LEILA, MEHDI, SARA

EVERYBODY = (LEILA, MEHDI, SARA)


@pytest.fixture
def queue(qtbot: QtBot, board: Board, words: CaseWords) -> QueuePanel:
    load_fonts()
    made = QueuePanel()
    qtbot.addWidget(made)
    made.resize(272, 700)
    made.show_people(EVERYBODY, EVERYBODY, Signs(EVERYBODY))
    made.add_progress([counted(board), DocumentProgress(DocumentId("x"), "Besuch", (LEILA,), 5, 2, 1)])
    made.model.open(board.document, case_rows(board.cases, words))
    return made


def chip(queue: QueuePanel, name: str) -> ToggleChip:
    found = queue.findChild(ToggleChip, f"queue_{name}")
    assert isinstance(found, ToggleChip)
    return found


def words_of(queue: QueuePanel, name: str) -> str:
    found = queue.findChild(QWidget, name)
    assert isinstance(found, QLabel)
    return found.text()


def test_it_says_how_far_all_documents_are(queue: QueuePanel, board: Board) -> None:
    assert words_of(queue, "adjudicate_done") == "5"
    assert words_of(queue, "adjudicate_all") == f"of {len(board.cases) + 8} decided"
    assert chip(queue, "open").accessibleName() == f"Open {len(board.cases) + 3}"
    assert chip(queue, "reopened").accessibleName() == "Reopened 1"


def test_a_chip_lists_other_cases(qtbot: QtBot, queue: QueuePanel) -> None:
    with qtbot.waitSignal(queue.wanted_changed):
        chip(queue, "decided").click()
    assert queue.model.wanted is Wanted.DECIDED
    assert (chip(queue, "decided").isChecked(), chip(queue, "open").isChecked()) == (True, False)
    assert queue.model.listed() == []


def actions(queue: QueuePanel) -> list[QAction]:
    return [action for action in queue.menu().actions() if not action.isSeparator()]


def test_some_can_be_looked_at_or_one_reviewed(qtbot: QtBot, queue: QueuePanel) -> None:
    with qtbot.waitSignal(queue.annotators_chosen) as chosen:
        actions(queue)[1].trigger()
    assert chosen.args == [(LEILA, SARA)]
    with qtbot.waitSignal(queue.annotators_chosen) as chosen:
        actions(queue)[5].trigger()
    assert chosen.args == [(SARA,)]


def test_the_last_one_stays(qtbot: QtBot, queue: QueuePanel) -> None:
    queue.show_people(EVERYBODY, (SARA,), Signs(EVERYBODY))
    with qtbot.assertNotEmitted(queue.annotators_chosen):
        actions(queue)[2].trigger()


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_its_rows_can_be_painted(queue: QueuePanel, mode: str) -> None:
    queue.set_theme(Theme("dark" if mode == "dark" else "light"))
    image = queue.grab().toImage()
    colors = {image.pixelColor(x, y).name() for x in range(0, 272, 2) for y in range(150, 690, 2)}
    assert len(colors) > 20
