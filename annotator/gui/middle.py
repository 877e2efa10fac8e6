"""The middle column: the article, and below it a page that can be shown and hidden."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from annotator.gui.pages import LazyPage
from annotator.settings import Settings

_HEIGHT = 240
"""Of the page below, before a person has changed it."""
_LEAST = 120


class Middle(QSplitter):
    """Article above, page below."""

    changed = Signal()
    """The page below was shown or hidden."""

    def __init__(self, article: QWidget, below: LazyPage) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self.setObjectName("middle")
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.below = below
        self._height = _HEIGHT
        self.addWidget(article)
        self.setStretchFactor(0, 1)

    @property
    def is_open(self) -> bool:
        """Whether the page below is shown."""
        return self.below.widget is not None and not self.below.widget.isHidden()

    def toggle(self) -> None:
        """Show the page below, or hide it."""
        if self.is_open:
            self.close_below()
        else:
            self.open_below()

    def open_below(self) -> None:
        """Show the page below."""
        widget = self.below.see()
        if self.indexOf(widget) < 0:
            widget.setMinimumHeight(_LEAST)
            self.addWidget(widget)
        widget.show()
        self.setSizes([max(_LEAST, self.height() - self._height), self._height])
        self.changed.emit()

    def close_below(self) -> None:
        """Hide the page below."""
        if self.is_open and self.below.widget is not None:
            self._height = self.below.widget.height()
            self.below.widget.hide()
            self.below.leave()
            self.changed.emit()

    def restore(self, settings: Settings) -> None:
        """Take the height of the page below from the settings; it opens only when it is asked for."""
        sizes = settings.splitter_sizes.get(self.objectName(), ())
        self._height = sizes[1] if len(sizes) == 2 and sizes[1] >= _LEAST else _HEIGHT

    def to_remember(self) -> tuple[int, ...]:
        """The heights of article and page."""
        below = self.below.widget
        height = below.height() if self.is_open and below is not None else self._height
        return max(_LEAST, self.height() - height), height
