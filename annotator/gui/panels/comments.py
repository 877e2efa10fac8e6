"""The page “Comments” of the right column: all threads of the open document in the order of its text."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from annotator.gui.building import chrome, label, row, wrapped
from annotator.gui.comments.thread_list import ThreadList
from annotator.gui.naming import counted, number
from annotator.gui.theme import Theme
from annotator.gui.widgets import KeyedButton, Signs, separator, spread_theme
from annotator.model.change import Changes, Subject
from annotator.model.ids import DocumentId, MentionId
from annotator.services.comments.listing import Discussion
from annotator.services.comments.quotes import TopicQuotes
from annotator.services.session import Session


class DocumentComments(QWidget):
    """A page (see `gui.pages`).

    Signals:
        list_wanted: It came into sight; `show_discussions` brings the threads.
        new_wanted: A thread is to be opened on what is selected in the text.
        place_wanted: The `Discussion` whose place is to be seen.
    """

    list_wanted = Signal()
    new_wanted = Signal()
    place_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("document_comments")
        self.setAccessibleName(self.tr("Comments"))
        chrome(self)
        self._session: Session | None = None
        self._language = "en"
        self._document: DocumentId | None = None
        self._mention: MentionId | None = None
        self._count = label("", "micro", "document_comments_count")
        words = self.tr("Comment…")
        self._new = KeyedButton(words, ";", words, object_name="document_comments_new")
        self.threads = ThreadList("document_threads", with_keys=False)
        self.threads.talk.set_opening(is_offered=False)
        self._nothing = wrapped(
            self.tr("Nobody has commented on this document. Ctrl+Shift+M comments on what is selected."), "small"
        )
        self._nothing.setObjectName("document_comments_nothing")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self._nothing.setContentsMargins(20, 16, 20, 16)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.threads)
        self._stack.addWidget(self._nothing)
        self.setFocusProxy(self.threads)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(row(self._count, None, self._new, margins=(20, 8, 14, 8)))
        layout.addWidget(separator())
        layout.addWidget(self._stack, 1)
        self._new.clicked.connect(self.new_wanted)
        self.threads.clicked.connect(self._point)

    # -- what the window says

    def set_theme(self, theme: Theme) -> None:
        """Look as the theme says."""
        self.threads.set_theme(theme)
        spread_theme(self, theme)

    def set_language(self, language: str) -> None:
        """Name labels and roles in this language."""
        self._language = language.replace("_", "-").partition("-")[0]
        self._take_scheme()

    def set_session(self, session: Session | None) -> None:
        """Look into another session, or none."""
        self._session = session
        self._document = self._mention = None
        self.threads.set_quotes(TopicQuotes(session) if session is not None else None, says_where=False)
        self._take_scheme()
        self.show_discussions((), Signs())

    def show_place(self, document: DocumentId | None, mention: MentionId | None) -> None:
        """Another document is open, or another mention selected in it."""
        if document != self._document:
            self._document = document
            self.list_wanted.emit()
        self._mention = mention

    def session_changed(self, changes: Changes) -> None:
        """Follow an act; threads come by `show_discussions`."""
        if changes.touches(Subject.SCHEME):
            self._take_scheme()
        if changes.touches(Subject.DOCUMENT) and self._session is not None:
            self.threads.set_quotes(TopicQuotes(self._session), says_where=False)

    def _take_scheme(self) -> None:
        self.threads.set_scheme(self._session.scheme if self._session is not None else None, self._language)

    def show_discussions(self, discussions: Sequence[Discussion], signs: Signs) -> None:
        """Show the threads of the open document."""
        self.threads.set_people(signs)
        self._stack.setCurrentIndex(0 if discussions else 1)
        self.threads.set_rows(discussions)
        is_open = sum(not one.is_settled for one in discussions)
        words = counted(len(discussions), self.tr("1 thread"), self.tr("{count} threads"))
        told = self.tr("{threads}, {open} open").format(threads=words, open=number(is_open))
        self._count.setText(told if discussions else "")

    def _point(self) -> None:
        one = self.threads.current
        if one is not None:
            self.place_wanted.emit(one)
