"""XML of strangers: events, and no entities."""

from collections.abc import Mapping

import pytest

from annotator.formats.errors import FormatError
from annotator.formats.xml_events import facts_in, tell


class _All:
    def __init__(self) -> None:
        self.said: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.said.append(f"<{name} {dict(attributes)}>")

    def end(self, name: str) -> None:
        self.said.append(f"</{name}>")

    def text(self, text: str) -> None:
        self.said.append(text)


def test_elements_have_their_namespaces() -> None:
    heard = _All()
    tell("<a xmlns='u:x' xmlns:p='u:y' p:k='v'>é&amp;<p:b/></a>".encode(), heard)
    assert heard.said == ["<u:x a {'u:y k': 'v'}>", "é&", "<u:y b {}>", "</u:y b>", "</u:x a>"]


def test_it_may_be_as_deep_as_it_likes() -> None:
    heard = _All()
    tell(b"<a>" * 50_000 + b"</a>" * 50_000, heard)
    assert len(heard.said) == 100_000


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<!DOCTYPE a [<!ENTITY x 'boo'>]><a>&x;</a>", "document type"),
        (b"<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>", "document type"),
        ("<!DOCTYPE a [<!ENTITY x 'boo'>]><a>&x;</a>".encode("utf-16"), "document type"),
        (b"<a>&x;</a>", "undefined entity"),
        (b"<a>\n<b></a>", "damaged in line 2: mismatched tag"),
        (b"", "no element found"),
        (b"<?xml version='1.0' encoding='no-such'?><a/>", "unknown encoding"),
    ],
)
def test_what_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(FormatError, match=reason):
        tell(data, _All())


def test_facts_are_the_first_that_have_words_and_none_of_what_is_damaged() -> None:
    wanted = {"u:x t": "title", "u:x c": "author"}
    data = b"<m xmlns='u:x'><t> </t><t> A\n title </t><t>B</t><c><i>x</i>y</c></m>"
    assert facts_in(data, wanted) == {"title": "A title", "author": "xy"}
    assert facts_in(b"<m xmlns='u:x'><t>A</t>", wanted) == {"title": "A"}
