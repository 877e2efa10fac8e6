"""The scheme as a tree: labels by kind below their parents, each with sign, key and count; then attributes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
)

from annotator.gui.naming import number
from annotator.gui.theme import RADIUS, Theme
from annotator.gui.widgets.chips import key_sign
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
from annotator.model.folding import fold
from annotator.model.scheme import Label, LabelKind, Scheme

Sort = Literal["scheme", "label", "attribute", "heading"]
Index = QModelIndex | QPersistentModelIndex

_ROW = 28
_ITEM = Qt.ItemDataRole.UserRole
_INDENT = 14


@dataclass(frozen=True)
class Item:
    """A row of the tree.

    Attributes:
        name: Full name of the label or attribute; words for others.
        uses: How many mentions or relations have the label; `None` if that is not known.
    """

    sort: Sort
    name: str
    title: str = ""
    hue: str = ""
    kind: LabelKind = "entity"
    key: str = ""
    abstract: bool = False
    uses: int | None = None


class _Delegate(QStyledItemDelegate):
    """Paints a row: sign, name, key, count at the end."""

    theme = Theme()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(80, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item = index.data(_ITEM)
        if not isinstance(item, Item):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bounds = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.c("accent_soft"))
            painter.drawRoundedRect(bounds.adjusted(0, 1, 0, -1), RADIUS["control"], RADIUS["control"])
            if option.state & QStyle.StateFlag.State_HasFocus:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(self.theme.c("accent"))
                ring = bounds.adjusted(0.5, 1.5, -0.5, -1.5)
                painter.drawRoundedRect(ring, RADIUS["control"], RADIUS["control"])
        self._paint_item(painter, bounds, option.direction, item)
        painter.restore()

    def _paint_item(self, painter: QPainter, bounds: QRectF, direction: Qt.LayoutDirection, item: Item) -> None:
        theme, x, end = self.theme, bounds.left() + 6, bounds.right() - 8
        if item.hue:
            dot = mirrored(direction, bounds, QRectF(x, bounds.top(), 10, bounds.height()))
            paint_swatch(painter, dot.center(), theme.ink(item.hue), item.kind)
            x += 18
        if item.uses:
            words, font = number(item.uses), theme.font("micro")
            width = text_width(words, font) + 1
            at = mirrored(direction, bounds, QRectF(end - width, bounds.top(), width, bounds.height()))
            paint_line(painter, at, words, font, theme.c("text3"), side="center")
            end -= width + 8
        if item.key:
            sign = key_sign(item.key)
            width = keycap_width(sign, theme)
            cap = QRectF(end - width, bounds.center().y() - 9, width, 18)
            paint_keycap(painter, mirrored(direction, bounds, cap), sign, theme)
            end -= width + 8
        face = "micro" if item.sort == "heading" else "small_strong" if item.abstract else "body"
        color = "text3" if item.sort == "heading" else "text2" if item.abstract else "text"
        at = mirrored(direction, bounds, QRectF(x, bounds.top(), end - x, bounds.height()))
        text = one_line(item.title or item.name)
        paint_line(painter, at, text, theme.font(face), theme.c(color), side=start_side(direction))


class SchemeTree(QTreeWidget):
    """The tree.

    Signals:
        picked: An `Item` that the person wants to see in the form.
        moved: Name of a label, its new parent, and the sibling before which it shall stand (empty: last).
        attribute_moved: The same for an attribute, without a parent.
    """

    picked = Signal(object)
    moved = Signal(str, str, str)
    attribute_moved = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("scheme_tree")
        self.setAccessibleName(self.tr("Labels and attributes"))
        self.setHeaderHidden(True)
        self.setIndentation(_INDENT)
        self.setUniformRowHeights(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self._delegate = _Delegate(self)
        self.setItemDelegate(self._delegate)
        self._items: dict[tuple[Sort, str], QTreeWidgetItem] = {}
        self._scheme: Scheme | None = None
        self._uses: Mapping[str, int] = {}
        self._is_filling = False
        self.currentItemChanged.connect(self._on_current)

    def set_theme(self, theme: Theme) -> None:
        """Take another theme."""
        self._delegate.theme = theme
        self.setStyleSheet(
            "QTreeWidget { background: transparent; border: none; outline: none; show-decoration-selected: 0;"
            " selection-background-color: transparent; }"
        )
        self.viewport().update()

    # -- filling

    def show_scheme(self, scheme: Scheme, uses: Mapping[str, int]) -> None:
        """Show a scheme; what was chosen stays chosen, if it is still there."""
        current, self._scheme, self._uses = self.current(), scheme, uses
        self._is_filling = True
        self.clear()
        self._items = {}
        self._add(None, Item("scheme", scheme.name, self.tr("About the scheme")))
        kinds: tuple[tuple[LabelKind, str], ...] = (
            ("entity", self.tr("Entities")),
            ("event", self.tr("Events")),
            ("relation", self.tr("Relations")),
        )
        for kind, title in kinds:
            heading = self._add(None, Item("heading", kind, title, kind=kind))
            for label in scheme.labels:
                if label.kind == kind:
                    self._add(self._items.get(("label", label.parent), heading), self._item(label))
            heading.setExpanded(True)
        heading = self._add(None, Item("heading", "attribute", self.tr("Attributes")))
        for attribute in scheme.attributes:
            self._add(heading, Item("attribute", attribute.name))
        self.expandAll()
        self._is_filling = False
        if current is not None:
            self.choose(current.sort, current.name)

    def _item(self, label: Label) -> Item:
        uses = self._uses.get(label.name)
        return Item("label", label.name, "", label.hue, label.kind, label.key, abstract=label.abstract, uses=uses)

    def _add(self, parent: QTreeWidgetItem | None, item: Item) -> QTreeWidgetItem:
        made = QTreeWidgetItem()
        made.setData(0, _ITEM, item)
        uses = f", {number(item.uses)}" if item.uses else ""
        made.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{item.title or item.name}{uses}")
        can_move = item.sort in ("label", "attribute")
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsDropEnabled
        if item.sort != "heading":
            flags |= Qt.ItemFlag.ItemIsSelectable
        made.setFlags(flags | Qt.ItemFlag.ItemIsDragEnabled if can_move else flags)
        if parent is None:
            self.addTopLevelItem(made)
        else:
            parent.addChild(made)
        self._items[item.sort, item.name] = made
        return made

    # -- choosing

    def current(self) -> Item | None:
        """The row that is chosen."""
        item = self.currentItem()
        return item.data(0, _ITEM) if item is not None else None

    def choose(self, sort: Sort, name: str) -> None:
        """Choose a row as if the person had; nothing if it is not there."""
        item = self._items.get((sort, name))
        if item is not None:
            self.setCurrentItem(item)
            self.scrollToItem(item)

    def _on_current(self, item: QTreeWidgetItem | None, _old: object) -> None:
        if item is not None and not self._is_filling:
            found = item.data(0, _ITEM)
            if isinstance(found, Item) and found.sort != "heading":
                self.picked.emit(found)

    def search(self, text: str) -> None:
        """Show only what has these words in one of its names; with what stands above it."""
        needle = fold(text.strip())
        for top in range(self.topLevelItemCount()):
            self._filter(self.topLevelItem(top), needle)
        first = next((item for item in self._walk() if needle and self._answers(item, needle)), None)
        if first is not None:
            self.setCurrentItem(first)

    def _filter(self, item: QTreeWidgetItem | None, needle: str) -> bool:
        if item is None:
            return False
        below = [self._filter(item.child(i), needle) for i in range(item.childCount())]
        is_shown = not needle or any(below) or self._answers(item, needle)
        item.setHidden(not is_shown)
        return is_shown

    def _answers(self, item: QTreeWidgetItem, needle: str) -> bool:
        found = item.data(0, _ITEM)
        if not isinstance(found, Item) or found.sort in ("heading", "scheme") or self._scheme is None:
            return False
        label = self._scheme.find(found.name) if found.sort == "label" else None
        names = (found.name, *(label.names.values() if label is not None else ()))
        return any(needle in fold(name) for name in names)

    def _walk(self) -> Iterator[QTreeWidgetItem]:
        """All rows in sight, from the top."""
        item = self.topLevelItem(0)
        while item is not None:
            yield item
            item = self.itemBelow(item)

    # -- moving

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with an arrow moves the chosen row among its siblings."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self._step(step)
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        item = self.currentItem()
        parent = item.parent() if item is not None else None
        if item is None or parent is None:
            return
        at = parent.indexOfChild(item)
        to = at + by
        if 0 <= to < parent.childCount():
            # Before the one above, or before whatever follows the one below.
            before = parent.child(to if by < 0 else to + 1)
            self._ask(item.data(0, _ITEM), parent.data(0, _ITEM), before)

    def _ask(self, item: Item, parent: Item, before: QTreeWidgetItem | None) -> None:
        sibling = before.data(0, _ITEM).name if before is not None else ""
        if item.sort == "attribute":
            self.attribute_moved.emit(item.name, sibling)
        elif item.sort == "label":
            self.moved.emit(item.name, parent.name if parent.sort == "label" else "", sibling)

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask for the move; the tree itself changes when the scheme has."""
        event.ignore()
        target, item = self.itemAt(event.position().toPoint()), self.currentItem()
        if target is None or item is None or target is item:
            return
        place = self.dropIndicatorPosition()
        mine, there = item.data(0, _ITEM), target.data(0, _ITEM)
        on_item = place == QAbstractItemView.DropIndicatorPosition.OnItem
        parent = target if on_item or there.sort == "heading" else target.parent()
        if parent is None or not _may_stand(mine, parent.data(0, _ITEM)):
            return
        before = None
        if not on_item and there.sort != "heading":
            shift = 1 if place == QAbstractItemView.DropIndicatorPosition.BelowItem else 0
            before = parent.child(parent.indexOfChild(target) + shift)
        if before is not item:
            self._ask(mine, parent.data(0, _ITEM), before)


def _may_stand(item: Item, parent: Item) -> bool:
    """Labels stand below labels and headings of their kind, attributes below theirs."""
    if item.sort == "attribute":
        return parent.name == "attribute" and parent.sort == "heading"
    return parent.sort in ("label", "heading") and parent.kind == item.kind and parent.name != "attribute"
