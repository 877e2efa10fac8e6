"""Every reader is fed damaged files: it gives sound documents, faults, or a sentence; nothing else ever comes out."""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.formats.entry import Found
from annotator.formats.errors import FormatError
from annotator.formats.interface import Format, ReadOptions
from annotator.model.document import check_text
from annotator.services.source_files import DiskFile
from tests.formats.entries import LEILA, SCHEME
from tests.formats.samples import READ, sample

_UNFIT: st.SearchStrategy[object] = st.sampled_from(
    [None, -1, 10**30, 0.5, True, "", " ", "word", "a\0b", "a\u202eb", [], [[[]]], {}, {"id": "x"}, [None], 2**40]
)
JSON = [made for made in READ if {".jsonl", ".json"} & {*made.info.suffixes} and made.info.id != "annotator-jsonl"]


def read_files(made: Format, files: dict[str, bytes]) -> Iterator[Found]:
    """What a format finds in files of these names."""
    assert made.read is not None
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            (Path(folder) / name).write_bytes(data)
        for name in files:
            if name.endswith(made.info.suffixes):
                path = Path(folder) / name
                yield from made.read(DiskFile(path, name, path.stat().st_size), ReadOptions(LEILA, SCHEME))


def is_sound(found: Found) -> None:
    """What is found is whole in itself, or it is said why there is nothing."""
    assert all(fault.reason.endswith((".", "?", "]'")) for fault in found.faults)
    if found.entry is None:
        assert found.faults
        return
    check_text(found.entry.text)
    contents = found.entry.contents
    mentions = {mention.id: mention for mention in contents.mentions} if contents is not None else {}
    assert all(mention.span.within(len(found.entry.text)) and mention.label for mention in mentions.values())
    if contents is not None:
        assert {a.event for a in contents.arguments} | {a.filler for a in contents.arguments} <= mentions.keys()
        assert {r.source for r in contents.relations} | {r.target for r in contents.relations} <= mentions.keys()


def _try(made: Format, files: dict[str, bytes]) -> None:
    try:
        for found in read_files(made, files):
            is_sound(found)
    except FormatError as refusal:
        assert refusal.message


@pytest.mark.parametrize("made", READ, ids=lambda made: made.info.id)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_bytes_that_are_damaged(made: Format, data: st.DataObject) -> None:
    files = dict(sample(made.info.id))
    name = data.draw(st.sampled_from(sorted(files)))
    place = data.draw(st.integers(0, max(0, len(files[name]) - 1)))
    gone, new = data.draw(st.integers(0, 20)), data.draw(st.binary(max_size=3))
    files[name] = files[name][:place] + new + files[name][place + gone :]
    _try(made, files)


def first_record(data: bytes) -> Any:
    """The value in a file of JSON, or in the first of its lines."""
    try:
        return json.loads(data)
    except ValueError:
        return json.loads(data.split(b"\n")[0])


def places(value: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The way to every value in a value of JSON, itself included."""
    yield at
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from places(value[key], (*at, key))


def put(value: Any, at: tuple[str | int, ...], new: object) -> Any:
    """The value with another one in a place."""
    if not at:
        return new
    value[at[0]] = put(value[at[0]], at[1:], new)
    return value


@pytest.mark.parametrize("made", JSON, ids=lambda made: made.info.id)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), new=_UNFIT)
def test_values_of_json_that_are_unfit(made: Format, data: st.DataObject, new: object) -> None:
    files = dict(sample(made.info.id))
    name = data.draw(st.sampled_from(sorted(files)))
    record = first_record(files[name])
    place = data.draw(st.sampled_from(list(places(record))))
    files[name] = json.dumps(put(record, place, new)).encode()
    _try(made, files)
