"""The scheme editor in a real window: nothing is written before Apply, and what an edit touches is said first."""

from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QPlainTextEdit,
    QWidget,
)

from annotator.gui.interface_language import speak
from annotator.gui.scheme import making
from annotator.gui.scheme.editor import SchemeEditor
from annotator.gui.scheme.examples import ExampleRow
from annotator.gui.scheme.fields import HueField, KeyField, ManyField, OneField
from annotator.gui.scheme.roles import RoleRow
from annotator.gui.scheme.tree import Sort
from annotator.model.scheme import Scheme
from annotator.model.span import Span
from annotator.services.session import Session
from tests.conftest import damages
from tests.gui.conftest import CTRL, SHIFT, Hand, MakeWindow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "This plugin does not support", extend=True)

W = TypeVar("W", bound=QWidget)
ALT = Qt.KeyboardModifier.AltModifier


class Desk:
    """A person at the editor."""

    def __init__(self, hand: Hand) -> None:
        self.hand = hand
        self.window = hand.window
        hand.press(Qt.Key.Key_S, CTRL | SHIFT)
        editor = hand.window.findChild(SchemeEditor)
        assert editor is not None
        self.editor = editor

    @property
    def session(self) -> Session:
        session = self.window.projects.session
        assert session is not None
        return session

    @property
    def scheme(self) -> Scheme:
        return self.session.scheme

    def find(self, kind: type[W], name: str, inside: QWidget | None = None) -> W:
        found: list[W] = [w for w in (inside or self.editor).findChildren(kind, name) if not w.isHidden()]
        assert found, name
        return found[0]

    def choose(self, name: str, sort: Sort = "label") -> None:
        self.editor._tree.choose(sort, name)
        QApplication.processEvents()

    def write(self, field: str, text: str, inside: QWidget | None = None) -> None:
        line = self.find(QLineEdit, field, inside)
        line.setFocus()
        line.selectAll()
        self.hand.type(text)

    def click(self, name: str) -> None:
        self.hand.qtbot.mouseClick(self.find(QAbstractButton, name), Qt.MouseButton.LeftButton)
        QApplication.processEvents()

    @property
    def chosen(self) -> str:
        item = self.editor._tree.current()
        return "" if item is None else item.name

    @property
    def sentence(self) -> str:
        return self.find(QLabel, "scheme_sentence").text().replace("\u2068", "").replace("\u2069", "")

    @property
    def details(self) -> str:
        return self.find(QLabel, "scheme_details").text()

    def wait_for(self, words: str) -> None:
        self.hand.qtbot.waitUntil(lambda: words in self.sentence, timeout=10_000)

    def apply(self) -> None:
        button = self.find(QAbstractButton, "scheme_apply")
        self.hand.qtbot.waitUntil(button.isEnabled, timeout=10_000)
        self.click("scheme_apply")

    def pick_from_menu(self, menu: QMenu, words: str) -> None:
        action = next(action for action in menu.actions() if action.text() == words)
        action.trigger()
        menu.hide()

    def pick(self, field: OneField | ManyField, words: str) -> None:
        self.hand.qtbot.mouseClick(field, Qt.MouseButton.LeftButton)
        self.pick_from_menu(field._menu, words)


@pytest.fixture
def desk(hand: Hand) -> Desk:
    """Leila at the editor of a project with a person, a place and a visit."""
    session = hand.window.projects.session
    assert session is not None
    assert hand.window.reading.document is not None
    document = hand.window.reading.document.id
    for start, label in ((0, "PERSON"), (20, "GPE"), (40, "Movement.Visit"), (60, "PERSON")):
        session.add_mention(document, Span.of(start, start + 5), label)
    return Desk(hand)


def test_a_rename_is_said_first_then_made_and_undone_inside_the_card(desk: Desk) -> None:
    desk.choose("PERSON")
    desk.write("label_name", "HUMAN")
    desk.wait_for("Rename PERSON → HUMAN: 2 mentions in 1 document of 1 annotator")
    assert desk.scheme.find("HUMAN") is None
    desk.apply()
    assert desk.scheme.find("PERSON") is None
    assert "HUMAN" in {label for label, _text in desk.hand.labelled()}
    assert "Done. Rename PERSON → HUMAN" in desk.sentence
    assert desk.editor._tree.hasFocus() and desk.chosen == "HUMAN"
    desk.hand.undo()
    assert desk.editor.isVisible()
    assert desk.scheme.find("PERSON") is not None
    assert desk.find(QLineEdit, "label_name").text() == desk.chosen == "PERSON"
    assert damages(desk.session.path) == []


