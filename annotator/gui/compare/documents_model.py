"""The compared documents for Qt: those that the filters leave, with what they have of what is wanted."""

from collections.abc import Iterable
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.gui.naming import language_name, number
from annotator.gui.widgets import plain_tip
from annotator.model.folding import fold
from annotator.model.ids import DocumentId
from annotator.services.comparison.corpus_tally import CorpusTally, Counted

Index = QModelIndex | QPersistentModelIndex


class Role(IntEnum):
    """What the model tells beyond Qt's own roles."""

    DOCUMENT = Qt.ItemDataRole.UserRole


class DocumentsModel(QAbstractListModel):
    """One row a document, in the order of import."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tally: CorpusTally | None = None
        self._needle = ""
        self._rows: list[DocumentId] = []
        self._places: dict[DocumentId, int] = {}
        self._with_some: list[int] | None = None

    # -- what is listed

    @property
    def tally(self) -> CorpusTally | None:
        """The counts."""
        return self._tally

    @property
    def needle(self) -> str:
        """What titles are searched for, folded."""
        return self._needle

    def set_tally(self, tally: CorpusTally | None) -> None:
        """List the documents of another tally, or none."""
        self._tally = tally
        self.refresh()

    def find(self, text: str) -> None:
        """List only documents in whose titles a text stands."""
        self._needle = fold(text.strip())
        self.refresh()

    def refresh(self) -> None:
        """List anew: the filter, or the counts of many documents, are others."""
        self.beginResetModel()
        self._set_rows([document.document for document in self._tally or () if self._lists(document)])
        self.endResetModel()

    def _set_rows(self, rows: list[DocumentId]) -> None:
        self._rows = rows
        self._places = {document: place for place, document in enumerate(rows)}
        self._with_some = None

    def _lists(self, document: Counted) -> bool:
        is_wanted = self._tally is not None and self._tally.lists(document)
        return is_wanted and (not self._needle or self._needle in fold(document.title))

    def take(self, documents: Iterable[DocumentId]) -> None:
        """The counts of these documents are new, others, or gone; what is in sight stays where it is."""
        if self._tally is None:
            return
        counts = [(id_, self._tally.get(id_)) for id_ in documents]
        if any(id_ in self._places and (now is None or not self._lists(now)) for id_, now in counts):
            self.refresh()
            return
        new = [now for id_, now in counts if now is not None and id_ not in self._places and self._lists(now)]
        last = self._tally.get(self._rows[-1]) if self._rows else None
        if last is not None and any(document.number < last.number for document in new):
            self.refresh()
            return
        self._append(sorted(new, key=_number))
        known = [self._places[id_] for id_, now in counts if now is not None and now not in new and id_ in self._places]
        if known:
            self._with_some = None
            self.dataChanged.emit(self.index(min(known)), self.index(max(known)))

    def _append(self, documents: list[Counted]) -> None:
        if not documents or self._tally is None:
            return
        first = len(self._rows)
        self.beginInsertRows(QModelIndex(), first, first + len(documents) - 1)
        for document in documents:
            if self._with_some is not None and self._tally.count(document):
                self._with_some.append(len(self._rows))
            self._places[document.document] = len(self._rows)
            self._rows.append(document.document)
        self.endInsertRows()

    # -- finding documents

    def document_at(self, index: Index) -> Counted | None:
        """The document of a row."""
        if self._tally is None or not 0 <= index.row() < len(self._rows):
            return None
        return self._tally.get(self._rows[index.row()])

    def index_of(self, document: DocumentId | None) -> QModelIndex:
        """Where a document is listed; an invalid index if it is not."""
        place = self._places.get(document) if document is not None else None
        return QModelIndex() if place is None else self.index(place)

    def listed(self) -> list[Counted]:
        """All documents that are listed."""
        tally = self._tally
        found = map(tally.get, self._rows) if tally is not None else ()
        return [document for document in found if document is not None]

    def with_some(self) -> list[DocumentId]:
        """The listed documents that have some of what is wanted."""
        return [self._rows[place] for place in self._places_with_some()]

    def _places_with_some(self) -> list[int]:
        tally = self._tally
        if self._with_some is None:
            self._with_some = [] if tally is None else [i for i, one in enumerate(self.listed()) if tally.count(one)]
        return self._with_some

    def next_with_some(self, document: DocumentId | None, step: int) -> DocumentId | None:
        """The next document after this one (`step` 1), or before it (-1), that has some; `None` if there is none."""
        here = self._places.get(document, -1) if document is not None else -1
        places = self._places_with_some()
        found = [place for place in places if (place > here if step > 0 else place < here)]
        return self._rows[found[0] if step > 0 else found[-1]] if found else None

    # -- Qt's questions

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """How many documents are listed."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The title, the document, or what the tooltip and the screen reader say."""
        document = self.document_at(index)
        if document is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return document.title
            case Role.DOCUMENT:
                return document
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip("\n".join(filter(None, (document.title, self.facts(document), document.damage))))
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{document.title}. {self.facts(document)}. {self.count_words(document)}"
        return None

    def facts(self, document: Counted) -> str:
        """Language, and who is not done."""
        words = language_name(document.language)
        if not document.unfinished:
            return words
        names = ", ".join(f"\u2068{name}\u2069" for name in document.unfinished)
        return self.tr("{language} · {names} started").format(language=words, names=names)

    def count_words(self, document: Counted) -> str:
        """How many of what is wanted it has."""
        if document.damage:
            return self.tr("cannot be read")
        if self._tally is None:
            return ""
        count, total = self._tally.count(document), self._tally.total(document)
        if not total:
            return self.tr("all agreed")
        if count == total:
            return self.tr("{count} differ").format(count=number(count))
        return self.tr("{count} of {total}").format(count=number(count), total=number(total))

    def is_settled(self, document: Counted) -> bool:
        """Whether nothing is said differently in a document, whatever is wanted."""
        return self._tally is not None and not document.damage and not self._tally.total(document)


def _number(document: Counted) -> int:
    return document.number
