"""The list of clusters on the screen."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from annotator.gui.panels.clusters_delegate import CHEVRON_ROOM, ROW_HEIGHT
from annotator.gui.panels.clusters_model import GroupRow, LooseRow, Role
from annotator.gui.widgets import RowsView


class ClustersView(RowsView):
    """Clusters open and close; rows can be dragged onto each other.

    Signals:
        key_pressed: A `QKeyEvent` that may be that of an act; its receiver accepts it then.
        toggled: A cluster's row is to be opened (`True`) or closed.
    """

    key_pressed = Signal(QKeyEvent)
    toggled = Signal(QModelIndex, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(ROW_HEIGHT, parent)
        self.setObjectName("clusters_list")
        self.setAccessibleName(self.tr("Clusters"))
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(True)
        self.setDragDropOverwriteMode(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.CopyAction)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right close and open; keys of acts do them."""
        if self.is_editing:
            super().keyPressEvent(event)
            return
        event.ignore()
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not event.modifiers():
            is_ltr = self.layoutDirection() is Qt.LayoutDirection.LeftToRight
            self._fold(is_open=(event.key() == Qt.Key.Key_Right) == is_ltr)
            event.accept()
            return
        self.key_pressed.emit(event)
        if not event.isAccepted():
            super().keyPressEvent(event)

    def _fold(self, *, is_open: bool) -> None:
        """Open or close the current cluster; from a mention, closing goes to its cluster first."""
        index = self.currentIndex()
        if _is_head(index):
            self.toggled.emit(index, is_open)
        elif index.isValid() and not is_open:
            head = next(i for i in range(index.row(), -1, -1) if _is_head(self.model().index(i, 0)))
            self.go_to(self.model().index(head, 0))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on the chevron opens or closes, and selects nothing."""
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and _is_head(index) and self._is_on_chevron(event, index):
            self._toggle(index)
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click on a cluster opens or closes it."""
        index = self.indexAt(event.position().toPoint())
        if _is_head(index):
            self._toggle(index)
        else:
            super().mouseDoubleClickEvent(event)

    def _toggle(self, index: QModelIndex) -> None:
        row = index.data(Role.ROW)
        self.toggled.emit(index, not row.is_open)

    def _is_on_chevron(self, event: QMouseEvent, index: QModelIndex) -> bool:
        rect, x = self.visualRect(index), event.position().x()
        is_rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        return rect.right() - x < CHEVRON_ROOM if is_rtl else x - rect.left() < CHEVRON_ROOM


def _is_head(index: QModelIndex) -> bool:
    """Whether a row opens and closes."""
    return isinstance(index.data(Role.ROW), GroupRow | LooseRow) if index.isValid() else False
