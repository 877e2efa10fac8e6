"""The card on which attributes are set by key."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from annotator.gui.attributing import Setting, SettingRow
from annotator.gui.panels.attributes_card import AttributesCard, ValueChip
from annotator.gui.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def row(name: str, *values: str, current: str = "", keys: str = "") -> SettingRow:
    pairs = zip(values, keys or "123456789", strict=False)
    settings = tuple(Setting(name, value, value, key, value == current) for value, key in pairs)
    return SettingRow(name, "", settings)


ROWS = [row("tense", "Past", "Present", "Future", current="Past", keys="TRF"), row("polarity", "Yes", "No", keys="PN")]


@pytest.fixture
def card(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(700, 500)
    made = AttributesCard(window, window, Theme())
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made.show_rows("Visit", ROWS)
    made.open_near(window.rect().adjusted(300, 10, -300, -450).translated(window.mapToGlobal(window.rect().topLeft())))
    return made


def chips(card) -> list[ValueChip]:
    return card.findChildren(ValueChip)


def test_every_value_is_seen_with_its_key(card):
    assert [chip.accessibleName() for chip in chips(card)][:2] == ["Past, key T", "Present, key R"]
    assert [chip.text() for chip in chips(card) if chip.isChecked()] == ["Past"]
    for chip in chips(card):
        assert not chip.visibleRegion().isEmpty()
        assert chip.height() == chip.sizeHint().height()


def test_a_key_chooses_and_the_card_stays(card, qtbot):
    with qtbot.waitSignal(card.chosen) as said:
        qtbot.keyClick(card, "n")
    assert (said.args[0].attribute, said.args[0].value) == ("polarity", "No")
    assert card.isVisible()
    with qtbot.assertNotEmitted(card.chosen):
        qtbot.keyClick(card, "x")


def test_a_click_chooses_but_what_holds_is_shown_only_when_it_does(card, qtbot):
    future = next(chip for chip in chips(card) if chip.text() == "Future")
    with qtbot.waitSignal(card.chosen):
        qtbot.mouseClick(future, Qt.MouseButton.LeftButton)
    assert not future.isChecked()
    card.show_rows("Visit", [row("tense", "Past", "Present", "Future", current="Future", keys="TRF"), ROWS[1]])
    assert future.isChecked()


def test_tab_walks_the_values_round_and_round(card, qtbot):
    qtbot.keyClick(card, Qt.Key.Key_Tab)
    assert chips(card)[0].hasFocus()
    qtbot.keyClick(chips(card)[0], Qt.Key.Key_Backtab)
    assert chips(card)[-1].hasFocus()
    with qtbot.waitSignal(card.chosen):
        qtbot.keyClick(chips(card)[-1], Qt.Key.Key_Space)


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_escape_and_enter_close(card, qtbot, key):
    with qtbot.waitSignal(card.keys_freed):
        qtbot.keyClick(card, key)
    assert not card.isVisible()


def test_very_many_attributes_scroll_and_nothing_is_squeezed(card):
    many = [row(f"a{i}", *(f"value {j} of {i}" for j in range(9))) for i in range(12)]
    card.show_rows("Visit", many)
    assert card.height() <= card.parentWidget().height()
    assert all(chip.height() == chip.sizeHint().height() for chip in chips(card) if chip.isVisibleTo(card))
