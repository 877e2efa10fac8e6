"""A small sound file of every format that can be read, to be damaged."""

import tempfile
from functools import cache
from pathlib import Path

from annotator.formats.drafting import Draft
from annotator.formats.interface import Format
from annotator.formats.registry import formats
from annotator.model.annotation import Kind
from annotator.model.span import Span
from tests.formats import test_ecb_plus, test_epub, test_office, test_pdf, test_rich_ere
from tests.formats.entries import LEILA
from tests.formats.trying import written

_PAGE = """<html><head><title>T</title><meta name="author" content="A. Uthor"></head><body><article><h1>T</h1>
<p>{words}</p><p>{words}</p></article></body></html>"""
READ = [made for made in formats().values() if made.read is not None]


def draft() -> Draft:
    """A document with one of everything."""
    made = Draft("🎉 Ali met Bob in Oslo.\nHe left.", "A title", annotator=LEILA, meta={"source": "x"})
    made.mention(Kind.ENTITY, "PERSON", Span.of(2, 5), "a", {"mention": "NAM", "remark": "so"})
    made.mention(Kind.EVENT, "Contact.Meet", Span.of(6, 9), "b", {"negated": True})
    made.mention(Kind.ENTITY, "GPE", Span.of(17, 21), "c", {"amount": 3})
    made.mention(Kind.ENTITY, "PERSON", Span.of(10, 13), "d")
    made.argument("b", "Participant", "a")
    made.relation("located", "a", "c")
    made.cluster("k", ["a", "d"], kb="Q1")
    made.set_note("a", "a note")
    return made


@cache
def sample(format_id: str) -> dict[str, bytes]:
    """The files of one document in a format, by name."""
    made = formats()[format_id]
    with tempfile.TemporaryDirectory() as folder:
        if made.write is not None:
            _write(made, Path(folder))
        else:
            _make(made.info.id, Path(folder))
        files = sorted(path for path in Path(folder).rglob("*") if path.is_file())
        return {path.name: path.read_bytes() for path in files}


def _write(made: Format, folder: Path) -> None:
    name = f"out{'' if made.info.is_folder else made.info.suffixes[0]}"
    written(made, folder / name, [draft().entry()])


def _make(format_id: str, folder: Path) -> None:
    """A file of a format that is only read."""
    match format_id:
        case "docx":
            test_office._docx(
                folder, test_office._p("<w:t>One.</w:t>", "<w:tab/><w:t>Two.</w:t>"), "<dc:title>T</dc:title>"
            )
        case "odt":
            test_office._odt(folder, "<text:p>One.<text:s text:c='3'/>Two.</text:p>", "<dc:title>T</dc:title>")
        case "epub":
            test_epub._book(folder, "c1", "c2")
        case "pdf":
            test_pdf._pdf(folder, test_pdf._lines("One.", "Two."), info="/Title (T)")
        case _:
            for name, text in _texts(format_id).items():
                (folder / name).write_text(text, "utf-8")


def _texts(format_id: str) -> dict[str, str]:
    return {
        "rich-ere": {name: str(text) for name, text in test_rich_ere._files().items()},
        "ecb-plus": {"1_1ecb.xml": test_ecb_plus._file()},
        "html": {"a.html": _PAGE.format(words="Some words of an article that is long enough to be one. " * 20)},
        "table": {"a.csv": 'title,text,url\nA,"Hello, ""you""",x\nB,World,y\n'},
        "text-jsonl": {
            "a.jsonl": '{"text": "Hello", "title": "T", "date": "2020", "meta": {"a": 1}}\n{"text": "World"}\n'
        },
        "text": {"a.txt": "🎉 Ali met Bob.\nوصل\n"},
    }[format_id]
