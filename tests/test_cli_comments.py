"""`annotator comments`: words, filters, JSON, the page of guidelines to fix."""

import json
from pathlib import Path

import pytest

from annotator.model.span import Span
from annotator.services.comments import writing as comments
from annotator.services.comments.writing import State, on_document, on_mention
from annotator.services.session import Session
from annotator.storage import Project
from annotator.storage.comments import comments_on
from tests.conftest import OMAR, Run
from tests.rich import fill


@pytest.fixture
def path(project: Project) -> Path:
    """Beside the settled thread that is there already: omar asks on a document, and flags a mention that goes."""
    fill(project)
    plain = list(project.document_ids())[2]
    omar = Session(project, OMAR)
    comments.add(omar, on_document(plain), "Is this news?\nI doubt it.")
    mention = omar.add_mention(plain, Span.of(0, 6), "PERSON")
    comments.add(omar, on_mention(mention), "Nobody?", for_guideline=True)
    omar.delete([mention.id])
    project.close()
    return project.path


def test_threads_are_told_with_their_quotes(annotator: Run, path: Path) -> None:
    code, out, err = annotator("comments", path, "--open")
    assert (code, out) == (0, "")
    day = err.splitlines()[2].split()[0]
    assert err.splitlines() == [
        "Nobody? (Renamed, und, PERSON, which is gone, guideline):",
        "  “Nobody”",
        f"  {day} omar: Nobody?",
        "Is this news? (Renamed, und, document):",
        f"  {day} omar: Is this news? I doubt it.",
        "2 threads, 2 open.",
    ]


def test_filters(annotator: Run, path: Path) -> None:
    def titles(*choice: str) -> list[str]:
        code, out, _err = annotator("comments", path, "--json", *choice)
        assert code == 0
        return [thread["comments"][0]["text"].partition("\n")[0] for thread in json.loads(out)["threads"]]

    assert titles() == ["Nobody?", "Is this news?", "Is this one?"]
    assert titles("--settled") == ["Is this one?"]
    assert titles("--guideline") == ["Nobody?", "Is this one?"]
    assert titles("--annotator", "leila") == ["Is this one?"]
    assert titles("--open", "--annotator", "nobody") == []


def test_json_tells_all_of_a_thread(annotator: Run, path: Path) -> None:
    _code, out, _err = annotator("comments", path, "--json", "--settled")
    (thread,) = json.loads(out)["threads"]
    assert thread["label"] and not thread["is_gone"]
    assert (thread["about"], thread["language"], thread["settled"], thread["for_guideline"]) == (
        "entity", "ar", True, True,
    )  # fmt: skip
    assert [comment["annotator"] for comment in thread["comments"]] == ["leila", "omar", "leila"]


def test_markdown(annotator: Run, path: Path, tmp_path: Path) -> None:
    code, _out, err = annotator("comments", path, "--markdown", tmp_path / "rules.md")
    assert code == 0
    assert "Wrote 1 guideline to" in err
    assert "PERSON" in (tmp_path / "rules.md").read_text("utf-8")
    code, _out, err = annotator("comments", path, "--markdown", tmp_path / "no" / "rules.md")
    assert code == 2
    assert "cannot be written" in err


def test_a_settled_thread_is_open_again(annotator: Run, path: Path) -> None:
    with Session.open(path, OMAR) as omar:
        document = next(omar.project.document_ids())
        thread = comments_on(omar.project.db, document)[0]
        comments.set_state(omar, thread.id, State.SETTLED, holds=False)
    _code, _out, err = annotator("comments", path, "--settled")
    assert err == "0 threads, 0 open.\n"


def test_markdown_with_disagreements(annotator: Run, path: Path, tmp_path: Path) -> None:
    out = tmp_path / "rules.md"
    code, _out, _err = annotator("comments", path, "--markdown", out, "--disagreements")
    assert code == 0
    assert "2 threads, 4 comments, 0 disagreements;" in out.read_text("utf-8")
    with Session.open(path, OMAR) as omar:
        document = next(omar.project.document_ids())
        person = next(mention for mention in omar.layer(document).mentions if mention.label == "PERSON")
        omar.delete([person.id])
    annotator("comments", path, "--markdown", out, "--disagreements")
    assert "1 disagreement;" in out.read_text("utf-8")
    code, _out, err = annotator("comments", path, "--disagreements")
    assert code == 2
    assert "--markdown" in err
