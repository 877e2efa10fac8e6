"""The queue for Qt: a row a document with how far it is, and below the open one its cases."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.gui.adjudicate.words import Block, CaseWords
from annotator.model.annotation import Kind
from annotator.model.ids import DocumentId
from annotator.services.adjudication.cases import Case, State
from annotator.services.adjudication.progress import DocumentProgress

Index = QModelIndex | QPersistentModelIndex


class Role(IntEnum):
    """What the model tells beyond Qt's own roles."""

    ROW = Qt.ItemDataRole.UserRole


class Wanted(StrEnum):
    """Which cases are listed."""

    OPEN = "open"
    """Those that wait for a decision, also once more."""
    REOPENED = "reopened"
    DECIDED = "decided"

    def admits(self, state: State) -> bool:
        """Whether a case is among them."""
        if self is Wanted.OPEN:
            return state is not State.DECIDED
        return state == self.value

    def count_in(self, progress: DocumentProgress) -> int:
        """How many a document has."""
        counts = {Wanted.OPEN: progress.left, Wanted.REOPENED: progress.reopened, Wanted.DECIDED: progress.decided}
        return counts[self]


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """The head of a document."""

    progress: DocumentProgress
    is_open: bool


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case of the open document.

    Attributes:
        note: How many rows differ, or that it was opened again.
    """

    key: str
    title: Block
    label: str
    swatch: tuple[str, Kind]
    note: str
    state: State


class QueueModel(QAbstractTableModel):
    """Documents, and the cases of the one that is open."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._documents: dict[DocumentId, DocumentProgress] = {}
        self._open: DocumentId | None = None
        self._cases: tuple[CaseRow, ...] = ()
        self._wanted = Wanted.OPEN
        self._rows: list[DocumentRow | CaseRow] = []

    # -- what is listed

    @property
    def documents(self) -> tuple[DocumentProgress, ...]:
        """All documents, in the order of import."""
        return tuple(self._documents.values())

    @property
    def wanted(self) -> Wanted:
        """Which cases are listed."""
        return self._wanted

    def listed(self) -> list[str]:
        """The cases that are listed, in their order."""
        return [row.key for row in self._rows if isinstance(row, CaseRow)]

    def clear(self) -> None:
        """List nothing."""
        self._documents.clear()
        self._open, self._cases = None, ()
        self._arrange()

    def add(self, found: Iterable[DocumentProgress]) -> None:
        """List documents, or how far they are by now; one that nobody has begun any more goes."""
        for progress in found:
            self._documents[progress.document] = progress
        self._documents = {id_: known for id_, known in self._documents.items() if known.annotators or known.damage}
        self._arrange()

    def open(self, document: DocumentId | None, cases: Sequence[CaseRow]) -> None:
        """Show the cases of a document below its head."""
        self._open, self._cases = document, tuple(cases)
        self._arrange()

    def want(self, wanted: Wanted) -> None:
        """List other cases."""
        self._wanted = wanted
        self._arrange()

    def _arrange(self) -> None:
        self.beginResetModel()
        self._rows = []
        for id_, progress in self._documents.items():
            is_open = id_ == self._open
            if is_open or progress.damage or self._wanted.count_in(progress):
                self._rows.append(DocumentRow(progress, is_open))
            if is_open:
                self._rows += [case for case in self._cases if self._wanted.admits(case.state)]
        self.endResetModel()

    def row_of(self, key: str) -> int:
        """Where a case of the open document stands; -1 if it is not listed."""
        return next((i for i, row in enumerate(self._rows) if isinstance(row, CaseRow) and row.key == key), -1)

    def next_document(self, by: int) -> DocumentId | None:
        """The next document (or the one before) that has such cases, beginning after the open one."""
        ids = list(self._documents)
        here = ids.index(self._open) if self._open in ids else -1
        around = ids[here + 1 :] if by > 0 else ids[:here][::-1]
        return next((id_ for id_ in around if self._wanted.count_in(self._documents[id_])), None)

    def first_document(self) -> DocumentId | None:
        """The first document with such cases."""
        return next((id_ for id_, found in self._documents.items() if self._wanted.count_in(found)), None)

    # -- Qt's side

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """One."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The row itself, and its words for those who hear them."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Role.ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if isinstance(row, CaseRow):
                return f"{row.title.text}, {row.label}, {row.note}"
            return row.progress.title
        return None


def case_rows(cases: Iterable[Case], words: CaseWords) -> list[CaseRow]:
    """The rows of cases, in their order."""
    return [_case_row(case, words) for case in cases]


def _case_row(case: Case, words: CaseWords) -> CaseRow:
    return CaseRow(case.key, words.title(case), words.label(case), words.swatch(case), words.note(case), case.state)
