"""Whole afternoons of a linguist, with real keys and a real mouse, on a window with the sample articles."""

import json

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt, QUrl
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QPushButton

from annotator import assets
from annotator.model.annotation import Status
from annotator.model.document import Direction
from annotator.services.documents import DocumentList
from annotator.services.imports.importing import SMALL
from annotator.services.session import Session

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
K = Qt.Key

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

ARABIC = "وبناء على ذلك"
GERMAN = "Am Nachmittag"


def test_the_sample_articles_are_there_with_their_languages(hand):
    session = hand.window.projects.session
    assert session.title == "seeds"
    counts = hand.window.documents._list.language_counts()
    assert counts == {"ar": 2, "de": 1, "fa": 1, "nl": 1}


def test_a_key_labels_what_was_dragged_over_and_selects_it(hand):
    hand.open_titled(ARABIC)
    # The place is inside a word: لكازاخستان would be one, the entity is a part of it.
    hand.drag(hand.span("كازاخستان"))
    hand.press("g")
    assert hand.labelled() == [("GPE", "كازاخستان")]
    assert hand.selected() == ("GPE", "كازاخستان")
    assert hand.said == "Labelled GPE ‘كازاخستان’"
    assert hand.window.reading.status is Status.STARTED


def test_a_double_click_takes_a_word(hand):
    hand.open_titled(GERMAN)
    hand.double_click(hand.span("Lam"))
    hand.press("p")
    assert hand.labelled() == [("PERSON", "Lam")]


def test_a_key_relabels_the_selected_mention(hand):
    hand.open_titled(ARABIC)
    hand.drag(hand.span("كازاخستان"))
    hand.press("g")
    hand.press("o")
    assert hand.labelled() == [("ORG", "كازاخستان")]
    assert hand.said == "GPE is now ORG"


def test_a_key_with_nothing_selected_arms_the_label_for_the_next_selection(hand):
    hand.open_titled(GERMAN)
    hand.press("p")
    assert "PERSON is armed" in hand.said
    hand.double_click(hand.span("Lam"))
    assert hand.labelled() == [("PERSON", "Lam")]
    assert hand.window.labelling.armed is None
    hand.double_click(hand.span("Hoai"))
    assert hand.labelled() == [("PERSON", "Lam")]


def test_escape_disarms(hand):
    hand.open_titled(GERMAN)
    hand.press("p")
    hand.press(K.Key_Escape)
    assert hand.window.labelling.armed is None
    hand.double_click(hand.span("Außenministeriums"))
    assert hand.labelled() == []


def test_the_same_key_again_disarms(hand):
    hand.press("p")
    assert hand.window.labelling.armed == "PERSON"
    hand.press("p")
    assert hand.window.labelling.armed is None
    assert hand.said == ""


def test_a_key_of_another_keyboard_layout_counts_by_its_place(hand):
    hand.open_titled(ARABIC)
    hand.view.set_selection(hand.span("كازاخستان"))
    # The key of G on an Arabic layout writes lam; 34 is the place of G, X11 adds 8.
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, 0x644, Qt.KeyboardModifier.NoModifier, 34 + 8, 0, 0, "ل")
        QApplication.sendEvent(hand.focus(), event)
    assert hand.labelled() == [("GPE", "كازاخستان")]


def test_delete_undo_and_redo(hand):
    hand.open_titled(GERMAN)
    hand.double_click(hand.span("Lam"))
    hand.press("p")
    hand.press(K.Key_Delete)
    assert hand.labelled() == []
    assert hand.said == "Deleted PERSON ‘Lam’"
    hand.undo()
    assert hand.labelled() == [("PERSON", "Lam")]
    assert hand.selected() == ("PERSON", "Lam")
    hand.press(K.Key_Z, CTRL | SHIFT)
    assert hand.labelled() == []
    hand.undo()
    hand.undo()
    assert hand.labelled() == []
    assert hand.said == "Undone: add mention, PERSON ‘Lam’"


