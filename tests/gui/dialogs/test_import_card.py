"""The import card: names that the scheme does not have, formats and options, before anything is written."""

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit

from annotator.gui.dialogs.import_names import ANSWER, NAME, NamesView
from annotator.services.documents import DocumentList
from annotator.services.imports.memory import remembered
from tests.conftest import damages
from tests.services import foreign

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
K = Qt.Key

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def card_opens(hand):
    hand.qtbot.waitUntil(lambda: hand.window.overlays.is_open, timeout=20_000)


def imported(hand):
    """Wait until an import is over."""
    hand.qtbot.waitUntil(lambda: hand.said.startswith("Imported"), timeout=20_000)
    hand.settle()


@pytest.fixture
def card(hand, tmp_path):
    """The card with a brat corpus that was dropped on the window."""
    hand.drop(foreign.brat(tmp_path / "corpus"))
    card_opens(hand)
    return hand


def names(hand) -> NamesView:
    view = hand.child("import_names")
    assert isinstance(view, NamesView)
    return view


def shown(hand):
    """Name and answer of every row, as a person reads them."""
    model = names(hand).model()
    return {model.index(row, NAME).data(): model.index(row, ANSWER).data() for row in range(model.rowCount())}


def go_to(hand, name):
    """Walk to a name with the arrow keys."""
    hand.press(K.Key_Home)
    for _ in range(50):
        if names(hand).currentIndex().siblingAtColumn(NAME).data() == name:
            return
        hand.press(K.Key_Down)
    raise AssertionError(name)


def labels(hand):
    session = hand.window.projects.session
    layers = [session.layer(document) for document in session.project.document_ids()]
    return Counter(mention.label for layer in layers for mention in layer.mentions)


def test_it_shows_every_unknown_name_with_what_it_probably_means(card):
    assert card.focus() is names(card)
    assert shown(card) == {
        "PER": "PERSON",
        "City": "Allow",
        "شخص": "PERSON",
        "meet": "Contact.Meet",
        "lives_in": "Add",
        "Who": "Add",
        "Mention": "Add",
        "Gender": "Add",
        "Negation": "Add",
    }
    assert card.child("import_names_heading").text() == "10 names that the scheme does not have"
    spoken = names(card).model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "PER, entity, 3 times: PERSON"


def test_nothing_is_written_before_import_is_pressed_and_escape_gives_up(card):
    session = card.window.projects.session
    before = session.scheme
    card.press(K.Key_A)
    card.press(K.Key_Escape)
    assert not card.window.overlays.is_open
    assert (session.scheme, len(DocumentList(session)), remembered(session.project)) == (before, 5, ())


def test_keys_answer_and_ctrl_enter_imports(card, tmp_path):
    go_to(card, "PER")
    card.press(K.Key_D)
    assert shown(card)["PER"] == "Leave out"
    assert "3 times" in card.child("import_summary").text()
    card.press(K.Key_A)
    assert shown(card)["PER"] == "Add"
    go_to(card, "City")
    card.press(K.Key_Return)
    picker = card.child("import_picker")
    card.qtbot.waitUntil(picker.isVisible)
    card.qtbot.keyClicks(picker.findChild(QLineEdit), "GPE")
    card.qtbot.keyClick(picker.findChild(QLineEdit), K.Key_Return)
    assert not picker.isVisible()
    assert "City" not in {name for name, answer in shown(card).items() if answer != "GPE"}
    names(card).setFocus()
    card.press(K.Key_Return, CTRL)
    imported(card)
    assert labels(card) == {"PER": 3, "GPE": 2, "PERSON": 1, "Contact.Meet": 1}
    assert card.said.startswith("Imported 2 documents, 7 mentions")
    assert damages(card.window.projects.session.path) == []


