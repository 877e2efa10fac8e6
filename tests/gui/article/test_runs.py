"""Ranges and hits on a line against fribidi and HarfBuzz: none may be wrong."""

import random
from collections.abc import Iterator
from itertools import combinations, pairwise
from unicodedata import bidirectional

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from annotator.assets import seeds
from annotator.gui.article.layout import PassageLayout
from annotator.gui.article.runs import Scripture, is_one_way
from annotator.gui.article.style import Style
from annotator.model.document import Direction
from tests.gui.article import oracle
from tests.gui.article.conftest import WIDE

LTR, RTL = Direction.LTR, Direction.RTL
TOLERANCE = 0.75

NASTY = [
    ("الذكرى الـ80 ليوم النصر", RTL),
    ("منظمة CICA في آسيا", RTL),
    ("الاتحاد الاقتصادي (EAEU) و(RANEPA) معا", RTL),
    ("CICA منظمة", RTL),
    ("في 6 مايو 2025 الساعة ٨٠ و٩٫٥", RTL),
    ("جمهوری‌های آذربایجان و می‌خواهد ۲ مه", RTL),
    ("لا إله، الإسلام والآن ولأجلهم", RTL),
    ("كتابهم وبيتها لكم", RTL),
    ("مُحَمَّدٌ رَسُولُ", RTL),
    ("5-12 مايو، 50%، 3.14 و 10:30", RTL),
    ("Das Wort الرئيس steht hier und 80 العربية", LTR),
    ("Sehr geehrte Damen", LTR),
    ("abc (العربية 80) xyz", LTR),
    ("“CICA” و«الأمن»", RTL),
    ("\u202bعربي ABC\u202c xyz", LTR),
    ("عربي \u2066ABC 12\u2069 نص", RTL),
    ("الـ\u200f80\u200f عام", RTL),
    ("שלום 80 (EU) עולם", RTL),
    ("A الف", RTL),
    ("ا A", LTR),
    ("80", RTL),
    ("سعر 50$ و $50 و USD", RTL),
    ("+7 495 123-45-67 هاتف", RTL),
    ("ـــ 80% - 90% ـــ", RTL),
    # N0: a bracket between right-to-left letters that is left-to-right, as its pair holds a Latin letter
    ("א(ב a)", LTR),
    # Qt's cursorToX answers for the next run after a run with a ligature
    ('لا)ا"', LTR),
    ("cلا+c", LTR),
    ("cلالا+c", LTR),
    ("[لاً«لا ", LTR),
    # a directional mark and a joiner of another level than the run they end
    ("ש1\u200e\u200ca", RTL),
    ('"ש\u200f\u200c\u200e»', LTR),
    ("/-2 لا)\u200f,", LTR),
    # trailing white space
    ("سلام abc  ", RTL),
    # astral: two units a character
    ("قال 😀 ABC 👍🏽 12", RTL),
    ("a😀ب👩\u200d👧c", LTR),
]

LETTERS = [*"المحبـ", "لا", "فَ", "مّ", "دٌ", "کِ", "لاً", "لًا", "می\u200cخ", *"משל", "שָׁ", "בּ", *"aBc", "fi", "é", "e\u0301"]
DIGITS = ["1", "2", "80", "3.14", "٣", "٩٫٥", "۲۰"]
OTHERS = [" ", "  ", *"()[]{}«»“”-+%$€.,،؟:/!\"'", "😀", "👍🏽", "👩\u200d👧", "\u200f", "\u200e", "\u061c", "\u00a0"]
PIECES = st.sampled_from([*LETTERS, *DIGITS, *OTHERS])
BASIC_PIECES = PIECES.filter(lambda piece: max(piece) <= "\uffff")
LINES = st.lists(PIECES, min_size=1, max_size=14).map("".join).filter(str.strip)


def laid_out(text: str, direction: Direction, style: Style) -> PassageLayout:
    layout = PassageLayout(text, 0, direction, style)
    layout.wrap(WIDE)
    assert len(layout.lines) == 1
    return layout


def truth(text: str, direction: Direction, layout: PassageLayout) -> list[oracle.Interval]:
    """Of each character but the white space at the end, which has no place."""
    left = min(run.left for run in layout.lines[0].table)
    return oracle.intervals(without_hanging(text), direction is RTL, left)


def without_hanging(text: str) -> str:
    """The line without the white space that rule L1 of UAX #9 sends to its end."""
    end = len(text)
    while end and bidirectional(text[end - 1]) in ("WS", "S", "B"):
        end -= 1
    return text[:end]


def is_same(found: list[oracle.Interval], wanted: list[oracle.Interval]) -> bool:
    if len(found) != len(wanted):  # a stretch of nothing but joiners is drawn one pixel wide
        found = [f for f in found if f[1] - f[0] > 1.01]
        wanted = [w for w in wanted if w[1] - w[0] > 1.01]
    return len(found) == len(wanted) and all(
        abs(a - c) < TOLERANCE and abs(b - d) < TOLERANCE for (a, b), (c, d) in zip(found, wanted, strict=True)
    )


def wrong_ranges(text: str, direction: Direction, style: Style, limit: int = 400) -> Iterator[str]:
    layout = laid_out(text, direction, style)
    where = truth(text, direction, layout)
    boundaries = [b for b in oracle.grapheme_starts(text) if b <= len(where)]
    ranges = list(combinations(boundaries, 2))
    for start, end in random.Random(text).sample(ranges, min(limit, len(ranges))):
        wanted = oracle.union(where[start:end])
        found = oracle.union([(rect.left(), rect.right()) for rect in layout.rects(start, end)])
        if wanted and not is_same(found, wanted):
            yield f"{text!r} {direction} [{start}, {end}) {text[start:end]!r}: {found} instead of {wanted}"


