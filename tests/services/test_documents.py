"""The list of documents: filtered, sorted, and read by the page."""

from dataclasses import replace

import pytest

from annotator.model.annotation import Status
from annotator.model.ids import DocumentId
from annotator.model.span import Span
from annotator.services.documents import DocumentList, DocumentQuery, Order, Sort
from annotator.services.session import Session
from tests.conftest import OMAR, add_documents

TITLES = ("مُحَمَّد في إيران", "Außenminister", "Vierde bezoek", "zebra")


@pytest.fixture
def ids(session: Session) -> list[DocumentId]:
    changes, texts = add_documents(*(f"text {i} " * (i + 1) for i in range(4)), titles=TITLES)
    session.apply(changes, texts=texts)
    ids = [change.document for change in changes]
    assert all(ids)
    for document, language in zip(ids, ("ar", "de", "nl", "und"), strict=True):
        session.set_language([document], language)  # type: ignore[list-item]
    return ids  # type: ignore[return-value]


def titles(listed: DocumentList) -> list[str]:
    return [row.title for i in range(len(listed)) if (row := listed.row(i))]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (DocumentQuery(), [0, 1, 2, 3]),
        (DocumentQuery(text="محمد"), [0]),
        (DocumentQuery(text="ایران"), [0]),
        (DocumentQuery(text="AUSSEN"), [1]),
        (DocumentQuery(text="100 % nothing"), []),
        (DocumentQuery(languages=("de", "nl")), [1, 2]),
        (DocumentQuery(statuses=(Status.DONE,)), [2]),
        (DocumentQuery(statuses=(Status.NEW, Status.STARTED)), [0, 1, 3]),
        (DocumentQuery(sort=Sort.LENGTH, order=Order.DESCENDING), [3, 2, 1, 0]),
        (DocumentQuery(sort=Sort.MENTIONS, order=Order.DESCENDING), [1, 0, 2, 3]),
        (DocumentQuery(sort=Sort.STATUS), [0, 3, 1, 2]),
        (DocumentQuery(sort=Sort.LANGUAGE), [0, 1, 2, 3]),
        (DocumentQuery(sort=Sort.TITLE), [1, 2, 3, 0]),
        (DocumentQuery(binned=True), []),
    ],
)
def test_queries(session: Session, ids: list[DocumentId], query: DocumentQuery, expected: list[int]) -> None:
    session.add_mention(ids[1], Span.of(0, 3), "GPE")
    session.set_status([ids[2]], Status.DONE)
    assert titles(DocumentList(session, query)) == [TITLES[i] for i in expected]


def test_the_bin_hides_and_gives_back(session: Session, ids: list[DocumentId]) -> None:
    session.bin([ids[0]])
    listed = DocumentList(session)
    assert len(listed) == 3
    assert listed.index_of(ids[0]) is None
    listed.query = replace(listed.query, binned=True)
    assert titles(listed) == [TITLES[0]]


def test_rows_are_those_of_one_annotator(session: Session, ids: list[DocumentId]) -> None:
    session.add_mention(ids[0], Span.of(0, 3), "GPE")
    listed = DocumentList(session)
    row = listed.row(0)
    assert row is not None
    assert (row.status, row.mentions) == (Status.STARTED, 1)
    session.annotator = OMAR
    listed.forget_rows()
    row = listed.row(0)
    assert row is not None
    assert (row.status, row.mentions) == (Status.NEW, 0)


def test_counts(session: Session, ids: list[DocumentId]) -> None:
    session.add_mention(ids[0], Span.of(0, 3), "GPE")
    session.set_status([ids[2]], Status.DONE)
    session.bin([ids[3]])
    listed = DocumentList(session)
    assert listed.status_counts() == {Status.NEW: 1, Status.STARTED: 1, Status.DONE: 1}
    assert listed.language_counts() == {"ar": 1, "de": 1, "nl": 1}


def test_positions_are_found_and_pages_forgotten(session: Session) -> None:
    changes, texts = add_documents(*(f"t{i}" for i in range(450)))
    session.apply(changes, texts=texts)
    listed = DocumentList(session)
    for i in (0, 99, 100, 449):
        document = changes[i].document
        assert document is not None
        assert listed.index_of(document) == i
        row = listed.row(i)
        assert row is not None
        assert row.id == document


def test_a_row_that_went_is_none_until_the_next_refresh(session: Session, ids: list[DocumentId]) -> None:
    listed = DocumentList(session)
    for _ in range(5):
        session.undo()  # the languages, then the import itself
    assert listed.row(0) is None
    listed.refresh()
    assert len(listed) == 0


def test_new_documents_are_appended_without_listing_anew(session: Session, ids: list[DocumentId]) -> None:
    listed = DocumentList(session)
    assert listed.grows_at_end
    assert len(titles(listed)) == 4
    changes, texts = add_documents("five", "six", titles=("Five", "Six"))
    session.apply(changes, texts=texts)
    listed.append(listed.newer())
    assert titles(listed) == [*TITLES, "Five", "Six"]
    assert not listed.newer()
    assert [listed.index_of(change.document) for change in changes if change.document] == [4, 5]


def test_another_order_does_not_grow_at_its_end(session: Session, ids: list[DocumentId]) -> None:
    assert not DocumentList(session, DocumentQuery(sort=Sort.TITLE)).grows_at_end
    assert not DocumentList(session, DocumentQuery(order=Order.DESCENDING)).grows_at_end
    assert not DocumentList(session, DocumentQuery(text="de")).grows_at_end


def test_rereads_only_the_rows_asked_for(session: Session, ids: list[DocumentId]) -> None:
    listed = DocumentList(session)
    before = [listed.row(i) for i in range(4)]
    session.rename(ids[1], "Chancellor")
    session.rename(ids[2], "Fifth visit")
    listed.reread([ids[1]])
    after = titles(listed)
    assert after == [before[0].title, "Chancellor", before[2].title, before[3].title]  # type: ignore[union-attr]
    listed.forget_rows()
    assert titles(listed)[2] == "Fifth visit"


def test_rereading_a_document_that_is_not_listed_changes_nothing(session: Session, ids: list[DocumentId]) -> None:
    listed = DocumentList(session, DocumentQuery(languages=("de",)))
    assert titles(listed) == [TITLES[1]]
    listed.reread([ids[0], DocumentId("nobody")])
    assert titles(listed) == [TITLES[1]]


@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize("sort", list(Sort))
def test_knows_where_each_document_is_listed(session: Session, ids: list[DocumentId], sort: Sort, order: Order) -> None:
    session.bin([ids[0]])
    listed = DocumentList(session, DocumentQuery(sort=sort, order=order))
    for i in range(len(listed)):
        row = listed.row(i)
        assert row is not None
        assert listed.index_of(row.id) == i
    assert listed.index_of(ids[0]) is None


def test_counts_of_statuses_leave_out_the_bin(session: Session, ids: list[DocumentId]) -> None:
    session.set_status(ids[:3], Status.DONE)
    session.set_status([ids[3]], Status.STARTED)
    session.bin([ids[0], ids[3]])
    assert DocumentList(session).status_counts() == {Status.NEW: 0, Status.STARTED: 0, Status.DONE: 2}
