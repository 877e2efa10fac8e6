"""The scheme of a new project: one that comes with the program, or one from a file; what it is stands below."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QSizePolicy, QVBoxLayout, QWidget

from annotator.gui.building import button, row, wrapped
from annotator.gui.naming import number
from annotator.gui.projects import default_folder
from annotator.gui.widgets import plain_tip
from annotator.gui.widgets.painting import isolated, one_line
from annotator.model.errors import AnnotatorError
from annotator.model.scheme import Scheme
from annotator.services.opening import shipped_scheme, shipped_schemes
from annotator.services.schemes.files import SUFFIXES, read_scheme

_MOST_WORDS = 280
"""Characters of a description or refusal that are shown; the rest is in the tooltip."""


class SchemeChoice(QWidget):
    """The field of a card.

    Signals:
        changed: Another scheme, or other words below it: the card may need another height.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._schemes: list[Scheme] = []
        self._notes: dict[str, tuple[str, ...]] = {}
        self._list = QComboBox()
        self._list.setObjectName("project_scheme")
        self._list.setAccessibleName(self.tr("Scheme"))
        self._list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._list.setMinimumContentsLength(12)
        self._list.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._list.currentIndexChanged.connect(self._show)
        self._file = button(self.tr("From a file…"), "secondary", "project_scheme_file")
        self._file.clicked.connect(self._choose_file)
        self._about = wrapped("", "small", "project_scheme_about")
        self._counts = wrapped("", "micro", "project_scheme_counts")
        self._why_not = wrapped("", "danger", "project_scheme_refusal")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for part in (row(self._list, self._file), self._about, self._counts, self._why_not):
            layout.addWidget(part)

    def begin(self) -> None:
        """Offer what comes with the program, the usual one chosen; files that were taken before stay in the list."""
        self._refuse("")
        if not self._schemes:
            for name in shipped_schemes():
                self._add(shipped_scheme(name))
        self._list.setCurrentIndex(0)

    @property
    def scheme(self) -> Scheme:
        """The chosen one."""
        return self._schemes[self._list.currentIndex()]

    def _add(self, scheme: Scheme, file: str = "") -> None:
        title = one_line(scheme.title or scheme.name)
        self._schemes.append(scheme)
        self._list.addItem(f"{title} ({isolated(one_line(file))})" if file else title)

    def _show(self) -> None:
        scheme = self.scheme
        self._refuse("")
        self._list.setToolTip(plain_tip(self._list.currentText()))
        _show_some(self._about, " ".join((scheme.description, *self._notes.get(scheme.name, ()))))
        self._counts.setText(self._count(scheme))
        self.changed.emit()

    def _count(self, scheme: Scheme) -> str:
        words = (
            (self.tr("entity labels: {count}"), len(scheme.labels_of("entity"))),
            (self.tr("event labels: {count}"), len(scheme.labels_of("event"))),
            (self.tr("relations: {count}"), len(scheme.labels_of("relation"))),
            (self.tr("attributes: {count}"), len(scheme.attributes)),
        )
        return "  ·  ".join(
            [
                self.tr("{name}, version {version}").format(name=isolated(scheme.name), version=number(scheme.version)),
                *(text.format(count=number(count)) for text, count in words),
            ]
        )

    # -- from a file

    def choose_file(self, folder: str) -> str:
        """Let the person choose a file; tests replace it."""
        kinds = self.tr("Schemes ({endings});;All files (*)").format(
            endings=" ".join(f"*{ending}" for ending in SUFFIXES)
        )
        return QFileDialog.getOpenFileName(self, self.tr("Choose a scheme"), folder, kinds)[0]

    def _choose_file(self) -> None:
        chosen = self.choose_file(str(default_folder()))
        if not chosen:
            return
        path = Path(chosen)
        try:
            scheme, notes = read_scheme(path)
        except AnnotatorError as error:
            self._refuse(error.message)
            return
        self._notes[scheme.name] = notes
        self._take(scheme, path.name)

    def _take(self, scheme: Scheme, file: str) -> None:
        if scheme in self._schemes:
            self._list.setCurrentIndex(self._schemes.index(scheme))
            self._show()
            return
        self._add(scheme, file)
        self._list.setCurrentIndex(len(self._schemes) - 1)

    def _refuse(self, reason: str) -> None:
        advice = self.tr("Correct the file and choose it again, or take another scheme.") if reason else ""
        _show_some(self._why_not, reason, advice)
        self.changed.emit()


def _show_some(label: QLabel, words: str, ours: str = "") -> None:
    """Show so much of words from outside as there is room for in a card, then ours; all of them in the tooltip."""
    plain = " ".join(words.split())
    is_long = len(plain) > _MOST_WORDS
    shown = f"{plain[:_MOST_WORDS].rstrip()}…" if is_long else plain
    label.setText("\n".join(filter(None, (shown, ours))))
    label.setToolTip(plain_tip(words) if is_long else "")
    label.setVisible(bool(plain))
