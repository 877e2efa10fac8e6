"""The two readings of a disagreement amid the words around them, both in the same words so that the eye can compare.

All ranges count code points.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from annotator.model.annotation import Argument, Mention
from annotator.model.direction import language_direction, paragraph_direction
from annotator.model.document import Direction, Document
from annotator.model.ids import AnnotatorName
from annotator.model.printable import printable
from annotator.model.span import Range, Span
from annotator.services.comparison.alignment import Pair
from annotator.services.comparison.disagreement import Disagreement
from annotator.services.texts import shortened

_AROUND = 28
"""Code points before and after what is marked; the first word of these is cut off if it is not whole."""
_GAP = " … "
_MOST = 6
"""Mentions of a cluster that are quoted."""
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Reading:
    """What one annotator made of a place.

    Attributes:
        words: The place and what stands around it, on one line.
        marks: What they mean, in `words`; nothing if there is nothing of theirs.
        characters: How many they mark.
    """

    annotator: AnnotatorName
    words: str
    marks: tuple[Range, ...]
    characters: int


def readings(found: Disagreement, text: str) -> tuple[Reading, Reading]:
    """What both annotators made of it."""
    sides = [list(islice(_spans(found, side), _MOST)) for side in (0, 1)]
    passage = _Passage(text, [range_ for spans in sides for span in spans for range_ in span])
    left, right = (
        Reading(name, passage.words, passage.marks(spans), sum(map(len, spans)))
        for name, spans in zip(found.annotators, sides, strict=True)
    )
    return left, right


def place_of(found: Disagreement, side: int | None = None) -> Mention:
    """A mention at which a disagreement can be seen: of one side if it has one there, else of the other."""
    sides = (found.left, found.right) if side != 1 else (found.right, found.left)
    mention = next((mention for mention in sides if mention is not None), None)
    if mention is None:
        raise ValueError("a disagreement is about a mention")
    return mention


def quote_of(found: Disagreement, text: str) -> str:
    """What it is about in the words of the text, on one line."""
    if found.parts:
        mentions = [_first(pair) for pair in islice(chain.from_iterable(found.parts), _MOST)]
    elif any(found.links):
        end = _first(Pair(*found.ends))
        is_argument = any(isinstance(link, Argument) for link in found.links)
        mentions = [end] if is_argument else [place_of(found), end]
    else:
        mentions = [place_of(found)]
    pieces = (_GAP.join(text[start:end] for start, end in mention.span) for mention in mentions)
    return printable(" · ".join(shortened(words, _LONGEST) for words in pieces))


def direction_of(found: Disagreement, text: str, document: Document) -> Direction:
    """The direction of the paragraph in which it stands."""
    start, _end = place_of(found).span.hull
    first, last = _paragraph(text, start)
    usual = language_direction(document.language)
    return document.direction or paragraph_direction(text[first:last], usual)


def _first(pair: Pair) -> Mention:
    mention = pair.left or pair.right
    if mention is None:
        raise ValueError("one of the two is a mention")
    return mention


def _spans(found: Disagreement, side: int) -> Iterator[Span]:
    """What one side means."""
    if found.parts:
        for pair in chain.from_iterable(found.parts):
            mention = pair[side]
            if mention is not None:
                yield mention.span
        return
    link, own = found.links[side], (found.left, found.right)[side]
    if not any(found.links):
        if own is not None:
            yield own.span
        return
    end = found.ends[side]
    if link is not None and end is not None:
        if own is not None and not isinstance(link, Argument):
            yield own.span
        yield end.span


def _paragraph(text: str, offset: int) -> Range:
    last = text.find("\n", offset)
    return text.rfind("\n", 0, offset) + 1, len(text) if last < 0 else last


class _Passage:
    """Pieces of a text that hold some ranges with the words around them; what is left out becomes `…`."""

    def __init__(self, text: str, ranges: Iterable[Range]) -> None:
        shown = sorted(_around(text, range_) for range_ in ranges)
        self._pieces: list[Range] = []
        for start, end in shown:
            if self._pieces and start <= self._pieces[-1][1]:
                self._pieces[-1] = self._pieces[-1][0], max(end, self._pieces[-1][1])
            else:
                self._pieces.append((start, end))
        self._starts: list[int] = []
        words = "…\u00a0" if self._pieces and not _begins(text, self._pieces[0][0]) else ""
        for start, end in self._pieces:
            words += _GAP if self._starts else ""
            self._starts.append(len(words))
            words += printable(text[start:end])
        ends_early = self._pieces and not _ends(text, self._pieces[-1][1])
        self.words = words + ("\u00a0…" if ends_early else "")

    def marks(self, spans: Iterable[Span]) -> tuple[Range, ...]:
        """The ranges of spans in the passage."""
        return tuple((self._at(start), self._at(end - 1) + 1) for span in spans for start, end in span)

    def _at(self, offset: int) -> int:
        place = bisect_right(self._pieces, (offset, len(self.words) + offset)) - 1
        return self._starts[place] + offset - self._pieces[place][0]


def _begins(text: str, offset: int) -> bool:
    return offset == 0 or text[offset - 1] == "\n"


def _ends(text: str, offset: int) -> bool:
    return offset == len(text) or text[offset] == "\n"


def _around(text: str, range_: Range) -> Range:
    """A range with whole words before and after it, inside its paragraph."""
    start, end = range_
    first, last = _paragraph(text, start)[0], _paragraph(text, end)[1]
    low, high = max(first, start - _AROUND), min(last, end + _AROUND)
    if low > first:
        space = text.find(" ", low, start)
        low = space + 1 if space >= 0 else low
    if high < last:
        space = text.rfind(" ", end, high)
        high = space if space >= 0 else high
    return low, high
