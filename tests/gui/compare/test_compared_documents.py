"""The left column: documents that two of those compared have begun."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.gui.compare.corpus import Corpus
from annotator.gui.compare.documents import RAIL_WIDTH, ComparedDocuments
from annotator.gui.compare.documents_model import DocumentsModel
from annotator.model.annotation import Status
from annotator.services.comparison.corpus_tally import CorpusTally
from annotator.services.comparison.disagreement import Difference, Wanted
from annotator.services.session import Session

K = Qt.Key

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def tally(corpus: Corpus) -> CorpusTally:
    assert corpus.tally is not None
    return corpus.tally


@pytest.fixture
def model(tally: CorpusTally, qtmodeltester) -> DocumentsModel:
    made = DocumentsModel()
    made.set_tally(tally)
    qtmodeltester.check(made)
    return made


@pytest.fixture
def panel(qtbot: QtBot, tally: CorpusTally) -> ComparedDocuments:
    made = ComparedDocuments()
    qtbot.addWidget(made)
    made.set_tally(tally)
    made.show_state(is_counting=False, is_complete=True)
    made.resize(264, 700)
    made.show()
    return made


def shown(model: DocumentsModel) -> list[str]:
    return [model.count_words(document) for document in model.listed()]


def test_each_says_how_much_it_has_of_what_is_wanted(
    model: DocumentsModel, tally: CorpusTally, reviewing: Session
) -> None:
    assert shown(model) == [f"{tally.total(document)} differ" for document in tally]
    tally.want(Wanted(kinds=frozenset({Difference.RELATION_MISSING})), reviewing.scheme)
    model.refresh()
    assert shown(model) == [f"{tally.count(d)} of {tally.total(d)}" for d in tally]
    assert model.with_some() == [document.document for document in tally if tally.count(document)]


def test_what_agrees_in_everything_is_settled_and_damage_is_not(model: DocumentsModel, tally: CorpusTally) -> None:
    first, second, *_rest = list(tally)
    tally.put(replace(first, traits={}, specimens=()))
    tally.put(replace(second, traits={}, specimens=(), damage="The layer cannot be read."))
    model.take([first.document, second.document])
    assert shown(model)[:2] == ["all agreed", "cannot be read"]
    assert [model.is_settled(document) for document in model.listed()[:3]] == [True, False, False]
    assert "The layer cannot be read." in str(model.data(model.index(1), Qt.ItemDataRole.ToolTipRole))
    assert model.next_with_some(None, 1) == list(tally)[2].document


def test_the_next_one_with_some_is_found_both_ways(
    model: DocumentsModel, tally: CorpusTally, reviewing: Session
) -> None:
    ids = [document.document for document in tally]
    assert [model.next_with_some(id_, 1) for id_ in (None, ids[0], ids[-1])] == [ids[0], ids[1], None]
    assert [model.next_with_some(id_, -1) for id_ in (ids[-1], ids[0], None)] == [ids[-2], None, None]
    tally.want(Wanted(languages=("de",)), reviewing.scheme)
    model.refresh()
    assert len(model.listed()) == 1
    assert model.next_with_some(ids[0], 1) == model.listed()[0].document


def test_documents_that_come_one_after_the_other_are_added_below(qtbot: QtBot, tally: CorpusTally, scheme) -> None:
    growing = CorpusTally(scheme)
    model = DocumentsModel()
    model.set_tally(growing)
    model.with_some()
    documents = list(tally)
    with qtbot.assertNotEmitted(model.modelReset):
        for document in documents:
            growing.put(document)
            model.take([document.document])
    assert [document.document for document in model.listed()] == [document.document for document in documents]
    growing.remove(documents[0].document)
    model.take([documents[0].document])
    assert model.rowCount() == len(documents) - 1
    growing.put(documents[0])
    model.take([documents[0].document])
    assert model.listed()[0].document == documents[0].document


def test_a_layer_that_is_not_done_is_told(model: DocumentsModel, corpus: Corpus, reviewing: Session) -> None:
    reviewing.subscribe(corpus.follow)
    corpus.counted.connect(model.take)
    first = model.listed()[0].document
    reviewing.set_status([first], Status.STARTED)
    corpus.catch_up()
    assert model.facts(model.listed()[0]).endswith("\u2068leila\u2069 started")


def test_the_field_filters_by_title_and_leads_to_the_list(qtbot: QtBot, panel: ComparedDocuments) -> None:
    panel.focus_filter()
    field = panel._field
    assert field.hasFocus()
    qtbot.keyClicks(field, "Nachmittag")
    qtbot.keyClick(field, K.Key_Down)
    assert panel.view.hasFocus()
    assert panel.model.rowCount() == 1
    with qtbot.waitSignal(panel.document_chosen) as chosen:
        panel.view.go_to(panel.model.index(0))
        qtbot.keyClick(panel.view, K.Key_Return)
    assert chosen.args == [panel.model.listed()[0].document]
    panel.focus_filter()
    qtbot.keyClick(field, K.Key_Escape)
    assert field.text() == ""
    qtbot.waitUntil(lambda: panel.model.rowCount() == 5)


def test_nothing_that_passes_says_so_and_offers_all(qtbot: QtBot, panel: ComparedDocuments) -> None:
    panel.focus_filter()
    qtbot.keyClicks(panel._field, "nowhere")
    with qtbot.waitSignal(panel.listed_anew):
        pass
    panel.show_state(is_counting=False, is_complete=True)
    words, action = panel._nothing._words, panel._nothing._action
    assert words.text() == "No document passes these filters."
    action.click()
    assert panel.model.rowCount() == 5


def test_a_stopped_count_can_go_on(qtbot: QtBot, panel: ComparedDocuments) -> None:
    panel.show_state(is_counting=True, is_complete=False)
    assert panel._count.text() == "5, comparing …"
    assert panel._rest.isHidden()
    panel.show_state(is_counting=False, is_complete=False)
    assert not panel._rest.isHidden()
    with qtbot.waitSignal(panel.rest_wanted):
        panel._rest.click()


def test_a_rail_opens_to_the_whole_column(panel: ComparedDocuments) -> None:
    panel.set_rail(is_rail=True)
    assert panel.is_rail
    assert panel.width() == RAIL_WIDTH
    panel._search.click()
    assert not panel.is_rail
    assert panel._field.hasFocus()
