"""Lines drawn from one mention to another, or to text."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.gui.article import ArticleView
from annotator.gui.article.areas import areas, bounds, on_screen, side_of
from annotator.gui.theme import Theme
from annotator.model.annotation import Kind, Mention
from annotator.model.document import Direction
from annotator.model.span import Span
from tests.gui.article.conftest import mention_of, point_at
from tests.gui.article.test_view_mouse import ARABIC, GERMAN, drag

LEFT, NONE, ALT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier

MEET = mention_of(GERMAN, "reiste", label="Contact.Meet", kind=Kind.EVENT)
LAM = mention_of(GERMAN, "To Lam")
MINISTER = mention_of(GERMAN, "Minister To Lam")
MONEY = mention_of(GERMAN, "Montag", label="MONEY")


@pytest.fixture
def asked(view: ArticleView) -> list[tuple[object, ...]]:
    """The article, and everything that lines ask for: the signal's name and its facts, the place left out."""
    view.set_article(GERMAN, Direction.LTR, [MEET, LAM, MINISTER, MONEY], language="de")
    found: list[tuple[object, ...]] = []
    for name in ("link_requested", "link_to_text_requested", "link_released_outside"):
        getattr(view, name).connect(lambda *facts, name=name: found.append((name, *facts[:-1])))
    return found


def middle(view: ArticleView, mention: Mention) -> QPoint:
    return areas(view, mention.span)[0].center().toPoint()


def tag(view: ArticleView, mention: Mention) -> QPoint:
    """Somewhere on the tag, found as a pointer would find it."""
    below = bounds(view, mention.span)
    for y in range(round(below.bottom()), round(below.bottom()) + 60):
        for x in range(round(below.left()), round(below.right()), 3):
            found = view.tag_at(QPointF(x, y))
            if found is not None and found.id == mention.id:
                return QPoint(x, y + 3)
    raise AssertionError(mention)


def test_a_line_from_a_tag_to_a_mention(view: ArticleView, asked: list[tuple[object, ...]]) -> None:
    drag(view, tag(view, MEET), middle(view, MONEY))
    assert asked == [("link_requested", MEET.id, MONEY.id)]
    assert view.selection() is None
    assert view.selected() is None


def test_a_press_on_a_tag_alone_selects(view: ArticleView, asked: list[tuple[object, ...]]) -> None:
    QTest.mouseClick(view.viewport(), LEFT, NONE, tag(view, MEET))
    assert view.selected() == MEET.id
    assert asked == []


def test_alt_draws_from_the_innermost_mention(view: ArticleView, asked: list[tuple[object, ...]]) -> None:
    drag(view, middle(view, LAM), middle(view, MEET), ALT)
    assert asked == [("link_requested", LAM.id, MEET.id)]


def test_of_nested_mentions_the_one_that_fits_is_meant(view: ArticleView, asked: list[tuple[object, ...]]) -> None:
    inner = mention_of(GERMAN, "Lam", label="MONEY")
    view.update_mentions([], [inner])
    drag(view, tag(view, MEET), middle(view, inner))
    assert asked == [("link_requested", MEET.id, LAM.id)]


def test_plain_text_gives_its_word(view: ArticleView, asked: list[tuple[object, ...]]) -> None:
    drag(view, tag(view, MEET), point_at(view, GERMAN.index("Berlin") + 2))
    assert asked == [("link_to_text_requested", MEET.id, Span.of(GERMAN.index("Berlin"), GERMAN.index("Berlin") + 6))]


def test_selected_text_gives_the_selection(view: ArticleView, asked: list[tuple[object, ...]]) -> None:
    span = Span.of(GERMAN.index("nach Berlin"), GERMAN.index(". Er"))
    view.set_selection(span)
    drag(view, tag(view, MEET), point_at(view, GERMAN.index("Berlin")))
    assert asked == [("link_to_text_requested", MEET.id, span)]


