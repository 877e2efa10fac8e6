"""A painted widget of cells, walked by pointer and keys alike."""

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt

from annotator.gui.agreement.cells import Cells, neighbour

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

GRID = [QRectF(x * 50, y * 30, 50, 30) for y in range(3) for x in range(4)]
K = Qt.Key


class Grid(Cells):
    def __init__(self) -> None:
        super().__init__("Grid", object_name="grid")
        self.resize(200, 90)

    def rects(self) -> list[QRectF]:
        return GRID

    def words(self, place: int) -> str:
        return f"cell {place}"


@pytest.fixture
def grid(qtbot):
    made = Grid()
    qtbot.addWidget(made)
    made.show()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return made


@pytest.mark.parametrize(
    ("place", "way", "there"),
    [(5, "left", 4), (5, "right", 6), (5, "up", 1), (5, "down", 9), (0, "left", 0), (0, "up", 0), (11, "down", 11)],
)
def test_the_neighbour_is_the_nearest_that_way(place, way, there):
    assert neighbour(GRID, place, way) == there


def test_arrows_walk_and_the_cell_is_told(grid, qtbot):
    qtbot.keyClick(grid, K.Key_Right)
    qtbot.keyClick(grid, K.Key_Down)
    assert grid.current == grid.shown == 5
    assert grid.accessibleDescription() == "cell 5"
    qtbot.keyClick(grid, K.Key_End)
    assert grid.current == 11
    qtbot.keyClick(grid, K.Key_Home)
    assert grid.current == 0


def test_pointer_and_keys_do_the_same(grid, qtbot):
    qtbot.mouseMove(grid, QPoint(120, 40))
    assert grid.shown == 6
    assert grid.accessibleDescription() == "cell 6"
    assert not grid.by_key
    qtbot.keyClick(grid, K.Key_Right)  # from where the keys are
    assert grid.shown == 1
    assert grid.by_key


@pytest.mark.parametrize("key", [K.Key_Return, K.Key_Enter, K.Key_Space])
def test_enter_and_click_open(grid, qtbot, key):
    with qtbot.waitSignal(grid.activated) as opened:
        qtbot.mouseClick(grid, Qt.MouseButton.LeftButton, pos=QPoint(60, 70))
    assert opened.args == [9]
    with qtbot.waitSignal(grid.activated) as opened:
        qtbot.keyClick(grid, key)
    assert opened.args == [9]


def test_other_keys_are_the_pages(grid, qtbot):
    with qtbot.assertNotEmitted(grid.activated):
        qtbot.keyClick(grid, K.Key_X)
        qtbot.keyClick(grid, K.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert grid.current == 0


def test_without_the_keyboard_no_cell_has_the_ring(grid, qtbot):
    grid.clearFocus()
    assert grid.shown is None
