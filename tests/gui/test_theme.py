"""Colours with contrast, and what is made of them."""

from itertools import combinations, pairwise, product

import pytest
from PySide6.QtGui import QColor, QFontDatabase, QPalette

from annotator.gui.theme import (
    FIND,
    HEAT,
    HUES,
    TEXT_FAMILIES,
    TINT,
    TINT_ON,
    TOKENS,
    Mode,
    Theme,
    contrast,
    font,
    load_fonts,
    mix,
)

MODES: tuple[Mode, ...] = ("light", "dark")
PAIRS = [
    *product(("text", "text2", "text3", "accent", "ok", "warn", "danger"), ("chrome", "surface", "raised")),
    ("text2", "sunken"),
    ("text3", "sunken"),
    ("text2", "hover"),
    ("text2", "agreed"),
    ("text", "select"),
    ("accent", "accent_soft"),
    ("on_accent", "accent_fill"),
    ("warn", "warn_soft"),
]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("above", "below"), PAIRS)
def test_text_can_be_read(mode: Mode, above: str, below: str) -> None:
    assert contrast(TOKENS[mode][above], TOKENS[mode][below]) >= 4.5


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("hue", HUES)
def test_labels_can_be_read(mode: Mode, hue: str) -> None:
    theme = Theme(mode)
    ink, surface = theme.ink(hue), theme.hex("surface")
    assert contrast(ink, surface) >= 4.5
    assert contrast(ink, theme.hex("chrome")) >= 4.5
    assert contrast(ink, mix(ink.name(), surface, TINT[mode])) >= 4.5
    assert contrast(theme.on_ink(), ink) >= 4.5
    assert contrast(theme.hex("text"), mix(ink.name(), surface, TINT_ON[mode])) >= 4.5


@pytest.mark.parametrize("mode", MODES)
def test_text_can_be_read_on_find_hits(mode: Mode) -> None:
    theme = Theme(mode)
    assert all(contrast(theme.hex("text"), color) >= 4.5 for color in theme.find_colors())
    assert FIND[mode][0] < FIND[mode][1]


@pytest.mark.parametrize("mode", MODES)
def test_counts_can_be_read_on_every_step_of_heat(mode: Mode) -> None:
    theme = Theme(mode)
    steps = [theme.heat(step) for step in range(len(HEAT[mode]))]
    assert all(contrast(ink, ground) >= 4.5 for ground, ink in steps)
    away = [contrast(ground, theme.hex("surface")) for ground, _ink in steps]
    assert all(later / earlier > 1.15 for earlier, later in pairwise([1.0, *away]))


@pytest.mark.parametrize("mode", MODES)
def test_hues_differ(mode: Mode) -> None:
    theme = Theme(mode)
    assert all(theme.ink(a) != theme.ink(b) for a, b in combinations(HUES, 2))
    assert theme.ink("no such hue") == theme.ink("slate")


def test_both_modes_have_the_same_tokens() -> None:
    assert TOKENS["light"].keys() == TOKENS["dark"].keys()


@pytest.mark.parametrize("mode", MODES)
def test_palette_and_style_sheet_come_from_the_tokens(qapp: object, mode: Mode) -> None:
    theme = Theme(mode)
    assert theme.palette().color(QPalette.ColorRole.Base) == QColor(theme.hex("surface"))
    assert theme.hex("line_strong") in theme.qss()
    assert "%(" not in theme.qss()


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_the_shipped_fonts_are_there(qapp: object) -> None:
    load_fonts()
    families = set(QFontDatabase.families())
    assert {"Inter", "Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Devanagari"} <= families
    assert font("article", TEXT_FAMILIES[True]).families()[0] == "Noto Sans Arabic"
    assert font("article", scale=2).pixelSize() == 38
