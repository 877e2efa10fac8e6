"""A searchable list that drops down."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListView, QPushButton

from annotator.gui.widgets import Entry, Picker

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

ENTRIES = (
    Entry("PERSON", "PERSON", "Person", "P", also="شخص"),
    Entry("Movement.Visit", "Visit", "", "1", "Movement", also="زيارة"),
    Entry("Movement.Travel", "Travel", "", "", "Movement"),
)


@pytest.fixture
def picker(qtbot):
    made = Picker(object_name="labels", name="Labels")
    qtbot.addWidget(made)
    made.offer(ENTRIES, "Movement.Visit")
    button = QPushButton("x")
    qtbot.addWidget(button)
    button.show()
    made.drop_below(button)
    return made


def field(picker) -> QLineEdit:
    return picker.findChild(QLineEdit, "labels_search")


def listed(picker) -> list[str]:
    view = picker.findChild(QListView, "labels_list")
    return [view.model().index(row, 0).data() for row in range(view.model().rowCount())]


def test_groups_have_headings(picker):
    assert listed(picker) == ["PERSON Person", "Movement", "Visit", "Travel"]


@pytest.mark.parametrize(
    ("typed", "found"), [("زياره", ["Movement", "Visit"]), ("PERS", ["PERSON Person"]), ("qq", [])]
)
def test_it_searches_all_names_as_a_reader_would(picker, typed, found):
    field(picker).setText(typed)
    assert listed(picker) == found


def picked_by(picker, qtbot, *keys) -> list[str]:
    said: list[str] = []
    picker.picked.connect(said.append)
    for key in keys:
        qtbot.keyClick(field(picker), key)
    return said


def test_enter_takes_what_holds_now(picker, qtbot):
    assert picked_by(picker, qtbot, Qt.Key.Key_Return) == ["Movement.Visit"]
    assert not picker.isVisible()


def test_arrows_step_over_headings(picker, qtbot):
    assert picked_by(picker, qtbot, Qt.Key.Key_Up, Qt.Key.Key_Return) == ["PERSON"]


def test_arrows_stop_at_the_end(picker, qtbot):
    keys = [Qt.Key.Key_Down] * 5 + [Qt.Key.Key_Return]
    assert picked_by(picker, qtbot, *keys) == ["Movement.Travel"]


def test_the_first_hit_is_taken(picker, qtbot):
    field(picker).setText("trav")
    assert picked_by(picker, qtbot, Qt.Key.Key_Return) == ["Movement.Travel"]


def test_enter_without_a_hit_takes_nothing(picker, qtbot):
    field(picker).setText("qq")
    assert picked_by(picker, qtbot, Qt.Key.Key_Return) == []


def test_a_click_takes_an_entry_but_no_heading(picker, qtbot):
    said: list[str] = []
    picker.picked.connect(said.append)
    view = picker.findChild(QListView, "labels_list")
    for row in (1, 3):
        place = view.visualRect(view.model().index(row, 0)).center()
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert said == ["Movement.Travel"]
