"""Deleting documents of the bin for good, with everything that anybody has made of them: one act, so one undo.

The changes are made on a connection of their own, in whatever thread that is, and come in batches of whole documents,
each small enough for the window's thread to write at one go. The texts stay in the file, or undo could not bring a
document back.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.model.annotation import Argument, Comment, Layer, Mention, Relation
from annotator.model.change import Act, Change, Record
from annotator.model.decision import Decision
from annotator.model.document import Document
from annotator.model.ids import AnnotatorName, DocumentId
from annotator.services.blindness import Blindness
from annotator.services.cluster_changes import departures
from annotator.services.comments.threads import answers_first
from annotator.services.job import Progress
from annotator.services.session import Session
from annotator.storage import Mode, Project
from annotator.storage.belongings import (
    MOST_DOCUMENTS,
    binned_documents,
    comments_in,
    layers_in,
    mentions_in,
    records_of,
)
from annotator.storage.bulk import snapshot

ACTION = "document.delete"
BATCH_DOCUMENTS = 50
BATCH_MENTIONS = 200
"""What a batch may hold at most, unless a single document holds more."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one annotator would lose."""

    annotator: AnnotatorName
    layers: int
    labels: int


@dataclass(frozen=True, slots=True)
class Loss:
    """What would go.

    Attributes:
        documents: Those in the bin; others are never deleted.
        shares: Of everyone who has a layer in them, by name; without what blind mode hides.
        hides_some: Whether others have layers there of which nothing may be told.
    """

    documents: tuple[DocumentId, ...] = ()
    shares: tuple[Share, ...] = ()
    comments: int = 0
    hides_some: bool = False

    @property
    def layers(self) -> int:
        """Of all annotators."""
        return sum(share.layers for share in self.shares)

    @property
    def labels(self) -> int:
        """Mentions of all annotators."""
        return sum(share.labels for share in self.shares)


def loss(session: Session, documents: Sequence[DocumentId] | None = None) -> Loss:
    """What deleting these documents, or all in the bin, would take away."""
    db = session.project.db
    binned = binned_documents(db)
    if documents is not None:
        wanted = set(documents)
        binned = [document for document in binned if document in wanted]
    blindness = Blindness.of(session)
    layers: Counter[AnnotatorName] = Counter()
    labels: Counter[AnnotatorName] = Counter()
    comments, hides_some = 0, False
    hidden = [document for document in binned if blindness.hides(document)]
    seen = sorted(set(binned) - set(hidden))
    for group, is_seen in ((seen, True), (hidden, False)):
        for some in _parts(group, MOST_DOCUMENTS):
            comments += comments_in(db, some) if is_seen else 0
            for name, count, mentions in layers_in(db, some):
                if is_seen or name == session.annotator:
                    layers[name] += count
                    labels[name] += mentions
                else:
                    hides_some = True
    shares = (Share(name, layers[name], labels[name]) for name in sorted(layers))
    return Loss(tuple(binned), tuple(shares), comments, hides_some)


def delete_batches(
    project: Path, documents: Sequence[DocumentId], act: Act, progress: Progress | None = None
) -> Iterator[list[Change]]:
    """The changes that delete those of `documents` that are in the bin when their turn comes.

    Each batch has to be written before the next is asked for: a cluster goes with the last of its mentions.

    Raises:
        CancelledError: If asked to stop; what was written until then stays deleted, the rest stays in the bin.
    """
    progress = progress or Progress()
    done = 0
    with Project.open(project, Mode.READ) as reader:
        for some in _parts(documents, BATCH_DOCUMENTS):
            for batch in _batches(mentions_in(reader.db, some)):
                progress.report(done, len(documents))
                changes = _changes(reader, batch, act)
                if changes:
                    yield changes
                done += len(batch)


def delete_for_good(session: Session, documents: Sequence[DocumentId], *, initiator: object = None) -> Act:
    """Delete those of `documents` that are in the bin, at once.

    Raises:
        AnnotatorError: If nobody has said who works, or the project cannot be written.
    """
    act = session.begin(ACTION)
    for changes in delete_batches(session.path, documents, act):
        session.apply(changes, initiator=initiator)
    return act


def _parts(documents: Sequence[DocumentId], size: int) -> Iterator[Sequence[DocumentId]]:
    for first in range(0, len(documents), size):
        yield documents[first : first + size]


def _batches(mentions: Mapping[DocumentId, int]) -> Iterator[list[DocumentId]]:
    """Documents in groups that together have few enough mentions."""
    batch: list[DocumentId] = []
    held = 0
    for document, count in mentions.items():
        if batch and held + count > BATCH_MENTIONS:
            yield batch
            batch, held = [], 0
        batch.append(document)
        held += count
    if batch:
        yield batch


def _changes(reader: Project, documents: Sequence[DocumentId], act: Act) -> list[Change]:
    """What points at something goes before it; undo takes the same way back."""
    db = reader.db
    with snapshot(db):
        mentions = records_of(db, Mention, documents)
        links: list[Record] = [*records_of(db, Relation, documents), *records_of(db, Argument, documents), *mentions]
        rest: list[Record] = [
            *answers_first(records_of(db, Comment, documents)),
            *records_of(db, Decision, documents),
            *records_of(db, Layer, documents),
            *reversed(records_of(db, Document, documents)),
        ]
        left = departures(reader, act, mentions)
    return [*(act.change(link, None) for link in links), *left, *(act.change(record, None) for record in rest)]
