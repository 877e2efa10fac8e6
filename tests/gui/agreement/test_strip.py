"""The strip: bands where the figures say, rows where there is little room, reasons in place of numbers."""

import pytest
from PySide6.QtCore import QPointF, Qt

from annotator.gui.agreement.bands import BAND_STEP, x_on
from annotator.gui.agreement.figures import Scale
from annotator.gui.agreement.strip import HEIGHT, Strip
from annotator.gui.theme import Theme
from annotator.services.agreement.figures import Figure
from tests.gui.agreement.conftest import color_at

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

FIGURES = [
    Figure("entity_exact", 0.75, "", 100, (0.7, 0.9)),
    Figure("trigger_exact", 0.6, "", 40, (0.55, 0.65)),
    Figure("conll", None, "Neither layer has any clustered mentions."),
]


def strip_of(qtbot, figures=FIGURES, width: int = 800, mode="light") -> Strip:
    made = Strip()
    qtbot.addWidget(made)
    made.set_theme(Theme(mode))
    made.show_figures(figures, Scale())
    made.resize(width, made.heightForWidth(width))
    made.show()
    return made


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_the_band_stands_where_the_interval_says(qtbot, mode, direction):
    made = strip_of(qtbot, mode=mode)
    made.setLayoutDirection(direction)
    image, theme = made.grab().toImage(), Theme(mode)
    cell = made.rects()[0]
    middle = round(cell.top() + 12 + 56 + 9) - 2
    row = [image.pixelColor(x, middle) for x in range(round(cell.left()), round(cell.right()))]
    band = [x for x, color in enumerate(row) if color == theme.heat(BAND_STEP)[0]]
    mark = [x for x, color in enumerate(row) if color == theme.c("accent")]
    assert band and mark
    share = (min(mark) + max(mark) - 2 * min(band)) / 2 / (max(band) - min(band))
    wanted = (0.75 - 0.7) / (0.9 - 0.7)
    assert share == pytest.approx(wanted if direction is Qt.LayoutDirection.LeftToRight else 1 - wanted, abs=0.06)


def test_values_stand_on_the_scale(qtbot):
    track = strip_of(qtbot).rects()[0]
    ltr, rtl = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft
    assert x_on(Scale(0.5), track, 0.5, ltr) == track.left()
    assert x_on(Scale(0.5), track, 1.0, ltr) == track.right()
    assert x_on(Scale(0.5), track, 1.0, rtl) == track.left()


def test_a_narrow_strip_has_more_rows(qtbot):
    made = strip_of(qtbot)
    assert made.heightForWidth(800) == HEIGHT
    assert made.heightForWidth(330) == 2 * HEIGHT
    assert made.heightForWidth(160) == 3 * HEIGHT
    made.resize(330, 2 * HEIGHT)
    assert [rect.top() for rect in made.rects()] == [0, 0, HEIGHT]


def test_a_figure_that_is_not_defined_says_why(qtbot):
    made = strip_of(qtbot)
    assert made.words(2) == "Coreference, CoNLL: not defined. Neither layer has any clustered mentions."
    cell = made.rects()[2]
    accent = Theme().c("accent")
    assert color_at(made, QPointF(cell.center().x(), cell.top() + 77)) != accent


def test_cells_are_walked_and_asked_about(qtbot):
    made = strip_of(qtbot)
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    qtbot.keyClick(made, Qt.Key.Key_Right)
    assert made.accessibleDescription().startswith("Triggers, classification: 0.60, interval 0.55 to 0.65, n = 40")
    with qtbot.waitSignal(made.activated) as asked:
        qtbot.keyClick(made, Qt.Key.Key_Return)
    assert asked.args == [1]
