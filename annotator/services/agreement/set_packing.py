"""The most valuable choice of sets that have no member in common, found exactly.

Sets that share members, directly or through others, form a knot; each is solved alone by walking over its members in
order: what is remembered at each is which of the members ahead are taken, and the most that can have been won so. What
cannot become the best any more is dropped, and how much can still be won is known from prices: each member has one, a
set costs what its members do, and who sells all members and buys what is worth more than it costs, at most one set that
begins with each member, has no less than the best choice is worth. Prices are made better step by step until they prove
that the choice at hand is the best one, or come as near as they can.

It is quick where members stand side by side, as words of a text do. In general the problem is NP-hard (for sets of
three, Karp 1972), so there is a limit to what is tried.

Sources: Held, M., Wolfe, P. and Crowder, H. P. (1974). Validation of subgradient optimization. Mathematical Programming
6, 62-88, for the prices. Dynamic programming over subsets after Held, M. and Karp, R. M. (1962), Journal of SIAM 10.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from annotator.model.errors import AnnotatorError

MOST_STATES = 50_000
"""How many ways to have begun are remembered at a member; if there are more, the search is given up."""

_SMALL = 10
"""In knots of so many members the walk is quicker than better prices."""
_STEPS = 400
_EQUAL = 1e-9
"""Differences in worth that rounding could have made."""

Set = tuple[int, ...]
"""The members in order; a member is a number, and those that are near stand together."""


class PackingError(AnnotatorError):
    """So many sets overlap that the best choice cannot be found."""


def best_packing(values: Mapping[Set, float]) -> list[Set]:
    """The sets, none sharing a member with another, that are worth the most together.

    Args:
        values: What each set is worth, more than nothing.

    Raises:
        PackingError: If there are too many ways.
    """
    found: list[Set] = []
    for members, sets in _knots(values):
        chosen = _solved(_Knot.of(sets, len(members)))
        found += [tuple(members[at] for at in some) for some in chosen]
    return sorted(found)


def _knots(values: Mapping[Set, float]) -> Iterator[tuple[list[int], list[tuple[float, Set]]]]:
    """The members of each knot, and its sets with members as places among those."""
    head: dict[int, int] = {}

    def home(member: int) -> int:
        while head.setdefault(member, member) != member:
            head[member] = head[head[member]]
            member = head[member]
        return member

    for some in values:
        for member in some[1:]:
            head[home(member)] = home(some[0])
    knots: dict[int, list[tuple[Set, float]]] = defaultdict(list)
    for some, value in values.items():
        knots[home(some[0])].append((some, value))
    for known in knots.values():
        members = sorted({member for some, _value in known for member in some})
        place = {member: at for at, member in enumerate(members)}
        yield members, [(value, tuple(place[member] for member in some)) for some, value in known]


@dataclass(frozen=True, slots=True)
class _Knot:
    """Sets that hang together.

    Attributes:
        size: How many members there are, numbered from 0.
        sets: The value and the members of each, the most valuable first.
    """

    size: int
    sets: Sequence[tuple[float, Set]]

    @classmethod
    def of(cls, sets: Sequence[tuple[float, Set]], size: int) -> "_Knot":
        return cls(size, sorted(sets, reverse=True))

    def greedy(self, prices: Sequence[float]) -> "_Choice":
        """What is had by always taking what is worth the most above its price; better prices lead to better choices."""
        taken: set[int] = set()
        chosen, total = [], 0.0
        for value, members in sorted(self.sets, key=lambda some: sum(prices[at] for at in some[1]) - some[0]):
            if taken.isdisjoint(members):
                taken.update(members)
                chosen.append(members)
                total += value
        return _Choice(total, chosen)

    def simple_prices(self) -> list[float]:
        """Prices at which no set is worth more than it costs."""
        prices = [0.0] * self.size
        for value, members in self.sets:
            share = value / len(members)
            for member in members:
                prices[member] = max(prices[member], share)
        return prices


class _Choice(NamedTuple):
    """Sets that share no member, and what they are worth together."""

    worth: float
    sets: list[Set]


class _Bound(NamedTuple):
    """What prices prove.

    Attributes:
        prices: Of the members.
        gains: What the best set that begins with each member is worth more than it costs.
        bought: Those sets.
        most: No choice is worth more than this.
    """

    prices: list[float]
    gains: list[float]
    bought: dict[int, Set]
    most: float


def _bound(knot: _Knot, prices: list[float]) -> _Bound:
    gains = [0.0] * knot.size
    bought: dict[int, Set] = {}
    for value, members in knot.sets:
        gain = value
        for member in members:
            gain -= prices[member]
        if gain > gains[members[0]]:
            gains[members[0]] = gain
            bought[members[0]] = members
    return _Bound(prices, gains, bought, sum(prices) + sum(gains))


def _better(knot: _Knot, bound: _Bound, known: _Choice) -> tuple[_Bound, _Choice]:
    """The best bound and the best choice after some steps."""
    best, at, pace = bound, bound, 1.0
    for step in range(_STEPS):
        if step % 10 == 9:
            known = max(known, knot.greedy(at.prices))
        if best.most - known.worth < _EQUAL:
            break
        wanted = [-1] * knot.size
        for members in at.bought.values():
            for member in members:
                wanted[member] += 1
        # A member that costs nothing and that nobody wants cannot become cheaper.
        moves = [want if want > 0 or price > 0 else 0 for want, price in zip(wanted, at.prices, strict=True)]
        norm = sum(move * move for move in moves)
        if not norm:
            break
        length = pace * (at.most - known.worth) / norm
        at = _bound(knot, [max(0.0, p + length * move) for p, move in zip(at.prices, moves, strict=True)])
        if at.most < best.most:
            best = at
        elif step % 20 == 19:
            pace *= 0.7
    return best, max(known, knot.greedy(best.prices))


def _solved(knot: _Knot) -> list[Set]:
    """The best choice of a knot."""
    known = knot.greedy([0.0] * knot.size)
    bound = _bound(knot, knot.simple_prices())
    if knot.size > _SMALL:
        bound, known = _better(knot, bound, known)
    if bound.most - known.worth < _EQUAL:
        return known.sets
    return _walked(knot, bound, known.worth)


_State = tuple[float, Any]
"""What is won, and the last set with what was chosen before it."""


def _walked(knot: _Knot, bound: _Bound, least: float) -> list[Set]:
    """The best choice; a state is which members are taken, as bits, the lowest being the member at hand."""
    starting: list[list[tuple[float, int, Set]]] = [[] for _member in range(knot.size)]
    for value, members in knot.sets:
        first = members[0]
        gain = value - sum(bound.prices[member] for member in members)
        if bound.most - bound.gains[first] + gain > least - _EQUAL:
            starting[first].append((value, sum(1 << (member - first) for member in members), members))
    worth = [price + gain for price, gain in zip(bound.prices, bound.gains, strict=True)]
    ahead = sum(worth)
    states: dict[int, _State] = {0: (0.0, None)}
    for at, sets in enumerate(starting):
        ahead -= worth[at]
        states = _hopeful(_stepped(states, sets), worth, at + 1, least - _EQUAL - ahead)
        if len(states) > MOST_STATES:
            raise PackingError("So many mentions lie over one another that the best alignment cannot be found.")
    return list(_chained(states[0][1]))


def _stepped(states: Mapping[int, _State], sets: Sequence[tuple[float, int, Set]]) -> dict[int, _State]:
    """The states after a member, left alone or taken with one of the sets that begin with it."""
    found: dict[int, _State] = {}
    for taken, (won, chain) in states.items():
        rest = taken >> 1
        if rest not in found or found[rest][0] < won:
            found[rest] = won, chain
        if not taken & 1:
            for value, bits, members in sets:
                if not taken & bits:
                    key = (taken | bits) >> 1
                    if key not in found or found[key][0] < won + value:
                        found[key] = won + value, (members, chain)
    return found


def _hopeful(states: Mapping[int, _State], worth: Sequence[float], at: int, least: float) -> dict[int, _State]:
    """The states that can still become the best one; one that has won no more than the one that took nothing cannot."""
    free = states[0][0] if 0 in states else -1.0
    kept = {}
    for taken, state in states.items():
        lost, rest, member = 0.0, taken, at
        while rest:
            if rest & 1:
                lost += worth[member]
            rest >>= 1
            member += 1
        if state[0] - lost >= least and (state[0] > free or not taken):
            kept[taken] = state
    return kept


def _chained(chain: Any) -> Iterator[Set]:
    while chain is not None:
        members, chain = chain
        yield members
