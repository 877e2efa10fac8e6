"""Code points and UTF-16 code units of one text, into each other; many offsets cost little.

Tools that run in a browser, and those of Java, count a character beyond U+FFFF (most emoji, some rare letters) as two.
"""

import re
from bisect import bisect_left

from annotator.formats.errors import FormatError

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Utf16:
    """Offsets in one text.

    Attributes:
        length: Of the text, in UTF-16 units.
    """

    def __init__(self, text: str) -> None:
        self._astral = [found.start() for found in _ASTRAL.finditer(text)]
        self._halves = [place + before + 1 for before, place in enumerate(self._astral)]
        self.length = len(text) + len(self._astral)

    def units(self, offset: int) -> int:
        """UTF-16 units before a code point."""
        return offset + bisect_left(self._astral, offset)

    def points(self, units: int) -> int:
        """Code points before a UTF-16 unit; beyond the end of the text it goes on counting.

        Raises:
            FormatError: If it stands between the halves of a character.
        """
        before = bisect_left(self._halves, units)
        if before < len(self._halves) and self._halves[before] == units:
            raise FormatError(f"{units} stands inside a character. Are the offsets UTF-16 units?", offset=units)
        return units - before
