"""The strip beside a scroll bar in which every disagreement has a tick: where, whose, and which one is chosen.

Each layer has a column of the strip, and lines of its own kind there: so a tick says whose it is without its colour.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from annotator.gui.article.passages import Passages
from annotator.gui.theme import Theme
from annotator.gui.widgets import Signs
from annotator.model.ids import AnnotatorName
from annotator.services.comparison.disagreement import Disagreement

WIDTH = 20
_MARGIN = 2.0
_THICK, _CHOSEN = 2.0, 3.0
_NEAR = 6.0
"""How far from a tick, in pixels, a click still means it."""


class Tick(NamedTuple):
    """Where a disagreement stands, from 0 (the top) to 1, and who has something there."""

    part: float
    owners: frozenset[AnnotatorName]


class Spot(NamedTuple):
    """The same by passage.

    Attributes:
        part: About how much of the passage is above it.
    """

    passage: int
    part: float
    owners: frozenset[AnnotatorName]


def spots(disagreements: Iterable[Disagreement], passages: Passages) -> list[Spot]:
    """In which passages disagreements stand, and about where in these; nothing need be laid out for that."""
    found = []
    for disagreement in disagreements:
        offset = disagreement.place[0]
        passage = passages.at(offset)
        start, end = passages.starts[passage], passages.ends[passage]
        found.append(Spot(passage, (offset - start) / max(1, end - start), _owners(disagreement)))
    return found


def _owners(disagreement: Disagreement) -> frozenset[AnnotatorName]:
    """Who of the two has something where they disagree."""
    has_links = disagreement.links != (None, None)
    sides = disagreement.links if has_links else (disagreement.left, disagreement.right)
    return frozenset(name for name, said in zip(disagreement.annotators, sides, strict=True) if said is not None)


class Ticks(QWidget):
    """Ticks of disagreements.

    Signals:
        chosen: The place of the one that was clicked among the ticks.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("review_ticks")
        self.setAccessibleName(self.tr("Where the disagreements are"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._theme = Theme()
        self._signs = Signs()
        self._columns: tuple[AnnotatorName, ...] = ()
        self._ticks: Sequence[Tick] = ()
        self._current: int | None = None

    def dress(self, theme: Theme, signs: Signs) -> None:
        """Take the colours and the signs of the annotators."""
        self._theme, self._signs = theme, signs
        self.update()

    def show_ticks(self, ticks: Sequence[Tick], columns: tuple[AnnotatorName, ...]) -> None:
        """Show these, with a column for each layer."""
        self._ticks, self._columns = ticks, columns
        self.update()

    def set_current(self, place: int | None) -> None:
        """Show the tick of the chosen disagreement as such."""
        self._current = place
        self.update()

    def _y(self, tick: Tick) -> float:
        return round(tick.part * (self.height() - 2 * _CHOSEN)) + _CHOSEN

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Every tick in the columns of its owners, the chosen one across."""
        painter = QPainter(self)
        try:
            painter.fillRect(self.rect(), self._theme.c("surface"))
            is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            edge = QRectF(self.width() - 1 if is_mirrored else 0, 0, 1, self.height())
            painter.fillRect(edge, self._theme.c("line"))
            painter.setPen(Qt.PenStyle.NoPen)
            for place, owner in enumerate(self._columns):
                painter.setBrush(self._signs.of(owner).ink(self._theme))
                painter.drawRects(list(self._bars(place, owner)))
            if self._current is not None and self._current < len(self._ticks):
                y = self._y(self._ticks[self._current])
                rect = QRectF(0, y - _CHOSEN / 2, self.width(), _CHOSEN)
                painter.fillRect(rect.adjusted(0, -1, 0, 1), self._theme.c("surface"))
                painter.fillRect(rect, self._theme.c("accent"))
        finally:
            painter.end()

    def _bars(self, place: int, owner: AnnotatorName) -> Iterator[QRectF]:
        """The ticks in a column; the first annotator's are whole, the next one's in two pieces, and so on."""
        room = (self.width() - _MARGIN) / len(self._columns)
        left = _MARGIN + place * room
        pieces = max(0, self._signs.of(owner).place) % 3 + 1
        length = (room - _MARGIN - _MARGIN * (pieces - 1)) / pieces
        for y in {self._y(tick) for tick in self._ticks if owner in tick.owners}:
            for piece in range(pieces):
                yield QRectF(left + piece * (length + _MARGIN), y - _THICK / 2, length, _THICK)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The click is ours."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the nearest."""
        event.accept()
        if event.button() != Qt.MouseButton.LeftButton or not self._ticks:
            return
        distances = [abs(self._y(tick) - event.position().y()) for tick in self._ticks]
        nearest = min(range(len(distances)), key=distances.__getitem__)
        if distances[nearest] <= _NEAR:
            self.chosen.emit(nearest)
