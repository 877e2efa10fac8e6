"""The list of clusters: its model, how its rows look, and what it asks for."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from annotator.gui.panels.clusters import ClustersPanel
from annotator.gui.panels.clusters_acts import Chosen
from annotator.gui.panels.clusters_model import MIME, ClustersModel, GroupRow, LooseRow, MentionRow, Role, TitleRow
from annotator.gui.panels.clusters_view import ClustersView
from annotator.gui.theme import TEXT_FAMILIES, Theme, font, load_fonts
from annotator.gui.widgets.marked import mark_format, paint_layout
from annotator.gui.widgets.quotes import fit
from annotator.model.annotation import Kind, Mention
from annotator.model.document import Direction
from annotator.model.span import Span
from annotator.services import coreference
from annotator.services.cluster_list import ClusterList
from annotator.services.quoting import Quote
from tests.conftest import add_documents

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

COPY = Qt.DropAction.CopyAction
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def other(session):
    """A German document."""
    changes, texts = add_documents("To Lam kam an, sagte <b>To Lam</b>.", titles=("Besuch & <i>mehr</i>",))
    session.apply(changes, texts=texts)
    return changes[0].document


@pytest.fixture
def people(session, document, other):
    """Mentions: `وصل`, `الأمين`, `العام` of the Arabic document, both `To Lam` of the German one."""
    spans = ((document, 0, 3), (document, 4, 10), (document, 11, 16), (other, 0, 6), (other, 24, 30))
    return [session.add_mention(doc, Span.of(start, end), "PERSON").id for doc, start, end in spans]


@pytest.fixture
def cluster(session, people):
    """`وصل`, `الأمين` and the first `To Lam`."""
    return coreference.new_cluster(session, [people[0], people[1], people[3]]).id


@pytest.fixture
def panel(qtbot, session, document, people, cluster):
    made = ClustersPanel()
    qtbot.addWidget(made)
    made.set_session(session)
    made.show_place(document, None)
    session.subscribe(made.session_changed)
    made.resize(328, 700)
    made.show()
    return made


def model(panel) -> ClustersModel:
    found = view(panel).model()
    assert isinstance(found, ClustersModel)
    return found


def view(panel) -> ClustersView:
    return panel.findChild(ClustersView, "clusters_list")


def told(panel) -> list[str]:
    made = model(panel)
    return [made.index(row).data() for row in range(made.rowCount())]


def kinds(panel) -> list[type]:
    made = model(panel)
    return [type(made.index(row).data(Role.ROW)) for row in range(made.rowCount())]


class TestModel:
    def test_it_is_a_proper_model(self, panel, cluster, qtmodeltester, session, people):
        model(panel).open(cluster)
        qtmodeltester.check(model(panel))
        coreference.link(session, [people[2]], cluster)
        coreference.unlink(session, [people[0]])
        coreference.split(session, [people[1]])
        session.undo()
        model(panel).find("lam")
        qtmodeltester.check(model(panel))

    def test_without_a_list_it_is_empty(self, qapp):
        made = ClustersModel()
        assert made.rowCount() == 0
        assert made.row_at(QModelIndex()) is None
        assert not made.has_clusters

    def test_mentions_of_other_documents_stand_under_its_title(self, panel, cluster):
        model(panel).open(cluster)
        assert told(panel) == ["وصل", "وصل", "الأمين", "Besuch & <i>mehr</i>", "To Lam", "Not linked", "العام"]
        assert kinds(panel) == [GroupRow, MentionRow, MentionRow, TitleRow, MentionRow, LooseRow, MentionRow]
        group = model(panel).index(0).data(Role.ROW).group
        assert model(panel).facts(group) == "3 in 2 documents"

    def test_an_act_moves_no_other_row(self, panel, cluster, session, people, qtbot):
        model(panel).open(cluster)
        resets: list[int] = []
        model(panel).modelReset.connect(lambda: resets.append(1))
        view(panel).setCurrentIndex(model(panel).index_of_mention(people[1]))
        with qtbot.waitSignal(model(panel).rowsInserted):
            coreference.link(session, [people[2]], cluster)
        assert view(panel).currentIndex().data(Role.ROW).mention.id == people[1]
        assert told(panel) == ["وصل", "وصل", "الأمين", "العام", "Besuch & <i>mehr</i>", "To Lam"]
        assert resets == []

    def test_a_new_name_repaints_one_row(self, panel, cluster, session, qtbot):
        with qtbot.waitSignal(model(panel).dataChanged) as said:
            coreference.edit_cluster(session, cluster, name="Tô Lâm")
        assert {index.row() for index in said.args[:2]} == {0}
        assert told(panel)[0] == "Tô Lâm"

    def test_it_says_what_the_eye_sees(self, panel, cluster, session, people):
        coreference.edit_cluster(session, cluster, kb="Q36014")
        said = model(panel).index(0).data(Qt.ItemDataRole.AccessibleTextRole)
        assert said == "وصل, PERSON, Q36014, 3 mentions, 2 documents, closed"
        loose = model(panel).index(1).data(Qt.ItemDataRole.AccessibleTextRole)
        assert loose == "Not linked, 1"
        mention = model(panel).index_of_mention(people[2]).data(Qt.ItemDataRole.AccessibleTextRole)
        assert mention.startswith("العام: وصل الأمين العام إلى")

    def test_tooltips_are_plain(self, panel, cluster):
        model(panel).open(cluster)
        tip = model(panel).index(4).data(Qt.ItemDataRole.ToolTipRole)
        assert "&lt;b&gt;" in tip
        assert "<b>" not in tip

    def test_only_rows_that_go_somewhere_else_can_be_dropped(self, panel, cluster, session, people):
        made = model(panel)
        second = coreference.new_cluster(session, [people[2]]).id
        mention, loose = made.mimeData([made.index_of_mention(people[0])]), QMimeData()
        made.open(cluster)
        mention = made.mimeData([made.index_of_mention(people[0])])
        assert not made.canDropMimeData(mention, COPY, -1, -1, made.index_of_cluster(cluster))
        assert made.canDropMimeData(mention, COPY, -1, -1, made.index_of_cluster(second))
        assert not made.canDropMimeData(loose, COPY, -1, -1, made.index_of_cluster(second))
        assert not made.canDropMimeData(mention, COPY, 0, 0, QModelIndex())
        assert made.supportedDropActions() == COPY


class TestFiltering:
    def find(self, panel, qtbot, text: str) -> None:
        field = panel.findChild(QLineEdit, "clusters_filter")
        field.setText(text)
        qtbot.waitUntil(lambda: not panel._typing.isActive())

    def test_a_mention_that_is_found_is_shown_in_its_cluster(self, panel, qtbot):
        self.find(panel, qtbot, "to lam")
        assert told(panel) == ["وصل", "Besuch & <i>mehr</i>", "To Lam"]

    def test_a_cluster_is_found_by_name_identifier_and_label(self, panel, qtbot, session, cluster):
        coreference.edit_cluster(session, cluster, name="Tô Lâm", kb="Q36014")
        for text in ("to l", "q36014", "person"):
            self.find(panel, qtbot, text)
            assert told(panel)[0] == "Tô Lâm"

    def test_spelling_makes_no_difference(self, panel, qtbot):
        self.find(panel, qtbot, "الامين")
        assert told(panel) == ["وصل", "الأمين"]

    def test_nothing_found_says_so(self, panel, qtbot):
        self.find(panel, qtbot, "xyz")
        assert told(panel) == []
        assert panel.findChild(QLabel, "clusters_empty").text() == "No cluster matches ‘xyz’."
        qtbot.keyClick(panel.findChild(QLineEdit, "clusters_filter"), Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: bool(told(panel)))

    def test_down_goes_to_the_list(self, panel, qtbot):
        field = panel.findChild(QLineEdit, "clusters_filter")
        field.setFocus()
        qtbot.keyClick(field, Qt.Key.Key_Down)
        assert view(panel).hasFocus()


class TestAsking:
    def test_a_drop_moves_a_mention_and_another_one_merges(self, panel, session, people, cluster, qtbot):
        second = coreference.new_cluster(session, [people[2]]).id
        made = model(panel)
        made.open(second)
        data = made.mimeData([made.index_of_mention(people[2])])
        with qtbot.waitSignal(made.link_requested) as linked:
            self.drop(panel, data, made.index_of_cluster(cluster))
        assert linked.args == [[people[2]], cluster]
        data = made.mimeData([made.index_of_cluster(second)])
        with qtbot.waitSignal(panel.merge_requested) as merged:
            self.drop(panel, data, made.index_of_cluster(cluster))
        assert merged.args == [[cluster, second]]

    def test_a_drop_among_the_loose_takes_out(self, panel, people, cluster, qtbot):
        made = model(panel)
        made.open(cluster)
        data = made.mimeData([made.index_of_mention(people[0])])
        with qtbot.waitSignal(panel.unlink_requested) as said:
            self.drop(panel, data, made.index_of_mention(people[2]))
        assert said.args == [[people[0]]]

    def drop(self, panel, data: QMimeData, onto: QModelIndex) -> None:
        port, at = view(panel).viewport(), view(panel).visualRect(onto).center()
        entering = QDragEnterEvent(at, COPY, data, LEFT, NONE)
        moving = QDragMoveEvent(at, COPY, data, LEFT, NONE)
        dropping = QDropEvent(QPointF(at), COPY, data, LEFT, NONE)
        for event in (entering, moving, dropping):
            event.ignore()
            QApplication.sendEvent(port, event)
            assert event.isAccepted()

    def test_what_is_dragged_is_named_by_ids(self, panel, people, cluster):
        model(panel).open(cluster)
        indexes = [model(panel).index(0), model(panel).index_of_mention(people[0])]
        content = json.loads(model(panel).mimeData(indexes).data(MIME).toStdString())
        assert content == {"mentions": [people[0]], "clusters": [cluster]}

    def test_acts_fit_what_is_chosen(self, panel, people, cluster):
        made = model(panel)
        made.open(cluster)

        def acts(*indexes: QModelIndex) -> set[str]:
            rows = tuple(row for row in map(made.row_at, indexes) if row is not None)
            return {act.id for act in Chosen(rows).acts()}

        head, inside = made.index(0), made.index_of_mention(people[0])
        loose = made.index_of_mention(people[2])
        assert acts(head) == {"toggle", "rename", "label", "identify"}
        assert acts(inside) == {"go", "link", "new", "split", "represent", "take_out"}
        assert acts(loose) == {"go", "link", "new"}
        assert acts(inside, loose) == {"link", "new", "take_out"}
        assert acts(head, inside) == set()
        assert acts() == set()

    def test_a_click_on_the_chevron_opens_and_selects_nothing(self, panel, qtbot):
        rect = view(panel).visualRect(model(panel).index(0))
        place = rect.topLeft() + rect.center() - rect.topLeft()
        place.setX(rect.left() + 16)
        qtbot.mouseClick(view(panel).viewport(), LEFT, pos=place)
        assert told(panel)[1] == "وصل"
        assert view(panel).chosen() == []
        qtbot.mouseDClick(view(panel).viewport(), LEFT, pos=rect.center())
        assert told(panel)[1] == "Not linked"

    def test_arrows_open_in_the_direction_of_a_mirrored_window(self, panel, qtbot):
        panel.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        view(panel).setCurrentIndex(model(panel).index(0))
        qtbot.keyClick(view(panel), Qt.Key.Key_Left)
        assert told(panel)[1] == "وصل"
        view(panel).setCurrentIndex(model(panel).index(2))
        qtbot.keyClick(view(panel), Qt.Key.Key_Right)
        assert view(panel).currentIndex().row() == 0
        qtbot.keyClick(view(panel), Qt.Key.Key_Right)
        assert told(panel)[1] == "Not linked"

    def test_another_session_and_none(self, panel, session):
        panel.set_session(None)
        assert told(panel) == []
        assert panel.findChild(QLabel, "clusters_empty").text()
        panel.set_session(session)
        assert told(panel) == []

    def test_events_are_a_list_of_their_own(self, panel, session, document, qtbot):
        event = session.add_mention(document, Span.of(21, 30), "Contact.Meet")
        panel.show_place(document, event.id)
        assert model(panel).kind is Kind.EVENT
        assert told(panel) == ["Not linked", "كازاخستان"]


class TestLooks:
    def test_every_row_can_be_painted_in_both_themes_and_directions(self, panel, cluster, session, people):
        coreference.choose_representative(session, people[1])
        model(panel).open(cluster)
        panel.set_targets(frozenset({cluster}))
        view(panel).setCurrentIndex(model(panel).index(0))
        pictures = []
        for mode in ("light", "dark"):
            panel.set_theme(Theme(mode))
            for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
                panel.setLayoutDirection(direction)
                pictures.append(panel.grab().toImage())
        assert all(one != other for n, one in enumerate(pictures) for other in pictures[:n])

    def test_the_mark_stands_where_its_words_are(self, qapp):
        """In a right-to-left line a Latin word is left of the words before it."""
        load_fonts()
        quote = Quote("وقال إن ", (("CICA", True),), " منظمة مهمة", Direction.RTL)
        made = font("small", TEXT_FAMILIES[True])
        marked = fit(quote, made, 300)
        assert marked.text[slice(*marked.marks[0])] == "CICA"
        ground = Theme().c("danger")
        layout = marked.lay_line(made, Qt.LayoutDirection.RightToLeft, 300, mark_format(ground))
        picture = QImage(300, 30, QImage.Format.Format_RGB32)
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        paint_layout(painter, layout, QRectF(0, 0, 300, 30), Theme().c("text"))
        painter.end()
        columns = {x for x in range(300) for y in range(30) if picture.pixelColor(x, y) == ground}
        before = layout.lineAt(0)
        width = before.naturalTextWidth()
        assert columns
        assert 300 - width < min(columns) < max(columns) < 300 - 20

    @pytest.mark.parametrize("direction", list(Direction))
    def test_the_mention_can_be_seen_however_much_stands_before_it(self, qapp, direction):
        load_fonts()
        made = font("small")
        quote = Quote(
            "many words " * 12, (("here", True), (" … ", False), ("there", True)), " and more" * 20, direction
        )
        marked = fit(quote, made, 200)
        assert marked.text.startswith("…")
        assert marked.text.endswith("…")
        assert [marked.text[a:b] for a, b in marked.marks] == ["here", "there"]

    @settings(max_examples=60)
    @given(st.text(max_size=60), st.text(min_size=1, max_size=40), st.text(max_size=60), st.integers(20, 400))
    def test_marks_never_leave_the_text(self, before, words, after, width):
        assert QGuiApplication.instance() is not None
        marked = fit(Quote(before, ((words, True),), after, Direction.LTR), font("small"), width)
        for start, end in marked.marks:
            assert 0 <= start <= end <= len(marked.text)


@pytest.fixture(autouse=True)
def application(qapp):
    """Hypothesis tests cannot ask for it themselves."""
    return qapp


def test_only_what_is_in_sight_is_put_into_words(session, document, panel, cluster, people, monkeypatch):
    """However many mentions there are; that is what keeps ten thousand of them quick."""
    asked: list[Mention] = []
    listed = ClusterList(session, document)
    real = listed.quotes.quote

    def quote(mention: Mention) -> Quote:
        asked.append(mention)
        return real(mention)

    monkeypatch.setattr(listed.quotes, "quote", quote)
    model(panel).set_list(listed)
    many = [session.add_mention(document, Span.of(a, b), "GPE") for a in range(60) for b in range(a + 1, a + 6)]
    QApplication.processEvents()
    assert model(panel).rowCount() >= len(many)
    panel.grab()
    assert len({mention.id for mention in asked}) < 60