def test_a_letter_answers_for_all_rows_that_are_chosen(card):
    card.press(K.Key_Home)
    card.press(K.Key_Down, SHIFT)
    card.press(K.Key_Down, SHIFT)
    card.press(K.Key_D)
    assert list(shown(card).values())[:2] == ["Leave out", "Leave out"]
    assert [names(card).model().index(row, ANSWER).data() for row in range(4)][3] != "Leave out"
    assert len(names(card).chosen()) == 3


def test_what_hangs_on_a_label_is_asked_about_by_what_it_becomes(card):
    go_to(card, "meet")
    card.press(K.Key_A)
    assert "Who" not in shown(card)
    card.press(K.Key_D)
    assert "Who" not in shown(card)


def test_all_at_once_and_back_to_what_is_suggested(card):
    suggested = shown(card)
    card.click(card.child("import_drop_all"))
    assert set(shown(card).values()) == {"Leave out"}
    card.click(card.child("import_add_all"))
    assert set(shown(card).values()) <= {"Add", "Allow"}
    card.click(card.child("import_suggest"))
    assert shown(card) == suggested


def test_one_undo_takes_it_back_with_the_scheme_and_the_next_import_knows_the_answers(card, tmp_path):
    session = card.window.projects.session
    before = session.scheme
    go_to(card, "PER")
    card.press(K.Key_A)
    card.press(K.Key_Return, CTRL)
    imported(card)
    assert session.scheme.find("City") is not None
    card.window.asking.undo_really()
    assert (session.scheme, len(DocumentList(session))) == (before, 5)
    card.drop(tmp_path / "corpus")
    card_opens(card)
    assert shown(card)["PER"] == "Add"
    card.press(K.Key_Return, CTRL)
    card.qtbot.waitUntil(lambda: len(DocumentList(session)) == 7, timeout=20_000)
    card.settle()
    (tmp_path / "corpus" / "two.ann").unlink()
    (tmp_path / "corpus" / "two.txt").unlink()
    (tmp_path / "corpus" / "three.txt").write_text("Omar is here.\n")
    (tmp_path / "corpus" / "three.ann").write_text("T1\tPER 0 4\tOmar\n")
    card.drop(tmp_path / "corpus")
    card.qtbot.waitUntil(lambda: len(DocumentList(session)) == 8, timeout=20_000)
    assert not card.window.overlays.is_open


def test_a_table_asks_which_column_is_the_text(hand, tmp_path):
    (tmp_path / "a.csv").write_text("kopf,inhalt\nA,The first text.\n")
    hand.drop(tmp_path / "a.csv")
    card_opens(hand)
    assert "None of kopf, inhalt" in hand.child("import_state").text()
    column = hand.focus()
    assert isinstance(column, QComboBox)
    assert [column.itemText(row) for row in range(column.count())][1:] == ["kopf", "inhalt"]
    column.setCurrentIndex(column.findText("inhalt"))
    hand.qtbot.waitUntil(lambda: not hand.child("import_state").isVisible(), timeout=20_000)
    hand.press(K.Key_Return, CTRL)
    imported(hand)
    session = hand.window.projects.session
    texts = {session.text(document) for document in session.project.document_ids()}
    assert "The first text." in texts


def test_files_of_another_format_can_be_read_as_what_they_are(hand, tmp_path):
    path = tmp_path / "a.json"
    path.write_text('{"x": 1}')
    hand.drop(path)
    card_opens(hand)
    assert not hand.child("import_go").isEnabled()
    assert hand.child("import_state").text() == "All files are left out."
    among = hand.child("import_format_")
    assert isinstance(among, QComboBox)
    among.setCurrentIndex(among.findData("text"))
    hand.qtbot.waitUntil(hand.child("import_go").isEnabled, timeout=20_000)
    hand.click(hand.child("import_go"))
    imported(hand)
    assert len(DocumentList(hand.window.projects.session)) == 6


