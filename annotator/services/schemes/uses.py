"""How a project uses its scheme, for the people who edit it: how often, and in which sentences."""

from annotator.model.scheme import Example
from annotator.services.blindness import Blindness
from annotator.services.session import Session
from annotator.storage.usage import Passage, label_counts, passages

AROUND = 60
"""Code points of text on each side of an example."""
_ELLIPSIS = "…"


def label_uses(session: Session) -> dict[str, int]:
    """How many mentions or relations have each label, of all annotators, the bin included."""
    return label_counts(session.project.db)


def examples_of(session: Session, label: str, limit: int = 100) -> list[tuple[str, Example]]:
    """Mentions of a label in their sentences, as good examples, with their documents' titles; none that are hidden."""
    found = passages(session.project.db, label, AROUND, limit, seen_by=Blindness.of(session).done_by)
    return [(passage.title, _example(passage)) for passage in found]


def _example(passage: Passage) -> Example:
    pieces = "".join(f"[{piece}]" if place % 2 == 0 else piece for place, piece in enumerate(passage.pieces))
    text = f"{_from_word(passage.before)}{pieces}{_to_word(passage.after)}"
    return Example(" ".join(text.split()), passage.language)


def _from_word(text: str) -> str:
    """The end of a text, from the beginning of its paragraph or of a word."""
    last = text.rpartition("\n")[2]
    if last != text or len(text) < AROUND:
        return last
    return f"{_ELLIPSIS}{text.partition(' ')[2]}"


def _to_word(text: str) -> str:
    """The beginning of a text, to the end of its paragraph or of a word."""
    first = text.partition("\n")[0]
    if first != text or len(text) < AROUND:
        return first
    return f"{text.rpartition(' ')[0]}{_ELLIPSIS}"
