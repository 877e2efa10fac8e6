"""Arcs as painted, read back from pixels."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter

from annotator.gui.article.paint_arcs import AT_REST, ArcState, Stroke, paint_arcs
from annotator.gui.article.placing import Placed
from annotator.gui.article.style import Style
from annotator.gui.theme import Mode, Theme, contrast
from annotator.model.document import Direction
from annotator.model.scheme import Scheme
from tests.gui.article.test_arcs import ARABIC, arabic, placed
from tests.gui.article.test_links import link

BESIDE = 60


def painted(made: Placed, style: Style, state: ArcState = AT_REST) -> QImage:
    image = QImage(690 + 2 * BESIDE, made.height, QImage.Format.Format_RGB32)
    image.fill(style.surface)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(BESIDE, 0)
    paint_arcs(painter, [(0.0, made.shapes)], state, style, top=0, bottom=made.height)
    painter.end()
    return image


def a_passage(style: Style, width: int = 690) -> Placed:
    mentions = arabic()
    links = [link(mentions[0].id, other.id, "Participant") for other in mentions[1:]]
    return placed(ARABIC, Direction.RTL, style, mentions, *links, width=width)


@pytest.mark.parametrize("width", [690, 330])
def test_nothing_is_painted_on_text(style: Style, width: int) -> None:
    made = a_passage(style, width)
    image = painted(made, style)
    for line in made.layout.lines:
        for y in range(line.y + 1, line.bottom):
            assert all(image.pixelColor(x, y) == style.surface for x in range(BESIDE, BESIDE + width))


def test_an_arrow_ends_over_the_middle_of_its_filler(style: Style) -> None:
    made = a_passage(style)
    image = painted(made, style)
    for arc in made.shapes.arcs:
        x, y = (round(value - 0.5) for value in arc.points[-1])
        inked = [dx for dx in range(-6, 7) if image.pixelColor(BESIDE + x + dx, y - 4) != style.surface]
        assert min(inked) == -max(inked)
        assert 2 <= max(inked) <= 4
        tip = [dx for dx in range(-6, 7) if image.pixelColor(BESIDE + x + dx, y - 1) != style.surface]
        assert len(tip) <= 3


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_arcs_at_rest_can_be_seen_and_lit_ones_have_their_hue(mode: Mode, scheme: Scheme) -> None:
    style = Style(Theme(mode), scheme)
    made = a_passage(style)
    arc = made.shapes.arcs[0]
    hue = style.theme.ink("violet")
    (x, y) = arc.points[1]
    at = BESIDE + round((x + arc.points[2][0]) / 2), round(y - 0.5)
    if arc.name is not None and arc.name.contains(at[0] - BESIDE, at[1]):
        at = BESIDE + round(arc.name.right()) + 3, at[1]
    rest = painted(made, style).pixelColor(*at)
    assert rest == style.arc
    assert contrast(rest, style.surface) > 3
    assert painted(made, style, ArcState({arc.link.id: Stroke(hue)})).pixelColor(*at) == hue


def test_what_arcs_share_is_no_thicker(style: Style) -> None:
    made = a_passage(style)
    hue = QColor("red")
    stem_x, foot = made.shapes.arcs[0].points[0]
    alone = painted(made, style, ArcState({made.shapes.arcs[0].link.id: Stroke(hue)}, only_lit=True))
    together = painted(made, style, ArcState({arc.link.id: Stroke(hue) for arc in made.shapes.arcs}, only_lit=True))
    for x in range(round(stem_x) - 3, round(stem_x) + 4):
        at = BESIDE + x, round(foot) - 2
        assert alone.pixelColor(*at) == together.pixelColor(*at)


def test_only_lit_arcs_are_drawn_when_told_so(style: Style) -> None:
    made = a_passage(style)
    image = painted(made, style, ArcState(only_lit=True))
    assert {image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(0, image.height(), 2)} == {
        style.surface.name()
    }


def test_a_broken_arc_has_gaps_and_a_hollow_head(style: Style) -> None:
    made = a_passage(style)
    arc, hue = made.shapes.arcs[0], QColor("red")
    solid, broken = (
        painted(made, style, ArcState({arc.link.id: stroke}, only_lit=True))
        for stroke in (Stroke(hue, 2), Stroke(hue, 2, Qt.PenStyle.DashLine, is_hollow=True))
    )
    (from_x, y), (to_x, _y) = sorted(arc.points[1:3])
    row = [
        BESIDE + x for x in range(round(from_x) + 8, round(to_x) - 8) if arc.name is None or not arc.name.contains(x, y)
    ]
    assert all(solid.pixelColor(x, round(y - 0.5)) == hue for x in row)
    parts = [broken.pixelColor(x, round(y - 0.5)) == hue for x in row]
    assert 0.3 < sum(parts) / len(parts) < 0.9
    tip_x, tip_y = (round(value - 0.5) for value in arc.points[-1])
    assert solid.pixelColor(BESIDE + tip_x, tip_y - 3) == hue
    assert broken.pixelColor(BESIDE + tip_x, tip_y - 3) != hue
    outline = [broken.pixelColor(BESIDE + tip_x + dx, tip_y - 4) != style.surface for dx in range(-5, 6)]
    assert any(outline[:5])
    assert any(outline[6:])
