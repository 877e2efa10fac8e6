"""A list of things to pick from, under headings: labels, languages, roles, the mentions that could fill one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, IntEnum, auto
from itertools import islice

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.gui.theme import RADIUS, Theme
from annotator.gui.widgets.painting import (
    end_side,
    keycap_width,
    mirrored,
    one_line,
    paint_keycap,
    paint_line,
    paint_swatch,
    start_side,
    text_width,
)
from annotator.gui.widgets.themed import Themed
from annotator.model.folding import fold
from annotator.model.scheme import LabelKind

Index = QModelIndex | QPersistentModelIndex

_ENTRY_HEIGHT = 30
_HEADING_HEIGHT = 26
_WIDTH = 300
_MOST = 500
_NOTE_PART = 0.5
"""The most of a row that its note may take."""


class Tone(Enum):
    """How much an entry wants to be seen."""

    PLAIN = auto()
    FAINT = auto()
    MISSING = auto()


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to pick.

    Attributes:
        id: What is emitted.
        detail: Said after the text, fainter.
        key: Shown as a keycap.
        heading: The group it stands in; entries of a group follow each other.
        also: Further words under which it is found.
        swatch: Hue and kind, for labels.
        note: Said at the end of the row, before the key.
        tone: `FAINT` for what can hardly be meant; `MISSING` if the note says that something has still to be done.
    """

    id: str
    text: str
    detail: str = ""
    key: str = ""
    heading: str = ""
    also: str = ""
    swatch: tuple[str, LabelKind] | None = None
    note: str = ""
    tone: Tone = Tone.PLAIN

    @property
    def folded(self) -> str:
        """All its words, as a search compares them."""
        return fold(f"{self.text}\n{self.detail}\n{self.note}\n{self.heading}\n{self.also}")


class _Role(IntEnum):
    ROW = Qt.ItemDataRole.UserRole


