"""The five modes of the window: labelling, and four ways to review; one is shown at a time, under the same top bar.

The mode `label` is always there. A review mode is a page that is made when it is first turned to and hears of nothing
while it is out of sight (see `pages`).
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QStackedWidget, QWidget

from annotator.gui.pages import LazyPage, Page
from annotator.gui.statusbar import Hints
from annotator.gui.theme import Theme
from annotator.model.change import Changes
from annotator.model.ids import DocumentId, MentionId
from annotator.services.session import Session


class Mode(StrEnum):
    """What a person is at."""

    LABEL = "label"
    COMPARE = "compare"
    ADJUDICATE = "adjudicate"
    AGREEMENT = "agreement"
    COMMENTS = "comments"


class ReviewPage(Page, Protocol):
    """What the window asks of the page of a review mode, beside what it tells every page."""

    hints_changed: SignalInstance
    """The page is somewhere else, or other keys work: ask `hints` again."""

    def hints(self) -> Hints:
        """The keys that work here, and where one is."""

    def focus_page(self) -> None:
        """Take the keyboard where work begins."""


class Modes(QStackedWidget):
    """Shows the page of one mode.

    Attributes:
        current: The mode that is shown.
    """

    turned = Signal(str)
    """Another mode is shown; its name."""
    hints_changed = Signal()

    def __init__(self, label_page: QWidget, makers: Mapping[Mode, Callable[[], ReviewPage]]) -> None:
        """Show `label_page`, and by mode the pages that the makers make."""
        super().__init__()
        self.setObjectName("modes")
        self.current = Mode.LABEL
        self._path: Path | None = None
        self._makers = makers
        self._pages = {mode: LazyPage(self._maker(mode)) for mode in makers}
        self._made: dict[Mode, ReviewPage] = {}
        self.addWidget(label_page)

    @property
    def modes(self) -> tuple[Mode, ...]:
        """The modes that there are, in the order of work."""
        return tuple(mode for mode in Mode if mode is Mode.LABEL or mode in self._makers)

    def _maker(self, mode: Mode) -> Callable[[], Page]:
        def make() -> Page:
            page = self._made[mode] = self._makers[mode]()
            page.hints_changed.connect(self.hints_changed)
            return page

        return make

    def page(self, mode: Mode) -> ReviewPage | None:
        """The page of a review mode, if it was made."""
        return self._made.get(mode)

    def turn_to(self, mode: Mode) -> None:
        """Show a mode and give its page the keyboard."""
        if mode is not self.current:
            if self.current in self._pages:
                self._pages[self.current].leave()
            self.current = mode
            self._show_current()
            self.turned.emit(mode)
        self.focus_page()

    def focus_page(self) -> None:
        """Give the keyboard to the page of a review mode, if one is shown."""
        page = self._made.get(self.current)
        if page is not None:
            page.focus_page()

    def _show_current(self) -> None:
        if self.current is Mode.LABEL:
            self.setCurrentIndex(0)
            return
        widget = self._pages[self.current].see()
        if self.indexOf(widget) < 0:
            self.addWidget(widget)
        self.setCurrentWidget(widget)

    def hints(self) -> Hints:
        """What the shown page says of its keys; nothing while one labels."""
        page = self._made.get(self.current)
        return page.hints() if page is not None else Hints()

    # -- what the window says

    def set_theme(self, theme: Theme) -> None:
        """Look as the theme says."""
        for page in self._pages.values():
            page.set_theme(theme)

    def set_language(self, language: str) -> None:
        """Name labels, roles and attributes in this language."""
        for page in self._pages.values():
            page.set_language(language)

    def set_session(self, session: Session | None) -> None:
        """Look into another session, or none; another project begins with labelling, somebody else goes on here."""
        path = session.path if session is not None else None
        if path is None or path != self._path:
            self.turn_to(Mode.LABEL)
        self._path = path
        for page in self._pages.values():
            page.set_session(session)

    def show_place(self, document: DocumentId | None, mention: MentionId | None) -> None:
        """Another document is open for labelling, or another mention selected in it."""
        for page in self._pages.values():
            page.show_place(document, mention)

    def session_changed(self, changes: Changes) -> None:
        """Follow an act."""
        for page in self._pages.values():
            page.session_changed(changes)
