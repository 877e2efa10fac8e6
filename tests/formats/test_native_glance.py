"""A quick look at lines."""

import json

import pytest

from annotator.formats.native_glance import Glance, glance
from annotator.model.document import Sha256, text_sha256

LINE = {"format": "annotator-jsonl", "version": 1, "text": "Ein Wort", "annotator": "omar", "entities": [{"odd": 1}]}


def _said(**more: object) -> Glance | None:
    return glance(json.dumps({**LINE, **more}).encode())


def test_it_tells_the_text_and_whose_layer_it_is() -> None:
    assert _said() == Glance(text_sha256("Ein Wort"), "omar")
    assert _said(annotator=None) == Glance(text_sha256("Ein Wort"), None)
    assert _said(text_sha256="ab") == Glance(Sha256("ab"), "omar")


@pytest.mark.parametrize("line", [b"", b"{", b"[]", b'{"text": "x"}', b"\xff\xfe", b'{"format": 3, "text": "x"}'])
def test_what_is_no_line_tells_nothing(line: bytes) -> None:
    assert glance(line) is None


def test_another_format_tells_nothing() -> None:
    assert _said(format="other") is None
