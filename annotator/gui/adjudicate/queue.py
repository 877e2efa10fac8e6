"""The left column: how far it is, whose layers are looked at, and what is to be decided, document by document."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.gui.adjudicate.parts import ProgressLine, ToggleChip
from annotator.gui.adjudicate.queue_delegate import ROW_HEIGHT, QueueDelegate
from annotator.gui.adjudicate.queue_model import CaseRow, DocumentRow, QueueModel, Role, Wanted
from annotator.gui.building import chrome, label, row
from annotator.gui.naming import number
from annotator.gui.theme import Theme
from annotator.gui.widgets import ChoiceMenu, RowsView, Signs, WordButton, separator, sign_icon, spread_theme
from annotator.model.ids import AnnotatorName, DocumentId
from annotator.services.adjudication.progress import DocumentProgress

_LONGEST_NAMES = 3


class QueuePanel(QWidget):
    """Progress, choosers and the list.

    Attributes:
        model: What is listed.

    Signals:
        case_chosen: The key of a case of the open document.
        document_chosen: The `DocumentId` whose cases are wanted.
        annotators_chosen: A tuple of names; one of them is reviewed without the others.
        entered: Enter in the list: the keyboard belongs to the case.
    """

    case_chosen = Signal(str)
    document_chosen = Signal(object)
    annotators_chosen = Signal(object)
    wanted_changed = Signal()
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("adjudicate_queue")
        self.setAccessibleName(self.tr("Queue"))
        chrome(self)
        self._theme = Theme()
        self._signs = Signs()
        self._people: tuple[AnnotatorName, ...] = ()
        self.model = QueueModel(self)
        self._delegate = QueueDelegate(self)
        self._build()
        self._chips = {Wanted.OPEN: self._open, Wanted.REOPENED: self._reopened, Wanted.DECIDED: self._decided}
        for chip in self._chips.values():
            chip.clicked.connect(self._choose_wanted)
        self._show_wanted()

    def _build(self) -> None:
        self._done = label("0", "display", "adjudicate_done")
        self._all = label("", "small", "adjudicate_all")
        self._line = ProgressLine("adjudicate_line")
        self._open = ToggleChip(self.tr("Open"), "queue_open")
        self._reopened = ToggleChip(self.tr("Reopened"), "queue_reopened")
        self._decided = ToggleChip(self.tr("Decided"), "queue_decided")
        self._who = WordButton(object_name="queue_annotators")
        self._who.set_name(self.tr("Whose labels"))
        self._who.clicked.connect(self._show_menu)
        self._view = RowsView(ROW_HEIGHT)
        self._view.setObjectName("queue_list")
        self._view.setAccessibleName(self.tr("Cases"))
        self._view.setSelectionMode(RowsView.SelectionMode.SingleSelection)
        self._view.setModel(self.model)
        self._view.setItemDelegate(self._delegate)
        self._view.clicked.connect(self._choose)
        self._view.opened.connect(self._open_row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(row(self._done, self._all, None, gap=8, margins=(16, 8, 16, 0)))
        layout.addWidget(row(self._line, gap=0, margins=(16, 4, 16, 8)))
        layout.addWidget(row(self._open, self._reopened, self._decided, None, gap=6, margins=(16, 4, 12, 4)))
        layout.addWidget(row(self._who, None, margins=(8, 0, 8, 4)))
        layout.addWidget(separator())
        layout.addWidget(self._view, 1)

    def set_theme(self, theme: Theme) -> None:
        """Look as the theme says."""
        self._theme = self._delegate.theme = theme
        spread_theme(self, theme)
        self._view.viewport().update()

    # -- whose layers

    def show_people(self, people: Sequence[AnnotatorName], chosen: Sequence[AnnotatorName], signs: Signs) -> None:
        """Offer annotators, and show whose layers are looked at."""
        self._people, self._chosen, self._signs = tuple(people), tuple(chosen), signs
        if len(chosen) == 1:
            words = self.tr("Review of {name}").format(name=f"\u2068{chosen[0]}\u2069")
        else:
            named = ", ".join(f"\u2068{name}\u2069" for name in chosen[:_LONGEST_NAMES])
            more = len(chosen) - _LONGEST_NAMES
            words = f"{named} +{more}" if more > 0 else named
        self._who.set_words(words)
        self._who.setVisible(bool(people))

    _chosen: tuple[AnnotatorName, ...] = ()

    def menu(self) -> ChoiceMenu:
        """The menu of annotators: several to decide between, or one to review."""
        menu = ChoiceMenu(self)
        menu.setObjectName("queue_annotators_menu")
        for name in self._people:
            action = QAction(sign_icon(self._signs.of(name), self._theme), name.replace("&", "&&"), menu)
            action.setData(name)
            action.setCheckable(True)
            action.setChecked(name in self._chosen)
            action.toggled.connect(self._toggle_person)
            menu.addAction(action)
        menu.addSeparator()
        for name in self._people:
            words = self.tr("Review only {name}").format(name=f"\u2068{name}\u2069")
            action = QAction(words.replace("&", "&&"), menu)
            action.setData(name)
            action.triggered.connect(self._review_person)
            menu.addAction(action)
        return menu

    def _show_menu(self) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        is_rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        corner = self._who.rect().bottomRight() if is_rtl else self._who.rect().bottomLeft()
        at = self._who.mapToGlobal(corner)
        if is_rtl:
            at.setX(at.x() - menu.sizeHint().width())
        menu.popup(at)

    def _toggle_person(self) -> None:
        action = self.sender()
        if not isinstance(action, QAction):
            return
        chosen = {*self._chosen} ^ {action.data()}
        if chosen:
            self._chosen = tuple(name for name in self._people if name in chosen)
            self.annotators_chosen.emit(self._chosen)
        else:
            action.blockSignals(True)
            action.setChecked(True)
            action.blockSignals(False)

    def _review_person(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.annotators_chosen.emit((action.data(),))

    # -- how far it is

    def add_progress(self, found: Sequence[DocumentProgress]) -> None:
        """Documents that were counted."""
        self.model.add(found)
        self.show_counts()

    def show_counts(self) -> None:
        """How far all documents are together."""
        documents = self.model.documents
        decided = sum(progress.decided for progress in documents)
        left, again = sum(found.left for found in documents), sum(found.reopened for found in documents)
        self._done.setText(number(decided))
        self._all.setText(self.tr("of {n} decided").format(n=number(decided + left)))
        self._line.show_part(decided, decided + left)
        counts = {Wanted.OPEN: left, Wanted.REOPENED: again, Wanted.DECIDED: decided}
        for wanted, chip in self._chips.items():
            chip.set_count(number(counts[wanted]))
        self._reopened.setVisible(bool(again) or self.model.wanted is Wanted.REOPENED)

    def _choose_wanted(self) -> None:
        chip = self.sender()
        wanted = next((wanted for wanted, known in self._chips.items() if known is chip), Wanted.OPEN)
        self.model.want(wanted)
        self._show_wanted()
        self.wanted_changed.emit()

    def _show_wanted(self) -> None:
        for wanted, chip in self._chips.items():
            chip.setChecked(wanted is self.model.wanted)

    # -- the list

    def show_current(self, key: str) -> None:
        """Make a case current in the list, if it is listed."""
        place = self.model.row_of(key)
        if place < 0:
            self._view.clearSelection()
            return
        index = self.model.index(place, 0)
        self._view.go_to(index)
        self._view.scrollTo(index)

    def _choose(self, index: QModelIndex) -> None:
        found = index.data(Role.ROW)
        if isinstance(found, CaseRow):
            self.case_chosen.emit(found.key)
        elif isinstance(found, DocumentRow):
            self.document_chosen.emit(DocumentId(found.progress.document))

    def _open_row(self, index: QModelIndex) -> None:
        self._choose(index)
        self.entered.emit()

    def focus_list(self) -> None:
        """Give the keyboard to the list."""
        self._view.setFocus(Qt.FocusReason.ShortcutFocusReason)
