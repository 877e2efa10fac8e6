"""Chips of labels."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from annotator.assets import resource
from annotator.formats.scheme_yaml import read_scheme
from annotator.gui.panels.palette import PalettePanel
from annotator.gui.panels.palette_row import PaletteRow
from annotator.gui.theme import Theme, load_fonts
from annotator.gui.widgets.chips import LabelChip, chip_name, key_sign, label_tip
from annotator.model.scheme import Label

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture(scope="module")
def news():
    return read_scheme(resource("schemes", "news.yaml").read_bytes())


@pytest.fixture
def panel(qtbot, news):
    load_fonts()
    made = PalettePanel()
    qtbot.addWidget(made)
    made.set_scheme(news, "en")
    made.resize(846, 88)
    made.show()
    return made


def chip(panel, label) -> LabelChip:
    return panel.findChild(LabelChip, f"label_chip_{label}")


def row(panel, name) -> PaletteRow:
    return panel.findChild(PaletteRow, f"palette_{name}")


def field(panel) -> QLineEdit:
    return panel.findChild(QLineEdit, "palette_search")


def test_entities_and_events_have_a_row_each(panel):
    entities, events = panel.shown()
    assert entities[:3] == ["PERSON", "ORG", "GPE"]
    assert events[:3] == ["Movement.Visit", "Contact.Meet", "Contact.Talk"]


def test_headings_of_the_scheme_are_no_chips(panel):
    assert chip(panel, "Movement") is None


@pytest.mark.parametrize("width", [500, 662, 846, 1400])
def test_what_does_not_fit_is_counted(panel, news, width):
    panel.resize(width, 88)
    for name, kind in (("entities", "entity"), ("events", "event")):
        one = row(panel, name)
        assert len(one.shown) + len(one.hidden) == len(news.labels_of(kind))
        assert one._more.text() == f"+{len(one.hidden)}"
        chips = [chip(panel, label).geometry() for label in one.shown]
        assert all(one.rect().contains(geometry) for geometry in (*chips, one._more.geometry()))
        assert not any(a.intersects(b) for a in chips for b in chips if a is not b)


def test_chips_are_made_when_they_come_into_sight(panel):
    entities = row(panel, "entities")
    few = len(entities.shown)
    assert chip(panel, entities.hidden[-1].name) is None
    panel.resize(1400, 88)
    assert len(entities.shown) > few
    assert all(chip(panel, label).isVisible() for label in entities.shown)


def test_tab_goes_through_each_row_also_from_a_chip_that_was_made_late(panel, qtbot):
    panel.resize(1400, 88)
    entities, events = (row(panel, name) for name in ("entities", "events"))
    chips = [chip(panel, label) for label in entities.shown]
    chips[0].setFocus()
    for one in chips[:-1]:
        qtbot.keyClick(one, Qt.Key.Key_Right)
    assert chips[-1].hasFocus()
    for following in (entities._more, chip(panel, events.shown[0]), events._more, field(panel)):
        qtbot.keyClick(panel.focusWidget(), Qt.Key.Key_Tab)
        assert following.hasFocus()


def test_all_fit_where_there_are_few(panel, scheme):
    panel.set_scheme(scheme, "en")
    assert panel.shown() == (["PERSON", "GPE", "MONEY"], ["Contact.Meet", "Statement"])
    assert not row(panel, "events")._more.isVisible()


def test_the_armed_label_is_always_in_sight(panel):
    assert "PRODUCT" not in panel.shown()[0]
    panel.set_armed("PRODUCT")
    assert panel.shown()[0][-1] == "PRODUCT"
    assert "armed" in chip(panel, "PRODUCT").accessibleName()
    panel.set_armed(None)
    assert "PRODUCT" not in panel.shown()[0]


def test_a_click_chooses(panel, qtbot):
    with qtbot.waitSignal(panel.label_chosen) as said:
        qtbot.mouseClick(chip(panel, "GPE"), Qt.MouseButton.LeftButton)
    assert said.args == ["GPE"]


def test_a_click_on_the_armed_label_disarms(panel, qtbot):
    panel.set_armed("GPE")
    with qtbot.waitSignal(panel.disarm_requested), qtbot.assertNotEmitted(panel.label_chosen):
        qtbot.mouseClick(chip(panel, "GPE"), Qt.MouseButton.LeftButton)


def test_a_click_leaves_the_keyboard_where_it_was(panel, qtbot):
    field(panel).setFocus()
    qtbot.mouseClick(chip(panel, "GPE"), Qt.MouseButton.LeftButton)
    assert not chip(panel, "GPE").hasFocus()


@pytest.mark.parametrize(
    ("typed", "entities", "events"),
    [
        ("visit", [], ["Movement.Visit"]),
        ("زياره", [], ["Movement.Visit"]),
        ("شخص", ["PERSON"], None),
        ("Besuch", [], ["Movement.Visit"]),
        ("qqq", [], []),
    ],
)
def test_a_label_is_found_by_any_of_its_names(panel, typed, entities, events):
    field(panel).setText(typed)
    shown = panel.shown()
    assert shown[0] == entities
    assert events is None or shown[1] == events
    field(panel).clear()
    assert shown != panel.shown()


def test_enter_chooses_the_first_hit_and_escape_goes_back(panel, qtbot):
    field(panel).setText("aw")
    with qtbot.waitSignal(panel.label_chosen) as said:
        qtbot.keyClick(field(panel), Qt.Key.Key_Return)
    assert said.args == ["AWARD"]
    assert field(panel).text() == ""
    field(panel).setText("visit")
    qtbot.keyClick(field(panel), Qt.Key.Key_Escape)
    assert field(panel).text() == ""


def test_enter_without_a_hit_does_nothing(panel, qtbot):
    field(panel).setText("qqq")
    with qtbot.assertNotEmitted(panel.label_chosen):
        qtbot.keyClick(field(panel), Qt.Key.Key_Return)


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_one_chip_is_tabbed_to_and_arrows_go_on(panel, qtbot, direction):
    panel.setLayoutDirection(direction)
    chips = [chip(panel, label) for label in panel.shown()[0]]
    assert [one.focusPolicy() is Qt.FocusPolicy.TabFocus for one in chips] == [True] + [False] * (len(chips) - 1)
    chips[0].setFocus()
    onward = Qt.Key.Key_Right if direction is Qt.LayoutDirection.LeftToRight else Qt.Key.Key_Left
    qtbot.keyClick(chips[0], onward)
    assert chips[1].focusPolicy() is Qt.FocusPolicy.TabFocus
    with qtbot.waitSignal(panel.label_chosen) as said:
        qtbot.keyClick(chips[1], Qt.Key.Key_Space)
    assert said.args == ["ORG"]


def test_the_rest_is_behind_the_number_grouped_by_parent(panel, qtbot):
    one = row(panel, "events")
    qtbot.mouseClick(one._more, Qt.MouseButton.LeftButton)
    assert one._picker is not None
    entries = one._picker._list._entries
    assert {entry.id for entry in entries} == {label.name for label in one.hidden}
    headings = [entry.heading for entry in entries]
    changes = [heading for before, heading in zip(["", *headings], headings, strict=False) if heading != before]
    assert len([heading for heading in changes if heading]) == len({heading for heading in changes if heading})
    with qtbot.waitSignal(panel.label_chosen) as said:
        qtbot.keyClick(one._picker.findChild(QLineEdit), Qt.Key.Key_Return)
    assert said.args == [entries[0].id]


def test_mirrored_it_begins_at_the_right(panel):
    panel.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    entities = [chip(panel, label).x() for label in panel.shown()[0]]
    assert entities == sorted(entities, reverse=True)


def test_names_follow_the_interface(panel, news):
    panel.set_scheme(news, "de_DE")
    assert chip(panel, "Movement.Visit").text() == "Besuch"
    assert len(panel.findChildren(LabelChip, "label_chip_GPE")) == 1


def test_without_a_scheme_there_is_nothing(panel):
    panel.set_scheme(None)
    assert panel.shown() == ([], [])


def test_an_armed_chip_takes_its_hue(panel):
    panel.set_theme(Theme("dark"))
    panel.set_armed("GPE")
    image = chip(panel, "GPE").grab().toImage()
    ink = Theme("dark").ink("ochre").name()
    filled = [
        (x, y) for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y).name() == ink
    ]
    assert len(filled) > 150


def test_chips_say_what_tags_say_in_english():
    label = Label("Contact.Meet", "event", names={"en": "Meeting", "de": "Treffen"})
    assert [chip_name(label, language) for language in ("en", "de", "nl")] == ["Meet", "Treffen", "Meet"]
    assert key_sign("Shift+T") == "⇧T"


def test_tooltips_hold_the_guideline_as_plain_text():
    label = Label("X", "entity", names={"en": "<i>Ex</i>"}, guideline="a < b")
    assert label_tip(label, "en") == "<qt>&lt;i&gt;Ex&lt;/i&gt;  (X)<br>a &lt; b</qt>"
