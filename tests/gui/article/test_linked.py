"""Arcs in the real widget: what lights them, what a click does, and that they move nothing that is read."""

import random
import re

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from annotator.gui.article import Arcs, ArticleView, Link
from annotator.gui.article.arcs import Arc
from annotator.gui.article.paint_arcs import Stroke
from annotator.model.annotation import Kind, Mention
from annotator.model.document import Direction
from annotator.model.ids import MentionId
from tests.gui.article.conftest import a_mention, mention_of, point_at, to_viewport
from tests.gui.article.test_links import link

ARABIC = (
    "اختتم الأمين العام تو لام زيارة دولة إلى كازاخستان.\nثم قال إن CICA منظمة مهمة.\nMixed: the visit of تو لام ended."
)
FILLER = "Der Minister reiste am Montag nach Berlin und sprach dort lange mit anderen. " * 6
LEFT = Qt.MouseButton.LeftButton
offscreen_tips = pytest.mark.qt_log_ignore("does not support", extend=True)


def an_event(text: str, *parts: str) -> Mention:
    return mention_of(text, *parts, label="Contact.Meet", kind=Kind.EVENT)


def near_and_far(paragraphs: int) -> tuple[str, list[Mention]]:
    """A text with a trigger and a filler in its first paragraph, and a filler so many paragraphs below."""
    text = "\n".join(["Die Sitzung mit Lam begann.", *([FILLER] * paragraphs), "Auch Trung kam."])
    return text, [an_event(text, "Sitzung"), mention_of(text, "Lam"), mention_of(text, "Trung")]


def arc_of(view: ArticleView, name: Link) -> Arc:
    for index in range(len(view.column.passages)):
        for arc in view.column.laid(index).shapes.arcs:
            if arc.link == name:
                return arc
    raise AssertionError(name)


def on_name(view: ArticleView, name: Link) -> QPoint:
    """A point of the viewport on the name of an arc of the first passage."""
    rect = arc_of(view, name).name
    assert rect is not None
    return to_viewport(view, rect.center())


def the_chip(view: ArticleView) -> QPoint:
    (chip,) = view.crossing_shapes().chips
    return to_viewport(view, QPointF(chip.x, chip.y))


@pytest.fixture
def short(view: ArticleView) -> tuple[ArticleView, list[Mention], list[Link]]:
    text = "Die Sitzung mit Lam und mit Trung begann."
    mentions = [an_event(text, "Sitzung"), mention_of(text, "Lam"), mention_of(text, "Trung")]
    links = [link(mentions[0].id, mentions[1].id, "Chair"), link(mentions[0].id, mentions[2].id, "Guest")]
    view.set_article(text, Direction.LTR, mentions, links=links)
    return view, mentions, links


def test_a_click_on_a_name_chooses_the_link(short: tuple[ArticleView, list[Mention], list[Link]], qtbot: QtBot) -> None:
    view, _mentions, (_chair, guest) = short
    with qtbot.waitSignal(view.link_chosen) as told:
        QTest.mouseClick(view.viewport(), LEFT, pos=on_name(view, guest))
    assert told.args == [guest.id]
    assert view.link_selected() == guest.id
    assert view.has_something_selected
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.link_selected() is None


def test_a_click_on_a_line_chooses_the_link_too(short: tuple[ArticleView, list[Mention], list[Link]]) -> None:
    view, _mentions, (chair, _guest) = short
    x, y = arc_of(view, chair).points[-1]
    at = to_viewport(view, QPointF(x, y - 7))
    assert view.link_at(at.toPointF()) == chair.id
    QTest.mouseClick(view.viewport(), LEFT, pos=at)
    assert view.link_selected() == chair.id


def test_text_below_an_arc_is_still_text(short: tuple[ArticleView, list[Mention], list[Link]], qtbot: QtBot) -> None:
    view, mentions, _links = short
    with qtbot.waitSignal(view.mention_selected) as told:
        QTest.mouseClick(view.viewport(), LEFT, pos=point_at(view, mentions[1].span.start + 1))
    assert told.args == [mentions[1].id]


def test_the_selected_mention_lights_its_arcs(short: tuple[ArticleView, list[Mention], list[Link]]) -> None:
    view, mentions, (chair, guest) = short
    hue = Stroke(view._style.look("Contact.Meet", Kind.EVENT).ink)
    assert view.arc_state().lit == {}
    view.select_mentions([mentions[0].id])
    assert view.arc_state().lit == {chair.id: hue, guest.id: hue}
    view.select_mentions([mentions[2].id])
    assert view.arc_state().lit == {guest.id: hue}
    view.select_mentions([])
    view.set_pointed(mentions[1].id)
    assert view.arc_state().lit == {chair.id: hue}


