"""Which arguments, or relations, of several layers answer each other, once their mentions stand in cases.

As in `comparison.link_matching`, but of any number of layers: links are joined in rounds, from those that agree in all
to those that agree in least, so that what is the same is never taken for something else.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Generic, TypeVar

from annotator.model.annotation import Argument, Relation
from annotator.model.ids import AnnotatorName, ClusterId, MentionId
from annotator.model.scheme import Scheme

LinkT = TypeVar("LinkT", Argument, Relation)
Joined = dict[AnnotatorName, LinkT]
Round = Callable[[LinkT], Hashable]
"""What links must have in common to be joined in a round; `None` for those that take no part."""
Places = Mapping[MentionId, int]
"""The place, among the cases, of each mention of any layer."""


class _Rounds(Generic[LinkT]):
    """Joins links; at most one of each layer comes together."""

    def __init__(self, links: Iterable[LinkT]) -> None:
        self.groups: list[Joined[LinkT]] = [{link.annotator: link} for link in links]

    def join(self, key: Round[LinkT]) -> None:
        """Join the groups whose first links have the same key."""
        waiting: dict[Hashable, list[Joined[LinkT]]] = defaultdict(list)
        groups = []
        for group in self.groups:
            found = key(next(iter(group.values())))
            partner = next((other for other in waiting[found] if other.keys().isdisjoint(group)), None)
            if found is None or partner is None:
                waiting[found].append(group)
                groups.append(group)
            else:
                partner.update(group)
        self.groups = groups


def joined_arguments(
    arguments: Sequence[Argument], places: Places, clusters: Sequence[Mapping[int, ClusterId | None]]
) -> list[Joined[Argument]]:
    """The arguments of one event in several layers.

    Args:
        arguments: Those of all layers, the first layer's first.
        places: Where their fillers stand.
        clusters: Of each layer, the cluster in which it has the mention at a place.
    """
    rounds = _Rounds(sorted(arguments, key=lambda a: (a.role, places[a.filler])))
    rounds.join(lambda a: (a.role, places[a.filler]))
    rounds.join(lambda a: places[a.filler])
    for known in clusters:
        rounds.join(lambda a, known=known: _coreferent(a.role, known.get(places[a.filler])))  # type: ignore[misc]
    rounds.join(lambda a: a.role)
    return rounds.groups


def _coreferent(role: str, cluster: ClusterId | None) -> Hashable:
    return None if cluster is None else (role, cluster)


def joined_relations(relations: Sequence[Relation], places: Places, scheme: Scheme) -> list[Joined[Relation]]:
    """The relations of several layers; those of the first layer first."""

    def ends(relation: Relation) -> tuple[int, int]:
        return places[relation.source], places[relation.target]

    def whole(relation: Relation) -> Hashable:
        found = scheme.find(relation.label)
        is_symmetric = found is not None and found.symmetric
        return relation.label, tuple(sorted(ends(relation))) if is_symmetric else ends(relation)

    rounds = _Rounds(sorted(relations, key=lambda r: (ends(r), r.label)))
    rounds.join(whole)
    rounds.join(lambda r: (r.label, tuple(sorted(ends(r)))))
    rounds.join(ends)
    rounds.join(lambda r: tuple(sorted(ends(r))))
    return rounds.groups
