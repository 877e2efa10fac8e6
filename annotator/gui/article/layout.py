"""One passage laid out in lines, and the only place that knows how Qt counts.

Callers speak code points of the document's text; inside, Qt counts UTF-16 units of the passage. A passage is shown as
it is stored, but for characters that Qt or PySide would drop or misread: these get stand-ins of the same length, so no
offset moves (`shown`).
"""

import math
import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QTextLayout, QTextLine

from annotator.gui.article.runs import (
    Fragment,
    Run,
    Scripture,
    fragments,
    leading_x,
    run_table,
    trailing_x,
    unit_at,
)
from annotator.gui.article.selecting import Place
from annotator.gui.article.style import Style
from annotator.model.document import Direction

_WORD_JOINER = "\u2060"
_LINE_SEPARATOR = "\u2028"
_REPLACEMENT = "\ufffd"
_ODD = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2029\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]")
_LINE_BREAKS = "\n\v\f\r\x1c\x1d\x1e\x85\u2029"
"""Breaks other than U+2028, which is the only one that QTextLayout breaks a line at; some are of the bidi class B and
would also end the paragraph in the middle of the layout."""


def shown(text: str) -> str:
    """`text` with stand-ins of the same length, in code points and in UTF-16, for what Qt would drop or misread.

    PySide drops a leading U+FEFF and byte-swaps a string that begins with U+FFFE; lone surrogates are lost.
    """
    return _ODD.sub(_stand_in, text) if _ODD.search(text) else text


def _stand_in(match: re.Match[str]) -> str:
    character = match.group()
    if character in _LINE_BREAKS:
        return _LINE_SEPARATOR
    if "\ud800" <= character <= "\udfff":
        return _REPLACEMENT
    if character < " ":
        return chr(0x2400 + ord(character))
    return _WORD_JOINER


class Units:
    """Code points of a passage to UTF-16 units and back."""

    def __init__(self, text: str) -> None:
        self._offsets: list[int] | None = None
        if text and max(text) > "\uffff":
            self._offsets = list(accumulate((1 + (c > "\uffff") for c in text), initial=0))

    def of(self, code_point: int) -> int:
        """The unit at which a code point begins."""
        return code_point if self._offsets is None else self._offsets[code_point]

    def code_point(self, unit: int) -> int:
        """The code point that a unit belongs to."""
        return unit if self._offsets is None else bisect_right(self._offsets, unit) - 1


class Hit(NamedTuple):
    """What is at a point.

    Attributes:
        offset: The grapheme there (its first code point).
        place: The nearest place for a caret.
        is_inside: Whether the point lies on the text of the line, not beside it.
    """

    offset: int
    place: Place
    is_inside: bool


class Line:
    """One line; `start` and `end` in units of the passage, y in pixels from the passage's top.

    Attributes:
        top, bottom: With the room above and below that belongs to the line.
        y: Top of the text itself.
    """

    __slots__ = ("_owner", "_scripture", "_table", "bottom", "end", "height", "start", "text_line", "top", "y")

    def __init__(self, text_line: QTextLine, scripture: Scripture, owner: QTextLayout) -> None:
        self.text_line = text_line
        self._owner = owner  # a QTextLine points into its layout; it must not outlive it
        self.start = text_line.textStart()
        self.end = self.start + text_line.textLength()
        self.height = math.ceil(text_line.height())
        self.top = self.y = self.bottom = 0
        self._scripture = scripture
        self._table: list[Run] | None = None

    @property
    def table(self) -> list[Run]:
        """The run table, made when first asked for."""
        if self._table is None:
            self._table = run_table(self.text_line, self._scripture)
        return self._table

    def fragments(self, start: int, end: int) -> list[Fragment]:
        """Where the units `[start, end)` stand; grapheme boundaries only."""
        return fragments(self.text_line, self.table, start, end)


