"""Which disagreements are listed: chips, labels, annotators, scope."""

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from annotator.gui.compare.chips import FilterChip, LayerChip, Shown
from annotator.gui.compare.filters import EVERYWHERE, HERE, Filters
from annotator.gui.compare.words import KINDS, Family
from annotator.gui.widgets import Signs
from annotator.model.annotation import Kind, Status
from annotator.model.scheme import Scheme
from annotator.services.comparison.disagreement import Difference, Meeting, Wanted
from tests.gui.compare.conftest import BOTH, LEILA, MEHDI, SARA

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

COUNTS = Counter({Difference.BOUNDARY: 2, Difference.MISSING: 1, Difference.EXTRA: 3, Difference.ARGUMENT_ROLE: 4})


@pytest.fixture
def filters(qtbot: QtBot, scheme: Scheme) -> Filters:
    made = Filters()
    qtbot.addWidget(made)
    made.set_scheme(scheme, "en")
    made.set_people(BOTH)
    made.set_counts(COUNTS)
    made.show()
    return made


def chip(filters: Filters, name: str) -> FilterChip:
    found = filters.findChild(QWidget, f"kind_{name}")
    assert isinstance(found, FilterChip)
    return found


def test_chips_count_and_what_is_not_there_takes_no_room(filters: Filters) -> None:
    shown = {family: chip(filters, family).count for family in Family if not chip(filters, family).isHidden()}
    assert shown == {Family.BOUNDARY: 2, Family.MISSING: 4, Family.ARGUMENT: 4}
    assert chip(filters, "all").count == 10
    assert chip(filters, "all").isChecked()
    assert chip(filters, "missing").accessibleName() == "Missing 4"


def test_chips_add_up_and_all_takes_them_back(qtbot: QtBot, filters: Filters) -> None:
    filters.wanted_changed.connect(filters.set_wanted)
    chip(filters, "missing").setFocus()
    qtbot.keyClick(chip(filters, "missing"), Qt.Key.Key_Return)
    qtbot.mouseClick(chip(filters, "boundary"), Qt.MouseButton.LeftButton)
    assert filters._wanted.kinds == KINDS[Family.MISSING] | KINDS[Family.BOUNDARY]
    assert filters.words() == "Boundary, Missing"
    qtbot.keyClick(chip(filters, "missing"), Qt.Key.Key_Space)
    assert filters._wanted.kinds == KINDS[Family.BOUNDARY]
    chip(filters, "all").click()
    assert filters._wanted == Wanted()
    assert not filters.is_narrowed


def test_a_label_is_picked_from_the_scheme(qtbot: QtBot, filters: Filters) -> None:
    filters._label.click()
    with qtbot.waitSignal(filters.wanted_changed) as asked:
        filters._picker.picked.emit("Contact")
    assert asked.args == [Wanted(labels=("Contact",))]
    filters.set_wanted(Wanted(labels=("Contact", "GPE")))
    assert filters._label.text() == "Contact +1"
    with qtbot.waitSignal(filters.wanted_changed) as asked:
        filters._picker.picked.emit("")
    assert asked.args == [Wanted()]
    filters._picker.hide()


def test_of_three_people_some_can_be_chosen(qtbot: QtBot, filters: Filters) -> None:
    assert filters._annotators.isHidden()
    filters.set_people((LEILA, MEHDI, SARA))
    assert not filters._annotators.isHidden()
    filters._open_annotators()
    with qtbot.waitSignal(filters.wanted_changed) as asked:
        filters._menu.actions()[-1].trigger()
    assert asked.args == [Wanted(annotators=(SARA,))]
    filters._menu.hide()


def test_labels_that_met_are_a_chip_that_can_be_dropped(qtbot: QtBot, filters: Filters) -> None:
    filters.set_wanted(Wanted(meeting=Meeting(BOTH, Kind.ENTITY, ("PERSON", ""))))
    assert chip(filters, "special").text() == "\u2068leila\u2069 PERSON × \u2068mehdi\u2069 none"
    assert filters.is_narrowed
    with qtbot.waitSignal(filters.wanted_changed) as asked:
        chip(filters, "special").click()
    assert asked.args == [Wanted()]


def test_that_only_what_is_twice_done_is_listed_is_said_and_can_be_dropped(qtbot: QtBot, filters: Filters) -> None:
    met = Meeting(BOTH, Kind.ENTITY, ("PERSON", ""))
    filters.set_wanted(Wanted(meeting=met, statuses=(Status.DONE,)))
    assert chip(filters, "special").text().endswith(" none, twice done")
    with qtbot.waitSignal(filters.wanted_changed) as asked:
        chip(filters, "special").click()
    assert asked.args == [Wanted()]


def test_some_kinds_of_a_family_are_a_chip_of_their_own(qtbot: QtBot, filters: Filters) -> None:
    filters.set_wanted(Wanted(kinds=KINDS[Family.LABEL] | {Difference.ARGUMENT_ROLE}))
    assert chip(filters, "special").text() == "Argument role"
    assert not chip(filters, "argument").isChecked()
    with qtbot.waitSignal(filters.wanted_changed) as asked:
        chip(filters, "special").click()
    assert asked.args == [Wanted(kinds=KINDS[Family.LABEL])]


def test_the_scope_is_asked_for(qtbot: QtBot, filters: Filters) -> None:
    assert filters.scope == HERE
    with qtbot.waitSignal(filters.scope_changed) as asked:
        qtbot.keyClick(filters._scope, Qt.Key.Key_Right)
    assert asked.args == [EVERYWHERE]
    assert filters.scope == EVERYWHERE


def test_a_layer_chip_looks_as_its_layer_does(qtbot: QtBot) -> None:
    signs = Signs(BOTH)
    pictures = []
    for name, what in (("a", signs.of(LEILA)), ("a", signs.of(MEHDI)), ("a", Shown.AGREED)):
        made = LayerChip(name, what, "layer")
        qtbot.addWidget(made)
        made.resize(made.sizeHint())
        pictures.append(made.grab().toImage())
        made.click()
        pictures.append(made.grab().toImage())
    assert len({bytes(picture.constBits()) for picture in pictures}) == len(pictures)


def test_a_role_has_a_chip_of_its_own(qtbot: QtBot, filters: Filters) -> None:
    filters.wanted_changed.connect(filters.set_wanted)
    role = Wanted(kinds=KINDS[Family.ARGUMENT], labels=("Contact.Meet",), roles=("Place",))
    filters.set_wanted(role)
    assert filters.is_narrowed
    assert not chip(filters, "all").isChecked() and chip(filters, "argument").isChecked()
    assert filters.words() == "Arguments, Role \u2068Place\u2069, Contact.Meet"
    chip(filters, "special").click()
    assert filters._wanted == Wanted(kinds=KINDS[Family.ARGUMENT], labels=("Contact.Meet",))
    filters.set_wanted(role)
    chip(filters, "all").click()
    assert filters._wanted == Wanted(labels=("Contact.Meet",))
    filters.set_wanted(role)
    filters._want_label("GPE")
    assert filters._wanted == Wanted(kinds=KINDS[Family.ARGUMENT], labels=("GPE",))
