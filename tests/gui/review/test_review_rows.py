"""Where marks stand around a line, against the Unicode rules and against where labelling puts the same spans."""

import random
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from annotator.gui.article.marks import Marks
from annotator.gui.article.paint import PaintState, paint_passage
from annotator.gui.article.passages import Passages
from annotator.gui.article.placing import Placed
from annotator.gui.article.rows import LineMarks
from annotator.gui.article.style import Style
from annotator.gui.review.board import Board, Mark, Part
from annotator.gui.review.rows import ReviewRows
from annotator.gui.review.style import ReviewStyle
from annotator.gui.theme import Mode, Theme
from annotator.gui.widgets import Signs
from annotator.model.annotation import LayerContents
from annotator.model.document import Direction
from annotator.model.ids import MentionId
from annotator.model.scheme import Scheme
from annotator.model.span import Range, Span
from annotator.services.comparison.comparing import compare_layers
from tests.gui.article import oracle
from tests.gui.article.conftest import WIDE, a_mention
from tests.gui.article.test_paint import columns_that_differ, joined
from tests.gui.article.test_runs import LINES, NASTY, laid_out
from tests.gui.review.conftest import LEILA, MEHDI, layer, mention

RTL = Direction.RTL
SIGNS = Signs([LEILA, MEHDI])


class Drawn:
    """Layers of a one-line text, placed."""

    def __init__(self, text: str, direction: Direction, scheme: Scheme, *layers: LayerContents, mode: Mode = "light"):
        self.style = ReviewStyle(Theme(mode), scheme, 100, 1.0, SIGNS)
        self.passages = Passages(text, direction, direction)
        board = Board(layers, compare_layers(layers, scheme, text), scheme)
        self.marks = board.marks(agreed=True, annotators=frozenset((LEILA, MEHDI)))
        self._by_id = {mark.mention.id: mark for mark in self.marks}
        self.text, self.direction = text, direction

    def in_one_font(self) -> "Drawn":
        """Dressed in the one font that the oracle measures with."""
        oracle.font_path()
        font = QFont(oracle.FAMILY)
        font.setPixelSize(oracle.PIXELS)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        self.style.ltr_font = self.style.rtl_font = font
        self.style.text = QColor(0, 0, 0, 0)  # letters would hide the edges
        return self

    def placed(self, marks: list[Mark], width: int = WIDE) -> Placed:
        self.style.show_marks(self._by_id, lambda _mention: self.direction is RTL)
        made = Placed(laid_out(self.text, self.direction, self.style), self.style, 0, ReviewRows)
        made.wrap(width)
        made.place(Marks(self.passages, [mark.mention for mark in marks]).pieces(0))
        return made

    def painted(self, *parts: Part) -> QImage:
        """A picture with only these parts."""
        whole = self.placed(self.marks)
        placed = self.placed([mark for mark in self.marks if mark.part in parts])
        image = QImage(WIDE, whole.height, QImage.Format.Format_RGB32)
        image.fill(self.style.surface)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_passage(painter, placed, PaintState(width=WIDE), self.style, top=0, bottom=whole.height)
        painter.end()
        return image

    def line(self) -> LineMarks:
        return self.placed(self.marks).marks[0]

    def part(self, mention_id: MentionId) -> tuple[Part, str | None]:
        mark = self._by_id[mention_id]
        return mark.part, mark.owner


def filled(one: QImage, other: QImage) -> list[oracle.Interval]:
    return [f for f in joined(columns_that_differ(one, other, row=12)) if f[1] - f[0] > 2.5]


def where_of(drawn: Drawn) -> list[oracle.Interval]:
    """The x interval of each character, by the Unicode rules."""
    text, is_rtl = drawn.text, drawn.direction is RTL
    left = min(run.left for run in laid_out(text, drawn.direction, drawn.style).lines[0].table)
    return oracle.intervals(text.rstrip(), is_rtl, left)


def about_the_same(found: list[oracle.Interval], wanted: list[oracle.Interval]) -> bool:
    edges = [(a, b) for one, other in zip(found, wanted, strict=False) for a, b in zip(one, other, strict=True)]
    return len(found) == len(wanted) and all(abs(a - b) <= 1.6 for a, b in edges)


@pytest.mark.parametrize(("text", "direction"), NASTY)
def test_only_what_one_has_alone_is_filled_and_exactly_there(text: str, direction: Direction, scheme: Scheme) -> None:
    boundaries = [b for b in oracle.grapheme_starts(text) if b <= len(text.rstrip())]
    ranges = list(combinations(boundaries, 2))
    chance = random.Random(text)
    for _try in range(4):
        one, other = Span.of(*chance.choice(ranges)), Span.of(*chance.choice(ranges))
        if not one.overlaps(other) or one == other:
            continue
        layers = layer(LEILA, [mention(LEILA, *one)]), layer(MEHDI, [mention(MEHDI, *other)])
        drawn = Drawn(text, direction, scheme, *layers).in_one_font()
        where, bare = where_of(drawn), drawn.painted()
        both = set(range(*one.hull)) & set(range(*other.hull))
        for part, wanted in ((Part.ALONE, set(range(*one.hull)) ^ set(range(*other.hull))), (Part.SHARED, both)):
            pieces = [where[a:b] for a, b in Span.union((offset, offset + 1) for offset in wanted)] if wanted else []
            if all(sum(right - left for left, right in piece) > 2.5 for piece in pieces):  # else two pixels are drawn
                expected = joined(oracle.union([place for piece in pieces for place in piece]))
                assert about_the_same(filled(bare, drawn.painted(part)), expected), (part, one, other)


