"""Brackets of chains, read as the reference scorer reads them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.coref_brackets import Bracket, brackets, cells, crosses, typed, typed_cells
from annotator.formats.errors import FormatError


def _as_the_scorer(column: list[str]) -> set[tuple[int, int, str]]:
    """What `GetCoreference` does, in its order: it takes off what it has found, one after the other."""
    found, half = set(), dict[str, list[int]]()
    for word, said in enumerate(column):
        cell = said
        for pattern, step in ((r"\((\d+)\)", "one"), (r"\((\d+)", "begin"), (r"(\d+)\)", "end")):
            while (hit := re.search(pattern, cell)) is not None:
                cell = cell[: hit.start()] + cell[hit.end() :]
                if step == "one":
                    found.add((word, word, hit[1]))
                elif step == "begin":
                    half.setdefault(hit[1], []).append(word)
                else:
                    found.add((half[hit[1]].pop(), word, hit[1]))
    assert not any(half.values()), "some mentions in the document do not close"
    return found


@st.composite
def _chains(draw: st.DrawFn) -> list[Bracket]:
    """Mentions of a few chains, within a chain never crossing, any words once a chain."""
    kept: list[Bracket] = []
    for first, size, chain in draw(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 4), st.sampled_from("123")))):
        one = Bracket(first, min(9, first + size), chain)
        alike = [other for other in kept if other.chain == chain]
        if one not in kept and not any(crosses(one[:2], other[:2]) for other in alike):
            kept.append(one)
    return sorted(kept)


@given(given_chains=_chains())
def test_the_scorer_reads_what_is_written_and_so_do_we(given_chains: list[Bracket]) -> None:
    column = cells(10, given_chains)
    assert _as_the_scorer(column) == set(given_chains)
    assert brackets(column) == (given_chains, [])


def test_several_at_one_word_are_parted() -> None:
    found = [Bracket(0, 2, "1"), Bracket(0, 0, "2"), Bracket(1, 2, "1")]
    assert cells(3, found) == ["(1|(2)", "(1", "1)|1)"]


def test_what_does_not_begin_or_end_is_said() -> None:
    found, wrong = brackets(["(1", "2)", "(3)|(4", "_"])
    assert found == [Bracket(2, 2, "3")]
    assert wrong == [
        (1, "A mention of chain 2 ends at word 2, but has not begun."),
        (0, "A mention of chain 1 begins at word 1, but does not end."),
        (2, "A mention of chain 4 begins at word 3, but does not end."),
    ]


def test_names_are_written_and_read_with_stars() -> None:
    names = [Bracket(0, 1, "PERSON"), Bracket(3, 3, "GPE")]
    assert typed_cells(4, names) == ["(PERSON*", "*)", "*", "(GPE)"]
    assert typed(typed_cells(4, names)) == (names, [])
    with pytest.raises(FormatError):
        typed_cells(3, [Bracket(0, 1, "A"), Bracket(1, 2, "B")])


def test_names_that_do_not_begin_or_end_are_said() -> None:
    assert typed(["*)", "(A*", "(B*)", "*"]) == (
        [Bracket(2, 2, "B")],
        [(0, "A name ends at word 1, but has not begun."), (1, "The name A begins at word 2, but does not end.")],
    )
