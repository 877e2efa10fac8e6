"""Arcs at hand: shown or not, chosen by click and key, gone along, taken out."""

import pytest
from PySide6.QtCore import QPointF, Qt

from annotator.gui.article.links import Arcs
from annotator.services.arguments import add_argument, arguments_of
from annotator.services.relations import add_relation
from tests.gui.conftest import CTRL, SHIFT

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

K = Qt.Key


@pytest.fixture
def visit(hand):
    """An event with two fillers, one far below, and a relation between them; ids by name."""
    hand.open_titled("وبناء")
    session, document = hand.window.projects.session, hand.window.reading.document.id
    spans = {
        "visit": (hand.span("زيارة دولة"), "Movement.Visit"),
        "lam": (hand.span("الأمين العام تو لام"), "PERSON"),
        "far": (hand.span("الكرملين") if "الكرملين" in hand.text else hand.span(hand.text[-20:-10]), "FAC"),
    }
    made = {name: session.add_mention(document, span, label) for name, (span, label) in spans.items()}
    made["visitor"] = add_argument(session, made["visit"].id, "Visitor", made["lam"].id)
    made["place"] = add_argument(session, made["visit"].id, "Place", made["far"].id)
    made["located"] = add_relation(session, "Located", made["lam"].id, made["far"].id)
    hand.view.setFocus()
    return made


def select(hand, mention) -> None:
    hand.window.reading.select(mention)
    hand.qtbot.waitUntil(hand.window.actions_table.action("go_along").isEnabled)


def test_arcs_are_shown_all_few_or_not_and_the_choice_is_remembered(hand, visit):
    table = hand.window.actions_table
    hand.qtbot.waitUntil(table.action("arcs_all").isChecked)
    hand.view.settle()
    height = hand.view.column.height
    hand.press(K.Key_F4, SHIFT)
    assert hand.window.preferences.now.arcs == "focused"
    assert hand.said == "Only arcs of the selected mention are shown"
    assert hand.view.column.height == height
    hand.press(K.Key_F4, SHIFT)
    assert hand.said == "Arcs are hidden"
    hand.view.settle()
    assert hand.view.column.height < height
    hand.qtbot.waitUntil(table.action("arcs_hidden").isChecked)
    assert hand.window.preferences.now.arcs == "hidden"
    table.action("arcs_all").trigger()
    assert hand.window.arcing.mode is Arcs.ALL
    hand.view.settle()
    assert hand.view.column.height == height


def test_arcs_are_walked_gone_along_and_taken_out_by_key(hand, visit):
    session = hand.window.projects.session
    select(hand, visit["visit"].id)
    hand.press(K.Key_J, CTRL | SHIFT)
    assert hand.view.link_selected() == visit["visitor"].id
    assert hand.said.startswith("Visitor: ‘الأمين العام تو لام’.")
    hand.press(K.Key_J, CTRL | SHIFT)
    assert hand.view.link_selected() == visit["place"].id
    hand.press(K.Key_J, CTRL)
    assert hand.selected() == ("FAC", visit["far"].span.text(hand.text))
    select(hand, visit["visit"].id)
    hand.press(K.Key_J, CTRL)
    assert hand.view.link_selected() == visit["visitor"].id
    hand.press(K.Key_Delete)
    assert [a.id for a in arguments_of(session, visit["visit"].id)] == [visit["place"].id]
    assert hand.view.link_selected() is None
    hand.undo()
    assert len(arguments_of(session, visit["visit"].id)) == 2
    assert hand.view.selected() == visit["visit"].id


def test_a_click_on_an_arc_chooses_it_and_delete_takes_out_the_relation(hand, visit):
    session = hand.window.projects.session
    select(hand, visit["lam"].id)
    points = ((x, y) for y in range(60, hand.view.viewport().height(), 2) for x in range(0, 900, 3))
    at = next(QPointF(x, y) for x, y in points if hand.view.link_at(QPointF(x, y)) == visit["located"].id)
    hand.qtbot.mouseClick(hand.view.viewport(), Qt.MouseButton.LeftButton, pos=at.toPoint())
    if hand.view.link_selected() is None:  # the click was on the chip of an arc that leads off the screen
        assert hand.selected() == ("FAC", visit["far"].span.text(hand.text))
        select(hand, visit["lam"].id)
        hand.view.choose_link(visit["located"].id)
    assert hand.selected() == ("PERSON", "الأمين العام تو لام")
    hand.press(K.Key_Delete)
    assert session.relations_with(visit["lam"].id) == ()
    assert len(session.layer(visit["lam"].document).mentions) == 3


def test_a_mention_without_links_says_how_to_make_some(hand, visit):
    lone = hand.window.projects.session.add_mention(visit["lam"].document, hand.span("فيتنام"), "GPE")
    select(hand, lone.id)
    hand.press(K.Key_J, CTRL)
    assert hand.said == "This mention has no links. E adds an argument, C a relation."
