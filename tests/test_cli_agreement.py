"""`annotator agreement`: tables, JSON, and a page."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from annotator.model.scheme import Scheme
from annotator.storage import Project
from tests.conftest import Run
from tests.rich import fill


@pytest.fixture
def labelled(annotator: Run, scheme: Scheme) -> str:
    """A project with three layers that are alike, where the commands run."""
    with Project.new(Path.cwd() / "team.annotator", scheme) as project:
        fill(project)
    return "team"


def test_a_table_for_people(annotator: Run, labelled: str) -> None:
    code, out, err = annotator("agreement", labelled, "--by", "label")
    assert (code, out) == (0, "")
    assert err.startswith("leila, omar: 2 documents")
    assert "Entities, exact" in err
    assert "1.000 (12)" in err
    assert "By label" in err


def test_one_object_for_programs(annotator: Run, labelled: str) -> None:
    names = ("--annotator", "gold", "--annotator", "omar")
    code, out, _err = annotator("agreement", labelled, *names, "--by", "document", "--language", "de", "--json")
    told = json.loads(out)
    assert code == 0
    assert told["annotators"] == ["gold", "omar"]
    assert told["documents"] == 1
    assert told["figures"]["entity_exact"] == {"value": 1.0, "n": 6, "reason": None, "interval": None}
    assert told["pairs"][0]["confusion"][0] == {"kind": "entity", "left": "GPE", "right": "GPE", "count": 1}
    assert [row["name"] for row in told["by"]["document"]] == ["Gespräche"]
    assert told["period"] == "day"
    assert told["meanings"]["muc"]["source"] == "Vilain et al. 1995"
    assert told["figures"]["gamma"]["value"] is None
    assert told["figures"]["gamma"]["reason"]


def test_over_time(annotator: Run, labelled: str) -> None:
    code, out, err = annotator("agreement", labelled, "--by", "time", "--gamma", "--json")
    told = json.loads(out)
    assert code == 0
    assert "By day" in err
    assert sum(row["figures"]["entity_exact"]["n"] for row in told["by"]["time"]) == 12
    assert told["figures"]["gamma"]["value"] == 1


def test_a_page(annotator: Run, labelled: str) -> None:
    code, out, err = annotator("agreement", labelled, "--html", "out.html", "--no-intervals", "--gamma")
    assert (code, out) == (0, "")
    assert "Wrote out.html." in err
    assert Path("out.html").read_text("utf-8").startswith("<!DOCTYPE html>")


def test_a_damaged_document_is_told_everywhere(annotator: Run, labelled: str) -> None:
    with closing(sqlite3.connect("team.annotator")) as db:
        db.execute("UPDATE mention SET attributes = '{' WHERE rowid = (SELECT min(rowid) FROM mention)")
        db.commit()
    code, out, err = annotator("agreement", labelled, "--json", "--html", "out.html")
    assert code == 1
    assert "Skipped: قمة:" in err
    assert [entry["title"] for entry in json.loads(out)["skipped"]] == ["قمة"]
    assert "Not counted" in Path("out.html").read_text("utf-8")


def test_who_is_not_there_is_told(annotator: Run, labelled: str) -> None:
    code, _out, err = annotator("agreement", labelled, "--annotator", "nobody")
    assert code == 2
    assert "nobody" in err
    assert annotator("agreement", labelled, "--by", "colour")[0] == 2
