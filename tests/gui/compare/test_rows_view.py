"""The list on the screen: what is current stays so, cards open and close, groups fold."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from annotator.gui.compare.corpus import Corpus
from annotator.gui.compare.rows_delegate import ROW_HEIGHT, ROW_HEIGHT_WITH_TITLE
from annotator.gui.compare.rows_model import GroupRow
from annotator.gui.compare.rows_view import DisagreementsView
from annotator.gui.compare.words import Family
from annotator.services.comparison.disagreement_list import Listed, listed

K = Qt.Key

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def found(corpus: Corpus) -> list[Listed]:
    assert corpus.tally is not None
    comparison = corpus.compare(list(corpus.tally)[1].document)
    assert comparison is not None
    return list(listed(comparison))


def make_card(one: Listed, width: int) -> QWidget:
    made = QLabel("\n" * 10)
    made.setObjectName(f"card of {one.quote}")
    return made


@pytest.fixture
def view(qtbot: QtBot, found: list[Listed]) -> DisagreementsView:
    made = DisagreementsView(make_card)
    qtbot.addWidget(made)
    made.resize(400, 600)
    made.rows.show(found, shows_titles=False)
    made.show()
    return made


def card(view: DisagreementsView) -> str:
    widget = view.indexWidget(view.currentIndex())
    return widget.objectName() if widget is not None else ""


def test_walking_goes_from_one_to_the_next_with_its_card(view: DisagreementsView) -> None:
    first = view.go_to_end(1)
    assert first is not None
    assert card(view) == f"card of {first.quote}"
    assert view.rowHeight(view.currentIndex().row()) > ROW_HEIGHT
    row = view.currentIndex().row()
    second = view.step(1)
    assert second is not None
    assert view.rowHeight(row) == ROW_HEIGHT
    assert card(view) == f"card of {second.quote}"
    assert view.step(-1) == first
    assert view.step(-1) is None
    assert view.current == first
    last = view.go_to_end(-1)
    assert last is not None
    assert view.step(1) is None


def test_the_card_closes_and_stays_closed(view: DisagreementsView) -> None:
    view.go_to_end(1)
    view.toggle()
    assert card(view) == ""
    view.step(1)
    assert card(view) == ""
    view.toggle()
    assert card(view) != ""


def test_what_is_current_stays_so_while_the_list_changes(view: DisagreementsView, found: list[Listed]) -> None:
    view.go_to_end(1)
    here = view.step(1)
    assert here is not None
    view.rows.show(found[::-1], shows_titles=True)
    assert view.current is not None
    assert view.current.identity == here.identity
    assert card(view) == f"card of {here.quote}"
    assert view.rowHeight(0) == ROW_HEIGHT_WITH_TITLE
    view.rows.show([one for one in found if one.identity != here.identity], shows_titles=False)
    assert view.current is None
    assert view.rowHeight(0) == ROW_HEIGHT


def test_a_group_folds_by_key_and_by_mouse(qtbot: QtBot, view: DisagreementsView) -> None:
    view.setFocus()
    view.go_to_end(1)
    count = view.rows.rowCount()
    qtbot.keyClick(view, K.Key_Left)
    head = view.rows.row_at(view.currentIndex())
    assert isinstance(head, GroupRow)
    assert not head.is_open
    assert view.rows.rowCount() == count - head.count
    assert view.current is None
    qtbot.keyClick(view, K.Key_Right)
    assert view.rows.rowCount() == count
    rect = view.visualRect(view.rows.index_of_group(head.family))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert view.rows.rowCount() == count - head.count
    view.toggle()
    assert view.rows.rowCount() == count


def test_a_folded_group_opens_for_whoever_is_gone_to(view: DisagreementsView, found: list[Listed]) -> None:
    view.rows.fold(Family.BOUNDARY, is_folded=True)
    boundary = next(one for one in found if one.found.kind == "boundary")
    assert view.go_to_listed(boundary.identity)
    assert view.current == boundary
    assert not view.go_to_listed(("nothing",))
    assert view.current is None


def test_only_a_person_s_own_steps_are_told(qtbot: QtBot, view: DisagreementsView) -> None:
    with qtbot.assertNotEmitted(view.listed_chosen):
        view.go_to_end(1)
        view.step(1)
    here = view.currentIndex().row()
    rect = view.visualRect(view.rows.index(here + 1))
    with qtbot.waitSignal(view.listed_chosen) as chosen:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert chosen.args == [view.current]


def test_letters_and_enter_are_left_to_the_page(qtbot: QtBot, found: list[Listed]) -> None:
    class Page(QWidget):
        def __init__(self) -> None:
            super().__init__()
            self.heard: list[int] = []

        def keyPressEvent(self, event) -> None:
            self.heard.append(event.key())

    page = Page()
    qtbot.addWidget(page)
    view = DisagreementsView(make_card)
    view.setParent(page)
    view.rows.show(found, shows_titles=False)
    page.show()
    for key in (K.Key_J, K.Key_Down, K.Key_Return, K.Key_Escape):
        qtbot.keyClick(view, key)
    assert page.heard == [K.Key_J, K.Key_Down, K.Key_Return, K.Key_Escape]


def test_rows_are_painted_in_their_own_direction(qtbot: QtBot, view: DisagreementsView) -> None:
    """A mirrored window mirrors the columns: the picture is another, and not an empty one."""
    view.is_open = False
    view.go_to_end(1)
    before = view.grab().toImage()
    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    after = view.grab().toImage()
    assert before != after
    assert len({after.pixel(x, ROW_HEIGHT + 17) for x in range(after.width())}) > 5
