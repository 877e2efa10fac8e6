"""The tree of labels to export: ticks, names in the file, counts, search."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from annotator.gui.dialogs.export_label_tree import LabelTree
from annotator.gui.theme import Theme, load_fonts
from annotator.model.scheme import Label, Scheme

K = Qt.Key
LONG = "Bundesbehördenzuständigkeitsverordnungsbezeichnung"
SCHEME = Scheme(
    "mixed",
    labels=(
        Label("شخصية", "entity", hue="green", names={"en": "person"}),
        Label(LONG, "entity", hue="red"),
        Label("Contact", "event", abstract=True),
        Label("Contact.Meet", "event", parent="Contact"),
        Label("Contact.Talk", "event", parent="Contact"),
        Label("Statement", "event"),
        Label("Statement.Praise", "event", parent="Statement"),
        Label("located", "relation"),
    ),
)

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def tree(qtbot):
    load_fonts()
    made = LabelTree()
    qtbot.addWidget(made)
    made.resize(400, 500)
    made.set_theme(Theme())
    made.show_scheme(SCHEME)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.setFocus()
    return made


def press(qtbot, *keys):
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), key)
        QApplication.processEvents()


def go_to(tree, name):
    tree.setCurrentItem(tree._items[name])


def test_at_first_all_are_ticked_and_keep_their_names(tree):
    assert tree.is_all
    assert tree.renames == {}
    assert tree.counts == (7, 7)


def test_space_unticks_and_what_is_above_is_half_ticked(tree, qtbot):
    go_to(tree, "Contact.Talk")
    with qtbot.waitSignal(tree.changed):
        press(qtbot, K.Key_Space)
    assert not tree.is_all
    assert set(tree.chosen) == {"شخصية", LONG, "Contact.Meet", "Statement", "located"}
    assert tree._items["Contact"].checkState(0) is Qt.CheckState.PartiallyChecked
    assert tree.counts == (6, 7)


def test_a_parent_that_mentions_can_have_is_out_where_one_below_it_is(tree, qtbot):
    """“Only these and those below them” knows no label without those below it."""
    go_to(tree, "Statement.Praise")
    press(qtbot, K.Key_Space)
    assert "Statement" not in tree.chosen


def test_a_click_on_the_box_ticks_with_all_below(tree, qtbot):
    item = tree._items["Contact"]
    at = tree.visualItemRect(item)
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at.left() + 10, at.center().y()))
    assert set(tree.chosen) == {"شخصية", LONG, "Statement", "located"}


def test_f2_gives_a_name_and_an_empty_one_takes_it_back(tree, qtbot):
    go_to(tree, "شخصية")
    press(qtbot, K.Key_F2)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert field.accessibleName() == "Name of شخصية in the file"
    qtbot.keyClicks(field, "PER")
    press(qtbot, K.Key_Return)
    assert tree.renames == {"شخصية": "PER"}
    press(qtbot, K.Key_F2)
    press(qtbot, K.Key_Backspace, K.Key_Return)
    assert tree.renames == {}


def test_the_labels_own_name_and_blanks_are_no_new_name(tree):
    tree.show_chosen((), {LONG: f" {LONG} ", "located": "  ", "Statement": " Say "})
    assert tree.renames == {"Statement": "Say"}


@pytest.mark.parametrize("name", ["Contact", "entity"])
def test_what_no_mention_has_gets_no_name(tree, qtbot, name):
    tree.setCurrentItem(tree._items.get(name) or tree.topLevelItem(0))
    press(qtbot, K.Key_F2)
    assert QApplication.focusWidget() is tree


@pytest.mark.parametrize("labels", [(), ("Contact",), ("شخصية", "Contact.Meet"), ("located", "Statement")])
def test_what_is_shown_is_what_is_chosen(tree, labels):
    tree.show_chosen(labels, {"located": "loc"})
    assert (tree.is_all, set(() if tree.is_all else tree.chosen)) == (not labels, set(labels))
    assert tree.renames == {"located": "loc"}


def test_a_parent_counts_what_is_below_it(tree):
    tree.show_uses({"Contact.Meet": 1200, "Contact.Talk": 3, "gone": 9})
    told = {name: item.data(0, Qt.ItemDataRole.AccessibleTextRole) for name, item in tree._items.items()}
    assert told["Contact"] == "Contact, 1,203"
    assert told["Contact.Meet"] == "Contact.Meet, 1,200"
    assert told["located"] == "located, 0"


def test_a_search_finds_any_name_and_all_and_none_mean_what_is_shown(tree):
    tree.search("person")
    assert [name for name, item in tree._items.items() if not item.isHidden()] == ["شخصية"]
    tree.tick_all(Qt.CheckState.Unchecked)
    tree.search("")
    assert set(tree.chosen) == {LONG, "Contact", "Statement", "located"}
    tree.search("meet")
    assert not tree._items["Contact"].isHidden()


def test_counting_and_showing_are_no_change_of_the_choice(tree, qtbot):
    with qtbot.assertNotEmitted(tree.changed):
        tree.show_uses({"located": 1})
        tree.show_chosen(("located",), {})
        tree.show_scheme(SCHEME)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_an_unticked_box_can_be_seen(tree, mode):
    """Fusion draws its edge darker than the window, which is nearly black in the dark."""
    theme = Theme(mode)
    tree.set_theme(theme)
    tree.show_chosen(("Contact",), {})
    tree.setCurrentItem(tree.topLevelItem(0))
    at = tree.visualItemRect(tree._items["شخصية"])
    picture = tree.viewport().grab(at).toImage()
    row = [picture.pixelColor(x, picture.height() // 2) for x in range(24)]
    ground = theme.c("surface")
    assert max(abs(color.lightness() - ground.lightness()) for color in row) > 40
