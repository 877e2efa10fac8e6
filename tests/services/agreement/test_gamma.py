"""γ: the disorders that pygamma-agreement finds, what its tests expect, and what always holds."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.annotation import Mention
from annotator.model.span import Span
from annotator.services.agreement.figures import Figure
from annotator.services.agreement.gamma import (
    NOT_ASKED,
    TOO_DENSE,
    GammaPlan,
    expected_disorder,
    gamma_counts,
    gamma_of,
    mean_disorder,
    sample,
)
from annotator.services.agreement.unitary_alignment import Dissimilarity, Row, Unit
from annotator.services.agreement.unitizing import EXPECTED
from tests.services.layers import mention

ALEX_PAUL_SUZAN = [
    "1:2-9 2:11-17 5:24-30 6:32-36 6:36-44 7:44-60",
    "1:2-9 3:11-17 5:19-25 6:32-44",
    "1:2-9 4:11-17 5:21-27 6:32-36 6:36-40 6:40-44",
]
"""An example that comes with the authors' own software."""


def rows(*lines: str) -> list[Row]:
    """A line for each annotator, a word for each unit: category:start-end."""
    found: list[Row] = []
    for line in lines:
        row = []
        for word in line.split():
            category, _colon, place = word.partition(":")
            start, end = place.split("-")
            row.append(Unit(int(start), int(end), category))
        found.append(row)
    return found


def test_alex_paul_and_suzan() -> None:
    """pygamma-agreement's tests: disorder 0.96 to a hundredth, γ between 0.44 and 0.47, with α = 3."""
    units, unlike = rows(*ALEX_PAUL_SUZAN), Dissimilarity(alpha=3)
    observed = mean_disorder(units, unlike)
    assert observed == pytest.approx(0.96, rel=0.01)
    expected = expected_disorder(random.Random(4), 60, units, GammaPlan(unlike=unlike))
    assert 0.43 < 1 - observed / expected < 0.49


def _gamma(*layers: list[Mention], length: int = 200) -> Figure:
    group = tuple(range(len(layers)))
    return gamma_of("gamma", gamma_counts("seed", length, layers, [group], GammaPlan()).get(group, {"units": 0}))


def test_equal_layers_agree_wholly_and_others_less() -> None:
    left = [mention(0, 12), mention(2, 5), mention(2, 5, "GPE"), mention(50, 60)]
    assert _gamma(left, left[::-1]).value == 1
    assert _gamma(left, left[::-1], left).value == 1
    for gone in range(4):
        fewer = [one for place, one in enumerate(left) if place != gone]
        figure = _gamma(left, fewer)
        assert figure.value is not None
        assert figure.value < 1
        assert figure.n == 7


def test_a_split_mention_is_one_unit() -> None:
    split = replace(mention(0, 1), span=Span(((20, 22), (30, 33))))
    assert _gamma([split], [mention(20, 33)]).value == 1


def test_the_samples_are_the_same_each_time() -> None:
    left, right = [mention(0, 12), mention(50, 60)], [mention(3, 12), mention(90, 99, "GPE")]
    assert _gamma(left, right) == _gamma(left, right)
    one, other = (gamma_counts(seed, 200, [left, right], [(0, 1)], GammaPlan()) for seed in ("a", "b"))
    assert one[0, 1][EXPECTED] != other[0, 1][EXPECTED]


def test_the_more_documents_the_fewer_samples() -> None:
    """A document alone is sampled until its own expectation is known well enough."""
    units = rows("a:0-5 b:20-25 a:40-45", "a:2-9 b:70-75")
    few, many = _Counting(1), _Counting(1)
    expected_disorder(few, 100, units, GammaPlan(documents=1000))
    expected_disorder(many, 100, units, GammaPlan(documents=1))
    assert few.drawn < many.drawn


class _Counting(random.Random):
    """Chance that counts how often it is asked for annotators."""

    drawn = 0

    def choices(self, *given, **named):
        self.drawn += 1
        return super().choices(*given, **named)


def test_what_is_not_defined_has_a_reason() -> None:
    assert gamma_of("gamma", {}) == Figure("gamma", None, NOT_ASKED)
    assert gamma_of("gamma", {"units": 9, "dense": 1}) == Figure("gamma", None, TOO_DENSE, 9)
    assert _gamma([], []).value is None
    assert _gamma([], []).reason.endswith(".")


def test_an_empty_layer_agrees_no_more_than_chance() -> None:
    figure = _gamma([mention(0, 9), mention(30, 40)], [])
    assert figure.value is not None
    assert figure.value < 0.1


_ROWS = st.lists(
    st.lists(st.builds(Unit, st.integers(0, 90), st.integers(91, 99), st.sampled_from("ab")), max_size=4),
    min_size=2,
    max_size=3,
).filter(any)


@given(_ROWS, st.integers(0, 9))
def test_chance_moves_whole_annotators(units: list[Row], seed: int) -> None:
    made = sample(random.Random(seed), 100, units)
    assert len(made) == len(units)
    assert any(made)
    patterns = [{(unit.end - unit.start, unit.category) for unit in row} for row in units]
    for row in made:
        assert {(unit.end - unit.start, unit.category) for unit in row} in patterns
        assert all(0 <= unit.start < 100 for unit in row)
