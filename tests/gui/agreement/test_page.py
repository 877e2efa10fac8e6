"""The mode Agreement in a real window, on three layers of the samples: counted, walked, narrowed, asked about."""

import shutil
import sqlite3
from contextlib import closing

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from annotator.gui.agreement.page import AgreementPage
from annotator.gui.modes import Mode
from annotator.model.annotation import Status
from annotator.model.ids import AnnotatorName, DocumentId
from annotator.services.agreement.corpus import AgreementChoice, agreement
from annotator.services.agreement.intervals import figures_with_intervals
from annotator.services.session import Session
from tests.gui.conftest import CTRL, Hand

K = Qt.Key

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@pytest.fixture
def path(review_project, tmp_path):
    return shutil.copyfile(review_project, tmp_path / "review.annotator")


@pytest.fixture
def hand(make_window, path) -> Hand:
    """Leila at a window on the three layers, in the mode Agreement, all counted."""
    return at_agreement(make_window(), path)


def at_agreement(made: Hand, path) -> Hand:
    assert made.window.projects.open(path)
    made.settle()
    made.window.commands.run("mode_agreement")
    made.qtbot.waitUntil(lambda: has_examples(made), timeout=20_000)  # intervals are still being counted
    return made


def has_examples(hand: Hand) -> bool:
    found = page_of(hand)._findings
    return found is not None and bool(found._examples)


def counted(hand: Hand) -> None:
    """Wait until everything is counted and shown."""
    hand.settle()
    page_of(hand)._showing.refresh()


def page_of(hand: Hand) -> AgreementPage:
    page = hand.window.modes.page(Mode.AGREEMENT)
    assert isinstance(page, AgreementPage)
    return page


def state(hand: Hand) -> str:
    return page_of(hand)._head.state.text()


def first_document(session: Session) -> DocumentId:
    return next(iter(session.project.document_ids()))


def nothing(hand: Hand) -> str:
    """Why there are no figures."""
    assert page_of(hand)._stack.currentWidget() is page_of(hand)._nothing
    return page_of(hand)._nothing.text()


def test_the_mode_counts_by_itself_and_shows_what_the_service_says(hand, path):
    counted(hand)
    page = page_of(hand)
    service = agreement(path, AgreementChoice())
    shown = {figure.name: figure for figure in page._body.strip.figures}
    wanted = {figure.name: figure for figure in figures_with_intervals(service.whole())}
    assert all(wanted[name] == figure for name, figure in shown.items())
    assert {"entity_exact", "trigger_exact", "argument_role", "conll"} <= shown.keys()
    assert state(hand) == "Counted just now"
    assert not page._body.time_card.isVisible()  # all was imported on one day
    assert hand.focus() is page._body.matrix.cells
    hints = page.hints()
    assert [keys for keys, _words in hints.keys][1:] == ["Enter", "X", "P", "Ctrl+C"]
    assert hints.place == "GPE, LOC: 2"


def test_a_story_with_keys_alone(hand):
    page = page_of(hand)
    cells = page._body.matrix.cells
    hand.press(K.Key_Home)
    assert cells.shown_cell == (0, 0)
    assert page._popover.told is not None
    assert page._popover.told.opens == "Open those with other edges"
    hand.press(K.Key_Down)
    hand.press(K.Key_Right)
    hand.press(K.Key_Right)
    told = page._popover.told
    assert told is not None
    assert [label for _sign, label in told.sides] == ["PERSON", "TITLE"]
    assert told.quote and told.opens == "Open 1 disagreement"
    assert page.hints().place == "PERSON, TITLE: 1"
    with hand.qtbot.waitSignal(page.disagreements_requested) as asked:
        hand.press(K.Key_Return)
    assert asked.args == [("leila", "mehdi"), "entity", "PERSON", "TITLE"]
    assert hand.window.modes.current is Mode.COMPARE
    hand.settle()
    hand.press(K.Key_4, Qt.KeyboardModifier.AltModifier)

    hand.press(K.Key_P)
    assert cells.annotators == ("leila", "sara")
    hand.press(K.Key_P)
    hand.press(K.Key_P)
    assert cells.annotators == ("leila", "mehdi")

    hand.press(K.Key_X)
    assert page._head._match.current() == 1
    assert page._body.bars_card._beside.text().count("leila") == 1
    assert page._body.languages_card._beside.text() == "F1 partial, grey tick: all languages"

    hand.press(K.Key_C, CTRL)
    assert QGuiApplication.clipboard().text().startswith("by\tof\tannotators\tfigure\tvalue")


