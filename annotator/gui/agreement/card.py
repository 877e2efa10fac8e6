"""A card of the page: a title, a few words beside it, tools at the end of the line, and what it is about."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from annotator.gui.building import Sentence, label


class Card(QFrame):
    """A frame with a head."""

    def __init__(self, title: str, content: QWidget, *tools: QWidget, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._beside = Sentence("small", f"{name}_beside")
        self._beside.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(title, "head"))
        head.addWidget(self._beside, 1)
        for tool in tools:
            head.addWidget(tool, 0, Qt.AlignmentFlag.AlignVCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 14)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(content)
        layout.addStretch(1)

    def say_beside(self, words: str) -> None:
        """Say a few words beside the title."""
        self._beside.setText(words)
