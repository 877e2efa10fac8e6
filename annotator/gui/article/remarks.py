"""Marks beside the lines at which an open thread of comments stands; at the end of the line, where no arc runs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from annotator.gui.article.column import Column
from annotator.gui.article.passages import Passages
from annotator.gui.article.selecting import Place
from annotator.gui.article.style import Style
from annotator.gui.icons import pixmap
from annotator.model.document import Direction

_SIZE = 14
_GAP = 12


@dataclass(frozen=True, slots=True)
class Remark:
    """A thread, by the code point at which what it is about begins."""

    offset: int
    is_unread: bool = False


class Remarks:
    """The marks of one text, by passage; of several on one line there is one."""

    def __init__(self, passages: Passages, remarks: Iterable[Remark] = ()) -> None:
        self._by_passage: dict[int, list[Remark]] = {}
        for remark in remarks:
            self._by_passage.setdefault(passages.at(remark.offset), []).append(remark)

    def __bool__(self) -> bool:
        return bool(self._by_passage)

    def spots(self, column: Column, first: int, last: int) -> Iterator[tuple[QPointF, bool]]:
        """`(top left corner in the column, whether there is something new)` of the marks of some passages."""
        for index in range(first, last + 1):
            remarks = self._by_passage.get(index)
            if remarks is None:
                continue
            layout = column.laid(index).layout
            lines: dict[int, bool] = {}
            for remark in remarks:
                line = layout.line_of(Place(min(remark.offset, layout.end)))
                lines[line] = lines.get(line, False) or remark.is_unread
            x = -_GAP - _SIZE if column.passages.is_rtl(index) else column.width + _GAP
            for line, is_unread in lines.items():
                rect = layout.caret_rect(layout.line_bounds(line)[0], trails=False)
                yield QPointF(x, column.top(index) + rect.center().y() - _SIZE / 2), is_unread


NO_REMARKS = Remarks(Passages("", Direction.LTR))


def paint_remarks(
    painter: QPainter, remarks: Remarks, column: Column, style: Style, *, top: float, bottom: float
) -> None:
    """Paint the marks between two heights of the column, at the painter's origin."""
    ratio = painter.device().devicePixelRatioF()
    for spot, is_unread in remarks.spots(column, column.at(top), column.at(bottom)):
        color = style.theme.c("accent" if is_unread else "text3")
        painter.drawPixmap(spot, pixmap("message-square", color, _SIZE, ratio))
