"""Exports in several files: what the preview, the count of losses and the files say is the same."""

from dataclasses import replace
from pathlib import Path

import pytest

from annotator.assets import review_layers
from annotator.formats.losses import Loss
from annotator.formats.registry import formats
from annotator.model.errors import SchemeError
from annotator.model.ids import DocumentId
from annotator.services.exports.choice import ExportChoice, Files, Layers
from annotator.services.exports.exporting import ExportError, count_losses, export, preview
from annotator.services.exports.splitting import Split
from annotator.services.imports.importing import import_into
from annotator.services.opening import new_project
from annotator.services.session import Session
from annotator.storage import Project
from tests.conftest import LEILA, add_documents
from tests.rich import fill
from tests.services.adjudicated import as_, label
from tests.services.exported import lines_of, said


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three people's layers of the sample articles; nothing in it is changed."""
    with new_project(tmp_path_factory.mktemp("sample") / "p.annotator", "Zahra") as session:
        import_into(session, review_layers())
        return session.path


CHOICES = {
    "plain": ExportChoice(),
    "majority": ExportChoice(layers=Layers.MAJORITY),
    "labels": ExportChoice(labels=("PERSON", "Contact")),
    "renames": ExportChoice(renames={"PERSON": "X", "GPE": "X", "ORG": "X"}),
    "split": ExportChoice(annotators=("leila",), split=Split.parse("a=2,b=1")),
}


@pytest.mark.parametrize("format_id", ["annotator-jsonl", "brat", "conll2003", "doccano"])
@pytest.mark.parametrize("files", Files)
@pytest.mark.parametrize("name", CHOICES)
def test_what_is_said_before_is_what_is_written(
    sample: Path, tmp_path: Path, name: str, files: Files, format_id: str
) -> None:
    choice = replace(CHOICES[name], format=format_id, files=files)
    made = formats()[format_id]
    if made.info.one_layer and files is not Files.ANNOTATOR and name not in ("majority", "split"):
        with pytest.raises(ExportError, match="one file for each"):
            preview(sample, choice)
        return
    before, losses = preview(sample, choice), count_losses(sample, choice)
    report = export(sample, tmp_path / f"out{'' if made.info.is_folder else made.info.suffixes[0]}", choice)
    assert before.mentions == report.mentions == sum(before.by_label.values()) == sum(before.by_kind.values())
    assert (before.lines, before.documents) == (sum(report.lines), report.documents)
    assert losses.totals == report.losses.totals
    assert losses.by_document == report.losses.by_document
    if before.parts:
        assert tuple(part.lines for part in before.parts) == report.lines
        assert [f".{part.name}" in file.name for part, file in zip(before.parts, report.files, strict=True)]


@pytest.mark.parametrize("files", Files)
def test_the_files_together_hold_every_mention_once(sample: Path, tmp_path: Path, files: Files) -> None:
    report = export(sample, tmp_path / "out.jsonl", ExportChoice(files=files))
    whole = export(sample, tmp_path / "whole.jsonl", ExportChoice())
    together = [line for file in report.files for line in lines_of(file)]
    assert said(together) == said(lines_of(whole.files[0]))
    for kind in ("comments", "decisions"):
        count = sum(len(line.get(kind, ())) for line in together)
        assert count == sum(len(line.get(kind, ())) for line in lines_of(whole.files[0]))


def test_the_level_files_of_conll_hold_all_that_is_flat(sample: Path, tmp_path: Path) -> None:
    """Nothing is nested any more, and what is lost is the same otherwise."""
    one = ExportChoice("conll2003", ("leila",), options={"mentions": "all"})
    whole = count_losses(sample, one).totals
    report = export(sample, tmp_path / "out.conll", replace(one, files=Files.LEVEL))
    assert [file.name for file in report.files] == [f"out.{n}.conll" for n in range(1, len(report.files) + 1)]
    lost = report.losses.totals
    assert whole[Loss.NESTED] > 0
    assert Loss.NESTED not in lost
    begun = sum(file.read_text("utf-8").count(" B-") for file in report.files)
    dropped = sum(lost.get(loss, 0) for loss in (Loss.DISCONTINUOUS, Loss.OVERLAPPING, Loss.OUTSIDE))
    assert begun == report.mentions - dropped
    for loss in (Loss.SPACING, Loss.CLUSTER, Loss.ARGUMENT, Loss.RELATION, Loss.ATTRIBUTE, Loss.COMMENT):
        assert lost.get(loss) == whole.get(loss)
    assert all(" B-" in file.read_text("utf-8") for file in report.files)


