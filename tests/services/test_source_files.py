"""Files as readers see them, in an archive as on the disk."""

import zipfile
from pathlib import Path

import pytest

from annotator.formats.archives import Archive
from annotator.formats.errors import FormatError
from annotator.services.source_files import ArchiveFile, DiskFile
from tests.formats.test_archives import packed

MEMBERS = {"a/one.txt": b"\xef\xbb\xbffirst\n\n third\n", "a/two.txt": b"two", "three.txt": b"three"}


@pytest.fixture(params=["disk", "archive"])
def source(request: pytest.FixtureRequest, tmp_path: Path) -> DiskFile | ArchiveFile:
    """The first file, on the disk or in an archive."""
    if request.param == "archive":
        return ArchiveFile(Archive(packed(MEMBERS)), "a/one.txt", "x.zip/a/one.txt", 17)
    for name, data in MEMBERS.items():
        path = tmp_path / "x.zip" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return DiskFile(tmp_path / "x.zip/a/one.txt", "x.zip/a/one.txt", 17)


def test_bytes_and_lines(source: DiskFile | ArchiveFile) -> None:
    assert source.read() == MEMBERS["a/one.txt"]
    assert [(number, line) for number, _read, line in source.lines()] == [(1, b"first\n"), (3, b" third\n")]
    assert [read for _number, read, _line in source.lines()][-1] == source.size
    with pytest.raises(FormatError, match="MB"):
        source.read(16)


def test_the_file_beside(source: DiskFile | ArchiveFile) -> None:
    beside = source.beside("two.txt")
    assert beside is not None
    assert (beside.name, beside.size, beside.read()) == ("x.zip/a/two.txt", 3, b"two")
    assert source.beside("three.txt") is None


def test_lines_of_a_damaged_file_end_in_a_sentence() -> None:
    raw = packed({"a.txt": b"many lines\n" * 100}, zipfile.ZIP_STORED).replace(b"many lines", b"mxny lines", 1)
    source = ArchiveFile(Archive(raw), "a.txt", "x.zip/a.txt", 1100)
    with pytest.raises(FormatError, match="damaged"):
        list(source.lines())
