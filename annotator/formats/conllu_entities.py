"""Entities and coreference in the last column of CoNLL-U, as CorefUD, GUM and others write them (`Entity=(e1-person…`).

A bracket opens at the first word and closes at the last; several stand one behind the other. What the dashes part
is said once by `# global.Entity = eid-etype-head-other`; without that line it is the label alone, as in treebanks of
IAHLT. `e1[2/3]` is the second of three pieces. Source: https://ufal.mff.cuni.cz/corefud, “CorefUD format”.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from annotator.formats.drafting import shown
from annotator.formats.entry import Fault
from annotator.formats.rams import UNTYPED
from annotator.model.span import Range

ENTITY: Final = "Entity"
GLOBAL: Final = "global.Entity"

_BRACKET = re.compile(r"\(([^()]+)\)|\(([^()]+)|(?<![^()])([^()]+)\)")
_PIECE = re.compile(r"(.*)\[(\d+)/(\d+)\]")
_IDS = ("eid", "GRP", "grp")
_TYPES = ("etype", "type", "entity")
_NONE = "_"


class Said(NamedTuple):
    """What stands at a word: its line, where the word is, and the brackets."""

    line: int
    place: Range
    brackets: str


@dataclass(slots=True)
class Mention:
    """A mention that was found.

    Attributes:
        chain: What means the same has the same; empty if that is not said.
    """

    line: int
    label: str
    chain: str
    pieces: list[Range] = field(default_factory=list)


def mentions(words: Sequence[Said], names: str) -> tuple[list[Mention], list[Fault]]:
    """The mentions of a document in the order in which they begin, and what is wrong.

    Args:
        words: Those that have brackets, in order.
        names: What `global.Entity` says; may be empty.
    """
    return _Reading(names.split("-") if names else []).read(words)


class _Reading:
    """Follows brackets from word to word."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        self._found: list[Mention] = []
        self._faults: list[Fault] = []
        self._open: dict[str, list[tuple[Mention, Said]]] = {}
        self._pieces: dict[tuple[str, str], Mention] = {}

    def read(self, words: Iterable[Said]) -> tuple[list[Mention], list[Fault]]:
        """All of them."""
        for word in words:
            for whole, begin, end in _BRACKET.findall(word.brackets):
                if end:
                    self._close(end, word)
                else:
                    self._begin(whole or begin, word)
                if whole:
                    self._close(whole, word)
        for begun in self._open.values():
            for mention, word in begun:
                self._faults.append(Fault(f"“{shown(mention.label)}” begins here, but does not end.", word.line))
        return [mention for mention in self._found if mention.pieces], self._faults

    def _key(self, said: str) -> str:
        """What a bracket that closes has in common with the one that opened."""
        place = next((self._names.index(name) for name in _IDS if name in self._names), 0)
        parts = said.split("-")
        return parts[place] if len(parts) > place else parts[0]

    def _begin(self, said: str, word: Said) -> None:
        key, parts = self._key(said), said.split("-")
        facts = dict(zip(self._names, parts, strict=False))
        piece = _PIECE.fullmatch(key)
        chain = piece[1] if piece else key
        label = next((facts[name] for name in _TYPES if facts.get(name, _NONE) not in (_NONE, "")), "")
        if not self._names:
            label, chain = chain, ""
        mention = Mention(word.line, label or UNTYPED, chain)
        begun = self._pieces.get((chain, piece[3])) if piece is not None and piece[2] != "1" else None
        if begun is None:
            self._found.append(mention)
        if piece is not None:
            self._pieces[chain, piece[3]] = begun or mention
        self._open.setdefault(key, []).append((begun or mention, word))

    def _close(self, said: str, word: Said) -> None:
        key = self._key(said) if "-" in said else said
        if not self._open.get(key):
            self._faults.append(Fault(f"“{shown(said)}” ends here, but has not begun.", word.line))
            return
        mention, first = self._open[key].pop()
        mention.pieces.append((min(first.place[0], word.place[0]), max(first.place[1], word.place[1])))
