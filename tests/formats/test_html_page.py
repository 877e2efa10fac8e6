"""Saved web pages: the article, and what is known of it."""

import sys
from pathlib import Path

import pytest

from annotator.formats.errors import FormatError
from tests.formats.trying import found_in

_SENTENCE = "وصل الأمين العام للأمم المتحدة إلى كازاخستان في زيارة رسمية تستغرق يومين، وكان في استقباله رئيس البلاد. "
_PAGE = f"""<!DOCTYPE html><html lang="ar"><head><title>زيارة رسمية - صحيفة</title>
<meta property="og:title" content="زيارة رسمية"><meta name="author" content="Leila Haddad">
<meta property="article:published_time" content="2026-01-31T10:00:00Z">
<meta property="og:site_name" content="Al Sahifa">
<link rel="canonical" href="https://news.example.org/a/1"></head><body>
<nav><a href="/">الرئيسية</a> <a href="/sport">رياضة</a></nav>
<article><h1>زيارة رسمية</h1><p>{_SENTENCE * 3}</p><p>{_SENTENCE * 2}</p></article>
<footer>جميع الحقوق محفوظة</footer></body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "cp1256"])
def test_the_article_and_its_facts(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(_PAGE.encode(encoding))
    (found,) = found_in(path, "html")
    assert found.entry is not None
    assert _SENTENCE.strip() in found.entry.text
    assert "الحقوق" not in found.entry.text
    assert "رياضة" not in found.entry.text
    document = found.entry.document
    assert document.title == "زيارة رسمية"
    assert document.meta == {
        "author": "Leila Haddad",
        "date": "2026-01-31",
        "source": "Al Sahifa",
        "url": "https://news.example.org/a/1",
    }


@pytest.mark.parametrize("page", [b"<html><body></body></html>", b"\x00\x01", b"<html>" * 20, b"plain"])
def test_a_page_without_an_article_is_refused(tmp_path: Path, page: bytes) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(page)
    with pytest.raises(FormatError, match=r"No article was found|cannot be read"):
        found_in(path, "html")
    path.write_bytes(b" ")
    with pytest.raises(FormatError, match="empty"):
        found_in(path, "html")


def test_without_trafilatura_the_sentence_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    path = tmp_path / "page.html"
    path.write_text(_PAGE, encoding="utf-8")
    with pytest.raises(FormatError, match=r"pip install 'annotator\[html\]'"):
        found_in(path, "html")
