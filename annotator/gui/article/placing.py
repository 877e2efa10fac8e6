"""A passage with its marks and arcs: lanes of mentions below each line, of arcs above it, and heights from both.

No shaping happens here, so adding a mention costs one run of this over one passage.
"""

from collections.abc import Sequence

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
from annotator.gui.article.marks import Piece
from annotator.gui.article.routing import route
from annotator.gui.article.rows import NO_MARKS, LineMarks, Rows, Slice
from annotator.gui.article.strands import Anchor
from annotator.gui.article.style import Style
from annotator.model.ids import MentionId


class Placed:
    """A laid-out passage with its marks and arcs, ready to paint.

    Attributes:
        marks: One entry a line of `layout.lines`.
        routing: How the arcs run.
        height: Of the whole, with the gap after a paragraph.
    """

    def __init__(self, layout: PassageLayout, style: Style, gap_after: int, rows: type[Rows] = Rows) -> None:
        self.layout = layout
        self.marks: list[LineMarks] = []
        self.routing = NO_ROUTING
        self.height = 0
        self._wiring: Wiring | None = None
        self._plan: Plan | None = None
        self._shapes: Shapes | None = None
        self._style = style
        self._make_rows = rows
        self._rows = rows(style, 0, rtl=layout.rtl)
        self._gap_after = gap_after

    def wrap(self, width: int) -> None:
        """Break the lines anew; `place` has to follow."""
        self._rows = self._make_rows(self._style, width, rtl=self.layout.rtl)
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
                self.marks[number] = self._rows.around(line, here)
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
