"""The pages of the right column and the one below the article, each made when it is first seen.

A page only asks; what it asks goes to the window's workers.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotator.gui.pages import Page

if TYPE_CHECKING:
    from annotator.gui.window import Window

CHECK = "check"


class PageMaker(QObject):
    """Makes the pages of one window."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window

    def of_side(self) -> dict[str, tuple[str, Callable[[], Page]]]:
        """The pages of the right column beside that of the selected mention: by name, their title and maker."""
        return {CHECK: (self.tr("Check"), self._make_check)}

    def _make_check(self) -> Page:
        return self._window.checking.make_page()

    def make_events(self) -> Page:
        """The page below the article."""
        from annotator.gui.panels.events import EventsPanel  # noqa: PLC0415  not needed at the start

        made = EventsPanel()
        made.mention_requested.connect(self._window.reading.select)
        made.close_requested.connect(self._window.middle.close_below)
        return made
