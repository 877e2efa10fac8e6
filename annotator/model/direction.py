"""In which direction a paragraph runs, decided by its own letters.

The Unicode rule (first strong letter, UAX #9 P2) turns an Arabic sentence that opens with "CICA" left-to-right, so the
majority of the strong letters decides here, and the document's direction when there are none or it is a tie.
"""

from functools import lru_cache
from itertools import islice
from unicodedata import bidirectional

from annotator.model.document import Direction

RTL_LANGUAGES = frozenset(
    {"ar", "arc", "azb", "bal", "ckb", "dv", "fa", "glk", "he", "iw", "ks", "lrc", "mzn", "nqo", "pnb", "prs", "ps"}
    | {"sd", "syr", "ug", "ur", "yi"}
)
"""Language subtags whose usual script runs right to left."""

_LETTERS_LOOKED_AT = 2_000


@lru_cache(maxsize=4096)
def _strong(character: str) -> int:
    """1 for a right-to-left letter, -1 for a left-to-right one, 0 for all else."""
    bidi_class = bidirectional(character)
    if bidi_class in ("R", "AL"):
        return 1
    return -1 if bidi_class == "L" else 0


def language_direction(language: str) -> Direction:
    """The direction in which a language is usually written; left to right when unknown."""
    tag = language.lower().replace("_", "-")
    is_rtl = tag in RTL_LANGUAGES or tag.partition("-")[0] in RTL_LANGUAGES
    return Direction.RTL if is_rtl else Direction.LTR


def paragraph_direction(paragraph: str, otherwise: Direction) -> Direction:
    """The direction of most strong letters among the first 2,000 characters; `otherwise` when they decide nothing."""
    balance = sum(_strong(character) for character in islice(paragraph, _LETTERS_LOOKED_AT))
    if balance == 0:
        return otherwise
    return Direction.RTL if balance > 0 else Direction.LTR
