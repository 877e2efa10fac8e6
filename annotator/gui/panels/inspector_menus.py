"""What can be done with a link, as the menu of its chip."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from annotator.model.annotation import Argument, Relation


class ArgumentMenu(QMenu):
    """The menu of a filler.

    Signals:
        jump_requested: The argument.
        role_chosen: `(argument, role)`.
        move_requested: `(argument, steps)`.
        delete_requested: The argument.
    """

    jump_requested = Signal(object)
    role_chosen = Signal(object, str)
    move_requested = Signal(object, int)
    delete_requested = Signal(object)

    def __init__(self, argument: Argument, roles: Mapping[str, str], parent: QWidget) -> None:
        """`roles` are those that the filler may play instead, with their titles."""
        super().__init__(parent)
        self._argument = argument
        self.setObjectName("argument_menu")
        self.addAction(self.tr("Jump to it"), self._jump)
        self._roles = _submenu(self, self.tr("Change role"), roles)
        self._roles.triggered.connect(self._choose)
        self.addAction(self.tr("Move up"), self._move_up)
        self.addAction(self.tr("Move down"), self._move_down)
        self.addSeparator()
        self.addAction(self.tr("Take out"), self._delete)

    def _jump(self) -> None:
        self.jump_requested.emit(self._argument)

    def _choose(self, action: QAction) -> None:
        self.role_chosen.emit(self._argument, action.data())

    def _move_up(self) -> None:
        self.move_requested.emit(self._argument, -1)

    def _move_down(self) -> None:
        self.move_requested.emit(self._argument, 1)

    def _delete(self) -> None:
        self.delete_requested.emit(self._argument)


class RelationMenu(QMenu):
    """The menu of a relation.

    Signals:
        jump_requested, reverse_requested, delete_requested: The relation.
        label_chosen: `(relation, label)`.
    """

    jump_requested = Signal(object)
    label_chosen = Signal(object, str)
    reverse_requested = Signal(object)
    delete_requested = Signal(object)

    def __init__(self, relation: Relation, labels: Mapping[str, str], parent: QWidget) -> None:
        """`labels` are the other relations that may join the two, with their titles."""
        super().__init__(parent)
        self._relation = relation
        self.setObjectName("relation_menu")
        self.addAction(self.tr("Jump to it"), self._jump)
        self._labels = _submenu(self, self.tr("Change relation"), labels)
        self._labels.triggered.connect(self._choose)
        self.addAction(self.tr("Turn round"), self._reverse)
        self.addSeparator()
        self.addAction(self.tr("Delete"), self._delete)

    def _jump(self) -> None:
        self.jump_requested.emit(self._relation)

    def _choose(self, action: QAction) -> None:
        self.label_chosen.emit(self._relation, action.data())

    def _reverse(self) -> None:
        self.reverse_requested.emit(self._relation)

    def _delete(self) -> None:
        self.delete_requested.emit(self._relation)


def _submenu(menu: QMenu, title: str, choices: Mapping[str, str]) -> QMenu:
    """A menu inside another one, greyed if there is nothing to choose."""
    made = menu.addMenu(title)
    for name, words in choices.items():
        made.addAction(words.replace("&", "&&")).setData(name)
    made.setEnabled(bool(choices))
    return made
