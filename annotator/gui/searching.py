"""Find in the article: joins the bar, the finder and the view."""

from PySide6.QtCore import QObject, Qt

from annotator.gui.article.view import ArticleView
from annotator.gui.finding import Finder
from annotator.gui.panels.find import FindBar
from annotator.model.span import Range, Span

_LONGEST_TAKEN = 80
"""A selection up to this many code points, on one line, is what one probably looks for."""


class Searching(QObject):
    """Searches the open document."""

    def __init__(self, view: ArticleView, bar: FindBar, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        self._bar = bar
        self._text = ""
        self._finder = Finder(self)
        self._stopped: Range | None = None
        bar.query_changed.connect(self._search)
        bar.step_requested.connect(self.step)
        bar.closed.connect(self._give_back)

    def set_text(self, text: str) -> None:
        """Another document is open; what is looked for stays."""
        self._text = text
        self._finder.set_text(text)
        if not self._bar.isHidden():
            self._search(self._bar.query())

    def open(self) -> None:
        """Show the bar; a short selection becomes what is looked for."""
        self._finder.prepare()
        span = self._view.selection()
        chosen = span.text(self._text) if span is not None and len(span) <= _LONGEST_TAKEN else ""
        self._bar.open_find("" if "\n" in chosen else chosen)

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) hit; opens the bar if it is closed."""
        if self._bar.isHidden():
            self.open()
            return
        self._finder.step(by)
        self._show()

    def _search(self, query: str) -> None:
        self._stopped = self._finder.current_range
        self._finder.search(query, self._view.caret())
        self._show()

    def _show(self) -> None:
        finder = self._finder
        self._view.set_find(finder.ranges, finder.current)
        self._bar.set_count(0 if finder.current is None else finder.current + 1, len(finder.ranges))
        if finder.current_range is not None:
            self._view.reveal(Span.of(*finder.current_range))

    def _give_back(self) -> None:
        """Select the hit one stopped at, so that a key labels it."""
        if self._stopped is not None:
            self._view.set_selection(Span.of(*self._stopped))
            self._stopped = None
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)
