"""Offsets in UTF-16 units and in code points."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.errors import FormatError
from annotator.formats.utf16 import Utf16

TEXT = st.text(st.sampled_from("aب🎉\U00010348é\u200d"), max_size=40)


@given(TEXT)
def test_every_offset_goes_there_and_back(text: str) -> None:
    counted = Utf16(text)
    for offset in range(len(text) + 1):
        assert counted.units(offset) == len(text[:offset].encode("utf-16-le")) // 2
        assert counted.points(counted.units(offset)) == offset
    assert counted.length == counted.units(len(text))


@given(TEXT)
def test_between_the_halves_of_a_character_there_is_no_offset(text: str) -> None:
    counted = Utf16(text)
    between = set(range(counted.length + 1)) - {counted.units(offset) for offset in range(len(text) + 1)}
    for units in between:
        with pytest.raises(FormatError, match="inside a character"):
            counted.points(units)


def test_beyond_the_end_counting_goes_on() -> None:
    assert Utf16("🎉a").points(10) == 9
    assert Utf16("🎉a").units(9) == 10
