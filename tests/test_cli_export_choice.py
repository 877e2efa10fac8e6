"""What is said on the command line about what to export, and presets of it."""

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.assets import review_layers
from annotator.services.exports.choice import ExportChoice, Files, Layers
from annotator.services.exports.command import flags
from annotator.services.exports.presets import preset
from annotator.services.exports.splitting import Split
from annotator.services.imports.importing import import_into
from annotator.services.opening import new_project
from annotator.services.session import Session
from annotator.storage import Mode, Project
from tests.conftest import Run
from tests.services.exported import lines_of


@pytest.fixture
def review(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three people's layers of the sample articles, where the commands are run."""
    monkeypatch.chdir(tmp_path)
    with new_project(tmp_path / "r.annotator", "Zahra") as session:
        import_into(session, review_layers())
        return session.path


def kept(path: Path, name: str) -> ExportChoice:
    with Project.open(path, Mode.READ) as reader:
        return preset(reader, name)


def files_of(out: str) -> list[str]:
    return [file["path"] for file in json.loads(out)["files"]]


def labels_in(path: str) -> set[str]:
    return {record["label"] for line in lines_of(Path(path)) for record in (*line["entities"], *line["events"])}


def test_labels_and_their_names(annotator: Run, review: Path) -> None:
    chosen = ("--label", "PERSON", "--label", "Contact", "--rename", "PERSON=PER", "--rename", "Contact.Meet=Meeting")
    code, out, err = annotator("export", "r", "o.jsonl", "--annotator", "leila", *chosen, "--json")
    assert code == 0
    found = labels_in("o.jsonl")
    assert {"PER", "Meeting"} <= found
    assert all(label in ("PER", "Meeting") or label.startswith("Contact") for label in found)
    assert json.loads(out)["losses"] == {}
    assert "read back" in err


def test_what_most_say(annotator: Run, review: Path) -> None:
    code, out, _err = annotator("export", "r", "o.jsonl", "--majority", "--json")
    assert code == 0
    assert json.loads(out)["documents"] == 5
    assert {line["annotator"] for line in lines_of(Path("o.jsonl"))} == {"majority"}


def test_documents_without_a_majority_are_told(annotator: Run, review: Path) -> None:
    Path("new.txt").write_text("Nobody has begun this.", "utf-8")
    annotator("import", "r", "new.txt")
    code, out, err = annotator("export", "r", "o.jsonl", "--majority", "--json")
    assert code == 0
    assert "Left out: 1 document that fewer than two people have begun." in err
    assert json.loads(out)["undecided"] == 1


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ("annotator", ["o.leila.jsonl", "o.mehdi.jsonl", "o.sara.jsonl"]),
        ("kind", ["o.entities.jsonl", "o.events.jsonl"]),
        ("level", ["o.1.jsonl", "o.2.jsonl", "o.3.jsonl", "o.4.jsonl"]),
    ],
)
def test_several_files(annotator: Run, review: Path, files: str, expected: list[str]) -> None:
    _code, out, _err = annotator("export", "r", "o.jsonl", "--files", files, "--json")
    assert files_of(out) == expected
    _code, out, _err = annotator("export", "r", "o.jsonl", "--files", files, "--split", "a=1,b=1", "--json")
    assert files_of(out) == [f"o.{part}.{name[2:]}" for part in "ab" for name in expected]
    assert all(Path(name).is_file() for name in files_of(out))


def test_a_loss_is_told_with_what_would_avoid_it(annotator: Run, review: Path) -> None:
    code, _out, err = annotator("export", "r", "o.conll", "--format", "conll2003", "--majority")
    assert code == 1
    assert "cannot carry 81 nested mentions" in err
    assert "  --files level: one file per level, for nested mentions" in err
    assert "  --option mentions=all: both in one file, for events" in err
    _code, _out, err = annotator("export", "r", "o.conll", "--format", "conll2003", "--majority", "--files", "level")
    assert "nested" not in err


def test_what_several_files_cannot_say_is_not_laid_to_the_format(annotator: Run, review: Path) -> None:
    code, out, err = annotator("export", "r", "o.jsonl", "--files", "kind", "--json")
    assert code == 1
    assert "Annotator JSON Lines in several files cannot carry 489 arguments." in err
    assert json.loads(out)["losses"] == {"arguments": 489}


def test_several_layers_are_told_with_what_can_be_done(annotator: Run, review: Path) -> None:
    code, _out, err = annotator("export", "r", "o.conll", "--format", "conll2003")
    assert code == 2
    assert "Choose one annotator, one file for each, or what most say" in err


CHOICES = (
    ExportChoice(),
    ExportChoice("conll2003", layers=Layers.MAJORITY, files=Files.LEVEL, options={"words": "drop", "tags": "bioes"}),
    ExportChoice(annotators=("leila", "mehdi"), languages=("ar", "nl"), files=Files.ANNOTATOR),
    ExportChoice(
        labels=("PERSON", "Contact"), renames={"PERSON": "a=b", "GPE": "x y"}, split=Split.parse("a=3,b=1", 7)
    ),
)


