"""The card for a new project, driven as a person would: which scheme it gets, and what is said of one it cannot get."""

import json

import pytest
from PySide6.QtCore import Qt

from annotator.formats.scheme_yaml import scheme_to_json
from annotator.services.opening import shipped_scheme

CTRL = Qt.KeyboardModifier.ControlModifier
K = Qt.Key

SMALL = """
name: small
version: 3
title: Ein kleines Schema
description: Nur <b>Personen</b> und Treffen.
attributes: {polarity: {choices: [Positive, Negative]}}
entities: {PERSON: {key: P}, GPE: }
events: {Meet: {attributes: [polarity]}}
relations: {Family: }
"""


@pytest.fixture
def card(make_window, monkeypatch, tmp_path):
    """A window with the card open, and a folder for what it makes."""
    monkeypatch.setattr("annotator.gui.dialogs.new_project.default_folder", lambda: tmp_path)
    hand = make_window()
    hand.press(K.Key_N, CTRL)
    return hand


def take_file(hand, path):
    """Choose a scheme file with the mouse."""
    hand.child("new_project_dialog")._scheme.choose_file = lambda _folder: str(path)
    hand.click(hand.child("project_scheme_file"))


def said(hand, part):
    return hand.child(f"project_scheme_{part}").text()


def test_the_usual_scheme_is_chosen_and_described(card):
    assert card.child("project_scheme").currentText() == "News: people, places and what happened"
    assert said(card, "about").startswith("Entities and events in news")
    news = shipped_scheme()
    counts = f"entity labels: {len(news.labels_of('entity'))}  ·  event labels: {len(news.labels_of('event'))}"
    assert said(card, "counts").startswith(f"news, version 1  ·  {counts}")
    card.type("Plain")
    card.press(K.Key_Return)
    assert card.window.projects.session.scheme == news


def test_a_scheme_from_a_file_is_described_and_becomes_the_projects(card, tmp_path):
    (tmp_path / "klein.yaml").write_text(SMALL, "utf-8")
    take_file(card, tmp_path / "klein.yaml")
    assert card.child("project_scheme").currentText() == "Ein kleines Schema (klein.yaml)"
    assert said(card, "about") == "Nur <b>Personen</b> und Treffen."
    assert said(card, "counts") == (
        "small, version 3  ·  entity labels: 2  ·  event labels: 1  ·  relations: 1  ·  attributes: 1"
    )
    card.child("project_title").setFocus()
    card.type("Treffen")
    card.press(K.Key_Return)
    session = card.window.projects.session
    assert session.path == tmp_path / "Treffen.annotator"
    assert (session.scheme.name, session.scheme.version) == ("small", 3)


def test_json_does_as_well_and_the_list_goes_back_by_key(card, tmp_path):
    (tmp_path / "news.json").write_bytes(scheme_to_json(shipped_scheme()).replace(b'"version": 1', b'"version": 2'))
    assert json.loads((tmp_path / "news.json").read_bytes())["version"] == 2
    take_file(card, tmp_path / "news.json")
    assert said(card, "counts").startswith("news, version 2")
    card.child("project_scheme").setFocus()
    card.press(K.Key_Up)
    assert said(card, "counts").startswith("news, version 1")


@pytest.mark.parametrize(
    ("name", "contents", "words"),
    [
        ("bad.yaml", b"entities:\n  PERSON: {colour: red}\n", ["bad.yaml, line 2", "colour"]),
        ("bad.yaml", b"name: x\nentities: {A: {key: P}, B: {key: P}}", ["bad.yaml", "The key “P” is given 2 times."]),
        ("bad.json", b"{", ["bad.json", "This is not JSON"]),
        ("bad.yaml", b"\xff\xfe\x00", ["Save the file as UTF-8"]),
        ("gone.yaml", None, ["gone.yaml", "cannot be read"]),
    ],
)
def test_a_scheme_that_cannot_be_used_is_refused_in_the_card(card, tmp_path, name, contents, words):
    if contents is not None:
        (tmp_path / name).write_bytes(contents)
    take_file(card, tmp_path / name)
    refusal = card.child("project_scheme_refusal")
    assert refusal.isVisible()
    assert all(some in refusal.text() for some in words)
    assert refusal.text().endswith("Correct the file and choose it again, or take another scheme.")
    assert card.child("project_scheme").currentText() == "News: people, places and what happened"
    # The file is put right and chosen again.
    (tmp_path / name).write_text(SMALL if name.endswith("yaml") else '{"entities": {"A": null}}', "utf-8")
    take_file(card, tmp_path / name)
    assert not refusal.isVisible()
    assert card.child("project_scheme").currentIndex() == 1


def test_a_long_story_is_cut_and_whole_in_the_tooltip(card, tmp_path):
    labels = "".join(f"  L{i}: {{hue: pink}}\n" for i in range(50))
    (tmp_path / "long.yaml").write_text(f"name: long\nentities:\n{labels}", "utf-8")
    take_file(card, tmp_path / "long.yaml")
    refusal = card.child("project_scheme_refusal")
    assert len(refusal.text()) < 400
    assert "L5" in refusal.toolTip()
    assert card.child("project_make").geometry().bottom() < card.child("new_project_dialog").card.height()


def test_choosing_no_file_changes_nothing(card):
    take_file(card, "")
    assert card.child("project_scheme").count() == 1
    assert not card.child("project_scheme_refusal").isVisible()


def test_the_same_file_twice_stands_in_the_list_once(card, tmp_path):
    (tmp_path / "klein.yaml").write_text(SMALL, "utf-8")
    for _ in range(2):
        take_file(card, tmp_path / "klein.yaml")
    assert card.child("project_scheme").count() == 2
    card.press(K.Key_Escape)
    card.press(K.Key_N, CTRL)
    assert card.child("project_scheme").currentIndex() == 0


def test_enter_makes_the_project_from_the_name_only_when_it_can(card, tmp_path):
    card.press(K.Key_Return)
    assert not list(tmp_path.glob("*.annotator"))
    assert card.child("new_project_dialog").isVisible()
    (tmp_path / "Taken.annotator").touch()
    card.type("Taken")
    card.press(K.Key_Return)
    assert "already is a file" in card.child("project_refusal").text()
    card.type(" not")
    card.child("project_scheme").setFocus()
    card.press(K.Key_Enter)
    assert card.window.projects.session.path == tmp_path / "Taken not.annotator"
