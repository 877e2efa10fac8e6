"""Tells the panels of an act once the article has been painted: the eye is on the text, and labels must come at once.

What a panel needs before anything else can go on (another list of documents, another scheme) is told at once; of a long
import, which makes many acts in a row, the panels are told several times a second.
"""

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.model.change import Changes, Subject

_MANY = 20
"""Documents; whoever changes so many is not waiting for a panel, and will soon change more."""
_PAUSE = 200
"""Milliseconds."""
_AT_ONCE = (Subject.DOCUMENT, Subject.SCHEME, Subject.SETTING, Subject.ANNOTATOR)


class Notices(QObject):
    """Acts that the panels have not been told of; in the order in which they were made."""

    told = Signal(object)
    """The `Changes` of all acts since the last time."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[Changes] = []
        # Qt paints before it looks at timers, also at those that are due at once.
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.timeout.connect(self.tell)

    def add(self, changes: Changes) -> None:
        """An act was made."""
        self._waiting.append(changes)
        if len(changes.documents) >= _MANY:
            if not self._due.isActive():
                self._due.start(_PAUSE)
        elif changes.touches(*_AT_ONCE):
            self.tell()
        else:
            self._due.start(0)

    def tell(self) -> None:
        """Tell now what waits."""
        self._due.stop()
        waiting, self._waiting = self._waiting, []
        if len(waiting) == 1:
            self.told.emit(waiting[0])
        elif waiting:
            self.told.emit(Changes(tuple(change for changes in waiting for change in changes.changes)))

    def clear(self) -> None:
        """Forget what waits: the panels look at another session."""
        self._due.stop()
        self._waiting.clear()
