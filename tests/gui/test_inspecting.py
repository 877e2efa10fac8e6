"""What is asked in the inspector is done, in the whole window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.gui.panels.inspector_chip import LinkChip
from annotator.gui.panels.inspector_role import RoleRow
from annotator.services.arguments import add_argument, arguments_of
from annotator.services.relations import add_relation

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def meeting(hand):
    """An event of two people, selected; returns its id."""
    session, document = hand.window.projects.session, hand.window.reading.document
    words = (("ontmoetingen", "Contact.Meet"), ("Bui Thanh Son", "PERSON"), ("Lam", "PERSON"))
    event, *people = [session.add_mention(document.id, hand.span(text), label).id for text, label in words]
    for person in people:
        add_argument(session, event, "Participant", person)
    hand.view.choose(event)
    hand.qtbot.waitUntil(lambda: len(chips(hand)) == 2)
    return event


def chips(hand) -> list[LinkChip]:
    QApplication.processEvents()
    found = [chip for chip in hand.window.inspector.findChildren(LinkChip) if chip.isVisible()]
    return sorted(found, key=lambda chip: chip.mapTo(hand.window, chip.rect().topLeft()).y())


def fillers(hand, event) -> list[str]:
    session = hand.window.projects.session
    return [session.mention(a.filler).span.text(hand.text) for a in arguments_of(session, event)]


def test_enter_on_a_filler_goes_there_and_back(hand, meeting):
    chips(hand)[1].setFocus()
    hand.press(Qt.Key.Key_Return)
    assert hand.selected() == ("PERSON", "Lam")
    assert hand.view.hasFocus()
    hand.qtbot.waitUntil(lambda: [chip.text() for chip in chips(hand)] == ["ontmoetingen"])
    hand.click(chips(hand)[0])
    assert hand.selected() == ("Contact.Meet", "ontmoetingen")


def test_fillers_are_reordered_and_taken_out_and_undone(hand, meeting):
    chips(hand)[1].setFocus()
    hand.press(Qt.Key.Key_Up, ALT)
    assert fillers(hand, meeting) == ["Lam", "Bui Thanh Son"]
    assert hand.said == "Reordered Participant"
    hand.qtbot.waitUntil(lambda: [chip.text() for chip in chips(hand)] == ["Lam", "Bui Thanh Son"])
    hand.press(Qt.Key.Key_Delete)
    assert fillers(hand, meeting) == ["Bui Thanh Son"]
    assert hand.said == "‘Lam’ is no longer Participant"
    hand.qtbot.waitUntil(lambda: len(chips(hand)) == 1)
    hand.undo()
    assert fillers(hand, meeting) == ["Lam", "Bui Thanh Son"]


def test_a_filler_dragged_to_another_role_plays_it(hand, meeting, qtbot):
    chip = chips(hand)[1]
    (topic,) = [row for row in hand.window.inspector.findChildren(RoleRow) if row.name == "Topic" and row.isVisible()]
    hand.window.inspector._form.ensureWidgetVisible(topic)
    to = chip.mapFromGlobal(topic.mapToGlobal(topic.rect().center()))
    qtbot.mousePress(chip, Qt.MouseButton.LeftButton, pos=chip.rect().center())
    qtbot.mouseMove(chip, (chip.rect().center() + to) / 2)
    qtbot.mouseMove(chip, to)
    qtbot.mouseRelease(chip, Qt.MouseButton.LeftButton, pos=to)
    roles = [argument.role for argument in arguments_of(hand.window.projects.session, meeting)]
    assert roles == ["Participant", "Topic"]
    assert hand.said == "‘Lam’ is now Topic of ‘ontmoetingen’"


def test_relations_are_deleted_from_the_inspector(hand, meeting):
    session = hand.window.projects.session
    document = hand.window.reading.document
    country = session.add_mention(document.id, hand.span("Vietnam"), "GPE")
    person = arguments_of(session, meeting)[0].filler
    add_relation(session, "Located", person, country.id)
    hand.view.choose(country.id)
    hand.qtbot.waitUntil(lambda: [chip.facts.lead for chip in chips(hand)] == ["Located in"])
    chips(hand)[0].setFocus()
    hand.press(Qt.Key.Key_Delete)
    assert session.relations_with(country.id) == ()
    assert hand.said == "Deleted Located of ‘Bui Thanh Son’"
