"""How far annotators agree on units, their places and their labels together: γ, with the best alignment found exactly.

γ = 1 - δ / δ_e, δ the disorder of the best alignment (see `unitary_alignment`) and δ_e what it would be by chance: the
mean over samples in which each annotator is some annotator's work, moved along the text by a random distance (what is
moved out at the end comes in at the beginning), all of them apart by half the mean length of a unit or more.

A unit is a mention with its hull, so a split mention is one unit, and overlapping ones count like all others. Each
document is a continuum of its own; over several, disorders are weighed by the mean number of units of an annotator.
The samples of a document are the same each time. There are so many of them that δ_e of all documents together is known
to `PRECISION` with 95 % confidence, but at least `FEWEST` and at most `MOST` in each document.

Source: Mathet, Y., Widlöcher, A. and Métivier, J.-P. (2015). The unified and holistic method gamma (γ) for
inter-annotator agreement measure and alignment. Computational Linguistics 41(3), 437-479; for the samples section 5.2.
"""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from statistics import fmean, pstdev

from annotator.model.annotation import Mention
from annotator.services.agreement.figures import Counts, Figure
from annotator.services.agreement.set_packing import PackingError
from annotator.services.agreement.unitary_alignment import STANDARD, Dissimilarity, Row, Unit, best_alignment
from annotator.services.agreement.unitizing import EXPECTED, NO_UNITS, OBSERVED, UNITS, Group

NOT_ASKED = "It takes long, and was not asked for."
TOO_DENSE = "In a document so many mentions lie over one another that the best alignment cannot be found."
NO_CHANCE = "Chance alone would agree always."
FEWEST, MOST = 10, 300
PRECISION = 0.02

_TRIES = 100
_DENSE = "dense"


@dataclass(frozen=True, slots=True)
class GammaPlan:
    """How to measure γ.

    Attributes:
        documents: How many documents will be measured: the more, the fewer samples each of them needs.
        unlike: How to compare units.
    """

    documents: int = 1
    unlike: Dissimilarity = STANDARD


def gamma_of(name: str, counts: Counts) -> Figure:
    """γ from the disorders of documents, observed and expected, each times the mean number of units there."""
    if UNITS not in counts:
        return Figure(name, None, NOT_ASKED)
    units = round(counts[UNITS])
    if counts.get(_DENSE):
        return Figure(name, None, TOO_DENSE, units)
    if not units:
        return Figure(name, None, NO_UNITS)
    if not counts[OBSERVED]:
        return Figure(name, 1.0, "", units)
    if not counts[EXPECTED]:
        return Figure(name, None, NO_CHANCE, units)
    return Figure(name, 1 - counts[OBSERVED] / counts[EXPECTED], "", units)


def gamma_counts(
    seed: str, length: int, layers: Sequence[Sequence[Mention]], groups: Iterable[Group], plan: GammaPlan
) -> dict[Group, Counts]:
    """What γ of a document is a function of, for each group of annotators.

    Args:
        seed: Of the document; the same one has the same samples.
        length: Of the text, in code points.
        layers: The mentions of each annotator.
        groups: Of the places of `layers`, two or more each.
        plan: How to measure.
    """
    rows = [[Unit(*mention.span.hull, mention.label) for mention in mentions] for mentions in layers]
    return {
        group: _counts(f"{seed} {group}", length, [rows[place] for place in group], plan)
        for group in groups
        if any(rows[place] for place in group)
    }


def _counts(seed: str, length: int, rows: Sequence[Row], plan: GammaPlan) -> Counts:
    units = sum(map(len, rows))
    dice = random.Random(seed)  # noqa: S311  not a secret
    try:
        observed = best_alignment(rows, plan.unlike).disorder
        expected = expected_disorder(dice, length, rows, plan)
    except PackingError:
        return {UNITS: units, _DENSE: 1}
    return {UNITS: units, OBSERVED: observed, EXPECTED: expected * units / len(rows)}


def mean_disorder(rows: Sequence[Row], unlike: Dissimilarity = STANDARD) -> float:
    """The disorder of the best alignment, divided by the mean number of units of an annotator; there must be a unit.

    Raises:
        PackingError: If it cannot be found.
    """
    return best_alignment(rows, unlike).disorder * len(rows) / sum(map(len, rows))


def expected_disorder(dice: random.Random, length: int, rows: Sequence[Row], plan: GammaPlan) -> float:
    """The mean disorder of samples.

    As in the source, the first samples say how much disorders vary, c = σ / μ, and (1.96 c / precision)² are needed.

    Raises:
        PackingError: If an alignment cannot be found.
    """
    found = [mean_disorder(sample(dice, length, rows), plan.unlike) for _number in range(FEWEST)]
    mean = fmean(found)
    if mean:
        needed = (1.96 * pstdev(found, mean) / mean / PRECISION) ** 2 / plan.documents
        more = range(FEWEST, min(MOST, ceil(needed)))
        found += [mean_disorder(sample(dice, length, rows), plan.unlike) for _number in more]
    return fmean(found)


def sample(dice: random.Random, length: int, rows: Sequence[Row]) -> list[Row]:
    """What chance makes of a text: as many annotators, each with what one of them did, moved along the text.

    Args:
        dice: Where chance comes from.
        length: Of the text.
        rows: The units of each annotator; one at least has some.

    Returns:
        Rows of which one at least has units.
    """
    lengths = [unit.end - unit.start for row in rows for unit in row]
    apart = min(fmean(lengths) / 2, length / (2 * len(rows)))
    while True:
        chosen = dice.choices(rows, k=len(rows))
        if any(chosen):
            break
    moves: list[int] = []
    for _row in chosen:
        moves.append(_move(dice, length, moves, apart))
    return [_moved(row, move, length) for row, move in zip(chosen, moves, strict=True)]


def _move(dice: random.Random, length: int, moves: Sequence[int], apart: float) -> int:
    """How far to move, not too near to the other moves, if there is room."""
    for _try in range(_TRIES):
        move = dice.randrange(length)
        if all(apart <= abs(move - other) <= length - apart for other in moves):
            break
    return move


def _moved(row: Row, move: int, length: int) -> Row:
    found = []
    for start, end, category in row:
        there = (start + move) % length
        found.append(Unit(there, there + end - start, category))
    return found
