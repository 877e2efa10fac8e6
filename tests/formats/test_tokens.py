"""A text told again as words."""

import pytest

from annotator.formats.canonical import canonical
from annotator.formats.drafting import Draft
from annotator.formats.registry import formats
from annotator.model.annotation import Kind
from annotator.model.span import Span
from tests.formats.entries import LEILA
from tests.formats.trying import projected, there_and_back


@pytest.mark.parametrize("format_id", ["conll2003", "conll2002", "hf-tokens"])
@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("a \u0301b c", (1, 3)),
        ("a \u0301b c", (0, 4)),
        ("x \u200d\u0301 y", (0, 2)),
        ("Ali\u2028met \u0308 Bob", (0, 3)),
    ],
    ids=ascii,
)
def test_a_blank_with_a_mark_over_it_is_no_part_of_a_word(format_id: str, text: str, span: tuple[int, int]) -> None:
    draft = Draft(text, "A title", annotator=LEILA)
    draft.mention(Kind.ENTITY, "PERSON", Span.of(*span))
    kept, _losses = projected(formats()[format_id], [draft.entry()])
    back = list(there_and_back(formats()[format_id], kept))
    assert list(map(canonical, back)) == list(map(canonical, kept))
