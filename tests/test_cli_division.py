"""What an export says of its parts."""

import json
from pathlib import Path

import pytest

from annotator.assets import seeds
from tests.conftest import Run


@pytest.fixture
def twins(annotator: Run) -> None:
    """A project of four articles, one of them in two versions."""
    Path("texts").mkdir()
    for number, path in enumerate(sorted(seeds().glob("*.txt"))[:4]):
        text = path.read_text("utf-8")[:2000]
        Path(f"texts/{number}.txt").write_text(text, "utf-8")
    Path("texts/twin.txt").write_text(f"Update: {text}", "utf-8")
    annotator("new", "twins")
    annotator("import", "twins", "texts", "--no-detect")


@pytest.mark.usefixtures("twins")
def test_it_tells_how_far_parts_are_from_their_shares_and_what_is_together(annotator: Run) -> None:
    code, out, err = annotator("export", "twins", "o.jsonl", "--split", "a=3,b=3", "--json")
    assert code == 0
    told = json.loads(out)
    assert sorted(part["documents"] for part in told["parts"]) == [2, 3]
    assert [part["share"] for part in told["parts"]] == [2.5, 2.5]
    (group,) = told["together"]
    assert (len(group["documents"]), group["because"]) == (2, ["near-duplicates"])
    assert "3 documents, 0.5 more than its share" in err
    assert "2 documents, 0.5 fewer than its share" in err
    assert "Kept together because alike: 1 group of 2 documents, 2 in the largest." in err
    for name in ("a", "b"):
        ids = {json.loads(line)["id"] for line in Path(f"o.{name}.jsonl").read_text("utf-8").splitlines()}
        assert len(ids & set(group["documents"])) in (0, 2)


@pytest.mark.usefixtures("twins")
def test_alike_documents_can_be_let_apart(annotator: Run) -> None:
    code, out, err = annotator("export", "twins", "o.jsonl", "--split", "a=4,b=1", "--no-keep-alike", "--json")
    assert code == 0
    assert json.loads(out)["together"] == []
    assert "a: 4 documents, its share; b: 1 document, its share" in err
    assert "alike" not in err
