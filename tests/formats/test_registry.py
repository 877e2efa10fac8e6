"""The table of formats."""

from pathlib import Path

import pytest

from annotator.formats.errors import FormatError
from annotator.formats.registry import (
    BUNDLE,
    NATIVE,
    TEXT,
    Use,
    choices,
    find_format,
    format_of,
    formats,
    formats_of,
    infos,
    looks_like,
)


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
    assert format_of(Path("a.xyz")) is None


def test_what_there_is_not_is_refused_with_what_there_is() -> None:
    with pytest.raises(FormatError, match="annotator-jsonl, text, brat"):
        find_format("nothing")
    with pytest.raises(FormatError, match="cannot be written"):
        TEXT.require(Use.WRITE)
    with pytest.raises(FormatError, match="cannot be merged"):
        TEXT.require(Use.MERGE)
    assert BUNDLE.merges
    assert not BUNDLE.reads


@pytest.mark.parametrize(
    ("line", "format_id"),
    [
        ('{"format": "annotator-jsonl", "text": "a"}', "annotator-jsonl"),
        ('{"text": "a", "entities": [{"start": 0, "end": 1}]}', "annotator-jsonl"),
        ('{"text": "a", "entities": [{"start_offset": 0}]}', "doccano"),
        ('{"text": "a", "label": [[0, 1, "X"]]}', "doccano"),
        ('{"text": "a", "tokens": [], "spans": [{"token_start": 0}]}', "prodigy"),
        ('{"id": 1, "tokens": ["a"], "ner_tags": [0]}', "hf-tokens"),
        ('{"text": "a", "spans": [{"start": 0}]}', "hf-spans"),
        ('{"instance_id": "1", "text": "a", "spans": {}}', "potato"),
        ('{"text": "a", "source": "b"}', "text-jsonl"),
        ('{"text": "she said \\"start_offset\\" and \\"spans\\""}', "text-jsonl"),
        ('{"text": "' + "a" * 100_000 + '", "label": [[0, 1, "X"]]}', "doccano"),
    ],
)
def test_files_of_one_ending_are_told_apart_by_what_they_begin_with(line: str, format_id: str) -> None:
    found = looks_like(line.encode(), [info for info in formats_of(Path("a.jsonl")) if info.reads])
    assert found is not None
    assert found.id == format_id


def test_an_option_that_is_free_takes_any_word_and_another_only_its_own() -> None:
    options = formats()["table"].read_options
    assert choices(options, ["text=Body", "header=no"]) == {"text": "Body", "header": "no"}
    for wrong in ("header=maybe", "text=", "colour=red"):
        with pytest.raises(FormatError):
            choices(options, [wrong])
