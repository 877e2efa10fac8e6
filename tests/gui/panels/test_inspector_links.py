"""Relations, parts and cluster of a mention, on a real project."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from annotator.gui.panels.inspector_chip import LinkChip
from annotator.gui.panels.inspector_history import HistoryRow
from annotator.gui.panels.inspector_menus import RelationMenu
from annotator.gui.theme import Theme
from annotator.gui.widgets import ElidedLabel, KeyedButton, Segmented
from annotator.services.arguments import arguments_of, set_argument_attribute
from annotator.services.coreference import edit_cluster, link, new_cluster, unlink
from annotator.services.relations import (
    add_relation,
    delete_relation,
    relabel_relation,
    reverse_relation,
    set_relation_attribute,
)
from tests.gui.panels.conftest import chip_of, chips

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def located(story):
    """Lam is located in the place."""
    return add_relation(story.session, "located", story.lam.id, story.place.id)


def shown(inspector) -> list[tuple[str, str]]:
    return [(chip.facts.lead, chip.text()) for chip in chips(inspector)]


def arrow(chip: LinkChip) -> str:
    assert chip.facts.way is not None
    return chip._arrow(chip.facts.way)


def open_menu(inspector, chip) -> RelationMenu:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(4, 4), chip.mapToGlobal(QPoint(4, 4)))
    QApplication.sendEvent(chip, event)
    menu = inspector.findChild(RelationMenu)
    menu.close()
    return menu


def history(inspector) -> list[str]:
    return [row.accessibleName() for row in inspector.findChildren(HistoryRow) if row.isVisible()]


class TestParts:
    def test_a_filler_tells_its_part_and_leads_to_the_event(self, inspector, story, qtbot):
        inspector.show_mention(story.lam.id, 2, 5)
        assert shown(inspector) == [("Visitor of", "وصل")]
        (chip,) = chips(inspector)
        assert chip.accessibleName() == "Visitor of وصل, visit"
        with qtbot.waitSignal(inspector.mention_requested) as said:
            qtbot.mouseClick(chip, LEFT)
        assert said.args == [story.visit.id]

    def test_it_cannot_be_taken_out_from_here(self, inspector, story, qtbot):
        inspector.show_mention(story.lam.id, 2, 5)
        with qtbot.assertNotEmitted(inspector.arguments_deleted):
            qtbot.keyClick(chips(inspector)[0], Qt.Key.Key_Delete)

    def test_it_shows_the_signs_of_the_argument(self, inspector, story):
        (argument, *_rest) = arguments_of(story.session, story.visit.id)
        inspector.show_mention(story.lam.id, 2, 5)
        set_argument_attribute(story.session, argument, "certain", "low")
        (chip,) = chips(inspector)
        assert chip.facts.sign == "?"
        assert "certain: low" in chip.toolTip()

    def test_a_mention_without_a_part_has_no_such_section(self, inspector, story):
        inspector.show_mention(story.place.id, 5, 5)
        assert "Plays a part in" not in [label.text() for label in inspector.findChildren(QLabel) if label.isVisible()]


class TestRelations:
    def test_both_ends_show_it_each_from_its_side(self, inspector, story, located):
        inspector.show_mention(story.lam.id, 2, 5)
        chip = chip_of(inspector, "كازاخستان")
        assert (chip.facts.lead, arrow(chip)) == ("Located in", "arrow-right")
        assert chip.accessibleName() == "Located in: كازاخستان, gpe"
        inspector.show_mention(story.place.id, 5, 5)
        chip = chip_of(inspector, "الأمين العام")
        assert (chip.facts.lead, arrow(chip)) == ("Located in", "arrow-left")
        assert chip.accessibleName() == "Located in from الأمين العام, person"

    def test_in_a_mirrored_window_the_arrows_are_mirrored(self, inspector, story, located):
        inspector.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        inspector.show_mention(story.lam.id, 2, 5)
        chip = chip_of(inspector, "كازاخستان")
        assert arrow(chip) == "arrow-left"

    def test_a_symmetric_one_leads_both_ways(self, inspector, story):
        add_relation(story.session, "kin", story.wife.id, story.lam.id)
        inspector.show_mention(story.lam.id, 2, 5)
        chip = next(chip for chip in chips(inspector) if chip.facts.lead == "kin")
        assert arrow(chip) == "move-horizontal"

    def test_it_follows_what_happens_to_relations(self, inspector, story):
        session = story.session
        inspector.show_mention(story.place.id, 5, 5)
        assert chips(inspector) == []
        made = add_relation(session, "located", story.lam.id, story.place.id)
        assert shown(inspector) == [("Located in", "الأمين العام")]
        relabel_relation(session, made, "born")
        assert shown(inspector) == [("born", "الأمين العام")]
        session.undo()
        delete_relation(session, made)
        assert chips(inspector) == []
        assert history(inspector)[:2] == [
            "leila deleted Located in, just now",
            "leila changed born → Located in, just now",
        ]

    def test_the_menu_offers_what_else_may_join_the_two(self, inspector, story, located, qtbot):
        inspector.show_mention(story.place.id, 5, 5)
        menu = open_menu(inspector, chips(inspector)[0])
        assert [action.data() for action in menu._labels.actions()] == ["born"]
        with qtbot.waitSignal(inspector.relation_relabelled) as said:
            menu._labels.actions()[0].trigger()
        assert said.args == [located, "born"]

    @pytest.mark.parametrize(
        ("place", "signal"), [(0, "mention_requested"), (2, "relation_reversed"), (4, "relation_deleted")]
    )
    def test_the_menu_jumps_reverses_and_deletes(self, inspector, story, located, qtbot, place, signal):
        inspector.show_mention(story.place.id, 5, 5)
        menu = open_menu(inspector, chips(inspector)[0])
        with qtbot.waitSignal(getattr(inspector, signal)) as said:
            menu.actions()[place].trigger()
        assert said.args == [story.lam.id if place == 0 else located]

    def test_delete_and_enter(self, inspector, story, located, qtbot):
        inspector.show_mention(story.place.id, 5, 5)
        with qtbot.waitSignal(inspector.relation_deleted) as said:
            qtbot.keyClick(chips(inspector)[0], Qt.Key.Key_Delete)
        assert said.args == [located]
        with qtbot.waitSignal(inspector.mention_requested):
            qtbot.keyClick(chips(inspector)[0], Qt.Key.Key_Return)

    def test_its_attributes_open_below_it(self, inspector, story, located, qtbot):
        inspector.show_mention(story.place.id, 5, 5)
        qtbot.keyClick(chips(inspector)[0], Qt.Key.Key_Right)
        with qtbot.waitSignal(inspector.relation_attribute_requested) as said:
            inspector.findChild(Segmented, "attribute_certain").chosen.emit(1)
        assert said.args == [located, "certain", "low"]
        set_relation_attribute(story.session, located, "certain", "low")
        assert chips(inspector)[0].facts.sign == "?"

    def test_add(self, inspector, story, qtbot):
        inspector.show_mention(story.place.id, 5, 5)
        with qtbot.waitSignal(inspector.relate_requested) as said:
            qtbot.mouseClick(inspector.findChild(KeyedButton, "relation_add"), LEFT)
        assert said.args == [story.place.id]

    def test_no_section_where_no_relation_fits(self, inspector, story):
        inspector.show_mention(story.visit.id, 1, 5)
        assert not inspector.findChild(KeyedButton, "relation_add").isVisible()

    def test_reversing_keeps_it_in_sight(self, inspector, story):
        made = add_relation(story.session, "kin", story.wife.id, story.lam.id)
        inspector.show_mention(story.lam.id, 2, 5)
        reverse_relation(story.session, made)
        assert ("kin", "الأمين") in shown(inspector)


class TestCluster:
    def test_without_one_it_says_how_to_link(self, inspector, story, qtbot):
        inspector.show_mention(story.lam.id, 2, 5)
        assert inspector.findChild(QLabel, "inspector_not_linked").text() == "Not linked. K links it."
        with qtbot.waitSignal(inspector.link_requested) as said:
            qtbot.keyClick(inspector.findChild(KeyedButton, "cluster_link"), Qt.Key.Key_Space)
        assert said.args == [[story.lam.id]]

    def test_name_and_number_follow(self, inspector, story):
        session = story.session
        inspector.show_mention(story.lam.id, 2, 5)
        made = new_cluster(session, [story.lam.id, story.wife.id])
        name = inspector.findChild(ElidedLabel, "inspector_cluster_name")
        count = inspector.findChild(QLabel, "inspector_cluster_count")
        assert (name.text(), count.text()) == ("الأمين العام", "2 mentions")
        link(session, [story.third.id], made.id)
        assert count.text() == "3 mentions"
        edit_cluster(session, made.id, name="To Lam")
        assert name.text() == "To Lam"
        unlink(session, [story.third.id, story.wife.id])
        assert count.text() == "1 mention"
        unlink(session, [story.lam.id])
        assert inspector.findChild(QLabel, "inspector_not_linked").isVisible()
        assert not name.isVisible()

    def test_it_can_be_shown_and_left(self, inspector, story, qtbot):
        made = new_cluster(story.session, [story.lam.id, story.wife.id])
        inspector.show_mention(story.lam.id, 2, 5)
        with qtbot.waitSignal(inspector.cluster_shown) as said:
            qtbot.mouseClick(inspector.findChild(QPushButton, "inspector_cluster_show"), LEFT)
        assert said.args == [made.id]
        with qtbot.waitSignal(inspector.unlink_requested) as said:
            qtbot.mouseClick(inspector.findChild(QPushButton, "inspector_cluster_leave"), LEFT)
        assert said.args == [[story.lam.id]]


class TestHistory:
    def test_an_event_tells_its_arguments(self, inspector, story):
        inspector.show_mention(story.visit.id, 1, 5)
        (argument, *_rest) = arguments_of(story.session, story.visit.id)
        set_argument_attribute(story.session, argument, "realis", False)
        assert history(inspector)[:2] == [
            "leila set realis of Visitor to no, just now",
            "leila added Visitor, just now",
        ]
        assert history(inspector)[-1] == "leila made this event, just now"

    def test_a_filler_tells_what_it_became(self, inspector, story):
        inspector.show_mention(story.lam.id, 2, 5)
        assert history(inspector) == ["leila made it Visitor, just now", "leila made this entity, just now"]


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_all_sections_can_be_painted(inspector, story, located, mode, direction):
    new_cluster(story.session, [story.lam.id, story.wife.id], "x" * 300)
    inspector.setLayoutDirection(direction)
    inspector.set_theme(Theme(mode))
    inspector.show_mention(story.lam.id, 2, 5)
    assert all(chip.theme == Theme(mode) for chip in chips(inspector))
    assert not inspector.grab().isNull()
