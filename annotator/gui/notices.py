"""Tells the panels of an act once the article has been painted: the eye is on the text, and labels must come at once.

What a panel needs before anything else can go on (another list of documents, another scheme) is told at once.
"""

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.model.change import Changes, Subject

_AT_ONCE = (Subject.DOCUMENT, Subject.SCHEME, Subject.SETTING, Subject.ANNOTATOR)


class Notices(QObject):
    """Acts that the panels have not been told of; in the order in which they were made."""

    told = Signal(object)
    """The `Changes` of one act."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[Changes] = []
        # Qt paints before it looks at timers, also at those that are due at once.
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(0)
        self._due.timeout.connect(self.tell)

    def add(self, changes: Changes) -> None:
        """An act was made."""
        self._waiting.append(changes)
        if changes.touches(*_AT_ONCE):
            self.tell()
        else:
            self._due.start()

    def tell(self) -> None:
        """Tell now what waits."""
        self._due.stop()
        waiting, self._waiting = self._waiting, []
        for changes in waiting:
            self.told.emit(changes)

    def clear(self) -> None:
        """Forget what waits: the panels look at another session."""
        self._due.stop()
        self._waiting.clear()
