"""A new project: what to call it, where it goes, the texts it begins with, and the scheme to label them by."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLineEdit, QWidget

from annotator.gui.building import Sentence, button, row, wrapped
from annotator.gui.dialogs.scheme_choice import SchemeChoice
from annotator.gui.overlay import Overlay
from annotator.gui.projects import default_folder
from annotator.gui.theme import SIZE, Theme
from annotator.gui.widgets import plain_label
from annotator.services.opening import SUFFIX, file_name


class NewProjectDialog(Overlay):
    """Asks for a new project."""

    project_wanted = Signal(object, str, list, object)
    """Path of the file, title, the files and folders to import, and the `Scheme`."""
    WIDTH = 600

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window, theme, "new_project_dialog")
        self._folder = default_folder()
        self._sources: list[Path] = []
        self._title = QLineEdit()
        self._title.setObjectName("project_title")
        self._title.setAccessibleName(self.tr("Name"))
        self._title.setPlaceholderText(self.tr("Vietnam diplomacy 2025"))
        self._title.textChanged.connect(self._check)
        self._where = Sentence("small", "project_folder", Qt.LayoutDirection.LeftToRight)
        self._texts = Sentence("small", "project_texts")
        self._scheme = SchemeChoice()
        self._scheme.changed.connect(self.place)
        self._why_not = wrapped("", "danger", "project_refusal")
        self._go = self.primary = button(self.tr("Make the project"), "primary", "project_make")
        self._go.clicked.connect(self._make)
        self._build()

    def _build(self) -> None:
        change = button(self.tr("Change…"), "secondary", "project_choose_folder")
        change.clicked.connect(self._choose_folder)
        files = button(self.tr("Files…"), "secondary", "project_choose_files")
        files.clicked.connect(self._choose_files)
        folder = button(self.tr("Folder…"), "secondary", "project_choose_texts")
        folder.clicked.connect(self._choose_texts)
        cancel = button(self.tr("Cancel"), "secondary", "project_cancel")
        cancel.clicked.connect(self.close_overlay)
        grid = QGridLayout()
        grid.setVerticalSpacing(12)
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(1, 1)
        grid.addWidget(plain_label(self.tr("Name"), "small"), 0, 0)
        grid.addWidget(self._title, 0, 1)
        grid.addWidget(plain_label(self.tr("Saved in"), "small"), 1, 0)
        grid.addWidget(row(self._where, None, change), 1, 1)
        grid.addWidget(plain_label(self.tr("Texts"), "small"), 2, 0)
        grid.addWidget(row(self._texts, None, files, folder), 2, 1)
        # Its words stand at the height of the list, not in the middle of what is said below it.
        scheme = plain_label(self.tr("Scheme"), "small")
        scheme.setFixedHeight(SIZE["control"])
        grid.addWidget(scheme, 3, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._scheme, 3, 1)
        self.body.addWidget(plain_label(self.tr("New project"), "title"))
        self.body.addSpacing(8)
        self.body.addLayout(grid)
        self.body.addWidget(self._why_not)
        self.body.addSpacing(8)
        self.body.addWidget(row(None, cancel, self._go))

    def ask(self, sources: Sequence[Path] = ()) -> None:
        """Show it, with files to begin with."""
        self._sources = list(sources)
        self._title.clear()
        self._scheme.begin()
        self._refresh()
        self.open()

    def first_field(self) -> QWidget:
        """The name."""
        return self._title

    @property
    def path(self) -> Path:
        """The file that would be made."""
        return self._folder / f"{file_name(self._title.text())}{SUFFIX}"

    def _refresh(self) -> None:
        self._where.setText(str(self._folder))
        self._texts.setText(self._what())
        self._check()

    def _what(self) -> str:
        if not self._sources:
            return self.tr("None yet; they can be added later")
        if len(self._sources) == 1:
            return self._sources[0].name
        return self.tr("{count} files").format(count=len(self._sources))

    def _check(self) -> None:
        named = bool(self._title.text().strip())
        taken = named and self.path.exists()
        words = self.tr("There already is a file {name} in this folder.")
        self._why_not.setText(words.format(name=self.path.name) if taken else "")
        self._why_not.setVisible(taken)
        self._go.setEnabled(named and not taken)
        self.place()

    def choose_folder(self, folder: str) -> str:
        """Let the person choose a folder; tests replace it."""
        return QFileDialog.getExistingDirectory(self, self.tr("Choose a folder"), folder)

    def choose_files(self, folder: str) -> list[str]:
        """Let the person choose files; tests replace it."""
        return QFileDialog.getOpenFileNames(self, self.tr("Choose texts"), folder)[0]

    def _choose_folder(self) -> None:
        chosen = self.choose_folder(str(self._folder))
        if chosen:
            self._folder = Path(chosen)
            self._refresh()

    def _choose_files(self) -> None:
        self._take([Path(path) for path in self.choose_files(str(Path.home()))])

    def _choose_texts(self) -> None:
        chosen = self.choose_folder(str(Path.home()))
        self._take([Path(chosen)] if chosen else [])

    def _take(self, sources: list[Path]) -> None:
        if not sources:
            return
        self._sources = sources
        if not self._title.text():
            self._title.setText(sources[0].name if sources[0].is_dir() else sources[0].parent.name)
        self._title.setFocus()
        self._refresh()

    def _make(self) -> None:
        self.close_overlay()
        self.project_wanted.emit(self.path, self._title.text().strip(), self._sources, self._scheme.scheme)
