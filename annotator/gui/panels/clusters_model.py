"""The clusters of a document for Qt: one flat list of rows, in which a cluster opens to its mentions.

Flat, because a tree asks for all of its rows after each act. The rows are worked out anew and compared with those that
are there; only what differs is told to the view, so what is selected and in sight stays.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import groupby

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from annotator.gui.naming import number
from annotator.gui.widgets import plain_tip
from annotator.model.annotation import Kind, Mention
from annotator.model.change import Changes
from annotator.model.folding import fold
from annotator.model.ids import ClusterId, DocumentId, MentionId
from annotator.services.cluster_list import ClusterList, Group

Index = QModelIndex | QPersistentModelIndex
Key = tuple[str, ...]

MIME = "application/x-annotator-clusters"
_LOOSE = ClusterId("")
"""Stands for the group of mentions that are in no cluster."""
_MOST_STEPS = 64
"""Separate places that one act may change before the whole list is shown anew."""


class Role(IntEnum):
    """What the model tells beyond Qt's own roles."""

    ROW = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A cluster."""

    group: Group
    is_open: bool

    @property
    def key(self) -> Key:
        """What stays the same while the cluster changes."""
        return ("cluster", self.group.id)


@dataclass(frozen=True, slots=True)
class LooseRow:
    """The head of the mentions that are in no cluster."""

    count: int
    is_open: bool
    key: Key = field(default=("loose",), init=False)


@dataclass(frozen=True, slots=True)
class TitleRow:
    """The document in which the mentions below it stand."""

    cluster: ClusterId
    document: DocumentId

    @property
    def key(self) -> Key:
        """What stays the same."""
        return ("document", self.cluster, self.document)


@dataclass(frozen=True, slots=True)
class MentionRow:
    """A mention; `cluster` is empty below the head of those without one."""

    mention: Mention
    cluster: ClusterId
    is_chosen: bool = False

    @property
    def key(self) -> Key:
        """What stays the same while the mention changes."""
        return ("mention", self.mention.id, self.cluster)


Row = GroupRow | LooseRow | TitleRow | MentionRow


class ClustersModel(QAbstractListModel):
    """Clusters of one kind and the mentions of those that are open.

    Attributes:
        targets: Clusters that the next mention would go into.

    Signals:
        rename_requested: `(cluster, name)`.
        link_requested: `(mentions, cluster)`: they were dragged onto it.
        unlink_requested: `(mentions)`: they were dragged out.
        merge_requested: `(clusters)`: all others were dragged onto the first.
    """

    rename_requested = Signal(str, str)
    link_requested = Signal(list, str)
    unlink_requested = Signal(list)
    merge_requested = Signal(list)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._list: ClusterList | None = None
        self._kind = Kind.ENTITY
        self._needle = ""
        self._opened: set[ClusterId] = {_LOOSE}
        self._rows: list[Row] = []
        self._by_key: dict[Key, Row] = {}
        self.targets: frozenset[ClusterId] = frozenset()

    # -- what is listed

    @property
    def listed(self) -> ClusterList | None:
        """The clusters and their words."""
        return self._list

    def set_list(self, listed: ClusterList | None) -> None:
        """Show another list, or none."""
        self._list = listed
        self._reset(list(self._wanted()))

    @property
    def kind(self) -> Kind:
        """What the clusters are of."""
        return self._kind

    def show_kind(self, kind: Kind) -> None:
        """Show the clusters of entities, or of events."""
        self._kind = kind
        self.set_list(self._list)

    @property
    def needle(self) -> str:
        """What is looked for, folded."""
        return self._needle

    def find(self, text: str) -> None:
        """Show only clusters in whose names or mentions a text stands, and of their mentions those in which it does."""
        self._needle = fold(text.strip())
        self.set_list(self._list)

    def follow(self, changes: Changes) -> None:
        """Take in an act."""
        if self._list is not None and self._list.follow(changes):
            self._show(list(self._wanted()))

    def open(self, cluster: ClusterId | None, is_open: bool = True) -> None:
        """Open a cluster to its mentions, or close it; `None` for the mentions without one."""
        (self._opened.add if is_open else self._opened.discard)(cluster or _LOOSE)
        self._show(list(self._wanted()))

    def _wanted(self) -> Iterator[Row]:
        if self._list is None:
            return
        for group in self._list.groups(self._kind):
            yield from self._rows_of(group)
        loose = [m for m in self._list.loose(self._kind) if self._needle in self._list.folded(m)]
        if loose:
            is_open = _LOOSE in self._opened or bool(self._needle)
            yield LooseRow(len(loose), is_open)
            if is_open:
                yield from (MentionRow(mention, _LOOSE) for mention in loose)

    def _rows_of(self, group: Group) -> Iterator[Row]:
        listed, mentions = self._list, group.mentions
        if listed is None:
            return
        cluster, is_open = group.cluster, group.id in self._opened
        if self._needle not in fold(f"{cluster.name}\n{cluster.kb}\n{group.label}"):
            mentions = tuple(mention for mention in mentions if self._needle in listed.folded(mention))
            is_open = True
        if not mentions:
            return
        yield GroupRow(group, is_open)
        if not is_open:
            return
        for document, inside in groupby(mentions, key=_document):
            if document != listed.document:
                yield TitleRow(group.id, document)
            yield from (MentionRow(m, group.id, m.id == cluster.representative) for m in inside)

    # -- telling the view what differs

    def _show(self, rows: list[Row]) -> None:
        old, new = self._by_key, {row.key: row for row in rows}
        gone = _runs([key not in new for key in old])
        come = _runs([key not in old for key in new])
        is_reordered = [key for key in old if key in new] != [key for key in new if key in old]
        if is_reordered or len(gone) + len(come) > _MOST_STEPS:
            self._reset(rows)
            return
        self._by_key = new
        for first, last in reversed(gone):
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._rows[first : last + 1]
            self.endRemoveRows()
        for first, last in come:
            self.beginInsertRows(QModelIndex(), first, last)
            self._rows[first:first] = rows[first : last + 1]
            self.endInsertRows()
        self._rows = rows
        for first, last in _runs([old.get(key, row) != row for key, row in new.items()]):
            self.dataChanged.emit(self.index(first), self.index(last))

    def _reset(self, rows: list[Row]) -> None:
        self.beginResetModel()
        self._rows, self._by_key = rows, {row.key: row for row in rows}
        self.endResetModel()

    # -- Qt's questions

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words, the row, or what the tooltip and the screen reader say."""
        row = self.row_at(index)
        if row is None or self._list is None:
            return None
        found: object = None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                found = self.words(row)
            case Qt.ItemDataRole.EditRole:
                found = row.group.cluster.name if isinstance(row, GroupRow) else self.words(row)
            case Role.ROW:
                found = row
            case Qt.ItemDataRole.ToolTipRole:
                found = plain_tip(self._told(row))
            case Qt.ItemDataRole.AccessibleTextRole:
                found = self._told(row)
        return found

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Clusters are renamed; mentions and clusters are dragged, onto clusters and out of them."""
        row = self.row_at(index)
        if row is None:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        flags |= Qt.ItemFlag.ItemIsDropEnabled
        if isinstance(row, GroupRow | MentionRow):
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        if isinstance(row, GroupRow):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for another name; the row changes when the session has done it."""
        row = self.row_at(index)
        name = str(value).strip()
        if not isinstance(row, GroupRow) or role != Qt.ItemDataRole.EditRole or name == row.group.cluster.name:
            return False
        self.rename_requested.emit(row.group.id, name)
        return True

    # -- dragging

    def supportedDropActions(self) -> Qt.DropAction:
        """Copying: what moves is for the session to say, the view must not take rows out by itself."""
        return Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        """Our own; nothing from outside can be dropped here."""
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Ids of the mentions and clusters that are dragged."""
        rows = [self.row_at(index) for index in indexes]
        content = {
            "mentions": [row.mention.id for row in rows if isinstance(row, MentionRow)],
            "clusters": [row.group.id for row in rows if isinstance(row, GroupRow)],
        }
        made = QMimeData()
        made.setData(MIME, json.dumps(content).encode())
        return made

    def canDropMimeData(self, data: QMimeData, _action: Qt.DropAction, _row: int, _column: int, parent: Index) -> bool:
        """Onto a row, and only where it would change something."""
        return self.row_at(parent) is not None and self._drop(data, parent) is not None

    def dropMimeData(self, data: QMimeData, _action: Qt.DropAction, _row: int, _column: int, parent: Index) -> bool:
        """Ask for what the drop means."""
        found = self._drop(data, parent)
        if found is None:
            return False
        to, mentions, clusters = found
        if clusters:
            self.merge_requested.emit([to, *clusters])
        elif to:
            self.link_requested.emit(mentions, to)
        else:
            self.unlink_requested.emit(mentions)
        return True

    def _drop(self, data: QMimeData, parent: Index) -> tuple[ClusterId, list[str], list[str]] | None:
        """The cluster that is dropped on (empty for none), and the mentions or clusters that would go there."""
        row = self.row_at(parent)
        if row is None or not data.hasFormat(MIME):
            return None
        content = json.loads(data.data(MIME).toStdString())
        to = cluster_of(row)
        here = {row.mention.id for row in self._rows if isinstance(row, MentionRow) and row.cluster == to}
        mentions = [mention for mention in content["mentions"] if mention not in here]
        clusters = [cluster for cluster in content["clusters"] if cluster != to] if to else []
        return (to, mentions, clusters) if mentions or clusters else None

    # -- for the panel

    def row_at(self, index: Index) -> Row | None:
        """The row at an index."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def index_of_mention(self, mention: MentionId) -> QModelIndex:
        """Where a mention is listed; invalid if it is not, or its cluster is closed."""
        keys = (row.key[:2] for row in self._rows)
        return next((self.index(at) for at, key in enumerate(keys) if key == ("mention", mention)), QModelIndex())

    def index_of_cluster(self, cluster: ClusterId) -> QModelIndex:
        """Where a cluster is listed; invalid if it is not."""
        keys = (row.key for row in self._rows)
        return next((self.index(at) for at, key in enumerate(keys) if key == ("cluster", cluster)), QModelIndex())

    @property
    def has_clusters(self) -> bool:
        """Whether there is any cluster of the kind, found or not."""
        return self._list is not None and bool(self._list.groups(self._kind))

    def words(self, row: Row) -> str:
        """What a row says."""
        if self._list is None:
            return ""
        match row:
            case GroupRow():
                return self._list.name(row.group)
            case LooseRow():
                return self.tr("Not linked")
            case TitleRow():
                return self._list.quotes.title(row.document)
            case MentionRow():
                return self._list.quotes.words(row.mention)

    def facts(self, group: Group) -> str:
        """How many mentions a cluster has, and in how many documents if these are several."""
        count = number(len(group.mentions))
        if group.documents == 1:
            return count
        return self.tr("{count} in {documents} documents").format(count=count, documents=number(group.documents))

    def _told(self, row: Row) -> str:
        words = self.words(row)
        match row:
            case GroupRow(group=group):
                state = self.tr("open") if row.is_open else self.tr("closed")
                count = len(group.mentions)
                mentions = self.tr("1 mention") if count == 1 else self.tr("%n mentions", "", count)
                where = "" if group.documents == 1 else ", " + self.tr("%n documents", "", group.documents)
                kb = f", {group.cluster.kb}" if group.cluster.kb else ""
                return f"{words}, {group.label}{kb}, {mentions}{where}, {state}"
            case LooseRow(count=count):
                return f"{words}, {number(count)}"
            case MentionRow(mention=mention) if self._list is not None:
                quote = self._list.quotes.quote(mention)
                around = quote.before + "".join(piece for piece, _is_marked in quote.pieces) + quote.after
                return f"{words}: {around.strip()}"
            case _:
                return words


def cluster_of(row: Row) -> ClusterId:
    """The cluster that a row belongs to; empty for none."""
    match row:
        case GroupRow():
            return row.group.id
        case LooseRow():
            return _LOOSE
        case _:
            return row.cluster


def _document(mention: Mention) -> DocumentId:
    return mention.document


def _runs(flags: Sequence[bool]) -> list[tuple[int, int]]:
    """First and last place of each run of true flags."""
    runs, start = [], None
    for place, flag in enumerate((*flags, False)):
        if flag and start is None:
            start = place
        elif not flag and start is not None:
            runs.append((start, place - 1))
            start = None
    return runs
