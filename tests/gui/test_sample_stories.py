"""Somebody who has never seen the program opens the samples from the first page."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy

from annotator.assets import review_layers
from annotator.gui.modes import Mode
from annotator.model.annotation import Status
from annotator.model.change import Changes, Subject
from annotator.services.opening import REVIEW_FILE, REVIEW_TITLE
from annotator.services.session import Session
from tests.gui.conftest import Hand, MakeWindow

CTRL = Qt.KeyboardModifier.ControlModifier
K = Qt.Key

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

LINES = [json.loads(line) for path in review_layers() for line in path.read_text("utf-8").splitlines()]
LABELLED = sum(len(line["entities"]) + len(line["events"]) for line in LINES)


@pytest.fixture(autouse=True)
def documents_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("annotator.gui.projects.default_folder", lambda: tmp_path)
    monkeypatch.setattr("annotator.gui.dialogs.who.system_name", lambda: "")


def project(hand: Hand) -> Session:
    session = hand.window.projects.session
    assert session is not None
    return session


def layers(hand: Hand) -> dict[str, list[Status]]:
    """The states of everybody's layers, document by document."""
    there = project(hand).project
    found = {
        annotator.name: [there.layer(document, annotator.name) for document in there.document_ids()]
        for annotator in there.annotators()
    }
    return {name: [layer.status for layer in some if layer is not None] for name, some in found.items()}


def mentions(hand: Hand) -> int:
    there = project(hand).project
    names = [annotator.name for annotator in there.annotators()]
    return sum(len(there.contents(document, name).mentions) for document in there.document_ids() for name in names)


def test_somebody_new_reviews_the_sample(make_window: MakeWindow, tmp_path: Path) -> None:
    hand = make_window(annotator="")
    asked = QSignalSpy(hand.window.projects.review_requested)
    hand.press(K.Key_Down)
    assert hand.child("review_sample").hasFocus()
    hand.press(K.Key_Return)
    field = hand.child("annotator_name")
    hand.qtbot.waitUntil(field.hasFocus)
    hand.type("Zahra")
    hand.press(K.Key_Return)
    hand.settle()

    session = project(hand)
    assert (session.path, session.title) == (tmp_path / REVIEW_FILE, REVIEW_TITLE)
    assert session.annotator == "Zahra"
    done, started = Status.DONE, Status.STARTED
    assert layers(hand) == {"leila": [done] * 5, "mehdi": [done] * 5, "sara": [done, started, done, done]}
    assert mentions(hand) == LABELLED
    assert hand.labelled() == []  # Zahra labels nothing here: she reviews
    assert asked.count() == 1
    assert hand.window.modes.current is Mode.COMPARE
    assert hand.window.modes.isAncestorOf(hand.window.focusWidget())


def test_who_takes_their_time_to_say_a_name_reviews_too(make_window: MakeWindow) -> None:
    hand = make_window(annotator="")
    hand.press(K.Key_2, CTRL)
    hand.settle()
    hand.type("Zahra")
    hand.press(K.Key_Return)
    hand.settle()
    assert project(hand).annotator == "Zahra"
    assert hand.window.modes.current is Mode.COMPARE
    assert hand.window.modes.isAncestorOf(hand.window.focusWidget())


def test_once_more_it_is_the_same_project(make_window: MakeWindow, tmp_path: Path) -> None:
    hand = make_window()
    hand.press(K.Key_2, CTRL)
    hand.settle()
    first = layers(hand), mentions(hand)
    hand.press(K.Key_W, CTRL)
    assert hand.child("welcome").isVisible()

    asked = QSignalSpy(hand.window.projects.review_requested)
    hand.click(hand.child("review_sample"))
    hand.settle()
    assert (layers(hand), mentions(hand)) == first
    assert asked.count() == 1
    assert [path.name for path in tmp_path.glob("*.annotator")] == [REVIEW_FILE]
    hand.window.close()

    again = make_window()
    again.press(K.Key_2, CTRL)
    again.settle()
    assert (layers(again), mentions(again)) == first


def test_the_command_palette_knows_it_too(make_window: MakeWindow) -> None:
    hand = make_window()
    hand.press(K.Key_K, CTRL)
    hand.type("review the sample")
    hand.press(K.Key_Return)
    hand.settle()
    assert mentions(hand) == LABELLED


def test_nobody_is_sent_to_a_review_by_another_import(make_window: MakeWindow, tmp_path: Path) -> None:
    hand = make_window()
    asked = QSignalSpy(hand.window.projects.review_requested)
    hand.press(K.Key_1, CTRL)
    hand.settle()
    assert asked.count() == 0
    (tmp_path / "one.txt").write_text("Der Generalsekretär reiste nach Kasachstan.", "utf-8")
    hand.press(K.Key_2, CTRL)
    hand.settle()
    assert asked.count() == 1
    hand.drop(tmp_path / "one.txt")
    hand.settle()
    assert asked.count() == 1


def test_a_review_that_was_left_before_its_layers_came_is_not_asked_for(make_window: MakeWindow) -> None:
    hand = make_window()
    asked = QSignalSpy(hand.window.projects.review_requested)
    hand.window.projects.open_review_sample()
    hand.window.close_project()
    hand.window.projects.taken_in()
    assert asked.count() == 0


def test_undo_does_not_take_the_layers_of_others_unasked(make_window: MakeWindow) -> None:
    hand = make_window()
    hand.press(K.Key_2, CTRL)
    hand.settle()
    told: list[Changes] = []
    project(hand).subscribe(told.append)
    hand.view.setFocus()
    hand.undo()
    assert not any(changes.touches(Subject.MENTION) for changes in told)
    assert mentions(hand) == LABELLED
