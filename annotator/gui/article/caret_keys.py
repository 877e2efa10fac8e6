"""What the keys do in an article that one reads; other keys are left to the window.

| keys | do |
| --- | --- |
| ←, → | one grapheme back or on (→ goes back in a right-to-left paragraph); from a selection to its end |
| Ctrl+←, Ctrl+→ | one word |
| ↑, ↓ | one line, keeping x; Page Up, Page Down one screen |
| Alt+↑, Alt+↓ | one sentence |
| Ctrl+↑, Ctrl+↓ | one paragraph |
| Home, End | line; with Ctrl the text |
| Shift with any of these | stretches the selection; letting go of Shift completes it |
| Tab, Shift+Tab | the next, previous thing to stop at |
| Ctrl+Tab, Esc Tab | leave the article; with Shift backward |
| Esc | clear the selection |
| Ctrl+A, Ctrl+C | select all, copy the exact text |
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from annotator.gui.article.moves import Moves
from annotator.gui.article.selecting import Place, TextSelection

if TYPE_CHECKING:
    from annotator.gui.article.text_canvas import TextCanvas

_K = Qt.Key
_NONE = Qt.KeyboardModifier.NoModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_IGNORED = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier

Chord = tuple[Qt.Key, Qt.KeyboardModifier]
Command = Callable[[], bool]
"""Does what a key means; returns whether it was ours."""
Move = Callable[[Moves, Place], Place]

_SIDEWAYS: dict[Qt.KeyboardModifier, tuple[Move, Move]] = {
    _NONE: (Moves.forward, Moves.backward),
    _CTRL: (Moves.word_forward, Moves.word_backward),
}
"""Left and right, which the paragraph's direction makes forward and backward."""

_MOVES: dict[Chord, Move] = {
    (_K.Key_Up, _ALT): Moves.sentence_backward,
    (_K.Key_Down, _ALT): Moves.sentence_forward,
    (_K.Key_Up, _CTRL): Moves.paragraph_backward,
    (_K.Key_Down, _CTRL): Moves.paragraph_forward,
    (_K.Key_Home, _NONE): Moves.line_start,
    (_K.Key_End, _NONE): Moves.line_end,
    (_K.Key_Home, _CTRL): Moves.document_start,
    (_K.Key_End, _CTRL): Moves.document_end,
}
_VERTICAL: dict[Qt.Key, Callable[[Moves, Place, float, int], Place]] = {
    _K.Key_Up: Moves.line_up,
    _K.Key_Down: Moves.line_down,
    _K.Key_PageUp: Moves.page_up,
    _K.Key_PageDown: Moves.page_down,
}


def is_sideways(key: Qt.Key) -> bool:
    """Whether it is the left or the right arrow."""
    return key in (_K.Key_Left, _K.Key_Right)


