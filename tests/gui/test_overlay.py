"""Cards: Enter does what they ask about, Escape closes them, and they show what they hold in any window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from annotator.gui.building import Sentence, button, key_names, number_field, wrapped
from annotator.gui.interface_language import speak
from annotator.gui.overlay import Overlay
from annotator.gui.theme import Theme
from tests.gui.conftest import CTRL

K = Qt.Key

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


class Card(Overlay):
    """Every kind of field, and a button that counts."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, Theme(), "card")
        self.pressed: list[str] = []
        self.line, self.list, self.number = QLineEdit(), QComboBox(), number_field("number", "Number", 0, 9)
        self.list.addItems(["one", "two", "three"])
        self.text = QPlainTextEdit()
        self.other = button("Other", "secondary", "other")
        self.other.clicked.connect(self._other)
        self.primary = button("Go", "primary", "go")
        self.primary.clicked.connect(self._go)
        for part in (self.line, self.list, self.number, self.text, self.other, self.primary):
            self.body.addWidget(part)

    def first_field(self) -> QWidget:
        return self.line

    def _go(self) -> None:
        self.pressed.append("go")

    def _other(self) -> None:
        self.pressed.append("other")


@pytest.fixture
def card(qtbot):
    window = QWidget()
    window.resize(800, 900)
    qtbot.addWidget(window)
    made = Card(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made.open()
    return made


def press(qtbot, key):
    qtbot.keyClick(QApplication.focusWidget(), key)


@pytest.mark.parametrize("field", ["line", "list", "number"])
@pytest.mark.parametrize("key", [K.Key_Return, K.Key_Enter])
def test_enter_in_a_field_presses_the_button(card, qtbot, field, key):
    getattr(card, field).setFocus()
    press(qtbot, key)
    assert card.pressed == ["go"]


def test_enter_on_another_button_presses_that_one(card, qtbot):
    card.other.setFocus()
    press(qtbot, K.Key_Return)
    assert card.pressed == ["other"]


def test_enter_in_a_text_of_several_lines_is_a_line(card, qtbot):
    card.text.setFocus()
    press(qtbot, K.Key_Return)
    assert (card.pressed, card.text.toPlainText()) == ([], "\n")
    card.text.setReadOnly(True)
    press(qtbot, K.Key_Return)
    assert card.pressed == []


def test_enter_presses_no_button_that_cannot_be_pressed(card, qtbot):
    card.primary.setEnabled(False)
    press(qtbot, K.Key_Return)
    assert card.pressed == []
    assert card.isVisible()


def test_enter_in_an_open_list_picks_and_does_no_more(card, qtbot):
    card.list.setFocus()
    card.list.showPopup()
    view = card.list.view()
    qtbot.waitUntil(view.isVisible)
    qtbot.keyClick(view, K.Key_Down)
    qtbot.keyClick(view, K.Key_Return)
    qtbot.waitUntil(lambda: not view.isVisible())
    assert (card.list.currentText(), card.pressed) == ("two", [])
    assert card.isVisible()


@pytest.mark.parametrize("field", ["line", "list", "number", "text", "other"])
def test_escape_closes_from_everywhere(card, qtbot, field):
    getattr(card, field).setFocus()
    press(qtbot, K.Key_Escape)
    assert not card.isVisible()


def test_a_card_is_as_high_as_its_wrapped_words_need(card, qtbot):
    before = card.card.height()
    words = wrapped("word " * 200)
    card.body.addWidget(words)
    QApplication.processEvents()
    card.place()
    QApplication.processEvents()
    assert card.card.height() > before
    assert words.height() >= words.heightForWidth(words.width())


class TestMirrored:
    @pytest.fixture(autouse=True)
    def arabic(self, qapp):
        speak("ar")
        yield
        speak("")

    def test_wrapped_words_stand_on_the_right(self, qtbot):
        words = wrapped("Words of ours.")
        qtbot.addWidget(words)
        assert words.alignment() & Qt.AlignmentFlag.AlignRight
        assert words.alignment() & Qt.AlignmentFlag.AlignAbsolute

    def test_numbers_have_the_digits_of_the_words_around_them(self, qtbot):
        field = number_field("share", "Share", 0, 100, " %")
        qtbot.addWidget(field)
        field.setValue(80)
        assert isinstance(field, QSpinBox)
        assert field.text() == "80 %"

    def test_the_dots_of_a_button_stay_at_its_end(self, qtbot):
        made = button("Change…", "secondary", "change")
        qtbot.addWidget(made)
        assert made.text() == "Change…\u200e"
        assert made.accessibleName() == "Change…"

    def test_a_path_runs_from_left_to_right_and_stands_on_the_right(self, qtbot):
        """Its first slash stands left of the letter, which is lower than the slash."""
        path = Sentence("small", "path", Qt.LayoutDirection.LeftToRight)
        qtbot.addWidget(path)
        path.setText("/a")
        path.resize(300, path.sizeHint().height())
        image = path.grab().toImage()
        columns = {x: rows for x in range(image.width()) if (rows := _ink(image, x))}
        assert min(columns) > 250
        assert min(min(rows) for x, rows in columns.items() if x <= min(columns) + 4) < min(columns[max(columns) - 1])


def _ink(image, x):
    """Rows of a column that are not blank."""
    return [y for y in range(image.height()) if image.pixel(x, y) != image.pixel(0, 0)]


def test_keys_with_the_mouse_keep_their_words(qapp):
    assert key_names("Ctrl+drag") == ["Ctrl", "drag"]
    assert key_names("Ctrl+Shift++") == ["Ctrl", "Shift", "+"]


def test_shortcuts_do_not_reach_the_window_behind_a_card(hand):
    document, status = hand.window.reading.document.id, hand.window.reading.status
    hand.press(K.Key_E, CTRL)
    card = hand.child("export_dialog")
    assert card.isVisible()
    hand.press(K.Key_PageDown, CTRL)
    hand.press(K.Key_F8)
    assert hand.window.reading.document.id == document
    assert hand.window.side.current == "mention"
    hand.press(K.Key_F1)
    assert not card.isVisible()
    hand.press(K.Key_Escape)
    assert hand.window.reading.status is status


def test_tab_goes_round_through_lists_and_numbers_that_have_a_line_inside(card, qtbot):
    card.list.setEditable(True)
    card.text.setTabChangesFocus(True)
    card.line.setFocus()
    walked = [card.line]
    for _ in range(6):
        press(qtbot, K.Key_Tab)
        walked.append(QApplication.focusWidget())
    assert walked[0] is walked[-1]
    assert len({id(field) for field in walked}) == 6


def test_ctrl_enter_means_the_card_wherever_the_focus_is(card, qtbot):
    fields = (card.line, card.list, card.number, card.text, card.other)
    for field in fields:
        field.setFocus()
        qtbot.keyClick(field, K.Key_Return, CTRL)
    assert card.pressed == ["go"] * len(fields)
