"""Texts in tables and JSON Lines: which column is what, what becomes meta, and what is wrong."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from annotator.formats.entry import Found, Severity
from annotator.formats.errors import FormatError
from tests.formats.trying import found_in, reasons


def _table(
    folder: Path, content: str | bytes, choices: Mapping[str, str] | None = None, name: str = "a.csv"
) -> list[Found]:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return found_in(path, "table", choices)


def _texts(found: list[Found]) -> list[str]:
    return [one.entry.text for one in found if one.entry is not None]


def test_columns_are_told_by_their_names_and_the_rest_is_meta(tmp_path: Path) -> None:
    content = 'ID,Title,Text,lang,date\n1,"Ein Titel","Erste Zeile\r\n\r\n""zweite""",de,2026-01-31\n'
    (found,) = _table(tmp_path, content)
    assert found.entry is not None
    document = found.entry.document
    assert found.entry.text == 'Erste Zeile\n\n"zweite"'
    assert (document.title, document.language) == ("Ein Titel", "de")
    assert document.meta == {"ID": "1", "date": "2026-01-31"}
    assert found.line == 2


def test_columns_can_be_chosen(tmp_path: Path) -> None:
    content = "text,Artikel,Kopf,Sprache\nno,Der Text,Der Titel,de\n"
    chosen = {"text": "Artikel", "title": "Kopf", "language": "Sprache"}
    (found,) = _table(tmp_path, content, chosen)
    assert found.entry is not None
    assert (found.entry.text, found.entry.document.title) == ("Der Text", "Der Titel")
    assert found.entry.document.meta == {"text": "no"}
    with pytest.raises(FormatError, match="There is no “x” among text, Artikel"):
        _table(tmp_path, content, {"text": "x"})


def test_a_table_without_names_has_numbers(tmp_path: Path) -> None:
    found = _table(tmp_path, "1;Ein Text\n2;Noch einer\n", {"header": "no", "text": "2"})
    assert _texts(found) == ["Ein Text", "Noch einer"]
    assert _texts(_table(tmp_path, "only one\ncolumn\n", {"header": "no"})) == ["only one", "column"]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_what_stands_between_columns_is_told_by_the_first_row(tmp_path: Path, mark: str) -> None:
    content = f'id{mark}"a,;|b"{mark}text\n1{mark}x{mark}Hello\n'
    (found,) = _table(tmp_path, content)
    assert found.entry is not None
    assert (found.entry.text, found.entry.document.meta) == ("Hello", {"id": "1", "a,;|b": "x"})
    assert _texts(_table(tmp_path, "text,a;b\nx,y;z\n", {"delimiter": ";", "text": "b"})) == ["z"]


def test_quotation_marks_in_a_table_with_tabs_may_be_text(tmp_path: Path) -> None:
    found = _table(tmp_path, 'id\ttext\n1\t"Hello," he said\n2\t"And\n', name="a.tsv")
    assert _texts(found) == ['"Hello," he said', '"And']
    quoted = _table(tmp_path, 'id\ttext\n1\t"a\tb\nc"\n', name="a.tsv")
    assert _texts(quoted) == ["a\tb\nc"]


def test_a_quote_that_does_not_end_is_said_with_its_line_and_the_rows_before_it_are_read(tmp_path: Path) -> None:
    found = _table(tmp_path, 'id,text\n1,one\n2,"two\n3,three\n')
    assert _texts(found) == ["one"]
    ((line, reason),) = reasons(found)
    assert line == 3
    assert "Is a quotation mark missing?" in reason


def test_empty_rows_are_passed_over_and_empty_texts_said(tmp_path: Path) -> None:
    found = _table(tmp_path, "id,text\n\n1,\n , \n2,two\n")
    assert _texts(found) == ["two"]
    assert reasons(found) == [(3, "The text is empty.")]


def test_rows_may_be_shorter_or_longer_than_the_first(tmp_path: Path) -> None:
    short, long = _table(tmp_path, "text,a,a,\none\ntwo,x,y,z,more\n")
    assert reasons([short]) == []
    assert long.entry is not None
    assert long.entry.document.meta == {"a": "x", "a (3)": "y", "4": "z"}
    assert reasons([long]) == [(3, "It has 5 cells for 4 columns; the others were left out.")]
    assert long.faults[0].severity is Severity.BENT


def test_other_encodings_and_long_cells_are_read(tmp_path: Path) -> None:
    text = "وصل الأمين العام إلى كازاخستان في زيارة رسمية تستغرق يومين، حيث كان في استقباله رئيس البلاد. " * 3000
    assert _texts(_table(tmp_path, f"id,text\n1,{text}\n".encode("cp1256"))) == [text]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "empty"),
        ("a,b\n1,2\n", "None of a, b is called like a text. Choose one with the option text=NAME"),
        ("x\0", "not a text file"),
        ("#FORMAT=WebAnno TSV 3.3\n\n\n", "is called like a text"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, content: str, reason: str) -> None:
    with pytest.raises(FormatError, match=reason):
        _table(tmp_path, content)


def _lines(folder: Path, *records: object, **choices: str) -> list[Found]:
    path = folder / "a.jsonl"
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    return found_in(path, "text-jsonl", choices)


def test_json_lines_of_texts(tmp_path: Path) -> None:
    record = {"id": 3, "body": "A\r\nb", "headline": "T", "lang": "nl", "meta": {"url": "https://x", "n": 2}, "x": None}
    (found,) = _lines(tmp_path, record)
    assert found.entry is not None
    document = found.entry.document
    assert (found.entry.text, document.title, document.language) == ("A\nb", "T", "nl")
    assert document.meta == {"id": "3", "url": "https://x", "n": "2"}
    assert found.entry.contents is None


def test_fields_can_be_chosen_and_inner_ones_too(tmp_path: Path) -> None:
    (found,) = _lines(tmp_path, {"text": "no", "meta": {"full": "yes"}}, text="full")
    assert _texts([found]) == ["yes"]


def test_what_may_be_labels_is_kept_and_said(tmp_path: Path) -> None:
    (found,) = _lines(tmp_path, {"text": "a", "topics": ["x"], "none": []})
    assert reasons([found]) == [(1, "“topics” is kept as it stands; whatever it says is not read as labels.")]
    assert found.entry is not None
    assert found.entry.document.meta["topics"] == '["x"]'


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({"a": "x", "b": "y"}, "None of a, b is called like a text"),
        ({"text": 3}, "“text” is not text"),
        ({"text": ""}, "The text is empty"),
        ({}, "is called like a text"),
        ([], "not an object"),
    ],
)
def test_a_line_that_is_wrong_is_skipped_and_the_next_read(tmp_path: Path, record: object, reason: str) -> None:
    bad, good = _lines(tmp_path, record, {"text": "good"})
    assert reason in reasons([bad])[0][1]
    assert _texts([good]) == ["good"]
