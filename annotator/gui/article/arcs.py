"""The arcs of a passage as shapes: polylines with round corners, arrow heads, names, and chips where an arc ends early.

A link inside a passage is a whole `Arc`. Of one that leads to another passage each passage has a `Leg`, which ends in
the gutter; a `Joiner` makes arcs of the legs that are on the screen together, and ends the others in chips.
"""

import math
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPolygonF

from annotator.gui.article.layout import Line
from annotator.gui.article.links import Exit, Link, Links
from annotator.gui.article.routing import FOOT, Name, Route, Routing, Spot
from annotator.gui.article.strands import Anchor, Room, Wire
from annotator.gui.article.style import Style
from annotator.model.ids import MentionId

_CORNER = 4.0
_HEAD = (3.3, 5.0)
"""Half the width of an arrow head, and its height."""
_CHIP = 5.0
"""Radius of a chip."""
_LARGEST_CHIP = 7.0
_RUN_OUT = 15.0
"""How far an arc runs on in the gutter before it ends in a chip."""
_NEAR = 4.0
"""How far from an arc, in pixels, one still points at it."""

Point = tuple[float, float]


class Arc(NamedTuple):
    """One link, or a part of it, as it is drawn.

    Attributes:
        points: From end to end.
        lines: Its straight parts.
        corners: Between them: from where, around which point, to where.
        name: Where the name stands, if it stands at this part.
        top, bottom: Of its lines.
    """

    link: Link
    points: tuple[Point, ...]
    lines: tuple[tuple[Point, Point], ...]
    corners: tuple[tuple[Point, Point, Point], ...]
    heads: tuple[QPolygonF, ...]
    name: QRectF | None
    top: float
    bottom: float

    def is_near(self, x: float, y: float) -> bool:
        """Whether a point is on the arc, on its name, or as good as."""
        if self.name is not None and self.name.contains(x, y):
            return True
        if not self.top - _NEAR <= y <= self.bottom + _NEAR:
            return False
        return any(_is_near(one, other, x, y) for one, other in pairwise(self.points))


class Chip(NamedTuple):
    """Where arcs end early; a click goes on along the first.

    Attributes:
        way: Whether they lead up (-1), down (1) or along the line (0).
    """

    x: float
    y: float
    way: int
    links: tuple[Link, ...]
    radius: float

    @property
    def rect(self) -> QRectF:
        """Its area."""
        return QRectF(self.x - self.radius, self.y - self.radius, 2 * self.radius, 2 * self.radius)

    def moved(self, dy: float) -> "Chip":
        """So much lower."""
        return self._replace(y=self.y + dy)


class Leg(NamedTuple):
    """The part of a link in one passage, from the mention to its gutter column.

    Attributes:
        way: Whether the rest is above (-1) or below (1).
        head: Whether an arrow stands at the mention.
    """

    link: Link
    points: tuple[Point, ...]
    way: int
    head: bool
    name: QRectF | None

    def moved(self, dy: float) -> "Leg":
        """So much lower."""
        name = self.name.translated(0, dy) if self.name is not None else None
        return self._replace(points=tuple((x, y + dy) for x, y in self.points), name=name)

    @property
    def y(self) -> float:
        """Where it meets its column."""
        return self.points[-1][1]


@dataclass(frozen=True, slots=True)
class Shapes:
    """Shapes to paint, with what ends early."""

    arcs: Sequence[Arc] = ()
    chips: Sequence[Chip] = ()
    legs: Sequence[Leg] = ()

    def at(self, x: float, y: float, among: Container[str] | None = None) -> Link | None:
        """The link at a point: on its name rather than on its line, and on its own rather than on a shared line.

        With `among` only links of these ids count.
        """
        chip = self.chip_at(x, y)
        chipped = [link for link in chip.links if among is None or link.id in among] if chip is not None else []
        if chipped:
            return chipped[0]
        near = [arc for arc in self.arcs if (among is None or arc.link.id in among) and arc.is_near(x, y)]
        named = [arc for arc in near if arc.name is not None and arc.name.contains(x, y)]
        return min(named or near, key=_length).link if near else None

    def chip_at(self, x: float, y: float) -> Chip | None:
        """The chip at a point."""
        return next((chip for chip in self.chips if chip.rect.contains(x, y)), None)


