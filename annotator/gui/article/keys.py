"""What the keys do in the article. Everything the mouse can do is here too; other keys are left to the window.

| keys | do |
| --- | --- |
| ←, → | one grapheme back or on (→ goes back in a right-to-left paragraph); from a selection to its end |
| Ctrl+←, Ctrl+→ | one word |
| ↑, ↓ | one line, keeping x; Page Up, Page Down one screen |
| Alt+↑, Alt+↓ | one sentence |
| Ctrl+↑, Ctrl+↓ | one paragraph |
| Home, End | line; with Ctrl the text |
| Shift with any of these | stretches the selection; letting go of Shift labels it if a label is armed |
| Alt+←, Alt+→ | the end of the selected mention or selection one grapheme left or right; with Shift its start |
| Tab, Shift+Tab | next, previous mention in reading order |
| Ctrl+Tab, Esc Tab | leave the article; with Shift backward |
| Esc | clear the selection |
| Delete, Backspace | ask to delete the selected mentions |
| Ctrl+A, Ctrl+C | select all, copy the exact text |
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from annotator.gui.article.moves import Moves
from annotator.gui.article.selecting import Place, TextSelection
from annotator.model.errors import SpanError
from annotator.model.span import Edge

if TYPE_CHECKING:
    from annotator.gui.article.view import ArticleView

_K = Qt.Key
_NONE = Qt.KeyboardModifier.NoModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_IGNORED = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier

Chord = tuple[Qt.Key, Qt.KeyboardModifier]
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
_EDGES: dict[Qt.KeyboardModifier, Edge] = {_ALT: "end", _ALT | _SHIFT: "start"}


def _is_sideways(key: Qt.Key) -> bool:
    return key in (_K.Key_Left, _K.Key_Right)


class Keyboard:
    """The keyboard's side of the view."""

    def __init__(self, view: "ArticleView") -> None:
        self._view = view
        self._is_tab_leaving = False
        self._is_selecting = False
        self._commands: dict[Chord, Callable[[], bool]] = {
            (_K.Key_Tab, _NONE): self._next_mention,
            (_K.Key_Backtab, _NONE): self._previous_mention,
            (_K.Key_Tab, _CTRL): self._leave_forward,
            (_K.Key_Backtab, _CTRL): self._leave_backward,
            (_K.Key_Escape, _NONE): self._escape,
            (_K.Key_Delete, _NONE): self._delete,
            (_K.Key_Backspace, _NONE): self._delete,
            (_K.Key_A, _CTRL): self._select_all,
            (_K.Key_C, _CTRL): self._copy,
        }

    def wants(self, event: QKeyEvent) -> bool:
        """Whether a key is ours even if the window has a shortcut for it (asked before shortcuts are)."""
        key, modifiers = self._chord(event)
        if key == _K.Key_Escape:
            self._is_tab_leaving = not self._view.has_something_selected
            return not self._is_tab_leaving
        return self._move_of(key, modifiers) is not None or self._command_of(key, modifiers) is not None

    def _command_of(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> Callable[[], bool] | None:
        return self._commands.get((key, modifiers & ~_SHIFT if key == _K.Key_Backtab else modifiers))

    def _move_of(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> Callable[[], bool] | None:
        """What a key that moves caret or edges does."""
        plain = modifiers & ~_SHIFT
        extends = bool(modifiers & _SHIFT)
        if _is_sideways(key) and modifiers in _EDGES:
            return partial(self._move_edge, _EDGES[modifiers], key)
        if _is_sideways(key) and plain in _SIDEWAYS:
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
        command = self._move_of(key, modifiers) or self._command_of(key, modifiers)
        if command is None or key not in (_K.Key_Tab, _K.Key_Backtab, _K.Key_Escape):
            self._is_tab_leaving = False
        return command() if command is not None else False

    def release(self, event: QKeyEvent) -> None:
        """Letting go of Shift ends a selection made with it."""
        if event.key() == _K.Key_Shift and self._is_selecting and not event.isAutoRepeat():
            self._is_selecting = False
            self._view.finish_selecting()

    # moves

    def _go(self, move: Move, *, extends: bool) -> bool:
        self._put(move(self._view.moves, self._view.text_selection.caret), None, extends=extends)
        return True

    def _go_sideways(self, key: Qt.Key, plain: Qt.KeyboardModifier, *, extends: bool) -> bool:
        selection = self._view.text_selection
        start, end = selection.active
        goes_on = (key == _K.Key_Right) != self._view.moves.is_rtl(selection.caret)
        if not extends and start < end and plain == _NONE:
            self._put(Place(end if goes_on else start), None, extends=False)
            return True
        forward, backward = _SIDEWAYS[plain]
        return self._go(forward if goes_on else backward, extends=extends)

    def _go_vertically(self, key: Qt.Key, *, extends: bool) -> bool:
        moves, selection = self._view.moves, self._view.text_selection
        x = selection.column if selection.column is not None else moves.x_of(selection.caret)
        place = _VERTICAL[key](moves, selection.caret, x, self._view.page_distance())
        self._put(place, x, extends=extends)
        return True

    def _put(self, place: Place, column: float | None, *, extends: bool) -> None:
        selection = self._view.text_selection
        anchor = selection.anchor if extends else place.offset
        self._is_selecting = extends
        picked = selection.picked if extends else ()
        if not extends:
            self._view.select_mentions(())
        self._view.set_text_selection(TextSelection(place, anchor, picked, column))
        self._view.reveal_caret()

    # edges

    def _move_edge(self, edge: Edge, key: Qt.Key) -> bool:
        view = self._view
        mention = view.marks.get(view.selected())
        span = mention.span if mention is not None else view.text_selection.span
        if span is None:
            return True
        offset = span.end if edge == "end" else span.start
        fragment = len(span.fragments) - 1 if edge == "end" else 0
        goes_on = (key == _K.Key_Right) != view.moves.is_rtl(Place(max(0, offset - (edge == "end"))))
        moved = (view.moves.forward if goes_on else view.moves.backward)(Place(offset)).offset
        try:
            changed = span.with_edge(fragment, edge, moved)
        except SpanError:
            return True  # the last grapheme stays
        if changed == span:
            return True
        if mention is not None:
            view.span_change_requested.emit(mention.id, changed)
        else:
            view.set_text_selection(TextSelection.of(changed))
        return True

    # commands

    def _next_mention(self) -> bool:
        return self._walk(1)

    def _previous_mention(self) -> bool:
        return self._walk(-1)

    def _walk(self, steps: int) -> bool:
        view = self._view
        mention = None if self._is_tab_leaving else view.mention_beyond(steps)
        if mention is None:
            self._is_tab_leaving = False
            return view.leave(steps)
        view.choose(mention.id)
        view.reveal(mention.span)
        return True

    def _leave_forward(self) -> bool:
        return self._view.leave(1)

    def _leave_backward(self) -> bool:
        return self._view.leave(-1)

    def _escape(self) -> bool:
        if self._view.has_something_selected:
            self._view.clear_selection()
            return True
        self._is_tab_leaving = True
        return False

    def _delete(self) -> bool:
        self._view.delete_requested.emit()
        return True

    def _select_all(self) -> bool:
        self._view.select_all()
        return True

    def _copy(self) -> bool:
        self._view.copy()
        return True
