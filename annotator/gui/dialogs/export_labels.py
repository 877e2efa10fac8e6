"""The page of the export card on which labels are chosen and given other names."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from annotator.gui.building import button, label, row
from annotator.gui.dialogs.export_label_tree import LabelTree
from annotator.gui.icons import icon
from annotator.gui.naming import number
from annotator.gui.theme import Theme
from annotator.gui.widgets import IconButton
from annotator.gui.widgets.themed import Themed


class LabelsPage(Themed, QWidget):
    """A search, the tree, and buttons for all of it.

    Attributes:
        tree: What is chosen.

    Signals:
        left: The person wants to go on with the other choices.
    """

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("export_labels_page")
        self._back = IconButton("arrow-left", self.tr("Back to the other choices"), object_name="export_labels_back")
        self._back.clicked.connect(self.left)
        self._count = label("", "micro", "export_labels_count")
        self._field = QLineEdit()
        self._field.setObjectName("export_labels_search")
        self._field.setAccessibleName(self.tr("Search labels"))
        self._field.setPlaceholderText(self.tr("Search labels"))
        self._field.setClearButtonEnabled(True)
        self._icon = self._field.addAction(icon("search", Theme().c("text3")), QLineEdit.ActionPosition.LeadingPosition)
        self.tree = LabelTree()
        self._field.textChanged.connect(self.tree.search)
        self.tree.changed.connect(self._say)
        every = button(self.tr("All"), "secondary", "export_labels_all", self.tr("Tick all labels shown"))
        none = button(self.tr("None"), "secondary", "export_labels_none", self.tr("Tick no label shown"))
        every.clicked.connect(self._tick_all)
        none.clicked.connect(self._tick_none)
        hint = label(self.tr("Space ticks, F2 gives another name"), "micro")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(row(self._back, label(self.tr("Labels"), "strong"), self._count, None))
        layout.addWidget(self._field)
        layout.addWidget(self.tree, 1)
        layout.addWidget(row(every, none, None, hint))

    def theme_changed(self) -> None:
        """Tint the icon."""
        self._icon.setIcon(icon("search", self.theme.c("text3")))

    def enter(self) -> None:
        """The person has come here."""
        self._field.clear()
        self._say()
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def summary(self) -> str:
        """`12 of 41, 3 renamed`: what is chosen, in words."""
        ticked, all_of_them = self.tree.counts
        words = self.tr("All {all}") if ticked == all_of_them else self.tr("{ticked} of {all}")
        said = words.format(ticked=number(ticked), all=number(all_of_them))
        renamed = len(self.tree.renames)
        return said + self.tr(", {count} renamed").format(count=number(renamed)) if renamed else said

    def why_not(self) -> str:
        """Why nothing can be exported so; empty if it can."""
        return "" if self.tree.counts[0] else self.tr("No label is chosen. Tick what is exported.")

    def _say(self) -> None:
        self._count.setText(self.summary())

    def _tick_all(self) -> None:
        self.tree.tick_all(Qt.CheckState.Checked)

    def _tick_none(self) -> None:
        self.tree.tick_all(Qt.CheckState.Unchecked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back, and does not close the card; Enter and Down go from the search to the tree."""
        is_plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        onward = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down)
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif self._field.hasFocus() and is_plain and event.key() in onward:
            self.tree.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)
