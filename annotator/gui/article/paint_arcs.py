"""Painting arcs: a function of their shapes, a frozen state and the style.

All lines first, then arrow heads, then names on the colour of the page: so a name always stands in a gap of its line.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from annotator.gui.article.arcs import Arc, Chip, Shapes, outline
from annotator.gui.article.style import Style

_THIN, _BOLD = 1.0, 1.5

Layer = tuple[float, Shapes]
"""Shapes, and how far below the painter's origin theirs is."""


@dataclass(frozen=True, slots=True)
class ArcState:
    """How arcs look besides their shapes.

    Attributes:
        lit: The colour of those that are not at rest, by the link's id.
        only_lit: The others are not drawn.
    """

    lit: Mapping[str, QColor] = field(default_factory=dict)
    only_lit: bool = False


AT_REST = ArcState()


def paint_arcs(
    painter: QPainter, layers: Sequence[Layer], state: ArcState, style: Style, *, top: float, bottom: float
) -> None:
    """Paint what reaches between `top` and `bottom`."""
    resting: list[tuple[float, Arc]] = []
    lit: dict[str, list[tuple[float, Arc]]] = {}
    for y, arc in _reaching(layers, top - style.arc_lane, bottom + style.arc_lane):
        color = state.lit.get(arc.link.id)
        if color is not None:
            lit.setdefault(color.name(), []).append((y, arc))
        elif not state.only_lit:
            resting.append((y, arc))
    if resting:
        _paint_lines(painter, resting, style.arc, _THIN * max(1.0, style.scale))
    for color_name, arcs in lit.items():
        _paint_lines(painter, arcs, QColor(color_name), _BOLD * max(1.0, style.scale))
    _paint_names(painter, resting, style.arc_name, style)
    for color_name, arcs in lit.items():
        _paint_names(painter, arcs, QColor(color_name), style)
    for y, shapes in layers:
        for chip in shapes.chips:
            if top <= y + chip.y + chip.radius + 1 and y + chip.y - chip.radius - 1 <= bottom:
                _paint_chip(painter, chip.moved(y), state, style)


def _reaching(layers: Iterable[Layer], top: float, bottom: float) -> Iterator[tuple[float, Arc]]:
    return ((y, arc) for y, shapes in layers for arc in shapes.arcs if arc.bottom + y >= top and arc.top + y <= bottom)


def _paint_lines(painter: QPainter, arcs: Sequence[tuple[float, Arc]], color: QColor, thickness: float) -> None:
    level, upright, corners = outline(arcs)
    half = thickness / 2
    for y, left, right in level:
        painter.fillRect(QRectF(left, y - half, right - left, thickness), color)
    for x, top, bottom in upright:
        painter.fillRect(QRectF(x - half, top, thickness, bottom - top), color)
    path = QPainterPath()
    for start, around, end in corners:
        path.moveTo(*start)
        path.quadTo(*around, *end)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(color, thickness, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    painter.drawPath(path)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    for y, arc in arcs:
        for head in arc.heads:
            painter.drawPolygon(head.translated(0, y))


def _paint_names(painter: QPainter, arcs: Iterable[tuple[float, Arc]], color: QColor, style: Style) -> None:
    dpr = painter.device().devicePixelRatio()
    for y, arc in arcs:
        if arc.name is not None:
            at = QPointF(arc.name.x(), arc.name.y() + y)
            painter.drawPixmap(at, style.link_tag(arc.link.name, color, dpr))


def _paint_chip(painter: QPainter, chip: Chip, state: ArcState, style: Style) -> None:
    color = next((state.lit[link.id] for link in chip.links if link.id in state.lit), None)
    if color is None and state.only_lit:
        return
    painter.setBrush(style.surface)
    painter.setPen(QPen(color or style.arc, _THIN if color is None else _BOLD))
    painter.drawEllipse(chip.rect)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color or style.arc_name)
    center, half = chip.rect.center(), chip.radius * 0.5
    if chip.way:
        painter.drawPolygon(_triangle(center, half, chip.way))
    else:
        painter.drawEllipse(QRectF(center.x() - half / 2, center.y() - half / 2, half, half))


def _triangle(center: QPointF, half: float, way: int) -> QPolygonF:
    tip = QPointF(0, half * 0.8 * way)
    base = (QPointF(-half, -half * 0.6 * way), QPointF(half, -half * 0.6 * way))
    return QPolygonF([center + tip, *(center + corner for corner in base)])
