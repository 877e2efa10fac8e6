"""`annotator merge` and the bundle that it reads: exit codes, the preview, JSON."""

import json
from pathlib import Path

import pytest

from annotator import assets
from annotator.model.span import Span
from annotator.services.session import Session
from tests.conftest import LEILA, OMAR, Run, damages
from tests.copies import copy, state


@pytest.fixture
def theirs(samples: Path) -> Path:
    """Omar's copy of the sample articles, with two mentions."""
    path = copy(samples, "omar.annotator")
    with Session.open(path, OMAR) as session:
        first, second, *_rest = session.project.document_ids()
        session.add_mention(first, Span.of(0, 12), "TITLE")
        session.add_mention(second, Span.of(0, 5), "PERSON")
    return path


def test_a_bundle_is_made_previewed_and_merged(annotator: Run, samples: Path, theirs: Path) -> None:
    code, out, err = annotator("export", theirs, "sent.annotator", "--format", "bundle", "--annotator", OMAR, "--json")
    assert code == 0
    files = [{"path": "sent.annotator", "lines": 2}]
    assert json.loads(out) == {"files": files, "documents": 2, "mentions": 2, "losses": {}}
    assert "2 layers" in err
    assert damages(Path("sent.annotator")) == []
    before = state(samples)
    code, out, err = annotator("merge", samples, "sent", "--own", LEILA, "--dry-run")
    assert (code, out) == (0, "")
    assert err.count("New: omar") == 2
    assert "Would merge: " in err
    assert state(samples) == before
    code, out, err = annotator("merge", samples, "sent.annotator", "--own", LEILA, "--json")
    assert code == 0
    told = json.loads(out)
    assert told["merged"]
    assert told["annotators"] == [OMAR]
    assert told["amount"] == {"added": 2, "changed": 0, "removed": 0}
    assert told["amounts"] == {"mention": {"added": 2, "changed": 0, "removed": 0}}
    assert told["layers"][0]["status"] == "started"
    code, out, err = annotator("merge", samples, "sent.annotator", "--own", LEILA)
    assert code == 0
    assert "Nothing to merge." in err
    assert "Unchanged: 2 layers." in err


def test_later_work_of_ones_own_in_the_file_is_told(annotator: Run, samples: Path, theirs: Path) -> None:
    with Session.open(theirs, LEILA) as session:
        first, *_rest = session.project.document_ids()
        session.add_mention(first, Span.of(70, 75), "PERSON")
    code, out, err = annotator("merge", samples, theirs, "--own", LEILA, "--dry-run", "--json")
    assert code == 0
    assert "Your own layers are new or later in the file: 1. “--annotator leila” takes them." in err
    assert [layer["annotator"] for layer in json.loads(out)["own_later"]] == [LEILA]


def test_what_stays_behind_is_exit_code_1(annotator: Run, samples: Path, theirs: Path) -> None:
    annotator("new", "small")
    code, _out, err = annotator("merge", "small", theirs, "--own", "zed")
    assert code == 1
    assert err.count("--with-documents brings it along") == 5
    code, _out, err = annotator("merge", "small", theirs, "--own", "zed", "--with-documents")
    assert code == 0
    assert err.count("Brought along") == 5
    assert damages(Path("small.annotator")) == []


def test_lines_are_merged_too(annotator: Run, samples: Path, theirs: Path) -> None:
    annotator("export", theirs, "sent.jsonl")
    code, _out, err = annotator("merge", samples, "sent.jsonl", "--own", LEILA)
    assert code == 0
    assert "New: omar" in err


def test_who_one_is_must_be_known(annotator: Run, samples: Path, theirs: Path) -> None:
    code, _out, err = annotator("merge", samples, theirs)
    assert code == 2
    assert "--own" in err


@pytest.mark.parametrize(
    ("out", "options", "word"),
    [
        ("sent.jsonl", [], "ends in"),
        ("samples.annotator", [], "already"),
        ("missing/sent.annotator", [], "no folder"),
        ("sent.annotator", ["--split", "train=80,test=20"], "not divided"),
        ("sent.annotator", ["--annotator", "nobody"], "Nothing fits"),
    ],
)
def test_a_bundle_that_cannot_be_is_refused(
    annotator: Run, samples: Path, out: str, options: list[str], word: str
) -> None:
    files = sorted(Path().iterdir())
    code, _out, err = annotator("export", samples, out, "--format", "bundle", *options)
    assert code == 2
    assert word in err
    assert sorted(Path().iterdir()) == files


def test_a_text_file_is_not_merged(annotator: Run, samples: Path) -> None:
    text = next(assets.seeds().glob("*.txt"))
    code, _out, err = annotator("merge", samples, text, "--own", LEILA)
    assert code == 2
    assert "neither a project nor" in err
