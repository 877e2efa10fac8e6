"""Choices of what to export that a project keeps."""

from pathlib import Path

import pytest

from annotator.formats.errors import FormatError
from annotator.model.change import Act, Setting
from annotator.model.errors import SchemeError
from annotator.services.checks.checking import check
from annotator.services.exports.bundling import bundle
from annotator.services.exports.choice import ExportChoice, Files, Layers
from annotator.services.exports.files import ExportError
from annotator.services.exports.presets import LONGEST, PREFIX, PresetError, delete_preset, preset, presets, save_preset
from annotator.services.exports.splitting import Split
from annotator.services.merges.merging import merge_into, reading
from annotator.services.merges.plan import MergeChoice
from annotator.services.session import Session
from annotator.storage import Mode, Project, ProjectError
from tests.conftest import LEILA, OMAR
from tests.rich import fill

CHOICE = ExportChoice(
    "conll2003", ("leila",), (), ("ar",), ("PERSON",), {"PERSON": "PER"}, Layers.EACH, Files.LEVEL, Split.parse("a=1")
)


def test_it_is_kept_in_the_project_under_its_name(session: Session) -> None:
    save_preset(session, "for conll", CHOICE)
    save_preset(session, "تدريب", ExportChoice())
    session.close()
    with Project.open(session.path, Mode.READ) as reader:
        assert preset(reader, "for conll") == CHOICE
        assert [(one.name, one.choice) for one in presets(reader)] == [("for conll", CHOICE), ("تدريب", ExportChoice())]
    assert list(check(session.path)) == []


def test_another_of_the_name_replaces_it(session: Session) -> None:
    save_preset(session, "mine", CHOICE)
    save_preset(session, "mine", ExportChoice(languages=("fa",)))
    assert preset(session.project, "mine") == ExportChoice(languages=("fa",))
    assert len(presets(session.project)) == 1


def test_it_can_be_forgotten(session: Session) -> None:
    save_preset(session, "mine", CHOICE)
    delete_preset(session, "mine")
    assert presets(session.project) == ()
    with pytest.raises(PresetError, match=r"no preset “mine”\. It has none"):
        delete_preset(session, "mine")


def test_one_that_is_not_there_is_told_with_those_that_are(session: Session) -> None:
    save_preset(session, "mine", CHOICE)
    with pytest.raises(PresetError, match=r"no preset “yours”\. It has “mine”"):
        preset(session.project, "yours")


@pytest.mark.parametrize("name", ["", " mine", "a\nb", "a\u202eb", "x" * (LONGEST + 1)])
def test_a_name_that_cannot_be_seen_is_refused(session: Session, name: str) -> None:
    with pytest.raises(PresetError, match="1 to 100 characters"):
        save_preset(session, name, CHOICE)
    assert presets(session.project) == ()


@pytest.mark.parametrize(
    ("choice", "error"),
    [
        (ExportChoice("nonsense"), FormatError),
        (ExportChoice("text"), FormatError),
        (ExportChoice(labels=("UNICORN",)), SchemeError),
        (ExportChoice(renames={"UNICORN": "HORSE"}), SchemeError),
        (ExportChoice(renames={"PERSON": "Statement"}), ExportError),
    ],
)
def test_a_choice_that_could_not_be_exported_is_not_kept(
    session: Session, choice: ExportChoice, error: type[Exception]
) -> None:
    with pytest.raises(error):
        save_preset(session, "mine", choice)
    assert presets(session.project) == ()


def test_undo_does_not_know_it(session: Session) -> None:
    session.set_title("A title")
    save_preset(session, "mine", CHOICE)
    assert session.undo_action == "project.rename"
    session.undo()
    assert preset(session.project, "mine") == CHOICE


def test_one_that_cannot_be_read_is_listed_with_the_reason(session: Session) -> None:
    for name, body in (("broken", "{"), ("newer", '{"dreams": 1}')):
        act = Act("preset.save", None)
        session.project.apply([act.change(None, Setting(PREFIX + name, body))])
    assert [(one.name, one.choice) for one in presets(session.project)] == [("broken", None), ("newer", None)]
    with pytest.raises(PresetError, match=r"“newer” cannot be used\. .*newer version"):
        preset(session.project, "newer")
    with pytest.raises(PresetError, match=r"“broken” cannot be used\. It is damaged"):
        preset(session.project, "broken")
    delete_preset(session, "broken")
    save_preset(session, "newer", CHOICE)
    assert [one.choice for one in presets(session.project)] == [CHOICE]


def test_who_may_only_read_cannot_keep_one(session: Session) -> None:
    with Session.open(session.path, LEILA, Mode.READ) as reader, pytest.raises(ProjectError, match="reading only"):
        save_preset(reader, "mine", CHOICE)


def test_a_project_to_send_and_a_merge_leave_them_where_they_are(session: Session, tmp_path: Path) -> None:
    fill(session.project)
    save_preset(session, "mine", CHOICE)
    out = tmp_path / "sent.annotator"
    bundle(session.path, out, ExportChoice("bundle"))
    with Session.open(out, LEILA) as sent:
        assert presets(sent.project) == ()
        save_preset(sent, "theirs", ExportChoice())
    with reading(session.path, out, MergeChoice(OMAR)) as merge:
        merge_into(session, merge)
    assert [one.name for one in presets(session.project)] == ["mine"]
