"""Graphemes, words, sentences, invisible characters."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.services.texts import describe, graphemes, is_invisible, name_of, sentences, shortened, word_at, words


def cut(text: str, ranges: object) -> list[str]:
    return [text[start:end] for start, end in ranges]  # type: ignore[attr-defined]


@given(st.text(max_size=40))
def test_graphemes_cover_a_text_without_gaps(text: str) -> None:
    assert "".join(cut(text, graphemes(text))) == text


@given(st.text(max_size=40))
def test_words_and_sentences_are_in_order_and_not_empty(text: str) -> None:
    for ranges in (list(words(text)), list(sentences(text))):
        assert all(0 <= start < end <= len(text) for start, end in ranges)
        assert all(a[1] <= b[0] for a, b in pairwise(ranges))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("مُحَمَّد", ["مُ", "حَ", "مَّ", "د"]),
        ("a👩\u200d👧e\u0301", ["a", "👩\u200d👧", "e\u0301"]),
        ("می\u200cخ", ["م", "ی\u200c", "خ"]),
    ],
)
def test_graphemes(text: str, expected: list[str]) -> None:
    assert cut(text, graphemes(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("او می\u200cخواهد برود.", ["او", "می\u200cخواهد", "برود"]),  # ZWNJ joins
        ("مُحَمَّدٌ، رسول", ["مُحَمَّدٌ", "رسول"]),  # marks belong to their word
        ("وبكازاخستان!", ["وبكازاخستان"]),  # clitics are not cut off
        ('צה"ל בתל', ['צה"ל', "בתל"]),
        ("l'Iran, don’t", ["l'Iran", "don’t"]),
        ("3.14 und ۳٫۵ الـ80", ["3.14", "und", "۳٫۵", "الـ80"]),
        ("", []),
        ("…—!", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert cut(text, words(text)) == expected


def test_word_at() -> None:
    text = "ab, cd"
    assert [word_at(text, i) for i in range(7)] == [(0, 2), (0, 2), (2, 3), (3, 4), (4, 6), (4, 6), (6, 6)]


def test_sentences() -> None:
    text = "Er kam am 15. September. Dr. Maier nicht! \n Neuer Absatz"
    assert cut(text, sentences(text, "de")) == ["Er kam am 15. September.", "Dr. Maier nicht!", "Neuer Absatz"]
    arabic = "ما هذا؟ لا أعرف. حسنا"
    assert cut(arabic, sentences(arabic, "ar")) == ["ما هذا؟", "لا أعرف.", "حسنا"]
    assert list(sentences(" \n\n ")) == []


def test_describe_names_what_cannot_be_seen() -> None:
    assert describe("می\u200cخواهد") == "می⟨ZWNJ⟩خواهد"
    assert describe("a\u00a0b\u200f") == "a⟨NBSP⟩b⟨RLM⟩"
    assert describe(" a b ") == "⟨SP⟩a b⟨SP⟩"
    assert describe("  ") == "⟨SP⟩⟨SP⟩"
    assert describe("\ue000❤\ufe0f") == "⟨U+E000⟩❤⟨U+FE0F⟩"
    assert describe("") == ""


@given(st.characters())
def test_every_invisible_character_has_a_name(character: str) -> None:
    if is_invisible(character):
        assert name_of(character)
        assert describe(character) == f"⟨{name_of(character)}⟩"
    elif character != " ":
        assert describe(character) == character


def test_shortened_cuts_between_graphemes() -> None:
    family = "👩\u200d👧"
    assert shortened("abc", 10) == "abc"
    found = shortened(family * 50, 30)
    assert found.count("…") == 1
    assert not found.replace("…", "").replace(family, "")
    assert len(found) <= 30
