"""The chosen labels of a layer, under their names in the export.

What has another label was left out by choice and is not counted as lost. Where labels become one, mentions may become
alike; they become one, too, with all that hangs on them, and that is counted.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from annotator.formats.entry import Entry
from annotator.formats.losses import Loss, Losses
from annotator.formats.projection import keep_mentions, keep_relations
from annotator.model.annotation import Argument, Cluster, Kind, LayerContents, Mention, Relation
from annotator.model.decision import Aspect, Decision
from annotator.model.ids import MentionId
from annotator.model.scheme import Scheme
from annotator.model.span import Span
from annotator.services.exports.choice import ExportChoice
from annotator.services.exports.scheme import names_of, scheme_of
from annotator.storage import Project
from annotator.storage.bulk import mentions_by_id


class Labels:
    """Which labels an export has and what they are called there.

    Attributes:
        scheme: Of the export.
        names: Of the labels that are exported, by those that the project has for them.
        joins: Whether labels become one, so that mentions can become alike.
    """

    def __init__(self, reader: Project, choice: ExportChoice) -> None:
        """Look at what is chosen.

        Raises:
            AnnotatorError: If the scheme lacks a label, or labels cannot be called so.
        """
        self._reader = reader
        self.names = names_of(reader.scheme, choice.labels, choice.renames)
        self.scheme: Scheme = scheme_of(reader.scheme, self.names)
        counts = Counter(self.names.values())
        self.joins = len(counts) < len(self.names)
        self._is_all = self.scheme is reader.scheme
        self._joined = {old for old, new in self.names.items() if counts[new] > 1}

    def chosen(self, entry: Entry, losses: Losses) -> Entry:
        """Of a document's layer what is chosen; only what becomes one with something else is counted."""
        if self._is_all or entry.contents is None:
            return entry
        nothing = Losses()  # left out by choice
        before = entry.contents
        entry = keep_mentions(entry, self._has_mention, Loss.ENTITY, nothing)
        entry = keep_relations(entry, self._has_relation, nothing)
        assert entry.contents is not None  # noqa: S101  # for the checker of types
        contents = self._renamed(_without_talk(before, entry.contents))
        contents = replace(contents, decisions=tuple(map(self._decision, filter(self._has, contents.decisions))))
        return joined(replace(entry, contents=contents), losses) if self.joins else replace(entry, contents=contents)

    # -- which

    def _has_mention(self, mention: Mention) -> bool:
        return mention.label in self.names

    def _has_relation(self, relation: Relation) -> bool:
        return relation.label in self.names

    def _has(self, decision: Decision) -> bool:
        return decision.aspect in _NAMELESS or all(not s.label or s.label in self.names for s in decision.sources)

    # -- under which names

    def _renamed(self, contents: LayerContents) -> LayerContents:
        names = self.names
        return replace(
            contents,
            mentions=tuple(replace(mention, label=names[mention.label]) for mention in contents.mentions),
            relations=tuple(replace(relation, label=names[relation.label]) for relation in contents.relations),
            clusters=tuple(self._clusters(contents.clusters)),
        )

    def _clusters(self, clusters: Sequence[Cluster]) -> Iterable[Cluster]:
        """A cluster must say the same wherever it has mentions, so what it says is decided by the project alone."""
        ids = [cluster.representative for cluster in clusters if cluster.representative is not None]
        best = mentions_by_id(self._reader.db, ids)
        for cluster in clusters:
            chosen = None if cluster.representative is None else best.get(cluster.representative)
            stays = chosen is not None and chosen.label in self.names and chosen.label not in self._joined
            label = None if cluster.label is None else self.names.get(cluster.label)
            yield replace(cluster, label=label, representative=cluster.representative if stays else None)

    def _decision(self, decision: Decision) -> Decision:
        if decision.aspect in _NAMELESS:
            return decision
        sources = tuple(replace(source, label=self.names.get(source.label, "")) for source in decision.sources)
        return replace(decision, sources=sources)


