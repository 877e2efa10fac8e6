"""Three people's layers compared: beside a window, and in one."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.gui.compare.corpus import Corpus
from annotator.gui.modes import Mode
from annotator.gui.tasks import Tasks
from annotator.model.ids import AnnotatorName
from annotator.services.session import Session
from tests.gui.conftest import Hand, MakeWindow

LEILA, MEHDI, SARA = map(AnnotatorName, ("leila", "mehdi", "sara"))
BOTH = (LEILA, MEHDI)


@pytest.fixture
def reviewing(review_path: Path) -> Iterator[Session]:
    """Leila at work on that copy."""
    with Session.open(review_path, LEILA) as session:
        yield session


@pytest.fixture
def corpus(qapp: QApplication, qtbot: QtBot, reviewing: Session) -> Iterator[Corpus]:
    """Leila and Mehdi compared, all documents counted."""
    tasks = Tasks()
    made = Corpus(tasks, tasks)
    made.set_session(reviewing)
    settle(qtbot, made)
    yield made
    tasks.stop()
    tasks.deleteLater()


def settle(qtbot: QtBot, corpus: Corpus) -> None:
    """Wait until nothing is counted or listed any more."""
    qtbot.waitUntil(lambda: not (corpus.is_counting or corpus.is_listing), timeout=20_000)


@pytest.fixture
def open_compare(make_window: MakeWindow) -> Callable[..., Hand]:
    """Opens a window on a project in the mode Compare."""

    def open_it(path: Path, **options: object) -> Hand:
        hand = make_window(**options)
        assert hand.window.projects.open(path) or hand.window.projects.open_for_reading(path)
        hand.settle()
        hand.window.commands.run("mode_compare")
        hand.settle()
        hand.qtbot.waitUntil(lambda: hand.window.modes.page(Mode.COMPARE) is not None)
        return hand

    return open_it


@pytest.fixture
def comparing(open_compare: Callable[..., Hand], review_path: Path) -> Hand:
    """Leila in the mode Compare, the Arabic document of 24 differences shown."""
    return open_compare(review_path)
