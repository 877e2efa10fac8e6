"""Label Studio's JSON: regions put together, its offsets, whose an annotation is, and what is wrong."""

import json
from pathlib import Path

import pytest

from annotator.formats.entry import Entry, Severity
from annotator.formats.label_studio import FORMAT
from annotator.formats.label_studio_reading import looks_like
from tests.formats.entries import LEILA
from tests.formats.trying import found_in, linked, reasons, said, written

TEXT = "🎉 Ali met Bob"


def _file(folder: Path, content: object) -> Path:
    path = folder / "export.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def _region(id_: str, start: int, end: int, label: str, words: str = "", **more: object) -> dict[str, object]:
    value: dict[str, object] = {"start": start, "end": end, "labels": [label]}
    if words:
        value["text"] = words
    return {"id": id_, "from_name": "label", "to_name": "text", "type": "labels", "value": value, **more}


def _said(id_: str, name: str, kind: str, value: object) -> dict[str, object]:
    place = {"start": 3, "end": 6}
    field = "text" if kind == "textarea" else kind
    return {"id": id_, "from_name": name, "to_name": "text", "type": kind, "value": place | {field: value}}


def _task(*items: object, **more: object) -> dict[str, object]:
    return {"id": 7, "data": {"text": TEXT}, "annotations": [{"id": 1, "result": list(items), **more}]}


ALI = _region("a", 3, 6, "PERSON", "Ali")
MET = _region("b", 7, 10, "Contact.Meet", "met")


def test_regions_attributes_notes_and_links(tmp_path: Path) -> None:
    items = [
        _said("a", "remark", "textarea", ["one", "two"]),
        _said("a", "mention", "choices", ["NAM"]),
        _said("b", "negated", "choices", ["true"]),
        _region("a", 3, 6, "PERSON", "Ali", meta={"text": ["my note"]}),
        {"type": "relation", "from_id": "a", "to_id": "b", "direction": "left", "labels": ["Participant"]},
        {"type": "relation", "from_id": "a", "to_id": "b", "direction": "right", "labels": ["located"]},
        MET,
    ]
    (found,) = found_in(_file(tmp_path, [_task(*items)]), "label-studio")
    assert reasons([found]) == []
    assert found.entry is not None
    assert found.entry.contents is not None
    ali, met = found.entry.contents.mentions
    assert (ali.attributes, ali.note) == ({"remark": "one\ntwo", "mention": "NAM"}, "my note")
    assert met.attributes == {"negated": True}
    assert linked(found.entry) == [("met", "Participant", "Ali"), ("Ali", "located", "met")]
    assert len(found.entry.contents.arguments) == 1


@pytest.mark.parametrize("start", [3, 2], ids=["UTF-16 units", "code points"])
def test_the_unit_is_told_by_the_words(tmp_path: Path, start: int) -> None:
    region = _region("a", start, start + 3, "PERSON", "Ali")
    (found,) = found_in(_file(tmp_path, [_task(region)]), "label-studio")
    assert said(found.entry) == [("PERSON", "Ali")]


def test_without_words_offsets_are_utf16_units(tmp_path: Path) -> None:
    (found,) = found_in(_file(tmp_path, [_task(_region("a", 3, 6, "PERSON"))]), "label-studio")
    assert said(found.entry) == [("PERSON", "Ali")]


def test_carriage_returns_count_and_line_ends_are_said_in_its_own_way(tmp_path: Path) -> None:
    task = _task(_region("a", 3, 9, "PERSON", "Ali\\nX"))
    task["data"] = {"text": "a\r\nAli\r\nX"}
    task["annotations"][0]["result"][0]["value"]["end"] = 9  # type: ignore[index]
    (found,) = found_in(_file(tmp_path, [task]), "label-studio")
    assert said(found.entry) == [("PERSON", "Ali\nX")]


def test_a_region_of_several_labels_is_several_mentions(tmp_path: Path) -> None:
    region = _region("a", 3, 6, "PERSON")
    region["value"]["labels"] = ["PERSON", "GPE"]  # type: ignore[index]
    items = [region, _said("a", "mention", "choices", ["NAM"])]
    (found,) = found_in(_file(tmp_path, [_task(*items)]), "label-studio")
    assert sorted(said(found.entry)) == [("GPE", "Ali"), ("PERSON", "Ali")]
    assert found.entry is not None
    assert found.entry.contents is not None
    assert all(mention.attributes == {"mention": "NAM"} for mention in found.entry.contents.mentions)


