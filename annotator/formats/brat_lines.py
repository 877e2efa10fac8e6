"""The lines of brat's standoff files (`.ann`), taken apart; see https://brat.nlplab.org/standoff.html.

One record a line: an id whose letter tells the kind, a tab, and what the kind has. Lines are divided at line feeds
only: the text that a line repeats may hold other characters that some programs take for line ends.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from annotator.formats.errors import FormatError

_TEXT_BOUND = re.compile(r"(\S+) (\d{1,9} \d{1,9}(?:;\d{1,9} \d{1,9})*)")
_BLANK = re.compile(r"[\s\xa0]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line.

    Attributes:
        number: From 1.
        id: Such as `T1`; `*` for equivalences.
        body: What stands between the first and the second tab.
        tail: What stands behind the second tab, and in the lines that go on with it.
        more: The lines that go on with it, as number and what stands there.
    """

    number: int
    id: str
    body: str
    tail: str
    more: tuple[tuple[int, str], ...] = ()

    @property
    def alone(self) -> str:
        """The tail without the lines that go on with it."""
        return self.tail[: len(self.tail) - sum(len(line) + 1 for _number, line in self.more)]

    @property
    def kind(self) -> str:
        """`T`, `E`, `R`, `A`, `M`, `N`, `*` or `#`."""
        return self.id[0]


def lines_of(text: str) -> Iterator[Line]:
    """The lines of a file; a line that begins with no known letter goes on with the text of the line before it."""
    waiting: Line | None = None
    more: list[tuple[int, str]] = []
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.rstrip("\r")
        if not line.strip():
            continue
        id_, _, rest = line.partition("\t")
        if _begins(id_, rest):
            if waiting is not None:
                yield _whole(waiting, more)
            body, _, tail = rest.partition("\t")
            waiting, more = Line(number, id_.strip(), body.strip(), tail), []
        elif waiting is not None and waiting.kind in "T#":
            more.append((number, line))
        else:
            yield Line(number, "?", line, "")
    if waiting is not None:
        yield _whole(waiting, more)


def _whole(line: Line, more: list[tuple[int, str]]) -> Line:
    """A line with those that go on with it."""
    if not more:
        return line
    return Line(
        line.number, line.id, line.body, " ".join([line.tail, *(words for _number, words in more)]), tuple(more)
    )


def _begins(id_: str, rest: str) -> bool:
    id_ = id_.strip()
    return bool(rest) and (id_ == "*" or (id_[:1] in tuple("TERAMN#") and len(id_) > 1))


def text_bound(line: Line) -> tuple[str, list[tuple[int, int]]]:
    """Label and pieces (in the file's own units) of a `T` line.

    Raises:
        FormatError: If it is none.
    """
    found = _TEXT_BOUND.fullmatch(line.body)
    if found is None:
        raise FormatError(f"“{line.body[:60]}” is not a label and its place, such as “Person 0 5”.")
    pieces = []
    for piece in found[2].split(";"):
        start, _, end = piece.partition(" ")
        pieces.append((int(start), int(end)))
    return found[1], pieces


def pairs(words: list[str]) -> list[tuple[str, str]]:
    """`Role:T1 Place:E2` as pairs.

    Raises:
        FormatError: If a word has no colon.
    """
    made = []
    for word in words:
        name, colon, value = word.rpartition(":")
        if not colon or not name or not value:
            raise FormatError(f"“{word[:60]}” is not a role and an id, such as “Agent:T1”.")
        made.append((name, value))
    return made


def alike(one: str, other: str) -> bool:
    """Whether two texts differ at most in white space."""
    return one == other or _BLANK.sub("", one) == _BLANK.sub("", other)
