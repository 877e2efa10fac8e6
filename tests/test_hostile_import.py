"""Import is fed what strangers, scripts and broken disks make: every input is taken in whole or refused in a sentence.

More than 500 inputs: some that must be refused, and lines of the native format with each of their values in turn
replaced by something unfit, of which some are harmless. Good documents stand among them and must all arrive.
"""

import codecs
import json
import random
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator.model.ids import new_id
from annotator.model.scheme import Scheme
from annotator.services.exports.exporting import ExportChoice, export
from annotator.services.imports.importing import ImportReport, import_into
from annotator.services.session import Session
from tests.conftest import ARABIC, LEILA, damages
from tests.formats.samples import READ, sample

UNFIT: dict[str, Any] = {
    "nothing": None,
    "a negative number": -1,
    "a huge number": 10**30,
    "a huge negative number": -(10**30),
    "a fraction": 0.5,
    "yes": True,
    "an empty text": "",
    "a blank": " ",
    "a word": "word",
    "a very long word": "x" * 100_000,
    "control characters": "a\x1b[31m\n\x07",
    "NUL": "a\0b",
    "bidi overrides": "\u202eabc\u2066",
    "an empty list": [],
    "a list in a list": [[[[[]]]]],
    "an object": {"id": "x"},
    "another's id": "01970000-0000-7000-8000-000000000000",
}


def a_line(number: int) -> dict[str, Any]:
    """A sound line of a document that no other line has."""
    meet, person, place, argument, relation, cluster, comment = (new_id() for _ in range(7))
    return {
        "format": "annotator-jsonl",
        "version": 1,
        "offset_unit": "codepoint",
        "id": new_id(),
        "title": f"Line {number}",
        "language": "ar",
        "direction": "rtl",
        "text": f"{ARABIC} {number}",
        "text_sha256": "",
        "meta": {"file": "a.txt"},
        "annotator": f"person {number % 7}",
        "status": "started",
        "scheme": {"name": "small", "version": 1},
        "entities": [
            {
                "id": person,
                "label": "PERSON",
                "start": 4,
                "end": 16,
                "text": ARABIC[4:16],
                "attributes": {"remark": "x"},
            },
            {"id": place, "label": "GPE", "start": 21, "end": 30, "text": ARABIC[21:30], "cluster": cluster},
        ],
        "events": [
            {
                "id": meet,
                "label": "Contact.Meet",
                "trigger": {"start": 0, "end": 20, "text": "وصل إلى", "fragments": [[0, 3], [17, 20]]},
                "attributes": {"negated": True},
                "arguments": [{"id": argument, "role": "Participant", "filler": person, "attributes": {}}],
            }
        ],
        "relations": [{"id": relation, "label": "located", "source": person, "target": place, "attributes": {}}],
        "clusters": [{"id": cluster, "kind": "entity", "label": "GPE", "name": "K", "kb": "Q232"}],
        "comments": [
            {
                "id": comment,
                "created": "2026-01-01T00:00:00.000Z",
                "text": "?",
                "subject_kind": "mention",
                "subject": person,
                "span": {"start": 4, "end": 16, "text": ARABIC[4:16]},
                "reply_to": None,
            }
        ],
    }


