"""The page by itself: it asks for what is to be written, and shows what there is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from annotator.gui.adjudicate.page import AdjudicatePage
from annotator.gui.adjudicate.queue_model import Wanted
from annotator.gui.theme import Theme, load_fonts
from annotator.model.annotation import GOLD, Status
from annotator.model.ids import DocumentId
from annotator.services.adjudication.cases import State
from annotator.services.adjudication.deciding import none
from annotator.services.adjudication.gold_rules import Rule
from annotator.services.adjudication.gold_start import Start, start_gold
from annotator.services.adjudication.progress import progress_of
from annotator.services.blindness import set_blind
from annotator.services.opening import new_project
from annotator.services.session import Session
from tests.gui.adjudicate.conftest import LEILA, MEHDI, RANA, SARA, two_spans

K = Qt.Key

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[AdjudicatePage]:
    load_fonts()
    made = AdjudicatePage()
    qtbot.addWidget(made)
    made.set_theme(Theme())
    made.resize(1440, 800)
    made.show()
    yield made
    made.set_session(None)


def look_into(page: AdjudicatePage, session: Session, document: DocumentId | None = None) -> None:
    """As the window does: the counts come when they are asked for."""
    page.show_place(document, None)
    asked = QSignalSpy(page.progress_requested)
    session.subscribe(page.session_changed)
    page.set_session(session)
    if asked.count():
        page.add_progress(list(progress_of(session.path, page.desk.chosen)))
        page.progress_known()


def words_of(page: AdjudicatePage, name: str) -> str:
    found = page.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found.text() if found.isVisible() else ""


def press(qtbot: QtBot, page: AdjudicatePage, *keys: str | K) -> None:
    page.card.focus_table()
    for key in keys:
        qtbot.keyClick(page.card.table, key)


def test_it_begins_in_the_document_that_was_open_at_the_first_open_case(
    page: AdjudicatePage, review: Session, arabic: DocumentId
) -> None:
    look_into(page, review, arabic)
    assert page.desk.board is not None
    assert page.desk.board.document == arabic
    assert page.case is not None
    assert page.case.key == page.queue.model.listed()[0]
    assert page.desk.chosen == (LEILA, MEHDI, SARA)


def test_without_others_layers_there_is_nothing_to_count(page: AdjudicatePage, tmp_path: Path) -> None:
    with new_project(tmp_path / "empty.annotator", RANA) as session:
        asked = QSignalSpy(page.progress_requested)
        look_into(page, session)
        assert asked.count() == 0
        assert words_of(page, "adjudicate_head") == "No layers to decide between"
        assert page.case is None
        page.set_session(None)


def test_it_writes_nothing_itself(qtbot: QtBot, page: AdjudicatePage, review: Session, arabic: DocumentId) -> None:
    look_into(page, review, arabic)
    case = two_spans(page.desk.board)  # type: ignore[arg-type]
    page.show_case(case.key)
    with qtbot.waitSignal(page.decide_requested) as asked:
        press(qtbot, page, "1", K.Key_Return)
    draft = page.card.draft
    assert draft is not None
    assert asked.args == [draft]
    assert not review.project.contents(arabic, GOLD).mentions
    draft.decide(review, initiator=page)
    page.decided(draft)
    assert page.case is not None
    assert page.case.key != case.key
    assert page.queue.model.row_of(case.key) == -1
    with qtbot.waitSignal(page.reopen_requested) as asked:
        page.open_case(arabic, case.key)
        press(qtbot, page, "U")
    assert asked.args[0].state is State.DECIDED


def test_a_choice_that_is_not_saved_survives_what_others_write(
    qtbot: QtBot, page: AdjudicatePage, review: Session, arabic: DocumentId
) -> None:
    look_into(page, review, arabic)
    assert page.desk.board is not None
    case = two_spans(page.desk.board)
    page.show_case(case.key)
    press(qtbot, page, "2")
    other = next(one for one in page.desk.cases if one.key != case.key and one.mentions)
    none(review, other)
    assert page.case is not None
    assert page.case.key == case.key
    assert page.card.is_touched
    review.annotator = LEILA
    review.set_span(case.mentions[LEILA].id, case.mentions[MEHDI].span)
    review.annotator = RANA
    assert not page.card.is_touched  # what was looked at is no longer so


def test_what_nobody_may_write_can_be_walked_through(qtbot: QtBot, page: AdjudicatePage, review_path: Path) -> None:
    with Session.open(review_path, "") as session:
        look_into(page, session)
        spies = [QSignalSpy(signal) for signal in (page.decide_requested, page.edit_requested)]
        first = page.case
        press(qtbot, page, "1", "E", "+", K.Key_Return)
        assert [spy.count() for spy in spies] == [0, 0]
        assert not page.card.is_touched
        press(qtbot, page, "J")
        assert page.case is not None
        assert first is not None
        assert page.case.key != first.key
        page.set_session(None)


def test_the_walk_goes_over_the_edges_of_documents_and_ends(
    qtbot: QtBot, page: AdjudicatePage, review: Session
) -> None:
    look_into(page, review)
    told = QSignalSpy(page.told)
    first, second, *_rest, last = review.project.document_ids()
    page.open_document(first)
    press(qtbot, page, "K")
    assert told.at(told.count() - 1) == ["This is the first case."]
    page.show_case(page.queue.model.listed()[-1])
    press(qtbot, page, "J")
    assert page.case is not None
    assert page.case.document == second
    press(qtbot, page, "K")
    assert page.case.document == first
    assert page.case.key == page.queue.model.listed()[-1]
    page.open_document(last)
    page.show_case(page.queue.model.listed()[-1])
    press(qtbot, page, "J")
    assert told.at(told.count() - 1) == ["This is the last case."]


def test_nothing_open_is_said_and_what_is_decided_can_be_looked_at(page: AdjudicatePage, review: Session) -> None:
    start_gold(review, Start((LEILA,), Rule.ONE, LEILA, least=1))
    page.desk.set_session(review)
    page.desk.choose([LEILA])
    look_into(page, review)
    assert words_of(page, "adjudicate_head") == "All decided"
    assert page.aside.isVisible()
    page.queue.model.want(Wanted.DECIDED)
    page.open_document(page.queue.model.documents[0].document)
    assert page.case is not None
    assert page.case.state is State.DECIDED


def test_blind_mode_shows_only_what_one_is_done_with(page: AdjudicatePage, review: Session, arabic: DocumentId) -> None:
    set_blind(review, is_on=True)
    look_into(page, review, arabic)
    assert page.case is None
    assert page.desk.board_of(arabic) is None
    assert not page.queue.model.documents
    review.set_status([arabic], Status.DONE)
    look_into(page, review, arabic)
    assert [progress.document for progress in page.queue.model.documents] == [arabic]
    assert page.case is not None
    assert page.case.document == arabic
