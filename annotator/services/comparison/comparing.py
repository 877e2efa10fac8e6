"""What two or more layers of one document say differently, structure by structure.

Mentions are aligned first (see `alignment`). Those that answer each other are compared by span, label and attributes;
events also by their arguments, whose fillers are the same if the alignment says so; then relations, then clusters.
What follows from something else is not told twice: the arguments of an event that the other layer lacks go with the
event, and two labels are compared by the attributes that both can have. Notes, comments, the order of fillers, and
what clusters are called are no disagreements.
"""

from collections.abc import Collection, Iterator, Sequence
from enum import Enum
from itertools import combinations
from typing import Any

from annotator.model.annotation import Argument, Attributes, Kind, LayerContents, Mention, Relation, Value
from annotator.model.scheme import Scheme
from annotator.services.comparison.aligned_layers import LEFT, RIGHT, AlignedLayers
from annotator.services.comparison.alignment import Pair
from annotator.services.comparison.cluster_differences import cluster_differences
from annotator.services.comparison.disagreement import Difference, Disagreement
from annotator.services.comparison.disagreement_words import Words, trifles
from annotator.services.comparison.link_matching import ArgumentMatching, LinkT, RelationMatching

Said = tuple[Value | None, Value | None]


class Against(Enum):
    """Which layers are compared with which."""

    FIRST = "first"
    """The first one with each of the others."""
    ALL = "all"
    """Each with each."""


def compare(left: LayerContents, right: LayerContents, scheme: Scheme, text: str) -> list[Disagreement]:
    """All that two layers of a document say differently.

    Args:
        left: One layer; what only it has is missing on the right.
        right: Another one of the same document.
        scheme: Says which attributes can be had, and what holds when nothing is said.
        text: Of the document.

    Returns:
        In reading order; of one place in the order of `Difference`.
    """
    found = _Comparison(left, right, scheme, text).disagreements()
    return sorted(found, key=_order)


def compare_layers(
    layers: Sequence[LayerContents], scheme: Scheme, text: str, against: Against = Against.FIRST
) -> list[Disagreement]:
    """All that several layers of a document say differently, two by two.

    Returns:
        In reading order.
    """
    couples = combinations(layers, 2) if against is Against.ALL else ((layers[0], other) for other in layers[1:])
    found = [disagreement for left, right in couples for disagreement in compare(left, right, scheme, text)]
    return sorted(found, key=_order)


def _order(disagreement: Disagreement) -> tuple[tuple[int, int, str], int, str]:
    return disagreement.place, _PLACES[disagreement.kind], disagreement.name


_PLACES = {kind: place for place, kind in enumerate(Difference)}


