"""Where graphemes, words and sentences begin and end, and what the invisible characters of a text are.

All ranges are half-open and count code points. Graphemes and words follow UAX #29 (the `regex` library), so a word
keeps its marks, its ZWNJ and its apostrophe: `می‌خواهد`, `مُحَمَّد`, `l'Iran`, `3.5` and `الـ80` are one word each, clitics
included. Sentences come from `sentencex`, which knows the abbreviations of many languages.

Both libraries are loaded on first use: opening a window needs neither.
"""

import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from operator import methodcaller
from typing import TYPE_CHECKING

from annotator.model.span import Range

if TYPE_CHECKING:
    import regex

_ELLIPSIS = "…"

INVISIBLE_NAMES = {
    "\t": "TAB",
    "\n": "LF",
    "\v": "VT",
    "\f": "FF",
    "\r": "CR",
    "\x85": "NEL",
    "\xa0": "NBSP",
    "\xad": "SHY",
    "\u034f": "CGJ",
    "\u061c": "ALM",
    "\u180e": "MVS",
    "\u2002": "EN SPACE",
    "\u2003": "EM SPACE",
    "\u2007": "FIGURE SPACE",
    "\u2009": "THIN SPACE",
    "\u200a": "HAIR SPACE",
    "\u200b": "ZWSP",
    "\u200c": "ZWNJ",
    "\u200d": "ZWJ",
    "\u200e": "LRM",
    "\u200f": "RLM",
    "\u2028": "LINE SEPARATOR",
    "\u2029": "PARAGRAPH SEPARATOR",
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u202f": "NNBSP",
    "\u205f": "MMSP",
    "\u2060": "WJ",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
    "\u3000": "IDEOGRAPHIC SPACE",
    "\ufeff": "BOM",
    "\ufffc": "OBJECT",
}
"""Short names, as the Unicode charts abbreviate them, of characters that leave no mark on the page."""

_INVISIBLE_CATEGORIES = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs"})
_INVISIBLE_OTHERS = frozenset("\u115f\u1160\u17b4\u17b5\u3164\uffa0")


_span: Callable[[object], Range] = methodcaller("span")


@lru_cache(maxsize=8)
def _pattern(source: str) -> "regex.Pattern[str]":
    import regex  # noqa: PLC0415  20 ms, and only needed once somebody asks

    return regex.compile(source)


def graphemes(text: str) -> Iterator[Range]:
    """Every user-perceived character, in order, without gaps."""
    return (match.span() for match in _pattern(r"\X").finditer(text))


def words(text: str) -> Iterator[Range]:
    """Every word, in order; white space and punctuation between words belong to none."""
    return map(_span, _pattern(r"(?ws)\b\w.*?\b").finditer(text))


def tokens(text: str) -> Iterator[Range]:
    """Every word and, each for itself, every mark of punctuation or symbol between words, in order.

    White space is no token, nor is a character that leaves no mark on the page.
    """
    last = 0
    for start, end in [*words(text), (len(text), len(text))]:
        between = text[last:start]
        for left, right in () if between.isspace() else graphemes(between):
            if not all(character.isspace() or is_invisible(character) for character in between[left:right]):
                yield last + left, last + right
        if start < end:
            yield start, end
        last = end


def word_at(text: str, offset: int) -> Range:
    """The word that holds the character at `offset`, else that one grapheme; empty only at the end of the text."""
    for start, end in words(text):
        if offset < start:
            break
        if offset < end:
            return start, end
    for start, end in graphemes(text):
        if offset < end:
            return start, end
    return len(text), len(text)


def sentences(text: str, language: str = "und") -> Iterator[Range]:
    """Every sentence, in order, without the white space around it; a line break always ends one.

    Args:
        text: Any text; may hold several paragraphs.
        language: BCP 47 tag; only its first subtag counts. The rules of unknown languages are the English ones.
    """
    from sentencex import get_sentence_boundaries  # noqa: PLC0415  as above

    tag = language.partition("-")[0].lower() or "und"
    start = 0
    for line in text.splitlines(keepends=True):
        for found in get_sentence_boundaries(tag, line) if line.strip() else ():
            yield from _trimmed(text, start + found["start_index"], start + found["end_index"])
        start += len(line)


def _trimmed(text: str, start: int, end: int) -> Iterator[Range]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def is_invisible(character: str) -> bool:
    """Whether a character other than the plain space leaves no mark of its own on the page."""
    if character == " ":
        return False
    if character in INVISIBLE_NAMES or character in _INVISIBLE_OTHERS:
        return True
    is_selector = "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    return is_selector or unicodedata.category(character) in _INVISIBLE_CATEGORIES


def name_of(character: str) -> str:
    """The short name of an invisible character, else its code point: `ZWNJ`, `U+FE0F`."""
    return INVISIBLE_NAMES.get(character) or f"U+{ord(character):04X}"


def describe(text: str) -> str:
    """The text with each invisible character named in `⟨…⟩`, so that it can be seen: `می⟨ZWNJ⟩خواهد`.

    Plain spaces stay as they are inside, and are named (`SP`) at both ends, where nobody would see them.
    """
    inner = text.strip(" ")
    before = len(text) - len(text.lstrip(" ")) if inner else len(text)
    after = len(text) - before - len(inner)
    shown = "".join(f"⟨{name_of(c)}⟩" if is_invisible(c) else c for c in inner)
    return "⟨SP⟩" * before + shown + "⟨SP⟩" * after


def shortened(text: str, limit: int) -> str:
    """`text`, or its first and last graphemes with `…` between, about `limit` code points in all."""
    if len(text) <= limit:
        return text
    half = (limit - 1) // 2
    head_end = _boundary_before(text, half)
    tail_start = _boundary_before(text, len(text) - half)
    return f"{text[:head_end]}{_ELLIPSIS}{text[tail_start:]}"


def _boundary_before(text: str, offset: int) -> int:
    """The last grapheme boundary at or before `offset`, looking back at most 64 code points."""
    base = max(0, offset - 64)
    boundary = base
    for _start, end in graphemes(text[base : offset + 64]):
        if base + end > offset:
            break
        boundary = base + end
    return boundary