def test_undo_is_a_click_on_the_message_too(hand):
    hand.open_titled(GERMAN)
    hand.double_click(hand.span("Lam"))
    hand.press("p")
    hand.click(hand.child("message_action"))
    assert hand.labelled() == []


def test_undo_stops_before_an_import_and_asks(hand):
    hand.undo()
    assert "import" in hand.said
    assert len(hand.window.documents._list) == 5
    hand.click(hand.child("message_action"))
    assert len(hand.window.documents._list) == 0
    hand.press(K.Key_Y, CTRL)
    assert len(hand.window.documents._list) == 5


def test_undo_of_an_act_in_another_document_opens_it(hand):
    hand.open_titled(GERMAN)
    hand.double_click(hand.span("Lam"))
    hand.press("p")
    hand.press(K.Key_PageUp, CTRL)
    assert not hand.text.startswith(GERMAN)
    hand.undo()
    assert hand.text.startswith(GERMAN)
    assert hand.labelled() == []


def test_yesterdays_slip_is_undone_after_a_restart(hand, make_window, tmp_path):
    hand.open_titled(ARABIC)
    hand.drag(hand.span("كازاخستان"))
    hand.press("g")
    hand.open_titled(GERMAN)
    hand.window.close()

    today = make_window()
    assert today.window.projects.start([tmp_path / "seeds.annotator"], tmp_path)
    today.view.setFocus()
    assert today.text.startswith(GERMAN)  # where one left
    today.undo()
    assert today.text.startswith(ARABIC)
    assert today.labelled() == []
    assert today.said == "Undone: add mention, GPE ‘كازاخستان’"


def test_the_folder_again_opens_the_project_that_was_made_of_it(hand, make_window, tmp_path):
    hand.open_titled(GERMAN)
    hand.double_click(hand.span("Lam"))
    hand.press("p")
    hand.window.close()
    again = make_window()
    assert again.window.projects.start([assets.seeds()], tmp_path)
    again.settle()
    again.open_titled(GERMAN)
    assert again.labelled() == [("PERSON", "Lam")]


def test_new_files_in_the_folder_are_offered_and_not_taken_in_unasked(make_window, tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "one.txt").write_text("Der Generalsekretär reiste nach Kasachstan.", "utf-8")
    first = make_window()
    first.window.projects.start([folder], tmp_path)
    first.settle()
    first.window.close()
    (folder / "two.txt").write_text("Die Delegation kehrte nach Vietnam zurück.", "utf-8")

    again = make_window()
    again.window.projects.start([folder], tmp_path)
    again.settle()
    assert again.said == "The folder has one file that is not in the project."
    assert len(again.window.documents._list) == 1
    again.click(again.child("message_action"))
    again.settle()
    assert len(again.window.documents._list) == 2


def test_find_leads_from_hit_to_hit_and_leaves_the_last_one_selected(hand):
    hand.open_titled(ARABIC)
    hand.press(K.Key_F, CTRL)
    hand.type("كازاخستان")
    count = hand.text.count("كازاخستان")
    assert hand.child("find_count").text() == f"1 of {count}"
    hand.press(K.Key_Return)
    assert hand.child("find_count").text() == f"2 of {count}"
    hand.press(K.Key_Escape)
    hand.press("g")
    assert hand.labelled() == [("GPE", "كازاخستان")]
    session = hand.window.projects.session
    (mention,) = session.layer(hand.window.reading.document.id).mentions
    assert mention.span == hand.span("كازاخستان", nth=1)


def test_letters_typed_into_a_field_never_label(hand):
    hand.view.set_selection(hand.span(hand.text[:5]))
    hand.press(K.Key_F, CTRL | SHIFT)
    field = hand.child("documents_filter")
    assert field.hasFocus()
    hand.type("gpo")
    assert field.text() == "gpo"
    assert hand.labelled() == []


