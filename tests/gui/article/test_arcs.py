"""Shapes of arcs in laid-out passages, and what becomes of those that lead from passage to passage."""

import pytest
from PySide6.QtCore import QRectF

from annotator.gui.article.arcs import Joiner, Leg, Shapes, Wiring, outline
from annotator.gui.article.layout import PassageLayout
from annotator.gui.article.links import Links
from annotator.gui.article.marks import Marks
from annotator.gui.article.passages import Passages
from annotator.gui.article.placing import Placed
from annotator.gui.article.style import Style
from annotator.model.annotation import Kind, Mention
from annotator.model.document import Direction
from tests.gui.article.conftest import mention_of
from tests.gui.article.test_links import link

ARABIC = "اختتم الأمين العام تو لام وزوجته زيارة دولة إلى جمهورية كازاخستان ومنظمة CICA في 6 مايو 2025 بنجاح"
GERMAN = "Auf der Grundlage tauschten sich die Leiter der Agenturen bei dem Treffen aus und bewerteten die Lage"


def placed(text: str, direction: Direction, style: Style, mentions: list[Mention], *links, width: int = 690) -> Placed:
    passages = Passages(text, direction)
    marks = Marks(passages, mentions)
    made = Placed(PassageLayout(text, 0, direction, style), style, 0)
    made.wrap(width)
    index = Links(marks.passage_of, passages.is_rtl, links)
    made.place(marks.pieces(0), Wiring(index, 0, style.gutter(width, 60)))
    return made


def arabic() -> list[Mention]:
    visit = mention_of(ARABIC, "زيارة دولة", label="Contact.Meet", kind=Kind.EVENT)
    return [visit, mention_of(ARABIC, "تو لام"), mention_of(ARABIC, "CICA", label="GPE"), mention_of(ARABIC, "بنجاح")]


def test_an_arrow_points_at_the_middle_of_its_filler(style: Style) -> None:
    mentions = arabic()
    made = placed(ARABIC, Direction.RTL, style, mentions, link(mentions[0].id, mentions[1].id))
    (arc,) = made.shapes.arcs
    tint = next(tint for tint in made.marks[0].tints if tint.mention == mentions[1].id)
    (x, y) = arc.points[-1]
    assert x == pytest.approx(tint.rect.center().x(), abs=0.6)
    assert y == made.layout.lines[0].y


def test_arcs_stand_between_the_lines(style: Style) -> None:
    mentions = arabic()
    links = [link(mentions[0].id, other.id) for other in mentions[1:]]
    made = placed(ARABIC, Direction.RTL, style, mentions, *links, width=330)
    texts = [QRectF(0, line.y, 330, line.bottom - line.y) for line in made.layout.lines]
    assert len(made.layout.lines) > 2
    for arc in made.shapes.arcs:
        assert arc.name is not None
        assert not any(arc.name.intersects(text) for text in texts)
        for (x0, y0), (x1, y1) in arc.lines:
            reach = QRectF(min(x0, x1), min(y0, y1) + 0.1, abs(x1 - x0) + 0.01, max(0.01, abs(y1 - y0) - 0.2))
            assert not any(reach.intersects(text) for text in texts)


def test_only_lines_with_arcs_grow(style: Style) -> None:
    mentions = [mention_of(GERMAN, "Auf"), mention_of(GERMAN, "Grundlage")]
    bare = placed(GERMAN, Direction.LTR, style, mentions, width=300)
    with_arc = placed(GERMAN, Direction.LTR, style, mentions, link("Auf", "Grundlage"), width=300)
    rooms = [line.y - line.top for line in with_arc.layout.lines]
    assert rooms == [style.arc_room(1), 0, 0, 0][: len(rooms)]
    assert with_arc.height - bare.height == style.arc_room(1)


def test_a_discontinuous_trigger_is_reached_at_the_piece_where_it_begins(style: Style) -> None:
    split = mention_of(GERMAN, "tauschten", " aus ", label="Contact.Meet", kind=Kind.EVENT)
    heads = mention_of(GERMAN, "Leiter der Agenturen")
    made = placed(GERMAN, Direction.LTR, style, [split, heads], link(split.id, heads.id), width=2000)
    (arc,) = made.shapes.arcs
    first = min((t.rect for t in made.marks[0].tints if t.mention == split.id), key=lambda rect: rect.left())
    assert arc.points[0][0] == pytest.approx(first.center().x(), abs=0.6)


def test_an_event_may_fill_a_role_and_have_fillers_itself(style: Style) -> None:
    words = ["tauschten", "Treffen", "Leiter der Agenturen"]
    talk, meet, heads = (mention_of(GERMAN, word, label="Contact.Meet", kind=Kind.EVENT) for word in words)
    made = placed(
        GERMAN, Direction.LTR, style, [talk, meet, heads], link(talk.id, meet.id), link(meet.id, heads.id), width=2000
    )
    incoming, outgoing = made.shapes.arcs
    assert abs(incoming.points[-1][0] - outgoing.points[0][0]) >= 6


