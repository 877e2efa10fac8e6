"""Export: what is chosen, written aside, read back, and nothing left behind when something is wrong."""

import json
import os
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from annotator.assets import resource
from annotator.formats import native
from annotator.formats.registry import NATIVE
from annotator.model.annotation import Annotator, Comment, Kind, Status
from annotator.model.change import Act, now
from annotator.model.ids import AnnotatorName, CommentId, new_id
from annotator.services.exports.exporting import ExportChoice, ExportError, Split, export, preview, targets
from annotator.services.job import CancelledError, Progress
from annotator.storage import Mode, Project
from tests.conftest import add_documents
from tests.rich import fill


@pytest.fixture
def path(project: Project) -> Path:
    """A project with one of everything."""
    fill(project)
    return project.path


def lines_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_without_a_choice_everything_but_the_bin_is_written(path: Path, tmp_path: Path) -> None:
    report = export(path, tmp_path / "all.jsonl", ExportChoice())
    lines = lines_of(tmp_path / "all.jsonl")
    assert [(line["title"], line["annotator"]) for line in lines] == [
        *(("قمة", name) for name in ("gold", "leila", "omar")),
        *(("Gespräche", name) for name in ("gold", "leila", "omar")),
        ("Renamed", None),
    ]
    assert (report.documents, report.lines, report.mentions) == (3, (7,), 27)
    schema = json.loads(resource("annotator-jsonl.schema.json").read_text("utf-8"))
    for line in lines:
        jsonschema.validate(line, schema)
        for span in [*line["entities"], *(event["trigger"] for event in line["events"])]:
            pieces = span.get("fragments", [[span["start"], span["end"]]])
            assert span["text"] == " ".join(line["text"][start:end] for start, end in pieces)


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (ExportChoice(annotators=("omar",)), ["omar", "omar"]),
        (ExportChoice(annotators=("gold", "leila")), ["gold", "leila", "gold", "leila"]),
        (ExportChoice(statuses=(Status.DONE,)), ["leila"]),
        (ExportChoice(statuses=(Status.NEW,)), [None]),
        (ExportChoice(languages=("ar",)), ["gold", "leila", "omar"]),
        (ExportChoice(languages=("und", "de"), annotators=("leila",)), ["leila"]),
    ],
)
def test_a_choice_is_kept_to_and_previewed(
    path: Path, tmp_path: Path, choice: ExportChoice, expected: list[str | None]
) -> None:
    out = tmp_path / "some.jsonl"
    seen = preview(path, choice)
    report = export(path, out, choice)
    assert [line["annotator"] for line in lines_of(out)] == expected
    assert (seen.documents, seen.lines, seen.mentions) == (report.documents, sum(report.lines), report.mentions)


def test_a_preview_counts_what_will_be_written(path: Path) -> None:
    seen = preview(path, ExportChoice())
    assert seen.by_label == {"GPE": 9, "Contact.Meet": 6, "MONEY": 3, "PERSON": 6, "Statement": 3}
    assert seen.by_kind == {Kind.ENTITY: 18, Kind.EVENT: 9}
    assert seen.by_status == {Status.STARTED: 5, Status.DONE: 1, Status.NEW: 1}
    assert seen.by_language == {"ar": 3, "de": 3, "und": 1}
    assert seen.by_annotator == {"gold": 2, "leila": 2, "omar": 2, "": 1}
    assert preview(path, ExportChoice(annotators=("nobody",))).lines == 0


@pytest.mark.parametrize("seed", range(4))
def test_a_preview_counts_the_parts_of_a_split(path: Path, tmp_path: Path, seed: int) -> None:
    choice = ExportChoice(split=Split.parse("train=50,dev=25,test=25", seed))
    parts = preview(path, choice).parts
    report = export(path, tmp_path / "out.jsonl", choice)
    assert [part.name for part in parts] == ["train", "dev", "test"]
    assert report.files == tuple(targets(tmp_path / "out.jsonl", [("train",), ("dev",), ("test",)], NATIVE))
    seen = preview(path, choice).division
    assert seen is not None
    assert seen == report.division
    assert [(part.name, part.documents) for part in seen.shares] == [(part.name, part.documents) for part in parts]
    assert [part.wanted for part in seen.shares] == [1.5, 0.75, 0.75]
    assert [part.off for part in seen.shares] == [part.documents - part.wanted for part in seen.shares]
    assert report.lines == tuple(part.lines for part in parts)
    for file, part in zip(report.files, parts, strict=True):
        assert len({line["id"] for line in lines_of(file)}) == part.documents
    assert preview(path, ExportChoice()).parts == ()
    assert preview(path, ExportChoice()).division is None


