"""Settings survive restarts, crashes and damage, and never keep anybody from working."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator import settings
from annotator.settings import MOST_RECENT, Settings


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "settings.json"


def written(path: Path, content: str) -> Path:
    path.parent.mkdir(parents=True)
    path.write_text(content, encoding="utf-8")
    return path


def test_first_start_has_defaults_and_writes_nothing(path):
    loaded = Settings.load(path)
    assert (loaded.annotator, loaded.theme, loaded.zoom, loaded.recent, loaded.note) == ("", "system", 100, (), "")
    assert not path.exists()


def test_everything_comes_back(path):
    before = Settings.load(path).changed(
        annotator="ليلى",
        theme="dark",
        zoom=125,
        line_spacing=1.4,
        interface_language="fa",
        window_geometry="AAE=",
        window_state="AAI=",
        splitter_sizes={"columns": (264, 900, 328)},
        export_folder="/out",
        import_folder="/in",
        recent=("/a.annotator",),
    )
    before.save()
    assert Settings.load(path) == before


@pytest.mark.parametrize(
    "content",
    [
        "",  # a crash of another program
        "{",  # cut off
        '"text"',  # JSON, but not an object
        "[" * 100_000,  # deeper than the reader goes
        "\x00\x01",
    ],
)
def test_a_broken_file_means_defaults_and_a_note(path, content):
    loaded = Settings.load(written(path, content))
    assert loaded.zoom == 100
    assert str(path) in loaded.note


def test_a_file_in_another_encoding_means_defaults(path):
    path.parent.mkdir()
    path.write_bytes('{"annotator": "Jörg"}'.encode("latin-1"))
    assert Settings.load(path).annotator == ""
    assert Settings.load(path).note


def test_a_folder_in_the_place_of_the_file_means_defaults(path):
    path.mkdir(parents=True)
    assert Settings.load(path).note


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("zoom", "big"),
        ("zoom", True),
        ("zoom", 10_000),
        ("line_spacing", float("nan")),
        ("theme", "pink"),
        ("annotator", None),
        ("recent", "/a.annotator"),
        ("recent", [1]),
        ("splitter_sizes", [1, 2]),
        ("splitter_sizes", {"columns": "wide"}),
    ],
)
def test_one_bad_value_costs_only_itself(path, name, value):
    loaded = Settings.load(written(path, json.dumps({"export_folder": "/out", name: value})))
    assert loaded.export_folder == "/out"
    assert getattr(loaded, name) == getattr(Settings(path=path), name)
    assert name in loaded.note


def test_what_a_newer_program_wrote_is_no_fault(path):
    assert Settings.load(written(path, '{"zoom": 90, "hologram": true}')).note == ""


def test_a_value_that_cannot_be_is_refused_at_once(path):
    with pytest.raises(ValueError, match="theme"):
        Settings(path=path).changed(theme="pink")


def test_recent_projects_come_once_newest_first(path):
    chosen = Settings(path=path)
    for number in [*range(MOST_RECENT + 3), 5]:
        chosen = chosen.opened(Path(f"/p/{number}.annotator"))
    assert len(chosen.recent) == MOST_RECENT
    assert Path(chosen.recent[0]).name == "5.annotator"
    assert len(set(chosen.recent)) == MOST_RECENT


def test_a_project_can_be_forgotten(path):
    chosen = Settings(path=path).opened(Path("/p/a.annotator")).opened(Path("/p/b.annotator"))
    assert [Path(name).name for name in chosen.forgotten(Path("/p/a.annotator")).recent] == ["b.annotator"]


def test_a_failed_save_leaves_the_old_file_and_no_litter(path, monkeypatch):
    Settings(path=path, zoom=110).save()

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        Settings(path=path, zoom=120).save()
    assert Settings.load(path).zoom == 110
    assert [file.name for file in path.parent.iterdir()] == ["settings.json"]


def test_the_environment_moves_the_folder(tmp_path, monkeypatch):
    monkeypatch.setenv(settings.FOLDER_VARIABLE, str(tmp_path))
    assert settings.default_path() == tmp_path / "settings.json"


def test_without_it_the_folder_is_the_persons_own(monkeypatch):
    monkeypatch.delenv(settings.FOLDER_VARIABLE, raising=False)
    assert settings.default_path().parent.name == "annotator"
    assert settings.default_path().is_absolute()


TEXT = st.text(alphabet='a/"\\\0م😀\ud800', max_size=4)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
NAMES = st.sampled_from([*settings._READERS, "note", "path", "hologram"])


@given(st.dictionaries(NAMES, JSON))
def test_no_content_ever_stops_the_start(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("any") / "settings.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    loaded = Settings.load(path)
    assert loaded.path == path
    loaded.save()
    assert Settings.load(path) == Settings.load(path).changed()


def test_the_document_where_one_left_is_remembered_for_recent_projects_only(path):
    chosen = Settings(path=path).opened(Path("/p/a.annotator")).left(Path("/p/a.annotator"), "d1")
    chosen = chosen.left(Path("/p/elsewhere.annotator"), "d2")
    assert list(chosen.last_documents.values()) == ["d1"]
    chosen.save()
    assert Settings.load(path).last_documents == chosen.last_documents
