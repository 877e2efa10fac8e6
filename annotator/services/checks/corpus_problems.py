"""What the scheme has against the layers of a whole project: for the check on the command line and in the window."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from annotator.model.annotation import Mention
from annotator.model.ids import AnnotatorName, DocumentId
from annotator.model.scheme import STRICTNESS, Strictness
from annotator.services.checks.validation import Problem, problems
from annotator.services.job import Progress
from annotator.storage import Mode, Project, ProjectError
from annotator.storage.bulk import LayerPlace, layer_places


@dataclass(frozen=True, slots=True)
class Place:
    """A problem and where it stands.

    Attributes:
        text: What the mention covers.
    """

    document: DocumentId
    title: str
    annotator: AnnotatorName
    mention: Mention
    text: str
    problem: Problem


def strictness(path: Path) -> Strictness:
    """What a project does about links that the scheme does not foresee.

    Raises:
        ProjectError: If it cannot be read.
    """
    with Project.open(path, Mode.READ) as project:
        return Strictness(project.setting(STRICTNESS) or Strictness.REFUSE)


def corpus_problems(
    path: Path, annotator: AnnotatorName | None = None, progress: Progress | None = None
) -> Iterator[Place]:
    """The problems of all layers, or of one annotator's, in the order of import; documents in the bin come, too.

    A layer that is damaged is passed over; the check of the file names the damage.

    Raises:
        CancelledError: If the job is no longer wanted.
        ProjectError: If the project cannot be opened.
    """
    with Project.open(path, Mode.READ) as project:
        places = [place for place in layer_places(project.db) if annotator in (None, place.annotator)]
        for number, place in enumerate(places):
            if progress is not None:
                progress.report(number, len(places), place.title)
            with suppress(ProjectError):
                yield from _of_layer(project, place)


def _of_layer(project: Project, place: LayerPlace) -> Iterator[Place]:
    contents = project.contents(place.document, place.annotator)
    found = list(problems(contents, project.scheme))
    if not found:
        return
    text = project.text(place.sha256)
    mentions = {mention.id: mention for mention in contents.mentions}
    for problem in found:
        mention = mentions[problem.mention]
        yield Place(place.document, place.title, place.annotator, mention, mention.span.text(text), problem)
