"""The table of events: what it shows, how it sorts and filters, where it jumps."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from annotator.gui.panels.events import EventsPanel
from annotator.gui.panels.events_model import STATE, TRIGGER, TYPE, EventsModel, Role
from annotator.gui.theme import Theme
from annotator.model.change import Changes
from annotator.model.span import Span
from annotator.services.arguments import add_argument
from annotator.services.event_table import event_table

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@pytest.fixture
def events(session, document):
    """Two meetings, the first without anybody, and a statement; by name."""
    made = {
        "bare": session.add_mention(document, Span.of(0, 3), "Contact.Meet"),
        "meet": session.add_mention(document, Span.of(30, 33), "Contact.Meet"),
        "say": session.add_mention(document, Span.of(47, 51), "Statement"),
        "person": session.add_mention(document, Span.of(5, 9), "PERSON"),
        "place": session.add_mention(document, Span.of(21, 30), "GPE"),
    }
    add_argument(session, made["meet"].id, "Participant", made["person"].id)
    add_argument(session, made["meet"].id, "Place", made["place"].id)
    add_argument(session, made["say"].id, "Speaker", made["person"].id)
    return made


@pytest.fixture
def panel(qtbot, session, document, events):
    made = EventsPanel()
    qtbot.addWidget(made)
    made.set_theme(Theme())
    made.set_session(session)
    made.show_place(document, None)
    session.subscribe(made.session_changed)
    made.resize(900, 260)
    made.show()
    return made


def order(panel) -> list[str]:
    model = panel._model
    return [model.row_at(model.index(i, 0)).event.id for i in range(model.rowCount())]


def ids(events, *names) -> list[str]:
    return [events[name].id for name in names]


def test_incomplete_events_come_first(panel, events):
    assert order(panel) == ids(events, "bare", "meet", "say")
    assert panel.findChild(type(panel._count), "events_count").text() == "3 · 1 incomplete"
    model = panel._model
    assert [model.headerData(i, Qt.Orientation.Horizontal) for i in range(6)] == [
        *("", "Trigger", "Type", "Participant", "Speaker", "Place"),
    ] or [model.headerData(i, Qt.Orientation.Horizontal) for i in range(3)] == ["", "Trigger", "Type"]
    participant = next(i for i in range(6) if model.headerData(i, Qt.Orientation.Horizontal) == "Participant")
    assert model.index(0, participant).data(Role.IS_MISSING)
    assert (
        model.index(1, participant).data() == events["person"].span.text(panel._session.text(panel._document)).strip()
    )


def test_it_sorts_by_any_column(panel, events):
    model = panel._model
    model.sort(TYPE, Qt.SortOrder.DescendingOrder)
    assert order(panel)[0] == events["say"].id
    model.sort(TRIGGER)
    assert order(panel) == ids(events, "bare", "meet", "say")
    speaker = next(i for i in range(6) if model.headerData(i, Qt.Orientation.Horizontal) == "Speaker")
    model.sort(speaker)
    assert order(panel)[0] == events["say"].id
    model.sort(STATE, Qt.SortOrder.DescendingOrder)
    assert order(panel)[-1] == events["bare"].id


def test_it_is_filtered_and_says_when_nothing_matches(panel, events, qtbot):
    field = panel._filter
    qtbot.keyClicks(field, "state")
    assert order(panel) == ids(events, "say")
    qtbot.keyClicks(field, "zzz")
    assert order(panel) == []
    assert panel._nothing.isVisible()
    assert panel._nothing.text() == "No event matches ‘statezzz’."
    field.clear()
    assert len(order(panel)) == 3


def test_a_click_and_enter_jump_to_the_event_a_double_click_to_the_filler(panel, events, qtbot):
    model, view = panel._model, panel._view
    participant = next(i for i in range(6) if model.headerData(i, Qt.Orientation.Horizontal) == "Participant")
    cell = view.visualRect(model.index(1, participant)).center()
    with qtbot.waitSignal(panel.mention_requested) as asked:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    assert asked.args == [events["meet"].id]
    with qtbot.waitSignal(panel.mention_requested, check_params_cb=lambda mention: mention == events["person"].id):
        qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    view.setCurrentIndex(model.index(2, TRIGGER))
    with qtbot.waitSignal(panel.mention_requested) as asked:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert asked.args == [events["say"].id]


def test_it_follows_edits_and_the_selection(panel, events, session, document):
    session.delete([events["bare"].id])
    assert order(panel) == ids(events, "meet", "say")
    panel.show_place(document, events["say"].id)
    assert panel._view.currentIndex().row() == 1
    session.undo()
    assert order(panel) == ids(events, "bare", "meet", "say")
    assert panel._model.row_at(panel._view.currentIndex()).event.id == events["say"].id
    session.delete([event.id for name, event in events.items() if name not in ("person", "place")])
    assert panel._nothing.text() == "No events yet. Select a trigger and press an event's key."
    panel.session_changed(Changes(()))
    panel.set_session(None)
    assert order(panel) == []


def test_the_model_keeps_qts_rules(qtbot, session, document, events):
    model = EventsModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    table = event_table(session.layer(document), session.scheme, session.text(document))
    model.set_table(table, session.scheme, "en")
    for column in range(model.columnCount()):
        model.sort(column)
        assert all(model.index(i, column).data(Qt.ItemDataRole.AccessibleTextRole) for i in range(3))
    model.set_query("meet")
    assert model.rowCount() == 2
