"""Where a comment is written: it grows, keeps what was begun, sends by key, and offers names after an `@`."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from annotator.gui.comments.name_offer import NameOffer
from annotator.gui.comments.writing import WritingBox
from annotator.model.ids import AnnotatorName

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

CTRL = Qt.KeyboardModifier.ControlModifier
K = Qt.Key


@pytest.fixture
def box(qtbot: QtBot) -> Iterator[WritingBox]:
    """With the keyboard, and another field after it."""
    window = QWidget()
    qtbot.addWidget(window)
    made = WritingBox("reply", "Reply")
    made.field.names = tuple(map(AnnotatorName, ("omar", "Omar Said", "ليلى")))
    column = QVBoxLayout(window)
    column.addWidget(made)
    column.addWidget(QLineEdit())
    window.resize(320, 300)
    window.show()
    window.activateWindow()
    made.field.setFocus()
    qtbot.waitUntil(made.field.hasFocus)
    yield made
    window.hide()


def _offered(box: WritingBox) -> tuple[str, ...]:
    offer = box.findChild(NameOffer)
    assert isinstance(offer, NameOffer)
    return offer.names


def _type(box: WritingBox, text: str) -> None:
    """Type a text of any script."""
    for letter in text:
        event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(box.field, event)


def _text(box: WritingBox) -> str:
    return box.field.toPlainText()


def test_a_name_is_taken_by_enter_and_the_keyboard_stays(qtbot: QtBot, box: WritingBox) -> None:
    _type(box, "🙂 ask @o")
    assert _offered(box) == ("Omar Said", "omar")
    assert box.field.hasFocus()
    qtbot.keyClick(box.field, K.Key_Down)
    qtbot.keyClick(box.field, K.Key_Return)
    assert _text(box) == "🙂 ask @omar "
    assert _offered(box) == ()
    _type(box, "now")
    assert _offered(box) == ()
    qtbot.keyClick(box.field, K.Key_Return)
    assert _text(box) == "🙂 ask @omar now\n"


def test_tab_takes_a_name_and_else_leaves(qtbot: QtBot, box: WritingBox) -> None:
    _type(box, "@sa")
    qtbot.keyClick(box.field, K.Key_Tab)
    assert _text(box) == "@Omar Said "
    assert box.field.hasFocus()
    qtbot.keyClick(box.field, K.Key_Tab)
    assert not box.field.hasFocus()


def test_in_the_middle_of_a_text_only_what_was_typed_is_replaced(qtbot: QtBot, box: WritingBox) -> None:
    box.field.setPlainText("هل ترى ، يا\nsecond line")
    caret = box.field.textCursor()
    caret.setPosition(7)
    box.field.setTextCursor(caret)
    _type(box, "@لي")
    assert _offered(box) == ("ليلى",)
    qtbot.keyClick(box.field, K.Key_Enter)
    assert _text(box) == "هل ترى @ليلى ، يا\nsecond line"
    box.field.undo()
    assert "ليلى" not in _text(box)


def test_the_offer_is_as_high_as_its_names_and_stands_below_the_caret(qtbot: QtBot, box: WritingBox) -> None:
    offer = box.findChild(NameOffer)
    assert isinstance(offer, NameOffer)
    heights = []
    for typed in ("@s", "@o"):
        box.field.setPlainText("")
        _type(box, typed)
        heights.append(offer.height())
        caret = box.field.viewport().mapToGlobal(box.field.cursorRect().bottomLeft())
        assert offer.pos().y() > caret.y()
        assert abs(offer.pos().x() - caret.x()) < 3
    assert heights[1] - heights[0] == 30


def test_a_click_takes_a_name(qtbot: QtBot, box: WritingBox) -> None:
    _type(box, "@")
    names = box.findChild(QListView, "name_offer_list")
    assert isinstance(names, QListView)
    qtbot.mouseClick(names.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 40))
    assert _text(box) == "@omar "


def test_the_offer_goes_when_nothing_is_being_typed(qtbot: QtBot, box: WritingBox) -> None:
    left = []
    box.left.connect(lambda: left.append(True))
    for leave in (
        lambda: qtbot.keyClick(box.field, K.Key_Escape),
        lambda: box.field.moveCursor(QTextCursor.MoveOperation.Start),
        box.parentWidget().findChild(QLineEdit).setFocus,  # type: ignore[union-attr]
        box.hide,
    ):
        box.show()
        box.field.setFocus()
        box.field.clear()
        _type(box, "@o")
        assert _offered(box)
        leave()
        assert not _offered(box)
    assert not left


def test_nobody_is_offered_where_nobody_may_be_known(qtbot: QtBot, box: WritingBox) -> None:
    box.field.names = ()
    _type(box, "@o")
    assert _offered(box) == ()
    qtbot.keyClick(box.field, K.Key_Return)
    assert _text(box) == "@o\n"


def test_sending_closes_the_offer_and_sends_what_stands(qtbot: QtBot, box: WritingBox) -> None:
    _type(box, "@o")
    with qtbot.waitSignal(box.sent) as asked:
        qtbot.keyClick(box.field, K.Key_Return, CTRL)
    assert asked.args == ["@o", False]
    assert _offered(box) == ()


def test_what_was_begun_is_kept_by_what_it_answers(qtbot: QtBot, box: WritingBox) -> None:
    drafts: dict[str, str] = {}
    box.drafts = drafts
    box.begin("a")
    _type(box, "first")
    box.begin("b")
    assert _text(box) == ""
    _type(box, "second")
    box.begin("a")
    assert _text(box) == "first"
    box.clear()
    assert drafts == {"b": "second"}


def test_it_sends_words_with_the_flag_and_nothing_without(qtbot: QtBot, box: WritingBox) -> None:
    with qtbot.assertNotEmitted(box.sent):
        _type(box, "  ")
        qtbot.keyClick(box.field, K.Key_Return, CTRL)
    flag = box.findChild(QToolButton, "reply_flag")
    assert isinstance(flag, QToolButton)
    flag.click()
    _type(box, "x")
    with qtbot.waitSignal(box.sent) as asked:
        box.send()
    assert asked.args == ["  x", True]
    box.clear()
    assert not flag.isChecked()
    box.begin("other", can_flag=False)
    assert not flag.isVisible()


def test_it_grows_with_its_text_within_bounds(qtbot: QtBot, box: WritingBox) -> None:
    heights = [box.field.height()]
    for count in (3, 100):
        box.field.setPlainText("line\n" * count)
        heights.append(box.field.height())
    assert heights == sorted(set(heights))
    assert heights[-1] == 200
