"""What is typed into the inspector survives whatever the window does next."""

from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit

from annotator.gui.panels.inspector import Inspector
from annotator.gui.widgets.chips import LabelChip
from annotator.services.session import Session


def test_a_note_half_typed_is_there_after_closing_the_window(hand):
    hand.drag(hand.span("Bui Thanh Son"))
    hand.press("P")
    mention = hand.view.selected()
    note = hand.child("inspector_note")
    assert isinstance(note, QPlainTextEdit)
    note.setPlainText("half a sentence")
    path = hand.window.projects.session.path
    hand.window.close()
    with Session.open(path) as session:
        assert session.mention(mention).note == "half a sentence"


def test_a_note_is_saved_when_another_document_opens(hand, qtbot):
    hand.drag(hand.span("Bui Thanh Son"))
    hand.press("P")
    mention = hand.view.selected()
    note = hand.child("inspector_note")
    note._pause.setInterval(3_600_000)  # so that it is not a pause in typing that saves
    note.setPlainText("kept")
    hand.window.documents.step(1)
    session = hand.window.projects.session
    qtbot.waitUntil(lambda: session.mention(mention).note == "kept")


def test_the_armed_chip_shows_in_the_window(hand):
    hand.press("O")
    armed = [chip.label.name for chip in hand.window.findChildren(LabelChip) if "armed" in chip.accessibleName()]
    assert armed == ["ORG"]


def test_a_form_made_late_speaks_the_language_that_was_set_before(hand, qtbot):
    hand.drag(hand.span("Vietnam"))
    hand.press("g")
    session, mention = hand.window.projects.session, hand.view.selected()
    late = Inspector()
    qtbot.addWidget(late)
    late.set_language("ar")
    late.set_session(session)
    late.show_mention(mention, 1, 1)
    chip = late.findChild(QAbstractButton, "inspector_label")
    assert isinstance(chip, QAbstractButton)
    assert chip.text().startswith(session.scheme.label("GPE").names["ar"])
