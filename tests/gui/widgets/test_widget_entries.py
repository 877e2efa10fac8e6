"""The list of entries that pickers and cards show."""

import pytest
from PySide6.QtCore import Qt

from annotator.gui.widgets import Entry, EntryList, Tone

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

ENTRIES = (
    Entry("a", "Ann", note="PERSON", key="1", heading="Near"),
    Entry("b", "Bob", note="PERSON", key="2", heading="Near"),
    Entry("r", "روما", note="GPE", heading="Far", tone=Tone.FAINT),
)


@pytest.fixture
def shown(qtbot):
    made = EntryList(object_name="entries", name="Entries")
    qtbot.addWidget(made)
    made.resize(300, 300)
    made.show()
    made.offer(ENTRIES)
    return made


def rows(shown) -> list[str]:
    return [shown.model().index(row, 0).data() for row in range(shown.model().rowCount())]


def test_notes_are_read_and_searched(shown):
    assert rows(shown) == ["Near", "Ann PERSON", "Bob PERSON", "Far", "روما GPE"]
    shown.narrow("gpe")
    assert rows(shown) == ["Far", "روما GPE"]
    assert shown.current.id == "r"


def test_keys_find_entries_that_the_search_hides(shown):
    shown.narrow("gpe")
    assert shown.by_key("2").id == "b"
    assert shown.by_key("") is None
    assert shown.by_key("9") is None


def test_walking_is_told_and_passing_over_too(shown, qtbot):
    walked: list[str] = []
    pointed: list[str] = []
    shown.walked.connect(walked.append)
    shown.pointed.connect(pointed.append)
    shown.step(1)
    shown.step(1)
    shown.step(1)
    assert walked == ["b", "r"]
    shown.entered.emit(shown.model().index(1, 0))
    shown.entered.emit(shown.model().index(3, 0))  # a heading
    assert pointed == ["a"]


def test_of_very_many_only_so_many_are_shown_as_one_would_scroll(shown):
    shown.offer([Entry(str(i), f"word {i}") for i in range(2_000)])
    assert len(rows(shown)) == 500
    shown.narrow("word 1999")
    assert rows(shown) == ["word 1999"]


def test_a_click_picks(shown, qtbot):
    place = shown.visualRect(shown.model().index(2, 0)).center()
    with qtbot.waitSignal(shown.picked) as said:
        qtbot.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert said.args == ["b"]
