"""What to export and where to: the choices at the start, what will be written and what is lost beside them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from annotator.formats.losses import Losses
from annotator.formats.registry import BUNDLE, NATIVE
from annotator.gui.building import Sentence, button, fill, keycaps, label
from annotator.gui.dialogs.export_column import ChoiceColumn
from annotator.gui.dialogs.export_losses import LossesView
from annotator.gui.dialogs.export_presets import PresetBar
from annotator.gui.dialogs.export_sample import SampleView
from annotator.gui.naming import counted, number
from annotator.gui.overlay import Overlay
from annotator.gui.preferences import Preferences
from annotator.gui.tasks import Task, Tasks
from annotator.gui.theme import Theme
from annotator.gui.widgets import separator, spread_theme
from annotator.gui.widgets.painting import isolated
from annotator.model.errors import AnnotatorError
from annotator.model.ids import DocumentId
from annotator.services.exports import exporting as service
from annotator.services.exports.bundling import refuse_target
from annotator.services.exports.choice import ExportChoice, Files, Layers
from annotator.services.exports.exporting import ExportPreview, PartPreview
from annotator.services.exports.loss_report import write_losses
from annotator.services.exports.offers import Offer, layer_offers
from annotator.services.exports.outputs import targets
from annotator.services.exports.presets import Preset, delete_preset, presets, save_preset
from annotator.services.exports.preview import Piece, Sample, Uses, look
from annotator.services.job import Progress
from annotator.services.opening import file_name, free_path
from annotator.services.session import Session

_PAUSE = 60
"""Milliseconds without another choice before it is looked at."""
_SLOW = 400
"""Milliseconds after which what is shown is no longer taken for what is chosen."""
_MOST_LABELS = 12
_DOT = "  ·  "


class ExportDialog(Overlay):
    """Asks for an export. What would be written is found out beside the work, anew with every other choice."""

    export_requested = Signal(object, object)
    """An `ExportChoice` and the `Path` to write to."""
    broke = Signal(object)
    """A mistake of ours while it looked; the exception."""
    WIDTH = 1120
    HEIGHT = 780

    def __init__(self, window: QWidget, theme: Theme, preferences: Preferences) -> None:
        super().__init__(window, theme, "export_dialog")
        self._preferences = preferences
        self._tasks = Tasks(self)
        self._tasks.broke.connect(self.broke)
        self._session: Session | None = None
        self._asked: Task | None = None
        self._looked = ExportChoice()
        self._losses: Losses | None = None
        self._is_counted = self._is_sampled = False
        self._out = Path()
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(_PAUSE)
        self._due.timeout.connect(self._look)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_SLOW)
        self._slow.timeout.connect(self._show_looking)
        self._build_parts()
        self._lay_out()
        spread_theme(self.card, theme)

    def _build_parts(self) -> None:
        self._presets = PresetBar()
        self._presets.taken.connect(self._take_preset)
        self._presets.save_wanted.connect(self._save_preset)
        self._presets.delete_wanted.connect(self._delete_preset)
        self._fault = Sentence("danger", "export_fault")
        self._column = ChoiceColumn()
        self._column.changed.connect(self._on_change)
        self._column.format_changed.connect(self._on_format)
        self._counts = label("", "strong", "export_counts")
        self._parts = Sentence("small", "export_parts")
        self._labels = Sentence("small", "export_label_counts")
        self._sample = SampleView()
        self._lost = LossesView()
        self._lost.choice_wanted.connect(self._take)
        self._lost.save_wanted.connect(self._save_losses)
        self._where = Sentence("small", "export_path", Qt.LayoutDirection.LeftToRight)
        self._choose = button(self.tr("Change…"), "secondary", "export_choose", self.tr("Change the file"))
        self._choose.clicked.connect(self._choose_file)
        self._cancel = button(self.tr("Cancel"), "secondary", "export_cancel")
        self._cancel.clicked.connect(self.close_overlay)
        self._go = self.primary = button(self.tr("Export"), "primary", "export_go")
        self._go.clicked.connect(self._export)

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 8, 0, 8)
        right.setSpacing(4)
        for part in (self._counts, self._parts, self._labels):
            right.addWidget(part)
        right.addSpacing(8)
        right.addWidget(self._sample, 3)
        right.addSpacing(8)
        right.addWidget(self._lost, 2)
        right.addStretch()
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._column, 4)
        middle.addSpacing(16)
        middle.addLayout(right, 5)
        head = QHBoxLayout()
        fill(head, (label(self.tr("Export"), "title"), 8, self._fault, self._presets))
        head.setStretchFactor(self._fault, 1)
        self.body.addLayout(head)
        self.body.addWidget(separator())
        self.body.addLayout(middle, 1)
        self.body.addWidget(separator())
        keys = keycaps("Ctrl+Enter")
        where = label(self.tr("To"), "small")
        foot = QHBoxLayout()
        fill(foot, (where, self._where, self._choose, 16, self._cancel, self._go, keys))
        foot.setStretchFactor(self._where, 1)
        self.body.addLayout(foot)

    def set_theme(self, theme: Theme) -> None:
        """Take another theme."""
        super().set_theme(theme)
        spread_theme(self.card, theme)

    # -- asking

    def ask(self, session: Session) -> None:
        """Show it for a project."""
        self._session = session
        self._column.offer(session)
        self._go.setEnabled(False)
        self._show_looking()
        self._column.show_choice(ExportChoice())
        self._offer_presets("")
        self.open()
        self._due.start()

    def first_field(self) -> QWidget:
        """The format."""
        return self._column.first_field()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Walk the fields; what has the keyboard is in sight."""
        walked = super().focusNextPrevChild(forward)
        self._column.reveal()
        return walked

    def close_overlay(self) -> None:
        """Nobody wants to know any more."""
        self._ask_no_more()
        super().close_overlay()

    def leave(self, _session: object = None) -> None:
        """Another project is open, or none: nothing of the old one is read any more."""
        self._session = None
        self.close_overlay()
        self._tasks.stop()

    def choice(self) -> ExportChoice:
        """What is chosen now."""
        return self._column.choice()

    def _take(self, choice: ExportChoice) -> None:
        """Choose what a preset or an offer says."""
        self._column.show_change(choice)

    def _on_format(self) -> None:
        """Another format: another file."""
        if self._session is not None:
            self._out = self._usual_place(self._session)

    def _on_change(self) -> None:
        """Look again once all is chosen."""
        self._ask_no_more()
        self._fault.setText("")
        self._show_file()
        self._presets.show_choice(self.choice())
        why_not = self._why_not()
        if why_not:
            self._refuse(why_not)
        else:
            self._due.start()

    def _why_not(self) -> str:
        """Why nothing can be written like this; empty if it can."""
        why_not = self._column.why_not()
        if why_not or self._column.info is not BUNDLE:
            return why_not
        try:
            refuse_target(self._out, self.choice())
        except AnnotatorError as error:
            return error.message
        return ""

    # -- looking

    def _ask_no_more(self) -> None:
        """What was asked last is no longer wanted, whether it runs or waits."""
        self._due.stop()
        self._slow.stop()
        if self._asked is not None:
            self._asked.cancel()
        self._asked = None

    def _look(self) -> None:
        session = self._session
        if session is None or not self.isVisible() or self._why_not():
            return
        self._ask_no_more()
        self._looked, self._losses = self.choice(), None
        self._is_counted = self._is_sampled = False
        task = self._tasks.prepare("", partial(_look, session.path, self._out.name, self._looked))
        task.produced.connect(self._on_piece)
        task.progressed.connect(self._on_progress)
        task.refused.connect(self._on_refused)
        self._asked = task
        self._slow.start()
        self._tasks.start(task)

    def _on_piece(self, piece: Piece) -> None:
        task = self.sender()
        if not isinstance(task, Task):
            return
        if task is self._asked:
            self._show_piece(piece)
        task.took()

    def _show_looking(self) -> None:
        """It takes long: what is still shown is not what is chosen now."""
        if not self._is_counted:
            self._counts.setText(self.tr("Looking…"))
            self._parts.hide()
            self._labels.hide()
        if not self._is_sampled:
            self._sample.show_nothing()
        self._lost.say(self.tr("Counting what is lost…"))

    def _show_piece(self, piece: Piece) -> None:
        match piece:
            case Uses():
                self._column.labels.tree.show_uses(piece.labels)
            case ExportPreview():
                self._show_counts(piece)
            case Sample():
                self._is_sampled = True
                self._slow.start()
                self._sample.show_sample(piece, self._column.info)
                self._sample.show()
                self._go.setEnabled(bool(piece.files))
            case Losses():
                self._slow.stop()
                self._losses = piece
                self._lost.show_losses(piece, self._looked, self._title_of)

    def _on_progress(self, done: int, total: int, _text: str) -> None:
        if self.sender() is self._asked and total and self._is_counted and not self._slow.isActive():
            percent = number(100 * done // total)
            self._lost.say(self.tr("Counting what is lost… {percent} %").format(percent=percent))

    def _on_refused(self, error: AnnotatorError) -> None:
        if self.sender() is self._asked:
            choice, info = self.choice(), self._column.info
            is_torn = info.one_layer and choice.layers is Layers.EACH and choice.files is not Files.ANNOTATOR
            self._refuse(error.message, is_torn=is_torn and "format" in error.facts)

    def _refuse(self, words: str, *, is_torn: bool = False) -> None:
        """Say why nothing can be exported; `is_torn`: because there are several layers of a document."""
        self._ask_no_more()
        self._go.setEnabled(False)
        self._counts.setText(self.tr("Nothing can be exported like this"))
        self._parts.hide()
        self._labels.hide()
        self._sample.hide()
        self._lost.refuse(words, self._ways_out() if is_torn else ())

    def _ways_out(self) -> tuple[Offer, ...]:
        """How a format that holds one layer of a document can be written all the same."""
        session = self._session
        names = () if session is None else tuple(person.name for person in session.annotators())
        return layer_offers(self.choice(), "" if session is None else session.annotator, names)

    def _show_counts(self, found: ExportPreview) -> None:
        if not found.lines:
            self._refuse(self.tr("Nothing fits this choice."))
            return
        self._is_counted = True
        self._sample.show()
        self._counts.setText(_DOT.join(self._amounts(found)))
        told = [self._part(part) for part in found.parts]
        groups = () if found.division is None else found.division.together
        if groups:
            alike = self.tr("kept together as alike: {count}")
            told.append(alike.format(count=number(sum(len(group.documents) for group in groups))))
        if found.undecided:
            left = self.tr("left out, as fewer than two have begun them: {count}")
            told.append(left.format(count=number(found.undecided)))
        self._parts.setText(_DOT.join(told))
        self._parts.setVisible(bool(told))
        self._show_file(found.parts)
        labels = [f"{isolated(name)} {number(count)}" for name, count in list(found.by_label.items())[:_MOST_LABELS]]
        more = ["…"] if len(found.by_label) > _MOST_LABELS else []
        self._labels.setText(_DOT.join([*labels, *more]))
        self._labels.setVisible(bool(labels))
        if self._column.info is BUNDLE:
            self._sample.show_words(self._contents())
            self._lost.say(self.tr("What is not chosen here, the journal, and documents in the bin."))
            self._slow.stop()
            self._go.setEnabled(True)

    def _amounts(self, found: ExportPreview) -> Iterator[str]:
        """What there is; a layer that stands in several files is one."""
        yield counted(found.documents, self.tr("1 document"), self.tr("{count} documents"))
        is_whole = self._looked.files in (Files.ONE, Files.ANNOTATOR)
        if is_whole and self._column.info is not BUNDLE and found.lines != found.documents:
            yield counted(found.lines, self.tr("1 layer"), self.tr("{count} layers"))
        yield counted(found.mentions, self.tr("1 mention"), self.tr("{count} mentions"))

    def _contents(self) -> str:
        return "\n  ".join((self.tr("A project of its own, with:"), *BUNDLE.carries))

    def _part(self, part: PartPreview) -> str:
        documents = counted(part.documents, self.tr("1 document"), self.tr("{count} documents"))
        return f"{part.name}: {documents}"

    def _title_of(self, document: DocumentId) -> str:
        session = self._session
        return "" if session is None else session.document(document).title

    # -- losses

    def choose_list(self, path: str) -> str:
        """Let the person choose a file for the list of losses; tests replace it."""
        return QFileDialog.getSaveFileName(self, self.tr("Save the list of losses"), path, "JSON (*.json)")[0]

    def _save_losses(self) -> None:
        if self._losses is None:
            return
        chosen = self.choose_list(str(self._out.with_name(f"{self._out.stem}.losses.json")))
        if not chosen:
            return
        try:
            write_losses(Path(chosen), self._looked.format, self._losses)
        except AnnotatorError as error:
            self._fault.setText(error.message)

    # -- presets

    def _offer_presets(self, current: str) -> None:
        session = self._session
        if session is not None:
            self._presets.offer(presets(session.project), current, may_save=not session.read_only)
            self._presets.took(self.choice())

    def _take_preset(self, preset: Preset) -> None:
        if preset.choice is None:
            self._fault.setText(preset.fault)
            return
        self._column.show_choice(preset.choice)
        self._presets.took(self.choice())

    def _save_preset(self, name: str) -> None:
        if self._session is not None:
            self._keep(name, partial(save_preset, self._session, name, self.choice()))

    def _delete_preset(self, name: str) -> None:
        if self._session is not None:
            self._keep(name, partial(delete_preset, self._session, name))

    def _keep(self, name: str, act: Callable[[], object]) -> None:
        try:
            act()
        except AnnotatorError as error:
            self._fault.setText(error.message)
            return
        self._fault.setText("")
        self._offer_presets(name)
        self._presets.focus_list()

    # -- where to

    def _usual_place(self, session: Session) -> Path:
        """Where the file goes if nobody says otherwise; a project to send never replaces another one."""
        info = self._column.info
        wanted = Path(self._preferences.now.export_folder or session.path.parent)
        folder = wanted if wanted.is_dir() else session.path.parent
        if info is not BUNDLE:
            ending = "" if info.is_folder else info.suffixes[0]
            return folder / f"{file_name(session.title)}{ending}"
        name = self.tr("{title} from {name}").format(title=session.title, name=session.annotator)
        return free_path(folder, name if session.annotator else session.title)

    def choose_file(self, path: str) -> str:
        """Let the person choose a file; tests replace it."""
        info = self._column.info
        endings = " ".join(f"*{suffix}" for suffix in info.suffixes)
        kinds = "" if info.is_folder else f"{self._column.format_title} ({endings})"
        return QFileDialog.getSaveFileName(self, self.tr("Export to"), path, kinds)[0]

    def _choose_file(self) -> None:
        chosen = self.choose_file(str(self._out))
        if chosen:
            path, info = Path(chosen), self._column.info
            is_whole = path.suffix or info.is_folder
            self._out = path if is_whole else path.with_suffix(info.suffixes[0])
            self._on_change()

    def _show_file(self, parts: Sequence[PartPreview] = ()) -> None:
        """Where it goes; of several files all of them, once it is known which."""
        files = targets(self._out, [(part.name,) for part in parts] or [()], self._column.info)
        names = ", ".join(file.name for file in files[1:])
        self._where.setText(", ".join(filter(None, (str(files[0]), names))))

    def _export(self) -> None:
        self._preferences.change(export_folder=str(self._out.parent))
        choice = self.choice()
        self.close_overlay()
        self.export_requested.emit(choice, self._out)


def _look(project: Path, name: str, choice: ExportChoice, progress: Progress) -> Iterator[Piece]:
    """The job: what would be written, piece by piece."""
    if choice.format != BUNDLE.id:
        yield from look(project, name, choice, progress)
        return
    yield service.preview(project, replace(choice, format=NATIVE.id), progress)
