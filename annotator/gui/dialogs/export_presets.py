"""Choices of what to export that the project keeps under names: one is taken, saved or deleted at the card's head."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QWidget

from annotator.gui.building import button, row
from annotator.gui.dialogs.field_rows import list_field, widen
from annotator.gui.widgets import plain_label
from annotator.services.exports.choice import ExportChoice
from annotator.services.exports.presets import LONGEST, Preset

_LIST_WIDTH = 190
_LIST, _NAME = range(2)


class PresetBar(QWidget):
    """The list of presets, and the field for the name of a new one.

    Signals:
        taken: The `Preset` that was chosen.
        save_wanted: The name under which to keep what is chosen now.
        delete_wanted: The name of the preset to delete.
    """

    taken = Signal(object)
    save_wanted = Signal(str)
    delete_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("export_presets")
        self._presets: dict[str, Preset] = {}
        self._last = ""
        self._shown: ExportChoice | None = None
        self._may_save = False
        self._pages = QStackedWidget()
        self._pages.addWidget(self._build_list())
        self._pages.addWidget(self._build_name())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)

    def _build_list(self) -> QWidget:
        self._list = list_field("export_preset", self.tr("Preset"))
        self._list.setFixedWidth(_LIST_WIDTH)
        self._list.activated.connect(self._take)
        self._save = button(self.tr("Save as…"), "secondary", "export_preset_save", self.tr("Save as a preset"))
        self._save.clicked.connect(self._ask_name)
        self._delete = button(self.tr("Delete"), "secondary", "export_preset_delete", self.tr("Delete the preset"))
        self._delete.clicked.connect(self._ask_delete)
        return row(None, plain_label(self.tr("Preset"), "small"), self._list, self._save, self._delete)

    def _build_name(self) -> QWidget:
        self._name = QLineEdit()
        self._name.setObjectName("export_preset_name")
        self._name.setAccessibleName(self.tr("Name of the preset"))
        self._name.setPlaceholderText(self.tr("Name of the preset"))
        self._name.setMaxLength(LONGEST)
        self._name.setFixedWidth(_LIST_WIDTH)
        self._name.textChanged.connect(self._on_name)
        self._keep = button(self.tr("Save"), "secondary", "export_preset_keep", self.tr("Save the preset"))
        self._keep.clicked.connect(self._save_name)
        leave = button(self.tr("Cancel"), "secondary", "export_preset_leave", self.tr("Save no preset"))
        leave.clicked.connect(self._leave)
        return row(None, plain_label(self.tr("Preset"), "small"), self._name, self._keep, leave)

    # -- showing

    def offer(self, presets: Sequence[Preset], current: str, *, may_save: bool) -> None:
        """What there is; `current` is the name of the one that was just taken, saved or deleted."""
        self._presets = {preset.name: preset for preset in presets}
        self._last, self._shown, self._may_save = current, None, may_save
        self._list.clear()
        self._list.addItem(self.tr("None"), "")
        for name in self._presets:
            self._list.addItem(name, name)
        widen(self._list)
        self._list.setEnabled(bool(self._presets))
        self._save.setEnabled(may_save)
        self._pages.setCurrentIndex(_LIST)

    def took(self, choice: ExportChoice) -> None:
        """What the preset that was just taken or saved looks like in the fields."""
        self._shown = choice
        self.show_choice(choice)

    def show_choice(self, choice: ExportChoice) -> None:
        """Say which preset a choice is, if it is one."""
        is_last = self._last in self._presets and choice == self._shown
        name = (
            self._last if is_last else next((name for name, kept in self._presets.items() if kept.choice == choice), "")
        )
        self._list.setCurrentIndex(self._list.findData(name))
        self._delete.setEnabled(bool(name) and self._may_save)

    # -- acting

    def _take(self) -> None:
        name = self._list.currentData()
        if name:
            self._last = name
            self.taken.emit(self._presets[name])

    def _ask_name(self) -> None:
        self._name.setText(self._last)
        self._name.selectAll()
        self._pages.setCurrentIndex(_NAME)
        self._on_name()
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_name(self) -> None:
        name = self._name.text().strip()
        self._keep.setEnabled(bool(name))
        self._keep.setText(self.tr("Replace") if name in self._presets else self.tr("Save"))

    def _save_name(self) -> None:
        self.save_wanted.emit(self._name.text().strip())

    def _ask_delete(self) -> None:
        self.delete_wanted.emit(self._list.currentData())

    def _leave(self) -> None:
        self._pages.setCurrentIndex(_LIST)
        self._save.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_list(self) -> None:
        """Give the keyboard to the list, or where there is nothing in it to what would save."""
        (self._list if self._list.isEnabled() else self._save).setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """While a name is typed Enter saves under it and Escape does not, and neither means the card."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        is_plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if self._name.hasFocus() and event.key() == Qt.Key.Key_Escape:
            self._leave()
        elif self._name.hasFocus() and is_enter and is_plain:
            self._keep.click()
        else:
            super().keyPressEvent(event)
