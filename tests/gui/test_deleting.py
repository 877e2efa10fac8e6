"""Emptying the bin in the window: by menu, by mouse and by key, with undo, beside the work."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from annotator.gui.panels.documents_model import DocumentsModel
from annotator.services.checks.checking import check
from annotator.services.documents import DocumentList, DocumentQuery
from tests.conftest import add_documents

CTRL = Qt.KeyboardModifier.ControlModifier
K = Qt.Key

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def order(hand):
    return list(hand.window.projects.session.project.document_ids())


def in_bin(hand):
    return len(DocumentList(hand.window.projects.session, DocumentQuery(binned=True)))


def menu_entry(hand, menu_name, words):
    """Click an entry of an open menu."""
    menu = next(m for m in hand.window.findChildren(QMenu, menu_name) if m.isVisible())
    action = next(a for a in menu.actions() if a.text().startswith(words))
    hand.qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
    QApplication.processEvents()


def show_bin(hand):
    hand.click(hand.child("documents_sort"))
    menu_entry(hand, "documents_sort_menu", "Show the bin")


def choose(hand, *rows):
    """Select rows of the list with the mouse."""
    view = hand.child("documents_list")
    for nth, row in enumerate(rows):
        at = view.visualRect(view.model().index(row, 0)).center()
        hand.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, CTRL if nth else Qt.KeyboardModifier(0), at)
    view.menu_wanted.emit(view.viewport().mapToGlobal(at))


def label(hand, words):
    hand.view.set_selection(hand.span(hand.text[:words]))
    hand.view.setFocus()
    hand.press("p")


def confirm(hand):
    hand.click(hand.child("delete_go"))
    hand.settle()


def test_chosen_documents_of_the_bin_go_and_come_back(hand):
    label(hand, 5)
    before = order(hand)
    first = hand.window.reading.document.id
    hand.window.edits.bin(before[:3])
    show_bin(hand)
    choose(hand, 0, 2)
    menu_entry(hand, "document_menu", "Delete for good…")
    assert hand.child("delete_title").text() == "Delete 2 documents for good?"
    assert hand.child("delete_layers").text() == "leila (you)  ·  labels: 1  ·  layers: 1"
    confirm(hand)
    assert hand.said == "Deleted 2 documents for good"
    assert order(hand) == [before[1], *before[3:]]
    assert first not in order(hand)
    assert hand.window.reading.document.id != first
    hand.click(hand.child("message_action"))
    assert hand.said == "Undone: delete for good"
    assert order(hand) == before
    assert in_bin(hand) == 3
    assert hand.window.reading.document.id == first
    assert len(hand.labelled()) == 1
    assert list(check(hand.window.projects.session.path)) == []


def test_the_whole_bin_is_emptied_from_the_command_palette_by_keys_alone(hand):
    before = order(hand)
    hand.window.edits.bin(before[1:3])
    hand.press(K.Key_K, CTRL)
    hand.type(">empty")
    hand.press(K.Key_Return)
    assert hand.child("delete_title").text() == "Delete 2 documents for good?"
    hand.press(K.Key_Tab)
    hand.press(K.Key_Return)
    hand.settle()
    assert in_bin(hand) == 0
    hand.undo()
    assert (in_bin(hand), order(hand)) == (2, before)
    hand.press(K.Key_Y, CTRL)
    assert in_bin(hand) == 0


def test_the_bins_own_menu_empties_it_and_says_whose_work_goes(hand):
    label(hand, 5)
    hand.window.projects.work_as("omar")
    label(hand, 4)
    hand.window.edits.bin(order(hand))
    show_bin(hand)
    choose(hand, 1)
    menu_entry(hand, "document_menu", "Empty the bin…")
    assert hand.child("delete_layers").text() == (
        "leila  ·  labels: 1  ·  layers: 1\nomar (you)  ·  labels: 1  ·  layers: 1"
    )
    assert hand.child("delete_others").isVisible()
    confirm(hand)
    assert order(hand) == []
    assert hand.window.reading.document is None


def test_saying_no_keeps_everything(hand):
    hand.window.edits.bin(order(hand)[:2])
    hand.window.deleting.ask_all()
    hand.press(K.Key_Return)
    assert not hand.child("delete_dialog").isVisible()
    assert in_bin(hand) == 2


def test_an_empty_bin_is_said_to_be_empty(hand):
    hand.window.actions_table.action("empty_bin").trigger()
    assert hand.said == "The bin is empty."


def test_nothing_is_deleted_from_a_project_that_is_open_for_reading(hand, make_window, tmp_path):
    hand.window.edits.bin(order(hand)[:2])
    other = make_window()
    other.window.projects.open_for_reading(tmp_path / "seeds.annotator")
    assert not other.window.actions_table.action("empty_bin").isEnabled()
    other.window.deleting.ask_all()
    assert "reading only" in other.said
    assert in_bin(hand) == 2


def many(hand, count):
    changes, texts = add_documents(*(f"text {i}" for i in range(count)))
    session = hand.window.projects.session
    session.apply(changes, texts=texts)
    documents = [change.document for change in changes]
    session.bin(documents)
    QApplication.processEvents()
    return documents


def test_a_thousand_go_beside_the_work_and_can_be_stopped(hand):
    before = order(hand)
    many(hand, 1_000)
    hand.window.deleting.ask_all()
    hand.click(hand.child("delete_go"))
    hand.qtbot.waitUntil(lambda: 0 < in_bin(hand) < 1_000)
    hand.click(hand.child("job_cancel"))
    hand.settle()
    left = in_bin(hand)
    assert 0 < left < 1_000
    assert hand.said == f"Stopped; {1_000 - left} documents are deleted, the others are still in the bin."
    hand.window.deleting.ask_all()
    confirm(hand)
    assert in_bin(hand) == 0
    hand.view.setFocus()
    hand.undo()
    hand.undo()
    assert in_bin(hand) == 1_000
    assert order(hand)[:5] == before


def test_undo_in_the_middle_stops_it(hand):
    many(hand, 1_000)
    hand.window.deleting.ask_all()
    hand.click(hand.child("delete_go"))
    hand.qtbot.waitUntil(lambda: in_bin(hand) < 1_000)
    hand.view.setFocus()
    hand.undo()
    hand.settle()
    assert in_bin(hand) == 1_000
    assert "taken back meanwhile" in hand.said


def test_documents_that_come_back_stand_in_the_list_where_they_stood(hand):
    """Undo of an import of leila's, after one of omar's, and then redo: hers are not the newest."""
    model = hand.child("documents_list").model()
    assert isinstance(model, DocumentsModel)
    session = hand.window.projects.session
    changes, texts = add_documents("one", "two")
    session.apply(changes, texts=texts)
    ids = order(hand)
    session.annotator = "omar"
    third, text = add_documents("three")
    act = session.begin("document.import")
    session.apply([act.change(None, third[0].after)], texts=text)
    session.annotator = "leila"
    session.undo()
    session.redo()
    QApplication.processEvents()
    rows = [model.row_at(model.index(row, 0)) for row in range(model.rowCount())]
    assert [row.id for row in rows if row is not None] == [*ids, third[0].document]
