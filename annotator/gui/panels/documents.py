"""The documents of the project: filtered, sorted, opened, and changed several at once.

The list is a model over a query, so a hundred thousand documents cost what the rows in sight cost. Labelling touches
one row; only what somebody asks for by name (a filter, an import, the bin) lists anew.
"""

from collections import Counter
from dataclasses import replace

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.icons import icon
from annotator.gui.languages import known_languages, language_entry, native_name
from annotator.gui.naming import language_name
from annotator.gui.panels.documents_delegate import DocumentDelegate
from annotator.gui.panels.documents_menus import DocumentAsks, DocumentMenu, SortMenu
from annotator.gui.panels.documents_model import DocumentsModel
from annotator.gui.panels.documents_parts import NothingListed, Rail
from annotator.gui.panels.documents_progress import Progress
from annotator.gui.theme import SIZE, Theme
from annotator.gui.widgets import (
    Entry,
    FilterMenu,
    IconButton,
    Picker,
    RowsView,
    WordButton,
    plain_label,
    separator,
    spread_theme,
)
from annotator.model.annotation import Layer, Status
from annotator.model.change import Changes, Subject
from annotator.model.ids import DocumentId
from annotator.services.documents import DocumentList, DocumentQuery, DocumentRow
from annotator.services.session import Session

RAIL_WIDTH = 48
_NARROWEST, _WIDEST = 220, 440
_TYPING_PAUSE = 120
"""Milliseconds after the last letter before the list is filtered."""