def wrong_hits(text: str, direction: Direction, style: Style) -> Iterator[str]:
    layout = laid_out(text, direction, style)
    where = truth(text, direction, layout)
    for start in oracle.grapheme_starts(text):
        left, right = where[start] if start < len(where) else (0, 0)
        if right - left < 1.5:
            continue
        for part in (0.12, 0.5, 0.88):
            hit = layout.hit(0, left + part * (right - left))
            if hit.offset != start:
                yield f"{text!r} {direction} at {part} of {start}: {hit.offset}"


@pytest.mark.parametrize(("text", "direction"), NASTY)
def test_nasty_lines(text: str, direction: Direction, one_font_style: Style) -> None:
    assert not list(wrong_ranges(text, direction, one_font_style, limit=1000))
    assert not list(wrong_hits(text, direction, one_font_style))


@pytest.mark.parametrize("number", range(5))
def test_all_lines_of_the_sample_articles(number: int, one_font_style: Style) -> None:
    text = sorted(seeds().glob("*.txt"))[number].read_text(encoding="utf-8")
    direction = RTL if any("\u0600" <= c <= "\u06ff" for c in text) else LTR
    wrong: list[str] = []
    for paragraph in filter(str.strip, text.split("\n")):
        words = paragraph.split(" ")
        for first in range(0, len(words), 9):
            line = " ".join(words[first : first + 9])
            if line.strip():
                wrong += wrong_ranges(line, direction, one_font_style, limit=25)
                wrong += wrong_hits(line, direction, one_font_style)
    assert not wrong


@settings(max_examples=250)
@given(LINES, st.sampled_from([LTR, RTL]))
@example("aدٌلالا«\xa0''لًاc۲۰", LTR)
def test_made_up_lines(one_font_style: Style, text: str, direction: Direction) -> None:
    assert not list(wrong_ranges(text, direction, one_font_style, limit=60))
    assert not list(wrong_hits(text, direction, one_font_style))


EXPLICIT = st.sampled_from(["\u202a", "\u202b", "\u202c", "\u2066", "\u2067", "\u2068", "\u2069"])


@settings(max_examples=400)
@given(st.lists(BASIC_PIECES, min_size=6, max_size=30).map("".join), st.sampled_from([LTR, RTL]), st.data())
def test_lines_told_to_run_one_way_have_one_level(text: str, direction: Direction, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if is_one_way(Scripture.of(text, direction is RTL), start, end):
        assert set(oracle.levels(text, direction is RTL)[start:end]) == {int(direction is RTL)}


@settings(max_examples=150)
@given(st.lists(PIECES | EXPLICIT, min_size=1, max_size=14).map("".join).filter(str.strip), st.sampled_from([LTR, RTL]))
@example("\u202aا\xa0", RTL)  # a no-break space at the end stands where its level puts it
@example("ا\u202aا\xa0", LTR)
def test_graphemes_tile_a_line_with_embeddings(one_font_style: Style, text: str, direction: Direction) -> None:
    """Where the oracle and Qt may differ (unpaired controls), ranges still cover the line once, without gaps."""
    assert_tiled(laid_out(text, direction, one_font_style))


@settings(max_examples=100)
@given(st.lists(PIECES | st.just("\t"), min_size=1, max_size=20).map("".join), st.sampled_from([LTR, RTL]))
@example("x\tعربي\tabc", RTL)
@example("x\tعربي\tabc 12", LTR)
def test_graphemes_tile_a_line_with_tabs(one_font_style: Style, text: str, direction: Direction) -> None:
    assert_tiled(laid_out(text, direction, one_font_style))


@pytest.mark.parametrize("number", range(5))
def test_graphemes_tile_every_wrapped_line_of_the_sample_articles(number: int, style: Style) -> None:
    """With the fonts of the program, fallback and all."""
    text = sorted(seeds().glob("*.txt"))[number].read_text(encoding="utf-8")
    direction = RTL if any("\u0600" <= c <= "\u06ff" for c in text) else LTR
    for paragraph in filter(str.strip, text.split("\n")):
        layout = PassageLayout(paragraph, 0, direction, style)
        layout.wrap(style.measure)
        assert_tiled(layout)
        for line in layout.lines:
            edges = [edge for run in line.table for edge in (run.left, run.right)]
            assert min(edges) > -0.5, paragraph
            assert max(edges) < style.measure + 0.5, paragraph


def assert_tiled(layout: PassageLayout) -> None:
    """The graphemes of each line cover it from end to end and do not overlap."""
    content_end = layout.end
    boundaries = [layout.start]
    while boundaries[-1] < content_end:
        boundaries.append(layout.grapheme_after(boundaries[-1]))
    for line in layout.lines:
        stretches = []
        for start, end in pairwise(boundaries):
            first, last = layout.unit_range(start, end)
            if line.start <= first and last <= line.end:
                stretches += [(f.left, f.right) for f in line.fragments(first, last) if f.right - f.left > 0.02]
        stretches.sort()
        for (_left, right), (next_left, _right) in pairwise(stretches):
            assert abs(right - next_left) < 0.1, stretches
        if stretches:
            assert abs(stretches[0][0] - min(run.left for run in line.table)) < 0.1
            assert abs(stretches[-1][1] - max(run.right for run in line.table)) < 0.1
