"""Which mentions of several layers of a document answer each other: groups with at most one mention of each layer.

Every two layers are aligned as well as can be (see `alignment`). What these alignments join is a group, if it holds no
two mentions of one layer. Where it does, because A's mention answers one of B's, which answers one of C's, which
answers another one of A's, the joined mentions are divided anew, so that the groups hold, in this order, the most pairs
of equal spans, the most overlap and the most pairs of equal labels. That is found exactly up to `_EXACT` mentions;
beyond, the best pairs come first.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from annotator.model.annotation import LayerContents, Mention, reading_order
from annotator.model.ids import AnnotatorName, MentionId
from annotator.services.comparison.alignment import align, shared

Group = Mapping[AnnotatorName, Mention]
"""What answers each other, by whose it is."""

_EXACT = 9
"""Mentions up to which all ways of dividing them are tried."""

_Worth = tuple[int, Fraction, int]
_Worths = Mapping[tuple[MentionId, MentionId], _Worth]
_NOTHING: _Worth = (0, Fraction(0), 0)


def groups_of(layers: Sequence[LayerContents]) -> list[Group]:
    """All mentions of these layers in groups, in reading order; the mentions of a group in the order of the layers."""
    joined: dict[MentionId, list[Mention]] = {m.id: [m] for layer in layers for m in layer.mentions}
    worths: dict[tuple[MentionId, MentionId], _Worth] = {}
    for one, other in combinations(layers, 2):
        for left, right in align(one.mentions, other.mentions):
            if left is not None and right is not None:
                worths[left.id, right.id] = worths[right.id, left.id] = _worth(left, right)
                _join(joined, left, right)
    places = {layer.layer.annotator: place for place, layer in enumerate(layers)}
    found = []
    for knot in {id(knot): knot for knot in joined.values()}.values():
        for mentions in _divided(knot, worths):
            ordered = sorted(mentions, key=lambda mention: places[mention.annotator])
            found.append({mention.annotator: mention for mention in ordered})
    return sorted(found, key=place_of)


def place_of(group: Group) -> tuple[int, int, str]:
    """Where a group stands in reading order."""
    return min(map(reading_order, group.values()))


def overlap(one: Mention, other: Mention) -> Fraction:
    """The share of their characters that two mentions have in common (Dice): 1 for equal spans, 0 for apart."""
    return Fraction(2 * shared(one.span, other.span), len(one.span) + len(other.span))


def _worth(one: Mention, other: Mention) -> _Worth:
    return int(one.span == other.span), overlap(one, other), int(one.label == other.label)


def _join(joined: dict[MentionId, list[Mention]], one: Mention, other: Mention) -> None:
    ours, theirs = joined[one.id], joined[other.id]
    if ours is not theirs:
        ours += theirs
        joined.update((mention.id, ours) for mention in theirs)


def _divided(knot: Sequence[Mention], worths: _Worths) -> Iterator[list[Mention]]:
    if len({mention.annotator for mention in knot}) == len(knot):
        yield list(knot)
        return
    ordered = sorted(knot, key=reading_order)
    parts = _best_division(ordered, worths) if len(knot) <= _EXACT else _best_first(ordered, worths)
    for part in parts:
        yield from _connected(part, worths)


def _best_division(knot: Sequence[Mention], worths: _Worths) -> list[list[Mention]]:
    """The best of all ways, each mention in its turn put to those before it or alone."""
    best: tuple[_Worth, list[list[Mention]]] = ((-1, Fraction(0), 0), [])

    def place(rest: Sequence[Mention], parts: list[list[Mention]], worth: _Worth) -> None:
        nonlocal best
        if not rest:
            best = max(best, (worth, [list(part) for part in parts]), key=_worth_of)
            return
        mention = rest[0]
        for part in parts:
            if all(other.annotator != mention.annotator for other in part):
                gain = _gain(mention, part, worths)
                part.append(mention)
                place(rest[1:], parts, _sum(worth, gain))
                part.pop()
        place(rest[1:], [*parts, [mention]], worth)

    place(knot, [], _NOTHING)
    return best[1]


def _worth_of(found: tuple[_Worth, list[list[Mention]]]) -> _Worth:
    return found[0]


def _gain(mention: Mention, part: Sequence[Mention], worths: _Worths) -> _Worth:
    """What it is worth to put a mention into a part."""
    total = _NOTHING
    for other in part:
        total = _sum(total, worths.get((mention.id, other.id), _NOTHING))
    return total


def _connected(part: Sequence[Mention], worths: _Worths) -> Iterator[list[Mention]]:
    """A part as its alignments hold it together."""
    joined = {mention.id: [mention] for mention in part}
    for one, other in combinations(part, 2):
        if (one.id, other.id) in worths:
            _join(joined, one, other)
    yield from {id(some): some for some in joined.values()}.values()


def _sum(one: _Worth, other: _Worth) -> _Worth:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]


def _best_first(knot: Sequence[Mention], worths: _Worths) -> Iterator[list[Mention]]:
    by_id = {mention.id: mention for mention in knot}
    part_of = {mention.id: [mention] for mention in knot}
    pairs: dict[_Worth, list[tuple[MentionId, MentionId]]] = defaultdict(list)
    for one, other in worths:
        if one < other and one in by_id and other in by_id:
            pairs[worths[one, other]].append((one, other))
    for worth in sorted(pairs, reverse=True):
        for one, other in sorted(pairs[worth]):
            names = [mention.annotator for mention in (*part_of[one], *part_of[other])]
            if part_of[one] is not part_of[other] and len(set(names)) == len(names):
                _join(part_of, by_id[one], by_id[other])
    yield from {id(part): part for part in part_of.values()}.values()
