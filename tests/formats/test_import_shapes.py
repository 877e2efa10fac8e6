"""What is written for a tool has exactly the shape that it takes in, and its ids and offsets hold."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

from annotator.formats.entry import Entry
from annotator.formats.registry import formats
from tests.formats import import_shapes as shapes
from tests.formats.entries import entries
from tests.formats.files import projected, written

Record = dict[str, Any]


def _records(format_id: str, entry: Entry, choices: dict[str, str]) -> Iterator[Record]:
    (text,) = written(formats()[format_id], entry, choices=choices).values()
    if format_id == "label-studio":
        yield from json.loads(text)
    else:
        yield from map(json.loads, filter(None, text.split("\n")))


def _units(text: str, start: int, end: int) -> str:
    """The words between two places as a browser counts."""
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


def _doccano(record: Record) -> list[str]:
    ids = {span["id"] for span in record["entities"]}
    assert len(ids) == len(record["entities"])
    assert all({one["from_id"], one["to_id"]} <= ids for one in record["relations"])
    return [_units(record["text"], span["start_offset"], span["end_offset"]) for span in record["entities"]]


def _doccano_label(record: Record) -> list[str]:
    return [_units(record["text"], start, end) for start, end, _label in record["label"]]


def _label_studio(record: Record) -> list[str]:
    found = []
    for annotation in record["annotations"]:
        results = [one for one in annotation["result"] if one["type"] == "labels"]
        ids = {one["id"] for one in results}
        assert {one["id"] for one in annotation["result"] if "id" in one} == ids
        links = [one for one in annotation["result"] if one["type"] == "relation"]
        assert all({one["from_id"], one["to_id"]} <= ids for one in links)
        for one in results:
            value = one["value"]
            assert value["text"] == _units(record["data"]["text"], value["start"], value["end"])
            found.append(value["text"])
    return found


def _prodigy(record: Record) -> list[str]:
    tokens = record["tokens"]
    assert "".join(token["text"] + " " * token["ws"] for token in tokens) == record["text"]
    for token in tokens:
        assert record["text"][token["start"] : token["end"]] == token["text"]
    for span in record["spans"]:
        assert tokens[span["token_start"]]["start"] == span["start"]
        assert tokens[span["token_end"]]["end"] == span["end"]
    return [record["text"][span["start"] : span["end"]] for span in record["spans"]]


def _potato(record: Record) -> list[str]:
    spans = {span["id"]: span for span in record["spans"]["mentions"]}
    assert all(set(link["span_ids"]) <= spans.keys() for link in record["links"]["relations"])
    for event in record["events"]["events"]:
        assert {event["trigger_span_id"], *(argument["span_id"] for argument in event["arguments"])} <= spans.keys()
    pieces = [[span, *span.get("additional_parts", ())] for span in spans.values()]
    return [" ".join(_units(record["text"], one["start"], one["end"]) for one in some) for some in pieces]


Look = Callable[[Record], list[str]]
WAYS: list[tuple[str, dict[str, str], shapes.Schema, Look]] = [
    ("doccano", {}, shapes.DOCCANO, _doccano),
    ("doccano", {"shape": "label"}, shapes.DOCCANO_LABEL, _doccano_label),
    ("label-studio", {}, shapes.LABEL_STUDIO["items"], _label_studio),
    ("prodigy", {}, shapes.PRODIGY, _prodigy),
    ("potato", {}, shapes.POTATO, _potato),
]


@pytest.mark.parametrize(("format_id", "choices", "schema", "look"), WAYS)
@settings(max_examples=60, deadline=None)
@given(entry=entries())
def test_each_record_is_as_the_tool_wants_it(
    format_id: str, choices: dict[str, str], schema: shapes.Schema, look: Look, entry: Entry
) -> None:
    kept, _losses = projected(formats()[format_id], entry, choices=choices)
    checker = jsonschema.Draft202012Validator(schema)
    for record, there in zip(_records(format_id, entry, choices), kept, strict=True):
        assert [error.message for error in checker.iter_errors(record)] == []
        mentions = there.contents.mentions if there.contents is not None else ()
        assert sorted(look(record)) == sorted(mention.span.text(there.text) for mention in mentions)
