"""The command line: exit codes, JSON on stdout, words on stderr, help for everything."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest

from annotator import __version__, app, assets, cli
from annotator.cli import commands, run
from annotator.services.imports import importing
from annotator.services.session import Session
from annotator.settings import Settings
from tests.conftest import LEILA, Run


def _every_command(group: click.Group, trail: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], click.Command]]:
    found: list[tuple[tuple[str, ...], click.Command]] = [(trail, group)]
    for name, command in group.commands.items():
        below = (*trail, name)
        found += _every_command(command, below) if isinstance(command, click.Group) else [(below, command)]
    return found


def test_every_command_and_option_has_help() -> None:
    everything = _every_command(commands)
    assert {trail for trail, _command in everything} == {
        (),
        *((name,) for name in ("open", "new", "import", "export", "formats", "status", "check", "scheme")),
        *((name,) for name in ("adjudicate", "agreement", "comments", "compare", "merge", "presets")),
        *(("scheme", name) for name in ("show", "apply", "set", "label", "role", "attribute", "choice")),
        *(("scheme", "label", name) for name in ("add", "set", "rename", "merge", "move", "delete")),
        *(("scheme", "role", name) for name in ("add", "set", "rename", "merge", "move", "delete")),
        *(("scheme", "attribute", name) for name in ("add", "set", "rename", "move", "delete")),
        *(("scheme", "choice", name) for name in ("rename", "delete")),
    }
    for trail, command in everything:
        assert command.help, trail
        for option in command.params:
            if isinstance(option, click.Option):
                assert option.help, (trail, option.name)
            else:
                metavar = option.make_metavar(click.Context(command)).strip("[].")
                assert metavar in str(command.help) or metavar in ("PATH", "FILE", "PROJECT"), (trail, metavar)


def test_help_starts_at_once(tmp_path: Path) -> None:
    """Without the window, the detector or the database."""
    heavy = "{'PySide6', 'langdetect', 'sqlite_utils', 'msgspec', 'yaml', 'chardet', 'regex'}"
    code = (
        "import sys\nfrom annotator.cli import run\nrun(['--help'])\n"
        f"print(sorted({heavy} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parent.parent
    )
    assert "Commands:" in done.stdout
    assert done.stderr.strip() == "[]"


def test_the_version_is_told(annotator: Run) -> None:
    assert __version__ in annotator("--version")[1]


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["frobnicate"], "No such command"),
        (["import", "nowhere"], "Missing argument"),
        (["import", "nowhere", "."], "annotator new nowhere"),
        (["export", "nowhere", "out.jsonl"], "no project"),
        (["status", "nowhere"], "no project"),
        (["check", "nowhere"], "no project"),
        (["agreement", "nowhere"], "no project"),
        (["scheme", "nowhere", "show"], "no project"),
        (["new", "missing/folder/x"], "no folder"),
        (["new", "x", "--scheme", "nothing.yaml"], "nothing.yaml"),
        (["export", "x", "y", "--status", "finished"], "finished"),
        (["open", "missing.txt"], "no file or folder"),
    ],
)
def test_wrong_usage_is_one_sentence_and_exit_code_2(annotator: Run, arguments: list[str], word: str) -> None:
    code, out, err = annotator(*arguments)
    assert code == 2
    assert out == ""
    assert word in err
    assert "Traceback" not in err


def test_from_texts_to_an_export(annotator: Run, samples: Path) -> None:
    code, out, err = annotator("export", "samples", "out.jsonl", "--json")
    assert code == 0
    files = [{"path": "out.jsonl", "lines": 5}]
    told = {"files": files, "manifest": "out.jsonl.manifest.json", "documents": 5, "mentions": 2, "losses": {}}
    assert json.loads(out) == told
    assert "read back" in err
    code, out, err = annotator("new", "copy", "--title", "A copy", "--json")
    assert json.loads(out)["project"] == "copy.annotator"
    code, out, err = annotator("import", "copy", "out.jsonl", "--json")
    assert code == 0
    assert json.loads(out) == {"documents": 5, "layers": 1, "mentions": 2, "skipped": [], "notes": [], "names": []}
    assert annotator("check", "copy") == (0, "", "Nothing found.\n")
    annotator("export", "copy", "again.jsonl")
    assert Path("again.jsonl").read_bytes() == Path("out.jsonl").read_bytes()


def test_what_was_skipped_is_reported_with_exit_code_1(annotator: Run, samples: Path) -> None:
    code, out, err = annotator("import", samples, assets.seeds(), "--json")
    assert code == 1
    report = json.loads(out)
    assert report["documents"] == 0
    assert len(report["skipped"]) == 5
    assert "in the project already" in report["skipped"][0]["reason"]
    assert err.count("Skipped:") == 5


def test_status_tells_languages_and_people(annotator: Run, samples: Path) -> None:
    code, out, err = annotator("status", samples, "--json")
    assert code == 0
    told = json.loads(out)
    assert told["documents"] == 5
    assert told["languages"] == {"ar": 2, "de": 1, "fa": 1, "nl": 1}
    assert told["annotators"] == {"leila": {"new": 4, "started": 1, "done": 0, "mentions": 2}}
    assert "leila: 4 new, 1 started, 0 done; 2 mentions" in err
    assert annotator("status", samples)[1] == ""


@pytest.mark.parametrize(("options", "language"), [(["--language", "ku"], "ku"), (["--no-detect"], "und"), ([], "nl")])
def test_languages_on_import(annotator: Run, options: list[str], language: str) -> None:
    annotator("new", "x")
    annotator("import", "x", min(assets.seeds().iterdir()), *options)
    assert json.loads(annotator("status", "x", "--json")[1])["languages"] == {language: 1}


def test_the_import_is_undone_by_whoever_works_here(annotator: Run, tmp_path: Path) -> None:
    Settings.load().changed(annotator="zeinab").save()
    (tmp_path / "a.txt").write_text("Some text")
    annotator("new", "x")
    annotator("import", "x", "a.txt", "--no-detect")
    with Session.open(Path("x.annotator"), "zeinab") as session:
        assert session.undo_action == "document.import"


def test_choices_of_an_export(annotator: Run, samples: Path) -> None:
    code, out, _err = annotator("export", samples, "o.jsonl", "--annotator", LEILA, "--status", "started", "--json")
    assert json.loads(out)["files"] == [{"path": "o.jsonl", "lines": 1}]
    code, _out, err = annotator("export", samples, "o.jsonl", "--gold")
    assert code == 2
    assert "Nothing fits" in err
    code, out, _err = annotator("export", samples, "o.jsonl", "--split", "train=3,test=2", "--seed", "7", "--json")
    assert [file["path"] for file in json.loads(out)["files"]] == ["o.train.jsonl", "o.test.jsonl"]
    assert json.loads(out)["parts"] == [
        {"name": "train", "documents": 3, "share": 3.0},
        {"name": "test", "documents": 2, "share": 2.0},
    ]
    assert json.loads(out)["together"] == []
    assert annotator("export", samples, "o.jsonl", "--split", "train")[0] == 2
    assert annotator("export", samples, "o.jsonl", "--format", "text")[0] == 2
    code, out, _err = annotator("export", samples, "o.jsonl", "--language", "ar", "--language", "fa", "--json")
    assert json.loads(out)["documents"] == 3


def test_damage_is_reported_with_exit_code_1(annotator: Run, samples: Path) -> None:
    db = sqlite3.connect(samples)
    db.execute("UPDATE mention SET note = 'by hand' || char(27) || '[31m'")
    db.commit()
    db.close()
    code, out, err = annotator("check", samples, "--json")
    assert code == 1
    assert json.loads(out)["errors"] == 2
    assert "last entry in the journal" in err
    assert "\x1b" not in err


def test_a_locked_project_is_a_sentence(annotator: Run, samples: Path) -> None:
    with Session.open(samples):
        code, _out, err = annotator("import", samples, ".")
        assert code == 2
        assert "another window" in err
        assert annotator("status", samples)[0] == 0


@pytest.mark.parametrize("arguments", [[], ["open"], ["open", "."], ["."]])
def test_the_window_opens_on_what_is_named(
    annotator: Run, arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Any] = []

    def stand_in(paths: Any = ()) -> int:
        opened.append(tuple(map(str, paths)))
        return 0

    monkeypatch.setattr(app, "run", stand_in)
    assert run(arguments) == 0
    assert opened == [(".",) if "." in arguments else ()]


def test_a_fault_of_the_program_is_no_traceback(annotator: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_arguments: object) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(cli, "existing", break_down)
    code, _out, err = annotator("status", "x")
    assert code == 2
    assert "inside the program (ZeroDivisionError: oops)" in err
    monkeypatch.setenv(cli.DEBUG_VARIABLE, "1")
    with pytest.raises(ZeroDivisionError):
        annotator("status", "x")


def test_interrupting_an_import_leaves_nothing(annotator: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*arguments: Any, **keywords: Any) -> Any:
        real(*arguments, **keywords)
        raise KeyboardInterrupt

    annotator("new", "x")
    Path("a.txt").write_text("Some text")
    real = importing.apply_batch
    monkeypatch.setattr(importing, "apply_batch", interrupt)
    Path("b").mkdir()
    code, _out, err = annotator("import", "x", "a.txt", "--no-detect")
    assert code == 1
    assert "Cancelled" in err
    assert json.loads(annotator("status", "x", "--json")[1])["documents"] == 0


def test_a_reader_that_goes_away_is_no_fault(samples: Path) -> None:
    """As with `annotator scheme x show | head -1`."""
    reading, writing = os.pipe()
    os.close(reading)
    code = "from annotator.cli import main; main()"
    with os.fdopen(writing, "wb") as pipe:
        done = subprocess.run(
            [sys.executable, "-c", code, "scheme", samples.absolute(), "show"],
            stdout=pipe,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            cwd=Path(__file__).parent.parent,
        )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "inside the program" not in done.stderr