def test_a_cell_of_nothing_asks_for_nothing_on_that_side(hand):
    page = page_of(hand)
    cells = page._body.matrix.cells
    row, column = cells.table.labels.index("PERSON"), len(cells.table.labels) - 1
    with hand.qtbot.waitSignal(page.disagreements_requested) as asked:
        hand.qtbot.mouseClick(cells, Qt.MouseButton.LeftButton, pos=cells.rect_of(row, column).center().toPoint())
    assert asked.args == [("leila", "mehdi"), "entity", "PERSON", None]
    row = cells.table.labels.index("TITLE")
    assert not cells.table.count(row, column)
    with hand.qtbot.assertNotEmitted(page.disagreements_requested):
        hand.qtbot.mouseClick(cells, Qt.MouseButton.LeftButton, pos=cells.rect_of(row, column).center().toPoint())


def test_roles_are_a_matrix_too(hand):
    page = page_of(hand)
    page._body.structures[0].chosen.emit(2)
    cells = page._body.matrix.cells
    assert page._body.structures[1].current() == 2
    labels = cells.table.labels
    cells.setFocus()
    cells.go_to(labels.index("Visitor") * len(labels) + labels.index("Traveller"))
    assert page._popover.told is not None and page._popover.told.quote
    with hand.qtbot.waitSignal(page.disagreements_requested) as asked:
        hand.press(K.Key_Return)
    assert asked.args == [("leila", "mehdi"), "role", "Visitor", "Traveller"]


def test_pointer_and_keys_show_the_same_popover(hand):
    page = page_of(hand)
    cells = page._body.matrix.cells
    hand.press(K.Key_Home)
    rect = cells.rect_of(0, cells.table.labels.index("LOC"))
    hand.qtbot.mouseMove(cells, rect.center().toPoint())
    by_pointer = page._popover.told
    assert by_pointer is not None and by_pointer.opens == "Open 2 disagreements"
    hand.qtbot.mouseMove(cells, QPoint(cells.width() - 2, cells.height() - 2))
    cells.go_to(cells.table.labels.index("LOC"))
    assert page._popover.told == by_pointer
    assert not page._popover.geometry().intersects(page.rect().translated(page.width(), 0))
    assert page.rect().contains(page._popover.geometry())


def test_a_figure_is_explained(hand):
    counted(hand)
    page = page_of(hand)
    strip = page._body.strip
    strip.setFocus()
    hand.press(K.Key_Return)
    card = page._card
    assert card is not None and card.isVisible()
    said = card.accessibleName()
    assert said.startswith("Entities, exact 0.85")
    assert "n = 1,487 entity mentions, in 5 documents." in said
    assert "F1 of mentions with equal span and equal label." in said
    assert "Source: Hripcsak & Rothschild 2005" in said
    hand.press(K.Key_Escape)
    assert not card.isVisible()
    assert hand.focus() is strip


def test_from_a_bar_to_the_row_of_its_label(hand):
    page = page_of(hand)
    bars = page._body.bars
    place = [bar.label for bar in bars.bars].index("PERSON")
    bars.activated.emit(place)
    cells = page._body.matrix.cells
    row, column = cells.row_column(cells.current)
    assert cells.table.labels[row] == "PERSON"
    assert cells.table.count(row, column) == 2
    assert hand.focus() is cells


