"""Pairs and languages: bands on one scale, walked and chosen."""

import pytest
from PySide6.QtCore import Qt

from annotator.gui.agreement.compared import Column, Columns, PairLine, PairList
from annotator.gui.agreement.figures import Match, Scale, compared
from annotator.gui.theme import Theme
from annotator.gui.widgets import Signs
from annotator.services.agreement.figures import Figure
from tests.gui.agreement.conftest import color_at

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

SIGNS = Signs(("leila", "mehdi", "sara"))
NAMES = compared(Match.EXACT)


def figures(value: float) -> dict[str, Figure]:
    return {name: Figure(name, value, "", 10, (value - 0.1, value + 0.05)) for name in NAMES}


@pytest.fixture
def pairs(qtbot) -> PairList:
    made = PairList()
    qtbot.addWidget(made)
    lines = [
        PairLine((SIGNS.of("leila"), SIGNS.of("mehdi")), 22, figures(0.9)),
        PairLine((SIGNS.of("leila"), SIGNS.of("sara")), 3, figures(0.7)),
    ]
    made.show_pairs(lines, NAMES, 0, Scale())
    made.resize(340, made.height())
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_the_chosen_pair_stands_out(pairs):
    ground = Theme().c("accent_soft")
    rows = pairs.rects()
    assert color_at(pairs, rows[0].center()) == ground
    assert color_at(pairs, rows[1].topLeft() + rows[1].center() - rows[1].center()) != ground


def test_a_pair_is_heard_with_its_figures(pairs):
    said = pairs.words(0)
    assert said.startswith("leila, mehdi, 22 documents: Entities, exact: 0.90, interval 0.80 to 0.95, n = 10; Triggers")
    assert pairs.words(1).startswith("leila, sara, 3 documents: no intervals")


def test_a_pair_is_chosen_by_key(pairs, qtbot):
    pairs.setFocus()
    qtbot.keyClick(pairs, Qt.Key.Key_Down)
    with qtbot.waitSignal(pairs.activated) as chosen:
        qtbot.keyClick(pairs, Qt.Key.Key_Return)
    assert chosen.args == [1]


def columns_of(qtbot, count: int, width: int) -> Columns:
    made = Columns("Agreement by language", object_name="columns")
    qtbot.addWidget(made)
    made.show_columns([Column(f"L{n}", 10 - n, figures(0.8)) for n in range(count)], NAMES, figures(0.9), Scale())
    made.resize(width, made.heightForWidth(width))
    made.show()
    return made


def test_languages_break_into_rows_where_there_is_little_room(qtbot):
    wide, narrow = columns_of(qtbot, 4, 800), columns_of(qtbot, 4, 460)
    assert len({rect.top() for rect in wide.rects()}) == 1
    assert len({rect.top() for rect in narrow.rects()}) == 2
    assert narrow.height() == 2 * wide.height()
    inner = [rect.adjusted(1, 1, -1, -1) for rect in narrow.rects()]
    assert not any(a.intersects(b) for a in inner for b in inner if a is not b)


def test_a_grey_tick_says_what_all_have(qtbot):
    with_tick = columns_of(qtbot, 1, 400).grab().toImage()
    without = columns_of(qtbot, 1, 400)
    without.show_columns([Column("L0", 10, figures(0.8))], NAMES, {}, Scale())
    assert without.grab().toImage() != with_tick


def test_a_language_is_heard(qtbot):
    made = columns_of(qtbot, 2, 600)
    assert made.words(1).startswith("L1, n = 9: Entities, exact: 0.80, interval 0.70 to 0.85, n = 10; ")
    assert made.accessibleName() == "Agreement by language"
