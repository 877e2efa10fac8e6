"""The list of documents, on a real project."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QPushButton

from annotator.gui.panels.documents import DocumentsPanel
from annotator.gui.panels.documents_menus import DocumentMenu
from annotator.gui.panels.documents_model import DocumentsModel, Role
from annotator.gui.theme import Theme
from annotator.gui.widgets import RowsView
from annotator.model.annotation import Annotator, Layer, Status
from annotator.model.change import Act
from annotator.model.document import Direction, Document, text_sha256
from annotator.model.folding import fold
from annotator.model.ids import AnnotatorName, DocumentId, new_id
from annotator.model.span import Span
from annotator.services.documents import DocumentList, DocumentQuery, Order, Sort
from tests.conftest import add_documents

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

TITLES = {
    "ar": "الأمين العام تو لام",
    "de": "To Lam leitet Sitzung",
    "fa": "سفر رسمی تو لام",
    "nl": "Vicepremier: <b>werkreis</b>",
    "und": "000_89958752c2813bb7.txt",
}


@pytest.fixture
def ids(session):
    """Documents by language, in the order of `TITLES`."""
    act, changes, texts, made = Act("document.import", AnnotatorName("leila")), [], {}, {}
    for language, title in TITLES.items():
        text = f"{title}\nGPE GPE GPE"
        texts[text_sha256(text)] = text
        made[language] = DocumentId(new_id())
        probability = None if language == "und" else 0.99
        document = Document(made[language], title, text_sha256(text), len(text), "2025-05-12", language, probability)
        changes.append(act.change(None, document))
    session.apply(changes, texts=texts)
    return made


@pytest.fixture
def panel(qtbot, session, ids):
    made = DocumentsPanel()
    qtbot.addWidget(made)
    made.set_session(session)
    session.subscribe(made.session_changed)
    made.resize(264, 700)
    made.show()
    return made


def view(panel) -> RowsView:
    return panel.findChild(RowsView, "documents_list")


def model(panel) -> DocumentsModel:
    found = view(panel).model()
    assert isinstance(found, DocumentsModel)
    return found


def titles(panel) -> list[str]:
    return [model(panel).index(row, 0).data() for row in range(model(panel).rowCount())]


def row_of(panel, document):
    rows = (model(panel).index(row, 0).data(Role.ROW) for row in range(model(panel).rowCount()))
    return next(row for row in rows if row.id == document)


def words(panel) -> str:
    """Everything that labels say."""
    return " | ".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())


def type_filter(panel, text, qtbot):
    panel.findChild(QLineEdit, "documents_filter").setText(text)
    qtbot.waitUntil(lambda: model(panel).query.text == text)


def click(panel, document, qtbot, modifiers=Qt.KeyboardModifier.NoModifier):
    place = view(panel).visualRect(model(panel).index_of(document)).center()
    qtbot.mouseClick(view(panel).viewport(), Qt.MouseButton.LeftButton, modifiers, place)


def action(menu: QMenu, text: str) -> QAction:
    found = [a for m in (menu, *menu.findChildren(QMenu)) for a in m.actions() if a.text().startswith(text)]
    assert found, text
    return found[0]


class TestModel:
    def test_it_is_a_proper_model(self, session, ids, qtmodeltester):
        model = DocumentsModel()
        model.set_list(DocumentList(session))
        qtmodeltester.check(model)

    def test_without_a_project_it_is_empty(self, qapp):
        model = DocumentsModel()
        model.refresh()
        assert model.rowCount() == 0
        assert model.query == DocumentQuery()

    def test_it_says_what_the_eye_sees(self, panel, ids):
        index = model(panel).index_of(ids["ar"])
        said = index.data(Qt.ItemDataRole.AccessibleTextRole)
        assert said == f"{TITLES['ar']}. New. Arabic"

    def test_tooltips_are_plain(self, panel, ids):
        tip = model(panel).index_of(ids["nl"]).data(Qt.ItemDataRole.ToolTipRole)
        assert "&lt;b&gt;werkreis" in tip
        assert "Dutch, 99 % sure" in tip
        assert "not known" in model(panel).index_of(ids["und"]).data(Qt.ItemDataRole.ToolTipRole)

    def test_rows_are_read_by_the_page(self, session, qapp, ids, monkeypatch):
        listed = DocumentList(session)
        model = DocumentsModel()
        model.set_list(listed)
        read: list[int] = []
        monkeypatch.setattr(listed, "row", read.append)
        assert model.rowCount() == 5
        model.index(3).data()
        assert read == [3]


class TestListing:
    def test_all_documents_are_listed(self, panel):
        assert titles(panel) == list(TITLES.values())
        assert "Documents | 5" in words(panel)

    @pytest.mark.parametrize(("typed", "found"), [("تو لام", ["ar", "fa"]), ("lam", ["de"]), ("WERK", ["nl"])])
    def test_typing_filters_as_a_reader_would(self, panel, qtbot, typed, found):
        type_filter(panel, typed, qtbot)
        assert titles(panel) == [TITLES[language] for language in found]

    def test_nothing_found_says_so_and_offers_a_way_back(self, panel, qtbot):
        type_filter(panel, "xyz", qtbot)
        assert "No document matches ‘xyz’." in words(panel)
        qtbot.mouseClick(panel.findChild(QPushButton, "documents_empty_action"), Qt.MouseButton.LeftButton)
        assert titles(panel) == list(TITLES.values())
        assert panel.findChild(QLineEdit, "documents_filter").text() == ""

    def test_languages_can_be_ticked_with_their_counts(self, panel, qtbot):
        qtbot.mouseClick(panel.findChild(type(panel._languages), "documents_languages"), Qt.MouseButton.LeftButton)
        menu = panel._language_menu
        assert action(menu, "Arabic").text() == "Arabic  ·  \u2068العربية\u2069\t1"
        action(menu, "Arabic").trigger()
        action(menu, "Dutch").trigger()
        assert titles(panel) == [TITLES["ar"], TITLES["nl"]]
        assert panel._languages.text() == "Arabic +1"
        action(menu, "All languages").trigger()
        assert len(titles(panel)) == 5

    def test_statuses_can_be_ticked(self, panel, session, ids):
        session.set_status([ids["de"]], Status.DONE)
        panel._open_statuses()
        action(panel._status_menu, "Done").trigger()
        assert titles(panel) == [TITLES["de"]]

    def test_it_sorts(self, panel):
        panel._open_sort()
        action(panel._sort_menu, "Title").trigger()
        action(panel._sort_menu, "Descending").trigger()
        assert (model(panel).query.sort, model(panel).query.order) == (Sort.TITLE, Order.DESCENDING)
        assert titles(panel)[-1] == TITLES["und"]

    def test_the_bin_is_a_list_of_its_own(self, panel, session, ids):
        panel._open_sort()
        action(panel._sort_menu, "Show the bin").trigger()
        assert "The bin is empty." in words(panel)
        session.bin([ids["nl"]])
        assert titles(panel) == [TITLES["nl"]]
        assert "Bin | 1" in words(panel)

    def test_without_a_project_nothing_is_listed(self, panel):
        panel.set_session(None)
        assert titles(panel) == []
        assert "No project is open." in words(panel)


class TestFollowing:
    def test_labelling_touches_one_row_and_lists_nothing_anew(self, panel, session, ids, qtbot, monkeypatch):
        panel.select_document(ids["de"])
        resets = []
        model(panel).modelReset.connect(lambda: resets.append(1))
        with qtbot.waitSignal(model(panel).dataChanged) as said:
            session.add_mention(ids["de"], Span.of(0, 2), "PERSON")
        assert {index.row() for index in said.args[:2]} == {1}
        assert (row_of(panel, ids["de"]).mentions, row_of(panel, ids["de"]).status) == (1, Status.STARTED)
        assert resets == []

    def test_an_import_leaves_the_rows_there_where_they_are(self, panel, session, ids, qtbot):
        panel.select_document(ids["nl"])
        resets = []
        model(panel).modelReset.connect(lambda: resets.append(1))
        changes, texts = add_documents("one", "two")
        with qtbot.waitSignal(model(panel).rowsInserted) as said:
            session.apply(changes, texts=texts)
        assert said.args[1:] == [5, 6]
        assert titles(panel) == [*TITLES.values(), "Article 1", "Article 2"]
        assert "7" in words(panel)
        assert panel.current() == ids["nl"]
        assert resets == []

    def test_an_import_into_another_order_lists_anew(self, panel, session, ids):
        panel._list_anew(DocumentQuery(sort=Sort.TITLE))
        changes, texts = add_documents("one")
        session.apply(changes, texts=texts)
        assert titles(panel) == sorted([*TITLES.values(), "Article 1"], key=fold)

    def test_a_row_does_not_move_away_under_the_hands(self, panel, session, ids):
        panel._filter_by_status((Status.NEW.value,))
        session.add_mention(ids["de"], Span.of(0, 2), "PERSON")
        assert TITLES["de"] in titles(panel)
        session.set_status([ids["de"]], Status.DONE)
        assert TITLES["de"] not in titles(panel)

    def test_progress_follows(self, panel, session, ids):
        session.add_mention(ids["de"], Span.of(0, 2), "PERSON")
        session.set_status([ids["ar"], ids["fa"]], Status.DONE)
        assert "2 done  ·  1 started  ·  2 new" in words(panel)
        assert "40 %" in words(panel)
        session.undo()
        session.undo()
        assert "0 done  ·  0 started  ·  5 new" in words(panel)

    def test_progress_agrees_with_the_project(self, panel, session, ids):
        session.set_status(list(ids.values())[:3], Status.DONE)
        session.bin([ids["ar"]])
        session.add_mention(ids["und"], Span.of(0, 2), "PERSON")
        session.restore([ids["ar"]])
        assert panel._counts == DocumentList(session).status_counts()

    def test_other_peoples_statuses_do_not_count(self, panel, session, ids):
        session.annotator = AnnotatorName("omar")
        panel.set_session(session)
        act = Act("layer.status", AnnotatorName("leila"))
        before = dict(panel._counts)
        leila = Annotator(AnnotatorName("leila"), "2025-05-12")
        layer = Layer(ids["ar"], AnnotatorName("leila"), Status.DONE)
        session.apply([act.change(None, leila), act.change(None, layer)])
        assert dict(panel._counts) == before

    def test_renaming_shows_the_new_title(self, panel, session, ids):
        session.rename(ids["de"], "Anders")
        assert titles(panel)[1] == "Anders"

    def test_imports_appear(self, panel, session, ids):
        act = Act("document.import", AnnotatorName("leila"))
        text = "new"
        document = Document(DocumentId(new_id()), "New one", text_sha256(text), 3, "2025-05-12")
        session.apply([act.change(None, document)], texts={text_sha256(text): text})
        assert titles(panel)[-1] == "New one"

    def test_the_open_document_stays_selected_through_all_of_it(self, panel, session, ids):
        panel.select_document(ids["fa"])
        session.bin([ids["ar"]])
        assert panel.current() == ids["fa"]
        assert panel.chosen() == [ids["fa"]]


class TestAsking:
    def test_a_click_opens(self, panel, ids, qtbot):
        with qtbot.waitSignal(panel.document_chosen) as said:
            click(panel, ids["fa"], qtbot)
        assert said.args == [ids["fa"]]

    def test_a_click_that_selects_several_opens_nothing(self, panel, ids, qtbot):
        click(panel, ids["ar"], qtbot)
        with qtbot.assertNotEmitted(panel.document_chosen):
            click(panel, ids["fa"], qtbot, Qt.KeyboardModifier.ShiftModifier)
        assert panel.chosen() == [ids["ar"], ids["de"], ids["fa"]]

    def test_arrows_move_and_enter_opens(self, panel, ids, qtbot):
        panel.select_document(ids["ar"])
        panel.focus_list()
        qtbot.keyClick(view(panel), Qt.Key.Key_Down)
        with qtbot.waitSignal(panel.document_chosen) as said:
            qtbot.keyClick(view(panel), Qt.Key.Key_Return)
        assert said.args == [ids["de"]]

    def test_home_and_end_go_through_the_list(self, panel, ids, qtbot):
        panel.select_document(ids["de"])
        qtbot.keyClick(view(panel), Qt.Key.Key_End)
        assert panel.current() == ids["und"]
        qtbot.keyClick(view(panel), Qt.Key.Key_Home)
        assert panel.current() == ids["ar"]

    def test_steps_go_from_the_open_document(self, panel, ids, qtbot):
        panel.select_document(ids["de"])
        with qtbot.waitSignal(panel.document_chosen) as said:
            panel.step(1)
        assert said.args == [ids["fa"]]
        panel.select_document(ids["und"])
        with qtbot.assertNotEmitted(panel.document_chosen):
            panel.step(1)

    def test_the_first_step_opens_the_first(self, panel, ids, qtbot):
        with qtbot.waitSignal(panel.document_chosen) as said:
            panel.step(1)
        assert said.args == [ids["ar"]]

    def test_f2_renames_in_place(self, panel, ids, qtbot):
        panel.select_document(ids["ar"])
        panel.focus_list()
        qtbot.keyClick(view(panel), Qt.Key.Key_F2)
        editor = panel.findChild(QLineEdit, "document_title_editor")
        assert editor.text() == TITLES["ar"]
        assert editor.layoutDirection() is Qt.LayoutDirection.RightToLeft
        editor.setText("عنوان")
        with qtbot.waitSignal(panel.rename_requested) as said:
            qtbot.keyClick(editor, Qt.Key.Key_Return)
        assert said.args == [ids["ar"], "عنوان"]
        assert titles(panel)[0] == TITLES["ar"]

    def test_an_empty_title_asks_for_nothing(self, panel, ids, qtbot):
        index = model(panel).index_of(ids["ar"])
        with qtbot.assertNotEmitted(panel.rename_requested):
            assert not model(panel).setData(index, "  ")

    def test_down_goes_from_the_filter_into_the_list(self, panel, qtbot):
        panel.focus_filter()
        with qtbot.waitActive(panel):
            panel.activateWindow()
        qtbot.keyClick(panel.findChild(QLineEdit, "documents_filter"), Qt.Key.Key_Down)
        qtbot.waitUntil(view(panel).hasFocus)

    def test_letters_do_not_search(self, panel, ids, qtbot):
        panel.select_document(ids["ar"])
        qtbot.keyClicks(view(panel), "Vi")
        assert panel.current() == ids["ar"]

    def test_plus_asks_for_an_import(self, panel, qtbot):
        with qtbot.waitSignal(panel.import_requested):
            qtbot.mouseClick(panel.findChild(type(panel._add), "documents_add"), Qt.MouseButton.LeftButton)


class TestMenu:
    @pytest.fixture
    def menu(self, panel, ids):
        rows = [row_of(panel, ids["ar"]), row_of(panel, ids["de"])]
        return DocumentMenu(rows, panel._asks, panel)

    @pytest.mark.parametrize(
        ("entry", "signal", "value"),
        [
            ("Mark done", "status_requested", [Status.DONE]),
            ("Mark new", "status_requested", [Status.NEW]),
            ("Persian", "language_requested", ["fa"]),
            ("Right to left", "direction_requested", [Direction.RTL]),
            ("By each", "direction_requested", [None]),
            ("Move to the bin", "bin_requested", []),
        ],
    )
    def test_several_at_once(self, panel, ids, menu, qtbot, entry, signal, value):
        with qtbot.waitSignal(getattr(panel, signal)) as said:
            action(menu, entry).trigger()
        assert said.args == [[ids["ar"], ids["de"]], *value]

    def test_what_all_share_is_ticked(self, menu):
        assert action(menu, "Mark new").isChecked()
        assert not action(menu, "Arabic").isChecked()
        assert action(menu, "By each").isChecked()

    def test_one_document_can_be_opened_and_renamed(self, panel, ids, qtbot):
        menu = DocumentMenu([row_of(panel, ids["fa"])], panel._asks, panel)
        with qtbot.waitSignal(panel.document_chosen) as said:
            action(menu, "Open").trigger()
        assert said.args == [ids["fa"]]
        panel.select_document(ids["fa"])
        action(menu, "Rename").trigger()
        assert panel.findChild(QLineEdit, "document_title_editor") is not None

    def test_the_bin_gives_back(self, panel, session, ids, qtbot):
        session.bin([ids["ar"]])
        panel._open_sort()
        action(panel._sort_menu, "Show the bin").trigger()
        menu = DocumentMenu([row_of(panel, ids["ar"])], panel._asks, panel)
        with qtbot.waitSignal(panel.restore_requested) as said:
            action(menu, "Take out").trigger()
        assert said.args == [[ids["ar"]]]

    def test_any_other_language_can_be_found(self, panel, ids, menu, qtbot):
        action(menu, "Other").trigger()
        with qtbot.waitSignal(panel.language_requested) as said:
            panel._picker.findChild(QLineEdit).setText("Kiswahili")
            qtbot.keyClick(panel._picker.findChild(QLineEdit), Qt.Key.Key_Return)
        assert said.args == [[ids["ar"], ids["de"]], "sw"]


class TestRail:
    def test_it_shrinks_and_grows(self, panel, qtbot):
        panel.collapse()
        assert panel.is_collapsed
        assert panel.width() == 48
        with qtbot.waitSignal(panel.expanded):
            qtbot.mouseClick(panel.findChild(type(panel._add), "documents_rail_show"), Qt.MouseButton.LeftButton)
        assert not panel.is_collapsed
        assert panel.minimumWidth() > 48


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_it_paints_in_every_theme_and_direction(panel, session, ids, mode, direction):
    session.set_status([ids["ar"]], Status.DONE)
    session.add_mention(ids["de"], Span.of(0, 2), "PERSON")
    panel.setLayoutDirection(direction)
    panel.set_theme(Theme(mode))
    panel.select_document(ids["de"])
    image = view(panel).viewport().grab().toImage()
    colors = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(0, image.height(), 2)}
    for token in ("accent_soft", "ok", "sunken"):
        assert Theme(mode).hex(token).lower() in colors


def test_only_the_card_of_a_selected_row_is_coloured(panel, ids):
    """The table would paint the whole row."""
    panel.setStyleSheet(Theme("light").qss())
    panel.set_theme(Theme("light"))
    panel.select_document(ids["de"])
    image = view(panel).viewport().grab().toImage()
    middle = view(panel).visualRect(model(panel).index_of(ids["de"])).center().y()
    beside, between = image.pixelColor(2, middle), image.pixelColor(2, 1)
    assert beside == between
