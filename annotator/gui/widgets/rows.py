"""A long list of equal rows that is painted by a delegate.

A table of one column: QListView asks the model for every row whenever it lays itself out, which takes 0.4 s with a
hundred thousand rows, while a table of equal rows asks for the rows in sight only.
"""

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget


def show_rows(table: QTableView, height: int) -> None:
    """Let a table show whole rows of one height, without a grid, and leave Tab to the window."""
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setCornerButtonEnabled(False)
    table.setMouseTracking(True)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    rows = table.verticalHeader()
    rows.hide()
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.setMinimumSectionSize(height)
    rows.setDefaultSectionSize(height)


class RowsView(QTableView):
    """Enter opens, F2 edits in place; typing letters does not search.

    Signals:
        opened: The index of the row to open.
        menu_wanted: Where on the screen a menu for the chosen rows is to appear.
    """

    opened = Signal(QModelIndex)
    menu_wanted = Signal(QPoint)

    def __init__(self, row_height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # The sheet knows it: it keeps the table from painting selected rows, which the delegate does on cards.
        self.setProperty("kind", "rows")
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        show_rows(self, row_height)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def chosen_count(self) -> int:
        """How many rows are selected; does not look at each."""
        return sum(part.height() for part in self.selectionModel().selection().toList())

    def chosen(self) -> list[QModelIndex]:
        """The selected rows, in the list's order."""
        return sorted(self.selectionModel().selectedIndexes(), key=QModelIndex.row)

    def go_to(self, index: QModelIndex) -> None:
        """Choose this row and no other.

        `setCurrentIndex` would look at the keyboard and, while Ctrl is held for a shortcut, add it to those chosen.
        """
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    @property
    def is_editing(self) -> bool:
        """Whether a row is being edited in place."""
        return self.state() is QAbstractItemView.State.EditingState

    def event(self, event: QEvent) -> bool:
        """The key that edits in place is ours before it is the window's."""
        if event.type() is QEvent.Type.ShortcutOverride and _is_edit_key(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the current row; Home and End go to the ends of the list, not of a row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.is_editing:
            self.opened.emit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Home:
            self.go_to(self.model().index(0, 0))
        elif event.key() == Qt.Key.Key_End:
            self.go_to(self.model().index(self.model().rowCount() - 1, 0))
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Nothing: Qt would read every row for it."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu, at the pointer or at the current row."""
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        at = self.visualRect(self.currentIndex()).center() if by_key else event.pos()
        self.menu_wanted.emit(self.viewport().mapToGlobal(at))


def _is_edit_key(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F2 and not event.modifiers()
