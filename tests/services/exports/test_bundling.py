"""The file to send: what is in it, and what is not."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from annotator.formats.errors import FormatError
from annotator.model.ids import AnnotatorName
from annotator.model.scheme import STRICTNESS, Scheme, Strictness
from annotator.services.exports.bundle_manifest import manifest_of
from annotator.services.exports.bundling import bundle
from annotator.services.exports.choice import ExportChoice, Files, Layers
from annotator.services.exports.exporting import ExportError, export
from annotator.services.job import CancelledError, Progress
from annotator.services.session import Session
from annotator.storage import Mode, Project
from tests.conftest import LEILA, OMAR, damages
from tests.rich import BINNED, fill


@pytest.fixture
def rich(tmp_path: Path, scheme: Scheme) -> Path:
    path = tmp_path / "rich.annotator"
    with Project.new(path, scheme, "Rich") as project:
        fill(project)
        Session(project, LEILA).set_strictness(Strictness.WARN)
    return path


def test_everything_chosen_is_in_it_as_it_is(rich: Path) -> None:
    out = rich.with_name("out.annotator")
    bundle(rich, out, ExportChoice("bundle"))
    assert damages(out) == []
    with Project.open(rich, Mode.READ) as one, Project.open(out, Mode.READ) as other:
        assert other.title == one.title
        assert other.scheme == one.scheme
        assert other.setting(STRICTNESS) == Strictness.WARN
        documents = [id_ for id_ in one.document_ids() if not (one.document(id_) or pytest.fail()).binned]
        assert list(other.document_ids()) == documents
        for document in documents:
            assert other.document(document) == one.document(document)
            for annotator in one.annotators():
                assert other.contents(document, annotator.name) == one.contents(document, annotator.name)


def test_nothing_else_is_in_the_file(rich: Path) -> None:
    """Not the bin, not what was deleted, not what another person labelled: not even as bytes."""
    with Session.open(rich, OMAR) as omar:
        first, *_rest = omar.project.document_ids()
        mentions = omar.layer(first).mentions
        omar.set_note(mentions[0].id, "omar's secret note")
        omar.set_note(mentions[0].id, "")
    out = rich.with_name("out.annotator")
    bundle(rich, out, ExportChoice("bundle", (LEILA,)))
    data = out.read_bytes()
    assert b"secret" not in data
    assert BINNED.encode() not in data
    with Project.open(out, Mode.READ) as other:
        manifest = manifest_of(other)
        assert manifest is not None
        assert list(manifest.annotators) == [LEILA]
    with closing(sqlite3.connect(out)) as db:
        assert db.execute("SELECT DISTINCT annotator FROM layer").fetchall() == [(LEILA,)]
        acts = db.execute("SELECT action FROM act ORDER BY n").fetchall()
    assert acts == [("project.new",), ("bundle.make",)]


def test_what_was_removed_is_named(rich: Path) -> None:
    with Session.open(rich, OMAR) as omar:
        first, *_rest = omar.project.document_ids()
        gone = omar.layer(first).mentions[0].id
        omar.delete([gone])
    out = rich.with_name("out.annotator")
    bundle(rich, out, ExportChoice("bundle", (OMAR,)))
    with Project.open(out, Mode.READ) as other:
        manifest = manifest_of(other)
        assert manifest is not None
        assert gone in manifest.removed
        assert manifest.annotators[OMAR]


def test_a_cancelled_bundle_leaves_nothing_behind(rich: Path) -> None:
    progress = Progress()
    progress.cancel()
    files = sorted(rich.parent.iterdir())
    with pytest.raises(CancelledError):
        bundle(rich, rich.with_name("out.annotator"), ExportChoice("bundle"), progress)
    assert sorted(rich.parent.iterdir()) == files


def test_it_is_no_format_of_lines(rich: Path) -> None:
    with pytest.raises(ExportError, match="document by document"):
        export(rich, rich.with_name("x.jsonl"), ExportChoice("bundle"))
    with pytest.raises(FormatError):
        export(rich, rich.with_name("x.jsonl"), ExportChoice("text"))


def test_a_person_without_any_layer_cannot_be_sent(rich: Path) -> None:
    with pytest.raises(ExportError, match="Nothing fits"):
        bundle(rich, rich.with_name("x.annotator"), ExportChoice("bundle", (AnnotatorName("nobody"),)))


@pytest.mark.parametrize(
    "choice",
    [
        ExportChoice("bundle", labels=("PERSON",)),
        ExportChoice("bundle", renames={"PERSON": "PER"}),
        ExportChoice("bundle", layers=Layers.MAJORITY),
        ExportChoice("bundle", files=Files.ANNOTATOR),
    ],
)
def test_layers_are_sent_whole_or_not_at_all(project: Project, tmp_path: Path, choice: ExportChoice) -> None:
    fill(project)
    with pytest.raises(ExportError, match="whole layers"):
        bundle(project.path, tmp_path / "out.annotator", choice)
    assert not (tmp_path / "out.annotator").exists()