def test_the_pointer_lights_an_arc(short: tuple[ArticleView, list[Mention], list[Link]]) -> None:
    view, mentions, (_chair, guest) = short
    QTest.mouseMove(view.viewport(), on_name(view, guest))
    assert set(view.arc_state().lit) == {guest.id}
    assert view.viewport().cursor().shape() == Qt.CursorShape.PointingHandCursor
    QTest.mouseMove(view.viewport(), point_at(view, mentions[0].span.start))
    assert view.arc_state().lit == {}
    assert view.viewport().cursor().shape() == Qt.CursorShape.IBeamCursor


def test_lighting_repaints_all_that_looks_different(short: tuple[ArticleView, list[Mention], list[Link]]) -> None:
    view, mentions, (chair, _guest) = short
    view._blink.stop()
    view._is_caret_on = False
    view.viewport().update()
    for change in (
        lambda: view.set_pointed(mentions[1].id),
        lambda: view.set_fellows([mentions[2].id]),
        lambda: view.set_link_selected(chair.id),
        lambda: view.set_pointed(None),
    ):
        change()
        QApplication.processEvents()
        shown = view.screen().grabWindow(view.winId()).toImage()
        assert shown == view.grab().toImage()


def tip_at(view: ArticleView, at: QPoint) -> list[str]:
    """The lines of the tip, without isolates."""
    QApplication.sendEvent(view.viewport(), QHelpEvent(QEvent.Type.ToolTip, at, view.viewport().mapToGlobal(at)))
    labels = [view.findChild(QLabel, name) for name in ("article_tip_text", "article_tip_label")]
    shown = [label.text() for label in labels if label is not None and not label.isHidden()]
    return "\n".join(shown).replace("\u2068", "").replace("\u2069", "").split("\n")


@offscreen_tips
def test_tips_tell_roles(short: tuple[ArticleView, list[Mention], list[Link]]) -> None:
    view, mentions, (_chair, guest) = short
    assert tip_at(view, on_name(view, guest)) == ["Trung", "Guest of Sitzung"]
    assert tip_at(view, point_at(view, mentions[1].span.start + 1)) == ["Lam", "PERSON", "Chair of Sitzung"]


@offscreen_tips
def test_tips_show_names_as_plain_text(view: ArticleView) -> None:
    text = "Die Sitzung mit <b>Lam</b>."
    mentions = [an_event(text, "Sitzung"), mention_of(text, "<b>Lam</b>")]
    chair = link(mentions[0].id, mentions[1].id, "<i>Chair</i>")
    view.set_article(text, Direction.LTR, mentions, links=[chair])
    tip = tip_at(view, on_name(view, chair))
    assert tip == ["<b>Lam</b>", "<i>Chair</i> of Sitzung"]
    label = view.findChild(QLabel, "article_tip_label")
    assert label is not None
    assert label.textFormat() == Qt.TextFormat.PlainText


@offscreen_tips
def test_a_link_to_another_screen_ends_in_a_chip_that_leads_there(view: ArticleView, qtbot: QtBot) -> None:
    text, mentions = near_and_far(20)
    guest = link(mentions[0].id, mentions[2].id, "Guest")
    view.set_article(text, Direction.LTR, mentions, links=[guest])
    view.grab()
    assert tip_at(view, the_chip(view)) == ["Guest: Trung, 21 paragraphs down"]
    with qtbot.waitSignal(view.mention_selected) as told:
        QTest.mouseClick(view.viewport(), LEFT, pos=the_chip(view))
    assert told.args == [mentions[2].id]
    assert view.is_in_sight(mentions[2])
    view.grab()
    assert tip_at(view, the_chip(view)) == ["Guest: Sitzung, 21 paragraphs up"]
    view.jump_along(guest.id)
    assert view.selected() == mentions[0].id
    assert view.is_in_sight(mentions[0])


def test_both_ends_in_sight_are_joined(view: ArticleView) -> None:
    text, mentions = near_and_far(1)
    guest = link(mentions[0].id, mentions[2].id, "Guest")
    view.set_article(text, Direction.LTR, mentions, links=[guest])
    view.grab()
    shapes = view.crossing_shapes()
    assert [arc.link for arc in shapes.arcs] == [guest]
    assert not shapes.chips
    (x, y) = shapes.arcs[0].points[2]
    at = to_viewport(view, QPointF(x, y + 30))
    assert view.link_at(at.toPointF()) == guest.id


def test_a_jump_between_ends_in_sight_goes_to_the_one_not_selected(view: ArticleView) -> None:
    text, mentions = near_and_far(1)
    guest = link(mentions[0].id, mentions[2].id, "Guest")
    view.set_article(text, Direction.LTR, mentions, links=[guest])
    view.grab()
    visited = []
    for _step in range(3):
        view.jump_along(guest.id)
        visited.append(view.selected())
    assert visited == [mentions[2].id, mentions[0].id, mentions[2].id]
    view.jump_along("nothing")
    assert view.selected() == mentions[2].id


