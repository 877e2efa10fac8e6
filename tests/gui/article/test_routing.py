"""How arcs run: no two in each other's way, none lost."""

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.gui.article.links import Exit
from annotator.gui.article.routing import FOOT, MOST_LANES, Route, Routing, route
from annotator.gui.article.strands import Anchor, Room, Wire

WIDTH, LINES = 700, 4
ROOM = Room(WIDTH, 5)


@st.composite
def anchors(draw: st.DrawFn) -> Anchor:
    left = draw(st.integers(0, WIDTH - 20))
    return Anchor(draw(st.integers(0, LINES - 1)), left, left + draw(st.integers(4, 120)))


@st.composite
def wirings(draw: st.DrawFn) -> tuple[list[Wire], dict[str, Exit]]:
    """Trees of links with ends here and elsewhere, and a column for each that leaves."""
    wires: list[Wire] = []
    exits: dict[str, Exit] = {}
    for tree in range(draw(st.integers(1, 6))):
        source = draw(st.none() | anchors())
        for number in range(draw(st.integers(1, 4))):
            target = draw(anchors() if source is None else st.none() | anchors())
            way = draw(st.sampled_from((-1, 1))) if source is None or target is None else 0
            width = draw(st.integers(10, 130))
            wires.append(Wire(f"{tree}.{number}", str(tree), source, target, width, False, way))
            if way:
                exits[str(tree)] = Exit(tree, draw(st.booleans()) if str(tree) not in exits else exits[str(tree)].right)
    return wires, exits


def routed(wires: list[Wire], exits: dict[str, Exit], room: Room = ROOM) -> Routing:
    return route(wires, LINES, room, is_rtl=False, exits=exits)


def levels(found: Routing) -> dict[tuple[int, int], list[tuple[str, float, float]]]:
    """`(line, lane)` to the stretches that stand there, with their trees."""
    stretches: dict[tuple[int, int], list[tuple[str, float, float]]] = {}
    for r in found.routes:
        for one, other in zip(r.spots, r.spots[1:], strict=False):
            if (one.line, one.lane) == (other.line, other.lane):
                left, right = sorted((one.x, other.x))
                stretches.setdefault((one.line, one.lane), []).append((r.group, left, right))
    return stretches


@given(wirings())
def test_no_two_trees_overlap_in_a_lane(drawn: tuple[list[Wire], dict[str, Exit]]) -> None:
    for stretches in levels(routed(*drawn)).values():
        for (group, left, right), (other, other_left, other_right) in combinations(stretches, 2):
            assert group == other or right <= other_left or other_right <= left


@given(wirings())
def test_every_link_is_drawn_whole_or_in_as_many_parts_as_it_has_ends_here(
    drawn: tuple[list[Wire], dict[str, Exit]],
) -> None:
    wires, exits = drawn
    found = routed(wires, exits)
    parts = Counter(r.link for r in found.routes)
    whole = {r.link for r in found.routes if r.way is None}
    for wire in wires:
        assert parts[wire.link] == (1 if wire.link in whole else len(wire.ends))
    assert set(parts) == {wire.link for wire in wires}


@given(wirings())
def test_names_never_collide(drawn: tuple[list[Wire], dict[str, Exit]]) -> None:
    names = [r.name for r in routed(*drawn).routes if r.name is not None]
    for one, other in combinations(names, 2):
        is_same_lane = (one.line, one.lane) == (other.line, other.lane)
        assert not is_same_lane or one.right <= other.left or other.right <= one.left


@given(wirings())
def test_a_name_stands_where_its_arrow_comes_from(drawn: tuple[list[Wire], dict[str, Exit]]) -> None:
    wires, exits = drawn
    for r in routed(wires, exits).routes:
        if r.name is not None:
            assert (r.name.line, r.name.lane) in {(spot.line, spot.lane) for spot in r.spots}
            width = next(wire.width for wire in wires if wire.link == r.link)
            assert r.name.right - r.name.left == pytest.approx(width)


