"""Sums of resamples of the bags of documents, many numbers at a time.

The numbers of a document are laid side by side into one long whole number, each with room enough for the greatest sum
there can be: counts with 16, 32 or 64 binary places, and exact; other numbers with 64, of which 50 or more tell the
documents apart. So a resample of a thousand documents is the sum of a thousand long numbers, which Python adds at the
speed of the processor, and is taken apart only once.
"""

import struct
from collections.abc import Hashable, Mapping, Sequence
from math import frexp, ldexp
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)

_ROOM = 62
"""Binary places of the greatest sum of numbers that are no counts; two less than there are, so none reaches another."""

_SIZES = {"H": 16, "I": 32, "Q": 62}
"""Formats of `struct`, and the binary places that a sum may have."""


class Resampler(Generic[Key]):
    """Rows of numbers, none of them negative, one row a document.

    Attributes:
        keys: Which number is which, in the order of the sums.
    """

    def __init__(self, rows: Sequence[Mapping[Key, float]]) -> None:
        peaks: dict[Key, float] = {}
        broken: set[Key] = set()
        for row in rows:
            for key, number in row.items():
                if number > peaks.get(key, -1):
                    peaks[key] = number
                if number % 1:
                    broken.add(key)
        # How many binary places the sums have, at most.
        places = {key: frexp(peak * len(rows))[1] for key, peak in peaks.items()}
        formats = {key: "Q" if key in broken else _format(places[key]) for key in peaks}
        self.keys: tuple[Key, ...] = tuple(sorted(peaks, key=formats.__getitem__))
        self._first_shifted = sum(letter != "Q" for letter in formats.values())
        self._shifts = [_ROOM - places[key] for key in self.keys[self._first_shifted :]]
        self._scales = [ldexp(1.0, -shift) for shift in self._shifts]
        self._format = struct.Struct("<" + "".join(formats[key] for key in self.keys))
        self._packed = [self._pack(row) for row in rows]

    def _pack(self, row: Mapping[Key, float]) -> int:
        numbers = [int(row[key]) if key in row else 0 for key in self.keys[: self._first_shifted]]
        numbers += [
            round(ldexp(row.get(key, 0), shift))
            for key, shift in zip(self.keys[self._first_shifted :], self._shifts, strict=True)
        ]
        return int.from_bytes(self._format.pack(*numbers), "little")

    def sums(self, chosen: Sequence[int]) -> list[float]:
        """The sums of as many rows as there are, some of them several times, by their places."""
        total = sum(map(self._packed.__getitem__, chosen))
        numbers = self._format.unpack(total.to_bytes(self._format.size, "little"))
        shifted = zip(numbers[self._first_shifted :], self._scales, strict=True)
        return [*numbers[: self._first_shifted], *(number * scale for number, scale in shifted)]


def _format(places: int) -> str:
    return next((letter for letter, most in _SIZES.items() if places <= most), "Q")
