"""How far two layers of a document agree on mentions: their spans, their labels, and which label is taken for which.

Every mention counts, overlapping, nested and discontinuous ones as well. What need not be equal is compared along the
best alignment of the two layers (see `alignment`).
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from annotator.model.annotation import Kind, Mention
from annotator.services.agreement_figures import Hits, one_to_one
from annotator.services.alignment import Pair, shared

NAMES = {Kind.ENTITY: "entity", Kind.EVENT: "trigger"}
"""How the names of the figures of each kind of mention begin."""

HitsOf = dict[tuple[str, str], Hits]
"""Hits by the name of a figure and a label; under no label where the figure does not ask for one."""

Confusion = Counter[tuple[Kind, str, str]]
"""How often a label on the left met which label on the right; no label on a side where the mention met none."""


def mention_hits(left: Sequence[Mention], right: Sequence[Mention], pairs: Iterable[Pair]) -> HitsOf:
    """What two layers of a document have in common, by figure and label.

    - `…_exact`: equal span and equal label ("strict" in SemEval 2013 task 9; trigger classification).
    - `…_span`: equal span, whatever the label ("exact" there; trigger identification); under no label.
    - `…_partial`: aligned, with equal label; counts the characters in common, 2 |A ∩ B| / (|A| + |B|).
    - `…_type`: aligned, so with at least a character in common, and with equal label ("type" there).

    Args:
        left: Mentions of one layer.
        right: Mentions of another layer of the document.
        pairs: The two, aligned.
    """
    left_of = Counter((mention.kind, mention.label) for mention in left)
    right_of = Counter((mention.kind, mention.label) for mention in right)
    exact = _exact(left, right)
    kinds, overlap = _alike(pairs)
    found = _spans(left, right)
    for key in left_of | right_of:
        kind, label = key
        for figure, common in (("exact", exact[key]), ("partial", overlap.get(key, 0)), ("type", kinds[key])):
            found[f"{NAMES[kind]}_{figure}", label] = one_to_one(common, left_of[key], right_of[key])
    return found


def _exact(left: Iterable[Mention], right: Iterable[Mention]) -> Counter[tuple[Kind, str]]:
    ours = Counter((mention.kind, mention.label, mention.span.fragments) for mention in left)
    theirs = Counter((mention.kind, mention.label, mention.span.fragments) for mention in right)
    found: Counter[tuple[Kind, str]] = Counter()
    for key in ours.keys() & theirs.keys():
        found[key[:2]] += min(ours[key], theirs[key])
    return found


def _spans(left: Iterable[Mention], right: Iterable[Mention]) -> HitsOf:
    ours = Counter((mention.kind, mention.span.fragments) for mention in left)
    theirs = Counter((mention.kind, mention.span.fragments) for mention in right)
    common = Counter[Kind]()
    for key in ours.keys() & theirs.keys():
        common[key[0]] += min(ours[key], theirs[key])
    of_left, of_right = Counter[Kind](), Counter[Kind]()
    for counted, total in ((ours, of_left), (theirs, of_right)):
        for (kind, _fragments), count in counted.items():
            total[kind] += count
    return {
        (f"{NAMES[kind]}_span", ""): one_to_one(common[kind], of_left[kind], of_right[kind])
        for kind in of_left | of_right
    }


def _alike(pairs: Iterable[Pair]) -> tuple[Counter[tuple[Kind, str]], dict[tuple[Kind, str], float]]:
    """Of the aligned mentions of equal label: how many, and how much of them is common."""
    count: Counter[tuple[Kind, str]] = Counter()
    common: dict[tuple[Kind, str], float] = {}
    for one, other in pairs:
        if one is None or other is None or one.label != other.label:
            continue
        key = one.kind, one.label
        count[key] += 1
        common[key] = common.get(key, 0) + (1 if one.span.fragments == other.span.fragments else _dice(one, other))
    return count, common


def _dice(one: Mention, other: Mention) -> float:
    return 2 * shared(one.span, other.span) / (len(one.span) + len(other.span))


def confusion(pairs: Iterable[Pair]) -> Confusion:
    """Which label on the left met which on the right, along the alignment."""
    found: Confusion = Counter()
    for one, other in pairs:
        known = one or other
        if known is not None:
            found[known.kind, one.label if one else "", other.label if other else ""] += 1
    return found
