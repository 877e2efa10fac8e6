"""Hugging Face's rows in JSON Lines: words with numbers of tags, texts with spans, and what is wrong."""

import json
from pathlib import Path

import pytest

from annotator.formats.drafting import Draft
from annotator.formats.entry import Entry
from annotator.formats.errors import FormatError
from annotator.formats.interface import Format
from annotator.formats.registry import formats
from annotator.model.annotation import Kind
from annotator.model.span import Span
from annotator.services.imports.plan import plan_import
from tests.formats.entries import LEILA, SCHEME
from tests.formats.trying import found_in, linked, reasons, said, written

TEXT = "🎉 Ali met Bob.\nHe left."
NAMES = ["O", "B-PERSON", "I-PERSON", "B-GPE", "I-GPE"]


def labelled(text: str = TEXT) -> Entry:
    draft = Draft(text, "A title", language="en", annotator=LEILA, meta={"source": "x"})
    draft.mention(Kind.ENTITY, "PERSON", Span.of(2, 5), "a")
    draft.mention(Kind.EVENT, "Contact.Meet", Span.of(6, 9), "b")
    draft.mention(Kind.ENTITY, "PERSON", Span.of(10, 13), "c")
    draft.argument("b", "Participant", "a")
    draft.relation("located", "a", "c")
    return draft.entry()


def _made(format_id: str) -> Format:
    return formats()[format_id]


def _file(folder: Path, *records: object, names: object = NAMES) -> Path:
    if names is not None:
        (folder / "labels.json").write_text(json.dumps(names))
    path = folder / "data.jsonl"
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    return path


def _row(tokens: list[str], tags: list[object], **more: object) -> dict[str, object]:
    return {"tokens": tokens, "ner_tags": tags, **more}


# -- words


def test_words_are_written_as_a_folder_with_the_names_of_the_scheme(tmp_path: Path) -> None:
    folder = written(_made("hf-tokens"), tmp_path / "out", [labelled()])
    assert sorted(path.name for path in folder.iterdir()) == ["data.jsonl", "labels.json"]
    assert json.loads((folder / "labels.json").read_text()) == NAMES
    rows = [json.loads(line) for line in (folder / "data.jsonl").read_text("utf-8").splitlines()]
    assert [row["tokens"] for row in rows] == [["🎉", "Ali", "met", "Bob", "."], ["He", "left", "."]]
    assert [row["ner_tags"] for row in rows] == [[0, 1, 0, 1, 0], [0, 0, 0]]
    assert len({row["document"] for row in rows}) == 1
    assert len({row["id"] for row in rows}) == 2


@pytest.mark.parametrize(
    ("choices", "names"),
    [
        ({"tags": "bioes"}, ["O", *(f"{p}-{label}" for label in ("PERSON", "GPE") for p in "BIES")]),
        ({"mentions": "triggers"}, ["O", *(f"{p}-{label}" for label in ("Contact.Meet", "Statement") for p in "BI")]),
    ],
)
def test_the_names_follow_what_is_chosen_and_not_what_occurs(
    tmp_path: Path, choices: dict[str, str], names: list[str]
) -> None:
    folder = written(_made("hf-tokens"), tmp_path / "out", [labelled()], choices)
    assert json.loads((folder / "labels.json").read_text()) == names
    assert {label.name for label in SCHEME.labels} >= {name[2:] for name in names[1:]}


def test_rows_of_one_document_stand_together_and_others_are_documents_of_their_own(tmp_path: Path) -> None:
    rows = [
        _row(["Ali", "left"], [1, 0], document="d", annotator="omar", language="en"),
        _row(["Bob"], [1], document="d", annotator="omar"),
        _row(["Bob"], [0], document="d", annotator="leila"),
        _row(["Ali", "Bob"], ["B-PERSON", "I-PERSON"]),
        _row(["Oslo"], [3]),
    ]
    found = found_in(_file(tmp_path, *rows), "hf-tokens")
    assert reasons(found) == []
    assert [one.entry.text for one in found if one.entry] == ["Ali left\nBob", "Bob", "Ali Bob", "Oslo"]
    assert said(found[0].entry) == [("PERSON", "Ali"), ("PERSON", "Bob")]
    assert said(found[2].entry) == [("PERSON", "Ali Bob")]
    assert found[0].entry is not None
    assert found[0].entry.document.language == "en"
    assert found[0].entry.contents is not None
    assert found[0].entry.contents.layer.annotator == "omar"


