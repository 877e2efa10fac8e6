"""How far two layers of a document agree on mentions: their spans, their labels, and which label is taken for which.

Every mention counts, overlapping, nested and discontinuous ones as well. What need not be equal is compared along the
best alignment of the two layers (see `alignment`).
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from annotator.model.annotation import Kind, Mention
from annotator.model.span import Range
from annotator.services.agreement.figures import Hits, one_to_one
from annotator.services.comparison.alignment import Pair, shared

NAMES = {Kind.ENTITY: "entity", Kind.EVENT: "trigger"}
"""How the names of the figures of each kind of mention begin."""

HitsOf = dict[tuple[str, str], Hits]
"""Hits by the name of a figure and a label; under no label where the figure does not ask for one."""

Confusion = Counter[tuple[Kind, str, str]]
"""How often a label on the left met which label on the right; no label on a side where the mention met none."""

_Label = tuple[Kind, str]
_Exact = tuple[Kind, str, tuple[Range, ...]]
_Place = tuple[Kind, tuple[Range, ...]]
Thing = TypeVar("Thing", bound=Hashable)


@dataclass(frozen=True, slots=True)
class MentionCounts:
    """How often a layer has what; made once, and compared with each other layer.

    Attributes:
        labels: Mentions of each label.
        exact: Of each label and span.
        places: Of each span, whatever the label.
    """

    labels: Mapping[_Label, int]
    exact: Mapping[_Exact, int]
    places: Mapping[_Place, int]

    @classmethod
    def of(cls, mentions: Iterable[Mention]) -> "MentionCounts":
        """Count a layer."""
        labels: dict[_Label, int] = {}
        exact: dict[_Exact, int] = {}
        places: dict[_Place, int] = {}
        for mention in mentions:
            kind, label, fragments = mention.kind, mention.label, mention.span.fragments
            of_label, whole, place = (kind, label), (kind, label, fragments), (kind, fragments)
            labels[of_label] = labels.get(of_label, 0) + 1
            exact[whole] = exact.get(whole, 0) + 1
            places[place] = places.get(place, 0) + 1
        return cls(labels, exact, places)


def mention_hits(left: MentionCounts, right: MentionCounts, pairs: Iterable[Pair]) -> HitsOf:
    """What two layers of a document have in common, by figure and label.

    - `…_exact`: equal span and equal label ("strict" in SemEval 2013 task 9; trigger classification).
    - `…_span`: equal span, whatever the label ("exact" there; trigger identification); under no label.
    - `…_partial`: aligned, with equal label; counts the characters in common, 2 |A ∩ B| / (|A| + |B|).
    - `…_type`: aligned, so with at least a character in common, and with equal label ("type" there).

    Args:
        left: One layer.
        right: Another layer of the document.
        pairs: The mentions of the two, aligned.
    """
    exact: dict[_Label, int] = {}
    for (kind, label, _fragments), count in common_counts(left.exact, right.exact):
        exact[kind, label] = exact.get((kind, label), 0) + count
    alike, overlap = _alike(pairs)
    found = _spans(left, right)
    for key in dict.fromkeys((*left.labels, *right.labels)):
        kind, label = key
        left_of, right_of = left.labels.get(key, 0), right.labels.get(key, 0)
        strict, partial, only_type = _keys(kind, label)
        found[strict] = one_to_one(exact.get(key, 0), left_of, right_of)
        found[partial] = one_to_one(overlap.get(key, 0), left_of, right_of)
        found[only_type] = one_to_one(alike.get(key, 0), left_of, right_of)
    return found


@lru_cache(maxsize=4096)
def _keys(kind: Kind, label: str) -> tuple[tuple[str, str], ...]:
    return tuple((f"{NAMES[kind]}_{figure}", label) for figure in ("exact", "partial", "type"))


def common_counts(left: Mapping[Thing, int], right: Mapping[Thing, int]) -> Iterable[tuple[Thing, int]]:
    """What both sides have, and how often."""
    if left == right:
        return left.items()
    return ((key, min(count, right[key])) for key, count in left.items() if key in right)


def _spans(left: MentionCounts, right: MentionCounts) -> HitsOf:
    common = dict.fromkeys(Kind, 0)
    for (kind, _fragments), count in common_counts(left.places, right.places):
        common[kind] += count
    of_left, of_right = _by_kind(left.labels), _by_kind(right.labels)
    return {
        (f"{NAMES[kind]}_span", ""): one_to_one(count, of_left[kind], of_right[kind])
        for kind, count in common.items()
        if of_left[kind] or of_right[kind]
    }


def _by_kind(labels: Mapping[_Label, int]) -> dict[Kind, int]:
    found = dict.fromkeys(Kind, 0)
    for (kind, _label), count in labels.items():
        found[kind] += count
    return found


def _alike(pairs: Iterable[Pair]) -> tuple[dict[_Label, int], dict[_Label, float]]:
    """Of the aligned mentions of equal label: how many, and how much of them is common."""
    count: dict[_Label, int] = {}
    common: dict[_Label, float] = {}
    for one, other in pairs:
        if one is None or other is None or one.label != other.label:
            continue
        key = one.kind, one.label
        count[key] = count.get(key, 0) + 1
        common[key] = common.get(key, 0) + (1 if one.span.fragments == other.span.fragments else _dice(one, other))
    return count, common


def _dice(one: Mention, other: Mention) -> float:
    return 2 * shared(one.span, other.span) / (len(one.span) + len(other.span))


def confusion(pairs: Sequence[Pair]) -> Confusion:
    """Which label on the left met which on the right, along the alignment."""
    found: dict[tuple[Kind, str, str], int] = {}
    for one, other in pairs:
        known = one or other
        if known is not None:
            key = known.kind, one.label if one else "", other.label if other else ""
            found[key] = found.get(key, 0) + 1
    return Counter(found)
