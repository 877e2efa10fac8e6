"""EPUB books: a chapter a document."""

from pathlib import Path

import pytest

from annotator.formats.errors import FormatError
from tests.formats.test_archives import packed
from tests.formats.trying import found_in, reasons

_CONTAINER = """<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>"""
_PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>
<dc:title>Das Buch</dc:title><dc:creator>A</dc:creator><dc:date>2026</dc:date><dc:language>de</dc:language></metadata>
<manifest><item id="c2" href="two%20.xhtml" media-type="application/xhtml+xml"/>
<item id="c1" href="one.xhtml" media-type="application/xhtml+xml"/><item id="p" href="p.png" media-type="image/png"/>
<item id="gone" href="gone.xhtml" media-type="application/xhtml+xml"/>
<item id="out" href="../../x.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine>{spine}</spine></package>"""
_PAGE = (
    "<!DOCTYPE html><html xmlns='http://www.w3.org/1999/xhtml'><head><title>x</title></head><body>{body}</body></html>"
)


def _book(folder: Path, *spine: str, **members: bytes) -> Path:
    path = folder / "b.epub"
    package = _PACKAGE.format(spine="".join(f'<itemref idref="{id_}"/>' for id_ in spine))
    pages = {
        "OEBPS/one.xhtml": _PAGE.format(body="<h1>Eins</h1><p>Ein&nbsp;Text.</p>").encode(),
        "OEBPS/two .xhtml": _PAGE.format(body="<p>Zwei.</p>").encode(),
    }
    made = {"META-INF/container.xml": _CONTAINER.encode(), "OEBPS/book.opf": package.encode()} | pages | members
    path.write_bytes(packed(made))
    return path


def test_chapters_come_in_the_order_of_the_book(tmp_path: Path) -> None:
    one, two = found_in(_book(tmp_path, "c1", "p", "c2"), "epub")
    assert one.entry is not None
    assert two.entry is not None
    assert (one.entry.text, two.entry.text) == ("Eins\nEin\xa0Text.", "Zwei.")
    assert (one.entry.document.title, two.entry.document.title) == ("Das Buch – Eins", "Das Buch – 2")
    assert one.entry.document.language == "de"
    assert one.entry.document.meta == {"author": "A", "date": "2026", "book": "Das Buch", "part": "OEBPS/one.xhtml"}


def test_a_chapter_that_is_missing_or_leads_out_leaves_the_others(tmp_path: Path) -> None:
    found = found_in(_book(tmp_path, "gone", "out", "c2"), "epub")
    assert [one.entry.text for one in found if one.entry] == ["Zwei."]
    assert [reason for _line, reason in reasons(found)] == [
        "OEBPS/gone.xhtml: There is no “OEBPS/gone.xhtml” in the archive.",
        "../x.xhtml: There is no “../x.xhtml” in the archive.",
    ]


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"META-INF/container.xml": b"<!DOCTYPE a><a/>"}, "document type"),
        ({"META-INF/container.xml": b"<a/>"}, "There is no “” in the archive"),
        ({"OEBPS/book.opf": b"<a>"}, "damaged in line 1"),
    ],
)
def test_a_damaged_book_is_refused(tmp_path: Path, members: dict[str, bytes], reason: str) -> None:
    with pytest.raises(FormatError, match=reason):
        found_in(_book(tmp_path, "c1", **members), "epub")
