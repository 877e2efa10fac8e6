"""Finds passages in the open document as a reader would: without case, vowel signs or the forms of letters.

The text is folded in pieces, each a few lines long, while nothing else is to do, and only once somebody searches: a
folded megabyte costs a tenth of a second and several times its size. Hits are places in the text, which never changes;
labelling leaves them alone.
"""

from bisect import bisect_left
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer

from annotator.model.folding import Folded, fold
from annotator.model.span import Range

_PIECE = 32_768


def pieces(text: str, size: int = _PIECE) -> Iterator[Range]:
    """The text in pieces of at least `size` code points, each but the last ending after a line break."""
    start = 0
    while start < len(text):
        end = text.find("\n", min(len(text), start + size)) + 1 or len(text)
        yield start, end
        start = end


class Finder(QObject):
    """Searches one text and remembers which hit is current.

    Attributes:
        ranges: The hits in code points, in order; a hit never crosses a line break.
        current: Place of the current hit in `ranges`, `None` without hits.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._waiting: Iterator[Range] = iter(())
        self._folded: list[tuple[int, Folded]] = []
        self._idle = QTimer(self)
        self._idle.setInterval(0)
        self._idle.timeout.connect(self._fold_one)
        self.ranges: list[Range] = []
        self.current: int | None = None

    def set_text(self, text: str) -> None:
        """Search another text; what was found is forgotten."""
        self._idle.stop()
        self._text = text
        self._waiting = pieces(text)
        self._folded = []
        self.clear()

    def clear(self) -> None:
        """Forget what was found."""
        self.ranges = []
        self.current = None

    def prepare(self) -> None:
        """Begin to fold in idle time: somebody is about to search."""
        self._idle.start()

    def search(self, needle: str, near: int = 0) -> None:
        """Find all hits; the first one at or after the code point `near` becomes current, else the first of all."""
        self.ranges = self._find(needle) if fold(needle) else []
        at = bisect_left(self.ranges, (near, near))
        self.current = (at if at < len(self.ranges) else 0) if self.ranges else None

    def step(self, by: int) -> None:
        """Make the hit `by` places further current; after the last comes the first."""
        if self.current is not None:
            self.current = (self.current + by) % len(self.ranges)

    @property
    def current_range(self) -> Range | None:
        """The current hit."""
        return None if self.current is None else self.ranges[self.current]

    def _find(self, needle: str) -> list[Range]:
        while self._fold_one():
            pass
        return [(base + start, base + end) for base, piece in self._folded for start, end in piece.find_all(needle)]

    def _fold_one(self) -> bool:
        """Fold the next piece; `False` when there is none."""
        piece = next(self._waiting, None)
        if piece is None:
            self._idle.stop()
            return False
        start, end = piece
        self._folded.append((start, Folded(self._text[start:end])))
        return True
