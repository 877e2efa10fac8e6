"""What is painted, read back from pixels."""

import random
from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from annotator.gui.article.marks import Piece
from annotator.gui.article.paint import PaintState, paint_passage
from annotator.gui.article.placing import Placed
from annotator.gui.article.selecting import Hits
from annotator.gui.article.style import Style
from annotator.gui.theme import Mode, Theme, contrast
from annotator.model.annotation import Kind
from annotator.model.document import Direction
from annotator.model.scheme import Attribute, Choice, Scheme
from tests.gui.article import oracle
from tests.gui.article.conftest import a_mention
from tests.gui.article.test_runs import NASTY, laid_out

WIDTH = 4000


def painted(text: str, direction: Direction, style: Style, pieces: list[Piece], state: PaintState) -> QImage:
    placed = Placed(laid_out(text, direction, style), style, 0)
    placed.wrap(WIDTH)
    placed.place(pieces)
    image = QImage(WIDTH, placed.height, QImage.Format.Format_RGB32)
    image.fill(style.surface)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_passage(painter, placed, state, style, top=0, bottom=placed.height)
    painter.end()
    return image


def columns_that_differ(one: QImage, other: QImage, row: int) -> list[oracle.Interval]:
    """The stretches of a row in which two pictures differ."""
    found: list[oracle.Interval] = []
    for x in range(one.width()):
        if one.pixel(x, row) != other.pixel(x, row):
            if found and found[-1][1] == x:
                found[-1] = found[-1][0], x + 1
            else:
                found.append((x, x + 1))
    return found


def joined(parts: list[oracle.Interval]) -> list[oracle.Interval]:
    merged: list[oracle.Interval] = []
    for left, right in parts:
        if merged and left - merged[-1][1] < 1.6:
            merged[-1] = merged[-1][0], right
        else:
            merged.append((left, right))
    return merged


@pytest.mark.parametrize(("text", "direction"), NASTY)
def test_tints_stand_behind_their_own_characters(text: str, direction: Direction, one_font_style: Style) -> None:
    one_font_style.text = QColor(0, 0, 0, 0)  # letters would hide the edges
    state = PaintState(width=WIDTH)
    bare = painted(text, direction, one_font_style, [], state)
    left = min(run.left for run in laid_out(text, direction, one_font_style).lines[0].table)
    where = oracle.intervals(text.rstrip(), direction is Direction.RTL, left)
    boundaries = [b for b in oracle.grapheme_starts(text) if b <= len(where)]
    ranges = list(combinations(boundaries, 2))
    for start, end in random.Random(text).sample(ranges, min(5, len(ranges))):
        wanted = joined([w for w in oracle.union(where[start:end]) if w[1] - w[0] > 2.5])
        if not wanted:
            continue
        piece = Piece(start, end, a_mention("m", (start, end)), True)
        image = painted(text, direction, one_font_style, [piece], state)
        found = joined(columns_that_differ(bare, image, row=12))
        found = [f for f in found if f[1] - f[0] > 2.5]
        assert len(found) == len(wanted), (text[start:end], found, wanted)
        for got, want in zip(found, wanted, strict=True):
            assert abs(got[0] - want[0]) <= 1.6, (text[start:end], found, wanted)
            assert abs(got[1] - want[1]) <= 1.6, (text[start:end], found, wanted)


TEXT = "Generalsekretär To Lam"


def color_at(image: QImage, rect: QRectF) -> QColor:
    return QColor(image.pixel(round(rect.center().x()), 2))


def pieces_of(*ranges: tuple[int, int], label: str = "PERSON", kind: Kind = Kind.ENTITY) -> list[Piece]:
    return [Piece(s, e, a_mention(f"{s}-{e}", (s, e), label=label, kind=kind), True) for s, e in ranges]


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_selected_mention_has_a_stronger_tint_and_a_ring(mode: Mode, scheme: Scheme) -> None:
    style = Style(Theme(mode), scheme)
    (piece,) = pieces_of((0, 15))
    layout = laid_out(TEXT, Direction.LTR, style)
    (rect,) = layout.rects(0, 15)
    look = style.look("PERSON", Kind.ENTITY)
    rest = painted(TEXT, Direction.LTR, style, [piece], PaintState(width=WIDTH))
    selected = PaintState(selected=frozenset({piece.mention.id}), width=WIDTH)
    chosen = painted(TEXT, Direction.LTR, style, [piece], selected)
    assert color_at(rest, rect) == look.tints[0]
    assert color_at(chosen, rect) == look.tint_on
    edges = [QColor(image.pixel(round(rect.center().x()), 0)) for image in (chosen, rest)]
    assert contrast(edges[0], style.surface) > 4.5  # the ring, half a pixel of it
    assert contrast(edges[1], style.surface) < 1.6


