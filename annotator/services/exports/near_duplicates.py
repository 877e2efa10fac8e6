"""Texts that are nearly the same: those that share half of their sequences of words, or more.

A text is the set of its sequences of four words (“shingles”), as Unicode divides words (UAX #29), without case, vowel
signs, variants of letters and punctuation. How alike two texts are is how many sequences they share, of all that one of
them has (Jaccard's index, Broder's “resemblance”). A text of fewer words is one sequence, one without words is like
nothing.

Of each text only the 128 least fingerprints of its sequences are kept, and from them is told how alike two texts are:
exactly if they have fewer than that, else with a standard error of at most 0.045; if that leaves a doubt, both texts
are looked at again. Which pairs are to be compared is found by bands of least fingerprints, so the work grows with the
texts and not with their pairs, and a text takes 640 bytes however long it is. Two texts that share 0.8 are missed once
in 10¹⁰ pairs, such that share 0.5 once in 70; what is taken to be alike, is.

Sources:
    Broder, A. Z. (1997). On the resemblance and containment of documents. Proceedings of Compression and Complexity of
    SEQUENCES 1997, 21-29: shingles, their fingerprints, and the sketch of the s least ones (`_Sketches.are_alike`).
    Li, P., Owen, A. and Zhang, C.-H. (2012). One permutation hashing. NIPS 25: the least fingerprint of each bin.
    Shrivastava, A. (2017). Optimal densification for fast and accurate minwise hashing. ICML 34: bins without any.
    Gionis, A., Indyk, P. and Motwani, R. (1999). Similarity search in high dimensions via hashing. VLDB 25: bands.
"""

import struct
from array import array
from collections.abc import Iterator, Sequence, Set
from functools import cache, lru_cache
from itertools import accumulate
from zlib import crc32

from annotator.model.folding import fold
from annotator.services.exports.grouping import Groups
from annotator.services.job import Progress
from annotator.services.texts import words

ALIKE = 0.5
"""How much two texts share, at least, to be nearly the same."""

_WORDS = 4
"""In a sequence."""
_KEPT = 128
"""Least fingerprints of a text."""
_DOUBT = 0.18
"""How far from `ALIKE` a share may be that is told from them, and be wrong: four standard errors."""
_MOST_READ = 64
"""Texts of which all fingerprints are remembered for a while."""
_BANDS, _BINS_OF_BAND = 32, 3
_BINS = _BANDS * _BINS_OF_BAND
_BAND_BYTES = 4 * _BINS_OF_BAND
_MOST_COMPARED = 16
"""With so many texts of a band each of it is compared; where there are more, they are alike among each other, or …"""
_MOST_IN_VAIN = 64
"""… it is what stands under every article of a paper: after so many pairs of a band in a row that are not alike, it is
left. Texts that really are alike have other bands in common."""
_CODE = "I"
"""Of arrays of fingerprints: 32 bits."""


def near_duplicates(texts: Sequence[str], progress: Progress | None = None) -> list[list[int]]:
    """The places of texts that are nearly the same, directly or through others; texts like no other are left out.

    Args:
        texts: All of them; each is asked for when it is needed, mostly once, and not kept.
        progress: Told how many were looked at, and asked whether to go on.

    Raises:
        CancelledError: If the job is no longer wanted.
    """
    progress = progress or Progress()
    sketches = _Sketches(texts)
    for number, text in enumerate(texts):
        progress.report(number, len(texts), "comparing texts")
        sketches.add(shingles(text))
    groups = Groups(len(sketches))
    for band in range(_BANDS):
        for some in sketches.in_band(band):
            progress.check()
            _join_alike(sketches, groups, some)
    return [group for group in groups.all() if len(group) > 1]


def overlap(one: str, other: str) -> float:
    """How alike two texts are, exactly: shared sequences of all sequences, from 0 to 1; 0 if one has no words."""
    return _overlap(shingles(one), shingles(other))


def _overlap(first: Set[int], second: Set[int]) -> float:
    return len(first & second) / len(first | second) if first and second else 0.0


