"""Files that were made to do harm: entities, archives that unfold, endless nesting, numbers that are none.

Each reader gives sound documents or a sentence, never what the file reaches for, and never much more than it holds.
"""

import copy
import io
import json
import re
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.formats import html_text
from annotator.formats.entry import Found
from annotator.formats.errors import FormatError
from annotator.formats.interface import Format
from annotator.formats.registry import formats
from tests.formats.samples import READ, sample
from tests.formats.test_archives import packed
from tests.formats.test_every_reader import JSON, first_record, is_sound, places, put, read_files

SECRET = "the secret of another file"
_ALL = pytest.mark.parametrize("made", READ, ids=lambda made: made.info.id)


def _tried(made: Format, files: dict[str, bytes]) -> list[Found] | None:
    """What a reader finds, all of it sound; `None` if it refuses the file with a sentence."""
    try:
        found = list(read_files(made, files))
    except FormatError as refusal:
        assert refusal.message.rstrip().endswith((".", "?", "'"))
        return None
    for one in found:
        is_sound(one)
    return found


# -- XML


def _with_entities(data: bytes, declared: str, reference: str) -> bytes:
    """XML with a document type and an entity in every text, or where there is none in the root."""
    head = re.match(rb"\s*(<\?xml[^>]*\?>)?\s*(<!DOCTYPE[^>]*>)?", data)
    assert head is not None
    rest = data[head.end() :]
    root = re.search(rb"<([\w:-]+)", rest)
    assert root is not None
    body = re.sub(rb">([^<>]*\w[^<>]*)<", rb">\1" + reference.encode() + rb"<", rest)
    return (head[1] or b"") + f"<!DOCTYPE {root[1].decode()} [{declared}]>".encode() + body


LAUGHS = "<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))


def _xml_parts() -> Iterator[tuple[str, str, str]]:
    """Format, file, and the member of the archive that is XML."""
    for format_id in ("rich-ere", "ecb-plus", "uima-xmi", "html"):
        yield from ((format_id, name, "") for name in sample(format_id) if name.endswith((".xml", ".xmi", ".html")))
    for format_id in ("docx", "odt", "epub"):
        (name,) = sample(format_id)
        with zipfile.ZipFile(io.BytesIO(sample(format_id)[name])) as archive:
            yield from ((format_id, name, member) for member in archive.namelist())


@pytest.mark.parametrize(("format_id", "name", "member"), list(_xml_parts()))
@pytest.mark.parametrize("kind", ["inner", "outer", "parameter"])
def test_entities_neither_unfold_nor_reach_out(
    format_id: str, name: str, member: str, kind: str, tmp_path: Path
) -> None:
    outside = tmp_path / "secret.txt"
    outside.write_text(SECRET, "utf-8")
    uri = outside.as_uri()
    declared, reference = {
        "inner": (LAUGHS, "&a9;"),
        "outer": (f'<!ENTITY x SYSTEM "{uri}">', "&x;"),
        "parameter": (f'<!ENTITY % p SYSTEM "{uri}"> %p; <!ENTITY x SYSTEM "{uri}">', "&x;"),
    }[kind]
    files = dict(sample(format_id))
    if member:
        with zipfile.ZipFile(io.BytesIO(files[name])) as archive:
            members = {one: archive.read(one) for one in archive.namelist()}
        files[name] = packed({**members, member: _with_entities(members[member], declared, reference)})
    else:
        files[name] = _with_entities(files[name], declared, reference)
    for found in _tried(formats()[format_id], files) or ():
        if found.entry is not None:
            assert SECRET not in found.entry.text
            assert SECRET not in repr(found.entry.document)
            assert "haha" not in found.entry.text
            assert len(found.entry.text) < 10_000


@pytest.mark.parametrize("page", ["<svg>" * 200_000 + "</p>" * 200_000, "<p>" * 300_000, "<b>x</b>" * 300_000])
def test_pages_of_nothing_but_tags_are_read(page: str) -> None:
    text, heading = html_text.text_of(page)
    assert set(text) <= {"x"}
    assert heading == ""


# -- archives


@pytest.mark.parametrize(
    ("format_id", "member"), [("docx", "word/document.xml"), ("odt", "content.xml"), ("epub", "OEBPS/one.xhtml")]
)
def test_members_that_unfold_are_refused_before_they_fill_the_memory(format_id: str, member: str) -> None:
    (name,) = sample(format_id)
    with zipfile.ZipFile(io.BytesIO(sample(format_id)[name])) as archive:
        members = {one: archive.read(one) for one in archive.namelist()}
    data = packed({**members, member: bytes(300_000_000)})
    assert len(data) < 1_000_000
    tracemalloc.start()
    try:
        found = _tried(formats()[format_id], {name: data})
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 100_000_000
    if found is not None:  # of a book the other chapters are read
        assert [one for one in found if one.entry is None]