def test_palette_article_and_inspector_follow(desk: Desk) -> None:
    desk.choose("PERSON")
    hue = desk.find(HueField, "label_hue")
    hue.setFocus()
    desk.hand.press(Qt.Key.Key_Right)
    key = desk.find(KeyField, "label_key")
    key.setFocus()
    desk.hand.press("z")
    desk.wait_for("Change PERSON: nothing that is labelled")
    desk.apply()
    assert (desk.scheme.label("PERSON").hue, desk.scheme.label("PERSON").key) == ("magenta", "Z")
    desk.hand.press(Qt.Key.Key_Escape)
    assert not desk.editor.isVisible()
    desk.hand.view.setFocus()
    desk.hand.drag(Span.of(100, 106))
    desk.hand.press("z")
    assert ("PERSON", desk.hand.text[100:106]) in desk.hand.labelled()


def test_a_key_that_another_label_has_is_said_at_once(desk: Desk) -> None:
    desk.choose("PERSON")
    desk.find(KeyField, "label_key").setFocus()
    desk.hand.press("g")
    assert "GPE" in desk.find(QLabel, "label_key_conflict").text()
    desk.hand.qtbot.waitUntil(lambda: "key “G” is given 2 times" in desk.details)
    assert not desk.find(QAbstractButton, "scheme_apply").isEnabled()
    desk.hand.press(Qt.Key.Key_Backspace)
    assert desk.find(QLabel, "label_key_conflict").text() == ""
    desk.click("scheme_cancel")
    assert desk.find(KeyField, "label_key").value() == "P"


def test_what_was_changed_is_not_lost_by_a_click_elsewhere(desk: Desk) -> None:
    desk.choose("PERSON")
    desk.write("label_short", "PER")
    desk.choose("GPE")
    assert desk.chosen == "PERSON"
    assert "Apply this or cancel it first" in desk.details
    desk.hand.press(Qt.Key.Key_Escape)
    desk.hand.press(Qt.Key.Key_S, CTRL | SHIFT)
    assert desk.find(QLineEdit, "label_short").text() == "PER"
    desk.apply()
    assert desk.scheme.label("PERSON").leaf == "PER"


def test_a_label_in_use_is_deleted_only_with_another_in_its_place(desk: Desk) -> None:
    desk.choose("GPE")
    desk.click("label_delete")
    desk.wait_for("Delete GPE: 1 mention")
    assert "has no label “GPE”" in desk.details
    assert not desk.find(QAbstractButton, "scheme_apply").isEnabled()
    desk.click("scheme_relabel")
    desk.hand.type("loc")
    desk.hand.press(Qt.Key.Key_Return)
    desk.wait_for("Merge GPE into LOC: 1 mention in 1 document of 1 annotator")
    desk.apply()
    assert desk.scheme.find("GPE") is None
    assert "LOC" in {label for label, _text in desk.hand.labelled()}
    desk.hand.undo()
    assert desk.scheme.find("GPE") is not None


def test_a_label_is_merged_into_another(desk: Desk) -> None:
    desk.choose("TITLE")
    desk.click("label_merge")
    desk.hand.type("org")
    desk.hand.press(Qt.Key.Key_Return)
    desk.wait_for("Merge TITLE into ORG: nothing that is labelled")
    desk.apply()
    assert desk.scheme.find("TITLE") is None
    assert desk.chosen == "ORG"


