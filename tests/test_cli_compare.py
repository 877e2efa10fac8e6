"""`annotator compare`: words, counts, JSON, exit codes."""

import json
from pathlib import Path

import pytest

from annotator.model.span import Span
from annotator.services.session import Session
from annotator.storage import Project
from tests.conftest import OMAR, Run
from tests.rich import fill


@pytest.fixture
def path(project: Project) -> Path:
    """Leila and omar say the same of two documents, and omar has begun a third."""
    fill(project)
    plain = list(project.document_ids())[2]
    Session(project, OMAR).add_mention(plain, Span.of(0, 6), "PERSON")
    project.close()
    return project.path


@pytest.fixture
def differing(path: Path) -> Path:
    """Omar has an edge and a label that leila does not have."""
    with Session.open(path, OMAR) as session:
        document = next(session.project.document_ids())
        clitic = session.layer(document).mentions[-1]
        session.set_span(clitic.id, Span.of(clitic.span.start - 1, clitic.span.end))
        session.add_mention(document, Span.of(4, 9), "PERSON")
    return path


def test_no_differences(annotator: Run, path: Path) -> None:
    code, out, err = annotator("compare", path, "leila", "omar")
    assert (code, out) == (0, "")
    assert err == "0 differences in 0 of 2 documents.\nNot compared: 1 document that only omar has begun.\n"


def test_differences_are_listed_by_document_and_counted(annotator: Run, differing: Path) -> None:
    code, out, err = annotator("compare", differing, "leila", "omar")
    assert (code, out) == (1, "")
    assert err.splitlines() == [
        "قمة (ar, leila has not done it yet, omar has not done it yet):",
        "  extra: Only omar labels “الأمي”: PERSON.",
        "  boundary: leila labels “كازاخستان”, omar “لكازاخستان”.",
        "2 differences in 1 of 2 documents: 1 extra, 1 boundary.",
        "Not compared: 1 document that only omar has begun.",
    ]


def test_the_other_way_round_extra_is_missing(annotator: Run, differing: Path) -> None:
    assert "missing: Only omar labels" in annotator("compare", differing, "omar", "leila")[2]


def test_one_object_for_a_program(annotator: Run, differing: Path) -> None:
    code, out, _err = annotator("compare", differing, "leila", "omar", "--json")
    told = json.loads(out)
    assert code == 1
    assert told["documents"] == {"compared": 2, "differing": 1, "only_left": 0, "only_right": 1}
    assert told["counts"] == {"extra": 1, "boundary": 1}
    assert told["skipped"] == []
    extra, boundary = told["disagreements"]
    assert extra["left"] is None
    assert extra["right"] | {"id": ""} == {"id": "", "label": "PERSON", "start": 4, "end": 9, "text": "الأمي"}
    assert boundary["left"]["start"] == boundary["right"]["start"] + 1
    assert {"name", "said", "links", "parts", "only"} & set(boundary) == set()


def test_links_and_clusters_for_a_program(annotator: Run, path: Path) -> None:
    with Session.open(path, OMAR) as session:
        document = next(session.project.document_ids())
        session.delete([session.layer(document).mentions[2].id])
    told = json.loads(annotator("compare", path, "leila", "omar", "--json")[1])
    argument = next(found for found in told["disagreements"] if found["kind"] == "argument-missing")
    assert argument["name"] == argument["links"]["left"]["role"] == "Place"
    assert argument["ends"]["left"]["text"] == "كازاخستان"
    assert argument["links"]["right"] is argument["ends"]["right"] is None
    with Session.open(path, OMAR) as session:
        session.undo()
        layer = session.layer(document)
        session.set_attribute([layer.mentions[0].id], "mention", "PRO")
    (attribute,) = json.loads(annotator("compare", path, "leila", "omar", "--json")[1])["disagreements"]
    assert attribute["said"] == {"left": "NOM", "right": "PRO"}


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (["--kind", "boundary"], 1),
        (["--kind", "missing", "--kind", "extra"], 1),
        (["--kind", "argument"], 0),
        (["--label", "GPE"], 1),
        (["--label", "Contact"], 0),
        (["--language", "ar"], 2),
        (["--language", "de"], 0),
        (["--document", "قمة"], 2),
        (["--document", "قِمّة"], 2),
        (["--document", "gespräche"], 0),
    ],
)
def test_choices(annotator: Run, differing: Path, options: list[str], count: int) -> None:
    code, out, _err = annotator("compare", differing, "leila", "omar", *options, "--json")
    assert len(json.loads(out)["disagreements"]) == count
    assert code == bool(count)


def test_a_document_by_its_id(annotator: Run, differing: Path) -> None:
    with Project.open(differing) as project:
        arabic, german, *_others = project.document_ids()
    assert annotator("compare", differing, "leila", "omar", "--document", arabic)[0] == 1
    assert annotator("compare", differing, "leila", "omar", "--document", german)[0] == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["leila"], "Missing argument 'B'"),
        (["leila", "leila"], "choose two annotators"),
        (["leila", "nobody"], "no layer of “nobody”. It has gold, leila, omar."),
        (["leila", "omar", "--kind", "frobnicate"], "There is no kind “frobnicate”"),
        (["leila", "omar", "--label", "NOTHING"], "no label “NOTHING”"),
        (["leila", "omar", "--document", "Nothing"], "neither by id nor by title"),
        (["leila", "omar", "--document", "Bin"], "neither by id nor by title"),
    ],
)
def test_wrong_usage(annotator: Run, path: Path, arguments: list[str], words: str) -> None:
    code, out, err = annotator("compare", path, *arguments)
    assert (code, out) == (2, "")
    assert words in err


def test_two_documents_of_one_title_are_named_by_id(annotator: Run, path: Path) -> None:
    with Session.open(path, OMAR) as session:
        arabic, german, *_others = session.project.document_ids()
        session.rename(german, "قمة")
    code, _out, err = annotator("compare", path, "leila", "omar", "--document", "قمة")
    assert code == 2
    assert arabic in err
    assert german in err


def test_long_lists_are_cut_for_people_only(annotator: Run, path: Path) -> None:
    with Session.open(path, OMAR) as session:
        document = next(session.project.document_ids())
        for place in range(240):
            session.add_mention(document, Span.of(place // 8, place // 8 + place % 8 + 1), "MONEY")
    _code, out, err = annotator("compare", path, "leila", "omar", "--json")
    count = len(json.loads(out)["disagreements"])
    assert count == 240
    assert err.count("  extra:") == 200
    assert f"… and {count - 200} more; --json lists them all." in err
