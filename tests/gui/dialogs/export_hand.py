"""A person at the export card: what its tests share."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

CTRL = Qt.KeyboardModifier.ControlModifier
K = Qt.Key


def open_card(hand):
    """Open the card and wait until it knows what would be written."""
    hand.press(K.Key_E, CTRL)
    dialog(hand).broke.connect(_fail)
    wait_ready(hand)
    return hand


def _fail(error):
    """A mistake of ours beside the work must not pass for a preview without anything in it."""
    raise error


def dialog(hand):
    return hand.child("export_dialog")


def choice(hand):
    return dialog(hand).choice()


def wait_ready(hand):
    """Wait until it is known what would be written of the present choice, and what is lost."""
    hand.qtbot.waitUntil(lambda: is_ready(hand), timeout=20_000)


def is_ready(hand):
    card = dialog(hand)
    return hand.child("export_go").isEnabled() and not card._due.isActive() and card._tasks.current is None


def shown(hand):
    """The text of the file that is shown."""
    return hand.child("export_preview").toPlainText()


def counts(hand):
    return hand.child("export_counts").text()


def pick(hand, name, words):
    """Choose the entry of a list that has these words, by its first letters and arrows."""
    field = hand.child(name)
    assert isinstance(field, QComboBox)
    field.setFocus()
    wanted = next(place for place in range(field.count()) if words in field.itemText(place))
    while field.currentIndex() != wanted:
        hand.press(K.Key_Down if field.currentIndex() < wanted else K.Key_Up)


def tick(hand, name):
    """Go to a box or button and press the space bar."""
    hand.child(name).setFocus()
    hand.press(K.Key_Space)


def set_number(hand, name, value):
    """Type a number into a field."""
    field = hand.child(name)
    field.setFocus()
    field.selectAll()
    hand.type(str(value))


def lost(hand):
    """What is lost, by kind."""
    kinds = hand.child("export_losses_kinds")
    found = (part for part in kinds.children() if part.objectName().startswith("export_loss_"))
    return {part.objectName().removeprefix("export_loss_"): part.text() for part in found if not part.isHidden()}


def refusal(hand):
    """Why nothing can be exported."""
    assert not hand.child("export_go").isEnabled()
    return hand.child("export_losses_say").text()
