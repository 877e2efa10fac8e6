"""How the arcs of one passage run: from numbers to polylines, without Qt.

Each line has lanes above its text, which the strands of trees share like tracks; short ones take the lanes nearest to
the text. A tree with strands on several lines runs along the gutter beside the text, in one column. What finds no lane
or no column becomes a stub: it ends in a chip, along which the reader can jump.

The y of a spot is a line and a lane (0 is the lane nearest to the text, `FOOT` the top of the text itself).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from annotator.gui.article.links import Exit
from annotator.gui.article.strands import (
    APART,
    LEAST_LEAD,
    Arrow,
    Port,
    Room,
    Strand,
    Weaver,
    Wire,
    box,
    ports,
)

FOOT = -1
MOST_LANES = 8
_STUB = 2.0
"""How far beside the text a strand ends that has no column: before the first one."""
_CLEAR = 3.0
"""Between a name and what comes down beside it."""
_NO_EXITS: Mapping[str, Exit] = {}


class Spot(NamedTuple):
    """A corner or an end of a route."""

    x: float
    line: int
    lane: int


class Name(NamedTuple):
    """Where the name of a link stands, in a lane."""

    line: int
    lane: int
    left: float
    right: float


class Route(NamedTuple):
    """A link, or the part of it in this passage.

    Attributes:
        spots: From the source to the target; of a part, from the mention to the open end.
        heads: Whether there is an arrow at the first and at the last spot.
        way: Of a part: whether the rest is above (-1), below (1) or on the same line (0). `None` for a whole link.
        is_stub: The part ends here; else it runs on in its column.
    """

    link: str
    group: str
    spots: tuple[Spot, ...]
    heads: tuple[bool, bool]
    name: Name | None = None
    way: int | None = None
    is_stub: bool = False


class Routing(NamedTuple):
    """All routes of a passage, and how many lanes each line has."""

    routes: tuple[Route, ...]
    lanes: tuple[int, ...]


def route(
    wires: Sequence[Wire], lines: int, room: Room, *, is_rtl: bool, exits: Mapping[str, Exit] = _NO_EXITS
) -> Routing:
    """Route the links of a passage.

    Args:
        wires: Each with at least one end here.
        lines: How many lines the passage has.
        room: Beside the text.
        is_rtl: The gutter of the passage is on the right.
        exits: The columns of trees that leave this passage or run through it.
    """
    places = ports(wires, room, is_rtl=is_rtl)
    stubbed: set[str] = set()
    while True:
        plan = _Plan([wire for wire in wires if wire.link not in stubbed], places, room, is_rtl, exits)
        stubs = [wire for wire in wires if wire.link in stubbed]
        too_much = plan.stack({anchor.line for wire in stubs for anchor in wire.ends})
        if not too_much:
            return plan.routing(lines, stubs)
        stubbed |= too_much


class _Plan:
    """One attempt to find lanes for everything."""

    def __init__(
        self, wires: Sequence[Wire], places: Mapping[Port, float], room: Room, is_rtl: bool, exits: Mapping[str, Exit]
    ) -> None:
        self._wires, self._places, self._room = wires, places, room
        self._is_rtl, self._exits = is_rtl, exits
        self._strands: list[Strand] = []
        self._with_arrow: dict[str, tuple[Strand, Arrow]] = {}
        self._with_stem: dict[str, Strand] = {}
        self._lanes: dict[int, int] = {}
        self._columns: dict[str, int] = {}
        trees: dict[str, list[Wire]] = defaultdict(list)
        for wire in wires:
            trees[wire.group].append(wire)
        weaver = Weaver(places, room)
        for group, members in trees.items():
            for strand in weaver.strands(group, members, right=self._is_right(group)):
                self._file(strand)

    def _is_right(self, group: str) -> bool:
        """Whether a tree's gutter is on the right."""
        found = self._exits.get(group)
        return self._is_rtl if found is None else found.right

    def _file(self, strand: Strand) -> None:
        self._strands.append(strand)
        if strand.has_stem and strand.gutter is not None:
            self._with_stem[strand.group] = strand
        for arrow in strand.arrows:
            self._with_arrow[arrow.wire.link] = strand, arrow

    # lanes

    def stack(self, lines_with_stubs: Collection[int]) -> set[str]:
        """Give every strand its lane; returns the links that find none."""
        taken: dict[int, list[list[tuple[float, float]]]] = defaultdict(list)
        too_much: set[str] = set()
        for strand in sorted(self._strands, key=_by_length):
            lanes = taken[strand.line]
            strand.lane = _first_free(lanes, strand.claim(), APART * self._room.scale)
            if strand.lane >= MOST_LANES - (strand.line in lines_with_stubs):
                too_much |= self._links_over(strand)
        self._lanes = {line: len(lanes) for line, lanes in taken.items()}
        if not too_much:
            self._settle_names()
            self._assign_columns()
        return too_much

    def _links_over(self, strand: Strand) -> set[str]:
        """The links that run over a strand."""
        found = {arrow.wire.link for arrow in strand.arrows}
        if strand.has_stem and strand.gutter is not None:
            found |= {wire.link for wire in self._wires if wire.group == strand.group and not wire.is_level}
        return found

    def _settle_names(self) -> None:
        """Move names out of the way of what comes down through their lane from higher ones."""
        for strand in self._strands:
            higher = (other for other in self._strands if other.line == strand.line and other.lane > strand.lane)
            crossing = sorted(x for other in higher for x in other.verticals())
            if crossing:
                for arrow in strand.arrows:
                    if arrow.slides:
                        arrow.name = self._slid(arrow, crossing)

    def _slid(self, arrow: Arrow, crossing: Sequence[float]) -> tuple[float, float]:
        """The name's place nearest to the arrow where nothing crosses it; as it is if there is none."""
        towards, scale = arrow.towards, self._room.scale
        left, right = arrow.name
        for x in crossing if towards > 0 else reversed(crossing):
            if left - _CLEAR * scale < x < right + _CLEAR * scale:
                left, right = box(x + towards * (_CLEAR + 1) * scale, towards * arrow.wire.width)
        limit = arrow.inner - towards * LEAST_LEAD * scale
        fits = right <= limit if towards > 0 else left >= limit
        return (left, right) if fits else arrow.name

    # columns

    def _assign_columns(self) -> None:
        """A column for each tree on several lines; inside the passage short ones are nearest to the text."""
        room = self._room
        outer = {group: room.outer_column(exit_.column) for group, exit_ in self._exits.items()}
        blocked = {outer[group] for group, exit_ in self._exits.items() if exit_.right == self._is_rtl}
        lines: dict[str, list[int]] = defaultdict(list)
        for strand in self._strands:
            if strand.gutter is not None and strand.group not in self._exits:
                lines[strand.group].append(strand.line)
        taken: list[list[tuple[float, float]]] = []
        for group, on in sorted(lines.items(), key=_by_reach):
            row = _first_free(taken, (min(on), max(on)), 0.5)
            outer[group] = [number for number in range(row + len(blocked) + 1) if number not in blocked][row]
        self._columns = {group: column for group, column in outer.items() if column < room.columns}

    def _column_x(self, group: str) -> float:
        right, column = self._is_right(group), self._columns.get(group)
        if column is not None:
            return self._room.column_x(column, right)
        return self._room.beside(_STUB * self._room.scale, right)

    # routes

    def routing(self, lines: int, stubs: Sequence[Wire]) -> Routing:
        """The result; `stubs` are links that found no lane."""
        routes = [part for wire in self._wires for part in self._parts(wire)]
        rows = {anchor.line: self._lanes.get(anchor.line, 0) for wire in stubs for anchor in wire.ends}
        for wire in stubs:
            routes += self._stub_parts(wire, rows)
        lanes = self._lanes | {line: row + 1 for line, row in rows.items()}
        return Routing(tuple(routes), tuple(lanes.get(line, 0) for line in range(lines)))

    def _parts(self, wire: Wire) -> Iterable[Route]:
        source, target, name = self._source_spots(wire), self._target_spots(wire), self._name(wire)
        heads = (wire.symmetric, True)
        if wire.is_level:
            yield Route(wire.link, wire.group, (*source[:2], *target[1::-1]), heads, name)
            return
        has_column = wire.group in self._columns
        if source and target and has_column and wire.group not in self._exits:
            yield Route(wire.link, wire.group, (*source, *target[::-1]), heads, name)
            return
        there, back = _ways(wire)
        if source:
            yield Route(wire.link, wire.group, source, (wire.symmetric, False), None, there, not has_column)
        if target:
            yield Route(wire.link, wire.group, target, (True, False), name, back, not has_column)

    def _source_spots(self, wire: Wire) -> tuple[Spot, ...]:
        if wire.source is None:
            return ()
        strand = self._with_arrow[wire.link][0] if wire.is_level else self._with_stem[wire.group]
        return self._spots(self._places[wire.group, ""], strand)

    def _target_spots(self, wire: Wire) -> tuple[Spot, ...]:
        if wire.target is None:
            return ()
        strand, arrow = self._with_arrow[wire.link]
        return self._spots(arrow.x, strand)

    def _spots(self, x: float, strand: Strand) -> tuple[Spot, ...]:
        """From the text up to the strand and along it to its column."""
        line, lane = strand.line, strand.lane
        return Spot(x, line, FOOT), Spot(x, line, lane), Spot(self._column_x(strand.group), line, lane)

    def _name(self, wire: Wire) -> Name | None:
        if wire.target is None:
            return None
        strand, arrow = self._with_arrow[wire.link]
        return Name(strand.line, strand.lane, *arrow.name)

    def _stub_parts(self, wire: Wire, rows: Mapping[int, int]) -> Iterable[Route]:
        there, back = _ways(wire)
        for anchor, port, head, way in (
            (wire.source, "", wire.symmetric, there),
            (wire.target, wire.link, True, back),
        ):
            if anchor is not None:
                x, line = self._places[wire.group, port], anchor.line
                spots = (Spot(x, line, FOOT), Spot(x, line, rows[line]))
                yield Route(wire.link, wire.group, spots, (head, False), None, way, is_stub=True)


def _ways(wire: Wire) -> tuple[int, int]:
    """Where the target is, seen from the source, and the other way round."""
    if wire.source is not None and wire.target is not None:
        there = (wire.target.line > wire.source.line) - (wire.target.line < wire.source.line)
        return there, -there
    return wire.way, wire.way


def _by_length(strand: Strand) -> tuple[float, float, str]:
    left, right = strand.claim()
    return right - left, left, strand.group


def _by_reach(entry: tuple[str, Sequence[int]]) -> tuple[int, int, str]:
    group, lines = entry
    return max(lines) - min(lines), min(lines), group


def _first_free(taken: list[list[tuple[float, float]]], claim: tuple[float, float], apart: float) -> int:
    """The first row in which nothing is so near to a claim; the claim takes its place there."""
    left, right = claim
    for number, row in enumerate(taken):
        if all(right + apart <= other_left or left - apart >= other_right for other_left, other_right in row):
            row.append(claim)
            return number
    taken.append([claim])
    return len(taken) - 1
