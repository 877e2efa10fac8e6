"""Who is named in a comment."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.ids import AnnotatorName
from annotator.services.comments.names import Names, names_begun
from tests.conftest import LEILA, OMAR

PEOPLE = ("leila", "omar", "Omar Said", "ليلى", "ليلى الحسن", "a.b", "x+y (z)")
NAMES = Names(map(AnnotatorName, PEOPLE))


def _found(text: str) -> list[str]:
    return [named.annotator for named in NAMES.find(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@leila, look", ["leila"]),
        ("ask @omar said", ["Omar Said"]),  # the longest, in any case
        ("ask @Omar  Said", ["Omar Said"]),  # any white space
        ("ask @omar saidi", ["omar"]),
        ("ask @omary", []),
        ("write to x@leila", []),  # an address
        ("(@leila/@omar)", ["leila", "omar"]),
        ("هل ترى ذلك يا @ليلى الحسن؟", ["ليلى الحسن"]),
        ("\u200f@\u2068ليلى\u2069 انظري", ["ليلى"]),
        ("@a.b @axb @x+y (z)", ["a.b", "x+y (z)"]),
        ("leila omar @", []),
        ("@@leila", ["leila"]),
    ],
)
def test_names(text: str, found: list[str]) -> None:
    assert _found(text) == found


def test_nobody_is_found_where_nobody_is_known() -> None:
    assert Names(()).find("@leila") == []
    assert Names([AnnotatorName(" ")]).find("@ ") == []


@given(st.text(), st.sampled_from(PEOPLE), st.text())
def test_a_name_that_stands_alone_is_found_where_it_stands(before: str, name: str, after: str) -> None:
    text = f"{before} @{name} "
    found = NAMES.find(f"{text}{after}")
    here = [named for named in found if named.range[0] == len(before) + 1]
    assert here
    longest = here[0].annotator
    assert longest == name or longest.casefold().startswith(f"{name.casefold()} ")


@given(st.lists(st.text(min_size=1, max_size=8), max_size=6, unique=True), st.text())
def test_ranges_hold_an_at_and_a_name_and_do_not_overlap(people: list[str], text: str) -> None:
    names = Names(map(AnnotatorName, people))
    text = "".join(f" @{name}" for name in people) + text
    end = 0
    for named in names.find(text):
        start, stop = named.range
        assert start >= end
        assert text[start] == "@"
        assert named.annotator in people
        end = stop


def test_who_is_named_anywhere() -> None:
    assert NAMES.named("@leila @omar @leila") == {LEILA, OMAR}


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("@", ["Omar Said", "a.b", "leila", "omar", "x+y (z)", "ليلى", "ليلى الحسن"]),
        ("ask @OM", ["Omar Said", "omar"]),
        ("ask @omar", ["Omar Said"]),  # omar is written already
        ("ask @sa", ["Omar Said"]),  # by a later word
        ("ask @omar s", ["Omar Said"]),
        ("ask @omar x", []),
        ("@l", ["leila"]),
        ("هل ترى ذلك يا @لي", ["ليلى", "ليلى الحسن"]),
        ("\u200f@\u2068ليلي", ["ليلى الحسن"]),  # as a search compares letters
        ("write to x@le", []),  # an address
        ("@leila and @om", ["Omar Said", "omar"]),
        ("leila", []),
        ("", []),
    ],
)
def test_who_may_be_about_to_be_named(line: str, names: list[str]) -> None:
    assert names_begun(line, map(AnnotatorName, PEOPLE)) == names
