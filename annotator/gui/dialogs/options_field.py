"""What can be chosen of a format: a list for each option, which takes any text where that is allowed."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from annotator.formats.interface import Option
from annotator.gui.dialogs.field_rows import field_row, list_field, widen
from annotator.gui.widgets import plain_tip


class OptionsField(QWidget):
    """The options of one format, below each other.

    Signals:
        changed: Another value of one.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("export_options")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self._options: tuple[Option, ...] = ()
        self._lists: dict[str, QComboBox] = {}
        self._rows: list[QWidget] = []

    def offer(self, options: Sequence[Option], values: Mapping[str, str]) -> None:
        """Show the options of a format, each at its value among `values` or at its usual one."""
        if tuple(options) != self._options:
            self._build(options)
        for option in options:
            _show(self._lists[option.name], option, option.chosen(values))
        self.setVisible(bool(options))

    def _build(self, options: Sequence[Option]) -> None:
        for old in self._rows:
            self._layout.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._options = tuple(options)
        self._lists = {option.name: self._list(option) for option in options}
        self._rows = [field_row(option.title, self._lists[option.name]) for option in options]
        for made in self._rows:
            self._layout.addWidget(made)

    def _list(self, option: Option) -> QComboBox:
        made = list_field(f"export_option_{option.name}", option.title)
        for value, words in option.values:
            made.addItem(words, value)
        made.setEditable(bool(option.free))
        made.currentTextChanged.connect(partial(self._on_change, made, option.free))
        widen(made)
        return made

    def _on_change(self, among: QComboBox, free: str, words: str) -> None:
        among.setToolTip(plain_tip(free or words))
        self.changed.emit()

    def choices(self) -> dict[str, str]:
        """The values that are not the usual ones, by the options' names."""
        values = {option.name: _value(self._lists[option.name]) for option in self._options}
        return {option.name: values[option.name] for option in self._options if values[option.name] != option.usual}

    def first_change(self, before: Mapping[str, str], after: Mapping[str, str]) -> QWidget | None:
        """The list of the first option that has another value."""
        names = (option.name for option in self._options if before.get(option.name) != after.get(option.name))
        name = next(names, None)
        return None if name is None else self._lists[name]


def _value(among: QComboBox) -> str:
    place = among.findText(among.currentText())
    return str(among.itemData(place)) if place >= 0 else among.currentText()


def _show(among: QComboBox, option: Option, value: str) -> None:
    among.blockSignals(True)
    place = among.findData(value)
    if place >= 0:
        among.setCurrentIndex(place)
    elif option.free:
        among.setEditText(value)
    among.setToolTip(plain_tip(option.free or among.currentText()))
    among.blockSignals(False)
