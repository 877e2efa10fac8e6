"""Rows of the export card's left column: a name at the start, a field beside it, names of all rows equally wide."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from annotator.gui.theme import SIZE
from annotator.gui.widgets import PlainLabel, menu_text, plain_label

_NAME_WIDTH = 104
_GAP = 12
INDENT = 24
"""Where the words of a box to tick begin."""


def field_row(words: str, field: QWidget, height: int = SIZE["control"]) -> QWidget:
    """A field with its name; `height` is that of the field's first line."""
    name = plain_label(words, "small")
    name.setWordWrap(True)
    name.setFixedWidth(_NAME_WIDTH)
    name.setMinimumHeight(height)
    name.setBuddy(field)
    made = QWidget()
    layout = QHBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(_GAP)
    layout.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
    layout.addWidget(field, 1)
    return made


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
