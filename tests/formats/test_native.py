"""The native JSONL: what is written reads back exactly, and what is wrong is refused with its reason."""

import json
import re
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.assets import resource
from annotator.formats.errors import FormatError
from annotator.formats.native import decode, encode
from annotator.formats.native_shapes import json_schema
from annotator.model.annotation import Kind, Layer, LayerContents, Mention, Status, reading_order
from annotator.model.change import now
from annotator.model.document import Direction, Document, text_sha256
from annotator.model.ids import DocumentId, MentionId, new_id
from annotator.model.scheme import Scheme
from annotator.model.span import Span
from annotator.storage import Project
from annotator.storage.bulk import LayerQuery, layer_rows
from tests.conftest import LEILA
from tests.rich import fill

TEXT = "In لكازاخستان sagt 🎉 er."
SCHEMA = json.loads(resource("annotator-jsonl.schema.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def a_line(**changes: Any) -> dict[str, Any]:
    """A line such as a script would write, with some fields changed."""
    line: dict[str, Any] = {
        "format": "annotator-jsonl",
        "version": 1,
        "offset_unit": "codepoint",
        "id": "doc-1",
        "title": "A title",
        "text": TEXT,
        "annotator": "leila",
        "entities": [
            {"id": "T1", "label": "GPE", "start": 4, "end": 13, "text": "كازاخستان", "cluster": "c1"},
            {"id": "T2", "label": "GPE", "start": 19, "end": 20, "text": "🎉"},
        ],
        "events": [
            {
                "id": "E1",
                "label": "Statement",
                "trigger": {"start": 14, "end": 23, "text": "sagt er", "fragments": [[14, 18], [21, 23]]},
                "arguments": [{"id": "A1", "role": "Topic", "filler": "T1"}],
            }
        ],
        "relations": [{"id": "R1", "label": "located", "source": "T1", "target": "T2"}],
        "clusters": [{"id": "c1", "kind": "entity", "name": "Kazakhstan"}],
    }
    return line | changes


def read(line: dict[str, Any], annotator: str = "") -> Any:
    return decode(json.dumps(line).encode(), annotator)


def test_every_layer_reads_back_exactly_and_fits_the_schema(project: Project, scheme: Scheme) -> None:
    fill(project)
    rows = list(layer_rows(project.db, LayerQuery()))
    assert [row.annotator for row in rows] == ["gold", "leila", "omar"] * 2 + [None]
    for row in rows:
        document = project.document(row.document)
        assert document is not None
        contents = None if row.annotator is None else project.contents(row.document, row.annotator)
        line = encode(document, project.text(row.sha256), contents, scheme)
        assert line.endswith(b"\n")
        assert line.count(b"\n") == 1
        VALIDATOR.validate(json.loads(line))
        entry = decode(line)
        assert entry.document == document
        assert entry.contents == contents
        assert entry.scheme == ("small", 1)
        assert entry.renamed == 0
        assert encode(entry.document, entry.text, entry.contents, scheme) == line


def test_the_fields_stand_in_the_documented_order(project: Project, scheme: Scheme) -> None:
    fill(project)
    row = next(layer_rows(project.db, LayerQuery(("leila",))))
    document = project.document(row.document)
    assert document is not None
    line = json.loads(encode(document, project.text(row.sha256), project.contents(row.document, LEILA), scheme))
    documented = ["format", "version", "offset_unit", "id", "title", "language", "direction", "text", "text_sha256"]
    documented += ["meta", "annotator", "status", "scheme", "entities", "events", "relations", "clusters", "comments"]
    assert [key for key in line if key in documented] == documented
    assert list(line["entities"][0])[:5] == ["id", "label", "start", "end", "text"]
    assert line["events"][0]["arguments"][0].keys() == {"id", "role", "filler", "attributes"}


def test_the_shipped_schema_is_the_one_that_the_shapes_make() -> None:
    assert json_schema() == SCHEMA
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("wrong", [{"entites": []}, {"offset_unit": "utf-16"}, {"entities": [{"id": "T1"}]}])
def test_the_schema_refuses_what_the_reader_refuses(wrong: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(a_line(**wrong))
    with pytest.raises(FormatError):
        read(a_line(**wrong))


def test_a_line_from_a_script_gets_ids_of_its_own_that_are_the_same_each_time() -> None:
    first, second = read(a_line()), read(a_line())
    assert first.contents == second.contents
    assert first.renamed == 7  # document, two entities, event, argument, relation, cluster
    other = read(a_line(id="doc-2"))
    assert {m.id for m in first.contents.mentions}.isdisjoint(m.id for m in other.contents.mentions)
    assert first.contents.clusters == other.contents.clusters  # the same cluster in every document
    event = next(m for m in first.contents.mentions if m.kind is Kind.EVENT)
    assert event.span == Span(((14, 18), (21, 23)))
    assert first.contents.arguments[0].event == event.id
    assert first.contents.layer.status is Status.STARTED


def test_labels_without_an_annotator_are_whose_the_caller_says() -> None:
    assert read(a_line(annotator=None), "omar").contents.layer.annotator == "omar"
    with pytest.raises(FormatError, match="Say whose"):
        read(a_line(annotator=None))
    assert read(a_line(annotator=None, entities=[], events=[], relations=[]), "omar").contents is None


UNFIT: list[tuple[str, Callable[[], dict[str, Any]], str]] = [
    ("another format", lambda: a_line(format="doccano"), "format"),
    ("a later version", lambda: a_line(version=2), "version"),
    ("another unit", lambda: a_line(offset_unit="utf-16"), "offset_unit"),
    ("a misspelt field", lambda: a_line(entites=[]), "entites"),
    ("no text", lambda: {k: v for k, v in a_line().items() if k != "text"}, "text"),
    ("a blank text", lambda: a_line(text=" \n", entities=[], events=[], relations=[]), "empty"),
    ("CR in the text", lambda: a_line(text=TEXT + "\r\n"), "carriage return"),
    ("NUL in the text", lambda: a_line(text=TEXT + "\0"), "NUL"),
    ("NUL in a label", lambda: a_line(clusters=[{"id": "c1", "kind": "entity", "name": "a\0b"}]), "NUL"),
    ("NUL in a key", lambda: a_line(meta={"a\0b": "c"}), "NUL"),
    ("another text", lambda: a_line(text_sha256="0" * 64), "SHA-256"),
    ("offsets in UTF-16", lambda: _entity(start=20, end=22, text="er"), "code points"),
    ("an offset too far", lambda: _entity(start=4, end=99), "characters"),
    ("an empty span", lambda: _entity(start=4, end=4, text=""), "at least one"),
    ("a span backwards", lambda: _entity(start=13, end=4), "not a span"),
    ("a negative offset", lambda: _entity(start=-3, end=4), "not a span"),
    ("a huge offset", lambda: _entity(start=4, end=10**40), "characters"),
    ("an offset that is text", lambda: _entity(start="4"), "int"),
    ("an offset that is a fraction", lambda: _entity(start=4.5), "int"),
    ("fragments that touch", lambda: _entity(fragments=[[4, 8], [8, 13]]), "not a span"),
    ("fragments with another hull", lambda: _entity(fragments=[[4, 8], [9, 12]]), "fragments"),
    ("an id twice", lambda: a_line(entities=[a_line()["entities"][0]] * 2), "two records"),
    ("an empty id", lambda: _entity(id=""), "no id"),
    ("a filler that is not there", lambda: a_line(entities=[]), "does not have"),
    ("a cluster that is not there", lambda: a_line(clusters=[]), "cluster"),
    ("a cluster of another kind", lambda: a_line(clusters=[{"id": "c1", "kind": "event"}]), "cluster"),
    ("a nameless annotator", lambda: a_line(annotator="  "), "annotator"),
    ("an annotator with a line feed", lambda: a_line(annotator="a\nb"), "annotator"),
    ("a very long annotator", lambda: a_line(annotator="a" * 101), "annotator"),
    ("an unknown status", lambda: a_line(status="finished"), "finished"),
    ("an impossible language", lambda: a_line(language="not a tag"), "language"),
    ("an impossible probability", lambda: a_line(language_probability=1.5), "probability"),
    ("an impossible direction", lambda: a_line(direction="up"), "up"),
    ("an endless title", lambda: a_line(title="x" * 10_001), "title"),
    ("meta that is not text", lambda: a_line(meta={"a": 1}), "meta"),
    ("an attribute that is a list", lambda: _entity(attributes={"a": [1]}), "attributes"),
    ("an attribute beyond 64 bits", lambda: _entity(attributes={"a": 2**70}), "18 digits"),
    ("an impossible time", lambda: a_line(created="yesterday"), "time"),
    ("a negative position", lambda: _argument(position=-1), "position"),
    ("a list instead of a line", list, "object"),  # type: ignore[list-item]
]


def _entity(**changes: Any) -> dict[str, Any]:
    first, second = a_line()["entities"]
    return a_line(entities=[first | changes, second])


def _argument(**changes: Any) -> dict[str, Any]:
    event = a_line()["events"][0]
    return a_line(events=[event | {"arguments": [event["arguments"][0] | changes]}])


@pytest.mark.parametrize(("make", "reason"), [case[1:] for case in UNFIT], ids=[case[0] for case in UNFIT])
def test_what_is_wrong_is_refused_with_its_reason(make: Callable[[], dict[str, Any]], reason: str) -> None:
    with pytest.raises(FormatError, match=re.escape(reason)):
        read(make())


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"", "not valid JSON"),
        (b"{", "not valid JSON"),
        (b'{"format": NaN}', "not valid JSON"),
        (b'{"text": "\\ud800"}', "surrogate"),
        (b'{"text": "\xff"}', "not UTF-8"),
        (b'{"meta": ' + b"[" * 200_000, "expected"),
        (b'{"x": ' + b'{"a":' * 200_000, "not a line"),
    ],
)
def test_what_is_no_json_is_refused(line: bytes, reason: str) -> None:
    with pytest.raises(FormatError, match=f"(?i){reason}"):
        decode(line)


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), min_size=1).filter(str.strip)
words = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=20).filter(
    lambda word: word == word.strip()
)
values = st.one_of(words, st.booleans(), st.integers(-(2**60), 2**60), st.floats(allow_nan=False, allow_infinity=False))


