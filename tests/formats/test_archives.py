"""Zip archives of strangers: what leads out, is locked, too large or damaged."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats import archives
from annotator.formats.archives import Archive, leads_out
from annotator.formats.errors import FormatError


def packed(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return data.getvalue()


def test_files_are_listed_and_read_and_folders_are_none(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(packed({"a/": b"", "a/b.txt": b"hello", "ك.txt": b"x"}))
    with Archive(path) as archive:
        assert list(archive.members()) == [("a/b.txt", 5, ""), ("ك.txt", 1, "")]
        assert archive.read("a/b.txt") == b"hello"
        assert archive.head("a/b.txt", 2) == b"he"
        assert archive.size("a/b.txt") == 5
        with pytest.raises(FormatError, match="There is no “c”"):
            archive.read("c")
        with pytest.raises(FormatError, match="MB"):
            archive.read("a/b.txt", 4)


@pytest.mark.parametrize(
    ("name", "leads"),
    [
        ("../x", True), ("a/../../x", True), ("/etc/passwd", True), ("\\x", True), ("a\\..\\x", True), ("C:x", True),
        ("C:\\x", True), (".", True), ("a/./b", False), ("a..b", False), ("a/b.txt", False), ("..a/b", False),
    ],
)  # fmt: skip
def test_names_that_lead_out(name: str, leads: bool) -> None:
    assert leads_out(name) == leads


@pytest.mark.parametrize("name", ["../x.txt", "/x.txt", "a/../../x.txt"])
def test_a_file_whose_name_leads_out_is_not_read(name: str) -> None:
    with Archive(packed({name: b"x"})) as archive:
        assert list(archive.members()) == [(name, 1, "Its name leads out of the archive.")]
        with pytest.raises(FormatError, match="leads out"):
            archive.read(name)


def test_links_and_locked_files_are_not_read() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as made:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        made.writestr(link, "/etc/passwd")
        made.writestr("locked.txt", "x")
    raw = bytearray(data.getvalue())
    place = raw.rindex(b"PK\x01\x02")
    raw[place + 8] |= 1  # the flag of encryption, in the directory
    with Archive(bytes(raw)) as archive:
        assert [trouble for _name, _size, trouble in archive.members()] == ["It is a link.", "It is encrypted."]


def test_what_was_made_to_fill_memories_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = packed({"a.txt": bytes(3_000_000)})
    Archive(bomb).close()
    monkeypatch.setattr(archives, "LARGE", 1_000_000)
    with pytest.raises(FormatError, match="too much"):
        Archive(bomb)
    Archive(packed({"a.txt": bytes(3_000_000)}, zipfile.ZIP_STORED)).close()
    monkeypatch.setattr(archives, "MAX_UNPACKED", 2_000_000)
    with pytest.raises(FormatError, match="too much"):
        Archive(packed({"a.txt": bytes(3_000_000)}, zipfile.ZIP_STORED))
    monkeypatch.setattr(archives, "MAX_MEMBERS", 1)
    with pytest.raises(FormatError, match="The archive has 2 files"):
        Archive(packed({"a": b"", "b": b""}))


def test_a_file_gives_no_more_than_the_directory_says() -> None:
    raw = bytearray(packed({"a.txt": bytes(5_000_000)}))
    place = raw.rindex(b"PK\x01\x02")
    raw[place + 24 : place + 28] = (1000).to_bytes(4, "little")
    with Archive(bytes(raw)) as archive, pytest.raises(FormatError, match="damaged"):
        archive.read("a.txt")


@given(st.integers(0, 400), st.integers(0, 255))
def test_whatever_is_damaged_there_is_a_sentence(place: int, value: int) -> None:
    raw = bytearray(packed({"a.txt": b"some words " * 20, "b.txt": b"more"}))
    raw[place % len(raw)] = value
    try:
        with Archive(bytes(raw)) as archive:
            for name, _size, _trouble in archive.members():
                archive.read(name)
    except FormatError as refusal:
        assert refusal.message.endswith(".")


def test_a_member_without_a_name_is_passed_over() -> None:
    raw = packed({"a.txt": b"some words"}).replace(b"a.txt", b"\0.txt")
    with Archive(raw) as archive:
        assert list(archive.members()) == []


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no archive at all"])
def test_what_is_no_archive_is_refused(data: bytes) -> None:
    with pytest.raises(FormatError, match="This is no zip archive"):
        Archive(data)
