"""Starts the program: settings, fonts, theme, session and window, in this order and nothing more.

The window is painted first; what it does not need for that (help, settings, language detection) is loaded when it is
wanted.
"""

import gc
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from annotator.gui.crash import Crashes, log_path, start_log
from annotator.gui.first_picture import FirstPicture
from annotator.gui.icons import app_icon
from annotator.gui.interface_language import speak
from annotator.gui.look import Look
from annotator.gui.messages import Messages
from annotator.gui.preferences import Preferences
from annotator.gui.theme import load_fonts
from annotator.gui.window import Window
from annotator.settings import Settings


def run(paths: Sequence[Path] = (), settings: Settings | None = None) -> int:
    """Show the window until it is closed.

    Args:
        paths: A project, or a folder or files to make one of; none for the first page.
        settings: Instead of the person's own.

    Returns:
        The exit code.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    start_log(log_path())
    app = make_application()
    starter = Starter(app, settings or Settings.load(), tuple(paths))
    starter.window.show()
    return app.exec()


def make_application() -> QApplication:
    """The Qt application with our fonts and style."""
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontShowIconsInMenus, on=False)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("annotator")
    app.setApplicationDisplayName("Annotator")
    app.setDesktopFileName("annotator")
    app.setStyle("Fusion")
    app.setWindowIcon(app_icon())
    load_fonts()
    return app


class Starter(QObject):
    """Builds the window and opens what was asked for.

    Attributes:
        window: The window, not shown yet.
        first_picture: Says when it has been painted.
    """

    def __init__(self, app: QApplication, settings: Settings, paths: Sequence[Path]) -> None:
        super().__init__(app)
        speak(settings.interface_language)
        messages = Messages(self)
        preferences = Preferences(settings, messages, self)
        look = Look(app, settings.theme)
        self.window = Window(preferences, look, messages)
        look.put_on()
        self._crashes = Crashes(self.window, log_path())
        self._crashes.install()
        self.window.tasks.broke.connect(self._crashes.report)
        if settings.note:
            messages.warn(settings.note)
        self.first_picture = FirstPicture(self.window)
        self.first_picture.seen.connect(self._settle)
        if not paths or not self.window.projects.start(paths, Path.cwd()):
            self.window.expect_recent()

    def _settle(self) -> None:
        """After the first picture: what only matters from now on."""
        gc.collect()
        gc.freeze()
        gc.enable()
        self.window.greet()