def _annotators(path: Path, **choices: str) -> list[str]:
    found = found_in(path, "label-studio", choices)
    return [one.entry.contents.layer.annotator for one in found if one.entry is not None and one.entry.contents]


def test_whose_an_annotation_is(tmp_path: Path) -> None:
    task = _task(ALI)
    made = [{"result": [ALI], "completed_by": by} for by in ({"id": 2, "email": "o@x"}, {"id": 3}, 4, None, None)]
    task["annotations"] = made
    assert _annotators(_file(tmp_path, [task])) == ["o@x", "user 3", "user 4", "leila", "leila (2)"]
    task["meta"] = {"annotators": ["A", "B", "C", "D"]}
    assert _annotators(_file(tmp_path, [task])) == ["o@x", "user 3", "user 4", "D", "leila"]


def test_predictions_and_skipped_annotations_are_left_out_and_said(tmp_path: Path) -> None:
    task = _task(ALI, was_cancelled=True)
    task["predictions"] = [{"model_version": "v1", "result": [ALI]}]
    path = _file(tmp_path, [task])
    (found,) = found_in(path, "label-studio")
    assert found.entry is not None
    assert found.entry.contents is None
    assert [fault.severity for fault in found.faults] == [Severity.BENT] * 2
    assert _annotators(path, predictions="layers") == ["v1"]


def test_the_short_export_is_read(tmp_path: Path) -> None:
    record = {"text": TEXT, "id": 1, "annotator": 2, "annotation_id": 5, "source": "x"}
    label = [{"start": 3, "end": 6, "text": "Ali", "labels": ["PERSON"]}]
    path = _file(tmp_path, [record | {"label": label}])
    (found,) = found_in(path, "label-studio")
    assert said(found.entry) == [("PERSON", "Ali")]
    assert _annotators(path) == ["user 2"]
    assert found.entry is not None
    assert found.entry.document.meta == {"source": "x"}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"body": TEXT, "source": "x"}, "Ali"),
        ({"text": TEXT, "other": "much longer text than the text itself"}, "Ali"),
    ],
)
def test_which_of_the_data_is_the_text(tmp_path: Path, data: object, words: str) -> None:
    task = _task(_region("a", 3, 6, "PERSON")) | {"data": data}
    (found,) = found_in(_file(tmp_path, [task]), "label-studio")
    assert said(found.entry) == [("PERSON", words)]


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        (_region("x", 3, 99, "GPE"), "the text has 13 characters"),
        (_region("x", 6, 3, "GPE"), "holds no character"),
        (_region("x", 1, 3, "GPE"), "inside a character"),
        (_region("x", 3, 6, "GPE", "Bob"), "It says “Bob”, but the text reads “Ali”"),
        (_region("x", 3, 6, ""), "has no label"),
        (_region("a", 3, 6, "GPE", "Ali"), "given to two mentions"),
        ({"id": "x", "type": "labels", "value": {"start": 3, "end": 6}}, "It has no label"),
        ({"id": "x", "type": "labels"}, "Its value is not an object"),
        ({"type": "hypertextlabels", "value": {"start": "/p[1]", "hypertextlabels": ["X"]}}, "of a page or a dialogue"),
        (_said("zz", "mention", "choices", ["NAM"]), "said of no labelled region"),
        (_said("a", "where", "rectangle", [1]), "which is not read"),
        ({"type": "relation", "from_id": "a", "to_id": "zz", "labels": ["located"]}, "“zz” is referred to"),
        ({"type": "relation", "from_id": "a", "to_id": "a"}, "A relation has no label"),
        ({}, "Its type is missing"),
        ("x", "not an object"),
    ],
)
def test_an_item_that_is_wrong_is_skipped_alone(tmp_path: Path, item: object, reason: str) -> None:
    (found,) = found_in(_file(tmp_path, [_task(ALI, item)]), "label-studio")
    ((line, words),) = reasons([found])
    assert line == 1
    assert words.startswith("Item 2: ")
    assert reason in words
    assert said(found.entry) == [("PERSON", "Ali")]


