"""Examples of what annotators see differently in a document, each with the words around it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, islice
from pathlib import Path

from annotator.model.annotation import Mention
from annotator.model.direction import language_direction
from annotator.model.ids import AnnotatorName, DocumentId
from annotator.model.span import Span
from annotator.services.comparison.alignment import Pair, align
from annotator.services.quoting import Quote, quote
from annotator.storage import Mode, Project


@dataclass(frozen=True, slots=True)
class Reading:
    """What one annotator made of a place; without a label if nothing.

    Attributes:
        text: What the mention covers.
    """

    annotator: AnnotatorName
    label: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A place that two annotators see differently.

    Attributes:
        quote: What either of them covers, with the words around it.
    """

    quote: Quote
    left: Reading
    right: Reading


@dataclass(frozen=True, slots=True)
class Disputed:
    """A document with the examples.

    Attributes:
        differences: How many mentions there have no exact counterpart.
    """

    document: DocumentId
    title: str
    differences: int
    examples: tuple[Example, ...] = ()


def with_examples(
    path: Path, disputed: Iterable[Disputed], annotators: tuple[AnnotatorName, ...], limit: int
) -> Iterator[Disputed]:
    """The disputed documents again, each with at most `limit` examples.

    Raises:
        ProjectError: If the project cannot be read.
    """
    with Project.open(path, Mode.READ) as project:
        for entry in disputed:
            found = tuple(islice(_examples(project, entry.document, annotators), limit))
            yield Disputed(entry.document, entry.title, entry.differences, found)


def _examples(project: Project, id_: DocumentId, annotators: tuple[AnnotatorName, ...]) -> Iterator[Example]:
    document = project.document(id_)
    if document is None:
        return
    text = project.text(document.text_sha256)
    usual = language_direction(document.language)
    layers = project.labelled(id_)
    for left, right in combinations([name for name in annotators if name in layers], 2):
        for pair in align(layers[left].mentions, layers[right].mentions):
            if _differs(pair):
                place = Span.union(fragment for mention in pair if mention for fragment in mention.span)
                found = quote(text, place, document.direction, usual)
                yield Example(found, _reading(left, pair.left, text), _reading(right, pair.right, text))


def _differs(pair: Pair) -> bool:
    one, other = pair
    return one is None or other is None or one.span != other.span or one.label != other.label


def _reading(annotator: AnnotatorName, mention: Mention | None, text: str) -> Reading:
    return Reading(annotator, mention.label, mention.span.text(text)) if mention else Reading(annotator)
