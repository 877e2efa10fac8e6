"""One field for everything: actions, labels and documents, found as one types."""

from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from annotator.gui.building import key_names, keycap, row
from annotator.gui.command_search import Entry, Found
from annotator.gui.icons import pixmap
from annotator.gui.overlay import Overlay
from annotator.gui.theme import RADIUS, Theme
from annotator.gui.widgets import plain_label, separator
from annotator.gui.widgets.painting import (
    keycap_width,
    mirrored,
    one_line,
    paint_keycap,
    paint_line,
    paint_swatch,
    start_side,
    text_direction,
    text_width,
)
from annotator.model.scheme import LabelKind

_ROW, _HEAD, _NOTHING = 36, 28, 52
_MOST_HEIGHT = 420
_TEXT_LEFT = 40

Index = QModelIndex | QPersistentModelIndex
Searcher = Callable[[str], Sequence[Entry]]


class _Model(QAbstractListModel):
    """Entries with a heading (a string) before each group."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._items: list[Entry | str] = []

    def show(self, entries: Sequence[Entry], nothing: str) -> None:
        """Show other entries, or the sentence that there are none."""
        heads = {
            Found.ACTION: self.tr("Actions"),
            Found.LABEL: self.tr("Labels"),
            Found.DOCUMENT: self.tr("Documents"),
        }
        self.beginResetModel()
        self._items = [] if entries else [nothing]
        last = None
        for entry in entries:
            if entry.found is not last:
                self._items.append(heads[entry.found])
                last = entry.found
            self._items.append(entry)
        self.endResetModel()

    def item(self, position: int) -> Entry | str:
        """The entry, or the words of a heading."""
        return self._items[position]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        """How many rows, headings included."""
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words for screen readers; painting asks `item`."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        item = self.item(index.row())
        return item if isinstance(item, str) else one_line(f"{item.text}, {item.detail}")

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        if isinstance(self.item(index.row()), str):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def next_entry(self, position: int, step: int) -> int:
        """The next row from `position` that can be chosen, round and round; -1 if there is none."""
        count = len(self._items)
        for k in range(1, count + 1):
            place = (position + k * step) % count
            if isinstance(self._items[place], Entry):
                return place
        return -1


class _Delegate(QStyledItemDelegate):
    """Paints rows and headings."""

    def __init__(self, parent: QObject, theme: Theme) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Headings are lower than rows."""
        model = cast(_Model, index.model())
        alone = model.rowCount() == 1
        return QSize(100, (_NOTHING if alone else _HEAD) if isinstance(model.item(index.row()), str) else _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        model = cast(_Model, index.model())
        item = model.item(index.row())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bounds, way = QRectF(option.rect), option.direction
        if isinstance(item, str):
            rect = mirrored(way, bounds, bounds.adjusted(12, 4, -12, 0))
            paint_line(painter, rect, item, self.theme.font("micro"), self.theme.c("text3"), side=start_side(way))
        else:
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            self._paint_entry(painter, bounds, item, way, chosen=chosen)
        painter.restore()

    def _paint_entry(
        self, painter: QPainter, bounds: QRectF, entry: Entry, way: Qt.LayoutDirection, *, chosen: bool
    ) -> None:
        theme = self.theme
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.c("accent_soft"))
            painter.drawRoundedRect(bounds, RADIUS["control"], RADIUS["control"])
        spot = mirrored(way, bounds, QRectF(bounds.left() + 12, bounds.top() + 10, 16, 16))
        if entry.found is Found.LABEL:
            kind: LabelKind = "event" if entry.kind == "event" else "entity"
            paint_swatch(painter, spot.center(), theme.ink(entry.icon), kind, 9)
        elif entry.icon:
            ratio = painter.device().devicePixelRatioF()
            painter.drawPixmap(spot.topLeft(), pixmap(entry.icon, theme.c("accent" if chosen else "text3"), 16, ratio))
        end = self._paint_keys(painter, bounds, entry.keys, way)
        room = QRectF(bounds.left() + _TEXT_LEFT, bounds.top(), end - bounds.left() - _TEXT_LEFT - 12, bounds.height())
        self._paint_words(painter, bounds, room, entry, way)

    def _paint_keys(self, painter: QPainter, bounds: QRectF, keys: str, way: Qt.LayoutDirection) -> float:
        """Paint the keycaps; returns where they begin, as in a left-to-right interface."""
        names = key_names(keys) if keys else []
        widths = [keycap_width(name, self.theme) for name in names]
        begin = bounds.right() - 12 - sum(widths) - 3 * max(0, len(names) - 1)
        x = begin if way is Qt.LayoutDirection.LeftToRight else bounds.left() + 12
        for name, width in zip(names, widths, strict=True):
            paint_keycap(painter, QRectF(x, bounds.top() + 9, width, 18), name, self.theme)
            x += width + 3
        return begin

    def _paint_words(
        self, painter: QPainter, bounds: QRectF, room: QRectF, entry: Entry, way: Qt.LayoutDirection
    ) -> None:
        theme = self.theme
        detail_font = theme.font("small")
        detail = one_line(entry.detail)
        detail_width = min(text_width(detail, detail_font) + 2, room.width() * 0.4)
        layout = self._title(entry, room.width() - detail_width - 10)
        width = min(layout.lineAt(0).naturalTextWidth(), room.width() - detail_width - 10)
        title = mirrored(way, bounds, QRectF(room.left(), room.top(), width, room.height()))
        painter.setPen(theme.c("text"))
        painter.save()
        painter.setClipRect(title.adjusted(-1, 0, 1, 0))
        # The line is as wide as its words, so its side does not matter.
        middle = (title.height() - layout.lineAt(0).height()) / 2
        layout.draw(painter, title.topLeft() + QPointF(0, middle))
        painter.restore()
        rest = QRectF(room.left() + width + 10, room.top(), detail_width, room.height())
        place = mirrored(way, bounds, rest)
        paint_line(painter, place, detail, detail_font, theme.c("text3"), side=start_side(way))

    def _title(self, entry: Entry, width: float) -> QTextLayout:
        """The title in its own direction, matches in the accent."""
        font = self.theme.font("body")
        text = QFontMetricsF(font).elidedText(one_line(entry.text), Qt.TextElideMode.ElideRight, width)
        layout = QTextLayout(text, font)
        option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        option.setTextDirection(text_direction(text))
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        layout.setTextOption(option)
        layout.setFormats([self._range(entry.text, match) for match in entry.matches if match[1] <= len(text)])
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(1e5)
        line.setLineWidth(line.naturalTextWidth() + 0.5)
        layout.endLayout()
        return layout

    def _range(self, text: str, match: tuple[int, int]) -> QTextLayout.FormatRange:
        made = QTextLayout.FormatRange()
        # Qt counts UTF-16 units.
        made.start = len(text[: match[0]].encode("utf-16-le")) // 2
        made.length = len(text[match[0] : match[1]].encode("utf-16-le")) // 2
        made.format = QTextCharFormat()
        made.format.setForeground(self.theme.c("accent"))
        made.format.setFontWeight(600)
        return made


