"""Above the article: who is compared, what is shown, how far they agree."""

import pytest
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from annotator.gui.compare.header import CompareHeader
from annotator.gui.compare.people import PeopleMenu
from annotator.gui.widgets import Signs
from annotator.model.document import Document, text_sha256
from annotator.model.ids import DocumentId
from annotator.services.agreement.figures import Hits
from annotator.services.comparison.comparing import Against
from annotator.services.comparison.layer_counts import LayerCounts
from tests.gui.compare.conftest import BOTH, LEILA, MEHDI, SARA

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

ALL = (LEILA, MEHDI, SARA)
DOCUMENT = Document(DocumentId("d"), "قمة", text_sha256(""), 0, "", "ar")


@pytest.fixture
def header(qtbot: QtBot) -> CompareHeader:
    made = CompareHeader()
    qtbot.addWidget(made)
    made.set_people(ALL, BOTH, Against.FIRST, Signs(ALL))
    made.resize(740, 90)
    made.show()
    return made


def test_the_legend_counts_and_switches(qtbot: QtBot, header: CompareHeader) -> None:
    header.show_document(DOCUMENT, LayerCounts(41, 48, {LEILA: 5, MEHDI: 7}, Hits(41, 46, 41, 48)))
    assert header._figures.text() == "F1 0.87 exact, 41 of 48 mentions agree"
    assert [chip.count for chip in (header._agreed, *header._chips.values())] == [41, 5, 7]
    assert header.shown == set(BOTH)
    with qtbot.waitSignal(header.layers_changed):
        header._chips[MEHDI].click()
    with qtbot.waitSignal(header.layers_changed):
        header.toggle_agreed()
    assert not header.shows_agreed
    assert header.shown == {LEILA}
    header.set_people(ALL, ALL, Against.ALL, Signs(ALL))
    assert header.shown == {LEILA, SARA}


def test_what_cannot_be_said_is_not_said(header: CompareHeader) -> None:
    header.show_document(DOCUMENT, LayerCounts(0, 0, {LEILA: 0, MEHDI: 0}))
    assert header._figures.text() == "nothing labelled"
    header.show_document(None, LayerCounts())
    assert header._figures.text() == ""
    header.show_document(DOCUMENT, LayerCounts(1, 2, dict.fromkeys(ALL, 1), Hits(2, 4, 2, 4)))
    assert header._figures.text() == "F1 0.50 exact, all pairs"


def test_who_is_not_done_is_named(header: CompareHeader) -> None:
    header.show_note((SARA,))
    assert header._note.text() == "Started, not done, by \u2068sara\u2069: what is missing may still come."
    assert header._note.isVisible()
    header.show_note(())
    assert not header._note.isVisible()


def entry(menu: PeopleMenu, words: str, nth: int = 0) -> QAction:
    return [action for action in menu.actions() if action.text() == words][nth]


def test_others_are_chosen_in_the_menu(qtbot: QtBot, header: CompareHeader) -> None:
    header._open_menu()
    menu = header._menu
    assert not entry(menu, "leila").isEnabled()
    assert entry(menu, "leila").isChecked()
    assert not entry(menu, "Each with each").isEnabled()
    with qtbot.waitSignal(header.people_chosen) as chosen:
        entry(menu, "sara").trigger()
    assert chosen.args == [ALL, Against.FIRST]
    with qtbot.waitSignal(header.people_chosen) as chosen:
        entry(menu, "mehdi", 1).trigger()
    assert chosen.args == [(MEHDI, LEILA), Against.FIRST]
    header.set_people(ALL, ALL, Against.FIRST, Signs(ALL))
    header._open_menu()
    with qtbot.waitSignal(header.people_chosen) as chosen:
        entry(menu, "mehdi").trigger()
    assert chosen.args == [(LEILA, SARA), Against.FIRST]
    with qtbot.waitSignal(header.people_chosen) as chosen:
        entry(menu, "Each with each").trigger()
    assert chosen.args == [ALL, Against.ALL]
    menu.close()