def test_documents_by_key_and_each_where_one_left_it(hand):
    hand.open_titled(ARABIC)
    bar = hand.view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    left_at = bar.value()
    hand.press(K.Key_PageDown, CTRL)
    assert not hand.text.startswith(ARABIC)
    assert bar.value() == 0
    hand.press(K.Key_PageUp, CTRL)
    assert hand.text.startswith(ARABIC)
    assert abs(bar.value() - left_at) < 100


def test_going_through_the_documents_with_ctrl_held_chooses_one_at_a_time(hand):
    hand.view.setFocus()
    # Sent to the window as a keyboard does: only then Qt knows that Ctrl is held.
    for _ in range(3):
        QTest.keyClick(hand.window.windowHandle(), K.Key_PageDown, CTRL)
    assert hand.text.startswith(GERMAN)
    assert hand.window.documents._view.chosen_count() == 1


def test_mark_done_and_on_to_the_next(hand):
    first = hand.window.reading.document.id
    hand.press(K.Key_Return, CTRL)
    assert hand.window.reading.status == "done"
    hand.press(K.Key_Return, CTRL)
    assert hand.window.reading.status == "started"
    hand.press(K.Key_Return, CTRL | SHIFT)
    assert hand.window.reading.document.id != first
    session = hand.window.projects.session
    assert session.layer(first).layer.status is Status.DONE
    hand.click(hand.child("mark_done"))
    assert hand.window.reading.status is Status.DONE


def test_the_command_palette_labels_opens_and_acts(hand):
    hand.open_titled(GERMAN)
    hand.double_click(hand.span("Lam"))
    hand.press(K.Key_K, CTRL)
    hand.type("#person")
    hand.press(K.Key_Return)
    assert hand.labelled() == [("PERSON", "Lam")]
    hand.press(K.Key_K, CTRL)
    hand.type("@Vicepremier")
    hand.press(K.Key_Return)
    assert hand.text.startswith("Vicepremier")
    hand.press(K.Key_K, CTRL)
    hand.type(">larger")
    hand.press(K.Key_Return)
    assert hand.window.preferences.now.zoom == 110


def test_export_shows_what_it_will_write_and_writes_it(hand, tmp_path):
    hand.open_titled(ARABIC)
    hand.drag(hand.span("كازاخستان"))
    hand.press("g")
    hand.press(K.Key_E, CTRL)
    go = hand.child("export_go")
    hand.qtbot.waitUntil(go.isEnabled)
    hand.qtbot.waitUntil(lambda: hand.child("export_counts").text() == "5 documents  ·  1 mention")
    assert hand.child("export_label_counts").text() == "GPE 1"
    assert '"format"' in hand.child("export_preview").toPlainText()
    hand.click(go)
    hand.settle()
    assert "Exported 5 documents" in hand.said
    lines = [json.loads(line) for line in (tmp_path / "seeds.jsonl").read_text("utf-8").splitlines()]
    (entity,) = [entity for line in lines for entity in line["entities"]]
    assert (entity["label"], entity["text"]) == ("GPE", "كازاخستان")


def test_files_dropped_on_the_window_are_imported_and_doubles_named(hand, tmp_path):
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "new.txt").write_text("Ein neuer Artikel über Vietnam und Kasachstan.", "utf-8")
    (folder / "again.txt").write_text(hand.text, "utf-8")
    (folder / "broken.txt").write_bytes(b"\x00\x01\x02\x00" * 50)
    hand.drop(folder)
    hand.settle()
    assert len(hand.window.documents._list) == 6
    assert "Imported one document · 2 skipped" in hand.said
    hand.click(hand.child("message_action"))
    report = hand.child("report_text").toPlainText()
    assert "again.txt" in report
    assert "broken.txt" in report
    hand.press(K.Key_Escape)
    assert not hand.child("report_dialog").isVisible()