class CommandPalette(Overlay):
    """The overlay; asks `searcher` as one types."""

    action_chosen = Signal(str)
    label_chosen = Signal(str)
    document_chosen = Signal(str)
    WIDTH = 640
    TOP = 96

    def __init__(self, window: QWidget, theme: Theme, searcher: Searcher) -> None:
        super().__init__(window, theme, "command_palette")
        self._searcher = searcher
        self.body.setContentsMargins(8, 8, 8, 0)
        self.body.setSpacing(0)
        self._icon = plain_label()
        self._field = QLineEdit()
        self._field.setProperty("kind", "bare")
        self._field.setObjectName("command_query")
        self._field.setAccessibleName(self.tr("Search or run a command"))
        self._field.setPlaceholderText(self.tr("Search or run a command"))
        self._field.setFixedHeight(36)
        self._field.textEdited.connect(self._search)
        self._field.installEventFilter(self)
        self._model = _Model(self)
        self._delegate = _Delegate(self, theme)
        self._list = self._make_list()
        self.body.addWidget(row(self._icon, self._field, keycap(self.tr("Esc")), gap=8, margins=(12, 2, 10, 6)))
        self.body.addWidget(separator())
        self.body.addWidget(self._list, 1)
        self.body.addSpacing(8)
        self.body.addWidget(separator())
        self.body.addWidget(self._foot())
        self.set_theme(theme)

    def _make_list(self) -> QListView:
        made = QListView()
        made.setObjectName("command_hits")
        made.setAccessibleName(self.tr("Hits"))
        made.setModel(self._model)
        made.setItemDelegate(self._delegate)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        made.clicked.connect(self._run)
        return made

    def _foot(self) -> QWidget:
        hints = (self.tr(">  actions"), self.tr("#  labels"), self.tr("@  documents"))
        words = [plain_label(hint, "micro") for hint in hints]
        move, run = plain_label(self.tr("Move"), "micro"), plain_label(self.tr("Run"), "micro")
        keys = (keycap("↑"), keycap("↓"), move, 8, keycap("↵"), run)
        return row(*keys, None, words[0], 8, words[1], 8, words[2], gap=4, margins=(12, 8, 12, 10))

    def set_theme(self, theme: Theme) -> None:
        """Take another theme."""
        super().set_theme(theme)
        self._delegate.theme = theme
        self._icon.setPixmap(pixmap("search", theme.c("text2"), 16, self.devicePixelRatioF()))
        self._list.viewport().update()

    def first_field(self) -> QWidget:
        """The field."""
        return self._field

    def open_with(self, query: str = "") -> None:
        """Show it, with a query such as `#` to begin with."""
        self._field.setText(query)
        self._search(query)
        self.open()

    def _search(self, query: str) -> None:
        entries = self._searcher(query.strip())
        nothing = self.tr("Nothing matches ‘{query}’.").format(query=query)
        self._model.show(entries, nothing)
        self._go_to(self._model.next_entry(-1, 1) if self._model.rowCount() else -1)
        self._list.scrollToTop()
        self.place()

    def place(self) -> None:
        """As high as its hits."""
        rows = range(self._model.rowCount())
        wanted = sum(self._list.sizeHintForRow(i) for i in rows)
        self._list.setFixedHeight(min(wanted + 2, _MOST_HEIGHT, max(100, self.window().height() - 240)))
        super().place()

    def _go_to(self, position: int) -> None:
        if position >= 0:
            index = self._model.index(position)
            self._list.setCurrentIndex(index)
            self._field.setAccessibleDescription(str(self._model.data(index)))
            if position <= 1:
                self._list.scrollToTop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The field keeps the focus; arrows and Enter are the list's."""
        # The type first: the window's events come here too, also before there is a field and after it is gone.
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched is self._field:
            return self._take_key(event)
        return super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
        key = Qt.Key(event.key())
        if key in steps and self._model.rowCount():
            self._go_to(self._model.next_entry(self._list.currentIndex().row(), steps[key]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(self._list.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self.close_overlay()
        else:
            return False
        return True

    def _run(self, index: QModelIndex) -> None:
        item = self._model.item(index.row()) if index.isValid() else ""
        if isinstance(item, str):
            return
        self.close_overlay()
        signals = {
            Found.ACTION: self.action_chosen,
            Found.LABEL: self.label_chosen,
            Found.DOCUMENT: self.document_chosen,
        }
        signals[item.found].emit(item.id)
