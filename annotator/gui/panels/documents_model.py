"""The list of documents for Qt: a thin adapter over `services.documents.DocumentList`, which reads rows by the page."""

from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from annotator.gui.languages import is_doubtful
from annotator.gui.naming import language_name
from annotator.gui.widgets import plain_tip
from annotator.model.annotation import Status
from annotator.model.change import Change, Changes, Subject
from annotator.model.document import UNDETERMINED, Direction, Document
from annotator.model.ids import DocumentId
from annotator.services.documents import DocumentList, DocumentQuery, DocumentRow, Sort

Index = QModelIndex | QPersistentModelIndex

_MOST_TOUCHED = 50
"""More documents than this are repainted as a whole."""


class Role(IntEnum):
    """What the model tells beyond Qt's own roles."""

    ROW = Qt.ItemDataRole.UserRole


class DocumentsModel(QAbstractListModel):
    """The documents that a query asks for.

    Signals:
        rename_requested: `(document, title)`: the person typed another title into a row.
    """

    rename_requested = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._list: DocumentList | None = None

    def set_list(self, documents: DocumentList | None) -> None:
        """Show another list, or none."""
        self.beginResetModel()
        self._list = documents
        self.endResetModel()

    @property
    def query(self) -> DocumentQuery:
        """What is listed."""
        return self._list.query if self._list is not None else DocumentQuery()

    def set_query(self, query: DocumentQuery) -> None:
        """List something else."""
        if self._list is None:
            return
        self.beginResetModel()
        self._list.query = query
        self.endResetModel()

    def refresh(self) -> None:
        """Ask anew what there is to list."""
        self.set_query(self.query)

    # -- Qt's questions

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """How many documents are listed."""
        return 0 if self._list is None or parent.isValid() else len(self._list)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The title, the row, or what the tooltip and the screen reader say."""
        row = self.row_at(index)
        if row is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return row.title
            case Role.ROW:
                return row
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(self._tip(row))
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{row.title}. {self.facts(row)}. {language_name(row.language)}"
            case _:
                return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows can be selected and renamed."""
        base = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return base | Qt.ItemFlag.ItemIsEditable if index.isValid() else Qt.ItemFlag.NoItemFlags

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for another title; the row changes when the session has done it."""
        row = self.row_at(index)
        title = str(value).strip()
        if row is None or role != Qt.ItemDataRole.EditRole or not title or title == row.title:
            return False
        self.rename_requested.emit(row.id, title)
        return True

    # -- for the panel

    def row_at(self, index: Index) -> DocumentRow | None:
        """The document at an index."""
        if self._list is None or not 0 <= index.row() < len(self._list):
            return None
        return self._list.row(index.row())

    def index_of(self, document: DocumentId) -> QModelIndex:
        """Where a document is listed; an invalid index if it is not."""
        position = self._list.index_of(document) if self._list is not None else None
        return QModelIndex() if position is None else self.index(position)

    def facts(self, row: DocumentRow) -> str:
        """Status and number of mentions in words."""
        word = self.status_word(row.status)
        return f"{word}  ·  {self._mentions(row.mentions)}" if row.mentions else word

    def status_word(self, status: Status) -> str:
        """A status in words."""
        match status:
            case Status.NEW:
                return self.tr("New")
            case Status.STARTED:
                return self.tr("Started")
            case Status.DONE:
                return self.tr("Done")

    def _mentions(self, count: int) -> str:
        return self.tr("1 mention") if count == 1 else self.tr("%n mentions", "", count)

    def _tip(self, row: DocumentRow) -> str:
        lines = [row.title, self._language(row), self.tr("%n characters", "", row.length)]
        if row.direction is not None:
            is_rtl = row.direction is Direction.RTL
            lines.append(self.tr("Set right to left") if is_rtl else self.tr("Set left to right"))
        return "\n".join(lines)

    def _language(self, row: DocumentRow) -> str:
        if row.language == UNDETERMINED:
            return self.tr("Language not known (yet)")
        name = language_name(row.language)
        if row.language_probability is None:
            return name
        percent = round(row.language_probability * 100)
        template = self.tr("{language}, {percent} % sure")
        if is_doubtful(row.language, row.language_probability):
            template = self.tr("Perhaps {language}: only {percent} % sure")
        return template.format(language=name, percent=percent)

    # -- what changed

    def take(self, changes: Changes) -> None:
        """Follow an act: repaint the rows it touched, and list anew only where the list itself may be another."""
        if self._list is None:
            return
        listing = [change for change in changes.changes if _changes_list(change, self._list.query)]
        if listing and self._list.grows_at_end and self._append(self._list, listing):
            self._repaint(self._list, changes.documents - {change.document for change in listing})
        elif listing:
            self.refresh()
        elif changes.touches(Subject.DOCUMENT, Subject.LAYER, Subject.MENTION):
            self._repaint(self._list, changes.documents)

    def _append(self, listed: DocumentList, listing: list[Change]) -> bool:
        """Take in new documents without moving those that are there, nor what is selected or in sight.

        Returns whether that was all; documents that come back by undo may stand among the others.
        """
        if any(change.before is not None for change in listing):
            return False
        shown = sum(isinstance(change.after, Document) and not change.after.binned for change in listing)
        numbers = listed.newer()
        if len(numbers) == shown > 0:
            self.beginInsertRows(QModelIndex(), len(listed), len(listed) + len(numbers) - 1)
            listed.append(numbers)
            self.endInsertRows()
        return len(numbers) == shown

    def _repaint(self, listed: DocumentList, documents: frozenset[DocumentId]) -> None:
        if len(documents) > _MOST_TOUCHED:
            listed.forget_rows()
            self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))
            return
        listed.reread(documents)
        for document in documents:
            index = self.index_of(document)
            if index.isValid():
                self.dataChanged.emit(index, index)


def _changes_list(change: Change, query: DocumentQuery) -> bool:
    """Whether other documents, or another order, may answer `query` after `change`.

    What labelling does in passing (a document becomes started, has one more mention) never moves a row under the
    hands; what somebody asks for by name does.
    """
    if change.subject is Subject.LAYER:
        return change.action == "layer.status" and (bool(query.statuses) or query.sort is Sort.STATUS)
    if change.subject is not Subject.DOCUMENT:
        return False
    before, after = change.before, change.after
    if not isinstance(before, Document) or not isinstance(after, Document) or before.binned != after.binned:
        return True
    if before.title != after.title and (query.text or query.sort is Sort.TITLE):
        return True
    return before.language != after.language and (bool(query.languages) or query.sort is Sort.LANGUAGE)