# -- any bytes


@_ALL
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_files_that_break_off(made: Format, data: st.DataObject) -> None:
    files = dict(sample(made.info.id))
    name = data.draw(st.sampled_from(sorted(files)))
    files[name] = files[name][: data.draw(st.integers(0, max(0, len(files[name]) - 1)))]
    _tried(made, files)


@_ALL
@pytest.mark.parametrize("data", [b"", b" \n", bytes(5000), b"\xff\xfe\x00\xd8", b"PK\x03\x04", b"%PDF-1.4\n"])
def test_files_that_are_none(made: Format, data: bytes) -> None:
    found = _tried(made, dict.fromkeys(sample(made.info.id), data))
    assert not [one for one in found or () if one.entry is not None]


@_ALL
def test_a_line_without_an_end_is_read_or_refused(made: Format) -> None:
    """Whatever a file of lines is: one of two million letters, with words and brackets in it, is nothing special."""
    for data in (
        b"x" * 2_000_000,
        b"word " * 400_000,
        b"[[{" * 600_000,
        b"\t" * 2_000_000,
        b"(1|" * 600_000,
        b"," * 400_000,
    ):
        _tried(made, {max(sample(made.info.id)): data})


RUNS = (" ", "\t", "|", "9", ")", "#", ";", "\\", "[", "*", ",", "-", "(1)")
_TEXTS = [made for made in READ if made.info.id not in ("docx", "odt", "epub", "pdf", "spacy", "parquet", "html")]


@pytest.mark.parametrize("made", _TEXTS, ids=lambda made: made.info.id)
def test_a_long_run_of_anything_anywhere_is_read_or_refused(made: Format) -> None:
    """Patterns that try every way of dividing a run would be at it for hours."""
    files = sample(made.info.id)
    for number, run in enumerate(RUNS):
        for name, data in files.items():
            places = [found.end() for found in re.finditer(rb"[\n\t:=\[(]", data[:2000])] or [0]
            at = places[number * 7 % len(places)]
            _tried(made, {**files, name: data[:at] + run.encode() * (60_000 // len(run)) + data[at:]})


@_ALL
def test_another_encoding_is_read_or_refused(made: Format) -> None:
    for encoding in ("utf-16", "utf-32-be", "cp1256"):
        files = {}
        for name, data in sample(made.info.id).items():
            try:
                files[name] = data.decode().encode(encoding, "replace")
            except UnicodeDecodeError:
                files[name] = data
        _tried(made, files)


# -- JSON

DEEP = 100_000
STRANGE = {
    "deep lists": "[" * DEEP + "]" * DEEP,
    "deep objects": '{"a":' * DEEP + "1" + "}" * DEEP,
    "not a number": "NaN",
    "infinity": "Infinity",
    "beyond the numbers": "1e999",
    "five thousand digits": "9" * 5000,
    "negative": "-1",
    "a fraction": "1.5",
    "a whole fraction": "1.0",
    "a truth": "true",
    "digits as text": '"3"',
    "nothing": "null",
}


def _begin(strange: str) -> int:
    """Where to begin in the places of a record: not everywhere at the same."""
    return list(STRANGE).index(strange) % 3


@pytest.mark.parametrize("made", JSON, ids=lambda made: made.info.id)
@pytest.mark.parametrize("strange", STRANGE)
def test_values_that_are_no_offsets_nor_anything_else(made: Format, strange: str) -> None:
    files = sample(made.info.id)
    name = next(name for name in sorted(files) if name.endswith(made.info.suffixes))
    record = first_record(files[name])
    every = [place for place in places(record) if place]
    for place in every[_begin(strange) :: 9 if made.info.id == "uima-json" else 3]:
        said = json.dumps(put(copy.deepcopy(record), place, "@"), ensure_ascii=False)
        _tried(made, {**files, name: said.replace('"@"', STRANGE[strange]).encode()})


@pytest.mark.parametrize("made", JSON, ids=lambda made: made.info.id)
def test_names_that_stand_twice(made: Format) -> None:
    files = sample(made.info.id)
    name = next(name for name in sorted(files) if name.endswith(made.info.suffixes))
    text = files[name].decode()
    for key in dict.fromkeys(re.findall(r'"(\w+)":', text)):
        _tried(made, {**files, name: text.replace(f'"{key}":', f'"{key}": 5, "{key}":').encode()})
        _tried(made, {**files, name: re.sub(rf'"{key}":', f'"{key}": {{}}, "{key}":', text, count=1).encode()})
