"""The page “Check”: what the scheme forbids or misses in the open document or in all, each to go to and to mend."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from annotator.gui.building import button, chrome, keycaps, row
from annotator.gui.panels.problems_delegate import ProblemDelegate
from annotator.gui.panels.problems_model import ProblemsModel, remedy_words
from annotator.gui.theme import Theme
from annotator.gui.widgets import Segmented, plain_label, separator, spread_theme
from annotator.model.change import Changes, Subject
from annotator.model.ids import DocumentId, MentionId
from annotator.services.checks.corpus_problems import Place
from annotator.services.checks.validation import problems
from annotator.services.session import Session

MOST = 2_000
"""Problems shown; nobody walks through more at once."""
_TOLD = (Subject.MENTION, Subject.ARGUMENT, Subject.RELATION, Subject.SCHEME)
HERE, EVERYWHERE = 0, 1


class ProblemsView(QListView):
    """The list on the screen; Enter goes to a problem, Shift+Enter mends it.

    Signals:
        jump_wanted: The index to go to.
        mend_wanted: The index to mend.
    """

    jump_wanted = Signal(QModelIndex)
    mend_wanted = Signal(QModelIndex)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("problems_list")
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            is_mend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            (self.mend_wanted if is_mend else self.jump_wanted).emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Nothing: letters are labels' keys elsewhere."""


