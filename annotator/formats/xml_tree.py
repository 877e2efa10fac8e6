"""XML of strangers as a tree: not endlessly deep, and every element knows its line; see `xml_events`."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from annotator.formats.errors import FormatError
from annotator.formats.xml_events import tell

_DEEPEST = 200


@dataclass(slots=True)
class Node:
    """An element.

    Attributes:
        line: Of the file, from 1.
        text: All that stands in it and its children, in order.
    """

    name: str
    attributes: dict[str, str]
    line: int
    children: list["Node"] = field(default_factory=list)
    pieces: list["str | Node"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What stands in it."""
        return "".join(piece if isinstance(piece, str) else piece.text for piece in self.pieces)

    def all(self, *names: str) -> Iterator["Node"]:
        """Its descendants of these names, in the order of the file."""
        waiting = list(reversed(self.children))
        while waiting:
            node = waiting.pop()
            if node.name in names:
                yield node
            waiting += reversed(node.children)

    def first(self, name: str) -> "Node | None":
        """Its first descendant of this name."""
        return next(self.all(name), None)

    def child(self, name: str) -> "Node | None":
        """Its first child of this name."""
        return next((child for child in self.children if child.name == name), None)

    def get(self, name: str) -> str:
        """An attribute; empty if it has none of this name."""
        return self.attributes.get(name, "")

    def need(self, name: str) -> str:
        """An attribute.

        Raises:
            FormatError: If it has none of this name.
        """
        if name not in self.attributes:
            raise FormatError(f"<{self.name}> has no “{name}”.")
        return self.attributes[name]

    def number(self, name: str) -> int:
        """An attribute that is a whole number from 0.

        Raises:
            FormatError: If it is none.
        """
        said = self.need(name)
        if not (said.isascii() and said.isdigit() and len(said) < 10):
            raise FormatError(f"“{name}” of <{self.name}> is “{said[:60]}”, not a whole number from 0.")
        return int(said)


class _Builder:
    """Builds the tree.

    Attributes:
        root: Of what has been told so far.
    """

    def __init__(self) -> None:
        self.root: Node | None = None
        self._open: list[Node] = []
        self._line: Callable[[], int] = int

    def locate(self, line: Callable[[], int]) -> None:
        """Take what tells the line."""
        self._line = line

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        node = Node(name, dict(attributes), self._line())
        if self._open:
            self._open[-1].children.append(node)
            self._open[-1].pieces.append(node)
        else:
            self.root = node
        self._open.append(node)
        if len(self._open) > _DEEPEST:
            raise FormatError(f"Line {node.line}: The elements are nested too deeply.")

    def end(self, _name: str) -> None:
        """An element ends."""
        self._open.pop()

    def text(self, text: str) -> None:
        """Some of the text in it."""
        self._open[-1].pieces.append(text)


def tree(data: bytes) -> Node:
    """The root element of a file.

    Raises:
        FormatError: If it is not well formed, declares a document type, or is nested endlessly; with the line.
    """
    builder = _Builder()
    tell(data, builder, builder.locate)
    if builder.root is None:
        raise FormatError("The file is empty.")
    return builder.root
