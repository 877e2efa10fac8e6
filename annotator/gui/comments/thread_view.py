"""A thread in full: all that was said, how it stands, and the field for an answer."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from annotator.gui import moments
from annotator.gui.building import label
from annotator.gui.comments.said import SaidComment
from annotator.gui.comments.writing import WritingBox
from annotator.gui.icons import pixmap
from annotator.gui.naming import counted
from annotator.gui.theme import Theme
from annotator.gui.widgets import KeyedButton, Signs, Themed, spread_theme
from annotator.gui.widgets.painting import isolated, one_line
from annotator.model.annotation import Comment
from annotator.model.ids import AnnotatorName
from annotator.services.comments.listing import Discussion

_LONGEST_TITLE = 60
_FIRST_SHOWN = 50
"""Comments of a thread; of a longer one the newest are shown, and the first."""


class ThreadView(Themed, QWidget):
    """Shows one thread.

    Attributes:
        has_title: The first line of the thread stands above it already.

    Signals:
        replied: `(thread, words, for_guideline)`.
        settled, flagged: `(thread, whether it shall be)`.
        edited: `(comment, words)`.
        deleted: The comment.
        opened: The `Discussion` whose text is to be shown.
        seen: The thread, which is on the screen now and holds something new.
        left: Escape in the field.
        grown: It needs another height.
    """

    replied = Signal(str, str, bool)
    settled = Signal(str, bool)
    flagged = Signal(str, bool)
    edited = Signal(str, str)
    deleted = Signal(str)
    opened = Signal(object)
    seen = Signal(str)
    left = Signal()
    grown = Signal()

    def __init__(self, *, with_keys: bool = False, parent: QWidget | None = None) -> None:
        """`with_keys` where the letters of review work."""
        super().__init__(parent)
        self.setObjectName("thread")
        self.setAccessibleName(self.tr("Thread"))
        self.has_title = False
        self._discussion: Discussion | None = None
        self._annotator, self._can_write = "", False
        self._signs = Signs()
        self._edited: Comment | None = None
        self._told_seen = ""
        self._build(with_keys=with_keys)
        self._connect()

    def _build(self, *, with_keys: bool) -> None:
        keys = ("S", "G", "O") if with_keys else ("", "", "")
        self._said = QVBoxLayout()
        self._said.setContentsMargins(0, 0, 0, 0)
        self._said.setSpacing(10)
        self._state_icon, self._state = QLabel(), label("", "micro", "thread_state")
        self._state_icon.setFixedSize(14, 14)
        state = QHBoxLayout()
        state.setContentsMargins(0, 0, 0, 0)
        state.setSpacing(6)
        state.addWidget(self._state_icon)
        state.addWidget(self._state, 1)
        self._box = WritingBox("reply", self.tr("Reply; @ and a name tells somebody"))
        self._settle = _ask(self.tr("Settle"), keys[0], "thread_settle")
        self._flag = _ask(self.tr("Guideline to fix"), keys[1], "thread_flag")
        self._open = _ask(self.tr("Open text"), keys[2], "thread_open")
        acts = QHBoxLayout()
        acts.setContentsMargins(0, 0, 0, 0)
        acts.setSpacing(4)
        acts.addWidget(self._settle)
        acts.addWidget(self._flag)
        acts.addStretch(1)
        acts.addWidget(self._open)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(self._said)
        layout.addLayout(state)
        layout.addWidget(self._box)
        layout.addLayout(acts)
        self.setFocusProxy(self._box)

    def _connect(self) -> None:
        self._box.sent.connect(self._send)
        self._box.left.connect(self._leave)
        self._box.grown.connect(self.grown)
        self._settle.clicked.connect(self.ask_settle)
        self._flag.clicked.connect(self.ask_flag)
        self._open.clicked.connect(self.ask_open)

    # -- what is shown

    @property
    def discussion(self) -> Discussion | None:
        """The thread that is shown."""
        return self._discussion

    def set_people(self, annotator: str, signs: Signs, *, can_write: bool) -> None:
        """Who reads, how everyone is shown, and whether anything may be written."""
        self._annotator, self._signs, self._can_write = annotator, signs, can_write

    def set_writing(self, drafts: dict[str, str], names: Sequence[AnnotatorName]) -> None:
        """What was begun and not sent, and who can be named."""
        self._box.drafts, self._box.field.names = drafts, names

    def set_opening(self, is_offered: bool) -> None:
        """Whether to offer the way to the text: not where it is shown already."""
        self._open.setVisible(is_offered)

    def show_discussion(self, one: Discussion) -> None:
        """Show a thread, or the same one as it is now; what is being written stays."""
        before, self._discussion = self._discussion, one
        if before is None or before.id != one.id:
            self._edited = None
        if before is None or before.thread != one.thread:
            self._show_said(one)
        self._box.begin(self._key(), can_flag=not one.is_flagged and self._edited is None)
        self._box.setVisible(self._can_write)
        self._show_state(one)
        self.grown.emit()

    def _key(self) -> str:
        if self._edited is not None:
            return f"edit {self._edited.id}"
        return f"reply {self._discussion.id}" if self._discussion is not None else ""

    def _show_said(self, one: Discussion) -> None:
        while (item := self._said.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        said = one.thread.said
        hidden = max(0, len(said) - _FIRST_SHOWN)
        for number, comment in enumerate(said if not hidden else (said[0], *said[hidden + 1 :])):
            if hidden and number == 1:
                self._said.addWidget(label(self._hidden(hidden), "micro", "thread_hidden"))
            is_own = self._can_write and comment.annotator == self._annotator
            made = SaidComment(comment, self._words(one, comment), self._signs, is_own=is_own)
            made.edit_wanted.connect(self._begin_edit)
            made.delete_wanted.connect(self._delete)
            self._said.addWidget(made)
            made.show()  # Qt would do so later, and until then the thread would seem lower than it is
        spread_theme(self, self.theme)

    def _hidden(self, count: int) -> str:
        return counted(count, self.tr("1 more comment"), self.tr("{count} more comments"))

    def _words(self, one: Discussion, comment: Comment) -> str:
        """What a comment says; a short first line that stands above the thread as its title is not said again."""
        title, _break, rest = comment.text.partition("\n")
        is_title = self.has_title and comment is one.thread.said[0] and len(title) <= _LONGEST_TITLE
        return rest.strip() if is_title and rest.strip() else comment.text

    def _show_state(self, one: Discussion) -> None:
        settled, flagged = one.thread.settled, one.thread.flagged
        facts = []
        if settled is not None:
            facts.append(self._fact(self.tr("Settled by {name}, {when}"), settled))
        if flagged is not None:
            facts.append(self._fact(self.tr("Guideline to fix: {name}, {when}"), flagged))
        self._state.setText("  ·  ".join(facts))
        for part in (self._state, self._state_icon):
            part.setVisible(bool(facts))
        self._settle.setText(self.tr("Reopen") if settled is not None else self.tr("Settle"))
        self._flag.setText(self.tr("Unflag") if flagged is not None else self.tr("Guideline to fix"))
        for ask in (self._settle, self._flag):
            ask.setAccessibleName(ask.text())
            ask.setVisible(self._can_write)
            ask.updateGeometry()
        self._paint_state()

    def _fact(self, template: str, comment: Comment) -> str:
        name = isolated(one_line(comment.annotator), self.layoutDirection())
        return template.format(name=name, when=moments.when(comment.created))

    def _paint_state(self) -> None:
        one = self._discussion
        settled = one is not None and one.is_settled
        name, token = ("circle-check", "ok") if settled else ("flag", "warn")
        self._state_icon.setPixmap(pixmap(name, self.theme.c(token), 14, self.devicePixelRatioF()))

    def theme_changed(self) -> None:
        """Take other colours."""
        self._paint_state()
        super().theme_changed()

    def set_theme(self, theme: Theme) -> None:
        """Look as the theme says, with all parts."""
        super().set_theme(theme)
        spread_theme(self, theme)

    def paintEvent(self, event: QPaintEvent) -> None:
        """What is painted can be read: it is seen."""
        super().paintEvent(event)
        one = self._discussion
        if one is not None and one.is_unread and one.thread.last.id != self._told_seen:
            self._told_seen = one.thread.last.id
            QTimer.singleShot(0, self, self._tell_seen)

    def _tell_seen(self) -> None:
        if self._discussion is not None:
            self.seen.emit(self._discussion.id)

    # -- what is asked

    def focus_reply(self) -> None:
        """Give the keyboard to the field."""
        if self._box.isVisible():
            self._box.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def ask_settle(self) -> None:
        """Settle the thread, or open it again."""
        if self._discussion is not None and self._can_write:
            self.settled.emit(self._discussion.id, not self._discussion.is_settled)

    def ask_flag(self) -> None:
        """Put the thread on the list of guidelines to fix, or take it off."""
        if self._discussion is not None and self._can_write:
            self.flagged.emit(self._discussion.id, not self._discussion.is_flagged)

    def ask_open(self) -> None:
        """Show the text that it is about."""
        if self._discussion is not None:
            self.opened.emit(self._discussion)

    def taken(self) -> None:
        """What was sent was written."""
        self._box.clear()
        if self._edited is not None:
            self._edited = None
            self._rebegin()

    def _send(self, words: str, for_guideline: bool) -> None:
        if self._edited is not None:
            self.edited.emit(self._edited.id, words)
        elif self._discussion is not None:
            self.replied.emit(self._discussion.id, words, for_guideline)

    def _begin_edit(self, comment: Comment) -> None:
        self._edited = comment
        self._rebegin()
        if not self._box.field.toPlainText():
            self._box.field.setPlainText(comment.text)
            self._box.field.moveCursor(QTextCursor.MoveOperation.End)
        self.focus_reply()

    def _leave(self) -> None:
        """Escape gives an edit up first."""
        if self._edited is not None:
            self._box.clear()
            self._edited = None
            self._rebegin()
        else:
            self.left.emit()

    def _rebegin(self) -> None:
        if self._discussion is not None:
            self._box.begin(self._key(), can_flag=not self._discussion.is_flagged and self._edited is None)
            self.grown.emit()

    def _delete(self, comment: Comment) -> None:
        self.deleted.emit(comment.id)


def _ask(words: str, key: str, name: str) -> KeyedButton:
    return KeyedButton(words, key, words, object_name=name)
