"""Text files: which encoding, which title, and what is refused."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.assets import seeds
from annotator.formats.errors import FormatError
from annotator.formats.text_files import MAX_BYTES, decode, shortened, title_of

ARABIC = "وصل الأمين العام إلى كازاخستان في زيارة رسمية تستغرق يومين، حيث كان في استقباله رئيس البلاد."
GERMAN = "Grüße aus Köln: die Straßen sind müde, aber schön. Über den Dächern blüht früh ein Märchen."


@pytest.mark.parametrize(
    ("data", "encoding", "guessed"),
    [
        (ARABIC.encode(), "utf-8", False),
        (codecs.BOM_UTF8 + ARABIC.encode(), "utf-8", False),
        (codecs.BOM_UTF16_LE + ARABIC.encode("utf-16-le"), "utf-16-le", False),
        (codecs.BOM_UTF16_BE + ARABIC.encode("utf-16-be"), "utf-16-be", False),
        (codecs.BOM_UTF32_LE + ARABIC.encode("utf-32-le"), "utf-32-le", False),
        (ARABIC.encode("utf-16-le"), "utf-16-le", True),
        (("a plain text " * 20).encode("utf-16-le"), "utf-16-le", True),
        (ARABIC.encode("cp1256"), "Windows-1256", True),
    ],
)
def test_the_encoding_is_told(data: bytes, encoding: str, guessed: bool) -> None:
    found = decode(data)
    assert found.text in (ARABIC, "a plain text " * 20)
    assert found.encoding == encoding
    assert (found.confidence is not None) == guessed


def test_a_guess_says_how_sure_it_is() -> None:
    found = decode(GERMAN.encode("cp1252"))
    assert found.text == GERMAN
    assert found.confidence is not None
    assert 0 <= found.confidence <= 1


@pytest.mark.parametrize(
    ("data", "text", "changed"),
    [
        (b"a\r\nb\r\n", "a\nb\n", 2),
        (b"a\rb", "a\nb", 1),
        (b"a\nb", "a\nb", 0),
        ("a\u2028b\x85".encode(), "a\u2028b\x85", 0),
    ],
)
def test_line_ends_become_line_feeds_and_are_counted(data: bytes, text: str, changed: int) -> None:
    assert (decode(data).text, decode(data).line_ends) == (text, changed)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), min_size=1).filter(str.strip))
def test_utf8_reads_back_exactly(text: str) -> None:
    """With a mark, so that texts of control characters are not taken for binary files."""
    assert decode(codecs.BOM_UTF8 + text.encode()).text == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (codecs.BOM_UTF8, "empty"),
        (b"some words\0 and more words in this line", "Character 11 is NUL"),
        (codecs.BOM_UTF8 + b"abc\xff", "Byte 4 is not valid UTF-8"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8a\x00", "not valid UTF-16"),
        (codecs.BOM_UTF16_LE + b"abc", "not valid UTF-16"),
        (ARABIC.encode() + b"\n\xff\n" + ARABIC.encode(), "(line 2) is not valid UTF-8"),
        (ARABIC.encode()[:-2], "not valid UTF-8"),
        (ARABIC.encode() + "\ud800".encode("utf-8", "surrogatepass"), "not valid UTF-8"),
        (b"%PDF-1.7 \xe2\xe3", "a PDF"),
        (b"PK\x03\x04....", "a ZIP archive"),
        (b"\x89PNG\r\n\x1a\n....", "a picture"),
        (b"SQLite format 3\0....", "a database"),
        (bytes(range(256)) * 20, "not a text file"),
        (b"\x00\x01\x02\x03" * 1000, "not a text file"),
        (b"a" * (MAX_BYTES + 1), "50 MB"),
    ],
)
def test_what_is_no_text_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(FormatError) as refusal:
        decode(data)
    assert reason in refusal.value.message


@given(st.binary(max_size=300))
def test_whatever_the_bytes_there_is_a_text_or_a_sentence(data: bytes) -> None:
    try:
        found = decode(data)
    except FormatError as refusal:
        assert refusal.message.endswith(".") or "?" in refusal.message
    else:
        found.text.encode()
        assert "\r" not in found.text
        assert "\0" not in found.text


@pytest.mark.parametrize(
    ("stem", "title"),
    [
        ("Interview with Bui", "Interview with Bui"),
        ("article_2", "article_2"),
        ("مقابلة", "مقابلة"),
        ("2026-01-31 summit", "2026-01-31 summit"),
        ("000_89958752c2813bb7", "First line"),
        ("6f0f1d6e-3f0c-5a8e-9d51-0b9c2f6b7a11", "First line"),
        ("20260131", "First line"),
        ("12", "First line"),
        ("", "First line"),
    ],
)
def test_a_name_that_says_nothing_gives_way_to_the_first_line(stem: str, title: str) -> None:
    assert title_of(stem, "\n \n First   line \nSecond") == title


def test_the_first_line_is_cut_at_a_word() -> None:
    line = "Vicepremier en minister van Buitenlandse Zaken Bui Thanh Son zei dat het bezoek een groot succes was"
    assert shortened(line) == "Vicepremier en minister van Buitenlandse Zaken Bui Thanh Son zei dat het bezoek…"
    assert shortened("x" * 100) == "x" * 80 + "…"
    assert shortened("x" * 80) == "x" * 80


def test_the_samples_have_titles_that_people_can_read() -> None:
    for path in sorted(seeds().glob("*.txt")):
        found = decode(path.read_bytes())
        assert found.encoding == "utf-8"
        title = title_of(path.stem, found.text)
        assert 10 < len(title) <= 81
        assert found.text.lstrip().startswith(title.rstrip("…")[:10])
