"""The pages of the right column and the one below the article, each made when it is first seen, and what they ask for.

A page only asks; what it asks goes to the window's workers here.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotator.gui.pages import Page

if TYPE_CHECKING:
    from annotator.gui.window import Window


class PageMaker(QObject):
    """Makes the pages of one window."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window

    def of_side(self) -> dict[str, tuple[str, Callable[[], Page]]]:
        """The pages of the right column beside that of the selected mention: by name, their title and maker."""
        return {}
