"""What an edit moved on the screen. No Qt: heights are pixels of the viewport.

When a line grows, all below it only stands lower. Its pixels can be moved, unless an arc comes from above and has
changed on its way.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

_ROOM = 16
"""How far the corners and ends of an arc reach beyond its points, at the most."""


class Shift(NamedTuple):
    """From one picture to the next: what stood from `end` on moves by `by`; between `start` and there all is new.

    Everything else stays.
    """

    start: int
    end: int
    by: int

    @property
    def end_now(self) -> int:
        """Where what only moved begins now."""
        return self.end + self.by

    def carry(self, points: Iterable[tuple[float, float]]) -> tuple[tuple[float, float | None], ...]:
        """Where points stand once the pixels have moved; no height where they are painted over."""
        return tuple((x, self._height(y, self.end, self.by)) for x, y in points)

    def keep(self, points: Iterable[tuple[float, float]]) -> tuple[tuple[float, float | None], ...]:
        """The same of points of the new picture: an arc that is alike in both needs no paint but between."""
        return tuple((x, self._height(y, self.end_now, 0)) for x, y in points)

    def filled(self, points: Iterable[tuple[float, float | None]]) -> Iterator[tuple[float, float]]:
        """Points with the bounds of what is painted over in place of those there."""
        for x, y in points:
            yield from ((x, y),) if y is not None else ((x, self.start), (x, self.end_now))

    def _height(self, y: float, end: int, by: int) -> float | None:
        if y < self.start + _ROOM:
            return y
        return y + by if y > end - _ROOM else None


STILL = Shift(0, 0, 0)