def rects(marks: LineMarks, drawn: Drawn, part: Part, owner: str | None) -> list[tuple[float, float]]:
    found = {(tint.rect.left(), tint.rect.right()) for tint in marks.tints if drawn.part(tint.mention) == (part, owner)}
    return sorted(found)


def as_labelled(text: str, direction: Direction, style: Style, span: Range) -> list[tuple[float, float]]:
    """Where the labelling view puts the tint of a span."""
    placed = Placed(laid_out(text, direction, style), style, 0)
    placed.wrap(WIDE)
    made = a_mention("m", span)
    placed.place(Marks(Passages(text, direction, direction), [made]).pieces(0))
    return sorted((tint.rect.left(), tint.rect.right()) for tint in placed.marks[0].tints)


@given(LINES, st.booleans(), st.data())
def test_grounds_stand_where_labelling_would_put_them(
    scheme: Scheme, text: str, is_rtl: bool, data: st.DataObject
) -> None:
    direction = RTL if is_rtl else Direction.LTR
    edges = (
        data.draw(st.lists(st.integers(0, len(text)), min_size=3, max_size=3, unique=True).map(sorted), label="edges")
        if len(text) > 1
        else []
    )
    if not edges:
        return
    first, middle, last = edges
    layers = layer(LEILA, [mention(LEILA, (middle, last))]), layer(MEHDI, [mention(MEHDI, (first, last))])
    drawn = Drawn(text, direction, scheme, *layers)
    style, line = Style(Theme(), scheme), drawn.line()
    assert rects(line, drawn, Part.ALONE, MEHDI) == as_labelled(text, direction, style, (first, middle))
    assert rects(line, drawn, Part.SHARED, None) == as_labelled(text, direction, style, (middle, last))
    assert rects(line, drawn, Part.ALONE, LEILA) == []


CLITIC = "مع كازاخستان وأذربيجان وبيلاروسيا"


def the_clitic(scheme: Scheme, mode: Mode = "light") -> Drawn:
    start, end = CLITIC.index("وأذربيجان"), CLITIC.index(" وبيلاروسيا")
    left, right = mention(LEILA, (start + 1, end), label="GPE"), mention(MEHDI, (start, end), label="GPE")
    return Drawn(CLITIC, RTL, scheme, layer(LEILA, [left]), layer(MEHDI, [right]), mode=mode)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_of_a_clitic_only_the_one_letter_is_hatched(scheme: Scheme, mode: Mode) -> None:
    drawn = the_clitic(scheme, mode).in_one_font()
    left, right = where_of(drawn)[CLITIC.index("وأذربيجان")]
    assert right - left < 20
    ((from_x, to_x),) = filled(drawn.painted(), drawn.painted(Part.ALONE))
    assert (from_x, to_x) == pytest.approx((left, right), abs=1.6)
    image, wash = drawn.painted(Part.ALONE), SIGNS.of(MEHDI).wash(drawn.style.theme)
    column = {image.pixelColor(round((left + right) / 2), y).name() for y in range(4, 24)}
    assert wash.name() in column
    assert len(column) > 1, "a pattern, not only a colour"


def test_each_reading_has_a_lane_in_the_order_of_the_layers(scheme: Scheme) -> None:
    drawn = the_clitic(scheme)
    line = drawn.line()
    bars = {drawn.part(bar.mention)[1]: bar for bar in line.bars}
    tags = {drawn.part(tag.mention.id)[1]: tag for tag in line.tags}
    assert bars[LEILA].rect.bottom() < tags[LEILA].rect.top() < bars[MEHDI].rect.top() < tags[MEHDI].rect.top()
    assert bars[LEILA].look.pen is None
    pen = bars[MEHDI].look.pen
    assert pen is not None
    assert pen.style() is SIGNS.of(MEHDI).line
    start, end = CLITIC.index("وأذربيجان"), CLITIC.index(" وبيلاروسيا")
    for name, span in ((LEILA, (start + 1, end)), (MEHDI, (start, end))):
        (place,) = as_labelled(CLITIC, RTL, Style(Theme(), scheme), span)
        rect = bars[name].rect
        assert (rect.left() - 0.5, rect.right() + 0.5) == pytest.approx(place)


def test_the_readings_of_a_matter_keep_their_order_beside_a_crowded_lane(scheme: Scheme) -> None:
    text = "a bb cc dd"
    ours = [mention(LEILA, (0, 1)), mention(LEILA, (2, 7), label="GPE")]
    theirs = [mention(MEHDI, (0, 1)), mention(MEHDI, (5, 10), label="GPE")]
    drawn = Drawn(text, Direction.LTR, scheme, layer(LEILA, ours), layer(MEHDI, theirs))
    tops = {drawn.part(tag.mention.id)[1]: tag.rect.top() for tag in drawn.line().tags}
    assert tops[LEILA] < tops[MEHDI]


