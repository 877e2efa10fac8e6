"""A text cut into passages: what is laid out in one go.

A passage is a paragraph (the text between two line feeds), or a part of a paragraph that is too long to lay out within
a frame. Such a paragraph is cut at ends of sentences, else at spaces; the parts stand without a gap between them: the
reader sees one paragraph. All offsets are code points. No Qt here.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import bidirectional

from annotator.model.direction import paragraph_direction
from annotator.model.document import Direction
from annotator.model.span import Range, Span
from annotator.services import texts

LONGEST = 3_000
"""A longer paragraph is cut."""
_WANTED = 1_000
"""About where it is cut: at the first good place after so many code points."""
_LONGEST_PART = 1_500

_RTL_CLASSES = frozenset(("R", "AL"))
_OPENING = frozenset(("LRE", "RLE", "LRO", "RLO", "LRI", "RLI", "FSI"))
_CLOSING = frozenset(("PDF", "PDI"))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What all passages of one paragraph share: its direction, and who its first and last passages are."""

    start: int
    end: int
    first: int
    last: int


class Passages:
    """The passages of one text, or some of them.

    Attributes:
        text: The whole text, as stored.
        starts: First code point of each passage, ascending.
        ends: One past its last code point; a line feed belongs to no passage.
    """

    def __init__(
        self, text: str, base: Direction, override: Direction | None = None, within: Sequence[Range] | None = None
    ) -> None:
        """Cut a text; of a part of it only what touches one of the ranges `within`."""
        self.text = text
        # Arrays: a list holds an object for each number.
        self.starts = array("q")
        self.ends = array("q")
        self._base = base
        self._override = override
        self._within = within
        self._long: dict[int, Paragraph] = {}
        position = 0
        while position <= len(text):
            end = text.find("\n", position)
            end = len(text) if end < 0 else end
            if end - position > LONGEST:
                self._append_parts(position, end)
            elif self._is_wanted(position, end):
                self.starts.append(position)
                self.ends.append(end)
            position = end + 1
        if not self.starts:  # one is always there, if an empty one
            self.starts.append(0)
            self.ends.append(0)
        self._directions: list[Direction | None] = [None] * len(self.starts)

    def _append_parts(self, start: int, end: int) -> None:
        if not self._is_wanted(start, end):
            return
        cuts = (start, *(start + cut for cut in soft_cuts(self.text[start:end])), end)
        parts = [part for part in pairwise(cuts) if self._is_wanted(*part)]
        first = len(self.starts)
        paragraph = Paragraph(start, end, first, first + len(parts) - 1)
        for part_start, part_end in parts:
            self._long[len(self.starts)] = paragraph
            self.starts.append(part_start)
            self.ends.append(part_end)

    def _is_wanted(self, start: int, end: int) -> bool:
        return self._within is None or any(first < end and last > start for first, last in self._within)

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def whole(self) -> Range:
        """From the first to the last code point."""
        return self.starts[0], self.ends[-1]

    def holds(self, offset: int) -> bool:
        """Whether a character stands in one of the passages."""
        index = bisect_right(self.starts, offset) - 1
        return index >= 0 and offset < self.ends[index]

    def content(self, index: int) -> str:
        """The characters of a passage."""
        return self.text[self.starts[index] : self.ends[index]]

    def paragraph(self, index: int) -> Paragraph:
        """The paragraph that a passage is, or is part of."""
        return self._long.get(index) or Paragraph(self.starts[index], self.ends[index], index, index)

    def opens(self, index: int) -> bool:
        """Whether the passage begins a paragraph."""
        return self.paragraph(index).first == index

    def closes(self, index: int) -> bool:
        """Whether the passage ends a paragraph."""
        return self.paragraph(index).last == index

    def at(self, offset: int) -> int:
        """The passage that holds `offset`; the place before a line feed is the end of the passage before it."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def touched_by(self, start: int, end: int) -> range:
        """The passages with characters in `[start, end)`; also an empty one between two of them."""
        first = self.at(start)
        if self.ends[first] <= start:
            first += 1
        return range(first, max(first, bisect_left(self.starts, end)))

    def slices(self, span: Span) -> Iterator[tuple[int, Range]]:
        """`(passage, range)` for each part of the span that falls into one passage; ranges count from its start."""
        for start, end in span.fragments:
            for index in self.touched_by(start, end):
                base = self.starts[index]
                local = max(start, base) - base, min(end, self.ends[index]) - base
                if local[0] < local[1]:
                    yield index, local

    def direction(self, index: int) -> Direction:
        """The direction of the paragraph that the passage belongs to."""
        if self._override is not None:
            return self._override
        found = self._directions[index]
        if found is None:
            paragraph = self.paragraph(index)
            found = paragraph_direction(self.text[paragraph.start : paragraph.end], self._base)
            for part in range(paragraph.first, paragraph.last + 1):
                self._directions[part] = found
        return found

    def is_rtl(self, index: int) -> bool:
        """Whether the paragraph that the passage belongs to runs right to left."""
        return self.direction(index) is Direction.RTL


def soft_cuts(paragraph: str) -> Sequence[int]:
    """Where to cut a long paragraph: ends of sentences, else spaces, else anywhere between graphemes.

    Among the ends of sentences those are preferred where the same direction stands on both sides and no embedding is
    open, because then the cut cannot change how either part is drawn.
    """
    ends = [end for _start, end in texts.sentences(paragraph)]
    cuts: list[int] = []
    position = 0
    while len(paragraph) - position > _LONGEST_PART:
        cut = _cut_after(paragraph, ends, position)
        cuts.append(cut)
        position = cut
    return cuts


def _cut_after(paragraph: str, sentence_ends: Sequence[int], position: int) -> int:
    low, high = position + _WANTED, position + _LONGEST_PART
    candidates = [_past_space(paragraph, end) for end in sentence_ends[bisect_left(sentence_ends, low) :][:64]]
    candidates = [cut for cut in candidates if low <= cut < min(high, len(paragraph))]
    for cut in candidates:
        if _is_seamless(paragraph, position, cut):
            return cut
    if candidates:
        return candidates[0]
    space = paragraph.rfind(" ", low, high)
    return space + 1 if space >= 0 else _grapheme_before(paragraph, high)


def _past_space(paragraph: str, offset: int) -> int:
    while offset < len(paragraph) and paragraph[offset].isspace():
        offset += 1
    return offset


def _grapheme_before(paragraph: str, offset: int) -> int:
    base = offset - 64
    return base + max((end for _s, end in texts.graphemes(paragraph[base : offset + 64]) if base + end <= offset))


def _is_seamless(paragraph: str, start: int, cut: int) -> bool:
    before = _first_strong(reversed(paragraph[max(start, cut - 200) : cut]))
    after = _first_strong(paragraph[cut : cut + 200])
    depth = 0
    for character in paragraph[start:cut]:
        if character >= "\u202a":
            bidi_class = bidirectional(character)
            depth += (bidi_class in _OPENING) - (bidi_class in _CLOSING)
    return before == after and depth <= 0


def _first_strong(characters: Iterator[str] | str) -> str:
    for character in characters:
        bidi_class = bidirectional(character)
        if bidi_class == "L":
            return "L"
        if bidi_class in _RTL_CLASSES:
            return "R"
    return ""
