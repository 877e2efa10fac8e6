"""How far adjudication is, document by document, for the whole project: on a connection of its own, in any thread."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.model.errors import AnnotatorError
from annotator.model.ids import AnnotatorName, DocumentId
from annotator.services.adjudication.board import Board, board_of
from annotator.services.adjudication.cases import Case, State
from annotator.services.job import Progress
from annotator.storage import Mode, Project
from annotator.storage.bulk import LayerQuery, begun_layers, snapshot


@dataclass(frozen=True, slots=True)
class DocumentProgress:
    """How far one document is.

    Attributes:
        annotators: Whose layers are looked at.
        decided, open, reopened: How many cases.
        damage: Why it cannot be told, if so.
    """

    document: DocumentId
    title: str
    annotators: tuple[AnnotatorName, ...] = ()
    decided: int = 0
    open: int = 0
    reopened: int = 0
    damage: str = ""

    @property
    def left(self) -> int:
        """Cases that wait for a decision."""
        return self.open + self.reopened


def progress_of(
    path: Path,
    annotators: Sequence[AnnotatorName] = (),
    *,
    documents: Collection[DocumentId] = (),
    done_by: AnnotatorName | None = None,
    progress: Progress | None = None,
) -> Iterator[DocumentProgress]:
    """How far each document is that somebody has begun, in the order of import; those in the bin are left out.

    Args:
        path: The project file.
        annotators: Whose layers are looked at; empty for everyone's, one for a review.
        documents: Only these; empty for all.
        done_by: Only documents with which this annotator is done (see `blindness`).
        progress: Hears of each document.

    Raises:
        CancelledError: If the job is no longer wanted.
        ProjectError: If the project cannot be opened.
    """
    query = LayerQuery(annotators=tuple(annotators), done_by=done_by)
    with Project.open(path, Mode.READ) as project, snapshot(project.db):
        total = sum(1 for _rows in begun_layers(project.db, query))
        for number, rows in enumerate(begun_layers(project.db, query)):
            if progress is not None:
                progress.report(number, total)
            document = rows[0].document
            if not documents or document in documents:
                yield _progress_of(project, document, annotators)


def _progress_of(project: Project, document: DocumentId, annotators: Sequence[AnnotatorName]) -> DocumentProgress:
    found = project.document(document)
    title = "" if found is None else found.title
    try:
        board = board_of(project, document, annotators)
    except AnnotatorError as error:
        return DocumentProgress(document, title, damage=error.message)
    return counted(board)


def counted(board: Board) -> DocumentProgress:
    """How far a document is whose cases are known."""
    states = Counter(case.state for case in board.cases)
    document = board.layout.material.document
    counts = states[State.DECIDED], states[State.OPEN], states[State.REOPENED]
    return DocumentProgress(document.id, document.title, board.annotators, *counts)


def queue(board: Board) -> tuple[Case, ...]:
    """The cases that wait for a decision, in the order in which they can be decided."""
    return tuple(case for case in board.cases if case.state is not State.DECIDED)
