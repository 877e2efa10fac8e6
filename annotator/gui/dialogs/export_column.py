"""The left column of the export card: everything that can be chosen, in groups, and the page of labels."""

from dataclasses import replace
from operator import attrgetter

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QApplication, QComboBox, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from annotator.formats.registry import BUNDLE, NATIVE, FormatInfo, formats, infos
from annotator.gui.building import Sentence, button, fill, row, wrapped
from annotator.gui.dialogs.export_documents import DocumentsField
from annotator.gui.dialogs.export_labels import LabelsPage
from annotator.gui.dialogs.export_layers import LayersField
from annotator.gui.dialogs.field_rows import field_row, heading, list_field, widen
from annotator.gui.dialogs.options_field import OptionsField
from annotator.gui.dialogs.split_field import SplitField
from annotator.gui.widgets import plain_tip
from annotator.services.exports.choice import ExportChoice, Files, Layers
from annotator.services.session import Session

_BESIDE_BAR = 8
"""Pixels between the fields and the bar that scrolls them."""


class _Scroll(QScrollArea):
    """Scrolls up and down, never aside: it is at least as wide as what is in it."""

    def minimumSizeHint(self) -> QSize:
        """The width of what is in it."""
        inside = self.widget()
        width = 0 if inside is None else inside.minimumSizeHint().width()
        return QSize(width + self.verticalScrollBar().sizeHint().width(), 100)