def test_what_does_not_fit_goes_only_if_the_person_says_so(desk: Desk) -> None:
    assert desk.window.reading.document is not None
    mentions = desk.session.layer(desk.window.reading.document.id).mentions
    mention = next(mention for mention in mentions if mention.label == "PERSON")
    desk.session.set_attribute([mention.id], "specificity", "GEN")
    desk.choose("specificity", "attribute")
    desk.click("attribute_delete")
    desk.wait_for("Delete specificity: ")
    assert "no attribute “specificity”" in desk.details
    apply = desk.find(QAbstractButton, "scheme_apply")
    assert not apply.isEnabled()
    drop = desk.find(QCheckBox, "scheme_drop")
    assert "values" in drop.text()
    drop.setFocus()
    desk.hand.press(Qt.Key.Key_Space)
    desk.apply()
    assert all(attribute.name != "specificity" for attribute in desk.scheme.attributes)
    assert damages(desk.session.path) == []


def test_new_labels_and_attributes(desk: Desk) -> None:
    desk.choose("Movement")
    desk.pick_from_menu(desk.editor._new_menu, "Event label")
    assert desk.find(QLineEdit, "label_name").text() == "Movement."
    desk.find(QLineEdit, "label_name").setFocus()
    desk.hand.press(Qt.Key.Key_End)
    desk.hand.type("Arrive")
    desk.wait_for("Add Movement.Arrive")
    desk.apply()
    assert desk.scheme.label("Movement.Arrive").parent == "Movement"
    desk.pick_from_menu(desk.editor._new_menu, "Attribute")
    desk.write("attribute_name", "sure")
    desk.pick(desk.find(ManyField, "attribute_labels"), "PERSON")
    desk.wait_for("Add sure")
    desk.apply()
    assert "sure" in desk.scheme.label("PERSON").attributes


def test_roles_are_renamed_merged_added_and_moved(desk: Desk) -> None:
    desk.choose("Contact.Meet")
    desk.write("role_name", "Who", desk.find(RoleRow, "role_Participant"))
    desk.find(RoleRow, "role_Chair").merged.emit("Participant")
    desk.click("roles_add")
    desk.hand.type("Occasion")
    rows = desk.editor._label_form._roles.rows
    desk.pick(desk.find(OneField, "role_number", rows[-1]), "at most one")
    desk.hand.press(Qt.Key.Key_Up, ALT)
    desk.wait_for("Change Contact.Meet")
    desk.apply()
    roles = desk.scheme.label("Contact.Meet").roles
    assert [role.name for role in roles] == ["Who", "Topic", "Place", "Occasion", "Time"]
    assert desk.scheme.role("Contact.Meet", "Occasion").cardinality == "?"


def test_values_of_a_choice_are_renamed_and_the_default_follows(desk: Desk) -> None:
    desk.choose("tense", "attribute")
    rows = desk.editor._attribute_form._choices.rows
    desk.write("choice_value", "Unclear", rows[-1])
    desk.apply()
    attribute = desk.scheme.attribute("tense")
    assert (attribute.choices[-1].value, attribute.default) == ("Unclear", "Unclear")
    assert damages(desk.session.path) == []


def test_labels_are_moved_by_key_and_by_drop(desk: Desk) -> None:
    desk.choose("GPE")
    desk.editor._tree.setFocus()
    desk.hand.press(Qt.Key.Key_Up, ALT)
    names = [label.name for label in desk.scheme.labels_of("entity")]
    assert names[:3] == ["PERSON", "GPE", "ORG"]
    desk.hand.press(Qt.Key.Key_Down, ALT)
    assert [label.name for label in desk.scheme.labels_of("entity")][:3] == ["PERSON", "ORG", "GPE"]
    desk.editor._tree.moved.emit("GPE", "LOC", "")
    assert desk.scheme.label("GPE").parent == "LOC"
    desk.hand.undo()
    assert desk.scheme.label("GPE").parent == ""


def test_names_guideline_and_an_example_from_the_project(desk: Desk) -> None:
    desk.choose("PERSON")
    desk.write("label_names_ar", "إنسان")
    guideline = desk.find(QPlainTextEdit, "label_guideline")
    guideline.setFocus()
    guideline.selectAll()
    desk.hand.type("Whoever breathes")
    desk.click("examples_take")
    desk.hand.qtbot.waitUntil(desk.find(QListWidget, "examples_found").hasFocus)
    desk.hand.press(Qt.Key.Key_Return)
    desk.apply()
    label = desk.scheme.label("PERSON")
    assert (label.names["ar"], label.guideline) == ("إنسان", "Whoever breathes")
    text = desk.hand.text
    assert label.examples[-1].text.startswith(f"[{text[:5]}]")
    assert len(desk.editor.findChildren(ExampleRow)) >= len(label.examples)


