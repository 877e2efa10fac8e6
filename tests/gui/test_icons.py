"""Icons on pixels: the right colour, the right size, drawn once."""

import re

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPixmap

from annotator import assets
from annotator.gui import icons

ACCENT = QColor("#4350C7")
NAMES = sorted(path.stem for path in assets.resource("icons").glob("*.svg"))


def inked(picture: QPixmap) -> list[QColor]:
    """The colours of all pixels that are not see-through."""
    image = picture.toImage().convertToFormat(QImage.Format.Format_ARGB32)
    colors = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return [color for color in colors if color.alpha() > 0]


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_draws_something(qapp, name):
    assert len(inked(icons.pixmap(name, ACCENT, 24))) > 10


@pytest.mark.parametrize("name", [name for name in NAMES if name != "annotator"])
def test_every_icon_can_be_tinted(name):
    drawing = assets.resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    assert "currentColor" in drawing
    assert not re.search(r'"#[0-9A-Fa-f]{3,8}"', drawing)


@pytest.mark.parametrize("color", [ACCENT, QColor("#E4E5E8"), QColor("#F28B82")])
def test_strokes_take_the_colour(qapp, color):
    strongest = max(inked(icons.pixmap("square", color, 24)), key=QColor.alpha)
    assert strongest.name() == color.name()


def test_a_translucent_colour_shows_no_crossings(qapp):
    # `hash` has four strokes that cross; with a translucent pen the crossings would be darker.
    faint = QColor(0, 0, 0, 100)
    assert max(color.alpha() for color in inked(icons.pixmap("hash", faint, 48))) == 100


@pytest.mark.parametrize("dpr", [1.0, 1.25, 1.5, 2.0, 3.0])
def test_pixels_follow_the_screen(qapp, dpr):
    picture = icons.pixmap("search", ACCENT, 16, dpr)
    assert picture.size() == QSize(16, 16) * dpr
    assert picture.devicePixelRatio() == dpr


def test_the_same_picture_is_drawn_once(qapp):
    assert icons.pixmap("tag", ACCENT, 16).cacheKey() == icons.pixmap("tag", QColor("#4350c7"), 16).cacheKey()


@pytest.mark.parametrize(("color", "size", "dpr"), [(QColor("#000000"), 16, 1.0), (ACCENT, 20, 1.0), (ACCENT, 16, 2.0)])
def test_each_input_makes_another_picture(qapp, color, size, dpr):
    assert icons.pixmap("tag", color, size, dpr).cacheKey() != icons.pixmap("tag", ACCENT, 16, 1.0).cacheKey()


def test_buttons_get_usual_and_fine_screens(qapp):
    assert sorted(size.width() for size in icons.icon("x", ACCENT, 16).availableSizes()) == [16, 32]


def test_the_program_has_an_icon_of_many_sizes(qapp):
    assert QSize(256, 256) in icons.app_icon().availableSizes()


def test_an_unknown_icon_is_named(qapp):
    with pytest.raises(assets.MissingAssetError, match="no-such"):
        icons.pixmap("no-such", ACCENT)
