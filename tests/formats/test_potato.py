"""Potato's JSON Lines: its export with texts beside or within, and what is wrong."""

import json
from pathlib import Path

import pytest

from annotator.formats.entry import Entry
from annotator.formats.potato import FORMAT, looks_like
from annotator.model.annotation import Kind
from annotator.services.imports.plan import plan_import
from tests.formats.trying import found_in, linked, reasons, said, written

TEXT = "🎉 Ali met Bob Ray"


def _span(id_: str, name: str, start: int, end: int, **more: object) -> dict[str, object]:
    return {"id": id_, "schema": "ner", "name": name, "title": name, "start": start, "end": end, **more}


ALI = _span("span_a", "PERSON", 3, 6)
MET = _span("span_b", "EVENT_TRIGGER", 7, 10)
BOB = _span("span_c", "PERSON", 11, 14, additional_parts=[{"start": 15, "end": 18, "text": "Ray"}])


def _record(*spans: object, **more: object) -> dict[str, object]:
    return {
        "instance_id": "item_1",
        "user_id": "omar",
        "labels": {},
        "spans": {"ner": list(spans)},
        "links": {},
        **more,
    }


def _file(folder: Path, *records: object) -> Path:
    path = folder / "annotations.jsonl"
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    return path


def test_spans_events_and_links(tmp_path: Path) -> None:
    event = {"id": "e", "schema": "ev", "event_type": "Contact.Meet", "trigger_span_id": "span_b"}
    event["arguments"] = [{"role": "Participant", "span_id": "span_a"}]  # type: ignore[assignment]
    link = {"id": "l", "schema": "r", "link_type": "located", "span_ids": ["span_c", "span_b"], "direction": "directed"}
    record = _record(ALI, MET, BOB, text=TEXT, links={"r": [link]}, event_annotations=[event], source="x")
    (found,) = found_in(_file(tmp_path, record), "potato")
    assert reasons([found]) == []
    assert said(found.entry) == [("PERSON", "Ali"), ("Contact.Meet", "met"), ("PERSON", "Bob Ray")]
    assert linked(found.entry) == [("met", "Participant", "Ali"), ("Bob Ray", "located", "met")]
    assert found.entry is not None
    assert found.entry.contents is not None
    assert [mention.kind for mention in found.entry.contents.mentions] == [Kind.ENTITY, Kind.EVENT, Kind.ENTITY]
    assert found.entry.contents.layer.annotator == "omar"
    assert found.entry.document.meta == {"source": "x"}


@pytest.mark.parametrize("name", ["data.jsonl", "data.json"])
def test_the_texts_of_an_export_stand_in_the_data_file_beside(tmp_path: Path, name: str) -> None:
    items = [{"id": "item_1", "text": TEXT}, {"id": "item_2", "text": "b"}]
    content = json.dumps(items) if name.endswith("json") else "\n".join(map(json.dumps, items))
    (tmp_path / name).write_text(content, encoding="utf-8")
    (found,) = found_in(_file(tmp_path, _record(ALI)), "potato")
    assert said(found.entry) == [("PERSON", "Ali")]


def test_without_a_text_the_item_is_skipped_with_what_to_do(tmp_path: Path) -> None:
    (found,) = found_in(_file(tmp_path, _record(ALI)), "potato")
    assert "no data.jsonl or data.json beside it has that of the item “item_1”" in reasons([found])[0][1]


def test_older_versions_say_the_same_in_other_words(tmp_path: Path) -> None:
    span = {"schema": "ner", "annotation": "PERSON", "start": 3, "end": 6, "span": "Ali"}
    record = {"id": "1", "displayed_text": TEXT, "label_annotations": {"a": {"b": "1"}}, "span_annotations": [span]}
    (found,) = found_in(_file(tmp_path, record), "potato")
    assert said(found.entry) == [("PERSON", "Ali")]
    assert reasons([found]) == [(1, "Labels of the whole item were left out.")]


