"""The preview is the export: the first document, really written, to the byte."""

from dataclasses import replace
from pathlib import Path

import pytest

from annotator.formats.losses import Losses
from annotator.formats.registry import BUNDLE, NATIVE, find_format, infos
from annotator.model.annotation import GOLD
from annotator.services.exports import preview as export_preview
from annotator.services.exports.choice import ExportChoice, Files, Layers
from annotator.services.exports.exporting import ExportError, ExportPreview, Split, export
from annotator.services.exports.preview import CHARACTERS, Sample, SampleFile, Uses, look, sample, uses
from annotator.services.job import CancelledError, Progress
from annotator.storage import Project
from tests.rich import fill

WRITTEN = [info.id for info in infos() if info.writes and info is not BUNDLE]


@pytest.fixture
def path(project: Project) -> Path:
    """A project with one of everything."""
    fill(project)
    return project.path


def named(format_id: str) -> str:
    info = find_format(format_id)
    return "out" if info.is_folder else f"out{info.suffixes[0]}"


def exported(path: Path, folder: Path, choice: ExportChoice) -> dict[str, bytes]:
    """What an export writes, by name in the folder that holds it or that it is."""
    folder.mkdir()
    out = folder / named(choice.format)
    export(path, out, choice)
    root = out if out.is_dir() else folder
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*") if is_written(file)}


def is_written(file: Path) -> bool:
    """Whether it is a file of the export, and not the manifest beside it."""
    return file.is_file() and not file.name.endswith(".manifest.json")


@pytest.mark.parametrize("format_id", WRITTEN)
def test_of_one_document_every_format_is_shown_as_it_is_exported(path: Path, tmp_path: Path, format_id: str) -> None:
    choice = ExportChoice(format_id, annotators=("leila",), languages=("ar",))
    shown = sample(path, named(format_id), choice)
    written = exported(path, tmp_path / "real", choice)
    assert shown.title == "قمة"
    assert {file.name: file.size for file in shown.files} == {name: len(data) for name, data in written.items()}
    for file in shown.files:
        if file.beginning is not None:
            assert file.is_whole
            assert file.beginning == written[file.name].decode()
    assert (shown.held is None) == all(file.beginning is not None for file in shown.files)


@pytest.mark.parametrize("format_id", ["spacy", "parquet"])
def test_of_what_is_no_text_it_is_told_what_its_reader_finds(path: Path, format_id: str) -> None:
    shown = sample(path, named(format_id), ExportChoice(format_id, annotators=("leila",), languages=("ar",)))
    assert [file.beginning for file in shown.files] == [None]
    assert shown.held is not None
    assert (shown.held.records, shown.held.characters > 0) == (1, True)
    assert list(shown.held.labels.values()) == sorted(shown.held.labels.values(), reverse=True)
    assert shown.held.labels["PERSON"] > 0


def test_among_several_documents_the_first_stands_at_the_beginning(path: Path, tmp_path: Path) -> None:
    shown = sample(path, "out.jsonl", ExportChoice())
    written = exported(path, tmp_path / "real", ExportChoice())["out.jsonl"].decode()
    beginning = shown.files[0].beginning
    assert beginning is not None
    assert written.startswith(beginning)
    assert beginning.count("\n") == 3  # three people's layers of the first document


def test_a_folder_has_the_names_that_it_will_have(path: Path, tmp_path: Path) -> None:
    """Whose layers there are among all documents decides about folders, also where the first has fewer."""
    shown = sample(path, "out", ExportChoice("brat"))
    assert {file.name.partition("/")[0] for file in shown.files} == {GOLD, "leila", "omar"}
    assert {file.name for file in shown.files} <= exported(path, tmp_path / "real", ExportChoice("brat")).keys()


