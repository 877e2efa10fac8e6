"""A passage with its marks and arcs: lanes of mentions below each line, of arcs above it, and heights from both.

No shaping happens here, so adding a mention costs one run of this over one passage.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRectF

from annotator.gui.article.arcs import (
    NO_ROUTING,
    NO_SHAPES,
    Draughtsman,
    Plan,
    Shapes,
    Wiring,
    lines_that_differ,
    plan_passage,
)
from annotator.gui.article.layout import Line, PassageLayout
from annotator.gui.article.marks import Claim, Piece, assign_lanes
from annotator.gui.article.routing import route
from annotator.gui.article.runs import Fragment
from annotator.gui.article.strands import Anchor
from annotator.gui.article.style import Look, Style
from annotator.model.annotation import Mention
from annotator.model.ids import MentionId

_THINNEST = 2.0
"""A mention of which nothing shows (a joiner, a space at a line's end) is still drawn this wide."""
_JOIN_WITHIN = 0.6
_APART = 2
"""Room between two tags in a lane, in pixels."""


class Tint(NamedTuple):
    """The area behind one fragment; `depth` counts the mentions around it."""

    rect: QRectF
    look: Look
    depth: int
    mention: MentionId


class Bar(NamedTuple):
    """The line below one fragment."""

    rect: QRectF
    look: Look
    mention: MentionId


class Joint(NamedTuple):
    """The dotted line between the fragments of a discontinuous mention."""

    left: float
    right: float
    y: float
    look: Look


class TagSpot(NamedTuple):
    """Where the tag of a mention stands, and from where to where the piece does at which it begins."""

    at: QPoint
    rect: QRectF
    mention: Mention
    left: float
    right: float


class Slice(NamedTuple):
    """The part of a piece that falls on one line, in units of the passage; `opens`: the mention begins here."""

    mention: Mention
    start: int
    end: int
    opens: bool


@dataclass(slots=True)
class LineMarks:
    """What is drawn around the text of one line; y counts from the top of the text.

    Attributes:
        tints: Widest first.
        bottom: Where the lowest lane ends.
        slices: What it was made from.
    """

    tints: list[Tint] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    joints: list[Joint] = field(default_factory=list)
    tags: list[TagSpot] = field(default_factory=list)
    bottom: int = 0
    slices: Sequence[Slice] = ()


NO_MARKS = LineMarks()


class _Presence:
    """One mention on one line, while it is being placed."""

    __slots__ = ("first", "fragments", "last", "mention", "opening", "tag_left", "tag_width")

    def __init__(self, mention: Mention, first: int) -> None:
        self.mention = mention
        self.first = first
        self.last = first
        self.fragments: list[Fragment] = []
        self.opening: Fragment | None = None
        self.tag_left = 0
        self.tag_width = 0


class Placed:
    """A laid-out passage with its marks and arcs, ready to paint.

    Attributes:
        marks: One entry a line of `layout.lines`.
        routing: How the arcs run.
        height: Of the whole, with the gap after a paragraph.
    """

    def __init__(self, layout: PassageLayout, style: Style, gap_after: int) -> None:
        self.layout = layout
        self.marks: list[LineMarks] = []
        self.routing = NO_ROUTING
        self.height = 0
        self._wiring: Wiring | None = None
        self._plan: Plan | None = None
        self._shapes: Shapes | None = None
        self._style = style
        self._width = 0
        self._gap_after = gap_after

    def wrap(self, width: int) -> None:
        """Break the lines anew; `place` has to follow."""
        self._width = width
        self.layout.wrap(width)
        self.marks = [NO_MARKS] * len(self.layout.lines)
        self._plan, self._shapes, self.routing = None, None, NO_ROUTING

    @property
    def shapes(self) -> Shapes:
        """The arcs, made when first asked for; y counts from the passage's top."""
        if self._shapes is None:
            if self._wiring is None or self.routing is NO_ROUTING:
                self._shapes = NO_SHAPES
            else:
                self._shapes = Draughtsman(self.layout.lines, self._style).shapes(self.routing, self._wiring.links)
        return self._shapes

    def place(self, pieces: Sequence[Piece], wiring: Wiring | None = None) -> range:
        """Give every mention its lanes, every link its route and every line its place; no wiring: no arcs.

        Returns the heights between which the passage looks different from before; what is below may stand elsewhere.
        """
        if self.layout.is_blank:
            return self._place_blank()
        slices = _slices(self.layout, pieces) if pieces else {}
        changed: list[int] = []
        for number, line in enumerate(self.layout.lines):
            here = slices.get(number, ())
            if not _is_same(here, self.marks[number].slices):
                self.marks[number] = self._line_marks(line, here)
                changed.append(number)
        return self._settle(changed, wiring)

    def reroute(self, wiring: Wiring | None) -> range:
        """The same when only links have changed."""
        return range(0) if self.layout.is_blank else self._settle([], wiring)

    def _settle(self, changed: Sequence[int], wiring: Wiring | None) -> range:
        """Route the arcs and stack the lines, of which some have changed their marks."""
        rerouted = self._route(wiring)
        if rerouted:
            changed = sorted({*changed, *rerouted})
        self.height = self._stack_all() + self._gap_after
        lines = self.layout.lines
        return range(lines[changed[0]].top, lines[changed[-1]].bottom) if changed else range(0)

    def _route(self, wiring: Wiring | None) -> set[int]:
        """Find a way for the arcs; returns the lines above which they look different."""
        self._wiring = wiring
        anchors = self._anchors(wiring) if wiring is not None and wiring.links else {}
        plan = plan_passage(wiring, anchors, self._style) if wiring is not None and anchors else None
        if plan == self._plan:
            return set()
        self._plan, self._shapes, before = plan, None, self.routing
        self.routing = NO_ROUTING
        if plan is not None and plan.wires:
            lines, rtl = len(self.layout.lines), self.layout.rtl
            self.routing = route(plan.wires, lines, plan.room, is_rtl=rtl, exits=plan.exits)
        return lines_that_differ(before, self.routing)

    def _anchors(self, wiring: Wiring) -> dict[MentionId, Anchor]:
        """Where the mentions that have links begin here."""
        return {
            tag.mention.id: Anchor(number, tag.left, tag.right)
            for number, marks in enumerate(self.marks)
            for tag in marks.tags
            if wiring.links.of(tag.mention.id)
        }

    def _stack_all(self) -> int:
        """Put every line into its place; returns where the last one ends."""
        y, lanes = 0, self.routing.lanes
        for number, line in enumerate(self.layout.lines):
            above, before = self._style.arc_room(lanes[number]) if lanes else 0, line.y
            y = self._stack(line, y, above, self.marks[number].bottom)
            if line.y != before:
                self._shapes = None
        return y

    def _stack(self, line: Line, y: int, above: int, lanes_bottom: int) -> int:
        """Put a line at `y`, with room above it; returns where the next one begins."""
        leading = self._style.leading_for(line.height)
        line.top = y
        line.y = y = y + above
        line.bottom = y + max(line.height + leading, lanes_bottom + leading - leading // 3 if lanes_bottom else 0)
        return line.bottom

    def _place_blank(self) -> range:
        """A paragraph without text is a small gap, not a line: many texts part their paragraphs by one."""
        (line,) = self.layout.lines
        line.top = line.y = 0
        line.height = line.bottom = self.height = self._style.blank_height
        return range(self.height)

    def _line_marks(self, line: Line, slices: Sequence[Slice]) -> LineMarks:
        if not slices:
            return NO_MARKS
        ordered = sorted(_presences(line, slices), key=_inner_first)
        lanes = assign_lanes([self._claim(presence) for presence in ordered])
        marks = LineMarks(slices=slices)
        tops, marks.bottom = self._lane_tops(line, ordered, lanes)
        for presence, lane in zip(ordered, lanes, strict=True):
            self._draw_presence(marks, line, presence, tops[lane])
        _order_tints(marks)
        return marks

    def _claim(self, presence: _Presence) -> Claim:
        """The room a mention needs; decides where its tag stands."""
        left, right = presence.fragments[0][:2]
        for other_left, other_right, _rtl in presence.fragments[1:]:
            left, right = min(left, other_left), max(right, other_right)
        opening = presence.opening
        if opening is None:
            return Claim(left, right)
        mention, rtl = presence.mention, self.layout.rtl
        width = presence.tag_width = self._style.tag_width(mention, self._width)
        wanted = opening.right - width if rtl else opening.left
        tag_left = presence.tag_left = min(max(round(wanted), 0), self._width - width)
        tag_right = tag_left + width
        if rtl:
            return Claim(min(left, tag_left - _APART), max(right, tag_right))
        return Claim(min(left, tag_left), max(right, tag_right + _APART))

    def _lane_tops(self, line: Line, presences: Sequence[_Presence], lanes: Sequence[int]) -> tuple[list[int], int]:
        """The y of each lane, and where the last one ends; a lane with a tag is higher than one with bars alone."""
        tagged = [False] * (max(lanes) + 1)
        for presence, lane in zip(presences, lanes, strict=True):
            tagged[lane] |= presence.opening is not None
        style, tops, y = self._style, [], line.height + 1
        for has_tag in tagged:
            tops.append(y)
            y += style.bar + (1 + style.tag_height if has_tag else 0) + style.lane_gap
        return tops, y - style.lane_gap

    def _draw_presence(self, marks: LineMarks, line: Line, presence: _Presence, lane_top: int) -> None:
        mention, bar = presence.mention, self._style.bar
        look = self._style.look(mention.label, mention.kind)
        stretches = _merged(presence.fragments)
        for left, right in stretches:
            marks.tints.append(Tint(QRectF(left, 0, right - left, line.height), look, 0, mention.id))
            marks.bars.append(Bar(QRectF(left + 0.5, lane_top, right - left - 1, bar), look, mention.id))
        for (_left, right), (next_left, _right) in pairwise(stretches):
            marks.joints.append(Joint(right, next_left, lane_top + bar / 2, look))
        if presence.opening is not None:
            spot = QPoint(presence.tag_left, lane_top + bar + 1)
            rect = QRectF(spot.x(), spot.y(), presence.tag_width, self._style.tag_height)
            left, right = _stretch_with(stretches, presence.opening)
            marks.tags.append(TagSpot(spot, rect, mention, left, right))


def _slices(layout: PassageLayout, pieces: Sequence[Piece]) -> dict[int, list[Slice]]:
    """Line number to what stands on it."""
    by_line: dict[int, list[Slice]] = {}
    for piece in pieces:
        first, last = layout.unit_range(layout.start + piece.start, layout.start + piece.end)
        opens = piece.opens
        for number, a, b in layout.line_ranges(first, last):
            by_line.setdefault(number, []).append(Slice(piece.mention, a, b, opens))
            opens = False
    return by_line


def _is_same(one: Sequence[Slice], other: Sequence[Slice]) -> bool:
    """Whether two lines hold the very same mentions in the same places."""
    if len(one) != len(other):
        return False
    return all(a.mention is b.mention and a[1:] == b[1:] for a, b in zip(one, other, strict=True))


def _presences(line: Line, slices: Iterable[Slice]) -> Iterable[_Presence]:
    """The mentions on a line, each with all its fragments there."""
    found: dict[MentionId, _Presence] = {}
    for mention, start, end, opens in slices:
        presence = found.get(mention.id)
        if presence is None:
            presence = found[mention.id] = _Presence(mention, start)
        stretches = line.fragments(start, end)
        presence.fragments += stretches
        presence.first = min(presence.first, start)
        presence.last = max(presence.last, end)
        if opens:
            presence.opening = stretches[0]
    return found.values()


def _inner_first(presence: _Presence) -> tuple[int, int, str]:
    return presence.last - presence.first, presence.first, presence.mention.id


def _merged(found: Sequence[Fragment]) -> list[tuple[float, float]]:
    """The stretches from left to right, touching ones joined, none too thin to see."""
    merged: list[tuple[float, float]] = []
    for left, right, _rtl in sorted(found):
        end = max(right, left + _THINNEST)
        if merged and left <= merged[-1][1] + _JOIN_WITHIN:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((left, end))
    return merged


def _stretch_with(stretches: Sequence[tuple[float, float]], opening: Fragment) -> tuple[float, float]:
    """The stretch that a fragment is part of."""
    middle = (opening.left + opening.right) / 2
    return next((found for found in stretches if found[0] <= middle <= found[1]), stretches[0])


def _order_tints(marks: LineMarks) -> None:
    """Widest first, so that the inner ones stay visible; each knows how many it stands on."""
    if len(marks.tints) < 2:
        return
    ordered = sorted(marks.tints, key=_width, reverse=True)
    for index, tint in enumerate(ordered):
        around = sum(1 for other in ordered[:index] if other.rect.contains(tint.rect))
        if around:
            ordered[index] = tint._replace(depth=min(around, 2))
    marks.tints = ordered


def _width(tint: Tint) -> float:
    return tint.rect.width()
