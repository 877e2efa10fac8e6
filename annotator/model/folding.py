"""Text as a reader searches it: without case, vowel signs, letter variants, tatweel or the script of its digits.

`محمد` finds `مُحَمَّد`, `ایران` finds `إيران`, `aussenminister` finds `Außenminister`, `5` finds `٥`. Folding works one
character at a time, so every folded character knows which code point of the original it came from and a hit can be
shown where it really stands.
"""

import unicodedata
from bisect import bisect_left
from itertools import accumulate

from annotator.model.span import Range

_VARIANTS = {
    "أ": "ا",
    "إ": "ا",
    "آ": "ا",
    "ٱ": "ا",
    "ٲ": "ا",
    "ٳ": "ا",
    "ى": "ي",
    "ی": "ي",
    "ې": "ي",
    "ے": "ي",
    "ئ": "ي",
    "ؤ": "و",
    "ک": "ك",
    "ڪ": "ك",
    "ة": "ه",
    "ۀ": "ه",
    "ە": "ه",
    "ہ": "ه",
    "ھ": "ه",
    "’": "'",
    "‘": "'",
    "“": '"',
    "”": '"',
    "„": '"',
    "–": "-",
    "—": "-",
}
_DROPPED_CLASSES = frozenset({"Mn", "Me", "Cf"})
_TATWEEL = "\u0640"


class _FoldTable(dict[int, str]):
    """Folded form by code point, worked out at first sight."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    if character == _TATWEEL:
        return ""
    if character in _VARIANTS:
        return _VARIANTS[character]
    parts = (
        _VARIANTS.get(part, part)
        for part in _compatible(_compatible(_compatible(character).casefold()).casefold())
        if unicodedata.category(part) not in _DROPPED_CLASSES and part != _TATWEEL
    )
    return "".join(_plain_digit(part) for part in parts)


def _compatible(text: str) -> str:
    """Compatibility decomposition; it can bring out capitals, and their small forms can decompose again."""
    return unicodedata.normalize("NFKD", text)


def _plain_digit(character: str) -> str:
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)


_TABLE = _FoldTable()


def fold(text: str) -> str:
    """`text` folded: the form in which two spellings of one word are equal."""
    return text.translate(_TABLE)


class Folded:
    """A folded text that remembers where each of its characters came from."""

    def __init__(self, text: str) -> None:
        pieces = [_TABLE[ord(character)] for character in text]
        self.text = "".join(pieces)
        self._ends = list(accumulate(map(len, pieces))) if len(self.text) != len(text) or "" in pieces else None

    def find_all(self, needle: str) -> list[Range]:
        """Where `needle`, folded, stands: ranges in code points of the original, in order, none overlapping."""
        wanted = fold(needle)
        if not wanted:
            return []
        found = []
        at = self.text.find(wanted)
        while at >= 0:
            found.append(self._original(at, at + len(wanted)))
            at = self.text.find(wanted, at + len(wanted))
        return found

    def _original(self, start: int, end: int) -> Range:
        """The original range behind a folded one, with the marks that were folded away after its last letter."""
        if self._ends is None:
            return start, end
        first = bisect_left(self._ends, start + 1)
        last = bisect_left(self._ends, end)
        while last + 1 < len(self._ends) and self._ends[last + 1] == self._ends[last]:
            last += 1
        return first, last + 1
