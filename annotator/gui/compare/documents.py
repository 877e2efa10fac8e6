"""The left column: the documents that are labelled by two or more of those compared."""

from collections import Counter

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from annotator.gui.building import chrome, keycap, row
from annotator.gui.compare.documents_delegate import DocumentsDelegate
from annotator.gui.compare.documents_model import DocumentsModel
from annotator.gui.compare.nothing import Nothing
from annotator.gui.icons import icon
from annotator.gui.languages import language_entry
from annotator.gui.naming import language_name, number
from annotator.gui.theme import SIZE, Theme
from annotator.gui.widgets import FilterMenu, IconButton, RowsView, WordButton, link_button, plain_label, spread_theme
from annotator.model.ids import DocumentId
from annotator.services.comparison.corpus_tally import CorpusTally

RAIL_WIDTH = 48
_NARROWEST, _WIDEST = 200, 400
_CAP_ROOM = 26
_TYPING_PAUSE = 120
"""Milliseconds after the last letter before the list is filtered."""


class ComparedDocuments(QWidget):
    """Filter and list; in a narrow window a rail.

    Attributes:
        model: The documents that are listed.

    Signals:
        document_chosen: The id of the document that is to be shown.
        all_wanted: Whatever keeps documents off the list is to go.
        languages_chosen: Tags of the languages that are wanted, none for all.
        listed_anew: Other documents are listed.
        rest_wanted: The counting was stopped, and is to go on.
    """

    document_chosen = Signal(str)
    all_wanted = Signal()
    languages_chosen = Signal(tuple)
    listed_anew = Signal()
    rest_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("compared_documents")
        self.setAccessibleName(self.tr("Compared documents"))
        chrome(self)
        self.model = DocumentsModel(self)
        self._delegate = DocumentsDelegate(self)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_PAUSE)
        self._build()
        self._connect()
        self.set_languages(())
        self.set_rail(is_rail=False)
        self._face()

    def _build(self) -> None:
        self._count = plain_label(kind="micro")
        self._count.setObjectName("compared_count")
        self._field = QLineEdit()
        self._field.setObjectName("compared_filter")
        self._field.setPlaceholderText(self.tr("Filter"))
        self._field.setAccessibleName(self.tr("Filter documents by title"))
        self._search_icon = self._field.addAction(icon("search", Theme().c("text3")), _LEADING)
        cap = QHBoxLayout(self._field)
        cap.setContentsMargins(0, 0, 5, 0)
        cap.addStretch(1)
        self._cap = keycap("F")
        cap.addWidget(self._cap)
        self._languages = WordButton(object_name="compared_languages")
        self._languages.set_name(self.tr("Languages shown"))
        self._menu = FilterMenu(self.tr("All languages"), self)
        self._menu.setObjectName("compared_languages_menu")
        self.view = RowsView(SIZE["docrow"])
        self.view.setObjectName("compared_list")
        self.view.setAccessibleName(self.tr("Compared documents"))
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setModel(self.model)
        self.view.setItemDelegate(self._delegate)
        self._nothing = Nothing("compared_nothing")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._nothing)
        self._rest = link_button(self.tr("Compare the rest"), object_name="compared_rest")
        self._lay_out()

    def _lay_out(self) -> None:
        self._column = QWidget()
        column = QVBoxLayout(self._column)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(row(plain_label(self.tr("Compared"), "head"), self._count, None, margins=(20, 12, 12, 8)))
        column.addWidget(row(self._field, margins=(12, 0, 12, 4)))
        column.addWidget(row(self._languages, None, margins=(12, 0, 12, 4)))
        column.addWidget(self._stack, 1)
        column.addWidget(self._rest)
        self._rail = QWidget()
        rail = QVBoxLayout(self._rail)
        rail.setContentsMargins(10, 10, 10, 10)
        rail.setSpacing(4)
        self._show = IconButton("panel-left", self.tr("Show the documents"), object_name="compared_rail_show")
        self._search = IconButton("search", self.tr("Filter documents"), object_name="compared_rail_search")
        rail.addWidget(self._show)
        rail.addWidget(self._search)
        rail.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._rail)
        layout.addWidget(self._column)

    def _connect(self) -> None:
        self._field.textChanged.connect(self._on_typed)
        self._field.installEventFilter(self)
        self._typing.timeout.connect(self._find)
        self._languages.clicked.connect(self._open_languages)
        self._menu.chosen.connect(self.languages_chosen)
        self.view.opened.connect(self._choose)
        self.view.clicked.connect(self._choose)
        self._nothing.acted.connect(self._show_all)
        self._rest.clicked.connect(self.rest_wanted)
        self._show.clicked.connect(self.expand)
        self._search.clicked.connect(self.focus_filter)

    # -- look

    def changeEvent(self, event: QEvent) -> None:
        """The window was mirrored."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._face()

    def _face(self) -> None:
        """Keep what is typed clear of the keycap, which stands at the end of the field."""
        is_rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self._field.setTextMargins(_CAP_ROOM if is_rtl else 0, 0, 0 if is_rtl else _CAP_ROOM, 0)

    def set_theme(self, theme: Theme) -> None:
        """Look as the theme says."""
        self._delegate.theme = theme
        self._search_icon.setIcon(icon("search", theme.c("text3")))
        spread_theme(self, theme)
        self.view.viewport().update()

    def set_rail(self, *, is_rail: bool) -> None:
        """Shrink to a rail, or be the whole column again."""
        self._rail.setVisible(is_rail)
        self._column.setVisible(not is_rail)
        self.setMinimumWidth(RAIL_WIDTH if is_rail else _NARROWEST)
        self.setMaximumWidth(RAIL_WIDTH if is_rail else _WIDEST)

    @property
    def is_rail(self) -> bool:
        """Whether only the rail is there."""
        return self._column.isHidden()

    def expand(self) -> None:
        """Be the whole column, also where there is little room."""
        self.set_rail(is_rail=False)
        self.view.setFocus()

    def sizeHint(self) -> QSize:
        """The width that the design gives the column."""
        return QSize(RAIL_WIDTH if self.is_rail else SIZE["left"], super().sizeHint().height())

    # -- what is listed

    def set_tally(self, tally: CorpusTally | None) -> None:
        """List the documents of another tally, or none."""
        self._field.clear()
        self._typing.stop()
        self.model.find("")
        self.model.set_tally(tally)

    def set_languages(self, languages: tuple[str, ...]) -> None:
        """Show which languages are wanted."""
        names = [language_name(tag) for tag in languages]
        words = self.tr("All languages")
        if names:
            more = len(names) - 1
            words = names[0] if not more else self.tr("{first} +{more}").format(first=names[0], more=more)
        self._languages.set_words(words)

    def show_state(self, *, is_counting: bool, is_complete: bool) -> None:
        """Say how many documents there are, and whether there are more to come."""
        count = self.model.rowCount()
        shown = number(count)
        self._count.setText(self.tr("{count}, comparing …").format(count=shown) if is_counting else shown)
        self._rest.setVisible(self.model.tally is not None and not is_counting and not is_complete)
        self._stack.setCurrentWidget(self.view if count else self._nothing)
        if is_counting:
            self._nothing.say(self.tr("Comparing …"))
        elif self.model.needle or (self.model.tally is not None and self.model.tally.leaves_out):
            words = self.tr("No document passes these filters.")
            self._nothing.say(words, action=self.tr("Show all documents"))
        else:
            self._nothing.say(self.tr("No document has been begun by two of them."))

    def show_opened(self, document: DocumentId | None) -> None:
        """Show which document is shown."""
        self._delegate.opened = document
        index = self.model.index_of(document)
        if index.isValid():
            self.view.go_to(index)
            self.view.scrollTo(index)
        self.view.viewport().update()

    def focus_filter(self) -> None:
        """Put the cursor into the filter field."""
        self.set_rail(is_rail=False)
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    # -- asking

    def _choose(self, index: QModelIndex) -> None:
        document = self.model.document_at(index)
        if document is not None:
            self.document_chosen.emit(document.document)

    def _on_typed(self, text: str) -> None:
        self._cap.setVisible(not text)
        self._typing.start()

    def _find(self) -> None:
        self.model.find(self._field.text())
        self.listed_anew.emit()

    def _show_all(self) -> None:
        self._field.clear()
        self._find()
        self.all_wanted.emit()

    def _open_languages(self) -> None:
        tally = self.model.tally
        if tally is None:
            return
        counts = Counter(document.language for document in tally)
        entries = ((tag, language_entry(tag), count) for tag, count in counts.most_common())
        self._menu.fill(entries, tally.wanted.languages)
        self._menu.popup(self._languages.mapToGlobal(QPoint(0, self._languages.height())))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down and Enter in the filter field go to the list, Escape clears it, and then goes there, too."""
        # The type first: other events also come while the window is taken apart and the field is gone.
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched is self._field:
            key = event.key()
            if key == Qt.Key.Key_Escape and self._field.text():
                self._field.clear()
                return True
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self._typing.isActive():
                    self._typing.stop()
                    self._find()
                self.view.setFocus()
                return True
        return super().eventFilter(watched, event)


_LEADING = QLineEdit.ActionPosition.LeadingPosition
