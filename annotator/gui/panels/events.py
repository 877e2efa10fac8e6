"""Below the article: the events of the open document as a table, those that are incomplete first."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.building import chrome, row
from annotator.gui.panels.events_delegate import ROW_HEIGHT, EventDelegate
from annotator.gui.panels.events_model import STATE, TRIGGER, TYPE, EventsModel
from annotator.gui.theme import Theme
from annotator.gui.widgets import IconButton, plain_label, separator, spread_theme
from annotator.gui.widgets.rows import show_rows
from annotator.model.change import Changes, Subject
from annotator.model.ids import DocumentId, MentionId
from annotator.services.event_table import EventTable, event_table
from annotator.services.session import Session

_WIDTHS = {STATE: 36, TRIGGER: 190, TYPE: 190}
_ROLE_WIDTH = 170
_TOLD = (Subject.MENTION, Subject.ARGUMENT, Subject.SCHEME)


class EventsView(QTableView):
    """The table on the screen; Enter jumps, Shift+Enter to the filler of the cell.

    Signals:
        jump_wanted: The index of the row to jump to.
        filler_wanted: The index of the cell whose filler to jump to.
    """

    jump_wanted = Signal(QModelIndex)
    filler_wanted = Signal(QModelIndex)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("events_table")
        show_rows(self, ROW_HEIGHT)
        self.setSortingEnabled(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.horizontalHeader()
        header.setObjectName("events_header")
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setSectionsMovable(True)
        header.setMinimumSectionSize(_WIDTHS[STATE])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter jumps."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            is_filler = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            (self.filler_wanted if is_filler else self.jump_wanted).emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Nothing: the filter finds."""


class EventsPanel(QWidget):
    """A page (see `gui.pages`) with a filter and the table.

    Signals:
        mention_requested: A `MentionId`: this event or filler should be shown in the article.
        close_requested: The page is no longer wanted.
    """

    mention_requested = Signal(object)
    close_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("events_panel")
        self.setAccessibleName(self.tr("Events"))
        chrome(self, "surface")
        self._session: Session | None = None
        self._document: DocumentId | None = None
        self._language = "en"
        self._model = EventsModel(self)
        self._delegate = EventDelegate(self)
        self._build()
        self._connect()
        self._show()

    def _build(self) -> None:
        self._title = plain_label(self.tr("Events"), kind="head")
        self._count = plain_label(kind="micro")
        self._count.setObjectName("events_count")
        self._filter = QLineEdit()
        self._filter.setObjectName("events_filter")
        self._filter.setAccessibleName(self.tr("Filter events"))
        self._filter.setPlaceholderText(self.tr("Filter by type, trigger or filler"))
        self._filter.setClearButtonEnabled(True)
        self._filter.setFixedWidth(280)
        self._close = IconButton("x", self.tr("Close the events"), object_name="events_close")
        self._view = EventsView()
        self._view.setAccessibleName(self.tr("Events"))
        self._view.setModel(self._model)
        self._view.setItemDelegate(self._delegate)
        self._nothing = plain_label(kind="small")
        self._nothing.setObjectName("events_nothing")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._view)
        self._stack.addWidget(self._nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        bar = row(self._title, self._count, None, self._filter, self._close, margins=(16, 6, 8, 6))
        layout.addWidget(bar)
        layout.addWidget(separator())
        layout.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self._filter.textChanged.connect(self._apply_filter)
        self._close.clicked.connect(self.close_requested)
        self._view.clicked.connect(self._jump)
        self._view.jump_wanted.connect(self._jump)
        self._view.doubleClicked.connect(self._jump_to_filler)
        self._view.filler_wanted.connect(self._jump_to_filler)

    # -- what the window says

    def set_theme(self, theme: Theme) -> None:
        """Look as the theme says."""
        self._delegate.theme = theme
        spread_theme(self, theme)
        self._view.viewport().update()

    def set_language(self, language: str) -> None:
        """Name the types in this language."""
        self._language = language.replace("_", "-").partition("-")[0]
        self._show()

    def set_session(self, session: Session | None) -> None:
        """Look into another session, or none."""
        self._session, self._document = session, None
        self._show()

    def show_place(self, document: DocumentId | None, mention: MentionId | None) -> None:
        """Another document is open, or another mention selected: its row is marked."""
        if document != self._document:
            self._document = document
            self._show()
        self._mark(mention)

    def session_changed(self, changes: Changes) -> None:
        """Follow an act that touches the open document's events, or the scheme."""
        if changes.touches(Subject.SCHEME) or changes.touches(*_TOLD, document=self._document):
            self._show()

    # -- showing

    def _show(self) -> None:
        current = self._model.row_at(self._view.currentIndex())
        session, document = self._session, self._document
        table, scheme = EventTable(), None
        if session is not None:
            scheme = session.scheme
        if session is not None and scheme is not None and document is not None:
            table = event_table(session.layer(document), scheme, session.text(document))
        roles_before = self._model.table.roles
        self._delegate.scheme = scheme
        self._model.set_table(table, scheme, self._language)
        if table.roles != roles_before:
            self._set_widths()
        self._mark(current.event.id if current is not None else None)
        self._tell_count()

    def _set_widths(self) -> None:
        header = self._view.horizontalHeader()
        for column in range(self._model.columnCount()):
            header.resizeSection(column, _WIDTHS.get(column, _ROLE_WIDTH))
        header.setSortIndicator(*self._model.sorting)

    def _tell_count(self) -> None:
        table = self._model.table
        words = f"{len(table.rows):,}"
        if table.incomplete:
            words += self.tr(" · {count} incomplete").format(count=f"{table.incomplete:,}")
        self._count.setText(words if table.rows else "")
        if not table.rows:
            self._nothing.setText(self.tr("No events yet. Select a trigger and press an event's key."))
        elif not self._model.rowCount():
            query = self._filter.text().strip()
            self._nothing.setText(self.tr("No event matches ‘{query}’.").format(query=query))
        self._stack.setCurrentWidget(self._view if self._model.rowCount() else self._nothing)

    def _apply_filter(self, query: str) -> None:
        self._model.set_query(query)
        self._tell_count()

    def _mark(self, mention: MentionId | None) -> None:
        place = self._model.row_of(mention)
        if place is None:
            self._view.clearSelection()
            return
        column = max(TRIGGER, self._view.currentIndex().column())
        index = self._model.index(place, column)
        self._view.setCurrentIndex(index)
        self._view.scrollTo(self._model.index(place, TRIGGER))

    # -- asking

    def _jump(self, index: QModelIndex) -> None:
        event = self._model.row_at(index)
        if event is not None:
            self.mention_requested.emit(event.event.id)

    def _jump_to_filler(self, index: QModelIndex) -> None:
        mention = self._model.mention_at(index)
        if mention is not None:
            self.mention_requested.emit(mention)
