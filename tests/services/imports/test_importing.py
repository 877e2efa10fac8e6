"""Import: texts and layers come in whole or not at all, as one act that can be taken back."""

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.model.annotation import Status
from annotator.model.document import Document
from annotator.model.ids import new_id
from annotator.model.scheme import Scheme
from annotator.model.span import Span
from annotator.services.checks.checking import check
from annotator.services.detection import DocumentLanguage, apply_languages
from annotator.services.exports.exporting import ExportChoice, export
from annotator.services.imports.importing import (
    SMALL,
    Batch,
    ImportOptions,
    ImportReport,
    apply_batch,
    count_new,
    import_into,
    plan_import,
    read_batches,
    take_back_batches,
)
from annotator.services.job import CancelledError, Progress
from annotator.services.language import Detected
from annotator.services.session import Session
from annotator.storage import Project
from tests.conftest import ARABIC, LEILA, OMAR
from tests.rich import fill


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two articles, one below, and things that are not read."""
    folder = tmp_path / "texts"
    (folder / "below").mkdir(parents=True)
    (folder / "article 10.txt").write_text("The tenth.")
    (folder / "article 2.txt").write_bytes(b"The second.\r\nWith two lines.")
    (folder / "below" / "deep.txt").write_bytes("Größe zählt, über alles schön für Jörg.".encode("cp1252"))
    (folder / ".hidden.txt").write_text("Hidden.")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n")
    (folder / "empty.txt").touch()
    return folder


@pytest.fixture
def other(tmp_path: Path, scheme: Scheme) -> Iterator[Session]:
    """Somebody else's empty project."""
    with Session.new(tmp_path / "other.annotator", scheme, OMAR) as session:
        yield session


@pytest.fixture
def exported(project: Project, tmp_path: Path) -> Path:
    """Everything of a project with one of everything."""
    fill(project)
    export(project.path, tmp_path / "all.jsonl", ExportChoice())
    return tmp_path / "all.jsonl"


def new_files(session: Session, folder: Path) -> int:
    return count_new(session.path, plan_import([folder]), session.annotator, Progress())


def documents(session: Session) -> list[Document]:
    return [session.document(document) for document in session.project.document_ids()]


def reasons(report: ImportReport) -> str:
    return "\n".join(map(str, report.skipped))


def test_a_folder_is_read_to_the_bottom_in_the_order_a_person_expects(session: Session, folder: Path) -> None:
    report = import_into(session, [folder])
    assert [d.meta["file"] for d in documents(session)] == ["article 2.txt", "article 10.txt", "below/deep.txt"]
    assert [d.title for d in documents(session)] == ["article 2", "article 10", "deep"]
    assert session.text(documents(session)[0].id) == "The second.\nWith two lines."
    assert report.documents == 3
    assert {skipped.path.name for skipped in report.skipped} == {"picture.png", "empty.txt"}
    assert "empty" in reasons(report)
    assert ".png" in reasons(report)
    assert any("line end" in note.reason for note in report.notes)
    assert any("a guess" in note.reason for note in report.notes)
    assert documents(session)[2].meta["encoding"].lower() == "windows-1252"
    assert list(check(session.path)) == []


def test_a_text_comes_in_once(session: Session, folder: Path) -> None:
    (folder / "twin.txt").write_text("The tenth.")
    first = import_into(session, [folder])
    assert "same text as another file" in reasons(first)
    session.bin([documents(session)[0].id])
    second = import_into(session, [folder])
    assert second.documents == 0
    assert "in the project already: “article 10”" in reasons(second)
    assert "“article 2”, which is in the bin" in reasons(second)


def test_one_undo_takes_the_import_back_and_it_can_be_repeated(session: Session, folder: Path) -> None:
    import_into(session, [folder])
    assert session.undo_action == "document.import"
    session.undo()
    assert documents(session) == []
    assert session.undo_action is None
    session.redo()
    assert len(documents(session)) == 3
    session.undo()
    assert import_into(session, [folder]).documents == 3  # texts that are left over are no duplicates
    assert list(check(session.path)) == []