def test_an_inner_mention_keeps_its_own_clean_tint(style: Style) -> None:
    outer, inner = pieces_of((0, 22), (8, 15))
    image = painted(TEXT, Direction.LTR, style, [outer, inner], PaintState(width=WIDTH))
    layout = laid_out(TEXT, Direction.LTR, style)
    (rect,) = layout.rects(8, 15)
    assert color_at(image, rect) == style.look("PERSON", Kind.ENTITY).tints[1]


def test_selected_text_and_find_hits_stand_behind_the_letters(style: Style) -> None:
    state = PaintState(selection=((16, 22),), hits=Hits.of([(0, 7), (8, 15)], 1), width=WIDTH)
    image = painted(TEXT, Direction.LTR, style, [], state)
    layout = laid_out(TEXT, Direction.LTR, style)
    colors = [color_at(image, next(iter(layout.rects(*r)))) for r in ((0, 7), (8, 15), (16, 22))]
    assert colors == [style.find, style.find_current, style.select]


def test_an_event_has_a_filled_tag_and_an_entity_a_bare_one(style: Style) -> None:
    event_mention = a_mention("e", (0, 1), label="Contact.Meet", kind=Kind.EVENT)
    event = style.tag(event_mention, 500, 1.0, solid=False).pixmap.toImage()
    entity = style.tag(a_mention("p", (0, 1)), 500, 1.0, solid=False).pixmap.toImage()
    assert event.pixelColor(event.width() // 2, 1) == style.look("Contact.Meet", Kind.EVENT).ink
    assert entity.pixelColor(entity.width() // 2, 1).alpha() == 0


def test_a_tag_shows_the_marks_of_attribute_values(scheme: Scheme) -> None:
    negated = replace(scheme.attribute("negated"), mark="¬")
    kind = Attribute("mention", choices=(Choice("NAM"), Choice("NOM", mark="~")), default="NAM")
    others = tuple(known for known in scheme.attributes if known.name not in ("negated", "mention"))
    style = Style(Theme("light"), replace(scheme, attributes=(negated, kind, *others)))
    plain = a_mention("e", (0, 1), label="Contact.Meet", kind=Kind.EVENT)
    marked = replace(plain, attributes={"negated": True})
    person = replace(a_mention("p", (0, 1)), attributes={"mention": "NOM", "remark": "long"})
    assert [style.signs(m) for m in (plain, marked, person)] == ["", "¬", "~"]
    assert style.tag_width(marked, 500) > style.tag_width(plain, 500)
    assert style.tag(marked, 500, 1.0, solid=False).width == style.tag_width(marked, 500)
    width, bare = style.tag_width(marked, 500), style.tag_width(plain, 500)
    image = style.tag(marked, 500, 1.0, solid=False).pixmap.toImage()
    ink = style.look("Contact.Meet", Kind.EVENT).ink
    assert any(image.pixelColor(x, y) != ink for x in range(bare, width - 2) for y in range(3, image.height() - 3))


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_fellow_has_a_dashed_ring_and_what_is_pointed_at_a_whole_one(mode: Mode, scheme: Scheme) -> None:
    style = Style(Theme(mode), scheme)
    (piece,) = pieces_of((0, 15))
    (rect,) = laid_out(TEXT, Direction.LTR, style).rects(0, 15)
    rest = painted(TEXT, Direction.LTR, style, [piece], PaintState(width=WIDTH))
    fellow = PaintState(fellows=frozenset({piece.mention.id}), width=WIDTH)
    pointed = PaintState(pointed=piece.mention.id, width=WIDTH)

    def inked(state: PaintState) -> float:
        image = painted(TEXT, Direction.LTR, style, [piece], state)
        columns = range(round(rect.left()) + 8, round(rect.right()) - 8)
        return sum(image.pixel(x, 0) != rest.pixel(x, 0) for x in columns) / len(columns)

    assert 0.3 < inked(fellow) < 0.95
    assert inked(pointed) == 1