def test_nothing_far_away_is_laid_out_for_an_arc(view: ArticleView) -> None:
    text, mentions = near_and_far(400)
    view.set_article(text, Direction.LTR, mentions, links=[link(mentions[0].id, mentions[2].id)])
    view._idle.stop()
    view.grab()
    view.update_links([], [link(mentions[1].id, mentions[2].id)])
    view.select_mentions([mentions[0].id])
    view.grab()
    assert max(view.column._laid) < 20


@pytest.mark.parametrize("change", ["add", "remove", "hide"])
def test_arcs_above_do_not_move_what_is_read(view: ArticleView, change: str) -> None:
    text, mentions = near_and_far(30)
    links = [link(mentions[0].id, mentions[1].id)]
    view.set_article(text, Direction.LTR, mentions, links=[] if change == "add" else links)
    view.settle()
    view.verticalScrollBar().setValue(2000)
    view.grab()
    offset = view.hit(QPointF(450, 300)).offset
    before = point_at(view, offset)
    match change:
        case "add":
            view.update_links([], links)
        case "remove":
            view.update_links([links[0].id], [])
        case "hide":
            view.set_arcs(Arcs.HIDDEN)
    assert point_at(view, offset) == before


def test_hidden_arcs_take_no_room_and_focused_ones_all_of_it(
    short: tuple[ArticleView, list[Mention], list[Link]],
) -> None:
    view, mentions, (chair, guest) = short
    view.grab()
    height, at = view.column.height, on_name(view, guest)
    view.set_arcs(Arcs.FOCUSED)
    view.grab()
    assert view.column.height == height
    assert view.link_at(at.toPointF()) is None
    view.select_mentions([mentions[2].id])
    assert view.link_at(at.toPointF()) == guest.id
    assert view.arc_state().only_lit
    view.set_arcs(Arcs.HIDDEN)
    view.grab()
    assert view.column.height == height - view._style.arc_room(1)
    assert view.link_at(at.toPointF()) is None
    view.set_arcs(Arcs.ALL)
    view.grab()
    assert view.column.height == height
    assert view.link_at(on_name(view, chair).toPointF()) == chair.id


def test_links_go_with_their_mention_and_not_with_a_change_of_it(
    short: tuple[ArticleView, list[Mention], list[Link]],
) -> None:
    view, mentions, (chair, guest) = short
    lam = mentions[1]
    view.set_link_selected(chair.id)
    view.update_mentions([lam.id], [lam])
    assert len(view.links) == 2
    view.update_mentions([lam.id], [])
    assert list(view.links) == [guest]
    assert view.link_selected() is None
    view.update_mentions([], [lam])
    view.update_links([], [chair])
    view.grab()
    assert arc_of(view, chair).name is not None


def test_changing_links_looks_as_if_shown_anew(view: ArticleView) -> None:
    text = "\n".join(["Die Sitzung mit Lam und mit Trung in Berlin begann um zwei Uhr mit einer Rede."] * 6)
    words = ("Sitzung", "Lam", "Trung", "Berlin", "Uhr", "Rede")
    mentions = []
    for number in range(6):
        start = number * (len(text.split("\n")[0]) + 1)
        for word in words:
            at = text.index(word, start)
            kind, label = (Kind.EVENT, "Contact.Meet") if word in ("Sitzung", "Rede") else (Kind.ENTITY, "PERSON")
            made = mention_of(text, word, label=label, kind=kind)
            moved = type(made.span).of(at, at + len(word))
            mentions.append(type(made)(MentionId(f"{word}{number}"), made.document, made.annotator, kind, label, moved))
    inner = [link(f"Sitzung{n}", f"{word}{n}", word) for n in range(6) for word in ("Lam", "Berlin", "Rede")]
    across = [link("Sitzung0", "Rede3"), link("Sitzung2", "Lam4"), link("Rede1", "Uhr5", symmetric=True)]
    view.set_article(text, Direction.LTR, mentions, links=inner)
    view.grab()
    view.update_links([inner[0].id, inner[7].id], across)
    view.update_links([across[2].id], [inner[0]])
    view.update_mentions([mentions[1].id], [])
    QApplication.processEvents()
    view._is_caret_on = False
    incremental = view.viewport().grab().toImage()
    kept = [found for found in (*inner[1:7], *inner[8:], *across[:2]) if mentions[1].id not in found]
    view.set_article(text, Direction.LTR, [mentions[0], *mentions[2:]], links=kept)
    view._is_caret_on = False
    assert view.viewport().grab().toImage() == incremental


