"""What a window shows of an agreement, counted beside the work in pieces: figures, then examples, then intervals.

The figures come first, as they take least; intervals take a thousand times as long and come one part at a time.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from annotator.services.agreement.corpus import Agreement, AgreementChoice, agreement
from annotator.services.agreement.figures import Figure
from annotator.services.agreement.intervals import figures_with_intervals
from annotator.services.agreement.places import CellPlace, cell_examples
from annotator.services.agreement.slices import Numbers, Slice
from annotator.services.job import Progress


class Division(StrEnum):
    """By what the figures of a part are divided."""

    WHOLE = "all"
    LABEL = "label"
    ROLE = "role"
    LANGUAGE = "language"
    TIME = "time"


class Part(NamedTuple):
    """Which figures: of all documents, a label, a role, a language or a time; of a pair or of all pairs together."""

    division: Division
    pair: Numbers | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """All figures, without intervals.

    Attributes:
        documents: How many each part rests on.
    """

    agreement: Agreement
    figures: Mapping[Part, tuple[Figure, ...]]
    documents: Mapping[Part, int]


@dataclass(frozen=True, slots=True)
class Examples:
    """A place in a text for each cell in which two annotators differ: what is said there, by whom is in the cell."""

    by_cell: Mapping[CellPlace, str]


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of a part again, with intervals."""

    part: Part
    figures: tuple[Figure, ...]


def parts(found: Agreement) -> Iterator[tuple[Part, Slice]]:
    """All parts, those that are seen first first."""
    views: list[Numbers | None] = [None, *found.pairs]
    for pair in views:
        yield Part(Division.WHOLE, pair), found.whole(pair)
    for name, part in found.by_language().items():
        yield Part(Division.LANGUAGE, None, name), part
    for name, part in found.by_time().items():
        yield Part(Division.TIME, None, name), part
    for pair in views[1:]:
        for name, part in found.by_label(pair).items():
            yield Part(Division.LABEL, pair, name), part
        for name, part in found.by_role(pair).items():
            yield Part(Division.ROLE, pair, name), part


def count(
    path: Path, choice: AgreementChoice, progress: Progress | None = None
) -> Iterator[Counted | Examples | Measured]:
    """Count the agreement of a project for a window, on connections of its own.

    Raises:
        AgreementError: If there is nothing to compare.
        CancelledError: If the job is no longer wanted.
        ProjectError: If the project cannot be read.
    """
    progress = progress or Progress()
    found = agreement(path, choice, progress)
    every = list(parts(found))
    yield Counted(found, {part: some.figures() for part, some in every}, {part: some.documents for part, some in every})
    yield Examples(cell_examples(path, found, progress))
    for number, (part, some) in enumerate(every):
        progress.report(number, len(every))
        yield Measured(part, figures_with_intervals(some, _within(progress, number, len(every))))


def _within(progress: Progress, number: int, parts_: int) -> Progress:
    """A progress that only lets the work be stopped: how far one part is, nobody needs to see."""

    def tell(_done: int, _total: int, _text: str) -> None:
        progress.report(number, parts_)

    return Progress(tell)
