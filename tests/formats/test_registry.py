"""The table of formats."""

from pathlib import Path

import pytest

from annotator.formats.errors import FormatError
from annotator.formats.registry import BUNDLE, NATIVE, TEXT, Use, find_format, format_of, infos


def test_every_format_says_what_it_is_for() -> None:
    assert len({info.id for info in infos()}) == len(infos())
    for info in infos():
        assert info.uses
        assert info.title
        assert info.carries
        assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in info.suffixes)


def test_a_format_is_found_by_id_and_by_the_files_name() -> None:
    assert find_format("text") is TEXT
    assert format_of(Path("a.JSONL")) is NATIVE
    assert format_of(Path("a.docx")) is None


def test_what_there_is_not_is_refused_with_what_there_is() -> None:
    with pytest.raises(FormatError, match="annotator-jsonl, text, brat"):
        find_format("nothing")
    with pytest.raises(FormatError, match="cannot be written"):
        TEXT.require(Use.WRITE)
    with pytest.raises(FormatError, match="cannot be merged"):
        TEXT.require(Use.MERGE)
    assert BUNDLE.merges
    assert not BUNDLE.reads
