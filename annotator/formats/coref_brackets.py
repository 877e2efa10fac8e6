"""Mentions as brackets at words (CoNLL-2011 and 2012): `(3` begins one of chain 3, `3)` ends it, `(3)` is one word.

Several at one word are parted by `|`. They are read as the reference scorer reads them (`GetCoreference` in its
`CorScorer.pm`): at a word first those of one word, then all that begin, then all that end, and an end closes the last
open mention of its chain. So two mentions of a chain may be one inside the other, but may not cross.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from annotator.formats.errors import FormatError

NOTHING = "-"

_ONE = re.compile(r"\(([^()|]+)\)")
_BEGIN = re.compile(r"\(([^()|]+)")
_END = re.compile(r"(?<![^()|])([^()|]+)\)")


class Bracket(NamedTuple):
    """Words `[first, last]`, both included, of a chain."""

    first: int
    last: int
    chain: str


class Wrong(NamedTuple):
    """What is wrong, at which word, from 0."""

    word: int
    reason: str


def cells(count: int, brackets: Iterable[Bracket]) -> list[str]:
    """What stands at each of `count` words."""
    made: list[list[str]] = [[] for _ in range(count)]
    for first, last, chain in sorted(brackets, key=lambda b: (b.first, -b.last)):
        made[first].append(f"({chain})" if first == last else f"({chain}")
    for first, last, chain in sorted(brackets, key=lambda b: (b.last, -b.first)):
        if first != last:
            made[last].append(f"{chain})")
    return ["|".join(found) or NOTHING for found in made]


def brackets(said: Sequence[str]) -> tuple[list[Bracket], list[Wrong]]:
    """The mentions of all words, and what is wrong."""
    found: list[Bracket] = []
    wrong: list[Wrong] = []
    opened: dict[str, list[int]] = {}
    for word, cell in enumerate(said):
        plain = "".join(cell.split())
        rest = _ONE.sub("|", plain)
        found += [Bracket(word, word, one) for one in _ONE.findall(plain)]
        for chain in _BEGIN.findall(rest):
            opened.setdefault(chain, []).append(word)
        for chain in _END.findall(_BEGIN.sub("|", rest)):
            if opened.get(chain):
                found.append(Bracket(opened[chain].pop(), word, chain))
            else:
                wrong.append(Wrong(word, f"A mention of chain {chain} ends at word {word + 1}, but has not begun."))
    for chain, begun in opened.items():
        said_of = f"A mention of chain {chain} begins at word"
        wrong += [Wrong(word, f"{said_of} {word + 1}, but does not end.") for word in begun]
    return sorted(found), wrong


def crosses(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two stretches of words overlap and neither is within the other."""
    (a, b), (c, d) = sorted((one, other))
    return a < c <= b < d


def typed(said: Sequence[str]) -> tuple[list[Bracket], list[Wrong]]:
    """Names in the column before: `(PERSON*`, `*`, `*)`, `(GPE)`; and what is wrong."""
    found: list[Bracket] = []
    wrong: list[Wrong] = []
    opened: list[tuple[int, str]] = []
    for word, cell in enumerate(said):
        opened += [(word, label) for label in re.findall(r"\(([^()*]+)", cell)]
        for _end in range(cell.count(")")):
            if not opened:
                wrong.append(Wrong(word, f"A name ends at word {word + 1}, but has not begun."))
                break
            first, label = opened.pop()
            found.append(Bracket(first, word, label))
    wrong += [Wrong(word, f"The name {label} begins at word {word + 1}, but does not end.") for word, label in opened]
    return sorted(found), wrong


def typed_cells(count: int, names: Iterable[Bracket]) -> list[str]:
    """The column of names; none of them overlap.

    Raises:
        FormatError: If some do.
    """
    made = ["*"] * count
    taken: set[int] = set()
    for first, last, label in names:
        if taken & {*range(first, last + 1)}:
            raise FormatError("Names overlap.")
        taken |= {*range(first, last + 1)}
        made[first] = f"({label})" if first == last else f"({label}*"
        if first != last:
            made[last] = "*)"
    return made
