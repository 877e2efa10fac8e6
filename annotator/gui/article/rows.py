"""What stands around one line of text: tints behind it, and below it lanes with bars and tags.

Which mention takes which lane, and what is drawn of it, is decided here, line by line; `placing` knows the passage.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRectF

from annotator.gui.article.layout import Line
from annotator.gui.article.marks import Claim, assign_lanes
from annotator.gui.article.runs import Fragment
from annotator.gui.article.style import Look, Style
from annotator.model.annotation import Mention
from annotator.model.ids import MentionId

Stretch = tuple[float, float]
"""From where to where something stands on a line."""

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


class Presence:
    """One mention on one line, while it is being placed.

    Attributes:
        first, last: From where to where its pieces reach, in units of the passage.
        fragments: Where they stand on the line.
        opening: The one at which the mention begins, if that is here; its tag goes there.
        tag_left, tag_width: Where the tag stands, once the room is claimed.
    """

    __slots__ = ("first", "fragments", "last", "mention", "opening", "tag_left", "tag_width")

    def __init__(self, mention: Mention, first: int) -> None:
        self.mention = mention
        self.first = first
        self.last = first
        self.fragments: list[Fragment] = []
        self.opening: Fragment | None = None
        self.tag_left = 0
        self.tag_width = 0


class Rows:
    """Places the mentions around the lines of a passage, at one width and direction.

    Every mention has a tint, a bar and a tag, and the inner ones stand nearest to the text. A subclass may want it
    otherwise: see `fill` and `draw`.
    """

    def __init__(self, style: Style, width: int, *, rtl: bool) -> None:
        self.style = style
        self._width = width
        self._rtl = rtl

    def around(self, line: Line, slices: Sequence[Slice]) -> LineMarks:
        """What is drawn around a line that holds these."""
        if not slices:
            return NO_MARKS
        marks = LineMarks(slices=slices)
        self.fill(marks, line, presences(line, slices))
        _order_tints(marks)
        return marks

    def fill(self, marks: LineMarks, line: Line, found: Iterable[Presence]) -> None:
        """Give every mention on a line its lane, and draw it there."""
        ordered = sorted(found, key=inner_first)
        self.lay(marks, line, ordered, assign_lanes([self.claim(presence) for presence in ordered]))

    def lay(self, marks: LineMarks, line: Line, ordered: Sequence[Presence], lanes: Sequence[int]) -> None:
        """Draw mentions in their lanes."""
        if not ordered:
            return
        tops, marks.bottom = self._lane_tops(line, ordered, lanes)
        for presence, lane in zip(ordered, lanes, strict=True):
            self.draw(marks, line, presence, tops[lane])

    def draw(self, marks: LineMarks, line: Line, presence: Presence, lane_top: int) -> None:
        """Draw a mention in the lane that begins at `lane_top`."""
        look, stretches = self.style.look_of(presence.mention), merged(presence.fragments)
        self.tint(marks, line, presence.mention, look, stretches)
        self.underline(marks, presence.mention, look, stretches, lane_top)
        if presence.opening is not None:
            self.tag(marks, presence, stretches, lane_top)

    def claim(self, presence: Presence) -> Claim:
        """The room a mention needs; decides where its tag stands."""
        left, right = presence.fragments[0][:2]
        for other_left, other_right, _rtl in presence.fragments[1:]:
            left, right = min(left, other_left), max(right, other_right)
        opening = presence.opening
        if opening is None:
            return Claim(left, right)
        width = presence.tag_width = self.style.tag_width(presence.mention, self._width)
        wanted = opening.right - width if self._rtl else opening.left
        tag_left = presence.tag_left = min(max(round(wanted), 0), self._width - width)
        tag_right = tag_left + width
        if self._rtl:
            return Claim(min(left, tag_left - _APART), max(right, tag_right))
        return Claim(min(left, tag_left), max(right, tag_right + _APART))

    def _lane_tops(self, line: Line, ordered: Sequence[Presence], lanes: Sequence[int]) -> tuple[list[int], int]:
        """The y of each lane, and where the last one ends; a lane with a tag is higher than one with bars alone."""
        tagged = [False] * (max(lanes) + 1)
        for presence, lane in zip(ordered, lanes, strict=True):
            tagged[lane] |= presence.opening is not None
        style, tops, y = self.style, [], line.height + 1
        for has_tag in tagged:
            tops.append(y)
            y += style.bar + (1 + style.tag_height if has_tag else 0) + style.lane_gap
        return tops, y - style.lane_gap

    # parts of the drawing

    def tint(self, marks: LineMarks, line: Line, mention: Mention, look: Look, stretches: Iterable[Stretch]) -> None:
        """The ground behind stretches of a line."""
        for left, right in stretches:
            marks.tints.append(Tint(QRectF(left, 0, right - left, line.height), look, 0, mention.id))

    def underline(
        self, marks: LineMarks, mention: Mention, look: Look, stretches: Sequence[Stretch], lane_top: int
    ) -> None:
        """The bars below stretches, joined by dots."""
        bar = self.style.bar
        for left, right in stretches:
            marks.bars.append(Bar(QRectF(left + 0.5, lane_top, right - left - 1, bar), look, mention.id))
        for (_left, right), (next_left, _right) in pairwise(stretches):
            marks.joints.append(Joint(right, next_left, lane_top + bar / 2, look))

    def tag(self, marks: LineMarks, presence: Presence, stretches: Sequence[Stretch], lane_top: int) -> None:
        """The tag at the piece at which a mention begins."""
        if presence.opening is not None:
            spot = QPoint(presence.tag_left, lane_top + self.style.bar + 1)
            rect = QRectF(spot.x(), spot.y(), presence.tag_width, self.style.tag_height)
            marks.tags.append(TagSpot(spot, rect, presence.mention, *_stretch_with(stretches, presence.opening)))


def presences(line: Line, slices: Iterable[Slice]) -> Iterable[Presence]:
    """The mentions on a line, each with all its fragments there."""
    found: dict[MentionId, Presence] = {}
    for mention, start, end, opens in slices:
        presence = found.get(mention.id)
        if presence is None:
            presence = found[mention.id] = Presence(mention, start)
        stretches = line.fragments(start, end)
        presence.fragments += stretches
        presence.first = min(presence.first, start)
        presence.last = max(presence.last, end)
        if opens:
            presence.opening = stretches[0]
    return found.values()


def inner_first(presence: Presence) -> tuple[int, int, str]:
    """Sort key: the shorter first."""
    return presence.last - presence.first, presence.first, presence.mention.id


def merged(found: Sequence[Fragment]) -> list[Stretch]:
    """The stretches from left to right, touching ones joined, none too thin to see."""
    joined: list[Stretch] = []
    for left, right, _rtl in sorted(found):
        end = max(right, left + _THINNEST)
        if joined and left <= joined[-1][1] + _JOIN_WITHIN:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((left, end))
    return joined


def _stretch_with(stretches: Sequence[Stretch], opening: Fragment) -> Stretch:
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
