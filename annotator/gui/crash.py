"""Our own bugs: written to a log, shown once with details to copy, and the work goes on.

Every edit is durable when it is painted, so carrying on after a bug loses nothing; a dialog for each one would. The
world's errors (`AnnotatorError`) never come here unless somebody forgot them, which is a bug too.
"""

import faulthandler
import logging
import platform
import sys
import traceback
from pathlib import Path
from types import TracebackType

import platformdirs
from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from annotator import __version__
from annotator.gui.building import button, wrapped
from annotator.gui.widgets import plain_label

_LOG = logging.getLogger("annotator")
_LOG_BYTES = 1_000_000
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def log_path() -> Path:
    """The log of the person at this computer."""
    return Path(platformdirs.user_log_dir("annotator", appauthor=False)) / "annotator.log"


def start_log(path: Path) -> None:
    """Log to a file, what Qt says included; a folder that cannot be written only means that there is no log."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > _LOG_BYTES:
            path.replace(path.with_suffix(".old"))
        handler: logging.Handler = logging.FileHandler(path, encoding="utf-8")
        # Kept open for good: a crash of the C++ side writes its stack there.
        faulthandler.enable(path.with_suffix(".crash").open("a", encoding="utf-8"))
    except OSError:
        handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    _LOG.addHandler(handler)
    _LOG.setLevel(logging.INFO)
    qInstallMessageHandler(_on_qt_message)


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    _LOG.log(_LEVELS.get(kind, logging.WARNING), "Qt %s: %s", context.category, message)


class Crashes(QObject):
    """Catches what nobody caught; put in place with `install`."""

    reported = Signal(str)
    """Details of a bug."""

    def __init__(self, window: QWidget, log: Path) -> None:
        super().__init__(window)
        self._window = window
        self._log = log
        self._dialog: CrashDialog | None = None
        # A slot may fail in any thread; the dialog belongs to ours.
        self.reported.connect(self._show)

    def install(self) -> None:
        """Be the program's `excepthook`."""
        sys.excepthook = self.catch

    def catch(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log a bug and show it."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _LOG.error("a bug", exc_info=(kind, error, trace))
        self.reported.emit("".join(traceback.format_exception(kind, error, trace)))

    def report(self, error: BaseException) -> None:
        """A bug that was caught elsewhere, such as in a job."""
        self.catch(type(error), error, error.__traceback__)

    def _show(self, details: str) -> None:
        if self._dialog is None:
            self._dialog = CrashDialog(self._window, self._log)
        self._dialog.add(details)
        self._dialog.show()


class CrashDialog(QDialog):
    """Says that the program made a mistake; further ones join the details. It does not block the window."""

    def __init__(self, window: QWidget, log: Path) -> None:
        super().__init__(window)
        self.setObjectName("crash_dialog")
        self.setWindowTitle(self.tr("A mistake of the program"))
        self.resize(640, 420)
        words = self.tr(
            "The program made a mistake. Your work is safe: every edit is saved when you see it. You can go on; if "
            "something looks odd, close the window and open it again. Please send the details to whoever gave you "
            "the program. The log is in {path}."
        )
        self._details = QPlainTextEdit()
        self._details.setObjectName("crash_details")
        self._details.setAccessibleName(self.tr("Details"))
        self._details.setReadOnly(True)
        copy = button(self.tr("Copy the details"), "secondary", "crash_copy")
        copy.clicked.connect(self._copy)
        close = button(self.tr("Go on"), "primary", "crash_close")
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addWidget(plain_label(self.tr("Something went wrong"), "title"))
        layout.addWidget(wrapped(words.format(path=log), "small"))
        layout.addWidget(self._details, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(copy)
        buttons.addWidget(close)
        layout.addLayout(buttons)
        self.setWindowModality(Qt.WindowModality.NonModal)

    def add(self, details: str) -> None:
        """Show one more mistake."""
        if not self._details.toPlainText():
            self._details.setPlainText(_circumstances())
        self._details.appendPlainText(details)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details.toPlainText())


def _circumstances() -> str:
    """What a developer asks first."""
    return (
        f"Annotator {__version__}, Python {platform.python_version()}, PySide6 {pyside_version}, Qt {qVersion()}, "
        f"{platform.platform()}, {QGuiApplication.platformName()}\n"
    )
