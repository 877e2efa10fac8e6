"""Marks of comments stand beside their lines, at the end where no arc runs."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter

from annotator.gui.article.remarks import NO_REMARKS, Remark, paint_remarks
from annotator.gui.article.view import ArticleView
from annotator.gui.theme import Theme
from annotator.model.document import Direction
from annotator.model.span import Span

TEXT = "One line here.\nسطر آخر هنا.\n" + "word " * 60


def _view(qtbot) -> ArticleView:
    view = ArticleView()
    qtbot.addWidget(view)
    view.resize(900, 600)
    view.set_article(TEXT, Direction.LTR, ())
    view.show()
    return view


def _spots(view: ArticleView) -> list[tuple[QPointF, bool]]:
    return list(view._remarks.spots(view.column, 0, 2))


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
