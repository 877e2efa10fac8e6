"""Where spans stand: in the viewport and on the screen."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF

from annotator.gui.article.selecting import Place
from annotator.gui.widgets.painting import Side
from annotator.model.span import Span

if TYPE_CHECKING:
    from annotator.gui.article.text_canvas import TextCanvas


def areas(view: "TextCanvas", span: Span) -> list[QRectF]:
    """Where the pieces of a span stand in the viewport, line by line."""
    column, origin = view.column, view.column_origin
    return [rect.translated(origin) for start, end in span.fragments for rect in column.rects(start, end)]


def bounds(view: "TextCanvas", span: Span) -> QRectF:
    """The one rectangle of the viewport around all pieces of a span."""
    found = QRectF()
    for rect in areas(view, span):
        found = found.united(rect)
    return found


def on_screen(view: "TextCanvas", span: Span) -> QRect:
    """Where a span stands on the screen, with the tags below it; out of sight means at the edge."""
    port, column = view.viewport(), view.column
    last = column.passages.at(span.end - 1)
    layout = column.laid(last).layout
    line = layout.lines[layout.line_of(Place(span.end, at_line_end=True))]
    area = bounds(view, span).toAlignedRect()
    area.setBottom(round(view.column_origin.y()) + column.top(last) + line.bottom)
    area.setTop(min(max(area.top(), 0), port.height()))
    area.setBottom(max(min(area.bottom(), port.height()), area.top()))
    return QRect(port.mapToGlobal(area.topLeft()), area.size())


def side_of(view: "TextCanvas", span: Span) -> Side:
    """The side at which lines begin in the paragraph where a span begins."""
    return "right" if view.moves.is_rtl(Place(span.start)) else "left"