def test_files_dropped_during_an_import_wait_for_it(amid_import, tmp_path):
    more = tmp_path / "late.txt"
    more.write_text("Ein später Artikel über Vietnam.", "utf-8")
    amid_import.drop(more)
    session, wanted = amid_import.window.projects.session, 5 + 20 * SMALL.documents + 1
    amid_import.qtbot.waitUntil(lambda: len(DocumentList(session)) == wanted, timeout=60_000)


@pytest.fixture
def amid_import(hand, tmp_path):
    """Leila at the same window, when one of many pieces of an import has been taken in."""
    folder = tmp_path / "many"
    folder.mkdir()
    for i in range(20 * SMALL.documents):
        (folder / f"{i}.txt").write_text(f"Article {i}. " * 40, "utf-8")
    hand.drop(folder)
    session = hand.window.projects.session
    # The window is back in our hands after any piece, however quick the job; the first one holds no documents yet.
    hand.qtbot.waitUntil(lambda: len(DocumentList(session)) > 5, timeout=20_000)
    assert len(DocumentList(session)) < 5 + 20 * SMALL.documents
    return hand


def test_a_cancelled_import_leaves_nothing(amid_import):
    hand = amid_import
    hand.qtbot.waitUntil(hand.child("job_cancel").isVisible)
    hand.click(hand.child("job_cancel"))
    hand.qtbot.waitUntil(lambda: hand.said == "Import cancelled; nothing was changed.", timeout=20_000)
    assert len(DocumentList(hand.window.projects.session)) == 5
    hand.qtbot.waitUntil(lambda: len(hand.window.documents._list) == 5)


def test_closing_the_window_in_the_middle_of_an_import_is_clean(amid_import, tmp_path):
    amid_import.window.close()
    with Session.open(tmp_path / "seeds.annotator", "leila") as session:
        documents = DocumentList(session)
        assert 5 < len(documents) < 5 + 20 * SMALL.documents
        last = documents.row(len(documents) - 1)
        assert last is not None
        assert len(session.text(last.id)) == last.length


def test_the_direction_of_a_document_is_corrected_by_menu(hand):
    hand.open_titled(GERMAN)
    hand.window.actions_table.action("direction_rtl").trigger()
    assert hand.window.reading.document.direction is Direction.RTL
    assert hand.window.reading.direction is Direction.RTL
    hand.undo()
    assert hand.window.reading.document.direction is None


def test_first_start_asks_who_opens_the_sample_and_remembers_both(make_window, monkeypatch, tmp_path):
    monkeypatch.setattr("annotator.gui.projects.default_folder", lambda: tmp_path)
    monkeypatch.setattr("annotator.gui.dialogs.who.system_name", lambda: "")
    hand = make_window(annotator="")
    assert hand.child("welcome").isVisible()
    hand.press(K.Key_1, CTRL)
    hand.settle()
    assert (tmp_path / "Sample articles.annotator").exists()
    field = hand.child("annotator_name")
    hand.qtbot.waitUntil(field.hasFocus)
    accept = hand.child("name_accept")
    assert not accept.isEnabled()
    hand.type("gold")
    assert not accept.isEnabled()
    field.clear()
    hand.type("Zahra")
    hand.press(K.Key_Return)
    assert hand.window.projects.session.annotator == "Zahra"
    hand.settle()
    assert len(hand.labelled()) > 60  # the sample's labels, in Zahra's layer
    assert hand.said == "Imported 376 mentions"
    hand.view.set_selection(hand.span(hand.text[:11]))
    hand.view.setFocus()
    hand.press("t")
    assert ("TITLE", hand.text[:11]) in hand.labelled()
    hand.window.close()

    again = make_window(annotator="")
    assert again.window.projects.annotator == "Zahra"
    recent = again.window.welcome.findChildren(QAbstractButton, "recent_project")
    assert [row.project.title for row in recent] == ["Sample articles"]
    again.click(recent[0])
    assert again.window.projects.session is not None
    assert not again.window.findChild(QLineEdit, "annotator_name")