def test_files_are_read_in_the_format_that_was_chosen(session: Session, folder: Path) -> None:
    odd = folder / "notes.md"
    odd.write_text("A text by another name.")
    assert import_into(session, [odd]).documents == 0
    assert import_into(session, [odd], format_id="text").documents == 1
    report = import_into(session, [folder], format_id="annotator-jsonl")
    assert report.documents == 0
    assert len(report.skipped) == 6  # each file whose name does not fit, by name


def test_what_is_no_file_is_reported(session: Session, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "lost.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "ok.txt").write_text("Fine.")
    report = import_into(session, [tmp_path / "pipe.txt", tmp_path / "missing.txt", tmp_path])
    assert report.documents == 1
    assert {s.path.name for s in report.skipped} >= {"pipe.txt", "missing.txt", "lost.txt"}


def test_a_name_that_is_no_utf8_does_no_harm(session: Session, tmp_path: Path) -> None:
    folder = tmp_path / "odd"
    folder.mkdir()
    Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.txt")).write_text("Bonjour.")
    assert import_into(session, [folder]).documents == 1
    assert documents(session)[0].title == "caf�"


def test_languages_are_given_found_or_left_for_later(session: Session, tmp_path: Path) -> None:
    def detect(_text: str) -> Detected:
        return Detected("ar", 0.9)

    for name in ("one", "two", "three"):
        (tmp_path / f"{name}.txt").write_text(f"{name} {ARABIC}")
    import_into(session, [tmp_path / "one.txt"], ImportOptions(LEILA))
    import_into(session, [tmp_path / "two.txt"], ImportOptions(LEILA, detect=detect))
    import_into(session, [tmp_path / "three.txt"], ImportOptions(LEILA, "fa", detect))
    found = [(d.language, d.language_probability) for d in documents(session)]
    assert found == [("und", None), ("ar", 0.9), ("fa", None)]


def test_batches_are_small_and_of_one_act(session: Session, tmp_path: Path) -> None:
    for i in range(SMALL.documents + 50):
        (tmp_path / f"{i}.txt").write_text(f"Text {i}")
    batches = list(read_batches(session.path, plan_import([tmp_path]), ImportOptions(LEILA)))
    assert len({batch.act for batch in batches}) == 1
    assert max(len(batch.items) for batch in batches) <= SMALL.documents
    assert documents(session) == []  # nothing is written by reading
    report = ImportReport()
    for batch in batches:
        report.add(batch, apply_batch(session, batch))
    assert report.documents == len(documents(session)) == SMALL.documents + 50
    session.undo()
    assert documents(session) == []


class _CancelAfter(Progress):
    def __init__(self, reports: int) -> None:
        super().__init__()
        self._left = reports

    def report(self, done: int, total: int = 0, text: str = "") -> None:
        self._left -= 1
        if self._left == 0:
            self.cancel()
        super().report(done, total, text)


def test_cancelling_takes_everything_back(session: Session, tmp_path: Path) -> None:
    for i in range(SMALL.documents * 2 + 50):
        (tmp_path / f"{i}.txt").write_text(f"Text {i}")
    with pytest.raises(CancelledError):
        import_into(session, [tmp_path], progress=_CancelAfter(SMALL.documents * 2 // 10 + 2))
    assert documents(session) == []
    assert session.undo_action is None
    assert list(check(session.path)) == []


def test_taking_back_goes_in_steps_and_leaves_what_was_worked_on(session: Session, tmp_path: Path) -> None:
    for i in range(SMALL.changes + 10):
        (tmp_path / f"{i}.txt").write_text(f"Text {i}")
    batches = list(read_batches(session.path, plan_import([tmp_path]), ImportOptions(LEILA)))
    for batch in batches:
        apply_batch(session, batch)
    labelled = documents(session)[3].id
    mention = session.add_mention(labelled, Span.of(0, 4), "PERSON")
    steps = list(take_back_batches(session, batches[0].act))
    assert len(steps) > 1
    assert [d.id for d in documents(session)] == [labelled]
    assert session.layer(labelled).mentions == (mention,)
    assert list(check(session.path)) == []


def test_undo_sees_through_languages_found_meanwhile(session: Session, folder: Path) -> None:
    import_into(session, [folder])
    first = documents(session)[0].id
    apply_languages(session, [DocumentLanguage(first, Detected("en", 0.9))])
    session.rename(first, "Another")
    apply_languages(session, [DocumentLanguage(documents(session)[1].id, Detected("en", 0.8))])
    session.undo()
    assert documents(session)[0].language == "en"
    session.undo()
    assert documents(session) == []
    assert list(check(session.path)) == []


# -- layers


def test_an_export_comes_back_exactly(exported: Path, project: Project, other: Session, tmp_path: Path) -> None:
    report = import_into(other, [exported])
    assert report.skipped == []
    assert (report.documents, report.layers) == (3, 6)
    for document in other.project.document_ids():
        assert other.project.document(document) == project.document(document)
        for annotator in project.annotators():
            theirs, ours = (p.contents(document, annotator.name) for p in (other.project, project))
            assert theirs == ours
    export(other.path, tmp_path / "again.jsonl", ExportChoice())
    assert (tmp_path / "again.jsonl").read_bytes() == exported.read_bytes()
    assert list(check(other.path)) == []
    other.undo()
    assert documents(other) == []
    assert list(check(other.path)) == []


def test_importing_twice_changes_nothing(exported: Path, other: Session) -> None:
    import_into(other, [exported])
    report = import_into(other, [exported, exported])
    assert report.documents == report.layers == 0
    assert len(report.skipped) == 14
    assert "leila has a layer of this document" in reasons(report)
    assert "Its text is in the project already: “Renamed”." in reasons(report)


def test_a_layer_joins_the_document_that_is_there(exported: Path, other: Session) -> None:
    """By its id, or by its text if that was imported apart."""
    lines = exported.read_text("utf-8").splitlines()
    first, second = (json.loads(line) for line in lines[:2])
    exported.write_text(lines[0] + "\n")
    import_into(other, [exported])
    exported.write_text(json.dumps(second) + "\n")
    assert import_into(other, [exported]).layers == 1
    assert len(documents(other)) == 1
    elsewhere = exported.with_name("apart.jsonl")
    third = json.loads(lines[2])
    elsewhere.write_text(json.dumps(third | {"id": str(new_id())}) + "\n")
    assert import_into(other, [elsewhere]).layers == 1
    assert len(documents(other)) == 1
    assert {layer.annotator for layer in other.project.layers(documents(other)[0].id)} == {"gold", "leila", "omar"}
    assert first["id"] == documents(other)[0].id
    assert list(check(other.path)) == []


def test_a_layer_joins_a_text_of_the_same_import(exported: Path, other: Session, tmp_path: Path) -> None:
    folder = tmp_path / "both"
    folder.mkdir()
    (folder / "a.txt").write_text(ARABIC)
    line = json.loads(exported.read_text("utf-8").splitlines()[0])
    (folder / "b.jsonl").write_text(json.dumps(line | {"comments": []}))
    report = import_into(other, [folder])
    assert (report.documents, report.layers) == (1, 1)


def test_an_empty_layer_is_filled(exported: Path, other: Session, tmp_path: Path) -> None:
    lines = exported.read_text("utf-8").splitlines()
    leila = next(line for line in map(json.loads, lines) if line["annotator"] == LEILA)
    (tmp_path / "text.txt").write_text(leila["text"])
    import_into(other, [tmp_path / "text.txt"])
    mine = Session(other.project, LEILA)
    mine.set_status([documents(other)[0].id], Status.STARTED)
    mine.set_status([documents(other)[0].id], Status.NEW)
    exported.write_text(json.dumps(leila))
    assert import_into(other, [exported]).mentions == 5
    assert mine.layer(documents(other)[0].id).layer.status is Status.STARTED


def test_other_text_under_the_same_id_is_refused(exported: Path, other: Session) -> None:
    import_into(other, [exported])
    line = json.loads(exported.read_text("utf-8").splitlines()[-1])
    exported.write_text(json.dumps(line | {"text": "Something else.", "text_sha256": ""}))
    report = import_into(other, [exported])
    assert "another text under the id" in reasons(report)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"label": "PLANET"}, "does not have or does not allow: “PLANET” as an entity"),
        ({"label": "Contact.Meet"}, "“Contact.Meet” as an entity"),
        ({"attributes": {"mention": "XXX"}}, "“XXX” as a value of mention"),
        ({"attributes": {"colour": "red"}}, "“colour” as an attribute"),
    ],
)
def test_what_the_scheme_forbids_is_refused_with_file_and_line(
    exported: Path, other: Session, changes: dict[str, object], reason: str
) -> None:
    good, bad = exported.read_text("utf-8").splitlines()[0], json.loads(exported.read_text("utf-8").splitlines()[4])
    bad["entities"][-1] |= changes
    exported.write_text(good + "\n" + json.dumps(bad) + "\n")
    report = import_into(other, [exported])
    assert report.layers == 1
    assert [(s.path, s.line) for s in report.skipped] == [(exported, 2)]
    assert reason in report.skipped[0].reason
    assert [d.language for d in documents(other)] == ["ar"]
    assert list(check(other.path)) == []