def paths_in(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The way to every value within a JSON value."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in parts:
        yield (*path, name)
        yield from paths_in(part, (*path, name))


def with_value(line: dict[str, Any], path: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    """`line` with another value at `path`."""
    here: Any = line
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = value
    return line


def unfit_lines() -> Iterator[tuple[str, bytes]]:
    """Each value of a line replaced by unfit ones."""
    number = 0
    for path in list(paths_in(a_line(0))):
        for name, value in random.Random(str(path)).sample(sorted(UNFIT.items()), 7):
            number += 1
            line = with_value(a_line(number), path, value)
            yield f"{'.'.join(map(str, path))} is {name}", json.dumps(line, ensure_ascii=False).encode()


def refused_lines() -> Iterator[tuple[str, bytes]]:
    """Files of the native format of which no line may get in."""
    good = json.dumps(a_line(100_000), ensure_ascii=False).encode()
    for cut in range(1, len(good), len(good) // 40):
        yield f"cut off at byte {cut}", good[:cut]
    broken = random.Random(1)
    for number in range(30):
        at = broken.randrange(len(good))
        yield f"garbage {number}", good[:at] + b"\x00\xff\xfe{[" + good[at:]
    yield "UTF-16", codecs.BOM_UTF16_LE + good.decode().encode("utf-16-le")
    yield "Latin-1", json.dumps(a_line(1), ensure_ascii=True).replace("Line", "L\xefne").encode("latin-1")
    yield "a lone surrogate", good.replace(b'"Line', b'"\\ud800Line')
    yield "a lone low surrogate in the text", good.replace(b'"text": "', b'"text": "\\udc00', 1)
    yield "surrogates encoded in UTF-8", good.replace(b'"Line', b'"\xed\xa0\x80Line')
    yield "not a number", good.replace(b'"start": 4', b'"start": NaN')
    yield "infinity", good.replace(b'"version": 1', b'"version": Infinity')
    yield "a number out of range", good.replace(b'"start": 4', b'"start": 1e999')
    yield "deep lists", b'{"meta": ' + b"[" * 500_000 + b"]" * 500_000 + b"}"
    yield "deep objects", b'{"a":' * 500_000 + b"1" + b"}" * 500_000
    yield "a list of lines", b"[" + good + b"]"
    yield "binary", random.Random(2).randbytes(50_000)
    yield "only zeros", bytes(100_000)
    yield "wrong offsets", good.replace(b'"start": 21, "end": 30', b'"start": 22, "end": 31')
    yield "wrong checksum", good.replace(b'"text_sha256": ""', b'"text_sha256": "' + b"0" * 64 + b'"')
    yield "another unit", good.replace(b"codepoint", b"utf-16")
    yield "a later version", good.replace(b'"version": 1, "offset_unit"', b'"version": 2, "offset_unit"')
    yield "an unknown label", good.replace(b'"GPE"', b'"PLANET"')
    yield "a label of 100,000 letters", good.replace(b'"GPE"', b'"' + b"G" * 100_000 + b'"')
    yield "a cluster of itself", good.replace(b'"cluster": "', b'"cluster": "x')
    yield "somebody as gold twice over", good.replace(b'"annotator": "', b'"annotator": "\\n')


def refused_texts() -> Iterator[tuple[str, bytes]]:
    """Text files that are none."""
    chance = random.Random(3)
    for signature in (
        b"%PDF-1.4",
        b"PK\x03\x04",
        b"\x89PNG\r\n",
        b"GIF89a",
        b"\xff\xd8\xff\xe0",
        b"\x1f\x8b\x08",
        b"\x7fELF",
    ):
        yield f"begins {signature!r}", signature + chance.randbytes(1000)
    for number in range(30):
        yield f"random bytes {number}", bytes([0, 1, 2]) + chance.randbytes(3000)
    for number in range(30):
        text = f"{ARABIC} {number}"
        at = chance.randrange(len(text))
        yield f"NUL at {at}", (text[:at] + "\0" + text[at:]).encode()
        data = text.encode()
        at = chance.randrange(len(data))
        yield f"damaged byte {at}, {number}", data[:at] + b"\xff" + data[at:]
        yield f"half a surrogate {number}", codecs.BOM_UTF16_LE + text.encode("utf-16-le") + b"\x00\xd8x\x00"
    for blank in (b"", b" ", b"\n\n\n", b"\r\n", codecs.BOM_UTF8, codecs.BOM_UTF16_BE, "\u3000\u2003".encode()):
        yield f"empty {blank!r}", blank
    yield "cut off UTF-16", codecs.BOM_UTF16_BE + b"\x06"
    yield "UTF-32 beyond Unicode", codecs.BOM_UTF32_LE + b"\xff\xff\xff\x7f"


def odd_texts() -> Iterator[tuple[str, bytes]]:
    """Text files that are odd, but texts."""
    chance = random.Random(4)
    for encoding in ("cp1252", "cp1251", "cp1255", "cp1256", "gb18030", "shift_jis", "euc_kr", "koi8_r", "iso8859_6"):
        letters = bytes(chance.choice(range(0xC0, 0xFF)) for _ in range(400))
        yield f"as {encoding}", letters.decode(encoding, "ignore").encode(encoding)
    yield "one line of ten million letters", b"x" * 10_000_000
    yield "a million lines", b"a\r\n" * 1_000_000
    yield "a million carriage returns and a word", b"\r" * 1_000_000 + b"word"
    yield "marks only", "\u0301\u0301\u200d\ufeff\u202e a".encode()
    yield "emoji", "👩‍👩‍👧‍👦🏳️‍🌈".encode()
    yield "a mark in a mark", codecs.BOM_UTF8 * 3 + b"text"


def write(folder: Path, inputs: Iterator[tuple[str, bytes]], suffix: str) -> dict[Path, str]:
    """The inputs as files; what each is, by file."""
    folder.mkdir()
    written = {}
    for number, (name, data) in enumerate(inputs):
        path = folder / f"input {number}{suffix}"
        path.write_bytes(data)
        written[path] = name
    return written


def add_good(folder: Path) -> int:
    """Sound files among the others; how many documents they hold."""
    for number in range(5):
        (folder / f"input {number * 20} good.txt").write_text(f"A good text, number {number} in {folder.name}.")
    lines = (json.dumps(a_line(200_000 + hash(folder.name) % 1000 * 10 + n)) for n in range(5))
    (folder / "input 33 good.jsonl").write_text("\n\n".join(lines))
    return 10


@pytest.fixture
def empty(tmp_path: Path, scheme: Scheme) -> Iterator[Session]:
    with Session.new(tmp_path / "hostile.annotator", scheme, LEILA) as session:
        yield session


def see_to_the_rest(session: Session, report: ImportReport, tmp_path: Path) -> None:
    """What got in is whole, what did not has a sentence, and an undo takes everything back."""
    for skipped in report.skipped:
        assert len(skipped.reason) < 1000
        assert skipped.reason.endswith((".", "?", "…")), skipped
        assert "Traceback" not in skipped.reason
    assert damages(session.path) == []
    assert len(list(session.project.document_ids())) == report.documents
    export(session.path, tmp_path / "out.jsonl", ExportChoice())
    session.undo()
    assert list(session.project.document_ids()) == []
    assert damages(session.path) == []


def test_there_are_enough_of_them() -> None:
    assert sum(1 for made in (unfit_lines, refused_lines, refused_texts, odd_texts) for _input in made()) >= 500


@pytest.mark.parametrize(("inputs", "suffix"), [(refused_lines, ".jsonl"), (refused_texts, ".txt")])
def test_what_must_not_get_in_does_not(empty: Session, tmp_path: Path, inputs: Any, suffix: str) -> None:
    written = write(tmp_path / "inputs", inputs(), suffix)
    good = add_good(tmp_path / "inputs")
    report = import_into(empty, [tmp_path / "inputs"])
    refused = {skipped.path for skipped in report.skipped}
    assert [name for path, name in written.items() if path not in refused] == []
    assert report.documents == good
    see_to_the_rest(empty, report, tmp_path)


@pytest.mark.parametrize(("inputs", "suffix"), [(unfit_lines, ".jsonl"), (odd_texts, ".txt")])
def test_what_is_odd_gets_in_whole_or_not_at_all(empty: Session, tmp_path: Path, inputs: Any, suffix: str) -> None:
    written = write(tmp_path / "inputs", inputs(), suffix)
    good = add_good(tmp_path / "inputs")
    report = import_into(empty, [tmp_path / "inputs"])
    refused = {skipped.path for skipped in report.skipped}
    assert refused <= written.keys()
    assert report.documents == len(written) - len(refused) + good
    if inputs is unfit_lines:
        assert len(refused) > len(written) / 2
    see_to_the_rest(empty, report, tmp_path)


def test_all_lines_in_one_file_are_refused_one_by_one(empty: Session, tmp_path: Path) -> None:
    """A line that is wrong stops neither the file nor its neighbours."""
    lines = [data for _name, data in unfit_lines() if b"\n" not in data][:90]
    for number in range(10):
        lines.insert(number * 9, json.dumps(a_line(300_000 + number)).encode())
    (tmp_path / "mixed.jsonl").write_bytes(b"\n".join(lines))
    report = import_into(empty, [tmp_path / "mixed.jsonl"])
    assert report.documents >= 10
    assert report.documents + report.skipped_count == len(lines)
    assert all(skipped.line for skipped in report.skipped)
    see_to_the_rest(empty, report, tmp_path)


def _halves(folder: Path) -> int:
    """The first half of a file of every format, each in a folder of its own with what lies beside it whole."""
    made = 0
    for one in READ:
        for name, data in sample(one.info.id).items():
            into = folder / f"{one.info.id} {name}"
            into.mkdir(parents=True)
            for beside, whole in sample(one.info.id).items():
                (into / beside).write_bytes(whole)
            (into / name).write_bytes(data[: len(data) // 2])
            made += 1
    return made


def test_half_a_file_of_any_format_stops_no_other(empty: Session, tmp_path: Path) -> None:
    """In whole and in part: what is not taken in has a sentence, and the good files among them arrive."""
    inputs = tmp_path / "inputs"
    assert _halves(inputs) > len(READ)
    good = add_good(inputs)
    report = import_into(empty, [inputs])
    project = empty.project
    documents = [project.document(id_) for id_ in project.document_ids()]
    titles = {document.title for document in documents if document is not None}
    assert {f"input {number * 20} good" for number in range(5)} <= titles
    assert {f"Line {200_000 + hash(inputs.name) % 1000 * 10 + number}" for number in range(5)} <= titles
    assert report.documents >= good
    assert all(note for note in report.notes)
    see_to_the_rest(empty, report, tmp_path)


@pytest.mark.parametrize("name", ["huge.txt", "huge.jsonl"])
def test_huge_files_are_refused_without_being_held(empty: Session, tmp_path: Path, name: str) -> None:
    with (tmp_path / name).open("wb") as file:
        file.truncate(200_000_000)
    tracemalloc.start()
    try:
        report = import_into(empty, [tmp_path / name])
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert report.documents == 0
    assert "MB" in report.skipped[0].reason
    assert peak < 150_000_000


def test_a_project_is_not_taken_for_a_text(empty: Session, tmp_path: Path) -> None:
    (tmp_path / "project.txt").write_bytes(empty.path.read_bytes())
    report = import_into(empty, [tmp_path / "project.txt", empty.path])
    assert report.documents == 0
    assert "a database" in report.skipped[1].reason