NO_SHAPES = Shapes()
NO_ROUTING = Routing((), ())


class Wiring(NamedTuple):
    """What a passage has to know to route its links: all links, which passage it is, and the room beside the text."""

    links: Links
    passage: int
    room: Room


class Plan(NamedTuple):
    """All that the routes of a passage depend on."""

    wires: tuple[Wire, ...]
    exits: Mapping[str, Exit]
    room: Room


def plan_passage(wiring: Wiring, anchors: Mapping[MentionId, Anchor], style: Style) -> Plan:
    """What has to be routed for the mentions that begin in a passage; `anchors` says where these stand."""
    links = wiring.links
    found = {link.id: link for mention in anchors for link in links.of(mention)}
    wires = (_wire(link, wiring, anchors, style) for link in found.values())
    return Plan(tuple(wire for wire in wires if wire is not None), links.exits(wiring.passage), wiring.room)


def _wire(link: Link, wiring: Wiring, anchors: Mapping[MentionId, Anchor], style: Style) -> Wire | None:
    passages = wiring.links.passages(link)
    if passages is None:
        return None
    source, target = anchors.get(link.source), anchors.get(link.target)
    if passages[0] == passages[1] and (source is None or target is None):
        return None  # one of them has no character to point at
    way = sum((passage > wiring.passage) - (passage < wiring.passage) for passage in passages)
    width = style.link_width(link)
    return Wire(link.id, link.group, source, target, width, link.symmetric, way)


def lines_that_differ(one: Routing, other: Routing) -> set[int]:
    """The lines above which two routings look different."""
    if one == other:
        return set()
    routes = set(one.routes) ^ set(other.routes)
    lines = {spot.line for changed in routes for spot in changed.spots}
    counts = zip(one.lanes, other.lanes, strict=False)
    return lines | {line for line, (before, after) in enumerate(counts) if before != after}


class Draughtsman:
    """Makes shapes of routes, once the lines have their places."""

    def __init__(self, lines: Sequence[Line], style: Style) -> None:
        self._lines = lines
        self._style = style

    def shapes(self, routing: Routing, links: Links) -> Shapes:
        """The shapes of a passage; y counts from its top."""
        arcs, legs, stubs = [], [], []
        for found in routing.routes:
            link = links.get(found.link)
            if link is None:
                continue
            points, name = tuple(map(self._point, found.spots)), self._name_rect(found.name)
            if found.way is not None and not found.is_stub:
                legs.append(Leg(link, points, found.way, found.heads[0], name))
                continue
            arcs.append(made(link, points, found.heads, name, self._style.scale))
            if found.is_stub:
                stubs.append((points[-1], found, link))
        return Shapes(tuple(arcs), tuple(self._chips(stubs)), tuple(legs))

    def _point(self, spot: Spot) -> Point:
        return math.floor(spot.x) + 0.5, self._lane_y(spot.line, spot.lane)

    def _lane_y(self, line: int, lane: int) -> float:
        """The middle of a lane, where a thin line is sharp."""
        style, top = self._style, self._lines[line].y
        if lane == FOOT:
            return float(top)
        return top - style.arc_lift - lane * style.arc_lane - style.arc_lane // 2 - 0.5

    def _name_rect(self, name: Name | None) -> QRectF | None:
        if name is None:
            return None
        height = self._style.arc_lane
        middle = self._lane_y(name.line, name.lane)
        left = math.floor(name.left)
        return QRectF(left, math.floor(middle - height / 2 + 1), math.ceil(name.right - name.left), height - 1)

    def _chips(self, stubs: Iterable[tuple[Point, Route, Link]]) -> Iterator[Chip]:
        """One chip for all stubs that end at one point."""
        by_point: dict[Point, list[tuple[Route, Link]]] = defaultdict(list)
        for point, found, link in stubs:
            by_point[point].append((found, link))
        for (x, y), ended in by_point.items():
            yield Chip(x, y, ended[0][0].way or 0, tuple(link for _route, link in ended), _radius(self._style.scale))


