"""The field that says how to divide documents."""

import pytest

from annotator.gui.dialogs.split_field import SplitField
from annotator.services.exports.splitting import Split


@pytest.fixture
def field(qtbot) -> SplitField:
    made = SplitField()
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize("text", ["train=80,dev=10,test=10", "train=60,test=40", "train=8,dev=1,test=1"])
def test_parts_of_whole_percents_stand_in_the_fields(field: SplitField, text: str) -> None:
    split = Split.parse(text, 7, keep_alike=False)
    field.show_split(split)
    shown = field.split()
    assert shown is not None
    assert (shown.names, shown.shares, shown.seed, shown.keep_alike) == (split.names, split.shares, 7, False)
    assert field.why_not() == ""


@pytest.mark.parametrize("text", ["a=1,b=1,c=1", "train=2,held-out=1", "test=50,train=50", "train=2,dev=1"])
def test_other_parts_stay_as_a_preset_says_until_the_person_begins_anew(field: SplitField, text: str) -> None:
    split = Split.parse(text)
    field.show_split(split)
    assert field.split() == split
    assert field._as_kept.text() == text.replace(",", "  ·  ")
    assert not field._percents.isVisibleTo(field)
    assert field.why_not() == ""
    field._seed.setValue(3)
    assert field.split() == Split.parse(text, 3)
    field._wanted.click()
    assert field.split() is None
    field._wanted.click()
    shown = field.split()
    assert shown is not None
    assert str(shown) == "train=80,dev=10,test=10"
    assert field._percents.isVisibleTo(field)
