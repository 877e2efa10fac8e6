"""`annotator import` and names that the scheme does not have: listed with what to say, mapped, remembered, reported."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from annotator.services.session import Session
from tests.conftest import LEILA, Run, damages
from tests.services import foreign


@pytest.fixture
def project(annotator: Run) -> Path:
    """An empty project with the shipped scheme."""
    annotator("new", "p")
    return Path("p.annotator")


def labels(project: Path) -> Counter[str]:
    with Session.open(project, LEILA) as session:
        layers = [session.layer(document) for document in session.project.document_ids()]
        return Counter(mention.label for layer in layers for mention in layer.mentions)


def bring(annotator: Run, *arguments: object) -> tuple[int, dict[str, Any], str]:
    code, out, err = annotator("import", "p", "--annotator", LEILA, "--no-detect", "--json", *arguments)
    return code, json.loads(out) if out else {}, err


def test_unknown_names_are_listed_with_the_lines_to_use_and_nothing_is_written(
    annotator: Run, project: Path, tmp_path: Path
) -> None:
    code, told, err = bring(annotator, foreign.brat(tmp_path / "corpus"))
    assert (code, told["documents"], told["layers"]) == (1, 0, 0)
    assert err.count("Skipped:") == 1
    assert "“PER” as an entity, 3 times, as “Anna Weber” in one" in err
    assert "--map PER=PERSON" in err
    assert "--map meet=Contact.Meet" in err
    names = {(name["thing"], name["name"]): name for name in told["names"]}
    assert names["entity", "City"] == {
        "thing": "entity",
        "name": "City",
        "of": [],
        "count": 2,
        "example": "Rome",
        "document": "one",
        "answer": "add",
        "to": None,
        "said": False,
        "map": "City=City",
    }
    assert labels(project) == {}


def test_the_lines_that_are_listed_bring_everything_in(annotator: Run, project: Path, tmp_path: Path) -> None:
    corpus = foreign.brat(tmp_path / "corpus")
    _code, told, _err = bring(annotator, corpus)
    lines = [part for name in told["names"] for part in ("--map", name["map"])]
    code, told, err = bring(annotator, corpus, *lines)
    assert (code, told["layers"], told["skipped"]) == (0, 2, []), err
    assert labels(project) == {"PERSON": 4, "City": 2, "Contact.Meet": 1}
    assert damages(project) == []


@pytest.mark.parametrize("make", [foreign.brat, foreign.conll, foreign.doccano, foreign.label_studio])
@pytest.mark.parametrize("what", ["--add-labels", "--drop-labels"])
def test_all_names_can_be_added_or_left_out(
    annotator: Run, project: Path, tmp_path: Path, make: Any, what: str
) -> None:
    code, told, err = bring(annotator, make(tmp_path / "corpus"), what)
    assert (code, told["skipped"]) == (0, []), err
    with Session.open(project) as session:
        assert (session.scheme.version > 1) is (what == "--add-labels")
    assert damages(project) == []


def test_some_names_can_be_mapped_and_the_others_left_out(annotator: Run, project: Path, tmp_path: Path) -> None:
    corpus = foreign.brat(tmp_path / "corpus")
    code, told, _err = bring(
        annotator, corpus, "--map", "PER=PERSON", "--map", "City=GPE", "--map", "@Gender=", "--drop-labels"
    )
    assert (code, labels(project)) == (0, {"PERSON": 3, "GPE": 2})
    assert "“City” as an entity became “GPE”: 2 times, as chosen." in told["notes"]
    code, told, _err = bring(annotator, corpus)
    assert [skipped["reason"].startswith("Its text") or "already" in skipped["reason"] for skipped in told["skipped"]]


def test_what_was_said_holds_for_the_same_source(annotator: Run, project: Path, tmp_path: Path) -> None:
    path = foreign.doccano(tmp_path / "corpus")
    assert bring(annotator, path, "--map", "PER=ORG", "--map", "place=")[0] == 0
    path.write_text(path.read_text("utf-8").replace("Anna", "Anne"), "utf-8")
    assert bring(annotator, path)[0] == 0
    assert labels(project) == {"ORG": 4}


def test_part_of_the_answers_is_not_enough(annotator: Run, project: Path, tmp_path: Path) -> None:
    code, told, err = bring(annotator, foreign.doccano(tmp_path / "corpus"), "--map", "PER=ORG", "--map", "PLANET=")
    assert (code, told["layers"]) == (1, 0)
    assert "Nothing is asked about “PLANET=”" in err
    assert {name["name"]: name["said"] for name in told["names"]} == {"PER": True, "place": False}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--map", "PER=NOBODY"), "cannot become “NOBODY”. It can become PERSON, ORG"),
        (("--add-labels", "--drop-labels"), "both added and left out"),
    ],
)
def test_what_cannot_be_is_refused_with_exit_code_2(
    annotator: Run, project: Path, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    code, _told, err = bring(annotator, foreign.doccano(tmp_path / "corpus"), *arguments)
    assert code == 2
    assert words in err
    assert labels(project) == {}


def test_the_report_tells_file_line_and_reason(annotator: Run, project: Path, tmp_path: Path) -> None:
    corpus = foreign.brat(tmp_path / "corpus")
    with (corpus / "two.ann").open("a", encoding="utf-8") as file:
        file.write("T9\tPER 90 99\tNobody\n")
    (corpus / "three.txt").write_bytes(b"One.\r\nTwo.\r\n")
    code, _told, _err = bring(annotator, corpus, "--drop-labels", "--report", "report.json")
    said = json.loads(Path("report.json").read_text("utf-8"))
    assert code == 1
    assert [(Path(one["file"]).name, one["line"]) for one in said["skipped"]] == [("two.ann", 5)]
    assert "90" in said["skipped"][0]["reason"]
    assert {"file": "three.txt", "line": None, "reason": "2 line ends became line feeds."} in said["bent"]
    assert {"file": None, "line": None, "reason": "“PER” as an entity was left out: 3 times, as chosen."} in said[
        "bent"
    ]
    assert {name["name"]: name["answer"] for name in said["names"]}["PER"] == "drop"


def test_a_report_that_cannot_be_written_is_said(annotator: Run, project: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Text.")
    code, _told, err = bring(annotator, tmp_path / "a.txt", "--report", "no/such/folder.json")
    assert code == 2
    assert "cannot be written" in err
