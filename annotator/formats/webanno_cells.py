r"""Cells and texts of WebAnno TSV 3: what is escaped, stacked and told apart by number.

Reserved in cells are `\ [ ] | _ -> ; tab LF *`, escaped by a backslash; `->` as one sign. A cell holds stacked values
parted by `|`, each perhaps with a number in brackets (https://inception-project.github.io, appendix of the user guide).
"""

import re
from typing import NamedTuple

NOTHING, NULL = "_", "*"

_SIGN = re.compile(r"->|[\\\[\]|_;\t\n*]")
_ESCAPE = re.compile(r"\\(->|.)", re.DOTALL)
_NUMBER = re.compile(r"((?:[^\\]|\\.)*?)\[([^\[\]]*)\]", re.DOTALL)
_LINK = re.compile(r"((?:[^\\]|\\.)*?)->(\d{1,9}-\d{1,9})", re.DOTALL)
_READABLE = {"\t": "t", "\n": "n", "\f": "f", "\r": "r", "\b": "b", "\\": "\\"}
_PLAIN = {letter: sign for sign, letter in _READABLE.items()}
_CONTROL = re.compile(r"[\x00-\x0a\x0c-\x1f\\]")


class Value(NamedTuple):
    """A value as it stands in a cell, still escaped, and what stands in brackets or behind `->`."""

    raw: str
    number: str


def escaped(text: str) -> str:
    """Text for a cell."""
    return _SIGN.sub(lambda found: "\\" + {"\t": "t", "\n": "n"}.get(found[0], found[0]), text)


def unescaped(text: str) -> str:
    """Text of a cell."""
    return _ESCAPE.sub(lambda found: {"t": "\t", "n": "\n"}.get(found[1], found[1]), text)


def parts(cell: str, sign: str) -> list[str]:
    """What is parted by a sign that is not escaped."""
    found, begin = [], 0
    for hit in re.finditer(r"\\.|" + re.escape(sign), cell, re.DOTALL):
        if hit[0] == sign:
            found.append(cell[begin : hit.start()])
            begin = hit.end()
    return [*found, cell[begin:]]


def value_of(said: str) -> Value:
    """A value and its number: `PER[3]`, `1-2[1_0]`, `coref->1-2`; no number if there is none."""
    for pattern in (_NUMBER, _LINK):
        found = pattern.fullmatch(said)
        if found is not None:
            return Value(found[1], found[2])
    return Value(said, "")


def text_line(text: str) -> str:
    """A line of text behind `#Text=`."""
    return _CONTROL.sub(lambda found: "\\" + _READABLE.get(found[0], found[0]), text)


def line_text(said: str) -> str:
    """The text of such a line."""
    return _ESCAPE.sub(lambda found: _PLAIN.get(found[1], found[1]), said)
