"""The names that could be meant by what is typed after an `@`; the keyboard stays in the field."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from annotator.gui.widgets import Entry, EntryList, Themed
from annotator.model.ids import AnnotatorName

_WIDTH = 220
_MOST_HEIGHT = 220
_GAP = 4


class NameOffer(Themed, QFrame):
    """A list near the caret; the field hands on the keys.

    Signals:
        picked: The name.
    """

    picked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self.setProperty("kind", "picker")
        self.setObjectName("name_offer")
        self.setAccessibleName(self.tr("Annotators"))
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list = EntryList(object_name="name_offer_list", name=self.tr("Annotators"))
        self._list.setMinimumHeight(1)  # a list by itself would be three rows high at least
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self._list)
        self._list.picked.connect(self.picked)

    def theme_changed(self) -> None:
        """Tint the list."""
        self._list.set_theme(self.theme)

    @property
    def names(self) -> tuple[str, ...]:
        """Those that are offered now; none while it is hidden."""
        return self._list.offered if self.isVisible() else ()

    def offer(self, names: Sequence[AnnotatorName], caret: QRect) -> None:
        """Offer these below the caret (on the screen), or go away if there are none."""
        if not names:
            self.hide()
            return
        self._list.offer([Entry(name, name) for name in names])
        size = QSize(_WIDTH, min(_MOST_HEIGHT, self._list.contents_height + 10))
        is_rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        corner = QPoint(caret.right() - size.width() if is_rtl else caret.left(), caret.bottom() + _GAP)
        place, screen = QRect(corner, size), self.screen().availableGeometry()
        if place.bottom() > screen.bottom():
            place.moveBottom(caret.top() - _GAP)
        place.moveLeft(max(screen.left(), min(place.left(), screen.right() - size.width())))
        self.setGeometry(place)
        self.show()

    def take_key(self, key: int) -> bool:
        """Do what a key means here; returns whether it means anything."""
        if not self.isVisible():
            return False
        match key:
            case Qt.Key.Key_Down:
                self._list.step(1)
            case Qt.Key.Key_Up:
                self._list.step(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Tab:
                self._list.pick()
            case Qt.Key.Key_Escape:
                self.hide()
            case _:
                return False
        return True
