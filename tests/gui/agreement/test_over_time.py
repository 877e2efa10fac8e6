"""Charts over time: points at their height, on the page's scale."""

import pytest
from PySide6.QtCore import Qt

from annotator.gui.agreement.compared import Column
from annotator.gui.agreement.figures import Match, Scale, compared
from annotator.gui.agreement.over_time import OverTime
from annotator.gui.theme import Theme
from annotator.services.agreement.figures import Figure
from tests.gui.agreement.conftest import color_at

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

NAMES = compared(Match.EXACT)
VALUES = (0.6, 0.75, None, 0.9)


@pytest.fixture
def chart(qtbot) -> OverTime:
    made = OverTime()
    qtbot.addWidget(made)
    points = [
        Column(f"2026-0{n + 1}", 10 + n, {name: Figure(name, value, "" if value else "Nothing.", 20) for name in NAMES})
        for n, value in enumerate(VALUES)
    ]
    made.show_points(points, NAMES, Scale())
    made.resize(700, made.height())
    made.show()
    return made


def test_points_stand_at_their_height(chart):
    plot = chart.plot(0)
    heights = [center and (plot.bottom() - center.y()) / plot.height() for center in map(chart.center, range(4))]
    assert heights == [pytest.approx(0.2), pytest.approx(0.5), None, pytest.approx(0.8)]
    first = chart.center(0)
    assert first is not None
    assert color_at(chart, first) == Theme().c("accent")


def test_time_runs_with_the_interface(chart):
    xs = [rect.center().x() for rect in chart.rects()[:4]]
    assert xs == sorted(xs)
    chart.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    xs = [rect.center().x() for rect in chart.rects()[:4]]
    assert xs == sorted(xs, reverse=True)


def test_each_figure_has_a_chart_and_each_point_its_words(chart):
    assert len(chart.rects()) == 3 * 4
    assert chart.words(1) == "2026-02, 11 documents: Entities, exact: 0.8, n = 20, no interval"
    assert chart.words(6) == "2026-03, 12 documents: Triggers, classification: not defined. Nothing."