def test_all_unknown_labels_are_named_at_once(exported: Path, other: Session, scheme: Scheme) -> None:
    other.apply([])
    bare = replace(scheme, name="bare", labels=tuple(label for label in scheme.labels if label.name == "GPE"))
    with Session.new(other.path.with_name("bare.annotator"), replace(bare, attributes=scheme.attributes)) as session:
        report = import_into(session, [exported])
    assert report.layers == 0
    names = "“PERSON” as an entity, “Contact.Meet” as an event, “Statement” as an event, “located” as a relation"
    assert names in reasons(report)


def test_ids_that_are_taken_are_refused(exported: Path, other: Session) -> None:
    lines = exported.read_text("utf-8").splitlines()
    leila = json.loads(lines[1]) | {"comments": [], "clusters": [], "entities": [], "events": [], "relations": []}
    leila["entities"] = [e | {"cluster": None} for e in json.loads(lines[1])["entities"]]
    copy = leila | {"annotator": "copycat"}
    exported.write_text("\n".join(json.dumps(line) for line in (leila, copy, copy | {"annotator": "another"})))
    report = import_into(other, [exported])
    assert report.layers == 1
    assert [s.line for s in report.skipped] == [2, 3]
    assert "belongs to something else" in reasons(report)
    assert list(check(other.path)) == []


