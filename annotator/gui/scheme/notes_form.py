"""What the reader of a scheme has to say of a file before it replaces the project's scheme."""

from collections.abc import Sequence

from PySide6.QtWidgets import QPlainTextEdit

from annotator.gui.building import wrapped
from annotator.gui.scheme.form import Ask, Form


class NotesForm(Form):
    """Notes on a file; there is nothing to change here."""

    def __init__(self) -> None:
        super().__init__("notes_form")
        self._refusal = wrapped("", "danger", "notes_refusal")
        self._words = wrapped("", "small", "notes_words")
        self._notes = QPlainTextEdit()
        self._notes.setObjectName("notes_text")
        self._notes.setAccessibleName(self.tr("What could not be kept"))
        self._notes.setReadOnly(True)
        for part in (self._refusal, self._words):
            self.column.addWidget(part)
        self.column.addWidget(self._notes, 1)
        self.column.addStretch(0)

    def show_notes(self, refusal: str, notes: Sequence[str]) -> None:
        """Show why a file cannot be used, or what of it could not be kept."""
        kept = self.tr("Everything in the file could be kept.")
        said = self.tr("This of the file could not be kept:") if notes else kept
        self._refusal.setText(refusal)
        self._refusal.setVisible(bool(refusal))
        self._words.setText("" if refusal else said)
        self._notes.setPlainText("\n".join(notes))
        self._notes.setVisible(bool(notes))

    def ask(self) -> Ask | None:
        """Nothing is changed here."""
        return None
