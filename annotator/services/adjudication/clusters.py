"""Coreference in adjudication: which clusters belong into one case, and how gold's mentions are divided by a decision.

Clusters of any layers that have a mention's case in common are one matter: they are decided together. Each layer
divides the cases that it has into parts; two layers agree if they divide what both have alike.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from annotator.model.annotation import Mention
from annotator.model.ids import AnnotatorName
from annotator.services.adjudication.groups import Group

Division = tuple[tuple[int, ...], ...]
"""Places of cases, those together that mean the same; in reading order."""


@dataclass(frozen=True, slots=True)
class Matter:
    """Cases that anybody's clusters join.

    Attributes:
        members: Their places, in reading order.
        divisions: How each layer divides those that it has.
    """

    members: tuple[int, ...]
    divisions: Mapping[AnnotatorName, Division] = field(default_factory=dict)

    @property
    def agrees(self) -> bool:
        """Whether no two layers contradict each other."""
        return all(compatible(one, other) for one, other in combinations(self.divisions.values(), 2))


class Joiner:
    """Puts things together, and says what has come together."""

    def __init__(self, things: Iterable[int]) -> None:
        self._parts = {thing: [thing] for thing in things}

    def join(self, things: Sequence[int]) -> None:
        """Let these be one."""
        for thing in things[1:]:
            ours, theirs = self._parts[things[0]], self._parts[thing]
            if ours is not theirs:
                ours += theirs
                self._parts.update((other, ours) for other in theirs)

    def root(self, thing: int) -> int:
        """The same for all that are one."""
        return min(self._parts[thing])

    def parts(self) -> Division:
        """What has come together, in order."""
        return tuple(sorted(tuple(sorted(part)) for part in {id(part): part for part in self._parts.values()}.values()))


def matters(groups: Sequence[Group]) -> Iterator[Matter]:
    """The matters of a document, in reading order.

    Args:
        groups: The mentions of each case, by whose they are.
    """
    joiner = Joiner(range(len(groups)))
    joined: dict[tuple[AnnotatorName, str], int] = {}
    for place, group in enumerate(groups):
        for name, mention in group.items():
            if mention.cluster is not None:
                joiner.join([joined.setdefault((name, mention.cluster), place), place])
    in_clusters = set(joined.values())
    for part in joiner.parts():
        if len(part) > 1 or part[0] in in_clusters:
            names = dict.fromkeys(name for place in part for name in groups[place])
            yield Matter(part, {name: division(part, groups, name) for name in names})


def division(members: Iterable[int], groups: Sequence[Group], name: AnnotatorName) -> Division:
    """How a layer divides those members that it has."""
    return divided((place, groups[place][name]) for place in members if name in groups[place])


def divided(mentions: Iterable[tuple[int, Mention]]) -> Division:
    """Places of mentions by their clusters; in no cluster means alone."""
    parts: dict[object, list[int]] = {}
    for place, mention in mentions:
        part = parts.setdefault(mention.cluster or mention.id, [])
        part += [] if place in part else [place]
    return tuple(sorted(map(tuple, parts.values())))


def compatible(one: Division, other: Division) -> bool:
    """Whether two layers divide alike what both have."""
    common = {place for part in one for place in part} & {place for part in other for place in part}
    return _within(one, common) == _within(other, common)


def _within(division: Division, places: set[int]) -> set[tuple[int, ...]]:
    found = (tuple(place for place in part if place in places) for part in division)
    return {part for part in found if part}


def decided_division(matter: Matter, believed: Sequence[AnnotatorName]) -> Division:
    """How gold's mentions are divided if some layers are believed, the first one most.

    A mention that the first does not have follows those that the next one puts it with, if that joins nothing that is
    kept apart by then; else it stays alone. In the end everybody is asked, those who are believed before the others.
    """
    joiner = Joiner(matter.members)
    held: set[int] = set()
    for name in dict.fromkeys((*believed, *matter.divisions)):
        for part in matter.divisions.get(name, ()):
            newcomers = [place for place in part if place not in held]
            roots = {joiner.root(place) for place in part if place in held}
            if newcomers and len(roots) <= 1:
                joiner.join([*roots, *newcomers])
        held.update(place for part in matter.divisions.get(name, ()) for place in part)
    return joiner.parts()
