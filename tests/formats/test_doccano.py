"""doccano's JSON Lines: both shapes, what offsets count, and files that are not as they should be."""

import json
from pathlib import Path

import pytest

from annotator.formats.doccano import FORMAT, looks_like
from annotator.formats.entry import Entry, Severity
from tests.formats.entries import LEILA
from tests.formats.trying import found_in, linked, reasons, said, written

TEXT = "🎉 Google met Larry Page."


def _file(folder: Path, *records: object) -> Path:
    path = folder / "all.jsonl"
    lines = [record if isinstance(record, str) else json.dumps(record) for record in records]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def _entities(*spans: tuple[int, int, int, str], **more: object) -> dict[str, object]:
    names = ("id", "start_offset", "end_offset", "label")
    return {"text": TEXT, "entities": [dict(zip(names, span, strict=True)) for span in spans], **more}


def test_entities_and_relations_are_read_in_utf16_units(tmp_path: Path) -> None:
    relations = [{"id": 0, "from_id": 7, "to_id": 8, "type": "located"}]
    spans = (7, 3, 9, "GPE"), (8, 14, 24, "PERSON")
    (found,) = found_in(_file(tmp_path, _entities(*spans, relations=relations)), "doccano")
    assert reasons([found]) == []
    assert said(found.entry) == [("GPE", "Google"), ("PERSON", "Larry Page")]
    assert linked(found.entry) == [("Google", "located", "Larry Page")]


def test_a_relation_named_like_a_role_of_its_event_is_an_argument(tmp_path: Path) -> None:
    relations = [{"from_id": 1, "to_id": 2, "type": "Participant"}, {"from_id": 2, "to_id": 1, "type": "Participant"}]
    spans = (1, 10, 13, "Contact.Meet"), (2, 14, 24, "PERSON")
    (found,) = found_in(_file(tmp_path, _entities(*spans, relations=relations)), "doccano")
    assert found.entry is not None
    assert found.entry.contents is not None
    assert len(found.entry.contents.arguments) == len(found.entry.contents.relations) == 1


@pytest.mark.parametrize("name", ["label", "labels"])
def test_lists_of_start_end_and_label_are_read(tmp_path: Path, name: str) -> None:
    record = {"id": 5, "data": TEXT, name: [[3, 9, "GPE"]], "meta": {"wikiPageID": 1}, "source": "x", "title": "T"}
    (found,) = found_in(_file(tmp_path, record), "doccano")
    assert said(found.entry) == [("GPE", "Google")]
    assert found.entry is not None
    assert (found.entry.document.title, found.entry.document.meta) == ("T", {"source": "x", "wikiPageID": "1"})


@pytest.mark.parametrize(
    ("unit", "start"), [("utf-16", 8), ("codepoint", 5), ("grapheme", 3)], ids=["utf-16", "codepoint", "grapheme"]
)
def test_what_offsets_count_is_chosen(tmp_path: Path, unit: str, start: int) -> None:
    record = {"text": "👩\u200d👧🎉 Ali", "label": [[start, start + 3, "PERSON"]]}
    (found,) = found_in(_file(tmp_path, record), "doccano", {"unit": unit})
    assert said(found.entry) == [("PERSON", "Ali")]


def test_carriage_returns_count(tmp_path: Path) -> None:
    (found,) = found_in(_file(tmp_path, {"text": "a\r\nb\r\nAli", "label": [[6, 9, "PERSON"]]}), "doccano")
    assert said(found.entry) == [("PERSON", "Ali")]


def test_labels_of_several_users_are_layers_of_one_document(tmp_path: Path) -> None:
    spans = [{"label": 12, "start_offset": 3, "end_offset": 9, "user": user} for user in (1, 2)]
    one, two = found_in(_file(tmp_path, {"text": TEXT, "annotations": spans}), "doccano")
    assert one.entry is not None
    assert two.entry is not None
    assert one.entry.document.id == two.entry.document.id
    layers = [entry.contents.layer.annotator for entry in (one.entry, two.entry) if entry.contents is not None]
    assert layers == ["user 1", "user 2"]