def test_plain_texts_go_straight_in_and_with_shift_there_is_a_card(hand, tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("One text.")
    (tmp_path / "b.txt").write_text("Ein anderer Text.")
    hand.drop(tmp_path / "a.txt")
    imported(hand)
    assert not hand.window.overlays.is_open
    monkeypatch.setattr(hand.window.commands, "choose_files", lambda _folder: [str(tmp_path / "b.txt")])
    hand.press(K.Key_I, CTRL | Qt.KeyboardModifier.AltModifier)
    card_opens(hand)
    assert not names(hand).isVisible()
    language = hand.child("import_language")
    language.setCurrentIndex(language.findData("de"))
    hand.press(K.Key_Return, CTRL)
    hand.qtbot.waitUntil(lambda: len(DocumentList(hand.window.projects.session)) == 7, timeout=20_000)
    assert DocumentList(hand.window.projects.session).language_counts()["de"] == 2


def test_labels_can_be_somebody_elses(hand, tmp_path):
    hand.drop(foreign.conll(tmp_path / "corpus"))
    card_opens(hand)
    whose = hand.child("import_whose")
    whose.setEditText("omar")
    hand.click(hand.child("import_go"))
    imported(hand)
    session = hand.window.projects.session
    assert {person.name for person in session.annotators()} >= {"omar"}


def test_files_dropped_while_the_card_is_open_wait_for_it(card, tmp_path):
    (tmp_path / "a.txt").write_text("One text.")
    card.window.importing.import_paths([tmp_path / "a.txt"])
    assert card.window.overlays.is_open
    card.press(K.Key_Escape)
    card.qtbot.waitUntil(lambda: len(DocumentList(card.window.projects.session)) == 6, timeout=20_000)


def test_looking_can_be_cancelled(hand, tmp_path):
    (tmp_path / "a.txt").write_text("One text.")
    hand.window.importing.import_paths([foreign.brat(tmp_path / "corpus")])
    hand.window.tasks.cancel()
    hand.qtbot.waitUntil(lambda: hand.said == "Import cancelled; nothing was changed.", timeout=20_000)
    assert not hand.window.overlays.is_open
    hand.drop(tmp_path / "a.txt")
    imported(hand)


def test_another_project_closes_the_card(card, tmp_path):
    card.window.projects.create(tmp_path / "other.annotator", "Other", [])
    assert not card.window.overlays.is_open
    (tmp_path / "a.txt").write_text("One text.")
    card.drop(tmp_path / "a.txt")
    imported(card)


def test_two_hundred_names_scroll_and_stay_where_they_are(hand, tmp_path):
    folder = tmp_path / "many"
    folder.mkdir()
    (folder / "a.txt").write_text("Omar. " * 200, "utf-8")
    lines = [f"T{number}\tname_{number} {number * 6} {number * 6 + 4}\tOmar" for number in range(200)]
    (folder / "a.ann").write_text("\n".join(lines) + "\n", "utf-8")
    hand.drop(folder)
    card_opens(hand)
    hand.press(K.Key_End)
    view = names(hand)
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum()
    place, asked = view.verticalScrollBar().value(), view.chosen()
    hand.press(K.Key_D)
    assert (view.verticalScrollBar().value(), view.chosen()) == (place, asked)
    hand.press(K.Key_A, CTRL)
    assert len(view.chosen()) == 200


@pytest.mark.parametrize("size", [(800, 560), (1024, 700)])
def test_in_a_small_window_every_column_is_in_sight(make_window, sample_project, tmp_path, size):
    path = tmp_path / sample_project.name
    path.write_bytes(sample_project.read_bytes())
    hand = make_window(size=size)
    hand.window.projects.open(path)
    hand.settle()
    hand.drop(foreign.brat(tmp_path / "corpus"))
    card_opens(hand)
    view = names(hand)
    last = view.visualRect(view.model().index(0, ANSWER))
    assert last.right() <= view.viewport().width()
    assert view.columnWidth(2) > 90


def test_every_part_has_a_name(card):
    for name in ("import_language", "import_whose", "import_names", "import_go", "import_cancel", "import_format_brat"):
        assert card.child(name).accessibleName(), name
