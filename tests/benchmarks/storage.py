"""A project of 100,000 documents and a million mentions: opening it, its lists, and edits in it. No window."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from annotator.model.annotation import Status
from annotator.model.ids import DocumentId
from annotator.model.span import Span
from annotator.services.documents import DocumentList, DocumentQuery, Order, Sort
from annotator.services.session import Session
from tests.benchmarks.measuring import Clock, Figure, Limit, Samples
from tests.benchmarks.workload import ANNOTATOR

OPEN = Limit(1000.0, None)
LIST = Limit(50.0, None)
"""The window must not stand still for longer than this."""
STEP = Limit(5.0, None)
EDIT = Limit(5.0, None)


def lists(path: Path, samples: int) -> Iterator[Figure]:
    """Opening the project, and what the list of documents asks."""
    yield _opening(path, max(3, samples // 30)).figure("open the project", OPEN, clock=Clock.WALL)
    with Session.open(path, ANNOTATOR) as session:
        yield _times(samples // 10, lambda: DocumentList(session).row(0)).figure("list, first page", LIST)
        for what, query in _QUERIES.items():
            yield _times(samples // 10, _listing(session, query)).figure(what, LIST)
        listed = DocumentList(session)
        yield _times(samples // 10, listed.status_counts).figure("status counts", LIST)
        yield _times(samples // 10, listed.language_counts).figure("language counts", LIST)
        yield _paging(listed, samples).figure("another page of the list", STEP)
        yield _next_documents(session, listed, samples).figure("next document: text and layer", STEP)


def edits(path: Path, samples: int) -> Iterator[Figure]:
    """Edits, from the call to durable; the write apart."""
    with Session.open(path, ANNOTATOR) as session:
        listed = DocumentList(session)
        document = _id_at(listed, len(listed) // 2)
        yield from edit_figures(session, document, samples)
        yield _positions(listed, samples).figure("position of a document in the list", STEP)


def edit_figures(session: Session, document: DocumentId, samples: int) -> Iterator[Figure]:
    """Add, relabel, move, undo, redo and delete in one document."""
    length = session.document(document).length
    spans = (Span.of(i % (length - 9), i % (length - 9) + 1 + i % 8) for i in range(0, 10**9, 37))
    adding, made = Samples(), []
    for _i in range(samples):
        span = next(spans)
        with adding:
            made.append(session.add_mention(document, span, "LOC").id)
    yield _edit(adding, "session: add a mention")
    yield _edit(_each(made, lambda m: session.relabel([m], "FAC")), "session: relabel")
    yield _edit(_each(made, lambda m: session.set_attribute([m], "mention_type", "NOM")), "session: attribute")
    yield _edit(_times(samples, session.undo), "session: undo")
    yield _edit(_times(samples, session.redo), "session: redo")
    yield _edit(_each(made, lambda m: session.delete([m])), "session: delete")
    statuses = [Status.DONE, Status.STARTED] * (samples // 2 + 1)
    yield _edit(_each(statuses[:samples], lambda s: session.set_status([document], s)), "session: status")
    yield _times(samples, lambda: session.undo_action).figure("session: name of the next undo", Limit(0.2, None))


def _edit(samples: Samples, what: str) -> Figure:
    return samples.figure(what, EDIT, clock=Clock.WALL)


_QUERIES = {
    "filter by text": DocumentQuery(text="astana"),
    "filter by text, few found": DocumentQuery(text="president 77"),
    "filter by language": DocumentQuery(languages=("ar",)),
    "filter by status": DocumentQuery(statuses=(Status.DONE,)),
    "sort by title": DocumentQuery(sort=Sort.TITLE),
    "sort by status": DocumentQuery(sort=Sort.STATUS),
    "sort by mentions": DocumentQuery(sort=Sort.MENTIONS, order=Order.DESCENDING),
    "sort by length": DocumentQuery(sort=Sort.LENGTH, order=Order.DESCENDING),
    "all at once": DocumentQuery("astana", ("ar", "de"), (Status.STARTED,), sort=Sort.TITLE),
}


def _listing(session: Session, query: DocumentQuery) -> Callable[[], object]:
    def ask() -> object:
        listed = DocumentList(session, query)
        return listed.row(0) if len(listed) else None

    return ask


def _opening(path: Path, times: int) -> Samples:
    samples = Samples()
    for _i in range(times):
        with samples:
            session = Session.open(path, ANNOTATOR)
        session.close()
    return samples


def _times(times: int, work: Callable[[], object]) -> Samples:
    return _each(range(max(3, times)), lambda _i: work())


def _each(things: Iterable[Any], work: Callable[[Any], object]) -> Samples:
    samples = Samples()
    for thing in things:
        with samples:
            work(thing)
    return samples


def _paging(listed: DocumentList, samples: int) -> Samples:
    """Rows far from each other, so that each asks for a page that was not read."""
    positions = [(i * 7_919) % len(listed) for i in range(samples)]
    listed.forget_rows()
    return _each(positions, listed.row)


def _next_documents(session: Session, listed: DocumentList, samples: int) -> Samples:
    ids = [_id_at(listed, (i * 7_919) % len(listed)) for i in range(samples)]

    def read(document: DocumentId) -> None:
        session.document(document)
        session.text(document)
        session.layer(document)

    return _each(ids, read)


def _positions(listed: DocumentList, samples: int) -> Samples:
    ids = [_id_at(listed, (i * 7_919) % len(listed)) for i in range(samples)]
    return _each(ids, listed.index_of)


def _id_at(listed: DocumentList, position: int) -> DocumentId:
    row = listed.row(position)
    if row is None:
        raise RuntimeError("a document went away")
    return row.id