class CaretKeys:
    """The keyboard's side of a canvas."""

    def __init__(self, canvas: "TextCanvas") -> None:
        self._canvas = canvas
        self._is_tab_leaving = False
        self._is_selecting = False
        self._commands = self.commands()

    def commands(self) -> dict[Chord, Command]:
        """What keys do that do not move the caret."""
        return {
            (_K.Key_Tab, _NONE): self._walk_on,
            (_K.Key_Backtab, _NONE): self._walk_back,
            (_K.Key_Tab, _CTRL): self._leave_forward,
            (_K.Key_Backtab, _CTRL): self._leave_backward,
            (_K.Key_Escape, _NONE): self._escape,
            (_K.Key_A, _CTRL): self._select_all,
            (_K.Key_C, _CTRL): self._copy,
        }

    def wants(self, event: QKeyEvent) -> bool:
        """Whether a key is ours even if the window has a shortcut for it (asked before shortcuts are)."""
        key, modifiers = self._chord(event)
        if key == _K.Key_Escape:
            self._is_tab_leaving = not self._canvas.has_something_selected
            return not self._is_tab_leaving
        return self.move_of(key, modifiers) is not None or self._command_of(key, modifiers) is not None

    def _command_of(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> Command | None:
        return self._commands.get((key, modifiers & ~_SHIFT if key == _K.Key_Backtab else modifiers))

    def move_of(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> Command | None:
        """What a key does that moves the caret."""
        plain = modifiers & ~_SHIFT
        extends = bool(modifiers & _SHIFT)
        if is_sideways(key) and plain in _SIDEWAYS:
            return partial(self._go_sideways, key, plain, extends=extends)
        if (key, plain) in _MOVES:
            return partial(self._go, _MOVES[key, plain], extends=extends)
        if key in _VERTICAL and plain == _NONE:
            return partial(self._go_vertically, key, extends=extends)
        return None

    @staticmethod
    def _chord(event: QKeyEvent) -> Chord:
        key = Qt.Key(event.key())
        modifiers = event.modifiers() & ~_IGNORED
        if key == _K.Key_Tab and modifiers & _SHIFT:
            key = _K.Key_Backtab
        return key, modifiers

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key means; returns whether it was ours."""
        key, modifiers = self._chord(event)
        if key in (_K.Key_Shift, _K.Key_Control, _K.Key_Alt):
            return False
        command = self.move_of(key, modifiers) or self._command_of(key, modifiers)
        if command is None or key not in (_K.Key_Tab, _K.Key_Backtab, _K.Key_Escape):
            self._is_tab_leaving = False
        return command() if command is not None else False

    def release(self, event: QKeyEvent) -> None:
        """Letting go of Shift ends a selection made with it."""
        if event.key() == _K.Key_Shift and self._is_selecting and not event.isAutoRepeat():
            self._is_selecting = False
            self._canvas.finish_selecting()

    # moves

    def _go(self, move: Move, *, extends: bool) -> bool:
        self._put(move(self._canvas.moves, self._canvas.text_selection.caret), None, extends=extends)
        return True

    def _go_sideways(self, key: Qt.Key, plain: Qt.KeyboardModifier, *, extends: bool) -> bool:
        selection = self._canvas.text_selection
        start, end = selection.active
        goes_on = (key == _K.Key_Right) != self._canvas.moves.is_rtl(selection.caret)
        if not extends and start < end and plain == _NONE:
            self._put(Place(end if goes_on else start), None, extends=False)
            return True
        forward, backward = _SIDEWAYS[plain]
        return self._go(forward if goes_on else backward, extends=extends)

    def _go_vertically(self, key: Qt.Key, *, extends: bool) -> bool:
        moves, selection = self._canvas.moves, self._canvas.text_selection
        x = selection.column if selection.column is not None else moves.x_of(selection.caret)
        place = _VERTICAL[key](moves, selection.caret, x, self._canvas.page_distance())
        self._put(place, x, extends=extends)
        return True

    def _put(self, place: Place, column: float | None, *, extends: bool) -> None:
        selection = self._canvas.text_selection
        anchor = selection.anchor if extends else place.offset
        self._is_selecting = extends
        picked = selection.picked if extends else ()
        if not extends:
            self._canvas.caret_takes_over()
        self._canvas.set_text_selection(TextSelection(place, anchor, picked, column))
        self._canvas.reveal_caret()

    # commands

    def _walk_on(self) -> bool:
        return self._walk(1)

    def _walk_back(self) -> bool:
        return self._walk(-1)

    def _walk(self, steps: int) -> bool:
        if not self._is_tab_leaving and self._canvas.walk(steps):
            return True
        self._is_tab_leaving = False
        return self._canvas.leave(steps)

    def _leave_forward(self) -> bool:
        return self._canvas.leave(1)

    def _leave_backward(self) -> bool:
        return self._canvas.leave(-1)

    def _escape(self) -> bool:
        if self._canvas.has_something_selected:
            self._canvas.clear_selection()
            return True
        self._is_tab_leaving = True
        return False

    def _select_all(self) -> bool:
        self._canvas.select_all()
        return True

    def _copy(self) -> bool:
        self._canvas.copy()
        return True
