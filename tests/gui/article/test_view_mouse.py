"""The mouse in the real widget."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from annotator.gui.article import ArticleView
from annotator.model.document import Direction
from annotator.model.span import Span
from tests.gui.article.conftest import a_mention, mention_of, point_at

ARABIC = "اختتم الأمين العام زيارة دولة إلى كازاخستان.\nثم قال إن CICA منظمة مهمة."
GERMAN = "Der Minister To Lam reiste nach Berlin. Er kam am Montag zurück.\nDort sprach er lange."
LEFT, NONE, CTRL, SHIFT = (
    Qt.MouseButton.LeftButton,
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def drag(view: ArticleView, start: QPoint, end: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
    port = view.viewport()
    QTest.mousePress(port, LEFT, modifiers, start)
    QTest.mouseMove(port, (start + end) / 2)
    QTest.mouseMove(port, end)
    QTest.mouseRelease(port, LEFT, modifiers, end)


def drag_over(view: ArticleView, start: int, end: int, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Drag from before the character `start` to behind the character `end - 1`."""
    drag(view, point_at(view, start, 0.1), point_at(view, end - 1, 0.9), modifiers)


def click(view: ArticleView, offset: int, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.mouseClick(view.viewport(), LEFT, modifiers, point_at(view, offset))


def selected_text(view: ArticleView, text: str) -> str:
    span = view.selection()
    return span.text(text) if span else ""


@pytest.mark.parametrize(
    ("text", "direction", "part"),
    [
        (ARABIC, Direction.RTL, "كازاخستان"),
        (ARABIC, Direction.RTL, "زاخس"),  # part of a word
        (ARABIC, Direction.RTL, "إن CICA منظمة"),
        (ARABIC, Direction.RTL, "العام زيارة دولة إلى كازاخستان.\nثم قال"),  # over a paragraph's end
        (GERMAN, Direction.LTR, "Minis"),
    ],
)
def test_drag_selects_exactly_what_it_covers(
    view: ArticleView, qtbot: QtBot, text: str, direction: Direction, part: str
) -> None:
    view.set_article(text, direction, [])
    start = text.index(part)
    with qtbot.waitSignal(view.selection_changed):
        drag_over(view, start, start + len(part))
    assert selected_text(view, text) == part


def test_drag_snaps_to_graphemes(view: ArticleView) -> None:
    text = "مُحَمَّد 👩\u200d👧 x"
    view.set_article(text, Direction.RTL, [])
    drag_over(view, 2, 4)
    assert selected_text(view, text) == "حَ"
    drag_over(view, text.index("👩"), text.index("👩") + 3)
    assert selected_text(view, text) == "👩\u200d👧"


def test_double_click_takes_the_word_and_a_third_click_the_sentence(view: ArticleView) -> None:
    view.set_article(GERMAN, Direction.LTR, [], language="de")
    at = point_at(view, GERMAN.index("Berlin") + 2)
    QTest.mouseClick(view.viewport(), LEFT, NONE, at)
    QTest.mouseDClick(view.viewport(), LEFT, NONE, at)
    assert selected_text(view, GERMAN) == "Berlin"
    QTest.mouseClick(view.viewport(), LEFT, NONE, at)
    assert selected_text(view, GERMAN) == "Der Minister To Lam reiste nach Berlin."


def test_a_word_keeps_its_joiners_and_marks(view: ArticleView) -> None:
    text = "او می‌خواهد مُحَمَّد"
    view.set_article(text, Direction.RTL, [])
    QTest.mouseDClick(view.viewport(), LEFT, NONE, point_at(view, text.index("خ")))
    assert selected_text(view, text) == "می‌خواهد"


def test_shift_click_extends(view: ArticleView) -> None:
    view.set_article(GERMAN, Direction.LTR, [])
    QTest.mouseClick(view.viewport(), LEFT, NONE, point_at(view, 4, 0.1))
    QTest.mouseClick(view.viewport(), LEFT, SHIFT, point_at(view, 11, 0.9))
    assert selected_text(view, GERMAN) == "Minister"


def test_click_selects_the_inner_mention_and_clicking_on_goes_outward(view: ArticleView) -> None:
    outer, inner = mention_of(GERMAN, "Minister To Lam"), mention_of(GERMAN, "To Lam")
    view.set_article(GERMAN, Direction.LTR, [outer, inner])
    offset = GERMAN.index("Lam")
    seen = []
    for _ in range(3):
        click(view, offset)
        seen.append(view.selected())
    assert seen == [inner.id, outer.id, inner.id]
    click(view, GERMAN.index("nach"))
    assert view.selected() is None


def test_click_on_a_tag_selects_its_mention(view: ArticleView) -> None:
    outer, inner = mention_of(GERMAN, "Minister To Lam"), mention_of(GERMAN, "Minister", label="GPE")
    view.set_article(GERMAN, Direction.LTR, [outer, inner])
    placed = view.column.laid(0)
    tag = next(tag for tag in placed.marks[0].tags if tag.mention.id == outer.id)
    at = view.column_origin + QPointF(0, placed.layout.lines[0].y) + tag.rect.center()
    QTest.mouseClick(view.viewport(), LEFT, NONE, at.toPoint())
    assert view.selected() == outer.id


def test_click_beside_the_text_selects_nothing(view: ArticleView) -> None:
    view.set_article("kurz", Direction.LTR, [a_mention("m", (0, 4))])
    at = point_at(view, 3) + QPoint(300, 0)
    QTest.mouseClick(view.viewport(), LEFT, NONE, at)
    assert view.selected() is None
    assert view.caret() == 4


@pytest.mark.parametrize(
    ("text", "direction", "word", "edge", "to", "expected"),
    [
        (GERMAN, Direction.LTR, "Minister", "end", "Lam", "Minister To Lam"),
        (GERMAN, Direction.LTR, "Minister", "start", "Der", "Der Minister"),
        (ARABIC, Direction.RTL, "العام", "start", "الأمين", "الأمين العام"),
        (ARABIC, Direction.RTL, "العام", "end", "دولة", "العام زيارة دولة"),
        (ARABIC, Direction.RTL, "CICA", "end", "منظمة", "CICA منظمة"),
    ],
)
def test_drag_an_edge_of_the_selected_mention(
    view: ArticleView, qtbot: QtBot, text: str, direction: Direction, word: str, edge: str, to: str, expected: str
) -> None:
    mention = mention_of(text, word)
    view.set_article(text, direction, [mention])
    view.select_mentions([mention.id])
    start, end = mention.span.hull
    grip = point_at(view, start, 0.0) if edge == "start" else point_at(view, end - 1, 1.0)
    target = text.index(to)
    goal = point_at(view, target, 0.1) if edge == "start" else point_at(view, target + len(to) - 1, 0.9)
    if text[start] == "C":  # a Latin word in an Arabic line: it ends at its right
        grip = point_at(view, end - 1, 0.0)
    QTest.mouseMove(view.viewport(), grip)
    assert view.viewport().cursor().shape() == Qt.CursorShape.SizeHorCursor
    with qtbot.waitSignal(view.span_change_requested) as asked:
        drag(view, grip, goal)
    mention_id, span = asked.args
    assert mention_id == mention.id
    assert span.text(text) == expected
    assert view.selected() == mention.id


def test_an_edge_stops_before_the_other(view: ArticleView, qtbot: QtBot) -> None:
    mention = mention_of(GERMAN, "Minister")
    view.set_article(GERMAN, Direction.LTR, [mention])
    view.select_mentions([mention.id])
    grip = point_at(view, mention.span.end - 1, 1.0)
    with qtbot.waitSignal(view.span_change_requested) as asked:
        drag(view, grip, point_at(view, 0))
    assert asked.args[1].text(GERMAN) == "M"


def test_ctrl_drag_adds_a_piece_to_the_selected_mention(view: ArticleView, qtbot: QtBot) -> None:
    mention = mention_of(GERMAN, "Minister")
    view.set_article(GERMAN, Direction.LTR, [mention])
    view.select_mentions([mention.id])
    start = GERMAN.index("Berlin")
    with qtbot.waitSignal(view.span_change_requested) as asked:
        drag_over(view, start, start + 6, CTRL)
    assert asked.args == [mention.id, Span(((4, 12), (start, start + 6)))]
    assert view.selection() is None


def test_ctrl_drag_adds_a_piece_to_the_selection(view: ArticleView) -> None:
    view.set_article(GERMAN, Direction.LTR, [])
    drag_over(view, 4, 12)
    start = GERMAN.index("Berlin")
    drag_over(view, start, start + 6, CTRL)
    assert view.selection() == Span(((4, 12), (start, start + 6)))


def test_an_armed_label_asks_for_a_fresh_selection(view: ArticleView, qtbot: QtBot) -> None:
    view.set_article(GERMAN, Direction.LTR, [])
    view.set_armed("PERSON")
    with qtbot.waitSignal(view.label_requested) as asked:
        drag_over(view, 4, 12)
    assert asked.args == [Span.of(4, 12), "PERSON"]
    view.set_armed(None)
    with qtbot.assertNotEmitted(view.label_requested):
        drag_over(view, 4, 8)


def test_selecting_text_lets_go_of_the_selected_mention(view: ArticleView) -> None:
    mention = mention_of(GERMAN, "Minister")
    view.set_article(GERMAN, Direction.LTR, [mention])
    view.select_mentions([mention.id])
    start = GERMAN.index("Berlin")
    drag_over(view, start, start + 6)
    assert view.selected() is None
    assert selected_text(view, GERMAN) == "Berlin"


def test_dragging_below_the_view_scrolls(view: ArticleView, qtbot: QtBot) -> None:
    view.set_article("\n".join([GERMAN] * 60), Direction.LTR, [])
    port = view.viewport()
    QTest.mousePress(port, LEFT, NONE, point_at(view, 4))
    QTest.mouseMove(port, QPoint(300, port.height() + 40))
    qtbot.waitUntil(lambda: view.verticalScrollBar().value() > 200)
    QTest.mouseRelease(port, LEFT, NONE, QPoint(300, port.height() + 40))
    span = view.selection()
    assert span is not None
    assert span.end > 400


def test_ctrl_wheel_asks_for_zoom(view: ArticleView, qtbot: QtBot) -> None:
    at = QPointF(100, 100)

    def turn(delta: int) -> None:
        event = QWheelEvent(
            at, view.mapToGlobal(at), QPoint(), QPoint(0, delta), Qt.MouseButton.NoButton, CTRL,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(view.viewport(), event)

    with qtbot.waitSignal(view.zoom_requested) as asked:
        turn(60)
        turn(60)
    assert asked.args == [1]
    with qtbot.waitSignal(view.zoom_requested) as asked:
        turn(-240)
    assert asked.args == [-2]


@pytest.mark.qt_log_ignore("does not support raise", extend=True)
def test_the_tip_names_invisible_characters_as_plain_text(view: ArticleView) -> None:
    text = "<b>می‌خواهد</b> نه"
    mention = a_mention("m", (0, text.index(" ")))
    view.set_article(text, Direction.RTL, [mention])
    at = point_at(view, text.index("خ"))
    event = QHelpEvent(QEvent.Type.ToolTip, at, view.viewport().mapToGlobal(at))
    QApplication.sendEvent(view.viewport(), event)
    shown = view.findChild(QLabel, "article_tip_text")
    assert shown is not None
    assert shown.isVisible()
    assert shown.text() == "<b>می⟨ZWNJ⟩خواهد</b>"
    assert shown.textFormat() == Qt.TextFormat.PlainText
    assert shown.layoutDirection() == Qt.LayoutDirection.RightToLeft
    QTest.mouseClick(view.viewport(), LEFT, NONE, at)
    assert not shown.isVisible()
