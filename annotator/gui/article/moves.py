"""Where a caret goes: by grapheme, word, sentence, line, paragraph and page, always in logical order.

Offsets are code points of the document. Keys speak of left and right; `keys` maps them to forward and backward by the
direction of the paragraph, because spans are logical and a caret that jumps about in mixed text selects by surprise.
"""

from collections.abc import Callable, Iterator

from annotator.gui.article.column import Column
from annotator.gui.article.layout import PassageLayout
from annotator.gui.article.selecting import Place
from annotator.model.span import Range
from annotator.services import texts

Ranges = Callable[[str], Iterator[Range]]


class Moves:
    """Caret moves in one column of text; `language` decides where sentences end."""

    def __init__(self, column: Column, language: str) -> None:
        self._column = column
        self._passages = column.passages
        self._language = language

    def _layout(self, index: int) -> PassageLayout:
        return self._column.laid(index).layout

    def is_rtl(self, place: Place) -> bool:
        """Whether the paragraph around a place runs right to left."""
        return self._layout(self._column.passage_of(place)).rtl

    def forward(self, place: Place) -> Place:
        """One grapheme on."""
        index = self._passages.at(place.offset)
        if place.offset < self._passages.ends[index]:
            return Place(self._layout(index).grapheme_after(place.offset))
        return self._next_start(index)

    def backward(self, place: Place) -> Place:
        """One grapheme back."""
        index = self._passages.at(place.offset)
        if place.offset > self._passages.starts[index]:
            return Place(self._layout(index).grapheme_before(place.offset))
        if index == 0:
            return self.document_start(place)
        if self._passages.opens(index):
            return Place(self._passages.ends[index - 1])
        return Place(self._layout(index - 1).grapheme_before(place.offset))

    def word_forward(self, place: Place) -> Place:
        """To the end of this word or of the next one in the paragraph, else past the paragraph's end."""
        return self._end_after(place, texts.words)

    def word_backward(self, place: Place) -> Place:
        """To the beginning of this word or of the one before it."""
        return self._start_before(place, texts.words)

    def sentence_forward(self, place: Place) -> Place:
        """To the end of this sentence or of the next one."""
        return self._end_after(place, self._sentences)

    def sentence_backward(self, place: Place) -> Place:
        """To the beginning of this sentence or of the one before it."""
        return self._start_before(place, self._sentences)

    def _sentences(self, content: str) -> Iterator[Range]:
        return texts.sentences(content, self._language)

    def _end_after(self, place: Place, ranges: Ranges) -> Place:
        index = self._passages.at(place.offset)
        base, end = self._passages.starts[index], self._passages.ends[index]
        if place.offset >= end:
            return self._next_start(index)
        ends = (base + stop for _start, stop in ranges(self._passages.content(index)))
        return Place(next((stop for stop in ends if stop > place.offset), end))

    def _start_before(self, place: Place, ranges: Ranges) -> Place:
        index = self._passages.at(place.offset)
        if place.offset == self._passages.starts[index] and index > 0:
            if self._passages.opens(index):
                return Place(self._passages.ends[index - 1])
            index -= 1
        base = self._passages.starts[index]
        starts = [base + start for start, _stop in ranges(self._passages.content(index))]
        return Place(max((start for start in starts if start < place.offset), default=base))

    def _next_start(self, index: int) -> Place:
        last = len(self._passages) - 1
        return Place(self._passages.starts[index + 1]) if index < last else Place(self._passages.ends[last])

    def paragraph_forward(self, place: Place) -> Place:
        """To the beginning of the next paragraph, else to the end of the text."""
        return self._next_start(self._passages.paragraph(self._passages.at(place.offset)).last)

    def paragraph_backward(self, place: Place) -> Place:
        """To the beginning of this paragraph, or of the one before it."""
        starts, paragraph = self._passages.starts, self._passages.paragraph(self._passages.at(place.offset))
        if place.offset > starts[paragraph.first] or paragraph.first == 0:
            return Place(starts[paragraph.first])
        return Place(starts[self._passages.paragraph(paragraph.first - 1).first])

    def document_start(self, _place: Place) -> Place:
        """To the beginning of the text."""
        return Place(self._passages.whole[0])

    def document_end(self, _place: Place) -> Place:
        """To the end of the text."""
        return Place(self._passages.whole[1])

    def line_start(self, place: Place) -> Place:
        """To the beginning of the line."""
        layout = self._layout(self._column.passage_of(place))
        return layout.line_bounds(layout.line_of(place))[0]

    def line_end(self, place: Place) -> Place:
        """To the end of the line, before the white space at which it was wrapped."""
        layout = self._layout(self._column.passage_of(place))
        return layout.line_bounds(layout.line_of(place))[1]

    def x_of(self, place: Place) -> float:
        """The x of a caret, for moves that keep it."""
        return self._column.caret_rect(place).x()

    def line_up(self, place: Place, x: float, _page: int = 0) -> Place:
        """To the line above, near `x`; from the first line to the beginning of the text."""
        index = self._column.passage_of(place)
        layout = self._layout(index)
        number = layout.line_of(place)
        if number > 0:
            return layout.hit(number - 1, x).place
        if index == 0:
            return self.document_start(place)
        above = self._layout(index - 1)
        return above.hit(len(above.lines) - 1, x).place

    def line_down(self, place: Place, x: float, _page: int = 0) -> Place:
        """To the line below, near `x`; from the last line to the end of the text."""
        index = self._column.passage_of(place)
        layout = self._layout(index)
        number = layout.line_of(place)
        if number + 1 < len(layout.lines):
            return layout.hit(number + 1, x).place
        if index + 1 == len(self._passages):
            return self.document_end(place)
        return self._layout(index + 1).hit(0, x).place

    def page_up(self, place: Place, x: float, page: int) -> Place:
        """`page` pixels up, near `x`."""
        y = self._column.caret_rect(place).center().y() - page
        return self._column.hit(x, y).place if y >= 0 else self.document_start(place)

    def page_down(self, place: Place, x: float, page: int) -> Place:
        """`page` pixels down, near `x`."""
        y = self._column.caret_rect(place).center().y() + page
        return self._column.hit(x, y).place if y < self._column.height else self.document_end(place)

    def word_at(self, offset: int) -> Range:
        """The word at a character, else its grapheme; may be empty at a paragraph's end."""
        return self._around(offset, texts.words) or self._grapheme_at(offset)

    def sentence_at(self, offset: int) -> Range:
        """The sentence at a character, else its word."""
        return self._around(offset, self._sentences) or self.word_at(offset)

    def _around(self, offset: int, ranges: Ranges) -> Range | None:
        index = self._passages.at(offset)
        base = self._passages.starts[index]
        local = offset - base
        found = next((r for r in ranges(self._passages.content(index)) if r[0] <= local < r[1]), None)
        return (base + found[0], base + found[1]) if found else None

    def _grapheme_at(self, offset: int) -> Range:
        layout = self._layout(self._passages.at(offset))
        return offset, max(offset, layout.grapheme_after(offset)) if offset < layout.end else offset
