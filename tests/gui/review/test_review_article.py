"""The review article as a widget: shown, clicked, gone through by keys, copied from."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from annotator.gui.review.article import ReviewArticle, Reviewed
from annotator.gui.review.board import Part
from annotator.gui.review.rings import rings
from annotator.gui.theme import Theme
from annotator.model.annotation import Kind, LayerContents
from annotator.model.scheme import Scheme
from annotator.model.span import Span
from annotator.services.comparison.disagreement import Difference, Disagreement
from annotator.services.comparison.matters import Matters
from tests.gui.review.conftest import LEILA, MEHDI, argument, layer, mention, of, reviewed

K, LEFT = Qt.Key, Qt.MouseButton.LeftButton
CTRL, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)
pytestmark = pytest.mark.qt_log_ignore("Keyboard event not accepted", "This plugin does not support", extend=True)

ARABIC = "بنجاح زيارة دولة إلى جمهورية كازاخستان.\nمع كازاخستان وأذربيجان وبيلاروسيا، ليصل 37 دولة."
LONG = "\n".join(f"Satz {n}: Anna traf Bert in Bonn und fuhr weiter." for n in range(200))
Show = Callable[..., Reviewed]


@pytest.fixture
def chosen(article: ReviewArticle) -> list[Disagreement]:
    """What the article says was chosen."""
    found: list[Disagreement] = []
    article.disagreement_chosen.connect(found.append)
    return found


def clitics(text: str = ARABIC) -> tuple[LayerContents, LayerContents]:
    """Leila leaves the clitic out, Mehdi takes it in; he labels the number, too."""
    left = [of(text, LEILA, "أذربيجان", "GPE"), of(text, LEILA, "جمهورية كازاخستان", "GPE")]
    right = [
        of(text, MEHDI, "وأذربيجان", "GPE"),
        of(text, MEHDI, "جمهورية كازاخستان", "GPE"),
        of(text, MEHDI, "37", "MONEY"),
    ]
    return layer(LEILA, left), layer(MEHDI, right)


def point(article: ReviewArticle, offset: int) -> QPoint:
    """The middle of a character in the viewport."""
    rect = next(iter(article.column.rects(offset, offset + 1)))
    return (article.column_origin + rect.center()).toPoint()


def tag_point(article: ReviewArticle, part: Part, owner: str, label: str) -> QPoint:
    """The middle of the tag of this part, owner and label."""
    origin = article.column_origin
    for _index, top, placed in article.column.lay_between(0, 10_000):
        for line, marks in zip(placed.layout.lines, placed.marks, strict=True):
            for tag in marks.tags:
                mark = article._marks[tag.mention.id]
                if (mark.part, mark.owner, tag.mention.label) == (part, owner, label):
                    return (origin + QPointF(0, top + line.y) + tag.rect.center()).toPoint()
    raise AssertionError(part)


def click(article: ReviewArticle, at: QPoint) -> None:
    QTest.mouseClick(article.viewport(), LEFT, NONE, at)


def press(article: ReviewArticle, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key, modifiers)


# -- choosing


def test_a_click_on_text_chooses_what_differs_there(
    article: ReviewArticle, show: Show, chosen: list[Disagreement]
) -> None:
    found = show(ARABIC, *clitics())
    click(article, point(article, ARABIC.index("ذربيجان")))
    assert [one.kind for one in chosen] == [Difference.BOUNDARY]
    assert chosen[0] is next(one for one in found.disagreements if one.kind is Difference.BOUNDARY)
    click(article, point(article, ARABIC.index("37")))
    assert [one.kind for one in chosen] == [Difference.BOUNDARY, Difference.EXTRA]


def test_a_click_on_what_is_agreed_or_on_plain_text_chooses_nothing(
    article: ReviewArticle, show: Show, chosen: list[Disagreement]
) -> None:
    show(ARABIC, *clitics())
    click(article, point(article, ARABIC.index("جمهورية") + 1))
    click(article, point(article, ARABIC.index("بنجاح") + 1))
    assert chosen == []


@pytest.mark.parametrize(
    ("part", "owner", "label", "kind"),
    [
        (Part.READING, LEILA, "GPE", Difference.BOUNDARY),
        (Part.READING, MEHDI, "GPE", Difference.BOUNDARY),
        (Part.READING, MEHDI, "MONEY", Difference.EXTRA),
        (Part.GHOST, LEILA, "MONEY", Difference.EXTRA),
    ],
)
def test_a_click_on_a_tag_chooses_too(
    article: ReviewArticle,
    show: Show,
    chosen: list[Disagreement],
    part: Part,
    owner: str,
    label: str,
    kind: Difference,
) -> None:
    show(ARABIC, *clitics())
    click(article, tag_point(article, part, owner, label))
    assert [one.kind for one in chosen] == [kind]


def test_further_clicks_go_on_to_what_else_differs_there(
    article: ReviewArticle, show: Show, chosen: list[Disagreement]
) -> None:
    text = "Anna Berg sprach."
    show(text, layer(LEILA, [of(text, LEILA, "Anna")]), layer(MEHDI, [of(text, MEHDI, "Anna Berg", "GPE")]))
    for _time in range(3):
        click(article, point(article, 1))
    assert [one.kind for one in chosen] == [Difference.BOUNDARY, Difference.LABEL, Difference.BOUNDARY]


def an_event(who: str, role: str, text: str) -> LayerContents:
    event, place = of(text, who, "traf", "Contact.Meet", Kind.EVENT), of(text, who, "Bonn", "GPE")
    return layer(who, [event, place], [argument(event, role, place)])


def test_a_click_on_an_arc_chooses_the_argument(article: ReviewArticle, show: Show, chosen: list[Disagreement]) -> None:
    text = "Anna traf gestern am späten Nachmittag Bert und viele andere in Bonn."
    found = show(text, an_event(LEILA, "Place", text), an_event(MEHDI, "Participant", text), language="de")
    (role,) = found.disagreements
    arcs = article.column.laid(0).shapes.arcs
    assert {arc.link.party for arc in arcs} == {LEILA, MEHDI}
    lanes = {arc.points[1][1] for arc in arcs}
    feet = {arc.points[-1][0] for arc in arcs}
    assert len(lanes) == len(feet) == 2, "two lanes, and two feet at the one filler"
    for arc in arcs:
        assert arc.name is not None
        click(article, (article.column_origin + arc.name.center()).toPoint())
    assert chosen == [role, role]


def test_a_chip_leads_to_the_other_end(article: ReviewArticle, show: Show, chosen: list[Disagreement]) -> None:
    text = LONG.replace("Satz 0: Anna traf", "Satz 0: Anna sah").replace(
        "Satz 180: Anna traf Bert in Bonn", "Satz 180: Köln"
    )
    sides = []
    for who, role in ((LEILA, "Place"), (MEHDI, "Participant")):
        event, place = of(text, who, "traf", "Contact.Meet", Kind.EVENT), of(text, who, "Köln", "GPE")
        sides.append(layer(who, [event, place], [argument(event, role, place)]))
    found = show(text, *sides, language="de")
    article.settle()
    chip = article.crossing_shapes().chips[0]
    click(article, (article.column_origin + chip.rect.center()).toPoint())
    assert chosen == list(found.disagreements)
    assert article.scroll_y > 1_000
    target = found.disagreements[0].ends[0]
    assert target is not None
    assert article.is_in_sight(target)


def test_a_drag_selects_and_chooses_nothing(article: ReviewArticle, show: Show, chosen: list[Disagreement]) -> None:
    show(ARABIC, *clitics())
    start, end = point(article, ARABIC.index("كازاخستان وأذ")), point(article, ARABIC.index("ذربيجان") + 3)
    QTest.mousePress(article.viewport(), LEFT, NONE, start)
    QTest.mouseMove(article.viewport(), (start + end) / 2)
    QTest.mouseMove(article.viewport(), end)
    QTest.mouseRelease(article.viewport(), LEFT, NONE, end)
    assert article.selection() is not None
    assert chosen == []


# -- keys


def test_tab_stops_where_something_differs_and_enter_chooses_it(
    article: ReviewArticle, show: Show, chosen: list[Disagreement]
) -> None:
    show(ARABIC, *clitics())
    press(article, K.Key_Tab)
    assert article.caret() == ARABIC.index("أذربيجان")
    press(article, K.Key_Return)
    press(article, K.Key_Tab)
    assert article.caret() == ARABIC.index("37")
    press(article, K.Key_Enter)
    assert [one.kind for one in chosen] == [Difference.BOUNDARY, Difference.EXTRA]
    press(article, K.Key_Backtab, SHIFT)
    assert article.caret() == ARABIC.index("أذربيجان")


def test_tab_leaves_after_the_last(article: ReviewArticle, show: Show, scheme: Scheme, qtbot: QtBot) -> None:
    holder, field = QWidget(), QLineEdit()
    qtbot.addWidget(holder)
    box = QVBoxLayout(holder)
    box.addWidget(article)
    box.addWidget(field)
    holder.show()
    article.setFocus()
    qtbot.waitUntil(article.hasFocus)
    show("Anna sprach.", layer(LEILA, [mention(LEILA, (0, 4))]), layer(MEHDI, []), language="de")
    press(article, K.Key_Tab)
    assert article.hasFocus()
    press(article, K.Key_Tab)
    assert field.hasFocus()
    article.setParent(None)


def test_keys_of_the_page_reach_it(article: ReviewArticle, show: Show, qtbot: QtBot) -> None:
    class Page(QWidget):
        def __init__(self) -> None:
            super().__init__()
            self.pressed: list[int] = []

        def keyPressEvent(self, event: QKeyEvent) -> None:
            self.pressed.append(event.key())

    page = Page()
    qtbot.addWidget(page)
    QVBoxLayout(page).addWidget(article)
    page.show()
    article.setFocus()
    qtbot.waitUntil(article.hasFocus)
    show("Anna sprach.", layer(LEILA, []), layer(MEHDI, []), language="de")
    for key in (K.Key_J, K.Key_K, K.Key_1, K.Key_A, K.Key_Return, K.Key_Escape, K.Key_Delete, K.Key_Down, K.Key_Home):
        press(article, key)
    assert page.pressed == [K.Key_J, K.Key_K, K.Key_1, K.Key_A, K.Key_Return, K.Key_Escape, K.Key_Delete]
    article.setParent(None)


def test_home_end_and_pages_move_the_caret(article: ReviewArticle, show: Show) -> None:
    show(LONG, layer(LEILA, []), layer(MEHDI, []), language="de")
    press(article, K.Key_End, CTRL)
    assert article.caret() == len(LONG)
    assert article.scroll_y > 0
    press(article, K.Key_Home, CTRL)
    assert article.caret() == 0
    assert article.scroll_y < 10
    press(article, K.Key_PageDown)
    assert article.caret() > 0


def test_what_is_copied_is_exact(article: ReviewArticle, show: Show) -> None:
    text = "ﷺ می\u200cخواهد\u00a080 (CICA) 😀."
    show(text, layer(LEILA, []), layer(MEHDI, [mention(MEHDI, (2, 10))]), language="fa")
    press(article, K.Key_A, CTRL)
    press(article, K.Key_C, CTRL)
    assert bytes(QGuiApplication.clipboard().mimeData().data("text/plain;charset=utf-8").data()).decode() == text


def test_the_wheel_with_ctrl_asks_for_a_zoom(article: ReviewArticle, show: Show) -> None:
    show(LONG, layer(LEILA, []), layer(MEHDI, []), language="de")
    asked: list[int] = []
    article.zoom_requested.connect(asked.append)
    for modifiers in (CTRL, NONE):
        at = QPointF(100, 100)
        event = QWheelEvent(
            at, article.mapToGlobal(at), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, modifiers,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(article.viewport(), event)
    assert asked == [-1]
    assert article.scroll_y > 0


# -- what is chosen


def ring_rects(article: ReviewArticle, passage: int = 0) -> list[QRectF]:
    placed = article.column.laid(passage)
    return list(rings(placed, article._chosen_places.matters, article._matter_of))


def test_the_ring_is_round_text_and_all_lanes(article: ReviewArticle, show: Show) -> None:
    found = show(ARABIC, *clitics())
    article.choose(next(one for one in found.disagreements if one.kind is Difference.BOUNDARY))
    (ring,) = ring_rects(article, 1)
    placed = article.column.laid(1)
    line, marks = placed.layout.lines[0], placed.marks[0]
    mine = [
        tag
        for tag in marks.tags
        if article._marks[tag.mention.id].owner in (LEILA, MEHDI) and tag.mention.label == "GPE"
    ]
    assert len(mine) == 2
    assert all(ring.contains(tag.rect.translated(0, line.y)) for tag in mine)
    start = ARABIC.index("وأذربيجان")
    assert all(ring.contains(rect) for rect in placed.layout.rects(start, start + len("وأذربيجان")))
    number = ARABIC.index("37")
    assert not any(ring.intersects(rect) for rect in placed.layout.rects(number, number + 2))


def test_of_an_argument_both_ends_have_a_ring(article: ReviewArticle, show: Show) -> None:
    text = "Anna traf Bert in Bonn."
    found = show(text, an_event(LEILA, "Place", text), an_event(MEHDI, "Participant", text), language="de")
    article.choose(found.disagreements[0])
    assert len(ring_rects(article)) == 2
    lit = article.paint_state().arcs.lit
    assert {stroke.thickness for stroke in lit.values()} == {2.4}
    article.choose(None)
    assert ring_rects(article) == []
    assert {stroke.thickness for stroke in article.paint_state().arcs.lit.values()} == {1.6}


def test_pieces_far_apart_have_rings_of_their_own(article: ReviewArticle, show: Show) -> None:
    text = "Sie tauschten sich gestern lange aus."
    pieces = (4, 13), (33, 36)
    found = show(text, layer(LEILA, [mention(LEILA, *pieces)]), layer(MEHDI, []), language="de")
    article.choose(found.disagreements[0])
    assert len(ring_rects(article)) == 2


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_ring_is_painted_in_the_accent(article: ReviewArticle, show: Show, mode: str) -> None:
    article.set_theme(Theme(mode))  # type: ignore[arg-type]
    found = show(ARABIC, *clitics())
    accent = Theme(mode).c("accent").rgb()  # type: ignore[arg-type]

    def accented() -> int:
        image = article.viewport().grab().toImage()
        return sum(image.pixel(x, y) == accent for y in range(image.height()) for x in range(0, image.width(), 3))

    article.clearFocus()
    article._follow_focus(False, Qt.FocusReason.OtherFocusReason)
    before = accented()
    article.choose(found.disagreements[0])
    assert accented() > before + 50


def far_apart() -> tuple[LayerContents, LayerContents]:
    spans = [(LONG.index(f"Satz {n}:"), LONG.index(f"Satz {n}:") + 4) for n in (3, 150)]
    return layer(LEILA, [mention(LEILA, span) for span in spans]), layer(MEHDI, [])


def test_choosing_scrolls_there(article: ReviewArticle, show: Show) -> None:
    found = show(LONG, *far_apart(), language="de")
    near, far = found.disagreements
    article.choose(near)
    assert article.scroll_y == 0, "it can be seen already"
    article.choose(far)
    assert article._is_chosen_seen()
    article.choose(near)
    assert article._is_chosen_seen()


def test_choosing_again_what_is_out_of_sight_scrolls_back_to_it(article: ReviewArticle, show: Show) -> None:
    found = show(LONG, *far_apart(), language="de")
    article.choose(found.disagreements[1])
    article.verticalScrollBar().setValue(0)
    article.choose(found.disagreements[1])
    assert article._is_chosen_seen()


# -- what is shown


def parts(article: ReviewArticle) -> set[tuple[Part, str | None]]:
    return {(mark.part, mark.owner) for mark in article._marks.values()}


def test_the_legend_hides_and_shows(article: ReviewArticle, show: Show) -> None:
    show(ARABIC, *clitics())
    everything = parts(article)
    article.show_layers(agreed=False, annotators=frozenset((MEHDI,)))
    assert parts(article) == {(Part.READING, MEHDI), (Part.SHARED, None), (Part.ALONE, MEHDI)}
    article.show_layers(agreed=True, annotators=frozenset((LEILA, MEHDI)))
    assert parts(article) == everything


def test_hiding_keeps_the_place_in_the_text(article: ReviewArticle, show: Show) -> None:
    show(
        LONG, layer(LEILA, [mention(LEILA, (n * 40, n * 40 + 5)) for n in range(100)]), layer(MEHDI, []), language="de"
    )
    article.settle()
    article.verticalScrollBar().setValue(2_000)
    top = article.column.at(article.scroll_y)
    article.show_layers(agreed=True, annotators=frozenset((MEHDI,)))
    assert abs(article.column.at(article.scroll_y) - top) <= 1


def test_another_article_begins_at_its_top_with_all_layers(article: ReviewArticle, show: Show) -> None:
    found = show(LONG, *far_apart(), language="de")
    article.choose(found.disagreements[1])
    article.show_layers(agreed=False, annotators=frozenset())
    show(ARABIC, *clitics())
    assert article.scroll_y == 0
    assert (Part.READING, LEILA) in parts(article)
    assert article._chosen is None
    article.show_reviewed(None)
    assert parts(article) == set()


def test_the_same_article_again_stays_where_it_is(article: ReviewArticle, show: Show) -> None:
    show(LONG, *far_apart(), language="de")
    article.settle()
    article.show_layers(agreed=False, annotators=frozenset((LEILA,)))
    article.set_selection(Span.of(3, 9))
    article.verticalScrollBar().setValue(1_000)
    top = article._top_passage()
    left, right = far_apart()
    found = show(LONG, left, layer(MEHDI, [mention(MEHDI, (60, 64))]), language="de")
    assert article._top_passage()[0] == top[0] > 0
    assert parts(article) == {(Part.READING, LEILA), (Part.ALONE, LEILA), (Part.GHOST, LEILA)}
    assert article.selection() == Span.of(3, 9)
    assert len(found.disagreements) == 3
    show(LONG, right, left, language="de")
    assert article.scroll_y == 0, "other people, or in another order"


def test_prepared_matters_show_the_same(article: ReviewArticle, show: Show, scheme: Scheme) -> None:
    found = show(ARABIC, *clitics())
    before = article._marks
    article.show_reviewed(
        Reviewed(found.document, found.text, found.layers, found.disagreements, Matters(found.layers, scheme))
    )
    assert article._marks == before


def test_lines_stand_where_labelling_puts_them(article: ReviewArticle, show: Show) -> None:
    """The characters of the text are laid out by the very same code: no mark ever moves one sideways."""
    show(ARABIC, *clitics())
    with_marks = [rect.x() for rect in article.column.rects(0, len(ARABIC))]
    show(ARABIC, layer(LEILA, []), layer(MEHDI, []))
    assert [rect.x() for rect in article.column.rects(0, len(ARABIC))] == with_marks


def test_scheme_names_and_zoom_can_change(article: ReviewArticle, show: Show) -> None:
    show(ARABIC, *clitics())
    narrow = article.column.laid(0).height
    article.set_zoom(150)
    assert article.column.laid(0).height > narrow
    article.set_line_spacing(1.5)
    article.set_scheme(None)
    article.viewport().grab()


# -- a part


def test_a_part_is_the_paragraphs_that_a_disagreement_is_about(article: ReviewArticle, scheme: Scheme) -> None:
    layers = far_apart()
    found = reviewed(LONG, scheme, *layers, language="de")
    article.show_reviewed(found, around=found.disagreements[1])
    passages = article.column.passages
    assert [passages.content(n)[:8] for n in range(len(passages))] == ["Satz 150"]
    assert article.caret() == passages.starts[0]
    assert article.content_height() < 140
    article.choose(found.disagreements[1])
    assert len(ring_rects(article)) == 1


def test_keys_stay_inside_a_part(article: ReviewArticle, scheme: Scheme) -> None:
    found = reviewed(LONG, scheme, *far_apart(), language="de")
    article.show_reviewed(found, around=found.disagreements[1])
    start, end = article.column.passages.whole
    for key, modifiers, place in (
        (K.Key_End, CTRL, end), (K.Key_Down, NONE, end), (K.Key_Home, CTRL, start), (K.Key_Up, NONE, start),
        (K.Key_Left, NONE, start), (K.Key_PageUp, NONE, start), (K.Key_Up, CTRL, start),
    ):  # fmt: skip
        press(article, key, modifiers)
        assert article.caret() == place
    press(article, K.Key_A, CTRL)
    assert article.selection() == Span.of(start, end)


def test_a_part_says_when_it_needs_another_height(article: ReviewArticle, scheme: Scheme, qtbot: QtBot) -> None:
    found = reviewed(LONG, scheme, *far_apart(), language="de")
    told: list[int] = []
    article.content_height_changed.connect(told.append)
    article.show_reviewed(found, around=found.disagreements[1])
    before = article.content_height()
    qtbot.waitUntil(lambda: told == [before])
    article.resize(240, 700)
    qtbot.waitUntil(lambda: len(told) == 2)
    article.set_zoom(200)
    qtbot.waitUntil(lambda: len(told) == 3)
    assert before < told[1] < told[2] == article.content_height()


def test_an_argument_of_a_part_keeps_its_filler_in_another_paragraph(article: ReviewArticle, scheme: Scheme) -> None:
    text = "Anna traf Bert.\nDazwischen.\nEs war in Bonn.\nEnde."
    found = reviewed(text, scheme, an_event(LEILA, "Place", text), an_event(MEHDI, "Participant", text), language="de")
    article.show_reviewed(found, around=found.disagreements[0])
    passages = article.column.passages
    assert [passages.content(n) for n in range(len(passages))] == ["Anna traf Bert.", "Es war in Bonn."]
    assert len(article.crossing_shapes().arcs) == 2


# -- the strip


def test_a_tick_for_each_disagreement_where_it_stands(article: ReviewArticle, show: Show, qtbot: QtBot) -> None:
    show(LONG, *far_apart(), language="de")
    article.settle()
    qtbot.waitUntil(lambda: len(article._ticks._ticks) == 2)
    article._place_ticks()
    first, second = article._ticks._ticks
    assert 0 < first.part < 0.1
    assert 0.6 < second.part < 0.8
    assert first.owners == second.owners == {LEILA}


def test_a_click_on_a_tick_goes_there(
    article: ReviewArticle, show: Show, chosen: list[Disagreement], qtbot: QtBot
) -> None:
    found = show(LONG, *far_apart(), language="de")
    article.settle()
    qtbot.waitUntil(lambda: len(article._ticks._ticks) == 2)
    y = round(article._ticks._y(article._ticks._ticks[1]))
    QTest.mouseClick(article._ticks, LEFT, NONE, QPoint(5, y))
    assert chosen == [found.disagreements[1]]
    assert article._is_chosen_seen()
    assert article._ticks._current == 1
    QTest.mouseClick(article._ticks, LEFT, NONE, QPoint(5, y - 60))
    assert len(chosen) == 1


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_the_strip_is_between_text_and_scroll_bar(
    article: ReviewArticle, show: Show, direction: Qt.LayoutDirection
) -> None:
    article.setLayoutDirection(direction)
    show(LONG, *far_apart(), language="de")
    port, strip = article.viewport().geometry(), article._ticks.geometry()
    bar = article.verticalScrollBar().mapTo(article, QPoint(0, 0)).x()
    assert not strip.intersects(port)
    assert (bar > strip.left() > port.left()) == (direction is Qt.LayoutDirection.LeftToRight)
    assert (bar < strip.left() < port.left()) == (direction is Qt.LayoutDirection.RightToLeft)


def test_a_part_has_no_strip(article: ReviewArticle, scheme: Scheme) -> None:
    found = reviewed(LONG, scheme, *far_apart(), language="de")
    article.show_reviewed(found, around=found.disagreements[0])
    assert article._ticks.isHidden()


# -- words


def test_the_tip_says_what_differs(article: ReviewArticle, show: Show) -> None:
    show(ARABIC, *clitics())
    at = point(article, ARABIC.index("37"))
    assert article.show_tip(QPointF(at), article.viewport().mapToGlobal(at))
    words = article._tip._label.text()
    assert "Only mehdi labels" in words
    assert not article.show_tip(QPointF(point(article, ARABIC.index("بنجاح") + 1)), at)
    article._tip.hide()


def test_the_pointer_says_where_there_is_something_to_choose(article: ReviewArticle, show: Show) -> None:
    show(ARABIC, *clitics())
    for words, shape in (("37", Qt.CursorShape.PointingHandCursor), ("جمهورية", Qt.CursorShape.IBeamCursor)):
        QTest.mouseMove(article.viewport(), point(article, ARABIC.index(words)))
        assert article.viewport().cursor().shape() is shape


def test_a_screen_reader_hears_what_differs(article: ReviewArticle, show: Show) -> None:
    show(ARABIC, *clitics())
    press(article, K.Key_Tab)
    assert "labels" in article._spoken_words()


def test_everything_a_person_touches_has_a_name(article: ReviewArticle) -> None:
    for widget in (article, article._ticks, article.verticalScrollBar()):
        assert widget.objectName()
        assert widget.accessibleName()
