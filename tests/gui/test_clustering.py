"""Coreference with real keys and a real mouse, on a window with the sample articles."""

from typing import Any

import pytest
from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from annotator.gui.panels.clusters_model import GroupRow, LooseRow, MentionRow, Role, TitleRow
from annotator.gui.widgets import Entry, Picker
from annotator.model.annotation import Kind
from annotator.model.ids import MentionId
from annotator.model.span import Span
from annotator.services import coreference

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
K = Qt.Key

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "does not support", extend=True)

ARABIC = "وبناء على ذلك"
GERMAN = "Am Nachmittag"


def label(hand, words: str, key: str = "p", nth: int = 0):
    """Label some words by their key; the mention is selected then."""
    hand.view.setFocus()
    hand.view.set_selection(hand.span(words, nth))
    hand.press(key)
    return hand.view.selected()


def take(hand, mention) -> None:
    """Select a mention as a click would."""
    hand.view.setFocus()
    hand.view.choose(mention)
    QApplication.processEvents()


def press_place(hand, place: int, letter: str, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Press the key at an evdev place on a layout that writes `letter` there."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, ord(letter), modifiers, place + 8, 0, 0, letter)
        QApplication.sendEvent(hand.focus(), event)
    QApplication.processEvents()


def together(hand) -> list[list[str]]:
    """The words of the mentions of each cluster of the open document."""
    session, document = hand.window.projects.session, hand.window.reading.document
    contents = session.layer(document.id)
    return [
        [m.span.text(hand.text) for m in contents.mentions if m.cluster == cluster.id] for cluster in contents.clusters
    ]


def view(hand):
    return hand.child("clusters_list")


def rows(hand) -> list[Any]:
    model = view(hand).model()
    return [model.index(row, 0).data(Role.ROW) for row in range(model.rowCount())]


def told(hand) -> list[str]:
    """The rows as words, mentions indented."""
    model = view(hand).model()
    return [
        ("  " if isinstance(row, MentionRow) else "# " if isinstance(row, TitleRow) else "") + model.words(row)
        for row in rows(hand)
    ]


def choose(hand, *wanted) -> None:
    """Select rows of the list: by words of a cluster, or a mention's id."""
    model, picked = view(hand).model(), view(hand).selectionModel()
    picked.clearSelection()
    for one in wanted:
        index = model.index_of_mention(one)
        if not index.isValid():
            row = next(r for r, found in enumerate(rows(hand)) if model.words(found) == one)
            index = model.index(row)
        picked.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.Select)
    view(hand).setFocus()
    QApplication.processEvents()


def open_page(hand) -> None:
    hand.press(K.Key_F7)
    QApplication.processEvents()


class TestOneKey:
    def test_k_begins_a_cluster_and_then_adds_to_it(self, hand):
        hand.open_titled(GERMAN)
        first = label(hand, "Generalsekretär To Lam")
        hand.press("k")
        assert hand.said == "New cluster ‘Generalsekretär To Lam’: K on the next mention adds it"
        label(hand, "Generalsekretär To Lam", nth=1)
        hand.press("k")
        assert together(hand) == [["Generalsekretär To Lam", "Generalsekretär To Lam"]]
        take(hand, first)
        hand.press("k")
        assert "already" in hand.said
        hand.undo()
        assert together(hand) == [["Generalsekretär To Lam"]]
        hand.undo()
        # Labelling the second one is what was done before.
        hand.undo()
        assert together(hand) == []

    def test_entities_and_events_have_each_their_last_cluster(self, hand):
        hand.open_titled(GERMAN)
        label(hand, "To Lam")
        hand.press("k")
        label(hand, "Arbeitssitzung", "2")
        hand.press("k")
        label(hand, "To Lam", nth=1)
        hand.press("k")
        assert sorted(together(hand)) == [["Arbeitssitzung"], ["To Lam", "To Lam"]]

    def test_an_arabic_keyboard_has_the_key_at_its_place(self, hand):
        hand.open_titled(ARABIC)
        label(hand, "كازاخستان", "g")
        press_place(hand, 37, "ن")
        label(hand, "كازاخستان", "g", nth=1)
        press_place(hand, 37, "ن")
        assert together(hand) == [["كازاخستان", "كازاخستان"]]
        press_place(hand, 37, "،", SHIFT)
        assert hand.window.findChild(Picker, "cluster_picker").isVisible()

    def test_it_moves_a_mention_out_of_another_cluster_and_says_so(self, hand):
        hand.open_titled(GERMAN)
        label(hand, "To Lam")
        hand.press("k")
        other = label(hand, "Außenministeriums", "o")
        hand.window.later.clustering.edits.new_cluster([other])
        hand.press("k")
        label(hand, "To Lam", nth=1)
        hand.press("k")
        assert hand.said == "‘To Lam’ put into ‘Außenministeriums’"
        hand.press(K.Key_K, CTRL | SHIFT)
        assert hand.said == "‘To Lam’ taken out of its cluster"
        assert together(hand) == [["To Lam"], ["Außenministeriums"]]

    def test_after_a_restart_the_mention_before_says_which_cluster(self, hand, make_window):
        hand.open_titled(GERMAN)
        first = label(hand, "To Lam")
        hand.press("k")
        second = label(hand, "To Lam", nth=1)
        path = hand.window.projects.session.path
        hand.window.close()
        again = make_window()
        assert again.window.projects.open(path)
        again.settle()
        again.open_titled(GERMAN)
        take(again, first)
        take(again, second)
        again.press("k")
        assert together(again) == [["To Lam", "To Lam"]]

    def test_a_cluster_that_undo_took_away_counts_no_longer(self, hand):
        hand.open_titled(GERMAN)
        label(hand, "To Lam")
        hand.press("k")
        hand.undo()
        hand.view.clear_selection()
        label(hand, "Außenministeriums", "o")
        hand.press("k")
        assert together(hand) == [["Außenministeriums"]]

    def test_k_in_a_text_field_is_a_letter(self, hand):
        hand.open_titled(GERMAN)
        label(hand, "To Lam")
        field = hand.child("palette_search")
        field.setFocus()
        hand.press("k")
        assert field.text() == "k"
        assert together(hand) == []


