"""Merge is fed what strangers make: every such file is refused whole, with a reason, and nothing is written."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from annotator.model.annotation import Annotator, Layer, Status
from annotator.model.change import Act, Record, now
from annotator.model.ids import AnnotatorName, DocumentId, new_id
from annotator.model.scheme import Scheme
from annotator.model.span import Span
from annotator.services.adjudication.board import board_of
from annotator.services.adjudication.deciding import take
from annotator.services.exports.bundling import bundle
from annotator.services.exports.exporting import ExportChoice, export
from annotator.services.session import Session
from annotator.storage import Project
from tests.conftest import ARABIC, LEILA, OMAR, Run, add_documents
from tests.copies import act_count, cluster_over, comment, copy, event_with_argument, state

ZED = AnnotatorName("zed")
SPOILS = {
    "a trigger": "CREATE TRIGGER t AFTER INSERT ON mention BEGIN DELETE FROM document; END",
    "a view": "CREATE VIEW v AS SELECT * FROM mention",
    "a table too many": "CREATE TABLE more (x)",
    "an index on an expression": "CREATE INDEX odd ON mention (abs(start))",
    "a mention outside its text": 'UPDATE mention SET "end" = 100000',
    "a mention that ends before it starts": 'PRAGMA ignore_check_constraints = ON; UPDATE mention SET "end" = 0',
    "an id that is none": "UPDATE document SET id = 'x' WHERE n = 1",
    "a text that was changed": "UPDATE text SET content = 'x' || substr(content, 2)",
    "a layer given to another": "INSERT INTO annotator VALUES ('mallory', '2026-01-01T00:00:00.000Z'); "
    "UPDATE layer SET annotator = 'mallory' WHERE annotator = 'omar'",
    "a cluster given to another": "INSERT INTO annotator VALUES ('mallory', '2026-01-01T00:00:00.000Z'); "
    "UPDATE cluster SET annotator = 'mallory' WHERE annotator = 'omar'",
    "a comment given to another": "INSERT INTO annotator VALUES ('mallory', '2026-01-01T00:00:00.000Z'); "
    "UPDATE comment SET annotator = 'mallory' WHERE annotator = 'omar'",
    "a label that was changed": "UPDATE mention SET label = 'GPE'",
    "a label of no scheme": "UPDATE mention SET label = 'PLANET'",
    "attributes that are none": "UPDATE mention SET attributes = '[1]'",
    "no scheme": "DELETE FROM scheme",
    "a reference to nothing": "PRAGMA foreign_keys = OFF; UPDATE argument SET filler = 'x'",
    "bytes that are no text": "UPDATE document SET title = CAST(x'ff' AS TEXT)",
    "a newer version": "PRAGMA user_version = 99",
    "an older version": "PRAGMA user_version = 1",
    "another program's mark": "PRAGMA application_id = 1",
    "a count that is wrong": "UPDATE layer SET mentions = 7",
    "a decision given to another": "UPDATE decision SET annotator = 'leila'",
    "a decision that cannot be read": "UPDATE decision SET taken = 'x'",
    "a manifest that is none": "INSERT INTO setting VALUES ('bundle', '[]')",
}


@pytest.fixture
def mine(tmp_path: Path, scheme: Scheme) -> Path:
    """Leila's project; of two documents omar's and zed's layers are here."""
    path = tmp_path / "mine.annotator"
    with Session.new(path, scheme, LEILA) as session:
        changes, texts = add_documents(ARABIC, f"{ARABIC} 2")
        session.apply(changes, texts=texts)
        first, second = session.project.document_ids()
        for name in (OMAR, ZED):
            session.annotator = name
            event_with_argument(session, first)
            cluster_over(session, [first, second])
            comment(session, first, "?")
        session.annotator = OMAR
        take(session, board_of(session.project, first).cases[0], ZED)
    return path


@pytest.fixture
def theirs(mine: Path) -> Path:
    """Omar's copy, with later work."""
    path = copy(mine, "theirs.annotator")
    with Session.open(path, OMAR) as omar:
        first, *_rest = omar.project.document_ids()
        omar.add_mention(first, Span.of(17, 20), "MONEY")
    return path


@pytest.fixture
def refused(annotator: Run, mine: Path) -> Iterator[Callable[..., str]]:
    """Merges a file that must be refused whole; gives the reason."""

    def call(other: Path, *options: str) -> str:
        before, acts = state(mine), act_count(mine)
        code, out, err = annotator("merge", mine, other, "--own", LEILA, *options)
        assert (code, out) == (2, ""), err
        assert err.startswith("Error: ")
        assert len(err) < 3000
        assert (state(mine), act_count(mine)) == (before, acts)
        return err

    yield call


