"""Rows of fields on a card: a name at the start, the field beside it, names of all rows equally wide."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.theme import SIZE
from annotator.gui.widgets import PlainLabel, menu_text, plain_label

_NAME_WIDTH = 104
_GAP = 12
_NARROW = 300
"""Pixels under which a name stands above its field."""
_ANY_WIDTH = 16_777_215
"""What Qt takes for no limit (`QWIDGETSIZE_MAX`)."""
INDENT = 24
"""Where the words of a box to tick begin."""


def field_row(words: str, field: QWidget, height: int = SIZE["control"]) -> QWidget:
    """A field with its name; `height` is that of the field's first line."""
    return _FieldRow(words, field, height)


class _FieldRow(QWidget):
    """The name beside the field, or above it where the column is narrow."""

    def __init__(self, words: str, field: QWidget, height: int) -> None:
        super().__init__()
        self._height = height
        self._name = plain_label(words, "small")
        self._name.setWordWrap(True)
        self._name.setBuddy(field)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self._name)
        self._layout.addWidget(field, 1)
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There is room beside the name, or not any more."""
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        is_narrow = bool(self._name.text()) and self.width() < _NARROW
        self._layout.setDirection(QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight)
        self._layout.setSpacing(2 if is_narrow else _GAP)
        self._layout.setAlignment(self._name, Qt.AlignmentFlag(0) if is_narrow else Qt.AlignmentFlag.AlignTop)
        self._name.setMinimumSize(0 if is_narrow else _NAME_WIDTH, 0 if is_narrow else self._height)
        self._name.setMaximumWidth(_ANY_WIDTH if is_narrow else _NAME_WIDTH)


def column(*parts: QWidget, gap: int = 8, indent: int = 0) -> QWidget:
    """Widgets below each other, `indent` pixels from where the interface begins."""
    made = QWidget()
    across = QHBoxLayout(made)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(0)
    across.addSpacing(indent)
    layout = QVBoxLayout()
    layout.setSpacing(gap)
    for part in parts:
        layout.addWidget(part)
    across.addLayout(layout, 1)
    return made


def heading(words: str) -> PlainLabel:
    """What a group of rows is about."""
    made = plain_label(words, "strong")
    made.setContentsMargins(0, 8, 0, 0)
    return made


def list_field(name: str, accessible: str) -> QComboBox:
    """A list that takes the room there is, however long its entries; open it is as wide as they need."""
    made = QComboBox()
    made.setObjectName(name)
    made.setAccessibleName(accessible)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    made.setMinimumContentsLength(8)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return made


def widen(field: QComboBox) -> None:
    """Let the open list show its entries whole."""
    view = field.view()
    view.setMinimumWidth(min(480, view.sizeHintForColumn(0) + 24))


def tick_box(words: str, name: str, accessible: str = "") -> QCheckBox:
    """A box to tick; an ampersand in its words is one."""
    made = QCheckBox(menu_text(words))
    made.setObjectName(name)
    made.setAccessibleName(accessible or words)
    return made


def radio(words: str, name: str, accessible: str = "") -> QRadioButton:
    """One of several buttons of which one is down."""
    made = QRadioButton(menu_text(words))
    made.setObjectName(name)
    made.setAccessibleName(accessible or words)
    return made
