"""The direction of a paragraph is that of most of its letters."""

import pytest

from annotator.model.direction import language_direction, paragraph_direction
from annotator.model.document import Direction

L, R = Direction.LTR, Direction.RTL


@pytest.mark.parametrize(
    ("paragraph", "otherwise", "expected"),
    [
        ("منظمة مهمة", L, R),
        ("CICA منظمة مهمة في آسيا", L, R),  # opens with Latin, yet Arabic
        ("Der Name الرئيس steht hier", R, L),
        ("2025 — 80 %", R, R),  # no letters: the document decides
        ("2025 — 80 %", L, L),
        ("", R, R),
        ("aا", L, L),  # a tie: the document decides
        ("שלום abc", L, R),
    ],
)
def test_paragraphs(paragraph: str, otherwise: Direction, expected: Direction) -> None:
    assert paragraph_direction(paragraph, otherwise) is expected


@pytest.mark.parametrize(
    ("language", "expected"), [("ar", R), ("fa-IR", R), ("he", R), ("ckb", R), ("de", L), ("und", L), ("AR", R)]
)
def test_languages(language: str, expected: Direction) -> None:
    assert language_direction(language) is expected
