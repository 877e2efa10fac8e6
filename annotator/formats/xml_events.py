"""XML that somebody else wrote, told as events; without entities, and however deep.

A document type is refused: it is where entities are defined, and nothing that is read here needs one.
"""

from collections.abc import Callable, Mapping
from typing import Protocol
from xml.parsers import expat

from annotator.formats.errors import FormatError


class Listener(Protocol):
    """What is told of a document; names are `namespace name`, or the bare name where there is no namespace."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """Some of the text in it."""


def tell(data: bytes, listener: Listener, locate: Callable[[Callable[[], int]], None] | None = None) -> None:
    """Tell a listener what XML says.

    Args:
        data: The file.
        listener: Who is told.
        locate: Is given what tells the line, from 1, of what is being told, if somebody wants to know.

    Raises:
        FormatError: If it is damaged, or has a document type.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    if locate is not None:
        locate(lambda: parser.CurrentLineNumber)
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = listener.start
    parser.EndElementHandler = listener.end
    parser.CharacterDataHandler = listener.text
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        reason = expat.errors.messages.get(error.code, str(error))
        raise FormatError(f"Its XML is damaged in line {error.lineno}: {reason}.") from error
    except (UnicodeError, LookupError, ValueError) as error:
        raise FormatError(f"Its XML cannot be decoded: {str(error)[:200]}.") from error


def _refuse(*_declared: object) -> None:
    raise FormatError("Its XML declares a document type, which may hide anything; it is not read.")


class Facts:
    """The words of some elements, wherever they stand: title, author, date and the like.

    Attributes:
        found: By the wanted name; of several the first that has words.
    """

    def __init__(self, wanted: Mapping[str, str]) -> None:
        """Listen for elements, by their full name; the values are what to call them."""
        self.found: dict[str, str] = {}
        self._wanted = wanted
        self._words: list[str] | None = None

    def start(self, name: str, _attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if name in self._wanted:
            self._words = []

    def text(self, text: str) -> None:
        """Some text."""
        if self._words is not None:
            self._words.append(text)

    def end(self, name: str) -> None:
        """An element ends."""
        if name in self._wanted and self._words is not None:
            words = " ".join("".join(self._words).split())
            if words:
                self.found.setdefault(self._wanted[name], words)
            self._words = None


def facts_in(data: bytes, wanted: Mapping[str, str]) -> dict[str, str]:
    """What the elements of these names say; nothing if it is damaged, for it is only said beside the text."""
    facts = Facts(wanted)
    quietly(lambda: tell(data, facts))
    return facts.found


def quietly(step: Callable[[], object]) -> None:
    """Do what may fail without harm."""
    try:
        step()
    except FormatError:
        return