_NAMELESS = frozenset({Aspect.ARGUMENT, Aspect.CLUSTER})
"""Decisions whose sources have no labels of the scheme."""


def _without_talk(before: LayerContents, after: LayerContents) -> LayerContents:
    """Without comments and decisions about what is gone."""
    gone = _ids(before) - _ids(after)
    return replace(
        after,
        comments=tuple(comment for comment in after.comments if comment.subject not in gone),
        decisions=tuple(decision for decision in after.decisions if gone.isdisjoint(decision.gold)),
    )


def _ids(contents: LayerContents) -> set[str]:
    mentions, arguments = {m.id for m in contents.mentions}, {a.id for a in contents.arguments}
    return {*mentions, *arguments, *(r.id for r in contents.relations), *(c.id for c in contents.clusters)}


# -- becoming one


def joined(entry: Entry, losses: Losses) -> Entry:
    """A layer in which mentions alike in kind, label and span are one: the first, with all that hung on the others.

    An argument or relation between two of them goes, and one that says what another says already.
    """
    contents = entry.contents
    if contents is None:
        return entry
    first: dict[tuple[Kind, str, Span], Mention] = {}
    into: dict[MentionId, MentionId] = {}
    for mention in contents.mentions:
        place = mention.kind, mention.label, mention.span
        one = first.setdefault(place, mention)
        into[mention.id] = one.id
        if one is not mention:
            first[place] = _both(one, mention)
            said = [name for name, value in mention.attributes.items() if one.attributes.get(name, value) != value]
            losses.add(entry.document.id, Loss.ATTRIBUTE, len(said))
            losses.add(entry.document.id, Loss.NOTE, bool(one.note and mention.note))
    mentions = tuple(first.values())
    if len(mentions) == len(contents.mentions):
        return entry
    arguments = tuple(_arguments(contents.arguments, into))
    relations = tuple(_relations(contents.relations, into))
    used = {mention.cluster for mention in mentions}
    clusters = tuple(cluster for cluster in contents.clusters if cluster.id in used)
    losses.add(entry.document.id, Loss.ALIKE, len(contents.mentions) - len(mentions))
    losses.add(entry.document.id, Loss.ARGUMENT, len(contents.arguments) - len(arguments))
    losses.add(entry.document.id, Loss.RELATION, len(contents.relations) - len(relations))
    losses.add(entry.document.id, Loss.CLUSTER, len(contents.clusters) - len(clusters))
    made = replace(contents, mentions=mentions, arguments=arguments, relations=relations, clusters=clusters)
    decisions = tuple(replace(d, gold=tuple(_followed(d.gold, into))) for d in contents.decisions)
    comments = tuple(replace(c, subject=into.get(MentionId(c.subject), c.subject)) for c in contents.comments)
    return replace(entry, contents=replace(made, decisions=decisions, comments=comments))


def _both(one: Mention, other: Mention) -> Mention:
    """The first mention with what only the other says."""
    return replace(
        one,
        attributes={**other.attributes, **one.attributes},
        cluster=other.cluster if one.cluster is None else one.cluster,
        note=one.note or other.note,
    )


def _arguments(arguments: Iterable[Argument], into: Mapping[MentionId, MentionId]) -> Iterable[Argument]:
    seen = set()
    for argument in arguments:
        event, filler = into[argument.event], into[argument.filler]
        if event != filler and (event, argument.role, filler) not in seen:
            seen.add((event, argument.role, filler))
            yield replace(argument, event=event, filler=filler)


def _relations(relations: Iterable[Relation], into: Mapping[MentionId, MentionId]) -> Iterable[Relation]:
    seen = set()
    for relation in relations:
        source, target = into[relation.source], into[relation.target]
        if source != target and (source, relation.label, target) not in seen:
            seen.add((source, relation.label, target))
            yield replace(relation, source=source, target=target)


def _followed(ids: Iterable[str], into: Mapping[MentionId, MentionId]) -> Iterable[str]:
    return dict.fromkeys(into.get(MentionId(id_), id_) for id_ in ids)
