"""The clusters that an annotator has in one document, with all their mentions, also those of other documents.

The list is read once and then follows acts: an act costs what the clusters it touches cost, however many there are.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import cast

from annotator.model.annotation import Cluster, Kind, Mention, reading_order
from annotator.model.change import Changes, Subject
from annotator.model.folding import fold
from annotator.model.ids import ClusterId, DocumentId, MentionId
from annotator.services.coreference import representative
from annotator.services.quoting import Quotes
from annotator.services.session import Session
from annotator.storage.bulk import clusters_by_id
from annotator.storage.clusters import mentions_elsewhere, mentions_of

_MANY = 200
"""Clusters touched by one act; of more the list is read anew."""


@dataclass(frozen=True, slots=True)
class Group:
    """A cluster and its mentions.

    Attributes:
        mentions: Of all documents: first those of the document that is listed, then by document; in reading order.
        best: The mention that names it, chosen or found.
        at: Where its first mention stands in the listed document (`reading_order`).
    """

    cluster: Cluster
    mentions: tuple[Mention, ...]
    best: Mention
    at: tuple[int, int, str]

    @property
    def id(self) -> ClusterId:
        """Of the cluster."""
        return self.cluster.id

    @property
    def label(self) -> str:
        """Of the thing meant; while that is undecided, of the mention that names it."""
        return self.cluster.label or self.best.label

    @property
    def documents(self) -> int:
        """In how many documents it has mentions."""
        return len({mention.document for mention in self.mentions})


class ClusterList:
    """The clusters of one layer and the mentions of it that have none.

    Attributes:
        document: The one that is listed.
        quotes: Tells mentions in their words.
    """

    def __init__(self, session: Session, document: DocumentId) -> None:
        self._session = session
        self.document = document
        self.quotes = Quotes(session)
        self._groups: dict[ClusterId, Group] = {}
        self._loose: dict[MentionId, Mention] = {}
        self._folded: dict[MentionId, str] = {}
        self.refresh()

    def refresh(self) -> None:
        """Read everything anew."""
        session, document = self._session, self.document
        self.quotes.forget()
        self._folded.clear()
        contents = session.layer(document)
        self._loose = {mention.id: mention for mention in contents.mentions if mention.cluster is None}
        inside: dict[ClusterId, list[Mention]] = {cluster.id: [] for cluster in contents.clusters}
        elsewhere = mentions_elsewhere(session.project.db, document, session.annotator)
        for mention in chain(contents.mentions, elsewhere):
            if mention.cluster is not None:
                inside[mention.cluster].append(mention)
        self._groups = {}
        for cluster in contents.clusters:
            self._put(cluster, inside[cluster.id])

    def groups(self, kind: Kind) -> list[Group]:
        """The clusters of a kind, in the order in which they first come up in the document."""
        return sorted((group for group in self._groups.values() if group.cluster.kind is kind), key=_first_mentioned)

    def group(self, cluster: ClusterId | None) -> Group | None:
        """A cluster of the list."""
        return None if cluster is None else self._groups.get(cluster)

    def loose(self, kind: Kind) -> list[Mention]:
        """The mentions of a kind that are in no cluster, in reading order."""
        return sorted((mention for mention in self._loose.values() if mention.kind is kind), key=reading_order)

    # -- words

    def name(self, group: Group) -> str:
        """What a cluster is called: its name, else its best mention."""
        return group.cluster.name or self.quotes.words(group.best)

    def folded(self, mention: Mention) -> str:
        """What a mention covers, folded for comparing."""
        found = self._folded.get(mention.id)
        if found is None:
            found = self._folded[mention.id] = fold(self.quotes.words(mention))
        return found

    # -- following

    def follow(self, changes: Changes) -> bool:
        """Take in an act; returns whether it touched anything that is listed."""
        if changes.touches(Subject.DOCUMENT):
            self.quotes.forget()
        touched: dict[ClusterId, None] = {}
        is_touched = changes.touches(Subject.DOCUMENT)
        for change in changes.of(Subject.CLUSTER):
            touched[ClusterId(change.subject_id)] = None
        for change in changes.of(Subject.MENTION):
            before, after = cast("Mention | None", change.before), cast("Mention | None", change.after)
            touched.update({m.cluster: None for m in (before, after) if m is not None and m.cluster is not None})
            self._folded.pop(MentionId(change.subject_id), None)
            is_touched |= self._follow_loose(before, after)
        if len(touched) > _MANY:
            self.refresh()
            return True
        return self._reread(touched) or is_touched

    def _follow_loose(self, before: Mention | None, after: Mention | None) -> bool:
        record = after or before
        if record is None or (record.document, record.annotator) != (self.document, self._session.annotator):
            return False
        was = self._loose.pop(record.id, None)
        if after is None or after.cluster is not None:
            return was is not None
        self._loose[after.id] = after
        return True

    def _reread(self, ids: Iterable[ClusterId]) -> bool:
        db = self._session.project.db
        wanted = list(ids)
        known = clusters_by_id(db, wanted)
        is_touched = False
        for id_ in wanted:
            before = self._groups.pop(id_, None)
            cluster = known.get(id_)
            if cluster is not None and cluster.annotator == self._session.annotator:
                self._put(cluster, mentions_of(db, id_))
            is_touched |= self._groups.get(id_) != before
        return is_touched

    def _put(self, cluster: Cluster, mentions: Iterable[Mention]) -> None:
        """List a cluster, if it has a mention in the document."""
        every = tuple(mentions)
        here = tuple(mention for mention in every if mention.document == self.document)
        if here:
            ordered = (*here, *(mention for mention in every if mention.document != self.document))
            best = representative(cluster, ordered)
            chosen = next(mention for mention in ordered if mention.id == best)
            self._groups[cluster.id] = Group(cluster, ordered, chosen, reading_order(here[0]))


def ranked(listed: ClusterList, mention: Mention) -> list[Group]:
    """The clusters that a mention could go into, the likeliest first.

    Those that are called as the mention reads come first, then those of its label, then the nearest in the text.
    """
    return sorted(listed.groups(mention.kind), key=lambda group: _unlikeliness(listed, group, mention))


def reads_as(listed: ClusterList, group: Group, mention: Mention) -> bool:
    """Whether a mention has the words by which a cluster is called, in any spelling."""
    words = listed.folded(mention)
    return words in (listed.folded(group.best), fold(group.cluster.name))


def _unlikeliness(listed: ClusterList, group: Group, mention: Mention) -> tuple[bool, bool, bool, int]:
    words = listed.folded(mention)
    here = [other for other in group.mentions if other.document == mention.document and other.id != mention.id]
    reads_like_one = any(listed.folded(other) == words for other in here)
    distance = min((_distance(mention, other) for other in here), default=1 << 40)
    return not reads_as(listed, group, mention), group.label != mention.label, not reads_like_one, distance


def _distance(one: Mention, other: Mention) -> int:
    """Code points between two mentions' hulls; 0 where they touch or overlap."""
    return max(0, one.span.start - other.span.end, other.span.start - one.span.end)


def _first_mentioned(group: Group) -> tuple[int, int, str]:
    return group.at
