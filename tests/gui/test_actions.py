"""The table of actions: complete, without conflicts, and told the same everywhere."""

from collections import Counter

import pytest
from PySide6.QtCore import QEvent, QKeyCombination, QPoint, Qt, QUrl
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QTextEdit,
    QWidget,
)

from annotator import assets
from annotator.gui.actions import GESTURES, MENUS, SPECS, Scope, Section, by_section
from annotator.gui.keyboard_page import page
from annotator.gui.panels.help import page_text, page_title, pages
from annotator.services.opening import shipped_scheme

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


def chord(keys: str) -> QKeyCombination:
    """The one combination of a sequence."""
    return QKeySequence(keys)[0]  # type: ignore[index]


def test_ids_are_unique():
    counts = Counter(spec.id for spec in (*SPECS, *GESTURES))
    assert [id_ for id_, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("spec", [spec for spec in SPECS if spec.scope is not Scope.GESTURE], ids=lambda s: s.id)
def test_every_key_is_one_that_qt_knows(spec):
    for keys in spec.keys:
        assert QKeySequence(keys).toString(QKeySequence.SequenceFormat.PortableText) == keys


def test_no_two_actions_share_a_key():
    counts = Counter(keys for spec in SPECS for keys in spec.keys)
    assert [keys for keys, count in counts.items() if count > 1] == []


def test_no_action_takes_a_key_of_a_label():
    taken = {keys for spec in SPECS for keys in spec.keys}
    assert [label.name for label in shipped_scheme().labels if label.key in taken] == []


def test_the_article_keeps_its_own_keys_and_lets_all_others_through(hand):
    """Keys that both know must mean the same: the article's own are listed as gestures or ask for the same thing."""
    hand.view.set_selection(hand.span(hand.text[:5]))
    same = {"Del", "Backspace", "Esc"}
    for spec in SPECS:
        for keys in spec.keys:
            combination = chord(keys)
            event = QKeyEvent(QEvent.Type.ShortcutOverride, combination.key(), combination.keyboardModifiers())
            wants = hand.view._keys.wants(event)
            assert wants == (spec.scope is Scope.GESTURE or keys in same), keys


def test_the_keys_listed_for_the_article_are_its_own(hand):
    hand.view.set_selection(hand.span(hand.text[:5]))
    for spec in by_section(GESTURES)[Section.TEXT]:
        for keys in spec.keys:
            if " " in keys:
                continue  # said in words
            combination = chord(keys)
            event = QKeyEvent(QEvent.Type.ShortcutOverride, combination.key(), combination.keyboardModifiers())
            assert hand.view._keys.wants(event), keys


def test_every_action_can_be_done(hand):
    wanted = {spec.id for spec in SPECS if spec.scope is not Scope.GESTURE}
    assert set(hand.window.commands.handlers) == wanted


def test_every_action_stands_in_its_menu(hand):
    for section, specs in by_section(SPECS).items():
        assert section in MENUS
        menu = hand.window.findChild(QMenu, f"menu_{section.name.lower()}")
        there = {action.data() for action in menu.actions() if not action.isSeparator()}
        assert there == {spec.id for spec in specs if spec.scope is not Scope.GESTURE}


def test_what_makes_no_sense_now_cannot_be_chosen(make_window):
    hand = make_window()
    can = {spec.id for spec in hand.window.actions_table.enabled()}
    assert {"new_project", "open_project", "help", "palette", "settings"} <= can
    assert can.isdisjoint({"export", "undo", "find", "mark_done", "close_project"})


def test_undo_names_the_act(hand):
    undo = hand.window.actions_table.action("undo")
    hand.view.set_selection(hand.span(hand.text[:5]))
    hand.press("p")
    hand.qtbot.waitUntil(lambda: undo.text() == "&Undo add mention")
    hand.undo()
    redo = hand.window.actions_table.action("redo")
    assert redo.text() == "&Redo add mention"


def test_the_keyboard_page_in_the_repository_is_the_one_the_table_gives():
    """Write it anew with `python -m annotator.gui.keyboard_page`."""
    assert assets.resource("help", "keyboard.md").read_text("utf-8") == page()


def test_every_key_of_the_table_is_on_the_page():
    text = page()
    for spec in (*SPECS, *GESTURES):
        for keys in spec.keys:
            assert f"`{keys}`" in text


@pytest.mark.parametrize("name", pages())
def test_help_pages_have_a_title_and_lead_only_to_each_other(name):
    text = page_text(name)
    assert page_title(text)
    links = [part.split(")")[0] for part in text.split("](")[1:]]
    pictures = {path.name for path in assets.resource("help").glob("*.png")}
    known = {*(f"{page}.md" for page in pages()), *pictures}
    assert [link for link in links if link not in known and not link.startswith("http")] == []


def test_a_page_shows_the_help_s_own_pictures_and_no_others(hand):
    hand.window.overlays.show_help("scheme")
    browser = hand.child("help_page")
    kind = QTextDocument.ResourceType.ImageResource.value
    assert 0 < browser.loadResource(kind, QUrl("scheme.png")).width() <= 640
    for stranger in ("../icons/x.svg", "/etc/hostname", "file:///etc/hostname", "https://example.org/x.png", "no.png"):
        assert browser.loadResource(kind, QUrl(stranger)) is None


def _says_itself(widget: QWidget) -> bool:
    """A button with words is read with them; one without any is not shown."""
    return isinstance(widget, QAbstractButton) and (bool(widget.text()) or not widget.isVisible())


_TOUCHED = (QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QMenu, QTextEdit)


def test_everything_one_touches_has_a_name(hand):
    """For screen readers and for tests; Qt's own inner parts (`qt_…`, scroll bars of lists) are Qt's matter."""
    overlays = hand.window.overlays
    for show in (overlays.show_palette, overlays.show_help, overlays.show_shortcuts, overlays.show_settings,
                 overlays.ask_who, overlays.ask_new_project, overlays.show_export):  # fmt: skip
        show()
        QApplication.processEvents()
        hand.press(Qt.Key.Key_Escape)
    nameless = [
        f"{type(w).__name__} {w.objectName()} in {w.parent().objectName()}"
        for kind in _TOUCHED
        for w in hand.window.findChildren(kind)
        if not w.objectName().startswith("qt_")
        and not (w.parent() is not None and isinstance(w.parent(), (QComboBox, QLineEdit, QAbstractSpinBox)))
        and not (w.objectName() and (w.accessibleName() or isinstance(w, QMenu) or _says_itself(w)))
    ]
    assert nameless == [], "\n".join(nameless)


def test_tab_stays_inside_a_card(hand):
    hand.window.overlays.show_settings()
    card = hand.child("settings_panel")
    for _ in range(12):
        hand.press(Qt.Key.Key_Tab)
        assert card.isAncestorOf(QApplication.focusWidget())
    hand.qtbot.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert not card.isVisible()
    assert hand.view.focusProxy().hasFocus()
