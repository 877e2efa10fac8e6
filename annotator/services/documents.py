"""The list of a project's documents, as one annotator sees it: filtered, sorted, read by the page.

Only the order of the list (one number a document) is held; rows are read in pages when they are looked at and forgotten
when there are many. So a project of 100,000 documents lists as quickly as one of ten.
"""

from array import array
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Iterable
from pathlib import Path

from annotator.model.annotation import Status
from annotator.model.errors import AnnotatorError
from annotator.model.folding import fold
from annotator.model.ids import AnnotatorName, DocumentId
from annotator.services.session import Session
from annotator.storage import Mode, Project
from annotator.storage.queries import (
    DocumentQuery,
    DocumentRow,
    Order,
    Sort,
    document_number,
    document_numbers,
    document_rows,
    language_counts,
    status_counts,
)

__all__ = ["DocumentList", "DocumentQuery", "DocumentRow", "Order", "Sort", "document_named"]

_PAGE = 100
_PAGES_KEPT = 20


class DocumentList:
    """The documents that a query asks for, by position."""

    def __init__(self, session: Session, query: DocumentQuery | None = None) -> None:
        self._session = session
        self._query = query or DocumentQuery()
        self._numbers: array[int] = array("q")
        self._positions: dict[int, int] | None = None
        self._pages: OrderedDict[int, dict[int, DocumentRow]] = OrderedDict()
        self.refresh()

    @property
    def query(self) -> DocumentQuery:
        """What is listed; assign to list something else."""
        return self._query

    @query.setter
    def query(self, query: DocumentQuery) -> None:
        self._query = query
        self.refresh()

    def refresh(self) -> None:
        """Ask anew which documents there are and in which order."""
        self._numbers = document_numbers(self._session.project.db, self._query, self._session.annotator)
        self._positions = None
        self._pages.clear()

    @property
    def grows_at_end(self) -> bool:
        """Whether documents that are new to the project are listed after all others."""
        return self._query == DocumentQuery()

    def newer(self) -> "array[int]":
        """Numbers of the documents that came after the last one listed; see `append`."""
        last = self._numbers[-1] if self._numbers else 0
        return document_numbers(self._session.project.db, self._query, self._session.annotator, after=last)

    def append(self, numbers: "array[int]") -> None:
        """List new documents after all others, where the list `grows_at_end`; costs the same however long it is."""
        self._pages.pop(len(self._numbers) // _PAGE, None)
        self._numbers.extend(numbers)
        self._positions = None

    def forget_rows(self) -> None:
        """Read all rows anew when they are next looked at; the order stays."""
        self._pages.clear()

    def reread(self, documents: Iterable[DocumentId]) -> None:
        """Read the rows of these documents anew, if they have been read; the order stays."""
        for document in documents:
            position = self.index_of(document)
            page = None if position is None else self._pages.get(position // _PAGE)
            if position is not None and page is not None:
                number = self._numbers[position]
                page.pop(number, None)
                page |= document_rows(self._session.project.db, [number], self._session.annotator)

    def __len__(self) -> int:
        return len(self._numbers)

    def row(self, position: int) -> DocumentRow | None:
        """The row at `position`, or `None` if its document has gone since the last refresh."""
        page = position // _PAGE
        rows = self._pages.get(page)
        if rows is None:
            rows = self._read_page(page)
        return rows.get(self._numbers[position])

    def _read_page(self, page: int) -> dict[int, DocumentRow]:
        numbers = self._numbers[page * _PAGE : (page + 1) * _PAGE]
        rows = document_rows(self._session.project.db, numbers, self._session.annotator)
        self._pages[page] = rows
        if len(self._pages) > _PAGES_KEPT:
            self._pages.popitem(last=False)
        return rows

    def index_of(self, document: DocumentId) -> int | None:
        """The position of a document in the list, or `None` if it is not listed."""
        number = document_number(self._session.project.db, document)
        if number is None:
            return None
        if self._query.sort is Sort.IMPORTED and self._query.order is Order.ASCENDING:
            position = bisect_left(self._numbers, number)
            return position if number in self._numbers[position : position + 1] else None
        if self._positions is None:
            self._positions = {n: position for position, n in enumerate(self._numbers)}
        return self._positions.get(number)

    def status_counts(self) -> dict[Status, int]:
        """How many documents of the whole project (without the bin) the annotator has in each status."""
        return status_counts(self._session.project.db, self._session.annotator)

    def language_counts(self) -> dict[str, int]:
        """How many documents of the whole project (without the bin) there are of each language."""
        return language_counts(self._session.project.db)


def document_named(path: Path, name: str) -> DocumentId:
    """The document of an id or a title; case and vowel signs of the title may differ if no other is called so.

    Raises:
        AnnotatorError: If there is none outside the bin, or several have the title.
    """
    with Project.open(path, Mode.READ) as project:
        known = project.document(DocumentId(name))
        if known is not None and not known.binned:
            return known.id
        numbers = document_numbers(project.db, DocumentQuery(text=name), AnnotatorName(""))
        rows = [row for number in numbers for row in document_rows(project.db, [number], AnnotatorName("")).values()]
    exact = [row for row in rows if row.title == name]
    found = exact or [row for row in rows if fold(row.title.strip()) == fold(name.strip())]
    if not found:
        raise AnnotatorError(f"There is no document “{name}”, neither by id nor by title.", document=name)
    if len(found) > 1:
        ids = ", ".join(row.id for row in found)
        raise AnnotatorError(f"{len(found)} documents have the title “{name}”. Name one by its id: {ids}.", ids=ids)
    return found[0].id
