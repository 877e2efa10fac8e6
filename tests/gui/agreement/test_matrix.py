"""The matrix: what is painted where, walking, names of its heads, and many labels."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt

from annotator.gui.agreement.confusion import NONE, Structure, Table
from annotator.gui.agreement.matrix import Matrix
from annotator.gui.agreement.matrix_cells import Shown
from annotator.gui.theme import Theme
from annotator.gui.widgets import Segmented, Signs
from tests.gui.agreement.conftest import color_at

K = Qt.Key
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

PAIR = ("leila", "mehdi")
TABLE = Table.of(
    {
        ("GPE", "GPE"): 50,
        ("GPE", "FAC"): 7,
        ("FAC", "FAC"): 8,
        ("FAC", NONE): 2,
        ("Movement.Visit", "Movement.Visit"): 3,
        (NONE, "GPE"): 20,
    }
)


def matrix_of(qtbot, table: Table = TABLE, mode="light", width: int = 560) -> Matrix:
    switch = Segmented(("Counts", "Row %"), object_name="switch", name="Cells show")
    made = Matrix(switch)
    qtbot.addWidget(made)
    made.resize(width, 420)
    made.set_theme(Theme(mode))
    made.show_table(table, PAIR, Signs(PAIR), Structure.ENTITY)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_cells_are_coloured_by_count_and_the_diagonal_is_grey(qtbot, mode):
    made, theme = matrix_of(qtbot, mode=mode), Theme(mode)
    labels = TABLE.labels
    assert labels == ("GPE", "FAC", "Movement.Visit", NONE)

    def ground(row: int, column: int):
        return color_at(made.cells, made.cells.rect_of(row, column).topLeft() + QPointF(6, 6))

    assert ground(0, 0) == theme.c("agreed")
    assert ground(0, 1) == theme.heat(2)[0]
    assert ground(1, 3) == theme.heat(0)[0]
    assert ground(3, 0) == theme.heat(4)[0]
    assert ground(0, 2) == theme.c("chrome")


def test_a_mirrored_matrix_begins_at_the_right(qtbot):
    made = matrix_of(qtbot)
    made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    left, right = made.cells.rect_of(0, 0), made.cells.rect_of(0, 3)
    assert left.left() > right.left()
    assert color_at(made.cells, made.cells.rect_of(3, 0).topLeft() + QPointF(6, 6)) == Theme().heat(4)[0]
    made.cells.setFocus()
    made.cells.go_to(0)
    qtbot.keyClick(made.cells, K.Key_Left)
    assert made.cells.row_column(made.cells.current) == (0, 1)


def test_the_ring_begins_at_the_largest_mix_up_and_each_cell_is_told(qtbot):
    made = matrix_of(qtbot)
    cells = made.cells
    assert cells.row_column(cells.current) == (3, 0)
    assert cells.words(cells.current) == "leila has nothing, mehdi has GPE: 20"
    assert cells.words(0) == "GPE: both, 50"
    assert cells.words(1) == "leila has GPE, mehdi has FAC: 7"
    assert cells.accessibleName() == "Which labels are mixed up"


def test_keys_and_pointer_find_the_same_cell(qtbot):
    made = matrix_of(qtbot)
    cells = made.cells
    assert all(cells.cell_at(rect.center()) == place for place, rect in enumerate(cells.rects()))
    cells.setFocus()
    cells.go_to(0)
    for key in (K.Key_Right, K.Key_Down):
        qtbot.keyClick(cells, key)
    assert cells.shown_cell == (1, 1)
    qtbot.mouseMove(cells, cells.rect_of(2, 3).center().toPoint())
    assert cells.shown_cell == (2, 3)
    assert cells.accessibleDescription() == "leila has Movement.Visit, mehdi has nothing: 0"


def test_shares_stand_in_place_of_counts(qtbot):
    made = matrix_of(qtbot)
    before = made.cells.grab().toImage()
    made.say(Shown.SHARES)
    assert made.cells.grab().toImage() != before
    assert made.cells._words_in(0, 1) == "12 %"
    assert made.cells._words_in(0, 2) == "·"


def test_names_are_leaves_that_never_overlap(qtbot):
    made = matrix_of(qtbot)
    columns = made._columns
    assert columns._names == ["GPE", "FAC", "Visit", "none"]
    rects = [columns.rect_of(place) for place in range(4)]
    assert not any(one.intersects(other) for one, other in pairwise(rects))
    assert not columns.is_upright
    long = Table.of({("Bundesverfassungsgerichtsentscheidung", "B"): 4, ("B", "Bundesverfassungsgericht"): 2})
    narrow = matrix_of(qtbot, long, width=300)
    assert narrow._columns.is_upright


def test_names_that_end_alike_are_whole(qtbot):
    made = matrix_of(qtbot, Table.of({("Movement.Visit", "State.Visit"): 4}))
    assert set(made._rows._names) == {"Movement.Visit", "State.Visit", "none"}


def test_many_labels_scroll_in_their_own_area(qtbot):
    labels = [f"LABEL{n}" for n in range(40)]
    made = matrix_of(qtbot, Table.of({(label, label): 5 for label in labels} | {("LABEL0", "LABEL39"): 3}))
    assert made.cells.width() > made._area.viewport().width()
    bar = made._area.horizontalScrollBar()
    assert bar.value() == 0
    made.cells.setFocus()
    made.cells.go_to(39)
    assert bar.value() > 0
    head = made._columns.rect_of(39)
    assert QRectF(made._columns.rect()).contains(head.center())


def test_an_empty_table_shows_nothing(qtbot):
    made = matrix_of(qtbot, Table())
    assert made.cells.rects() == []
    assert made.cells.shown_cell is None
    assert not made._legend.isVisible()


def test_a_click_names_the_cell(qtbot):
    made = matrix_of(qtbot)
    cells = made.cells
    with qtbot.waitSignal(cells.activated) as opened:
        qtbot.mouseClick(cells, Qt.MouseButton.LeftButton, pos=cells.rect_of(0, 1).center().toPoint() + QPoint(2, 2))
    assert cells.row_column(opened.args[0]) == (0, 1)
