"""The words of a page of a book."""

import pytest

from annotator.formats.html_text import text_of


@pytest.mark.parametrize(
    ("page", "text", "heading"),
    [
        ("<html><head><title>no</title></head><body><h1>A  <i>b</i></h1><p>c\n d</p>", "A b\nc d", "A b"),
        ("<p>a<br>b<br/>c</p><div>d<div>e</div>f</div>", "a\nb\nc\nd\ne\nf", ""),
        ("<p>a&nbsp;b &amp; c&eacute;</p>", "a\xa0b & cé", ""),
        ("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>字", "漢字", ""),
        ("<script>no</script><style>no</style>yes<noscript><img>no</noscript> too", "yes too", ""),
        ("<script src='x'/><p>yes</p>", "yes", ""),
        ("<h2>one</h2><h2>two</h2>", "one\ntwo", "one"),
        ("no tags < at all", "no tags < at all", ""),
        ("", "", ""),
    ],
)
def test_a_block_is_a_line(page: str, text: str, heading: str) -> None:
    assert text_of(page) == (text, heading)
