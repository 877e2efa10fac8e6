"""Things, named by their places, that belong together directly or through others (union and find).

Source: Tarjan, R. E. (1975). Efficiency of a good but not linear set union algorithm. Journal of the ACM 22 (2),
215-225; paths are halved as there is walked.
"""

from array import array


class Groups:
    """`size` things, each at first by itself."""

    def __init__(self, size: int) -> None:
        self._heads = array("L", range(size))

    def head(self, thing: int) -> int:
        """The one that stands for all that belong together with this one: the first of them."""
        heads = self._heads
        while heads[thing] != thing:
            heads[thing] = thing = heads[heads[thing]]
        return thing

    def join(self, one: int, other: int) -> None:
        """Let two belong together, and all that do with them."""
        first, second = sorted((self.head(one), self.head(other)))
        self._heads[second] = first

    def all(self) -> list[list[int]]:
        """Every group, those of one included, by its first member; members in order."""
        found: dict[int, list[int]] = {}
        for thing in range(len(self._heads)):
            found.setdefault(self.head(thing), []).append(thing)
        return list(found.values())
