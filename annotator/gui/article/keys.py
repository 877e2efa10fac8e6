"""What the keys do where one labels. Everything the mouse can do is here too; other keys are left to the window.

Besides what they do in any article (see `caret_keys`; Tab stops at mentions, and letting go of Shift labels the
selection if a label is armed):

| keys | do |
| --- | --- |
| Alt+←, Alt+→ | the end of the selected mention or selection one grapheme left or right; with Shift its start |
| Delete, Backspace | ask to delete the selected mentions |
"""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from annotator.gui.article.caret_keys import CaretKeys, Chord, Command, is_sideways
from annotator.gui.article.selecting import Place, TextSelection
from annotator.model.errors import SpanError
from annotator.model.span import Edge

if TYPE_CHECKING:
    from annotator.gui.article.view import ArticleView

_NONE = Qt.KeyboardModifier.NoModifier
_ALT = Qt.KeyboardModifier.AltModifier
_EDGES: dict[Qt.KeyboardModifier, Edge] = {_ALT: "end", _ALT | Qt.KeyboardModifier.ShiftModifier: "start"}


class Keyboard(CaretKeys):
    """The keyboard's side of the view."""

    def __init__(self, view: "ArticleView") -> None:
        super().__init__(view)
        self._view = view

    def commands(self) -> dict[Chord, Command]:
        """The same as anywhere, and deleting."""
        deleting = {(key, _NONE): self._delete for key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)}
        return super().commands() | deleting

    def move_of(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> Command | None:
        """What a key does that moves caret or edges."""
        if is_sideways(key) and modifiers in _EDGES:
            return partial(self._move_edge, _EDGES[modifiers], key)
        return super().move_of(key, modifiers)

    def _move_edge(self, edge: Edge, key: Qt.Key) -> bool:
        view = self._view
        mention = view.marks.get(view.selected())
        span = mention.span if mention is not None else view.text_selection.span
        if span is None:
            return True
        offset = span.end if edge == "end" else span.start
        fragment = len(span.fragments) - 1 if edge == "end" else 0
        goes_on = (key == Qt.Key.Key_Right) != view.moves.is_rtl(Place(max(0, offset - (edge == "end"))))
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

    def _delete(self) -> bool:
        self._view.delete_requested.emit()
        return True
