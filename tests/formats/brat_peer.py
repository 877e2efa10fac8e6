"""Another reader of brat's standoff format, written from its description alone (https://brat.nlplab.org/standoff.html).

It knows nothing of the program and is stricter than it: a line that the description does not allow fails. It takes and
refuses what brat's own parser does (`server/src/annotation.py`; the two were compared on thousands of files).
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

_ID = r"[A-Za-z]+\d+"
_TYPE = r"[^\s:;,]+"
_BOUND = re.compile(rf"(T\d+)\t({_TYPE}) (\d+ \d+(?:;\d+ \d+)*)\t(.*)")
_EVENT = re.compile(rf"(E\d+)\t({_TYPE}):(T\d+)((?: {_TYPE}:{_ID})*)")
_RELATION = re.compile(rf"(R\d+)\t({_TYPE}) Arg1:({_ID}) Arg2:({_ID})")
_EQUIV = re.compile(rf"\*\tEquiv ({_ID}(?: {_ID})+)")
_ATTRIBUTE = re.compile(rf"([AM]\d+)\t({_TYPE}) ({_ID})(?: (\S.*))?")
_NORMALIZATION = re.compile(rf"(N\d+)\tReference ({_ID}) ([^\s:]+):(\S+)\t(.*)")
_NOTE = re.compile(rf"(#\d+)\t(\S+) ({_ID})\t(.*)")


@dataclass
class Standoff:
    """What a document says, by the ids of its file."""

    text: str
    bounds: dict[str, tuple[str, tuple[tuple[int, int], ...], str]] = field(default_factory=dict)
    events: dict[str, tuple[str, str, list[tuple[str, str]]]] = field(default_factory=dict)
    relations: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    equivalent: list[list[str]] = field(default_factory=list)
    attributes: list[tuple[str, str, str | None]] = field(default_factory=list)
    references: list[tuple[str, str, str]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)

    def words(self, id_: str) -> str:
        """The words of a span, or of an event's trigger."""
        bound = self.bounds[self.events[id_][1]] if id_ in self.events else self.bounds[id_]
        return " ".join(self.text[start:end] for start, end in bound[1])


def read(path: Path) -> Standoff:
    """The document of an `.ann` file with the text beside it."""
    document = Standoff(path.with_suffix(".txt").read_bytes().decode("utf-8"))
    ids: set[str] = set()
    content = path.read_bytes().decode("utf-8")
    assert content == "" or content.endswith("\n")
    for line in content.split("\n")[:-1]:
        _take(document, line)
        id_ = line.split("\t")[0]
        assert id_ == "*" or id_ not in ids, f"{id_} stands twice"
        ids.add(id_)
    _check(document, ids)
    return document


def _take(document: Standoff, line: str) -> None:
    if found := _BOUND.fullmatch(line):
        pieces = tuple((int(a), int(b)) for a, b in (piece.split() for piece in found[3].split(";")))
        document.bounds[found[1]] = found[2], pieces, found[4]
    elif found := _EVENT.fullmatch(line):
        arguments = [(role, filler) for role, filler in (said.split(":") for said in found[4].split())]
        document.events[found[1]] = found[2], found[3], arguments
    elif found := _RELATION.fullmatch(line):
        document.relations[found[1]] = found[2], found[3], found[4]
    elif found := _EQUIV.fullmatch(line):
        document.equivalent.append(found[1].split())
    elif found := _ATTRIBUTE.fullmatch(line):
        document.attributes.append((found[2], found[3], found[4]))
    elif found := _NORMALIZATION.fullmatch(line):
        document.references.append((found[2], f"{found[3]}:{found[4]}", found[5]))
    elif found := _NOTE.fullmatch(line):
        document.notes.append((found[3], found[4]))
    else:
        raise AssertionError(f"No line of brat: {line!r}")


def _check(document: Standoff, ids: set[str]) -> None:
    """Every id that is referred to is there, and every span reads as the file says."""
    for _label, pieces, words in document.bounds.values():
        assert all(0 <= start < end <= len(document.text) for start, end in pieces)
        assert list(pieces) == sorted(pieces)
        said = " ".join(document.text[start:end] for start, end in pieces)
        assert said.replace("\n", " ") == words
    for label, trigger, arguments in document.events.values():
        assert document.bounds[trigger][0] == label
        assert {filler for _role, filler in arguments} <= ids
    for _label, source, target in document.relations.values():
        assert {source, target} <= ids
    assert {id_ for group in document.equivalent for id_ in group} <= ids
    assert {subject for _name, subject, _value in document.attributes} <= ids
    assert {subject for subject, *_rest in document.references} | {subject for subject, _note in document.notes} <= ids
