"""Where the card near a mention stands, and what sends it away."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from annotator.gui.near import NearCard
from annotator.gui.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


class Desk:
    """A window with a room for the card and a field beside it."""

    def __init__(self, qtbot) -> None:
        self.window = QWidget()
        self.room, self.inside, self.beside = QWidget(), QLineEdit(), QLineEdit()
        self.inside.setParent(self.room)
        layout = QHBoxLayout(self.window)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.room, 3)
        layout.addWidget(self.beside, 1)
        self.card = NearCard(self.window, self.room, Theme(), "card")
        spacer = QWidget()
        spacer.setFixedHeight(160)
        self.card.body.addWidget(spacer)
        qtbot.addWidget(self.window)
        self.window.resize(1000, 600)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)

    def on_screen(self, *rect: int) -> QRect:
        place = QRect(*rect)
        return QRect(self.window.mapToGlobal(place.topLeft()), place.size())

    @property
    def allowed(self) -> QRect:
        return QRect(self.room.mapTo(self.window, QPoint()), self.room.size())


@pytest.fixture
def desk(qtbot) -> Desk:
    return Desk(qtbot)


ANCHORS = [
    (100, 100, 80, 30),
    (0, 0, 10, 10),
    (700, 20, 40, 30),
    (100, 560, 80, 30),
    (700, 560, 80, 30),
    (20, 290, 8, 8),
]


@pytest.mark.parametrize("anchor", ANCHORS)
@pytest.mark.parametrize("side", ["left", "right"])
def test_it_stands_in_its_room_and_not_on_its_anchor(desk, anchor, side):
    desk.card.open_near(desk.on_screen(*anchor), side)
    place = desk.card.geometry()
    assert desk.allowed.contains(place)
    assert not place.intersects(QRect(*anchor))


def test_it_is_in_line_with_the_side_at_which_the_text_begins(desk):
    desk.card.open_near(desk.on_screen(390, 100, 90, 30), "left")
    assert desk.card.geometry().left() == 390
    desk.card.open_near(desk.on_screen(390, 100, 90, 30), "right")
    assert desk.card.geometry().right() == 479


def test_it_makes_way(desk):
    desk.card.open_near(desk.on_screen(100, 250, 80, 30))
    below = QRect(100, 300, 80, 30)
    assert desk.card.geometry().intersects(below)
    desk.card.place(desk.on_screen(100, 300, 80, 30))
    assert not desk.card.geometry().intersects(below)
    assert not desk.card.geometry().intersects(QRect(100, 250, 80, 30))


def test_it_follows_the_size_of_the_window(desk, qtbot):
    desk.card.open_near(desk.on_screen(650, 500, 80, 30))
    desk.window.resize(640, 400)
    qtbot.waitUntil(lambda: desk.allowed.contains(desk.card.geometry()))


def test_a_press_elsewhere_sends_it_away(desk, qtbot):
    desk.card.open_near(desk.on_screen(100, 100, 80, 30))
    with qtbot.waitSignal(desk.card.closed):
        qtbot.mouseClick(desk.beside, Qt.MouseButton.LeftButton)
    assert desk.beside.hasFocus()


def test_a_press_where_it_is_welcome_does_not(desk, qtbot):
    desk.card.open_near(desk.on_screen(100, 100, 80, 30), welcome=desk.room)
    qtbot.mouseClick(desk.inside, Qt.MouseButton.LeftButton)
    assert desk.inside.hasFocus()
    assert desk.card.isVisible()
    desk.beside.setFocus()
    assert not desk.card.isVisible()


def test_it_says_whether_it_had_the_keyboard(desk, qtbot):
    desk.card.open_near(desk.on_screen(100, 100, 80, 30), welcome=desk.room)
    assert desk.card.hasFocus()
    with qtbot.waitSignal(desk.card.keys_freed):
        desk.card.close_card()
    desk.card.open_near(desk.on_screen(100, 100, 80, 30), welcome=desk.room)
    desk.inside.setFocus()
    with qtbot.assertNotEmitted(desk.card.keys_freed):
        desk.card.close_card()
