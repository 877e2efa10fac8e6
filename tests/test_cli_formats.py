"""`annotator formats`: all in groups, or one with its choices."""

import json

import pytest

from annotator.formats import registry
from annotator.formats.groups import GROUPS
from annotator.formats.registry import infos
from tests.conftest import Run


def test_all_are_listed_in_groups(annotator: Run) -> None:
    code, out, err = annotator("formats")
    assert (code, out) == (0, "")
    lines = err.splitlines()
    assert [group.title for group in GROUPS] == [line for line in lines if line in {group.title for group in GROUPS}]
    listed = [line.split()[0] for line in lines if line.startswith("  ") and not line.startswith("   ")]
    assert listed == [id_ for group in GROUPS for id_ in group.ids]


def test_one_is_told_with_all_that_it_says(annotator: Run) -> None:
    code, _out, err = annotator("formats", "spacy")
    words = " ".join(err.split())
    assert code == 0
    for said in ("offsets count tokens", "needs pip install 'annotator[spacy]'", "--option spans=…", "discontinuous"):
        assert said in words
    (info,) = (info for info in infos() if info.id == "spacy")
    assert all(said in words for said in (*info.carries, *info.loses))


@pytest.mark.parametrize("columns", [40, 72, 300])
def test_lines_are_as_wide_as_the_terminal_and_not_endless(
    annotator: Run, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    for arguments in (("formats",), ("formats", "label-studio")):
        err = annotator(*arguments)[2]
        assert max(map(len, err.splitlines())) <= min(100, max(columns, 71))


def test_programs_get_all_of_it(annotator: Run) -> None:
    code, out, err = annotator("formats", "--json")
    told = {info["id"]: info for info in json.loads(out)["formats"]}
    assert code == 0
    assert set(told) == {info.id for info in infos()}
    assert told["doccano"]["offset_unit"] == "UTF-16 unit"
    assert "whose a layer is: a file holds one" in told["doccano"]["loses"]
    assert {option["name"] for option in told["brat"]["options"]} == set()
    assert "doccano" in err
    assert [info["id"] for info in json.loads(annotator("formats", "brat", "--json")[1])["formats"]] == ["brat"]


def test_what_there_is_not_is_a_sentence_with_what_there_is(annotator: Run) -> None:
    code, _out, err = annotator("formats", "nope")
    assert code == 2
    assert "There is no format “nope”. There are: annotator-jsonl" in err


def test_a_format_that_could_not_be_loaded_is_told(annotator: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(registry.broken(), "theirs", "No module named x")
    assert "“theirs” of another package could not be loaded: No module named x" in annotator("formats")[2]
