"""Lanes, tags and line heights of laid-out passages."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.gui.article.layout import PassageLayout
from annotator.gui.article.marks import Claim, Marks, Piece, assign_lanes
from annotator.gui.article.passages import Passages
from annotator.gui.article.placing import Placed
from annotator.gui.article.style import Style
from annotator.model.annotation import Kind
from annotator.model.document import Direction
from annotator.model.ids import MentionId
from annotator.model.span import Span
from tests.gui.article.conftest import a_mention, mention_of

ARABIC = "اختتم الأمين العام تو لام وزوجته زيارة دولة إلى جمهورية كازاخستان ومنظمة CICA في 6 مايو 2025 بنجاح"
GERMAN = "Auf der Grundlage tauschten sich die Leiter der Agenturen bei dem Treffen aus und bewerteten die Lage"


def placed(text: str, direction: Direction, style: Style, *mentions, width: int = 400) -> Placed:
    passages = Passages(text, direction)
    marks = Marks(passages, mentions)
    made = Placed(PassageLayout(text, 0, direction, style), style, 0)
    made.wrap(width)
    made.place(marks.pieces(0))
    return made


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=14))
def test_no_two_claims_of_a_lane_overlap(sizes: list[tuple[int, int]]) -> None:
    claims = [Claim(left, left + width) for left, width in sizes]
    lanes = assign_lanes(claims)
    for i, one in enumerate(claims):
        for j, other in enumerate(claims[:i]):
            if lanes[i] == lanes[j]:
                assert one.right <= other.left or other.right <= one.left


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=14))
def test_a_claim_takes_the_first_free_lane(sizes: list[tuple[int, int]]) -> None:
    claims = [Claim(left, left + width) for left, width in sizes]
    lanes = assign_lanes(claims)
    for i, lane in enumerate(lanes):
        for nearer in range(lane):
            blockers = [claims[j] for j in range(i) if lanes[j] == nearer]
            assert any(claims[i].right > b.left and claims[i].left < b.right for b in blockers)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20), st.integers(0, 4)), max_size=14))
def test_claims_of_a_group_stand_one_below_the_other(sizes: list[tuple[int, int, int]]) -> None:
    claims, groups = [Claim(left, left + width) for left, width, _group in sizes], [group for _l, _w, group in sizes]
    lanes = assign_lanes(claims, groups)
    for group in set(groups):
        own = [lane for lane, other in zip(lanes, groups, strict=True) if other == group]
        assert own == sorted(set(own))
    for i, one in enumerate(claims):
        assert all(
            one.right <= c.left or c.right <= one.left
            for c, lane in zip(claims[:i], lanes, strict=False)
            if lane == lanes[i]
        )


def test_the_outer_of_two_nested_mentions_lies_below_the_inner_one(style: Style) -> None:
    outer, inner = mention_of(ARABIC, "الأمين العام تو لام"), mention_of(ARABIC, "الأمين العام", label="GPE")
    made = placed(ARABIC, Direction.RTL, style, outer, inner, width=700)
    tops = {bar.mention: bar.rect.top() for bar in made.marks[0].bars}
    assert tops[inner.id] < tops[outer.id]


def test_a_discontinuous_mention_is_one_lane_with_one_tag_and_a_dotted_line(style: Style) -> None:
    split = mention_of(GERMAN, "tauschten", " aus ", label="Contact.Meet", kind=Kind.EVENT)
    inner = mention_of(GERMAN, "Leiter der Agenturen")
    made = placed(GERMAN, Direction.LTR, style, split, inner, width=2000)
    (marks,) = made.marks
    tops = [bar.rect.top() for bar in marks.bars if bar.mention == split.id]
    assert len(tops) == 2
    assert len(set(tops)) == 1
    (joint,) = marks.joints
    first, second = sorted((bar.rect for bar in marks.bars if bar.mention == split.id), key=lambda r: r.left())
    assert abs(joint.left - first.right()) <= 1
    assert abs(joint.right - second.left()) <= 1
    assert [tag.mention.id for tag in marks.tags].count(split.id) == 1


@pytest.mark.parametrize(("text", "direction"), [(ARABIC, Direction.RTL), (GERMAN, Direction.LTR)])
def test_a_tag_stands_at_the_start_of_the_mention_in_the_direction_of_the_paragraph(
    text: str, direction: Direction, style: Style
) -> None:
    word = "جمهورية كازاخستان" if direction is Direction.RTL else "Leiter der Agenturen"
    mention = mention_of(text, word)
    made = placed(text, direction, style, mention, width=2000)
    ((tag,), (tint,)) = made.marks[0].tags, made.marks[0].tints
    if direction is Direction.RTL:
        assert abs(tag.rect.right() - tint.rect.right()) <= 1
    else:
        assert abs(tag.rect.left() - tint.rect.left()) <= 1


@given(st.data())
def test_tags_never_leave_the_column(style: Style, data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([ARABIC, GERMAN]))
    direction = Direction.RTL if text == ARABIC else Direction.LTR
    width = data.draw(st.integers(60, 500))
    starts = data.draw(st.lists(st.integers(0, len(text) - 2), min_size=1, max_size=8, unique=True))
    labels = st.sampled_from(
        [("PERSON", Kind.ENTITY), ("Contact.Meet", Kind.EVENT), ("a label that is very long", Kind.ENTITY)]
    )
    mentions = []
    for start in starts:
        label, kind = data.draw(labels)
        end = data.draw(st.integers(start + 1, min(len(text), start + 30)))
        mentions.append(a_mention(str(start), (start, end), label=label, kind=kind))
    made = placed(text, direction, style, *mentions, width=width)
    tags = [tag for marks in made.marks for tag in marks.tags]
    assert len(tags) == len(mentions)
    for tag in tags:
        assert tag.rect.left() >= 0
        assert tag.rect.right() <= width
    assert_lanes_apart(made)


def assert_lanes_apart(made: Placed) -> None:
    """No tag covers another tag or a bar, and every lane fits between its line and the next."""
    for line, marks in zip(made.layout.lines, made.marks, strict=True):
        rects = [tag.rect for tag in marks.tags]
        for i, rect in enumerate(rects):
            assert line.y + rect.bottom() <= line.bottom
            assert not any(rect.intersects(other) for other in rects[:i])
            assert not any(rect.intersects(bar.rect) for bar in marks.bars)


def test_a_mention_over_several_lines_has_its_tag_on_the_first_only(style: Style) -> None:
    mention = a_mention("m", (0, len(GERMAN)))
    made = placed(GERMAN, Direction.LTR, style, mention, width=250)
    assert len(made.marks) > 2
    assert [len(marks.tags) for marks in made.marks] == [1] + [0] * (len(made.marks) - 1)
    assert all(marks.tints for marks in made.marks)


def test_placing_again_keeps_the_lines_that_did_not_change(style: Style) -> None:
    first = a_mention("first", (0, 3))
    text = GERMAN * 3
    made = placed(text, Direction.LTR, style, first, width=300)
    before = list(made.marks)
    last = a_mention("last", (len(text) - 4, len(text)))
    changed = made.place([Piece(0, 3, first, True), Piece(len(text) - 4, len(text), last, True)])
    assert made.marks[:-1] == before[:-1]
    assert all(a is b for a, b in zip(made.marks[:-1], before[:-1], strict=True))
    assert changed.start == made.layout.lines[-1].top


def test_a_mention_of_which_nothing_shows_is_still_drawn(style: Style) -> None:
    made = placed("می\u200cخواهد ", Direction.RTL, style, a_mention("space", (8, 9)))
    ((tint,),) = (marks.tints for marks in made.marks)
    assert tint.rect.width() >= 2


def test_an_edge_inside_a_grapheme_is_drawn_around_the_whole_grapheme(lay_out: Callable[..., PassageLayout]) -> None:
    layout = lay_out("مُحَمَّد", Direction.RTL)
    whole = list(layout.rects(2, 4))
    assert list(layout.rects(2, 3)) == whole
    assert list(layout.rects(3, 4)) == whole


def test_mentions_across_paragraphs_stand_in_each(style: Style) -> None:
    text = "one two\nthree\n\nfour five"
    marks = Marks(Passages(text, Direction.LTR), [a_mention("m", (4, 19))])
    found = {i: [(p.start, p.end, p.opens) for p in marks.pieces(i)] for i in range(4)}
    assert found == {0: [(4, 7, True)], 1: [(0, 5, False)], 2: [], 3: [(0, 4, False)]}
    assert marks.remove(a_mention("m", (4, 19)).id) == {0, 1, 3}
    assert not any(marks.pieces(i) for i in range(4))


def test_reading_order_goes_round(style: Style) -> None:
    mentions = [a_mention("b", (4, 7)), a_mention("a", (0, 3)), a_mention("outer", (4, 9))]
    marks = Marks(Passages("one two three", Direction.LTR), mentions)
    walk: list[MentionId | None] = [None]
    for _ in range(4):
        current = marks.beyond(walk[-1], 0, 1)
        assert current is not None
        walk.append(current.id)
    assert walk[1:] == ["a", "outer", "b", "a"]
    back = marks.beyond(None, 4, -1)
    assert back is not None
    assert back.id == "a"
    assert [marks.position(m) for m in mentions] == [3, 1, 2]
    marks.add(a_mention("new", (2, 3)))
    assert [marks.position(m) for m in mentions] == [4, 1, 3]


def test_mentions_at_a_place_come_innermost_first() -> None:
    marks = Marks(Passages("one two three", Direction.LTR), [a_mention("outer", (0, 9)), a_mention("in", (4, 7))])
    assert [m.id for m in marks.at(5)] == ["in", "outer"]
    assert [m.id for m in marks.at(1)] == ["outer"]
    assert Span.of(4, 7).covers(marks.at(5)[0].span)
