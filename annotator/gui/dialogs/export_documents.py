"""Which documents are exported: by the status of the layer, and by language."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from annotator.gui.building import row
from annotator.gui.dialogs.field_rows import field_row, tick_box
from annotator.gui.naming import language_name
from annotator.gui.widgets.chooser import Chooser
from annotator.model.annotation import Status
from annotator.services.documents import DocumentList
from annotator.services.exports.choice import ExportChoice
from annotator.services.session import Session


class DocumentsField(QWidget):
    """Boxes for statuses, a menu for languages.

    Signals:
        changed: Anything of it.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        words = {Status.NEW: self.tr("New"), Status.STARTED: self.tr("Started"), Status.DONE: self.tr("Done")}
        self._statuses = {status: self._status(status, words[status]) for status in Status}
        self._languages = Chooser(
            "", self.tr("All languages"), object_name="export_languages", name=self.tr("Languages")
        )
        self._languages.chosen.connect(self._on_languages)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(field_row(self.tr("Status"), row(*self._statuses.values(), None, gap=12)))
        layout.addWidget(field_row(self.tr("Languages"), row(self._languages, None)))

    def _status(self, status: Status, words: str) -> QCheckBox:
        accessible = self.tr("Documents that are {status}").format(status=words.lower())
        made = tick_box(words, f"export_status_{status}", accessible)
        made.toggled.connect(self.changed)
        return made

    def offer(self, session: Session) -> None:
        """Which languages there are."""
        counts = DocumentList(session).language_counts()
        self._languages.offer([(tag, language_name(tag), count) for tag, count in counts.items()], ())

    def _on_languages(self, chosen: tuple[str, ...]) -> None:
        self._languages.show_chosen(chosen)
        self.changed.emit()

    def show_choice(self, choice: ExportChoice) -> None:
        """Show which documents a choice means."""
        self.blockSignals(True)
        for status, box in self._statuses.items():
            box.setChecked(not choice.statuses or status in choice.statuses)
        self._languages.tick(choice.languages)
        self.blockSignals(False)

    def put_into(self, choice: ExportChoice) -> ExportChoice:
        """The choice with what is shown here."""
        statuses = tuple(status for status, box in self._statuses.items() if box.isChecked())
        is_all = len(statuses) == len(self._statuses)
        return replace(choice, statuses=() if is_all else statuses, languages=self._languages.menu.ticked())

    def why_not(self) -> str:
        """Why nothing can be exported so; empty if it can."""
        if any(box.isChecked() for box in self._statuses.values()):
            return ""
        return self.tr("No status is chosen. Tick which documents are exported.")
