"""Searching the open document."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.gui.finding import Finder, pieces
from annotator.model.folding import Folded

TEXT = "الأمين العام تو لام\nIran und إيران\nAußenminister، مُحَمَّد\n"


@pytest.fixture
def finder(qapp):
    made = Finder()
    made.set_text(TEXT)
    return made


def found(finder: Finder) -> list[str]:
    return [TEXT[start:end] for start, end in finder.ranges]


@pytest.mark.parametrize(
    ("needle", "hits"),
    [
        ("ایران", ["إيران"]),
        ("aussen", ["Außen"]),
        ("محمد", ["مُحَمَّد"]),
        ("IRAN", ["Iran"]),
        ("xyz", []),
        ("  ", []),
        ("", []),
    ],
)
def test_it_finds_as_a_reader_would(finder, needle, hits):
    finder.search(needle.strip())
    assert found(finder) == hits


def test_the_nearest_hit_below_is_current_and_the_first_after_the_last(finder):
    finder.search("ا", near=0)
    assert finder.current == 0
    near = finder.ranges[3][0]
    finder.search("ا", near=near)
    assert finder.current_range == finder.ranges[3]
    finder.search("ا", near=len(TEXT))
    assert finder.current == 0


def test_steps_go_round(finder):
    finder.search("ا")
    finder.step(-1)
    assert finder.current == len(finder.ranges) - 1
    finder.step(1)
    assert finder.current == 0


def test_stepping_without_hits_does_nothing(finder):
    finder.search("xyz")
    finder.step(1)
    assert finder.current is None
    assert finder.current_range is None


def test_another_text_forgets_the_hits(finder):
    finder.search("Iran")
    finder.set_text("Iran")
    assert (finder.ranges, finder.current) == ([], None)
    finder.search("Iran")
    assert finder.ranges == [(0, 4)]


def test_it_folds_while_nothing_else_is_to_do(finder, qtbot):
    finder.set_text("سطر\n" * 50_000)
    finder.prepare()
    qtbot.waitUntil(lambda: len(finder._folded) > 3)
    finder.search("سطر")
    assert len(finder.ranges) == 50_000


@given(st.text(alphabet="ab\nإ", max_size=60), st.integers(1, 9))
def test_pieces_cover_the_text_and_end_with_lines(text, size):
    found = list(pieces(text, size))
    assert "".join(text[start:end] for start, end in found) == text
    assert all(text[end - 1] == "\n" for _start, end in found[:-1])


@given(st.text(alphabet="ابإ\n ", max_size=80), st.text(alphabet="ابا", min_size=1, max_size=3))
def test_pieces_find_what_the_whole_text_finds(qapp, text, needle):
    finder = Finder()
    finder.set_text(text)
    finder._waiting = pieces(text, 7)
    finder.search(needle)
    assert finder.ranges == Folded(text).find_all(needle)
