"""YAML as a tree of plain text that remembers where each part stands, and back.

Not `yaml.safe_load`: that turns `NO` into false, lets the second of two equal keys win, follows aliases (a kilobyte
that unfolds into gigabytes) and forgets line numbers. Here every scalar is text, or `None` where nothing is written;
whoever asks for the tree decides what the text means.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn

import yaml

from annotator.model.errors import SchemeError

Path = tuple[str | int, ...]
Place = tuple[int, int]
"""Line and column, both from 1, the column in code points."""

MAX_DEPTH = 80
MAX_PARTS = 200_000
LINE_WIDTH = 112

_SHOWN = 60

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TREE = "A scheme is a tree of plain names, lists and text; write it out."


@dataclass
class Tree:
    """The data of one YAML document and the place of each key and list item.

    Attributes:
        data: Dicts, lists, `str` and `None`.
        places: Where each path begins; the empty path is the document itself.
    """

    data: Any = None
    places: dict[Path, Place] = field(default_factory=dict)

    def place(self, path: Path) -> Place | None:
        """Where `path` stands, or the nearest part above it that has a place."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.places:
                return self.places[path[:length]]
        return None


def shown(step: str | int) -> str:
    """A name as a message shows it: not longer than a line."""
    text = str(step)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def refuse(source: str, place: Place | None, what: str) -> NoReturn:
    """Raise `SchemeError` for something wrong at a place of `source` (a file's name or empty)."""
    where = [source] if source else []
    where += [f"line {place[0]}, column {place[1]}"] if place else []
    line, column = place or (None, None)
    raise SchemeError(f"{', '.join(where)}: {what}" if where else what, source=source, line=line, column=column)


def parse(text: str, source: str) -> Tree:
    """The tree of a YAML text.

    Raises:
        SchemeError: With line and column, for what is not YAML, is nested deeper than `MAX_DEPTH`, has more than
            `MAX_PARTS` values, holds a key twice, an alias, an anchor, a tag or a second document.
    """
    try:
        return _Reader(text, source).read()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        refuse(source, _place(mark) if mark else None, f"{_cause(error)} {_hint(text, mark)}")
    except yaml.YAMLError as error:
        position = getattr(error, "position", 0)
        place = (text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position))
        refuse(
            source, place, "There is a character that YAML does not allow. Delete it, or write it as \\x… in quotes."
        )


def dump(data: dict[str, Any]) -> str:
    """YAML of plain data: keys in their order, letters as they are, long text folded, short collections on one line."""
    return yaml.dump(
        data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=LINE_WIDTH, default_flow_style=False
    )


class _Reader:
    """Builds the tree from the parser's events, which never unfold anything."""

    def __init__(self, text: str, source: str) -> None:
        self._events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)
        self._source = source
        self._tree = Tree()
        self._parts = 0

    def read(self) -> Tree:
        next(self._events)  # the start of the stream
        event = next(self._events)
        if isinstance(event, yaml.DocumentStartEvent):
            self._tree.data = self._node(next(self._events), ())
            next(self._events)  # the end of the document
            event = next(self._events)
        if isinstance(event, yaml.DocumentStartEvent):
            self._refuse(event, "A second document begins here; a scheme is one. Delete the line “---”.")
        return self._tree

    def _node(self, event: Any, path: Path) -> Any:
        self._tree.places.setdefault(path, _place(event.start_mark))
        if getattr(event, "anchor", None):
            self._refuse(event, f"An alias (& or *) stands here. {_TREE} If it is a text, put it in quotes.")
        if getattr(event, "tag", None) not in (None, "!"):
            self._refuse(event, f"A tag ({shown(event.tag)}) stands here. {_TREE}")
        self._parts += 1
        if self._parts > MAX_PARTS:
            self._refuse(event, f"There are more than {MAX_PARTS} parts; no scheme has. Is it the right file?")
        if len(path) > MAX_DEPTH:
            self._refuse(event, f"This is nested more than {MAX_DEPTH} levels deep. {_TREE}")
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        return None if event.value == "" and not event.style else event.value

    def _mapping(self, path: Path) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self._refuse(event, "A name is expected here. A text that begins with [, {, * or & needs quotes.")
            here = (*path, event.value)
            if event.value in mapping:
                first = self._tree.places[here][0]
                self._refuse(
                    event, f"“{shown(event.value)}” stands here a second time (first in line {first}). Keep one."
                )
            self._tree.places[here] = _place(event.start_mark)
            mapping[event.value] = self._node(next(self._events), here)
        return mapping

    def _sequence(self, path: Path) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(event, (*path, len(items))))
        return items

    def _refuse(self, event: Any, what: str) -> NoReturn:
        refuse(self._source, _place(event.start_mark), what)


def _place(mark: Any) -> Place:
    return mark.line + 1, mark.column + 1


def _cause(error: yaml.MarkedYAMLError) -> str:
    return f"This is not YAML ({', '.join(part for part in (error.context, error.problem) if part)})."


def _hint(text: str, mark: Any) -> str:
    lines = text.splitlines()
    line = lines[mark.line] if mark is not None and mark.line < len(lines) else ""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "Indent with spaces, not with tabs."
    if line.count(": ") > 1 or any(sign in line for sign in [": *", ": ?", ": [", ": @", ": %", ": `"]):
        return "Put quotes around the text in this line."
    return "Look at the indentation and the quotes here and in the line above."


class _Dumper(yaml.SafeDumper):
    """Indents lists below their key, folds long text, and keeps short collections of scalars on one line."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    lines = text.split("\n")
    is_prose = all(line == " ".join(line.split()) for line in lines)
    is_long = len(lines) > 1 or len(text) > LINE_WIDTH - 30
    style = ">" if is_prose and is_long else None
    # PyYAML writes these as they are, and they are line breaks to those who read.
    quoted = '"' if any(mark in text for mark in "\x85\u2028\u2029") else style
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=quoted)


def _nothing(dumper: _Dumper, _none: None) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:null", "")


def _collection(dumper: _Dumper, data: Any) -> yaml.Node:
    parts = [*data, *data.values()] if isinstance(data, dict) else data
    is_flat = not any(isinstance(part, dict | list) or part is None for part in parts)
    is_short = is_flat and sum(len(str(part)) + 3 for part in parts) < LINE_WIDTH
    represent: Any = dumper.represent_dict if isinstance(data, dict) else dumper.represent_list
    node: yaml.CollectionNode = represent(data)
    node.flow_style = is_short
    return node


_Dumper.add_representer(str, _text)
_Dumper.add_representer(dict, _collection)
_Dumper.add_representer(list, _collection)
_Dumper.add_representer(type(None), _nothing)
