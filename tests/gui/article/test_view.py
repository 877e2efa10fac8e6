"""What the widget shows and keeps: scrolling, zoom, incremental changes, soft parts, the mirror."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QColor
from pytestqt.qtbot import QtBot

from annotator.gui.article import ArticleView, Heading
from annotator.gui.article.mirror import Mirror
from annotator.gui.theme import Mode, Theme
from annotator.model.annotation import Kind, Mention
from annotator.model.document import Direction
from annotator.model.span import Span
from tests.gui.article.conftest import a_mention, mention_of, point_at

SENTENCE = "Der Minister reiste am Montag nach Berlin und sprach dort lange. "
ARABIC = "اختتم الأمين العام زيارة دولة إلى كازاخستان.\nثم قال إن CICA منظمة مهمة."


def mentions_every(length: int, step: int) -> list[Mention]:
    return [a_mention(f"m{start}", (start, start + 8)) for start in range(0, length - 8, step)]


def test_changing_mentions_looks_as_if_shown_anew(view: ArticleView) -> None:
    text = "\n".join([SENTENCE * 3] * 12)
    before = mentions_every(len(text), 90)
    view.set_article(text, Direction.LTR, before)
    changed = [a_mention(m.id, *m.span, label="Contact.Meet", kind=Kind.EVENT) for m in before[:2]]
    added = [a_mention("outer", (0, 60)), a_mention("across", (150, 320)), a_mention("split", (4, 12), (20, 26))]
    view.grab()
    view.update_mentions([m.id for m in before[:4]], [*changed, *added])
    view._is_caret_on = False
    incremental = view.viewport().grab().toImage()
    view.set_article(text, Direction.LTR, [*changed, *before[4:], *added])
    view._is_caret_on = False
    assert view.viewport().grab().toImage() == incremental


def test_a_change_above_does_not_move_what_is_read(view: ArticleView) -> None:
    text = "\n".join([SENTENCE * 3] * 60)
    view.set_article(text, Direction.LTR, [])
    view.settle()
    view.verticalScrollBar().setValue(2000)
    view.grab()
    offset = view.hit(QPoint(450, 300).toPointF()).offset
    before = point_at(view, offset)
    nested = [a_mention(f"m{n}", (0, 10 + n)) for n in range(6)]
    view.update_mentions([], nested)
    assert point_at(view, offset) == before
    assert view.verticalScrollBar().value() > 2000


@pytest.mark.parametrize("change", ["zoom", "spacing", "width", "theme"])
def test_what_stands_at_the_top_stays_there(view: ArticleView, change: str) -> None:
    text = "\n".join([SENTENCE * 8] * 60)
    view.set_article(text, Direction.LTR, mentions_every(len(text), 200))
    view.settle()
    view.verticalScrollBar().setValue(5000)
    view.grab()
    top = view.hit(QPoint(450, 2).toPointF()).offset
    match change:
        case "zoom":
            view.set_zoom(150)
        case "spacing":
            view.set_line_spacing(1.6)
        case "width":
            view.resize(600, 700)
        case "theme":
            view.set_theme(Theme("dark"))
    view.grab()
    assert abs(view.hit(QPoint(300, 2).toPointF()).offset - top) < 250


def test_zoom_has_limits_and_scales_the_column(view: ArticleView) -> None:
    view.set_article(SENTENCE, Direction.LTR, [])
    view.resize(3000, 700)
    widths = []
    for percent in (10, 50, 100, 300, 900):
        view.set_zoom(percent)
        widths.append(view.column.width)
    assert widths == [352, 352, 704, 2112, 2112]


def test_parts_of_a_long_paragraph_follow_without_a_gap(view: ArticleView) -> None:
    view.set_article(SENTENCE * 300, Direction.LTR, [])
    view.settle()
    lines = [
        view.column.top(index) + line.top
        for index in range(len(view.column.passages))
        for line in view.column.laid(index).layout.lines
    ]
    pitches = {b - a for a, b in pairwise(lines)}
    assert len(view.column.passages) > 5
    assert len(pitches) == 1


def test_a_caret_walks_through_a_seam(view: ArticleView) -> None:
    view.set_article(SENTENCE * 300, Direction.LTR, [])
    seam = view.column.passages.starts[1]
    view.set_selection(Span.of(seam - 3, seam))
    place = view.text_selection.caret
    assert [view.moves.backward(place).offset, view.moves.forward(place).offset] == [seam - 1, seam + 1]
    assert view.column.passage_of(place) == 0
    assert view.moves.line_down(place, 0.0).offset >= seam


def test_a_mention_over_a_seam(view: ArticleView) -> None:
    text = SENTENCE * 300
    view.set_article(text, Direction.LTR, [])
    seam = view.column.passages.starts[1]
    view.update_mentions([], [a_mention("m", (seam - 20, seam + 20))])
    tags = [tag for i in (0, 1) for marks in view.column.laid(i).marks for tag in marks.tags]
    tints = [tint for i in (0, 1) for marks in view.column.laid(i).marks for tint in marks.tints]
    assert len(tags) == 1
    assert len(tints) == 2


def test_signals_of_selections(view: ArticleView, qtbot: QtBot) -> None:
    mention = mention_of(ARABIC, "كازاخستان")
    view.set_article(ARABIC, Direction.RTL, [mention])
    with qtbot.waitSignal(view.mention_selected) as told:
        view.select_mentions([mention.id])
    assert told.args == [mention.id]
    with qtbot.waitSignal(view.mention_selected) as told:
        view.update_mentions([mention.id], [])
    assert told.args == [None]
    with qtbot.waitSignal(view.selection_changed) as told:
        view.set_selection(Span.of(0, 5))
    assert told.args == [Span.of(0, 5)]
    with qtbot.waitSignal(view.selection_changed) as told:
        view.set_article("", Direction.LTR, [])
    assert told.args == [None]
    assert view.selection() is None


def test_a_changed_mention_stays_selected(view: ArticleView, qtbot: QtBot) -> None:
    mention = mention_of(ARABIC, "كازاخستان")
    view.set_article(ARABIC, Direction.RTL, [mention])
    view.select_mentions([mention.id])
    with qtbot.assertNotEmitted(view.mention_selected):
        view.update_mentions([mention.id], [a_mention(mention.id, *mention.span, label="GPE")])
    assert view.selected() == mention.id


def test_reveal_scrolls_only_if_needed(view: ArticleView) -> None:
    text = "\n".join([SENTENCE * 3] * 80)
    view.set_article(text, Direction.LTR, [])
    view.grab()
    view.reveal(Span.of(5, 9))
    assert view.verticalScrollBar().value() == 0
    target = text.index("Minister", len(text) // 2)
    view.reveal(Span.of(target, target + 4))
    assert 0 < point_at(view, target).y() < view.viewport().height()
    value = view.verticalScrollBar().value()
    view.grab()
    view.reveal(Span.of(target, target + 4))
    assert view.verticalScrollBar().value() == value


def test_the_first_letter_after_a_byte_order_mark_is_where_it_is_said_to_be(view: ArticleView) -> None:
    view.set_article("\ufeffabc", Direction.LTR, [])
    rect = next(iter(view.column.rects(1, 2)))
    assert rect.left() == pytest.approx(0.0, abs=0.1)
    assert view.hit(point_at(view, 1).toPointF()).offset == 1


@pytest.mark.parametrize("text", ["", "\n", "\n\n\n", " ", "\ufeff", "\u2028\u2029\x85\t\v\f", "\u200c", "\u202e"])
def test_odd_texts(view: ArticleView, qtbot: QtBot, text: str) -> None:
    view.set_article(text, Direction.RTL, [a_mention("m", (0, 1))] if text else [], heading=Heading(""))
    view.select_all()
    view.grab()
    for x in range(0, 900, 100):
        for y in range(0, 700, 70):
            hit = view.hit(QPoint(x, y).toPointF())
            assert 0 <= hit.offset <= len(text)
            assert 0 <= hit.place.offset <= len(text)
    for move in (view.moves.forward, view.moves.backward, view.moves.word_forward, view.moves.sentence_backward):
        assert 0 <= move(view.text_selection.caret).offset <= len(text)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_themes(view: ArticleView, mode: Mode) -> None:
    theme = Theme(mode)
    view.set_article("abc", Direction.LTR, [])
    view.set_theme(theme)
    image = view.viewport().grab().toImage()
    assert image.pixelColor(3, 3) == QColor(theme.hex("surface"))
    dark = {image.pixelColor(x, y).lightness() < 128 for x in (3, 400, 880) for y in (5, 300, 600)}
    assert dark == {mode == "dark"}


def test_the_scroll_bar_is_on_the_left_in_a_mirrored_window(view: ArticleView, qtbot: QtBot) -> None:
    view.set_article(ARABIC, Direction.RTL, [])
    right = view.verticalScrollBar().mapTo(view, QPoint(0, 0)).x()
    first = next(iter(view.column.rects(0, 1)))
    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    view.grab()
    assert view.verticalScrollBar().mapTo(view, QPoint(0, 0)).x() < right
    assert next(iter(view.column.rects(0, 1))) == first


def test_a_heading_has_two_lines_at_most_and_its_own_direction(view: ArticleView) -> None:
    def height(title: str) -> int:
        view.set_article("abc", Direction.LTR, [], heading=Heading(title, "German · 12 words"))
        view.grab()
        return round(view.column_origin.y())

    short, two, many = height("Titel"), height("Wort " * 16), height("Wort " * 200)
    assert short < two == many
    view.set_article("abc", Direction.LTR, [], heading=Heading("عنوان"))
    image = view.viewport().grab().toImage()
    surface = QColor(Theme("light").hex("surface"))
    inked = [x for x in range(image.width()) if any(image.pixelColor(x, y) != surface for y in range(20, 80))]
    assert min(inked) > image.width() / 2


@pytest.fixture
def listening(qapp: object) -> None:
    """As if a screen reader were there."""
    QAccessible.setActive(True)
    if not QAccessible.isActive():
        pytest.skip("this build of Qt has no accessibility")


def test_the_mirror_holds_paragraph_caret_and_selected_mention(view: ArticleView, listening: None) -> None:
    mentions = [mention_of(ARABIC, "كازاخستان", label="GPE"), mention_of(ARABIC, "CICA", label="PERSON")]
    view.set_article(ARABIC, Direction.RTL, mentions)
    mirror = view.findChild(Mirror)
    assert mirror is not None
    assert mirror.accessibleName() == "Article text"
    view.choose(mentions[1].id)
    second = ARABIC.split("\n")[1]
    assert mirror.toPlainText() == second
    assert mirror.textCursor().selectedText() == "CICA"
    assert mirror.accessibleDescription() == "PERSON, 2 of 2"
    view.set_selection(Span.of(0, 5))
    assert mirror.textCursor().selectedText() == ARABIC[:5]
    assert mirror.accessibleDescription() == ""


def test_a_screen_reader_can_move_the_caret(view: ArticleView, listening: None) -> None:
    view.set_article("😀 abc\ndef", Direction.LTR, [])
    view.set_selection(Span.of(0, 1))
    mirror = view.findChild(Mirror)
    assert mirror is not None
    cursor = mirror.textCursor()
    cursor.setPosition(4)  # UTF-16: behind the a
    mirror.setTextCursor(cursor)
    assert view.caret() == 3
    assert view.selection() is None


def test_the_mirror_paints_nothing(view: ArticleView, listening: None) -> None:
    view.set_article(ARABIC, Direction.RTL, [])
    before = view.viewport().grab().toImage()
    mirror = view.findChild(Mirror)
    assert mirror is not None
    mirror.hide()
    assert view.viewport().grab().toImage() == before
