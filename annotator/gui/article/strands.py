"""The strands of arcs: what of a tree of links stands over one line, and where its arrows and names are. No Qt.

All that leads from one trigger is one tree. On each line with a part of it stands a *strand*: one lane with an arrow
down at each filler and its name in a gap close before the arrow; on the trigger's own line a stem leads up to it. Where
a name has no room between two arrows, the nearer arrows go to a strand of their own, which `routing` puts below: so the
strands of one tree never cross.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import NamedTuple

APART = 7.0
"""Between two verticals, and between two strands of a lane."""
LEAST_LEAD = 6.0
"""Line to be seen on both sides of a name."""
_LEAD = 12.0
"""The same between an arrow and its name, where there is room."""
_BESIDE = 5.0
"""Between an arrow and a name that stands beyond it."""
_OVERHANG = 28.0
"""How far a name may stand out of the column on the side without gutter."""
_SHARED = 2
"""Columns next to the text that are left to trees inside one passage."""


class Anchor(NamedTuple):
    """Where a mention can be reached: a line, and from where to where it stands there."""

    line: int
    left: float
    right: float

    @property
    def middle(self) -> float:
        """Where an arrow points."""
        return (self.left + self.right) / 2


class Wire(NamedTuple):
    """A link as one passage sees it.

    Attributes:
        group: Links of one group share stem, strands and column.
        source, target: The ends; `None` for one that stands in another passage.
        width: Of the name.
        way: Where the end in another passage is: -1 before, 1 after, 0 if both are here.
    """

    link: str
    group: str
    source: Anchor | None
    target: Anchor | None
    width: float
    symmetric: bool = False
    way: int = 0

    @property
    def ends(self) -> tuple[Anchor, ...]:
        """The ends that are here."""
        return tuple(end for end in (self.source, self.target) if end is not None)

    @property
    def is_level(self) -> bool:
        """Whether both ends stand on one line."""
        return self.source is not None and self.target is not None and self.source.line == self.target.line


class Room(NamedTuple):
    """What there is beside and above the text.

    Attributes:
        width: Of the text column.
        columns: How many gutter columns have room on each side.
        first: From the text to the first column.
        pitch: From column to column.
        scale: Of the small distances.
    """

    width: float
    columns: int
    first: float = 12.0
    pitch: float = 7.0
    scale: float = 1.0

    @property
    def reach(self) -> int:
        """How far beside the text, in whole pixels, arcs are drawn."""
        return ceil(self.first + (self.columns + 1) * self.pitch)

    def edge(self, right: bool) -> float:
        """The x of an end of the text column."""
        return self.width if right else 0.0

    def column_x(self, column: int, right: bool) -> float:
        """Where a column stands."""
        return self.beside(self.first + column * self.pitch, right)

    def beside(self, distance: float, right: bool) -> float:
        """The x so far beside the text."""
        return self.width + distance if right else -distance

    def outer_column(self, number: int) -> int:
        """The column of a tree that leaves the passage: outside of those that stay in it."""
        return number + min(_SHARED, self.columns // 2)


Port = tuple[str, str]
"""A tree's stem, `(group, "")`, or a link's arrow, `(group, link)`."""


@dataclass(slots=True)
class Arrow:
    """An arrow of a strand.

    Attributes:
        inner: The x of what comes before it on the way from the root.
        name: From where to where its name stands.
        slides: The name stands between `inner` and the arrow and may move there.
    """

    wire: Wire
    x: float
    inner: float = 0.0
    name: tuple[float, float] = (0.0, 0.0)
    slides: bool = False

    @property
    def towards(self) -> int:
        """The direction in which the root lies."""
        return 1 if self.inner >= self.x else -1


@dataclass(slots=True)
class Strand:
    """A tree's lane on one line.

    Attributes:
        root: The x of the stem, or of the edge of the text if the stem is elsewhere.
        has_stem: The root is a stem.
        gutter: The x of the edge of the text, if the strand leads there.
        lane: 0 is the nearest to the text.
    """

    group: str
    line: int
    root: float
    has_stem: bool
    gutter: float | None = None
    arrows: list[Arrow] = field(default_factory=list)
    lane: int = 0

    def verticals(self) -> list[float]:
        """Where it goes down to the text."""
        return [*(arrow.x for arrow in self.arrows), *([self.root] if self.has_stem else ())]

    def claim(self) -> tuple[float, float]:
        """From where to where it needs the lane."""
        xs = [self.root, *(x for arrow in self.arrows for x in (arrow.x, *arrow.name))]
        if self.gutter is not None:
            xs.append(self.gutter)
        return min(xs), max(xs)


def spread(wanted: Sequence[float], apart: float) -> list[float]:
    """Places in the same order, each at least `apart` from the one before, with the least moves (squared).

    By pooling adjacent violators (Barlow et al., 1972, "Statistical inference under order restrictions").
    """
    blocks: list[tuple[float, int]] = []
    for number, want in enumerate(wanted):
        total, count = want - number * apart, 1
        while blocks and blocks[-1][0] / blocks[-1][1] > total / count:
            before, many = blocks.pop()
            total, count = total + before, count + many
        blocks.append((total, count))
    means = [total / count for total, count in blocks for _ in range(count)]
    return [mean + number * apart for number, mean in enumerate(means)]


def ports(wires: Iterable[Wire], room: Room, *, is_rtl: bool) -> dict[Port, float]:
    """The x of every stem and arrow: over the middle of its mention, or beside others that want to stand there too."""
    gutter = room.beside(1.0, is_rtl)
    wanted: dict[Port, tuple[Anchor, list[float]]] = {}
    for wire in wires:
        for port, end, other in (
            ((wire.group, ""), wire.source, wire.target),
            ((wire.group, wire.link), wire.target, wire.source),
        ):
            if end is not None:
                aim = other.middle if wire.is_level and other is not None else gutter
                wanted.setdefault(port, (end, []))[1].append(aim)
    by_line: dict[int, list[tuple[int, float, Port, float]]] = defaultdict(list)
    apart = APART * room.scale
    for port, (end, aims) in wanted.items():
        by_line[end.line].append((round(end.middle / apart), sum(aims) / len(aims), port, end.middle))
    return dict(found for entries in by_line.values() for found in _spread_ports(sorted(entries), apart))


def _spread_ports(entries: Sequence[tuple[int, float, Port, float]], apart: float) -> Iterable[tuple[Port, float]]:
    places = spread([middle for _cell, _aim, _port, middle in entries], apart)
    return ((entry[2], x) for entry, x in zip(entries, places, strict=True))


class Weaver:
    """Makes the strands of trees, given where stems and arrows stand."""

    def __init__(self, places: Mapping[Port, float], room: Room) -> None:
        self._places = places
        self._room = room

    def strands(self, group: str, wires: Sequence[Wire], *, right: bool) -> Iterable[Strand]:
        """The strands of one tree, line by line; `right`: its gutter is on the right."""
        home = next((wire.source.line for wire in wires if wire.source is not None), None)
        by_line: dict[int, list[Arrow]] = defaultdict(list)
        for wire in wires:
            if wire.target is not None:
                by_line[wire.target.line].append(Arrow(wire, self._places[group, wire.link]))
        lines = sorted(by_line.keys() | ({home} if home is not None else set()))
        leaves = len(lines) > 1 or any(wire.way for wire in wires)
        edge = self._room.edge(right)
        for line in lines:
            if line == home:
                model = Strand(group, line, self._places[group, ""], True, edge if leaves else None)
            else:
                model = Strand(group, line, edge, False, edge)
            yield from self._on_line(model, by_line[line], right)

    def _on_line(self, model: Strand, arrows: Sequence[Arrow], right: bool) -> Iterable[Strand]:
        """The strands of a tree on one line; what goes left and what goes right from a stem shares lanes."""
        root, goal = model.root, model.gutter if model.has_stem else None
        sides = (
            sorted((a for a in arrows if a.x < root), key=_x_of),
            sorted((a for a in arrows if a.x >= root), key=_x_of, reverse=True),
        )
        shared: list[Strand] = []
        for number, side in enumerate(sides):
            has_goal = goal is not None and (goal >= root) == (number == 1)
            depth = 0
            for chain in self._chains(root, side, has_goal=has_goal):
                for arrow in chain:
                    self._place_name(arrow, right)
                if any(_is_behind(arrow, root) for arrow in chain):
                    yield Strand(model.group, model.line, root, model.has_stem, _edge_of(model), list(chain))
                    continue
                if depth == len(shared):
                    shared.append(Strand(model.group, model.line, root, model.has_stem, _edge_of(model)))
                shared[depth].arrows += chain
                if has_goal and depth == 0:
                    shared[0].gutter = goal
                depth += 1
        yield from shared

    def _chains(self, root: float, arrows: Sequence[Arrow], *, has_goal: bool) -> Iterable[list[Arrow]]:
        """The arrows of one side, farthest first, cut where a name has no room before the next arrow.

        With a goal the first chain leads to the gutter, and may be empty.
        """
        chains: list[list[Arrow]] = [[]] if has_goal else []
        for arrow in arrows:
            arrow.inner = root
            outer = chains[-1][-1] if chains and chains[-1] else None
            if outer is not None and self._has_room(outer, arrow.x):
                outer.inner = arrow.x
                chains[-1].append(arrow)
            elif chains and not chains[-1]:
                chains[-1].append(arrow)
            else:
                chains.append([arrow])
        for number, chain in enumerate(chains):
            yield from self._cut(chain, leads_on=has_goal and number == 0)

    def _cut(self, chain: list[Arrow], *, leads_on: bool) -> Iterable[list[Arrow]]:
        """The chain; an innermost arrow whose name has no room before it stands apart if anything leads on from it."""
        leads_on |= len(chain) > 1
        if not chain or not leads_on or self._has_room(chain[-1], chain[-1].inner):
            yield chain
            return
        *others, last = chain
        if others:
            others[-1].inner = last.inner
        yield others
        yield [last]

    def _has_room(self, arrow: Arrow, inner: float) -> bool:
        return abs(inner - arrow.x) >= arrow.wire.width + 2 * LEAST_LEAD * self._room.scale

    def _place_name(self, arrow: Arrow, right: bool) -> None:
        """Between the arrow and what comes before it, else beyond the arrow, else beyond the root."""
        width, scale, towards = arrow.wire.width, self._room.scale, arrow.towards
        arrow.slides = self._has_room(arrow, arrow.inner)
        if arrow.slides:
            lead = min(_LEAD * scale, (abs(arrow.inner - arrow.x) - width) / 2)
            arrow.name = box(arrow.x + towards * lead, towards * width)
            return
        beyond = box(arrow.x - towards * _BESIDE * scale, -towards * width)
        behind = box(arrow.inner + towards * _BESIDE * scale, towards * width)
        least = -_OVERHANG if right else 0.0
        most = self._room.width + (0.0 if right else _OVERHANG)
        fitting = (place for place in (beyond, behind) if least <= place[0] and place[1] <= most)
        arrow.name = next(fitting, beyond)


def _edge_of(model: Strand) -> float | None:
    """A strand without a stem comes from the gutter; of those with a stem, one leads there."""
    return None if model.has_stem else model.gutter


def _is_behind(arrow: Arrow, root: float) -> bool:
    """Whether the name stands beyond the root."""
    middle = sum(arrow.name) / 2
    return (middle > root) != (arrow.x > root)


def _x_of(arrow: Arrow) -> float:
    return arrow.x


def box(start: float, width: float) -> tuple[float, float]:
    """From `start` so far to the right, or to the left if negative."""
    return (start, start + width) if width >= 0 else (start + width, start)
