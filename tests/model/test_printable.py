"""What a report shows of text from outside."""

import pytest

from annotator.model.printable import printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("می‌خواهد مُحَمَّد 👩‍👧", "می‌خواهد مُحَمَّد 👩‍👧"),
        ("a\x1b[31mb", "a�[31mb"),
        ("one\ntwo", "one two"),
        ("\u202eabc\u2066", "�abc�"),
        ("\udcff\0", "��"),
    ],
)
def test_only_what_could_do_harm_is_replaced(text: str, shown: str) -> None:
    assert printable(text) == shown