def test_tokens_without_a_character_go_and_line_breaks_in_them(tmp_path: Path) -> None:
    (found,) = found_in(_file(tmp_path, _row(["", "A\nli", "x"], [1, 1, 0])), "hf-tokens")
    assert said(found.entry) == [("PERSON", "A li")]
    assert reasons([found]) == [(1, "1 tokens without a character were left out.")]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (_row(["a", "b"], [0]), "It has 2 tokens and 1 tags"),
        (_row([], []), "It has 0 tokens"),
        (_row(["a"], [9]), "The tag 9 has no name: the list of labels beside the file has 5 names"),
        (_row(["a"], [-1]), "not a whole number from 0"),
        (_row(["a"], [None]), "not a whole number"),
        (_row([3], [0]), "A token is not text"),  # type: ignore[list-item]
        ({"tokens": "a", "ner_tags": [0]}, "“tokens” is not a list"),
        ({"text": "a"}, "It has 0 tokens"),
        ([], "not an object"),
    ],
)
def test_a_row_of_words_that_is_wrong_is_skipped_and_the_next_read(tmp_path: Path, row: object, reason: str) -> None:
    found = found_in(_file(tmp_path, row, _row(["Ali"], [1])), "hf-tokens")
    ((line, words),) = reasons(found)
    assert line == 1
    assert reason in words
    assert [said(one.entry) for one in found if one.entry] == [[("PERSON", "Ali")]]


def test_numbers_without_names_are_refused_and_names_that_are_none(tmp_path: Path) -> None:
    (bad,) = found_in(_file(tmp_path, _row(["Ali"], [1]), names=None), "hf-tokens")
    assert "The tag 1 has no name: the list of labels beside the file has none" in reasons([bad])[0][1]
    with pytest.raises(FormatError, match=r"labels\.json: It is not a list"):
        found_in(_file(tmp_path, _row(["Ali"], [1]), names={"a": 1}), "hf-tokens")


def test_the_names_beside_are_no_file_of_their_own(tmp_path: Path) -> None:
    _file(tmp_path, _row(["Ali"], [1]))
    (source,) = plan_import([tmp_path]).sources
    assert (source.name, source.format.id) == ("data.jsonl", "hf-tokens")


def test_a_file_of_something_else_is_given_up(tmp_path: Path) -> None:
    found = found_in(_file(tmp_path, *["no"] * 300), "hf-tokens")
    assert "None of the first 101 lines" in reasons(found)[-1][1]
    assert len(found) == 102


# -- spans


def test_spans_are_written_with_their_words_in_code_points(tmp_path: Path) -> None:
    path = written(_made("hf-spans"), tmp_path / "out.jsonl", [labelled()])
    row = json.loads(path.read_text("utf-8"))
    assert all(row["text"][span["start"] : span["end"]] == span["text"] for span in row["spans"])
    assert [(span["label"], span["text"]) for span in row["spans"]] == said(labelled())
    assert {"label": "Participant", "source": 1, "target": 0} in row["relations"]
    (found,) = found_in(path, "hf-spans")
    assert linked(found.entry) == linked(labelled())
    assert found.entry is not None
    document = found.entry.document
    assert (document.title, document.language, document.meta) == ("A title", "en", {"source": "x"})


def test_a_text_that_nobody_has_begun_has_no_layer(tmp_path: Path) -> None:
    path = written(_made("hf-spans"), tmp_path / "out.jsonl", [Draft("A text", "").entry()])
    (found,) = found_in(path, "hf-spans")
    assert found.entry is not None
    assert found.entry.contents is None


@pytest.mark.parametrize(
    ("span", "reason"),
    [
        ({"start": 2, "end": 5, "label": "GPE", "text": "Bob"}, "It says “Bob”, but the text reads “Ali”"),
        ({"start": 2, "end": 99, "label": "GPE"}, "the text has"),
        ({"start": 5, "end": 5, "label": "GPE"}, "holds no character"),
        ({"start": 2, "end": 5}, "Its label is missing"),
        (["x"], "not an object"),
    ],
)
def test_a_span_that_is_wrong_is_skipped_alone(tmp_path: Path, span: object, reason: str) -> None:
    good = {"start": 2, "end": 5, "label": "PERSON"}
    record = {"text": TEXT, "spans": [span, good], "relations": [{"label": "x", "source": 1, "target": 0}]}
    (found,) = found_in(_file(tmp_path, record), "hf-spans")
    (first, second) = reasons([found])
    assert first[0] == 1
    assert reason in first[1]
    assert "“0” is referred to, but is not there" in second[1]
    assert said(found.entry) == [("PERSON", "Ali")]


@pytest.mark.parametrize(("record", "reason"), [({"text": "a"}, "no “spans”"), ({"spans": []}, "missing")])
def test_a_row_of_spans_that_is_wrong_is_skipped(tmp_path: Path, record: object, reason: str) -> None:
    bad, good = found_in(_file(tmp_path, record, {"text": TEXT, "spans": []}), "hf-spans")
    assert reason in reasons([bad])[0][1]
    assert good.entry is not None
