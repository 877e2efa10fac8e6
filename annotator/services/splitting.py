"""Dividing documents into training, development and test parts: by document, repeatable, alike in languages.

Within each language the documents are put in an order that depends on the seed and the text alone; then each goes to
the part that is furthest behind its share. So every part has the languages in proportion, the shares are exact to one
document, and all layers of a document are in the same part.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from annotator.model.errors import AnnotatorError
from annotator.model.ids import DocumentId
from annotator.storage.bulk import LayerRow

_PART = re.compile(r"([A-Za-z0-9_-]+)=(\d+(?:\.\d+)?)")


class SplitError(AnnotatorError):
    """A split that cannot be understood."""


@dataclass(frozen=True, slots=True)
class Split:
    """Into which parts to divide, by their weights.

    Attributes:
        parts: Names and weights; the weights need not add up to anything.
    """

    parts: tuple[tuple[str, float], ...]
    seed: int = 0

    @classmethod
    def parse(cls, text: str, seed: int = 0) -> Self:
        """The split that a text such as `train=80,dev=10,test=10` describes.

        Raises:
            SplitError: If it describes none.
        """
        parts = []
        for piece in text.split(","):
            found = _PART.fullmatch(piece.strip())
            if found is None or float(found[2]) <= 0:
                raise SplitError(f"“{piece}” is not part of a split. Write it as in train=80,dev=10,test=10.")
            parts.append((found[1], float(found[2])))
        if len({name for name, _weight in parts}) < len(parts):
            raise SplitError("Two parts of the split have the same name.")
        return cls(tuple(parts), seed)

    @property
    def names(self) -> tuple[str, ...]:
        """The parts, in order."""
        return tuple(name for name, _weight in self.parts)


def parts_of(rows: Iterable[LayerRow], split: Split) -> dict[DocumentId, int]:
    """For each document the number of its part."""
    documents = {row.document: (row.language, _draw(row, split.seed)) for row in rows}
    total = sum(weight for _name, weight in split.parts)
    shares = [weight / total for _name, weight in split.parts]
    counts = [0] * len(shares)
    parts = {}
    for seen, document in enumerate(sorted(documents, key=documents.__getitem__), 1):
        behind = [share * seen - count for share, count in zip(shares, counts, strict=True)]
        part = behind.index(max(behind))
        counts[part] += 1
        parts[document] = part
    return parts


def _draw(row: LayerRow, seed: int) -> bytes:
    """What decides a document's place among those of its language."""
    return hashlib.sha256(f"{seed}:{row.sha256}:{row.document}".encode()).digest()