@st.composite
def layers(draw: st.DrawFn) -> tuple[Document, str, LayerContents]:
    text = draw(texts)
    document = Document(
        DocumentId(new_id()),
        draw(words),
        text_sha256(text),
        len(text),
        now(),
        draw(st.sampled_from(["ar", "zh-CN", "und"])),
        draw(st.none() | st.floats(0, 1)),
        draw(st.none() | st.sampled_from(Direction)),
        draw(st.dictionaries(words, words, max_size=3)),
    )
    offsets = st.lists(st.integers(0, len(text)), min_size=2, max_size=6, unique=True).map(sorted)
    mentions = []
    for edges in draw(st.lists(offsets, max_size=5)):
        span = Span.union(zip(edges[::2], edges[1::2], strict=False))
        attributes = draw(st.dictionaries(words, values, max_size=3))
        kind = draw(st.sampled_from(Kind))
        note = draw(st.just("") | words)
        mentions.append(
            Mention(MentionId(new_id()), document.id, LEILA, kind, draw(words), span, attributes, None, note)
        )
    layer = Layer(document.id, LEILA, draw(st.sampled_from(Status)))
    return document, text, LayerContents(layer, tuple(sorted(mentions, key=reading_order)))


@given(layers())
def test_any_layer_reads_back_exactly(made: tuple[Document, str, LayerContents]) -> None:
    document, text, contents = made
    line = encode(document, text, contents, Scheme("any"))
    entry = decode(line)
    assert (entry.document, entry.text, entry.contents) == made
    VALIDATOR.validate(json.loads(line))
