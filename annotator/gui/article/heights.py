"""The heights of a stack of things, with their running sum: where does thing 1,700 begin, and what stands at 90,000?

A Fenwick tree (P. M. Fenwick, 1994, "A new data structure for cumulative frequency tables") answers both, and takes a
changed height in, in a dozen steps for a thousand things.
"""

from array import array
from collections.abc import Iterable


class Heights:
    """Integer heights in pixels, in order."""

    def __init__(self, heights: Iterable[int]) -> None:
        own = list(heights)
        count = len(own)
        tree = [0, *own]
        for i in range(1, count + 1):
            above = i + (i & -i)
            if above <= count:
                tree[above] += tree[i]
        # Filled as lists, which is quicker; kept as arrays: a list holds an object for each number.
        self._heights, self._tree = array("q", own), array("q", tree)
        self._top_bit = 1 << (count.bit_length() - 1) if count else 0

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, index: int) -> int:
        return self._heights[index]

    def scaled(self, factor: float) -> "Heights":
        """All heights times `factor`, rounded down."""
        return Heights([int(height * factor) for height in self._heights])

    def set(self, index: int, height: int) -> int:
        """Change one height; returns by how much it grew."""
        growth = height - self._heights[index]
        if growth:
            self._heights[index] = height
            tree, i = self._tree, index + 1
            while i < len(tree):
                tree[i] += growth
                i += i & -i
        return growth

    def top(self, index: int) -> int:
        """The sum of all heights before `index`; `index` may be the length."""
        total, tree = 0, self._tree
        while index:
            total += tree[index]
            index &= index - 1
        return total

    @property
    def total(self) -> int:
        """The sum of all heights."""
        return self.top(len(self._heights))

    def at(self, y: int) -> int:
        """The thing that covers `y`: the last that begins at or above it and is not empty there."""
        index, sum_before, step = 0, 0, self._top_bit
        tree, count = self._tree, len(self._heights)
        while step:
            ahead = index + step
            if ahead <= count and sum_before + tree[ahead] <= y:
                index = ahead
                sum_before += tree[ahead]
            step >>= 1
        return min(index, count - 1)