def test_a_first_window_is_no_larger_than_the_screen(make_window):
    window = make_window(size=None).window
    room = window.screen().availableSize().expandedTo(window.minimumSize())
    assert window.width() <= room.width()
    assert window.height() <= room.height()


def test_nothing_on_the_first_page_moves_when_the_projects_of_before_are_read(hand, make_window):
    hand.window.close()
    page = make_window().window

    def places():
        QApplication.processEvents()
        return [part.mapTo(page, part.rect().topLeft()) for part in page.welcome.findChildren(QAbstractButton)]

    page.expect_recent()
    expected = places()
    (row,) = page.welcome.findChildren(QAbstractButton, "recent_project")
    assert row.accessibleDescription().endswith("seeds.annotator")
    page.greet()
    assert sorted(map(QPoint.toTuple, places())) == sorted(map(QPoint.toTuple, expected))
    (row,) = page.welcome.findChildren(QAbstractButton, "recent_project")
    assert row.accessibleDescription().startswith("0 of 5 done")


def test_nothing_can_be_labelled_by_nobody(make_window, tmp_path):
    hand = make_window(annotator="")
    hand.window.projects.start([assets.seeds()], tmp_path)
    hand.settle()
    hand.window.overlays.ask_who()
    hand.press(K.Key_Escape)
    hand.view.setFocus()
    hand.view.set_selection(hand.span(hand.text[:4]))
    hand.press("p")
    assert hand.labelled() == []
    assert "who you are" in hand.said


def test_a_new_project_from_a_folder(make_window, monkeypatch, tmp_path):
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "one.txt").write_text("Der Generalsekretär reiste nach Kasachstan.", "utf-8")
    monkeypatch.setattr("annotator.gui.dialogs.new_project.default_folder", lambda: tmp_path)
    hand = make_window()
    hand.press(K.Key_N, CTRL)
    dialog = hand.child("new_project_dialog")
    dialog.choose_folder = lambda _folder: str(texts)
    hand.click(hand.child("project_choose_texts"))
    assert hand.child("project_title").text() == "texts"
    hand.press("2")
    hand.click(hand.child("project_make"))
    hand.settle()
    assert (tmp_path / "texts2.annotator").exists()
    hand.qtbot.waitUntil(lambda: hand.window.reading.document is not None)
    assert hand.text.startswith("Der Generalsekretär")


def test_files_dropped_on_the_first_page_become_a_project_beside_them(make_window, tmp_path):
    (tmp_path / "one.txt").write_text("Der Generalsekretär reiste nach Kasachstan.", "utf-8")
    hand = make_window()
    hand.drop(tmp_path / "one.txt")
    hand.settle()
    assert (tmp_path / "one.annotator").exists()


def test_a_project_open_elsewhere_can_be_read_and_says_that_it_cannot_be_edited(hand, make_window, tmp_path):
    other = make_window()
    assert not other.window.projects.open(tmp_path / "seeds.annotator")
    assert "open in another window" in other.said
    button = other.child("message_action")
    assert isinstance(button, QPushButton)
    assert button.text() == "Open for reading"
    other.click(button)
    assert other.window.projects.session.read_only
    assert other.child("saved_state").text() == "Read only"
    other.view.setFocus()
    other.view.set_selection(other.span(other.text[:4]))
    other.press("p")
    assert other.labelled() == []
    assert "reading only" in other.said


def test_what_cannot_be_opened_is_said_and_nothing_else_happens(make_window, tmp_path):
    hand = make_window()
    damaged = tmp_path / "damaged.annotator"
    damaged.write_bytes(b"SQLite format 3\0" + b"garbage" * 500)
    assert not hand.window.projects.open(damaged)
    assert "damaged" in hand.said
    assert hand.child("status_bar").isVisible()
    assert hand.window.projects.session is None


