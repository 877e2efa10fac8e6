"""When a window has been painted for the first time: whatever only matters afterwards waits for that."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget


class FirstPicture(QObject):
    """Watches a window that is not shown yet.

    Being shown is not enough: the system asks for the picture later, and work begun in between would delay it.
    """

    seen = Signal()
    """Once, after the first painting."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait until the window is shown, then until the system lets it paint."""
        if event.type() is QEvent.Type.Show and watched is self._window:
            watched.removeEventFilter(self)
            self._window.windowHandle().installEventFilter(self)
        elif event.type() is QEvent.Type.Expose:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self.seen.emit)
        return False