def test_an_inner_matter_is_nearest_to_the_text(scheme: Scheme) -> None:
    text = "Präsident der Republik Kasachstan"
    ours = [mention(LEILA, (0, 33)), mention(LEILA, (23, 33), label="GPE")]
    theirs = [mention(MEHDI, (0, 33)), mention(MEHDI, (14, 33), label="GPE")]
    drawn = Drawn(text, Direction.LTR, scheme, layer(LEILA, ours), layer(MEHDI, theirs))
    tops = {drawn.part(tag.mention.id): tag.rect.top() for tag in drawn.line().tags}
    assert tops[Part.READING, LEILA] < tops[Part.READING, MEHDI] < tops[Part.AGREED, None]


def test_a_ghost_is_a_tag_and_nothing_else(scheme: Scheme) -> None:
    drawn = Drawn("Anna sprach", Direction.LTR, scheme, layer(LEILA, [mention(LEILA, (0, 4))]), layer(MEHDI, []))
    line = drawn.line()
    assert [drawn.part(tag.mention.id) for tag in line.tags] == [(Part.READING, LEILA), (Part.GHOST, MEHDI)]
    assert [drawn.part(bar.mention) for bar in line.bars] == [(Part.READING, LEILA)]
    assert {drawn.part(tint.mention) for tint in line.tints} == {(Part.ALONE, LEILA)}


def test_on_the_lines_after_the_first_there_is_no_ghost(scheme: Scheme) -> None:
    text = "Das Zentralkomitee der Kommunistischen Partei Vietnams und der Regierung"
    long = mention(LEILA, (0, len(text)))
    drawn = Drawn(text, Direction.LTR, scheme, layer(LEILA, [long]), layer(MEHDI, []))
    first, second, *_rest = drawn.placed(drawn.marks, width=300).marks
    assert len(first.tags) == 2
    assert second.tags == []
    assert len(second.bars) == 1


def test_pieces_of_a_reading_are_joined(scheme: Scheme) -> None:
    text = "Sie tauschten sich aus."
    pieces = (4, 13), (19, 22)
    drawn = Drawn(text, Direction.LTR, scheme, layer(LEILA, [mention(LEILA, *pieces)]), layer(MEHDI, []))
    line = drawn.line()
    assert len(line.bars) == 2
    assert len(line.joints) == 1
    assert len(rects(line, drawn, Part.ALONE, LEILA)) == 2


@pytest.mark.parametrize(("text", "direction"), [("الرئيس هنا", RTL), ("Der Präsident", Direction.LTR)])
def test_a_badge_stands_where_lines_begin(text: str, direction: Direction, scheme: Scheme) -> None:
    drawn = Drawn(text, direction, scheme, layer(LEILA, [mention(LEILA, (0, 6))]), layer(MEHDI, []))
    drawn.placed(drawn.marks)
    reading = next(mark.mention for mark in drawn.marks if mark.part is Part.READING)
    pixmap = drawn.style.tag(reading, WIDE, 1.0, solid=False).pixmap
    image, ink = pixmap.toImage(), SIGNS.of(LEILA).ink(drawn.style.theme)
    filled_columns = [
        x for x in range(image.width()) if image.pixelColor(x, 4) == ink and image.pixelColor(x, 12) == ink
    ]
    middle = sum(filled_columns) / len(filled_columns)
    assert (middle > image.width() / 2) == (direction is RTL)


def test_a_tag_fits_its_limit(scheme: Scheme) -> None:
    drawn = Drawn("Anna", Direction.LTR, scheme, layer(LEILA, [mention(LEILA, (0, 4))]), layer(MEHDI, []))
    drawn.placed(drawn.marks)
    for mark in drawn.marks:
        wide, narrow = (drawn.style.tag_width(mark.mention, limit) for limit in (500, 40))
        assert narrow <= 40 < wide
        assert drawn.style.tag(mark.mention, 500, 2.0, solid=False).width == wide


def test_what_is_agreed_is_the_same_grey_for_all_labels_and_kinds(scheme: Scheme) -> None:
    ours = [mention(LEILA, (0, 4)), mention(LEILA, (5, 11), label="GPE")]
    theirs = [mention(MEHDI, (0, 4)), mention(MEHDI, (5, 11), label="GPE")]
    drawn = Drawn("Anna sprach", Direction.LTR, scheme, layer(LEILA, ours), layer(MEHDI, theirs))
    one, other = drawn.line().tints
    assert one.look is other.look
    assert abs(QColor(one.look.tints[0]).hsvSaturationF()) < 0.05


def test_rect_of_a_tag_is_where_it_is_drawn(scheme: Scheme) -> None:
    drawn = the_clitic(scheme)
    for tag in drawn.line().tags:
        pixmap = drawn.style.tag(tag.mention, WIDE, 1.0, solid=False).pixmap
        assert QRectF(tag.at, pixmap.size()) == tag.rect
