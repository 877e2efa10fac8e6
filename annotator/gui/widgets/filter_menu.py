"""A menu of values to tick, for a filter."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from annotator.gui.widgets.buttons import ChoiceMenu


def menu_text(text: str) -> str:
    """Words of a menu entry: an ampersand is one, and not the mark of a key."""
    return text.replace("&", "&&")


class FilterMenu(ChoiceMenu):
    """Values to tick; nothing ticked means all.

    Signals:
        chosen: The ticked values, in the order of the menu.
    """

    chosen = Signal(tuple)

    def __init__(self, all_words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all_words = all_words
        self._values: dict[QAction, str] = {}
        self._everything: QAction | None = None

    def fill(self, entries: Iterable[tuple[str, str, int | None]], ticked: Sequence[str]) -> None:
        """Offer `(value, words, count)` anew; a count of `None` is not told."""
        self.clear()
        self._values.clear()
        self._everything = self.addAction(self._all_words, self._tick_everything)
        self._everything.setCheckable(True)
        self.addSeparator()
        for value, words, count in entries:
            told = "" if count is None else f"\t{count:,}"
            action = self.addAction(menu_text(words) + told, self._tick)
            action.setCheckable(True)
            action.setChecked(value in ticked)
            self._values[action] = value
        self._everything.setChecked(not self.ticked())

    def tick(self, values: Sequence[str]) -> None:
        """Tick these and no others; emits nothing."""
        for action, value in self._values.items():
            action.setChecked(value in values)
        if self._everything is not None:
            self._everything.setChecked(not self.ticked())

    def ticked(self) -> tuple[str, ...]:
        """The ticked values."""
        return tuple(value for action, value in self._values.items() if action.isChecked())

    def _tick(self) -> None:
        if self._everything is not None:
            self._everything.setChecked(not self.ticked())
        self.chosen.emit(self.ticked())

    def _tick_everything(self) -> None:
        self.tick(())
        self.chosen.emit(())
