"""What all forms of the editor are: captions beside fields, and one edit that says all that the person changed."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from annotator.gui.scheme.fields import CAPTION
from annotator.gui.scheme.tree import Sort
from annotator.gui.widgets import plain_label
from annotator.services.schemes.edits import Edit


@dataclass(frozen=True)
class Ask:
    """An edit that the person has in mind; nothing is written yet.

    Attributes:
        title: The edit in words.
        shows: What to show when it is done: sort and name of a row of the tree.
    """

    title: str
    edit: Edit
    shows: tuple[Sort, str]


class Form(QWidget):
    """A form for one thing of a scheme.

    Signals:
        changed: The person changed something; `ask` tells what.
    """

    changed = Signal()

    def __init__(self, object_name: str) -> None:
        super().__init__()
        self.setObjectName(object_name)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 4, 24, 24)
        self.column.setSpacing(8)
        self._grid = QGridLayout()

    def ask(self) -> Ask | None:
        """The edit that would make true what stands in the form; `None` if that is so already."""
        raise NotImplementedError

    def section(self, title: str = "") -> None:
        """Begin another group of fields."""
        if title:
            self.column.addSpacing(12)
            self.column.addWidget(plain_label(title, "head"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnMinimumWidth(0, CAPTION)
        self._grid.setColumnStretch(1, 1)
        self.column.addLayout(self._grid)

    def field(self, caption: str, field: QWidget) -> QWidget:
        """A caption with its field; the caption is returned, so that both can be hidden."""
        row = self._grid.rowCount()
        words = plain_label(caption, "small")
        words.setBuddy(field)
        at_top = field.layout() is not None and isinstance(field.layout(), QVBoxLayout | QGridLayout)
        place = Qt.AlignmentFlag.AlignTop if at_top else Qt.AlignmentFlag.AlignVCenter
        if at_top:
            words.setContentsMargins(0, 6, 0, 0)
        self._grid.addWidget(words, row, 0, place)
        self._grid.addWidget(field, row, 1)
        return words

    def say_changed(self) -> None:
        """Pass on that a field was changed."""
        self.changed.emit()


def check_box(words: str, object_name: str) -> QCheckBox:
    """A box to tick."""
    made = QCheckBox(words)
    made.setObjectName(object_name)
    made.setAccessibleName(words)
    return made