def shingles(text: str) -> set[int]:
    """The fingerprints of the sequences of words of a text: CRC-32 of their words in UTF-8, joined with blanks.

    CRC-32 is a fingerprint by polynomials over GF(2), as those of Rabin that Broder takes; it is the same everywhere.
    """
    folded = fold(text)
    pieces = [folded[start:end].encode() for start, end in words(folded)]
    if not pieces:
        return set()
    whole = b" ".join(pieces)
    ends = [*accumulate(len(piece) + 1 for piece in pieces)]
    stops = ends[_WORDS - 1 :] or ends[-1:]
    sequences = map(slice, (0, *ends), (stop - 1 for stop in stops))
    return set(map(crc32, map(whole.__getitem__, sequences)))


def _join_alike(sketches: "_Sketches", groups: Groups, some: list[int]) -> None:
    """Join those of `some`, which have a band in common, that really are alike."""
    in_vain = 0
    for place, text in enumerate(some[1:], 1):
        for other in some[: min(place, _MOST_COMPARED)]:
            if groups.head(text) == groups.head(other):
                continue
            if sketches.are_alike(text, other):
                groups.join(text, other)
                in_vain = 0
            elif (in_vain := in_vain + 1) == _MOST_IN_VAIN:
                return


class _Sketches:
    """What is kept of texts, by their places."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._all = lru_cache(_MOST_READ)(lambda text: shingles(texts[text]))
        self._least = array(_CODE)
        self._ends = array("L", [0])
        self._bands = array(_CODE)

    def __len__(self) -> int:
        return len(self._ends) - 1

    def add(self, found: set[int]) -> None:
        """A further text, by its fingerprints."""
        ordered = sorted(found)
        self._least.extend(ordered[:_KEPT])
        self._ends.append(len(self._least))
        self._bands.extend(_bands(ordered) if ordered else [0] * _BANDS)

    def are_alike(self, one: int, other: int) -> bool:
        """Whether two texts are: of the least fingerprints of both together, how many both have tells, or all do."""
        first, second = self._kept(one), self._kept(other)
        if max(len(first), len(second)) < _KEPT:
            return _overlap(first, second) >= ALIKE
        both = sorted(first | second)[:_KEPT]
        share = sum(map((first & second).__contains__, both)) / _KEPT
        if abs(share - ALIKE) > _DOUBT:
            return share > ALIKE
        return _overlap(self._all(one), self._all(other)) >= ALIKE

    def _kept(self, text: int) -> set[int]:
        return set(self._least[self._ends[text] : self._ends[text + 1]])

    def in_band(self, band: int) -> Iterator[list[int]]:
        """Texts that have the same in this band: at least two each time, in order."""
        first: dict[int, int] = {}
        more: dict[int, list[int]] = {}
        for text, key in enumerate(self._bands[band::_BANDS]):
            if self._ends[text] == self._ends[text + 1]:
                continue
            known = first.setdefault(key, text)
            if known != text:
                more.setdefault(key, [known]).append(text)
        return iter(more.values())


@cache
def _turns() -> list[list[int]]:
    """For each bin the order in which others are asked if it is without any, as if drawn, but the same everywhere."""
    return [sorted(range(_BINS), key=lambda other: crc32(bytes((place, other)))) for place in range(_BINS)]


def _bands(ordered: list[int]) -> Iterator[int]:
    """A number for each band of bins; texts that share much have some in common.

    A fingerprint falls into a bin by its remainder. A bin without any takes what another has, whose turn is drawn.
    """
    least = {fingerprint % _BINS: fingerprint for fingerprint in reversed(ordered)}
    has = least.__contains__
    filled = [least[place if has(place) else next(filter(has, turns))] for place, turns in enumerate(_turns())]
    packed = struct.pack(f"<{_BINS}I", *filled)
    return (crc32(packed[start : start + _BAND_BYTES]) for start in range(0, len(packed), _BAND_BYTES))
