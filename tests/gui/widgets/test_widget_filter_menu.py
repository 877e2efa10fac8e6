"""A menu of values to tick."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from annotator.gui.widgets import FilterMenu

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def menu(qtbot: QtBot) -> FilterMenu:
    made = FilterMenu("All")
    qtbot.addWidget(made)
    made.fill([("ar", "Arabic", 3), ("a&b", "A & B", None)], ())
    return made


def entry(menu: FilterMenu, place: int) -> QAction:
    return [action for action in menu.actions() if not action.isSeparator()][place]


def test_values_are_told_with_their_counts_if_they_have_some(menu: FilterMenu) -> None:
    assert [entry(menu, place).text() for place in range(3)] == ["All", "Arabic\t3", "A && B"]


def test_nothing_ticked_means_all(qtbot: QtBot, menu: FilterMenu) -> None:
    assert entry(menu, 0).isChecked()
    with qtbot.waitSignal(menu.chosen) as chosen:
        entry(menu, 2).trigger()
    assert chosen.args == [("a&b",)]
    assert not entry(menu, 0).isChecked()
    with qtbot.waitSignal(menu.chosen) as chosen:
        entry(menu, 0).trigger()
    assert chosen.args == [()]
    assert menu.ticked() == ()


def test_a_click_keeps_it_open(qtbot: QtBot, menu: FilterMenu) -> None:
    menu.popup(QPoint(0, 0))
    with qtbot.waitSignal(menu.chosen) as chosen:
        place = menu.actionGeometry(entry(menu, 1)).center()
        qtbot.mouseMove(menu, place)
        qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args == [("ar",)]
    assert menu.isVisible()
    menu.close()


def test_space_ticks_and_the_menu_stays_open(qtbot):
    menu = FilterMenu("All")
    qtbot.addWidget(menu)
    menu.fill([("a", "A", 1), ("b", "B", 2)], ())
    menu.popup(QPoint(10, 10))
    menu.setActiveAction(menu.actions()[2])
    with qtbot.waitSignal(menu.chosen) as chosen:
        qtbot.keyClick(menu, Qt.Key.Key_Space)
    assert chosen.args == [("a",)]
    assert menu.isVisible()
    menu.close()


def test_ticking_from_outside_says_nothing(qtbot):
    menu = FilterMenu("All")
    qtbot.addWidget(menu)
    menu.fill([("a", "A", 1), ("b", "B", 2)], ("a",))
    with qtbot.assertNotEmitted(menu.chosen):
        menu.tick(("b", "gone"))
    assert menu.ticked() == ("b",)
    assert not menu.actions()[0].isChecked()
    menu.tick(())
    assert menu.actions()[0].isChecked()