@pytest.mark.parametrize("where", ["the source itself", "beside all text"])
def test_there_is_nothing_to_link_with(view: ArticleView, asked: list[tuple[object, ...]], where: str) -> None:
    end = middle(view, MEET) if where == "the source itself" else QPoint(5, view.viewport().height() - 40)
    drag(view, tag(view, MEET), end)
    assert asked == []


def test_out_of_the_article(view: ArticleView, asked: list[tuple[object, ...]]) -> None:
    begin = tag(view, MEET)
    drag(view, begin, QPoint(view.viewport().width() + 60, begin.y()))
    assert asked == [("link_released_outside", MEET.id)]


def test_the_pointer_says_what_it_can_do(view: ArticleView, asked: list[tuple[object, ...]]) -> None:
    port, shape = view.viewport(), Qt.CursorShape
    QTest.mouseMove(port, tag(view, MEET))
    assert port.cursor().shape() is shape.PointingHandCursor
    QTest.mousePress(port, LEFT, NONE, tag(view, MEET))
    for place, told in (
        (middle(view, LAM), shape.DragLinkCursor),
        (middle(view, MONEY), shape.ForbiddenCursor),
        (point_at(view, GERMAN.index("Berlin")), shape.CrossCursor),
    ):
        QTest.mouseMove(port, place)
        assert port.cursor().shape() is told
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert port.cursor().shape() is shape.IBeamCursor
    QTest.mouseRelease(port, LEFT, NONE, middle(view, LAM))
    assert asked == []


def test_escape_gives_up_the_line_and_nothing_else(view: ArticleView, asked: list[tuple[object, ...]]) -> None:
    view.choose(LAM.id)
    QTest.mousePress(view.viewport(), LEFT, NONE, tag(view, MEET))
    QTest.mouseMove(view.viewport(), middle(view, MONEY))
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.selected() == LAM.id
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.selected() is None


@pytest.mark.parametrize("moves", [True, False])
@pytest.mark.parametrize("what", ["the mention is deleted", "another article comes"])
def test_what_the_line_came_from_is_gone(
    view: ArticleView, asked: list[tuple[object, ...]], what: str, *, moves: bool
) -> None:
    port, begin, end = view.viewport(), tag(view, MEET), middle(view, LAM)
    QTest.mousePress(port, LEFT, NONE, begin)
    QTest.mouseMove(port, (begin + end) / 2)
    if what == "the mention is deleted":
        view.update_mentions([MEET.id], [])
    else:
        view.set_article(ARABIC, Direction.RTL, [])
    if moves:
        QTest.mouseMove(port, end)
    QTest.mouseRelease(port, LEFT, NONE, end)
    assert asked == []


def test_line_and_ring_are_painted_and_gone_again(view: ArticleView, asked: list[tuple[object, ...]]) -> None:
    def picture() -> QImage:
        image = QImage(view.viewport().size(), QImage.Format.Format_RGB32)
        painter = QPainter(image)
        view.viewport().render(painter, QPoint())
        painter.end()
        return image

    port, before = view.viewport(), picture()
    QTest.mousePress(port, LEFT, NONE, tag(view, MEET))
    QTest.mouseMove(port, middle(view, LAM))
    drawn = picture()
    assert drawn != before
    assert drawn.pixelColor(middle(view, LAM)) == Theme("light").c("accent")
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert picture() == before


def test_where_spans_stand(view: ArticleView, qtbot: QtBot) -> None:
    view.set_article(ARABIC, Direction.RTL, [])
    span = Span.of(ARABIC.index("زيارة"), ARABIC.index("زيارة") + 5)
    place = on_screen(view, span)
    corner = view.viewport().mapFromGlobal(place.topLeft())
    assert bounds(view, span).toAlignedRect().topLeft() == corner
    assert place.height() > bounds(view, span).height()  # with room for tags
    assert side_of(view, span) == "right"
    view.set_article("\n".join([GERMAN] * 60), Direction.LTR, [])
    far = on_screen(view, Span.of(len(GERMAN) * 50, len(GERMAN) * 50 + 4))
    assert view.viewport().rect().bottom() + 1 >= view.viewport().mapFromGlobal(far.topLeft()).y()
    assert side_of(view, span) == "left"
