"""PDF as text, by PDFium: lines as they stand on the pages, a blank line between pages.

A PDF knows no paragraphs, and not always words: what comes out has to be looked at before it is labelled.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from annotator.formats import text_files
from annotator.formats.counting import FileText
from annotator.formats.drafting import Draft, shown
from annotator.formats.entry import Finding, Found
from annotator.formats.errors import FormatError
from annotator.formats.extras import needed
from annotator.formats.info import FormatInfo, Use
from annotator.formats.interface import Format, ReadOptions, SourceFile

PDF: Final = FormatInfo(
    "pdf",
    "PDF document",
    (".pdf",),
    frozenset({Use.READ}),
    carries=("the text of all pages, a line a line", "title, author and date"),
    loses=("paragraphs and layout", "texts that are pictures", "all labels"),
    extra="pdf",
)

MAX_PAGES = 5_000
MAX_BYTES = 200_000_000

_HYPHEN = "\ufffe"
"""PDFium's mark for a hyphen that only divides a word at the end of a line."""
_DIVIDED = re.compile(f"{_HYPHEN}\\s*")
_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?")


def read(source: SourceFile, _options: ReadOptions) -> Finding:
    """The one text of a document.

    Raises:
        FormatError: If pypdfium2 is missing, or the file is damaged, locked, or has no text.
    """
    pdfium = needed("pypdfium2", PDF.extra)
    data = source.read(MAX_BYTES)
    try:
        with pdfium.PdfDocument(data) as document:
            pages, known = _pages(document), document.get_metadata_dict(skip_empty=True)
    except pdfium.PdfiumError as error:
        raise FormatError(f"This is no PDF, or a damaged or locked one: {shown(str(error), 200)}.") from error
    raw = "\n\n".join(page for page in pages if page.strip())
    text = FileText(_DIVIDED.sub("", raw).replace("\0", "\ufffd")).text
    if not text.strip():
        raise FormatError(f"There is no text on its {len(pages)} pages; they may be pictures of text.")
    stem = source.name.rpartition("/")[2].rpartition(".")[0]
    draft = Draft(text, known.get("Title", "").strip() or text_files.title_of(stem, text), meta=_meta(known))
    draft.bend("The text was taken from the pages of a PDF, line by line; look at it before labelling.")
    yield Found(draft.entry(), tuple(draft.faults), None, source.size)


def _pages(document: Any) -> list[str]:
    if len(document) > MAX_PAGES:
        raise FormatError(f"It has {len(document):,} pages; it may have {MAX_PAGES:,}.")
    return [_text(page) for page in document]


def _text(page: Any) -> str:
    words = page.get_textpage()
    found: str = words.get_text_bounded()
    words.close()
    page.close()
    return found


def _meta(known: Mapping[str, str]) -> dict[str, str]:
    date = _DATE.match(known.get("CreationDate", ""))
    made = {"author": known.get("Author", "").strip()}
    made["date"] = "-".join(part for part in date.groups() if part) if date is not None else ""
    return {name: value for name, value in made.items() if value}


FORMAT: Final = Format(PDF, read)
