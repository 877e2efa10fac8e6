"""What an import did, in full: for reading and copying, only when asked for."""

from PySide6.QtGui import QGuiApplication, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from annotator.gui.building import button, row
from annotator.gui.naming import number
from annotator.gui.overlay import Overlay
from annotator.gui.theme import Theme
from annotator.gui.widgets import plain_label
from annotator.services.imports.importing import ImportReport

_MOST_LINES = 5_000


class ReportDialog(Overlay):
    """Counts, what was set aside with its reasons, and what people should know."""

    WIDTH = 760
    HEIGHT = 520

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window, theme, "report_dialog")
        self._summary = plain_label("", "small")
        self._text = QPlainTextEdit()
        self._text.setObjectName("report_text")
        self._text.setAccessibleName(self.tr("Report"))
        self._text.setReadOnly(True)
        # Lines of ours: a name that they begin with does not decide their direction.
        way = QTextOption()
        way.setTextDirection(self.layoutDirection())
        self._text.document().setDefaultTextOption(way)
        copy = button(self.tr("Copy"), "secondary", "report_copy")
        copy.clicked.connect(self._copy)
        close = button(self.tr("Close"), "primary", "report_close")
        close.clicked.connect(self.close_overlay)
        self.body.addWidget(plain_label(self.tr("Import"), "title"))
        self.body.addWidget(self._summary)
        self.body.addSpacing(8)
        self.body.addWidget(self._text, 1)
        self.body.addWidget(row(None, copy, close))

    def first_field(self) -> QWidget:
        """The text: it can be scrolled and copied."""
        return self._text

    def show_report(self, report: ImportReport) -> None:
        """Show the report of one import."""
        words = self.tr("{documents} documents, {layers} layers and {mentions} mentions imported, {skipped} skipped")
        counts = (report.documents, report.layers, report.mentions, report.skipped_count)
        names = ("documents", "layers", "mentions", "skipped")
        self._summary.setText(words.format(**dict(zip(names, map(number, counts), strict=True))))
        self._text.setPlainText(self._lines(report))
        self.open()

    def _lines(self, report: ImportReport) -> str:
        parts = []
        if report.skipped:
            parts += [self.tr("Skipped:"), *(f"  {skipped}" for skipped in report.skipped[:_MOST_LINES]), ""]
        if len(report.skipped) > _MOST_LINES:
            parts += [self.tr("… and {count} more").format(count=number(len(report.skipped) - _MOST_LINES)), ""]
        if report.notes:
            parts += [self.tr("Good to know:"), *(f"  {note}" for note in report.notes[:_MOST_LINES])]
        return "\n".join(parts) or self.tr("Nothing was skipped.")

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(f"{self._summary.text()}\n\n{self._text.toPlainText()}")