def test_paragraphs_of_both_directions_are_joined_on_the_side_of_the_source(view: ArticleView) -> None:
    mentions = [an_event(ARABIC, "زيارة دولة"), mention_of(ARABIC, "CICA"), mention_of(ARABIC, "visit")]
    links = [link(mentions[0].id, other.id) for other in mentions[1:]]
    view.set_article(ARABIC, Direction.RTL, mentions, links=links)
    view.grab()
    shapes = view.crossing_shapes()
    assert {arc.link for arc in shapes.arcs} == set(links)
    assert {arc.points[2][0] > view.column.width for arc in shapes.arcs} == {True}
    assert [view.column.laid(i).layout.rtl for i in range(3)] == [True, True, False]


@pytest.mark.parametrize("width", [300, 420, 900, 1600])
@pytest.mark.parametrize("zoom", [50, 100, 300])
def test_arcs_keep_off_the_edges_of_the_window(view: ArticleView, width: int, zoom: int) -> None:
    text, mentions = near_and_far(1)
    links = [link(mentions[0].id, other.id, f"Role {n}") for n in range(4) for other in mentions[1:]]
    view.resize(width, 700)
    view.set_zoom(zoom)
    view.set_article(text, Direction.LTR, mentions, links=links)
    image = view.viewport().grab().toImage()
    surface = view._style.surface
    for y in range(image.height()):
        assert image.pixelColor(1, y) == surface
        assert image.pixelColor(image.width() - 2, y) == surface
    for found in links:
        assert any(
            found.id in (arc.link.id for arc in shapes.arcs)
            for shapes in (view.crossing_shapes(), view.column.laid(0).shapes)
        )


def test_dragging_over_arcs_selects_no_text(short: tuple[ArticleView, list[Mention], list[Link]]) -> None:
    view, _mentions, (chair, _guest) = short
    at = on_name(view, chair)
    QTest.mousePress(view.viewport(), LEFT, pos=at)
    QTest.mouseMove(view.viewport(), at + QPoint(60, 30))
    QTest.mouseRelease(view.viewport(), LEFT, pos=at + QPoint(200, 300))
    assert view.selection() is None
    assert view.link_selected() is None


ROUNDING = 4
"""Of 255: Qt rounds the pixels of a round corner otherwise when other corners are painted along with it."""


def greatest_difference(one: QImage, other: QImage) -> int:
    return max(abs(a - b) for a, b in zip(bytes(one.constBits()), bytes(other.constBits()), strict=True))


@pytest.mark.parametrize(("seed", "zoom"), [(1, 100), (2, 100), (3, 130), (4, 60)])
def test_the_screen_shows_what_painting_anew_would_show(view: ArticleView, seed: int, zoom: int) -> None:
    """Edits move the pixels of what only stands elsewhere: no pixel may be left behind."""
    paragraph = "Die Sitzung mit Lam in Berlin und die Rede um drei Uhr begann am Montag nach der langen Reise. " * 3
    text = "\n".join([paragraph] * 9)
    words = [match.span() for match in re.finditer(r"\w{4,}", text)]
    mentions = [
        a_mention(f"m{n}", word, label="Contact.Meet" if n % 2 else "PERSON", kind=Kind.EVENT if n % 2 else Kind.ENTITY)
        for n, word in enumerate(words[::4])
    ]
    view.set_zoom(zoom)
    view.set_article(text, Direction.LTR, mentions)
    view.clear_selection()
    view._blink.stop()
    view._is_caret_on = False
    chance, drawn, out = random.Random(seed), list[str](), list[Mention]()
    QApplication.processEvents()
    for step in range(120):
        if step % 15 == 0:
            view.verticalScrollBar().setValue(chance.randint(0, view.verticalScrollBar().maximum()))
            QApplication.processEvents()
        here = view.marks.position(mentions[0]) + chance.randrange(len(mentions) - 12)
        match chance.choice("llllduM"):
            case "l":
                source, target = (mentions[here + chance.randrange(12)].id for _end in range(2))
                if source != target:
                    view.update_links((), [link(source, target, chance.choice(("Chair", "Guest of honour")))])
                    drawn.append(next(reversed(list(view.links))).id)
            case "d" if drawn:
                view.update_links([drawn.pop(chance.randrange(len(drawn)))], ())
            case "u" if out:
                view.update_mentions((), [out.pop()])
            case "M":
                gone = chance.choice(list(view.marks))
                out.append(gone)
                view.update_mentions([gone.id], ())
        QApplication.processEvents()
        shown, anew = view.screen().grabWindow(view.winId()).toImage(), view.grab().toImage()
        assert shown == anew or greatest_difference(shown, anew) <= ROUNDING, step
