"""A list of threads; the current one stands open in its place."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from annotator.gui.comments.thread_rows import ThreadDelegate, ThreadModel, row_height
from annotator.gui.comments.thread_view import ThreadView
from annotator.gui.theme import Theme
from annotator.gui.widgets import RowsView, Signs
from annotator.model.ids import CommentId
from annotator.model.scheme import Scheme
from annotator.services.comments.listing import Discussion
from annotator.services.comments.quotes import TopicQuotes

_SIDE, _BELOW = 20, 16
_KEYS = {
    Qt.Key.Key_J: "next",
    Qt.Key.Key_K: "previous",
    Qt.Key.Key_C: "reply",
    Qt.Key.Key_S: "settle",
    Qt.Key.Key_G: "flag",
    Qt.Key.Key_O: "open",
    Qt.Key.Key_F: "filter",
}


class ThreadList(RowsView):
    """Threads, one of them open.

    Signals:
        moved: Another thread is current, or none; its `Discussion`.
        filter_wanted: F was pressed.
    """

    moved = Signal(object)
    filter_wanted = Signal()

    def __init__(self, name: str, *, with_keys: bool, parent: QWidget | None = None) -> None:
        """`with_keys` where letters mean something: in a mode of review, not beside the article."""
        super().__init__(row_height(0), parent)
        self.setObjectName(name)
        self.setAccessibleName(self.tr("Threads"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._with_keys = with_keys
        self._model = ThreadModel(self)
        self._delegate = ThreadDelegate(self)
        self._opened: CommentId | None = None
        self._closed = False
        self._is_filling = False
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.talk = ThreadView(with_keys=with_keys, parent=self.viewport())
        self.talk.hide()
        self.talk.has_title = with_keys
        self.talk.left.connect(self._take_focus)
        self.talk.grown.connect(self._fit)
        self.selectionModel().currentChanged.connect(self._on_moved)
        self.clicked.connect(self._on_clicked)
        self.opened.connect(self._toggle)

    # -- what is shown

    def set_theme(self, theme: Theme) -> None:
        """Look as the theme says."""
        self._delegate.theme = theme
        self.talk.set_theme(theme)
        self.viewport().update()

    def set_scheme(self, scheme: Scheme | None, language: str) -> None:
        """By which names to call labels and roles."""
        self._delegate.scheme, self._delegate.language = scheme, language
        self.viewport().update()

    def set_people(self, signs: Signs) -> None:
        """How everyone is shown."""
        self._delegate.signs = signs
        self.viewport().update()

    def set_quotes(self, quotes: TopicQuotes | None, *, says_where: bool) -> None:
        """Who quotes, and whether rows name the document."""
        self._delegate.quotes, self._delegate.says_where = quotes, says_where

    def set_rows(self, rows: Sequence[Discussion]) -> None:
        """List other threads, or the same as they are now; the open one stays open where it stands."""
        wanted = self._opened
        place = self.currentIndex().row()
        self._is_filling = True
        try:
            if self._model.set_rows(rows):
                self._reset_heights()
                found = self._model.place_of(wanted)
                if found is None and rows and place >= 0:
                    found = min(place, len(rows) - 1)
                self.go_to(self._model.index(found) if found is not None else QModelIndex())
        finally:
            self._is_filling = False
        self._show_current()

    @property
    def current(self) -> Discussion | None:
        """The current thread."""
        index = self.currentIndex()
        return self._model.rows[index.row()] if index.isValid() and index.row() < len(self._model.rows) else None

    @property
    def count(self) -> int:
        """How many are listed."""
        return len(self._model.rows)

    def go_to_thread(self, thread: CommentId) -> bool:
        """Open a thread; returns whether it is listed."""
        place = self._model.place_of(thread)
        if place is None:
            return False
        self._closed = False
        self.go_to(self._model.index(place))
        self._show_current()
        return True

    def step(self, by: int) -> None:
        """Open the next thread, or the one before."""
        if self.count:
            here = self.currentIndex().row()
            self._closed = False
            self.go_to(self._model.index(max(0, min(self.count - 1, here + by))))
            self._show_current()

    # -- opening in place

    def _on_moved(self, _now: QModelIndex, _before: QModelIndex) -> None:
        if not self._is_filling:
            self._closed = False
            self._show_current()

    def _on_clicked(self, _index: QModelIndex) -> None:
        if self._closed:
            self._closed = False
            self._show_current()

    def _toggle(self, _index: QModelIndex) -> None:
        """Enter opens the current thread, and closes it again."""
        self._closed = not self._closed
        self._show_current()

    def _show_current(self) -> None:
        one = self.current
        before = self._opened
        self._opened = one.id if one is not None and not self._closed else None
        self._delegate.opened = self._opened
        if before != self._opened:
            self._close(before)
        if self._opened is None or one is None:
            self.talk.hide()
        else:
            self.talk.show_discussion(one)
            self.talk.show()
            self._fit()
            if before != self._opened:
                self._reveal()
        self.viewport().update()
        self.moved.emit(one)

    def _close(self, thread: CommentId | None) -> None:
        place = self._model.place_of(thread)
        if place is not None:
            self.setRowHeight(place, row_height(self.viewport().width()))

    def _reset_heights(self) -> None:
        header, usual = self.verticalHeader(), row_height(self.viewport().width())
        if header.defaultSectionSize() != usual:
            header.setMinimumSectionSize(usual)
            header.setDefaultSectionSize(usual)

    def _fit(self) -> None:
        """Give the open thread the height that it needs, and put it there."""
        place = self._model.place_of(self._opened)
        if place is None or self.talk.isHidden():
            return
        width = self.viewport().width()
        layout = self.talk.layout()
        inside = max(120, width - 2 * _SIDE)
        if layout is None:
            return
        layout.activate()
        height = layout.heightForWidth(inside) if layout.hasHeightForWidth() else layout.sizeHint().height()
        wanted = row_height(width) + height + _BELOW
        if self.rowHeight(place) != wanted:
            self.setRowHeight(place, wanted)
        self._place()

    def _place(self) -> None:
        place = self._model.place_of(self._opened)
        if place is None or self.talk.isHidden():
            return
        rect = self.visualRect(self._model.index(place))
        head = row_height(self.viewport().width())
        self.talk.setGeometry(rect.adjusted(_SIDE, head, -_SIDE, -_BELOW))

    def _reveal(self) -> None:
        """Let all of the open thread be seen, or at least where it begins."""
        index = self.currentIndex()
        tall = self.rowHeight(index.row()) > self.viewport().height()
        hints = QAbstractItemView.ScrollHint
        self.scrollTo(index, hints.PositionAtTop if tall else hints.EnsureVisible)
        self._place()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """The open thread moves with its row."""
        super().scrollContentsBy(dx, dy)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks lines elsewhere."""
        super().resizeEvent(event)
        self._reset_heights()
        self._fit()

    # -- keys

    def _take_focus(self) -> None:
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The letters of review."""
        act = _KEYS.get(Qt.Key(event.key())) if self._with_keys and not event.modifiers() else None
        if act is None:
            super().keyPressEvent(event)
            return
        self.do(act)

    def do(self, act: str) -> None:
        """Do what a letter stands for."""
        if act in ("next", "previous"):
            self.step(1 if act == "next" else -1)
        elif act == "filter":
            self.filter_wanted.emit()
        elif self.current is not None:
            if self._closed:
                self._toggle(self.currentIndex())
            {
                "reply": self.talk.focus_reply,
                "settle": self.talk.ask_settle,
                "flag": self.talk.ask_flag,
                "open": self.talk.ask_open,
            }[act]()
