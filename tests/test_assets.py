"""Every file that ships is found, and the licences travel with the fonts and icons."""

import pytest

from annotator import assets


def test_seeds_are_the_five_articles():
    assert len(list(assets.seeds().glob("*.txt"))) == 5


@pytest.mark.parametrize(
    "parts", [("fonts", "OFL-Noto.txt"), ("fonts", "OFL-Inter.txt"), ("icons", "LICENSE-Lucide.txt")]
)
def test_licences_ship(parts):
    assert assets.resource(*parts).stat().st_size > 500


@pytest.mark.parametrize("script", ["", "Arabic", "Hebrew", "Devanagari"])
@pytest.mark.parametrize("weight", ["Regular", "SemiBold"])
def test_each_script_has_both_weights(script, weight):
    # A TrueType file starts with version 1.0.
    assert assets.resource("fonts", f"NotoSans{script}-{weight}.ttf").read_bytes()[:4] == b"\x00\x01\x00\x00"


def test_fonts_stay_small():
    total = sum(path.stat().st_size for path in assets.resource("fonts").glob("*.ttf"))
    assert total < 2_500_000


def test_a_missing_file_is_named():
    with pytest.raises(assets.MissingAssetError, match=r"no-such\.svg"):
        assets.resource("icons", "no-such.svg")
