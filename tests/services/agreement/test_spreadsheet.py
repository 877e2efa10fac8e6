"""Cells for spreadsheets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.services.agreement.spreadsheet import cell


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1+cmd|' /C calc'!A0", "'+1+cmd|' /C calc'!A0"),
        ("-2+3", "'-2+3"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\t=1", "'=1"),
        ("\r\n=1", "'=1"),
        ("\0=1", "'=1"),
        ("＝1", "'＝1"),
        ("a\tb\nc\u2028d", "a b c d"),
        ("-0.25", "-0.25"),
        (-3, "-3"),
        ("+12,5%", "+12,5%"),
        ("‑", "‑"),
        ("قمة", "قمة"),
        ("", ""),
    ],
)
def test_nothing_is_a_formula_but_numbers_stay(value: object, said: str) -> None:
    assert cell(value) == said


@given(st.text())
def test_a_cell_stays_one_cell(value: str) -> None:
    made = cell(value)
    assert not set(made) & set("\t\r\n\0\v\f\x1c\x85\u2028")
    assert made[:1] not in ("=", "@")
