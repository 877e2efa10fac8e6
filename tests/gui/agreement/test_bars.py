"""Bars: as long as their figures, sorted, the lowest one darker."""

import pytest
from PySide6.QtCore import QPointF, Qt

from annotator.gui.agreement.bands import BAND_STEP
from annotator.gui.agreement.bars import ROW, Bars, sorted_bars
from annotator.gui.theme import Theme
from annotator.services.agreement.figures import Figure
from tests.gui.agreement.conftest import color_at

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

FIGURES = {
    "FAC": Figure("entity_exact", 0.25, "", 87, (0.2, 0.4)),
    "GPE": Figure("entity_exact", 0.95, "", 576, (0.93, 0.97)),
    "Movement.Visit": Figure("entity_exact", 0.5, "", 8),
    "LAW": Figure("entity_exact", None, "Neither layer has any entity mentions."),
}


def bars_of(qtbot, mode="light") -> Bars:
    made = Bars()
    qtbot.addWidget(made)
    made.set_theme(Theme(mode))
    made.show_bars(sorted_bars(FIGURES))
    made.resize(420, made.height())
    made.show()
    return made


def test_the_best_comes_first_and_the_undefined_last(qtbot):
    made = bars_of(qtbot)
    assert [bar.label for bar in made.bars] == ["GPE", "Movement.Visit", "FAC", "LAW"]
    assert made.lowest == 2
    assert len({bar.label for bar in made.bars}) == len(made.rects())


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_bar_is_as_long_as_its_figure(qtbot, mode):
    made, theme = bars_of(qtbot, mode), Theme(mode)
    whole = made.track(0).width()
    assert [round(made.bar_rect(place).width() / whole, 2) for place in range(3)] == [0.95, 0.5, 0.25]
    assert color_at(made, made.bar_rect(1).center()) == theme.heat(BAND_STEP)[0]
    assert color_at(made, made.bar_rect(2).topLeft() + QPointF(5, 3)) == theme.heat(BAND_STEP + 1)[0]
    outside = made.bar_rect(1).topRight() + QPointF(12, 4)
    assert color_at(made, outside) not in (theme.heat(BAND_STEP)[0], theme.heat(BAND_STEP + 1)[0])


def test_whiskers_reach_as_far_as_the_interval(qtbot):
    made = bars_of(qtbot)
    image, text = made.grab().toImage(), Theme().c("text")
    y = round(made.track(2).center().y())
    dark = [x for x in range(image.width()) if image.pixelColor(x, y).lightness() < text.lightness() + 40]
    track = made.track(2)
    inside = [x for x in dark if track.left() <= x <= track.right()]
    assert min(inside) == pytest.approx(track.left() + 0.2 * track.width(), abs=2)
    assert max(inside) == pytest.approx(track.left() + 0.4 * track.width(), abs=2)


def test_a_mirrored_window_has_bars_from_the_right(qtbot):
    made = bars_of(qtbot)
    made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert made.bar_rect(0).right() == made.bar_rect(1).right()
    assert made.bar_rect(0).left() < made.bar_rect(1).left()


def test_a_long_label_is_cut_and_heard_whole(qtbot):
    name = "Bewegung.Staatsoberhauptsdienstreisegenehmigungsverfahren"
    made = bars_of(qtbot)
    made.show_bars(sorted_bars({name: FIGURES["GPE"]}))
    assert made.track(0).left() < made.width() / 2
    assert made.words(0).startswith(f"{name}: Entities, exact: 0.95, interval 0.93 to 0.97, n = 576")
    assert made.tip(0) == made.words(0)


def test_where_all_are_alike_none_is_the_lowest(qtbot):
    made = bars_of(qtbot)
    made.show_bars(sorted_bars({"A": FIGURES["GPE"], "B": FIGURES["GPE"]}))
    assert made.lowest is None
    assert made.height() > 2 * ROW
