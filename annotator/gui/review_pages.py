"""Makes the pages of the review modes; what such a page asks goes to the window's workers."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotator.gui.modes import Mode, ReviewPage

if TYPE_CHECKING:
    from annotator.gui.window import Window


class ReviewPages(QObject):
    """Makes the pages of one window, each when it is first wanted."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window

    def makers(self) -> Mapping[Mode, Callable[[], ReviewPage]]:
        """By mode, what makes its page."""
        return {}