@pytest.mark.parametrize("record", [{"text": TEXT, "label": []}, {"text": TEXT, "cats": ["news"]}])
def test_a_text_without_labels_has_no_layer(tmp_path: Path, record: object) -> None:
    (found,) = found_in(_file(tmp_path, record), "doccano")
    assert found.entry is not None
    assert found.entry.contents is None


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({"label": [[0, 1, "PER"]]}, "“text” is missing"),
        ({"text": 3, "label": []}, "“text” is not text"),
        ({"text": " ", "label": []}, "The text is empty"),
        ({"text": "a", "label": "x"}, "“label” is not a list"),
        ([1], "not an object"),
        ('{"text": "a", "label": [[0, 1', "not valid JSON"),
        ('{"text": "\\ud800", "label": []}', "surrogate"),
    ],
)
def test_a_line_that_is_wrong_is_skipped_and_the_next_read(tmp_path: Path, record: object, reason: str) -> None:
    good = {"text": TEXT, "label": [[3, 9, "GPE"]]}
    bad, found = found_in(_file(tmp_path, record, good), "doccano")
    assert bad.entry is None
    ((line, words),) = reasons([bad])
    assert line == 1
    assert reason in words
    assert said(found.entry) == [("GPE", "Google")]


@pytest.mark.parametrize(
    ("span", "reason"),
    [
        ([3, 9], "is not start, end and label"),
        ([3, 99, "GPE"], "the text has 24 characters"),
        ([9, 3, "GPE"], "holds no character"),
        ([3, 3, "GPE"], "holds no character"),
        ([-1, 3, "GPE"], "not a whole number from 0"),
        ([1.5, 3, "GPE"], "not a whole number"),
        ([True, 3, "GPE"], "not a whole number"),
        ([1, 9, "GPE"], "inside a character. Are the offsets UTF-16 units?"),
        ([3, 9, None], "The label is missing"),
        ([3, 9, ""], "has no label"),
        ("x", "not an object"),
    ],
)
def test_a_span_that_is_wrong_is_skipped_alone(tmp_path: Path, span: object, reason: str) -> None:
    (found,) = found_in(_file(tmp_path, {"text": TEXT, "label": [span, [3, 9, "GPE"]]}), "doccano")
    ((line, words),) = reasons([found])
    assert line == 1
    assert words.startswith("Span 1: ")
    assert reason in words
    assert said(found.entry) == [("GPE", "Google")]


def test_dangling_relations_double_ids_and_comments_are_said(tmp_path: Path) -> None:
    relations = [{"from_id": 7, "to_id": 99, "type": "x"}, {"from_id": 7, "to_id": 7}, 3]
    spans = (7, 3, 9, "GPE"), (7, 14, 24, "PERSON")
    record = _entities(*spans, relations=relations, Comments=["so"])
    (found,) = found_in(_file(tmp_path, record), "doccano")
    assert said(found.entry) == [("GPE", "Google")]
    words = [reason for _line, reason in reasons([found])]
    assert len(words) == 5
    assert "given to two mentions" in words[0]
    assert "“99” is referred to" in words[1]
    assert found.faults[-1].severity is Severity.BENT


def test_a_file_of_something_else_is_given_up(tmp_path: Path) -> None:
    found = found_in(_file(tmp_path, *["no"] * 300), "doccano")
    assert len(found) == 101
    assert "None of the first 101 lines" in reasons(found)[-1][1]


def test_doccano_can_take_in_what_is_written(tmp_path: Path) -> None:
    """The names and types that `data_import` of doccano asks for, and offsets as a browser counts."""
    (entry,) = (one.entry for one in found_in(_file(tmp_path, _entities((1, 3, 9, "GPE"))), "doccano"))
    assert isinstance(entry, Entry)
    (line,) = written(FORMAT, tmp_path / "out.jsonl", [entry]).read_text("utf-8").splitlines()
    record = json.loads(line)
    assert record["text"] == TEXT
    assert record["entities"] == [{"id": 0, "label": "GPE", "start_offset": 3, "end_offset": 9}]
    assert record["relations"] == []
    (line,) = written(FORMAT, tmp_path / "l.jsonl", [entry], {"shape": "label"}).read_text("utf-8").splitlines()
    assert json.loads(line)["label"] == [[3, 9, "GPE"]]
    assert entry.contents is not None
    assert entry.contents.layer.annotator == LEILA


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ('{"text": "a", "label": [[0, 1, "X"]]}', True),
        ('{"text": "a", "labels": []}', True),
        ('{"text": "a", "label": ["sports"]}', False),
        ('{"text": "a", "entities": [{"start_offset": 0}]}', True),
        ('{"text": "a", "entities": [[0, 1, "X"]], "cats": ["positive"]}', True),
        ('{"text": "a", "entities": [{"start": 0}]}', False),
        ('{"text": "it says \\"start_offset\\""}', False),
    ],
)
def test_it_is_told_by_its_names(line: str, is_one: bool) -> None:
    assert looks_like(line.encode()) == is_one
