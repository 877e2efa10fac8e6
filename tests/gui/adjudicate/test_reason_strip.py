"""Reasons by digit, arrow or click, and the comment."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from annotator.gui.adjudicate.parts import ToggleChip
from annotator.gui.adjudicate.reason_strip import ReasonStrip
from annotator.gui.theme import load_fonts
from annotator.services.adjudication.choices import Why
from annotator.services.adjudication.reasons import DEFAULT


@pytest.fixture
def strip(qtbot: QtBot) -> Iterator[ReasonStrip]:
    load_fonts()
    window = QWidget()
    made = ReasonStrip()
    layout = QVBoxLayout(window)
    # The plugin of the tests warns when a layout sets the least size of a window.
    layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
    window.resize(700, 200)
    layout.addWidget(made)
    layout.addWidget(made.comment)
    qtbot.addWidget(window)
    made.show_reasons(DEFAULT, editable=True)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield made


def chip(strip: ReasonStrip, place: int) -> ToggleChip:
    found = strip.findChild(ToggleChip, f"reason_{place}")
    assert isinstance(found, ToggleChip)
    return found


def test_a_digit_chooses_and_gives_the_keyboard_back(qtbot: QtBot, strip: ReasonStrip) -> None:
    strip.focus_reasons()
    with qtbot.waitSignal(strip.reason_chosen) as chosen, qtbot.waitSignal(strip.left):
        qtbot.keyClick(chip(strip, 1), "3")
    assert chosen.args == [DEFAULT[2]]


def test_arrows_walk_and_enter_takes(qtbot: QtBot, strip: ReasonStrip) -> None:
    strip.focus_reasons()
    qtbot.keyClick(chip(strip, 1), Qt.Key.Key_Right)
    assert chip(strip, 2).hasFocus()
    with qtbot.waitSignal(strip.reason_chosen) as chosen:
        qtbot.keyClick(chip(strip, 2), Qt.Key.Key_Return)
    assert chosen.args == [DEFAULT[1]]


def test_escape_takes_nothing(qtbot: QtBot, strip: ReasonStrip) -> None:
    strip.focus_reasons()
    with qtbot.assertNotEmitted(strip.reason_chosen), qtbot.waitSignal(strip.left):
        qtbot.keyClick(chip(strip, 1), Qt.Key.Key_Escape)


def test_what_holds_is_shown(strip: ReasonStrip) -> None:
    strip.show_why("Trigger", Why(DEFAULT[1], "see 4.1"))
    assert [chip(strip, place).isChecked() for place in (1, 2, 3)] == [False, True, False]
    field = strip.comment.findChild(QLineEdit, "decision_comment")
    assert isinstance(field, QLineEdit)
    assert field.text() == "see 4.1"


def test_enter_in_the_comment_writes_it(qtbot: QtBot, strip: ReasonStrip) -> None:
    field = strip.comment.findChild(QLineEdit, "decision_comment")
    strip.focus_comment()
    qtbot.keyClicks(field, "both sides")
    with qtbot.waitSignal(strip.comment_written) as written, qtbot.waitSignal(strip.left):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert written.args == ["both sides"]


def test_other_reasons_take_the_place_of_the_old_ones(strip: ReasonStrip) -> None:
    strip.show_reasons(["only one"], editable=False)
    assert chip(strip, 1).text() in {"only one", DEFAULT[0]}  # the old ones go with the next turn of events
    strip.show_why("Label", Why("only one"))
    assert [made.text() for made in strip.findChildren(ToggleChip) if made.isChecked()] == ["only one"]
