"""Exports beside the work: run on another thread, said when done, with the way to the file."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from annotator.formats.registry import BUNDLE, NATIVE, find_format
from annotator.gui.messages import MessageAction, Messages, quoted
from annotator.gui.naming import number
from annotator.gui.projects import Projects
from annotator.gui.tasks import Tasks
from annotator.model.errors import AnnotatorError
from annotator.services.job import Progress

if TYPE_CHECKING:
    from annotator.services.exports.exporting import ExportChoice, ExportReport

_MOST_FILES = 4
"""How many files are named in a message; its details name all."""


class Exporting(QObject):
    """Runs exports of the open project."""

    def __init__(self, projects: Projects, tasks: Tasks, messages: Messages, parent: QObject) -> None:
        super().__init__(parent)
        self._projects = projects
        self._tasks = tasks
        self._messages = messages
        self._format = NATIVE.id

    def export(self, choice: "ExportChoice", out: Path) -> None:
        """Export what is chosen to `out`."""
        session = self._projects.session
        if session is None:
            return
        self._format = choice.format
        task = self._tasks.prepare(self.tr("Exporting"), partial(_export, session.path, out, choice))
        task.succeeded.connect(self._done)
        task.refused.connect(self._failed)
        task.cancelled.connect(self._cancelled)
        self._tasks.start(task)

    def _done(self, report: "ExportReport") -> None:
        words = self.tr("Exported {documents} documents with {mentions} mentions to {name}").format(
            documents=number(report.documents), mentions=number(report.mentions), name=self._names(report)
        )
        lost = report.losses.sentence(find_format(self._format).title)
        if lost:
            words += f". {lost}"
        action = MessageAction(self.tr("Show in folder"), partial(self.show_folder, report.files[0]))
        paths = "\n".join(str(path) for path in report.files)
        self._messages.show(words, icon="upload", action=action, details=paths)

    def _names(self, report: "ExportReport") -> str:
        if len(report.files) == 1:
            return quoted(report.files[0].name)
        pairs = list(zip(report.files, report.lines, strict=True))
        names = ", ".join(f"{quoted(file.name)} ({number(lines)})" for file, lines in pairs[:_MOST_FILES])
        more = len(pairs) - _MOST_FILES
        return names if more <= 0 else self.tr("{names} and {count} more").format(names=names, count=number(more))

    def show_folder(self, file: Path) -> None:
        """Open the folder of a file in the system's own program for that; tests replace it."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(file.parent)))

    def _failed(self, error: AnnotatorError) -> None:
        self._messages.error(error)

    def _cancelled(self) -> None:
        self._messages.show(self.tr("Export cancelled; nothing was written."), icon="upload")


def _export(project: Path, out: Path, choice: "ExportChoice", progress: Progress) -> object:
    """The job: in its own thread."""
    from annotator.services.exports.bundling import bundle  # noqa: PLC0415  not needed at the start
    from annotator.services.exports.exporting import export  # noqa: PLC0415  as above

    return (bundle if choice.format == BUNDLE.id else export)(project, out, choice, progress)
