"""A theme on the whole program."""

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot

from annotator.gui.look import Look
from annotator.gui.theme import Mode, contrast


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_edge_of_an_empty_box_to_tick_is_seen_on_a_card(qapp: QApplication, qtbot: QtBot, mode: Mode) -> None:
    look = Look(qapp, mode)
    look.put_on()
    try:
        box = QCheckBox("Take it")
        qtbot.addWidget(box)
        image = box.grab().toImage()
        edge = [image.pixelColor(x, image.height() // 2) for x in range(16)]
        assert max(contrast(color, look.theme.c("raised")) for color in edge) >= 3
    finally:
        look.deleteLater()
        qapp.setStyleSheet("")
        qapp.styleHints().unsetColorScheme()