@pytest.mark.parametrize(
    ("task", "reason"),
    [
        ({"data": {"image": 3}}, "no text among its data"),
        ({"data": 3}, "“data” is not an object"),
        ({"data": {"text": "https://example.org/a.txt"}}, "is not here but at “https"),
        ({"data": {"text": "a"}, "annotations": 3}, "“annotations” is not a list"),
        ({"data": {"text": "a"}, "annotations": [3]}, "An annotation is not an object"),
        ({"data": {"text": "a"}, "annotations": [{"result": 3}]}, "“result” is not a list"),
        ({"data": {"text": "a\0"}}, "NUL"),
        ([], "not an object"),
    ],
)
def test_a_task_that_is_wrong_is_skipped_and_the_next_read(tmp_path: Path, task: object, reason: str) -> None:
    content = f"[\n{json.dumps(task)},\n{json.dumps(_task(ALI))}\n]"
    bad, found = found_in(_file(tmp_path, content), "label-studio")
    ((line, words),) = reasons([bad])
    assert line == 2
    assert words.startswith("Record 1: ")
    assert reason in words
    assert said(found.entry) == [("PERSON", "Ali")]
    assert found.line == 3


@pytest.mark.parametrize(
    ("cut", "reason"), [(-1, "The list breaks off"), (-20, "not valid JSON"), (1, "The list breaks off")]
)
def test_of_a_file_that_breaks_off_the_whole_tasks_are_read(tmp_path: Path, cut: int, reason: str) -> None:
    content = json.dumps([_task(ALI), _task(ALI)])
    *good, bad = found_in(_file(tmp_path, content[:cut]), "label-studio")
    assert all(said(one.entry) == [("PERSON", "Ali")] for one in good)
    assert len(good) == {-1: 2, -20: 1, 1: 0}[cut]
    assert reason in reasons([bad])[0][1]


def test_half_a_character_in_one_task_leaves_the_others(tmp_path: Path) -> None:
    content = f'[{{"data": {{"text": "\\ud800"}}}}, {json.dumps(_task(ALI))}]'
    bad, good = found_in(_file(tmp_path, content), "label-studio")
    assert "surrogate" in reasons([bad])[0][1]
    assert said(good.entry) == [("PERSON", "Ali")]


def test_one_task_without_a_list_and_a_mark_before_it(tmp_path: Path) -> None:
    (found,) = found_in(_file(tmp_path, "\ufeff" + json.dumps(_task(ALI))), "label-studio")
    assert said(found.entry) == [("PERSON", "Ali")]


def test_what_is_written_is_what_its_importer_asks_for(tmp_path: Path) -> None:
    """`data` and `annotations` with lists of results, and no annotator that it would refuse; see its serializers."""
    task = _task(ALI, MET)
    task["annotations"].append({"result": []})  # type: ignore[attr-defined]
    entries = [one.entry for one in found_in(_file(tmp_path, [task]), "label-studio")]
    assert all(isinstance(entry, Entry) for entry in entries)
    out = written(FORMAT, tmp_path / "out.json", [entry for entry in entries if entry is not None])
    (made,) = json.loads(out.read_text("utf-8"))
    assert made["data"]["text"] == TEXT
    assert [len(annotation["result"]) for annotation in made["annotations"]] == [2, 0]
    assert all("completed_by" not in annotation for annotation in made["annotations"])
    first = made["annotations"][0]["result"][0]
    assert first["value"] == {"start": 3, "end": 6, "text": "Ali", "labels": ["PERSON"]}
    assert (first["from_name"], first["to_name"], first["type"]) == ("label", "text", "labels")
    assert _annotators(out) == [LEILA, f"{LEILA} (2)"]


@pytest.mark.parametrize(
    ("head", "is_one"),
    [('[{"id": 1, "annotations": [], "data": {}}]', True), ('{"from_name": 1}', True), ('[{"text": "a"}]', False)],
)
def test_it_is_told_by_its_names(head: str, is_one: bool) -> None:
    assert looks_like(head.encode()) == is_one
