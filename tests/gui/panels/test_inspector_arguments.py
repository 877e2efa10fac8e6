"""The event as a form, on a real project."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QImage
from PySide6.QtWidgets import QApplication, QLineEdit

from annotator.gui.panels.inspector_chip import LinkChip, Zone
from annotator.gui.panels.inspector_menus import ArgumentMenu
from annotator.gui.panels.inspector_role import EmptyRole, RoleHead, RoleRow
from annotator.gui.theme import Theme
from annotator.gui.widgets import KeyedButton, Segmented
from annotator.model.annotation import Argument
from annotator.model.scheme import Strictness
from annotator.model.span import Span
from annotator.services.arguments import (
    add_argument,
    arguments_of,
    delete_arguments,
    move_argument,
    set_argument_attribute,
    set_role,
)
from tests.gui.panels.conftest import chip_of, chips, empty_roles

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

LEFT, ALT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def form(inspector, story):
    """The inspector on the visit."""
    inspector.show_mention(story.visit.id, 1, 5)
    QApplication.processEvents()
    return inspector


@pytest.fixture
def acting(form, story):
    """The inspector, and a session that does what it asks."""
    form.arguments_deleted.connect(lambda gone: delete_arguments(story.session, gone))
    form.argument_moved.connect(lambda argument, steps: move_argument(story.session, argument, steps))
    form.role_changed.connect(lambda argument, role: set_role(story.session, argument, role))
    form.argument_attribute_requested.connect(
        lambda argument, name, value: set_argument_attribute(story.session, argument, name, value)
    )
    return form


def rows(inspector) -> list[RoleRow]:
    return [row for row in inspector.findChildren(RoleRow) if row.isVisible()]


def argument_of(chip: LinkChip) -> Argument:
    assert isinstance(chip.facts.link, Argument)
    return chip.facts.link


def click(qtbot, chip: LinkChip, zone: Zone) -> None:
    qtbot.mouseMove(chip, chip.rect().center())
    chip.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    qtbot.mouseClick(chip, LEFT, pos=chip._zones()[zone].center().toPoint())


def focus(qtbot, chip) -> None:
    chip.window().activateWindow()
    chip.setFocus()
    qtbot.waitUntil(chip.hasFocus)


def drag(qtbot, chip: LinkChip, to: QPoint) -> None:
    """Drag a chip to a point of the screen, in steps, and let go."""
    start = chip.rect().center()
    qtbot.mousePress(chip, LEFT, pos=start)
    for part in (0.3, 0.7, 1.0):
        way = chip.mapFromGlobal(to) - start
        qtbot.mouseMove(chip, start + QPoint(round(way.x() * part), round(way.y() * part)))
    qtbot.mouseRelease(chip, LEFT, pos=chip.mapFromGlobal(to))
    QApplication.processEvents()


class TestShowing:
    def test_roles_stand_in_the_schemes_order_with_their_fillers(self, form):
        assert [row.name for row in rows(form)] == ["Visitor", "Companion", "Place", "Cause"]
        assert [chip.text() for chip in chips(form)] == ["الأمين العام", "الأمين", "CICA"]
        tops = [row.mapTo(form, QPoint()).y() for row in rows(form)]
        assert tops == sorted(tops)

    def test_what_is_missing_is_marked_and_what_is_optional_is_offered(self, form):
        assert empty_roles(form) == ["Companion: Optional", "Place: Required: pick one", "Cause: Optional"]

    def test_a_screen_reader_hears_role_text_label_and_place(self, form):
        assert chip_of(form, "CICA").accessibleName() == "Visitor: CICA, person, 3 of 3"

    def test_how_many_more_are_wanted(self, inspector, story, document):
        say = story.session.add_mention(document, Span.of(0, 2), "Say")
        inspector.show_mention(say.id, 1, 6)
        assert empty_roles(inspector)[0] == "Speaker: Required: pick 2"
        add_argument(story.session, say.id, "Speaker", story.lam.id)
        assert empty_roles(inspector)[0] == "Speaker: Required: one more"
        add_argument(story.session, say.id, "Speaker", story.wife.id)
        assert empty_roles(inspector) == ["Topic: Optional"]

    def test_entities_have_no_form(self, form, story):
        form.show_mention(story.lam.id, 2, 5)
        assert rows(form) == []
        assert not form.findChild(KeyedButton, "argument_add").isVisible()

    def test_the_tip_tells_text_label_paragraph(self, form):
        assert chip_of(form, "CICA").toolTip() == "<qt>CICA<br>PERSON  ·  Paragraph 2</qt>"

    def test_roles_are_named_in_the_language_of_the_interface(self, form):
        form.set_language("ar_EG")
        assert rows(form)[0].head.accessibleName() == "الزائر"
        assert "Who travels." in rows(form)[0].head.toolTip()
        assert chips(form)[0].accessibleName().startswith("الزائر: ")

    def test_it_follows_what_happens_to_arguments_and_fillers(self, form, story, document):
        session = story.session
        added = add_argument(session, story.visit.id, "Place", story.place.id)
        assert chip_of(form, "كازاخستان").accessibleName() == "Place: كازاخستان, gpe, 1 of 1"
        session.set_span(story.place.id, Span.of(story.place.span.start, story.place.span.end - 2))
        assert chips(form)[-1].text() == "كازاخست"
        session.delete([story.place.id])
        assert len(chips(form)) == 3
        session.undo()
        assert len(chips(form)) == 4
        delete_arguments(session, [added])
        assert len(chips(form)) == 3

    def test_chips_are_used_again(self, form, story):
        before = set(form.findChildren(LinkChip))
        form.show_mention(story.lam.id, 2, 5)
        form.show_mention(story.visit.id, 1, 5)
        three = [chip for chip in form.findChildren(LinkChip) if chip.isVisible()]
        assert set(three) == before

    def test_a_long_text_does_not_widen_the_panel(self, inspector, story, session, document):
        whole = session.add_mention(document, Span.of(0, 40), "PERSON")
        add_argument(session, story.visit.id, "Companion", whole.id)
        inspector.show_mention(story.visit.id, 1, 6)
        QApplication.processEvents()
        for chip in chips(inspector):
            assert inspector.rect().contains(chip.mapTo(inspector, chip.rect().bottomRight()))


class TestLenient:
    @pytest.fixture
    def odd(self, story):
        """A place among the visitors, two places, and a role that the scheme does not have."""
        session, event = story.session, story.visit.id
        session.set_strictness(Strictness.WARN)
        other = session.add_mention(story.visit.document, Span.of(0, 2), "GPE")
        add_argument(session, event, "Visitor", story.place.id)
        for place in (story.place, other):
            add_argument(session, event, "Place", place.id)
        add_argument(session, event, "Odd", story.lam.id)

    def test_what_the_scheme_does_not_foresee_is_marked_with_the_reason(self, inspector, story, odd):
        inspector.show_mention(story.visit.id, 1, 6)
        warnings = {chip.accessibleDescription() for chip in chips(inspector)}
        assert warnings == {
            "",
            "GPE cannot be Visitor of Visit; that takes PERSON.",
            "Place of Visit takes one filler, not 2.",
            "Visit has no role “Odd”.",
        }
        marked = next(chip for chip in chips(inspector) if "Place of Visit" in chip.accessibleDescription())
        assert "takes one filler, not 2" in marked.toolTip()

    def test_unknown_roles_come_last(self, inspector, story, odd):
        inspector.show_mention(story.visit.id, 1, 6)
        assert [row.name for row in rows(inspector)] == ["Visitor", "Companion", "Place", "Cause", "Odd"]
        assert rows(inspector)[-1].head.toolTip() == "<qt>The scheme does not have this role.</qt>"


class TestAsking:
    def test_a_click_jumps(self, form, story, qtbot):
        with qtbot.waitSignal(form.mention_requested) as said:
            click(qtbot, chip_of(form, "CICA"), Zone.BODY)
        assert said.args == [story.third.id]

    @pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
    def test_keys_jump(self, form, story, qtbot, key):
        with qtbot.waitSignal(form.mention_requested) as said:
            qtbot.keyClick(chip_of(form, "CICA"), key)
        assert said.args == [story.third.id]

    def test_the_cross_takes_out_and_does_not_jump(self, acting, story, qtbot):
        with qtbot.assertNotEmitted(acting.mention_requested):
            click(qtbot, chip_of(acting, "CICA"), Zone.REMOVER)
        assert story.fillers("Visitor") == ["الأمين العام", "الأمين"]

    @pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
    def test_keys_take_out_and_the_next_chip_has_the_keyboard(self, acting, story, qtbot, key):
        focus(qtbot, chip_of(acting, "الأمين"))
        qtbot.keyClick(chip_of(acting, "الأمين"), key)
        assert story.fillers("Visitor") == ["الأمين العام", "CICA"]
        assert chip_of(acting, "CICA").hasFocus()

    def test_alt_and_arrows_reorder(self, acting, story, qtbot):
        focus(qtbot, chip_of(acting, "CICA"))
        qtbot.keyClick(chip_of(acting, "CICA"), Qt.Key.Key_Up, ALT)
        assert story.fillers("Visitor") == ["الأمين العام", "CICA", "الأمين"]
        assert [chip.text() for chip in chips(acting)] == ["الأمين العام", "CICA", "الأمين"]
        assert chip_of(acting, "CICA").hasFocus()
        qtbot.keyClick(chip_of(acting, "CICA"), Qt.Key.Key_Down, ALT)
        assert story.fillers("Visitor") == ["الأمين العام", "الأمين", "CICA"]

    def test_an_empty_role_asks_to_be_filled(self, form, story, qtbot):
        place = form.findChild(EmptyRole, "fill_Place")
        with qtbot.waitSignal(form.fill_requested) as said:
            qtbot.mouseClick(place, LEFT)
        assert said.args == [story.visit.id, "Place"]
        with qtbot.waitSignal(form.fill_requested) as said:
            qtbot.keyClick(form.findChild(EmptyRole, "fill_Cause"), Qt.Key.Key_Return)
        assert said.args == [story.visit.id, "Cause"]

    def test_add_leaves_the_role_open(self, form, story, qtbot):
        with qtbot.waitSignal(form.fill_requested) as said:
            qtbot.keyClick(form.findChild(KeyedButton, "argument_add"), Qt.Key.Key_Return)
        assert said.args == [story.visit.id, ""]

    def test_keyboard_and_pointer_point_at_the_filler(self, form, story, qtbot):
        pointed: list[object] = []
        form.mention_pointed.connect(pointed.append)
        focus(qtbot, chip_of(form, "CICA"))
        assert pointed == [story.third.id]
        form.show_mention(None, 0, 5)
        assert pointed[-1] is None

    def test_the_menu_offers_the_roles_that_fit(self, acting, story, qtbot):
        chip = chip_of(acting, "CICA")
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(4, 4), chip.mapToGlobal(QPoint(4, 4)))
        QApplication.sendEvent(chip, event)
        menu = acting.findChild(ArgumentMenu)
        assert [action.data() for action in menu._roles.actions()] == ["Companion", "Cause"]
        menu._roles.actions()[0].trigger()
        menu.close()
        assert story.fillers("Companion") == ["CICA"]

    def test_the_menu_jumps_moves_and_takes_out(self, acting, story, qtbot):
        menu = ArgumentMenu(argument_of(chip_of(acting, "CICA")), {}, acting)
        menu.move_requested.connect(acting.argument_moved)
        menu.delete_requested.connect(lambda argument: acting.arguments_deleted.emit([argument]))
        assert not menu._roles.isEnabled()
        texts = [action.text() for action in menu.actions()]
        assert texts == ["Jump to it", "Change role", "Move up", "Move down", "", "Take out"]
        menu.actions()[2].trigger()
        assert story.fillers("Visitor")[1] == "CICA"


class TestDragging:
    def test_inside_the_role_it_reorders(self, acting, story, qtbot):
        first = chips(acting)[0]
        drag(qtbot, chip_of(acting, "CICA"), first.mapToGlobal(QPoint(30, 2)))
        assert story.fillers("Visitor") == ["CICA", "الأمين العام", "الأمين"]

    def test_to_another_row_it_changes_the_role(self, acting, story, qtbot):
        cause = form_row(acting, "Cause")
        drag(qtbot, chip_of(acting, "CICA"), cause.mapToGlobal(cause.rect().center()))
        assert story.fillers("Cause") == ["CICA"]
        assert story.fillers("Visitor") == ["الأمين العام", "الأمين"]

    def test_to_a_row_that_does_not_fit_nothing_happens(self, form, qtbot):
        place = form_row(form, "Place")
        with qtbot.assertNotEmitted(form.role_changed), qtbot.assertNotEmitted(form.mention_requested):
            drag(qtbot, chip_of(form, "CICA"), place.mapToGlobal(place.rect().center()))

    def test_escape_lets_go(self, form, qtbot):
        chip, cause = chip_of(form, "CICA"), form_row(form, "Cause")
        target = chip.mapFromGlobal(cause.mapToGlobal(cause.rect().center()))
        qtbot.mousePress(chip, LEFT, pos=chip.rect().center())
        qtbot.mouseMove(chip, chip.rect().center() + QPoint(0, 30))
        qtbot.mouseMove(chip, target)
        assert cause._is_lit
        with qtbot.assertNotEmitted(form.role_changed):
            qtbot.keyClick(chip, Qt.Key.Key_Escape)
            qtbot.mouseRelease(chip, LEFT, pos=target)
        assert not cause._is_lit

    def test_rows_can_be_found_and_lit_for_what_comes_from_the_article(self, form, story):
        for row in rows(form):
            assert form.role_at(row.mapToGlobal(row.rect().center())) == row.name
        assert form.role_at(form.mapToGlobal(QPoint(5, 5))) is None
        dark = pixels(form_row(form, "Place"))
        form.set_drop_role("Place")
        assert pixels(form_row(form, "Place")) != dark
        form.set_drop_role(None)
        assert pixels(form_row(form, "Place")) == dark
        place = form_row(form, "Place")
        at = place.mapToGlobal(place.rect().center())
        form.show_mention(story.lam.id, 2, 5)
        assert form.role_at(at) is None


def form_row(inspector, role: str) -> RoleRow:
    return next(row for row in rows(inspector) if row.name == role)


def pixels(widget) -> QImage:
    return widget.grab().toImage()


class TestAttributes:
    def test_a_chip_opens_and_closes_by_key(self, form, qtbot):
        chip = chip_of(form, "CICA")
        qtbot.keyClick(chip, Qt.Key.Key_Right)
        assert form.findChild(Segmented, "attribute_realis").isVisible()
        qtbot.keyClick(chip, Qt.Key.Key_Right)
        assert chip.is_open
        qtbot.keyClick(chip, Qt.Key.Key_Left)
        assert not form.findChild(Segmented, "attribute_realis").isVisible()

    def test_a_chip_opens_by_its_chevron(self, form, qtbot):
        focus(qtbot, chip_of(form, "CICA"))
        click(qtbot, chip_of(form, "CICA"), Zone.OPENER)
        assert form.findChild(Segmented, "attribute_realis").isVisible()

    def test_a_chip_without_attributes_does_not_open(self, inspector, story, qtbot):
        add_argument(story.session, story.visit.id, "Place", story.place.id)
        inspector.show_mention(story.visit.id, 1, 5)
        chip = chip_of(inspector, "كازاخستان")
        qtbot.keyClick(chip, Qt.Key.Key_Right)
        assert not chip.is_open
        assert Zone.OPENER not in chip._zones()

    def test_values_of_every_kind_are_set(self, acting, story, qtbot):
        chip = chip_of(acting, "CICA")
        qtbot.keyClick(chip, Qt.Key.Key_Right)
        acting.findChild(Segmented, "attribute_realis").chosen.emit(1)
        acting.findChild(Segmented, "attribute_certain").chosen.emit(1)
        for name, typed in (("share", "0.5"), ("remark", "why")):
            edit = acting.findChild(QLineEdit, f"attribute_{name}")
            qtbot.keyClicks(edit, typed)
            qtbot.keyClick(edit, Qt.Key.Key_Return)
        stored = arguments_of(story.session, story.visit.id)[2]
        assert dict(stored.attributes) == {"realis": False, "certain": "low", "share": 0.5, "remark": "why"}
        assert chip.is_open
        assert chip.facts.sign == "• ?"
        assert "realis: No" in chip.accessibleName()

    def test_typed_text_is_not_lost_when_another_mention_is_shown(self, acting, story, qtbot):
        qtbot.keyClick(chip_of(acting, "CICA"), Qt.Key.Key_Right)
        qtbot.keyClicks(acting.findChild(QLineEdit, "attribute_remark"), "kept")
        acting.show_mention(story.lam.id, 2, 5)
        assert arguments_of(story.session, story.visit.id)[2].attributes["remark"] == "kept"


class TestTabbing:
    def test_tab_goes_from_above_to_below(self, form, story, qtbot):
        add_argument(story.session, story.visit.id, "Companion", story.lam.id)
        qtbot.keyClick(chip_of(form, "CICA"), Qt.Key.Key_Right)
        QApplication.processEvents()
        focus(qtbot, form.findChild(KeyedButton, "argument_add"))
        seen: list[str] = []
        while not seen or seen[-1] != "fill_Cause":
            qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
            widget = QApplication.focusWidget()
            assert widget is not None
            seen.append(widget.objectName())
        links = [f"link_{argument.id}" for argument in arguments_of(story.session, story.visit.id)]
        fields = ["attribute_realis", "attribute_certain", "attribute_share", "attribute_remark"]
        assert seen == [*links[:3], *fields, links[3], "fill_Place", "fill_Cause"]


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_every_part_takes_the_theme_and_the_direction(form, story, qtbot, mode, direction):
    form.setLayoutDirection(direction)
    form.set_theme(Theme(mode))
    add_argument(story.session, story.visit.id, "Companion", story.lam.id)
    qtbot.keyClick(chips(form)[-1], Qt.Key.Key_Right)
    QApplication.processEvents()
    for kind in (LinkChip, RoleRow, RoleHead, EmptyRole, KeyedButton):
        assert all(part.theme == Theme(mode) for part in form.findChildren(kind))
    for row in rows(form):
        is_left = row.head.geometry().center().x() < row.rect().center().x()
        assert is_left is (direction is Qt.LayoutDirection.LeftToRight)
    assert not form.grab().isNull()


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_a_chip_begins_where_its_text_begins(form, direction):
    """The swatch at the beginning of the text, the cross opposite, whatever the window's direction."""
    form.setLayoutDirection(direction)
    for text, is_left in (("CICA", True), ("الأمين العام", False)):
        chip = chip_of(form, text)
        cross = chip._zones()[Zone.REMOVER].center().x()
        assert (cross > chip.width() / 2) is is_left
        swatch = Theme().ink("green").rgb()
        picture = chip.grab().toImage()
        xs = [x for x in range(picture.width()) if picture.pixel(x, picture.height() // 2) == swatch]
        assert xs
        assert (max(xs) < chip.width() / 2) is is_left