@pytest.mark.parametrize(
    ("choice", "names"),
    [
        (ExportChoice(files=Files.ANNOTATOR), {"out.gold.jsonl", "out.leila.jsonl", "out.omar.jsonl"}),
        (ExportChoice(files=Files.KIND, annotators=("leila",)), {"out.entities.jsonl", "out.events.jsonl"}),
        (ExportChoice(annotators=("leila",), split=Split((("train", 1), ("test", 1)))), {"out.jsonl"}),
    ],
)
def test_several_files_are_all_shown_and_parts_of_a_split_as_one(
    path: Path, choice: ExportChoice, names: set[str]
) -> None:
    assert {file.name for file in sample(path, "out.jsonl", choice).files} == names


def test_the_first_document_is_one_with_a_chosen_label(path: Path) -> None:
    everything = replace(ExportChoice(), annotators=("leila",))
    with_labels = {
        label: sample(path, "out.jsonl", replace(everything, labels=(label,))).title
        for label in uses(path, everything).labels
    }
    assert set(with_labels.values()) <= {"قمة", "Gespräche"}
    assert sample(path, "out.jsonl", replace(everything, labels=("Contact",))).title in with_labels.values()


def test_new_names_of_labels_are_shown_and_read_back(path: Path) -> None:
    choice = ExportChoice("parquet", annotators=("leila",), renames={"PERSON": "PER"})
    shown = sample(path, "out.parquet", choice)
    assert shown.held is not None
    assert "PER" in shown.held.labels
    assert "PERSON" not in shown.held.labels


def test_a_long_file_is_cut_between_characters(path: Path, tmp_path: Path) -> None:
    for padding in range(4):
        file = tmp_path / "long.txt"
        file.write_text("x" * padding + "🙂" * CHARACTERS + "y", "utf-8")
        shown = export_preview._shown(file, "long.txt")
        assert shown.beginning is not None
        assert not shown.is_whole
        assert ("x" * padding + "🙂" * CHARACTERS).startswith(shown.beginning)
        assert len(shown.beginning) >= CHARACTERS - 1


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04\x00\x00", b"\xff\xfe\x00", b"a" * 200_000 + b"", "é".encode("latin-1") * 90_000]
)
def test_what_is_no_text_is_not_shown_as_one(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "x.bin"
    file.write_bytes(data)
    shown = export_preview._shown(file, "x.bin")
    assert (shown.beginning is None) == (not data.startswith(b"a"))


def test_where_nothing_fits_there_is_nothing_to_show(path: Path) -> None:
    assert sample(path, "out.jsonl", ExportChoice(languages=("fa",))) == Sample("", ())


def test_pieces_come_the_quickest_first(path: Path) -> None:
    pieces = list(look(path, "out.conll", ExportChoice("conll2003", annotators=("leila",)), Progress()))
    assert [type(piece) for piece in pieces] == [Uses, Sample, ExportPreview, Losses]
    assert isinstance(pieces[-1], Losses)
    assert pieces[-1].totals
    empty = list(look(path, "out.jsonl", ExportChoice(languages=("fa",)), Progress()))
    assert [type(piece) for piece in empty] == [Uses, Sample, ExportPreview]


def test_labels_are_counted_whichever_are_chosen(path: Path) -> None:
    whole = uses(path, ExportChoice(annotators=("leila",)))
    assert whole.labels == uses(path, ExportChoice(annotators=("leila",), labels=("PERSON",))).labels
    assert sum(whole.labels.values()) > whole.labels["PERSON"]


def test_what_cannot_be_written_is_refused_and_nothing_is_left(
    path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(ExportError, match="one layer of a document"):
        sample(path, "out.conll", ExportChoice("conll2003"))
    most = ExportChoice("conll2003", layers=Layers.MAJORITY)
    assert [type(file) for file in sample(path, "out.conll", most).files] == [SampleFile]
    assert not [left for left in tmp_path.iterdir() if left.name.startswith("annotator-")]


def test_it_can_be_cancelled(path: Path) -> None:
    progress = Progress()
    pieces = look(path, "out.jsonl", ExportChoice(), progress)
    assert isinstance(next(pieces), Uses)
    progress.cancel()
    with pytest.raises(CancelledError):
        list(pieces)


def test_native_is_the_usual_format() -> None:
    assert ExportChoice().format == NATIVE.id
