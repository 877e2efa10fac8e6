"""The comparison of a whole project beside the work: counted once in the background, then only where something changes.

The counts outlive the sight of the page: what is edited in the meantime is noted, and compared again when the page is
seen next.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from annotator.gui.tasks import Task, Tasks
from annotator.model.change import Changes, Subject
from annotator.model.ids import AnnotatorName, DocumentId
from annotator.services.blindness import BLIND, Blindness
from annotator.services.comparison.comparing import Against
from annotator.services.comparison.corpus_comparison import (
    EVERYTHING,
    DocumentComparison,
    choose_annotators,
    compare_corpus,
    compare_document,
    labelling_annotators,
)
from annotator.services.comparison.corpus_tally import CorpusTally, Counted, counted
from annotator.services.comparison.disagreement import Wanted
from annotator.services.comparison.disagreement_list import Listed, listed
from annotator.services.job import Progress
from annotator.services.session import Session

Begin = Callable[[Sequence[AnnotatorName]], tuple[tuple[AnnotatorName, ...], Against]]
"""Of those who have labelled, whom to compare, and which layers with which; nobody if they are too few."""
MOST = 2_000
"""Disagreements listed of all documents; nobody walks through more at once."""
_BATCH, _LIST_BATCH = 50, 400
_AT_ONCE = 20
"""Documents; more are compared in the background."""
_COMPARED = (Subject.DOCUMENT, Subject.LAYER, Subject.MENTION, Subject.ARGUMENT, Subject.RELATION)


@dataclass(frozen=True, slots=True)
class _Question:
    """What a job compares."""

    project: Path
    annotators: tuple[AnnotatorName, ...]
    against: Against
    done_by: AnnotatorName | None

    def answers(
        self, wanted: Wanted, documents: Collection[DocumentId], progress: Progress
    ) -> Iterator[DocumentComparison]:
        """The comparisons, document by document; of those that blind mode does not hide."""
        seen = replace(wanted, done_by=self.done_by)
        return compare_corpus(
            self.project, self.annotators, seen, against=self.against, documents=documents, progress=progress
        )


class Corpus(QObject):
    """What the chosen annotators say differently in all documents.

    Attributes:
        annotators: Whose layers are compared, the first one's on the left; empty if fewer than two have labelled.
        against: Which layers are compared with which.
        tally: The counts so far, or `None` while there is nothing to compare.
        is_counting: Whether documents are still being counted.
        is_complete: Whether all have been.

    Signals:
        restarted: There is another tally.
        counted: Ids of documents whose counts are new, others, or gone.
        listed: Further `Listed` ones of all documents, a tuple.
        ended: A job is over; look at `is_counting` and `is_listing`.
        refused: The `AnnotatorError` that ended a job.
    """

    restarted = Signal()
    counted = Signal(list)
    listed = Signal(tuple)
    ended = Signal()
    refused = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject | None = None, *, begins_with: Begin | None = None) -> None:
        """`begins_with` chooses whom to compare before anybody else does: the first two who have labelled."""
        super().__init__(parent)
        self._tasks = tasks
        self._begins_with = begins_with or first_two
        self._session: Session | None = None
        self._counting: Task | None = None
        self._listing: Task | None = None
        self._edited: set[DocumentId] = set()
        self._edited_since_counting: set[DocumentId] = set()
        self._edited_since_listing: set[DocumentId] = set()
        self._is_outdated = False
        self.annotators: tuple[AnnotatorName, ...] = ()
        self.against = Against.FIRST
        self.tally: CorpusTally | None = None
        self.is_complete = False

    @property
    def session(self) -> Session | None:
        """The session whose project is compared."""
        return self._session

    @property
    def is_counting(self) -> bool:
        """Whether documents are still being counted."""
        return self._counting is not None

    @property
    def is_listing(self) -> bool:
        """Whether disagreements of all documents are being listed."""
        return self._listing is not None

    def people(self) -> tuple[AnnotatorName, ...]:
        """Who could be compared; the adjudicated layer comes last."""
        return labelling_annotators(self._session) if self._session is not None else ()

    # -- what is compared

    def set_session(self, session: Session | None) -> None:
        """Compare another project, or none; the one that is compared already is only brought up to date."""
        if session is not None and session is self._session:
            self.catch_up()
            return
        self._session = session
        self._choose_first()

    def _choose_first(self) -> None:
        self.annotators, self.against = self._begins_with(self.people())
        self._restart()

    def choose(self, annotators: Collection[AnnotatorName], against: Against) -> None:
        """Compare these, the first one's layers on the left.

        Raises:
            AnnotatorError: If one is named twice, has no layers, or there are fewer than two.
        """
        if self._session is None or (tuple(annotators), against) == (self.annotators, self.against):
            return
        self.annotators = choose_annotators(self._session.path, tuple(annotators))
        self.against = against
        self._restart()

    def _restart(self) -> None:
        self._cancel()
        self._edited.clear()
        self._is_outdated = False
        is_there = self._session is not None and len(self.annotators) > 1
        self.tally = CorpusTally(self._session.scheme) if self._session is not None and is_there else None
        self.is_complete = False
        self.restarted.emit()
        if self.tally is not None:
            self.go_on()

    def _cancel(self) -> None:
        for task in (self._counting, self._listing):
            if task is not None:
                task.cancel()
        self._counting = self._listing = None

    # -- counting

    def go_on(self, documents: Collection[DocumentId] = ()) -> None:
        """Count all documents in the background, or some; after a person has stopped it."""
        session = self._session
        if session is None or self._counting is not None:
            return
        self._edited_since_counting.clear()
        job = partial(_count, self._question(session), frozenset(documents))
        task = self._counting = self._tasks.prepare(self.tr("Comparing"), job)
        task.produced.connect(partial(self._take_counts, task))
        self._start(task, is_whole=not documents)

    def _question(self, session: Session) -> _Question:
        return _Question(session.path, self.annotators, self.against, Blindness.of(session).done_by)

    def _start(self, task: Task, *, is_whole: bool) -> None:
        task.refused.connect(self.refused)
        task.succeeded.connect(partial(self._succeed, task, is_whole))
        task.finished.connect(partial(self._finish, task))
        self._tasks.start(task)

    def _take_counts(self, task: Task, documents: tuple[Counted, ...]) -> None:
        if task is self._counting and self.tally is not None:
            fresh = [document for document in documents if document.document not in self._edited_since_counting]
            for document in fresh:
                self.tally.put(document)
            self.counted.emit([document.document for document in fresh])
        task.took()

    def _succeed(self, task: Task, is_whole: bool, _result: object) -> None:
        if task is self._counting and is_whole:
            self.is_complete = True

    def _finish(self, task: Task) -> None:
        if task is self._counting:
            self._counting = None
        elif task is self._listing:
            self._listing = None
        else:
            return
        self.ended.emit()

    # -- listing

    def list_all(self) -> None:
        """List what the tally's filter admits of all documents counted so far; `listed` brings it."""
        session, tally = self._session, self.tally
        if self._listing is not None:
            self._listing.cancel()
            self._listing = None
        if session is None or tally is None:
            return
        self._edited_since_listing.clear()
        job = partial(_list, self._question(session), tally.wanted, _first_with_some(tally))
        task = self._listing = self._tasks.prepare(self.tr("Listing disagreements"), job)
        task.produced.connect(partial(self._take_listed, task))
        self._start(task, is_whole=False)

    def _take_listed(self, task: Task, found: tuple[Listed, ...]) -> None:
        if task is self._listing:
            self.listed.emit(tuple(one for one in found if one.found.document not in self._edited_since_listing))
        task.took()

    # -- edits

    def follow(self, changes: Changes) -> None:
        """Note what an act touches; `catch_up` compares it again."""
        is_blind = any(change.subject_id == BLIND for change in changes.of(Subject.SETTING))
        if changes.touches(Subject.SCHEME) or is_blind:
            self._is_outdated = True
        touched = {change.document for change in changes.of(*_COMPARED) if change.document is not None}
        self._edited |= touched
        self._edited_since_counting |= touched
        self._edited_since_listing |= touched

    def catch_up(self) -> None:
        """Compare again what was edited since the last time."""
        if self.tally is None:
            self._choose_first()
        elif self._is_outdated or not self._knows_all_chosen():
            self._restart_with_those_there()
        elif self.tally is not None and self._edited:
            edited, self._edited = self._edited, set()
            if len(edited) <= _AT_ONCE:
                self._compare_again(self.tally, edited)
            elif self._counting is None and self.is_complete:
                self._compare_in_background(self.tally, edited)
            else:
                self._restart()

    def _knows_all_chosen(self) -> bool:
        return self.tally is None or set(self.annotators) <= set(self.people())

    def _restart_with_those_there(self) -> None:
        there = [name for name in self.annotators if name in self.people()]
        if len(there) > 1:
            self.annotators = tuple(there)
            self._restart()
        else:
            self._choose_first()

    def _compare_again(self, tally: CorpusTally, documents: Collection[DocumentId]) -> None:
        for document in documents:
            comparison = self.compare(document)
            if comparison is not None and len(comparison.layers) > 1:
                tally.put(counted(comparison))
            else:
                tally.remove(document)
        self.counted.emit(list(documents))

    def _compare_in_background(self, tally: CorpusTally, documents: Collection[DocumentId]) -> None:
        """Count many documents anew; those that are gone, or whose layers are, come no more."""
        for document in documents:
            tally.remove(document)
        self.counted.emit(list(documents))
        self.go_on(documents)

    def compare(self, document: DocumentId) -> DocumentComparison | None:
        """All that is said differently in one document, as it is now; `None` if there is nothing to compare."""
        if self._session is None or len(self.annotators) < 2:
            return None
        return compare_document(self._session, document, self.annotators, against=self.against)


