"""The page on formats is written from the registry."""

from annotator.assets import resource
from annotator.formats.groups import GROUPS, grouped
from annotator.formats.info import FormatInfo, Use
from annotator.formats.registry import infos
from annotator.services.formats_page import files_of, loses_of, options_of, page, unit_of, uses_of


def test_the_page_in_the_repository_is_the_one_the_registry_gives() -> None:
    """Write it anew with `python -m annotator.services.formats_page`."""
    assert resource("help", "formats.md").read_text("utf-8") == page()


def test_every_format_is_in_one_group_and_on_the_page_with_all_that_it_says() -> None:
    ids = [id_ for group in GROUPS for id_ in group.ids]
    assert sorted(ids) == sorted(info.id for info in infos())
    text = page()
    for info in infos():
        assert f"### {info.title}\n" in text
        assert f"`{info.id}`" in text
        assert all(words in text for words in (*info.carries, *info.loses))
        for option, _use in options_of(info.id):
            assert all(f"`{value}` {words}" in text for value, words in option.values)


def test_a_format_of_another_package_comes_last() -> None:
    other = FormatInfo("x", "X", (".x",), frozenset({Use.READ}))
    *_known, (title, found) = grouped([other, *infos()])
    assert (title, found) == ("Others", [other])


def test_words_for_what_a_format_is() -> None:
    every = frozenset({Use.READ, Use.WRITE, Use.MERGE})
    info = FormatInfo("x", "X", (".x", ".y", ".z"), every, "codepoint", one_layer=True, loses=("a",))
    assert (uses_of(info), unit_of(info), files_of(info)) == ("read, write and merge", "code points", ".x, .y")
    assert loses_of(info) == ("a", "whose a layer is: a file holds one")
    folder = FormatInfo("x", "X", (".x",), frozenset({Use.READ}), "UTF-16 unit", is_folder=True, one_layer=True)
    assert (uses_of(folder), unit_of(folder), files_of(folder)) == ("read", "UTF-16 units", "a folder of .x")
    assert loses_of(folder) == ()


def test_an_option_for_both_ways_is_told_once() -> None:
    assert [(option.name, use) for option, use in options_of("doccano")] == [
        ("unit", "read or written"),
        ("shape", "written"),
    ]
