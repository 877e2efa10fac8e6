"""The small card in which a value is typed for gold."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from annotator.gui.building import Sentence, wrapped
from annotator.gui.near import NearCard
from annotator.gui.theme import Theme
from annotator.model.annotation import Value
from annotator.model.scheme import Attribute, AttributeKind


class ValueCard(NearCard):
    """A field for a text or a number.

    Signals:
        typed: The value; `None` for not said.
    """

    typed = Signal(object)
    WIDTH = 300

    def __init__(self, window: QWidget, room: QWidget, theme: Theme) -> None:
        super().__init__(window, room, theme, "value_card")
        self.setAccessibleName(self.tr("Value"))
        self._is_number = False
        self._title = Sentence("strong", "value_title")
        self._field = QLineEdit()
        self._field.setObjectName("value_field")
        self._hint = wrapped("", "micro", "value_hint")
        self.body.setContentsMargins(12, 10, 12, 10)
        for part in (self._title, self._field, self._hint):
            self.body.addWidget(part)
        self.set_theme(theme)

    def show_attribute(self, attribute: Attribute, value: Value | None, language: str) -> None:
        """Ask for a value of an attribute; `value` is what gold would say now."""
        self._is_number = attribute.kind is AttributeKind.NUMBER
        self._title.setText(attribute.title(language))
        self._field.setAccessibleName(attribute.title(language))
        self._field.setText("" if value is None else str(value))
        self._field.selectAll()
        self._hint.setText(self.tr("Enter takes it; empty means that nothing is said."))

    def first_field(self) -> QWidget:
        """The field."""
        return self._field

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes what is typed, Escape does not; nothing reaches the window behind."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_card()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        event.accept()

    def _take(self) -> None:
        words = self._field.text().strip()
        value: Value | None = words or None
        if self._is_number and words:
            try:
                value = float(words) if "." in words else int(words)
            except ValueError:
                self._hint.setText(self.tr("This is no number. Write it with digits, such as 12 or 3.5."))
                return
        self.close_card()
        self.typed.emit(value)