class TestPicking:
    def picker(self, hand) -> Picker:
        found = hand.window.findChild(Picker, "cluster_picker")
        assert isinstance(found, Picker)
        return found

    def current(self, hand) -> Entry:
        found = self.picker(hand)._list.current
        assert found is not None
        return found

    def test_what_reads_alike_is_offered_first(self, hand):
        hand.open_titled(ARABIC)
        label(hand, "كازاخستان", "g")
        hand.press("k")
        label(hand, "أذربيجان", "g")
        hand.press(K.Key_K, SHIFT)
        assert [entry.text for entry in self.picker(hand)._list._entries] == ["New cluster", "كازاخستان"]
        assert self.current(hand).text == "New cluster"
        hand.qtbot.keyClick(hand.child("cluster_picker_search"), K.Key_Return)
        assert len(together(hand)) == 2
        label(hand, "كازاخستان", "g", nth=1)
        hand.press(K.Key_K, SHIFT)
        current = self.current(hand)
        assert (current.text, current.detail, current.note) == ("كازاخستان", "the same words", "1 mention")
        hand.qtbot.keyClick(hand.child("cluster_picker_search"), K.Key_Return)
        assert ["كازاخستان", "كازاخستان"] in together(hand)

    def test_typing_finds_a_cluster_by_any_of_its_mentions(self, hand):
        hand.open_titled(GERMAN)
        label(hand, "Generalsekretär To Lam")
        hand.press("k")
        label(hand, "Außenministeriums", "o")
        hand.press(K.Key_K, SHIFT)
        field = hand.child("cluster_picker_search")
        hand.qtbot.keyClicks(field, "generalsek")
        hand.qtbot.keyClick(field, K.Key_Return)
        assert together(hand) == [["Generalsekretär To Lam", "Außenministeriums"]]
        # The cluster that was picked is the one that K means now.
        label(hand, "Vietnam", "g")
        hand.press("k")
        assert "Vietnam" in together(hand)[0]

    def test_only_clusters_of_its_kind_are_offered(self, hand):
        hand.open_titled(GERMAN)
        label(hand, "To Lam")
        hand.press("k")
        label(hand, "Arbeitssitzung", "2")
        hand.press(K.Key_K, SHIFT)
        assert [entry.text for entry in self.picker(hand)._list._entries] == ["New cluster"]

    def test_it_drops_down_at_the_mention(self, hand):
        hand.open_titled(ARABIC)
        mention = label(hand, "كازاخستان", "g")
        hand.press(K.Key_K, SHIFT)
        start = hand.view.marks.get(mention).span.start
        caret = hand.view.caret_at(start)
        below = hand.view.viewport().mapToGlobal(caret.bottomLeft())
        assert self.picker(hand).y() >= below.y()