def test_the_unit_is_told_by_the_words(tmp_path: Path) -> None:
    (found,) = found_in(_file(tmp_path, _record(_span("a", "PERSON", 2, 5, text="Ali"), text=TEXT)), "potato")
    assert said(found.entry) == [("PERSON", "Ali")]


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"spans": [ALI, _span("x", "GPE", 3, 99)]}, "Span 2: GPE stands at 2–98"),
        ({"spans": [ALI, _span("span_a", "GPE", 3, 6)]}, "given to two mentions"),
        ({"spans": [ALI, _span("x", "GPE", 3, 6, text="Bob")]}, "It says “Bob”, but the text reads “Ali”"),
        ({"spans": [ALI, {"start": 3, "end": 6}]}, "Its label is missing"),
        ({"spans": [ALI, _span("x", "GPE", 3, 6, additional_parts=[3])]}, "A part is not an object"),
        ({"spans": [ALI, 3]}, "Span 2: It is not an object"),
        ({"links": [{"link_type": "x", "span_ids": ["span_a", "zz"]}]}, "Link 1: “zz” is referred to"),
        ({"links": [{"link_type": "x", "span_ids": ["a", "b", "c"]}]}, "A relation joins two mentions; this one has 3"),
        ({"links": [{"span_ids": ["span_a", "span_a"]}]}, "Its type is missing"),
        ({"events": [{"event_type": "x", "trigger_span_id": "zz"}]}, "Event 1: Its trigger “zz” is not there"),
        ({"events": [3]}, "Event 1: It is not an object"),
    ],
)
def test_a_record_that_is_wrong_is_skipped_alone(tmp_path: Path, more: dict[str, object], reason: str) -> None:
    (found,) = found_in(_file(tmp_path, _record(ALI, text=TEXT) | more), "potato")
    ((line, words),) = reasons([found])
    assert line == 1
    assert reason in words
    assert said(found.entry) == [("PERSON", "Ali")]


def test_a_wrong_argument_leaves_the_event(tmp_path: Path) -> None:
    event = {"event_type": "Statement", "trigger_span_id": "span_b", "arguments": [{"role": "Speaker", "span_id": "z"}]}
    (found,) = found_in(_file(tmp_path, _record(MET, text=TEXT, events=[event])), "potato")
    assert reasons([found]) == [(1, "Event 1, argument 1: “z” is referred to, but is not there.")]
    assert said(found.entry) == [("Statement", "met")]


def test_what_is_written_has_the_fields_of_its_records(tmp_path: Path) -> None:
    """As `to_dict` of SpanAnnotation, SpanLink and EventAnnotation gives and `from_dict` wants them."""
    event = {"event_type": "Contact.Meet", "trigger_span_id": "span_b", "arguments": []}
    link = {"link_type": "located", "span_ids": ["span_a", "span_c"]}
    path = _file(tmp_path, _record(ALI, MET, BOB, text=TEXT, events=[event], links=[link]))
    (entry,) = (one.entry for one in found_in(path, "potato"))
    assert isinstance(entry, Entry)
    made = json.loads(written(FORMAT, tmp_path / "out.jsonl", [entry]).read_text("utf-8"))
    assert (made["id"], made["text"], made["user_id"]) == (made["instance_id"], TEXT, "omar")
    spans = made["spans"]["mentions"]
    assert all({"schema", "name", "title", "start", "end", "id"} <= set(span) for span in spans)
    assert [(span["start"], span["end"]) for span in spans] == [(3, 6), (7, 10), (11, 14)]
    assert spans[2]["additional_parts"] == [{"start": 15, "end": 18, "text": "Ray"}]
    assert {"schema", "link_type", "span_ids", "direction", "id", "properties"} == set(made["links"]["relations"][0])
    (event_made,) = made["events"]["events"]
    assert {"id", "schema", "event_type", "trigger_span_id", "arguments", "properties"} == set(event_made)


def test_the_data_file_beside_is_no_file_of_its_own(tmp_path: Path) -> None:
    _file(tmp_path, _record(ALI))
    (tmp_path / "data.json").write_text("[]")
    assert [(source.name, source.format.id) for source in plan_import([tmp_path]).sources] == [
        ("annotations.jsonl", "potato")
    ]


@pytest.mark.parametrize(
    ("line", "is_one"), [('{"instance_id": 1}', True), ('{"span_annotations": {}}', True), ('{"text": "a"}', False)]
)
def test_it_is_told_by_its_names(line: str, is_one: bool) -> None:
    assert looks_like(line.encode()) == is_one
