"""The menus of the documents panel: filters, sorting, and what can be asked of chosen documents."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from annotator.gui.languages import COMMON, language_entry
from annotator.gui.widgets import menu_text
from annotator.model.annotation import Status
from annotator.model.document import UNDETERMINED, Direction
from annotator.model.ids import DocumentId
from annotator.services.documents import DocumentQuery, DocumentRow, Order, Sort


class SortMenu(QMenu):
    """How the list is sorted, and whether it shows the bin.

    Signals:
        query_changed: The `DocumentQuery` that the person wants.
    """

    query_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("documents_sort_menu")
        self._query = DocumentQuery()
        self._sorts = QActionGroup(self)
        self._orders = QActionGroup(self)
        for sort, words in self._sort_words().items():
            self._add(self._sorts, sort.value, words)
        self.addSeparator()
        self._add(self._orders, Order.ASCENDING.value, self.tr("Ascending"))
        self._add(self._orders, Order.DESCENDING.value, self.tr("Descending"))
        self.addSeparator()
        self._bin = self.addAction(self.tr("Show the bin"), self._change)
        self._bin.setCheckable(True)

    def _sort_words(self) -> Mapping[Sort, str]:
        return {
            Sort.IMPORTED: self.tr("As imported"),
            Sort.TITLE: self.tr("Title"),
            Sort.LANGUAGE: self.tr("Language"),
            Sort.STATUS: self.tr("Status"),
            Sort.MENTIONS: self.tr("Number of mentions"),
            Sort.LENGTH: self.tr("Length"),
        }

    def _add(self, group: QActionGroup, value: str, words: str) -> None:
        action = self.addAction(words, self._change)
        action.setCheckable(True)
        action.setData(value)
        group.addAction(action)

    def show_query(self, query: DocumentQuery) -> None:
        """Tick what `query` says."""
        self._query = query
        for action in self._sorts.actions():
            action.setChecked(action.data() == query.sort.value)
        for action in self._orders.actions():
            action.setChecked(action.data() == query.order.value)
        self._bin.setChecked(query.binned)

    def _change(self) -> None:
        sort, order = self._sorts.checkedAction(), self._orders.checkedAction()
        self._query = replace(
            self._query, sort=Sort(sort.data()), order=Order(order.data()), binned=self._bin.isChecked()
        )
        self.query_changed.emit(self._query)


class DocumentAsks(QObject):
    """What can be asked of documents; the context menu sends it here, the panel passes it on.

    Signals:
        status: `(documents, Status)`.
        language: `(documents, tag)`.
        other_language: `(documents)`: the person wants a language that the menu does not list.
        direction: `(documents, Direction | None)`.
        renaming: The row is to become a field.
        binning, restoring, deleting: `(documents)`.
        emptying: Everything in the bin is to be deleted.
    """

    opening = Signal(str)
    status = Signal(list, object)
    language = Signal(list, str)
    other_language = Signal(list)
    direction = Signal(list, object)
    renaming = Signal()
    binning = Signal(list)
    restoring = Signal(list)
    deleting = Signal(list)
    emptying = Signal()


class DocumentMenu(QMenu):
    """What can be asked of the chosen documents."""

    def __init__(self, rows: Sequence[DocumentRow], asks: DocumentAsks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("document_menu")
        self._rows = rows
        self._asks = asks
        self._documents: list[DocumentId] = [row.id for row in rows]
        if all(row.binned for row in rows):
            self._add_bin()
            return
        if len(rows) == 1:
            self.addAction(self.tr("Open"), self._open)
            self.addAction(self.tr("Rename…"), self._asks.renaming.emit)
        else:
            self.addSection(self.tr("%n documents", "", len(rows)))
        self.addSeparator()
        self._add_statuses()
        self.addSeparator()
        self._add_languages()
        self._add_directions()
        self.addSeparator()
        self.addAction(self.tr("Move to the bin"), self._bin)

    def _add_bin(self) -> None:
        self.addAction(self.tr("Take out of the bin"), self._restore)
        self.addSeparator()
        self.addAction(self.tr("Delete for good…"), self._delete)
        self.addAction(self.tr("Empty the bin…"), self._asks.emptying.emit)

    def _shared(self, attribute: str) -> object:
        """The value that all chosen documents have, or `...`."""
        values = {getattr(row, attribute) for row in self._rows}
        return values.pop() if len(values) == 1 else ...

    def _tickable(self, menu: QMenu, words: str, value: object, shared: object) -> QAction:
        action = menu.addAction(menu_text(words))
        action.setCheckable(True)
        action.setChecked(value == shared)
        action.setData(value)
        return action

    def _add_statuses(self) -> None:
        shared = self._shared("status")
        words = {
            Status.DONE: self.tr("Mark done"),
            Status.STARTED: self.tr("Mark started"),
            Status.NEW: self.tr("Mark new"),
        }
        for status, text in words.items():
            self._tickable(self, text, status, shared).triggered.connect(self._set_status)

    def _add_languages(self) -> None:
        menu = self.addMenu(self.tr("Language"))
        shared = self._shared("language")
        tags = [tag for tag in (shared,) if isinstance(tag, str) and tag not in (*COMMON, UNDETERMINED)]
        for tag in (*tags, *COMMON):
            self._tickable(menu, language_entry(tag), tag, shared).triggered.connect(self._set_language)
        menu.addSeparator()
        menu.addAction(self.tr("Other…"), self._choose_language)

    def _add_directions(self) -> None:
        menu = self.addMenu(self.tr("Direction"))
        shared = self._shared("direction")
        words = {
            None: self.tr("By each paragraph's letters"),
            Direction.LTR: self.tr("Left to right"),
            Direction.RTL: self.tr("Right to left"),
        }
        for direction, text in words.items():
            self._tickable(menu, text, direction, shared).triggered.connect(self._set_direction)

    # -- what was chosen

    def _chosen(self) -> object:
        sender = self.sender()
        return sender.data() if isinstance(sender, QAction) else None

    def _open(self) -> None:
        self._asks.opening.emit(self._documents[0])

    def _set_status(self) -> None:
        self._asks.status.emit(self._documents, Status(str(self._chosen())))

    def _set_language(self) -> None:
        self._asks.language.emit(self._documents, str(self._chosen()))

    def _choose_language(self) -> None:
        self._asks.other_language.emit(self._documents)

    def _set_direction(self) -> None:
        chosen = self._chosen()
        self._asks.direction.emit(self._documents, None if chosen is None else Direction(str(chosen)))

    def _bin(self) -> None:
        self._asks.binning.emit(self._documents)

    def _restore(self) -> None:
        self._asks.restoring.emit(self._documents)

    def _delete(self) -> None:
        self._asks.deleting.emit(self._documents)
