"""What a comment may say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.comment_text import MOST_CHARACTERS, check_comment_text, tidied
from annotator.model.errors import TextError


@given(st.text())
def test_what_is_tidied_may_be_kept_and_stays(text: str) -> None:
    once = tidied(text)
    check_comment_text(once[:MOST_CHARACTERS])
    assert tidied(once) == once


def test_line_breaks_and_tabs_stay_and_marks_of_direction_too() -> None:
    assert tidied(" a\r\nb\rc\u2028d\te\x07\u200f\u2068f\u2069 \n") == "a\nb\nc\nd\te\u200f\u2068f\u2069"


@pytest.mark.parametrize("text", ["\0", "a\x1b[2J", "\ud800", "\x85"])
def test_controls_are_refused(text: str) -> None:
    with pytest.raises(TextError, match="control character"):
        check_comment_text(text)


def test_a_comment_has_a_length() -> None:
    check_comment_text("ا" * MOST_CHARACTERS)
    with pytest.raises(TextError, match="20,001 characters"):
        check_comment_text("ا" * (MOST_CHARACTERS + 1))
