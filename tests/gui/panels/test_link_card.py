"""The card of steps: which keys do what on it."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from annotator.gui.link_offers import Offer
from annotator.gui.panels.link_card import LinkCard
from annotator.gui.theme import Theme
from annotator.gui.widgets import Entry

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

ROLES = Offer("Argument", [Entry("Visitor", "Visitor", key="V"), Entry("Host", "Host", key="⇧H")])
FILLERS = Offer("Visitor", [Entry("1", "Ann"), Entry("2", "أحمد")], placeholder="Type", hint="Or select text")


@pytest.fixture
def card(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(700, 500)
    made = LinkCard(window, window, Theme())
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return made


def show(card, offer: Offer) -> None:
    card.show_offer(offer)
    card.open_near(card.parentWidget().rect().adjusted(100, 100, -500, -380))


def test_keycaps_pick_without_a_field(card, qtbot):
    show(card, ROLES)
    assert card.hasFocus()
    said: list[str] = []
    card.picked.connect(said.append)
    qtbot.keyClick(card, "v")
    qtbot.keyClick(card, "h")
    qtbot.keyClick(card, "H", Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(card, Qt.Key.Key_Down)
    qtbot.keyClick(card, Qt.Key.Key_Return)
    assert said == ["Visitor", "Host", "Host"]


def test_a_key_held_down_does_not_pick_again(card, qtbot):
    show(card, ROLES)
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_V, Qt.KeyboardModifier.NoModifier, "v", True)
    with qtbot.assertNotEmitted(card.picked):
        QApplication.sendEvent(card, held)


def test_letters_search_where_there_is_a_field(card, qtbot):
    show(card, FILLERS)
    field = card.findChild(QLineEdit, "link_search")
    assert field.hasFocus()
    field.setText("احمد")
    with qtbot.waitSignal(card.picked) as said:
        qtbot.keyClick(field, Qt.Key.Key_Enter)
    assert said.args == ["2"]
    card.show_offer(ROLES)
    assert not field.isVisible()


def test_escape_asks_to_go_back_and_ctrl_tab_for_the_text(card, qtbot):
    show(card, FILLERS)
    field = card.findChild(QLineEdit, "link_search")
    with qtbot.waitSignal(card.back_requested):
        qtbot.keyClick(field, Qt.Key.Key_Escape)
    with qtbot.waitSignal(card.article_requested):
        qtbot.keyClick(field, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert card.isVisible()  # whoever asked decides


def test_an_empty_offer_says_so(card):
    show(card, Offer("Relation", [], nothing="No relation begins here."))
    said = [label.text() for label in card.findChildren(QLabel) if label.isVisible()]
    assert "No relation begins here." in said
    assert card.current == ""
