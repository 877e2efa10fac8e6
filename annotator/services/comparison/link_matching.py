"""Which argument, or relation, of one layer answers which of another, once their mentions are aligned.

Links are paired in rounds, from those that agree in all to those that agree in least, so that what is the same is
never taken for something else. In each round equals are paired in the same order on both sides.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TypeVar

from annotator.model.annotation import Argument, Relation
from annotator.model.ids import MentionId
from annotator.model.scheme import Scheme
from annotator.services.comparison.aligned_layers import LEFT, RIGHT, AlignedLayers

LinkT = TypeVar("LinkT", Argument, Relation)
Key = Callable[[int, LinkT], Hashable]
"""What a link of a side must have in common with one of the other side in a round; `None` if it takes no part."""


class ArgumentMatching:
    """Pairs the arguments of two events that answer each other.

    Rounds: same role and filler; same filler in another role; same role with a filler that one of the two layers holds
    for coreferent; same role. Fillers are the same if the alignment says so. The order of the fillers does not count.
    """

    def __init__(self, aligned: AlignedLayers) -> None:
        self._aligned = aligned
        self._by_event: tuple[dict[MentionId, list[Argument]], dict[MentionId, list[Argument]]] = ({}, {})
        for side in (LEFT, RIGHT):
            for argument in aligned.sides[side].arguments:
                if aligned.has(side, argument.filler):  # if not, it is damage and no matter of ours
                    self._by_event[side].setdefault(argument.event, []).append(argument)
        by_name = sorted((LEFT, RIGHT), key=aligned.annotators.__getitem__)  # the same from either side
        self._rounds: list[Key[Argument]] = [self._whole, self._filler, *map(self._coreferent, by_name), self._role]

    def pairs(self, left: MentionId, right: MentionId) -> Iterator[tuple[Argument | None, Argument | None]]:
        """The arguments of two events, paired; one alone has `None` beside it."""
        ours = self._sorted(LEFT, self._by_event[LEFT].get(left, []))
        theirs = self._sorted(RIGHT, self._by_event[RIGHT].get(right, []))
        return _paired(ours, theirs, self._rounds)

    def _sorted(self, side: int, arguments: Sequence[Argument]) -> list[Argument]:
        return sorted(arguments, key=lambda a: (a.role, self._aligned.place(side, a.filler), a.id))

    def _whole(self, side: int, argument: Argument) -> Hashable:
        return argument.role, self._filler(side, argument)

    def _filler(self, side: int, argument: Argument) -> Hashable:
        return self._aligned.place(side, argument.filler)

    def _role(self, _side: int, argument: Argument) -> Hashable:
        return argument.role

    def _coreferent(self, judge: int) -> Key[Argument]:
        def key(side: int, argument: Argument) -> Hashable:
            cluster = self._aligned.cluster(self._aligned.place(side, argument.filler), judge)
            return None if cluster is None else (argument.role, cluster)

        return key


class RelationMatching:
    """Pairs the relations of two layers.

    Rounds: same label, source and target (of a symmetric relation in either order); same label the other way; another
    label; another label the other way.
    """

    def __init__(self, aligned: AlignedLayers, scheme: Scheme) -> None:
        self._aligned = aligned
        self._scheme = scheme

    def pairs(self) -> Iterator[tuple[Relation | None, Relation | None]]:
        """All relations, paired; one alone has `None` beside it."""
        rounds = [self._whole, self._either_way, self._ends, self._both_ends]
        return _paired(self._sorted(LEFT), self._sorted(RIGHT), rounds)

    def is_symmetric(self, label: str) -> bool:
        """Whether a relation has no direction."""
        found = self._scheme.find(label)
        return found is not None and found.symmetric

    def leads_alike(self, left: Relation, right: Relation) -> bool:
        """Whether two relations between the same mentions lead the same way, as far as they lead any."""
        is_symmetric = self.is_symmetric(left.label) or self.is_symmetric(right.label)
        return is_symmetric or self._ends(LEFT, left) == self._ends(RIGHT, right)

    def _sorted(self, side: int) -> list[Relation]:
        there = self._aligned.has
        whole = (r for r in self._aligned.sides[side].relations if there(side, r.source) and there(side, r.target))
        return sorted(whole, key=lambda r: (r.label, self._ends(side, r), r.id))

    def _ends(self, side: int, relation: Relation) -> tuple[int, int]:
        return self._aligned.place(side, relation.source), self._aligned.place(side, relation.target)

    def _both_ends(self, side: int, relation: Relation) -> tuple[int, ...]:
        return tuple(sorted(self._ends(side, relation)))

    def _whole(self, side: int, relation: Relation) -> Hashable:
        ends = self._both_ends if self.is_symmetric(relation.label) else self._ends
        return relation.label, ends(side, relation)

    def _either_way(self, side: int, relation: Relation) -> Hashable:
        return relation.label, self._both_ends(side, relation)


def _paired(
    left: Sequence[LinkT], right: Sequence[LinkT], rounds: Sequence[Key[LinkT]]
) -> Iterator[tuple[LinkT | None, LinkT | None]]:
    for key in rounds:
        waiting: dict[Hashable, list[LinkT]] = defaultdict(list)
        for link in reversed(right):
            waiting[key(RIGHT, link)].append(link)
        waiting.pop(None, None)
        rest, taken = [], set()
        for link in left:
            partners = waiting.get(key(LEFT, link))
            if partners:
                partner = partners.pop()
                taken.add(partner.id)
                yield link, partner
            else:
                rest.append(link)
        left, right = rest, [link for link in right if link.id not in taken]
    yield from ((link, None) for link in left)
    yield from ((None, link) for link in right)
