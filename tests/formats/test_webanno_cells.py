r"""Cells of WebAnno TSV: reserved signs, stacks, numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.webanno_cells import Value, escaped, line_text, parts, text_line, unescaped, value_of

_TEXT = st.text(st.sampled_from("\\[]|_->;\t\n*ab7ك🎉"), max_size=8)


@given(st.lists(st.tuples(_TEXT, st.integers(1, 99)), min_size=1, max_size=3))
def test_stacked_values_with_numbers_come_back(values: list[tuple[str, int]]) -> None:
    cell = "|".join(f"{escaped(text)}[{number}]" for text, number in values)
    assert not {"\t", "\n"} & set(cell)
    found = [value_of(part) for part in parts(cell, "|")]
    assert [(unescaped(value.raw), int(value.number)) for value in found] == values


@given(st.lists(_TEXT, min_size=1, max_size=3))
def test_roles_come_back(roles: list[str]) -> None:
    assert [unescaped(part) for part in parts(";".join(map(escaped, roles)), ";")] == roles


@given(st.text(st.characters(max_codepoint=0x2030, exclude_characters="\n")))
def test_lines_of_text_come_back(text: str) -> None:
    assert line_text(text_line(text)) == text


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("PER", Value("PER", "")),
        ("PER[12]", Value("PER", "12")),
        (r"NOTSTACKED\[0\]", Value(r"NOTSTACKED\[0\]", "")),
        (r"\[x\][3]", Value(r"\[x\]", "3")),
        ("1-2[4_0]", Value("1-2", "4_0")),
        ("coref->1-2", Value("coref", "1-2")),
        ("*->2-1", Value("*", "2-1")),
        (r"a\->b", Value(r"a\->b", "")),
    ],
)
def test_numbers_are_told_from_values(said: str, value: Value) -> None:
    assert value_of(said) == value
