"""What a file counts, and texts with line ends of their own."""

import pytest

from annotator.formats.counting import Counted, FileText, Unit
from annotator.formats.errors import FormatError

FAMILY = "👩\u200d👧"


@pytest.mark.parametrize(
    ("unit", "offsets"), [(Unit.CODE_POINT, [0, 1, 4, 5]), (Unit.UTF_16, [0, 1, 6, 7]), (Unit.GRAPHEME, [0, 1, 2, 3])]
)
def test_each_unit_has_its_own_offsets(unit: Unit, offsets: list[int]) -> None:
    counted = Counted(f"a{FAMILY}b", unit)
    assert [counted.there(offset) for offset in (0, 1, 4, 5)] == offsets
    assert [counted.back(offset) for offset in offsets] == [0, 1, 4, 5]


def test_a_part_of_what_people_take_for_a_character_has_no_place_among_graphemes() -> None:
    counted = Counted(f"a{FAMILY}b", Unit.GRAPHEME)
    for offset in (2, 3, 6):
        with pytest.raises(FormatError, match="inside a character"):
            counted.there(offset)
    for offset in (-1, 4):
        with pytest.raises(FormatError, match="outside the text, which has 3 characters"):
            counted.back(offset)


def test_carriage_returns_are_counted_by_the_file_and_not_by_us() -> None:
    found = FileText("a\r\nb\rc\n🎉\r\nd")
    assert (found.text, found.line_ends) == ("a\nb\nc\n🎉\nd", 3)
    places = [found.offset(offset, Unit.UTF_16) for offset in (0, 1, 2, 3, 4, 5, 6, 7, 9, 11, 12)]
    assert "".join(found.text[place : place + 1] for place in places) == "a\n\nb\nc\n🎉\nd"


def test_the_unit_is_the_one_under_which_the_file_speaks_true() -> None:
    found = FileText("🎉 Ali met Bob")
    both = (Unit.UTF_16, Unit.CODE_POINT)
    assert found.unit_of([((3, 6), "Ali"), ((11, 14), "Bob")], both) is Unit.UTF_16
    assert found.unit_of([((2, 5), "Ali"), ((1, 2), "")], both) is Unit.CODE_POINT
    assert found.unit_of([((1, 2), "no")], both) is Unit.UTF_16
    assert FileText("plain").unit_of([], both) is Unit.UTF_16
