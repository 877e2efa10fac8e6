"""Telling the columns of words and tags, several tags of a word, and tags that do not go on."""

import pytest

from annotator.formats.conll import FORMATS
from annotator.formats.conll_columns import nested_chunks, strays
from annotator.formats.errors import FormatError
from tests.formats.files import entry_of, faults_of, read, said

CONLL = FORMATS[0]
ALL = "columns hold tags; labels of all of them were read."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ali B-PER\nmet O\n", [("PER", "Ali")]),
        ("Ali NNP B-NP B-PER\nmet VBD B-VP O\n", [("PER", "Ali")]),
        ("Ali NNP B-NP O\nmet VBD B-VP O\n", []),
        ("# text = x\n1\tAli\tB-PER\t-\t-\n2\tmet\tO\t-\t-\n\n1\tBob\tB-PER\t-\t-\n", [("PER", "Ali"), ("PER", "Bob")]),
        ("1 O\n2 B-NUM\n", [("NUM", "2")]),
        ("Ali PER\nmet O\n", [("PER", "Ali")]),
    ],
)
def test_columns_are_told_by_what_stands_in_them(text: str, found: list[tuple[str, str]]) -> None:
    assert said(entry_of(read(CONLL, text))) == found


def test_a_column_for_each_level_is_read_as_nested_and_that_is_said() -> None:
    found = read(CONLL, "Bank B-ORG O\nof I-ORG O\nOslo I-ORG B-GPE\nsaid O O\n")
    assert said(entry_of(found)) == [("ORG", "Bank of Oslo"), ("GPE", "Oslo")]
    assert [reason.partition(" ")[2] for _line, reason in faults_of(found)] == [
        f"{ALL} The option tag-column says which."
    ]
    assert said(entry_of(read(CONLL, "Oslo B-ORG B-GPE\nBob B-PER O\n", choices={"tag-column": "2"}))) == [
        ("ORG", "Oslo"),
        ("PER", "Bob"),
    ]


def test_tags_in_any_order_are_followed_label_by_label() -> None:
    text = "head B-OCC\nof I-OCC B-ORG\nthe I-ORG I-OCC\nbank I-OCC I-ORG B-ORG\nsaid O\n"
    assert said(entry_of(read(CONLL, text))) == [
        ("OCC", "head of the bank"), ("ORG", "of the bank"), ("ORG", "bank"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("tags", "found"),
    [
        (["B-ORG", "I-ORG B-ORG", "I-ORG I-ORG", "I-ORG"], [("ORG", 0, 3), ("ORG", 1, 2)]),
        (["B-ORG B-ORG", "I-ORG"], [("ORG", 0, 0), ("ORG", 0, 1)]),
        (["B-ORG", "B-ORG", "I-ORG B-ORG"], [("ORG", 0, 0), ("ORG", 1, 2), ("ORG", 2, 2)]),
        (["I-ORG", "I-ORG I-ORG"], [("ORG", 0, 1), ("ORG", 1, 1)]),
        (["B-ORG", "I-ORG S-ORG", "E-ORG", "O"], [("ORG", 0, 2), ("ORG", 1, 1)]),
    ],
)
def test_labels_alike_may_be_within_each_other(tags: list[str], found: list[tuple[str, int, int]]) -> None:
    made = nested_chunks([word.split() for word in tags], ragged=True)
    assert sorted((chunk.label, chunk.first, chunk.last) for chunk in made) == found


def test_what_is_right_and_what_a_program_said_are_not_two_levels() -> None:
    found = read(CONLL, "Ali B-PER B-PER\nmet O O\nBob B-PER O\nin O O\nOslo B-LOC B-LOC\n")
    assert said(entry_of(found)) == [("PER", "Ali"), ("LOC", "Oslo")]
    assert faults_of(found) == []


def test_a_word_without_a_tag_is_outside_and_that_is_said() -> None:
    found = read(CONLL, "Ali B-PER\nmet\nBob B-PER\n")
    assert said(entry_of(found)) == [("PER", "Ali"), ("PER", "Bob")]
    assert faults_of(found) == [(2, "“met” has no tag; it was read as outside.")]


def test_prose_is_no_file_of_columns() -> None:
    with pytest.raises(FormatError, match="Line 1 has 1 columns: “Ali”"):
        read(CONLL, "Ali\nmet\nBob B-PER\n")
    with pytest.raises(FormatError, match="Line 1 has 2 columns"):
        read(CONLL, "Ali B-PER\nmet O\n", choices={"tag-column": "4"})


@pytest.mark.parametrize(
    ("sentences", "wrong"),
    [
        ([["B-PER", "I-PER", "O"]], []),
        ([["I-PER", "I-PER", "O"], ["I-LOC", "B-LOC"]], []),  # IOB1
        ([["B-PER", "O", "I-PER"]], [(0, 2)]),
        ([["B-PER", "I-LOC", "O"], ["I-PER"]], [(0, 1), (1, 0)]),
        ([["S-PER", "B-LOC", "E-LOC", "U-PER", "B-ORG", "L-ORG"]], []),
        ([["B-PER", "I-PER", "O", "S-LOC"]], [(0, 0)]),
        ([["E-PER", "O", "PER"]], [(0, 0)]),
        ([["O"], []], []),
    ],
)
def test_tags_that_do_not_go_on_from_those_before_them(
    sentences: list[list[str]], wrong: list[tuple[int, int]]
) -> None:
    assert strays(sentences) == wrong


def test_tags_that_do_not_go_on_are_said_with_the_line_of_the_first() -> None:
    found = read(CONLL, "-DOCSTART- O\n\nAli B-PER\nmet O\nBob I-PER\n")
    assert said(entry_of(found)) == [("PER", "Ali"), ("PER", "Bob")]
    ((line, reason),) = faults_of(found)
    assert line == 5
    assert reason.startswith("1 labels do not begin or end as tags of this kind must")
