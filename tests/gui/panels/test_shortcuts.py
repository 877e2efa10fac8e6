"""The sheet of shortcuts in windows of all sizes, in both directions."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea

K = Qt.Key


@pytest.mark.parametrize("tag", ["", "ar"])
@pytest.mark.parametrize("size", [(800, 560), (1440, 900)])
def test_no_key_is_cut_off(make_window, size, tag):
    hand = make_window(size=size)
    hand.window.preferences.change(interface_language=tag)
    hand.press(K.Key_F1, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    sheet = hand.child("shortcuts_sheet")
    assert isinstance(sheet, QScrollArea)
    assert sheet.horizontalScrollBar().maximum() == 0
    caps = [label for label in sheet.findChildren(QLabel) if label.property("kind") == "keycap"]
    assert {"Ctrl", "drag", "wheel"} <= {cap.text() for cap in caps}
    assert [cap.text() for cap in caps if cap.width() < cap.sizeHint().width()] == []


def test_it_follows_the_windows_size(make_window):
    hand = make_window(size=(1440, 900))
    hand.press(K.Key_F1, Qt.KeyboardModifier.ControlModifier)
    wide = hand.child("shortcuts_sheet").widget().height()
    hand.window.resize(800, 560)
    QApplication.processEvents()
    QApplication.processEvents()
    sheet = hand.child("shortcuts_sheet")
    assert sheet.widget().height() > wide
    assert sheet.horizontalScrollBar().maximum() == 0
