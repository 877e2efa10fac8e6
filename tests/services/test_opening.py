"""From what a person names to a project."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from annotator.model.annotation import Status
from annotator.model.errors import AnnotatorError
from annotator.services.opening import (
    LockedProjectError,
    file_name,
    free_path,
    new_project,
    open_project,
    read_project,
    recent_project,
    shipped_schemes,
    start_from,
)
from annotator.services.session import Session
from annotator.storage import ProjectError


def test_a_folder_becomes_a_project_of_its_name_where_one_stands(tmp_path):
    (tmp_path / "articles").mkdir()
    start = start_from([tmp_path / "articles"], tmp_path)
    assert start.project == tmp_path / "articles.annotator"
    assert start.sources == (tmp_path / "articles",)
    assert start.is_new


def test_the_folder_again_finds_that_project(tmp_path):
    (tmp_path / "articles").mkdir()
    new_project(tmp_path / "articles.annotator", "leila").close()
    assert not start_from([tmp_path / "articles"], tmp_path).is_new


def test_a_file_gives_its_name_and_several_that_of_their_folder(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    files = [folder / "a.b.txt", folder / "c.txt"]
    for file in files:
        file.write_text("text", "utf-8")
    assert start_from(files[:1], tmp_path).project.name == "a.b.annotator"
    assert start_from(files, tmp_path).project.name == "news.annotator"


def test_the_folder_one_stands_in_has_a_name_too(tmp_path, monkeypatch):
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    assert start_from([Path()], folder).project == folder / "here.annotator"


def test_a_project_is_known_by_its_ending_or_by_its_first_bytes(tmp_path):
    path = tmp_path / "p.annotator"
    new_project(path, "leila").close()
    renamed = tmp_path / "p.db"
    renamed.write_bytes(path.read_bytes())
    assert start_from([renamed], tmp_path).project == renamed
    assert start_from([tmp_path / "missing.annotator"], tmp_path).sources == ()


def test_what_does_not_exist_is_said(tmp_path):
    with pytest.raises(AnnotatorError, match="There is no file or folder"):
        start_from([tmp_path / "nothing"], tmp_path)


def test_a_project_and_files_together_are_refused(tmp_path):
    with pytest.raises(AnnotatorError, match="one project at a time"):
        start_from([tmp_path / "a.annotator", tmp_path / "b.txt"], tmp_path)


@pytest.mark.parametrize(
    ("title", "name"),
    [("Vietnam 2025", "Vietnam 2025"), ("a/b:c", "a b c"), ("..", "Project"), ("", "Project"), ("أخبار", "أخبار")],
)
def test_titles_become_names_that_every_system_takes(title, name):
    assert file_name(title) == name


def test_a_free_path_is_never_one_that_is_there(tmp_path):
    first = free_path(tmp_path, "News")
    first.touch()
    assert free_path(tmp_path, "News").name == "News 2.annotator"


def test_an_existing_file_is_never_overwritten(tmp_path):
    path = tmp_path / "p.annotator"
    path.write_text("mine", "utf-8")
    with pytest.raises(ProjectError, match="already is a file"):
        new_project(path, "leila")
    assert path.read_text("utf-8") == "mine"


def test_the_news_scheme_comes_first():
    assert shipped_schemes()[0] == "news"


def test_a_new_project_gets_the_scheme_that_was_chosen(tmp_path, scheme):
    with new_project(tmp_path / "p.annotator", "leila", scheme=scheme) as session:
        assert session.scheme == scheme


def test_a_project_open_elsewhere_can_still_be_read(tmp_path):
    path = tmp_path / "p.annotator"
    with new_project(path, "leila", "My news"):
        with pytest.raises(LockedProjectError):
            open_project(path, "omar")
        with read_project(path, "omar") as reader:
            assert reader.read_only
            assert reader.title == "My news"


def test_what_the_list_of_recent_projects_shows(session: Session, document):
    session.set_status([document], Status.DONE)
    found = recent_project(session.path, "leila")
    assert (found.title, found.done, found.total, found.missing) == ("Test", 1, 1, False)
    assert found.touched is not None
    assert abs((datetime.now(UTC) - found.touched).total_seconds()) < 3600
    assert recent_project(session.path, "omar").done == 0


def test_a_recent_project_that_is_gone_or_broken_still_has_a_row(tmp_path):
    gone = recent_project(tmp_path / "gone.annotator", "leila")
    assert gone.missing
    assert gone.title == "gone"
    broken = tmp_path / "broken.annotator"
    broken.write_bytes(os.urandom(2_000))
    found = recent_project(broken, "leila")
    assert not found.missing
    assert found.total == 0
