"""Word and OpenDocument as texts."""

from pathlib import Path

import pytest

from annotator.formats.entry import Entry, Severity
from annotator.formats.errors import FormatError
from tests.formats.test_archives import packed
from tests.formats.trying import found_in, reasons

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
_ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def _docx(folder: Path, body: str, core: str = "") -> Path:
    path = folder / "article_1.docx"
    members = {"word/document.xml": f"<w:document {_W} {_MC}><w:body>{body}</w:body></w:document>".encode()}
    if core:
        members["docProps/core.xml"] = f"<c {_DC}>{core}</c>".encode()
    path.write_bytes(packed(members))
    return path


def _odt(folder: Path, body: str, meta: str = "") -> Path:
    path = folder / "article_1.odt"
    content = f"<office:document-content {_ODF}><office:body><office:text>{body}</office:text></office:body>"
    members = {"content.xml": f"{content}</office:document-content>".encode()}
    if meta:
        members["meta.xml"] = (
            f"<office:document-meta {_ODF}><office:meta>{meta}</office:meta></office:document-meta>".encode()
        )
    path.write_bytes(packed(members))
    return path


def _entry(path: Path) -> Entry:
    (found,) = found_in(path, path.suffix[1:])
    assert found.entry is not None
    return found.entry


def _p(*runs: str) -> str:
    return f"<w:p>{''.join(f'<w:r>{run}</w:r>' for run in runs)}</w:p>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (_p("<w:t>وصل </w:t>", "<w:t> الأمين</w:t>") + _p() + _p("<w:t>Zwei</w:t>"), "وصل  الأمين\n\nZwei"),
        (_p("<w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t>"), "a\tb\nc\u2011d"),
        ("<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>a</w:t></w:r></w:p>", "a"),
        (_p("<w:t>a</w:t>") + f"<w:tbl><w:tr><w:tc>{_p('<w:t>b</w:t>')}</w:tc></w:tr></w:tbl>", "a\nb"),
        ("<w:p><w:del><w:r><w:t>no</w:t></w:r></w:del><w:ins><w:r><w:t>yes</w:t></w:r></w:ins></w:p>", "yes"),
        (_p("<w:instrText>PAGE</w:instrText><w:t>a</w:t>"), "a"),
        (
            _p(
                "<w:t>out</w:t><mc:AlternateContent><mc:Choice>" + _p("<w:t>box</w:t>") + "</mc:Choice>"
                "<mc:Fallback>" + _p("<w:t>box</w:t>") + "</mc:Fallback></mc:AlternateContent>"
            ),
            "box\nout",
        ),
    ],
)  # fmt: skip
def test_paragraphs_of_word_are_lines(tmp_path: Path, body: str, text: str) -> None:
    assert _entry(_docx(tmp_path, body)).text == text


def test_facts_of_word_are_kept_and_notes_counted(tmp_path: Path) -> None:
    core = "<dc:title>T</dc:title><dc:creator>A</dc:creator><dcterms:created>2026-01-31</dcterms:created>"
    body = _p("<w:t>a</w:t><w:footnoteReference/>", "<w:commentReference/>")
    (found,) = found_in(_docx(tmp_path, body, core), "docx")
    assert reasons([found]) == [(None, "2 notes and comments were left out.")]
    assert found.faults[0].severity is Severity.BENT
    assert found.entry is not None
    document = found.entry.document
    assert (document.title, document.meta) == ("T", {"author": "A", "date": "2026-01-31"})


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<text:h>Kopf</text:h><text:p>a\n   b<text:s text:c='3'/>c</text:p><text:p/>", "Kopf\na b   c"),
        ("<text:p>  a<text:span> b </text:span> c</text:p>", "a b c"),
        ("<text:p>a<text:tab/>b<text:line-break/>c<text:s/></text:p>", "a\tb\nc "),
        ("<text:tracked-changes><text:p>no</text:p></text:tracked-changes><text:p>yes</text:p>", "yes"),
        ("<text:list><text:list-item><text:p>a</text:p></text:list-item></text:list><text:p>b</text:p>", "a\nb"),
    ],
)
def test_paragraphs_of_opendocument_are_lines(tmp_path: Path, body: str, text: str) -> None:
    assert _entry(_odt(tmp_path, body)).text == text


def test_facts_of_opendocument_are_kept_and_notes_counted(tmp_path: Path) -> None:
    meta = "<dc:language>fa-IR</dc:language><meta:initial-creator>A</meta:initial-creator><dc:date>2026</dc:date>"
    note = "<text:note><text:p>no</text:p></text:note><office:annotation><text:p>n</text:p></office:annotation>"
    (found,) = found_in(_odt(tmp_path, f"<text:p>a{note}</text:p>", meta), "odt")
    assert reasons([found]) == [(None, "2 notes and comments were left out.")]
    assert found.entry is not None
    document = found.entry.document
    assert (found.entry.text, document.title, document.language) == ("a", "article_1", "fa-IR")
    assert document.meta == {"author": "A", "date": "2026"}


def test_blanks_said_by_number_do_not_fill_the_memory(tmp_path: Path) -> None:
    body = "<text:p>a" + "<text:s text:c='900000'/>" * 50 + f"<text:s text:c='{'9' * 5000}'/>b</text:p>"
    assert len(_entry(_odt(tmp_path, body)).text) < 1_000_010


def test_what_is_no_such_document_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    for data, reason in (
        (b"no", "no zip archive"),
        (packed({"other.xml": b"<a/>"}), "It has no “word/document.xml”"),
        (packed({"word/document.xml": b"<!DOCTYPE a><a/>"}), "document type"),
        (packed({"word/document.xml": b"<a>"}), "damaged in line 1"),
        (packed({"word/document.xml": b"<a/>"}), "The text is empty"),
    ):
        path.write_bytes(data)
        with pytest.raises(FormatError, match=reason):
            found_in(path, "docx")