def first_two(people: Sequence[AnnotatorName]) -> tuple[tuple[AnnotatorName, ...], Against]:
    """The first two who have labelled; what was adjudicated only if nothing else is there."""
    return tuple(people[:2]) if len(people) > 1 else (), Against.FIRST


def _first_with_some(tally: CorpusTally) -> frozenset[DocumentId]:
    """The first documents of which the filter admits as many as can be listed."""
    found: set[DocumentId] = set()
    total = 0
    for document in tally:
        count = tally.count(document)
        if count:
            found.add(document.document)
            total += count
        if total >= MOST:
            break
    return frozenset(found)


def _count(question: _Question, documents: frozenset[DocumentId], progress: Progress) -> Iterator[tuple[Counted, ...]]:
    """The job: in its own thread."""
    compared = question.answers(EVERYTHING, documents, progress)
    found = (counted(comparison) for comparison in compared if len(comparison.layers) > 1)
    while batch := tuple(islice(found, _BATCH)):
        yield batch


def _list(
    question: _Question, wanted: Wanted, documents: frozenset[DocumentId], progress: Progress
) -> Iterator[tuple[Listed, ...]]:
    """The job: in its own thread."""
    if documents:
        compared = question.answers(wanted, documents, progress)
        found = islice((one for comparison in compared for one in listed(comparison)), MOST)
        while batch := tuple(islice(found, _LIST_BATCH)):
            yield batch