class DocumentsPanel(QWidget):
    """The left column.

    Signals:
        document_chosen: A document is to be opened.
        status_requested: `(documents, Status)`.
        rename_requested: `(document, title)`.
        language_requested: `(documents, tag)`.
        direction_requested: `(documents, Direction | None)`.
        bin_requested, restore_requested, delete_requested: `(documents)`.
        empty_requested: Everything in the bin is to be deleted.
        import_requested: Documents are to be added.
        expanded: The person opened the panel from its rail.
    """

    document_chosen = Signal(str)
    status_requested = Signal(list, object)
    rename_requested = Signal(str, str)
    language_requested = Signal(list, str)
    direction_requested = Signal(list, object)
    bin_requested = Signal(list)
    restore_requested = Signal(list)
    delete_requested = Signal(list)
    empty_requested = Signal()
    import_requested = Signal()
    expanded = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("documents_panel")
        self.setAccessibleName(self.tr("Documents"))
        self.setProperty("kind", "chrome")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = Theme()
        self._session: Session | None = None
        self._list: DocumentList | None = None
        self._counts: Counter[Status] = Counter()
        self._model = DocumentsModel(self)
        self._delegate = DocumentDelegate(self)
        self._asks = DocumentAsks(self)
        self._relabelled: list[DocumentId] = []
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_PAUSE)
        self._build()
        self._connect()
        self._show_query()
        self.expand()

    # -- building

    def _build(self) -> None:
        self._title = plain_label(self.tr("Documents"), "head")
        self._count = plain_label(kind="micro")
        self._add = IconButton("plus", self.tr("Add documents"), object_name="documents_add")
        self._field = QLineEdit()
        self._field.setObjectName("documents_filter")
        self._field.setPlaceholderText(self.tr("Filter documents"))
        self._field.setAccessibleName(self.tr("Filter documents by title"))
        self._field.setClearButtonEnabled(True)
        self._search_icon = self._field.addAction(
            icon("search", self._theme.c("text3")), QLineEdit.ActionPosition.LeadingPosition
        )
        self._languages = WordButton(object_name="documents_languages")
        self._languages.set_name(self.tr("Languages shown"))
        self._statuses = WordButton(object_name="documents_statuses")
        self._statuses.set_name(self.tr("Statuses shown"))
        self._sort = IconButton("arrow-up-down", self.tr("Sort"), object_name="documents_sort")
        self._language_menu = FilterMenu(self.tr("All languages"), self)
        self._status_menu = FilterMenu(self.tr("All statuses"), self)
        self._language_menu.setObjectName("documents_language_menu")
        self._status_menu.setObjectName("documents_status_menu")
        self._sort_menu = SortMenu(self)
        self._progress = Progress()
        self._picker: Picker | None = None
        self._build_view()
        self._build_columns()

    def _build_view(self) -> None:
        self._view = RowsView(SIZE["docrow"])
        self._view.setObjectName("documents_list")
        self._view.setAccessibleName(self.tr("Documents"))
        self._view.setModel(self._model)
        self._view.setItemDelegate(self._delegate)
        self._empty = NothingListed()
        self._middle = QStackedWidget()
        self._middle.addWidget(self._view)
        self._middle.addWidget(self._empty)

    def _build_columns(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(20, 8, 12, 8)
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self._add)
        search = QHBoxLayout()
        search.setContentsMargins(12, 0, 12, 4)
        search.addWidget(self._field)
        filters = QHBoxLayout()
        filters.setContentsMargins(12, 0, 12, 4)
        filters.setSpacing(0)
        filters.addWidget(self._languages)
        filters.addWidget(self._statuses)
        filters.addStretch(1)
        filters.addWidget(self._sort)
        self._column = QWidget(self)
        column = QVBoxLayout(self._column)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for row in (head, search, filters):
            column.addLayout(row)
        column.addWidget(self._middle, 1)
        column.addWidget(separator())
        column.addWidget(self._progress)
        self._rail = Rail(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._rail)
        layout.addWidget(self._column)

    def _connect(self) -> None:
        self._add.clicked.connect(self.import_requested)
        self._field.textChanged.connect(self._typing.start)
        self._field.installEventFilter(self)
        self._typing.timeout.connect(self._filter_by_text)
        self._languages.clicked.connect(self._open_languages)
        self._statuses.clicked.connect(self._open_statuses)
        self._sort.clicked.connect(self._open_sort)
        self._language_menu.chosen.connect(self._filter_by_language)
        self._status_menu.chosen.connect(self._filter_by_status)
        self._sort_menu.query_changed.connect(self._list_anew)
        self._view.opened.connect(self._open)
        self._view.clicked.connect(self._clicked)
        self._view.menu_wanted.connect(self._open_menu)
        self._model.rename_requested.connect(self.rename_requested)
        self._model.modelReset.connect(self._after_reset)
        self._model.rowsInserted.connect(self._show_count)
        self._empty.acted.connect(self._act_on_empty)
        self._rail.show_requested.connect(self._expand_from_rail)
        self._rail.search_requested.connect(self._search_from_rail)
        self._rail.filter_requested.connect(self._filter_from_rail)
        asks = self._asks
        asks.opening.connect(self.document_chosen)
        asks.status.connect(self.status_requested)
        asks.language.connect(self.language_requested)
        asks.other_language.connect(self._pick_language)
        asks.direction.connect(self.direction_requested)
        asks.renaming.connect(self.rename_current)
        asks.binning.connect(self.bin_requested)
        asks.restoring.connect(self.restore_requested)
        asks.deleting.connect(self.delete_requested)
        asks.emptying.connect(self.empty_requested)

    # -- what the window says

    def set_session(self, session: Session | None) -> None:
        """List the documents of another session, or nothing."""
        self._session = session
        self._delegate.opened = None
        self._field.clear()
        self._typing.stop()
        self._list = DocumentList(session) if session is not None else None
        self._model.set_list(self._list)
        self._progress.setVisible(session is not None)
        self._progress.set_title(session.title if session is not None else "")
        self._recount()
        self._show_query()

    def session_changed(self, changes: Changes) -> None:
        """Follow an act: touched rows are painted anew."""
        self._model.take(changes)
        if changes.touches(Subject.DOCUMENT):
            self._recount()
        elif changes.touches(Subject.LAYER):
            self._count_layers(changes)
        if self._session is not None and changes.touches(Subject.SETTING):
            self._progress.set_title(self._session.title)

    def set_theme(self, theme: Theme) -> None:
        """Look as the theme says."""
        self._theme = theme
        self._delegate.theme = theme
        self._search_icon.setIcon(icon("search", theme.c("text3")))
        spread_theme(self, theme)
        self._view.viewport().update()

    def lists(self, document: DocumentId) -> bool:
        """Whether the document is in the list as it is filtered now."""
        return self._model.index_of(document).isValid()

    def select_document(self, document: DocumentId | None) -> None:
        """Show which document is open."""
        self._delegate.opened = document
        index = self._model.index_of(document) if document is not None else QModelIndex()
        if index.isValid():
            self._view.go_to(index)
            self._view.scrollTo(index)
        self._view.viewport().update()

    def step(self, by: int) -> None:
        """Ask for the document `by` rows further down."""
        if not self._model.rowCount():
            return
        opened = self._delegate.opened
        start = self._model.index_of(opened).row() if opened is not None else -1
        row = start + by if start >= 0 else 0
        if 0 <= row < self._model.rowCount() and row != start:
            self._open(self._model.index(row))

    def current(self) -> DocumentId | None:
        """The document at the list's cursor."""
        row = self._model.row_at(self._view.currentIndex())
        return row.id if row is not None else None

    def chosen(self) -> list[DocumentId]:
        """The selected documents, in the list's order; else the open one."""
        rows = self._chosen_rows()
        if rows:
            return [row.id for row in rows]
        return [self._delegate.opened] if self._delegate.opened is not None else []

    def focus_filter(self) -> None:
        """Put the cursor into the filter field."""
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def focus_list(self) -> None:
        """Put the keyboard into the list."""
        self._view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def rename_current(self) -> None:
        """Turn the current row's title into a field."""
        index = self._view.currentIndex()
        if index.isValid():
            self._view.edit(index)

    def collapse(self) -> None:
        """Shrink to a rail."""
        self._column.hide()
        self._rail.show()
        self.setFixedWidth(RAIL_WIDTH)

    def expand(self) -> None:
        """Be the whole panel again."""
        self._rail.hide()
        self._column.show()
        self.setMinimumWidth(_NARROWEST)
        self.setMaximumWidth(_WIDEST)

    def sizeHint(self) -> QSize:
        """The width that the design gives the panel."""
        return QSize(RAIL_WIDTH if self.is_collapsed else SIZE["left"], super().sizeHint().height())

    @property
    def is_collapsed(self) -> bool:
        """Whether only the rail is there."""
        return self._column.isHidden()

    # -- listing

    def _list_anew(self, query: DocumentQuery) -> None:
        self._model.set_query(query)
        self._show_query()

    def _filter_by_text(self) -> None:
        self._list_anew(replace(self._model.query, text=self._field.text().strip()))

    def _filter_by_language(self, languages: tuple[str, ...]) -> None:
        self._list_anew(replace(self._model.query, languages=languages))

    def _filter_by_status(self, statuses: tuple[str, ...]) -> None:
        self._list_anew(replace(self._model.query, statuses=tuple(map(Status, statuses))))

    def _after_reset(self) -> None:
        """Find the open document again, and say something where nothing is listed."""
        opened = self._delegate.opened
        index = self._model.index_of(opened) if opened is not None else QModelIndex()
        if index.isValid():
            self._view.go_to(index)
        self._show_count()

    def _show_query(self) -> None:
        """Say in the buttons what is shown."""
        query = self._model.query
        self._title.setText(self.tr("Bin") if query.binned else self.tr("Documents"))
        self._languages.set_words(self._some(tuple(map(language_name, query.languages)), self.tr("All languages")))
        words = tuple(map(self._model.status_word, query.statuses))
        self._statuses.set_words(self._some(words, self.tr("All statuses")))
        self._sort_menu.show_query(query)
        self._show_count()

    def _some(self, words: tuple[str, ...], everything: str) -> str:
        if not words:
            return everything
        return words[0] if len(words) == 1 else self.tr("{first} +{more}").format(first=words[0], more=len(words) - 1)

    def _show_count(self) -> None:
        count = self._model.rowCount()
        self._count.setText(f"{count:,}" if self._session is not None else "")
        if self._session is None:
            self._empty.say_no_project()
        elif count == 0:
            self._empty.say(self._model.query)
        self._middle.setCurrentWidget(self._view if count else self._empty)

    def _recount(self) -> None:
        self._counts = Counter(self._list.status_counts()) if self._list is not None else Counter()
        self._progress.set_counts(self._counts)

    def _count_layers(self, changes: Changes) -> None:
        """Follow the statuses of layers without asking the project, which would have to count all of them."""
        annotator = self._session.annotator if self._session is not None else None
        for change in changes.of(Subject.LAYER):
            if change.subject_id == annotator:
                self._counts[_status(change.before)] -= 1
                self._counts[_status(change.after)] += 1
        self._progress.set_counts(self._counts)

    # -- opening and asking

    def _chosen_rows(self) -> list[DocumentRow]:
        rows = (self._model.row_at(index) for index in self._view.chosen())
        return [row for row in rows if row is not None]

    def _open(self, index: QModelIndex) -> None:
        row = self._model.row_at(index)
        if row is not None:
            self.document_chosen.emit(row.id)

    def _clicked(self, index: QModelIndex) -> None:
        """Open what is clicked, unless the click was one of several."""
        if self._view.chosen_count() <= 1:
            self._open(index)

    def _open_menu(self, at: QPoint) -> None:
        rows = self._chosen_rows()
        if rows:
            menu = DocumentMenu(rows, self._asks, self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(at)

    def _open_languages(self) -> None:
        if self._list is None:
            return
        counts = self._list.language_counts()
        entries = ((tag, language_entry(tag), count) for tag, count in counts.items())
        self._language_menu.fill(entries, self._model.query.languages)
        self._language_menu.popup(_below(self._languages))

    def _open_statuses(self) -> None:
        entries = ((s.value, self._model.status_word(s), self._counts[s]) for s in Status)
        self._status_menu.fill(entries, self._model.query.statuses)
        self._status_menu.popup(_below(self._statuses))

    def _open_sort(self) -> None:
        self._sort_menu.show_query(self._model.query)
        self._sort_menu.popup(_below(self._sort))

    def _pick_language(self, documents: list[DocumentId]) -> None:
        self._relabelled = documents
        if self._picker is None:
            self._picker = Picker(object_name="language_picker", name=self.tr("Language"), parent=self)
            self._picker.picked.connect(self._language_picked)
        self._picker.set_theme(self._theme)
        self._picker.offer([Entry(tag, language_name(tag), native_name(tag)) for tag in known_languages()])
        self._picker.drop_below(self._field)

    def _language_picked(self, tag: str) -> None:
        self.language_requested.emit(self._relabelled, tag)

    def _act_on_empty(self) -> None:
        query = self._model.query
        if query == replace(DocumentQuery(), sort=query.sort, order=query.order):
            self.import_requested.emit()
            return
        self._field.clear()
        self._typing.stop()
        self._list_anew(replace(DocumentQuery(), sort=query.sort, order=query.order))

    # -- the rail

    def _expand_from_rail(self) -> None:
        self.expand()
        self.expanded.emit()

    def _search_from_rail(self) -> None:
        self._expand_from_rail()
        self.focus_filter()

    def _filter_from_rail(self) -> None:
        self._expand_from_rail()
        self._statuses.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down in the filter field goes to the list, Escape clears it."""
        # The type first: other events also come while the window is taken apart and the field is gone.
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched is self._field:
            if event.key() == Qt.Key.Key_Down:
                self.focus_list()
                return True
            if event.key() == Qt.Key.Key_Escape and self._field.text():
                self._field.clear()
                return True
        return super().eventFilter(watched, event)


def _status(record: object) -> Status:
    """The status that a layer has; one that is not there yet, or no more, is new."""
    return record.status if isinstance(record, Layer) else Status.NEW


def _below(widget: QWidget) -> QPoint:
    is_rtl = widget.layoutDirection() is Qt.LayoutDirection.RightToLeft
    return widget.mapToGlobal(widget.rect().bottomRight() if is_rtl else widget.rect().bottomLeft())
