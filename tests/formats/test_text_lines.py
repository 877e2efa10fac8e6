"""Lines of text files: small ones in any encoding, large ones one by one."""

from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.formats import text_lines as module
from annotator.formats.errors import FormatError
from annotator.formats.text_lines import text_lines
from annotator.services.source_files import DiskFile

Lines = list[tuple[int, str]]
LINES = ["eins O", "", "zwö B-GPE", "   ", "وزارة O"]


@pytest.fixture
def lines_of(tmp_path: Path) -> Callable[[bytes], Lines]:
    """The lines of a file with these bytes."""

    def read(data: bytes) -> Lines:
        path = tmp_path / "a.conll"
        path.write_bytes(data)
        return list(text_lines(DiskFile(path, path.name, len(data))))

    return read


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file counts as a large one."""
    monkeypatch.setattr(module, "_HELD", 0)


def test_small_files_may_be_in_any_encoding(lines_of: Callable[[bytes], Lines]) -> None:
    for data in ("\r\n".join(LINES).encode("utf-16"), "\n".join(LINES).encode("utf-8-sig"), "\r".join(LINES).encode()):
        assert lines_of(data) == list(enumerate(LINES, 1))


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_large_files_have_the_same_lines(lines_of: Callable[[bytes], Lines], end: str, encoding: str) -> None:
    found = lines_of(end.join(LINES).encode(encoding))
    assert [(number, line.strip()) for number, line in found] == [
        (number, line.strip()) for number, line in enumerate(LINES, 1)
    ]


@pytest.mark.usefixtures("large")
def test_a_large_file_that_stops_being_utf8_is_refused_with_the_line(
    lines_of: Callable[[bytes], Lines], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_LOOKED_AT", 2)
    with pytest.raises(FormatError, match="Line 3 is not UTF-8"):
        lines_of(b"eins O\nzwei O\n" + "dör O".encode("latin-1"))


@pytest.mark.usefixtures("large")
def test_what_is_large_and_in_another_encoding_is_read_whole(lines_of: Callable[[bytes], Lines]) -> None:
    text = "Zürich B-GPE\nGrüße O\nüber O\nÄpfel O\nschön O\n"
    assert lines_of(text.encode("latin-1")) == list(enumerate(text.split("\n"), 1))
