"""Parts of the merge card: a person with what they made, and lines under headings."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from annotator.gui.building import wrapped
from annotator.gui.dialogs.merge_words import Passage, person_name, person_work
from annotator.gui.widgets import plain_label
from annotator.services.blindness import Blindness
from annotator.services.merges.plan import Person

_INDENT = 24
"""Where the words of a box begin."""


class PersonRow(QWidget):
    """Whether somebody's layers are taken, and what that brings."""

    changed = Signal()

    def __init__(self, person: Person) -> None:
        super().__init__()
        self._box = QCheckBox()
        self._box.setObjectName(f"merge_person_{person.name}")
        self._box.setChecked(person.is_taken)
        self._box.toggled.connect(self.changed)
        self._work = wrapped("", "small")
        self._work.setContentsMargins(_INDENT, 0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._box)
        layout.addWidget(self._work)

    @property
    def is_ticked(self) -> bool:
        """Whether they are taken."""
        return self._box.isChecked()

    def show_person(self, person: Person, blindness: Blindness) -> None:
        """Say what they made."""
        name, work = person_name(person), person_work(person, blindness)
        self._box.setText(name.replace("&", "&&"))
        self._box.setAccessibleName(name)
        self._box.setAccessibleDescription(work)
        self._work.setText(work)


class Column(QWidget):
    """Passages below each other."""

    def __init__(self) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)

    def show_passages(self, passages: Sequence[Passage]) -> None:
        """Show these and no others."""
        for old in self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            self._layout.removeWidget(old)
            old.hide()
            old.deleteLater()
        for place, passage in enumerate(passages):
            heading = plain_label(passage.heading, "section")
            heading.setContentsMargins(0, 8 if place else 0, 0, 2)
            self._layout.addWidget(heading)
            for line in passage.lines:
                said = wrapped(line, "small")
                said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                self._layout.addWidget(said)
        self.setVisible(bool(passages))
