"""How figures are written: no finer than they are known, on one scale."""

import pytest

from annotator.gui.agreement.figures import Match, Scale, interval_words, is_main, short_title, spoken, value_words
from annotator.services.agreement.figures import Figure
from annotator.services.agreement.words import WORDS


def figure(value: float | None, interval: tuple[float, float] | None = None, reason: str = "") -> Figure:
    return Figure("entity_exact", value, reason, 1234, interval)


@pytest.mark.parametrize(
    ("value", "interval", "words"),
    [
        (0.8912, (0.87, 0.913), "0.89"),
        (0.8912, None, "0.9"),
        (0.96, None, "> 0.9"),  # not 1.0: it is not full agreement
        (0.04, None, "< 0.1"),
        (1, None, "1"),
        (0, None, "0"),
        (-0.12, (-0.2, 0.0), "−0.12"),
        (None, None, "–"),
    ],
)
def test_decimals_are_shown_as_far_as_an_interval_allows(value, interval, words):
    assert value_words(figure(value, interval)) == words


def test_the_interval_is_written_beside():
    assert interval_words(figure(0.8912, (0.87, 0.913))) == "0.87–0.91"
    assert interval_words(figure(0.8912)) == ""


def test_a_figure_can_be_heard():
    assert spoken(figure(0.89, (0.87, 0.91))) == "Entities, exact: 0.89, interval 0.87 to 0.91, n = 1,234"
    assert spoken(figure(0.89)) == "Entities, exact: 0.9, n = 1,234, no interval"
    assert spoken(figure(None, reason="There is nothing.")) == "Entities, exact: not defined. There is nothing."


def test_all_bands_have_one_scale_that_grows_together():
    assert Scale.over([figure(0.7, (0.5, 0.8)), figure(0.9)]) == Scale(0.5)
    low = Scale.over([figure(0.7, (0.43, 0.8)), figure(0.9)])
    assert low.low == pytest.approx(0.4)
    assert low.share(0.4) == 0
    assert low.share(0.7) == pytest.approx(0.5)
    assert low.share(0.1) == 0  # never off the scale
    assert Scale.over([figure(-0.12)]).words == "−0.2"
    assert Scale.over([figure(None)]) == Scale(0.5)


def test_a_figure_that_nobody_has_heard_of_is_a_main_one():
    assert is_main("some_new_figure")
    assert not is_main("attribute:polarity")
    assert {name for name in WORDS if is_main(name)} >= {"entity_exact", "trigger_exact", "argument_role", "conll"}


def test_titles_are_divided():
    assert short_title("token_alpha") == ("Words", "Krippendorff's α")
    assert short_title("attribute:polarity") == ("Attribute polarity", "κ")


def test_matches_follow_each_other():
    assert [Match.EXACT.following, Match.PARTIAL.following, Match.TYPE.following] == [
        Match.PARTIAL,
        Match.TYPE,
        Match.EXACT,
    ]