def test_another_cluster_under_the_same_id_is_refused(exported: Path, other: Session) -> None:
    lines = [json.loads(line) for line in exported.read_text("utf-8").splitlines()]
    leila = [line for line in lines if line["annotator"] == "leila"]
    leila[1]["clusters"][0]["name"] = "Another"
    exported.write_text("\n".join(json.dumps(line | {"comments": []}) for line in leila))
    report = import_into(other, [exported])
    assert report.layers == 1
    assert "is another one in the project" in reasons(report)


def test_a_batch_that_is_refused_is_tried_document_by_document(exported: Path, other: Session) -> None:
    """Somebody labels while the import is read: their document is refused, the others go in."""
    plan = plan_import([exported])
    batches = list(read_batches(other.path, plan, ImportOptions(OMAR)))
    import_into(other, [exported])
    other.undo()
    first = next(batch for batch in batches if batch.items)
    apply_batch(other, Batch(first.act, first.items[:1]))
    report = ImportReport()
    for batch in batches:
        report.add(batch, apply_batch(other, batch))
    assert len(report.skipped) == 1
    assert report.skipped[0].line == 1
    assert report.layers == 5
    assert len(documents(other)) == 3


def test_answers_find_the_comment_that_they_answer(exported: Path, other: Session) -> None:
    """Also when it stands in a later line; an answer to what is missing stands by itself."""
    lines = exported.read_text("utf-8").splitlines()
    by_omar = next(line for line in lines if json.loads(line)["annotator"] == OMAR)
    exported.write_text("\n".join([by_omar, *(line for line in lines if line != by_omar)]))
    import_into(other, [exported])
    document = documents(other)[0].id
    asks = other.project.contents(document, LEILA).comments
    answers = other.project.contents(document, OMAR).comments
    assert answers[0].reply_to == asks[0].id
    assert asks[1].reply_to == answers[0].id
    exported.write_text(by_omar)
    with Session.new(other.path.with_name("alone.annotator"), other.scheme) as alone:
        import_into(alone, [exported])
        assert alone.project.contents(document, OMAR).comments[0].reply_to is None
        assert list(check(alone.path)) == []


