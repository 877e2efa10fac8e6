"""Marks beside the lines at which an open thread of comments stands; at the end of the line, where no arc runs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainter

from annotator.gui.article.column import Column
from annotator.gui.article.passages import Passages
from annotator.gui.article.selecting import Place
from annotator.gui.article.style import Style
from annotator.gui.icons import pixmap
from annotator.model.document import Direction

_SIZE = 14
_GAP = 12
_NEAR = 4
"""How near to a mark (in pixels) a click means it."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A thread.

    Attributes:
        offset: Code point at which what it is about begins.
        thread: Its id.
        title: Its first line.
    """

    offset: int
    is_unread: bool = False
    thread: str = ""
    title: str = ""


class Remarks:
    """The marks of one text, by passage; of several on one line there is one."""

    def __init__(self, passages: Passages, remarks: Iterable[Remark] = ()) -> None:
        self._by_passage: dict[int, list[Remark]] = {}
        for remark in remarks:
            self._by_passage.setdefault(passages.at(remark.offset), []).append(remark)

    def __bool__(self) -> bool:
        return bool(self._by_passage)

    def spots(self, column: Column, first: int, last: int) -> Iterator[tuple[QPointF, list[Remark]]]:
        """`(top left corner in the column, what is there)` of the marks of some passages."""
        for index in range(first, last + 1):
            remarks = self._by_passage.get(index)
            if remarks is None:
                continue
            layout = column.laid(index).layout
            lines: dict[int, list[Remark]] = {}
            for remark in remarks:
                line = layout.line_of(Place(min(remark.offset, layout.end)))
                lines.setdefault(line, []).append(remark)
            x = -_GAP - _SIZE if column.passages.is_rtl(index) else column.width + _GAP
            for line, found in lines.items():
                rect = layout.caret_rect(layout.line_bounds(line)[0], trails=False)
                yield QPointF(x, column.top(index) + rect.center().y() - _SIZE / 2), found

    def at(self, column: Column, point: QPointF) -> list[Remark]:
        """What the mark at a point of the column stands for, what is new first; empty if there is none."""
        if 0 <= point.x() <= column.width:
            return []
        here = column.at(point.y())
        for corner, found in self.spots(column, here, here):
            if QRectF(corner, QSizeF(_SIZE, _SIZE)).adjusted(-_NEAR, -_NEAR, _NEAR, _NEAR).contains(point):
                return sorted(found, key=_is_read)
        return []


def _is_read(remark: Remark) -> bool:
    return not remark.is_unread


NO_REMARKS = Remarks(Passages("", Direction.LTR))


def paint_remarks(
    painter: QPainter, remarks: Remarks, column: Column, style: Style, *, top: float, bottom: float
) -> None:
    """Paint the marks between two heights of the column, at the painter's origin."""
    ratio = painter.device().devicePixelRatioF()
    for spot, found in remarks.spots(column, column.at(top), column.at(bottom)):
        color = style.theme.c("accent" if any(remark.is_unread for remark in found) else "text3")
        painter.drawPixmap(spot, pixmap("message-square", color, _SIZE, ratio))
