"""Which files an import would read, in which format, and with which of the format's options."""

from collections.abc import Mapping
from dataclasses import replace
from operator import attrgetter

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from annotator.formats.interface import Option
from annotator.formats.registry import formats, infos
from annotator.gui.dialogs.options_field import OptionsField
from annotator.gui.naming import counted
from annotator.gui.widgets import plain_label
from annotator.services.imports.plan import LEFT_OUT
from annotator.services.imports.survey import Looked


class FilesField(QWidget):
    """The files by the format that they are told to be of; each group can be read in another one, or left out.

    Signals:
        changed: Something else is chosen.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("import_files")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(16)
        self._groups: dict[str, _Group] = {}

    def offer(self, looked: Looked) -> None:
        """Show the files as they were looked at; groups that are shown already stay as they are."""
        plan = looked.plan
        if list(plan.told) != list(self._groups):
            for old in self._groups.values():
                self._layout.removeWidget(old)
                old.hide()
                old.deleteLater()
            self._groups = {told: self._group(told) for told in plan.told}
        for told, group in self._groups.items():
            group.show_files(plan.told[told], looked)

    def _group(self, told: str) -> "_Group":
        made = _Group(told)
        made.changed.connect(self.changed)
        self._layout.addWidget(made)
        return made

    def first_option(self) -> QWidget | None:
        """The first thing to choose of a format that has options."""
        parts = (group.first_option() for group in self._groups.values())
        return next((part for part in parts if part is not None), None)

    def instead(self) -> dict[str, str]:
        """Formats in which files are read instead of those that are told."""
        return {told: group.format_id for told, group in self._groups.items() if group.format_id != (told or LEFT_OUT)}

    def choices(self) -> dict[str, Mapping[str, str]]:
        """Values of options, by format; formats whose options are all as usual are not in it."""
        found = {group.format_id: group.choices() for group in self._groups.values()}
        return {format_id: values for format_id, values in found.items() if values}


class _Group(QWidget):
    """The files of one format."""

    changed = Signal()

    def __init__(self, told: str) -> None:
        super().__init__()
        self._told = told
        self._shown: tuple[Option, ...] | None = None
        self._count = plain_label("", "small")
        self._format = QComboBox()
        self._format.setObjectName(f"import_format_{told}")
        self._format.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._format.setMinimumContentsLength(8)
        self._format.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._fill()
        self._options = OptionsField()
        self._options.setObjectName(f"import_options_{told}")
        self._options.changed.connect(self.changed)
        self._format.currentIndexChanged.connect(self._on_format)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._count)
        layout.addWidget(self._format)
        layout.addSpacing(4)
        layout.addWidget(self._options)

    def _fill(self) -> None:
        """First what is told, and that they are left out; then all that can be read."""
        known = {info.id: info for info in infos() if info.reads}
        if self._told in known:
            self._format.addItem(known[self._told].title, self._told)
        self._format.addItem(self.tr("Leave them out"), LEFT_OUT)
        self._format.insertSeparator(self._format.count())
        for info in sorted(known.values(), key=attrgetter("title")):
            if info.id != self._told:
                self._format.addItem(info.title, info.id)
        view = self._format.view()
        view.setMinimumWidth(min(360, view.sizeHintForColumn(0) + 24))

    @property
    def format_id(self) -> str:
        """In which format they are read."""
        return str(self._format.currentData())

    def show_files(self, count: int, looked: Looked) -> None:
        """Show how many there are, and what is wished for them."""
        wish = looked.wish
        words = counted(count, self.tr("One file"), self.tr("{count} files"))
        if not self._told:
            words = self.tr("{files} of no known format").format(files=words)
        self._count.setText(words)
        self._format.setAccessibleName(self.tr("Format of {files}").format(files=words))
        format_id = wish.instead.get(self._told, self._told or LEFT_OUT)
        self._format.blockSignals(True)
        self._format.setCurrentIndex(self._format.findData(format_id))
        self._format.blockSignals(False)
        self._offer_options(wish.choices.get(format_id, {}), looked.found)

    def _offer_options(self, values: Mapping[str, str], found: Mapping[tuple[str, str], tuple[str, ...]]) -> None:
        """The options of the format; while the same are shown, the person may be writing in one."""
        made = formats().get(self.format_id)
        told = tuple(_with_found(one, found, self.format_id) for one in made.read_options) if made is not None else ()
        if told != self._shown:
            self._shown = told
            self._options.offer(told, values)
            self._options.setVisible(bool(told))
            for field in self._options.findChildren(QLineEdit):
                field.setCursorPosition(0)

    def _on_format(self) -> None:
        self._offer_options({}, {})
        self.changed.emit()

    def first_option(self) -> QWidget | None:
        """The first option, if there are some."""
        return next(iter(self._options.findChildren(QComboBox)), None) if self._shown else None

    def choices(self) -> dict[str, str]:
        """Values of options that are not the usual ones."""
        made = formats().get(self.format_id)
        usual = {} if made is None else {option.name: option.usual for option in made.read_options}
        return {name: value for name, value in self._options.choices().items() if value and value != usual.get(name)}


def _with_found(option: Option, found: Mapping[tuple[str, str], tuple[str, ...]], format_id: str) -> Option:
    """The option with what can be said of these files."""
    names = found.get((format_id, option.name), ())
    usual = {value for value, _words in option.values}
    return replace(option, values=(*option.values, *((name, name) for name in names if name not in usual)))
