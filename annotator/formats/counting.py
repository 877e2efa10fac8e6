"""How a file counts the characters of a text, and from its offsets to ours.

Ours are code points of a text whose lines end in line feeds. A file may count UTF-16 units, or what a person takes for
a character (graphemes), and its text may have carriage returns, which it counts.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import cached_property

from annotator.formats.drafting import shown, span_of
from annotator.formats.errors import FormatError
from annotator.formats.utf16 import Utf16
from annotator.model.span import Range, Span

_RETURN = re.compile("\r\n")


class Unit(StrEnum):
    """What a file counts."""

    UTF_16 = "utf-16"
    CODE_POINT = "codepoint"
    GRAPHEME = "grapheme"


def graphemes(text: str) -> list[int]:
    """Where each character, as a person takes it, begins (UAX #29), and the end of the text."""
    import regex  # noqa: PLC0415  20 ms, and only few files count so

    return [*(found.start() for found in regex.finditer(r"\X", text)), len(text)]


def units_differ(text: str) -> bool:
    """Whether a text has characters that units count differently: beyond U+FFFF, or in several code points."""
    return not text.isascii() and (max(text) > "\uffff" or len(graphemes(text)) <= len(text))


class Counted:
    """One text with the offsets of one unit."""

    def __init__(self, text: str, unit: Unit) -> None:
        self._unit = unit
        self._utf16 = Utf16(text) if unit is Unit.UTF_16 else None
        self._edges = graphemes(text) if unit is Unit.GRAPHEME else []

    def there(self, offset: int) -> int:
        """From code points to the unit.

        Raises:
            FormatError: If there is a part of a character before it.
        """
        if self._utf16 is not None:
            return self._utf16.units(offset)
        if self._unit is Unit.CODE_POINT:
            return offset
        place = bisect_left(self._edges, offset)
        if place == len(self._edges) or self._edges[place] != offset:
            raise FormatError(f"{offset} stands inside a character.", offset=offset)
        return place

    def back(self, offset: int) -> int:
        """From the unit to code points.

        Raises:
            FormatError: If it stands inside a character, or (of graphemes) outside the text.
        """
        if self._utf16 is not None:
            return self._utf16.points(offset)
        if self._unit is Unit.CODE_POINT:
            return offset
        if not 0 <= offset < len(self._edges):
            raise FormatError(f"{offset} is outside the text, which has {len(self._edges) - 1} characters.")
        return self._edges[offset]


class FileText:
    """A text as it stands in a file.

    Attributes:
        text: The same with line feeds only.
        line_ends: How many line ends became one.
    """

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self._returns = [found.start() for found in _RETURN.finditer(raw)] if "\r" in raw else []
        self.line_ends = raw.count("\r")
        self.text = raw.replace("\r\n", "\n").replace("\r", "\n") if self.line_ends else raw
        self._counted: dict[Unit, Counted] = {}

    def offset(self, offset: int, unit: Unit) -> int:
        """From the file's offset to code points of `text`.

        Raises:
            FormatError: If it stands inside a character.
        """
        if unit not in self._counted:
            self._counted[unit] = Counted(self.raw, unit)
        point = self._counted[unit].back(offset)
        return point - bisect_left(self._returns, point)

    def checked(self, start: int, end: int, words: object) -> Span:
        """The span of offsets that count code points, if the file's words (or none) are those of the text.

        Raises:
            FormatError: If the text reads otherwise, or there is no such place.
        """
        if isinstance(words, str) and self.raw[start:end] != words:
            there = shown(self.raw[start:end])
            raise FormatError(f"It says “{shown(words)}”, but the text reads “{there}”. Are the offsets code points?")
        return span_of((self.offset(start, Unit.CODE_POINT), self.offset(end, Unit.CODE_POINT)))

    @cached_property
    def is_plain(self) -> bool:
        """Whether code points and UTF-16 units are the same in it."""
        return Utf16(self.raw).length == len(self.raw)

    def unit_of(self, said: Iterable[tuple[Range, str]], among: Sequence[Unit]) -> Unit:
        """The unit under which most of these offsets have the words that the file says; of equals the first."""
        if self.is_plain:
            return among[0]
        known = [(place, " ".join(words.split())) for place, words in said if words]
        return max(among, key=lambda unit: sum(self._reads(place, unit) == words for place, words in known))

    def _reads(self, place: Range, unit: Unit) -> str:
        try:
            start, end = (self.offset(edge, unit) for edge in place)
        except FormatError:
            return ""
        return " ".join(self.text[start:end].split())
