"""What a text may hold."""

import pytest

from annotator.model.document import check_text, text_sha256
from annotator.model.errors import TextError


@pytest.mark.parametrize("text", ["", "a\nb", "\ufeff", "😀", "\u2028\u0085\ufffe", "می‌خواهد"])
def test_any_text_of_characters_is_kept(text: str) -> None:
    check_text(text)
    assert len(text_sha256(text)) == 64


@pytest.mark.parametrize(("text", "offset"), [("ab\0c", 2), ("abc\ud800", 3), ("\udc00", 0)])
def test_what_is_no_character_is_refused_with_its_place(text: str, offset: int) -> None:
    with pytest.raises(TextError) as caught:
        check_text(text)
    assert caught.value.facts["offset"] == offset
    assert str(offset + 1) in caught.value.message