@pytest.mark.parametrize("spoil", SPOILS)
@pytest.mark.parametrize("is_bundle", [False, True], ids=["project", "bundle"])
def test_a_tampered_project_is_refused(
    mine: Path, theirs: Path, refused: Callable[..., str], spoil: str, *, is_bundle: bool
) -> None:
    file = theirs
    if is_bundle:
        file = theirs.with_name("bundle.annotator")
        bundle(theirs, file, ExportChoice("bundle"))
    with closing(sqlite3.connect(file)) as db:
        if spoil == "a manifest that is none":
            db.execute("DELETE FROM setting WHERE name = 'bundle'")
        db.executescript(SPOILS[spoil])
        db.commit()
    refused(file)


def test_what_is_no_project_is_refused(tmp_path: Path, refused: Callable[..., str]) -> None:
    for name, data in (("x.annotator", b"SQLite format 3\0" + bytes(5000)), ("y.annotator", b""), ("z.docx", b"PK")):
        (tmp_path / name).write_bytes(data)
        refused(tmp_path / name)
    refused(tmp_path / "nothing")
    refused(tmp_path)


def _lines(project: Path) -> list[dict[str, Any]]:
    out = project.with_suffix(".jsonl")
    export(project, out, ExportChoice())
    return [json.loads(line) for line in out.read_text("utf-8").splitlines()]


def _of(lines: list[dict[str, Any]], annotator: str) -> dict[str, Any]:
    return next(line for line in lines if line["annotator"] == annotator)


def _wrong_offset(lines: list[dict[str, Any]]) -> None:
    entity = _of(lines, OMAR)["entities"][0]
    entity["start"], entity["end"] = entity["start"] + 1, entity["end"] + 1


def _outside(lines: list[dict[str, Any]]) -> None:
    _of(lines, OMAR)["entities"][0]["end"] = 10**9


def _another_ones_id(lines: list[dict[str, Any]]) -> None:
    _of(lines, OMAR)["entities"].append(dict(_of(lines, ZED)["entities"][-1], cluster=None))
    lines.remove(_of(lines, ZED))


def _one_id_twice(lines: list[dict[str, Any]]) -> None:
    _of(lines, OMAR)["comments"][0]["id"] = _of(lines, ZED)["comments"][0]["id"]


def _an_id_of_another_kind(lines: list[dict[str, Any]]) -> None:
    _of(lines, OMAR)["comments"][0]["id"] = _of(lines, ZED)["entities"][0]["id"]
    lines.remove(_of(lines, ZED))


def _another_ones_cluster(lines: list[dict[str, Any]]) -> None:
    omar, zed = _of(lines, OMAR), _of(lines, ZED)
    old, new = omar["clusters"][0]["id"], zed["clusters"][0]["id"]
    omar["clusters"][0]["id"] = new
    for entity in omar["entities"]:
        entity["cluster"] = new if entity.get("cluster") == old else entity.get("cluster")
    lines[:] = [omar]


def _two_tales_of_a_cluster(lines: list[dict[str, Any]]) -> None:
    _of(lines, OMAR)["clusters"][0]["name"] = "Other"


def _another_ones_name(lines: list[dict[str, Any]]) -> None:
    line = _of(lines, OMAR)
    line["annotator"] = ZED
    lines[:] = [line]


def _nobodys_labels(lines: list[dict[str, Any]]) -> None:
    _of(lines, OMAR)["annotator"] = None


def _a_layer_twice(lines: list[dict[str, Any]]) -> None:
    lines.append(_of(lines, OMAR))


def _answers_in_a_circle(lines: list[dict[str, Any]]) -> None:
    line = _of(lines, OMAR)
    first = line["comments"][0]
    second = dict(first, id=new_id(), reply_to=first["id"])
    line["comments"] = [dict(first, reply_to=second["id"]), second]


def _decision(lines: list[dict[str, Any]]) -> dict[str, Any]:
    """The one decision, in a file of nothing but the gold layer."""
    lines[:] = [_of(lines, "gold")]
    found: dict[str, Any] = lines[0]["decisions"][0]
    return found


def _a_decision_of_someone_like_another(lines: list[dict[str, Any]]) -> None:
    _decision(lines)["annotator"] = "om\u200bar"


def _a_decision_of_nobody(lines: list[dict[str, Any]]) -> None:
    _decision(lines)["annotator"] = "\n"


def _a_decision_by_gold(lines: list[dict[str, Any]]) -> None:
    _decision(lines)["annotator"] = "gold"


def _a_decision_in_somebodys_layer(lines: list[dict[str, Any]]) -> None:
    _of(lines, OMAR)["decisions"] = _of(lines, "gold")["decisions"]


