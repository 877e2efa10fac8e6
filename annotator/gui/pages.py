"""Panels that are made when they are first wanted, and hear of everything only while they can be seen.

The program starts without them; a page that comes into sight is told what it has missed.
"""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import QWidget

from annotator.gui.theme import Theme
from annotator.model.change import Changes
from annotator.model.ids import DocumentId, MentionId
from annotator.services.session import Session


class Page(Protocol):
    """What the window tells such a panel. Every page is a `QWidget`, too."""

    def set_theme(self, theme: Theme) -> None:
        """Look as the theme says."""

    def set_language(self, language: str) -> None:
        """Name labels, roles and attributes in this language (of the interface)."""

    def set_session(self, session: Session | None) -> None:
        """Look into another session, or none."""

    def show_place(self, document: DocumentId | None, mention: MentionId | None) -> None:
        """Another document is open, or another mention selected in it."""

    def session_changed(self, changes: Changes) -> None:
        """Follow an act."""


class LazyPage:
    """A page and what it has to know.

    Args:
        make: Makes the panel and connects what it asks for.
    """

    def __init__(self, make: Callable[[], Page]) -> None:
        self._make = make
        self._page: Page | None = None
        self._is_seen = False
        self._is_stale = True
        self._theme = Theme()
        self._language = "en"
        self._session: Session | None = None
        self._place: tuple[DocumentId | None, MentionId | None] = (None, None)

    @property
    def widget(self) -> QWidget | None:
        """The panel, if it was made."""
        return self._page if isinstance(self._page, QWidget) else None

    def see(self) -> QWidget:
        """The page comes into sight: it is made if need be, and told what it has missed."""
        if self._page is None:
            self._page = self._make()
            self._page.set_theme(self._theme)
        self._is_seen = True
        if self._is_stale:
            self._is_stale = False
            self._page.set_language(self._language)
            self._page.set_session(self._session)
            self._page.show_place(*self._place)
        if not isinstance(self._page, QWidget):
            raise TypeError("a page is a widget")
        return self._page

    def leave(self) -> None:
        """The page goes out of sight."""
        self._is_seen = False

    def set_theme(self, theme: Theme) -> None:
        """Look as the theme says."""
        self._theme = theme
        if self._page is not None:
            self._page.set_theme(theme)

    def set_language(self, language: str) -> None:
        """Name labels, roles and attributes in this language."""
        self._language = language
        self._tell_or_wait(self._tell_language)

    def set_session(self, session: Session | None) -> None:
        """Look into another session, or none; a page out of sight lets go of the one it knows."""
        self._session = session
        self._place = (None, None)
        if self._page is not None:
            self._page.set_session(session if self._is_seen else None)
        self._is_stale = not self._is_seen

    def show_place(self, document: DocumentId | None, mention: MentionId | None) -> None:
        """Another document is open, or another mention selected in it."""
        if (document, mention) != self._place:
            self._place = document, mention
            self._tell_or_wait(self._tell_place)

    def session_changed(self, changes: Changes) -> None:
        """Follow an act."""
        if self._is_seen and self._page is not None:
            self._page.session_changed(changes)
        else:
            self._is_stale = True

    def _tell_or_wait(self, tell: Callable[[Page], None]) -> None:
        if self._is_seen and self._page is not None:
            tell(self._page)
        else:
            self._is_stale = True

    def _tell_language(self, page: Page) -> None:
        page.set_language(self._language)

    def _tell_place(self, page: Page) -> None:
        page.show_place(*self._place)
