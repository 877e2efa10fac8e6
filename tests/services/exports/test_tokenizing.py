"""Tokens of exports: words, or words and clitics, by language."""

from itertools import pairwise

import pytest
from hypothesis import given

from annotator.services.exports.tokenizing import clitics_apart, tokenizer, whole_words
from annotator.services.texts import is_invisible, tokens
from tests.formats.entries import texts

_ARABIC, _PERSIAN = "وقال الرئيس إنه سيزور كازاخستان.", "خانه‌شان در ایران است."


def _words(text: str, language: str, tokens: str) -> list[str]:
    return [text[start:end] for start, end in tokenizer({"tokens": tokens}).words(text, language)]


def test_words_are_the_usual_tokens_of_every_language() -> None:
    made = tokenizer({})
    assert made == tokenizer({"tokens": "words"})
    assert made.name == "uax29-1"
    assert made.words(_ARABIC, "ar") == list(tokens(_ARABIC))


def test_clitics_are_tokens_where_the_language_has_such() -> None:
    assert tokenizer({"tokens": "clitics"}).name == "uax29-clitics-1"
    parts = ["و", "قال", "الرئيس", "إن", "ه", "س", "يزور", "كازاخستان", "."]
    assert _words(_ARABIC, "ar", "clitics") == _words(_ARABIC, "ar-EG", "clitics") == parts
    assert _words(_PERSIAN, "fa", "clitics") == ["خانه", "شان", "در", "ایران", "است", "."]


@pytest.mark.parametrize("language", ["und", "de", "nl", "en", "he", "ur", "ckb", ""])
def test_other_languages_keep_their_words(language: str) -> None:
    for text in (_ARABIC, _PERSIAN, "Wie geht's der l'Iran-Politik?"):
        assert clitics_apart(text, language) == whole_words(text, language)


@pytest.mark.parametrize("language", ["ar", "fa"])
@given(texts())
def test_clitics_and_words_are_parts_of_whole_words_in_order(language: str, text: str) -> None:
    found = clitics_apart(text, language)
    assert all(left[1] <= right[0] for left, right in pairwise(found))
    whole = whole_words(text, language)
    for start, end in found:
        assert sum(first <= start < end <= last for first, last in whole) == 1
    left_out = {place for pair in whole for place in range(*pair)} - {place for pair in found for place in range(*pair)}
    assert all(is_invisible(text[place]) for place in left_out)


@pytest.mark.parametrize("language", ["ar", "fa"])
@given(texts())
def test_tokens_with_blanks_between_them_are_the_same_tokens(language: str, text: str) -> None:
    """So what was written as words and is read and written again has the same words."""
    words = [text[start:end] for start, end in clitics_apart(text, language)]
    again = " ".join(words)
    assert [again[start:end] for start, end in clitics_apart(again, language)] == words
