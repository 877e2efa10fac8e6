"""The tokens that exports get, all from here: words as Unicode has them, or with the clitics of some languages apart.

A tokenizer has a name with a version, which goes into the files; if its tokens change, so does its name.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Final, NamedTuple

from annotator.formats.interface import Words
from annotator.formats.word_options import CLITICS, TOKENIZER, WHOLE
from annotator.model.span import Range
from annotator.services.exports import clitics_arabic, clitics_persian
from annotator.services.texts import is_invisible, tokens

_Edges = Callable[[str, str], tuple[int, ...]]
"""Of a word and the token before it to the offsets inside it where clitics begin or end."""

_EDGES: Final[Mapping[str, _Edges]] = {
    "ar": clitics_arabic.edges,
    "arb": clitics_arabic.edges,
    "fa": clitics_persian.edges,
    "pes": clitics_persian.edges,
    "prs": clitics_persian.edges,
}
"""By the first subtag of a language."""


class Tokenizer(NamedTuple):
    """How texts become tokens.

    Attributes:
        name: With its version.
        words: The tokens of a text of a language, in order; white space and invisible characters are in none.
    """

    name: str
    words: Words


def whole_words(text: str, _language: str) -> list[Range]:
    """Every word and every mark of punctuation or symbol, whatever the language."""
    return list(tokens(text))


def clitics_apart(text: str, language: str) -> list[Range]:
    """The same, with clitics as tokens of their own where the language has such; a language nobody knows has none."""
    edges = _EDGES.get(language.partition("-")[0].lower())
    return whole_words(text, language) if edges is None else list(_divided(text, edges))


def _divided(text: str, edges: _Edges) -> Iterator[Range]:
    before = ""
    for start, end in tokens(text):
        inside = edges(text[start:end], before) if end - start > 1 else ()
        before = text[start:end] if end - start < 3 else ""
        for left, right in pairwise((start, *(start + edge for edge in inside), end)):
            if not inside or not is_invisible(text[left:right][:1]):
                yield left, right


_TOKENIZERS: Final = {
    WHOLE: Tokenizer("uax29-1", whole_words),
    CLITICS: Tokenizer("uax29-clitics-1", clitics_apart),
}


def tokenizer(choices: Mapping[str, str]) -> Tokenizer:
    """The one that the options of a format ask for, by name of option."""
    return _TOKENIZERS[TOKENIZER.chosen(choices)]
