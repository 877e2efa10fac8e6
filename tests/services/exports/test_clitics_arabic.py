"""Clitics of Arabic words: what is one, what only looks like one."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.services.exports.clitics_arabic import edges


def _divided(word: str, before: str = "") -> str:
    places = [0, *edges(word, before), len(word)]
    return "+".join(word[start:end] for start, end in pairwise(places))


@pytest.mark.parametrize(
    "divided",
    [
        "و+قال", "و+الرئيس", "ف+إن", "ف+الرئيس",  # conjunctions
        "ب+الأمس", "ب+قيادة", "ب+استخدام", "ب+منطقة", "ب+وزير", "ل+كازاخستان", "ل+لسلطة", "ل+لتوجيه", "ك+الرئيس",
        "و+ب+البلد", "و+ل+لحكومة", "و+ل+واشنطن", "و+س+يكون", "س+تعلن", "س+نقوم",  # in chains, and the future
        "زيارت+ها", "حكومت+ه", "بلاد+هم", "أن+ه", "علي+ها", "ل+هم", "ب+ها", "و+ل+ها", "علاقت+نا",  # pronouns
        "و+ب+حكومت+هم", "ل+زيارت+ه", "ب+حق+ه",
    ],
)  # fmt: skip
def test_clitics_stand_apart(divided: str) -> None:
    assert _divided(divided.replace("+", "")) == divided


@pytest.mark.parametrize(
    "word",
    [
        "وزير", "وزارة", "وكالة", "والد", "والدة", "واشنطن", "وقت", "وثيقة", "وحدات", "ولاية",  # their own و
        "فريق", "فتاة", "فرنسا", "فيلم",
        "بلد", "بلدان", "بغداد", "برلمان", "بريطانيا", "بنك", "بعد", "بين", "باريس", "بالغ", "بحث", "بطولة", "بلقيس",
        "لجنة", "لبنان", "لندن", "لقاء", "ليبيا", "ليس", "لاعب", "لكن", "لغة", "لوحة", "لمياء",
        "كتاب", "كان", "كبير", "كاليفورنيا", "كل",
        "سيارة", "سياسة", "سنوات", "سيطرة", "ستة", "سؤال",
        "وجه", "اتجاه", "مياه", "فقه", "الله", "أسهم", "مهم", "درهم", "الوجه", "هنا",  # their own last letters
        "ال", "و", "ب", "هم", "", "NATO", "F16", "بNATO",
    ],
)  # fmt: skip
def test_what_looks_like_a_clitic_stays(word: str) -> None:
    assert edges(word) == ()


def test_a_clitic_before_a_number_stands_apart() -> None:
    assert _divided("و2023") == "و+2023"
    assert _divided("بـ80") == "بـ+80"


def test_vowel_signs_stay_with_their_letters() -> None:
    assert _divided("وَبِالْبَلَدِ") == "وَ+بِ+الْبَلَدِ"
    assert _divided("زِيارَتُهُم") == "زِيارَتُ+هُم"
    assert edges("وَزِير") == ()


def test_a_word_divided_already_is_not_divided_again() -> None:
    """The article after ل has lost its alif: it begins with the same letter."""
    assert _divided("للسلطة") == "ل+لسلطة"
    assert _divided("لسلطة", before="ل") == "لسلطة"
    assert _divided("لسلطة", before="لِ") == "لسلطة"


@given(st.text("وفبلكسايتنأمدرهةءُـ", max_size=9))
def test_every_part_holds_a_letter(word: str) -> None:
    places = [0, *edges(word), len(word)]
    if len(places) > 2:
        assert all(any(map(str.isalpha, word[start:end])) for start, end in pairwise(places))
