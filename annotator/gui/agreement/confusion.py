"""The table of which label of one annotator met which of another: what stands in it, and in which step of heat."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

NONE = ""
"""The label of a side that has nothing there."""

_BOUNDS = (2, 5, 9, 14)
"""The largest count of each step but the last, while no count is beyond hundreds."""
STEPS = len(_BOUNDS) + 1


class Structure(StrEnum):
    """Whose labels they are."""

    ENTITY = "entity"
    EVENT = "event"
    ROLE = "role"


@dataclass(frozen=True, slots=True)
class Table:
    """A square table; the last row and column are for nothing there.

    Attributes:
        labels: Of rows and columns, `NONE` last.
        counts: By row's and column's label; cells of zero are left out.
    """

    labels: tuple[str, ...] = ()
    counts: Mapping[tuple[str, str], int] = field(default_factory=dict)

    @classmethod
    def of(cls, counts: Mapping[tuple[str, str], int], only: Collection[str] = ()) -> "Table":
        """The table of these counts; the labels used most come first.

        Args:
            counts: By the label of the first annotator and of the second one.
            only: Leave out labels that are not among these; empty for all.
        """
        kept = {cell: count for cell, count in counts.items() if count and _is_wanted(cell, only)}
        used: dict[str, int] = {}
        for cell, count in kept.items():
            for label in cell:
                used[label] = used.get(label, 0) + count
        used.pop(NONE, None)
        labels = sorted(used, key=used.__getitem__, reverse=True)
        return cls((*labels, NONE) if labels else (), kept)

    def count(self, row: int, column: int) -> int:
        """What stands in a cell."""
        return self.counts.get((self.labels[row], self.labels[column]), 0)

    def cell(self, row: int, column: int) -> tuple[str, str]:
        """The labels of a cell."""
        return self.labels[row], self.labels[column]

    def row_total(self, row: int) -> int:
        """How often the first annotator used the label of a row (or had nothing)."""
        return sum(self.count(row, column) for column in range(len(self.labels)))

    def share(self, row: int, column: int) -> float:
        """What part of its row a cell is, 0 to 1."""
        total = self.row_total(row)
        return self.count(row, column) / total if total else 0.0

    def is_agreed(self, row: int, column: int) -> bool:
        """Whether both say the same there."""
        return row == column and self.labels[row] != NONE

    @property
    def bounds(self) -> tuple[int, ...]:
        """The largest count of each step of heat but the last one; they grow with the largest count."""
        most = max((count for (one, other), count in self.counts.items() if one != other), default=0)
        factor = max(1, -(-most // 60))
        return tuple(bound * factor for bound in _BOUNDS)

    def step(self, row: int, column: int) -> int:
        """The step of heat of a cell that is not zero, 0 to 4."""
        count = self.count(row, column)
        return sum(count > bound for bound in self.bounds)

    def steps_in_words(self) -> list[str]:
        """The range of each step: `1–2`, …, `15+`."""
        starts = (1, *(bound + 1 for bound in self.bounds))
        ranges = [f"{low}–{high}" for low, high in zip(starts, self.bounds, strict=False)]
        return [*ranges, f"{starts[-1]}+"]


def _is_wanted(cell: tuple[str, str], only: Collection[str]) -> bool:
    return not only or (all(label in only or label == NONE for label in cell) and any(label in only for label in cell))
