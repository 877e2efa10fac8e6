"""What the layers of a whole project say differently, a document at a time: for the command line and the window.

The project is seen at one moment (a snapshot), on a connection of its own, and no more than one document is held.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.model.annotation import GOLD, Layer, LayerContents
from annotator.model.document import Document
from annotator.model.errors import AnnotatorError
from annotator.model.ids import AnnotatorName, DocumentId
from annotator.services.blindness import Blindness
from annotator.services.comparison.comparing import Against, compare_layers
from annotator.services.comparison.disagreement import Disagreement, Wanted
from annotator.services.job import Progress
from annotator.services.session import Session
from annotator.storage import Mode, Project, ProjectError
from annotator.storage.bulk import LayerQuery, LayerRow, begun_layers, mention_counts, snapshot
from annotator.storage.queries import document_number

EVERYTHING = Wanted()


@dataclass(frozen=True, slots=True)
class DocumentComparison:
    """What is found in one document.

    Attributes:
        layers: Those that have been begun, the first annotator's first; where a layer is not done, what is missing in
            it may still come.
        disagreements: Those wanted, in reading order; none if fewer than two layers have been begun.
        text: Of the document, if it was compared.
        contents: Of the layers, if they were compared.
        number: Grows in the order of import.
        damage: Why the document could not be compared, if so; `annotator check` tells more.
    """

    document: Document
    layers: tuple[Layer, ...]
    disagreements: tuple[Disagreement, ...] = ()
    text: str = ""
    contents: tuple[LayerContents, ...] = ()
    number: int = 0
    damage: str = ""

    @property
    def is_compared(self) -> bool:
        """Whether there were two layers to compare, and they could be read."""
        return len(self.layers) > 1 and not self.damage


def labelling_annotators(session: Session) -> tuple[AnnotatorName, ...]:
    """Who has a layer of a document outside the bin, in the project's order; the adjudicated layer comes last.

    In a blind project only those whose layers the session's annotator may see.
    """
    db, done_by = session.project.db, Blindness.of(session).done_by
    if done_by is None:
        there: Collection[str] = mention_counts(db)
    else:
        there = {
            row.annotator for rows in begun_layers(db, LayerQuery(done_by=done_by)) for row in rows if row.annotator
        }
    names = [annotator.name for annotator in session.annotators() if annotator.name in there]
    return tuple(sorted(names, key=GOLD.__eq__))


def choose_annotators(path: Path, names: Sequence[str]) -> tuple[AnnotatorName, ...]:
    """The annotators of these names, or all, if none are named.

    Raises:
        AnnotatorError: If the project does not know one, one is named twice, or there are fewer than two.
    """
    with Project.open(path, Mode.READ) as project:
        known = [annotator.name for annotator in project.annotators()]
    strangers = [name for name in names if name not in known]
    if strangers:
        there = f"It has {', '.join(known)}." if known else "It has nobody's."
        raise AnnotatorError(f"The project has no layer of “{strangers[0]}”. {there}", annotator=strangers[0])
    chosen = tuple(AnnotatorName(name) for name in names or known)
    if len(set(chosen)) < len(chosen):
        raise AnnotatorError("A layer compared with itself differs in nothing; choose two annotators.")
    if len(chosen) < 2:
        raise AnnotatorError("It takes the layers of two annotators to compare.")
    return chosen


def compare_corpus(
    path: Path,
    annotators: Sequence[AnnotatorName],
    wanted: Wanted = EVERYTHING,
    *,
    against: Against = Against.FIRST,
    documents: Collection[DocumentId] = (),
    progress: Progress | None = None,
) -> Iterator[DocumentComparison]:
    """Compare the layers of some annotators in all documents that one of them has begun, in the order of import.

    Documents in the bin are left out.

    Args:
        path: The project file.
        annotators: Whose; the first one's are on the left.
        wanted: Which disagreements, and which documents.
        against: Which layers are compared with which.
        documents: Only these; empty for all.
        progress: Hears of each document.

    Raises:
        CancelledError: If the job is no longer wanted.
        ProjectError: If the project cannot be opened.
    """
    query = LayerQuery(annotators=tuple(annotators), languages=wanted.languages, done_by=wanted.done_by)
    with Project.open(path, Mode.READ) as project, snapshot(project.db):
        total = sum(1 for _rows in begun_layers(project.db, query))
        for number, rows in enumerate(begun_layers(project.db, query)):
            document = rows[0].document
            if progress is not None:
                progress.report(number, total)
            layers = _layers(document, rows, annotators)
            is_wanted = wanted.admits_statuses(layer.status for layer in layers)
            if is_wanted and (not documents or document in documents):
                yield _compared(project, _found(project, document), layers, wanted, against)


def compare_document(
    session: Session,
    document: DocumentId,
    annotators: Sequence[AnnotatorName],
    wanted: Wanted = EVERYTHING,
    *,
    against: Against = Against.FIRST,
) -> DocumentComparison | None:
    """The same of one document, on the session's own connection.

    `None` if none of them has begun it, it is in the bin, or blind mode hides it from the session's annotator.
    """
    project = session.project
    found = project.document(document)
    if found is None or found.binned or Blindness.of(session).hides(document):
        return None
    rows = [row for rows in begun_layers(project.db, LayerQuery(tuple(annotators), document=document)) for row in rows]
    return _compared(project, found, _layers(document, rows, annotators), wanted, against) if rows else None


def _found(project: Project, document: DocumentId) -> Document:
    found = project.document(document)
    if found is None:
        raise ProjectError("A document went while the project was read.", document=document)
    return found


def _layers(document: DocumentId, rows: Iterable[LayerRow], annotators: Sequence[AnnotatorName]) -> tuple[Layer, ...]:
    """The layers of a document, in the order of those who are compared."""
    layers = [Layer(document, row.annotator, row.status) for row in rows if row.annotator is not None]
    return tuple(sorted(layers, key=lambda layer: annotators.index(layer.annotator)))


def _compared(
    project: Project, document: Document, layers: tuple[Layer, ...], wanted: Wanted, against: Against
) -> DocumentComparison:
    number = document_number(project.db, document.id) or 0
    if len(layers) < 2:
        return DocumentComparison(document, layers, number=number)
    try:
        text = project.text(document.text_sha256)
        contents = tuple(project.contents(document.id, layer.annotator) for layer in layers)
    except ProjectError as error:
        return DocumentComparison(document, layers, number=number, damage=error.message)
    found = compare_layers(contents, project.scheme, text, against)
    admitted = tuple(disagreement for disagreement in found if wanted.admits(disagreement, project.scheme))
    return DocumentComparison(document, layers, admitted, text, contents, number)
