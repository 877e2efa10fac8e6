"""Blind mode in the window: on and off, and what is said where it hides something."""

from functools import partial

from PySide6.QtCore import QCoreApplication, QObject

from annotator.gui.asking import Asking
from annotator.services.blindness import Blindness, set_blind
from annotator.services.session import Session


class Blinding(QObject):
    """Turns blind mode on and off."""

    def __init__(self, asking: Asking, parent: QObject) -> None:
        super().__init__(parent)
        self._asking = asking

    def toggle(self) -> None:
        """Hide from now on what others label until one is done oneself, or show it again."""
        session = self._asking.session
        if session is None:
            return
        is_on = not Blindness.of(session).is_on
        if self._asking.attempt(partial(_set, is_on)) is None:
            return
        if is_on:
            self._asking.say(
                "eye-off", self.tr("Blind mode is on: others' labels show once you are done with a document")
            )
        else:
            self._asking.say("eye", self.tr("Blind mode is off: everyone's labels can be seen"))


def _set(is_on: bool, session: Session) -> object:
    return set_blind(session, is_on=is_on)


def why_hidden() -> str:
    """What stands where blind mode has hidden something, such as on a page that would compare."""
    return QCoreApplication.translate(
        "Blinding",
        "Blind mode is on: what others labelled in a document is hidden until you have marked it done. "
        "The Review menu turns it off.",
    )
