"""What can be done with the chosen rows of the list of clusters: one table for its keys, its buttons and its menu."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QMenu, QWidget

from annotator.gui.icons import icon
from annotator.gui.label_keys import pressed_chord
from annotator.gui.panels.clusters_model import GroupRow, MentionRow, Row
from annotator.gui.theme import Theme
from annotator.gui.widgets import KeyedButton
from annotator.model.ids import ClusterId, MentionId

_COLUMNS = 2


def _(_context: str, text: str) -> str:
    """Mark a text for translators (an alias of QT_TRANSLATE_NOOP for their tool, with a type)."""
    return text


@dataclass(frozen=True, slots=True)
class Act:
    """One thing to do; `key` does it while the list has the keyboard.

    Attributes:
        has_field: Whether there is a field for it, which shows the key; then it needs no button.
    """

    id: str
    text: str
    key: str
    icon: str
    has_field: bool = False

    @property
    def words(self) -> str:
        """What it is called, in the interface language."""
        return QCoreApplication.translate("ClusterActs", self.text)


_ACTS = (
    Act("go", _("ClusterActs", "Go to text"), "Enter", "corner-down-left"),
    Act("link", _("ClusterActs", "Add to last"), "K", "link"),
    Act("new", _("ClusterActs", "New cluster"), "N", "plus"),
    Act("split", _("ClusterActs", "Split off"), "S", "scissors"),
    Act("represent", _("ClusterActs", "Represents it"), "R", "star"),
    Act("take_out", _("ClusterActs", "Take out"), "Del", "unlink"),
    Act("toggle", _("ClusterActs", "Open or close"), "Enter", "chevrons-up-down"),
    Act("rename", _("ClusterActs", "Rename"), "F2", "square-pen"),
    Act("merge", _("ClusterActs", "Merge"), "M", "link"),
    Act("label", _("ClusterActs", "Label…"), "L", "tag", has_field=True),
    Act("identify", _("ClusterActs", "Identifier…"), "I", "hash", has_field=True),
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The chosen rows, in the list's order."""

    rows: tuple[Row, ...]

    @property
    def mentions(self) -> list[MentionId]:
        """The chosen mentions."""
        return [row.mention.id for row in self.rows if isinstance(row, MentionRow)]

    @property
    def linked(self) -> list[MentionId]:
        """Those of them that are in a cluster."""
        return [row.mention.id for row in self.rows if isinstance(row, MentionRow) and row.cluster]

    @property
    def clusters(self) -> list[ClusterId]:
        """The chosen clusters."""
        return [row.group.id for row in self.rows if isinstance(row, GroupRow)]

    def acts(self) -> tuple[Act, ...]:
        """What can be done with them."""
        mentions, linked, clusters = self.mentions, self.linked, self.clusters
        fits = {
            "go": len(mentions) == 1 and not clusters,
            "link": bool(mentions) and not clusters,
            "new": bool(mentions) and not clusters,
            "split": bool(linked) and linked == mentions and not clusters,
            "represent": len(linked) == len(mentions) == 1 and not clusters,
            "take_out": bool(linked) and not clusters,
            "toggle": len(clusters) == 1 and not mentions,
            "rename": len(clusters) == 1 and not mentions,
            "merge": len(clusters) > 1 and not mentions,
            "label": len(clusters) == 1 and not mentions,
            "identify": len(clusters) == 1 and not mentions,
        }
        return tuple(act for act in _ACTS if fits[act.id])


def act_of(event: QKeyEvent, acts: Iterable[Act]) -> str | None:
    """The id of the act whose key was pressed; letters count by their place on the keyboard."""
    plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    written = "" if plain else QKeySequence(event.key()).toString(QKeySequence.SequenceFormat.PortableText)
    pressed = {pressed_chord(event), {"Return": "Enter", "Backspace": "Del"}.get(written, written)} - {""}
    return next((act.id for act in acts if act.key in pressed), None)


class ActsBar(QWidget):
    """The acts as buttons, each beside its key.

    Signals:
        chosen: The id of the act.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cluster_acts")
        self._buttons = {act.id: self._button(act) for act in _ACTS if not act.has_field}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(14, 8, 12, 10)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, 1)

    def _button(self, act: Act) -> KeyedButton:
        made = KeyedButton(act.words, act.key, act.words, object_name=f"clusters_act_{act.id}", parent=self)
        made.setProperty("act", act.id)
        made.clicked.connect(self._choose)
        made.hide()
        return made

    def show_acts(self, acts: Sequence[Act]) -> None:
        """Offer other acts."""
        for button in self._buttons.values():
            self._grid.removeWidget(button)
            button.hide()
        for place, act in enumerate(act for act in acts if not act.has_field):
            button = self._buttons[act.id]
            row, column = divmod(place, _COLUMNS)
            self._grid.addWidget(button, row, column, Qt.AlignmentFlag.AlignLeading)
            button.show()
        self.setVisible(bool(acts))

    def _choose(self) -> None:
        sender = self.sender()
        if isinstance(sender, KeyedButton):
            self.chosen.emit(sender.property("act"))


class ActsMenu(QMenu):
    """The acts as a menu.

    Signals:
        chosen: The id of the act.
    """

    chosen = Signal(str)

    def __init__(self, acts: Sequence[Act], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("clusters_menu")
        for act in acts:
            action = self.addAction(icon(act.icon, theme.c("text2")), f"{act.words}\t{act.key}")
            action.setData(act.id)
        self.triggered.connect(self._choose)

    def _choose(self, action: QAction) -> None:
        self.chosen.emit(action.data())
