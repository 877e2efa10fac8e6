"""Mentions in their own words: what they cover, what stands around them, and in which direction that runs."""

import re
from collections import OrderedDict
from dataclasses import dataclass

from annotator.model.annotation import Mention
from annotator.model.direction import language_direction, paragraph_direction
from annotator.model.document import Direction
from annotator.model.ids import DocumentId
from annotator.model.span import Span
from annotator.services.session import Session

_WHITE_SPACE = re.compile(r"\s")
_AROUND = 80
"""Code points told before and after a mention; more than a line of a panel holds."""
_GAP = 24
"""Code points between the pieces of a mention that are told; what is longer becomes `…`."""
_TEXTS_KEPT = 8


@dataclass(frozen=True, slots=True)
class Quote:
    """A mention on one line, with the words around it.

    Attributes:
        before, after: What stands around it in its paragraph.
        pieces: What it covers (`True`) and what stands between (`False`), in the order of the text.
        direction: Of the paragraph.
    """

    before: str
    pieces: tuple[tuple[str, bool], ...]
    after: str
    direction: Direction


@dataclass(frozen=True, slots=True)
class _Source:
    title: str
    text: str
    override: Direction | None
    usual: Direction


class Quotes:
    """Quotes mentions of any document of a session; the last few texts are kept at hand."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._sources: OrderedDict[DocumentId, _Source] = OrderedDict()

    def forget(self) -> None:
        """Ask anew what the documents are called and which way they run."""
        self._sources.clear()

    def title(self, document: DocumentId) -> str:
        """What a document is called."""
        return self._source(document).title

    def words(self, mention: Mention) -> str:
        """What a mention covers, on one line; `…` stands between its pieces."""
        text = self._source(mention.document).text
        return " … ".join(_on_a_line(text[start:end]).strip() for start, end in mention.span.fragments)

    def direction(self, mention: Mention) -> Direction:
        """The direction of the paragraph in which a mention begins."""
        source = self._source(mention.document)
        return _direction(source.text, mention.span, source.override, source.usual)

    def quote(self, mention: Mention) -> Quote:
        """A mention with the words around it."""
        return self.quote_span(mention.document, mention.span)

    def quote_span(self, document: DocumentId, span: Span) -> Quote:
        """Any passage with the words around it; its pieces are marked."""
        source = self._source(document)
        return quote(source.text, span, source.override, source.usual)

    def _source(self, document: DocumentId) -> _Source:
        found = self._sources.get(document)
        if found is None:
            known = self._session.document(document)
            text = self._session.project.text(known.text_sha256)
            usual = language_direction(known.language)
            found = self._sources[document] = _Source(known.title, text, known.direction, usual)
            if len(self._sources) > _TEXTS_KEPT:
                self._sources.popitem(last=False)
        else:
            self._sources.move_to_end(document)
        return found


def quote(text: str, span: Span, override: Direction | None, usual: Direction) -> Quote:
    """A span with the words around it.

    Args:
        text: Of the document.
        span: What to quote.
        override: The document's direction, if someone has set it.
        usual: The direction of paragraphs without letters.
    """
    start, end = span.hull
    first, last = _paragraph(text, start, end)
    pieces: list[tuple[str, bool]] = []
    at = start
    for low, high in span.fragments:
        if at < low:
            between = text[at:low]
            pieces.append((_on_a_line(between) if len(between) <= _GAP else " … ", False))
        pieces.append((_on_a_line(text[low:high]), True))
        at = high
    before, after = text[max(first, start - _AROUND) : start], text[end:last]
    direction = _direction(text, span, override, usual)
    return Quote(_on_a_line(before), tuple(pieces), _on_a_line(_beginning(after)), direction)


def _direction(text: str, span: Span, override: Direction | None, usual: Direction) -> Direction:
    first, last = _paragraph(text, *span.hull)
    return override or paragraph_direction(text[first:last], usual)


def _paragraph(text: str, start: int, end: int) -> tuple[int, int]:
    """From the beginning of the paragraph that holds `start` to the end of the one that holds `end`."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    return first, len(text) if last < 0 else last


def _beginning(text: str) -> str:
    """The first words of a text; `…` where they are not all."""
    if len(text) <= _AROUND:
        return text
    words = text[:_AROUND].rpartition(" ")[0]
    return f"{words or text[:_AROUND]} …"


def _on_a_line(text: str) -> str:
    """The same number of code points without a line break."""
    return _WHITE_SPACE.sub(" ", text)
