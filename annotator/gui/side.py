"""The right column: the selected mention, and further pages about it or the document, one at a time."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from annotator.gui.building import chrome, focus_first, row
from annotator.gui.pages import LazyPage, Page
from annotator.gui.panels.inspector import Inspector
from annotator.gui.theme import SIZE, Theme
from annotator.gui.widgets import Segmented, separator, spread_theme
from annotator.model.change import Changes
from annotator.model.ids import DocumentId, MentionId
from annotator.services.session import Session

MENTION = "mention"
"""Name of the page that is always there."""


class Side(QWidget):
    """Tabs, and the page that is chosen by them.

    Attributes:
        inspector: The page of the selected mention.
    """

    turned = Signal(str)
    """Another page is shown; its name."""

    def __init__(self, inspector: Inspector, pages: dict[str, tuple[str, Callable[[], Page]]]) -> None:
        """Show `inspector`, and by name further pages: what its tab says, and what makes it."""
        super().__init__()
        self.setObjectName("side")
        chrome(self)
        self.inspector = inspector
        self.current = MENTION
        self._names = (MENTION, *pages)
        self._pages = {name: LazyPage(make) for name, (_title, make) in pages.items()}
        titles = [self.tr("Mention"), *(title for title, _make in pages.values())]
        self._tabs = Segmented(titles, object_name="side_tabs", name=self.tr("Right column"))
        self._tabs.set_current(0)
        self._tabs.chosen.connect(self._choose)
        self._stack = QStackedWidget()
        self._stack.addWidget(inspector)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(row(self._tabs, margins=(12, 10, 12, 10)))
        layout.addWidget(separator())
        layout.addWidget(self._stack, 1)

    def turn_to(self, name: str) -> None:
        """Show a page."""
        if name == self.current:
            return
        if self.current in self._pages:
            self._pages[self.current].leave()
        self.current = name
        self._tabs.set_current(self._names.index(name))
        self._show_current()
        self.turned.emit(name)

    def shows(self, name: str) -> bool:
        """Whether a page can be seen."""
        return self.current == name and self.isVisible()

    def focus_page(self) -> None:
        """Give the keyboard to the page that is shown: to its focus proxy, else to its first widget."""
        page = self._stack.currentWidget()
        if page is None:
            return
        proxy = page.focusProxy()
        if proxy is not None and proxy.isVisible():
            proxy.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            focus_first(page)

    def _choose(self, place: int) -> None:
        self.turn_to(self._names[place])

    def _show_current(self) -> None:
        page = self._pages.get(self.current)
        widget = self.inspector if page is None else page.see() if self.isVisible() else page.widget
        if widget is None:
            return
        if self._stack.indexOf(widget) < 0:
            self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)

    def showEvent(self, event: QShowEvent) -> None:
        """The column comes into sight, and with it a page."""
        super().showEvent(event)
        self._show_current()

    def hideEvent(self, event: QHideEvent) -> None:
        """The column goes out of sight."""
        super().hideEvent(event)
        if self.current in self._pages:
            self._pages[self.current].leave()

    def sizeHint(self) -> QSize:
        """The width that the design gives the column."""
        return QSize(SIZE["right"], super().sizeHint().height())

    # -- what the window says

    def set_theme(self, theme: Theme) -> None:
        """Look as the theme says."""
        self.inspector.set_theme(theme)
        for page in self._pages.values():
            page.set_theme(theme)
        spread_theme(self, theme)

    def set_language(self, language: str) -> None:
        """Name labels, roles and attributes in this language."""
        self.inspector.set_language(language)
        for page in self._pages.values():
            page.set_language(language)

    def set_session(self, session: Session | None) -> None:
        """Look into another session, or none."""
        self.inspector.set_session(session)
        for page in self._pages.values():
            page.set_session(session)

    def show_place(self, document: DocumentId | None, mention: MentionId | None) -> None:
        """Another document is open, or another mention selected in it."""
        for page in self._pages.values():
            page.show_place(document, mention)

    def session_changed(self, changes: Changes) -> None:
        """Follow an act."""
        self.inspector.session_changed(changes)
        for page in self._pages.values():
            page.session_changed(changes)
