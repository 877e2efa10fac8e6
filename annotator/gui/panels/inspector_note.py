"""The annotator's note on a mention: saved by itself, never lost."""

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

_PAUSE = 1_000
"""Milliseconds after the last letter before a note is saved."""
_LEAST_HEIGHT, _MOST_HEIGHT = 36, 160


class NoteEdit(QPlainTextEdit):
    """A text that is written after a pause, on leaving, on hiding, and before it shows something else.

    Signals:
        written: The whole note.
    """

    written = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stored = ""
        self.setObjectName("inspector_note")
        self.setAccessibleName(self.tr("Note"))
        self.setPlaceholderText(self.tr("Add a note"))
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().setDocumentMargin(3)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.flush)
        self.textChanged.connect(self._pause.start)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def show_note(self, note: str) -> None:
        """Show a stored note; what is being typed stays if it is newer."""
        is_dirty = self.toPlainText() != self._stored
        self._stored = note
        if not is_dirty:
            self.show_other(note)

    def show_other(self, note: str) -> None:
        """Show the note of another mention; `flush` first."""
        self._pause.stop()
        self._stored = note
        if self.toPlainText() != note:
            with QSignalBlocker(self):
                self.setPlainText(note)
            self._fit()

    def flush(self) -> None:
        """Say what was typed and not yet said."""
        self._pause.stop()
        note = self.toPlainText()
        if note != self._stored:
            self._stored = note
            self.written.emit(note)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Save."""
        super().focusOutEvent(event)
        self.flush()

    def hideEvent(self, event: QHideEvent) -> None:
        """Save."""
        super().hideEvent(event)
        self.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks the lines elsewhere."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as the text, within bounds."""
        lines = max(1, round(self.document().size().height()))
        wanted = lines * self.fontMetrics().lineSpacing() + 18
        self.setFixedHeight(max(_LEAST_HEIGHT, min(_MOST_HEIGHT, wanted)))
