"""One of a few values."""

import pytest
from PySide6.QtCore import QPoint, Qt

from annotator.gui.widgets import Segmented

LEFT, RIGHT = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft


@pytest.fixture
def segmented(qtbot):
    made = Segmented(["Past", "Present", "Future"], object_name="tense", name="Tense")
    qtbot.addWidget(made)
    made.resize(300, 28)
    made.show()
    return made


def click(qtbot, widget, x):
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(x, 14))


def test_nothing_is_chosen_at_first(segmented):
    assert segmented.current() is None
    assert segmented.accessibleName() == "Tense: not said"


@pytest.mark.parametrize(("direction", "x", "place"), [(LEFT, 10, 0), (LEFT, 290, 2), (RIGHT, 10, 2), (RIGHT, 290, 0)])
def test_a_click_chooses_what_is_there(segmented, qtbot, direction, x, place):
    segmented.setLayoutDirection(direction)
    with qtbot.waitSignal(segmented.chosen) as said:
        click(qtbot, segmented, x)
    assert said.args == [place]
    assert segmented.current() == place


def test_a_click_on_the_chosen_one_takes_it_back(segmented, qtbot):
    segmented.set_current(0)
    with qtbot.waitSignal(segmented.cleared):
        click(qtbot, segmented, 10)


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_delete_takes_the_choice_back(segmented, qtbot, key):
    segmented.set_current(1)
    with qtbot.waitSignal(segmented.cleared):
        qtbot.keyClick(segmented, key)


@pytest.mark.parametrize(
    ("direction", "start", "key", "end"),
    [
        (LEFT, 0, Qt.Key.Key_Right, 1),
        (LEFT, 1, Qt.Key.Key_Left, 0),
        (RIGHT, 0, Qt.Key.Key_Left, 1),
        (LEFT, 2, Qt.Key.Key_Right, 2),
        (LEFT, None, Qt.Key.Key_Right, 0),
        (LEFT, None, Qt.Key.Key_Left, 2),
    ],
)
def test_arrows_follow_the_eye(segmented, qtbot, direction, start, key, end):
    segmented.setLayoutDirection(direction)
    segmented.set_current(start)
    qtbot.keyClick(segmented, key)
    assert segmented.current() == end


def test_showing_a_value_asks_for_nothing(segmented, qtbot):
    with qtbot.assertNotEmitted(segmented.chosen):
        segmented.set_current(2)
    assert segmented.accessibleName() == "Tense: Future"


def test_long_words_get_the_room_they_need(qtbot):
    made = Segmented(["No", "Underspecified", "No"], object_name="x", name="x")
    qtbot.addWidget(made)
    made.resize(made.needed_width(), 28)
    widths = [cell.width() for cell in made._segments()]
    assert widths[1] > 2 * widths[0]
    assert sum(widths) == pytest.approx(made.width())
