"""Where stems, arrows and names of one tree stand over a line."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.gui.article.strands import Anchor, Room, Strand, Weaver, Wire, ports, spread

ROOM = Room(700.0, 6)


def level(source: float, *targets: float, width: float = 50.0, group: str = "e") -> list[Wire]:
    """Wires of one event whose fillers stand on its line."""
    here = Anchor(0, source - 10, source + 10)
    return [Wire(f"{group}{i}", group, here, Anchor(0, x - 10, x + 10), width) for i, x in enumerate(targets)]


def woven(wires: list[Wire], *, right: bool = False) -> list[Strand]:
    return list(Weaver(ports(wires, ROOM, is_rtl=right), ROOM).strands(wires[0].group, wires, right=right))


@given(st.lists(st.floats(-1000, 1000), max_size=12), st.floats(0, 50))
def test_spreading_keeps_order_and_distance(wanted: list[float], apart: float) -> None:
    wanted.sort()
    places = spread(wanted, apart)
    assert len(places) == len(wanted)
    assert all(b - a >= apart - 1e-6 for a, b in pairwise(places))
    assert sum(places) == pytest.approx(sum(wanted), abs=1e-3)  # nobody is favoured


@given(st.lists(st.integers(0, 50), max_size=12, unique=True))
def test_what_is_apart_already_stays(cells: list[int]) -> None:
    wanted = [20.0 * cell for cell in sorted(cells)]
    assert spread(wanted, 7) == pytest.approx(wanted)


def test_a_lone_arrow_points_at_the_middle() -> None:
    (strand,) = woven(level(100, 300))
    assert [arrow.x for arrow in strand.arrows] == [300]
    assert strand.root == 100


def test_one_strand_runs_over_all_fillers_of_a_line() -> None:
    (strand,) = woven(level(300, 100, 450, 600))
    assert {arrow.x for arrow in strand.arrows} == {100, 450, 600}


def test_a_name_stands_between_its_arrow_and_what_comes_before_it() -> None:
    (strand,) = woven(level(100, 300, 450))
    boxes = {arrow.x: arrow.name for arrow in strand.arrows}
    assert boxes[300] == (238, 288)
    assert boxes[450] == (388, 438)


def test_a_second_strand_only_where_names_would_collide() -> None:
    strands = woven(level(100, 300, 340))
    assert [[arrow.x for arrow in strand.arrows] for strand in strands] == [[340], [300]]


def test_a_name_that_finds_no_room_before_its_arrow_stands_beyond_it() -> None:
    (strand,) = woven(level(100, 130))
    assert strand.arrows[0].name == (135, 185)


def test_at_the_edge_of_the_text_it_stands_beyond_the_stem() -> None:
    (strand,) = woven(level(30, 12), right=False)
    left, right = strand.arrows[0].name
    assert left > strand.root
    assert right - left == 50


def test_two_arrows_at_one_mention_stand_beside_each_other() -> None:
    filler = Anchor(0, 300, 340)
    wires = [Wire(str(i), f"e{i}", Anchor(0, x, x + 20), filler, 40) for i, x in enumerate((100, 500))]
    places = ports(wires, ROOM, is_rtl=False)
    left, right = places["e0", "0"], places["e1", "1"]
    assert right - left == pytest.approx(7)
    assert (left + right) / 2 == pytest.approx(320)


def test_a_tree_that_leaves_the_line_leads_to_the_gutter_once() -> None:
    here = Anchor(1, 300, 320)
    wires = [
        *(w._replace(source=here, target=Anchor(1, x, x)) for w, x in zip(level(310, 0, 0), (100, 500), strict=True))
    ]
    wires.append(Wire("far", "e", here, Anchor(0, 50, 90), 40))
    strands = woven(wires)
    assert [strand.gutter for strand in strands if strand.has_stem] == [0.0]
    assert [(strand.line, strand.root) for strand in strands if not strand.has_stem] == [(0, 0.0)]


def test_columns_of_trees_that_leave_the_passage_are_outside() -> None:
    assert [Room(700, columns).outer_column(0) for columns in (0, 1, 2, 3, 4, 9)] == [0, 0, 1, 1, 2, 2]
    assert ROOM.column_x(0, True) > ROOM.width
    assert ROOM.column_x(0, False) < 0