@pytest.mark.parametrize("choice", CHOICES, ids=range(len(CHOICES)))
def test_flags_make_the_choice_that_they_are_of(annotator: Run, review: Path, choice: ExportChoice) -> None:
    code, _out, err = annotator("export", "r", "o.x", *flags(choice), "--save-preset", "mine")
    assert code in (0, 1), err
    assert kept(review, "mine") == choice
    assert "keeps this choice as the preset “mine”" in err
    Path("again").mkdir()
    again = annotator("export", "r", "again/o.x", "--preset", "mine", "--json")
    for name in files_of(again[1]):
        assert Path(name).read_bytes() == Path(Path(name).name).read_bytes()


def test_what_is_said_besides_a_preset_counts_more(annotator: Run, review: Path) -> None:
    full = ("--format", "conll2003", "--option", "words=drop", "--option", "tags=bioes", "--majority", "--seed", "3")
    annotator("export", "r", "o.conll", *full, "--label", "PERSON", "--split", "a=1,b=1", "--save-preset", "mine")
    base = ExportChoice(
        "conll2003",
        labels=("PERSON",),
        layers=Layers.MAJORITY,
        split=Split.parse("a=1,b=1", 3),
        options={"words": "drop", "tags": "bioes"},
    )
    assert kept(review, "mine") == base

    def with_(*more: str) -> dict[str, Any]:
        annotator("export", "r", "p.x", "--preset", "mine", *more, "--save-preset", "other")
        other = kept(review, "other").to_record()
        return {name: value for name, value in other.items() if value != base.to_record()[name]}

    assert with_() == {}
    assert with_("--option", "tags=iob1") == {"options": {"words": "drop", "tags": "iob1"}}
    assert with_("--format", "annotator-jsonl") == {"format": "annotator-jsonl", "options": {}}
    assert with_("--each", "--annotator", "sara") == {"layers": "each", "annotators": ["sara"]}
    assert with_("--split", "") == {"split": None}
    assert with_("--seed", "4") == {"split": {**base.to_record()["split"], "seed": 4}}
    assert with_("--label", "GPE", "--files", "level") == {"labels": ["GPE"], "files": "level"}
    assert with_("--rename", "PERSON=PER") == {"renames": {"PERSON": "PER"}}


def test_presets_are_listed_and_forgotten(annotator: Run, review: Path) -> None:
    assert annotator("presets", "r")[2] == "The project keeps no presets.\n"
    annotator("export", "r", "o.jsonl", "--annotator", "leila", "--save-preset", "mine")
    annotator("export", "r", "o.jsonl", "--save-preset", "تدريب")
    code, out, err = annotator("presets", "r", "--json")
    assert code == 0
    assert err.splitlines() == ["mine: --annotator leila", "تدريب: everything, as annotator-jsonl"]
    listed = json.loads(out)["presets"]
    assert [one["name"] for one in listed] == ["mine", "تدريب"]
    assert listed[0]["choice"] == ExportChoice(annotators=("leila",)).to_record()
    assert annotator("presets", "r", "--delete", "mine")[2].splitlines() == ["تدريب: everything, as annotator-jsonl"]
    code, _out, err = annotator("presets", "r", "--delete", "mine")
    assert code == 2
    assert "no preset “mine”" in err


def test_what_cannot_be_kept_is_not_exported_either(annotator: Run, review: Path) -> None:
    code, _out, err = annotator("export", "r", "o.jsonl", "--save-preset", " x")
    assert code == 2
    assert "name of a preset" in err
    with Session.open(review, "leila"):
        code, _out, err = annotator("export", "r", "o.jsonl", "--save-preset", "x")
    assert code == 2
    assert not Path("o.jsonl").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--label", "PERSN"], "no label “PERSN”"),
        (["--rename", "PERSN=X"], "no label “PERSN”"),
        (["--rename", "PERSON"], "--rename PERSON=PER"),
        (["--rename", "PERSON=A", "--rename", "PERSON=B"], "two names, “A” and “B”"),
        (["--rename", "PERSON=Statement"], "cannot both be called “Statement”"),
        (["--files", "each"], "'each' is not one of"),
        (["--gold", "--majority"], "Gold has no vote"),
        (["--preset", "none"], "no preset “none”"),
        (["--format", "bundle", "--majority"], "whole layers"),
    ],
)
def test_what_cannot_be_is_one_sentence(annotator: Run, review: Path, arguments: list[str], words: str) -> None:
    code, out, err = annotator("export", "r", "o.annotator" if "bundle" in arguments else "o.jsonl", *arguments)
    assert (code, out) == (2, "")
    assert words in err
    assert not list(Path().glob("o.*"))
