"""The strip of ticks: whose they are can be told without colours."""

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from annotator.gui.review.ticks import WIDTH, Tick, Ticks
from annotator.gui.theme import Theme
from annotator.gui.widgets import Signs
from tests.gui.review.conftest import LEILA, MEHDI, SARA

NAMES = (LEILA, MEHDI, SARA)


@pytest.fixture
def strip(qtbot: QtBot) -> Ticks:
    made = Ticks(None)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.resize(WIDTH, 200)
    made.dress(Theme(), Signs(NAMES))
    return made


def inked(strip: Ticks, y: float) -> list[bool]:
    """Which pixels of a row are not ground."""
    image: QImage = strip.grab().toImage()
    ground = Theme().c("surface").rgb()
    return [image.pixel(x, round(y)) != ground for x in range(1, image.width())]


def test_each_annotator_has_a_side_and_a_number_of_pieces(strip: Ticks) -> None:
    strip.show_ticks([Tick(0.2, frozenset((LEILA,))), Tick(0.6, frozenset((MEHDI,)))], (LEILA, MEHDI))
    left, right = (inked(strip, strip._y(tick)) for tick in strip._ticks)
    middle = WIDTH // 2
    assert any(left[:middle])
    assert not any(left[middle:])
    assert any(right[middle:])
    assert not any(right[:middle])
    pieces = [sum(a != b for a, b in zip([False, *row], [*row, False], strict=True)) // 2 for row in (left, right)]
    assert pieces == [1, 2]


def test_where_both_have_something_both_have_a_tick(strip: Ticks) -> None:
    strip.show_ticks([Tick(0.5, frozenset((LEILA, MEHDI)))], (LEILA, MEHDI))
    row = inked(strip, strip._y(strip._ticks[0]))
    assert any(row[: WIDTH // 2])
    assert any(row[WIDTH // 2 :])


def test_the_chosen_one_goes_across_in_the_accent(strip: Ticks) -> None:
    strip.show_ticks([Tick(0.5, frozenset((LEILA,)))], (LEILA, MEHDI))
    strip.set_current(0)
    image = strip.grab().toImage()
    y = round(strip._y(strip._ticks[0]))
    assert {image.pixelColor(x, y).name() for x in range(1, WIDTH)} == {Theme().c("accent").name()}


def test_nothing_is_shown_of_a_chosen_one_that_is_gone(strip: Ticks) -> None:
    strip.set_current(3)
    strip.show_ticks([], (LEILA, MEHDI))
    assert not any(inked(strip, 100))


def test_the_first_and_the_last_are_whole(strip: Ticks) -> None:
    strip.show_ticks([Tick(0.0, frozenset((LEILA,))), Tick(1.0, frozenset((LEILA,)))], (LEILA,))
    low, high = (strip._y(tick) for tick in strip._ticks)
    assert 1 <= low < high <= strip.height() - 1
