"""One layer a document for an export: what most of its layers say, by the rule by which gold is begun by most.

Nothing is written, and gold has no vote. A document that fewer than two have begun has no majority and is left out.
Votes are counted with the labels of the project; what they become in the export comes after.

The same project gives the same ids. A cluster goes on from one document to the next, as in gold, where a layer that is
believed has one cluster over both; only its id is kept for that, so that the memory needed stays small.
"""

import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from annotator.model.annotation import (
    GOLD,
    Argument,
    Cluster,
    Layer,
    LayerContents,
    Mention,
    Relation,
    Status,
    reading_order,
)
from annotator.model.change import Act
from annotator.model.ids import AnnotatorName, ArgumentId, ClusterId, DocumentId, MentionId, RelationId
from annotator.services.adjudication.board import Board
from annotator.services.adjudication.gold_clusters import Correspondence
from annotator.services.adjudication.gold_draft import GoldDraft
from annotator.services.adjudication.gold_making import Making
from annotator.services.adjudication.gold_rules import Rule, RuleChoice, Starter
from annotator.services.adjudication.layout import material_of
from annotator.storage import Project
from annotator.storage.bulk import LayerQuery, LayerRow, begun_layers, clusters_by_id

MAJORITY = AnnotatorName("majority")
"""Whose the layer is said to be."""
_NAMESPACE = uuid.UUID("5a4c2f57-0d3b-5a77-8a1e-7f9d1b2c6e30")
_RULE = RuleChoice(Rule.MAJORITY)
_Record = TypeVar("_Record")


class Majority:
    """What most of the chosen layers say.

    Args:
        reader: Open.
        query: The layers that have a vote.
    """

    def __init__(self, reader: Project, query: LayerQuery) -> None:
        self._reader = reader
        self._query = query
        self._homes: dict[ClusterId, ClusterId] = {}

    def rows(self) -> Iterator[LayerRow]:
        """The documents that have a majority, as layers of it; how many mentions these have is not known yet."""
        for begun in begun_layers(self._reader.db, self._query):
            voters = [row for row in begun if row.annotator != GOLD]
            if len(voters) >= _RULE.least:
                status = Status.DONE if all(row.status is Status.DONE for row in voters) else Status.STARTED
                yield replace(voters[0], annotator=MAJORITY, status=status, mentions=0)

    def contents(self, row: LayerRow) -> LayerContents:
        """The layer of a document.

        Raises:
            AnnotatorError: If the layers cannot be read.
        """
        material = material_of(
            self._reader,
            row.document,
            tuple(AnnotatorName(name) for name in self._query.annotators),
            frozenset(self._query.statuses),
        )
        blank = LayerContents(Layer(row.document, GOLD))
        correspondence = _WithinDocument(self._reader)
        making = Making(
            self._reader, Board(replace(material, gold=blank)), Act("export.majority", MAJORITY), correspondence
        )
        Starter(making, _RULE).run()
        return self._signed(row, making.draft, correspondence)

    # -- ids that are the same each time

    def _signed(self, row: LayerRow, draft: GoldDraft, correspondence: Correspondence) -> LayerContents:
        clusters = self._clusters(draft, correspondence)
        mentions = {
            mention.id: replace(
                mention,
                id=MentionId(id_),
                annotator=MAJORITY,
                cluster=None if mention.cluster is None else clusters[mention.cluster].id,
            )
            for mention, id_ in _named(draft.mentions.values(), _said)
        }
        used = {mention.cluster for mention in mentions.values()}
        return LayerContents(
            Layer(row.document, MAJORITY, row.status),
            tuple(sorted(mentions.values(), key=reading_order)),
            tuple(_arguments(draft, mentions)),
            tuple(_relations(draft, mentions)),
            tuple(sorted((c for c in clusters.values() if c.id in used), key=_id_of)),
        )

    def _clusters(self, draft: GoldDraft, correspondence: Correspondence) -> dict[ClusterId, Cluster]:
        """The cluster of the majority for each that was made, told by the first cluster that it ever came of."""
        sources: dict[ClusterId, list[ClusterId]] = {}
        for source, made in correspondence.known.items():
            if made is not None:
                sources.setdefault(made.id, []).append(source)
        homes: dict[ClusterId, ClusterId] = {}
        for made_id, came_of in sources.items():
            known = [self._homes[source] for source in came_of if source in self._homes]
            free = [source for source in (*known, *came_of) if source not in homes.values()]
            homes[made_id] = free[0] if free else came_of[0]
            for source in came_of:
                self._homes.setdefault(source, homes[made_id])
        facts = clusters_by_id(self._reader.db, homes.values())
        return {id_: _cluster(made, facts.get(homes.get(id_, id_), made)) for id_, made in draft.clusters.items()}


class _WithinDocument(Correspondence):
    """Which cluster came of which in one document; gold, which has no vote, is not asked."""

    def _found(self, _cluster: ClusterId, _document: DocumentId) -> Cluster | None:
        return None


def _cluster(made: Cluster, source: Cluster) -> Cluster:
    """A cluster that says the same in every document, whichever of its mentions stand there."""
    id_ = ClusterId(_derived("cluster", source.id))
    return Cluster(id_, MAJORITY, made.kind, source.label, source.name, source.kb)


def _arguments(draft: GoldDraft, mentions: dict[MentionId, Mention]) -> Iterable[Argument]:
    moved = [
        replace(a, annotator=MAJORITY, event=mentions[a.event].id, filler=mentions[a.filler].id)
        for a in draft.arguments.values()
    ]
    named = [replace(argument, id=ArgumentId(id_)) for argument, id_ in _named(moved, _filled)]
    return sorted(named, key=_argument_order)


def _relations(draft: GoldDraft, mentions: dict[MentionId, Mention]) -> Iterable[Relation]:
    moved = [
        replace(r, annotator=MAJORITY, source=mentions[r.source].id, target=mentions[r.target].id)
        for r in draft.relations.values()
    ]
    return sorted((replace(r, id=RelationId(id_)) for r, id_ in _named(moved, _joins)), key=_id_of)


def _named(records: Iterable[_Record], says: Callable[[_Record], tuple[str, ...]]) -> Iterator[tuple[_Record, str]]:
    """Each record with an id derived from what it says; of several that say the same the second has another."""
    seen: Counter[tuple[str, ...]] = Counter()
    for record in records:
        said = says(record)
        yield record, _derived(*said, str(seen[said]))
        seen[said] += 1


def _said(mention: Mention) -> tuple[str, ...]:
    return "mention", mention.document, str(mention.kind), mention.label, repr(mention.span.fragments)


def _filled(argument: Argument) -> tuple[str, ...]:
    return "argument", argument.event, argument.role, argument.filler


def _joins(relation: Relation) -> tuple[str, ...]:
    return "relation", relation.source, relation.label, relation.target


def _derived(*names: str) -> str:
    return str(uuid.uuid5(_NAMESPACE, "\n".join(names)))


def _argument_order(argument: Argument) -> tuple[str, int, str]:
    return argument.event, argument.position, argument.id


def _id_of(record: Relation | Cluster) -> str:
    return record.id
