"""What stands where nothing is listed: why, and one thing to do about it."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.gui.icons import pixmap
from annotator.gui.widgets import Painted, link_button, plain_label


class Nothing(QWidget):
    """A sign, a sentence, and perhaps a link.

    Signals:
        acted: The person pressed the link.
    """

    acted = Signal()

    def __init__(self, object_name: str) -> None:
        super().__init__()
        self.setObjectName(object_name)
        self._icon = _Icon()
        self._words = plain_label(kind="small")
        self._words.setObjectName(f"{object_name}_words")
        self._words.setWordWrap(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._words.setMaximumWidth(420)
        self._action = link_button("", object_name=f"{object_name}_action")
        self._action.clicked.connect(self.acted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 40, 24, 12)
        layout.setSpacing(8)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        # Not centred by the layout: that would give a wrapped label its narrowest width.
        layout.addWidget(self._words)
        layout.addWidget(self._action, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)

    def say(self, words: str, *, icon: str = "", color: str = "text3", action: str = "") -> None:
        """Say something else; without `action` there is nothing to do."""
        self._icon.show_icon(icon, color)
        self._icon.setVisible(bool(icon))
        self._words.setText(words)
        self._action.setText(action)
        self._action.setAccessibleName(action)
        self._action.setVisible(bool(action))


class _Icon(Painted):
    def __init__(self) -> None:
        super().__init__()
        self._name, self._color = "", "text3"
        self.setFixedSize(QSize(24, 24))

    def show_icon(self, name: str, color: str) -> None:
        self._name, self._color = name, color
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._name:
            painter = self.painter()
            painter.drawPixmap(0, 0, pixmap(self._name, self.theme.c(self._color), 24, self.devicePixelRatioF()))
            painter.end()
