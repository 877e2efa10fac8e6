"""The gold layer of one document as it is to become: records and decisions are put in and taken out, then told apart.

What comes out is the difference from what stands, in an order that the write door takes. A mention that goes takes its
links along, a link that a new label does not allow goes, a cluster that nobody is left in goes; nothing else does.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from annotator.model.annotation import (
    GOLD,
    Annotator,
    Argument,
    Cluster,
    LayerContents,
    Mention,
    Relation,
    Status,
    reading_order,
)
from annotator.model.change import Act, Change
from annotator.model.decision import Decision
from annotator.model.errors import SchemeError
from annotator.model.ids import AnnotatorName, ClusterId, MentionId
from annotator.model.scheme import STRICTNESS, Scheme, Strictness
from annotator.services.layer_difference import in_writing_order, layer_differences
from annotator.storage import Project
from annotator.storage.bulk import clusters_by_id
from annotator.storage.clusters import cluster_sizes


@dataclass
class Ledger:
    """What an act has brought so far, besides documents' layers.

    Attributes:
        people: The annotators that the project knows by now.
        clusters: Those that the act has made.
    """

    people: set[AnnotatorName]
    clusters: dict[ClusterId, Cluster] = field(default_factory=dict)

    @classmethod
    def of(cls, project: Project) -> "Ledger":
        """Before anything."""
        return cls({annotator.name for annotator in project.annotators()})


class GoldDraft:
    """What the gold layer of a document will hold.

    Attributes:
        mentions, arguments, relations, clusters, decisions: By id; free to be changed.
    """

    def __init__(self, gold: LayerContents) -> None:
        self._before = gold
        self.document = gold.layer.document
        self.mentions: dict[str, Mention] = {mention.id: mention for mention in gold.mentions}
        self.arguments: dict[str, Argument] = {argument.id: argument for argument in gold.arguments}
        self.relations: dict[str, Relation] = {relation.id: relation for relation in gold.relations}
        self.clusters: dict[ClusterId, Cluster] = {cluster.id: cluster for cluster in gold.clusters}
        self.decisions: dict[str, Decision] = {decision.id: decision for decision in gold.decisions}

    def remove_mention(self, mention: MentionId) -> None:
        """Take a mention out, with the links that hang on it."""
        self.mentions.pop(mention, None)
        for argument in list(self.arguments.values()):
            if mention in (argument.event, argument.filler):
                del self.arguments[argument.id]
        for relation in list(self.relations.values()):
            if mention in (relation.source, relation.target):
                del self.relations[relation.id]

    def arguments_of(self, event: MentionId) -> list[Argument]:
        """The arguments of an event."""
        return [argument for argument in self.arguments.values() if argument.event == event]

    @property
    def contents(self) -> LayerContents:
        """All of it."""
        return self._contents()

    def drop_misfits(self, project: Project, mentions: Iterable[MentionId]) -> None:
        """Take out the links at some mentions that the scheme does not allow, unless it only warns."""
        if project.setting(STRICTNESS) == Strictness.WARN:
            return
        at = set(mentions)
        scheme = project.scheme
        for argument in list(self.arguments.values()):
            if not at.isdisjoint((argument.event, argument.filler)) and not self._fits(scheme, argument):
                del self.arguments[argument.id]
        for relation in list(self.relations.values()):
            if not at.isdisjoint((relation.source, relation.target)) and not self._fits(scheme, relation):
                del self.relations[relation.id]

    def _fits(self, scheme: Scheme, link: Argument | Relation) -> bool:
        if isinstance(link, Argument):
            ends = self.mentions[link.event].label, link.role, self.mentions[link.filler].label
            return _is_allowed(scheme.check_argument, *ends, link.attributes)
        joined = link.label, self.mentions[link.source].label, self.mentions[link.target].label
        return _is_allowed(scheme.check_relation, *joined, link.attributes)

    # -- what differs

    def changes(self, act: Act, project: Project, ledger: Ledger) -> Iterator[Change]:
        """The changes that make the gold layer what it is here.

        Args:
            act: The act of a person.
            project: As it stands.
            ledger: What the act has brought; what this brings is added.
        """
        there = self._contents()
        steps = layer_differences(project.layer(self.document, GOLD), self._before, there)
        if not steps and there.decisions == self._before.decisions:
            return
        yield from self._people(act, ledger.people)
        yield from self._new_clusters(act, project, ledger)
        for old, new in in_writing_order(steps, self._before):
            yield act.change(old, new)
        yield from self._departures(act, project)

    def _contents(self) -> LayerContents:
        layer = self._before.layer
        if layer.status is Status.NEW:
            layer = replace(layer, status=Status.STARTED)
        return LayerContents(
            layer,
            tuple(sorted(self.mentions.values(), key=reading_order)),
            tuple(self.arguments.values()),
            tuple(self.relations.values()),
            tuple(self.clusters.values()),
            self._before.comments,
            tuple(self.decisions.values()),
        )

    def _people(self, act: Act, known: set[AnnotatorName]) -> Iterator[Change]:
        deciding = {decision.annotator for decision in self.decisions.values()}
        for name in sorted({GOLD, *deciding} - known):
            known.add(name)
            yield act.change(None, Annotator(name, act.time))

    def _new_clusters(self, act: Act, project: Project, ledger: Ledger) -> Iterator[Change]:
        there = clusters_by_id(project.db, self.clusters) | ledger.clusters
        used = {mention.cluster for mention in self.mentions.values()}
        for id_, cluster in self.clusters.items():
            if id_ in used and there.get(id_) != cluster:
                yield act.change(there.get(id_), cluster)
                ledger.clusters[id_] = cluster

    def _departures(self, act: Act, project: Project) -> Iterator[Change]:
        """A cluster without mentions in any document goes; a representative that has left is forgotten."""
        before = {mention.id: mention.cluster for mention in self._before.mentions}
        left = {c for id_, c in before.items() if c is not None and _cluster(self.mentions.get(id_)) != c}
        sizes = cluster_sizes(project.db, left)
        for id_ in sorted(left):
            cluster = self.clusters[id_]
            here = sum(mention.cluster == id_ for mention in self.mentions.values())
            if sizes[id_] - sum(known == id_ for known in before.values()) + here <= 0:
                yield act.change(cluster, None)
                continue
            best = cluster.representative
            if best in before and _cluster(self.mentions.get(str(best))) != id_:
                yield act.change(cluster, replace(cluster, representative=None))


def _cluster(mention: Mention | None) -> ClusterId | None:
    return None if mention is None else mention.cluster


def _is_allowed(check: Callable[..., None], *values: object) -> bool:
    try:
        check(*values)
    except SchemeError:
        return False
    return True
