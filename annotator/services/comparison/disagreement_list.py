"""Disagreements as a list shows them: with the words that they are about, so that the text need not be kept."""

from collections.abc import Iterator
from dataclasses import dataclass

from annotator.model.document import Direction
from annotator.model.printable import printable
from annotator.services.comparison.corpus_comparison import DocumentComparison
from annotator.services.comparison.disagreement import Difference, Disagreement
from annotator.services.comparison.readings import direction_of, quote_of
from annotator.services.texts import shortened

Identity = tuple[str, ...]

_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Listed:
    """A disagreement and its words.

    Attributes:
        title: Of its document.
        quote: What it is about, on one line.
        fillers: What the two let fill a role, if they differ in that.
        direction: Of the paragraph in which it stands.
        identity: See `identity_of`.
    """

    found: Disagreement
    title: str
    quote: str
    fillers: tuple[str, str]
    direction: Direction
    identity: Identity = ()


def identity_of(found: Disagreement) -> Identity:
    """What stays the same when the document is compared again; no two disagreements have the same."""
    mentions = (found.left, found.right)
    links = (*(mention.id if mention is not None else "" for mention in mentions), *(_id(link) for link in found.links))
    owners = (pair.left.id for part in found.parts for pair in part if pair.left is not None)
    return (found.document, found.kind, *found.annotators, found.name, *links, *owners)


def _id(record: object) -> str:
    return str(getattr(record, "id", ""))


def listed(comparison: DocumentComparison) -> Iterator[Listed]:
    """The disagreements of a comparison, in reading order."""
    for found in comparison.disagreements:
        yield Listed(
            found,
            comparison.document.title,
            quote_of(found, comparison.text),
            _fillers(found, comparison.text),
            direction_of(found, comparison.text, comparison.document),
            identity_of(found),
        )


def _fillers(found: Disagreement, text: str) -> tuple[str, str]:
    if found.kind is not Difference.ARGUMENT_FILLER:
        return "", ""
    left, right = (
        printable(shortened(" … ".join(text[start:end] for start, end in end_.span), _LONGEST)) if end_ else ""
        for end_ in found.ends
    )
    return left, right
