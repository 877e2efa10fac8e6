"""Web pages that were saved: the article without what stands around it, by trafilatura."""

import logging
from typing import Any, Final

from annotator.formats import text_files
from annotator.formats.counting import FileText
from annotator.formats.drafting import Draft, shown
from annotator.formats.entry import Finding, Found
from annotator.formats.errors import FormatError
from annotator.formats.extras import needed
from annotator.formats.info import FormatInfo, Use
from annotator.formats.interface import Format, ReadOptions, SourceFile

HTML: Final = FormatInfo(
    "html",
    "Web page",
    (".html", ".htm", ".xhtml"),
    frozenset({Use.READ}),
    carries=("the text of the article", "title, author, date, source and URL"),
    loses=("what stands around the article", "layout", "all labels"),
    extra="html",
)

_FACTS: Final = {"author": "author", "date": "date", "sitename": "source", "url": "url"}


def read(source: SourceFile, _options: ReadOptions) -> Finding:
    """The one article of a page.

    Raises:
        FormatError: If trafilatura is missing, or finds none.
    """
    trafilatura = needed("trafilatura", HTML.extra)
    data = source.read()
    if not data.strip():
        raise FormatError("The file is empty.")
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it speaks of every page without an article
    page = _article(trafilatura, data)
    text = FileText(str(getattr(page, "text", None) or "")).text
    if not text.strip():
        raise FormatError("No article was found in this page. Save its text as plain text.")
    meta = {called: str(value) for name, called in _FACTS.items() if (value := getattr(page, name, None))}
    stem = source.name.rpartition("/")[2].rpartition(".")[0]
    draft = Draft(text, str(page.title or "") or text_files.title_of(stem, text), meta=meta)
    yield Found(draft.entry(), tuple(draft.faults), None, source.size)


def _article(trafilatura: Any, data: bytes) -> Any:
    try:
        return trafilatura.bare_extraction(data, include_comments=False, with_metadata=True)
    except Exception as error:  # whatever it makes of a strange page
        raise FormatError(f"The page cannot be read: {shown(str(error), 200) or type(error).__name__}.") from error


FORMAT: Final = Format(HTML, read)
