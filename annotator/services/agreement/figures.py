"""What a figure of agreement is, and the two ways in which most of them come about: hits, and choices of categories.

Both are plain counts that add up over documents and pairs of annotators, so a figure for any group of documents, and
for any resample of them, is a function of a sum.
"""

from dataclasses import dataclass
from functools import lru_cache

Part = str | tuple[str, str]
"""Which of the counts of a figure: a word for it, with a category where there is one count for each."""

Counts = dict[Part, float]
"""The counts that a figure is a function of; those of several documents add up."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of agreement, or why there is none.

    Attributes:
        name: Which one; its words are in `agreement.words`.
        value: The figure; 1 is full agreement. `None` where it is not defined.
        reason: Why it is not defined, for a person; empty otherwise.
        n: How many things it rests on; the figure's words say which.
        interval: The bootstrap confidence interval, if one was asked for and is defined.
    """

    name: str
    value: float | None
    reason: str = ""
    n: int = 0
    interval: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Hits:
    """How much of each of two layers the other has too; such counts add up over documents and pairs.

    Attributes:
        left: How much of the left layer is found in the right one (for partial matches a fraction).
        left_of: Out of how much.
        right: How much of the right layer is found in the left one.
        right_of: Out of how much.
    """

    left: float = 0
    left_of: float = 0
    right: float = 0
    right_of: float = 0

    def __add__(self, other: "Hits") -> "Hits":
        return Hits(
            self.left + other.left,
            self.left_of + other.left_of,
            self.right + other.right,
            self.right_of + other.right_of,
        )

    def turned(self) -> "Hits":
        """The same, seen from the other annotator."""
        return Hits(self.right, self.right_of, self.left, self.left_of)

    @property
    def n(self) -> int:
        """How many things of both layers were looked at."""
        return round(self.left_of + self.right_of)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of left / left_of and right / right_of; `None` if neither layer has anything.

        If one layer is empty and the other is not, nothing agrees: 0. Hripcsak and Rothschild (2005) show that F1 is
        what κ tends to where, as with spans, the number of things that both left unmarked has no bound.
        """
        if not self.left_of and not self.right_of:
            return None
        if not self.left or not self.right:
            return 0.0
        recall, precision = self.left / self.left_of, self.right / self.right_of
        return 2 * recall * precision / (recall + precision)


@lru_cache(maxsize=4096)  # a document's counts are small and recur: one object serves thousands of documents
def one_to_one(common: float, left_of: int, right_of: int) -> Hits:
    """Hits where what is common was paired one to one, so that it is as much of the left as of the right."""
    return Hits(common, left_of, common, right_of)


def f1_figure(name: str, hits: Hits, things: str) -> Figure:
    """F1 as a figure; `things` names in the plural what neither layer has when it is not defined."""
    value = hits.f1
    reason = f"Neither layer has any {things}." if value is None else ""
    return Figure(name, value, reason, hits.n)