def test_a_refused_edit_says_why_and_changes_nothing(hand):
    hand.open_titled(GERMAN)
    for _ in range(2):
        hand.view.set_selection(hand.span("Lam"))
        hand.press("p")
    assert hand.labelled() == [("PERSON", "Lam")]
    assert "labelled PERSON already" in hand.said


def test_a_narrow_window_folds_the_documents_to_a_rail(hand):
    hand.window.resize(1024, 700)
    QApplication.processEvents()
    assert hand.window.documents.is_collapsed
    assert hand.window.width() == 1024
    hand.window.resize(1440, 900)
    QApplication.processEvents()
    assert not hand.window.documents.is_collapsed


def test_side_panels_hide_and_stay_hidden_after_a_restart(hand, make_window, tmp_path):
    hand.press(K.Key_F9, SHIFT)
    assert not hand.window.inspector.isVisible()
    hand.window.close()
    again = make_window()
    again.window.projects.start([tmp_path / "seeds.annotator"], tmp_path)
    assert not again.window.inspector.isVisible()
    assert again.window.documents.isVisible()


def test_help_opens_at_a_page_and_links_lead_on(hand):
    hand.press(K.Key_F1)
    page = hand.child("help_page")
    assert "two minutes" in page.toPlainText()
    page.anchorClicked.emit(QUrl("keyboard.md"))
    assert "Keyboard" in page.toPlainText()
    page.anchorClicked.emit(QUrl("https://example.org/"))
    assert "Keyboard" in page.toPlainText()
    hand.press(K.Key_Escape)
    assert not hand.child("help_panel").isVisible()


def test_one_card_takes_the_place_of_another(hand):
    hand.press(K.Key_F1)
    hand.press(K.Key_K, CTRL)
    assert hand.child("command_palette").isVisible()
    assert not hand.child("help_panel").isVisible()
    hand.press(K.Key_Escape)
    assert hand.view.focusProxy().hasFocus()


def test_light_and_dark_and_a_mirrored_window(hand):
    hand.press(K.Key_L, CTRL | SHIFT)
    assert hand.window.look.theme.mode == "dark"
    hand.window.preferences.change(interface_language="fa")
    QApplication.processEvents()
    assert hand.window.layoutDirection() is Qt.LayoutDirection.RightToLeft
    panel = hand.window.documents
    hand.qtbot.waitUntil(lambda: panel.mapTo(hand.window, panel.rect().topLeft()).x() > 1000)
    hand.window.preferences.change(interface_language="", theme="light")
    assert hand.window.layoutDirection() is Qt.LayoutDirection.LeftToRight


def test_the_bin_takes_a_document_and_gives_it_back(hand):
    first = hand.window.reading.document.id
    hand.window.documents.bin_requested.emit([first])
    assert len(hand.window.documents._list) == 4
    hand.undo()
    assert len(hand.window.documents._list) == 5


def test_another_annotator_takes_over_with_a_layer_of_their_own(hand):
    hand.open_titled(GERMAN)
    hand.double_click(hand.span("Lam"))
    hand.press("p")
    hand.window.projects.work_as("omar")
    hand.open_titled(GERMAN)
    assert hand.labelled() == []
    hand.double_click(hand.span("Lam"))
    hand.press("o")
    hand.window.projects.work_as("leila")
    hand.open_titled(GERMAN)
    assert hand.labelled() == [("PERSON", "Lam")]


def test_a_note_in_the_inspector_does_not_lose_what_was_typed(hand):
    hand.open_titled(GERMAN)
    hand.double_click(hand.span("Lam"))
    hand.press("p")
    note = hand.window.inspector.findChild(QPlainTextEdit)
    assert note is not None
    note.setFocus()
    hand.type("title and name")
    hand.view.setFocus()
    session = hand.window.projects.session
    (mention,) = session.layer(hand.window.reading.document.id).mentions
    assert mention.note == "title and name"
