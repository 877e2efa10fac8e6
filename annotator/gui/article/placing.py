"""A passage with its marks: each mention's fragments on each line, in lanes below it, and the line's height from that.

No shaping happens here, so adding a mention costs one run of this over one passage.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRectF

from annotator.gui.article.layout import Line, PassageLayout
from annotator.gui.article.marks import Claim, Piece, assign_lanes
from annotator.gui.article.runs import Fragment
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
    """Where the tag of a mention stands: `rect` from the passage's top left corner."""

    at: QPoint
    rect: QRectF
    mention: Mention


@dataclass(slots=True)
class LineMarks:
    """What is drawn around the text of one line; tints widest first."""

    tints: list[Tint] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    joints: list[Joint] = field(default_factory=list)
    tags: list[TagSpot] = field(default_factory=list)


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
    """A laid-out passage and its marks, ready to paint.

    Attributes:
        marks: One entry a line of `layout.lines`.
        height: Of the whole, with the gap after a paragraph.
    """

    def __init__(self, layout: PassageLayout, style: Style, width: int, gap_after: int) -> None:
        self.layout = layout
        self.marks: list[LineMarks] = []
        self.height = 0
        self._style = style
        self._width = width
        self._gap_after = gap_after

    def rewrap(self, width: int) -> None:
        """Break the lines anew; call `place` after it."""
        self._width = width
        self.layout.wrap(width)

    def place(self, pieces: Sequence[Piece]) -> None:
        """Give every mention its lanes and every line its place."""
        lines = self.layout.lines
        if self.layout.is_blank:
            self._place_blank()
            return
        presences = _presences(self.layout, pieces) if pieces else {}
        self.marks, y = [], 0
        for number, line in enumerate(lines):
            line.top = line.y = y
            leading = self._style.leading_for(line.height)
            present = presences.get(number)
            if present is None:
                self.marks.append(NO_MARKS)
                line.bottom = y + line.height + leading
            else:
                lanes_bottom = self._place_line(line, present)
                room = leading - leading // 3 if leading > 0 else leading
                line.bottom = max(y + line.height + leading, lanes_bottom + room)
            y = line.bottom
        self.height = y + self._gap_after

    def _place_blank(self) -> None:
        """A paragraph without text is a small gap, not a line: many texts part their paragraphs by one."""
        (line,) = self.layout.lines
        line.top = line.y = 0
        line.height = line.bottom = self.height = self._style.blank_height
        self.marks = [NO_MARKS]

    def _place_line(self, line: Line, presences: Iterable[_Presence]) -> int:
        """Fill the marks of one line; returns where its lowest lane ends."""
        ordered = sorted(presences, key=_inner_first)
        claims = [self._claim(presence) for presence in ordered]
        lanes = assign_lanes(claims)
        tops, bottom = self._lane_tops(line, ordered, lanes)
        marks = LineMarks()
        for presence, lane in zip(ordered, lanes, strict=True):
            self._draw_presence(marks, line, presence, tops[lane])
        _order_tints(marks)
        self.marks.append(marks)
        return bottom

    def _claim(self, presence: _Presence) -> Claim:
        left = min(f.left for f in presence.fragments)
        right = max(f.right for f in presence.fragments)
        opening = presence.opening
        if opening is None:
            return Claim(left, right)
        mention = presence.mention
        width = self._style.tag_width(mention.label, mention.kind, self._width)
        wanted = opening.right - width if self.layout.rtl else opening.left
        presence.tag_width = width
        presence.tag_left = min(max(round(wanted), 0), self._width - width)
        tag_right = presence.tag_left + width
        if self.layout.rtl:
            return Claim(min(left, presence.tag_left - _APART), max(right, tag_right))
        return Claim(min(left, presence.tag_left), max(right, tag_right + _APART))

    def _lane_tops(self, line: Line, presences: Sequence[_Presence], lanes: Sequence[int]) -> tuple[list[int], int]:
        """The y of each lane, and where the last one ends; a lane with a tag is higher than one with bars alone."""
        tagged = [False] * (max(lanes) + 1)
        for presence, lane in zip(presences, lanes, strict=True):
            tagged[lane] |= presence.opening is not None
        style, tops, y = self._style, [], line.y + line.height + 1
        for has_tag in tagged:
            tops.append(y)
            y += style.bar + (1 + style.tag_height if has_tag else 0) + style.lane_gap
        return tops, y - style.lane_gap

    def _draw_presence(self, marks: LineMarks, line: Line, presence: _Presence, lane_top: int) -> None:
        mention, bar = presence.mention, self._style.bar
        look = self._style.look(mention.label, mention.kind)
        stretches = _merged(presence.fragments)
        for left, right in stretches:
            marks.tints.append(Tint(QRectF(left, line.y, right - left, line.height), look, 0, mention.id))
            marks.bars.append(Bar(QRectF(left + 0.5, lane_top, right - left - 1, bar), look, mention.id))
        for (_left, right), (next_left, _right) in zip(stretches, stretches[1:], strict=False):
            marks.joints.append(Joint(right, next_left, lane_top + bar / 2, look))
        if presence.opening is not None:
            spot = QPoint(presence.tag_left, lane_top + bar + 1)
            rect = QRectF(spot.x(), spot.y(), presence.tag_width, self._style.tag_height)
            marks.tags.append(TagSpot(spot, rect, mention))


def _presences(layout: PassageLayout, pieces: Sequence[Piece]) -> dict[int, Iterable[_Presence]]:
    """Line number to the mentions on it."""
    by_line: dict[int, dict[MentionId, _Presence]] = {}
    start = layout.start
    for piece in pieces:
        first, last = layout.unit_range(start + piece.start, start + piece.end)
        is_opening = piece.opens
        for number, a, b in layout.line_ranges(first, last):
            here = by_line.setdefault(number, {})
            presence = here.get(piece.mention.id)
            if presence is None:
                presence = here[piece.mention.id] = _Presence(piece.mention, a)
            found = layout.lines[number].fragments(a, b)
            presence.fragments += found
            presence.first = min(presence.first, a)
            presence.last = max(presence.last, b)
            if is_opening and found:
                presence.opening = found[0]
                is_opening = False
    return {number: [p for p in here.values() if p.fragments] for number, here in by_line.items()}


def _inner_first(presence: _Presence) -> tuple[int, int, str]:
    return presence.last - presence.first, presence.first, presence.mention.id


def _merged(found: Sequence[Fragment]) -> list[tuple[float, float]]:
    """The stretches from left to right, touching ones joined, none too thin to see."""
    merged: list[tuple[float, float]] = []
    for left, right, _rtl in sorted(found):
        right = max(right, left + _THINNEST)
        if merged and left <= merged[-1][1] + _JOIN_WITHIN:
            merged[-1] = (merged[-1][0], max(right, merged[-1][1]))
        else:
            merged.append((left, right))
    return merged


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
