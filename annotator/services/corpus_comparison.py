"""What the layers of a whole project say differently, a document at a time: for the command line and the window.

The project is seen at one moment (a snapshot), on a connection of its own, and no more than one document is held.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.model.annotation import Layer
from annotator.model.document import Document
from annotator.model.errors import AnnotatorError
from annotator.model.ids import AnnotatorName, DocumentId
from annotator.services.comparing import Against, compare_layers
from annotator.services.disagreement import Disagreement, Wanted
from annotator.services.job import Progress
from annotator.storage import Mode, Project, ProjectError
from annotator.storage.bulk import LayerQuery, LayerRow, begun_layers, snapshot

EVERYTHING = Wanted()


@dataclass(frozen=True, slots=True)
class DocumentComparison:
    """What is found in one document.

    Attributes:
        layers: Those that have been begun, the first annotator's first; where a layer is not done, what is missing in
            it may still come.
        disagreements: Those wanted, in reading order; none if fewer than two layers have been begun.
        text: Of the document, if it was compared.
        damage: Why the document could not be compared, if so; `annotator check` tells more.
    """

    document: Document
    layers: tuple[Layer, ...]
    disagreements: tuple[Disagreement, ...] = ()
    text: str = ""
    damage: str = ""

    @property
    def is_compared(self) -> bool:
        """Whether there were two layers to compare, and they could be read."""
        return len(self.layers) > 1 and not self.damage


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
            if not documents or document in documents:
                rows.sort(key=lambda row: annotators.index(row.annotator) if row.annotator else -1)
                yield _compared(project, document, rows, wanted, against)


def _compared(
    project: Project, id_: DocumentId, rows: Sequence[LayerRow], wanted: Wanted, against: Against
) -> DocumentComparison:
    names = [row.annotator for row in rows if row.annotator is not None]
    layers = tuple(Layer(id_, name, row.status) for name, row in zip(names, rows, strict=True))
    document = project.document(id_)
    if document is None:
        raise ProjectError("A document went while the project was read.", document=id_)
    if len(layers) < 2:
        return DocumentComparison(document, layers)
    try:
        text = project.text(document.text_sha256)
        contents = [project.contents(id_, name) for name in names]
    except ProjectError as error:
        return DocumentComparison(document, layers, damage=error.message)
    found = compare_layers(contents, project.scheme, text, against)
    admitted = tuple(disagreement for disagreement in found if wanted.admits(disagreement, project.scheme))
    return DocumentComparison(document, layers, admitted, text)
