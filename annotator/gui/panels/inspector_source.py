"""The document that the shown mention is in, as all parts of the inspector need it."""

import re
from bisect import bisect_right

from annotator.model.direction import language_direction
from annotator.model.document import Direction
from annotator.model.ids import DocumentId
from annotator.model.span import Span
from annotator.services.session import Session

_LINE_WITH_WORDS = re.compile(r"^.*\S.*$", re.MULTILINE)


class Source:
    """A document: its text, read once, and where its paragraphs begin.

    Attributes:
        text: Of the document.
        direction: Of paragraphs whose letters do not tell.
    """

    def __init__(self) -> None:
        self.text = ""
        self.direction = Direction.LTR
        self._document: DocumentId | None = None
        self._starts: list[int] | None = None

    def open(self, document: DocumentId, session: Session) -> None:
        """Have this document at hand."""
        if document == self._document:
            return
        known = session.document(document)
        self.direction = known.direction or language_direction(known.language)
        self.text = session.text(document)
        self._document = document
        self._starts = None

    def forget(self) -> None:
        """Ask anew what the document is."""
        self._document = None

    def covered(self, span: Span) -> str:
        """The characters of a span, its pieces with … between them."""
        return " … ".join(self.text[start:end] for start, end in span.fragments)

    def paragraph(self, offset: int) -> int:
        """The number of the paragraph that holds a code point; empty lines are none."""
        if self._starts is None:
            self._starts = [match.start() for match in _LINE_WITH_WORDS.finditer(self.text)]
        return max(1, bisect_right(self._starts, offset))
