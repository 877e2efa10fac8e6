"""Bringing together the layers of several people: from another project, or lines of the native format, into this one.

A layer has one writer, so it is taken as that person left it, record by record by id; the layers of others are never
touched, and the own one only if it is named. Everything is looked at before anything is written; then it is written in
batches of one act, so one undo takes the whole back, and merging the same file again changes nothing.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from annotator.model.annotation import Annotator, Mention
from annotator.model.change import Act, Change, Record, Setting
from annotator.model.document import Sha256
from annotator.model.errors import AnnotatorError
from annotator.model.ids import AnnotatorName, ClusterId
from annotator.services.imports.layers import moved
from annotator.services.job import CancelledError, Progress
from annotator.services.layer_difference import in_writing_order, layer_differences
from annotator.services.merges.age import ACTION
from annotator.services.merges.plan import (
    Amount,
    LayerNews,
    MergeChoice,
    MergePlan,
    Refusal,
    Verdict,
)
from annotator.services.merges.source import MERGED, MergeError, Offer, Source, opened
from annotator.services.merges.survey import Survey
from annotator.services.session import Session
from annotator.storage import Mode, Project
from annotator.storage.bulk import clusters_by_id, mentions_by_id
from annotator.storage.clusters import cluster_sizes

__all__ = [
    "ACTION",
    "Amount",
    "Batch",
    "LayerNews",
    "Merge",
    "MergeChoice",
    "MergeError",
    "MergePlan",
    "Refusal",
    "Verdict",
    "merge_into",
    "plan_merge",
    "reading",
]

BATCH_CHANGES = 300
"""What a batch may hold at most, unless a single document holds more."""


@dataclass(frozen=True, slots=True)
class Batch:
    """A part of a merge that is written at once; the next one may only be asked for after that."""

    changes: tuple[Change, ...]
    texts: Mapping[Sha256, str] = field(default_factory=dict)


class Merge:
    """A merge that has been looked at and not yet written; bound to the thread in which it was opened.

    Attributes:
        plan: What it would do.
    """

    def __init__(self, project: Project, source: Source, plan: MergePlan) -> None:
        self._project = project
        self._source = source
        self.plan = plan
        self._left: set[ClusterId] = set()

    def batches(self, act: Act, progress: Progress | None = None) -> Iterator[Batch]:
        """What is to be written, batch by batch, all of one act.

        Raises:
            CancelledError: If it is no longer wanted; what was written by then is the caller's to take back.
            AnnotatorError: If the file has changed since it was looked at.
        """
        if not self.plan.changes_anything:
            return
        progress = progress or Progress()
        gathered = _Gathered()
        for records in (self._first(act), self._documents(act, progress), self._comments(act)):
            for changes, texts in records:
                gathered.add(changes, texts)
                if gathered.is_full:
                    yield gathered.taken()
        yield gathered.taken()
        gathered.add(list(self._departures(act)), {})
        yield gathered.taken()

    def _first(self, act: Act) -> Iterator["_Part"]:
        """People, what is kept of the merge, and clusters."""
        taken = self.plan.of(Verdict.NEW, Verdict.NEWER)
        people = {layer.annotator for layer in taken} | set(self.plan.deciders)
        people |= {comment.annotator for _old, comment in self.plan.comments if comment is not None}  # type: ignore[union-attr]
        known = {annotator.name for annotator in self._project.annotators()}
        for name in sorted(people - known):
            yield [act.change(None, Annotator(name, act.time))], {}
        for name, time in self.plan.times:
            yield self._kept_time(act, name, time), {}
        for old, new in self.plan.cluster_steps:
            yield [act.change(old, new)], {}

    def _kept_time(self, act: Act, name: AnnotatorName, time: str) -> list[Change]:
        before = self._project.setting(MERGED + name)
        if time <= (before or ""):
            return []
        old = None if before is None else Setting(MERGED + name, before)
        return [act.change(old, Setting(MERGED + name, time))]

    def _documents(self, act: Act, progress: Progress) -> Iterator["_Part"]:
        taken = {(layer.source, layer.annotator): layer for layer in self.plan.of(Verdict.NEW, Verdict.NEWER)}
        brought = {document.id for document in self.plan.brought}
        done = 0
        for offer in self._source.offers():
            changes: list[Change] = []
            texts: dict[Sha256, str] = {}
            if offer.document.id in brought:
                brought.remove(offer.document.id)
                changes.append(act.change(None, offer.document))
                texts[offer.document.text_sha256] = offer.text
            if offer.contents is not None:
                news = taken.pop((offer.document.id, offer.contents.layer.annotator), None)
                if news is not None:
                    progress.report(done, done + len(taken) + 1, news.title)
                    changes += self._layer(act, offer, news)
                    done += 1
            yield changes, texts
        if taken or brought:
            raise MergeError("The file was changed while it was read.")

    def _layer(self, act: Act, offer: Offer, news: LayerNews) -> Iterator[Change]:
        assert offer.contents is not None  # noqa: S101  # by the caller
        contents = moved(offer.contents, news.document)
        key = news.document, news.annotator
        here = self._project.contents(*key)
        steps = layer_differences(self._project.layer(*key), here, contents)
        for old, new in in_writing_order(steps, here):
            if isinstance(old, Mention) and old.cluster is not None and old.cluster != _cluster_of(new):
                self._left.add(old.cluster)
            yield act.change(old, new)

    def _comments(self, act: Act) -> Iterator["_Part"]:
        for old, new in self.plan.comments:
            yield [act.change(old, new)], {}

    def _departures(self, act: Act) -> Iterator[Change]:
        """A cluster without mentions goes; a representative that has left is forgotten."""
        known = clusters_by_id(self._project.db, self._left)
        sizes = cluster_sizes(self._project.db, self._left)
        for id_ in sorted(self._left & known.keys()):
            cluster = known[id_]
            if not sizes[id_]:
                yield act.change(cluster, None)
            elif cluster.representative is not None:
                found = mentions_by_id(self._project.db, [cluster.representative]).get(cluster.representative)
                if found is None or found.cluster != id_:
                    yield act.change(cluster, replace(cluster, representative=None))


_Part = tuple[list[Change], Mapping[Sha256, str]]


def _cluster_of(record: Record | None) -> ClusterId | None:
    return record.cluster if isinstance(record, Mention) else None


class _Gathered:
    """The batch that is being filled."""

    def __init__(self) -> None:
        self._changes: list[Change] = []
        self._texts: dict[Sha256, str] = {}

    def add(self, changes: list[Change], texts: Mapping[Sha256, str]) -> None:
        self._changes += changes
        self._texts |= texts

    @property
    def is_full(self) -> bool:
        return len(self._changes) >= BATCH_CHANGES

    def taken(self) -> Batch:
        batch = Batch(tuple(self._changes), self._texts)
        self._changes, self._texts = [], {}
        return batch


@contextmanager
def reading(project: Path, other: Path, choice: MergeChoice, progress: Progress | None = None) -> Iterator[Merge]:
    """Look through another file; within, what would be done can be seen and written.

    Raises:
        MergeError: If the file is refused whole; nothing was changed.
        CancelledError: If nobody wants to know any more.
        ProjectError: If one of both cannot be read.
    """
    if other.exists() and other.samefile(project):
        raise MergeError("This is the project itself. Choose the file that someone else has sent.", path=other)
    progress = progress or Progress()
    with Project.open(project, Mode.READ) as reader, opened(other, progress) as source:
        yield Merge(reader, source, Survey(reader, source, choice).plan(progress))


def plan_merge(project: Path, other: Path, choice: MergeChoice, progress: Progress | None = None) -> MergePlan:
    """What merging another file would do.

    Raises:
        AnnotatorError: As `reading`.
    """
    with reading(project, other, choice, progress) as merge:
        return merge.plan


def merge_into(session: Session, merge: Merge, progress: Progress | None = None) -> None:
    """Write a merge in the calling thread.

    Raises:
        CancelledError: If asked to stop; then everything is as before.
        AnnotatorError: If the project refuses something or cannot be written; then everything is as before.
    """
    act = session.begin(ACTION)
    try:
        for batch in merge.batches(act, progress):
            if batch.changes:
                session.apply(batch.changes, texts=batch.texts)
    except (AnnotatorError, KeyboardInterrupt) as error:
        _take_back(session, act)
        if isinstance(error, KeyboardInterrupt):
            raise CancelledError("Cancelled. Nothing was changed.") from error
        raise


def _take_back(session: Session, act: Act) -> None:
    written = session.project.changes_of(act.id)
    if written:
        session.apply(Act(ACTION, act.annotator).inverse_of(written), reverses=act.id)
