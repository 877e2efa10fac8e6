"""The three columns: how wide they are, which are hidden, and what gives way in a narrow window."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from annotator.gui.middle import Middle
from annotator.gui.panels.documents import DocumentsPanel
from annotator.gui.theme import SIZE
from annotator.settings import Settings

NARROW = 1200
"""Below this width of the window the documents become a rail."""
_SIDE_NARROW, _SIDE_LEAST, _SIDE_MOST = 312, 280, 480


class Columns(QSplitter):
    """Documents, centre, side."""

    changed = Signal()
    """A column was shown or hidden."""

    def __init__(self, documents: DocumentsPanel, middle: Middle, side: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setObjectName("columns")
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self._documents = documents
        self._middle = middle
        self._side = side
        self._wide: list[int] = []
        for part in (documents, middle, side):
            self.addWidget(part)
        self.setStretchFactor(1, 1)
        side.setMinimumWidth(_SIDE_LEAST)

    # -- width

    def narrow(self, width: int) -> None:
        """The window has become narrow, `width` pixels: the documents give way."""
        if self.isVisible() and not self._documents.is_collapsed:
            self._wide = self.sizes()
        self._documents.collapse()
        self._side.setMaximumWidth(_SIDE_NARROW)
        self._share(width, self._documents.sizeHint().width(), _SIDE_NARROW)

    def widen(self, width: int) -> None:
        """The window is wide (again)."""
        self._documents.expand()
        self._side.setMaximumWidth(_SIDE_MOST)
        left, _middle, right = self._wide or (SIZE["left"], 0, SIZE["right"])
        self._share(width, left, right)

    def _share(self, width: int, left: int, right: int) -> None:
        self.setSizes([left, max(1, width - left - right), right])

    # -- hiding

    def toggle_documents(self) -> None:
        """Hide or show the documents; a rail becomes the whole panel first."""
        if self._documents.isVisible() and self._documents.is_collapsed:
            self._documents.expand()
            self._share(self.width(), SIZE["left"], self._side.width())
        else:
            self._documents.setVisible(not self._documents.isVisible())
        self.changed.emit()

    def toggle_side(self) -> None:
        """Hide or show the right column."""
        self._side.setVisible(not self._side.isVisible())
        self.changed.emit()

    def show_side(self) -> None:
        """Show the right column if it is hidden."""
        if self._side.isHidden():
            self.toggle_side()

    # -- remembering

    def restore(self, settings: Settings) -> None:
        """Take widths and hidden columns from the settings."""
        sizes = settings.splitter_sizes.get(self.objectName(), ())
        self._wide = list(sizes) if len(sizes) == self.count() else []
        hidden = settings.window_state.split()
        self._middle.restore(settings)
        for name, part in self._parts().items():
            part.setVisible(name not in hidden)

    def to_remember(self, settings: Settings) -> dict[str, object]:
        """Widths and hidden columns, as changes of the settings; widths only if all columns have one."""
        parts = self._parts()
        sizes = dict(settings.splitter_sizes)
        if self.isVisible() and self.width() >= NARROW and all(not part.isHidden() for part in parts.values()):
            sizes[self.objectName()] = tuple(self.sizes())
        sizes[self._middle.objectName()] = self._middle.to_remember()
        return {
            "splitter_sizes": sizes,
            "window_state": " ".join(name for name, part in parts.items() if part.isHidden()),
        }

    def _parts(self) -> Mapping[str, QWidget]:
        return {"documents": self._documents, "inspector": self._side}