def test_a_document_is_opened(hand):
    page = page_of(hand)
    worst = page._body.documents.lines[0]
    page._body.documents.activated.emit(0)
    assert hand.window.modes.current is Mode.LABEL
    assert hand.window.reading.document is not None
    assert hand.window.reading.document.id == worst.id


def test_labels_narrow_matrix_and_bars_only(hand):
    page = page_of(hand)
    before = page._body.strip.figures
    page._head.labels_chosen.emit(("GPE", "LOC"))
    assert page._body.matrix.cells.table.labels == ("GPE", "LOC", "")
    assert {bar.label for bar in page._body.bars.bars} == {"GPE", "LOC"}
    assert page._body.strip.figures == before
    page._head.labels_chosen.emit(())
    assert len(page._body.bars.bars) > 2


def test_languages_and_status_choose_documents(hand):
    page = page_of(hand)
    page._head.languages_chosen.emit(("ar",))
    hand.qtbot.waitUntil(lambda: page._counting.is_running)
    counted(hand)
    assert page._head._statuses.text() == "2 labelled twice"
    assert page._body.foot.text().endswith("2 documents are too few documents for an interval.")
    assert all(figure.interval is None for figure in page._body.strip.figures)
    page._head.languages_chosen.emit(())
    page._head.statuses_chosen.emit((Status.DONE,))
    hand.qtbot.waitUntil(lambda: page._counting.is_running)
    counted(hand)
    assert page.choice == AgreementChoice(statuses=(Status.DONE,))
    assert page._body.pairs._pairs[1].documents == 3  # Sara has done but three


def test_all_figures_can_be_seen(hand):
    page = page_of(hand)
    before = {figure.name for figure in page._body.strip.figures}
    few = len(before)
    page._head._all.click()
    assert len(page._body.strip.figures) > few
    assert page.choice.gamma
    assert any(figure.name.startswith("attribute:") for figure in page._body.strip.figures)
    counted(hand)
    assert {figure.name: figure for figure in page._body.strip.figures}["gamma"].value is not None
    page._head._all.click()
    assert {figure.name for figure in page._body.strip.figures} == {*before, "gamma"}  # now that it is known


def test_an_edit_makes_the_figures_stale_until_they_are_counted_again(hand):
    page = page_of(hand)
    session = hand.window.projects.session
    counted(hand)
    before = page._body.strip.figures[0]
    document = first_document(session)
    mention = next(m for m in session.project.contents(document, AnnotatorName("leila")).mentions if m.label == "GPE")
    session.delete([mention.id])
    assert state(hand) == "Counted just now. Labels have changed since: R counts again"
    assert page._body.strip.figures[0] == before
    hand.press(K.Key_R)
    assert state(hand).startswith("Counting")
    assert page._body.strip.figures[0] == before  # the last figures stay
    counted(hand)
    assert state(hand) == "Counted just now"
    assert page._body.strip.figures[0] != before


def test_an_edit_elsewhere_is_counted_when_one_comes_back(hand):
    page = page_of(hand)
    session = hand.window.projects.session
    before = page._body.strip.figures[0]
    hand.window.commands.run("mode_label")
    document = first_document(session)
    mentions = session.project.contents(document, AnnotatorName("leila")).mentions
    session.delete([mention.id for mention in mentions[:5]])
    hand.window.commands.run("mode_agreement")
    counted(hand)
    assert page._body.strip.figures[0] != before


def test_what_an_older_choice_asked_for_is_dropped(hand):
    page = page_of(hand)
    page._head.languages_chosen.emit(("ar",))
    page.count_again()
    page._head.languages_chosen.emit(("nl",))
    page.count_again()
    counted(hand)
    assert {column.name for column in page._body.languages._columns} == {"Dutch"}


