"""Tokens that leave nothing of a text out."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.entry import Entry
from annotator.formats.losses import Losses
from annotator.formats.tiling import Tiles, on_tokens
from annotator.formats.word_options import EXPAND
from annotator.model.span import Span
from annotator.services.texts import tokens
from tests.formats.entries import entries, texts
from tests.formats.trying import write_options


@st.composite
def _text_and_spans(draw: st.DrawFn) -> tuple[str, list[Span]]:
    text = draw(texts())
    edges = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 6))
    found = draw(st.lists(edges, max_size=4))
    return text, [Span.of(start, min(len(text), start + size)) for start, size in found]


@given(_text_and_spans())
def test_together_they_are_the_text_and_every_span_has_its_own(given_: tuple[str, list[Span]]) -> None:
    text, spans = given_
    tiles = Tiles(text, tokens(text), spans)
    assert "".join(text[start:end] + " " * blank for start, end, blank in tiles.tokens) == text
    assert all(start < end for start, end, _blank in tiles.tokens)
    for span in spans:
        first, last = tiles.of(span)
        assert (tiles.tokens[first].start, tiles.tokens[last].end) == span.hull


def _shown(text: str, *spans: Span) -> list[str]:
    return [text[start:end] + "·" * blank for start, end, blank in Tiles(text, tokens(text), spans).tokens]


def test_a_blank_goes_with_the_token_before_it() -> None:
    assert _shown("Ali met  Bob.\n\nYes ") == ["Ali·", "met·", " ", "Bob", ".", "\n\n", "Yes·"]
    assert _shown(" \tAli") == [" \t", "Ali"]


def test_a_blank_at_the_edge_of_a_span_stands_alone() -> None:
    assert _shown("Ali met Bob", Span.of(3, 7)) == ["Ali", " ", "met·", "Bob"]
    assert _shown("Ali met Bob", Span.of(4, 8)) == ["Ali·", "met", " ", "Bob"]


def test_a_word_is_cut_where_a_span_begins_in_it() -> None:
    assert _shown("لكازاخستان الآن", Span.of(1, 10)) == ["ل", "كازاخستان·", "الآن"]


@given(entries())
def test_grown_to_words_no_two_are_alike(entry: Entry) -> None:
    grown = on_tokens(entry, write_options(), Losses(), EXPAND)
    assert grown.contents is not None
    places = [(mention.label, mention.span) for mention in grown.contents.mentions]
    assert len(places) == len(set(places))
