"""Who labels: asked once, kept in the settings, changed from the menu under the name."""

import getpass
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from annotator.gui.building import button, row, wrapped
from annotator.gui.overlay import Overlay
from annotator.gui.theme import Theme
from annotator.gui.widgets import plain_label

Refusal = Callable[[str], str]
"""Why a name cannot be taken; empty if it can."""


class WhoDialog(Overlay):
    """Asks for the annotator's name."""

    name_given = Signal(str)
    WIDTH = 440

    def __init__(self, window: QWidget, theme: Theme, refusal: Refusal) -> None:
        super().__init__(window, theme, "who_dialog")
        self._refusal = refusal
        words = wrapped(
            self.tr(
                "Everything you label is kept under your name, so that work of several people can be compared. "
                "The name stays on this computer and in the projects and exports that you make."
            ),
            "small",
        )
        self._field = QLineEdit()
        self._field.setObjectName("annotator_name")
        self._field.setAccessibleName(self.tr("Your name"))
        self._field.setMaxLength(60)
        self._field.textChanged.connect(self._check)
        self._why_not = wrapped("", "danger", "name_refusal")
        self._go = self.primary = button(self.tr("Start labelling"), "primary", "name_accept")
        self._go.clicked.connect(self._give)
        later = button(self.tr("Later"), "secondary", "name_later")
        later.clicked.connect(self.close_overlay)
        self.body.addWidget(plain_label(self.tr("Who are you?"), "title"))
        self.body.addWidget(words)
        self.body.addSpacing(8)
        self.body.addWidget(plain_label(self.tr("Your name"), "small"))
        self.body.addWidget(self._field)
        self.body.addWidget(self._why_not)
        self.body.addSpacing(8)
        self.body.addWidget(row(None, later, self._go))

    def ask(self, name: str) -> None:
        """Show it, with the name to begin with; without one the system's name of the person."""
        self._field.setText(name or system_name())
        self._field.selectAll()
        self._check()
        self.open()

    def first_field(self) -> QWidget:
        """The name."""
        return self._field

    def _check(self) -> None:
        why_not = self._refusal(self._field.text())
        self._why_not.setText(why_not if self._field.text() else "")
        self._why_not.setVisible(bool(self._why_not.text()))
        self._go.setEnabled(not why_not)

    def _give(self) -> None:
        self.close_overlay()
        self.name_given.emit(self._field.text())


def system_name() -> str:
    """What the computer calls the person; empty if it does not know or it is nobody's name."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
    return "" if name in {"root", "admin", "user", "gold"} else name
