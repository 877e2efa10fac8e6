"""Prodigy's JSON Lines: tokens that spaCy takes, spans and relations, and what is wrong."""

import json
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from spacy.tokens import Doc

from annotator.formats.entry import Entry, Severity
from annotator.formats.losses import Loss
from annotator.formats.prodigy import FORMAT, looks_like
from tests.formats.entries import LEILA, entries
from tests.formats.trying import found_in, linked, projected, reasons, said, written

TEXT = "Ali met Bob Ray."
TOKENS = [
    {"text": text, "start": start, "end": end, "id": number, "ws": blank}
    for number, (text, start, end, blank) in enumerate(
        [("Ali", 0, 3, True), ("met", 4, 7, True), ("Bob", 8, 11, True), ("Ray", 12, 15, False), (".", 15, 16, False)]
    )
]
ALI = {"start": 0, "end": 3, "token_start": 0, "token_end": 0, "label": "PERSON"}
MET = {"start": 4, "end": 7, "token_start": 1, "token_end": 1, "label": "Contact.Meet"}
BOB = {"start": 8, "end": 15, "token_start": 2, "token_end": 3, "label": "PERSON"}


def _file(folder: Path, *records: object) -> Path:
    path = folder / "out.jsonl"
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    return path


def _record(*spans: object, **more: object) -> dict[str, object]:
    return {"text": TEXT, "tokens": TOKENS, "spans": list(spans), "answer": "accept", **more}


def test_spans_and_relations_are_read(tmp_path: Path) -> None:
    relations = [
        {"head": 1, "child": 3, "head_span": MET, "child_span": BOB, "label": "Participant", "color": "#fff"},
        {"head": 0, "child": 3, "label": "located"},
    ]
    record = _record(ALI, MET, BOB, relations=relations, meta={"source": "x"}, _input_hash=5, _annotator_id="omar")
    (found,) = found_in(_file(tmp_path, record), "prodigy")
    assert reasons([found]) == []
    assert linked(found.entry) == [("met", "Participant", "Bob Ray"), ("Ali", "located", "Bob Ray")]
    assert found.entry is not None
    assert found.entry.contents is not None
    assert found.entry.contents.layer.annotator == "omar"
    assert found.entry.document.meta == {"source": "x"}


def test_spans_may_name_tokens_only(tmp_path: Path) -> None:
    span = {"token_start": 2, "token_end": 3, "label": "PERSON"}
    (found,) = found_in(_file(tmp_path, _record(span)), "prodigy")
    assert said(found.entry) == [("PERSON", "Bob Ray")]


@pytest.mark.parametrize("answer", ["reject", "ignore"])
def test_what_was_not_accepted_is_a_text_without_labels(tmp_path: Path, answer: str) -> None:
    (found,) = found_in(_file(tmp_path, _record(ALI, answer=answer)), "prodigy")
    assert found.entry is not None
    assert found.entry.contents is None
    assert [fault.severity for fault in found.faults] == [Severity.BENT]


def test_an_accepted_line_without_spans_is_an_empty_layer_and_a_bare_text_none(tmp_path: Path) -> None:
    done, bare = found_in(_file(tmp_path, _record(), {"text": "Another."}), "prodigy")
    assert done.entry is not None
    assert done.entry.contents is not None
    assert bare.entry is not None
    assert bare.entry.contents is None


@pytest.mark.parametrize(
    ("span", "reason"),
    [
        ({"start": 0, "end": 99, "label": "X"}, "the text has 16 characters"),
        ({"start": 3, "end": 0, "label": "X"}, "holds no character"),
        ({"start": 0, "label": "X"}, "Its end is None"),
        ({"start": 0, "end": 3}, "Its label is missing"),
        ({"start": 0, "end": 3, "label": "X", "text": "Bob"}, "It says “Bob”, but the text reads “Ali”"),
        ({"token_start": 0, "token_end": 9, "label": "X"}, "Its last token is 9, but there are 5"),
        (3, "not an object"),
    ],
)
def test_a_span_that_is_wrong_is_skipped_alone(tmp_path: Path, span: object, reason: str) -> None:
    (found,) = found_in(_file(tmp_path, _record(ALI, span)), "prodigy")
    ((line, words),) = reasons([found])
    assert line == 1
    assert words.startswith("Span 2: ")
    assert reason in words
    assert said(found.entry) == [("PERSON", "Ali")]


