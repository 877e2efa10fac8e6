"""`annotator scheme`: another scheme, and edits of single labels, roles and attributes, each said before it is made."""

import json
from pathlib import Path

import pytest

from annotator.model.span import Span
from annotator.services.session import Session
from annotator.settings import Settings
from tests.conftest import LEILA, Run


def scheme_now(annotator: Run, project: Path) -> dict[str, dict[str, dict[str, object]]]:
    found: dict[str, dict[str, dict[str, object]]] = json.loads(annotator("scheme", project, "show", "--json")[1])
    return found


def test_a_scheme_is_shown_and_applied(annotator: Run, samples: Path) -> None:
    code, out, err = annotator("scheme", samples, "show")
    assert (code, err) == (0, "")
    Path("mine.yaml").write_text(out)
    assert "already" in annotator("scheme", samples, "apply", "mine.yaml")[2]
    Path("mine.yaml").write_text(out.replace("Person", "Human being"))
    code, answer, _err = annotator("scheme", samples, "apply", "mine.yaml", "--json")
    assert json.loads(answer).items() >= {"scheme": "news", "version": 2, "changed": True}.items()
    assert "Human being" in annotator("scheme", samples, "show")[1]
    assert json.loads(annotator("scheme", samples, "show", "--json")[1])["version"] == 2
    assert annotator("check", samples)[0] == 0
    Path("none.yaml").write_text("name: news\nentities:\n  GPE:\n")
    code, _out, err = annotator("scheme", samples, "apply", "none.yaml")
    assert code == 2
    assert "PERSON" in err
    assert annotator("check", samples)[0] == 0


def test_a_label_is_renamed_after_a_look_and_undone_by_whoever_works_here(annotator: Run, samples: Path) -> None:
    Settings.load().changed(annotator=LEILA).save()
    rename = ("scheme", samples, "label", "rename", "PERSON", "HUMAN")
    code, out, err = annotator(*rename, "--dry-run", "--json")
    assert code == 0
    assert "It would touch 1 mention in 1 document of 1 annotator." in err
    said = json.loads(out)
    assert (said["dry_run"], said["changed"], said["touched"]["mentions"]) == (True, True, 1)
    assert "PERSON" in scheme_now(annotator, samples)["entities"]
    code, _out, err = annotator(*rename)
    assert (code, "Touched 1 mention" in err, "version 2" in err) == (0, True, True)
    assert "HUMAN" in scheme_now(annotator, samples)["entities"]
    with Session.open(samples, LEILA) as session:
        session.undo()
        assert session.scheme.find("HUMAN") is None
    assert annotator("check", samples)[0] == 0


def test_a_label_in_use_is_deleted_only_with_another_in_its_place(annotator: Run, samples: Path) -> None:
    code, _out, err = annotator("scheme", samples, "label", "delete", "TITLE")
    assert (code, "role Position, takes nothing but TITLE" in err) == (2, True)
    with Session.open(samples, LEILA) as session:
        session.add_mention(next(iter(session.project.document_ids())), Span.of(0, 3), "GPE")
    delete = ("scheme", samples, "label", "delete", "GPE")
    code, _out, err = annotator(*delete)
    assert (code, "has no label “GPE”. (mentions: 1)" in err) == (2, True)
    code, _out, err = annotator(*delete, "--dry-run")
    assert (code, "In the way" in err) == (1, True)
    assert annotator(*delete, "--relabel-to", "ORG")[0] == 0
    assert "GPE" not in scheme_now(annotator, samples)["entities"]
    assert annotator("check", samples)[0] == 0


def _words(command: str) -> list[str]:
    """The arguments; what is joined by underscores has blanks, what is joined by a hyphen has underscores."""
    return [part if part.startswith("--") else part.replace("_", " ").replace("-", "_") for part in command.split()]


@pytest.mark.parametrize(
    "command",
    [
        "label add BOAT --kind entity --parent FAC --hue cyan --name en=Boat --name ar=قارب --attribute mention-type",
        "label set PERSON --hue red --key Q --guideline Who --name en=Human --example [Ann]_came --abstract",
        "label merge TITLE ORG",
        "label move ORG --before PERSON",
        "label move PERSON",
        "role add Statement Witness --filler PERSON --cardinality ? --key W --before Topic",
        "role set Statement Topic --cardinality + --guideline About_what",
        "role rename all Time When",
        "role merge Statement Addressee Speaker",
        "role move Statement Speaker",
        "role delete all Time",
        "attribute add sure --kind yesno --default no --mark ? --label Statement",
        "attribute set mention-type --choice OTHER --default NOM --required --label PERSON",
        "attribute rename mention-type type",
        "attribute move mention-type",
        "attribute delete mention-type --drop",
        "choice rename mention-type NAM Name",
        "choice delete mention-type NAM --change-to NOM",
        "set --title A_title --cycles",
    ],
)
def test_every_edit_is_made_and_the_project_stays_whole(annotator: Run, samples: Path, command: str) -> None:
    before = annotator("scheme", samples, "show")[1]
    code, _out, err = annotator("scheme", samples, *_words(command))
    if "--abstract" in command:
        assert (code, "heading" in err) == (2, True)
        return
    assert code == 0, err
    assert annotator("scheme", samples, "show")[1] != before
    assert annotator("check", samples)[0] == 0


def test_what_cannot_be_is_one_sentence(annotator: Run, samples: Path) -> None:
    for command, because in (
        (("label", "rename", "PERSON", "ORG"), "already is a label"),
        (("role", "rename", "all", "Nothing", "X"), "No event has a role “Nothing”"),
        (("label", "set", "PERSON", "--name", "Person"), "is not like en=Person"),
        (("attribute", "add", "n", "--kind", "number", "--default", "many"), "“many” is not a number"),
    ):
        code, _out, err = annotator("scheme", samples, *command)
        assert (code, because in err) == (2, True), err


def test_a_configuration_of_brat_is_taken(annotator: Run, samples: Path) -> None:
    conf = Path("corpus/annotation.conf")
    conf.parent.mkdir()
    conf.write_text("[entities]\nTITLE\nPERSON\n[relations]\nKin Arg1:PERSON, Arg2:PERSON, <REL-TYPE>:transitive\n")
    code, _out, err = annotator("new", "brat", "--scheme", conf)
    assert (code, "Note: Line 5: That Kin is transitive" in err, "scheme corpus" in err) == (0, True, True)
    code, _out, err = annotator("scheme", samples, "apply", conf)
    assert (code, "has no attribute" in err) == (2, True)
    assert annotator("scheme", samples, "apply", conf, "--drop")[0] == 0
    assert annotator("check", samples)[0] == 0
