"""Events below the text and the check beside it, in the whole window."""

import pytest
from PySide6.QtCore import Qt

from annotator.model.scheme import Strictness
from annotator.services.arguments import add_argument
from annotator.services.imports.importing import ImportOptions, import_into
from tests.gui.conftest import SHIFT

K = Qt.Key

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


def test_the_events_of_the_document_are_shown_below_it_and_lead_to_it(hand):
    session, document = hand.window.projects.session, hand.window.reading.document.id
    visit = session.add_mention(document, hand.span("bezoek"), "Movement.Visit")
    session.add_mention(document, hand.span("gesprek") if "gesprek" in hand.text else hand.span("de"), "Contact.Talk")
    hand.press(K.Key_F4)
    panel = hand.child("events_panel")
    assert panel.isVisible()
    assert hand.child("events_count").text() == "2 · 2 incomplete"
    table = hand.child("events_table")
    table.setFocus()
    table.selectRow(next(i for i in range(2) if panel._model.row_at(panel._model.index(i, 0)).event.id == visit.id))
    hand.press(K.Key_Return)
    assert hand.selected() == ("Movement.Visit", "bezoek")
    hand.click(hand.child("events_close"))
    assert not panel.isVisible()
    hand.press(K.Key_F4)
    assert panel.isVisible()
    hand.press(K.Key_F4)
    assert not panel.isVisible()


def test_the_check_finds_what_is_wrong_here_and_everywhere_and_mends_it(hand):
    session, document = hand.window.projects.session, hand.window.reading.document.id
    session.set_strictness(Strictness.WARN)
    visit = session.add_mention(document, hand.span("bezoek"), "Movement.Visit")
    money = session.add_mention(document, hand.span("de"), "MONEY")
    add_argument(session, visit.id, "Visitor", money.id)
    hand.window.documents.step(1)
    other = hand.window.reading.document.id
    session.add_mention(other, hand.span(hand.text[:4]), "Contact.Meet")
    hand.press(K.Key_F8)
    assert hand.child("problems_panel").isVisible()
    assert hand.child("problems_count").text() == "1 problem"
    scope = hand.child("problems_scope")
    scope.setFocus()
    hand.press(K.Key_Right)
    hand.settle()
    hand.qtbot.waitUntil(lambda: hand.child("problems_count").text() == "2 problems")
    view = hand.child("problems_list")
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    hand.press(K.Key_Return)
    assert hand.window.reading.document.id == document
    assert hand.selected() == ("Movement.Visit", "bezoek")
    scope.setFocus()
    hand.press(K.Key_Left)
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    hand.press(K.Key_Return, SHIFT)
    assert hand.said.startswith("Mended: MONEY cannot be Visitor of Movement.Visit")
    assert [argument.role for argument in session.layer(document).arguments] == ["Purpose"]
    hand.undo()
    assert [argument.role for argument in session.layer(document).arguments] == ["Visitor"]


def test_a_check_of_all_documents_can_be_begun_again_while_it_runs(hand, tmp_path):
    session = hand.window.projects.session
    (tmp_path / "more").mkdir()
    for i in range(30):
        (tmp_path / "more" / f"{i}.txt").write_text(f"Ann met Bob, number {i}.", "utf-8")
    import_into(session, [tmp_path / "more"], ImportOptions("leila"))
    from annotator.model.span import Span  # noqa: PLC0415

    for document in list(session.project.document_ids())[-30:]:
        session.add_mention(document, Span.of(4, 7), "Contact.Meet")
    hand.press(K.Key_F8)
    panel = hand.child("problems_panel")
    for _time in range(3):
        panel._choose_scope(1)
    hand.settle()
    hand.qtbot.waitUntil(lambda: hand.child("problems_count").text() == "30 problems")
