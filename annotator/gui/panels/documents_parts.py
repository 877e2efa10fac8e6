"""Parts of the documents panel: what stands there when nothing is listed, and the rail it shrinks to."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.gui.widgets import IconButton, link_button, plain_label
from annotator.gui.widgets.painting import isolated
from annotator.services.documents import DocumentQuery


class NothingListed(QWidget):
    """One sentence that says why nothing is listed, and one thing to do about it.

    Signals:
        acted: The person did that.
    """

    acted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = plain_label(kind="small")
        self._words.setWordWrap(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._action = link_button("", object_name="documents_empty_action")
        self._action.clicked.connect(self.acted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 32, 24, 12)
        layout.setSpacing(4)
        layout.addWidget(self._words)
        layout.addWidget(self._action, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)

    def say(self, query: DocumentQuery) -> None:
        """Say why `query` finds nothing."""
        if query.text:
            words = self.tr("No document matches ‘{text}’.").format(text=isolated(query.text))
            self._show(words, self.tr("Clear filter"))
        elif query.languages or query.statuses:
            self._show(self.tr("No document fits these filters."), self.tr("Clear filters"))
        elif query.binned:
            self._show(self.tr("The bin is empty."), self.tr("Back to the documents"))
        else:
            self._show(self.tr("There are no documents yet. Drop text files here, or choose them."), self.tr("Import…"))

    def say_no_project(self) -> None:
        """Say that nothing is open."""
        self._show(self.tr("No project is open."), "")

    def _show(self, words: str, action: str) -> None:
        self._words.setText(words)
        self._action.setText(action)
        self._action.setAccessibleName(action)
        self._action.setVisible(bool(action))


class Rail(QWidget):
    """The documents panel in a narrow window.

    Signals:
        show_requested, search_requested, filter_requested: What the person wants to do in the whole panel.
    """

    show_requested = Signal()
    search_requested = Signal()
    filter_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        show = IconButton("panel-left", self.tr("Show documents"), object_name="documents_rail_show")
        search = IconButton("search", self.tr("Filter documents"), object_name="documents_rail_search")
        filters = IconButton("list-filter", self.tr("Filter by status"), object_name="documents_rail_filter")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 10)
        layout.setSpacing(4)
        for button in (show, search, filters):
            layout.addWidget(button)
        layout.addStretch(1)
        show.clicked.connect(self.show_requested)
        search.clicked.connect(self.search_requested)
        filters.clicked.connect(self.filter_requested)
