"""The bar in which one searches the article."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton

from annotator.gui.panels.find import FindBar

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def bar(qtbot):
    made = FindBar()
    qtbot.addWidget(made)
    made.open_find()
    return made


def field(bar) -> QLineEdit:
    return bar.findChild(QLineEdit, "find_field")


def count(bar) -> str:
    return bar.findChild(QLabel, "find_count").text()


def test_it_is_hidden_until_asked_for(qtbot):
    made = FindBar()
    qtbot.addWidget(made)
    assert made.isHidden()
    made.open_find()
    assert made.isVisible()


def test_typing_asks_at_once(bar, qtbot):
    with qtbot.waitSignals([bar.query_changed] * 2):
        qtbot.keyClicks(field(bar), "to")
    assert bar.query() == "to"


def test_opening_with_words_looks_for_them(bar, qtbot):
    with qtbot.waitSignal(bar.query_changed) as said:
        bar.open_find("Lam")
    assert said.args == ["Lam"]


@pytest.mark.parametrize(
    ("key", "modifier", "by"),
    [
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, 1),
        (Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier, 1),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier, -1),
    ],
)
def test_enter_steps(bar, qtbot, key, modifier, by):
    with qtbot.waitSignal(bar.step_requested) as said:
        qtbot.keyClick(field(bar), key, modifier)
    assert said.args == [by]


@pytest.mark.parametrize(("name", "by"), [("find_next", 1), ("find_previous", -1)])
def test_buttons_step(bar, qtbot, name, by):
    bar.set_count(1, 2)
    with qtbot.waitSignal(bar.step_requested) as said:
        qtbot.mouseClick(bar.findChild(QToolButton, name), Qt.MouseButton.LeftButton)
    assert said.args == [by]


def test_escape_closes_and_takes_the_hits_away(bar, qtbot):
    field(bar).setText("Lam")
    with qtbot.waitSignals([bar.query_changed, bar.closed]):
        qtbot.keyClick(field(bar), Qt.Key.Key_Escape)
    assert bar.isHidden()
    assert field(bar).text() == "Lam"


def test_it_counts(bar):
    assert count(bar) == ""
    field(bar).setText("Lam")
    bar.set_count(3, 1200)
    assert count(bar) == "3 of 1,200"
    assert bar.findChild(QToolButton, "find_next").isEnabled()
    bar.set_count(0, 0)
    assert count(bar) == "No hits"
    assert not bar.findChild(QToolButton, "find_next").isEnabled()
