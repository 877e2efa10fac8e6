"""Where mentions stand: in the viewport and on the screen."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF

from annotator.gui.article.selecting import Place
from annotator.gui.widgets.painting import Side
from annotator.model.annotation import Mention
from annotator.model.span import Span

if TYPE_CHECKING:
    from annotator.gui.article.view import ArticleView

_BELOW = 18
"""Pixels below a mention's text in which its tag stands."""


def areas(view: "ArticleView", span: Span) -> list[QRectF]:
    """Where the pieces of a span stand in the viewport, line by line."""
    column, origin = view.column, view.column_origin
    return [rect.translated(origin) for start, end in span.fragments for rect in column.rects(start, end)]


def bounds(view: "ArticleView", span: Span) -> QRectF:
    """The one rectangle of the viewport around all pieces of a span."""
    found = QRectF()
    for rect in areas(view, span):
        found = found.united(rect)
    return found


def on_screen(view: "ArticleView", mention: Mention) -> QRect:
    """Where a mention stands on the screen, with its tag; what is scrolled out of sight counts as at the edge."""
    port = view.viewport()
    area = bounds(view, mention.span).toAlignedRect().adjusted(0, 0, 0, _BELOW)
    area.setTop(min(max(area.top(), 0), port.height()))
    area.setBottom(max(min(area.bottom(), port.height()), area.top()))
    return QRect(port.mapToGlobal(area.topLeft()), area.size())


def side_of(view: "ArticleView", mention: Mention) -> Side:
    """The side at which lines begin in the paragraph of a mention."""
    return "right" if view.moves.is_rtl(Place(mention.span.start)) else "left"
