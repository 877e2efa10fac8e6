"""The line that a person draws from a mention to what should be linked with it, and what is lit while they do."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from annotator.gui.article.areas import areas, bounds
from annotator.model.annotation import Mention
from annotator.model.scheme import Scheme
from annotator.model.span import Span

if TYPE_CHECKING:
    from annotator.gui.article.view import ArticleView

_LINE = 1.6
_DOT = 3.0
_RING = 2.0
_BOW = 22.0
"""How high the line bends: a straight one between two words of a line would strike out what stands between them."""
_REACH = 16
"""How far, in pixels, bow, dots and ring reach beyond what they join."""


class Rubber:
    """A link being drawn.

    Attributes:
        source: The mention at which it begins; `None` while none is drawn.
    """

    def __init__(self, view: "ArticleView") -> None:
        self._view = view
        self._at = QPointF()
        self._target: Mention | None = None
        self._fits = False
        self._is_outside = False
        self.source: Mention | None = None

    def begin(self, source: Mention, at: QPointF) -> None:
        """The pointer has left the mention on which the button was pressed."""
        self.source = source
        self.move(at)

    def move(self, at: QPointF) -> None:
        """The pointer is elsewhere, or the text has moved below it."""
        self._refresh()
        self._at = at
        self._target = self._target_at(at)
        self._fits = self._target is not None and self._can_link(self._target)
        self._refresh()
        self._view.show_shape(self._shape())
        self._tell_outside(is_outside=not self._view.viewport().rect().contains(at.toPoint()))

    def _tell_outside(self, *, is_outside: bool) -> None:
        """Say where the line ends while that is outside the article, and once that it is not any more."""
        if is_outside:
            self._view.link_outside.emit(self._view.viewport().mapToGlobal(self._at.toPoint()))
        elif self._is_outside:
            self._view.link_outside.emit(None)
        self._is_outside = is_outside

    def end(self) -> None:
        """Nothing is drawn any more."""
        self._refresh()
        self.source = self._target = None
        self._tell_outside(is_outside=False)
        self._view.show_shape(Qt.CursorShape.IBeamCursor)

    def drop(self, on_screen: QPointF) -> None:
        """The button was let go where the pointer is: ask for what was drawn."""
        view, source, target, at = self._view, self.source, self._target, self._at
        self.end()
        if source is None:
            return
        place = on_screen.toPoint()
        if not view.viewport().rect().contains(at.toPoint()):
            view.link_released_outside.emit(source.id, place)
        elif target is not None:
            view.link_requested.emit(source.id, target.id, place)
        elif (span := self._text_at(source, at)) is not None:
            view.link_to_text_requested.emit(source.id, span, place)

    def _target_at(self, at: QPointF) -> Mention | None:
        """The innermost mention under the pointer that could be linked, else the innermost that is not the source."""
        source = self.source
        inside = self._view.viewport().rect().contains(at.toPoint())
        found = self._view.mentions_at(at) if inside and source is not None else []
        others = [mention for mention in found if source is None or mention.id != source.id]
        return next(filter(self._can_link, others), others[0] if others else None)

    def _can_link(self, target: Mention) -> bool:
        from annotator.services.candidates import links_between  # noqa: PLC0415  not needed at the start

        scheme: Scheme | None = self._view.scheme
        return scheme is not None and self.source is not None and bool(links_between(scheme, self.source, target))

    def _text_at(self, source: Mention, at: QPointF) -> Span | None:
        """The selection if the pointer is on it, else the word there; the source itself is no target."""
        view = self._view
        hit = view.hit(at)
        if not hit.is_inside or any(mention.id == source.id for mention in view.mentions_at(at)):
            return None
        selected = view.selection()
        if selected is not None and any(start <= hit.offset < end for start, end in selected.fragments):
            return selected
        start, end = view.moves.word_at(hit.offset)
        return Span.of(start, end) if start < end else None

    def _shape(self) -> Qt.CursorShape:
        if self._target is None:
            return Qt.CursorShape.CrossCursor
        return Qt.CursorShape.DragLinkCursor if self._fits else Qt.CursorShape.ForbiddenCursor

    # -- painting

    def _refresh(self) -> None:
        """Repaint what is drawn now."""
        if self.source is None:
            return
        area = bounds(self._view, self.source.span).united(QRectF(self._at, self._at))
        if self._target is not None:
            area = area.united(bounds(self._view, self._target.span))
        self._view.viewport().update(area.adjusted(-_REACH, -_REACH, _REACH, _REACH).toAlignedRect())

    def paint(self, painter: QPainter) -> None:
        """Paint line and target above the text, in the viewport's coordinates."""
        if self.source is None:
            return
        theme = self._view.theme
        accent = theme.c("accent")
        if self._target is not None:
            self._paint_target(painter, theme.c("ok" if self._fits else "text3"))
        begin = _edge_towards(areas(self._view, self.source.span), self._at)
        painter.setPen(QPen(accent, _LINE, c=Qt.PenCapStyle.RoundCap))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(_bow(begin, self._at))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        painter.drawEllipse(begin, _DOT, _DOT)
        painter.drawEllipse(self._at, _DOT, _DOT)

    def _paint_target(self, painter: QPainter, color: QColor) -> None:
        """A ring: whole where a link fits, dotted where none does, so that colour is not the only sign."""
        if self._target is None:
            return
        style = Qt.PenStyle.SolidLine if self._fits else Qt.PenStyle.DotLine
        painter.setPen(QPen(color, _RING, style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for rect in areas(self._view, self._target.span):
            painter.drawRoundedRect(rect.adjusted(-1.5, -0.5, 1.5, 0.5), 4, 4)


def _edge_towards(pieces: list[QRectF], at: QPointF) -> QPointF:
    """Where a line from the piece nearest to a point leaves that piece."""
    if not pieces:
        return at
    nearest = min(pieces, key=lambda rect: (rect.center() - at).manhattanLength())
    return QPointF(
        min(max(at.x(), nearest.left() + _DOT), nearest.right() - _DOT),
        min(max(at.y(), nearest.top()), nearest.bottom()),
    )


def _bow(begin: QPointF, end: QPointF) -> QPainterPath:
    """A line bent upwards, the more the longer it is across."""
    path = QPainterPath(begin)
    middle = (begin + end) / 2
    path.quadTo(middle - QPointF(0, min(_BOW, abs(end.x() - begin.x()) / 4)), end)
    return path
