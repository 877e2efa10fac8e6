"""The table: where its cells are, what a click means, what it looks like in each state."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from annotator.gui.adjudicate.draft import WHOLE, CaseDraft
from annotator.gui.adjudicate.table import CaseTable
from annotator.gui.adjudicate.table_layout import Columns
from annotator.gui.adjudicate.words import CaseWords
from annotator.gui.theme import Theme, load_fonts
from annotator.gui.widgets import Signs
from annotator.model.decision import Verdict
from annotator.services.adjudication.board import Board
from annotator.services.session import Session
from tests.gui.adjudicate.conftest import LEILA, MEHDI, draft_of, two_spans

SIGNS = Signs((LEILA, MEHDI))
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def draft(review: Session, board: Board) -> CaseDraft:
    return draft_of(review, two_spans(board))


@pytest.fixture
def table(qtbot: QtBot, draft: CaseDraft, words: CaseWords) -> CaseTable:
    load_fonts()
    made = CaseTable()
    qtbot.addWidget(made)
    made.show_case(draft, words, SIGNS)
    made.resize(720, made.heightForWidth(720))
    return made


def colors_in(table: CaseTable, column: int, key: str = "span") -> set[str]:
    image: QImage = table.grab(table.cell_rect(key, column).toRect()).toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def ink(place: int) -> str:
    return QColor(Theme().annotator_ink(place)).name()


def test_the_first_row_to_choose_is_current(table: CaseTable) -> None:
    assert (table.row, table.annotator) == ("span", LEILA)
    assert table.spoken() == "Span, leila: زوجته"
    assert table.accessibleDescription() == table.spoken()


def test_a_chosen_cell_has_a_frame_in_the_annotators_colour(table: CaseTable, draft: CaseDraft) -> None:
    assert ink(0) not in colors_in(table, 0)
    draft.take("span", LEILA)
    table.refresh()
    assert ink(0) in colors_in(table, 0)
    assert ink(1) not in colors_in(table, 1)
    assert ink(0) in colors_in(table, 2)  # gold says whose it is


def test_gold_is_dashed_while_it_is_to_choose(table: CaseTable, draft: CaseDraft) -> None:
    accent = Theme().hex("accent").lower()
    assert accent in colors_in(table, 2)
    draft.take("span", MEHDI)
    table.refresh()
    table.step_row(1)
    assert accent not in colors_in(table, 2)


def test_an_edited_cell_has_the_gold_sign(table: CaseTable, draft: CaseDraft) -> None:
    draft.edit("label", "ORG")
    table.refresh()
    assert ink(-1) in colors_in(table, 2, "label")
    assert [part.words for part in table.rows()[1].gold] == ["ORG"]


def test_both_stand_below_each_other(table: CaseTable, draft: CaseDraft) -> None:
    draft.both("span")
    table.refresh()
    assert [part.names for part in table.rows()[0].gold] == [(LEILA,), (MEHDI,)]
    assert {ink(0), ink(1)} <= colors_in(table, 2)


def test_nothing_is_said_in_gold(table: CaseTable, draft: CaseDraft) -> None:
    draft.nothing(WHOLE, Verdict.WRONG)
    table.refresh()
    assert [part.words for part in table.rows()[0].gold] == ["all wrong"]
    assert table.rows()[1].gold == []


def test_a_click_takes_a_cell_and_with_ctrl_adds_it(qtbot: QtBot, table: CaseTable) -> None:
    at = table.cell_rect("span", 1).center().toPoint()
    with qtbot.waitSignal(table.taken) as taken:
        qtbot.mouseClick(table, LEFT, pos=at)
    assert taken.args == ["span", MEHDI]
    with qtbot.waitSignal(table.joined) as joined:
        qtbot.mouseClick(table, LEFT, Qt.KeyboardModifier.ControlModifier, at)
    assert joined.args == ["span", MEHDI]


def test_a_click_on_a_head_takes_all_of_an_annotator(qtbot: QtBot, table: CaseTable) -> None:
    with qtbot.waitSignal(table.taken) as taken:
        qtbot.mouseClick(table, LEFT, pos=table.cell_rect(WHOLE, 0).center().toPoint())
    assert taken.args == [WHOLE, LEILA]


def test_the_head_stays_in_sight_and_can_be_clicked_there(qtbot: QtBot, table: CaseTable) -> None:
    table.pin_head(60)
    with qtbot.waitSignal(table.taken) as taken:
        qtbot.mouseClick(table, LEFT, pos=QPoint(int(table.cell_rect(WHOLE, 1).center().x()), 70))
    assert taken.args == [WHOLE, MEHDI]


def test_a_double_click_on_gold_edits(qtbot: QtBot, table: CaseTable) -> None:
    at = table.cell_rect("label", 2).center().toPoint()
    with qtbot.waitSignal(table.edit_requested) as asked:
        qtbot.mouseDClick(table, LEFT, pos=at)
    assert asked.args == ["label"]


def test_in_a_mirrored_window_gold_stands_on_the_left(table: CaseTable) -> None:
    right = table.cell_rect("span", 2)
    table.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    left = table.cell_rect("span", 2)
    assert left.left() < table.cell_rect("span", 1).left() < table.cell_rect("span", 0).left()
    assert left.width() == right.width()


def test_a_long_span_is_never_cut(qtbot: QtBot, review: Session, board: Board, words: CaseWords) -> None:
    longest = max(
        (case for case in board.cases if case.mentions), key=lambda case: len(next(iter(case.mentions.values())).span)
    )
    draft = draft_of(review, longest)
    table = CaseTable()
    qtbot.addWidget(table)
    table.show_case(draft, words, SIGNS)
    heights = []
    for width in (900, 420):
        table.resize(width, table.heightForWidth(width))
        row = table.rows()[0]
        laid = row.cells[LEILA]
        assert laid is not None
        shown = "".join(text.layout.text() for text in laid.texts)
        assert shown == words.span(longest, longest.mentions[LEILA].span).text
        assert laid.height <= row.height
        heights.append(row.height)
    assert heights[1] > heights[0]


@pytest.mark.parametrize(("width", "annotators"), [(720, 2), (720, 3), (720, 6), (400, 3)])
def test_columns_fill_the_width_and_show_as_many_as_fit(width: int, annotators: int) -> None:
    columns = Columns.of(width, annotators, 0)
    assert 1 <= columns.shown <= annotators
    assert columns.head + columns.shown * columns.each + columns.gold == pytest.approx(width)
    last = Columns.of(width, annotators, 99)
    assert last.first == annotators - columns.shown
    assert last.annotator(annotators - 1) is not None


def test_what_can_be_heard_follows_the_arrows(table: CaseTable) -> None:
    table.step_row(1)
    table.step_column(1)
    assert table.spoken() == "Label, mehdi: PERSON"
    table.step_column(1)
    assert table.spoken() == "Label, Gold: PERSON"
    table.step_row(-5)
    assert table.spoken() == "All of it, Gold"
