"""Bringing gold's mentions into the clusters that a decision says, also across documents.

A gold cluster goes on from one document to the next: where a layer that is believed has one cluster over both, gold has
one, too.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from annotator.model.annotation import GOLD, Cluster, Mention
from annotator.model.ids import AnnotatorName, ClusterId, DocumentId, MentionId, new_id
from annotator.services.adjudication.clusters import Division
from annotator.services.adjudication.entries import OF_MENTIONS, Entry
from annotator.services.adjudication.gold_draft import GoldDraft
from annotator.storage import Project
from annotator.storage.bulk import clusters_by_id, mentions_by_id
from annotator.storage.clusters import mentions_of

_DOCUMENTS = 50
"""Other documents of a cluster in which its gold cluster is looked for."""


@dataclass
class Correspondence:
    """Which gold cluster came of which cluster of a layer, in all documents.

    Attributes:
        project: Open.
        known: What was found or made by now.
    """

    project: Project
    known: dict[ClusterId, Cluster | None] = field(default_factory=dict)

    def find(self, cluster: ClusterId, document: DocumentId) -> Cluster | None:
        """The gold cluster of another document that came of a layer's cluster."""
        if cluster not in self.known:
            self.known[cluster] = self._found(cluster, document)
        return self.known[cluster]

    def _found(self, cluster: ClusterId, document: DocumentId) -> Cluster | None:
        elsewhere: dict[DocumentId, set[str]] = {}
        for mention in mentions_of(self.project.db, cluster):
            if mention.document != document:
                elsewhere.setdefault(mention.document, set()).add(mention.id)
        for other in list(elsewhere)[:_DOCUMENTS]:
            gold = self._made_of(other, elsewhere[other])
            for mention in mentions_by_id(self.project.db, gold).values():
                if mention.cluster is not None:
                    return clusters_by_id(self.project.db, [mention.cluster]).get(mention.cluster)
        return None

    def _made_of(self, document: DocumentId, mentions: set[str]) -> list[MentionId]:
        return [
            MentionId(gold)
            for decision in self.project.decisions(document)
            if decision.aspect in OF_MENTIONS and any(source.record in mentions for source in decision.sources)
            for gold in decision.gold
        ]


class Placing:
    """Puts the gold mentions of a document into clusters.

    Args:
        draft: Gets the mentions with their clusters.
        entries: Of the document.
        gold: Of each entry, its gold mentions.
        correspondence: Where gold's clusters go on from.
    """

    def __init__(
        self,
        draft: GoldDraft,
        entries: Sequence[Entry],
        gold: Sequence[Sequence[MentionId]],
        correspondence: Correspondence,
    ) -> None:
        self._draft = draft
        self._entries = entries
        self._gold = gold
        self._correspondence = correspondence
        self._sizes = Counter(mention.cluster for entry in entries for mention in entry.group.values())

    def divide(self, division: Division, believed: Sequence[AnnotatorName]) -> None:
        """Let the mentions at these places be divided so; those who are believed lend the names of their clusters."""
        taken: set[ClusterId] = set()
        for part in division:
            mentions = [self._draft.mentions[id_] for place in part for id_ in self._gold[place]]
            sources = self._sources(part, believed)
            cluster = None
            if mentions and (len(mentions) > 1 or sources):
                cluster = self._home(mentions, sources, taken)
                taken.add(cluster.id)
                self._name(cluster, part, sources)
            for mention in mentions:
                self._draft.mentions[mention.id] = replace(mention, cluster=None if cluster is None else cluster.id)

    def _sources(self, part: Iterable[int], believed: Sequence[AnnotatorName]) -> list[ClusterId]:
        """The clusters of those who are believed in which these mentions are; the first one's first.

        A mention that stands alone does not bring along a cluster that holds others here.
        """
        places = tuple(part)
        groups = [self._entries[place].group for place in places]
        found = [group[name].cluster for name in believed for group in groups if name in group]
        clusters = list(dict.fromkeys(cluster for cluster in found if cluster is not None))
        return clusters if len(places) > 1 else [cluster for cluster in clusters if self._sizes[cluster] == 1]

    def _home(self, mentions: Sequence[Mention], sources: Sequence[ClusterId], taken: set[ClusterId]) -> Cluster:
        """The gold cluster in which these mentions are, or that goes on from another document, or a new one."""
        here = Counter(mention.cluster for mention in mentions if mention.cluster is not None)
        for id_, _count in here.most_common():
            if id_ not in taken:
                return self._draft.clusters[id_]
        kind = mentions[0].kind
        for source in sources:
            found = self._correspondence.find(source, self._draft.document)
            if found is not None and found.id not in taken and found.kind is kind:
                return self._draft.clusters.setdefault(found.id, found)
        made = Cluster(ClusterId(new_id()), GOLD, kind, mentions[0].label)
        self._draft.clusters[made.id] = made
        return made

    def _name(self, cluster: Cluster, part: Iterable[int], sources: Sequence[ClusterId]) -> None:
        """Give a cluster the label, name, identifier and representative that the layers' clusters have."""
        found = clusters_by_id(self._correspondence.project.db, sources)
        lenders = [found[source] for source in sources if source in found]
        if lenders:
            cluster = self._draft.clusters[cluster.id] = replace(
                cluster,
                label=lenders[0].label,
                name=next((lender.name for lender in lenders if lender.name), cluster.name),
                kb=next((lender.kb for lender in lenders if lender.kb), cluster.kb),
                representative=self._representative(part, lenders) or cluster.representative,
            )
        self._correspondence.known.update(dict.fromkeys(sources, cluster))

    def _representative(self, part: Iterable[int], lenders: Sequence[Cluster]) -> MentionId | None:
        best = {lender.representative for lender in lenders}
        for place in part:
            if self._gold[place] and any(mention.id in best for mention in self._entries[place].group.values()):
                return self._gold[place][0]
        return None