class Joiner:
    """Makes arcs and chips of legs; an arc whose legs stand where they stood is kept, and so is the whole."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[object, Arc]] = {}
        self._asked: object = None
        self._answer = NO_SHAPES

    def join(self, legs: Iterable[tuple[int, Leg]], top: float, bottom: float, scale: float) -> Shapes:
        """The arcs and chips of legs that stand between the heights `top` and `bottom`.

        Both ends of a link there: an arc from one to the other. One alone: its arc runs on in the column as far as
        anything of its tree can be seen, and ends in a chip.
        Each leg comes with the height from which its own heights count.
        """
        near = [(origin, leg) for origin, leg in legs if top <= origin + leg.y <= bottom]
        if self._asked != (near, scale):
            self._asked, self._answer = (near, scale), self._join(near, scale)
        return self._answer

    def _join(self, legs: Iterable[tuple[int, Leg]], scale: float) -> Shapes:
        trees: dict[str, dict[str, list[tuple[int, Leg]]]] = {}
        for origin, leg in legs:
            trees.setdefault(leg.link.group, {}).setdefault(leg.link.id, []).append((origin, leg))
        arcs: list[Arc] = []
        chips: list[Chip] = []
        for tree in trees.values():
            self._join_tree(tree, arcs, chips, scale)
        shown = {arc.link.id for arc in arcs}
        self._kept = {link_id: kept for link_id, kept in self._kept.items() if link_id in shown}
        return Shapes(tuple(arcs), tuple(chips))

    def _join_tree(
        self, tree: Mapping[str, Sequence[tuple[int, Leg]]], arcs: list[Arc], chips: list[Chip], scale: float
    ) -> None:
        heights = [origin + leg.y for legs in tree.values() for origin, leg in legs]
        ends = {-1: min(heights) - _RUN_OUT * scale, 1: max(heights) + _RUN_OUT * scale}
        open_links: dict[int, list[Link]] = {}
        x = 0.0
        for legs in tree.values():
            first = legs[0][1]
            x = first.points[-1][0]
            if len(legs) == 1:
                open_links.setdefault(first.way, []).append(first.link)
            arcs.append(self._arc(legs, ends[first.way], scale))
        for way, links in open_links.items():
            chips.append(Chip(x, ends[way], way, tuple(links), _radius(scale)))

    def _arc(self, legs: Sequence[tuple[int, Leg]], end: float, scale: float) -> Arc:
        first = legs[0][1]
        key = [(origin, id(leg)) for origin, leg in legs], 0 if len(legs) == 2 else end, scale
        kept = self._kept.get(first.link.id)
        if kept is not None and kept[0] == key:
            return kept[1]
        moved = [leg.moved(origin) for origin, leg in legs]
        name = next((leg.name for leg in moved if leg.name is not None), None)
        if len(moved) == 2:
            points, last = (*moved[0].points, *moved[1].points[::-1]), moved[1].head
        else:
            points, last = (*moved[0].points, (first.points[-1][0], end)), False
        arc = made(first.link, points, (first.head, last), name, scale)
        self._kept[first.link.id] = key, arc
        return arc


def made(link: Link, points: Sequence[Point], heads: tuple[bool, bool], name: QRectF | None, scale: float) -> Arc:
    """The shape of a link along some points, with arrow heads at its ends."""
    tips = [point for point, has_head in zip((points[0], points[-1]), heads, strict=True) if has_head]
    drawn = list(points)
    for end, has_head in zip((0, -1), heads, strict=True):
        if has_head:
            drawn[end] = (drawn[end][0], drawn[end][1] - _HEAD[1] * scale * 0.6)
    head_shapes = tuple(_head(x, y, scale) for x, y in tips)
    heights = [y for _x, y in points]
    lines, corners = _rounded(drawn, _CORNER * scale)
    return Arc(link, tuple(points), lines, corners, head_shapes, name, min(heights), max(heights))


def _head(x: float, y: float, scale: float) -> QPolygonF:
    half, height = _HEAD[0] * scale, _HEAD[1] * scale
    return QPolygonF([QPointF(x, y), QPointF(x - half, y - height), QPointF(x + half, y - height)])


def _rounded(
    points: Sequence[Point], radius: float
) -> tuple[tuple[tuple[Point, Point], ...], tuple[tuple[Point, Point, Point], ...]]:
    """The straight parts and the corners of a line along points (each part upright or level)."""
    corners = tuple(
        (_towards(at, before, radius), at, _towards(at, after, radius))
        for before, at, after in zip(points, points[1:], points[2:], strict=False)
    )
    starts = (points[0], *(corner[2] for corner in corners))
    ends = (*(corner[0] for corner in corners), points[-1])
    return tuple(zip(starts, ends, strict=True)), corners


def _towards(point: Point, other: Point, radius: float) -> Point:
    """So far from a point on the way to another, at most half of it."""
    (x, y), (other_x, other_y) = point, other
    step = min(radius, (abs(other_x - x) + abs(other_y - y)) / 2)
    return x + step * _sign(other_x - x), y + step * _sign(other_y - y)


class Outline(NamedTuple):
    """The lines of several arcs, with what they share only once.

    Attributes:
        level: `(y, left, right)`.
        upright: `(x, top, bottom)`.
        corners: From where, around which point, to where.
    """

    level: list[tuple[float, float, float]]
    upright: list[tuple[float, float, float]]
    corners: set[tuple[Point, Point, Point]]


def outline(arcs: Iterable[tuple[float, Arc]]) -> Outline:
    """The lines of arcs, each so much lower. Drawn one by one, half-covered pixels of what they share would add up."""
    level: dict[float, list[Point]] = defaultdict(list)
    upright: dict[float, list[Point]] = defaultdict(list)
    corners: set[tuple[Point, Point, Point]] = set()
    for dy, arc in arcs:
        for (x0, y0), (x1, y1) in arc.lines:
            if y0 == y1:
                level[y0 + dy].append((x0, x1) if x0 < x1 else (x1, x0))
            else:
                upright[x0].append((y0 + dy, y1 + dy) if y0 < y1 else (y1 + dy, y0 + dy))
        corners.update(((a, b + dy), (c, d + dy), (e, f + dy)) for (a, b), (c, d), (e, f) in arc.corners)
    return Outline(_spans(level), _spans(upright), corners)


def _spans(stretches: Mapping[float, list[Point]]) -> list[tuple[float, float, float]]:
    return [(at, low, high) for at, found in stretches.items() for low, high in _united(found)]


def _united(stretches: list[Point]) -> Iterable[Point]:
    """What stretches cover together."""
    stretches.sort()
    start, end = stretches[0]
    for low, high in stretches[1:]:
        if low > end:
            yield start, end
            start = low
        end = max(end, high) if low <= end else high
    yield start, end


def _radius(scale: float) -> float:
    """Of a chip: the room for it in the gutter does not grow with the text."""
    return max(_CHIP, min(_CHIP * scale, _LARGEST_CHIP))


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def _is_near(one: Point, other: Point, x: float, y: float) -> bool:
    """Whether a point is beside an upright or level line; beyond its ends may be text."""
    left, right = sorted((one[0], other[0]))
    top, bottom = sorted((one[1], other[1]))
    if left == right:
        return abs(x - left) <= _NEAR and top <= y < bottom
    return left <= x <= right and abs(y - top) <= _NEAR


def _length(arc: Arc) -> float:
    return sum(abs(x1 - x0) + abs(y1 - y0) for (x0, y0), (x1, y1) in pairwise(arc.points))
