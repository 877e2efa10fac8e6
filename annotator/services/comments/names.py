"""Annotators who are named in a comment, as `@leila` or `@ليلى الحسن`: the longest name that stands there counts."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from annotator.model.folding import fold
from annotator.model.ids import AnnotatorName
from annotator.model.span import Range

_UNSEEN = "[\u200e\u200f\u061c\u2066-\u2069\u202a-\u202e]*"
"""Marks of direction that an input method may put around a name."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a text; `range` is that of `@` and name, in code points."""

    annotator: AnnotatorName
    range: Range


class Names:
    """Finds the annotators of a project in texts.

    A name counts after an `@` that no letter or digit stands before (which would be an address), and where no letter or
    digit goes on. Upper and lower case are the same.
    """

    def __init__(self, annotators: Iterable[AnnotatorName]) -> None:
        self._names = {_plain(name): name for name in sorted(annotators) if name.strip()}
        longest_first = sorted(self._names, key=len, reverse=True)
        either = "|".join(map(_pattern, longest_first))
        self._find = re.compile(rf"(?<!\w)@{_UNSEEN}({either})(?!\w)", re.IGNORECASE) if either else None

    def find(self, text: str) -> list[Named]:
        """Who is named where, in the order of the text."""
        if self._find is None or "@" not in text:
            return []
        found = ((self._names.get(_plain(match[1])), match.span()) for match in self._find.finditer(text))
        return [Named(name, place) for name, place in found if name is not None]

    def named(self, text: str) -> frozenset[AnnotatorName]:
        """Who is named anywhere."""
        return frozenset(found.annotator for found in self.find(text))


def names_begun(line: str, names: Iterable[AnnotatorName]) -> list[AnnotatorName]:
    """Whom somebody may be about to name; none if no name is being typed.

    Args:
        line: What stands before the caret in its line.
        names: Who can be named. They are found by how they, or one of their words, begin, as a search compares letters;
            those that begin so themselves come first.
    """
    found = _BEGUN.search(line)
    if found is None:
        return []
    typed = fold(found[1])
    begun = {name: fold(name) for name in sorted(names) if fold(name) != typed}
    first = [name for name, folded in begun.items() if folded.startswith(typed)]
    return first + [name for name, folded in begun.items() if name not in first and f" {typed}" in folded]


_BEGUN = re.compile(rf"(?<!\w)@{_UNSEEN}([^@]*)$")


def _plain(name: str) -> str:
    """Names that differ in case, or in the white space between their words, are one."""
    return " ".join(name.split()).casefold()


def _pattern(name: str) -> str:
    return r"\s+".join(map(re.escape, name.split(" ")))
