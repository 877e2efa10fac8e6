"""A value typed for gold."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from annotator.gui.adjudicate.value_card import ValueCard
from annotator.gui.theme import Theme, load_fonts
from annotator.model.scheme import Attribute, AttributeKind

NUMBER, TEXT = Attribute("share", AttributeKind.NUMBER), Attribute("value", AttributeKind.TEXT)


@pytest.fixture
def card(qtbot: QtBot) -> Iterator[ValueCard]:
    load_fonts()
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 400)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield ValueCard(window, window, Theme())


def field(card: ValueCard) -> QLineEdit:
    found = card.findChild(QLineEdit, "value_field")
    assert isinstance(found, QLineEdit)
    return found


@pytest.mark.parametrize(
    ("attribute", "words", "value"),
    [
        (NUMBER, "12", 12),
        (NUMBER, "3.5", 3.5),
        (TEXT, "2025-05-10", "2025-05-10"),
        (TEXT, "  ", None),
        (NUMBER, "", None),
    ],
)
def test_enter_takes_what_is_typed(
    qtbot: QtBot, card: ValueCard, attribute: Attribute, words: str, value: object
) -> None:
    card.show_attribute(attribute, "old", "en")
    card.open_near(QRect(50, 50, 100, 20))
    field(card).setText(words)
    with qtbot.waitSignal(card.typed) as typed:
        qtbot.keyClick(field(card), Qt.Key.Key_Return)
    assert typed.args == [value]
    assert card.isHidden()


def test_what_is_no_number_stays_and_says_so(qtbot: QtBot, card: ValueCard) -> None:
    card.show_attribute(NUMBER, None, "en")
    card.open_near(QRect(50, 50, 100, 20))
    qtbot.keyClicks(field(card), "many")
    with qtbot.assertNotEmitted(card.typed):
        qtbot.keyClick(field(card), Qt.Key.Key_Return)
    assert card.isVisible()


def test_escape_takes_nothing(qtbot: QtBot, card: ValueCard) -> None:
    card.show_attribute(TEXT, "old", "en")
    card.open_near(QRect(50, 50, 100, 20))
    with qtbot.assertNotEmitted(card.typed):
        qtbot.keyClick(field(card), Qt.Key.Key_Escape)
    assert card.isHidden()
