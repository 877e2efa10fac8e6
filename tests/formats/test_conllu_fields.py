"""Cells of ours, and what is between words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.conllu_fields import attributes_of, cell, entries_of, facts, misc_of, spaces, spaces_of
from annotator.formats.errors import FormatError

_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=6) | st.sampled_from(["", "_", "*", "%41", "a:b;c"])


@given(st.lists(st.lists(_TEXT, min_size=1, max_size=3), max_size=3))
def test_any_text_comes_back_and_holds_neither_tab_nor_blank(entries: list[list[str]]) -> None:
    said = cell(entries)
    assert not any(map(str.isspace, said))
    assert said
    assert entries_of(said) == entries


_VALUES = _TEXT | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)


@given(st.dictionaries(_TEXT, _VALUES | st.sampled_from(["true", "3", '"x"', "-1.5", "1e9"]), max_size=3))
def test_attributes_come_back_with_their_kinds(attributes: dict[str, str | bool | int | float]) -> None:
    found = attributes_of(entries_of(cell([["1", *facts(attributes)]]))[0][1:])
    assert {name: (type(value), value) for name, value in found.items()} == {
        name: (type(value), value) for name, value in attributes.items()
    }


@given(st.text(st.sampled_from(" \t\n\r|\\\u200f\u2028s")))
def test_what_is_between_words_comes_back(text: str) -> None:
    said = spaces(text)
    assert not set(said) & set(" \t\n|")
    assert spaces_of(said) == text


def test_misc_is_names_and_values() -> None:
    assert misc_of("SpaceAfter=No|Gloss=a=b|x") == {"SpaceAfter": "No", "Gloss": "a=b", "x": ""}
    assert misc_of("_") == {}


@pytest.mark.parametrize("said", ["%FF", "1:%C3"])
def test_signs_that_are_written_wrongly_are_refused(said: str) -> None:
    with pytest.raises(FormatError):
        entries_of(said)


def test_an_attribute_without_a_value_is_refused() -> None:
    with pytest.raises(FormatError):
        attributes_of(["negated"])