@given(wirings())
def test_a_line_has_no_more_lanes_than_it_may_and_no_empty_ones(drawn: tuple[list[Wire], dict[str, Exit]]) -> None:
    found = routed(*drawn)
    for line, count in enumerate(found.lanes):
        used = {spot.lane for r in found.routes for spot in r.spots if spot.line == line and spot.lane != FOOT}
        assert used == set(range(count))
        assert count <= MOST_LANES


@given(wirings())
def test_arrows_stand_apart(drawn: tuple[list[Wire], dict[str, Exit]]) -> None:
    feet = {
        (spot.line, spot.x, r.group if is_stem(r, spot.x) else r.link)
        for r in routed(*drawn).routes
        for spot in r.spots
        if spot.lane == FOOT
    }
    for (line, x, _one), (other_line, other_x, _other) in combinations(feet, 2):
        assert line != other_line or abs(x - other_x) > 6.9


def is_stem(found: Route, x: float) -> bool:
    return not found.heads[0] and found.spots[0].x == x


@given(wirings())
def test_trees_that_stay_and_trees_that_leave_have_columns_of_their_own(
    drawn: tuple[list[Wire], dict[str, Exit]],
) -> None:
    columns: dict[float, dict[str, set[int]]] = {}
    for r in routed(*drawn).routes:
        for spot in r.spots:
            if not r.is_stub and not 0 <= spot.x <= WIDTH and spot.lane != FOOT:
                columns.setdefault(spot.x, {}).setdefault(r.group, set()).add(spot.line)
    for trees in columns.values():
        for one, other in combinations(trees.values(), 2):
            assert max(one) < min(other) or max(other) < min(one)


def meeting(line: int, *targets: tuple[int, float], group: str = "e") -> list[Wire]:
    source = Anchor(line, 340, 360)
    return [Wire(f"{group}{i}", group, source, Anchor(at, x, x), 50) for i, (at, x) in enumerate(targets)]


def test_three_arcs_to_another_line_take_one_lane_on_each() -> None:
    found = routed(meeting(1, (0, 100), (0, 250), (0, 600)), {})
    assert found.lanes == (1, 1, 0, 0)
    assert len({r.spots[2].x for r in found.routes}) == 1  # one column


def test_short_strands_take_the_lanes_near_the_text() -> None:
    found = routed([*meeting(0, (0, 650)), *meeting(0, (0, 450), group="f")], {})
    assert {r.group: r.spots[1].lane for r in found.routes} == {"e": 1, "f": 0}


def test_a_symmetric_link_has_arrows_at_both_ends() -> None:
    (found,) = routed([wire._replace(symmetric=True) for wire in meeting(0, (0, 600))], {}).routes
    assert found.heads == (True, True)


def test_without_columns_a_link_between_lines_ends_early_at_both_ends() -> None:
    found = routed(meeting(1, (0, 100)), {}, Room(WIDTH, 0)).routes
    assert [(r.way, r.is_stub, r.name is not None) for r in found] == [(-1, True, False), (1, True, True)]


def test_what_finds_no_lane_ends_early_above_the_lanes() -> None:
    wires = [w for i in range(9) for w in meeting(0, (0, 100 + 9 * i), group=f"e{i}.")]
    found = routed(wires, {})
    stubs = {r.link for r in found.routes if r.is_stub}
    assert 0 < len(stubs) < 9
    assert found.lanes[0] == MOST_LANES
    assert all(r.spots[-1].lane == MOST_LANES - 1 for r in found.routes if r.is_stub)


def test_a_name_makes_way_for_what_comes_down_through_its_lane() -> None:
    low = Wire("low", "low", Anchor(0, 300, 300), Anchor(0, 100, 100), 50)
    high = Wire("high", "high", Anchor(0, 600, 600), Anchor(0, 130, 130), 50)
    names = {r.link: r.name for r in routed([low, high], {}).routes}
    assert names["low"] is not None
    assert not names["low"].left <= 130 <= names["low"].right
