"""Painting arcs: a function of their shapes, a frozen state and the style.

All lines first, then arrow heads, then names on the colour of the page: so a name always stands in a gap of its line.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from annotator.gui.article.arcs import Arc, Chip, Shapes, outline
from annotator.gui.article.style import Style

_THIN, _BOLD = 1.0, 1.5
_HOLLOW = 1.2
"""Thickness of the outline of a hollow arrow head."""

Layer = tuple[float, Shapes]
"""Shapes, and how far below the painter's origin theirs is."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """How an arc is drawn that is not at rest.

    Attributes:
        thickness: In pixels at a zoom of 100 %.
        line: Solid, or broken in some way.
        is_hollow: Its arrow heads are outlines.
    """

    color: QColor
    thickness: float = _BOLD
    line: Qt.PenStyle = Qt.PenStyle.SolidLine
    is_hollow: bool = False

    @property
    def key(self) -> Hashable:
        """The same for strokes that look alike."""
        return self.color.rgb(), self.thickness, self.line, self.is_hollow


@dataclass(frozen=True, slots=True)
class ArcState:
    """How arcs look besides their shapes.

    Attributes:
        lit: Those that are not at rest, by the link's id.
        only_lit: The others are not drawn.
    """

    lit: Mapping[str, Stroke] = field(default_factory=dict)
    only_lit: bool = False


AT_REST = ArcState()


def paint_arcs(
    painter: QPainter, layers: Sequence[Layer], state: ArcState, style: Style, *, top: float, bottom: float
) -> None:
    """Paint what reaches between `top` and `bottom`."""
    resting: list[tuple[float, Arc]] = []
    lit: dict[Hashable, tuple[Stroke, list[tuple[float, Arc]]]] = {}
    for y, arc in _reaching(layers, top - style.arc_lane, bottom + style.arc_lane):
        stroke = state.lit.get(arc.link.id)
        if stroke is not None:
            lit.setdefault(stroke.key, (stroke, []))[1].append((y, arc))
        elif not state.only_lit:
            resting.append((y, arc))
    if resting:
        _paint_lines(painter, resting, Stroke(style.arc, _THIN), style)
    for stroke, arcs in lit.values():
        _paint_lines(painter, arcs, stroke, style)
    _paint_names(painter, resting, style.arc_name, style)
    for stroke, arcs in lit.values():
        _paint_names(painter, arcs, stroke.color, style)
    for y, shapes in layers:
        for chip in shapes.chips:
            if top <= y + chip.y + chip.radius + 1 and y + chip.y - chip.radius - 1 <= bottom:
                _paint_chip(painter, chip.moved(y), state, style)


def _reaching(layers: Iterable[Layer], top: float, bottom: float) -> Iterator[tuple[float, Arc]]:
    return ((y, arc) for y, shapes in layers for arc in shapes.arcs if arc.bottom + y >= top and arc.top + y <= bottom)


def _paint_lines(painter: QPainter, arcs: Sequence[tuple[float, Arc]], stroke: Stroke, style: Style) -> None:
    thickness = stroke.thickness * max(1.0, style.scale)
    pen = QPen(stroke.color, thickness, stroke.line, Qt.PenCapStyle.FlatCap)
    if stroke.line is Qt.PenStyle.SolidLine:
        _paint_whole(painter, arcs, pen)
    else:
        _paint_broken(painter, arcs, pen)
    if stroke.is_hollow:
        painter.setPen(QPen(stroke.color, _HOLLOW * max(1.0, style.scale)))
        painter.setBrush(style.surface)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(stroke.color)
    for y, arc in arcs:
        for head in arc.heads:
            painter.drawPolygon(head.translated(0, y))


def _paint_whole(painter: QPainter, arcs: Iterable[tuple[float, Arc]], pen: QPen) -> None:
    level, upright, corners = outline(arcs)
    thickness, color = pen.widthF(), pen.color()
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
    painter.setPen(pen)
    painter.drawPath(path)


def _paint_broken(painter: QPainter, arcs: Iterable[tuple[float, Arc]], pen: QPen) -> None:
    """Each as one line from its source on: so the dashes of what arcs of one tree share fall together."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen)
    for y, arc in arcs:
        path = QPainterPath(QPointF(*arc.lines[0][0]))
        for (_start, end), corner in zip_longest(arc.lines, arc.corners):
            path.lineTo(*end)
            if corner is not None:
                path.quadTo(*corner[1], *corner[2])
        painter.drawPath(path.translated(0, y))


def _paint_names(painter: QPainter, arcs: Iterable[tuple[float, Arc]], color: QColor, style: Style) -> None:
    dpr = painter.device().devicePixelRatio()
    for y, arc in arcs:
        if arc.name is not None:
            at = QPointF(arc.name.x(), arc.name.y() + y)
            painter.drawPixmap(at, style.link_tag(arc.link, color, dpr))


def _paint_chip(painter: QPainter, chip: Chip, state: ArcState, style: Style) -> None:
    stroke = next((state.lit[link.id] for link in chip.links if link.id in state.lit), None)
    if stroke is None and state.only_lit:
        return
    color = stroke.color if stroke is not None else None
    painter.setBrush(style.surface)
    painter.setPen(QPen(color or style.arc, _THIN if stroke is None else stroke.thickness))
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
