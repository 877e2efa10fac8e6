"""The queue as a list: documents with how far they are, the cases of the open one, and what is filtered."""

from pytestqt.modeltest import ModelTester

from annotator.gui.adjudicate.queue_model import CaseRow, DocumentRow, QueueModel, Role, Wanted, case_rows
from annotator.gui.adjudicate.words import CaseWords
from annotator.model.ids import DocumentId
from annotator.services.adjudication.board import Board, board_of
from annotator.services.adjudication.progress import DocumentProgress, counted
from annotator.services.session import Session
from tests.gui.adjudicate.conftest import LEILA, draft_of, two_spans

OTHER = DocumentProgress(DocumentId("other"), "Besuch", (LEILA,), decided=3, open=0, reopened=1)
DONE = DocumentProgress(DocumentId("done"), "Fertig", (LEILA,), decided=4)


def rows(model: QueueModel) -> list[object]:
    return [model.index(place, 0).data(Role.ROW) for place in range(model.rowCount())]


def test_the_open_document_lists_its_cases(board: Board, words: CaseWords, qtmodeltester: ModelTester) -> None:
    model = QueueModel()
    model.add([counted(board), OTHER, DONE])
    model.open(board.document, case_rows(board.cases, words))
    qtmodeltester.check(model)
    heads = [row for row in rows(model) if isinstance(row, DocumentRow)]
    assert [head.progress.title for head in heads][1:] == ["Besuch"]  # all of the third is decided
    assert model.listed() == [case.key for case in board.cases]
    assert model.row_of(board.cases[0].key) == 1


def test_a_decided_case_leaves_the_open_ones(review: Session, board: Board, words: CaseWords) -> None:
    draft = draft_of(review, two_spans(board))
    draft.take("span", LEILA)
    draft.decide(review)
    after = board_of(review.project, board.document)
    model = QueueModel()
    model.add([counted(after)])
    model.open(board.document, case_rows(after.cases, words))
    assert draft.case.key not in model.listed()
    model.want(Wanted.DECIDED)
    assert model.listed() == [draft.case.key]
    (row,) = [row for row in rows(model) if isinstance(row, CaseRow)]
    assert row.note == "decided"
    model.want(Wanted.REOPENED)
    assert model.listed() == []


def test_what_was_reopened_counts_as_open() -> None:
    assert Wanted.OPEN.count_in(OTHER) == 1
    assert Wanted.REOPENED.count_in(OTHER) == 1
    assert Wanted.DECIDED.count_in(OTHER) == 3


def test_the_next_document_is_one_with_such_cases(board: Board, words: CaseWords) -> None:
    model = QueueModel()
    model.add([DONE, counted(board), OTHER])
    assert model.first_document() == board.document
    model.open(board.document, case_rows(board.cases, words))
    assert model.next_document(1) == OTHER.document
    assert model.next_document(-1) is None
    model.want(Wanted.DECIDED)
    assert model.next_document(-1) == DONE.document


def test_a_document_that_nobody_has_begun_any_more_goes() -> None:
    model = QueueModel()
    model.add([OTHER])
    model.add([DocumentProgress(OTHER.document, OTHER.title)])
    assert model.rowCount() == 0
