"""Which files of lines are others' work on documents that are here."""

import json
from pathlib import Path

import pytest

from annotator.model.span import Span
from annotator.services.exports.exporting import ExportChoice, export
from annotator.services.job import CancelledError, Progress
from annotator.services.merges.offer import holds_work_of_others
from annotator.services.session import Session
from tests.conftest import ARABIC, LEILA, OMAR, add_documents


@pytest.fixture
def lines(session: Session, tmp_path: Path) -> Path:
    """An export of layers of leila and of omar."""
    changes, texts = add_documents(ARABIC)
    session.apply(changes, texts=texts)
    (document,) = session.project.document_ids()
    for name in (LEILA, OMAR):
        session.annotator = name
        session.add_mention(document, Span.of(0, 3), "PERSON")
    out = tmp_path / "sent.jsonl"
    export(session.path, out, ExportChoice())
    return out


def _only(file: Path, annotator: str | None, **more: object) -> Path:
    every = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    kept = [{**line, **more} for line in every if line["annotator"] == (annotator or LEILA)]
    if annotator is None:
        kept = [{**line, "annotator": None, "entities": []} for line in kept]
    file.write_text("".join(json.dumps(line) + "\n" for line in kept), "utf-8")
    return file


def test_layers_of_others_on_texts_that_are_here(session: Session, lines: Path) -> None:
    assert holds_work_of_others(session.path, lines, LEILA)
    assert not holds_work_of_others(session.path, _only(lines, LEILA), LEILA)
    assert holds_work_of_others(session.path, lines, OMAR)


def test_nobodys_lines_and_other_texts_are_for_importing(session: Session, lines: Path) -> None:
    assert not holds_work_of_others(session.path, _only(lines, None), LEILA)
    line = json.loads(lines.read_text("utf-8")) | {"annotator": OMAR, "text": "Other", "text_sha256": ""}
    lines.write_text(json.dumps(line), "utf-8")
    assert not holds_work_of_others(session.path, lines, LEILA)


def test_the_id_does_not_matter(session: Session, lines: Path) -> None:
    assert holds_work_of_others(session.path, _only(lines, OMAR, id="another"), LEILA)


@pytest.mark.parametrize("data", [b"", b"\xff\xfeU", b"plain\n" * 3, b"{}\n"])
def test_what_cannot_be_read_holds_none(session: Session, tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "odd.jsonl"
    file.write_bytes(data)
    assert not holds_work_of_others(session.path, file, LEILA)
    assert not holds_work_of_others(session.path, tmp_path / "missing", LEILA)
    assert not holds_work_of_others(session.path, tmp_path, LEILA)


def test_nobody_may_want_to_know_any_more(session: Session, lines: Path) -> None:
    _only(lines, LEILA)
    lines.write_bytes(lines.read_bytes() * 200)
    progress = Progress()
    progress.cancel()
    with pytest.raises(CancelledError):
        holds_work_of_others(session.path, lines, LEILA, progress)
