"""The mode Comments: filters, all threads of the corpus with one open in place, and the guidelines to fix."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from annotator.gui.building import button, chrome, keycaps, label, line, row, wrapped
from annotator.gui.comments.facets import Facets
from annotator.gui.comments.guidelines import Guidelines
from annotator.gui.comments.thread_list import ThreadList
from annotator.gui.icons import icon
from annotator.gui.naming import number
from annotator.gui.statusbar import Hints
from annotator.gui.theme import Theme
from annotator.gui.widgets import Signs, separator, spread_theme
from annotator.gui.widgets.painting import isolated
from annotator.model.change import Changes, Subject
from annotator.model.ids import DocumentId, MentionId
from annotator.services.comments.guideline import Rule, guidelines_to_fix
from annotator.services.comments.listing import CommentFilter, CommentList, Discussion, Status
from annotator.services.comments.quotes import TopicQuotes
from annotator.services.session import Session

_TYPING_PAUSE = 150
"""Milliseconds after the last letter before the list is filtered."""
_WIDE = 1200


class CommentsPage(QWidget):
    """A page of review (see `gui.modes`).

    Signals:
        list_wanted: It came into sight: threads are wanted; `show_list` brings them.
        seen_all_wanted: Everything counts as read.
        export_wanted: The guidelines to fix are to be written to a file.
        disagreements_wanted: The `Rule` about which people's disagreements are to be seen.
    """

    hints_changed = Signal()
    list_wanted = Signal()
    seen_all_wanted = Signal()
    export_wanted = Signal()
    disagreements_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("comments_page")
        self.setAccessibleName(self.tr("Comments"))
        chrome(self)
        self._theme = Theme()
        self._session: Session | None = None
        self._language = "en"
        self._listed: CommentList | None = None
        self._disagreements: Mapping[Rule, int] | None = None
        self._signs = Signs()
        self.wanted = CommentFilter()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_PAUSE)
        self._build()
        self._connect()

    # -- building

    def _build(self) -> None:
        self._facets = Facets()
        self.threads = ThreadList("comments_list", with_keys=True)
        self._guidelines = Guidelines()
        self._nothing = wrapped("", "small", "comments_nothing")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self._clear = button(self.tr("Clear the filters"), "link", "comments_clear")
        empty = QWidget()
        column = QVBoxLayout(empty)
        column.setContentsMargins(20, 20, 20, 20)
        column.addWidget(self._nothing)
        column.addWidget(row(self._clear, None))
        column.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.threads)
        self._stack.addWidget(empty)
        centre = QWidget()
        chrome(centre, "surface")
        middle = QVBoxLayout(centre)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self._build_bar())
        middle.addWidget(separator())
        middle.addWidget(self._stack, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._facets)
        layout.addWidget(line(Qt.Orientation.Vertical))
        layout.addWidget(centre, 1)
        layout.addWidget(line(Qt.Orientation.Vertical))
        layout.addWidget(self._guidelines)

    def _build_bar(self) -> QWidget:
        self._count = label("", "small", "comments_count")
        self._read = button(self.tr("Mark all as read"), "link", "comments_read")
        self._field = QLineEdit()
        self._field.setObjectName("comments_filter")
        self._field.setAccessibleName(self.tr("Filter comments"))
        self._field.setPlaceholderText(self.tr("Filter"))
        self._field.setClearButtonEnabled(True)
        self._field.setMaximumWidth(220)
        self._search_icon = self._field.addAction(
            icon("search", self._theme.c("text3")), QLineEdit.ActionPosition.LeadingPosition
        )
        self._field.installEventFilter(self)
        title = label(self.tr("Comments"), "head")
        return row(title, self._count, self._read, None, self._field, keycaps("F"), margins=(20, 10, 20, 10))

    def _connect(self) -> None:
        self._facets.chosen.connect(self.show_filter)
        self._guidelines.shown.connect(self._show_rule)
        self._guidelines.export_wanted.connect(self.export_wanted)
        self._guidelines.disagreements_wanted.connect(self.disagreements_wanted)
        self._read.clicked.connect(self.seen_all_wanted)
        self._clear.clicked.connect(self._clear_filters)
        self._field.textChanged.connect(self._typing.start)
        self._typing.timeout.connect(self._filter_by_text)
        self.threads.moved.connect(self.hints_changed)
        self.threads.filter_wanted.connect(self._focus_filter)

    # -- what the window says

    def set_theme(self, theme: Theme) -> None:
        """Look as the theme says."""
        self._theme = theme
        self._facets.set_theme(theme)
        self.threads.set_theme(theme)
        self._guidelines.set_theme(theme)
        self._search_icon.setIcon(icon("search", theme.c("text3")))
        spread_theme(self, theme)

    def set_language(self, language: str) -> None:
        """Name labels and roles in this language."""
        self._language = language.replace("_", "-").partition("-")[0]
        self._take_scheme()

    def set_session(self, session: Session | None) -> None:
        """Look into another session, or none."""
        if session is not self._session:
            self._session = session
            self._listed = self._disagreements = None
            self.wanted = CommentFilter()
            self._field.clear()
            self.threads.set_rows(())
            self.threads.set_quotes(TopicQuotes(session) if session is not None else None, says_where=True)
        self._take_scheme()
        self._show()
        if session is not None:
            self.list_wanted.emit()

    def show_place(self, document: DocumentId | None, mention: MentionId | None) -> None:
        """Where one labels is of no account here."""

    def session_changed(self, changes: Changes) -> None:
        """Follow an act; threads come by `show_list`."""
        if changes.touches(Subject.SCHEME):
            self._take_scheme()
        if changes.touches(Subject.DOCUMENT) and self._session is not None:
            self.threads.set_quotes(TopicQuotes(self._session), says_where=True)

    def _take_scheme(self) -> None:
        scheme = self._session.scheme if self._session is not None else None
        self.threads.set_scheme(scheme, self._language)
        self._guidelines.set_scheme(scheme, self._language)

    def hints(self) -> Hints:
        """The letters of review, and which thread of how many it is."""
        keys = (
            ("J|K", self.tr("Next, previous")),
            ("C", self.tr("Reply")),
            ("S", self.tr("Settle")),
            ("G", self.tr("Guideline to fix")),
            ("O", self.tr("Open in the text")),
        )
        at = self.threads.currentIndex().row()
        if at < 0:
            return Hints(keys)
        template = self.tr("Thread {number} of {count}")
        return Hints(keys, template.format(number=number(at + 1), count=number(self.threads.count)))

    def focus_page(self) -> None:
        """The keyboard goes to the threads."""
        self.threads.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- what is listed

    def set_people(self, signs: Signs) -> None:
        """How everyone is shown."""
        self._signs = signs
        self.threads.set_people(signs)

    def show_list(self, listed: CommentList | None) -> None:
        """Threads are there, or are others; `None` while they are being read."""
        self._listed = listed
        self._show()

    def show_disagreements(self, counts: Mapping[Rule, int] | None) -> None:
        """How often people differ about each rule; `None` if nobody knows yet."""
        self._disagreements = counts
        self._show_guidelines(self._listed or CommentList(()))

    def _show_guidelines(self, listed: CommentList) -> None:
        self._guidelines.show_entries(guidelines_to_fix(listed.all(), self._disagreements), self.wanted.rule)

    def show_filter(self, wanted: CommentFilter) -> None:
        """List what a filter lets through."""
        self.wanted = wanted
        if self._field.text().strip() != wanted.text:
            self._field.setText(wanted.text)
            self._typing.stop()
        self._show()

    def _filter_by_text(self) -> None:
        self.show_filter(replace(self.wanted, text=self._field.text().strip()))

    def _clear_filters(self) -> None:
        self.show_filter(CommentFilter(Status.ALL))

    def _show_rule(self, rule: Rule | None) -> None:
        self.show_filter(CommentFilter(Status.ALL, flagged=rule is not None, rule=rule) if rule else CommentFilter())

    def _show(self) -> None:
        listed, wanted = self._listed or CommentList(()), self.wanted
        rows = listed.shown(wanted)
        counts = listed.counts(wanted)
        had_keys = self._has_keys()
        self._facets.show_counts(wanted, counts, self._signs)
        self._show_guidelines(listed)
        self._stack.setCurrentIndex(0 if rows else 1)
        self.threads.set_rows(rows)
        self._count.setText(self._told(rows, listed))
        self._read.setVisible(any(one.is_unread for one in listed.all()))
        self._nothing.setText(self._why_nothing(listed))
        self._clear.setVisible(bool(listed.all()) and wanted != CommentFilter(Status.ALL))
        if had_keys and not rows:
            self._clear.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.threads.currentIndex().isValid() and rows:
            self.threads.step(1)
        self.hints_changed.emit()

    def _has_keys(self) -> bool:
        return self.threads.hasFocus()

    def _told(self, rows: list[Discussion], listed: CommentList) -> str:
        names = {
            Status.OPEN: self.tr("{count} open"),
            Status.SETTLED: self.tr("{count} settled"),
            Status.ALL: self.tr("{count} in all"),
        }
        if self._listed is None:
            return ""
        words = names[self.wanted.status].format(count=number(len(rows)))
        return words if listed.is_whole else self.tr("{count}; there are more than a list holds").format(count=words)

    def _why_nothing(self, listed: CommentList) -> str:
        if self._listed is None:
            return self.tr("Reading comments…") if self._session is not None else ""
        if not listed.all():
            return self.tr(
                "Nobody has commented yet. While you label, Ctrl+Shift+M writes a comment on what is selected, or on "
                "the whole document."
            )
        if self.wanted.text:
            return self.tr("No thread matches ‘{text}’.").format(text=isolated(self.wanted.text))
        if self.wanted == CommentFilter():
            return self.tr("All threads are settled.")
        return self.tr("No thread is like this.")

    # -- keys

    def _focus_filter(self) -> None:
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down and Enter in the filter go to the threads, Escape clears it or goes there."""
        if watched is self._field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._typing.stop()
                self._filter_by_text()
                self.focus_page()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._field.clear()
                self.focus_page()
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the columns beside the threads give way."""
        super().resizeEvent(event)
        is_wide = self.width() >= _WIDE
        self._facets.setFixedWidth(224 if is_wide else 176)
        self._guidelines.setFixedWidth(360 if is_wide else 264)
