"""Reading brat's standoff annotations: `x.ann` beside `x.txt`.

Offsets are Unicode code points of the text file. Files made by other programs count otherwise: with the carriage
return of each line end, with a byte order mark, or in UTF-16 units. Each line repeats the text that it means, so the
unit is the one under which most lines are right.

A `T` line that is the trigger of `E` lines is an event mention for each of them; another one is an entity, unless the
project's scheme knows its label as that of an event.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial

from annotator.formats import text_files
from annotator.formats.brat_lines import Line, alike, lines_of, pairs, text_bound
from annotator.formats.drafting import Draft, shown, span_of
from annotator.formats.entry import Finding, Found
from annotator.formats.errors import FormatError
from annotator.formats.interface import ReadOptions, SourceFile
from annotator.formats.plain_links import kind_of
from annotator.formats.said_values import value_of
from annotator.formats.utf16 import Utf16
from annotator.model.annotation import Kind
from annotator.model.scheme import Scheme
from annotator.model.span import Span

Convert = Callable[[int], int]
KB = "KB:"
"""What stands before an identifier that names no knowledge base."""


def read(source: SourceFile, options: ReadOptions) -> Finding:
    """The one document of an `.ann` file.

    Raises:
        FormatError: If its text is not there or is none.
    """
    stem = source.name.rpartition("/")[2].removesuffix(".ann")
    beside = source.beside(f"{stem}.txt")
    if beside is None:
        raise FormatError(f"Its text is missing: there is no “{shown(stem)}.txt” beside it.")
    data = beside.read()
    text = text_files.decode(data)
    found = text_files.decode(source.read()) if source.size else None
    lines = list(lines_of(found.text)) if found is not None else []
    draft = Draft(
        text.text,
        text_files.title_of(stem, text.text),
        key=source.name,
        annotator=options.annotator if lines else "",
        meta={"encoding": text.encoding},
    )
    _Reading(draft, options.scheme).read(lines, _unit(data, text, lines))
    yield Found(draft.entry(), tuple(draft.faults), None, source.size)


def _unit(data: bytes, text: text_files.TextFile, lines: Iterable[Line]) -> Convert:
    """From the file's offsets to code points of the text; of several possible units the one that fits most lines."""
    bounds = [(line, *text_bound_or_none(line)) for line in lines if line.kind == "T"]
    units = list(_units(data, text))
    if len(units) == 1:
        return units[0]

    def fits(convert: Convert) -> int:
        right = 0
        for line, _label, pieces in bounds:
            with suppress(FormatError):  # this unit has no such place
                said = " ".join(text.text[convert(start) : convert(end)] for start, end in pieces)
                right += alike(said, line.tail)
        return right

    return max(units, key=fits)  # of equals the first: code points


def text_bound_or_none(line: Line) -> tuple[str, list[tuple[int, int]]]:
    """Label and pieces of a `T` line; nothing if it is damaged."""
    try:
        return text_bound(line)
    except FormatError:
        return "", []


def _units(data: bytes, text: text_files.TextFile) -> Iterable[Convert]:
    yield _same
    mark = data.startswith(b"\xef\xbb\xbf")
    if mark:
        yield _one_less
    if text.line_ends:
        raw = data.decode(text.encoding)[int(mark and text.encoding == "utf-8") :]
        returns = [found.start() for found in re.finditer("\r(?=\n)", raw)]
        yield lambda offset: offset - bisect_left(returns, offset)
    utf16 = Utf16(text.text)
    if utf16.length > len(text.text):
        yield utf16.points


def _same(offset: int) -> int:
    return offset


def _one_less(offset: int) -> int:
    return max(0, offset - 1)


