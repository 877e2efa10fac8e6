"""YAML as a tree of text: what is kept, and where each part stands."""

import pytest
import yaml

from annotator.formats import yaml_tree

LOADERS = [yaml.SafeLoader, *([yaml.CSafeLoader] if yaml.__with_libyaml__ else [])]


@pytest.fixture(params=LOADERS, autouse=True)
def loader(request, monkeypatch):
    """Installations without libyaml read the same tree."""
    monkeypatch.setattr(yaml_tree, "_LOADER", request.param)


def test_every_scalar_is_text_and_nothing_is_none():
    tree = yaml_tree.parse("a: NO\nb: [1, 1.5, ~, '']\nc:\nd: >-\n  two\n  lines\n1: x", "")
    assert tree.data == {"a": "NO", "b": ["1", "1.5", "~", ""], "c": None, "d": "two lines", "1": "x"}


def test_an_empty_text_is_nothing():
    assert yaml_tree.parse("", "").data is None
    assert yaml_tree.parse("# only a comment\n", "").data is None


def test_each_part_has_its_place_and_missing_parts_that_of_the_part_above():
    tree = yaml_tree.parse("a:\n  - شخص\n  - b: c\n", "")
    assert tree.place(("a",)) == (1, 1)
    assert tree.place(("a", 1)) == (3, 5)
    assert tree.place(("a", 1, "b", "x", "y")) == (3, 5)
    assert tree.place(("z",)) == (1, 1)


def test_columns_are_code_points():
    tree = yaml_tree.parse('{"😀شخص": 1, b: 2}', "")
    assert tree.place(("b",)) == (1, 13)


def test_short_collections_stand_on_one_line_and_long_ones_below_each_other():
    short, long = {"en": "Person", "ar": "شخص"}, [f"Label.{i}" for i in range(20)]
    text = yaml_tree.dump({"names": short, "fillers": long, "none": None, "empty": {}})
    assert "names: {en: Person, ar: شخص}\n" in text
    assert "fillers:\n  - Label.0\n  - Label.1\n" in text
    assert text.endswith("none:\nempty: {}\n")
    assert yaml_tree.parse(text, "").data == {"names": short, "fillers": long, "none": None, "empty": {}}