def test_counting_can_be_cancelled_and_the_last_figures_stay(hand):
    counted(hand)
    page = page_of(hand)
    before = page._body.strip.figures
    page.count_again()
    hand.window.status_bar.cancel_requested.emit()
    counted(hand)
    assert not page._counting.is_running
    assert page._body.strip.figures == before
    assert state(hand).startswith("Counted")


def test_one_annotator_is_told_what_is_missing(make_window, sample_project, tmp_path):
    hand = make_window()
    path = shutil.copyfile(sample_project, tmp_path / "one.annotator")
    assert hand.window.projects.open(path)
    hand.settle()
    hand.window.commands.run("mode_agreement")
    assert nothing(hand).startswith("Agreement takes two annotators or more.")
    assert page_of(hand).hints().keys == (("R", "Count"),)


def test_people_without_a_common_document_are_told(make_window, path):
    with Session.open(path, "leila") as session:
        documents = list(session.project.document_ids())
    for name, kept in (("leila", documents[:2]), ("mehdi", documents[2:]), ("sara", ())):
        with Session.open(path, name) as session:
            for document in documents:
                if document not in kept:
                    session.delete([m.id for m in session.layer(document).mentions])
                    session.set_status([document], Status.NEW)
    hand = make_window()
    assert hand.window.projects.open(path)
    hand.settle()
    hand.window.commands.run("mode_agreement")
    counted(hand)
    assert nothing(hand).startswith("No document was labelled by two of these annotators")


def test_a_damaged_document_is_named_and_the_others_count(make_window, path):
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE mention SET attributes = '{' WHERE rowid = (SELECT min(rowid) FROM mention)")
        db.commit()
    hand = at_agreement(make_window(), path)
    page = page_of(hand)
    assert page._body.damage.isVisible()
    assert page._body.damage.text().startswith("Not counted, because they are damaged: “")
    assert page._head._statuses.text() == "4 labelled twice"


def test_where_all_is_damaged_there_is_no_figure_but_a_reason(make_window, path):
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE mention SET attributes = '{'")
        db.commit()
    hand = make_window()
    assert hand.window.projects.open(path)
    hand.settle()
    hand.window.commands.run("mode_agreement")
    counted(hand)
    assert nothing(hand).startswith("Not counted, because they are damaged: “")


def test_the_cards_stand_below_each_other_in_a_small_window(make_window, path):
    hand = at_agreement(make_window(size=(1024, 700)), path)
    body = page_of(hand)._body
    assert body.matrix_card.width() > 900
    assert body.bars_card.geometry().top() > body.matrix_card.geometry().bottom()
    assert body.width() <= page_of(hand)._scroll.viewport().width()
    cards = [body.matrix_card, body.bars_card, body.pairs_card, body.languages_card, body.documents_card]
    assert not any(a.geometry().intersects(b.geometry()) for a in cards for b in cards if a is not b)
    last = body.documents
    last.setFocus()
    last.go_to(len(last.lines) - 1)
    assert page_of(hand)._scroll.verticalScrollBar().value() > 0
    assert not last.visibleRegion().isEmpty()


def test_everything_has_a_name(hand):
    page = page_of(hand)
    touched = [w for w in page.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert len(touched) > 15
    assert [w.objectName() or type(w).__name__ for w in touched if not (w.objectName() and w.accessibleName())] == []


def test_the_report_is_a_page(hand, tmp_path):
    out = tmp_path / "out.html"
    worker = hand.window.review_pages.agreement_reporting
    proposed = []

    def choose(path):
        proposed.append(path)
        return str(out)

    worker.choose_file = choose
    page_of(hand)._head._report.click()
    hand.settle()
    assert proposed[0].name == "review-agreement.html"
    assert out.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert hand.said == "Saved the agreement report as ‘out.html’"
    out.unlink()
    hand.window.commands.run("agreement_report")
    hand.settle()
    assert out.exists()
    worker.choose_file = lambda _path: ""
    out.unlink()
    hand.window.commands.run("agreement_report")
    hand.settle()
    assert not out.exists()
