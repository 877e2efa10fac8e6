"""Widgets beside each other, in as many lines as they need."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from annotator.gui.widgets import Flow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@pytest.fixture
def flow(qtbot: QtBot) -> tuple[QWidget, list[QLabel]]:
    """Five boxes of 50 × 20 in a widget of 120 pixels."""
    parent = QWidget()
    qtbot.addWidget(parent)
    layout = Flow(parent)
    boxes = [QLabel() for _ in range(5)]
    for box in boxes:
        box.setFixedSize(50, 20)
        layout.addWidget(box)
    parent.resize(120, 100)
    parent.show()
    layout.activate()
    return parent, boxes


def places(boxes: list[QLabel]) -> list[tuple[int, int]]:
    return [(box.x(), box.y()) for box in boxes]


def test_lines_break_where_room_ends(flow: tuple[QWidget, list[QLabel]]) -> None:
    _parent, boxes = flow
    assert places(boxes) == [(0, 0), (54, 0), (0, 24), (54, 24), (0, 48)]


def test_lines_begin_where_the_interface_does(flow: tuple[QWidget, list[QLabel]]) -> None:
    parent, boxes = flow
    parent.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    layout = parent.layout()
    assert layout is not None
    layout.activate()
    assert places(boxes)[:3] == [(70, 0), (16, 0), (70, 24)]


def test_what_is_hidden_takes_no_room(flow: tuple[QWidget, list[QLabel]]) -> None:
    parent, boxes = flow
    boxes[1].hide()
    boxes[2].hide()
    layout = parent.layout()
    assert layout is not None
    layout.activate()
    assert places([boxes[0], boxes[3], boxes[4]]) == [(0, 0), (54, 0), (0, 24)]
    assert layout.heightForWidth(120) == 44
    assert layout.heightForWidth(400) == 20
