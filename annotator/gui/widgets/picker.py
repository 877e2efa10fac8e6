"""A searchable list that drops down where a menu would be too long: labels, languages."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from annotator.gui.icons import icon
from annotator.gui.widgets.entries import Entry, EntryList
from annotator.gui.widgets.themed import Themed

_MOST_HEIGHT = 380
_WIDTH = 318


class Picker(Themed, QFrame):
    """A drop-down list with a search field.

    Signals:
        picked: The id of the entry.
        pointed: The id of the entry that Enter would pick now; empty when the list closes.
    """

    picked = Signal(str)
    pointed = Signal(str)

    def __init__(self, *, object_name: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        # Square, as menus are: outside round corners a screen without a compositor shows black.
        self.setProperty("kind", "picker")
        self.setObjectName(object_name)
        self.setAccessibleName(name)
        self._field = QLineEdit()
        self._field.setObjectName(f"{object_name}_search")
        self._field.setAccessibleName(self.tr("Search"))
        self._field.setPlaceholderText(self.tr("Search"))
        self._search_icon = self._field.addAction(
            icon("search", self.theme.c("text3")), QLineEdit.ActionPosition.LeadingPosition
        )
        self._list = EntryList(object_name=f"{object_name}_list", name=name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(self._field)
        layout.addWidget(self._list)
        self._field.textChanged.connect(self._list.narrow)
        self._field.installEventFilter(self)
        self._list.picked.connect(self._pick)
        self._list.selectionModel().currentChanged.connect(self._point)

    def theme_changed(self) -> None:
        """Tint icons and list."""
        self._list.set_theme(self.theme)
        self._search_icon.setIcon(icon("search", self.theme.c("text3")))

    def offer(self, entries: Sequence[Entry], current: str = "") -> None:
        """What can be picked; `current` is the id of what holds now."""
        self._field.clear()
        self._list.offer(entries, current)

    def drop_below(self, widget: QWidget, part: QRect | None = None) -> None:
        """Appear at the start side below a widget, or below a part of it, inside its screen."""
        part = widget.rect() if part is None else part
        size = QSize(_WIDTH, min(_MOST_HEIGHT, self._list.contents_height + 62))
        is_rtl = widget.layoutDirection() is Qt.LayoutDirection.RightToLeft
        corner = QPoint(part.right() + 1 - size.width() if is_rtl else part.left(), part.bottom() + 3)
        place = QRect(widget.mapToGlobal(corner), size)
        screen = widget.screen().availableGeometry()
        place.moveRight(min(place.right(), screen.right()))
        place.moveBottom(min(place.bottom(), screen.bottom()))
        place.moveLeft(max(place.left(), screen.left()))
        self.setGeometry(place)
        self.show()
        self._field.setFocus()

    def _pick(self, entry: str) -> None:
        self.hide()
        self.picked.emit(entry)

    def _point(self, _now: QModelIndex, _before: QModelIndex) -> None:
        entry = self._list.current
        if entry is not None:
            self.pointed.emit(entry.id)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is pointed at any more."""
        super().hideEvent(event)
        self.pointed.emit("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the field that are meant for the list."""
        # The type first: other events also come while the window is taken apart and the field is gone.
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched is self._field:
            match event.key():
                case Qt.Key.Key_Down:
                    self._list.step(1)
                case Qt.Key.Key_Up:
                    self._list.step(-1)
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self._list.pick()
                case _:
                    return False
            return True
        return False
