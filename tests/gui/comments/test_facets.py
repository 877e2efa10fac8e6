"""The filters of the mode Comments: what is offered, and what a choice asks for."""

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.gui.comments.facets import FacetRow, Facets
from annotator.gui.widgets import Signs
from annotator.model.ids import AnnotatorName
from annotator.services.comments.listing import About, CommentFilter, Counts, Status

PEOPLE = [f"p{number:02}" for number in range(15)]


@pytest.fixture
def facets(qtbot: QtBot) -> Iterator[Facets]:
    made = Facets()
    qtbot.addWidget(made)
    made.resize(224, 900)
    made.show()
    yield made
    made.hide()


def _show(facets: Facets, wanted: CommentFilter = CommentFilter(), **counts: object) -> None:  # noqa: B008  frozen
    facets.show_counts(wanted, Counts(**counts), Signs(PEOPLE))  # type: ignore[arg-type]


def _names(facets: Facets) -> list[str]:
    return [row.objectName() for row in facets.findChildren(FacetRow) if not row.isHidden() and row.isVisible()]


def _row(facets: Facets, name: str) -> FacetRow:
    return next(row for row in facets.findChildren(FacetRow) if row.objectName() == name)


def test_a_group_without_choices_takes_no_room(facets: Facets) -> None:
    _show(facets)
    assert {name.rpartition("_")[2] for name in _names(facets)} == {
        *(status.value for status in Status),
        "unread",
        "me",
        "guideline",
    }
    _show(facets, about=Counter({About.EVENT: 2}), language=Counter({"ar": 1}))
    assert {"facet_event", "facet_language_ar"} <= set(_names(facets))
    _show(facets)
    assert "facet_event" not in _names(facets)


def test_what_is_on_stays_offered_and_a_press_takes_it_back(qtbot: QtBot, facets: Facets) -> None:
    wanted = CommentFilter(about=About.EVENT, language="ar", person="p03")
    _show(facets, wanted)
    for name, left in (
        ("facet_event", CommentFilter(language="ar", person="p03")),
        ("facet_language_ar", CommentFilter(about=About.EVENT, person="p03")),
        ("facet_person_p03", CommentFilter(about=About.EVENT, language="ar")),
    ):
        row = _row(facets, name)
        assert row.isChecked()
        assert row.accessibleName().endswith(", 0")
        with qtbot.waitSignal(facets.chosen) as asked:
            row.click()
        assert asked.args == [left]


def test_of_many_people_those_with_most_threads_are_shown_and_who_is_chosen(facets: Facets) -> None:
    counts = Counter({AnnotatorName(name): 20 - place for place, name in enumerate(PEOPLE)})
    _show(facets, CommentFilter(person="p14"), person=counts)
    shown = [name for name in _names(facets) if name.startswith("facet_person_")]
    assert shown == [f"facet_person_{name}" for name in (*PEOPLE[:12], "p14")]


def test_rows_are_walked_and_chosen_by_key(qtbot: QtBot, facets: Facets) -> None:
    _show(facets)
    facets.activateWindow()
    first = _row(facets, "facet_open")
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    qtbot.keyClick(first, Qt.Key.Key_Down)
    second = _row(facets, "facet_settled")
    assert second.hasFocus()
    with qtbot.waitSignal(facets.chosen) as asked:
        qtbot.keyClick(second, Qt.Key.Key_Return)
    assert asked.args == [CommentFilter(Status.SETTLED)]
    qtbot.keyClick(second, Qt.Key.Key_Up)
    assert first.hasFocus()