class _Comparison:
    def __init__(self, left: LayerContents, right: LayerContents, scheme: Scheme, text: str) -> None:
        self._aligned = AlignedLayers(left, right)
        self._scheme = scheme
        self._text = text
        self._words = Words(text, self._aligned.annotators)
        self._document = left.layer.document
        self._arguments = ArgumentMatching(self._aligned)
        self._relations = RelationMatching(self._aligned, scheme)
        self._defaults = {attribute.name: attribute.default for attribute in scheme.attributes}

    def disagreements(self) -> Iterator[Disagreement]:
        for pair in self._aligned.pairs:
            yield from self._of_pair(pair)
        for left, right in self._relations.pairs():
            yield from self._of_relations(left, right)
        for difference in cluster_differences(self._aligned):
            first, parts = difference.parts[0][0], difference.parts
            sentence = self._words.cluster(self._aligned.annotators[difference.owner], parts)
            yield self._made(difference.kind, first, sentence, parts=parts)

    def _made(self, kind: Difference, pair: Pair, sentence: str, **facts: Any) -> Disagreement:
        annotators = self._aligned.annotators
        return Disagreement(kind, self._document, annotators, *pair, sentence, **facts)

    # -- mentions

    def _of_pair(self, pair: Pair) -> Iterator[Disagreement]:
        left, right = pair
        if left is None or right is None:
            kind = Difference.MISSING if right is None else Difference.EXTRA
            yield self._made(kind, pair, self._words.only_one(pair))
            return
        if left.span != right.span:
            only = trifles(self._text, left.span, right.span)
            yield self._made(Difference.BOUNDARY, pair, self._words.boundary(left, right, only), only=only)
        if left.label != right.label:
            said = left.label, right.label
            yield self._made(Difference.LABEL, pair, self._words.label(left, right), said=said)
        for name, values in self._values(left.attributes, right.attributes, map(self._attributes, pair)):
            sentence = self._words.attribute(name, self._words.named(left), values)
            yield self._made(Difference.ATTRIBUTE, pair, sentence, name=name, said=values)
        if left.kind is Kind.EVENT:
            for ours, theirs in self._arguments.pairs(left.id, right.id):
                yield from self._of_arguments(left, right, ours, theirs)

    def _attributes(self, owner: Mention | Relation | None) -> Collection[str]:
        """The attributes that the label of a mention or relation has; all, if the scheme does not know it."""
        found = self._scheme.find(owner.label) if owner is not None else None
        return self._defaults if found is None else found.attributes

    def _values(
        self, left: Attributes, right: Attributes, allowed: Iterator[Collection[str]]
    ) -> Iterator[tuple[str, Said]]:
        """The attributes, of those that both sides can have, whose values differ; what is not said is the default."""
        ours, theirs = allowed
        for name in dict.fromkeys((*left, *right)):
            said = self._value(left, name), self._value(right, name)
            if said[LEFT] != said[RIGHT] and (ours == theirs or (name in ours and name in theirs)):
                yield name, said

    def _value(self, attributes: Attributes, name: str) -> Value | None:
        return attributes.get(name, self._defaults.get(name))

    # -- arguments

    def _of_arguments(
        self, left: Mention, right: Mention, ours: Argument | None, theirs: Argument | None
    ) -> Iterator[Disagreement]:
        events = Pair(left, right)
        if ours is None or theirs is None:
            yield self._only_one_argument(events, ours, theirs)
            return
        fillers = self._aligned.mention(LEFT, ours.filler), self._aligned.mention(RIGHT, theirs.filler)
        facts: dict[str, Any] = {"links": (ours, theirs), "ends": fillers}
        if ours.role != theirs.role:
            sentence, roles = self._words.role(left, ours, theirs, fillers[LEFT]), (ours.role, theirs.role)
            yield self._made(Difference.ARGUMENT_ROLE, events, sentence, name=ours.role, said=roles, **facts)
        elif self._aligned.place(LEFT, ours.filler) != self._aligned.place(RIGHT, theirs.filler):
            same_for = self._aligned.coreferent_for(ours.filler, theirs.filler)
            sentence = self._words.filler(left, ours.role, fillers, same_for)
            facts["coreferent_for"] = same_for
            yield self._made(Difference.ARGUMENT_FILLER, events, sentence, name=ours.role, **facts)
        allowed = map(self._role_attributes, (left.label, right.label), (ours.role, theirs.role))
        owner = f"{ours.role} {self._words.quote(fillers[LEFT])} of {self._words.named(left)}"
        for name, said in self._values(ours.attributes, theirs.attributes, allowed):
            sentence = self._words.attribute(name, owner, said)
            yield self._made(Difference.ATTRIBUTE, events, sentence, name=name, said=said, **facts)

    def _only_one_argument(self, events: Pair, ours: Argument | None, theirs: Argument | None) -> Disagreement:
        side, link, kind = _the_one(ours, theirs, Difference.ARGUMENT_MISSING, Difference.ARGUMENT_EXTRA)
        event, filler = self._aligned.mention(side, link.event), self._aligned.pair(side, link.filler)
        sentence = self._words.only_one_argument(event, link, filler)
        return self._made(kind, events, sentence, name=link.role, links=(ours, theirs), ends=tuple(filler))

    def _role_attributes(self, event_label: str, role: str) -> Collection[str]:
        """The attributes that fillers of a role have; all, if the scheme does not know it."""
        found = self._scheme.find(event_label)
        roles = found.roles if found is not None else ()
        return next((known.attributes for known in roles if known.name == role), self._defaults)

    # -- relations

    def _of_relations(self, ours: Relation | None, theirs: Relation | None) -> Iterator[Disagreement]:
        if ours is None or theirs is None:
            yield self._only_one_relation(ours, theirs)
            return
        source, target = self._aligned.mention(LEFT, ours.source), self._aligned.mention(LEFT, ours.target)
        sources = Pair(source, self._aligned.mention(RIGHT, theirs.source))
        ends = target, self._aligned.mention(RIGHT, theirs.target)
        facts: dict[str, Any] = {"links": (ours, theirs), "ends": ends}
        if ours.label != theirs.label:
            labels = ours.label, theirs.label
            sentence = self._words.relation_label(source, target, labels)
            yield self._made(Difference.RELATION_LABEL, sources, sentence, said=labels, **facts)
        if not self._relations.leads_alike(ours, theirs):
            sentence = self._words.relation_direction(source, target, ours.label)
            yield self._made(Difference.RELATION_DIRECTION, sources, sentence, **facts)
        for name, said in self._values(ours.attributes, theirs.attributes, map(self._attributes, (ours, theirs))):
            owner = f"{ours.label} from {self._words.quote(source)} to {self._words.quote(target)}"
            sentence = self._words.attribute(name, owner, said)
            yield self._made(Difference.ATTRIBUTE, sources, sentence, name=name, said=said, **facts)

    def _only_one_relation(self, ours: Relation | None, theirs: Relation | None) -> Disagreement:
        side, link, kind = _the_one(ours, theirs, Difference.RELATION_MISSING, Difference.RELATION_EXTRA)
        source, target = self._aligned.pair(side, link.source), self._aligned.pair(side, link.target)
        sentence = self._words.only_one_relation(link, (source, target))
        return self._made(kind, source, sentence, links=(ours, theirs), ends=tuple(target))


def _the_one(
    ours: LinkT | None, theirs: LinkT | None, missing: Difference, extra: Difference
) -> tuple[int, LinkT, Difference]:
    """The side that has a link that the other lacks, the link, and what the difference is called."""
    if ours is not None:
        return LEFT, ours, missing
    if theirs is None:
        raise ValueError("one side has a link")
    return RIGHT, theirs, extra
