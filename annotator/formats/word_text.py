"""Texts as formats of words tell them: words in sentences, numbered through the document, and the text they came from.

Such formats do not keep what stands between words. Where a format has room for facts of ours, `spacing` says it, so the
text comes back exactly: `{"3": ""}` means that nothing follows the fourth word of a sentence. What is not said is one
blank, or a line feed at the end of a sentence.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate

from annotator.formats.drafting import shown
from annotator.formats.entry import Entry
from annotator.formats.errors import FormatError
from annotator.formats.interface import WriteOptions
from annotator.formats.tokens import sentences_of
from annotator.formats.word_options import words_of
from annotator.model.span import Range, Span

BLANK, LINE = " ", "\n"


class WrittenWords:
    """The words of an entry whose mentions begin and end at edges of words.

    Attributes:
        sentences: Where the words of each sentence stand, in code points.
        tokenizer: Name and version of what made them.
        firsts: The number of the first word of each sentence.
    """

    def __init__(self, text: str, sentences: Sequence[Sequence[Range]], tokenizer: str = "") -> None:
        self.text = text
        self.sentences = sentences
        self.tokenizer = tokenizer
        self.firsts = list(accumulate((len(sentence) for sentence in sentences), initial=0))[:-1]
        self._places = [place for sentence in sentences for place in sentence]
        self._starts = {start: number for number, (start, _end) in enumerate(self._places)}
        self._ends = {end: number + 1 for number, (_start, end) in enumerate(self._places)}

    @classmethod
    def of(cls, entry: Entry, options: WriteOptions) -> "WrittenWords":
        """The words of a projected entry; a sentence does not end inside a mention."""
        sentences = options.sentences(entry.text, entry.document.language)
        return cls(entry.text, sentences_of(entry, words_of(entry, options), sentences), options.tokenizer)

    def __len__(self) -> int:
        return len(self._places)

    def words(self, sentence: int) -> list[str]:
        """The words of a sentence."""
        return [self.text[start:end] for start, end in self.sentences[sentence]]

    def all_sentences(self) -> list[list[str]]:
        """The words of each sentence."""
        return [self.words(number) for number in range(len(self.sentences))]

    def text_of(self, sentence: int) -> str:
        """A sentence as it stands in the text."""
        places = self.sentences[sentence]
        return self.text[places[0][0] : places[-1][1]]

    def all_words(self) -> list[str]:
        """The words of the document."""
        return [self.text[start:end] for start, end in self._places]

    def numbers(self, piece: Range) -> Range:
        """The words `[first, end)` of a range of the text, numbered through the document."""
        return self._starts[piece[0]], self._ends[piece[1]]

    def first_and_last(self, span: Span) -> Range:
        """The numbers of the first and the last word of a span, both included."""
        first, end = self.numbers(span.hull)
        return first, end - 1

    def first_word(self, span: Span) -> Range:
        """Where the first word of a span stands."""
        return self._places[self._starts[span.start]]

    def told(self, span: Span) -> str:
        """The words of a span with one blank between them."""
        pieces = (self.numbers(piece) for piece in span.fragments)
        places = (place for first, end in pieces for place in self._places[first:end])
        return BLANK.join(self.text[start:end] for start, end in places)

    def sentence_of(self, span: Span) -> int:
        """The number of the sentence in which a span begins."""
        return bisect_right(self.firsts, self._starts[span.start]) - 1

    @property
    def before(self) -> str:
        """What stands before the first word."""
        return self.text[: self._places[0][0]] if self._places else self.text

    def spacing(self, sentence: int) -> dict[str, str]:
        """What follows the words of a sentence where it is not what one would expect."""
        first, words = self.firsts[sentence], self.sentences[sentence]
        said = {}
        for number, (_start, end) in enumerate(words):
            following = first + number + 1
            is_last = following == len(self._places)
            gap = self.text[end:] if is_last else self.text[end : self._places[following][0]]
            if gap != _usual(is_last_of_sentence=number == len(words) - 1, is_last=is_last):
                said[str(number)] = gap
        return said


def _usual(*, is_last_of_sentence: bool, is_last: bool) -> str:
    if is_last:
        return ""
    return LINE if is_last_of_sentence else BLANK


class ReadWords:
    """The text that words of a file make, and where each of them stands.

    Attributes:
        text: All words, with what stands between them.
        sentences: Where the words of each sentence stand, in code points.
        firsts: The number of the first word of each sentence.
    """

    def __init__(
        self, sentences: Sequence[Sequence[str]], spacing: Sequence[Mapping[str, str]] = (), before: str = ""
    ) -> None:
        """Put the words together.

        Args:
            sentences: The words of each sentence.
            spacing: See the module, sentence by sentence; empty where the file does not say.
            before: What stands before the first word.
        """
        pieces, at = [before], len(before)
        self.sentences: list[list[Range]] = []
        total, done = sum(map(len, sentences)), 0
        for number, words in enumerate(sentences):
            said = spacing[number] if number < len(spacing) else {}
            places = []
            for place, word in enumerate(words):
                done += 1
                usual = _usual(is_last_of_sentence=place == len(words) - 1, is_last=done == total)
                gap = said.get(str(place), usual)
                places.append((at, at + len(word)))
                pieces += [word, gap]
                at += len(word) + len(gap)
            self.sentences.append(places)
        self.text = "".join(pieces)
        self.firsts = list(accumulate((len(sentence) for sentence in sentences), initial=0))[:-1]
        self._places = [place for sentence in self.sentences for place in sentence]

    def __len__(self) -> int:
        return len(self._places)

    def piece(self, first: int, end: int, sentence: int | None = None) -> Range:
        """Where the words `[first, end)` of the document, or of one of its sentences, stand.

        Raises:
            FormatError: If there are no such words.
        """
        places = self._places if sentence is None else self._sentence(sentence)
        if not 0 <= first < end <= len(places):
            where = "the document" if sentence is None else "the sentence"
            raise FormatError(f"It stands at the words {first}–{end}, but {where} has {len(places)}.")
        return places[first][0], places[end - 1][1]

    def checked(self, said: str, first: int, end: int, sentence: int | None = None) -> Range:
        """Where words stand that the file repeats (or not).

        Raises:
            FormatError: If there are no such words, or others.
        """
        start, stop = self.piece(first, end, sentence)
        if said and _letters(said) != _letters(self.text[start:stop]):
            there = shown(self.text[start:stop])
            raise FormatError(f"It says “{shown(said)}”, but the words {first}–{end} are “{there}”.")
        return start, stop

    def _sentence(self, number: int) -> list[Range]:
        if not 0 <= number < len(self.sentences):
            raise FormatError(f"It stands in sentence {number}, but there are {len(self.sentences)}.")
        return self.sentences[number]


def _letters(text: str) -> str:
    """What must be the same if two programs speak of the same words: they write quotes and brackets in several ways."""
    return "".join(filter(str.isalnum, text))
