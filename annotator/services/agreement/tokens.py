"""What each annotator says about each word of a document, as one category a word.

A word (see `texts.words`) belongs to the labels of all mentions that have a character of it; several make one category
of their own, such as `GPE + PERSON`, so that nested and overlapping mentions count. A word without a mention is
of the category `""`.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import repeat

from annotator.model.annotation import Mention
from annotator.model.span import Range
from annotator.services.agreement.nominal import Choices

OUTSIDE = ""
"""The category of words that no mention touches."""


def token_choices(words: Sequence[Range], layers: Sequence[Sequence[Mention] | None]) -> Choices:
    """How many words of a document were judged in which way.

    Args:
        words: All words, in order.
        layers: The mentions of each annotator; `None` for one who did not label the document.

    Returns:
        Counts by the categories in the order of `layers`; `None` where there is no layer.
    """
    starts, ends = [start for start, _end in words], [end for _start, end in words]
    judged = [None if mentions is None else _categories(starts, ends, mentions) for mentions in layers]
    touched = {word for categories in judged if categories is not None for word in categories}
    columns = (
        repeat(None) if categories is None else map(categories.get, touched, repeat(OUTSIDE)) for categories in judged
    )
    counts: Counter[tuple[str | None, ...]] = Counter(zip(*columns, strict=False))
    counts[tuple(None if categories is None else OUTSIDE for categories in judged)] += len(words) - len(touched)
    return +counts


def _categories(starts: Sequence[int], ends: Sequence[int], mentions: Sequence[Mention]) -> dict[int, str]:
    """The category of each word that a mention touches, by the word's number."""
    found: dict[int, str] = {}
    several: dict[int, set[str]] = {}
    for mention in mentions:
        label = mention.label
        for start, end in mention.span.fragments:
            for word in range(bisect_right(ends, start), bisect_left(starts, end)):
                if found.setdefault(word, label) != label:
                    several.setdefault(word, {found[word]}).add(label)
    found.update((word, " + ".join(sorted(labels))) for word, labels in several.items())
    return found
