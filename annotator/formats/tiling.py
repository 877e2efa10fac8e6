"""A text as tokens that leave nothing out, as spaCy and Prodigy have it: each with or without one blank behind it.

White space beyond that one blank, and characters that belong to no word, are tokens of their own. Put together again
the tokens are the text, to the character.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from annotator.formats.entry import Entry
from annotator.formats.interface import WriteOptions
from annotator.formats.losses import Loss, Losses
from annotator.formats.projection import divided, inside_words, keep_mentions, to_words
from annotator.formats.word_options import SPLIT
from annotator.model.annotation import Mention
from annotator.model.ids import MentionId
from annotator.model.span import Range, Span


class Token(NamedTuple):
    """A token: code points `[start, end)`, and whether one blank follows that is no token."""

    start: int
    end: int
    blank: bool


class Tiles:
    """The tokens of a text, and which of them a span covers."""

    def __init__(self, text: str, words: Iterable[Range], spans: Iterable[Span]) -> None:
        """Tile a text; where a span begins or ends there is an edge of a token."""
        edges = {*spans}
        starts, ends = {span.start for span in edges}, {span.end for span in edges}
        self.tokens = list(_tiles(text, list(words), starts, ends))
        self._first = {token.start: place for place, token in enumerate(self.tokens)}
        self._last = {token.end: place for place, token in enumerate(self.tokens)}

    def of(self, span: Span) -> tuple[int, int]:
        """The first and the last token of a span, both included."""
        return self._first[span.start], self._last[span.end]


def _tiles(text: str, words: Sequence[Range], starts: set[int], ends: set[int]) -> Iterator[Token]:
    """The tokens in order; a blank goes with the token before it unless a span begins or ends with it."""
    waiting: Token | None = None
    for start, end, is_word in _pieces(len(text), words, sorted(starts | ends)):
        takes = not is_word and waiting is not None and not waiting.blank and waiting.end == start
        if waiting is not None and takes and text[start] == " " and start not in starts and start + 1 not in ends:
            waiting = waiting._replace(blank=True)
            if start + 1 == end:
                continue
            yield waiting
            waiting = Token(start + 1, end, False)
            continue
        if waiting is not None:
            yield waiting
        waiting = Token(start, end, False)
    if waiting is not None:
        yield waiting


def _pieces(length: int, words: Sequence[Range], edges: Sequence[int]) -> Iterator[tuple[int, int, bool]]:
    """The text cut at the edges of words and of spans, and whether each piece is of a word."""
    last = 0
    for start, end in [*words, (length, length)]:
        yield from ((left, right, False) for left, right in divided([(last, start)], edges))
        yield from ((left, right, True) for left, right in divided([(start, end)], edges))
        last = end


def on_tokens(entry: Entry, options: WriteOptions, losses: Losses, way: str) -> Entry:
    """The entry with mentions that tokens can hold; no two alike in label and place."""
    words = options.words(entry.text, entry.document.language)
    if way == SPLIT:
        losses.add(entry.document.id, Loss.DIVIDED, len(inside_words(entry, words)))
        return entry
    return without_alike(to_words(entry, words, losses, way), losses)


def without_alike(entry: Entry, losses: Losses) -> Entry:
    """Of mentions alike in label and place the first."""
    seen: dict[tuple[str, Span], MentionId] = {}

    def is_first(mention: Mention) -> bool:
        return seen.setdefault((mention.label, mention.span), mention.id) == mention.id

    return keep_mentions(entry, is_first, Loss.ALIKE, losses)


def tiles_of(entry: Entry, options: WriteOptions) -> Tiles:
    """The tokens of a projected entry."""
    mentions = entry.contents.mentions if entry.contents is not None else ()
    words = options.words(entry.text, entry.document.language)
    return Tiles(entry.text, words, (mention.span for mention in mentions))
