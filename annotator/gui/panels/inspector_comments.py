"""The threads about the selected mention, and about the arguments and relations that begin at it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.gui.building import label, wrapped
from annotator.gui.comments.words import topic_name
from annotator.gui.naming import number
from annotator.gui.theme import Theme
from annotator.gui.widgets import link_button, separator, spread_theme
from annotator.model.scheme import Scheme
from annotator.services.comments.listing import About, Discussion

if TYPE_CHECKING:
    from annotator.gui.comments.thread_view import ThreadView

_MOST = 8
"""Threads shown; the page “Comments” has all."""
_OF_LINKS = (About.ARGUMENT, About.RELATION)


class MentionThreads(QWidget):
    """The threads, one below the other; settled ones on demand.

    Signals:
        view_made: The `ThreadView` of a thread was made, or will show one for somebody else.
    """

    view_made = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector_comments")
        self.setAccessibleName(self.tr("Comments"))
        self._theme = Theme()
        self._scheme: Scheme | None = None
        self._language = "en"
        self._discussions: list[Discussion] = []
        self._shows_settled = False
        self._views: list[ThreadView] = []
        self._heads: list[QWidget] = []
        self._nothing = wrapped(self.tr("Nobody has commented."), "small")
        self._more = link_button("", object_name="inspector_comments_more")
        self._more.clicked.connect(self._show_settled)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(10)
        self._layout.addWidget(self._nothing)
        self._layout.addWidget(self._more)

    def set_theme(self, theme: Theme) -> None:
        """Look as the theme says."""
        self._theme = theme
        spread_theme(self, theme)

    def set_scheme(self, scheme: Scheme | None, language: str) -> None:
        """By which names to call roles and relations."""
        self._scheme, self._language = scheme, language

    def show_discussions(self, discussions: Sequence[Discussion]) -> None:
        """Show the threads of a mention."""
        if [one.id for one in discussions] != [one.id for one in self._discussions]:
            self._shows_settled = False
        self._discussions = list(discussions)
        self._fill()

    def _show_settled(self) -> None:
        self._shows_settled = True
        self._fill()

    def _fill(self) -> None:
        shown = [one for one in self._discussions if self._shows_settled or not one.is_settled or one.is_unread][:_MOST]
        while len(self._views) < len(shown):
            self._add_view()
        for place, (head, view) in enumerate(zip(self._heads, self._views, strict=True)):
            is_used = place < len(shown)
            view.setVisible(is_used)
            head.setVisible(is_used and (place > 0 or shown[place].topic.about in _OF_LINKS))
            if is_used:
                self.view_made.emit(view)
                view.show_discussion(shown[place])
                self._name(head, shown[place])
        hidden = len(self._discussions) - len(shown)
        self._more.setVisible(hidden > 0)
        self._more.setText(self.tr("Show {count} settled").format(count=number(hidden)))
        self._nothing.setVisible(not self._discussions)

    def _add_view(self) -> None:
        from annotator.gui.comments.thread_view import ThreadView  # noqa: PLC0415  most mentions have no thread

        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(8)
        column.addWidget(separator())
        column.addWidget(label("", "micro", "inspector_comments_about"))
        view = ThreadView()
        view.set_opening(is_offered=False)
        view.set_theme(self._theme)
        at = 2 * len(self._views)
        self._layout.insertWidget(at, head)
        self._layout.insertWidget(at + 1, view)
        self._heads.append(head)
        self._views.append(view)

    def _name(self, head: QWidget, one: Discussion) -> None:
        told = head.findChild(QWidget, "inspector_comments_about")
        if told is not None:
            told.setVisible(one.topic.about in _OF_LINKS)
            told.setProperty("text", topic_name(one.topic, self._scheme, self._language))