def test_search_shows_what_answers(desk: Desk) -> None:
    search = desk.find(QLineEdit, "scheme_search")
    search.setFocus()
    desk.hand.type("visit")
    assert desk.chosen == "Movement.Visit"
    desk.hand.press(Qt.Key.Key_Return)
    assert desk.editor._tree.hasFocus()


def test_a_scheme_is_saved_changed_by_hand_and_imported(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine.yaml"
    monkeypatch.setattr(desk.editor, "choose_file", lambda _name: str(path))
    monkeypatch.setattr(desk.editor, "choose_scheme", lambda: str(path))
    desk.click("scheme_save")
    path.write_text(path.read_text("utf-8").replace("en: Person,", "en: Human,"), "utf-8")
    desk.click("scheme_import")
    desk.wait_for("Replace the scheme by news")
    desk.apply()
    assert desk.scheme.label("PERSON").names["en"] == "Human"
    desk.hand.undo()
    assert desk.scheme.label("PERSON").names["en"] == "Person"


def test_what_of_a_file_cannot_be_kept_or_used_is_said(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "annotation.conf"
    monkeypatch.setattr(desk.editor, "choose_scheme", lambda: str(path))
    path.write_text("[entities]\nPERSON\n[relations]\nKin Arg1:PERSON, Arg2:PERSON, <REL-TYPE>:transitive\n")
    desk.click("scheme_import")
    assert "Line 4" in desk.find(QPlainTextEdit, "notes_text").toPlainText()
    desk.wait_for("Replace the scheme by")
    desk.hand.qtbot.waitUntil(lambda: "has no label “GPE”" in desk.details)
    desk.click("scheme_cancel")
    path.write_text("PERSON\n")
    desk.click("scheme_import")
    assert "line 1: A section" in desk.find(QLabel, "notes_refusal").text()


def test_an_edit_of_thousands_is_made_beside_the_work(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "MANY", 1)
    desk.choose("PERSON")
    desk.write("label_name", "HUMAN")
    desk.wait_for("2 mentions")
    desk.apply()
    desk.wait_for("Done. Rename")
    assert desk.scheme.find("HUMAN") is not None
    desk.hand.undo()
    assert desk.scheme.find("HUMAN") is None


def test_the_card_goes_with_the_project(desk: Desk) -> None:
    desk.choose("PERSON")
    desk.write("label_short", "PER")
    desk.window.close_project()
    assert not desk.editor.isVisible()
    assert desk.editor._session is None


def test_everything_is_reached_by_tab_and_has_a_name(desk: Desk) -> None:
    desk.choose("Contact.Meet")
    desk.editor._tree.setFocus()
    seen = set()
    for _ in range(120):
        desk.hand.press(Qt.Key.Key_Tab)
        seen.add(desk.hand.focus().objectName())
        assert desk.editor.isAncestorOf(desk.hand.focus())
        assert desk.hand.focus().accessibleName() or isinstance(desk.hand.focus(), QAbstractButton)
    assert seen >= {"label_name", "label_hue", "label_key", "label_parent", "role_fillers", "row_menu", "scheme_search"}
    assert seen >= {"label_guideline", "examples_take", "label_merge", "label_delete", "scheme_new", "scheme_import"}


def test_it_fits_a_small_window_in_arabic(make_window: MakeWindow, sample_project: Path, tmp_path: Path) -> None:
    path = tmp_path / "small.annotator"
    path.write_bytes(sample_project.read_bytes())
    speak("ar")
    hand = make_window(size=(1024, 700))
    hand.window.projects.open(path)
    hand.settle()
    desk = Desk(hand)
    desk.choose("Contact.Meet")
    card = desk.editor.card.geometry()
    assert desk.window.rect().contains(card)
    form = desk.editor._label_form
    assert form.width() <= desk.editor._stack.width()
    tree = desk.editor._tree.mapTo(desk.editor, QPoint(0, 0))
    assert tree.x() > desk.editor.width() // 2
    assert QKeySequence("Ctrl+Shift+S") in desk.window.actions_table.action("edit_scheme").shortcuts()
