"""The upper right of the export card: the first document, file by file, as it will be written."""

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from annotator.formats.registry import FormatInfo
from annotator.gui.building import Sentence, fill, label, row
from annotator.gui.dialogs.export_texts import TextView
from annotator.gui.dialogs.field_rows import list_field, widen
from annotator.gui.naming import number
from annotator.gui.widgets import ElidedLabel, plain_tip
from annotator.services.exports.preview import Held, Sample, SampleFile

_MOST_LABELS = 40
_SIZES = QLocale.DataSizeFormat.DataSizeTraditionalFormat
_TEXT_ENDINGS = (".txt",)


class SampleView(QWidget):
    """Shows a `Sample`."""

    def __init__(self) -> None:
        super().__init__()
        self._sample = Sample("", ())
        self._info: FormatInfo | None = None
        self._head = label("", "strong")
        self._title = ElidedLabel(type_name="small", color="text2")
        self._files: QComboBox = list_field("export_sample_file", self.tr("File shown"))
        self._files.currentIndexChanged.connect(self._show_file)
        self._size = label("", "micro", "export_sample_size")
        self._text = TextView("export_preview", self.tr("What will be written of the first document"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        self._name = Sentence("small", "export_sample_name", Qt.LayoutDirection.LeftToRight)
        self._named = QWidget()
        named = QHBoxLayout(self._named)
        named.setContentsMargins(0, 0, 0, 0)
        fill(named, (self._name, self._files, self._size))
        named.setStretchFactor(self._name, 1)
        layout.addWidget(row(self._head, self._title))
        layout.addWidget(self._named)
        layout.addWidget(self._text, 1)
        self.show_nothing()

    def show_nothing(self) -> None:
        """There is nothing to show, or not yet."""
        self.show_sample(Sample("", ()), None)

    def show_sample(self, sample: Sample, info: FormatInfo | None) -> None:
        """Show what was written in a format; the file whose name was shown before, if there is one again."""
        before = self._files.currentText()
        self._head.setText(self.tr("First document"))
        self._sample, self._info = sample, info
        self._title.set_text(sample.title)
        self._files.blockSignals(True)
        self._files.clear()
        for file in sample.files:
            self._files.addItem(file.name)
        self._files.setCurrentIndex(max(0, self._files.findText(before)))
        self._files.blockSignals(False)
        widen(self._files)
        self._named.setVisible(bool(sample.files))
        self._files.setVisible(len(sample.files) > 1)
        self._name.setVisible(len(sample.files) == 1)
        self._show_file()

    def show_words(self, words: str) -> None:
        """Say in words what will be written; there is no sample."""
        self.show_nothing()
        self._head.setText(self.tr("What is in it"))
        self._text.show_text(words, is_prose=True)

    def _show_file(self) -> None:
        place = self._files.currentIndex()
        if not 0 <= place < len(self._sample.files):
            self._text.show_text("")
            self._size.setText("")
            return
        file = self._sample.files[place]
        self._files.setToolTip(plain_tip(file.name))
        self._name.setText(file.name)
        size = QLocale(QLocale.Language.English).formattedDataSize(file.size, 1, _SIZES)
        self._size.setText(size if file.is_whole else self.tr("the beginning of {size}").format(size=size))
        if file.beginning is None:
            self._text.show_text(self._told(file), is_prose=True)
        else:
            self._text.show_text(file.beginning, is_prose=file.name.endswith(_TEXT_ENDINGS))

    def _told(self, file: SampleFile) -> str:
        """What is in a file that cannot be read by people."""
        head = self.tr("“{name}” is not a text. A program reads from it:").format(name=file.name)
        held = self._held_words(self._sample.held) if self._sample.held is not None else []
        carried = self._info.carries if self._info is not None else ()
        parts = ((head, held), (self.tr("A file of this format holds:"), carried))
        return "\n\n".join("\n  ".join((words, *things)) for words, things in parts if things)

    def _held_words(self, held: Held) -> list[str]:
        labels = [f"{name} {number(count)}" for name, count in list(held.labels.items())[:_MOST_LABELS]]
        words = (
            (self.tr("records: {count}"), held.records),
            (self.tr("characters: {count}"), held.characters),
            (self.tr("mentions: {count}"), sum(held.labels.values())),
            (self.tr("arguments: {count}"), held.arguments),
            (self.tr("relations: {count}"), held.relations),
            (self.tr("clusters: {count}"), held.clusters),
        )
        said = [text.format(count=number(count)) for text, count in words if count]
        return [*said, *(f"    {name}" for name in labels)]
