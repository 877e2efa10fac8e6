"""Clitics of Persian words: what is one, what only looks like one."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.services.exports.clitics_persian import edges


def _divided(word: str) -> list[str]:
    places = [0, *edges(word), len(word)]
    return [word[start:end] for start, end in pairwise(places)]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("خانه‌شان", ["خانه", "\u200c", "شان"]),
        ("خانواده‌اش", ["خانواده", "\u200c", "اش"]),
        ("موفق‌اند", ["موفق", "\u200c", "اند"]),
        ("کتاب‌هایش", ["کتاب‌های", "ش"]),
        ("حرفهایمان", ["حرفهای", "مان"]),
        ("کشورمان", ["کشور", "مان"]),
        ("دوستانش", ["دوستان", "ش"]),
        ("خودش", ["خود", "ش"]),
        ("برایم", ["برای", "م"]),
        ("صدایش", ["صدا", "یش"]),
        ("اینجاست", ["اینجا", "ست"]),
        ("مرا", ["م", "را"]),
        ("كشورمان", ["كشور", "مان"]),  # with the letters of an Arabic keyboard
        ("خُودَش", ["خُودَ", "ش"]),
    ],
)
def test_pronouns_and_short_forms_of_to_be_stand_apart(word: str, parts: list[str]) -> None:
    assert _divided(word) == parts


@pytest.mark.parametrize(
    "word",
    [
        "می‌خواهد", "نمی‌رود", "کتاب‌ها", "کتاب‌های", "خانه‌ای", "گفته‌ام", "شده‌اند",  # parts of their words
        "زمان", "سازمان", "درمان", "آلمان", "افغانستان", "داستان", "نشان", "درخشان", "محکومان", "دوستان", "تومان",
        "سیاست", "درخواست", "راست", "دانش", "آرامش", "شهرت", "سی‌ام", "من", "", "NATO",
    ],
)  # fmt: skip
def test_what_belongs_to_the_word_stays(word: str) -> None:
    assert edges(word) == ()


@given(st.text("متشانیدسهرو\u200c\u064e", max_size=9))
def test_edges_are_inside_and_in_order(word: str) -> None:
    places = [0, *edges(word), len(word)]
    assert word == "".join(_divided(word))
    assert places == sorted(set(places)) or not word