def test_one_filler_may_play_several_roles(style: Style) -> None:
    talk = mention_of(GERMAN, "tauschten", label="Contact.Meet", kind=Kind.EVENT)
    heads = mention_of(GERMAN, "Leiter der Agenturen")
    links = [link(talk.id, heads.id, name) for name in ("Speaker", "Addressee")]
    made = placed(GERMAN, Direction.LTR, style, [talk, heads], *links, width=2000)
    one, other = made.shapes.arcs
    assert one.name is not None
    assert other.name is not None
    assert not one.name.intersects(other.name)
    assert abs(one.points[-1][0] - other.points[-1][0]) >= 6


def test_placing_again_changes_only_the_lines_of_the_new_arc(style: Style) -> None:
    mentions = [mention_of(GERMAN, word) for word in ("bei", "dem", "Auf", "der")]
    passages = Passages(GERMAN, Direction.LTR)
    marks = Marks(passages, mentions)
    links = Links(marks.passage_of, passages.is_rtl, [link("bei", "dem")])
    made = Placed(PassageLayout(GERMAN, 0, Direction.LTR, style), style, 0)
    made.wrap(300)
    wiring = Wiring(links, 0, style.gutter(300, 60))
    made.place(marks.pieces(0), wiring)
    assert made.place(marks.pieces(0), wiring) == range(0)
    links.add(link("Auf", "der"))
    before = list(made.marks)
    assert made.place(marks.pieces(0), wiring).start == 0
    assert all(a is b for a, b in zip(made.marks, before, strict=True))


def a_leg(source: str, target: str, y: float, way: int, *, head: bool = False) -> Leg:
    return Leg(link(source, target), ((50.5, y + 20), (50.5, y), (-12.5, y)), way, head, None)


def joined(*legs: Leg) -> Shapes:
    return Joiner().join([(0, leg) for leg in legs], 0, 600, 1.0)


def test_two_legs_on_the_screen_make_one_arc() -> None:
    found = joined(a_leg("e", "a", 100, 1), a_leg("e", "a", 400, -1, head=True))
    (arc,) = found.arcs
    assert [y for _x, y in arc.points] == [120, 100, 100, 400, 400, 420]
    assert len(arc.heads) == 1
    assert not found.chips


def test_a_leg_alone_ends_in_a_chip_that_says_where_the_rest_is() -> None:
    up, down = joined(a_leg("e", "a", 300, -1)), joined(a_leg("e", "a", 300, 1), a_leg("e", "a", 900, -1))
    assert [(chip.way, chip.y < 300) for chip in (*up.chips, *down.chips)] == [(-1, True), (1, False)]
    assert len(down.arcs) == 1


def test_one_chip_stands_for_all_links_of_a_tree_that_go_on() -> None:
    found = joined(a_leg("e", "a", 300, 1), a_leg("e", "b", 300, 1), a_leg("e", "c", 320, 1), a_leg("f", "a", 200, 1))
    assert sorted(len(chip.links) for chip in found.chips) == [1, 3]


def test_shared_lines_are_drawn_once() -> None:
    found = joined(a_leg("e", "a", 300, 1), a_leg("e", "b", 300, 1))
    both = outline((0.0, arc) for arc in found.arcs)
    assert both == outline((0.0, arc) for arc in found.arcs[:1])


def test_a_point_finds_the_arc_there() -> None:
    found = joined(a_leg("e", "a", 300, 1), a_leg("f", "b", 200, 1))
    near, off = found.at(0, 302), found.at(0, 250)
    assert near is not None
    assert (near.source, off) == ("e", None)
    assert found.at(0, 302, among=()) is None
    (chip, _other) = found.chips
    on_chip = found.at(chip.x, chip.y)
    assert on_chip is not None
    assert on_chip == chip.links[0]


def test_a_joiner_keeps_arcs_whose_legs_stay(qapp: object) -> None:
    joiner = Joiner()
    legs = [a_leg("e", "a", 100, 1), a_leg("e", "a", 400, -1), a_leg("f", "b", 200, 1)]
    before = joiner.join([(0, leg) for leg in legs], 0, 600, 1.0)
    scrolled = joiner.join([(0, leg) for leg in legs], 50, 650, 1.0)
    assert all(one is other for one, other in zip(before.arcs, scrolled.arcs, strict=True))
    moved = joiner.join([(0, legs[0]), (30, legs[1]), (0, legs[2])], 0, 600, 1.0)
    assert moved.arcs[0].bottom == before.arcs[0].bottom + 30
    assert moved.arcs[1] is before.arcs[1]
