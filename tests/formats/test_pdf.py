"""PDF as text."""

import sys
from pathlib import Path

import pytest

from annotator.formats import pdf
from annotator.formats.entry import Severity
from annotator.formats.errors import FormatError
from tests.formats.trying import found_in


def _pdf(folder: Path, *pages: str, info: str = "") -> Path:
    """A PDF made by hand; each page is the operators that draw it."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, page in enumerate(pages):
        box = "/MediaBox [0 0 600 800] /Resources << /Font << /F1 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R {box} /Contents {5 + 2 * number} 0 R >>")
        objects.append(f"<< /Length {len(page)} >>\nstream\n{page}\nendstream")
    objects.append(f"<< {info} >>")
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>"
    end = f"trailer\n{trailer}\nstartxref\n{len(data)}\n%%EOF"
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{end}".encode()
    path = folder / "paper.pdf"
    path.write_bytes(data)
    return path


def _lines(*lines: str) -> str:
    return "BT /F1 12 Tf 50 700 Td " + " 0 -20 Td ".join(f"({line}) Tj" for line in lines) + " ET"


def test_lines_of_all_pages_and_what_is_known(tmp_path: Path) -> None:
    info = "/Title (The title) /Author (A. Uthor) /CreationDate (D:20260131100000Z)"
    path = _pdf(tmp_path, _lines("First line", "second line."), "", _lines("Another page."), info=info)
    (found,) = found_in(path, "pdf")
    assert found.entry is not None
    assert found.entry.text == "First line\nsecond line.\n\nAnother page."
    document = found.entry.document
    assert (document.title, document.meta) == ("The title", {"author": "A. Uthor", "date": "2026-01-31"})
    assert [fault.severity for fault in found.faults] == [Severity.BENT]


def test_without_a_title_the_name_of_the_file_is_one(tmp_path: Path) -> None:
    (found,) = found_in(_pdf(tmp_path, _lines("Words")), "pdf")
    assert found.entry is not None
    assert (found.entry.document.title, found.entry.document.meta) == ("paper", {})


def test_what_has_no_text_or_is_damaged_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FormatError, match="There is no text on its 2 pages"):
        found_in(_pdf(tmp_path, "", ""), "pdf")
    bad = tmp_path / "bad.pdf"
    for data in (b"", b"%PDF-1.7", b"no", b"%PDF-1.4\n%%EOF"):
        bad.write_bytes(data)
        with pytest.raises(FormatError, match="This is no PDF, or a damaged or locked one"):
            found_in(bad, "pdf")
    monkeypatch.setattr(pdf, "MAX_PAGES", 1)
    with pytest.raises(FormatError, match="It has 2 pages"):
        found_in(_pdf(tmp_path, "", ""), "pdf")


def test_without_pdfium_the_sentence_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(FormatError, match=r"pip install 'annotator\[pdf\]'"):
        found_in(_pdf(tmp_path, _lines("Words")), "pdf")
