"""Painting one passage: a function of its layout, its marks and a frozen state, and of nothing else.

Arcs go from passage to passage and stand behind all of them: `paint_arcs`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPainterPathStroker, QPen

from annotator.gui.article.layout import Line
from annotator.gui.article.paint_arcs import AT_REST, ArcState
from annotator.gui.article.placing import Placed
from annotator.gui.article.rows import LineMarks
from annotator.gui.article.selecting import NO_HITS, Hits, Place
from annotator.gui.article.style import Style
from annotator.model.ids import MentionId
from annotator.model.span import Range

_RING = 1.6
_DOTTED = 1.2
_DASHED = 1.2
_DASHES = (3.0, 2.5)
"""Dash and gap of that line, in its widths."""


@dataclass(frozen=True, slots=True)
class PaintState:
    """What the article shows besides text and mentions.

    Attributes:
        selected: The selected mentions.
        pointed: The mention that something elsewhere points at.
        fellows: Mentions that mean the same as the selected one.
        arcs: How arcs look.
        selection: The selected text.
        hits: What the find bar found.
        caret: `None` while it is not to be seen.
        caret_trails: The caret stands beside the character before it.
        has_focus_ring: The article has the focus, and keys gave it.
        width: Width of the text column; tags fit into it.
        dpr: Device pixels per pixel.
    """

    selected: frozenset[MentionId] = frozenset()
    pointed: MentionId | None = None
    fellows: frozenset[MentionId] = frozenset()
    arcs: ArcState = AT_REST
    selection: Sequence[Range] = ()
    hits: Hits = NO_HITS
    caret: Place | None = None
    caret_trails: bool = False
    has_focus_ring: bool = False
    width: int = 0
    dpr: float = 1.0


def paint_passage(
    painter: QPainter, placed: Placed, state: PaintState, style: Style, *, top: float, bottom: float
) -> None:
    """Paint the lines between `top` and `bottom` (from the passage's own top), at the painter's origin.

    From back to front: tints, find hits, selected text, the text, bars and tags, rings of mentions.
    """
    layout = placed.layout
    shown = [
        (line, marks)
        for line, marks in zip(layout.lines, placed.marks, strict=True)
        if line.bottom >= top and line.top <= bottom
    ]
    _paint_tints(painter, shown, state, style)
    _paint_ranges(painter, placed, state, style)
    painter.setPen(style.text)
    for line, _marks in shown:
        layout.draw_line(painter, line)
    for line, marks in shown:
        if marks.slices:
            painter.translate(0, line.y)
            _paint_lanes(painter, marks, state, style)
            painter.translate(0, -line.y)


def _paint_tints(painter: QPainter, shown: Iterable[tuple[Line, LineMarks]], state: PaintState, style: Style) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    radius, selected = style.radius, state.selected
    for line, marks in shown:
        if not marks.tints:
            continue
        painter.translate(0, line.y)
        for rect, look, depth, mention in marks.tints:
            is_on = mention in selected or mention == state.pointed
            painter.setBrush(look.tint_on if is_on else look.tints[depth])
            painter.drawRoundedRect(rect, radius, radius)
        painter.translate(0, -line.y)


def _paint_ranges(painter: QPainter, placed: Placed, state: PaintState, style: Style) -> None:
    layout = placed.layout
    for (start, end), is_current in state.hits.between(layout.start, layout.end):
        for rect in layout.rects(start, end):
            painter.fillRect(rect, style.find_current if is_current else style.find)
            if is_current:
                painter.setPen(QPen(style.find_ring, _RING))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(rect)
    for start, end in state.selection:
        if start < layout.end and end > layout.start:
            for rect in layout.rects(start, end):
                painter.fillRect(rect, style.select)


def _paint_lanes(painter: QPainter, marks: LineMarks, state: PaintState, style: Style) -> None:
    for joint in marks.joints:
        painter.setPen(QPen(joint.look.ink, _DOTTED, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(joint.left, joint.y), QPointF(joint.right, joint.y))
    for rect, look, _mention in marks.bars:
        if look.pen is None:
            painter.fillRect(rect, look.ink)
        else:
            _paint_broken(painter, rect, look.pen)
    for tag_spot in marks.tags:
        mention = tag_spot.mention
        solid = mention.id in state.selected
        tag = style.tag(mention, state.width, state.dpr, solid=solid)
        painter.drawPixmap(tag_spot.at, tag.pixmap)
    if state.selected or state.fellows or state.pointed is not None:
        _paint_rings(painter, marks, state, style)


def _paint_broken(painter: QPainter, rect: QRectF, pen: QPen) -> None:
    """A bar as a line of a style of its own."""
    painter.setPen(pen)
    painter.drawLine(QPointF(rect.left(), rect.center().y()), QPointF(rect.right(), rect.center().y()))


def _paint_rings(painter: QPainter, marks: LineMarks, state: PaintState, style: Style) -> None:
    for tint in marks.tints:
        rect, radius = tint.rect.adjusted(-0.5, 0, 0.5, 0), style.radius + 1
        if tint.mention in state.selected or tint.mention == state.pointed:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(tint.look.ink, _RING if tint.mention in state.selected else 1))
            painter.drawRoundedRect(rect, radius, radius)
        elif tint.mention in state.fellows:
            painter.fillPath(_dashed(rect, radius), tint.look.ink)


def _dashed(rect: QRectF, radius: float) -> QPainterPath:
    """A dashed ring as an area: a dashed pen begins its dashes elsewhere when a part of the ring is clipped."""
    ring = QPainterPath()
    ring.addRoundedRect(rect, radius, radius)
    stroker = QPainterPathStroker()
    stroker.setWidth(_DASHED)
    stroker.setCapStyle(Qt.PenCapStyle.FlatCap)
    stroker.setDashPattern(_DASHES)
    return stroker.createStroke(ring)


def paint_caret(painter: QPainter, rect: QRectF, style: Style) -> None:
    """Paint the caret at its place, in the painter's coordinates."""
    thickness = max(2.0, round(2 * style.scale))
    painter.fillRect(QRectF(rect.x() - thickness / 2, rect.y(), thickness, rect.height()), style.accent)


def paint_focus(painter: QPainter, area: QRect, style: Style) -> None:
    """Paint the sign that keys go to the article."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(style.accent, 1))
    painter.drawRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5))