def fellows(hand) -> frozenset[MentionId]:
    return hand.view.paint_state().fellows


class TestFellows:
    def test_the_fellows_of_the_selected_mention_light_up(self, hand):
        hand.open_titled(GERMAN)
        first = label(hand, "To Lam")
        hand.press("k")
        second = label(hand, "To Lam", nth=1)
        hand.press("k")
        hand.qtbot.waitUntil(lambda: fellows(hand) == {first})
        take(hand, first)
        hand.qtbot.waitUntil(lambda: fellows(hand) == {second})
        hand.view.clear_selection()
        hand.qtbot.waitUntil(lambda: fellows(hand) == frozenset())
        open_page(hand)
        index = view(hand).model().index(0)
        hand.qtbot.mouseClick(
            view(hand).viewport(), Qt.MouseButton.LeftButton, pos=view(hand).visualRect(index).center()
        )
        assert fellows(hand) == {first, second}


class TestPage:
    def test_f7_shows_the_clusters_and_leads_back(self, hand):
        hand.open_titled(GERMAN)
        label(hand, "To Lam")
        open_page(hand)
        assert hand.window.side.current == "clusters"
        assert view(hand).hasFocus()
        assert hand.child("clusters_empty").text() == "No cluster yet. Select a mention and press K."
        open_page(hand)
        assert hand.window.centre.isAncestorOf(hand.focus())
        hand.press("k")
        hand.qtbot.waitUntil(lambda: told(hand)[0] == "To Lam")
        assert not hand.child("clusters_empty").isVisible()

    def test_it_lists_clusters_open_and_what_is_not_linked(self, hand):
        hand.open_titled(ARABIC)
        for nth in range(2):
            label(hand, "كازاخستان", "g", nth=nth)
            hand.press("k")
        label(hand, "أذربيجان", "g")
        open_page(hand)
        assert told(hand) == ["كازاخستان", "Not linked", "  أذربيجان"]
        choose(hand, "كازاخستان")
        hand.press(K.Key_Return)
        assert told(hand) == ["كازاخستان", "  كازاخستان", "  كازاخستان", "Not linked", "  أذربيجان"]
        hand.press(K.Key_Left)
        assert told(hand)[1] == "Not linked"
        hand.press(K.Key_Right)
        assert told(hand)[1] == "  كازاخستان"

    def test_the_keys_put_loose_mentions_into_the_last_cluster(self, hand):
        hand.open_titled(GERMAN)
        label(hand, "To Lam")
        hand.press("k")
        one, two = label(hand, "To Lam", nth=1), label(hand, "To Lam", nth=2)
        open_page(hand)
        choose(hand, one, two)
        hand.press("k")
        assert together(hand) == [["To Lam", "To Lam", "To Lam"]]
        hand.undo()
        choose(hand, one, two)
        hand.press("n")
        assert together(hand) == [["To Lam"], ["To Lam", "To Lam"]]

    def test_split_take_out_represent_and_undo(self, hand):
        hand.open_titled(GERMAN)
        ids = []
        for nth in range(3):
            ids.append(label(hand, "To Lam", nth=nth))
            hand.press("k")
        open_page(hand)
        choose(hand, "To Lam")
        hand.press(K.Key_Right)
        choose(hand, ids[2])
        hand.press("s")
        assert sorted(together(hand)) == [["To Lam"], ["To Lam", "To Lam"]]
        hand.undo()
        choose(hand, "To Lam")
        hand.press(K.Key_Right)
        choose(hand, ids[1])
        hand.press("r")
        session = hand.window.projects.session
        assert coreference.cluster(session, session.mention(ids[1]).cluster).representative == ids[1]
        assert [row.is_chosen for row in rows(hand) if isinstance(row, MentionRow)] == [False, True, False]
        choose(hand, ids[0])
        hand.press(K.Key_Delete)
        assert together(hand) == [["To Lam", "To Lam"]]
        assert isinstance(rows(hand)[-2], LooseRow)

    def test_merging_two_by_a_key_and_by_dragging(self, hand):
        hand.open_titled(GERMAN)
        first, second = label(hand, "To Lam"), label(hand, "Vietnam", "g")
        edits = hand.window.later.clustering.edits
        edits.new_cluster([first])
        edits.new_cluster([second])
        open_page(hand)
        choose(hand, "To Lam", "Vietnam")
        hand.press("m")
        assert together(hand) == [["To Lam", "Vietnam"]]
        hand.undo()
        model = view(hand).model()
        QApplication.processEvents()
        by_words = {model.words(row): place for place, row in enumerate(rows(hand)) if isinstance(row, GroupRow)}
        data = model.mimeData([model.index(by_words["Vietnam"])])
        onto = model.index(by_words["To Lam"])
        assert model.canDropMimeData(data, Qt.DropAction.CopyAction, -1, -1, onto)
        assert not model.canDropMimeData(data, Qt.DropAction.CopyAction, -1, -1, model.index(by_words["Vietnam"]))
        model.dropMimeData(data, Qt.DropAction.CopyAction, -1, -1, onto)
        assert together(hand) == [["To Lam", "Vietnam"]]

    def test_renaming_in_place_and_identifying(self, hand):
        hand.open_titled(ARABIC)
        label(hand, "كازاخستان", "g")
        hand.press("k")
        open_page(hand)
        choose(hand, "كازاخستان")
        hand.press(K.Key_F2)
        assert hand.window.side.current == "clusters"
        editor = view(hand).findChild(QLineEdit, "cluster_name_editor")
        assert editor.layoutDirection() is Qt.LayoutDirection.RightToLeft
        hand.qtbot.keyClicks(editor, "Kazakhstan")
        hand.qtbot.keyClick(editor, K.Key_Return)
        hand.qtbot.waitUntil(lambda: told(hand)[0] == "Kazakhstan")
        choose(hand, "Kazakhstan")
        hand.press("i")
        hand.qtbot.keyClicks(hand.child("cluster_kb"), "Q232")
        hand.press(K.Key_Return)
        session = hand.window.projects.session
        (cluster,) = session.layer(hand.window.reading.document.id).clusters
        assert (cluster.name, cluster.kb) == ("Kazakhstan", "Q232")
        assert hand.said == "‘Kazakhstan’ is ‘Q232’"
        assert view(hand).hasFocus()
        hand.undo()
        hand.undo()
        hand.qtbot.waitUntil(lambda: told(hand)[0] == "كازاخستان")

    def test_the_label_of_a_cluster_is_picked(self, hand):
        hand.open_titled(GERMAN)
        label(hand, "To Lam")
        hand.press("k")
        open_page(hand)
        choose(hand, "To Lam")
        hand.press("l")
        field = hand.child("cluster_label_picker_search")
        hand.qtbot.keyClicks(field, "norp")
        hand.qtbot.keyClick(field, K.Key_Return)
        assert hand.said == "‘To Lam’ is NORP"

    def test_a_click_and_enter_go_to_the_text_also_of_another_document(self, hand):
        hand.open_titled(ARABIC)
        arabic = hand.window.reading.document.id
        there = label(hand, "كازاخستان", "g")
        hand.open_titled(GERMAN)
        here = label(hand, "To Lam")
        session = hand.window.projects.session
        coreference.new_cluster(session, [there, here])
        open_page(hand)
        choose(hand, "كازاخستان")
        hand.press(K.Key_Right)
        title = session.document(arabic).title
        assert told(hand)[:4] == ["كازاخستان", "  To Lam", f"# {title}", "  كازاخستان"]
        choose(hand, there)
        hand.press(K.Key_Return)
        assert hand.window.reading.document.id == arabic
        assert hand.view.selected() == there
        assert hand.window.centre.isAncestorOf(hand.focus())
        hand.qtbot.waitUntil(lambda: told(hand)[1:2] == ["  كازاخستان"])
        index = view(hand).model().index_of_mention(here)
        place = view(hand).visualRect(index).center()
        hand.qtbot.mouseClick(view(hand).viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert hand.view.selected() == here

    def test_the_selected_mention_is_shown_in_its_cluster(self, hand):
        hand.open_titled(GERMAN)
        first = label(hand, "To Lam")
        hand.press("k")
        event = label(hand, "Arbeitssitzung", "2")
        hand.press("k")
        open_page(hand)
        take(hand, first)
        hand.qtbot.waitUntil(lambda: view(hand).model().kind is Kind.ENTITY)
        assert view(hand).currentIndex().data(Role.ROW).mention.id == first
        take(hand, event)
        hand.qtbot.waitUntil(lambda: view(hand).model().kind is Kind.EVENT)
        assert view(hand).currentIndex().data(Role.ROW).mention.id == event

    def test_the_menu_does_what_the_keys_do(self, hand):
        hand.open_titled(GERMAN)
        mention = label(hand, "To Lam")
        hand.press("k")
        open_page(hand)
        choose(hand, "To Lam")
        hand.press(K.Key_Right)
        choose(hand, mention)
        panel = hand.child("clusters_panel")
        panel._open_menu(QPoint(0, 0))
        menu = hand.child("clusters_menu")
        next(action for action in menu.actions() if action.data() == "take_out").trigger()
        menu.close()
        assert together(hand) == []

    def test_the_buttons_do_what_the_keys_do(self, hand):
        hand.open_titled(GERMAN)
        mention = label(hand, "To Lam")
        open_page(hand)
        choose(hand, mention)
        hand.click(hand.child("clusters_act_new"))
        assert together(hand) == [["To Lam"]]

    def test_the_next_target_is_marked(self, hand):
        hand.open_titled(GERMAN)
        label(hand, "To Lam")
        hand.press("k")
        open_page(hand)
        model = view(hand).model()
        hand.qtbot.waitUntil(lambda: model.targets == {rows(hand)[0].group.id})
        hand.window.later.clustering.edits.new_cluster([label(hand, "Vietnam", "g")])
        hand.qtbot.waitUntil(lambda: len([row for row in rows(hand) if isinstance(row, GroupRow)]) == 2)
        (target,) = model.targets
        assert model.words(model.row_at(model.index_of_cluster(target))) == "Vietnam"


class TestFromTheInspector:
    def test_it_links_shows_and_takes_out(self, hand):
        hand.open_titled(GERMAN)
        first = label(hand, "To Lam")
        hand.press("k")
        second = label(hand, "To Lam", nth=1)
        hand.click(hand.child("cluster_link"))
        assert together(hand) == [["To Lam", "To Lam"]]
        hand.qtbot.waitUntil(hand.child("inspector_cluster_show").isVisible)
        hand.click(hand.child("inspector_cluster_show"))
        assert view(hand).hasFocus()
        assert view(hand).currentIndex().data(Role.ROW).mention.id == second
        hand.window.side.turn_to("mention")
        take(hand, first)
        hand.qtbot.waitUntil(hand.child("inspector_cluster_leave").isVisible)
        hand.click(hand.child("inspector_cluster_leave"))
        assert together(hand) == [["To Lam"]]


class TestGuideline:
    def test_f2_shows_the_guideline_and_leads_back(self, hand):
        hand.open_titled(GERMAN)
        label(hand, "To Lam")
        hand.press(K.Key_F2)
        assert hand.window.side.current == "guideline"
        assert hand.child("guideline_title").accessibleName() == "Person"
        assert hand.window.centre.isAncestorOf(hand.focus())
        hand.press("g")
        hand.qtbot.waitUntil(lambda: hand.child("guideline_panel").shown == "GPE")
        hand.press(K.Key_F2)
        assert hand.window.side.current == "mention"

    def test_the_armed_label_comes_first_and_the_pointed_one_last(self, hand):
        hand.open_titled(GERMAN)
        hand.press(K.Key_F2)
        panel = hand.child("guideline_panel")
        assert hand.child("guideline_nothing").isVisible()
        chip = hand.child("label_chip_ORG")
        hand.qtbot.mouseMove(chip)
        QApplication.sendEvent(chip, QEvent(QEvent.Type.HoverEnter))
        hand.qtbot.waitUntil(lambda: panel.shown == "ORG")
        label(hand, "To Lam")
        hand.qtbot.waitUntil(lambda: panel.shown == "PERSON")
        hand.view.clear_selection()
        hand.press("d")
        hand.qtbot.waitUntil(lambda: panel.shown == "DATE")
        hand.press(K.Key_Escape)
        hand.qtbot.waitUntil(lambda: panel.shown == "ORG")

    def test_the_hidden_column_comes_back_for_it(self, hand):
        hand.press(K.Key_F9, SHIFT)
        assert not hand.window.side.isVisible()
        hand.press(K.Key_F2)
        assert hand.window.side.shows("guideline")
        hand.press(K.Key_F9, SHIFT)
        hand.press(K.Key_F7)
        assert hand.window.side.shows("clusters")

    def test_f2_in_the_list_of_documents_still_renames(self, hand):
        hand.window.documents.focus_list()
        hand.press(K.Key_F2)
        assert hand.child("document_title_editor").isVisible()
        assert hand.window.side.current == "mention"


def test_a_span_of_two_pieces_can_be_linked_too(hand):
    hand.open_titled(GERMAN)
    hand.view.set_selection(Span.union([hand.span("tauschten").hull, hand.span("aus ").hull]))
    hand.press("3")
    hand.press("k")
    assert len(together(hand)) == 1
