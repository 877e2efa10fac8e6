"""Word (`.docx`) and OpenDocument (`.odt`) as texts: a paragraph a line, nothing else changed.

Both are zip archives of XML; only the parts with the text and the facts are opened. Left out are what is deleted but
kept for tracking, comments, notes, headers and footers; notes and comments are counted.

Sources: ECMA-376 part 1, section 17 (WordprocessingML); OASIS OpenDocument 1.3 part 3, sections 5 and 6.
"""

import re
from collections.abc import Mapping
from typing import Final

from annotator.formats import text_files
from annotator.formats.archives import Archive
from annotator.formats.drafting import Draft
from annotator.formats.entry import Finding, Found
from annotator.formats.errors import FormatError
from annotator.formats.info import FormatInfo, Use
from annotator.formats.interface import Format, ReadOptions, SourceFile
from annotator.formats.xml_events import facts_in, tell

_CARRIES = ("the text of a document, a paragraph a line", "title, author and date")
_LOSES = ("layout", "notes, comments, headers and footers", "all labels")
DOCX: Final = FormatInfo("docx", "Word document", (".docx",), frozenset({Use.READ}), carries=_CARRIES, loses=_LOSES)
ODT: Final = FormatInfo("odt", "OpenDocument text", (".odt",), frozenset({Use.READ}), carries=_CARRIES, loses=_LOSES)

_DC = "http://purl.org/dc/elements/1.1/ "
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006 "
_T = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_O = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_META = "urn:oasis:names:tc:opendocument:xmlns:meta:1.0 "
_BLANK = re.compile(r"[ \t\r\n]+")
_MANY = 1_000_000
"""How many blanks a document may say by number: some bytes of it could mean gigabytes."""


class _Paragraphs:
    """Paragraphs as lines, the inner ones (of a text box) after the one that they stand in.

    Attributes:
        lines: The paragraphs that have ended.
        notes: How many notes and comments were passed over.
    """

    paragraphs: frozenset[str] = frozenset()
    passed_over: frozenset[str] = frozenset()
    notices: frozenset[str] = frozenset()

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.notes = 0
        self._open: list[list[str]] = []
        self._over = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self.notes += name in self.notices
        if self._over or name in self.passed_over:
            self._over += 1
        elif name in self.paragraphs:
            self._open.append([])
        else:
            self.begin(name, attributes)

    def end(self, name: str) -> None:
        """An element ends."""
        if self._over:
            self._over -= 1
        elif name in self.paragraphs:
            self.lines.append("".join(self._open.pop()))
        else:
            self.finish(name)

    def text(self, text: str) -> None:
        """Some text."""
        if self._open and not self._over:
            self.say(text)

    def add(self, words: str) -> None:
        """Add to the innermost paragraph."""
        if self._open:
            self._open[-1].append(words)

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        """Something that is neither a paragraph nor passed over begins."""

    def finish(self, name: str) -> None:
        """It ends."""

    def say(self, text: str) -> None:
        """Text in a paragraph."""


class _Word(_Paragraphs):
    """WordprocessingML: text stands in `w:t` of a run, and some characters are elements."""

    paragraphs = frozenset({f"{_W}p"})
    passed_over = frozenset({f"{_MC}Fallback", f"{_W}del", f"{_W}moveFrom"})
    notices = frozenset({f"{_W}footnoteReference", f"{_W}endnoteReference", f"{_W}commentReference"})
    _characters: Final = {
        f"{_W}tab": "\t",
        f"{_W}br": "\n",
        f"{_W}cr": "\n",
        f"{_W}noBreakHyphen": "\u2011",
        f"{_W}softHyphen": "\u00ad",
    }

    def __init__(self) -> None:
        super().__init__()
        self._runs = 0
        self._is_text = False

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        """Runs, text, and characters in a run (a `w:tab` elsewhere is a stop on the ruler)."""
        self._runs += name == f"{_W}r"
        if name == f"{_W}t":
            self._is_text = True
        elif self._runs and name in self._characters:
            self.add(self._characters[name])

    def finish(self, name: str) -> None:
        """A run or its text ends."""
        self._runs -= name == f"{_W}r"
        if name == f"{_W}t":
            self._is_text = False

    def say(self, text: str) -> None:
        """Text of a run."""
        if self._is_text:
            self.add(text)


class _Open(_Paragraphs):
    """OpenDocument: white space in the XML is one blank, more are elements."""

    paragraphs = frozenset({f"{_T}p", f"{_T}h"})
    passed_over = frozenset({f"{_T}tracked-changes", f"{_O}annotation", f"{_T}note", f"{_O}forms"})
    notices = frozenset({f"{_T}note", f"{_O}annotation"})

    def __init__(self) -> None:
        super().__init__()
        self._blanks = 0

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        """Characters that are elements."""
        if name == f"{_T}s":
            said = attributes.get(f"{_T}c", "1")
            count = min(int(said) if said.isdecimal() and len(said) < 10 else 1, _MANY - self._blanks)
            self._blanks += count
            self.add(" " * count)
        elif name == f"{_T}tab":
            self.add("\t")
        elif name == f"{_T}line-break":
            self.add("\n")

    def say(self, text: str) -> None:
        """Text, with white space as the standard has it (6.1.2)."""
        words = _BLANK.sub(" ", text)
        before = self._open[-1][-1] if self._open[-1] else " "
        self.add(words.removeprefix(" ") if before.endswith(" ") else words)


def _read(source: SourceFile, listener: _Paragraphs, part: str, about: str, facts: Mapping[str, str]) -> Finding:
    with Archive(source.read()) as archive:
        if part not in archive:
            raise FormatError(f"It has no “{part}”, so it is no such document.")
        tell(archive.read(part), listener)
        known = facts_in(archive.read(about), facts) if about in archive else {}
    text = "\n".join(listener.lines).strip("\n")
    stem = source.name.rpartition("/")[2].rpartition(".")[0]
    title, language = known.pop("title", "") or text_files.title_of(stem, text), known.pop("language", "")
    draft = Draft(text, title, language=language, meta=known)
    if listener.notes:
        draft.bend(f"{listener.notes} notes and comments were left out.")
    yield Found(draft.entry(), tuple(draft.faults), None, source.size)


def _read_docx(source: SourceFile, _options: ReadOptions) -> Finding:
    """The one text of a Word document.

    Raises:
        FormatError: If it is damaged, or has no text.
    """
    facts = {f"{_DC}title": "title", f"{_DC}creator": "author", f"{_DC}language": "language"}
    facts["http://purl.org/dc/terms/ created"] = "date"
    yield from _read(source, _Word(), "word/document.xml", "docProps/core.xml", facts)


def _read_odt(source: SourceFile, _options: ReadOptions) -> Finding:
    """The one text of an OpenDocument text.

    Raises:
        FormatError: If it is damaged, or has no text.
    """
    facts = {f"{_DC}title": "title", f"{_META}initial-creator": "author", f"{_DC}creator": "author"}
    facts |= {f"{_META}creation-date": "date", f"{_DC}date": "date", f"{_DC}language": "language"}
    yield from _read(source, _Open(), "content.xml", "meta.xml", facts)


FORMATS: Final = (Format(DOCX, _read_docx), Format(ODT, _read_odt))
