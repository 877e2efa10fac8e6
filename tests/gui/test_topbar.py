"""The top bar gives way step by step in a narrow window."""

from itertools import pairwise

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotator.gui.actions import Actions
from annotator.gui.building import chrome
from annotator.gui.theme import Theme
from annotator.gui.topbar import TopBar
from annotator.model.annotation import Status


@pytest.fixture
def bar(qtbot: QtBot) -> TopBar:
    window, area = QWidget(), QWidget()
    made = TopBar(Actions(window, area), Theme())
    for widget in (chrome(window), area, made):
        qtbot.addWidget(widget)
    made.show_annotators("Maximiliane Oberhuber", ())
    made.show_status(Status.STARTED, editable=True)
    return made


@pytest.mark.parametrize("width", [1440, 1280, 1024, 800])
def test_no_part_covers_another(bar: TopBar, width: int) -> None:
    bar.resize(width, 48)
    bar.show()
    QApplication.processEvents()
    names = ("menus", "command_field", "mark_done", "annotator_button")
    parts = [bar.findChild(QWidget, name) for name in names]
    edges = [(part.mapTo(bar, part.rect().topLeft()).x(), part.width()) for part in parts if part is not None]
    assert len(edges) == 4
    for (left, wide), (following, _) in pairwise(edges):
        assert left + wide <= following
    assert edges[-1][0] + edges[-1][1] <= width


def test_the_window_can_become_as_narrow_as_before(bar: TopBar) -> None:
    bar.resize(1440, 48)
    assert bar.minimumSizeHint().width() <= 800
