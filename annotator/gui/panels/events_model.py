"""The table of events for Qt: a thin adapter over `services.event_table`, sorted and filtered in place."""

from collections.abc import Callable
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.gui.widgets import plain_tip
from annotator.gui.widgets.painting import isolated, one_line
from annotator.model.folding import fold
from annotator.model.ids import MentionId
from annotator.model.scheme import Scheme
from annotator.services.event_table import EventRow, EventTable

Index = QModelIndex | QPersistentModelIndex
Key = Callable[[EventRow], tuple[object, ...]]

STATE, TRIGGER, TYPE = range(3)
_FIXED = 3
_BETWEEN = "  ·  "


class Role(IntEnum):
    """What the model tells beyond Qt's own roles."""

    ROW = Qt.ItemDataRole.UserRole
    IS_MISSING = Qt.ItemDataRole.UserRole + 1


class EventsModel(QAbstractTableModel):
    """Columns: whether it is complete, trigger, type, then the roles."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table = EventTable()
        self._scheme: Scheme | None = None
        self._language = "en"
        self._shown: list[EventRow] = []
        self._query = ""
        self._column, self._order = STATE, Qt.SortOrder.AscendingOrder

    def set_table(self, table: EventTable, scheme: Scheme | None, language: str) -> None:
        """Show another table, sorted and filtered as the one before."""
        self.beginResetModel()
        self._table, self._scheme, self._language = table, scheme, language
        if self._column >= _FIXED + len(table.roles):
            self._column, self._order = STATE, Qt.SortOrder.AscendingOrder
        self._arrange()
        self.endResetModel()

    def set_query(self, query: str) -> None:
        """Show only the events whose type, trigger or a filler holds this, whatever its marks and case."""
        self.beginResetModel()
        self._query = fold(query.strip())
        self._arrange()
        self.endResetModel()

    @property
    def table(self) -> EventTable:
        """What is shown, the filter apart."""
        return self._table

    @property
    def sorting(self) -> tuple[int, Qt.SortOrder]:
        """Column and order."""
        return self._column, self._order

    def row_of(self, mention: MentionId | None) -> int | None:
        """Where an event stands, if it is shown."""
        return next((i for i, row in enumerate(self._shown) if row.event.id == mention), None)

    def row_at(self, index: Index) -> EventRow | None:
        """The event of a row."""
        return self._shown[index.row()] if index.isValid() and index.row() < len(self._shown) else None

    def role_of(self, column: int) -> str | None:
        """The role of a column, if it is one."""
        return self._table.roles[column - _FIXED] if column >= _FIXED else None

    def mention_at(self, index: Index) -> MentionId | None:
        """What a cell is about: the first filler of a role's cell, else the event."""
        row = self.row_at(index)
        if row is None:
            return None
        fillers = row.fillers.get(self.role_of(index.column()) or "", ())
        return fillers[0].mention if fillers else row.event.id

    # -- sorting

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; within it in reading order."""
        self.layoutAboutToBeChanged.emit()
        self._column, self._order = max(0, column), order
        self._arrange()
        self.layoutChanged.emit()

    def _arrange(self) -> None:
        rows = [row for row in self._table.rows if not self._query or row.matches(self._query)]
        rows.sort(key=self._key(), reverse=self._order is Qt.SortOrder.DescendingOrder)
        self._shown = rows

    def _key(self) -> Key:
        role = self.role_of(self._column) if self._column < _FIXED + len(self._table.roles) else None

        def key(row: EventRow) -> tuple[object, ...]:
            if role is not None:
                words = fold(" ".join(filler.text for filler in row.fillers.get(role, ())))
                return not words, words, row.place
            match self._column:
                case 0:
                    return row.is_complete, row.place
                case 1:
                    return (row.place,)
                case _:
                    return row.event.label, row.place

        return key

    # -- Qt's questions

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """How many events are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """State, trigger, type and the roles."""
        return 0 if parent.isValid() else _FIXED + len(self._table.roles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The names of the columns."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.AccessibleTextRole and section == STATE:
            return self.tr("State")
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return ("", self.tr("Trigger"), self.tr("Type"))[section] if section < _FIXED else self.role_of(section)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words of a cell, its row, or what the tooltip and the screen reader say."""
        row = self.row_at(index)
        if row is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._words(row, index.column())
            case Role.ROW:
                return row
            case Role.IS_MISSING:
                return self.role_of(index.column()) in row.missing
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                is_tip = role == Qt.ItemDataRole.ToolTipRole
                return plain_tip(self._tip(row, index.column())) if is_tip else self._said(row, index.column())
        return None

    def _words(self, row: EventRow, column: int) -> str:
        if column == STATE:
            return ""
        if column == TRIGGER:
            return one_line(row.trigger)
        if column == TYPE:
            return self._title(row.event.label)
        texts = [one_line(filler.text) for filler in row.fillers.get(self.role_of(column) or "", ())]
        return texts[0] if len(texts) == 1 else _BETWEEN.join(isolated(text) for text in texts)

    def _title(self, label: str) -> str:
        found = self._scheme.find(label) if self._scheme is not None else None
        title = found.names.get(self._language) if found is not None and self._language != "en" else None
        return title or label

    def _state(self, row: EventRow) -> str:
        missing = [self.tr("{role} is missing").format(role=role) for role in row.missing]
        return "\n".join((*missing, *row.troubles)) or self.tr("Complete")

    def _tip(self, row: EventRow, column: int) -> str:
        if column == STATE:
            return self._state(row)
        role = self.role_of(column)
        if role in row.missing:
            return self.tr("{role} is missing").format(role=role)
        if role is not None:
            return "\n".join(f"{filler.text}  ({filler.label})" for filler in row.fillers.get(role, ()))
        return row.trigger if column == TRIGGER else row.event.label

    def _said(self, row: EventRow, column: int) -> str:
        if column == STATE:
            return self._state(row).replace("\n", ", ")
        role = self.role_of(column)
        words = self._words(row, column) or (self.tr("missing") if role in row.missing else self.tr("empty"))
        return f"{role}: {words}" if role is not None else words
