"""What the keys do in the article. Everything the mouse can do is here too; other keys are left to the window.

| keys | do |
| --- | --- |
| ←, → | one grapheme back or on; in a right-to-left paragraph → goes back. Not stretching, they first go to the selection's end |
| Ctrl+←, Ctrl+→ | one word |
| ↑, ↓ | one line, keeping x; Page Up, Page Down one screen |
| Alt+↑, Alt+↓ | one sentence |
| Ctrl+↑, Ctrl+↓ | one paragraph |
| Home, End | line; with Ctrl the text |
| Shift with any of these | stretches the selection; letting go of Shift labels it if a label is armed |
| Alt+←, Alt+→ | the end of the selected mention (or of the selection) one grapheme left or right; with Shift its start |
| Tab, Shift+Tab | next, previous mention in reading order; Ctrl+Tab, or Esc and then Tab, leave the article |
| Esc | clear the selection |
| Delete, Backspace | ask to delete the selected mentions |
| Ctrl+A, Ctrl+C | select all, copy the exact text |
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

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
Move = Callable[[Place], Place]


class Keyboard:
    """The keyboard's side of the view."""

    def __init__(self, view: "ArticleView") -> None:
        self._view = view
        self._is_tab_leaving = False
        self._is_selecting = False
        self._moves: dict[Chord, Move] = {
            (_K.Key_Left, _NONE): self._left,
            (_K.Key_Right, _NONE): self._right,
            (_K.Key_Left, _CTRL): self._word_left,
            (_K.Key_Right, _CTRL): self._word_right,
            (_K.Key_Up, _ALT): self._sentence_up,
            (_K.Key_Down, _ALT): self._sentence_down,
            (_K.Key_Up, _CTRL): self._paragraph_up,
            (_K.Key_Down, _CTRL): self._paragraph_down,
            (_K.Key_Home, _NONE): self._line_start,
            (_K.Key_End, _NONE): self._line_end,
            (_K.Key_Home, _CTRL): self._document_start,
            (_K.Key_End, _CTRL): self._document_end,
        }
        self._vertical: dict[Qt.Key, Callable[[Place, float], Place]] = {
            _K.Key_Up: self._line_up,
            _K.Key_Down: self._line_down,
            _K.Key_PageUp: self._page_up,
            _K.Key_PageDown: self._page_down,
        }
        self._edges: dict[Chord, tuple[Edge, Qt.Key]] = {
            (_K.Key_Left, _ALT): ("end", _K.Key_Left),
            (_K.Key_Right, _ALT): ("end", _K.Key_Right),
            (_K.Key_Left, _ALT | _SHIFT): ("start", _K.Key_Left),
            (_K.Key_Right, _ALT | _SHIFT): ("start", _K.Key_Right),
        }
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
        plain = modifiers & ~_SHIFT
        is_move = (key, plain) in self._moves or (key in self._vertical and plain == _NONE)
        command = (key, plain) if key == _K.Key_Backtab else (key, modifiers)
        return is_move or command in self._commands or (key, modifiers) in self._edges

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
        plain = modifiers & ~_SHIFT
        if (key, modifiers) in self._edges:
            return self._move_edge(*self._edges[key, modifiers])
        if (key, plain) in self._moves:
            return self._go(key, plain, extends=bool(modifiers & _SHIFT))
        if key in self._vertical and plain == _NONE:
            return self._go_vertically(key, extends=bool(modifiers & _SHIFT))
        command = self._commands.get((key, plain) if key == _K.Key_Backtab else (key, modifiers))
        if command is None or key not in (_K.Key_Tab, _K.Key_Backtab, _K.Key_Escape):
            self._is_tab_leaving = False
        return command() if command is not None else False

    def release(self, event: QKeyEvent) -> None:
        """Letting go of Shift ends a selection made with it."""
        if event.key() == _K.Key_Shift and self._is_selecting and not event.isAutoRepeat():
            self._is_selecting = False
            self._view.finish_selecting()

    # moves

    def _go(self, key: Qt.Key, plain: Qt.KeyboardModifier, *, extends: bool) -> bool:
        selection = self._view.text_selection
        start, end = selection.active
        if not extends and start < end and plain == _NONE and key in (_K.Key_Left, _K.Key_Right):
            goes_on = (key == _K.Key_Right) != self._view.moves.is_rtl(selection.caret)
            self._put(Place(end if goes_on else start), None, extends=False)
        else:
            self._put(self._moves[key, plain](selection.caret), None, extends=extends)
        return True

    def _go_vertically(self, key: Qt.Key, *, extends: bool) -> bool:
        selection = self._view.text_selection
        x = selection.column if selection.column is not None else self._view.moves.x_of(selection.caret)
        self._put(self._vertical[key](selection.caret, x), x, extends=extends)
        return True

    def _put(self, place: Place, column: float | None, *, extends: bool) -> None:
        selection = self._view.text_selection
        anchor = selection.anchor if extends else place.offset
        self._is_selecting = extends
        picked = selection.picked if extends else ()
        self._view.set_text_selection(TextSelection(place, anchor, picked, column))
        self._view.reveal_caret()

    def _by_direction(self, place: Place, *, forward: Move, backward: Move, rightward: bool) -> Place:
        return (forward if rightward != self._view.moves.is_rtl(place) else backward)(place)

    def _left(self, place: Place) -> Place:
        moves = self._view.moves
        return self._by_direction(place, forward=moves.forward, backward=moves.backward, rightward=False)

    def _right(self, place: Place) -> Place:
        moves = self._view.moves
        return self._by_direction(place, forward=moves.forward, backward=moves.backward, rightward=True)

    def _word_left(self, place: Place) -> Place:
        moves = self._view.moves
        return self._by_direction(place, forward=moves.word_forward, backward=moves.word_backward, rightward=False)

    def _word_right(self, place: Place) -> Place:
        moves = self._view.moves
        return self._by_direction(place, forward=moves.word_forward, backward=moves.word_backward, rightward=True)

    def _sentence_up(self, place: Place) -> Place:
        return self._view.moves.sentence_backward(place)

    def _sentence_down(self, place: Place) -> Place:
        return self._view.moves.sentence_forward(place)

    def _paragraph_up(self, place: Place) -> Place:
        return self._view.moves.paragraph_backward(place)

    def _paragraph_down(self, place: Place) -> Place:
        return self._view.moves.paragraph_forward(place)

    def _line_start(self, place: Place) -> Place:
        return self._view.moves.line_start(place)

    def _line_end(self, place: Place) -> Place:
        return self._view.moves.line_end(place)

    def _document_start(self, place: Place) -> Place:
        return self._view.moves.document_start(place)

    def _document_end(self, place: Place) -> Place:
        return self._view.moves.document_end(place)

    def _line_up(self, place: Place, x: float) -> Place:
        return self._view.moves.line_up(place, x)

    def _line_down(self, place: Place, x: float) -> Place:
        return self._view.moves.line_down(place, x)

    def _page_up(self, place: Place, x: float) -> Place:
        return self._view.moves.page(place, x, -self._view.page_distance())

    def _page_down(self, place: Place, x: float) -> Place:
        return self._view.moves.page(place, x, self._view.page_distance())

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
