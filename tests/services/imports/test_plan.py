"""What an import will read: folders and zip archives."""

import io
import zipfile
from pathlib import Path

import pytest

from annotator.services.imports.importing import ImportOptions, import_into
from annotator.services.imports.plan import plan_import
from annotator.services.session import Session
from tests.conftest import LEILA
from tests.formats.test_archives import packed


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """An archive with what is read, what is hidden, and what must not be read."""
    path = tmp_path / "corpus.zip"
    inner = packed({"a.txt": b"x"})
    members = {
        "texts/article 10.txt": b"The tenth.",
        "texts/article 2.txt": b"The second.",
        "brat/one.ann": b"T1\tPERSON 0 3\tAli\n",
        "brat/one.txt": b"Ali left.",
        "lines.jsonl": b'{"text": "A line", "label": []}\n',
        "__MACOSX/texts/._article 2.txt": b"\0",
        "texts/.hidden.txt": b"x",
        "picture.png": b"\x89PNG\r\n",
        "../out.txt": b"x",
        "inner.zip": inner,
    }
    path.write_bytes(packed(members))
    return path


def test_what_lies_in_an_archive_is_planned_like_a_folder(corpus: Path) -> None:
    plan = plan_import([corpus])
    assert [(source.name, source.format.id) for source in plan.sources] == [
        ("corpus.zip/brat/one.ann", "brat"),
        ("corpus.zip/lines.jsonl", "doccano"),
        ("corpus.zip/texts/article 2.txt", "text"),
        ("corpus.zip/texts/article 10.txt", "text"),
    ]
    assert {(skipped.path.name, skipped.reason.split(".")[0]) for skipped in plan.skipped} == {
        ("out.txt", "Its name leads out of the archive"),
        ("inner.zip", "An archive in an archive is not looked into"),
        ("picture.png", "Files that end in “"),
    }
    assert not (corpus.parent / "out.txt").exists()


def test_an_archive_in_a_folder_is_looked_into_and_a_chosen_format_holds_there(corpus: Path) -> None:
    plan = plan_import([corpus.parent], "text")
    names = [source.name for source in plan.sources]
    assert names == [f"corpus.zip/{n}" for n in ("brat/one.txt", "texts/article 2.txt", "texts/article 10.txt")]


def test_an_archive_is_imported_with_the_files_beside_each_other(corpus: Path, session: Session) -> None:
    report = import_into(session, [corpus], ImportOptions(LEILA))
    assert (report.documents, report.mentions, len(report.skipped)) == (4, 1, 3)
    files = {session.document(id_).meta["file"] for id_ in session.project.document_ids()}
    assert {"corpus.zip/texts/article 2.txt", "corpus.zip/brat/one.ann"} <= files


def test_a_damaged_archive_is_skipped_and_a_damaged_file_in_one_too(tmp_path: Path, session: Session) -> None:
    (tmp_path / "bad.zip").write_bytes(b"PK\x03\x04 no archive")
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as made:
        made.writestr("bad.txt", b"some words that are broken")
        made.writestr("good.txt", b"Good words.")
    raw = data.getvalue().replace(b"words that", b"wxrds that")
    (tmp_path / "half.zip").write_bytes(raw)
    report = import_into(session, [tmp_path / "bad.zip", tmp_path / "half.zip"], ImportOptions(LEILA))
    assert report.documents == 1
    assert [skipped.path.name for skipped in report.skipped] == ["bad.zip", "bad.txt"]
    assert all("damaged" in skipped.reason for skipped in report.skipped)


def test_an_empty_archive_has_nothing(tmp_path: Path) -> None:
    path = tmp_path / "empty.zip"
    path.write_bytes(packed({}))
    plan = plan_import([path])
    assert (plan.sources, plan.skipped) == ((), ())
