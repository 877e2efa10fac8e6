"""What to export and where to, with a preview of exactly what would be written."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from operator import attrgetter
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QGridLayout, QPlainTextEdit, QWidget

from annotator.formats.losses import Losses
from annotator.formats.registry import BUNDLE, NATIVE, FormatInfo, formats, infos
from annotator.gui.building import Sentence, button, row, wrapped
from annotator.gui.dialogs.options_field import OptionsField
from annotator.gui.dialogs.split_field import SplitField
from annotator.gui.naming import language_name, number
from annotator.gui.overlay import Overlay
from annotator.gui.preferences import Preferences
from annotator.gui.tasks import Task, Tasks
from annotator.gui.theme import Theme
from annotator.gui.widgets import plain_label
from annotator.model.annotation import Status
from annotator.model.errors import AnnotatorError
from annotator.services import exporting as service
from annotator.services.blindness import Blindness
from annotator.services.bundling import refuse_target
from annotator.services.documents import DocumentList
from annotator.services.exporting import ExportChoice, ExportPreview, PartPreview
from annotator.services.job import Progress
from annotator.services.opening import file_name, free_path
from annotator.services.session import Session

_MOST_LABELS = 12
_MOST_CHARACTERS = 4_000


class ExportDialog(Overlay):
    """Asks for an export. The preview is made beside the work; an older one that comes late is not shown."""

    export_requested = Signal(object, object)
    """An `ExportChoice` and the `Path` to write to."""
    WIDTH = 860
    HEIGHT = 640

    def __init__(self, window: QWidget, theme: Theme, preferences: Preferences) -> None:
        super().__init__(window, theme, "export_dialog")
        self._preferences = preferences
        self._tasks = Tasks(self)
        self._session: Session | None = None
        self._asked: Task | None = None
        self._out = Path()
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(0)
        self._due.timeout.connect(self._ask_preview)
        self._build_choice()
        self._build_preview()
        self._only_of_lines: tuple[QWidget, ...] = ()
        self._place()

    def _build_choice(self) -> None:
        self._format = QComboBox()
        self._format.setObjectName("export_format")
        self._format.setAccessibleName(self.tr("Format"))
        for info, title in ((NATIVE, self.tr("JSON Lines")), (BUNDLE, self.tr("A project to send"))):
            self._format.addItem(title, info)
        others = (info for info in infos() if info.writes and info not in (NATIVE, BUNDLE))
        for info in sorted(others, key=attrgetter("title")):
            self._format.addItem(info.title, info)
        self._format.currentIndexChanged.connect(self._on_format)
        self._about = Sentence("small", "export_format_about")
        self._whose = QComboBox()
        self._whose.setObjectName("export_annotator")
        self._whose.setAccessibleName(self.tr("Whose labels"))
        self._whose.currentIndexChanged.connect(self._ask_soon)
        self._blind = Sentence("small", "export_blind")
        self._options = OptionsField()
        self._options.changed.connect(self._ask_soon)
        words = {Status.NEW: self.tr("New"), Status.STARTED: self.tr("Started"), Status.DONE: self.tr("Done")}
        self._statuses: Mapping[Status, QCheckBox] = {s: QCheckBox(words[s]) for s in Status}
        for status, box in self._statuses.items():
            box.setObjectName(f"export_status_{status}")
            box.setAccessibleName(self.tr("Documents that are {status}").format(status=words[status].lower()))
            box.toggled.connect(self._ask_soon)
        self._language = QComboBox()
        self._language.setObjectName("export_language")
        self._language.setAccessibleName(self.tr("Language"))
        self._language.currentIndexChanged.connect(self._ask_soon)
        self._split = SplitField()
        self._split.changed.connect(self._ask_soon)
        self._where = Sentence("small", "export_path", Qt.LayoutDirection.LeftToRight)
        self._choose = button(self.tr("Change…"), "secondary", "export_choose")
        self._choose.clicked.connect(self._choose_file)

    def _build_preview(self) -> None:
        self._counts = wrapped("", "small", "export_counts")
        self._lines = QPlainTextEdit()
        self._lines.setObjectName("export_preview")
        self._lines.setAccessibleName(self.tr("First lines of the file"))
        self._lines.setReadOnly(True)
        mono = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        mono.setPixelSize(12)
        # The fixed font knows no Arabic; ours do.
        families = [mono.family(), "Noto Sans Mono", "Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew"]
        mono.setFamilies(families)
        mono.setStyleHint(QFont.StyleHint.Monospace)
        self._lines.setStyleSheet("font-family: {}; font-size: 12px;".format(", ".join(f"'{f}'" for f in families)))
        self._go = self.primary = button(self.tr("Export"), "primary", "export_go")
        self._go.clicked.connect(self._export)

    def _place(self) -> None:
        grid = QGridLayout()
        grid.setVerticalSpacing(8)
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(1, 1)
        fields = (
            (self.tr("Format"), row(self._format, self._about, None, gap=12)),
            (self.tr("Options"), self._options),
            (self.tr("Whose labels"), row(self._whose, self._blind, None, gap=12)),
            (self.tr("Status"), row(*self._statuses.values(), None, gap=16)),
            (self.tr("Language"), row(self._language, None)),
            (self.tr("Parts"), self._split),
            (self.tr("File"), row(self._where, None, self._choose)),
        )
        for place, (words, field) in enumerate(fields):
            name = plain_label(words, "small")
            grid.addWidget(name, place, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(field, place, 1)
            if field is self._split:
                self._only_of_lines = (name, field)
            elif field is self._options:
                self._options_name = name
        cancel = button(self.tr("Cancel"), "secondary", "export_cancel")
        cancel.clicked.connect(self.close_overlay)
        self.body.addWidget(plain_label(self.tr("Export"), "title"))
        self.body.addSpacing(8)
        self.body.addLayout(grid)
        self.body.addSpacing(8)
        self.body.addWidget(plain_label(self.tr("What will be written"), "section"))
        self.body.addWidget(self._counts)
        self.body.addWidget(self._lines, 1)
        self.body.addSpacing(8)
        self.body.addWidget(row(None, cancel, self._go))

    # -- asking

    def ask(self, session: Session) -> None:
        """Show it for a project."""
        self._session = session
        self._fill(session)
        self._out = self._usual_place(session)
        self._on_format()
        self._go.setEnabled(False)
        self._lines.clear()
        self._counts.setText(self.tr("Counting…"))
        self._due.start()
        self.open()

    def first_field(self) -> QWidget:
        """The format."""
        return self._format

    @property
    def _info(self) -> FormatInfo:
        info: FormatInfo = self._format.currentData()
        return info

    def _usual_place(self, session: Session) -> Path:
        """Where the file goes if nobody says otherwise; a project to send never replaces another one."""
        wanted = Path(self._preferences.now.export_folder or session.path.parent)
        folder = wanted if wanted.is_dir() else session.path.parent
        if self._info is not BUNDLE:
            ending = "" if self._info.is_folder else self._info.suffixes[0]
            return folder / f"{file_name(session.title)}{ending}"
        name = self.tr("{title} from {name}").format(title=session.title, name=session.annotator)
        return free_path(folder, name if session.annotator else session.title)

    def _on_format(self) -> None:
        """Another format: another file, and what only lines can do is offered for lines only."""
        is_bundle = self._info is BUNDLE
        self._about.setText(self._words_about())
        options = () if is_bundle else formats()[self._info.id].write_options
        self._options.offer(options)
        self._options_name.setVisible(bool(options))
        self._options.setVisible(bool(options))
        for part in self._only_of_lines:
            part.setVisible(not is_bundle)
        if self._session is not None:
            self._set_out(self._usual_place(self._session))
            self._due.start()

    def _words_about(self) -> str:
        if self._info is BUNDLE:
            return self.tr("for a colleague to merge, or to work in")
        if self._info is NATIVE:
            return self.tr("everything, for programs; offsets in code points")
        units = {"codepoint": self.tr("code points"), "utf-16": self.tr("UTF-16 units"), "token": self.tr("words")}
        unit = units.get(self._info.offset_unit, self._info.offset_unit)
        unit = self.tr("offsets in {unit}").format(unit=unit) if unit else ""
        folder = self.tr("a folder of files") if self._info.is_folder else ""
        return "; ".join(filter(None, (folder, unit)))

    def _fill(self, session: Session) -> None:
        is_blind = Blindness.of(session).is_on
        self._blind.setText(self.tr("in blind mode only your own") if is_blind else "")
        self._whose.clear()
        if not is_blind:
            self._whose.addItem(self.tr("Everyone's, and documents nobody has begun"), "")
        names = [person.name for person in session.annotators()]
        for name in [session.annotator] if is_blind else names:
            mine = self.tr("Mine ({name})").format(name=name)
            self._whose.addItem(mine if name == session.annotator else name, name)
        self._language.clear()
        self._language.addItem(self.tr("All languages"), "")
        for tag, count in DocumentList(session).language_counts().items():
            self._language.addItem(f"{language_name(tag)} ({number(count)})", tag)
        for box in self._statuses.values():
            box.setChecked(True)

    def choice(self) -> ExportChoice:
        """What is chosen now."""
        choice = ExportChoice(self._info.id)
        if self._whose.currentData():
            choice = replace(choice, annotators=(self._whose.currentData(),))
        if self._language.currentData():
            choice = replace(choice, languages=(self._language.currentData(),))
        statuses = tuple(status for status, box in self._statuses.items() if box.isChecked())
        if statuses != tuple(Status):
            choice = replace(choice, statuses=statuses)
        if self._info is BUNDLE:
            return choice
        return replace(choice, split=self._split.split(), options=self._options.choices())

    # -- the preview

    def _ask_soon(self, *_choice: object) -> None:
        """Look again once all is chosen; started by a signal, a timer would take an index for milliseconds."""
        self._due.start()

    def _ask_preview(self) -> None:
        session = self._session
        if session is None or not self.isVisible():
            return
        self._show_file()
        why_not = self._why_not()
        if why_not:
            self._refuse(why_not)
            return
        if not any(box.isChecked() for box in self._statuses.values()):
            self._show_preview(ExportPreview())
            return
        self._tasks.cancel()
        self._asked = self._tasks.prepare("", partial(_look, session.path, self.choice()))
        self._asked.succeeded.connect(self._on_preview)
        self._asked.refused.connect(self._on_refused)
        self._tasks.start(self._asked)

    def _why_not(self) -> str:
        """Why nothing can be written like this; empty if it can."""
        if self._info is not BUNDLE:
            return self._split.why_not()
        try:
            refuse_target(self._out, self.choice())
        except AnnotatorError as error:
            return error.message
        return ""

    def _on_preview(self, found: tuple[ExportPreview, Losses]) -> None:
        if self.sender() is self._asked:
            self._show_preview(*found)

    def _on_refused(self, error: AnnotatorError) -> None:
        if self.sender() is self._asked:
            self._refuse(error.message)

    def _refuse(self, words: str) -> None:
        self._asked = None
        self._counts.setText(words)
        self._lines.clear()
        self._go.setEnabled(False)

    def _show_preview(self, preview: ExportPreview, losses: Losses | None = None) -> None:
        self._go.setEnabled(preview.lines > 0)
        if not preview.lines:
            self._counts.setText(self.tr("Nothing fits this choice."))
            self._lines.clear()
            return
        sentence = self.tr("Lines: {lines}  ·  documents: {documents}  ·  mentions: {mentions}")
        if self._info is BUNDLE:
            sentence = self.tr("Documents: {documents}  ·  mentions: {mentions}")
        words = sentence.format(
            lines=number(preview.lines), documents=number(preview.documents), mentions=number(preview.mentions)
        )
        labels = [f"{label} {number(count)}" for label, count in list(preview.by_label.items())[:_MOST_LABELS]]
        if len(preview.by_label) > _MOST_LABELS:
            labels.append("…")
        parts = self.tr("Documents in") + "  " + "  ·  ".join(map(self._part, preview.parts)) if preview.parts else ""
        lost = losses.sentence(self._info.title) if losses is not None else ""
        said = [words, parts, "  ·  ".join(labels), lost]
        self._counts.setText("\n".join(filter(None, said)))
        self._lines.setPlainText(_first_lines(preview) if self._info is NATIVE else self._contents())

    def _contents(self) -> str:
        """What a file of the format holds, and what it does not."""
        lost = (*self._info.loses, self._not_chosen())
        parts = ((self.tr("In it:"), self._info.carries), (self.tr("Not in it:"), lost))
        return "\n\n".join("\n  ".join((heading, *things)) for heading, things in parts)

    def _not_chosen(self) -> str:
        return self.tr("what is not chosen here")

    def _part(self, part: PartPreview) -> str:
        words = self.tr("{name}: {documents} (lines: {lines})")
        return words.format(name=part.name, documents=number(part.documents), lines=number(part.lines))

    # -- where to

    def choose_file(self, path: str) -> str:
        """Let the person choose a file; tests replace it."""
        endings = " ".join(f"*{suffix}" for suffix in self._info.suffixes)
        kinds = "" if self._info.is_folder else f"{self._format.currentText()} ({endings})"
        return QFileDialog.getSaveFileName(self, self.tr("Export to"), path, kinds)[0]

    def _choose_file(self) -> None:
        chosen = self.choose_file(str(self._out))
        if chosen:
            path = Path(chosen)
            is_whole = path.suffix or self._info.is_folder
            self._set_out(path if is_whole else path.with_suffix(self._info.suffixes[0]))
            self._due.start()

    def _set_out(self, path: Path) -> None:
        self._out = path
        self._show_file()

    def _show_file(self) -> None:
        """Where it goes; of a split the files that it makes."""
        split = self.choice().split
        files = service.targets(self._out, [()] if split is None else [(part,) for part in split.names], self._info)
        names = ", ".join(file.name for file in files[1:])
        self._where.setText(", ".join(filter(None, (str(files[0]), names))))

    def _export(self) -> None:
        self._preferences.change(export_folder=str(self._out.parent))
        self.close_overlay()
        self.export_requested.emit(self.choice(), self._out)


def _look(project: Path, choice: ExportChoice, progress: Progress) -> tuple[ExportPreview, Losses]:
    """The job: what would be written, and what the format could not carry of it."""
    if choice.format in (NATIVE.id, BUNDLE.id):
        return service.preview(project, replace(choice, format=NATIVE.id), progress), Losses()
    return service.preview(project, choice, progress), service.count_losses(project, choice, progress)


def _first_lines(preview: ExportPreview) -> str:
    return "\n\n".join(line[:_MOST_CHARACTERS] for line in preview.first_lines)
