"""The keyboard in the real widget."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from annotator.gui.article import ArticleView
from annotator.model.document import Direction
from annotator.model.span import Span
from annotator.services.texts import graphemes
from tests.gui.article.conftest import a_mention, mention_of

ARABIC = "اختتم الأمين العام زيارة.\nثم قال إن CICA منظمة."
GERMAN = "Der Minister reiste nach Berlin. Er kam zurück.\nDort sprach er lange."
K = Qt.Key
# QTest presses Ctrl, Shift and Alt as keys of their own, which nobody accepts.
pytestmark = pytest.mark.qt_log_ignore("Keyboard event not accepted", "This plugin does not support", extend=True)
NONE, CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def press(view: ArticleView, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
    """Send the key to whoever has the focus, as the system does."""
    for _ in range(times):
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, key, modifiers)


def carets(view: ArticleView, key: Qt.Key, times: int, modifiers: Qt.KeyboardModifier = NONE) -> list[int]:
    found = []
    for _ in range(times):
        press(view, key, modifiers)
        found.append(view.caret())
    return found


def test_arrows_go_by_grapheme_in_logical_order(view: ArticleView) -> None:
    text = "a👩\u200d👧e\u0301x"
    view.set_article(text, Direction.LTR, [])
    ends = [end for _start, end in graphemes(text)]
    assert carets(view, K.Key_Right, len(ends)) == ends
    assert carets(view, K.Key_Left, 2) == [ends[-2], ends[-3]]


def test_in_a_right_to_left_paragraph_the_left_arrow_goes_on(view: ArticleView) -> None:
    text = "إن CICA منظمة"
    view.set_article(text, Direction.RTL, [])
    assert carets(view, K.Key_Left, len(text)) == list(range(1, len(text) + 1))
    assert carets(view, K.Key_Right, 3) == [len(text) - 1, len(text) - 2, len(text) - 3]


def test_arrows_cross_paragraphs(view: ArticleView) -> None:
    view.set_article("ab\n\nc", Direction.LTR, [])
    assert carets(view, K.Key_Right, 5) == [1, 2, 3, 4, 5]
    assert carets(view, K.Key_Left, 5) == [4, 3, 2, 1, 0]


def test_words(view: ArticleView) -> None:
    view.set_article(GERMAN, Direction.LTR, [])
    assert carets(view, K.Key_Right, 3, CTRL) == [3, 12, 19]
    assert carets(view, K.Key_Left, 3, CTRL) == [13, 4, 0]
    view.set_article(ARABIC, Direction.RTL, [])
    assert carets(view, K.Key_Left, 2, CTRL) == [5, 12]
    assert carets(view, K.Key_Right, 2, CTRL) == [6, 0]


def test_sentences_paragraphs_and_ends(view: ArticleView) -> None:
    view.set_article(GERMAN, Direction.LTR, [], language="de")
    first, second = GERMAN.index(" Er"), GERMAN.index("\n")
    assert carets(view, K.Key_Down, 2, ALT) == [first, second]
    assert carets(view, K.Key_Up, 2, ALT) == [first + 1, 0]
    assert carets(view, K.Key_Down, 2, CTRL) == [second + 1, len(GERMAN)]
    assert carets(view, K.Key_Up, 2, CTRL) == [second + 1, 0]
    press(view, K.Key_End, CTRL)
    assert view.caret() == len(GERMAN)
    press(view, K.Key_Home, CTRL)
    assert view.caret() == 0


def test_lines_keep_x_and_home_and_end_go_to_the_line(view: ArticleView) -> None:
    text = "Wort " * 60 + "\n" + "x"
    view.set_article(text, Direction.LTR, [])
    lines = view.column.laid(0).layout.lines
    press(view, K.Key_End)
    assert view.caret() == lines[0].end - 1  # before the space at which it is wrapped
    press(view, K.Key_Home)
    assert view.caret() == 0
    press(view, K.Key_Right, times=7)
    found = carets(view, K.Key_Down, len(lines))
    assert [caret - line.start for caret, line in zip(found, lines[1:], strict=False)] == [7] * (len(lines) - 1)
    assert found[-1] == len(text)  # the last line has one letter
    press(view, K.Key_Up)
    assert view.caret() == lines[-1].start + 7  # the column is kept through the short line


def test_end_of_a_line_that_is_wrapped_inside_a_word(view: ArticleView) -> None:
    view.set_article("W" * 200, Direction.LTR, [])
    lines = view.column.laid(0).layout.lines
    press(view, K.Key_End)
    assert view.caret() == lines[0].end
    rect = view.column.caret_rect(view.text_selection.caret)
    assert rect.y() == lines[0].y
    press(view, K.Key_Home)
    assert view.caret() == 0


def test_shift_extends_and_an_arrow_lets_go_at_the_end_it_points_to(view: ArticleView) -> None:
    view.set_article(GERMAN, Direction.LTR, [])
    press(view, K.Key_Right, times=4)
    press(view, K.Key_Right, CTRL | SHIFT)
    assert view.selection() == Span.of(4, 12)
    press(view, K.Key_Left)
    assert (view.selection(), view.caret()) == (None, 4)
    press(view, K.Key_Right, CTRL | SHIFT)
    press(view, K.Key_Right)
    assert (view.selection(), view.caret()) == (None, 12)


def test_letting_go_of_shift_labels_when_armed(view: ArticleView, qtbot: QtBot) -> None:
    view.set_article(GERMAN, Direction.LTR, [])
    view.set_armed("PERSON")
    with qtbot.waitSignal(view.label_requested) as asked:
        press(view, K.Key_Right, CTRL | SHIFT)  # QTest lets go of Shift after it
    assert asked.args == [Span.of(0, 3), "PERSON"]


def test_pages(view: ArticleView) -> None:
    view.set_article("\n".join(f"Zeile {i}" for i in range(200)), Direction.LTR, [])
    press(view, K.Key_PageDown, times=3)
    assert view.caret() > 200
    assert view.verticalScrollBar().value() > view.viewport().height()
    press(view, K.Key_PageUp, times=4)
    assert view.caret() < 10


def test_tab_walks_mentions_in_reading_order(view: ArticleView, qtbot: QtBot) -> None:
    mentions = [a_mention("b", (13, 19)), a_mention("a", (4, 12)), a_mention("outer", (4, 19))]
    view.set_article(GERMAN, Direction.LTR, mentions)
    seen = []
    for _ in range(4):
        press(view, K.Key_Tab)
        seen.append(view.selected())
    assert seen == ["outer", "a", "b", "outer"]
    press(view, K.Key_Backtab, SHIFT)
    assert view.selected() == "b"


@pytest.mark.parametrize(
    ("text", "direction", "word", "key", "modifiers", "expected"),
    [
        (GERMAN, Direction.LTR, "Minister", K.Key_Right, ALT, "Minister "),
        (GERMAN, Direction.LTR, "Minister", K.Key_Left, ALT, "Ministe"),
        (GERMAN, Direction.LTR, "Minister", K.Key_Left, ALT | SHIFT, " Minister"),
        (GERMAN, Direction.LTR, "Minister", K.Key_Right, ALT | SHIFT, "inister"),
        (ARABIC, Direction.RTL, "الأمين", K.Key_Left, ALT, "الأمين "),
        (ARABIC, Direction.RTL, "الأمين", K.Key_Right, ALT, "الأمي"),
        (ARABIC, Direction.RTL, "الأمين", K.Key_Right, ALT | SHIFT, " الأمين"),
        (ARABIC, Direction.RTL, "الأمين", K.Key_Left, ALT | SHIFT, "لأمين"),
    ],
)
def test_alt_arrows_move_an_edge_as_seen(
    view: ArticleView, qtbot: QtBot, text: str, direction: Direction, word: str, key: Qt.Key,
    modifiers: Qt.KeyboardModifier, expected: str,
) -> None:  # fmt: skip
    mention = mention_of(text, word)
    view.set_article(text, direction, [mention])
    view.select_mentions([mention.id])
    with qtbot.waitSignal(view.span_change_requested) as asked:
        press(view, key, modifiers)
    assert asked.args[1].text(text) == expected


def test_the_last_grapheme_of_a_mention_stays(view: ArticleView, qtbot: QtBot) -> None:
    view.set_article(GERMAN, Direction.LTR, [a_mention("m", (4, 5))])
    press(view, K.Key_Tab)
    with qtbot.assertNotEmitted(view.span_change_requested):
        press(view, K.Key_Left, ALT)
        press(view, K.Key_Right, ALT | SHIFT)


def test_delete_asks_and_escape_clears(view: ArticleView, qtbot: QtBot) -> None:
    view.set_article(GERMAN, Direction.LTR, [a_mention("m", (4, 12))])
    press(view, K.Key_Tab)
    with qtbot.waitSignal(view.delete_requested):
        press(view, K.Key_Delete)
    press(view, K.Key_Escape)
    assert view.selected() is None
    view.set_selection(Span.of(4, 12))
    press(view, K.Key_Escape)
    assert view.selection() is None


def test_copy_is_exact(view: ArticleView) -> None:
    text = "\ufeffمی‌خواهد\u00a0\u202bنه\u202c \u2029x"
    view.set_article(text, Direction.RTL, [a_mention("m", (1, 9))])
    press(view, K.Key_A, CTRL)
    press(view, K.Key_C, CTRL)
    data = QGuiApplication.clipboard().mimeData()
    assert bytes(data.data("text/plain;charset=utf-8").data()).decode() == text
    press(view, K.Key_Escape)
    press(view, K.Key_Tab)
    press(view, K.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == text[1:9]


def test_other_keys_go_to_the_window(view: ArticleView, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    layout.addWidget(view)
    seen = []
    for keys in ("P", "2", "F3", "Alt+Left", "Tab"):
        action = QAction(keys, window)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _checked=False, keys=keys: seen.append(keys))
        window.addAction(action)
    window.show()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    view.set_article(GERMAN, Direction.LTR, [a_mention("m", (4, 12))])
    press(view, K.Key_P)
    press(view, K.Key_2)
    press(view, K.Key_F3)
    press(view, K.Key_Tab)
    press(view, K.Key_Left, ALT)
    assert seen == ["P", "2", "F3"]
    assert view.selected() == "m"
    view.setParent(None)


@pytest.fixture
def between(view: ArticleView, qtbot: QtBot) -> QWidget:
    """The view between two fields."""
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    before, after = QLineEdit(), QLineEdit()
    before.setObjectName("before")
    after.setObjectName("after")
    for widget in (before, view, after):
        layout.addWidget(widget)
    window.show()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    return window


def focused() -> str:
    widget = QApplication.focusWidget()
    return widget.objectName() if widget else ""


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ([(K.Key_Tab, CTRL)], "after"),
        ([(K.Key_Backtab, CTRL | SHIFT)], "before"),
        ([(K.Key_Escape, NONE), (K.Key_Tab, NONE)], "after"),
        ([(K.Key_Escape, NONE), (K.Key_Backtab, SHIFT)], "before"),
    ],
)
def test_the_focus_is_not_trapped(
    view: ArticleView, between: QWidget, keys: list[tuple[Qt.Key, Qt.KeyboardModifier]], expected: str
) -> None:
    view.set_article(GERMAN, Direction.LTR, [a_mention("m", (4, 12))])
    for key, modifiers in keys:
        press(view, key, modifiers)
    assert focused() == expected
    before = between.findChild(QLineEdit, "before")
    assert before is not None
    before.setFocus()
    QTest.keyClick(before, K.Key_Tab)
    assert view.hasFocus()
    view.setParent(None)


def test_without_mentions_tab_leaves(view: ArticleView, between: QWidget) -> None:
    view.set_article(GERMAN, Direction.LTR, [])
    press(view, K.Key_Tab)
    assert focused() == "after"
    view.setParent(None)