def _a_decision_with_the_id_of_a_mention(lines: list[dict[str, Any]]) -> None:
    stolen = _of(lines, ZED)["entities"][0]["id"]
    _decision(lines)["id"] = stolen


def _a_decision_twice(lines: list[dict[str, Any]]) -> None:
    decision = _decision(lines)
    lines[0]["decisions"].append(dict(decision))


def _a_decision_that_rests_on_too_much(lines: list[dict[str, Any]]) -> None:
    decision = _decision(lines)
    decision["sources"] = decision["sources"] * 10_000


def _a_decision_longer_than_anyone_reads(lines: list[dict[str, Any]]) -> None:
    _decision(lines)["comment"] = "x" * 10_001


def _a_decision_about_another_place(lines: list[dict[str, Any]]) -> None:
    _decision(lines)["sources"][0]["span"]["text"] = "x"


def _a_text_that_was_changed(lines: list[dict[str, Any]]) -> None:
    _of(lines, OMAR)["text"] += "."


def _comments(lines: list[dict[str, Any]], count: int) -> None:
    lines[:] = [_of(lines, OMAR)]
    short = {"created": lines[0]["comments"][0]["created"], "text": ""}
    lines[0]["comments"] = [dict(short, id=str(number)) for number in range(count)]


def _a_million_comments(lines: list[dict[str, Any]]) -> None:
    _comments(lines, 1_000_000)


def _more_comments_than_anyone_reads(lines: list[dict[str, Any]]) -> None:
    _comments(lines, 100_001)


SPOILERS = [
    _wrong_offset,
    _outside,
    _another_ones_id,
    _one_id_twice,
    _an_id_of_another_kind,
    _another_ones_cluster,
    _two_tales_of_a_cluster,
    _another_ones_name,
    _nobodys_labels,
    _a_layer_twice,
    _answers_in_a_circle,
    _a_decision_of_someone_like_another,
    _a_decision_of_nobody,
    _a_decision_by_gold,
    _a_decision_in_somebodys_layer,
    _a_decision_with_the_id_of_a_mention,
    _a_decision_twice,
    _a_decision_that_rests_on_too_much,
    _a_decision_longer_than_anyone_reads,
    _a_decision_about_another_place,
    _a_text_that_was_changed,
    _a_million_comments,
    _more_comments_than_anyone_reads,
]


@pytest.mark.parametrize("spoil", SPOILERS, ids=lambda spoil: spoil.__name__)
def test_hostile_lines_are_refused(
    theirs: Path, refused: Callable[..., str], spoil: Callable[[list[dict[str, Any]]], None]
) -> None:
    lines = _lines(theirs)
    spoil(lines)
    file = theirs.with_name("hostile.jsonl")
    file.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
    refused(file)


@pytest.mark.parametrize("name", ["Omar", "om\u200bar", "ＯＭＡＲ"])
def test_a_name_like_anothers_is_set_aside_unless_it_is_named(
    annotator: Run, mine: Path, theirs: Path, name: str
) -> None:
    lines = _lines(theirs)
    line = _of(lines, OMAR)
    line["annotator"] = name
    for entity in line["entities"]:
        entity.update(id=new_id(), cluster=None)
    line["events"], line["comments"], line["clusters"] = [], [], []
    file = theirs.with_name("hostile.jsonl")
    file.write_text(json.dumps(line, ensure_ascii=False) + "\n", "utf-8")
    before = state(mine)
    code, _out, err = annotator("merge", mine, file, "--own", LEILA)
    assert code == 1
    assert "can be taken for “omar”" in err
    assert state(mine) == before
    assert annotator("merge", mine, file, "--own", LEILA, "--annotator", name)[0] == 0
    assert state(mine) != before


def test_forged_ids_in_a_sound_project_are_refused(tmp_path: Path, scheme: Scheme, mine: Path, refused: Any) -> None:
    """A project made for it, sound in itself, in which somebody's mention has the id of another's here."""
    forged = tmp_path / "forged.annotator"
    with Project.open(mine) as here:
        documents = list(here.document_ids())
        first = here.document(documents[0])
        assert first is not None
        stolen = here.contents(documents[0], ZED).mentions[0]
    with Project.new(forged, scheme) as made:
        act = Act("test", OMAR)
        name = AnnotatorName("mallory")
        layer = Layer(DocumentId(first.id), name, Status.DONE)
        mention = type(stolen)(stolen.id, first.id, name, stolen.kind, stolen.label, stolen.span)
        records: list[Record] = [Annotator(name, now()), first, layer, mention]
        made.apply([act.change(None, record) for record in records], texts={first.text_sha256: ARABIC})
    assert "belongs to something else" in refused(forged)