class ChoiceColumn(QStackedWidget):
    """Shows an `ExportChoice` and changes it.

    Attributes:
        labels: The page of labels.

    Signals:
        changed: Anything of the choice.
        format_changed: Another format, before `changed`.
    """

    changed = Signal()
    format_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._build_fields()
        self._build_labels()
        self._page = self._lay_out()
        self._scroll = self._scrolling(self._page)
        self.addWidget(self._scroll)
        self.addWidget(self.labels)

    def _build_fields(self) -> None:
        self._format = list_field("export_format", self.tr("Format"))
        for info, title in ((NATIVE, self.tr("JSON Lines")), (BUNDLE, self.tr("A project to send"))):
            self._format.addItem(title, info)
        others = (info for info in infos() if info.writes and info not in (NATIVE, BUNDLE))
        for info in sorted(others, key=attrgetter("title")):
            self._format.addItem(info.title, info)
        widen(self._format)
        self._format.currentIndexChanged.connect(self._on_format)
        self._about = wrapped("", "micro", "export_format_about")
        self._options = OptionsField()
        self._layers = LayersField()
        self._documents = DocumentsField()
        self._files = list_field("export_files", self.tr("Files"))
        for files, words in self._files_words().items():
            self._files.addItem(words, files)
        self._files.currentIndexChanged.connect(self._change)
        self._split = SplitField()
        for field in (self._options, self._layers, self._documents, self._split):
            field.changed.connect(self.changed)

    def _files_words(self) -> dict[Files, str]:
        return {
            Files.ONE: self.tr("One file for everything"),
            Files.ANNOTATOR: self.tr("One file for each annotator"),
            Files.KIND: self.tr("Entities and events apart"),
            Files.LEVEL: self.tr("One file for each level of nesting"),
        }

    def _build_labels(self) -> None:
        self.labels = LabelsPage()
        self.labels.left.connect(self._leave_labels)
        self.labels.tree.changed.connect(self._on_labels)
        self._labels_said = Sentence("small", "export_labels")
        self._labels_button = button(self.tr("Choose and rename…"), "secondary", "export_labels_choose")
        self._labels_button.clicked.connect(self.choose_labels)

    def _lay_out(self) -> QWidget:
        labels = field_row(self.tr("Labels"), row(self._labels_said, None, self._labels_button))
        self._files_head = heading(self.tr("Files"))
        files = field_row(self.tr("Write"), self._files)
        self._only_of_lines = (labels, self._files_head, files, self._split)
        self._about_row = field_row("", self._about, height=0)
        parts = (
            field_row(self.tr("Format"), self._format), self._about_row, self._options,
            heading(self.tr("What")), self._layers, self._documents, labels,
            self._files_head, files, self._split,
        )  # fmt: skip
        page = QWidget()
        across = QHBoxLayout(page)
        across.setContentsMargins(0, 0, 0, 8)
        across.setSpacing(_BESIDE_BAR)
        rows = QVBoxLayout()
        rows.setSpacing(8)
        fill(rows, (*parts, None))
        across.addLayout(rows, 1)
        across.addSpacing(0)
        return page

    def _scrolling(self, page: QWidget) -> QScrollArea:
        made = _Scroll()
        made.setObjectName("export_choices")
        made.setAccessibleName(self.tr("What to export"))
        made.setWidgetResizable(True)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setWidget(page)
        # Only now: a scroll area paints the ground of what is put into it.
        for ground in (page, made.viewport()):
            ground.setAutoFillBackground(False)
        return made

    # -- showing

    def offer(self, session: Session) -> None:
        """What there is to choose from."""
        self.blockSignals(True)
        self._layers.offer(session)
        self._documents.offer(session)
        self.labels.tree.show_scheme(session.scheme)
        self.setCurrentWidget(self._scroll)
        self._scroll.verticalScrollBar().setValue(0)
        self.blockSignals(False)

    def show_choice(self, choice: ExportChoice) -> None:
        """Show a choice as if the person had made it."""
        self.blockSignals(True)
        self._format.setCurrentIndex(self._place_of(choice.format))
        self._show_format(choice)
        self._layers.show_choice(choice)
        self._documents.show_choice(choice)
        self.labels.tree.show_chosen(choice.labels, choice.renames)
        self._labels_said.setText(self.labels.summary())
        self._files.setCurrentIndex(self._files.findData(choice.files))
        self._split.show_split(choice.split)
        self.blockSignals(False)
        self.format_changed.emit()
        self.changed.emit()

    def show_change(self, choice: ExportChoice) -> None:
        """Show another choice and go to the first field that differs, so that it is seen what changed."""
        before = self.choice()
        self.setCurrentWidget(self._scroll)
        self.show_choice(choice)
        field = self._first_change(before, choice)
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.reveal()

    def _first_change(self, before: ExportChoice, after: ExportChoice) -> QWidget | None:
        if before.format != after.format:
            return self._format
        if before.files != after.files:
            return self._files
        if before.options != after.options:
            return self._options.first_change(before.options, after.options)
        return self._layers.current_field()

    def _place_of(self, format_id: str) -> int:
        ids = [self._format.itemData(place).id for place in range(self._format.count())]
        return ids.index(format_id) if format_id in ids else 0

    @property
    def info(self) -> FormatInfo:
        """The chosen format."""
        info: FormatInfo = self._format.currentData()
        return info

    @property
    def format_title(self) -> str:
        """What the chosen format is called here."""
        return self._format.currentText()

    def first_field(self) -> QComboBox:
        """The format."""
        return self._format

    # -- choosing

    def choice(self) -> ExportChoice:
        """What is chosen now."""
        choice = self._documents.put_into(self._layers.put_into(ExportChoice(self.info.id)))
        if self.info is BUNDLE:
            return replace(choice, layers=Layers.EACH)
        tree = self.labels.tree
        return replace(
            choice,
            labels=() if tree.is_all else tree.chosen,
            renames=tree.renames,
            files=Files(self._files.currentData()),  # Qt gives back a plain text
            split=self._split.split(),
            options=self._options.choices(),
        )

    def why_not(self) -> str:
        """Why nothing can be exported so; empty if it can."""
        of_lines = (self.labels.why_not(), self._split.why_not()) if self.info is not BUNDLE else ()
        reasons = (self._layers.why_not(), self._documents.why_not(), *of_lines)
        return next(filter(None, reasons), "")

    def _on_format(self) -> None:
        """Another format: other options, and what only lines can do is offered for lines only."""
        self._show_format(replace(self.choice(), options={}))
        self.format_changed.emit()
        self.changed.emit()

    def _show_format(self, choice: ExportChoice) -> None:
        is_bundle = self.info is BUNDLE
        self._format.setToolTip(plain_tip(self._format.currentText()))
        self._about.setText(self._words_about())
        self._about_row.setVisible(bool(self._about.text()))
        self._options.offer(() if is_bundle else formats()[self.info.id].write_options, choice.options)
        self._layers.offer_majority(is_wanted=not is_bundle)
        for part in self._only_of_lines:
            part.setVisible(not is_bundle)

    def _words_about(self) -> str:
        if self.info is BUNDLE:
            return self.tr("for a colleague to merge, or to work in")
        if self.info is NATIVE:
            return self.tr("everything, for programs; offsets in code points")
        units = {"codepoint": self.tr("code points"), "utf-16": self.tr("UTF-16 units"), "token": self.tr("words")}
        unit = units.get(self.info.offset_unit, self.info.offset_unit)
        unit = self.tr("offsets in {unit}").format(unit=unit) if unit else ""
        folder = self.tr("a folder of files") if self.info.is_folder else ""
        return "; ".join(filter(None, (folder, unit)))

    def _change(self, *_value: object) -> None:
        self.changed.emit()

    # -- labels

    def choose_labels(self) -> None:
        """Go to the page of labels."""
        self.setCurrentWidget(self.labels)
        self.labels.enter()

    def _leave_labels(self) -> None:
        self.setCurrentWidget(self._scroll)
        self._labels_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_labels(self) -> None:
        self._labels_said.setText(self.labels.summary())
        self.changed.emit()

    def reveal(self) -> None:
        """Bring what has the keyboard into sight."""
        here = QApplication.focusWidget()
        if here is not None and self._page.isAncestorOf(here):
            self._scroll.ensureWidgetVisible(here, 0, 24)
