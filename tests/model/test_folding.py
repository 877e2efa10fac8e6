"""Folding: what a reader means by "the same word"."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.folding import Folded, fold

SCRIPTS = st.text(
    st.sampled_from("aßÄéİﬁ السلامأإآىيیکكةۀـمُحَمَّد\u200c\u200f٥۵5—“😀é½Å") | st.characters(codec="utf-8"), max_size=40
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("محمد", "مُحَمَّد"),  # vowel signs
        ("ایران", "إيران"),  # alef and ya forms
        ("الـــسلام", "السلام"),  # tatweel
        ("می‌خواهد", "ميخواهد"),  # ZWNJ, Persian ya
        ("کتاب", "كتاب"),  # kaf
        ("شراكة", "شراكه"),  # ta marbuta
        ("٢٠٢٥", "2025"),
        ("۲۰۲۵", "2025"),
        ("Außenminister", "aussenminister"),
        ("CAFÉ", "café"),
        ("CAFE", "cafe\u0301"),
    ],
)
def test_these_are_one_word(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@given(SCRIPTS)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(SCRIPTS)
def test_a_folded_text_is_the_fold(text: str) -> None:
    assert Folded(text).text == fold(text)


@given(SCRIPTS, st.data())
def test_every_passage_finds_itself(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    needle = text[start:end]
    hits = Folded(text).find_all(needle)
    if fold(needle):
        assert hits
    for s, e in hits:
        assert 0 <= s < e <= len(text)
        assert fold(needle) in fold(text[s:e])


def test_hits_carry_their_marks_and_do_not_overlap() -> None:
    text = "قال مُحَمَّدٌ لمحمد"
    assert [text[s:e] for s, e in Folded(text).find_all("محمد")] == ["مُحَمَّدٌ", "محمد"]
    assert Folded("aaaa").find_all("aa") == [(0, 2), (2, 4)]
    assert Folded("x").find_all("\u064e") == []
