"""Which label, role or value a key press means.

Their keys are Latin letters and digits, but the person may type on an Arabic, Hebrew, Persian or Russian layout; then
the key's *place* on the board counts: what stands there on a US keyboard. Places are known on Linux and Windows, which
number the main block alike (evdev codes, also set 1 of the PC scan codes; X11 and Wayland add 8).
"""

import sys
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from annotator.model.scheme import Scheme

_ROWS = {2: "1234567890", 16: "QWERTYUIOP", 30: "ASDFGHJKL", 44: "ZXCVBNM"}
_PLACES: Mapping[int, str] = {first + i: key for first, keys in _ROWS.items() for i, key in enumerate(keys)}
_X11_OFFSET = 8
_FREE = "123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

_SHIFT = Qt.KeyboardModifier.ShiftModifier
_IGNORED = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier


class LabelKeys:
    """The keys of one scheme's labels."""

    def __init__(self, scheme: Scheme | None) -> None:
        labels = scheme.labels if scheme else ()
        self._labels = {_normal(label.key): label.name for label in labels if label.key and not label.abstract}

    @property
    def taken(self) -> frozenset[str]:
        """All keys of labels, as portable sequences."""
        return frozenset(self._labels)

    def label_of(self, event: QKeyEvent) -> str | None:
        """Full name of the label whose key was pressed, or `None`; keys held down do not repeat."""
        return None if event.isAutoRepeat() else self._labels.get(pressed_chord(event))


def pressed_chord(event: QKeyEvent) -> str:
    """A letter or digit as schemes write it, with Shift if that is held (`V`, `Shift+T`); empty for any other key."""
    modifiers = event.modifiers() & ~_IGNORED
    key = "" if modifiers & ~_SHIFT else pressed_key(event)
    return f"Shift+{key}" if key and modifiers & _SHIFT else key


def completed(keys: Sequence[str]) -> list[str]:
    """The keys of several choices, where those that the scheme gives none get the first free digit or letter."""
    given = [_normal(key) for key in keys]
    free = [key for key in _FREE if key not in given]
    return [key or (free.pop(0) if free else "") for key in given]


def pressed_key(event: QKeyEvent) -> str:
    """`A`–`Z` or `0`–`9`, by the layout if it has such letters there, else by the key's place; empty for others."""
    key = event.key()
    shifted_digit = bool(event.modifiers() & _SHIFT) and not _is_letter(key)
    if not shifted_digit and (_is_letter(key) or _is_digit(key)):
        return chr(key)
    code = event.nativeScanCode()
    if sys.platform not in {"win32", "darwin"}:
        code -= _X11_OFFSET
    is_character = key < Qt.Key.Key_Escape
    return _PLACES.get(code, "") if is_character and event.nativeScanCode() else ""


def _is_letter(key: int) -> bool:
    return Qt.Key.Key_A <= key <= Qt.Key.Key_Z


def _is_digit(key: int) -> bool:
    return Qt.Key.Key_0 <= key <= Qt.Key.Key_9


def _normal(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)