class _Reading:
    """Turns lines into records of a draft; one that is wrong is said and passed over."""

    def __init__(self, draft: Draft, scheme: Scheme | None) -> None:
        self._draft = draft
        self._scheme = scheme
        self._triggers: dict[str, Line] = {}
        self._events: dict[str, str] = {}
        self._clusters: dict[str, list[str]] = {}
        self._identities: dict[str, tuple[str, str]] = {}

    def read(self, lines: list[Line], convert: Convert) -> None:
        bounds = {line.id: line for line in lines if line.kind == "T"}
        triggered = {line.body.split(" ")[0].rpartition(":")[2] for line in lines if line.kind == "E"}
        for line in lines:
            if line.kind == "T" and line.id not in triggered:
                self._try(line, partial(self._text_bound, convert))
        for line in lines:
            if line.kind == "E":
                self._try(line, partial(self._event, bounds, convert))
        later = self._later()
        for line in lines:
            if line.kind in later:
                self._try(line, later[line.kind])
            elif line.kind == "?":
                self._draft.skip(f"“{shown(line.body)}” is no line of this format.", line.number)
        self._finish()

    def _try(self, line: Line, step: Callable[[Line], None]) -> None:
        try:
            step(line)
        except FormatError as error:
            self._draft.skip(f"{shown(line.id)}: {error.message}", line.number)

    def _later(self) -> dict[str, Callable[[Line], None]]:
        """What needs all mentions to be there."""
        return {
            "E": self._arguments,
            "R": self._relation,
            "A": self._attribute,
            "M": self._attribute,
            "N": self._identity,
            "*": self._equivalence,
            "#": self._note,
        }

    # -- mentions

    def _text_bound(self, convert: Convert, line: Line) -> None:
        label, span = self._labelled(line, convert)
        self._draft.mention(kind_of(label, self._scheme), label, span, line.id)

    def _labelled(self, line: Line, convert: Convert) -> tuple[str, Span]:
        label, pieces = text_bound(line)
        places = [(convert(start), convert(end)) for start, end in pieces]
        span = span_of(*places)
        if not span.within(len(self._draft.text)):
            raise FormatError(
                f"It stands at {span.start}–{span.end}, but the text has {len(self._draft.text)} characters."
            )
        there = span.text(self._draft.text)
        as_listed = " ".join(self._draft.text[start:end] for start, end in places)
        if line.tail and not alike(there, line.tail) and not alike(as_listed, line.tail):
            if line.more and (alike(there, line.alone) or alike(as_listed, line.alone)):
                self._say_strange(line)
                return label, span
            raise FormatError(f"It says “{shown(line.tail)}”, but the text reads “{shown(there)}” there.")
        return label, span

    def _say_strange(self, line: Line) -> None:
        """What seemed to go on with a line does not."""
        for number, strange in line.more:
            self._draft.skip(f"“{shown(strange)}” is no line of this format.", number)

    def _event(self, bounds: dict[str, Line], convert: Convert, line: Line) -> None:
        label, _colon, trigger = line.body.split(" ")[0].rpartition(":")
        if not label or trigger not in bounds:
            raise FormatError(f"Its trigger “{shown(trigger)}” is not there.")
        _label, span = self._labelled(bounds[trigger], convert)
        self._draft.mention(Kind.EVENT, label, span, line.id)
        self._events.setdefault(trigger, line.id)

    def _known(self, id_: str) -> str:
        """The id of the mention that an id means: a trigger stands for its first event."""
        return self._events.get(id_, id_)

    @staticmethod
    def _words(line: Line, least: int = 1) -> list[str]:
        words = line.body.split()
        if len(words) < least:
            raise FormatError(f"“{shown(line.body)}” says too little.")
        return words

    # -- links

    def _arguments(self, line: Line) -> None:
        if not self._draft.has(line.id):
            return
        said = pairs(line.body.split()[1:])
        names = {role for role, _filler in said}
        label = self._draft.get(line.id).label
        for role, filler in said:
            try:
                self._draft.argument(line.id, self._role(label, role, names), self._known(filler))
            except FormatError as error:
                self._draft.skip(f"{shown(line.id)}, {shown(role)}: {error.message}", line.number)

    def _role(self, label: str, role: str, names: set[str]) -> str:
        """A role without the number that brat gives to its second filler and those after it."""
        known = self._scheme.find(label) if self._scheme is not None else None
        roles = {candidate.name for candidate in known.roles} if known is not None else set()
        if role in roles:
            return role
        digits = len(role) - len(role.rstrip("0123456789"))
        shorter = (role[:-cut] for cut in range(1, digits + 1))
        return next((name for name in shorter if name in roles or name in names), role)

    def _relation(self, line: Line) -> None:
        label, *rest = self._words(line)
        ends = pairs(rest)
        if len(ends) != 2:
            raise FormatError(f"A relation joins two mentions; this one has {len(ends)}.")
        source, target = (self._known(end) for _role, end in ends)
        self._draft.relation(label, source, target, line.id)

    # -- what is said about mentions

    def _attribute(self, line: Line) -> None:
        name, subject, *value = self._words(line, 2)
        said = value_of(self._scheme, name, " ".join(value)) if value else True
        self._draft.set_attribute(self._known(subject), name, said)

    def _note(self, line: Line) -> None:
        _kind, *subject = self._words(line)
        if not subject or not self._draft.has(self._known(subject[0])):
            raise FormatError("A note on what is no mention cannot be placed.")
        self._draft.set_note(self._known(subject[0]), line.tail.strip())

    def _identity(self, line: Line) -> None:
        words = line.body.split()
        if len(words) != 3:
            raise FormatError("This is not “Reference”, an id and an identifier.")
        self._draft.get(self._known(words[1]))
        self._identities[self._known(words[1])] = words[2].removeprefix(KB), line.tail.strip()

    def _equivalence(self, line: Line) -> None:
        members = [self._known(id_) for id_ in line.body.split()[1:]]
        for id_ in members:
            self._draft.get(id_)
        joined = {id_ for id_ in members if id_ in self._clusters}
        group = list(dict.fromkeys([*members, *(other for id_ in joined for other in self._clusters[id_])]))
        for id_ in group:
            self._clusters[id_] = group

    def _finish(self) -> None:
        """Make the clusters: of equivalent mentions, and of those with the same identifier."""
        for id_ in self._identities:
            self._clusters.setdefault(id_, [id_])
        groups = {tuple(sorted(group)): group for group in self._clusters.values()}
        by_identifier: dict[str, list[str]] = {}
        for group in groups.values():
            known = Counter(self._identities[id_] for id_ in group if id_ in self._identities)
            if known:
                (kb, name), _count = known.most_common(1)[0]
                by_identifier.setdefault(f"{kb}\n{name}", []).extend(group)
            else:
                self._draft.cluster(group[0], group)
        for said, group in by_identifier.items():
            kb, _, name = said.partition("\n")
            self._draft.cluster(group[0], group, kb=kb, name=name)
