"""Rows of a form that can be added, moved, merged and deleted: roles of an event, values of a choice, examples."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from annotator.gui.building import button
from annotator.gui.widgets import IconButton

R = TypeVar("R", bound="Row")


class Row(QFrame):
    """One row: a line of fields, and more below that can be opened.

    Attributes:
        origin: What it is called in the scheme; empty if it is new.
    """

    changed = Signal()
    moved = Signal(int)
    merged = Signal(str)
    removed = Signal()

    def __init__(self, object_name: str, name: str, origin: str) -> None:
        super().__init__()
        self.setObjectName(object_name)
        self.setProperty("kind", "card")
        self.origin = origin
        self._name = name
        self._others: tuple[str, ...] = ()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 4, 6)
        layout.setSpacing(6)
        self.line = QHBoxLayout()
        self.line.setSpacing(6)
        layout.addLayout(self.line)
        self.more = QWidget()
        self.more.hide()
        layout.addWidget(self.more)

    def finish(self, *, can_open: bool) -> None:
        """After the fields: the buttons at the end of the line."""
        if can_open:
            self._opener = IconButton(
                "chevron-down", self.tr("More about {name}").format(name=self._name), object_name="row_more"
            )
            self._opener.clicked.connect(self._open)
            self.line.addWidget(self._opener)
        self._menu_button = IconButton(
            "ellipsis", self.tr("Move, merge or delete {name}").format(name=self._name), object_name="row_menu"
        )
        self._menu_button.clicked.connect(self._show_menu)
        self.line.addWidget(self._menu_button)
        self._menu = QMenu(self)
        self._menu.setObjectName("row_actions")

    def _open(self) -> None:
        self.more.setVisible(self.more.isHidden())

    def say_changed(self) -> None:
        """Pass on that a field was changed."""
        self.changed.emit()

    def offer(self, others: Sequence[str]) -> None:
        """Say into which others the row can be merged."""
        self._others = tuple(others)

    def _show_menu(self) -> None:
        """What the row can do, made when it is wanted."""
        self._menu.clear()
        for words, do in ((self.tr("Move up"), self._move_up), (self.tr("Move down"), self._move_down)):
            self._menu.addAction(words).triggered.connect(do)
        self._menu.addSeparator()
        if self.origin and self._others:
            merging = self._menu.addMenu(self.tr("Merge into"))
            for other in self._others:
                merging.addAction(other.replace("&", "&&")).setData(other)
            merging.triggered.connect(self._merge)
        self._menu.addAction(self.tr("Delete")).triggered.connect(self.removed)
        self._menu.popup(self._menu_button.mapToGlobal(self._menu_button.rect().bottomLeft()))

    def _merge(self, action: object) -> None:
        self.merged.emit(action.data())  # type: ignore[attr-defined]

    def _move_up(self) -> None:
        self.moved.emit(-1)

    def _move_down(self) -> None:
        self.moved.emit(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with an arrow moves the row."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self.moved.emit(step)
        else:
            super().keyPressEvent(event)

    def focus_first(self) -> None:
        """Give the keyboard to the first field."""
        first = self.line.itemAt(0)
        field = first.widget() if first is not None else None
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def row_name(self) -> str:
        """What the row is called now."""
        raise NotImplementedError


class Rows(QWidget, Generic[R]):
    """Rows below each other and a button for a new one."""

    changed = Signal()

    def __init__(self, object_name: str, add_words: str) -> None:
        super().__init__()
        self.setObjectName(object_name)
        self.rows: list[R] = []
        self._merged: dict[str, str] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        self._layout.addLayout(self._list)
        self._add = button(add_words, "secondary", f"{object_name}_add")
        self._add.clicked.connect(self.add_new)
        self.foot = QHBoxLayout()
        self.foot.addWidget(self._add)
        self.foot.addStretch(1)
        self._layout.addLayout(self.foot)

    def make_new(self) -> R:
        """A row for something new."""
        raise NotImplementedError

    def add_new(self) -> None:
        """The person wants one more."""
        row = self.make_new()
        self.take(row)
        row.focus_first()
        self.changed.emit()

    def clear(self) -> None:
        """No rows any more."""
        self._merged = {}
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = []

    def take(self, made: R) -> None:
        """One row more, at the end."""
        self.rows.append(made)
        self._list.addWidget(made)
        made.changed.connect(self._on_changed)
        made.moved.connect(self._move)
        made.removed.connect(self._remove)
        made.merged.connect(self._merge)
        self._offer()

    def origins(self) -> dict[str, str]:
        """Old names to present ones, of what is still there or was merged."""
        now = {row.origin: row.row_name() for row in self.rows if row.origin}
        return now | {old: now[into] for old, into in self._merged.items() if into in now}

    def _on_changed(self) -> None:
        self._offer()
        self.changed.emit()

    def _offer(self) -> None:
        for row in self.rows:
            row.offer([other.origin for other in self.rows if other is not row and other.origin])

    def _sender_row(self) -> R | None:
        sender = self.sender()
        return next((row for row in self.rows if row is sender), None)

    def _move(self, by: int) -> None:
        row = self._sender_row()
        if row is None:
            return
        at = self.rows.index(row)
        to = max(0, min(len(self.rows) - 1, at + by))
        self.rows.insert(to, self.rows.pop(at))
        self._list.removeWidget(row)
        self._list.insertWidget(to, row)
        self.changed.emit()

    def _remove(self) -> None:
        row = self._sender_row()
        if row is not None:
            self._drop(row)

    def _merge(self, into: str) -> None:
        row = self._sender_row()
        if row is not None:
            self._merged = {old: into if there == row.origin else there for old, there in self._merged.items()}
            self._merged[row.origin] = into
            self._drop(row)

    def _drop(self, row: R) -> None:
        at = self.rows.index(row)
        self.rows.remove(row)
        row.hide()
        row.deleteLater()
        self._offer()
        if self.rows:
            self.rows[min(at, len(self.rows) - 1)].focus_first()
        else:
            self._add.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()
