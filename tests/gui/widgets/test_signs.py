"""The signs of annotators: the same everywhere, and told apart by more than a colour."""

from itertools import pairwise

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from annotator.gui.theme import ANNOTATORS, Theme, contrast
from annotator.gui.widgets import SignBadge, Signs
from annotator.model.annotation import GOLD, Annotator
from annotator.model.ids import AnnotatorName

NAMES = ["leila", "mehdi", "sara", "lukas", "anna", "omid"]


def test_a_sign_goes_by_the_order_of_the_project() -> None:
    assert [Signs(NAMES).of(name).place for name in NAMES] == list(range(6))
    assert Signs([GOLD, *NAMES]).of("leila") == Signs(NAMES).of("leila")


def test_initials_of_two_who_begin_alike_differ() -> None:
    signs = Signs(NAMES)
    assert [signs.of(name).initial for name in ("leila", "lukas", "mehdi")] == ["Le", "Lu", "M"]


def test_a_name_that_the_project_does_not_know_has_a_sign_too() -> None:
    signs = Signs(["leila"])
    assert signs.of("guest").place == 1
    assert signs.of("guest") is signs.of("guest")


def test_who_comes_later_changes_nobodys_sign() -> None:
    first = [Annotator(AnnotatorName(name), "2026-01-01T00:00:00.000Z") for name in ("mehdi", "sara")]
    later = Annotator(AnnotatorName("aida"), "2026-01-02T00:00:00.000Z")
    assert Signs.of_people([later, *first]).of("mehdi") == Signs.of_people(first).of("mehdi")
    assert Signs.of_people([later, *first]).of("aida").place == 2


def test_neighbours_differ_in_shape_line_and_pattern() -> None:
    theme, signs = Theme(), Signs(NAMES)
    for one, other in pairwise(NAMES):
        left, right = signs.of(one), signs.of(other)
        assert left.is_round != right.is_round
        assert left.line is not right.line
        assert left.ground(theme).style() is not right.ground(theme).style()


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("place", [-1, *range(len(ANNOTATORS))])
def test_words_in_an_annotators_colour_can_be_read(mode: str, place: int) -> None:
    theme = Theme(mode)  # type: ignore[arg-type]
    ink = theme.annotator_ink(place)
    assert min(contrast(ink, theme.c(ground)) for ground in ("surface", "chrome", "sunken")) >= 4.5
    assert contrast(theme.on_ink(), ink) >= 4.5


def test_a_ghost_is_hollow(qtbot: QtBot) -> None:
    middles = []
    for ghost in (False, True):
        badge = SignBadge(Signs(NAMES).of("mehdi"), ghost=ghost)
        qtbot.addWidget(badge)
        image: QImage = badge.grab().toImage()
        middles.append(image.pixelColor(3, image.height() // 2))
    assert middles[0] == Theme().annotator_ink(1)
    assert middles[1] != middles[0]