class _Rows(QAbstractListModel):
    """Entries that answer the search, with a row (a `str`) for the heading of each group."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[Entry | str] = []

    def show(self, entries: Iterable[Entry]) -> None:
        self.beginResetModel()
        self.rows = []
        heading = ""
        for entry in entries:
            if entry.heading != heading:
                heading = entry.heading
                if heading:
                    self.rows.append(heading)
            self.rows.append(entry)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == _Role.ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row if isinstance(row, str) else " ".join(filter(None, (row.text, row.detail, row.note)))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self.rows[index.row()], Entry):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags


class _Delegate(QStyledItemDelegate):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.theme = Theme()
        self.current = ""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        is_heading = isinstance(index.data(_Role.ROW), str)
        return QSize(_WIDTH, _HEADING_HEIGHT if is_heading else _ENTRY_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(_Role.ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bounds = QRectF(option.rect)
        if isinstance(row, Entry):
            if option.state & QStyle.StateFlag.State_Selected:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self.theme.c("accent_soft"))
                painter.drawRoundedRect(bounds, RADIUS["control"], RADIUS["control"])
            self._paint_entry(painter, bounds, option.direction, row)
        else:
            words = bounds.adjusted(8, 4, -8, 0)
            font = self.theme.font("micro")
            way, color = option.direction, self.theme.c("text3")
            # Words of ours: a quoted text does not decide their direction, however long it is.
            paint_line(painter, words, str(row), font, color, side=start_side(way), direction=way)
        painter.restore()

    def _paint_entry(self, painter: QPainter, bounds: QRectF, direction: Qt.LayoutDirection, entry: Entry) -> None:
        x = bounds.left() + 8
        if entry.swatch is not None:
            hue, kind = entry.swatch
            dot = mirrored(direction, bounds, QRectF(x, bounds.top(), 10, bounds.height()))
            paint_swatch(painter, dot.center(), self.theme.ink(hue), kind)
            x += 20
        end = self._paint_end(painter, bounds, direction, entry)
        self._paint_words(painter, bounds, direction, entry, (x, end))

    def _paint_end(self, painter: QPainter, bounds: QRectF, direction: Qt.LayoutDirection, entry: Entry) -> float:
        """Paint key and note; returns where they begin, as in a left-to-right interface."""
        end = bounds.right() - 8
        if entry.key:
            width = keycap_width(entry.key, self.theme)
            cap = QRectF(end - width, bounds.center().y() - 9, width, 18)
            paint_keycap(painter, mirrored(direction, bounds, cap), entry.key, self.theme)
            end -= width + 8
        if entry.note:
            font = self.theme.font("small")
            note = one_line(entry.note)
            width = min(text_width(note, font) + 1, bounds.width() * _NOTE_PART)
            at = mirrored(direction, bounds, QRectF(end - width, bounds.top(), width, bounds.height()))
            color = self.theme.c("warn" if entry.tone is Tone.MISSING else "text3")
            paint_line(painter, at, note, font, color, side=end_side(direction))
            end -= width + 8
        return end

    def _paint_words(
        self, painter: QPainter, bounds: QRectF, direction: Qt.LayoutDirection, entry: Entry, room: tuple[float, float]
    ) -> None:
        x, end = room
        font = self.theme.font("body")
        if entry.id == self.current:
            font.setWeight(QFont.Weight.DemiBold)
        text = one_line(entry.text)
        width = min(text_width(text, font) + 1, end - x)
        at = mirrored(direction, bounds, QRectF(x, bounds.top(), width, bounds.height()))
        side = start_side(direction)
        color = self.theme.c("text3" if entry.tone is Tone.FAINT else "text")
        paint_line(painter, at, text, font, color, side=side)
        rest = mirrored(direction, bounds, QRectF(x + width + 8, bounds.top(), end - x - width - 8, bounds.height()))
        if entry.detail and rest.width() > 24:
            paint_line(
                painter, rest, one_line(entry.detail), self.theme.font("small"), self.theme.c("text3"), side=side
            )


class EntryList(Themed, QListView):
    """Shows entries, one of which is current; whoever owns it hands on the keys.

    Signals:
        picked: The id of the entry that was clicked, or taken with `pick`.
        walked: The id of the entry that keys or a search made current.
        pointed: The id of the entry that the pointer made current.
    """

    picked = Signal(str)
    walked = Signal(str)
    pointed = Signal(str)

    def __init__(self, *, object_name: str, name: str) -> None:
        super().__init__()
        self._entries: tuple[Entry, ...] = ()
        self._folded: tuple[str, ...] = ()
        self._rows = _Rows(self)
        self._delegate = _Delegate(self)
        self.setObjectName(object_name)
        self.setAccessibleName(name)
        self.setModel(self._rows)
        self.setItemDelegate(self._delegate)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._pick)
        self.entered.connect(self._point)

    def theme_changed(self) -> None:
        """Paint with other colours."""
        self._delegate.theme = self.theme
        self.viewport().update()

    def offer(self, entries: Sequence[Entry], current: str = "") -> None:
        """What can be picked; `current` is the id of what holds now."""
        self._entries = tuple(entries)
        self._folded = ()
        self._delegate.current = current
        self.narrow("")
        for row, entry in enumerate(self._rows.rows):
            if isinstance(entry, Entry) and entry.id == current:
                self.setCurrentIndex(self._rows.index(row))

    def narrow(self, words: str) -> None:
        """Show what answers a search, as far as anybody would scroll; the first is current."""
        needle = fold(words.strip())
        found: Iterable[Entry] = self._entries
        if needle:
            self._folded = self._folded or tuple(entry.folded for entry in self._entries)
            pairs = zip(self._entries, self._folded, strict=True)
            found = (entry for entry, text in pairs if needle in text)
        self._rows.show(islice(found, _MOST))
        self.setCurrentIndex(QModelIndex())
        self.step(1)

    @property
    def current(self) -> Entry | None:
        """The entry that Enter would take."""
        row = self.currentIndex().data(_Role.ROW)
        return row if isinstance(row, Entry) else None

    @property
    def offered(self) -> tuple[str, ...]:
        """The ids of the entries that are shown."""
        return tuple(row.id for row in self._rows.rows if isinstance(row, Entry))

    @property
    def contents_height(self) -> int:
        """Pixels that all rows need."""
        return sum(_HEADING_HEIGHT if isinstance(row, str) else _ENTRY_HEIGHT for row in self._rows.rows)

    def step(self, by: int) -> None:
        """Make the next or previous entry current; not beyond the ends."""
        row = self.currentIndex().row() + by
        while 0 <= row < len(self._rows.rows):
            entry = self._rows.rows[row]
            if isinstance(entry, Entry):
                self.setCurrentIndex(self._rows.index(row))
                self.walked.emit(entry.id)
                return
            row += by

    def pick(self) -> None:
        """Take the current entry, if there is one."""
        self._pick(self.currentIndex())

    def by_key(self, key: str) -> Entry | None:
        """The entry with this keycap, whether the search shows it or not."""
        return next((entry for entry in self._entries if key and entry.key == key), None)

    def _point(self, index: QModelIndex) -> None:
        row = index.data(_Role.ROW)
        if isinstance(row, Entry) and index != self.currentIndex():
            self.setCurrentIndex(index)
            self.pointed.emit(row.id)

    def _pick(self, index: QModelIndex) -> None:
        row = index.data(_Role.ROW)
        if isinstance(row, Entry):
            self.picked.emit(row.id)
