"""XML without entities; lines, texts and numbers of elements."""

import pytest

from annotator.formats.errors import FormatError
from annotator.formats.xml_tree import tree


def test_elements_know_their_line_text_and_children() -> None:
    root = tree("<?xml version='1.0'?>\n<a x='1'>one\n<b>two</b> <b y='ك'><c>3</c></b>&amp;</a>".encode())
    assert (root.name, root.line, root.number("x")) == ("a", 2, 1)
    assert root.text == "one\ntwo 3&"
    assert [(node.line, node.text) for node in root.all("b")] == [(3, "two"), (3, "3")]
    assert [node.name for node in root.all("c", "b")] == ["b", "b", "c"]
    assert root.child("c") is None
    found = root.first("c")
    assert found is not None
    assert found.text == "3"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'<!DOCTYPE a [<!ENTITY b "bbb">]>\n<a>&b;</a>', "document type"),
        (b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>\n<a>&b;</a>', "document type"),
        (b"<a>\n<b></a>", "line 2"),
        (b"<a>" * 300, "too deeply"),
        (b"", "no element found"),
        (b"<?xml version='1.0' encoding='x-nonsense'?><a/>", "encoding"),
        (b"<a>\x00</a>", "line 1"),
    ],
)
def test_what_is_dangerous_or_damaged_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(FormatError, match=words):
        tree(data)


@pytest.mark.parametrize("said", ["-1", "x", "٣", "", "9" * 12])
def test_numbers_are_whole_and_from_zero(said: str) -> None:
    with pytest.raises(FormatError):
        tree(f"<a n='{said}'/>".encode()).number("n")


def test_attributes_that_are_missing_are_said() -> None:
    with pytest.raises(FormatError, match="has no “id”"):
        tree(b"<a/>").need("id")
    assert tree(b"<a/>").get("id") == ""
