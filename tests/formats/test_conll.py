"""Columns of words: scored by nervaluate against themselves, and read line by line whatever stands there."""

import pytest
from hypothesis import assume, given, settings
from nervaluate import Evaluator

from annotator.formats.conll import FORMATS
from annotator.formats.entry import Entry
from annotator.formats.errors import FormatError
from annotator.formats.interface import Format
from annotator.formats.losses import Loss
from tests.formats.entries import SCHEME, entries
from tests.formats.files import entry_of, faults_of, projected, read, said, written
from tests.formats.summit import summit

CONLL2003, CONLL2002 = FORMATS
both = pytest.mark.parametrize("made", FORMATS, ids=lambda made: made.info.id)
LABELS = [label.name for label in SCHEME.labels]


def _text(made: Format, *given_: Entry, **choices: str) -> str:
    (text,) = written(made, *given_, choices=choices).values()
    return text


def _for_nervaluate(text: str) -> str:
    """Word and last column with a tab between them, without the lines that begin documents."""
    blocks = [block.split("\n") for block in text.split("\n\n")]
    return "\n\n".join(
        "\n".join("\t".join([line.split(" ")[0], line.split(" ")[-1]]) for line in block if line)
        for block in blocks
        if block[0] and not block[0].startswith("-DOCSTART-")
    )


@both
@settings(max_examples=60, deadline=None)
@given(entry=entries())
def test_nervaluate_scores_what_is_written_against_itself_with_one(made: Format, entry: Entry) -> None:
    kept, _losses = projected(made, entry, choices={"mentions": "all"})
    assume(kept and kept[0].contents is not None and kept[0].contents.mentions)
    data = _for_nervaluate(_text(made, entry, mentions="all"))
    found = Evaluator(data, data, tags=LABELS, loader="conll").evaluate()["overall"]
    for way in ("strict", "exact", "partial", "ent_type"):
        assert (found[way].precision, found[way].recall, found[way].f1) == (1.0, 1.0, 1.0)
    assert kept[0].contents is not None
    assert found["strict"].correct == len(kept[0].contents.mentions)


def test_nervaluate_finds_fewer_where_a_label_is_missing() -> None:
    right = _for_nervaluate(_text(CONLL2003, summit()))
    lacking = right.replace("Tokayev\tB-PERSON", "Tokayev\tO")
    found = Evaluator(right, lacking, tags=LABELS, loader="conll").evaluate()["overall"]["strict"]
    assert (found.correct, found.missed, found.recall) == (4, 1, 0.8)


@both
def test_each_line_is_a_word_with_its_columns(made: Format) -> None:
    rows = _text(made, summit()).split("\n")
    start, line = ("-DOCSTART- -X- O O", "نظيره -X- _ B-PERSON") if made is CONLL2003 else (
        "-DOCSTART- O", "نظيره B-PERSON",
    )  # fmt: skip
    assert rows[:2] == [start, ""]
    assert line in rows
    widths = {len(row.split(" ")) for row in rows if row}
    assert len(widths) == 1


@pytest.mark.parametrize(("tags", "first"), [("iob2", "B-GPE"), ("iob1", "I-GPE"), ("bioes", "S-GPE")])
def test_tags_are_of_the_kind_that_was_chosen(tags: str, first: str) -> None:
    assert f"أستانا {first}\n" in _text(CONLL2002, summit(), tags=tags)


def test_all_that_is_no_flat_entity_of_whole_words_is_counted() -> None:
    """An RLM is a part of its word: what ends before it grows."""
    _kept, losses = projected(CONLL2003, summit())
    assert losses.totals == {
        Loss.EVENT: 3, Loss.ARGUMENT: 6, Loss.RELATION: 1, Loss.ATTRIBUTE: 3, Loss.CLUSTER: 1, Loss.NOTE: 1,
        Loss.SPACING: 1, Loss.EXPANDED: 1,
    }  # fmt: skip


def test_documents_begin_where_the_file_says() -> None:
    first, second = read(CONLL2003, "-DOCSTART- -X- O O\n\nAli -X- _ B-PERSON\n\n-DOCSTART- -X- O O\n\nBob x _ O\n")
    assert (said(first.entry), said(second.entry)) == ([("PERSON", "Ali")], [])
    assert (first.line, second.line) == (1, 5)


def test_comments_and_blank_lines_are_no_words() -> None:
    found = read(CONLL2003, "# id = 1\n\n  \nAli B-PERSON\n\t\n\n# B-PERSON\nBob O\n")
    assert said(entry_of(found)) == [("PERSON", "Ali"), ("PERSON", "#")]
    assert faults_of(found) == []


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "The file is empty"),
        (b"Ali B-PER\0\n", "no text"),
        (b"\x1f\x8b\x08\x00\x00", "no text|not a text"),
        (b"Just a sentence of words.\nAnd\n\none\n", "has 1 columns"),
    ],
)
def test_what_is_no_file_of_words_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(FormatError, match=reason):
        read(CONLL2003, data)


def test_encodings_and_line_ends_of_others_are_read() -> None:
    for data in ("Ärzte B-ORG\r\nin O\r\n".encode(), "Ärzte B-ORG\nin O\n".encode("utf-16")):
        assert said(entry_of(read(CONLL2003, data))) == [("ORG", "Ärzte")]


def test_a_line_without_an_end_is_read() -> None:
    found = read(CONLL2003, "a" * 2_000_000 + " B-ORG\nb O")
    assert [len(words) for _label, words in said(entry_of(found))] == [2_000_000]
