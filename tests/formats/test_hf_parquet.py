"""Parquet: read by pyarrow, the names of tags where `datasets` looks for them, and what is wrong."""

import io
import json
import sys
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from annotator.formats import hf_parquet
from annotator.formats.drafting import Draft
from annotator.formats.errors import FormatError
from annotator.formats.hf_parquet import FORMAT
from tests.formats.test_huggingface import NAMES, TEXT, labelled
from tests.formats.trying import found_in, linked, reasons, said, written


def _file(folder: Path, *rows: dict[str, object]) -> Path:
    path = folder / "a.parquet"
    parquet.write_table(pa.Table.from_pylist(list(rows)), path)
    return path


def test_rows_of_spans_have_one_schema_whatever_is_known_of_a_document(tmp_path: Path) -> None:
    entries = [labelled(), Draft("Another text", "").entry()]
    path = written(FORMAT, tmp_path / "out.parquet", entries)
    table = parquet.read_table(path)
    assert table.column_names == ["id", "title", "language", "text", "annotator", "meta", "spans", "relations"]
    first, second = table.to_pylist()
    assert all(first["text"][span["start"] : span["end"]] == span["text"] for span in first["spans"])
    assert (second["spans"], second["annotator"], second["language"]) == ([], None, None)
    one, other = found_in(path, "parquet")
    assert linked(one.entry) == linked(labelled())
    assert one.entry is not None
    document = one.entry.document
    assert (document.title, document.language, document.meta) == ("A title", "en", {"source": "x"})
    assert other.entry is not None
    assert other.entry.contents is None


def test_words_take_the_names_of_their_numbers_along(tmp_path: Path) -> None:
    """The features are where `datasets.Features.from_arrow_schema` looks for them."""
    path = written(FORMAT, tmp_path / "out.parquet", [labelled()], {"shape": "tokens"})
    schema = parquet.read_schema(path)
    features = json.loads(schema.metadata[b"huggingface"])["info"]["features"]
    assert features["ner_tags"] == {"feature": {"names": NAMES, "_type": "ClassLabel"}, "_type": "Sequence"}
    assert set(features) == set(schema.names)
    (found,) = found_in(path, "parquet")
    assert said(found.entry) == [("PERSON", "Ali"), ("PERSON", "Bob")]


def test_many_rows_are_written_in_groups(tmp_path: Path) -> None:
    entries = [labelled(f"{TEXT} {number}") for number in range(1201)]
    path = written(FORMAT, tmp_path / "out.parquet", entries)
    assert parquet.ParquetFile(path).metadata.num_row_groups == 3
    assert len(found_in(path, "parquet")) == 1201


def test_rows_of_others_are_read_and_wrong_ones_skipped(tmp_path: Path) -> None:
    span = {"start": 2, "end": 5, "label": "PERSON"}
    found = found_in(
        _file(tmp_path, {"text": None, "spans": [], "meta": None}, {"text": TEXT, "spans": [span], "meta": "free"}),
        "parquet",
    )
    assert reasons(found) == [(1, "“text” is missing.")]
    assert said(found[1].entry) == [("PERSON", "Ali")]
    assert found[1].entry is not None
    assert found[1].entry.document.meta == {"meta": "free"}


def test_words_of_others_may_have_tags_by_name_and_wrong_rows(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"tokens": ["Ali", "x"], "ner_tags": ["B-PERSON", "O"]},
        {"tokens": ["a"], "ner_tags": []},
    ]
    bad, good = found_in(_file(tmp_path, *rows), "parquet")
    assert said(good.entry) == [("PERSON", "Ali")]
    assert reasons([bad]) == [(2, "It has 1 tokens and 0 tags.")]
    (numbered,) = found_in(_file(tmp_path, {"tokens": ["Ali"], "ner_tags": [1]}), "parquet")
    assert "The tag 1 has no name" in reasons([numbered])[0][1]


def test_damaged_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = written(FORMAT, tmp_path / "out.parquet", [labelled()]).read_bytes()
    bad = tmp_path / "bad.parquet"
    for data in (b"", b"PAR1 no PAR1", whole[:-9], whole[: len(whole) // 2] + whole[-200:]):
        bad.write_bytes(data)
        with pytest.raises(FormatError, match="no Parquet file, or a damaged one"):
            found_in(bad, "parquet")
    with pytest.raises(FormatError, match="neither “tokens” nor “text” but a"):
        found_in(_file(tmp_path, {"a": 1}), "parquet")
    monkeypatch.setattr(hf_parquet, "MAX_UNPACKED", 10)
    bad.write_bytes(whole)
    with pytest.raises(FormatError, match="Unpacked it has"):
        found_in(bad, "parquet")


def test_without_pyarrow_the_sentence_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    path = tmp_path / "a.parquet"
    path.write_bytes(io.BytesIO().getvalue())
    with pytest.raises(FormatError, match=r"pip install 'annotator\[parquet\]'"):
        found_in(path, "parquet")
