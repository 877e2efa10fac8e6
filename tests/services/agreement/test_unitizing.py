"""α_U and uα: published worked examples to the printed digit, other implementations' figures, and what always holds."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.annotation import Mention
from annotator.model.span import Span
from annotator.services.agreement.figures import Counts
from annotator.services.agreement.unitizing import (
    NO_UNITS,
    OBSERVED,
    alpha_u_counts,
    alpha_u_named,
    alpha_u_of,
    alpha_u_of_continuum,
    segments,
    u_alpha_counts,
    u_alpha_of,
)
from tests.services.layers import mention

BOTH = (0, 1)


def _disagreements(length: int, *rows: list[tuple[int, int]]) -> tuple[float, float]:
    """D_o and D_e as the source has them, of rows of `(start, length)`."""
    units = [[(start, start + long) for start, long in sorted(row)] for row in rows]
    group = tuple(range(len(rows)))
    unit = length * length * len(rows) * (len(rows) - 1) / 2
    ((_units, observed, expected),) = alpha_u_of_continuum(length, units, [group])
    return observed / unit, expected / unit


def test_krippendorff_2004() -> None:
    """Two observers, a continuum from 150 to 450, page 254: category c 0.0144, 0.0532, 0.7286; k 0, 0.0490, 1."""
    c = _disagreements(300, [(75, 70), (220, 30)], [(70, 80), (205, 20), (250, 20)])
    k = _disagreements(300, [(30, 60), (150, 50)], [(30, 60), (150, 50)])
    assert [round(value, 4) for value in (*c, 1 - c[0] / c[1])] == [0.0144, 0.0532, 0.7286]
    assert [round(value, 4) for value in (*k, 1 - k[0] / k[1])] == [0.0, 0.0490, 1.0]
    # Printed is 0.8591, worked out by hand from the rounded disagreements.
    assert 1 - (c[0] + k[0]) / (c[1] + k[1]) == pytest.approx(0.8591, abs=5e-4)
    assert round(1 - (0.0144 + 0.0000) / (0.0532 + 0.0490), 4) == 0.8591


@pytest.mark.parametrize(
    ("rows", "observed"),
    [
        ([[(2, 8), (14, 6)], [(4, 4), (15, 2)]], 0.03125),
        ([[(0, 18)], [(0, 2), (2, 1), (3, 1), (4, 1), (5, 1), (6, 3), (9, 1)]], 2.26736),
        ([[(2, 6), (10, 2), (14, 4), (20, 2)], [(0, 2), (4, 4), (10, 4), (16, 2), (20, 2)]], 0.02778),
        (
            [[(0, 2), (2, 8), (10, 4), (14, 6), (20, 4)], [(0, 4), (4, 4), (8, 7), (15, 2), (17, 7)]],
            0.38715,
        ),
    ],
)
def test_krippendorff_1995(rows: list[list[tuple[int, int]]], observed: float) -> None:
    """The pairs A to D of page 57, a continuum of 24."""
    assert round(_disagreements(24, *rows)[0], 5) == observed


@pytest.mark.parametrize(
    ("stretch", "expected", "alpha", "off"),
    [(0.5, 0.05494, 0.494, 1e-5), (5, 0.08234, 0.663, 0.005), (50_000, 0.08642, 0.679, 0.005)],
)
def test_krippendorff_1995_stretched(stretch: float, expected: float, alpha: float, off: float) -> None:
    """Pair C, each length times the same.

    The first print had a slip in the expected disagreement (l + h + 1 for l - h + 1), which Krippendorff 2004 mends and
    DKPro, too; the printed figures are met within what that makes.
    """
    rows = [
        [(int(start * stretch), int(length * stretch)) for start, length in row]
        for row in ([(2, 6), (10, 2), (14, 4), (20, 2)], [(0, 2), (4, 4), (10, 4), (16, 2), (20, 2)])
    ]
    found = _disagreements(int(24 * stretch), *rows)
    assert found[1] == pytest.approx(expected, abs=off)
    assert 1 - found[0] / found[1] == pytest.approx(alpha, abs=0.02)


def test_what_dkpro_finds() -> None:
    """A unit against three within it: 0.9100, 0.5351, -0.7003; one unit of one of three observers: 0."""
    found = _disagreements(10, [(1, 8)], [(2, 1), (4, 1), (6, 1)])
    assert [*found, 1 - found[0] / found[1]] == pytest.approx([0.9100, 0.5351, -0.7003], abs=1e-4)
    observed, expected = _disagreements(20, [(0, 1)], [], [])
    assert observed == pytest.approx(expected)


@pytest.mark.parametrize(
    ("ours", "theirs", "distance"),
    [
        ((5, 6), (4, 2), 26),
        ((5, 6), (5, 2), 16),
        ((5, 6), (6, 2), 10),
        ((5, 6), (7, 2), 8),
        ((5, 6), (6, 4), 2),
        ((5, 6), (5, 6), 0),
        ((5, 6), (2, 2), 40),
        ((225, 70), (220, 80), 50),
        ((370, 30), (355, 20), 850),
    ],
)
def test_distances_of_two_units(ours: tuple[int, int], theirs: tuple[int, int], distance: int) -> None:
    """Krippendorff 2004, figure 11.6 and page 254."""
    assert _disagreements(500, [ours], [theirs])[0] * 500 * 500 == pytest.approx(distance)


def _alpha(length: int, *layers: list[Mention]) -> float | None:
    group = tuple(range(len(layers)))
    total: Counts = {}
    for label in alpha_u_counts(length, layers, [group])[group].values():
        for part, count in alpha_u_named(label).items():
            total[part] = total.get(part, 0) + count
    return alpha_u_of("x", total).value


def _u_alpha(length: int, *layers: list[Mention]) -> float | None:
    group = tuple(range(len(layers)))
    return u_alpha_of("x", u_alpha_counts(length, layers, [group])[group]).value


def test_u_alpha_of_three_annotators() -> None:
    """Worked by hand: they differ on 10, 8 and 8 of 60; ℓ = 180, ℓ_c = 156, 6, 18, and Σ s = 156 + 9 + 109 + 34.

    D_o = 2 (10 + 8 + 8) / (3 - 1), D_e = 180 (180² - 156² - 6² - 18²) / (180² - 308).
    """
    alex = [mention(2, 5, "1")]
    paul = [mention(2, 5, "1"), mention(10, 20, "2")]
    susan = [mention(2, 5, "2"), mention(15, 20, "2")]
    value = _u_alpha(60, alex, paul, susan)
    assert value == pytest.approx(1 - 26 / (180 * (180**2 - 156**2 - 6**2 - 18**2) / (180**2 - 308)), abs=1e-12)


def test_units_that_overlap_are_counted_not_dropped() -> None:
    split = replace(mention(0, 1), span=Span(((20, 22), (30, 33))))
    left = [mention(0, 12), mention(2, 5), mention(2, 5, "GPE"), split]
    assert _alpha(50, left, left[::-1]) == 1
    assert _u_alpha(50, left, left[::-1]) == 1
    for gone in range(4):
        fewer = [one for place, one in enumerate(left) if place != gone]
        for figure in (_alpha(50, left, fewer), _u_alpha(50, left, fewer) if gone in (0, 2, 3) else 0):
            assert figure is not None
            assert figure < 1


def test_overlapping_units_are_cut_at_their_edges() -> None:
    assert segments([mention(0, 10), mention(3, 5, "GPE"), mention(12, 14)]) == [
        (0, 3, "PERSON"),
        (3, 5, "GPE + PERSON"),
        (5, 10, "PERSON"),
        (12, 14, "PERSON"),
    ]


def test_what_is_not_defined_has_a_reason() -> None:
    for figure in (alpha_u_of("x", {}), u_alpha_of("x", {})):
        assert figure.value is None
        assert figure.reason == NO_UNITS
    whole = [mention(0, 1)]
    assert _alpha(1, whole, whole) is None
    assert _u_alpha(1, whole, whole) is None


_UNITS = st.lists(st.integers(0, 40), max_size=12, unique=True).map(
    lambda edges: [mention(a, b, "GPE" if a % 2 else "PERSON") for a, b in list(pairwise(sorted(edges)))[::2]]
)
_ANY = st.lists(
    st.builds(
        lambda start, length, label: mention(start, start + length, label),
        st.integers(0, 30),
        st.integers(1, 10),
        st.sampled_from(["GPE", "PERSON"]),
    ),
    max_size=8,
)


@given(_UNITS, _UNITS, _UNITS)
def test_chance_is_counted_as_the_formula_says(one: list[Mention], two: list[Mention], three: list[Mention]) -> None:
    """The short way through sums of lengths and gaps, against the double sum over units and gaps as printed."""
    layers = [[m for m in layer if m.label == "GPE"] for layer in (one, two, three)]
    found = alpha_u_counts(45, layers, [(0, 1), (0, 1, 2)])
    for group, by_label in found.items():
        rows = [[(m.span.start, m.span.end) for m in layers[place]] for place in group]
        expected = by_label["GPE"][2] if by_label else 0
        assert expected == pytest.approx(_as_printed(45, rows))


def _as_printed(length: int, rows: list[list[tuple[int, int]]]) -> float:
    units = [end - start for row in rows for start, end in row]
    gaps = []
    for row in rows:
        edges = [0, *(edge for unit in row for edge in unit), length]
        gaps += [b - a for a, b in zip(edges[::2], edges[1::2], strict=True)]
    total = 0.0
    for long in units:
        total += (len(units) - 1) / 3 * (2 * long**3 - 3 * long**2 + long)
        total += long**2 * sum(gap - long + 1 for gap in gaps if gap >= long)
    room = len(rows) * length
    return length * len(rows) * (len(rows) - 1) * total / (room * (room - 1) - sum(u * (u - 1) for u in units))


@given(_ANY, _ANY)
def test_changing_sides_changes_nothing(left: list[Mention], right: list[Mention]) -> None:
    for measure in (_alpha, _u_alpha):
        there, back = measure(45, left, right), measure(45, right, left)
        assert there == (None if back is None else pytest.approx(back))
        itself = measure(45, left, left[::-1])
        assert itself in (None, pytest.approx(1))


@given(_UNITS, _UNITS, _UNITS)
def test_u_alpha_is_what_characters_say(one: list[Mention], two: list[Mention], three: list[Mention]) -> None:
    """Its observed disagreement, character by character."""
    layers = [one, two, three]
    counts = u_alpha_counts(45, layers, [(0, 1, 2)])[0, 1, 2]
    category = [
        [next((m.label for m in layer if m.span.start <= at < m.span.end), "") for at in range(45)] for layer in layers
    ]
    differing = sum(category[i][at] != category[j][at] for at in range(45) for i in range(3) for j in range(3))
    assert counts[OBSERVED] == pytest.approx(differing / 2)
