"""The table of names that files use and the scheme does not have, with what becomes of each."""

from collections.abc import Iterable, Sequence
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from annotator.gui.dialogs.import_names_delegate import ROW_HEIGHT, NamesDelegate
from annotator.gui.dialogs.import_words import answer_words, shown_name, spoken, what
from annotator.gui.label_keys import pressed_key
from annotator.gui.naming import number
from annotator.gui.widgets import plain_tip
from annotator.gui.widgets.rows import show_rows
from annotator.gui.widgets.themed import Themed
from annotator.model.scheme import Scheme
from annotator.services.imports.label_names import ADD, DROP, Asked, Question

Index = QModelIndex | QPersistentModelIndex
NAME, COUNT, EXAMPLE, ANSWER = range(4)
_WIDE = {NAME: 176, COUNT: 62, ANSWER: 176}
_NARROW = {NAME: 132, COUNT: 56, ANSWER: 140}
"""Widths of columns; the example gets the rest."""
_NARROW_BELOW = 540
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Role(IntEnum):
    """What the model tells beyond Qt's own roles."""

    QUESTION = Qt.ItemDataRole.UserRole


class NamesModel(QAbstractTableModel):
    """One row a name."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.questions: tuple[Question, ...] = ()

    def set_questions(self, questions: Sequence[Question]) -> None:
        """Show these; where they are the same names as before, the rows stay as they are."""
        before = [question.asked for question in self.questions]
        if before == [question.asked for question in questions]:
            self.questions = tuple(questions)
            self.dataChanged.emit(self.index(0, 0), self.index(len(questions) - 1, ANSWER))
            return
        self.beginResetModel()
        self.questions = tuple(questions)
        self.endResetModel()

    def question_at(self, index: Index) -> Question | None:
        """The name of a row."""
        is_there = index.isValid() and index.row() < len(self.questions)
        return self.questions[index.row()] if is_there else None

    def rows_of(self, names: Iterable[Asked]) -> list[int]:
        """Where names stand, as far as they are asked about."""
        wanted = set(names)
        return [row for row, question in enumerate(self.questions) if question.asked in wanted]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """How many names there are."""
        return 0 if parent.isValid() else len(self.questions)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Name, count, example, what becomes of it."""
        return 0 if parent.isValid() else ANSWER + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The names of the columns."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignTrailing if section == COUNT else Qt.AlignmentFlag.AlignLeading
            return side | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("Name in the files"), self.tr("Times"), self.tr("First place"), self.tr("What becomes of it"))[
            section
        ]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What the delegate paints, the tooltip and the screen reader say."""
        question = self.question_at(index)
        if question is None:
            return None
        match role:
            case Role.QUESTION:
                return question
            case Qt.ItemDataRole.DisplayRole:
                return self._shown(question, index.column())
            case Qt.ItemDataRole.AccessibleTextRole:
                return spoken(question)
            case Qt.ItemDataRole.ToolTipRole:
                title = "" if question.example is None else question.example.title
                tips = (f"{shown_name(question.asked)}\n{what(question)}", "", title, answer_words(question))
                return plain_tip(tips[index.column()])
        return None

    def _shown(self, question: Question, column: int) -> str:
        if column == EXAMPLE:
            pieces = () if question.example is None else question.example.quote.pieces
            return "".join(piece for piece, _is_marked in pieces)
        return (shown_name(question.asked), number(question.count), "", answer_words(question))[column]


class NamesView(Themed, QTableView):
    """The table on the screen. Letters answer for all rows that are chosen, Enter opens what a row can become.

    Signals:
        answered: A list of `Asked` and the `Answer` for them.
        choice_wanted: The index of the cell below which to offer what its name can become.
    """

    answered = Signal(list, object)
    choice_wanted = Signal(QModelIndex)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import_names")
        self.setAccessibleName(self.tr("Names that the scheme does not have"))
        self._delegate = NamesDelegate(self)
        self._model = NamesModel(self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self._set_up()
        self.clicked.connect(self._on_click)
        self.doubleClicked.connect(self.choice_wanted)

    def _set_up(self) -> None:
        show_rows(self, ROW_HEIGHT)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(48)
        for column, width in _WIDE.items():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, width)
        header.setSectionResizeMode(EXAMPLE, QHeaderView.ResizeMode.Stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a small window all columns are narrower."""
        widths = _NARROW if self.width() < _NARROW_BELOW else _WIDE
        for column, width in widths.items():
            self.horizontalHeader().resizeSection(column, width)
        super().resizeEvent(event)

    def theme_changed(self) -> None:
        """Paint with other colours."""
        self._delegate.theme = self.theme
        self.viewport().update()

    def show_questions(self, questions: Sequence[Question], scheme: Scheme) -> None:
        """Show names; those that were chosen stay so, wherever they stand now."""
        self._delegate.scheme = scheme
        chosen, current = self.chosen(), self._model.question_at(self.currentIndex())
        before = self._model.rowCount()
        self._model.set_questions(questions)
        if before and current is not None:
            self._choose(chosen, current.asked)
        elif questions:
            self._go_to(0)
        self.viewport().update()

    def _go_to(self, row: int) -> None:
        """Choose this row and no other; `selectRow` chooses none in a mirrored window."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self._model.index(row, NAME), flags)

    def _choose(self, names: Sequence[Asked], current: Asked) -> None:
        rows = self._model.rows_of(names)
        place = next(iter(self._model.rows_of([current])), None)
        if [index.row() for index in self.selectionModel().selectedRows()] == rows:
            return
        chosen = QItemSelection()
        for row in rows:
            chosen.select(self._model.index(row, 0), self._model.index(row, ANSWER))
        flag = QItemSelectionModel.SelectionFlag
        if place is not None:
            self.selectionModel().setCurrentIndex(self._model.index(place, NAME), flag.NoUpdate)
        self.selectionModel().select(chosen, flag.ClearAndSelect)

    def chosen(self) -> list[Asked]:
        """The names of the rows that are chosen, in the order of the table."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._model.questions[row].asked for row in rows]

    def question_at(self, index: Index) -> Question | None:
        """The name of a row."""
        return self._model.question_at(index)

    def _on_click(self, index: QModelIndex) -> None:
        if index.column() == ANSWER:
            self.choice_wanted.emit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A adds, D leaves out, R and Enter ask what a name becomes; with Ctrl, Enter is the card's."""
        is_plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        key = pressed_key(event) if is_plain else ""
        if key == "A" and is_plain:
            self.answered.emit(self.chosen(), ADD)
        elif is_plain and (key == "D" or event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)):
            self.answered.emit(self.chosen(), DROP)
        elif is_plain and (key == "R" or event.key() in (*_ENTER, Qt.Key.Key_Space, Qt.Key.Key_F2)):
            self.choice_wanted.emit(self._model.index(self.currentIndex().row(), ANSWER))
        elif event.key() in _ENTER:
            event.ignore()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go_to(0 if event.key() == Qt.Key.Key_Home else self._model.rowCount() - 1)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Nothing: letters answer."""
