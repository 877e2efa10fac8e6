"""The project's reasons as a list to edit: add, rename in place, take out, order."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from annotator.gui.building import button, keycaps, label, row, wrapped
from annotator.gui.overlay import Overlay
from annotator.gui.theme import SIZE, Theme
from annotator.gui.widgets import IconButton, spread_theme

_ALT = Qt.KeyboardModifier.AltModifier


class ReasonsCard(Overlay):
    """Edits a copy; the project gets it as one act.

    Signals:
        reasons_chosen: The list as it is now wanted.
    """

    reasons_chosen = Signal(object)
    WIDTH = 460
    HEIGHT = 460

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window, theme, "reasons_card")
        self._list = QListWidget()
        self._list.setObjectName("reasons_list")
        self._list.setAccessibleName(self.tr("Reasons"))
        self._list.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self._list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self._list.installEventFilter(self)
        self._add = IconButton("plus", self.tr("Add a reason (Ins)"), object_name="reason_add")
        self._rename = IconButton("pencil", self.tr("Rename (F2)"), object_name="reason_rename")
        self._remove = IconButton("trash-2", self.tr("Take out (Del)"), object_name="reason_remove")
        self._up = IconButton("arrow-up", self.tr("Up (Alt+Up)"), object_name="reason_up")
        self._down = IconButton("arrow-down", self.tr("Down (Alt+Down)"), object_name="reason_down")
        self.primary = button(self.tr("Take these"), "primary", "reasons_use")
        cancel = button(self.tr("Cancel"), "secondary", "reasons_cancel")
        cancel.clicked.connect(self.close_overlay)
        self.primary.clicked.connect(self._take)
        self._add.clicked.connect(self._new)
        self._rename.clicked.connect(self._edit)
        self._remove.clicked.connect(self._take_out)
        self._up.clicked.connect(self._move_up)
        self._down.clicked.connect(self._move_down)
        hint = self.tr("The first nine have digits. Decisions keep the reasons that they have.")
        self.body.addWidget(label(self.tr("Reasons for decisions"), "title"))
        self.body.addWidget(wrapped(hint, "small"))
        self.body.addWidget(self._list, 1)
        tools = (self._add, self._rename, self._remove, self._up, self._down)
        self.body.addWidget(row(*tools, None, gap=2))
        self.body.addWidget(row(None, cancel, self.primary, keycaps("Enter")))
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take another theme."""
        super().set_theme(theme)
        spread_theme(self.card, theme)

    def ask(self, reasons: Sequence[str]) -> None:
        """Show a list."""
        self._list.clear()
        for reason in reasons:
            self._list.addItem(_item(reason))
        self._list.setCurrentRow(0)
        self.open()

    def first_field(self) -> QWidget:
        """The list."""
        return self._list

    def reasons(self) -> list[str]:
        """What is wanted now; rows without words are left out."""
        words = [self._list.item(place).text().strip() for place in range(self._list.count())]
        return [reason for reason in words if reason]

    def _new(self) -> None:
        place = self._list.currentRow() + 1
        self._list.insertItem(place, _item(""))
        self._list.setCurrentRow(place)
        self._edit()

    def _edit(self) -> None:
        found = self._list.currentItem()
        if found is not None:
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)
            self._list.editItem(found)

    def _take_out(self) -> None:
        if self._list.currentRow() >= 0:
            self._list.takeItem(self._list.currentRow())

    def _move_up(self) -> None:
        self._move(-1)

    def _move_down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        place = self._list.currentRow()
        if 0 <= place + by < self._list.count():
            found = self._list.takeItem(place)
            self._list.insertItem(place + by, found)
            self._list.setCurrentRow(place + by)

    def _take(self) -> None:
        reasons = self.reasons()
        self.close_overlay()
        self.reasons_chosen.emit(reasons)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the list; while a row is edited they are the field's."""
        is_key = event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if not is_key or watched is not self._list or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if self._list.state() is QAbstractItemView.State.EditingState:
            return True  # Enter has ended the field; it does not mean the card
        is_alt = bool(event.modifiers() & _ALT)
        act = {
            (Qt.Key.Key_Insert, False): self._new,
            (Qt.Key.Key_Delete, False): self._take_out,
            (Qt.Key.Key_F2, False): self._edit,
            (Qt.Key.Key_Up, True): self._move_up,
            (Qt.Key.Key_Down, True): self._move_down,
            (Qt.Key.Key_Return, False): self._take,
            (Qt.Key.Key_Enter, False): self._take,
        }.get((Qt.Key(event.key()), is_alt))
        if act is None:
            return False
        act()
        return True


def _item(reason: str) -> QListWidgetItem:
    made = QListWidgetItem(reason)
    made.setSizeHint(QSize(0, SIZE["control"]))
    made.setFlags(made.flags() | Qt.ItemFlag.ItemIsEditable)
    return made
