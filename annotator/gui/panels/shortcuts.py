"""All keys on one sheet: those of the table of actions and those of the scheme's labels."""

from collections.abc import Iterator

from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from annotator.gui.actions import GESTURES, SPECS, ActionSpec, Section, by_section, key_text, translated
from annotator.gui.building import keycap, keycaps, row
from annotator.gui.label_keys import LabelKeys
from annotator.gui.overlay import Overlay
from annotator.gui.theme import Theme
from annotator.gui.widgets import IconButton, plain_label, spread_theme
from annotator.model.scheme import Scheme

_MOST_COLUMNS = 3
_MARGIN = 24
_HEADING_ROWS = 2
"""A heading takes the room of so many rows."""

Line = tuple[str, tuple[str, ...]]


class ShortcutsPanel(Overlay):
    """The sheet."""

    WIDTH = 1120
    HEIGHT = 760

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window, theme, "shortcuts_panel")
        self.setAccessibleName(self.tr("Keyboard shortcuts"))
        close = IconButton("x", self.tr("Close"), object_name="shortcuts_close")
        close.clicked.connect(self.close_overlay)
        self.body.setContentsMargins(_MARGIN, 16, _MARGIN, 16)
        self.body.addWidget(row(plain_label(self.tr("Keyboard shortcuts"), "title"), None, close))
        self._scroll = QScrollArea()
        self._scroll.setObjectName("shortcuts_sheet")
        self._scroll.setAccessibleName(self.tr("Keyboard shortcuts"))
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.viewport().setStyleSheet("background: transparent;")
        self._scheme: Scheme | None = None
        self._fitted = 0
        self.body.addWidget(self._scroll, 1)

    def first_field(self) -> QWidget:
        """The sheet: arrows scroll it."""
        return self._scroll

    def show_sheet(self, scheme: Scheme | None) -> None:
        """Show the keys, with those of the labels of `scheme`."""
        self._scheme = scheme
        self._fitted = 0
        self.open()

    def place(self) -> None:
        """Put the card where it belongs, with as many columns as it has room for."""
        super().place()
        room = self.card.width() - 2 * _MARGIN - self._scroll.verticalScrollBar().sizeHint().width()
        if self._fitted == room:
            return
        self._fitted = room
        for columns in range(_MOST_COLUMNS, 0, -1):
            sheet = self._sheet(columns)
            if sheet.sizeHint().width() <= room:
                break
        self._scroll.setWidget(sheet)
        spread_theme(self, self.theme)

    def _sheet(self, columns: int) -> QWidget:
        sheet = QWidget()
        across = QHBoxLayout(sheet)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(40)
        for blocks in _columns([*_action_blocks(LabelKeys(self._scheme).taken), *_label_blocks(self._scheme)], columns):
            column = QVBoxLayout()
            column.setSpacing(4)
            for heading, lines in blocks:
                column.addSpacing(8)
                column.addWidget(plain_label(heading, "section"))
                for line in lines:
                    column.addWidget(_line(line))
            column.addStretch(1)
            across.addLayout(column, 1)
        sheet.setStyleSheet("background: transparent;")
        return sheet


Block = tuple[str, list[Line]]


def _action_blocks(taken: frozenset[str]) -> Iterator[Block]:
    """The actions with their keys, but for letters that labels have taken."""
    for section, specs in by_section((*SPECS, *GESTURES)).items():
        keyed = ((spec.title, tuple(key for key in _keys(spec) if key not in taken)) for spec in specs)
        lines = [line for line in keyed if line[1]]
        if lines:
            yield translated(section), lines


def _keys(spec: ActionSpec) -> tuple[str, ...]:
    return tuple(key_text(keys) for keys in spec.keys) if spec.section is Section.MOUSE else spec.keys


def _label_blocks(scheme: Scheme | None) -> Iterator[Block]:
    for kind, heading in (("entity", translated("Entities")), ("event", translated("Events"))):
        labels = scheme.labels_of(kind) if scheme is not None else ()  # type: ignore[arg-type]
        lines: list[Line] = [(label.name, (label.key,)) for label in labels if label.key]
        if lines:
            yield heading, lines


def _columns(blocks: list[Block], most: int) -> list[list[Block]]:
    """The blocks in at most so many columns of about the same height, in order."""
    total = sum(len(lines) + _HEADING_ROWS for _heading, lines in blocks)
    columns: list[list[Block]] = [[]]
    height = 0
    for block in blocks:
        size = len(block[1]) + _HEADING_ROWS
        if len(columns) < most and columns[-1] and height + size / 2 > total / most:
            columns.append([])
            height = 0
        columns[-1].append(block)
        height += size
    return columns


def _line(line: Line) -> QWidget:
    words, keys = line
    caps = [keycaps(sequence) if not _is_words(sequence) else keycap(sequence) for sequence in keys[:2]]
    made = row(plain_label(words, "small"), None, *caps, gap=6)
    made.setAccessibleName(f"{words}: {', '.join(keys)}")
    return made


def _is_words(keys: str) -> bool:
    """Whether this is said in words (a gesture), and not a key sequence."""
    return keys[:1].islower() or " " in keys
