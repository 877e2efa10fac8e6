"""How far annotators agree on cutting units out of a text: Krippendorff's α_U, and uα of its later family.

Both weigh by length. A text is a continuum of characters; a unit is a fragment of a mention, so a split mention has
several. Nothing is dropped where units of one annotator overlap:

- α_U has a continuum for each label. Units of one label that overlap (a university within a university) go to further
  continua of that label: in reading order, the longer first, each to the first one where it has room. So the same
  units stand alike for everyone.
- uα has one continuum for all labels; where units overlap they are cut at each edge, and several labels together are a
  category of their own.

Both are functions of numbers that add up over documents. Each document is a continuum of its own: chance moves units
within it.

Sources: for α_U Krippendorff, K. (1995). On the reliability of unitizing continuous data. Sociological Methodology 25,
47-76; in the form of Krippendorff, K. (2004). Content analysis, 2nd edition, Sage, 251-256. For uα Krippendorff, K.,
Mathet, Y., Bouvry, S. and Widlöcher, A. (2016). On the reliability of unitizing textual continua: further developments.
Quality & Quantity 50, 2347-2364.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise

from annotator.model.annotation import Mention
from annotator.model.span import Range
from annotator.services.agreement.figures import Counts, Figure

NO_UNITS = "Nobody has labelled anything."
NO_ROOM = "The texts are so short that chance alone would agree always."
UNITS, OBSERVED, EXPECTED = "units", "observed", "expected"
LENGTH, SQUARES = "length", "squares"

Group = tuple[int, ...]
"""Annotators by their places."""

Units = Sequence[Range]
"""Units of one annotator in the order of the text; none overlaps another."""


AlphaU = tuple[int, float, float]
"""What α_U of a label in a document is a function of; such numbers add up.

