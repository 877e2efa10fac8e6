"""A searchable list that drops down where a menu would be too long: labels, languages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.icons import icon
from annotator.gui.theme import RADIUS, Theme
from annotator.gui.widgets.painting import (
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
_MOST_HEIGHT = 380
_WIDTH = 300


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
    """

    id: str
    text: str
    detail: str = ""
    key: str = ""
    heading: str = ""
    also: str = ""
    swatch: tuple[str, LabelKind] | None = None

    def found_by(self, needle: str) -> bool:
        """Whether it answers a folded search."""
        return needle in fold(f"{self.text}\n{self.detail}\n{self.heading}\n{self.also}")


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
            return row if isinstance(row, str) else f"{row.text} {row.detail}".strip()
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
            paint_line(painter, words, str(row), font, self.theme.c("text3"), side=start_side(option.direction))
        painter.restore()

    def _paint_entry(self, painter: QPainter, bounds: QRectF, direction: Qt.LayoutDirection, entry: Entry) -> None:
        x, end = bounds.left() + 8, bounds.right() - 8
        if entry.swatch is not None:
            hue, kind = entry.swatch
            dot = mirrored(direction, bounds, QRectF(x, bounds.top(), 10, bounds.height()))
            paint_swatch(painter, dot.center(), self.theme.ink(hue), kind)
            x += 20
        if entry.key:
            width = keycap_width(entry.key, self.theme)
            cap = QRectF(end - width, bounds.center().y() - 9, width, 18)
            paint_keycap(painter, mirrored(direction, bounds, cap), entry.key, self.theme)
            end -= width + 8
        font = self.theme.font("body")
        if entry.id == self.current:
            font.setWeight(QFont.Weight.DemiBold)
        text = one_line(entry.text)
        width = min(text_width(text, font) + 1, end - x)
        at = mirrored(direction, bounds, QRectF(x, bounds.top(), width, bounds.height()))
        side = start_side(direction)
        paint_line(painter, at, text, font, self.theme.c("text"), side=side)
        rest = mirrored(direction, bounds, QRectF(x + width + 8, bounds.top(), end - x - width - 8, bounds.height()))
        if entry.detail and rest.width() > 24:
            paint_line(
                painter, rest, one_line(entry.detail), self.theme.font("small"), self.theme.c("text3"), side=side
            )


class Picker(Themed, QFrame):
    """A drop-down list with a search field.

    Signals:
        picked: The id of the entry.
    """

    picked = Signal(str)

    def __init__(self, *, object_name: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        # Square, as menus are: outside round corners a screen without a compositor shows black.
        self.setProperty("kind", "picker")
        self.setObjectName(object_name)
        self.setAccessibleName(name)
        self._entries: tuple[Entry, ...] = ()
        self._rows = _Rows(self)
        self._delegate = _Delegate(self)
        self._field = QLineEdit()
        self._field.setObjectName(f"{object_name}_search")
        self._field.setAccessibleName(self.tr("Search"))
        self._field.setPlaceholderText(self.tr("Search"))
        self._search_icon = self._field.addAction(
            icon("search", self.theme.c("text3")), QLineEdit.ActionPosition.LeadingPosition
        )
        self._list = QListView()
        self._list.setObjectName(f"{object_name}_list")
        self._list.setAccessibleName(name)
        self._list.setModel(self._rows)
        self._list.setItemDelegate(self._delegate)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setMouseTracking(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(self._field)
        layout.addWidget(self._list)
        self._field.textChanged.connect(self._search)
        self._field.installEventFilter(self)
        self._list.clicked.connect(self._pick)
        self._list.entered.connect(self._list.setCurrentIndex)

    def theme_changed(self) -> None:
        """Tint icons and list."""
        self._delegate.theme = self.theme
        self._search_icon.setIcon(icon("search", self.theme.c("text3")))

    def offer(self, entries: Sequence[Entry], current: str = "") -> None:
        """What can be picked; `current` is the id of what holds now."""
        self._entries = tuple(entries)
        self._delegate.current = current
        self._field.clear()
        self._search("")
        for row, entry in enumerate(self._rows.rows):
            if isinstance(entry, Entry) and entry.id == current:
                self._list.setCurrentIndex(self._rows.index(row))

    def drop_below(self, widget: QWidget) -> None:
        """Appear at the start side below a widget, inside its screen."""
        heights = sum(_HEADING_HEIGHT if isinstance(row, str) else _ENTRY_HEIGHT for row in self._rows.rows)
        size = QSize(_WIDTH + 18, min(_MOST_HEIGHT, heights + 62))
        is_rtl = widget.layoutDirection() is Qt.LayoutDirection.RightToLeft
        corner = QPoint(widget.width() - size.width() if is_rtl else 0, widget.height() + 2)
        place = QRect(widget.mapToGlobal(corner), size)
        screen = widget.screen().availableGeometry()
        place.moveRight(min(place.right(), screen.right()))
        place.moveBottom(min(place.bottom(), screen.bottom()))
        place.moveLeft(max(place.left(), screen.left()))
        self.setGeometry(place)
        self.show()
        self._field.setFocus()

    def _search(self, text: str) -> None:
        needle = fold(text.strip())
        self._rows.show(entry for entry in self._entries if entry.found_by(needle))
        self._step(1)

    def _step(self, by: int) -> None:
        """Make the next entry current, headings left out."""
        row = self._list.currentIndex().row() + by
        while 0 <= row < len(self._rows.rows) and isinstance(self._rows.rows[row], str):
            row += by
        if 0 <= row < len(self._rows.rows):
            self._list.setCurrentIndex(self._rows.index(row))

    def _pick(self, index: QModelIndex) -> None:
        row = index.data(_Role.ROW)
        if isinstance(row, Entry):
            self.hide()
            self.picked.emit(row.id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the field that are meant for the list."""
        # The type first: other events also come while the window is taken apart and the field is gone.
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched is self._field:
            match event.key():
                case Qt.Key.Key_Down:
                    self._step(1)
                case Qt.Key.Key_Up:
                    self._step(-1)
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self._pick(self._list.currentIndex())
                case _:
                    return False
            return True
        return False
