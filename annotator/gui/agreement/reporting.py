"""The report on agreement as one page for a browser: written beside the work, said when done."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from annotator.gui.messages import MessageAction, quoted
from annotator.model.errors import AnnotatorError
from annotator.services.agreement.corpus import AgreementChoice
from annotator.services.agreement.page import write_page
from annotator.services.agreement.report import By, report, with_intervals
from annotator.services.blindness import Blindness
from annotator.services.job import Progress
from annotator.services.opening import file_name

if TYPE_CHECKING:
    from annotator.gui.window import Window


class Reporting(QObject):
    """Writes reports of the open project."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window

    def choose_file(self, proposed: Path) -> str:
        """Let the person choose where the page goes; tests replace it."""
        kinds = self.tr("Pages (*.html)")
        title = self.tr("Save the agreement report")
        return QFileDialog.getSaveFileName(self._window, title, str(proposed), kinds)[0]

    def save(self, choice: AgreementChoice) -> None:
        """Ask where to, then count and write."""
        session, preferences = self._window.projects.session, self._window.preferences
        if session is None:
            return
        choice = replace(choice, done_by=Blindness.of(session).done_by)
        folder = Path(preferences.now.export_folder or session.path.parent)
        proposed = (folder if folder.is_dir() else session.path.parent) / f"{file_name(session.title)}-agreement.html"
        chosen = self.choose_file(proposed)
        if not chosen:
            return
        out = Path(chosen)
        preferences.change(export_folder=str(out.parent))
        task = self._window.tasks.prepare(
            self.tr("Writing the agreement report"), partial(_write, session.path, choice, out)
        )
        task.succeeded.connect(self._done)
        task.refused.connect(self._failed)
        task.cancelled.connect(self._cancelled)
        self._window.tasks.start(task)

    def _done(self, out: Path) -> None:
        words = self.tr("Saved the agreement report as {name}").format(name=quoted(out.name))
        action = MessageAction(self.tr("Show in folder"), partial(self._window.later.exporting.show_folder, out))
        self._window.messages.show(words, icon="download", action=action, details=str(out))

    def _failed(self, error: AnnotatorError) -> None:
        self._window.messages.error(error)

    def _cancelled(self) -> None:
        self._window.messages.show(self.tr("Report cancelled; nothing was written."), icon="download")


def _write(project: Path, choice: AgreementChoice, out: Path, progress: Progress) -> Path:
    """The job: in its own thread."""
    write_page(report(project, choice, list(By), with_intervals(progress), progress), out)
    return out