class PassageLayout:
    """A passage in lines of one width.

    Attributes:
        start: Where the passage begins, in code points of the document; all offsets below count from the document's
            start too.
        end: One past its last code point.
        rtl: Direction of its paragraph.
        is_blank: There is no character at all.
        lines: From top to bottom; at least one.
        height: Of all lines with their room, in pixels; set by `stack`.
    """

    def __init__(self, content: str, start: int, direction: Direction, style: Style) -> None:
        self.start = start
        self.end = start + len(content)
        self.rtl = direction is Direction.RTL
        text = shown(content)
        self.is_blank = not text
        self._units = Units(text)
        self._scripture = Scripture.of(text, self.rtl)
        self._layout = QTextLayout(text, style.body_font(self.rtl))
        self._layout.setTextOption(style.option(self.rtl))
        self._layout.setCacheEnabled(True)
        self.lines: list[Line] = []
        self._starts: list[int] = []
        self.height = 0

    def wrap(self, width: int) -> None:
        """Break the passage into lines; shaping is kept from the last time."""
        layout, lines = self._layout, []
        layout.beginLayout()
        while True:
            text_line = layout.createLine()
            if not text_line.isValid():
                break
            text_line.setLineWidth(width)
            lines.append(Line(text_line, self._scripture, layout))
        layout.endLayout()
        self.lines = lines
        self._starts = [line.start for line in lines]

    def unit_range(self, start: int, end: int) -> tuple[int, int]:
        """Document offsets as units of this passage, clipped to it and snapped outward to graphemes."""
        first = self._units.of(max(start, self.start) - self.start)
        last = self._units.of(min(end, self.end) - self.start)
        valid = self._layout.isValidCursorPosition
        if not valid(first):
            first = self._layout.previousCursorPosition(first)
        if not valid(last):
            last = self._layout.nextCursorPosition(last)
        return first, last

    def line_ranges(self, first: int, last: int) -> Iterator[tuple[int, int, int]]:
        """`(line number, first, last)` of the part of the unit range on each line it touches."""
        number = max(0, bisect_right(self._starts, first) - 1)
        lines = self.lines
        while number < len(lines) and lines[number].start < last:
            line = lines[number]
            yield number, max(first, line.start), min(last, line.end)
            number += 1

    def rects(self, start: int, end: int) -> Iterator[QRectF]:
        """The areas of the characters `[start, end)`, clipped to this passage; y from its top."""
        first, last = self.unit_range(start, end)
        if first >= last:
            return
        for number, a, b in self.line_ranges(first, last):
            line = self.lines[number]
            for left, right, _rtl in line.fragments(a, b):
                yield QRectF(left, line.y, max(1.0, right - left), line.height)

    def line_of(self, place: Place) -> int:
        """The number of the line on which a caret at `place` stands."""
        unit = self._units.of(place.offset - self.start)
        number = max(0, bisect_right(self._starts, unit) - 1)
        return number - 1 if place.at_line_end and number and self._starts[number] == unit else number

    def line_at(self, y: float) -> int:
        """The number of the line at a height; the nearest outside."""
        bottoms = [line.bottom for line in self.lines]
        return min(bisect_right(bottoms, y), len(bottoms) - 1)

    def caret_x(self, place: Place, *, trails: bool) -> float:
        """The x of a caret: beside the character after it, or (`trails`) beside the one before it."""
        line = self.lines[self.line_of(place)]
        unit = self._units.of(place.offset - self.start)
        is_after = unit > line.start and (trails or unit == line.end)
        return (trailing_x if is_after else leading_x)(line.text_line, line.table, unit)

    def caret_rect(self, place: Place, *, trails: bool) -> QRectF:
        """The caret's area, one pixel wide."""
        line = self.lines[self.line_of(place)]
        return QRectF(self.caret_x(place, trails=trails), line.y, 1.0, line.height)

    def hit(self, number: int, x: float) -> Hit:
        """What is at `x` on a line."""
        line = self.lines[number]
        if line.start == line.end:
            return Hit(self.start + self._units.code_point(line.start), Place(self._offset(line.start)), False)
        table = line.table
        unit = unit_at(line.text_line, table, x)
        first, last = self._grapheme(unit)
        last = min(last, line.end)
        edge_before = leading_x(line.text_line, table, first)
        edge_after = trailing_x(line.text_line, table, last)
        is_past = abs(x - edge_after) < abs(x - edge_before) and not self._breaks_line(first, last)
        place = Place(self._offset(last), last == line.end) if is_past else Place(self._offset(first))
        is_inside = min(run.left for run in table) <= x < max(run.right for run in table)
        return Hit(self._offset(first), place, is_inside)

    def _grapheme(self, unit: int) -> tuple[int, int]:
        if not self._layout.isValidCursorPosition(unit):
            unit = self._layout.previousCursorPosition(unit)
        return unit, self._layout.nextCursorPosition(unit)

    def _breaks_line(self, first: int, last: int) -> bool:
        return last - first == 1 and self._scripture.classes[first] == _LINE_SEPARATOR

    def _offset(self, unit: int) -> int:
        return self.start + self._units.code_point(unit)

    def line_bounds(self, number: int) -> tuple[Place, Place]:
        """The first and the last place for a caret on a line; white space at a wrapped line's end stays behind it."""
        line = self.lines[number]
        end = line.end
        if number + 1 < len(self.lines) and end > line.start and self._scripture.classes[end - 1].isspace():
            end -= 1
        at_line_end = end == line.end and number + 1 < len(self.lines)
        return Place(self._offset(line.start)), Place(self._offset(end), at_line_end)

    def grapheme_after(self, offset: int) -> int:
        """The next grapheme boundary; the passage's end at the end."""
        unit = self._units.of(offset - self.start)
        return self._offset(self._layout.nextCursorPosition(unit)) if offset < self.end else self.end

    def grapheme_before(self, offset: int) -> int:
        """The previous grapheme boundary; the passage's start at the start."""
        unit = self._units.of(offset - self.start)
        return self._offset(self._layout.previousCursorPosition(unit)) if offset > self.start else self.start

    def draw_line(self, painter: QPainter, line: Line) -> None:
        """Draw the text of a line with the painter's pen."""
        line.text_line.draw(painter, QPointF(0, line.y))
