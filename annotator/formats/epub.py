"""EPUB books as texts: a chapter a document, in the order of the book (https://www.w3.org/TR/epub-33/)."""

import posixpath
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import unquote

from annotator.formats import html_text, text_files
from annotator.formats.archives import Archive
from annotator.formats.drafting import Draft, shown
from annotator.formats.entry import Fault, Finding, Found
from annotator.formats.errors import FormatError
from annotator.formats.info import FormatInfo, Use
from annotator.formats.interface import Format, ReadOptions, SourceFile
from annotator.formats.xml_events import facts_in, tell

EPUB: Final = FormatInfo(
    "epub",
    "EPUB book",
    (".epub",),
    frozenset({Use.READ}),
    carries=("the text of each chapter, a block a line", "title, author, date, publisher"),
    loses=("layout and pictures", "all labels"),
)

_CONTAINER = "META-INF/container.xml"
_OCF = "urn:oasis:names:tc:opendocument:xmlns:container "
_OPF = "http://www.idpf.org/2007/opf "
_DC = "http://purl.org/dc/elements/1.1/ "
_FACTS: Final = {
    f"{_DC}{name}": called
    for name, called in (
        ("title", "title"), ("creator", "author"), ("date", "date"), ("language", "language"),
        ("publisher", "publisher"), ("source", "source"),
    )
}  # fmt: skip
_PAGES = ("application/xhtml+xml", "text/html")


class _Package:
    """Where the package document is, what files the book has, and in which order they are read."""

    def __init__(self) -> None:
        self.root = ""
        self.items: dict[str, tuple[str, str]] = {}
        self.spine: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if name == f"{_OCF}rootfile":
            self.root = self.root or attributes.get("full-path", "")
        elif name == f"{_OPF}item":
            self.items[attributes.get("id", "")] = attributes.get("href", ""), attributes.get("media-type", "")
        elif name == f"{_OPF}itemref":
            self.spine.append(attributes.get("idref", ""))

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """Some text."""


def read(source: SourceFile, _options: ReadOptions) -> Finding:
    """The chapters of a book that have words.

    Raises:
        FormatError: If it is damaged.
    """
    with Archive(source.read()) as archive:
        package = _Package()
        tell(archive.read(_CONTAINER), package)
        described = archive.read(package.root)
        tell(described, package)
        facts = facts_in(described, _FACTS)
        book, language = facts.pop("title", ""), facts.pop("language", "")
        for number, name in enumerate(_chapters(package), 1):
            try:
                text, heading = html_text.text_of(text_files.decode(archive.read(name)).text)
                if not text.strip():
                    continue
                title = " – ".join(part for part in (book, heading or str(number)) if part)
                meta = {**facts, "book": book, "part": name} if book else {**facts, "part": name}
                draft = Draft(text, title, key=f"{source.name}\n{name}", language=language, meta=meta)
                yield Found(draft.entry(), tuple(draft.faults), number)
            except FormatError as error:
                yield Found(None, (Fault(f"{shown(name)}: {error.message}", number),), number)


def _chapters(package: _Package) -> Iterator[str]:
    """Names in the archive of the pages in reading order."""
    folder = posixpath.dirname(package.root)
    for id_ in package.spine:
        href, kind = package.items.get(id_, ("", ""))
        if kind in _PAGES:
            yield posixpath.normpath(posixpath.join(folder, unquote(href.partition("#")[0])))


FORMAT: Final = Format(EPUB, read)
