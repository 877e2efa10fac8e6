"""The bar above the article in which one searches it."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from annotator.gui.icons import icon
from annotator.gui.theme import Theme
from annotator.gui.widgets import IconButton, plain_label, spread_theme

_FIELD_WIDTH = 320


class FindBar(QWidget):
    """A field, how many hits there are, and the way from one to the next.

    Signals:
        query_changed: What is looked for; empty when the bar closes.
        step_requested: 1 for the next hit, -1 for the one before.
        closed: The person is done.
    """

    query_changed = Signal(str)
    step_requested = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("find_bar")
        self.setAccessibleName(self.tr("Find in the article"))
        self.setProperty("kind", "chrome")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._field = QLineEdit()
        self._field.setObjectName("find_field")
        self._field.setAccessibleName(self.tr("Find in the article"))
        self._field.setPlaceholderText(self.tr("Find in the article"))
        self._field.setMaximumWidth(_FIELD_WIDTH)
        self._search_icon = self._field.addAction(
            icon("search", Theme().c("text3")), QLineEdit.ActionPosition.LeadingPosition
        )
        self._count = plain_label(kind="micro")
        self._count.setObjectName("find_count")
        self._before = IconButton("chevron-up", self.tr("Previous hit"), object_name="find_previous")
        self._next = IconButton("chevron-down", self.tr("Next hit"), object_name="find_next")
        self._close = IconButton("x", self.tr("Close"), object_name="find_close")
        self._lay_out()
        self._field.textChanged.connect(self.query_changed)
        self._field.installEventFilter(self)
        self._before.clicked.connect(self._step_back)
        self._next.clicked.connect(self._step_on)
        self._close.clicked.connect(self.close_find)
        self.set_count(0, 0)
        self.hide()

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 12, 8)
        layout.setSpacing(4)
        layout.addWidget(self._field, 1)
        layout.addSpacing(4)
        layout.addWidget(self._count)
        layout.addSpacing(4)
        layout.addWidget(self._before)
        layout.addWidget(self._next)
        layout.addStretch(1)
        layout.addWidget(self._close)

    def set_theme(self, theme: Theme) -> None:
        """Look as the theme says."""
        self._search_icon.setIcon(icon("search", theme.c("text3")))
        spread_theme(self, theme)

    def query(self) -> str:
        """What is looked for."""
        return self._field.text()

    def open_find(self, query: str = "") -> None:
        """Show the bar with the cursor in the field; what was typed last is there to be replaced or used again."""
        self.show()
        if query:
            self._field.setText(query)
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()
        self.query_changed.emit(self._field.text())

    def close_find(self) -> None:
        """Hide the bar; the hits go with it."""
        self.hide()
        self.query_changed.emit("")
        self.closed.emit()

    def set_count(self, current: int, total: int) -> None:
        """Say that the `current`-th hit (from 1) of `total` is shown."""
        if total:
            words = self.tr("{current} of {total}").format(current=f"{current:,}", total=f"{total:,}")
        else:
            words = self.tr("No hits") if self._field.text().strip() else ""
        self._count.setText(words)
        self._before.setEnabled(total > 0)
        self._next.setEnabled(total > 0)

    def _step_back(self) -> None:
        self.step_requested.emit(-1)

    def _step_on(self) -> None:
        self.step_requested.emit(1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on, Shift+Enter back, Escape closes."""
        # The type first: other events also come while the window is taken apart and the field is gone.
        if not (event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched is self._field):
            return super().eventFilter(watched, event)
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                is_back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                self.step_requested.emit(-1 if is_back else 1)
            case Qt.Key.Key_Escape:
                self.close_find()
            case _:
                return False
        return True