class ProblemsPanel(QWidget):
    """A page (see `gui.pages`).

    Signals:
        place_requested: `(DocumentId, MentionId)`: go there.
        mend_requested: A `Problem` of the annotator's own layer.
        all_requested: The problems of all documents are wanted; `add_places` and `finish` bring them.
    """

    place_requested = Signal(object, object)
    mend_requested = Signal(object)
    all_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("problems_panel")
        self.setAccessibleName(self.tr("Check"))
        chrome(self)
        self._session: Session | None = None
        self._document: DocumentId | None = None
        self._is_searching = False
        self._model = ProblemsModel(self)
        self._delegate = ProblemDelegate(self)
        self._build()
        self._connect()
        self._refresh()

    def _build(self) -> None:
        here, everywhere = self.tr("This document"), self.tr("All documents")
        self._scope = Segmented([here, everywhere], object_name="problems_scope", name=self.tr("Where to look"))
        self._scope.set_current(HERE)
        self._count = plain_label(kind="micro")
        self._count.setObjectName("problems_count")
        self._view = ProblemsView()
        self._view.setAccessibleName(self.tr("Problems"))
        self._view.setModel(self._model)
        self._view.setItemDelegate(self._delegate)
        self._nothing = plain_label(kind="small")
        self._nothing.setObjectName("problems_nothing")
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self._nothing.setContentsMargins(20, 16, 20, 16)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._view)
        self._stack.addWidget(self._nothing)
        self.setFocusProxy(self._view)
        self._mend = button("", "secondary", "problems_mend")
        self._mend_keys = keycaps("Shift+Return")
        self._foot = row(self._mend, self._mend_keys, None, margins=(12, 8, 12, 8))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(row(self._scope, margins=(12, 10, 12, 6)))
        layout.addWidget(row(self._count, None, margins=(20, 0, 20, 8)))
        layout.addWidget(separator())
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._foot)

    def _connect(self) -> None:
        self._scope.chosen.connect(self._choose_scope)
        self._view.clicked.connect(self._jump)
        self._view.jump_wanted.connect(self._jump)
        self._view.mend_wanted.connect(self._ask_to_mend)
        self._view.selectionModel().currentChanged.connect(self._show_remedy)
        self._mend.clicked.connect(self._mend_current)

    @property
    def mend_button(self) -> QPushButton:
        """The button that mends the current problem."""
        return self._mend

    # -- what the window says

    def set_theme(self, theme: Theme) -> None:
        """Look as the theme says."""
        self._delegate.theme = theme
        spread_theme(self, theme)
        self._view.viewport().update()

    def set_language(self, _language: str) -> None:
        """Sentences name labels as the scheme does."""

    def set_session(self, session: Session | None) -> None:
        """Look into another session, or none."""
        self._session, self._document = session, None
        self._scope.set_current(HERE)
        self._refresh()

    def show_place(self, document: DocumentId | None, _mention: MentionId | None) -> None:
        """Another document is open."""
        if document != self._document:
            self._document = document
            if self._scope.current() == HERE:
                self._refresh()

    def session_changed(self, changes: Changes) -> None:
        """Follow an act: the open document at once; the list of all documents is as it was when it was asked for."""
        if self._scope.current() == HERE and (
            changes.touches(Subject.SCHEME) or changes.touches(*_TOLD, document=self._document)
        ):
            self._refresh()

    # -- showing

    def _refresh(self) -> None:
        before, place = self._view.currentIndex().row(), self._model.place_at(self._view.currentIndex())
        self._model.set_places(self._places_here(), shows_titles=False)
        if place is not None:
            self._view.setCurrentIndex(self._model.index(self._model.row_near(place, before), 0))
        self._tell()

    def _places_here(self) -> list[Place]:
        session, document = self._session, self._document
        if session is None or document is None:
            return []
        contents = session.layer(document)
        found = list(problems(contents, session.scheme))[:MOST]
        if not found:
            return []
        title, text = session.document(document).title, session.text(document)
        mentions = {mention.id: mention for mention in contents.mentions}
        return [
            Place(document, title, session.annotator, mention, mention.span.text(text), problem)
            for problem in found
            for mention in (mentions[problem.mention],)
        ]

    def _choose_scope(self, scope: int) -> None:
        self._scope.set_current(scope)
        if scope == HERE:
            self._is_searching = False
            self._refresh()
        elif self._session is not None:
            self._is_searching = True
            self._model.set_places((), shows_titles=True)
            self._tell()
            self.all_requested.emit()

    def add_places(self, places: Sequence[Place]) -> None:
        """Further problems of all documents."""
        room = MOST - self._model.rowCount()
        if self._is_searching and room > 0 and places:
            self._model.add_places(places[:room])
            self._tell()

    def finish(self) -> None:
        """All documents have been looked at."""
        self._is_searching = False
        self._tell()

    def _tell(self) -> None:
        count = self._model.rowCount()
        shown = f"{count:,}+" if count >= MOST else f"{count:,}"
        words = self.tr("1 problem") if count == 1 else self.tr("{count} problems").format(count=shown)
        self._count.setText(self.tr("{count}, still looking …").format(count=words) if self._is_searching else words)
        if self._is_searching:
            self._nothing.setText(self.tr("Looking through all your documents …"))
        elif self._scope.current() == EVERYWHERE:
            self._nothing.setText(self.tr("The scheme has nothing against any of your documents."))
        elif self._document is None:
            self._nothing.setText(self.tr("Open a document to check it."))
        else:
            self._nothing.setText(self.tr("The scheme has nothing against this document."))
        self._stack.setCurrentWidget(self._view if count else self._nothing)
        self._show_remedy(self._view.currentIndex())

    def _show_remedy(self, index: QModelIndex, _before: QModelIndex | None = None) -> None:
        place = self._model.place_at(index)
        words = remedy_words(place.problem) if place is not None and place.document == self._document else ""
        self._mend.setText(words)
        self._mend.setAccessibleName(words)
        self._foot.setVisible(bool(words))

    # -- asking

    def _jump(self, index: QModelIndex) -> None:
        place = self._model.place_at(index)
        if place is not None:
            self.place_requested.emit(place.document, place.mention.id)
            self._show_remedy(index)

    def _mend_current(self) -> None:
        self._ask_to_mend(self._view.currentIndex())

    def _ask_to_mend(self, index: QModelIndex) -> None:
        place = self._model.place_at(index)
        if place is not None and place.problem.remedy is not None and place.document == self._document:
            self.mend_requested.emit(place.problem)