def test_labels_that_name_nobody_go_to_whoever_imports(other: Session, tmp_path: Path) -> None:
    line = {"format": "annotator-jsonl", "version": 1, "offset_unit": "codepoint", "text": "Lam went. \n Twice"}
    line["entities"] = [{"id": "T1", "label": "PERSON", "start": 0, "end": 3, "text": "Lam"}]
    (tmp_path / "script.jsonl").write_text(json.dumps(line))
    report = import_into(other, [tmp_path / "script.jsonl"], ImportOptions("zeinab"))
    document = documents(other)[0]
    assert document.title == "Lam went."
    assert other.project.contents(document.id, "zeinab").mentions[0].label == "PERSON"  # type: ignore[arg-type]
    assert any("no UUIDs" in note.reason for note in report.notes)


def test_a_file_of_another_kind_is_given_up_early(session: Session, tmp_path: Path) -> None:
    (tmp_path / "table.jsonl").write_text("a;b;c\n" * 100_000)
    report = import_into(session, [tmp_path / "table.jsonl"])
    assert len(report.skipped) == 101
    assert "None of the first" in report.skipped[-1].reason


def test_many_bad_lines_among_good_ones_are_counted(session: Session, tmp_path: Path) -> None:
    good = json.dumps({"format": "annotator-jsonl", "version": 1, "offset_unit": "codepoint", "text": "Fine."})
    (tmp_path / "mixed.jsonl").write_text(good + "\n" + "{}\n" * 5_000 + good.replace("Fine", "Better"))
    report = import_into(session, [tmp_path / "mixed.jsonl"])
    assert report.documents == 2
    assert report.skipped_count == 5_000
    assert len(report.skipped) == 101


def test_progress_goes_up_to_the_end(session: Session, folder: Path) -> None:
    seen: list[tuple[int, int]] = []

    def listen(done: int, total: int, _text: str) -> None:
        seen.append((done, total))

    import_into(session, [folder], progress=Progress(listen))
    assert seen == sorted(seen)
    assert seen[-1][0] == seen[-1][1] > 0


def test_new_files_are_those_whose_text_the_project_does_not_have(session: Session, folder: Path) -> None:
    assert new_files(session, folder) == 3
    import_into(session, [folder])
    assert new_files(session, folder) == 0
    (folder / "the tenth again.txt").write_text("The tenth.")
    (folder / "below" / "article 2.txt").write_text("Another second.")
    assert new_files(session, folder) == 1


def test_lines_that_the_project_has_are_not_new(
    session: Session, other: Session, exported: Path, tmp_path: Path
) -> None:
    plan = plan_import([exported])
    assert count_new(other.path, plan, OMAR) == 1
    assert count_new(session.path, plan, session.annotator) == 0


def test_looking_for_new_files_stops_when_asked(session: Session, folder: Path) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(CancelledError):
        count_new(session.path, plan_import([folder]), session.annotator, progress)


def test_a_file_whose_beginning_no_format_knows_says_which_could_have_been_meant(
    session: Session, tmp_path: Path
) -> None:
    (tmp_path / "settings.json").write_text('{"colour": "blue"}')
    report = import_into(session, [tmp_path / "settings.json"])
    assert "OneIE" in report.skipped[0].reason
