"""The column of text: all passages one below the other, laid out where the eye is and estimated elsewhere.

A passage's height is a guess until it is laid out; `Heights` holds guesses and truths. Nothing here paints or knows a
widget; y counts from the top of the first passage.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from operator import sub

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from annotator.gui.article.arcs import Wiring
from annotator.gui.article.heights import Heights
from annotator.gui.article.layout import Hit, PassageLayout
from annotator.gui.article.links import Links
from annotator.gui.article.marks import Marks
from annotator.gui.article.passages import Passages
from annotator.gui.article.placing import Placed
from annotator.gui.article.rows import Rows
from annotator.gui.article.selecting import Place
from annotator.gui.article.strands import Room
from annotator.gui.article.style import Style
from annotator.model.annotation import Mention
from annotator.model.document import Direction

_KEPT = 160
"""How many laid-out passages stay in memory: some ten screens."""
_SAMPLE = 1_000


class Column:
    """All passages of an article at one width and style.

    Attributes:
        links: What is drawn as arcs; `None` for no arcs.
        room: For arcs beside the text.
        revision: Counts up whenever anything that was laid out may stand elsewhere.
    """

    def __init__(
        self,
        passages: Passages,
        marks: Marks,
        style: Style,
        room: Room,
        links: Links | None = None,
        *,
        rows: type[Rows] = Rows,
    ) -> None:
        self.passages = passages
        self.marks = marks
        self.links = links
        self.style = style
        self.room = room
        self.revision = 0
        self._rows = rows
        self._laid: OrderedDict[int, Placed] = OrderedDict()
        self._stale: dict[int, Placed] = {}
        self._heights = Heights(self._guesses())
        self._is_exact = bytearray(len(passages))

    def _guesses(self) -> list[int]:
        style, starts, ends = self.style, self.passages.starts, self.passages.ends
        per_line, pitch = self._guessed_lines()
        lane = style.bar + style.tag_height + style.lane_gap

        @cache
        def without_marks(length: int) -> int:
            return (1 + int(length / per_line)) * pitch + style.paragraph_gap if length else style.blank_height

        heights = list(map(without_marks, map(sub, ends, starts)))
        for index, count in self.marks.counts():
            lines = 1 + int((ends[index] - starts[index]) / per_line)
            heights[index] += int(min(count, lines * 1.25) * lane)
        for index, count in (self.links.counts() if self.links else {}).items():
            lines = 1 + int((ends[index] - starts[index]) / per_line)
            heights[index] += min(count, lines) * style.arc_lane
        return heights

    def _guessed_lines(self) -> tuple[float, int]:
        """About how many characters a line holds, and how far apart lines are."""
        sample = self.passages.text[:_SAMPLE].replace("\n", " ")
        rtl = self.passages.direction(self.passages.at(len(sample) // 2)) is Direction.RTL
        metrics = QFontMetricsF(self.style.body_font(rtl))
        average = max(1.0, metrics.horizontalAdvance(sample) / max(1, len(sample)))
        line_height = round(metrics.height())
        return max(1.0, self.width / average * 0.95), line_height + self.style.leading_for(line_height)

    @property
    def width(self) -> int:
        """Of the text, in pixels."""
        return int(self.room.width)

    @property
    def height(self) -> int:
        """Of everything, as far as is known."""
        return self._heights.total

    def top(self, index: int) -> int:
        """Where a passage begins, as far as is known."""
        return self._heights.top(index)

    def at(self, y: float) -> int:
        """The passage at a height; the first and the last reach beyond the ends."""
        return self._heights.at(max(0, int(y)))

    def passage_of(self, place: Place) -> int:
        """The passage in which a caret stands: between soft parts, the one whose line it ends or begins."""
        index = self.passages.at(place.offset)
        is_seam = place.at_line_end and self.passages.starts[index] == place.offset and not self.passages.opens(index)
        return index - 1 if is_seam else index

    def peek(self, index: int) -> Placed | None:
        """The passage, if it is laid out."""
        return self._laid.get(index)

    def known_height(self, index: int) -> int:
        """The height of a passage, as far as is known."""
        return self._heights[index]

    def is_exact(self, index: int) -> bool:
        """Whether the height of a passage is known."""
        return bool(self._is_exact[index])

    def laid(self, index: int) -> Placed:
        """The passage laid out; its height is exact from then on."""
        placed = self._laid.get(index)
        if placed is None:
            placed = self._laid[index] = self._lay(index)
            if len(self._laid) > _KEPT:
                self._laid.popitem(last=False)
        else:
            self._laid.move_to_end(index)
        return placed

    def _lay(self, index: int) -> Placed:
        placed = self._stale.pop(index, None)
        if placed is None:
            passages = self.passages
            layout = PassageLayout(
                passages.content(index), passages.starts[index], passages.direction(index), self.style
            )
            gap = self.style.paragraph_gap if passages.closes(index) else 0
            placed = Placed(layout, self.style, gap, self._rows)
        placed.wrap(self.width)
        self._place(placed, index)
        self._note(index, placed.height)
        return placed

    def _place(self, placed: Placed, index: int) -> range:
        return placed.place(self.marks.pieces(index), self._wiring(index))

    def _wiring(self, index: int) -> Wiring | None:
        return Wiring(self.links, index, self.room) if self.links else None

    def _note(self, index: int, height: int) -> None:
        self._is_exact[index] = 1
        if self._heights.set(index, height):
            self.revision += 1

    def measure(self, index: int) -> None:
        """Make a passage's height exact, without driving those in use out of memory."""
        if index in self._laid or len(self._laid) < _KEPT // 2:
            self.laid(index)
        else:
            self._lay(index)

    def replace_marks(self, touched: Iterable[int]) -> dict[int, range]:
        """Lane these passages anew, because their mentions changed.

        Returns, for those laid out, between which heights (from the passage's top) they look different.
        """
        return self._anew(touched, self._place)

    def reroute(self, touched: Iterable[int]) -> dict[int, range]:
        """The same, because only their links changed."""
        return self._anew(touched, self._reroute)

    def _reroute(self, placed: Placed, index: int) -> range:
        return placed.reroute(self._wiring(index))

    def _anew(self, touched: Iterable[int], place: Callable[[Placed, int], range]) -> dict[int, range]:
        changed: dict[int, range] = {}
        self.revision += 1
        for index in touched:
            placed = self._laid.get(index)
            if placed is None:
                self._is_exact[index] = 0
            else:
                changed[index] = place(placed, index)
                self._note(index, placed.height)
        return changed

    def set_links(self, links: Links | None) -> None:
        """Draw these links as arcs, or none; everything in memory is laned anew."""
        self.links = links
        self._lane_anew()

    def _lane_anew(self) -> None:
        self.revision += 1
        self._is_exact = bytearray(len(self._heights))
        self.reroute(list(self._laid))

    def set_room(self, room: Room) -> None:
        """Another width, or another room for arcs beside it.

        At another width heights become guesses in proportion; shaping is kept where it is still in memory.
        """
        if room.width == self.room.width:
            self.room = room
            if self.links:
                self._lane_anew()
            return
        self.revision += 1
        ratio = self.room.width / room.width
        self._stale = dict(self._laid)
        self._laid.clear()
        self.room = room
        self._heights = self._heights.scaled(ratio)
        self._is_exact = bytearray(len(self._heights))

    def lay_between(self, y: float, bottom: float) -> Iterator[tuple[int, int, Placed]]:
        """`(passage, top, laid out)` of everything between two heights; tops are exact from the first one down."""
        index = self.at(y)
        top = self.top(index)
        while index < len(self.passages) and top < bottom:
            placed = self.laid(index)
            yield index, top, placed
            top += placed.height
            index += 1

    def lay_around(self, index: int, above: int, below: int) -> None:
        """Make the heights exact that far around a passage, so that one can go there and stay."""
        room = above
        for before in range(index - 1, -1, -1):
            if room <= 0:
                break
            room -= self.laid(before).height
        room = below
        for after in range(index, len(self.passages)):
            if room <= 0:
                break
            room -= self.laid(after).height

    def measure_outward(self, y: float, seconds: float) -> bool:
        """Make heights exact, those below `y` first, for about so long; returns whether all are."""
        deadline = time.perf_counter() + seconds
        start = self.at(y)
        exact = self._is_exact
        while True:
            index = exact.find(0, start)
            if index < 0:
                index = exact.rfind(0, 0, start)
            if index < 0:
                return True
            self.measure(index)
            if time.perf_counter() > deadline:
                return False

    def fetch_around(self, y: int, height: int, seconds: float) -> bool:
        """Lay out the screen before and the two after the one at `y`, for about so long; returns whether all are."""
        deadline = time.perf_counter() + seconds
        for low, high in ((y + height, y + 3 * height), (y - height, y)):
            index = self.at(low)
            top = self.top(index)
            while index < len(self.passages) and top < high:
                if index not in self._laid:
                    self.laid(index)
                    if time.perf_counter() > deadline:
                        return False
                top += self._heights[index]
                index += 1
        return True

    def hit(self, x: float, y: float) -> Hit:
        """What is at a point."""
        index = self.at(y)
        layout = self.laid(index).layout
        return layout.hit(layout.line_at(y - self.top(index)), x)

    def tag_at(self, x: float, y: float) -> Mention | None:
        """The mention whose tag is at a point."""
        index = self.at(y)
        placed, top = self.laid(index), self.top(index)
        number = placed.layout.line_at(y - top)
        y -= top + placed.layout.lines[number].y
        return next((tag.mention for tag in placed.marks[number].tags if tag.rect.contains(x, y)), None)

    def caret_rect(self, place: Place, *, trails: bool = False) -> QRectF:
        """The caret's area."""
        index = self.passage_of(place)
        rect = self.laid(index).layout.caret_rect(place, trails=trails)
        return rect.translated(0, self.top(index))

    def rects(self, start: int, end: int) -> Iterator[QRectF]:
        """The areas of `[start, end)`; lays out every passage in it."""
        for index in self.passages.touched_by(start, end):
            layout = self.laid(index).layout
            top = self.top(index)
            for rect in layout.rects(start, end):
                yield rect.translated(0, top)
