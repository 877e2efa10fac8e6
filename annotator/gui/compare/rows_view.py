"""The list of disagreements on the screen; the current one may be open as a card."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from annotator.gui.compare.rows_delegate import ROW_HEIGHT, ROW_HEIGHT_WITH_TITLE, RowsDelegate
from annotator.gui.compare.rows_model import GroupRow, RowsModel
from annotator.gui.compare.words import family_of
from annotator.gui.label_keys import pressed_chord
from annotator.gui.widgets import RowsView
from annotator.services.comparison.disagreement_list import Identity, Listed

_BUBBLING = frozenset((Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape))

MakeCard = Callable[[Listed, int], QWidget]


class DisagreementsView(RowsView):
    """Shows a `RowsModel`; what was current stays so while the list changes.

    Args:
        make_card: Makes the card of a disagreement for a width.

    Attributes:
        rows: The model.
        is_open: Whether the current disagreement is open as a card.

    Signals:
        listed_chosen: The `Listed` one that a person went to with the list's own keys or the mouse.
    """

    listed_chosen = Signal(object)

    def __init__(self, make_card: MakeCard) -> None:
        super().__init__(ROW_HEIGHT)
        self.setObjectName("disagreements_list")
        self.setAccessibleName(self.tr("Disagreements"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._make_card = make_card
        self.rows = RowsModel(self)
        self.painter_of_rows = RowsDelegate(self)
        self.is_open = True
        self._identity: Identity | None = None
        self._is_led = False
        self._carded: QWidget | None = None
        self._resized = QTimer(self)
        self._resized.setSingleShot(True)
        self._resized.setInterval(0)
        self._resized.timeout.connect(self.show_card)
        self.setModel(self.rows)
        self.setItemDelegate(self.painter_of_rows)
        self.rows.modelReset.connect(self._return)
        self.clicked.connect(self._click)
        self.selectionModel().currentChanged.connect(self._on_current)

    # -- the current one

    @property
    def current(self) -> Listed | None:
        """The current disagreement, if it is in sight and no head of a group is."""
        return self.rows.listed_at(self.currentIndex())

    def go_to_listed(self, identity: Identity | None) -> bool:
        """Make a disagreement current, opening its group; returns whether it is listed."""
        if identity is not None:
            self.rows.open_group_of(identity)
        index = self.rows.index_of(identity)
        self._identity = identity if index.isValid() else None
        self._set_current(index)
        return index.isValid()

    def step(self, by: int) -> Listed | None:
        """Make the next or previous one current; `None` if there is none."""
        here = self.currentIndex()
        start = here.row() if here.isValid() else (-1 if by > 0 else self.rows.rowCount())
        index = self.rows.next_from(start, by)
        if not index.isValid():
            return None
        self._identity = None
        self._set_current(index)
        return self.current

    def go_to_end(self, step: int) -> Listed | None:
        """Make the first one current (`step` 1) or the last (-1)."""
        self._set_current(QModelIndex())
        return self.step(step)

    def _set_current(self, index: QModelIndex) -> None:
        self._is_led = True
        self.go_to(index)
        self._is_led = False
        if not index.isValid():
            self.clearSelection()
        found = self.current
        self._identity = found.identity if found is not None else self._identity
        self.show_card()
        self.viewport().update()

    def _return(self) -> None:
        """The list is another: go back to what was current."""
        self._carded = None
        self.painter_of_rows.open_row = -1
        height = ROW_HEIGHT_WITH_TITLE if self.rows.shows_titles else ROW_HEIGHT
        self.verticalHeader().setDefaultSectionSize(height)
        self._set_current(self.rows.index_of(self._identity))

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        """A person went to another row; where others lead is told by them."""
        if self._is_led:
            return
        found = self.rows.listed_at(index)
        if found is not None:
            self._identity = found.identity
            self.listed_chosen.emit(found)
        self.show_card()

    def _click(self, index: QModelIndex) -> None:
        row = self.rows.row_at(index)
        if isinstance(row, GroupRow):
            self.toggle_group()

    # -- card and groups

    def toggle(self) -> None:
        """Open or close the card of the current disagreement, or the current group."""
        if isinstance(self.rows.row_at(self.currentIndex()), GroupRow):
            self.toggle_group()
        else:
            self.is_open = not self.is_open
            self.show_card()

    def toggle_group(self) -> None:
        """Fold or open the group whose head is current."""
        row = self.rows.row_at(self.currentIndex())
        if isinstance(row, GroupRow):
            self._identity = None
            self.rows.fold(row.family, is_folded=row.is_open)
            self._set_current(self.rows.index_of_group(row.family))

    def fold(self, is_folded: bool) -> None:
        """Fold the group in which one is, or open it."""
        row = self.rows.row_at(self.currentIndex())
        if row is None:
            return
        family = row.family if isinstance(row, GroupRow) else family_of(row.found.kind)
        if isinstance(row, GroupRow) and row.is_open is not is_folded:
            return
        if is_folded or isinstance(row, GroupRow):
            self._identity = None
            self.rows.fold(family, is_folded=is_folded)
            self._set_current(self.rows.index_of_group(family))

    def show_card(self) -> None:
        """Show the card of the current disagreement, or none; made anew, for it may have changed."""
        self._take_card_away()
        found, index = self.current, self.currentIndex()
        if found is not None and self.is_open:
            width = self.viewport().width()
            card = self._carded = self._make_card(found, width)
            self.painter_of_rows.open_row = index.row()
            self.setIndexWidget(index, card)
            self.setRowHeight(index.row(), _height(card, width))
            card.show()
        if index.isValid():
            self.scrollTo(index)

    def _take_card_away(self) -> None:
        row, self.painter_of_rows.open_row = self.painter_of_rows.open_row, -1
        card, self._carded = self._carded, None
        if row >= 0 and card is not None:
            here = QApplication.focusWidget()
            if here is not None and card.isAncestorOf(here):
                self.setFocus()
            card.hide()
            # Without a widget, Qt takes the old one away; its stubs do not know that.
            self.setIndexWidget(self.rows.index(row), None)  # type: ignore[arg-type]
            self.setRowHeight(row, self.verticalHeader().defaultSectionSize())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A card of another width has another height."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width() and self._carded is not None:
            self._resized.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right fold; the keys of the page are the page's."""
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            is_ltr = self.layoutDirection() is Qt.LayoutDirection.LeftToRight
            self.fold((key == Qt.Key.Key_Left) is is_ltr)
        elif key in _BUBBLING or pressed_chord(event):
            event.ignore()
        else:
            super().keyPressEvent(event)


def _height(card: QWidget, width: int) -> int:
    layout = card.layout()
    if layout is None or not layout.hasHeightForWidth():
        return card.sizeHint().height()
    return layout.totalHeightForWidth(width)
