"""The scheme as a tree to tick: which labels are exported, how often each is used, and its name in the file."""

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from annotator.gui.naming import number
from annotator.gui.theme import RADIUS, SIZE, Theme
from annotator.gui.widgets.chips import label_tip
from annotator.gui.widgets.painting import (
    Side,
    end_side,
    mirrored,
    one_line,
    paint_line,
    paint_swatch,
    start_side,
)
from annotator.gui.widgets.themed import Themed
from annotator.model.folding import fold
from annotator.model.scheme import Label, LabelKind, Scheme

Index = QModelIndex | QPersistentModelIndex

_LABEL = Qt.ItemDataRole.UserRole
_USES = Qt.ItemDataRole.UserRole + 1
_INDENT = 14
_COUNT_WIDTH, _NAME_SHARE = 52, 0.36
_NAME, _COUNT, _RENAME = range(3)


class _Delegate(QStyledItemDelegate):
    """Paints a row: box, sign, name; count; name in the file, faint where it is the scheme's."""

    theme = Theme()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(60, SIZE["row"])

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bounds = QRectF(option.rect)
        if index.column() == _NAME:
            self._paint_name(painter, option, index)
        else:
            label = index.sibling(index.row(), _NAME).data(_LABEL)
            text, color, side = self._words(option, index, label)
            inside = bounds.adjusted(6, 0, -6, 0)
            paint_line(painter, inside, text, self.theme.font("small"), self.theme.c(color), side=side)
        painter.restore()

    def _words(self, option: QStyleOptionViewItem, index: Index, label: object) -> tuple[str, str, Side]:
        """What stands in a cell beside the name, its colour and its side."""
        if index.column() == _COUNT:
            uses = index.sibling(index.row(), _NAME).data(_USES)
            return (number(uses) if uses else ""), "text3", end_side(option.direction)
        given = one_line(index.data() or "")
        usual = label.name if isinstance(label, Label) and not label.abstract else ""
        return given or one_line(usual), "text" if given else "text3", start_side(option.direction)

    def _paint_name(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        style, theme, direction = option.widget.style(), self.theme, option.direction
        box = QStyleOptionViewItem(option)
        self.initStyleOption(box, index)
        box.rect = style.subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, box, option.widget)
        box.state &= ~(QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_Selected)
        box.palette.setColor(QPalette.ColorRole.Window, theme.edge_of_boxes())
        box.state |= _STATES[Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole))]
        style.drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck, box, painter, option.widget)
        bounds, label = QRectF(option.rect), index.data(_LABEL)
        x = bounds.left() + box.rect.width() + 12
        if isinstance(label, Label):
            dot = mirrored(direction, bounds, QRectF(x, bounds.top(), 10, bounds.height()))
            paint_swatch(painter, dot.center(), theme.ink(label.hue), label.kind)
            x += 18
        is_plain = isinstance(label, Label) and not label.abstract
        words = mirrored(direction, bounds, QRectF(x, bounds.top(), bounds.right() - x - 4, bounds.height()))
        font = theme.font("body" if is_plain else "small_strong")
        color = theme.c("text" if is_plain else "text2")
        paint_line(painter, words, one_line(index.data()), font, color, side=start_side(direction))

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A field for the name in the file; nothing else of a row is edited."""
        label = index.sibling(index.row(), _NAME).data(_LABEL)
        if index.column() != _RENAME or not isinstance(label, Label) or label.abstract:
            return None  # type: ignore[return-value]  # as Qt has it
        made = QLineEdit(parent)
        made.setObjectName("export_label_rename")
        made.setAccessibleName(self.tr("Name of {label} in the file").format(label=label.name))
        made.setPlaceholderText(label.name)
        return made

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Ctrl+Enter takes the name and goes on to the card, which exports."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(editor, QWidget):
            is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
                return False
        return super().eventFilter(editor, event)


_STATES = {
    Qt.CheckState.Checked: QStyle.StateFlag.State_On,
    Qt.CheckState.Unchecked: QStyle.StateFlag.State_Off,
    Qt.CheckState.PartiallyChecked: QStyle.StateFlag.State_NoChange,
}


class LabelTree(Themed, QTreeWidget):
    """Labels by kind below their parents.

    Signals:
        changed: Another tick, or another name.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("export_label_tree")
        self.setAccessibleName(self.tr("Labels to export"))
        self.setHeaderLabels([self.tr("Label"), "", self.tr("Name in the file")])
        self.setIndentation(_INDENT)
        self.setUniformRowHeights(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.header().setSectionsMovable(False)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(_COUNT, QHeaderView.ResizeMode.Fixed)
        self.header().setSectionResizeMode(_RENAME, QHeaderView.ResizeMode.Fixed)
        self._delegate = _Delegate(self)
        self.setItemDelegate(self._delegate)
        self._items: dict[str, QTreeWidgetItem] = {}
        self._scheme: Scheme | None = None
        self.itemChanged.connect(self._on_item_changed)

    def theme_changed(self) -> None:
        """Paint with other colours."""
        self._delegate.theme = self.theme
        edge, surface = self.theme.hex("line_strong"), self.theme.hex("surface")
        self.setStyleSheet(
            f"QTreeWidget {{ background: {surface}; border: 1px solid {edge}; border-radius: {RADIUS['control']}px;"
            " outline: none; show-decoration-selected: 0; selection-background-color: transparent; }"
            " QHeaderView::section { background: transparent; }"
        )
        self.viewport().update()

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """A row on its ground: the current one is told by it."""
        if index.row() == self.currentIndex().row() and index.parent() == self.currentIndex().parent():
            painter.save()
            painter.setPen(self.theme.c("accent") if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.c("accent_soft"))
            whole = QRectF(0, option.rect.top(), self.viewport().width(), option.rect.height())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawRoundedRect(whole.adjusted(2.5, 0.5, -2.5, -0.5), RADIUS["control"], RADIUS["control"])
            painter.restore()
        super().drawRow(painter, option, index)

    # -- filling

    def show_scheme(self, scheme: Scheme) -> None:
        """Offer the labels of a scheme, all of them ticked, under their own names."""
        if scheme == self._scheme:
            return
        self._scheme = scheme
        self.blockSignals(True)
        self.clear()
        self._items = {}
        for kind, title in self._kinds():
            labels = [label for label in scheme.labels if label.kind == kind]
            if labels:
                top = self._add(self.invisibleRootItem(), title)
                for label in labels:
                    above = self._items.get(label.parent, top)
                    self._items[label.name] = self._add(above, label.leaf, label)
        self.expandAll()
        self.blockSignals(False)
        first = self.topLevelItem(0)
        if first is not None:
            self.setCurrentItem(first)

    def _kinds(self) -> tuple[tuple[LabelKind, str], ...]:
        return (("entity", self.tr("Entities")), ("event", self.tr("Events")), ("relation", self.tr("Relations")))

    def _add(self, parent: QTreeWidgetItem, words: str, label: Label | None = None) -> QTreeWidgetItem:
        made = QTreeWidgetItem(parent, [words, "", ""])
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
        made.setFlags(flags | Qt.ItemFlag.ItemIsAutoTristate | Qt.ItemFlag.ItemIsEditable)
        made.setCheckState(_NAME, Qt.CheckState.Checked)
        if label is not None:
            made.setData(_NAME, _LABEL, label)
            made.setToolTip(_NAME, label_tip(label, "en"))
        return made

    def show_uses(self, uses: Mapping[str, int]) -> None:
        """Say how often each label is used; a label with others below it counts theirs, too."""
        if self._scheme is None:
            return
        self.blockSignals(True)
        totals: dict[str, int] = {}
        for used, count in uses.items():
            for name in self._up_from(used):
                totals[name] = totals.get(name, 0) + count
        for name, item in self._items.items():
            item.setData(_NAME, _USES, totals.get(name, 0))
            said = f"{name}, {number(totals.get(name, 0))}"
            item.setData(_NAME, Qt.ItemDataRole.AccessibleTextRole, said)
        self.blockSignals(False)
        self.viewport().update()

    def _up_from(self, name: str) -> Iterator[str]:
        """A label and those above it."""
        item = self._items.get(name)
        while item is not None and isinstance(item.data(_NAME, _LABEL), Label):
            yield item.data(_NAME, _LABEL).name
            item = item.parent()

    def show_chosen(self, labels: Sequence[str], renames: Mapping[str, str]) -> None:
        """Tick these labels and those below them (none for all), and show other names."""
        if self._scheme is None:
            return
        self.blockSignals(True)
        for name, item in self._items.items():
            if not item.childCount():
                is_in = not labels or any(self._scheme.is_a(name, chosen) for chosen in labels)
                item.setCheckState(_NAME, Qt.CheckState.Checked if is_in else Qt.CheckState.Unchecked)
            item.setText(_RENAME, renames.get(name, ""))
        self.blockSignals(False)
        self.viewport().update()

    def tick_all(self, state: Qt.CheckState) -> None:
        """Tick all that are shown, or none of them."""
        self.blockSignals(True)
        for item in self._items.values():
            if not item.childCount() and not item.isHidden():
                item.setCheckState(_NAME, state)
        self.blockSignals(False)
        self.viewport().update()
        self.changed.emit()

    # -- what is chosen

    @property
    def is_all(self) -> bool:
        """Whether all labels are ticked."""
        return all(item.checkState(_NAME) is Qt.CheckState.Checked for item in self._items.values())

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ticked labels; of a ticked label not those below it."""
        ticked = [name for name, item in self._items.items() if item.checkState(_NAME) is Qt.CheckState.Checked]
        below = {name for name in ticked if any(above in ticked for above in list(self._up_from(name))[1:])}
        return tuple(name for name in ticked if name not in below)

    @property
    def renames(self) -> dict[str, str]:
        """Labels that have another name in the file."""
        given = {name: item.text(_RENAME).strip() for name, item in self._items.items()}
        return {name: words for name, words in given.items() if words and words != name}

    @property
    def counts(self) -> tuple[int, int]:
        """How many labels that mentions and relations can have are ticked, and how many there are."""
        usable = [item for item in self._items.values() if not item.data(_NAME, _LABEL).abstract]
        return sum(item.checkState(_NAME) is Qt.CheckState.Checked for item in usable), len(usable)

    def _on_item_changed(self, _item: QTreeWidgetItem, _column: int) -> None:
        self.changed.emit()

    # -- searching and keys

    def search(self, words: str) -> None:
        """Show only what has these words in one of its names, with what stands above it."""
        needle = fold(words.strip())
        for place in range(self.topLevelItemCount()):
            self._filter(self.topLevelItem(place), needle)

    def _filter(self, item: QTreeWidgetItem | None, needle: str) -> bool:
        if item is None:
            return False
        below = [self._filter(item.child(place), needle) for place in range(item.childCount())]
        label = item.data(_NAME, _LABEL)
        names = (label.name, *label.names.values()) if isinstance(label, Label) else ()
        is_shown = not needle or any(below) or any(needle in fold(name) for name in names)
        item.setHidden(not is_shown)
        return is_shown

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks the current row, F2 gives it another name; letters do not search."""
        item = self.currentItem()
        if event.key() == Qt.Key.Key_Space and item is not None:
            is_on = item.checkState(_NAME) is Qt.CheckState.Checked
            item.setCheckState(_NAME, Qt.CheckState.Unchecked if is_on else Qt.CheckState.Checked)
        elif event.key() == Qt.Key.Key_F2 and item is not None:
            self._rename(item)
        elif event.text().isprintable() and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _rename(self, item: QTreeWidgetItem) -> None:
        label = item.data(_NAME, _LABEL)
        if isinstance(label, Label) and not label.abstract:
            self.editItem(item, _RENAME)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out."""
        super().resizeEvent(event)
        self.setColumnWidth(_COUNT, _COUNT_WIDTH)
        self.setColumnWidth(_RENAME, round(self.viewport().width() * _NAME_SHARE))
