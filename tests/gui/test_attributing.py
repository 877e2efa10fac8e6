"""What a value's key does when it is pressed, and pressed again."""

import pytest

from annotator.gui.attributing import Setting, after_press
from annotator.model.scheme import Attribute, AttributeKind, Choice

CHOICES = (Choice("yes"), Choice("no"))


@pytest.mark.parametrize(
    ("attribute", "value", "is_set", "after"),
    [
        (Attribute("a", choices=CHOICES, default="yes"), "no", False, "no"),
        (Attribute("a", choices=CHOICES, default="yes"), "no", True, "yes"),
        (Attribute("a", choices=CHOICES, default="yes"), "yes", True, "yes"),
        (Attribute("a", choices=CHOICES), "no", True, None),  # not said any more
        (Attribute("a", AttributeKind.YES_NO), True, False, True),
        (Attribute("a", AttributeKind.YES_NO), True, True, None),
        (Attribute("a", AttributeKind.YES_NO, default=False), True, True, False),
        (Attribute("a", AttributeKind.YES_NO, default=True), True, True, False),
        (Attribute("a", AttributeKind.YES_NO, default=True), True, False, True),
    ],
)
def test_a_key_sets_its_value_and_takes_it_back(attribute, value, is_set, after):
    assert after_press(attribute, Setting("a", value, "A", "1", is_set)) == after
