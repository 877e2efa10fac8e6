"""What an export says of itself: everything it holds, the command that makes it again, and nothing private."""

import hashlib
import json
import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotator import __version__
from annotator.formats.manifest_file import is_manifest
from annotator.formats.registry import formats
from annotator.formats.scheme_yaml import write_scheme
from annotator.model.annotation import Kind, Status
from annotator.model.document import text_sha256
from annotator.services.exports.choice import ExportChoice, Files, Layers
from annotator.services.exports.exporting import ExportReport, export, preview
from annotator.services.exports.files import ExportError
from annotator.services.exports.manifest import command, manifest_path
from annotator.services.exports.splitting import Split
from annotator.services.imports.plan import plan_import
from annotator.services.job import CancelledError, Progress
from annotator.storage import Project
from tests.conftest import Run
from tests.rich import fill
from tests.services.exports.test_splitting import Article, add, text, version

CHECKOUT = Path(__file__).parent.parent.parent
WRITERS = sorted(id_ for id_, made in formats().items() if made.write is not None)


@pytest.fixture
def path(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one of everything, where one stands."""
    fill(project)
    monkeypatch.chdir(tmp_path)
    return Path(project.path.name)


def said(report: ExportReport) -> dict[str, Any]:
    assert report.manifest is not None
    read: dict[str, Any] = json.loads(report.manifest.read_text("utf-8"))
    return read


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_it_says_what_was_exported_and_how(path: Path, project: Project) -> None:
    choice = ExportChoice(annotators=("leila", "omar"), statuses=(Status.STARTED, Status.DONE), languages=("ar", "de"))
    report = export(path, Path("out.jsonl"), choice)
    assert report.manifest == Path("out.jsonl.manifest.json")
    told = said(report)
    time = told.pop("time")
    assert time.startswith("20")
    assert time.endswith("Z")
    seen = preview(path, choice)
    assert told == {
        "manifest": "annotator-export",
        "version": 1,
        "program": {"name": "annotator", "version": __version__},
        "command": "annotator export test.annotator out.jsonl --annotator leila --annotator omar --status started "
        "--status done --language ar --language de",
        "project": {"title": "Test", "file": "test.annotator", "schema_version": 4},
        "scheme": {
            "name": project.scheme.name,
            "version": project.scheme.version,
            "sha256": text_sha256(write_scheme(project.scheme)),
        },
        "annotators": ["leila", "omar"],
        "choice": json.loads(json.dumps(choice.to_record())),
        "tokenizer": "uax29-1",
        "counts": {
            "documents": 2,
            "layers": 4,
            "mentions": seen.mentions,
            "by_label": seen.by_label,
            "by_language": {
                tag: {"documents": 1, "mentions": preview(path, replace(choice, languages=(tag,))).mentions}
                for tag in choice.languages
            },
        },
        "losses": {},
        "files": [
            {"name": "out.jsonl", "sha256": {"out.jsonl": digest(Path("out.jsonl"))}, "counts": told["counts"]},
        ],
    }
    assert ExportChoice.from_record(told["choice"]) == choice


def test_losses_and_what_is_written_are_counted(path: Path) -> None:
    report = export(path, Path("out.conll"), ExportChoice("conll2002", annotators=("leila",)))
    told = said(report)
    assert told["losses"] == {str(loss): count for loss, count in report.losses.totals.items()} != {}
    written = [line.rpartition(" ")[2] for line in Path("out.conll").read_text("utf-8").splitlines()]
    assert told["counts"]["mentions"] == sum(tag.startswith("B-") for tag in written) > 0


def test_a_split_names_its_documents_and_what_is_together(project: Project, tmp_path: Path) -> None:
    add(project, [Article(text(number), "ar", ("GPE",) * (1 + number % 2)) for number in range(9)])
    add(project, [Article(version(1, of=0), "fa", ("GPE", "PERSON"))])
    choice = ExportChoice(split=Split.parse("train=7,test=3", 4), files=Files.KIND)
    report = export(project.path, tmp_path / "out.jsonl", choice)
    told = said(report)
    ids = list(project.document_ids())
    assert [(part["name"], part["share"], part["wanted"]) for part in told["parts"]] == [
        ("train", 0.7, 7.0),
        ("test", 0.3, 3.0),
    ]
    assert sorted(one["id"] for part in told["parts"] for one in part["documents"]) == sorted(ids)
    assert {one["title"] for part in told["parts"] for one in part["documents"]} == {"Article"}
    for part in told["parts"]:
        read = (tmp_path / f"out.{part['name']}.entities.jsonl").read_text("utf-8")
        assert {json.loads(line)["id"] for line in read.splitlines()} == {one["id"] for one in part["documents"]}
        assert part["counts"]["documents"] == len(part["documents"])
    assert [sum(part["counts"][what] for part in told["parts"]) for what in ("documents", "mentions")] == [10, 15]
    assert told["counts"]["by_label"] == {"GPE": 14, "PERSON": 1}
    assert told["counts"]["by_language"]["fa"] == {"documents": 1, "mentions": 2}
    (group,) = told["together"]
    assert group == {"because": ["near-duplicates"], "documents": group["documents"]}
    assert set(group["documents"]) == {ids[0], ids[-1]}
    assert [file["name"] for file in told["files"]] == [file.name for file in report.files]


def test_a_folder_has_the_digest_of_each_of_its_files(path: Path) -> None:
    report = export(path, Path("brat"), ExportChoice("brat", annotators=("leila",)))
    assert report.manifest == Path("brat.manifest.json")
    (folder,) = said(report)["files"]
    files = {file.relative_to("brat").as_posix(): digest(file) for file in Path("brat").rglob("*") if file.is_file()}
    assert folder["name"] == "brat"
    assert folder["sha256"] == files
    assert len(files) >= 4


# -- the command


def digests(told: dict[str, Any]) -> list[dict[str, str]]:
    return [file["sha256"] for file in told["files"]]


@pytest.mark.parametrize("format_id", WRITERS)
def test_the_command_makes_the_same_files_in_every_format(path: Path, annotator: Run, format_id: str) -> None:
    report = export(path, Path("out"), ExportChoice(format_id, annotators=("leila",)))
    told = said(report)
    for file in (*report.files, manifest_path(Path("out"))):
        shutil.rmtree(file) if file.is_dir() else file.unlink()
    program, *arguments = shlex.split(told["command"])
    assert program == "annotator"
    code, _out, err = annotator(*arguments)
    assert code in (0, 1), err
    assert digests(said(report)) == digests(told)


CHOICES = [
    ExportChoice(split=Split.parse("train=0.5,test=0.25", 7, keep_alike=False)),
    ExportChoice(labels=("PERSON", "Contact"), renames={"PERSON": "it's $HOME"}, files=Files.ANNOTATOR),
    ExportChoice("conll2003", layers=Layers.MAJORITY, annotators=("leila", "omar"), options={"overlap": "first"}),
    ExportChoice("brat", annotators=("gold",), split=Split.parse("a=1,b=1", 3)),
]


@pytest.mark.parametrize("choice", CHOICES)
def test_the_command_makes_the_same_choice(path: Path, annotator: Run, choice: ExportChoice) -> None:
    report = export(path, Path("out"), choice)
    told = said(report)
    for file in report.files:
        shutil.rmtree(file) if file.is_dir() else file.unlink()
    annotator(*shlex.split(told["command"])[1:])
    again = said(report)
    assert digests(again) == digests(told)
    assert {**again, "time": told["time"]} == told


def test_a_shell_can_run_it_whatever_files_are_called(path: Path, project: Project) -> None:
    project.close()
    odd = Path("-it's “a $(echo) `project`\\ مشروع.annotator")
    path.rename(odd)
    report = export(odd, Path("-out put;.jsonl"), ExportChoice(languages=("ar",)))
    told = said(report)
    report.files[0].unlink()
    script = f'annotator() {{ {shlex.quote(sys.executable)} -m annotator "$@"; }}\n{told["command"]}'
    environment = os.environ | {"PYTHONPATH": str(CHECKOUT), "PYTHONUTF8": "1"}
    subprocess.run(["/bin/sh", "-c", script], check=True, env=environment, capture_output=True)
    assert digests(said(report)) == digests(told)
    assert {digest(report.files[0])} == set(told["files"][0]["sha256"].values())


def test_no_folder_of_the_computer_is_named(project: Project, tmp_path: Path) -> None:
    fill(project)
    report = export(project.path, tmp_path / "out.jsonl", ExportChoice())
    assert report.manifest is not None
    assert str(tmp_path.parent) not in report.manifest.read_text("utf-8")
    assert said(report)["command"] == "annotator export test.annotator out.jsonl"
    assert command(Path("a/b.annotator"), Path("../out.jsonl"), ExportChoice()).endswith(" a/b.annotator ../out.jsonl")


# -- with the files, or not at all


class _Late(Progress):
    """Is cancelled while the file is being verified."""

    def report(self, done: int, total: int = 0, text: str = "") -> None:
        if done * 2 > total:
            self.cancel()
        super().report(done, total, text)


def test_it_comes_with_the_files_or_not_at_all(path: Path) -> None:
    with pytest.raises(CancelledError):
        export(path, Path("out.jsonl"), ExportChoice(), _Late())
    assert list(Path().glob("*out.jsonl*")) == []
    before = said(export(path, Path("out.jsonl"), ExportChoice()))
    with pytest.raises(CancelledError):
        export(path, Path("out.jsonl"), ExportChoice(languages=("ar",)), _Late())
    report = export(path, Path("new.jsonl"), ExportChoice(languages=("ar",)))
    assert json.loads(Path("out.jsonl.manifest.json").read_text("utf-8")) == before
    assert said(report)["counts"]["documents"] == 1


def test_if_a_file_does_not_get_its_name_nothing_says_that_it_is_there(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def replace(self: Path, target: Path) -> Path:
        if target.name == "out.b.jsonl":
            raise PermissionError(13, "Permission denied")
        return real(self, target)

    real = Path.replace
    choice = ExportChoice(split=Split.parse("a=1,b=1"))
    export(path, Path("out.jsonl"), choice)
    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(ExportError, match="Permission denied"):
        export(path, Path("out.jsonl"), choice)
    assert not Path("out.jsonl.manifest.json").exists()
    assert list(Path().glob(".*.part")) == []


def test_another_file_of_its_name_is_kept(path: Path) -> None:
    other = Path("out.jsonl.manifest.json")
    other.write_text('{"precious": true}')
    with pytest.raises(ExportError, match="there is another file of this name"):
        export(path, Path("out.jsonl"), ExportChoice())
    assert other.read_text() == '{"precious": true}'
    assert not Path("out.jsonl").exists()


def test_one_document_for_a_look_has_none(path: Path, project: Project) -> None:
    report = export(path, Path("out.jsonl"), ExportChoice(), document=next(project.document_ids()))
    assert report.manifest is None
    assert not Path("out.jsonl.manifest.json").exists()


# -- it is no data


def test_a_folder_of_exports_is_imported_without_a_word_of_it(path: Path) -> None:
    Path("exports").mkdir()
    for name, format_id in (("a.jsonl", "annotator-jsonl"), ("b.json", "label-studio"), ("brat", "brat")):
        export(path, Path("exports") / name, ExportChoice(format_id, annotators=("leila",)))
    assert len(list(Path("exports").glob("*.manifest.json"))) == 3
    shutil.make_archive("zipped", "zip", "exports")
    for source in ("exports", "zipped.zip"):
        plan = plan_import([Path(source)])
        assert plan.skipped == ()
        assert not [one for one in plan.sources if "manifest" in one.name]
        plan = plan_import([Path(source)], "label-studio")
        assert [one.name.rpartition("/")[2] for one in plan.sources] == ["b.json"]


def test_named_itself_it_is_refused_with_a_sentence(path: Path) -> None:
    report = export(path, Path("out.jsonl"), ExportChoice())
    assert report.manifest is not None
    (skipped,) = plan_import([report.manifest]).skipped
    assert "has no texts itself" in skipped.reason


def test_only_what_begins_like_one_is_one() -> None:
    assert is_manifest("a.manifest.json", lambda: b'\n{ "manifest" :"annotator-export", "version": 1')
    assert is_manifest("A.MANIFEST.JSON", lambda: b'{"manifest":"annotator-export"}')
    assert not is_manifest("a.manifest.json", lambda: b'[{"text": "x"}]')
    assert not is_manifest("a.json", lambda: b'{"manifest":"annotator-export"}')


def test_the_command_line_names_it(path: Path, annotator: Run) -> None:
    _code, out, err = annotator("export", path, "out.jsonl", "--json")
    assert json.loads(out)["manifest"] == "out.jsonl.manifest.json"
    assert "out.jsonl.manifest.json" in err
    _code, out, err = annotator("export", path, "out.annotator", "--format", "bundle", "--json")
    assert "manifest" not in json.loads(out)
    assert "manifest" not in err


def test_entities_and_events_are_counted_by_their_labels(path: Path) -> None:
    """As the preview counts them, whatever their kind."""
    told = said(export(path, Path("out.jsonl"), ExportChoice()))
    seen = preview(path, ExportChoice())
    assert told["counts"]["by_label"] == seen.by_label
    assert sum(seen.by_kind[kind] for kind in Kind) == told["counts"]["mentions"]
