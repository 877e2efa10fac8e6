"""The page “Check”: lists, jumps, mends."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from annotator.gui.panels.problems import EVERYWHERE, ProblemsPanel
from annotator.gui.panels.problems_model import ProblemsModel
from annotator.gui.theme import Theme
from annotator.model.scheme import Strictness
from annotator.model.span import Span
from annotator.services.arguments import add_argument
from annotator.services.checks.corpus_problems import corpus_problems
from annotator.services.checks.mending import mend

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@pytest.fixture
def meet(session, document):
    """A meeting in a place that should be a person, without anybody."""
    session.set_strictness(Strictness.WARN)
    made = session.add_mention(document, Span.of(0, 3), "Contact.Meet")
    place = session.add_mention(document, Span.of(21, 30), "GPE")
    add_argument(session, made.id, "Participant", place.id)
    session.add_mention(document, Span.of(47, 51), "Statement")
    return made


@pytest.fixture
def panel(qtbot, session, document, meet):
    made = ProblemsPanel()
    qtbot.addWidget(made)
    made.set_theme(Theme())
    made.set_session(session)
    made.show_place(document, None)
    session.subscribe(made.session_changed)
    made.resize(328, 500)
    made.show()
    return made


def sentences(panel) -> list[str]:
    return [panel._model.index(i, 0).data() for i in range(panel._model.rowCount())]


def test_problems_of_the_document_are_listed_and_go_when_they_are_mended(panel, session, document, meet, qtbot):
    wrong = "GPE cannot be Participant of Contact.Meet; that takes PERSON."
    assert sentences(panel) == [wrong, "Statement has no Speaker yet."]
    panel._view.setFocus()
    panel._view.setCurrentIndex(panel._model.index(0, 0))
    assert panel.mend_button.text() == "Make it Place"
    with qtbot.waitSignal(panel.mend_requested) as asked:
        qtbot.keyClick(panel._view, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    mend(session, asked.args[0])
    assert sentences(panel) == ["Contact.Meet has no Participant yet.", "Statement has no Speaker yet."]
    assert not panel.mend_button.isVisible()
    assert panel._view.currentIndex().row() == 0
    session.undo()
    assert sentences(panel)[0] == wrong


def test_enter_and_click_go_there(panel, document, meet, qtbot):
    panel._view.setCurrentIndex(panel._model.index(0, 0))
    with qtbot.waitSignal(panel.place_requested) as asked:
        qtbot.keyClick(panel._view, Qt.Key.Key_Return)
    assert asked.args == [document, meet.id]
    at = panel._view.visualRect(panel._model.index(1, 0)).center()
    with qtbot.waitSignal(panel.place_requested) as asked:
        qtbot.mouseClick(panel._view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert asked.args[0] == document


def test_all_documents_are_asked_for_and_come_in_pieces(panel, session, qtbot):
    with qtbot.waitSignal(panel.all_requested):
        qtbot.keyClick(panel._scope, Qt.Key.Key_Right)
    assert panel._scope.current() == EVERYWHERE
    assert panel._nothing.text() == "Looking through all your documents …"
    places = list(corpus_problems(session.path, session.annotator))
    panel.add_places(places[:1])
    assert panel._count.text() == "1 problem, still looking …"
    panel.add_places(places[1:])
    panel.finish()
    assert panel._count.text() == "2 problems"
    qtbot.keyClick(panel._scope, Qt.Key.Key_Left)
    panel.add_places(places)  # late ones of a search that nobody waits for
    assert len(sentences(panel)) == 2


def test_it_says_when_nothing_is_wrong(qtbot, session, document):
    panel = ProblemsPanel()
    qtbot.addWidget(panel)
    panel.show()
    assert panel._nothing.text() == "Open a document to check it."
    panel.set_session(session)
    panel.show_place(document, None)
    assert panel._nothing.text() == "The scheme has nothing against this document."
    panel._choose_scope(EVERYWHERE)
    panel.finish()
    assert panel._nothing.text() == "The scheme has nothing against any of your documents."


def test_the_model_keeps_qts_rules(qtbot, session, meet):
    model = ProblemsModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    places = list(corpus_problems(session.path))
    model.set_places(places[:1], shows_titles=True)
    model.add_places(places[1:])
    assert model.rowCount() == 2
    assert "Make it Place" in model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
