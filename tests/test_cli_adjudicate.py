"""`annotator adjudicate`: a preview, the start, and how far every document is."""

import json
from pathlib import Path

import pytest

from annotator.model.annotation import GOLD
from annotator.model.scheme import Scheme
from annotator.services.session import Session
from tests.conftest import ARABIC, LEILA, OMAR, Run, add_documents
from tests.services.adjudicated import JUDGE, as_, label


@pytest.fixture
def team(annotator: Run, scheme: Scheme) -> Path:
    """A project of two people who agree on one of three mentions."""
    path = Path.cwd() / "team.annotator"
    with Session.new(path, scheme, LEILA) as session:
        changes, texts = add_documents(ARABIC)
        session.apply(changes, texts=texts)
        (document,) = session.project.document_ids()
        label(session, LEILA, document, (0, 3, "PERSON"), (4, 16, "PERSON"))
        label(session, OMAR, document, (0, 3, "PERSON"), (21, 30, "GPE"))
    return path


def gold_labels(path: Path) -> list[str]:
    with Session.open(path, JUDGE) as session:
        (document,) = session.project.document_ids()
        return [mention.label for mention in session.project.contents(document, GOLD).mentions]


def test_a_preview_writes_nothing(annotator: Run, team: Path) -> None:
    code, out, err = annotator("adjudicate", "team", "--dry-run")
    assert (code, out) == (0, "")
    assert "Article 1: 1 entity mention; 1 decided, 2 open" in err
    assert "Would start: 1 entity mention, 0 event mentions" in err
    assert "2 cases left to decide." in err
    assert gold_labels(team) == []


def test_a_start_is_one_act_of_whoever_starts_it(annotator: Run, team: Path) -> None:
    code, out, _err = annotator("adjudicate", "team", "--as", JUDGE, "--json")
    told = json.loads(out)
    assert (code, told["started"], told["rule"]) == (0, True, "all")
    assert told["counts"] == {
        "entities": 1,
        "events": 0,
        "arguments": 0,
        "relations": 0,
        "clusters": 0,
        "decided": 1,
        "open": 2,
    }
    assert gold_labels(team) == ["PERSON"]
    assert "Nothing new to start" in annotator("adjudicate", "team", "--as", JUDGE)[2]
    with Session.open(team, JUDGE) as session:
        session.undo()
    assert gold_labels(team) == []


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--rule", LEILA), ["PERSON", "PERSON"]),
        (("--rule", "majority", "--least", "1"), ["PERSON"]),
        (("--least", "3"), []),
        (("--annotator", OMAR, "--least", "1"), ["PERSON", "GPE"]),
        (("--status", "done"), []),
        (("--language", "de"), []),
        (("--overlap", "1/2"), ["PERSON"]),
    ],
)
def test_other_rules(annotator: Run, team: Path, options: tuple[str, ...], expected: list[str]) -> None:
    assert annotator("adjudicate", "team", "--as", JUDGE, *options)[0] == 0
    assert gold_labels(team) == expected


def test_how_far_it_is(annotator: Run, team: Path) -> None:
    annotator("adjudicate", "team", "--as", JUDGE)
    with Session.open(team, JUDGE) as session:
        leila = as_(session, LEILA)
        (document,) = session.project.document_ids()
        leila.relabel([leila.layer(document).mentions[0].id], "GPE")
    code, out, err = annotator("adjudicate", "team", "--progress", "--json")
    (told,) = json.loads(out)["documents"]
    assert (code, told["decided"], told["open"], told["reopened"]) == (0, 0, 2, 1)
    assert told["annotators"] == ["leila", "omar"]
    assert "Article 1: 0 decided, 2 open, 1 reopened" in err
    assert "Adjudicated: 1 decisions about 1 documents" in annotator("status", "team")[2]


def test_gold_is_exported_with_its_decisions(annotator: Run, team: Path) -> None:
    annotator("adjudicate", "team", "--as", JUDGE)
    assert annotator("export", "team", "gold.jsonl", "--gold")[0] == 0
    (line,) = [json.loads(line) for line in Path("gold.jsonl").read_text("utf-8").splitlines()]
    (decision,) = line["decisions"]
    assert (line["annotator"], decision["verdict"], decision["annotator"]) == ("gold", "agreed", JUDGE)
    assert decision["gold"] == [line["entities"][0]["id"]]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ((), "Say who you are with --as"),
        (("--as", JUDGE, "--rule", "nobody"), "no layer of “nobody”"),
        (("--as", JUDGE, "--annotator", "gold"), "no layer of “gold”"),
        (("--as", JUDGE, "--overlap", "most"), "is not a share"),
        (("--as", JUDGE, "--overlap", "2"), "a share of the characters"),
        (("--as", JUDGE, "--least", "0"), "one annotator at least"),
        (("--as", "gold"), "adjudicated layer"),
    ],
)
def test_what_cannot_be(annotator: Run, team: Path, options: tuple[str, ...], words: str) -> None:
    code, out, err = annotator("adjudicate", "team", *options)
    assert (code, out) == (2, "")
    assert words in err


def test_what_a_format_does_not_carry_of_gold_is_counted(annotator: Run, team: Path) -> None:
    annotator("adjudicate", "team", "--as", JUDGE)
    code, _out, err = annotator("export", "team", "brat", "--gold", "--format", "brat")
    assert code in (0, 1)
    assert "1 decision of adjudication" in err
