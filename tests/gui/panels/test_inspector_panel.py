"""The selected mention, on a real project."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QToolButton

from annotator.gui.panels.inspector_attributes import AttributeRow
from annotator.gui.panels.inspector_edges import boundary_before, next_boundary
from annotator.gui.panels.inspector_fields import DropDown, DropDownField, SegmentedField, field_for, number_of
from annotator.gui.panels.inspector_history import HistoryRow
from annotator.gui.theme import Theme, load_fonts
from annotator.gui.widgets import QuotedText, Segmented
from annotator.model.scheme import Attribute, AttributeKind, Choice
from annotator.model.span import Span
from annotator.services.texts import graphemes
from tests.gui.panels.conftest import span_of

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def lam(session, document):
    """A person: الأمين العام."""
    return session.add_mention(document, span_of(session, document, "الأمين العام"), "PERSON")


@pytest.fixture
def place(session, document):
    return session.add_mention(document, span_of(session, document, "كازاخستان"), "GPE")


@pytest.fixture
def meeting(session, document):
    """An event in two pieces."""
    spans = span_of(session, document, "وصل"), span_of(session, document, "إلى")
    return session.add_mention(document, Span(tuple(r for span in spans for r in span)), "Contact.Meet")


def text(inspector, name: str) -> str:
    return inspector.findChild(QLabel, name).text()


def words(inspector) -> list[str]:
    return [label.text() for label in inspector.findChildren(QLabel) if label.isVisible()]


def history(inspector) -> list[str]:
    return [row.accessibleName() for row in inspector.findChildren(HistoryRow) if row.isVisible()]


def note(inspector) -> QPlainTextEdit:
    return inspector.findChild(QPlainTextEdit, "inspector_note")


def click(qtbot, inspector, name: str) -> None:
    qtbot.mouseClick(inspector.findChild(QAbstractButton, name), Qt.MouseButton.LeftButton)


class TestShowing:
    def test_nothing_selected_says_what_to_do(self, inspector):
        inspector.show_mention(None, 0, 6)
        assert any("press a label's key" in said for said in words(inspector))
        assert text(inspector, "inspector_position") == "6"
        assert inspector.findChild(QToolButton, "inspector_next").isEnabled()

    def test_a_mention_with_its_place(self, inspector, lam, session, document):
        session.add_mention(document, span_of(session, document, "العام"), "MONEY")
        inspector.show_mention(lam.id, 3, 1006)
        assert "Entity" in words(inspector)
        assert text(inspector, "inspector_position") == "3 of 1,006"
        assert inspector.findChild(QuotedText).text() == "الأمين العام"
        assert text(inspector, "inspector_facts") == "Paragraph 1  ·  12 characters  ·  contains MONEY"

    def test_everything_about_a_mention_is_made_with_the_first_one(self, inspector, lam):
        assert inspector.findChild(QuotedText) is None
        inspector.show_mention(lam.id, 1, 1)
        inspector.show_mention(None, 0, 1)
        inspector.prepare()
        assert len(inspector.findChildren(QuotedText)) == 1

    def test_another_kind_is_said_too(self, inspector, lam, session):
        inspector.show_mention(lam.id, 1, 1)
        session.relabel([lam.id], "Statement")
        assert "Event" in words(inspector)

    def test_an_event_in_pieces(self, inspector, meeting):
        inspector.show_mention(meeting.id, 1, 1)
        assert "Event" in words(inspector)
        assert inspector.findChild(QuotedText).text() == "وصل … إلى"
        assert text(inspector, "inspector_facts") == "Paragraph 1  ·  trigger  ·  6 characters  ·  2 pieces"

    def test_empty_lines_are_no_paragraphs(self, inspector, session, document):
        mention = session.add_mention(document, span_of(session, document, "CICA"), "PERSON")
        inspector.show_mention(mention.id, 1, 1)
        assert text(inspector, "inspector_facts").startswith("Paragraph 2")

    def test_invisible_characters_are_named_only_where_there_are_any(self, inspector, session, document, lam):
        inspector.show_mention(lam.id, 1, 1)
        assert inspector.findChild(QLabel, "inspector_invisible").isHidden()
        start, end = lam.span.hull
        session.set_span(lam.id, Span.of(start - 1, end))
        assert text(inspector, "inspector_invisible") == "⟨SP⟩الأمين العام"

    def test_it_follows_edits_of_what_it_shows(self, inspector, session, lam):
        inspector.show_mention(lam.id, 1, 1)
        session.relabel([lam.id], "GPE")
        assert inspector.findChild(QAbstractButton, "inspector_label").text() == "GPE"
        session.undo()
        assert inspector.findChild(QAbstractButton, "inspector_label").text() == "PERSON"

    def test_it_follows_what_lies_inside(self, inspector, session, document, lam):
        inspector.show_mention(lam.id, 1, 1)
        session.add_mention(document, span_of(session, document, "العام"), "MONEY")
        assert "contains MONEY" in text(inspector, "inspector_facts")
        session.undo()
        assert "contains" not in text(inspector, "inspector_facts")

    def test_a_deleted_mention_is_no_longer_shown(self, inspector, session, lam):
        inspector.show_mention(lam.id, 1, 1)
        session.delete([lam.id])
        assert any("press a label's key" in said for said in words(inspector))

    def test_another_session_shows_nothing_of_the_last(self, inspector, lam):
        inspector.show_mention(lam.id, 1, 1)
        inspector.set_session(None)
        assert any("press a label's key" in said for said in words(inspector))

    def test_fields_are_made_once_for_each_set_of_attributes(self, inspector, lam, place, meeting):
        inspector.show_mention(lam.id, 1, 3)
        first = inspector.findChild(QLineEdit, "attribute_remark")
        inspector.show_mention(place.id, 2, 3)
        assert not first.isVisible()
        inspector.show_mention(meeting.id, 3, 3)
        inspector.show_mention(lam.id, 1, 3)
        assert inspector.findChildren(QLineEdit, "attribute_remark") == [first]
        assert first.isVisible()


class TestAsking:
    def test_an_attribute(self, inspector, lam, qtbot):
        inspector.show_mention(lam.id, 1, 1)
        with qtbot.waitSignal(inspector.attribute_requested) as said:
            inspector.findChild(Segmented, "attribute_mention").chosen.emit(1)
        assert said.args == [[lam.id], "mention", "NOM"]

    def test_yes_and_no(self, inspector, meeting, qtbot):
        inspector.show_mention(meeting.id, 1, 1)
        segments = inspector.findChild(Segmented, "attribute_negated")
        assert segments.options() == ("Yes", "No")
        assert segments.current() is None
        with qtbot.waitSignal(inspector.attribute_requested) as said:
            segments.chosen.emit(1)
        assert said.args == [[meeting.id], "negated", False]

    def test_another_label(self, inspector, lam, qtbot):
        inspector.show_mention(lam.id, 1, 1)
        click(qtbot, inspector, "inspector_label")
        search = inspector._form._head._picker.findChild(QLineEdit)
        search.setText("gpe")
        with qtbot.waitSignal(inspector.relabel_requested) as said:
            qtbot.keyClick(search, Qt.Key.Key_Return)
        assert said.args == [[lam.id], "GPE"]

    def test_the_same_label_asks_for_nothing(self, inspector, lam, qtbot):
        inspector.show_mention(lam.id, 1, 1)
        click(qtbot, inspector, "inspector_label")
        with qtbot.assertNotEmitted(inspector.relabel_requested):
            qtbot.keyClick(inspector._form._head._picker.findChild(QLineEdit), Qt.Key.Key_Return)

    def test_deleting(self, inspector, lam, qtbot):
        inspector.show_mention(lam.id, 1, 1)
        with qtbot.waitSignal(inspector.delete_requested) as said:
            inspector._form._head._menu.actions()[0].trigger()
        assert said.args == [[lam.id]]

    @pytest.mark.parametrize(("name", "by"), [("inspector_next", 1), ("inspector_previous", -1)])
    def test_steps(self, inspector, lam, qtbot, name, by):
        inspector.show_mention(lam.id, 1, 2)
        with qtbot.waitSignal(inspector.step_requested) as said:
            click(qtbot, inspector, name)
        assert said.args == [by]


class TestEdges:
    @pytest.mark.parametrize(
        ("button", "start", "end"),
        [
            ("edge_start_0_less", -1, 0),
            ("edge_start_0_more", 1, 0),
            ("edge_end_0_less", 0, -1),
            ("edge_end_0_more", 0, 1),
        ],
    )
    def test_buttons_move_an_edge_by_a_grapheme(self, inspector, lam, qtbot, button, start, end):
        inspector.show_mention(lam.id, 1, 1)
        with qtbot.waitSignal(inspector.span_requested) as said:
            click(qtbot, inspector, button)
        assert said.args == [lam.id, Span.of(lam.span.start + start, lam.span.end + end)]

    def test_numbers_can_be_typed(self, inspector, lam, qtbot):
        inspector.show_mention(lam.id, 1, 1)
        edit = inspector.findChild(QLineEdit, "edge_end_0")
        edit.setText("٩")
        with qtbot.waitSignal(inspector.span_requested) as said:
            qtbot.keyClick(edit, Qt.Key.Key_Return)
        assert said.args == [lam.id, Span.of(lam.span.start, 9)]

    @pytest.mark.parametrize("typed", ["", "x", "0", "999999", "-5"])
    def test_numbers_that_make_no_span_are_put_back(self, inspector, lam, qtbot, typed):
        inspector.show_mention(lam.id, 1, 1)
        edit = inspector.findChild(QLineEdit, "edge_end_0")
        edit.setText(typed)
        with qtbot.assertNotEmitted(inspector.span_requested):
            qtbot.keyClick(edit, Qt.Key.Key_Return)
        assert edit.text() == str(lam.span.end)

    def test_a_piece_can_go(self, inspector, meeting, lam, qtbot):
        inspector.show_mention(meeting.id, 1, 1)
        with qtbot.waitSignal(inspector.span_requested) as said:
            click(qtbot, inspector, "piece_remove_0")
        assert said.args == [meeting.id, Span(meeting.span.fragments[1:])]
        inspector.show_mention(lam.id, 1, 1)
        assert not inspector.findChild(QToolButton, "piece_remove_0").isVisible()

    def test_a_one_letter_mention_cannot_become_empty(self, inspector, session, document, qtbot):
        mention = session.add_mention(document, Span.of(0, 1), "PERSON")
        inspector.show_mention(mention.id, 1, 1)
        with qtbot.assertNotEmitted(inspector.span_requested):
            click(qtbot, inspector, "edge_end_0_less")
            click(qtbot, inspector, "edge_start_0_less")

    @given(st.text(alphabet="aب\u064e\u200c👩\u200d🇩🇪e\u0301\n ", max_size=40), st.data())
    def test_steps_stop_at_graphemes(self, passage, data):
        offset = data.draw(st.integers(0, len(passage)))
        edges = [0, *(end for _start, end in graphemes(passage))]
        assert next_boundary(passage, offset) == min((e for e in edges if e > offset), default=len(passage))
        assert boundary_before(passage, offset) == max((e for e in edges if e < offset), default=0)


class TestNote:
    def test_it_is_saved_after_a_pause(self, inspector, lam, qtbot):
        inspector.show_mention(lam.id, 1, 1)
        with qtbot.waitSignal(inspector.note_requested) as said:
            note(inspector).setPlainText("a title")
        assert said.args == [lam.id, "a title"]

    def test_it_is_saved_before_another_mention_is_shown(self, inspector, lam, place, session):
        inspector.note_requested.connect(session.set_note)
        inspector.show_mention(lam.id, 1, 2)
        note(inspector).setPlainText("never lost")
        inspector.show_mention(place.id, 2, 2)
        assert session.mention(lam.id).note == "never lost"
        assert session.mention(place.id).note == ""
        assert note(inspector).toPlainText() == ""

    @pytest.mark.parametrize("leave", ["hide", "none", "session"])
    def test_it_is_saved_whatever_happens_next(self, inspector, lam, session, leave):
        inspector.note_requested.connect(session.set_note)
        inspector.show_mention(lam.id, 1, 1)
        note(inspector).setPlainText("never lost")
        match leave:
            case "hide":
                inspector.hide()
            case "none":
                inspector.show_mention(None, 0, 1)
            case "session":
                inspector.set_session(None)
        assert session.mention(lam.id).note == "never lost"

    def test_it_is_saved_on_leaving(self, inspector, lam, qtbot):
        inspector.show_mention(lam.id, 1, 1)
        note(inspector).setPlainText("x")
        with qtbot.waitSignal(inspector.note_requested):
            QApplication.sendEvent(note(inspector), QFocusEvent(QFocusEvent.Type.FocusOut))

    def test_other_edits_leave_what_is_being_typed(self, inspector, lam, session):
        inspector.show_mention(lam.id, 1, 1)
        note(inspector).setPlainText("half a sen")
        session.set_attribute([lam.id], "mention", "NOM")
        assert note(inspector).toPlainText() == "half a sen"

    def test_undo_takes_a_note_back(self, inspector, lam, session):
        inspector.note_requested.connect(session.set_note)
        inspector.show_mention(lam.id, 1, 1)
        note(inspector).setPlainText("x")
        inspector.flush()
        session.undo()
        assert note(inspector).toPlainText() == ""

    def test_an_untouched_note_is_not_saved(self, inspector, lam, place, session, qtbot):
        session.set_note(lam.id, "there")
        with qtbot.assertNotEmitted(inspector.note_requested):
            inspector.show_mention(lam.id, 1, 2)
            inspector.show_mention(place.id, 2, 2)
            inspector.show_mention(None, 0, 2)

    def test_it_grows_with_its_text(self, inspector, lam):
        inspector.show_mention(lam.id, 1, 1)
        low = note(inspector).height()
        note(inspector).setPlainText("one\ntwo\nthree\nfour")
        assert note(inspector).height() > low
        note(inspector).setPlainText("")
        assert note(inspector).height() == low


class TestFields:
    def test_text_is_said_when_the_field_is_left(self, inspector, lam, qtbot):
        inspector.show_mention(lam.id, 1, 1)
        edit = inspector.findChild(QLineEdit, "attribute_remark")
        qtbot.keyClicks(edit, "2025-05")
        with qtbot.waitSignal(inspector.attribute_requested) as said:
            qtbot.keyClick(edit, Qt.Key.Key_Return)
        assert said.args == [[lam.id], "remark", "2025-05"]

    def test_text_typed_is_said_before_another_mention(self, inspector, lam, place, session, qtbot):
        inspector.attribute_requested.connect(session.set_attribute)
        inspector.show_mention(lam.id, 1, 2)
        qtbot.keyClicks(inspector.findChild(QLineEdit, "attribute_remark"), "kept")
        inspector.show_mention(place.id, 2, 2)
        assert session.mention(lam.id).attributes["remark"] == "kept"

    def test_stored_text_is_not_rewritten_by_looking_at_it(self, inspector, lam, place, session, qtbot):
        session.set_attribute([lam.id], "remark", " two\nlines ")
        inspector.show_mention(lam.id, 1, 2)
        with qtbot.assertNotEmitted(inspector.attribute_requested):
            inspector.show_mention(place.id, 2, 2)

    def test_what_is_no_number_is_not_said(self, inspector, session, document, qtbot):
        money = session.add_mention(document, Span.of(0, 4), "MONEY")
        inspector.show_mention(money.id, 1, 1)
        edit = inspector.findChild(QLineEdit, "attribute_amount")
        edit.setText("many")
        with qtbot.assertNotEmitted(inspector.attribute_requested):
            qtbot.keyClick(edit, Qt.Key.Key_Return)
        assert any("A number is needed" in said for said in words(inspector))
        edit.setText("٨٫٥")
        with qtbot.waitSignal(inspector.attribute_requested) as said:
            qtbot.keyClick(edit, Qt.Key.Key_Return)
        assert said.args == [[money.id], "amount", 8.5]

    @pytest.mark.parametrize(
        ("written", "number"),
        [
            ("12", 12),
            ("0.5", 0.5),
            ("0,5", 0.5),
            ("۱۲", 12),
            ("−3", -3),
            ("nan", None),
            ("inf", None),
            ("", None),
            ("x", None),
        ],
    )
    def test_numbers_of_any_script(self, written, number):
        assert number_of(written) == number

    @pytest.mark.parametrize(
        ("choices", "kind"),
        [
            ("ab", SegmentedField),
            ("abcd", SegmentedField),
            ("abcde", DropDownField),
            (("x" * 30, "y" * 30), DropDownField),
        ],
    )
    def test_few_values_stand_side_by_side(self, qtbot, choices, kind):
        load_fonts()
        field = field_for(Attribute("a", choices=tuple(map(Choice, choices))), "en")
        qtbot.addWidget(field)
        assert type(field) is kind

    def test_many_values_drop_down(self, qtbot):
        attribute = Attribute("a", choices=tuple(map(Choice, "abcdef")))
        field = field_for(attribute, "en")
        qtbot.addWidget(field)
        said: list[object] = []
        field.changed.connect(said.append)
        (drop_down,) = field.findChildren(DropDown)
        assert drop_down.text() == "Not said"
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Delete):
            qtbot.keyClick(drop_down, key)
        assert said == ["a", "b", "a", None]
        qtbot.mouseClick(drop_down, Qt.MouseButton.LeftButton)
        drop_down._menu.actions()[-1].trigger()
        assert said[-1] == "f"
        assert drop_down.text() == "f"
        drop_down._menu.close()

    def test_a_required_attribute_without_a_value_is_marked(self, qtbot, inspector):
        inspector.prepare()
        form = inspector._form._form
        attribute = Attribute("when", AttributeKind.TEXT, required=True)
        form.set_attributes((attribute,), "en")
        form.show_values({})
        assert [label.text() for label in form.findChildren(QLabel)] == ["when: required"]
        form.show_values({"when": "x"})
        assert [label.text() for label in form.findChildren(QLabel)] == ["when *"]


class TestRows:
    @pytest.fixture
    def row(self, qtbot):
        load_fonts()
        attribute = Attribute("tense", choices=tuple(map(Choice, ("Past", "Present", "Future", "Unspecified"))))
        made = AttributeRow(attribute, "en")
        qtbot.addWidget(made)
        made.show()
        return made

    @pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
    @pytest.mark.parametrize(("width", "is_beside"), [(400, True), (250, False)])
    def test_a_field_stands_beside_its_name_where_there_is_room(self, row, width, is_beside, direction):
        row.setLayoutDirection(direction)
        row.resize(width, row.heightForWidth(width))
        field, name = row.field.geometry(), row._label.geometry()
        assert row.rect().contains(field)
        assert not field.intersects(name)
        assert (field.top() == name.top()) is is_beside
        is_left = name.center().x() < field.center().x()
        assert not is_beside or is_left is (direction is Qt.LayoutDirection.LeftToRight)

    def test_a_complaint_makes_the_row_higher(self, inspector, session, document, qtbot):
        money = session.add_mention(document, Span.of(0, 4), "MONEY")
        inspector.show_mention(money.id, 1, 1)
        row = inspector.findChild(AttributeRow)
        low = row.height()
        edit = inspector.findChild(QLineEdit, "attribute_amount")
        edit.setText("many")
        qtbot.keyClick(edit, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: row.height() > low)
        assert row.rect().contains(row.field.geometry())


class TestHistory:
    def test_it_tells_who_did_what_and_when(self, inspector, session, lam):
        session.relabel([lam.id], "GPE")
        session.set_note(lam.id, "x")
        session.set_span(lam.id, Span.of(lam.span.start, lam.span.end + 2))
        inspector.show_mention(lam.id, 1, 1)
        assert history(inspector) == [
            "leila moved end by 2, just now",
            "leila wrote a note, just now",
            "leila relabelled PERSON → GPE, just now",
            "leila made this entity, just now",
        ]

    def test_values_have_their_names(self, inspector, session, meeting, lam):
        session.set_attribute([meeting.id], "negated", True)
        inspector.show_mention(meeting.id, 1, 1)
        assert history(inspector)[0].startswith("leila set negated to yes")

    def test_a_long_history_shows_the_newest_and_the_making(self, inspector, session, lam, qtbot):
        for label in ("GPE", "MONEY", "PERSON") * 4:
            session.relabel([lam.id], label)
        inspector.show_mention(lam.id, 1, 1)
        assert len(history(inspector)) == 6
        assert "made this entity" in history(inspector)[-1]
        button = inspector.findChild(QPushButton, "inspector_history_all")
        assert button.text() == "Show 7 more"
        button.click()
        assert len(history(inspector)) == 13


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_every_part_takes_the_theme(inspector, meeting, mode, direction):
    """Parts made after the theme was set have it too."""
    inspector.setLayoutDirection(direction)
    inspector.set_theme(Theme(mode))
    inspector.show_mention(meeting.id, 1, 1)
    for part in inspector.findChildren(Segmented):
        assert part.theme == Theme(mode)
    steppers = [one for one in inspector.findChildren(QToolButton) if one.objectName().startswith("edge_")]
    assert len(steppers) == 8
    assert all(one.theme == Theme(mode) for one in steppers)
    assert not inspector.grab().isNull()
