"""Marks of comments stand beside their lines, at the end where no arc runs."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from annotator.gui.article.remarks import NO_REMARKS, Remark, paint_remarks
from annotator.gui.article.view import ArticleView
from annotator.gui.theme import Theme
from annotator.model.document import Direction
from annotator.model.span import Span
from tests.gui.article.conftest import to_viewport

TEXT = "One line here.\nسطر آخر هنا.\n" + "word " * 60


def _view(qtbot) -> ArticleView:
    view = ArticleView()
    qtbot.addWidget(view)
    view.resize(900, 600)
    view.set_article(TEXT, Direction.LTR, ())
    view.show()
    return view


def _spots(view: ArticleView) -> list[tuple[QPointF, bool]]:
    found = view._remarks.spots(view.column, 0, 2)
    return [(corner, any(remark.is_unread for remark in remarks)) for corner, remarks in found]


def _middles(view: ArticleView) -> list[QPoint]:
    """Of the marks, in the viewport."""
    QApplication.processEvents()  # a view that was just shown is laid out
    return [to_viewport(view, corner + QPointF(7, 7)) for corner, _is_unread in _spots(view)]


def test_a_mark_stands_at_the_end_side_of_its_line(qtbot) -> None:
    view = _view(qtbot)
    view.set_remarks([Remark(4), Remark(16, is_unread=True)])
    (left_to_right, _), (right_to_left, is_unread) = _spots(view)
    assert left_to_right.x() > view.column.width
    assert right_to_left.x() < 0
    assert is_unread
    line = view.column.rects(0, 3)
    assert any(rect.top() <= left_to_right.y() <= rect.bottom() for rect in line)


def test_of_several_on_one_line_there_is_one_that_tells_of_news(qtbot) -> None:
    view = _view(qtbot)
    start = TEXT.index("word")
    view.set_remarks([Remark(start), Remark(start + 5, is_unread=True), Remark(len(TEXT) - 2), Remark(len(TEXT))])
    assert [is_unread for _spot, is_unread in _spots(view)] == [True, False]


def test_marks_are_painted_and_go(qtbot) -> None:
    view = _view(qtbot)
    assert view._remarks is NO_REMARKS
    before = view.viewport().grab().toImage()
    view.set_remarks([Remark(4)])
    marked = view.viewport().grab().toImage()
    assert marked != before
    view.set_selection(Span.of(0, 3))
    view.set_selection(None)
    view.set_remarks([])
    assert view.viewport().grab().toImage() == before


def test_what_is_new_has_the_accent(qtbot) -> None:
    view = _view(qtbot)
    view.set_remarks([Remark(4, is_unread=True)])
    picture = QImage(1200, 400, QImage.Format.Format_ARGB32)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    paint_remarks(painter, view._remarks, view.column, view._style, top=0, bottom=300)
    painter.end()
    accent = Theme().c("accent").name()
    colors = {picture.pixelColor(x, y).name() for x in range(700, 760) for y in range(60)}
    assert accent in colors


LEFT = Qt.MouseButton.LeftButton


def test_a_click_on_a_mark_chooses_its_thread_what_is_new_first(qtbot) -> None:
    view = _view(qtbot)
    remarks = [Remark(4, thread="a"), Remark(16, thread="b"), Remark(18, is_unread=True, thread="c")]
    view.set_remarks(remarks)
    view.set_selection(Span.of(0, 3))
    for middle, thread in zip(_middles(view), "ac", strict=True):
        with qtbot.waitSignal(view.remark_chosen) as asked:
            qtbot.mouseClick(view.viewport(), LEFT, pos=middle)
        assert asked.args == [thread]
        with qtbot.assertNotEmitted(view.clicked):
            qtbot.mouseDClick(view.viewport(), LEFT, pos=middle)
    assert view.selection() == Span.of(0, 3)


def test_a_press_that_leaves_the_mark_chooses_nothing(qtbot) -> None:
    view = _view(qtbot)
    view.set_remarks([Remark(4, thread="a")])
    (middle,) = _middles(view)
    with qtbot.assertNotEmitted(view.remark_chosen):
        QTest.mousePress(view.viewport(), LEFT, pos=middle)
        QTest.mouseMove(view.viewport(), middle - QPoint(80, 0))
        QTest.mouseRelease(view.viewport(), LEFT, pos=middle - QPoint(80, 0))
    assert view.selection() is None
    assert view.remarks_at(QPointF(middle)) and not view.remarks_at(QPointF(middle + QPoint(0, 40)))


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_under_the_pointer_a_mark_tells_its_titles_as_plain_text(qtbot) -> None:
    view = _view(qtbot)
    view.set_remarks([Remark(16, thread="b", title="<b>Second</b>"), Remark(18, True, "c", "هل هذا اسم؟")])
    (middle,) = _middles(view)
    QTest.mouseMove(view.viewport(), middle)
    assert view.viewport().cursor().shape() == Qt.CursorShape.PointingHandCursor
    event = QHelpEvent(QEvent.Type.ToolTip, middle, view.viewport().mapToGlobal(middle))
    QApplication.sendEvent(view.viewport(), event)
    tip = view.findChild(QLabel, "article_tip_text")
    assert isinstance(tip, QLabel) and tip.isVisible()
    assert tip.text() == "هل هذا اسم؟"
    assert tip.layoutDirection() is Qt.LayoutDirection.RightToLeft
    label = view.findChild(QLabel, "article_tip_label")
    assert isinstance(label, QLabel) and label.text() == "\u2068<b>Second</b>\u2069"
    assert label.textFormat() is Qt.TextFormat.PlainText