def test_a_level_of_what_the_format_cannot_write_has_no_file(session: Session, tmp_path: Path) -> None:
    """The inner one is an event, and CoNLL is written with entities only."""
    changes, texts = add_documents("The summit in Astana ended.")
    session.project.apply(changes, texts=texts)
    document = next(session.project.document_ids())
    label(session, LEILA, document, (0, 20, "PERSON"), (4, 10, "Contact.Meet"))
    choice = ExportChoice("conll2003", files=Files.LEVEL)
    report = export(session.path, tmp_path / "o.conll", choice)
    assert [file.name for file in report.files] == ["o.1.conll"]
    assert report.losses.totals[Loss.EVENT] == 1
    both = export(session.path, tmp_path / "o.conll", replace(choice, options={"mentions": "all"}))
    assert [file.name for file in both.files] == ["o.1.conll", "o.2.conll"]
    assert Loss.EVENT not in both.losses.totals


def test_a_file_for_each_annotator_holds_one_layer_a_document(sample: Path, tmp_path: Path) -> None:
    report = export(sample, tmp_path / "o.conll", ExportChoice("conll2003", files=Files.ANNOTATOR))
    assert [file.name for file in report.files] == ["o.leila.conll", "o.mehdi.conll", "o.sara.conll"]
    for name, file in zip(("leila", "mehdi", "sara"), report.files, strict=True):
        alone = tmp_path / "alone.conll"
        export(sample, alone, ExportChoice("conll2003", (name,)))
        assert file.read_bytes() == alone.read_bytes()


def test_a_file_of_events_has_triggers_where_words_have_tags(sample: Path, tmp_path: Path) -> None:
    report = export(sample, tmp_path / "o.conll", ExportChoice("conll2003", ("leila",), files=Files.KIND))
    assert [file.name for file in report.files] == ["o.entities.conll", "o.events.conll"]
    assert "B-PERSON" in report.files[0].read_text("utf-8")
    assert "B-Contact.Meet" in report.files[1].read_text("utf-8")
    assert Loss.EVENT not in report.losses.totals


def test_documents_that_nobody_has_begun_have_a_file_of_their_own(project: Project, tmp_path: Path) -> None:
    fill(project)
    report = export(project.path, tmp_path / "o.jsonl", ExportChoice(files=Files.ANNOTATOR))
    assert [file.name for file in report.files] == ["o.gold.jsonl", "o.leila.jsonl", "o.omar.jsonl", "o.nobody.jsonl"]
    assert [line["title"] for line in lines_of(report.files[-1])] == ["Renamed"]


def test_one_document_is_written_as_among_all(sample: Path, tmp_path: Path) -> None:
    with Project.open(sample) as project:
        document = list(project.document_ids())[1]
    for files in Files:
        choice = ExportChoice(files=files, layers=Layers.MAJORITY, renames={"PERSON": "X"})
        whole = export(sample, tmp_path / "whole.jsonl", choice)
        alone = export(sample, tmp_path / "alone.jsonl", choice, document=document)
        assert alone.documents == 1
        for file in alone.files:
            other = tmp_path / file.name.replace("alone", "whole")
            assert other in whole.files
            assert lines_of(file) == [line for line in lines_of(other) if line["id"] == document]


def test_a_label_that_the_scheme_lacks_is_refused(session: Session, tmp_path: Path) -> None:
    label(as_(session, "leila"), "leila", _document(session), (0, 3, "PERSON"))
    for choice in (ExportChoice(labels=("PERSN",)), ExportChoice(renames={"PERSN": "X"})):
        for ask in (preview, count_losses):
            with pytest.raises(SchemeError, match="no label “PERSN”"):
                ask(session.path, choice)
        with pytest.raises(SchemeError, match="no label “PERSN”"):
            export(session.path, tmp_path / "o.jsonl", choice)
    assert list(tmp_path.glob("o*")) == []


def _document(session: Session) -> DocumentId:
    changes, texts = add_documents("Any text.")
    session.project.apply(changes, texts=texts)
    return next(session.project.document_ids())
