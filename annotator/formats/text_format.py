"""Plain text files as documents (see `text_files` for bytes, encodings and titles)."""

from typing import Final

from annotator.formats import text_files
from annotator.formats.drafting import Draft
from annotator.formats.entry import Fault, Finding, Found, Severity
from annotator.formats.info import FormatInfo, Use
from annotator.formats.interface import Format, ReadOptions, SourceFile

TEXT: Final = FormatInfo(
    "text", "Plain text", (".txt",), frozenset({Use.READ}), carries=("the text of a document",), loses=("all labels",)
)


def read(source: SourceFile, _options: ReadOptions) -> Finding:
    """The one document of a file."""
    found = text_files.decode(source.read(text_files.MAX_BYTES))
    meta = {"encoding": found.encoding}
    faults = []
    if found.confidence is not None:
        meta["encoding_confidence"] = str(found.confidence)
        guess = f"It was read as {found.encoding}, a guess ({found.confidence:.0%} sure)."
        faults.append(Fault(guess, severity=Severity.BENT))
    if found.line_ends:
        meta["line_ends_changed"] = str(found.line_ends)
        faults.append(Fault(f"{found.line_ends} line ends became line feeds.", severity=Severity.BENT))
    title = text_files.title_of(source.name.rpartition("/")[2].rpartition(".")[0] or source.name, found.text)
    yield Found(Draft(found.text, title, meta=meta).entry(), tuple(faults), None, source.size)


FORMAT: Final = Format(TEXT, read)
