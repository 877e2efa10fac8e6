"""Cutting a text into passages, and its heights."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.gui.article.heights import Heights
from annotator.gui.article.layout import Units, shown
from annotator.gui.article.passages import LONGEST, Passages, soft_cuts
from annotator.model.document import Direction
from annotator.model.span import Span
from annotator.services.texts import graphemes

SENTENCE = "Der Minister reiste am Montag nach Berlin. "


@given(st.text(alphabet="ab \nا", max_size=60))
def test_passages_are_the_paragraphs_of_a_text(text: str) -> None:
    passages = Passages(text, Direction.LTR)
    assert [passages.content(i) for i in range(len(passages))] == text.split("\n")
    for offset in range(len(text) + 1):
        index = passages.at(offset)
        assert passages.starts[index] <= offset <= passages.ends[index]


@given(st.text(alphabet="ab \nا", min_size=1, max_size=60), st.data())
def test_slices_cover_a_span_but_its_line_feeds(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    passages = Passages(text, Direction.LTR)
    found = "".join(passages.content(i)[a:b] for i, (a, b) in passages.slices(Span.of(start, end)))
    assert found == text[start:end].replace("\n", "")


def test_a_long_paragraph_is_cut_at_ends_of_sentences() -> None:
    text = SENTENCE * 600
    passages = Passages(f"one\n{text}\nthree", Direction.LTR)
    parts = [passages.content(i) for i in range(1, len(passages) - 1)]
    assert "".join(parts) == text
    assert len(parts) > 5
    assert max(map(len, parts)) <= LONGEST
    assert all(part.startswith("Der") and part.endswith(". ") for part in parts)
    assert [passages.opens(i) for i in range(len(passages))] == [True, True] + [False] * (len(parts) - 1) + [True]
    assert [passages.closes(i) for i in range(len(passages))] == [True] + [False] * (len(parts) - 1) + [True, True]


def test_a_long_paragraph_without_sentences_is_cut_at_spaces_and_without_spaces_between_graphemes() -> None:
    words = "wort " * 2_000
    assert all(words[cut - 1] == " " for cut in soft_cuts(words))
    family = "👩\u200d👧" * 1_500
    ends = {end for _start, end in graphemes(family)}
    cuts = soft_cuts(family)
    assert cuts
    assert all(cut in ends for cut in cuts)


def test_all_parts_of_a_paragraph_run_in_its_direction() -> None:
    text = "قال الوزير إن المنظمة مهمة. " * 200 + "This is English. " * 100
    passages = Passages(text, Direction.LTR)
    assert len(passages) > 2
    assert {passages.direction(i) for i in range(len(passages))} == {Direction.RTL}


def test_a_cut_prefers_a_place_with_one_direction_on_both_sides() -> None:
    text = "قال. " * 202 + "Yes. " + "قال. " * 300
    first = soft_cuts(text)[0]
    assert "Y" not in text[first : first + 1]
    assert "Yes" not in text[first - 6 : first]


def test_directions() -> None:
    text = "CICA منظمة مهمة\n2025\nabc"
    assert [Passages(text, Direction.RTL).direction(i) for i in range(3)] == [
        Direction.RTL,
        Direction.RTL,
        Direction.LTR,
    ]
    assert [Passages(text, Direction.LTR).direction(i) for i in range(3)] == [
        Direction.RTL,
        Direction.LTR,
        Direction.LTR,
    ]
    assert Passages(text, Direction.LTR, Direction.RTL).direction(2) is Direction.RTL


@given(st.lists(st.integers(0, 50), min_size=1, max_size=40), st.data())
def test_heights(heights: list[int], data: st.DataObject) -> None:
    tree = Heights(heights)
    for _ in range(5):
        index = data.draw(st.integers(0, len(heights) - 1))
        height = data.draw(st.integers(0, 50))
        assert tree.set(index, height) == height - heights[index]
        heights[index] = height
    assert [tree.top(i) for i in range(len(heights) + 1)] == [sum(heights[:i]) for i in range(len(heights) + 1)]
    assert tree.total == sum(heights)
    y = data.draw(st.integers(0, sum(heights) + 5))
    index = tree.at(y)
    assert tree.top(index) <= y
    assert y < tree.top(index + 1) or index == len(heights) - 1


@given(st.text(max_size=30))
def test_units_count_as_utf_16_does(text: str) -> None:
    units = Units(text)
    offsets = [len(text[:i].encode("utf-16-le", "surrogatepass")) // 2 for i in range(len(text) + 1)]
    assert [units.of(i) for i in range(len(text) + 1)] == offsets
    assert [units.code_point(u) for u in offsets] == list(range(len(text) + 1))


@given(
    st.text(alphabet=st.characters(), max_size=30) | st.text(alphabet="\ufeff\ufffe\ud800\x85\u2029\t\x01a", max_size=9)
)
def test_what_is_shown_has_the_length_of_what_is_stored(text: str) -> None:
    found = shown(text)
    assert len(found) == len(text)
    assert [c > "\uffff" for c in found] == [c > "\uffff" for c in text]
    assert not set(found) & set("\ufeff\ufffe\x85\u2029\x01")


@given(st.text(alphabet="ab \nا", min_size=1, max_size=60), st.data())
def test_a_part_of_a_text_is_the_paragraphs_that_its_ranges_touch(text: str, data: st.DataObject) -> None:
    ends = st.integers(0, len(text) - 1).flatmap(
        lambda start: st.tuples(st.just(start), st.integers(start + 1, len(text)))
    )
    ranges = data.draw(st.lists(ends, min_size=1, max_size=3), label="ranges")
    whole, part = Passages(text, Direction.LTR), Passages(text, Direction.LTR, None, ranges)
    wanted = [
        (start, end)
        for start, end in zip(whole.starts, whole.ends, strict=True)
        if any(first < end and last > start for first, last in ranges)
    ]
    assert list(zip(part.starts, part.ends, strict=True)) == (wanted or [(0, 0)])
    held = {offset for start, end in wanted for offset in range(start, end)}
    assert {offset for offset in range(len(text)) if part.holds(offset)} == held
    assert part.whole == ((wanted[0][0], wanted[-1][1]) if wanted else (0, 0))


def test_of_a_long_paragraph_a_part_is_those_parts_that_are_touched() -> None:
    text = SENTENCE * 600
    at = len(text) // 2
    part = Passages(text, Direction.LTR, None, [(at, at + 5)])
    assert len(part) == 1
    assert part.starts[0] <= at < part.ends[0]
    assert part.ends[0] - part.starts[0] <= LONGEST
    assert part.opens(0)
    assert part.closes(0)
