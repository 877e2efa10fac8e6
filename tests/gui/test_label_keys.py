"""Which label a key means, on any layout."""

import sys

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from annotator.gui.label_keys import LabelKeys, completed
from annotator.model.scheme import Label, Scheme

NONE, SHIFT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
OFFSET = 0 if sys.platform in {"win32", "darwin"} else 8


@pytest.fixture
def keys() -> LabelKeys:
    labels = (
        Label("GPE", "entity", key="G"),
        Label("Meet", "event", key="2"),
        Label("Sign", "event", key="Shift+G"),
        Label("Head", "event", key="X", abstract=True),
    )
    return LabelKeys(Scheme("s", labels=labels))


def event(key: int, modifiers: Qt.KeyboardModifier = NONE, place: int = 0, *, repeats: bool = False) -> QKeyEvent:
    code = place + OFFSET if place else 0
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers, code, 0, 0, "", repeats)


@pytest.mark.parametrize(
    ("pressed", "label"),
    [
        (event(Qt.Key.Key_G), "GPE"),
        (event(Qt.Key.Key_G, SHIFT), "Sign"),
        (event(Qt.Key.Key_2), "Meet"),
        (event(Qt.Key.Key_2, Qt.KeyboardModifier.KeypadModifier), "Meet"),
        (event(0x644, NONE, 34), "GPE"),  # Arabic lam stands where G does
        (event(0x5E2, NONE, 34), "GPE"),  # Hebrew ayin
        (event(0x41F, SHIFT, 34), "Sign"),  # Russian Pe
        (event(0x6F2, NONE, 3), "Meet"),  # Persian two
        (event(Qt.Key.Key_Eacute, NONE, 3), "Meet"),  # French é stands on the key of 2
        (event(Qt.Key.Key_G, CTRL), None),
        (event(Qt.Key.Key_X), None),
        (event(Qt.Key.Key_Q), None),
        (event(Qt.Key.Key_G, repeats=True), None),
        (event(Qt.Key.Key_F5, NONE, 34), None),
        (event(0x644), None),  # no place known
    ],
)
@pytest.mark.skipif(sys.platform == "darwin", reason="macOS numbers keys otherwise")
def test_the_label_of_a_key(keys, pressed, label):
    assert keys.label_of(pressed) == label


def test_without_a_scheme_no_key_means_anything():
    assert LabelKeys(None).label_of(event(Qt.Key.Key_G)) is None


@pytest.mark.parametrize(
    ("given", "all_keys"),
    [
        (("V", "", "H", ""), ["V", "1", "H", "2"]),
        (("1", "", "shift+t"), ["1", "2", "Shift+T"]),
        (("",) * 40, [*"123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", *[""] * 5]),
    ],
)
def test_choices_without_a_key_get_the_first_free_ones(given, all_keys):
    assert completed(given) == all_keys
