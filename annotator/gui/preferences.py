"""The person's settings while the program runs: changed in one place, written at once, announced to who cares."""

from typing import Any

from PySide6.QtCore import QObject, Signal

from annotator.gui.messages import Messages
from annotator.settings import Settings


class Preferences(QObject):
    """The live settings.

    Attributes:
        now: The settings as they are.
    """

    changed = Signal()

    def __init__(self, settings: Settings, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.now = settings
        self._messages = messages

    def change(self, **values: Any) -> None:
        """Change settings and write them; that they cannot be written never keeps anybody from working."""
        self.put(self.now.changed(**values))

    def put(self, settings: Settings) -> None:
        """Replace all settings and write them."""
        if settings == self.now:
            return
        self.now = settings
        try:
            settings.save()
        except OSError as error:
            self._messages.warn(
                self.tr("Your settings could not be saved in {path}: {reason}.").format(
                    path=settings.path, reason=error.strerror or error
                )
            )
        self.changed.emit()
