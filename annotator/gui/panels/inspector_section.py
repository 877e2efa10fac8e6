"""A part of the inspector: a heading, what can be added to it, and what belongs to it."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.gui.widgets import KeyedButton, plain_label


class Section(QWidget):
    """A heading with what belongs to it, and room below.

    Attributes:
        button: Adds to it, if there is one.
    """

    def __init__(self, title: str, content: QWidget, button: KeyedButton | None = None) -> None:
        super().__init__()
        self.button = button
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(plain_label(title, "section"))
        head.addStretch(1)
        if button is not None:
            head.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 0, 20, 16)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(content)
