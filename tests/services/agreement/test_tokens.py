"""Which category each word has for whom."""

from annotator.services.agreement.tokens import token_choices
from annotator.services.texts import words
from tests.services.layers import mention

TEXT = "One two, three"
WORDS = list(words(TEXT))


def test_a_word_belongs_to_all_labels_that_have_a_character_of_it() -> None:
    nested = [mention(0, 7), mention(4, 7, "GPE"), mention(9, 10, "GPE")]
    assert token_choices(WORDS, [nested, []]) == {("PERSON", ""): 1, ("GPE + PERSON", ""): 1, ("GPE", ""): 1}


def test_who_has_no_layer_judges_nothing() -> None:
    assert token_choices(WORDS, [[], None, [mention(0, 3)]]) == {("", None, "PERSON"): 1, ("", None, ""): 2}


def test_spans_beside_words_touch_none() -> None:
    assert token_choices(WORDS, [[mention(7, 9)], [mention(3, 4)]]) == {("", ""): 3}
