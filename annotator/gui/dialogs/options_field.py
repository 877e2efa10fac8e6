"""What can be chosen of a format: a list for each option, which takes any text where that is allowed."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from annotator.formats.interface import Option
from annotator.gui.building import row
from annotator.gui.widgets import plain_label, plain_tip
from annotator.gui.widgets.flow import Flow


class OptionsField(QWidget):
    """The options of one format, side by side in as many lines as they need."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("export_options")
        self._flow = Flow(self)
        self._chosen: dict[str, str] = {}
        self._parts: list[QWidget] = []

    def offer(self, options: Sequence[Option], values: Mapping[str, str] | None = None) -> None:
        """Show the options of a format, each at its value among `values` or at its usual one."""
        chosen = values or {}
        for part in self._parts:
            self._flow.removeWidget(part)
            part.deleteLater()
        self._parts = []
        self._chosen = {option.name: option.chosen(chosen) for option in options}
        for option in options:
            part = row(plain_label(option.title, "small"), self._list(option), 8, gap=6)
            self._parts.append(part)
            self._flow.addWidget(part)
            part.show()

    def _list(self, option: Option) -> QComboBox:
        made = QComboBox()
        for value, words in option.values:
            made.addItem(words, value)
        made.setObjectName(f"export_option_{option.name}")
        made.setAccessibleName(option.title)
        made.setEditable(bool(option.free))
        made.setToolTip(plain_tip(option.free))
        place = made.findData(self._chosen[option.name])
        made.setCurrentIndex(max(place, 0))
        if place < 0:
            made.setEditText(self._chosen[option.name])
        made.currentTextChanged.connect(partial(self._choose, option.name, made))
        return made

    def _choose(self, name: str, among: QComboBox, words: str) -> None:
        place = among.findText(words)
        self._chosen[name] = among.itemData(place) if place >= 0 else words
        self.changed.emit()

    def choices(self) -> dict[str, str]:
        """The values by the options' names."""
        return dict(self._chosen)
