"""The list of disagreements for Qt: grouped by kind, the groups can be folded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.gui.compare.words import Family, family_name, family_of, said_by
from annotator.gui.naming import number
from annotator.gui.widgets import plain_tip
from annotator.services.comparison.disagreement_list import Identity, Listed

Index = QModelIndex | QPersistentModelIndex


class Role(IntEnum):
    """What the model tells beyond Qt's own roles."""

    ROW = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class GroupRow:
    """The head of the disagreements of a kind."""

    family: Family
    count: int
    is_open: bool


Row = GroupRow | Listed


class RowsModel(QAbstractListModel):
    """Heads of groups, and below those that are open their disagreements in reading order.

    Attributes:
        shows_titles: Whether they are of several documents, so that each has to say of which.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups: dict[Family, list[Listed]] = {}
        self._folded: set[Family] = set()
        self._rows: list[Row] = []
        self.shows_titles = False

    # -- what is listed

    def show(self, listed: Sequence[Listed], *, shows_titles: bool) -> None:
        """List these."""
        self.shows_titles = shows_titles
        self._groups = {family: [] for family in Family}
        for one in listed:
            self._groups[family_of(one.found.kind)].append(one)
        self._list_anew()

    def fold(self, family: Family, is_folded: bool) -> None:
        """Fold a group, or open it."""
        (self._folded.add if is_folded else self._folded.discard)(family)
        self._list_anew()

    def _list_anew(self) -> None:
        self.beginResetModel()
        self._rows = list(self._wanted())
        self.endResetModel()

    def _wanted(self) -> Iterator[Row]:
        for family, inside in self._groups.items():
            if inside:
                is_open = family not in self._folded
                yield GroupRow(family, len(inside), is_open)
                if is_open:
                    yield from inside

    @property
    def count(self) -> int:
        """How many disagreements there are, those in folded groups included."""
        return sum(map(len, self._groups.values()))

    def number_of(self, listed: Listed) -> int:
        """The place of a disagreement among all of the list, from 1; 0 if it is not listed."""
        before = 0
        for inside in self._groups.values():
            for place, one in enumerate(inside):
                if one.identity == listed.identity:
                    return before + place + 1
            before += len(inside)
        return 0

    # -- finding rows

    def row_at(self, index: Index) -> Row | None:
        """What stands in a row."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def listed_at(self, index: Index) -> Listed | None:
        """The disagreement of a row, unless it is the head of a group."""
        row = self.row_at(index)
        return row if isinstance(row, Listed) else None

    def index_of(self, identity: Identity | None) -> QModelIndex:
        """Where a disagreement is listed; an invalid index if it is not, or its group is folded."""
        for place, row in enumerate(self._rows):
            if isinstance(row, Listed) and row.identity == identity:
                return self.index(place)
        return QModelIndex()

    def index_of_group(self, family: Family) -> QModelIndex:
        """Where the head of a group is."""
        for place, row in enumerate(self._rows):
            if isinstance(row, GroupRow) and row.family is family:
                return self.index(place)
        return QModelIndex()

    def open_group_of(self, identity: Identity) -> None:
        """Open the group in which a disagreement stands."""
        for family, inside in self._groups.items():
            if family in self._folded and any(one.identity == identity for one in inside):
                self.fold(family, is_folded=False)
                return

    def next_from(self, row: int, step: int) -> QModelIndex:
        """The next disagreement after a row, or before it with a negative `step`; invalid if there is none."""
        row += step
        while 0 <= row < len(self._rows):
            if isinstance(self._rows[row], Listed):
                return self.index(row)
            row += step
        return QModelIndex()

    # -- Qt's questions

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """Heads and disagreements."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words, the row, or what the tooltip and the screen reader say."""
        row = self.row_at(index)
        if row is None:
            return None
        match role:
            case Role.ROW:
                return row
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._words(row)
            case Qt.ItemDataRole.ToolTipRole if isinstance(row, Listed):
                return plain_tip(f"{row.found.sentence}\n{row.title}")
        return None

    def _words(self, row: Row) -> str:
        if isinstance(row, GroupRow):
            state = self.tr("open") if row.is_open else self.tr("folded")
            return f"{family_name(row.family)}, {number(row.count)}, {state}"
        sides = (f"{name} {said_by(row, side)}" for side, name in enumerate(row.found.annotators))
        title = (row.title,) if self.shows_titles else ()
        return ". ".join((row.quote, *sides, row.found.sentence, *title))