How many units there are, of all annotators; Σ δ² of all pairs of annotators, which is D_o of the source times
L² · R (R - 1) / 2; and what that would be by chance, D_e times the same.
"""


def alpha_u_named(numbers: AlphaU) -> Counts:
    """The same by name."""
    return dict(zip((UNITS, OBSERVED, EXPECTED), numbers, strict=True))


def alpha_u_of(name: str, counts: Counts) -> Figure:
    """α_U = 1 - D_o / D_e; of several labels and documents from the sums of both."""
    units = round(counts.get(UNITS, 0))
    if not units:
        return Figure(name, None, NO_UNITS)
    expected = counts.get(EXPECTED, 0)
    if not expected:
        return Figure(name, None, NO_ROOM, units)
    return Figure(name, 1 - counts.get(OBSERVED, 0) / expected, "", units)


def alpha_u_counts(
    length: int, layers: Sequence[Sequence[Mention]], groups: Iterable[Group]
) -> dict[Group, dict[str, AlphaU]]:
    """What α_U of a document is a function of, for each group of annotators and by label.

    Args:
        length: Of the text, in code points.
        layers: The mentions of each annotator.
        groups: Of the places of `layers`, two or more each.
    """
    continua: dict[tuple[str, int], list[list[Range]]] = {}
    for place, mentions in enumerate(layers):
        for label, tier, unit in _tiers(mentions):
            if (label, tier) not in continua:
                continua[label, tier] = [[] for _layer in layers]
            continua[label, tier][place].append(unit)
    wanted = list(groups)
    found: dict[Group, dict[str, AlphaU]] = {group: {} for group in wanted}
    for (label, _tier), rows in continua.items():
        for group, numbers in zip(wanted, alpha_u_of_continuum(length, rows, wanted), strict=True):
            if label in found[group]:
                units, observed, expected = found[group][label]
                found[group][label] = units + numbers[0], observed + numbers[1], expected + numbers[2]
            elif numbers[0]:
                found[group][label] = numbers
    return found


def _tiers(mentions: Iterable[Mention]) -> Iterator[tuple[str, int, Range]]:
    """The label, the tier and the range of each unit, in the order of the text."""
    ends: dict[str, list[int]] = {}
    units = sorted((start, -end, mention.label) for mention in mentions for start, end in mention.span.fragments)
    for start, minus_end, label in units:
        tiers = ends.setdefault(label, [0])
        tier = 0
        while tier < len(tiers) and tiers[tier] > start:
            tier += 1
        if tier == len(tiers):
            tiers.append(0)
        tiers[tier] = -minus_end
        yield label, tier, (start, -minus_end)


def alpha_u_of_continuum(length: int, rows: Sequence[Units], groups: Iterable[Group]) -> Iterator[AlphaU]:
    """What α_U of the units of one label in one text is a function of, for each group of annotators.

    Expected is Σ over all units of (N - 1) / 3 · (2 l³ - 3 l² + l) + l² Σ (g - l + 1) over the gaps g ≥ l of all
    annotators, divided by R L (R L - 1) - Σ l (l - 1), times L · R (R - 1).
    """
    first = _sums(length, rows[0])
    sums = [first if row == rows[0] else _sums(length, row) for row in rows]
    differences: dict[tuple[int, int], int] = {}
    longest = max(one[4] for one in sums)
    all_fit = all(one[7] >= longest - 1 for one in sums)
    for group in groups:
        units = lengths = squares = cubes = gaps = in_gaps = 0
        for place in group:
            one = sums[place]
            units += one[0]
            lengths += one[1]
            squares += one[2]
            cubes += one[3]
            gaps += one[5]
            in_gaps += one[6]
        # As if each unit fitted into each gap; where g = l - 1, g - l + 1 is 0.
        free = squares * (in_gaps + gaps) - cubes * gaps
        if not all_fit:
            free += _unfit(length, [rows[place] for place in group], longest)
        annotators, room = len(group), len(group) * length
        pairs = room * (room - 1) - squares + lengths
        among = (2 * cubes - 3 * squares + lengths) * (units - 1) / 3 + free
        expected = length * annotators * (annotators - 1) * among / pairs if pairs else 0.0
        observed = 0
        for i, j in combinations(group, 2):
            if rows[i] != rows[j]:
                if (i, j) not in differences:
                    differences[i, j] = _difference(rows[i], rows[j])
                observed += differences[i, j]
        yield units, observed, expected


def _sums(length: int, row: Units) -> tuple[int, ...]:
    """Of the units of one annotator: how many, and the sums of their lengths, of the squares and of the cubes of those.

    Also the length of the longest one; and of the gaps (where units touch there is none) how many, the sum of their
    lengths, and the shortest.
    """
    if not row:
        return 0, 0, 0, 0, 0, 1, length, length
    lengths = squares = cubes = longest = gaps = at = 0
    shortest = length
    for start, end in row:
        one = end - start
        lengths += one
        squares += one * one
        cubes += one * one * one
        longest = max(longest, one)
        if start > at:
            gaps += 1
            shortest = min(shortest, start - at)
        at = end
    if length > at:
        gaps += 1
        shortest = min(shortest, length - at)
    return len(row), lengths, squares, cubes, longest, gaps, length - lengths, shortest


def _unfit(length: int, rows: Sequence[Units], longest: int) -> int:
    """Σ l² (l - g - 1) over units and gaps that are shorter."""
    gaps = []
    for row in rows:
        at = 0
        for start, end in (*row, (length, length)):
            if 0 < start - at < longest - 1:
                gaps.append(start - at)
            at = end
    return sum(
        (end - start) ** 2 * (end - start - gap - 1)
        for gap in gaps
        for row in rows
        for start, end in row
        if end - start > gap
    )


def _difference(ours: Units, theirs: Units) -> int:
    """Σ δ² of two annotators.

    δ² of two units that share characters is the sum of the squares of how far their edges are apart; of a unit that
    stands in a gap of the other it is the square of its length.
    """
    total = first = 0
    met: set[int] = set()
    for start, end in ours:
        while first < len(theirs) and theirs[first][1] <= start:
            first += 1
        at = first
        while at < len(theirs) and theirs[at][0] < end:
            total += (start - theirs[at][0]) ** 2 + (end - theirs[at][1]) ** 2
            met.add(at)
            at += 1
        if at == first:
            total += (end - start) ** 2
    return total + sum((end - start) ** 2 for at, (start, end) in enumerate(theirs) if at not in met)


# -- uα


def u_alpha_of(name: str, counts: Counts) -> Figure:
    """uα = 1 - D_o / D_e of all segments, units and gaps, nominal.

    With m annotators of a text of length L: D_o is the length on which two differ, of all pairs, divided by m - 1, and
    D_e = ℓ (ℓ² - Σ ℓ_c²) / (ℓ² - Σ s), ℓ the sum of m · L, ℓ_c that of the segments of category c, and s the square
    of the length of each unit, but the length itself of a gap, as gaps have no parts that belong together.
    """
    units = round(counts.get(UNITS, 0))
    if not units:
        return Figure(name, None, NO_UNITS)
    length = counts[LENGTH]
    by_category = sum(count * count for part, count in counts.items() if isinstance(part, tuple))
    if length * length <= by_category or length * length <= counts[SQUARES]:
        return Figure(name, None, NO_ROOM, units)
    expected = length * (length * length - by_category) / (length * length - counts[SQUARES])
    return Figure(name, 1 - counts.get(OBSERVED, 0) / expected, "", units)


def u_alpha_counts(length: int, layers: Sequence[Sequence[Mention]], groups: Iterable[Group]) -> dict[Group, Counts]:
    """What uα of a document is a function of, for each group of annotators; arguments as for `alpha_u_counts`."""
    partitions = [segments(mentions) for mentions in layers]
    lengths = [_lengths(length, partition) for partition in partitions]
    squares = [
        sum((end - start) ** 2 for start, end, _category in partition) + of_place[""]
        for partition, of_place in zip(partitions, lengths, strict=True)
    ]
    differing = {
        (i, j): 0 if partitions[i] == partitions[j] else _unequal(partitions[i], partitions[j])
        for i, j in combinations(range(len(layers)), 2)
    }
    found: dict[Group, Counts] = {}
    for group in groups:
        counts: Counts = {
            UNITS: sum(len(partitions[place]) for place in group),
            LENGTH: len(group) * length,
            OBSERVED: 2 * sum(differing[pair] for pair in combinations(group, 2)) / (len(group) - 1),
            SQUARES: sum(squares[place] for place in group),
        }
        for place in group:
            for category, some in lengths[place].items():
                counts["total", category] = counts.get(("total", category), 0) + some
        found[group] = counts
    return found


Segment = tuple[int, int, str]
"""Start, end and category of a unit."""


def segments(mentions: Iterable[Mention]) -> list[Segment]:
    """The units of one annotator, cut where they overlap, in the order of the text; gaps are left out."""
    found: list[Segment] = []
    waiting: list[Segment] = []
    reach = 0
    for segment in sorted((s, e, mention.label) for mention in mentions for s, e in mention.span.fragments):
        if segment[0] >= reach:
            found += _cut(waiting)
            waiting = []
        waiting.append(segment)
        reach = max(reach, segment[1])
    return found + _cut(waiting)


def _cut(overlapping: list[Segment]) -> list[Segment]:
    """The pieces of units that overlap one another."""
    if len(overlapping) < 2:
        return overlapping
    edges = sorted({edge for start, end, _label in overlapping for edge in (start, end)})
    return [
        (start, end, " + ".join(sorted({label for a, b, label in overlapping if a <= start and end <= b})))
        for start, end in pairwise(edges)
    ]


def _lengths(length: int, partition: Iterable[Segment]) -> Mapping[str, int]:
    """How long all segments of each category are; `""` is that of gaps."""
    found = {"": length}
    for start, end, category in partition:
        found[category] = found.get(category, 0) + end - start
        found[""] -= end - start
    return found


def _unequal(ours: Sequence[Segment], theirs: Sequence[Segment]) -> int:
    """On how many characters two annotators differ in the category: those of a unit, but those where they agree."""
    covered = sum(end - start for row in (ours, theirs) for start, end, _category in row)
    first = 0
    for start, end, category in ours:
        while first < len(theirs) and theirs[first][1] <= start:
            first += 1
        at = first
        while at < len(theirs) and theirs[at][0] < end:
            common = min(end, theirs[at][1]) - max(start, theirs[at][0])
            covered -= common * (2 if category == theirs[at][2] else 1)
            at += 1
    return covered