def test_the_same_project_gives_the_same_bytes(path: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        export(path, tmp_path / name, ExportChoice())
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_who_only_commented_is_exported_too(path: Path, tmp_path: Path, project: Project) -> None:
    document = next(project.document_ids())
    zeinab = AnnotatorName("zeinab")
    comment = Comment(CommentId(new_id()), document, zeinab, now(), "?", "document", document)
    act = Act("comment.add", zeinab)
    project.apply([act.change(None, Annotator(zeinab, now())), act.change(None, comment)])
    export(path, tmp_path / "all.jsonl", ExportChoice(annotators=("zeinab",)))
    (line,) = lines_of(tmp_path / "all.jsonl")
    assert line["comments"][0]["text"] == "?"
    assert comment == project.contents(document, zeinab).comments[0]


def test_the_project_is_seen_at_one_moment(path: Path, tmp_path: Path, project: Project) -> None:
    """What is edited while the file is written does not get into it."""
    before = preview(path, ExportChoice()).lines

    def edit(done: int, _total: int, _text: str) -> None:
        if done == 1:
            changes, texts = add_documents("Quite new.")
            project.apply(changes, texts=texts)

    assert sum(export(path, tmp_path / "all.jsonl", ExportChoice(), Progress(edit)).lines) == before
    assert preview(path, ExportChoice()).lines == before + 1


def test_a_file_there_is_replaced_only_by_a_whole_one(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("old")

    with pytest.raises(CancelledError):
        export(path, out, ExportChoice(), _Late())
    assert out.read_text() == "old"
    assert not list(tmp_path.glob(".*.part"))
    export(path, out, ExportChoice())
    assert out.read_text() != "old"
    assert out.stat().st_mode & 0o777 == (tmp_path / "test.annotator").stat().st_mode & 0o777


class _Late(Progress):
    """Is cancelled while the file is being verified."""

    def report(self, done: int, total: int = 0, text: str = "") -> None:
        if done * 2 > total:
            self.cancel()
        super().report(done, total, text)


def test_a_line_that_would_not_be_sound_stops_the_export(path: Path, tmp_path: Path, monkeypatch: Any) -> None:
    def encode_wrongly(*arguments: Any) -> bytes:
        return real(*arguments).replace("كازاخستان".encode(), "قزقستان".encode())

    real = native.encode
    monkeypatch.setattr(native, "encode", encode_wrongly)
    with pytest.raises(ExportError, match="Line 1 of the export would not be sound"):
        export(path, tmp_path / "out.jsonl", ExportChoice())
    assert [p.name for p in tmp_path.iterdir() if "out" in p.name] == []


def test_what_the_disk_garbles_is_noticed(path: Path, tmp_path: Path, monkeypatch: Any) -> None:
    """Sound lines, but not those that were written."""

    def sync(descriptor: int) -> None:
        real(descriptor)
        (aside,) = tmp_path.glob(".out.jsonl.*.part")
        aside.write_bytes(aside.read_bytes().replace(b'"status":"started"', b'"status":"done"'))

    real = os.fsync
    monkeypatch.setattr(os, "fsync", sync)
    with pytest.raises(ExportError, match="did not read back the same"):
        export(path, tmp_path / "out.jsonl", ExportChoice())
    assert not list(tmp_path.glob("*out.jsonl*"))


def test_places_that_cannot_be_written_are_refused(path: Path, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="is a project"):
        export(path, path, ExportChoice())
    with pytest.raises(ExportError, match="is a folder"):
        export(path, tmp_path, ExportChoice())
    with pytest.raises(ExportError, match="no folder"):
        export(path, tmp_path / "nowhere" / "out.jsonl", ExportChoice())
    with pytest.raises(ExportError, match="Nothing fits"):
        export(path, tmp_path / "out.jsonl", ExportChoice(languages=("xx",)))
    Project.open(path, Mode.READ).close()


def test_parts_are_files_beside_it(path: Path, tmp_path: Path) -> None:
    choice = ExportChoice(split=Split.parse("train=2,test=1"))
    report = export(path, tmp_path / "out.jsonl", choice)
    assert [file.name for file in report.files] == ["out.train.jsonl", "out.test.jsonl"]
    parts = [{line["id"] for line in lines_of(file)} for file in report.files]
    assert [len(part) for part in parts] == [2, 1]
    assert parts[0].isdisjoint(parts[1])
    assert sum(report.lines) == 7
    again = export(path, tmp_path / "again.jsonl", choice)
    assert [file.read_bytes() for file in again.files] == [file.read_bytes() for file in report.files]