@pytest.mark.parametrize(
    ("relation", "reason"),
    [
        ({"head": 0, "child": 2, "label": "located"}, "Its child (token 2) is no labelled span"),
        ({"head": "x", "child": 0, "label": "located"}, "Its head is x, not a whole number"),
        ({"head": 0, "child": 0, "head_span": BOB, "label": "located"}, "Its head (token 0) is no labelled span"),
        ({"head": 0, "child": 0}, "Its label is missing"),
        ("x", "not an object"),
    ],
)
def test_a_relation_that_is_wrong_is_skipped_alone(tmp_path: Path, relation: object, reason: str) -> None:
    (found,) = found_in(_file(tmp_path, _record(ALI, relations=[relation])), "prodigy")
    ((_line, words),) = reasons([found])
    assert reason in words
    assert said(found.entry) == [("PERSON", "Ali")]


@pytest.mark.parametrize(("record", "reason"), [({"spans": []}, "missing"), ({"text": "a", "spans": 3}, "not a list")])
def test_a_line_that_is_wrong_is_skipped_and_the_next_read(tmp_path: Path, record: object, reason: str) -> None:
    bad, good = found_in(_file(tmp_path, record, _record(ALI)), "prodigy")
    assert reason in reasons([bad])[0][1]
    assert said(good.entry) == [("PERSON", "Ali")]


def _doc(record: dict[str, Any]) -> Doc:
    tokens = record["tokens"]
    return Doc(spacy.blank("xx").vocab, [token["text"] for token in tokens], [token["ws"] for token in tokens])


@settings(max_examples=40, deadline=None)
@given(entry=entries())
def test_spacy_takes_tokens_and_spans_as_they_are_written(
    entry: Entry, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Tokens and `ws` are the text, to the character; each span is of the tokens that it names; ids are places."""
    path = written(FORMAT, tmp_path_factory.mktemp("prodigy") / "out.jsonl", [entry])
    record = json.loads(path.read_text("utf-8"))
    doc = _doc(record)
    assert doc.text == entry.text
    assert [(t.idx, t.idx + len(t), t.i) for t in doc] == [(t["start"], t["end"], t["id"]) for t in record["tokens"]]
    for span in record["spans"]:
        made = doc.char_span(span["start"], span["end"])
        assert made is not None
        assert (made.start, made.end) == (span["token_start"], span["token_end"] + 1)
    for relation in record["relations"]:
        assert relation["head"] == relation["head_span"]["token_end"]
        assert relation["child"] == relation["child_span"]["token_end"]


def test_words_may_be_kept_whole(tmp_path: Path) -> None:
    (found,) = found_in(_file(tmp_path, _record({"start": 1, "end": 3, "label": "PERSON"})), "prodigy")
    assert found.entry is not None
    for way, label, loss in (
        ("expand", [("PERSON", "Ali")], Loss.EXPANDED),
        ("drop", [], Loss.SUB_WORD),
        ("split", [("PERSON", "li")], Loss.DIVIDED),
    ):
        (kept,), losses = projected(FORMAT, [found.entry], {"words": way})
        assert said(kept) == label
        assert losses.totals == {loss: 1}
    assert found.entry.contents is not None
    assert found.entry.contents.layer.annotator == LEILA


@pytest.mark.parametrize(
    ("line", "is_one"),
    [('{"text": "a", "_input_hash": 1}', True), ('{"spans": [{"token_start": 0}]}', True), ('{"text": "a"}', False)],
)
def test_it_is_told_by_its_names(line: str, is_one: bool) -> None:
    assert looks_like(line.encode()) == is_one
