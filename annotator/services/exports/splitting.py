"""Dividing documents into training, development and test parts: by document, repeatable, alike, and without leaks.

Documents with the same text are in one part, and so are, unless that is not wanted, near-duplicates (`near_duplicates`)
and documents that tell the same story (`same_story`), directly or through others: what a model is tested on, it must
not have seen in training. The groups that this makes are divided so that the parts have their shares of the documents,
of each language and of each label's mentions (`stratifying`). Where that leaves a choice, the seed and the texts decide
and nothing else: neither ids nor the order of import.
"""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Self, overload

from annotator.model.document import Sha256
from annotator.model.errors import AnnotatorError
from annotator.model.ids import DocumentId
from annotator.services.exports.grouping import Groups
from annotator.services.exports.near_duplicates import near_duplicates
from annotator.services.exports.same_story import same_stories
from annotator.services.exports.stratifying import Stratum, stratified
from annotator.services.job import Progress
from annotator.storage import Project
from annotator.storage.bulk import LayerRow
from annotator.storage.corpus_facts import event_clusters, labels_of_layers

_PART = re.compile(r"([A-Za-z0-9_-]+)=(\d+(?:\.\d+)?)")
_HEAVIEST = 1e12
_MOST_FOUND = 8
_FOUND: dict[bytes, list[list[int]]] = {}
"""Near-duplicates among the texts of this digest, by their places; the last few that were sought."""


class SplitError(AnnotatorError):
    """A split that cannot be understood."""


@dataclass(frozen=True, slots=True)
class Split:
    """Into which parts to divide, by their weights.

    Attributes:
        parts: Names and weights; the weights need not add up to anything.
        seed: Another one divides differently.
        keep_alike: Whether near-duplicates and documents that tell the same story stay in one part.
    """

    parts: tuple[tuple[str, float], ...]
    seed: int = 0
    keep_alike: bool = True

    @classmethod
    def parse(cls, text: str, seed: int = 0, *, keep_alike: bool = True) -> Self:
        """The split that a text such as `train=80,dev=10,test=10` describes.

        Raises:
            SplitError: If it describes none.
        """
        parts = []
        for piece in text.split(","):
            found = _PART.fullmatch(piece.strip())
            if found is None or not 0 < float(found[2]) < _HEAVIEST:
                raise SplitError(f"“{piece}” is not part of a split. Write it as in train=80,dev=10,test=10.")
            parts.append((found[1], float(found[2])))
        if len({name for name, _weight in parts}) < len(parts):
            raise SplitError("Two parts of the split have the same name.")
        return cls(tuple(parts), seed, keep_alike)

    @property
    def names(self) -> tuple[str, ...]:
        """The parts, in order."""
        return tuple(name for name, _weight in self.parts)

    @property
    def shares(self) -> tuple[float, ...]:
        """What each part is of the whole; they add up to one."""
        total = sum(weight for _name, weight in self.parts)
        return tuple(weight / total for _name, weight in self.parts)

    def __str__(self) -> str:
        """The text that `parse` reads."""
        return ",".join(f"{name}={Decimal(repr(weight)).normalize():f}" for name, weight in self.parts)


class Tie(StrEnum):
    """Why documents stay in one part."""

    SAME_TEXT = "same text"
    NEAR_DUPLICATES = "near-duplicates"
    SAME_STORY = "same story"


@dataclass(frozen=True, slots=True)
class Together:
    """Documents that stay in one part, and why: each with at least one other of them."""

    documents: tuple[DocumentId, ...]
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class PartShare:
    """How far a part is from its share.

    Attributes:
        documents: How many it has.
        wanted: How many its share would be.
    """

    name: str
    documents: int
    wanted: float

    @property
    def off(self) -> float:
        """How many documents it has more than its share; less than nothing if it has fewer."""
        return self.documents - self.wanted


@dataclass(frozen=True, slots=True)
class Division:
    """How documents are divided.

    Attributes:
        parts: The number of each document's part.
        together: Those that are kept together.
    """

    split: Split
    parts: Mapping[DocumentId, int]
    together: tuple[Together, ...] = ()

    @property
    def shares(self) -> tuple[PartShare, ...]:
        """Each part, in the order of the split."""
        counts = Counter(self.parts.values())
        named = enumerate(zip(self.split.names, self.split.shares, strict=True))
        return tuple(PartShare(name, counts[place], share * len(self.parts)) for place, (name, share) in named)


def divide(reader: Project, rows: Iterable[LayerRow], split: Split, progress: Progress | None = None) -> Division:
    """In which part each document is, all its layers with it.

    Args:
        reader: The project that the rows are of.
        rows: The layers that will be written; the mentions of these are balanced.
        split: Into which parts.
        progress: Told how many texts were looked at, and asked whether to go on.

    Raises:
        CancelledError: If the job is no longer wanted.
    """
    corpus = _Corpus(reader, list(rows))
    if split.keep_alike:
        corpus.tie_near_duplicates(progress or Progress())
        corpus.tie_stories()
    groups = corpus.groups(split.seed)
    parts = stratified([corpus.stratum(group) for group in groups], split.shares)
    return Division(
        split,
        {document: part for group, part in zip(groups, parts, strict=True) for document in corpus.documents(group)},
        tuple(corpus.together(groups)),
    )


class _Corpus:
    """The documents to divide, by their texts, which are named by their places in the order of their digests."""

    def __init__(self, reader: Project, rows: Sequence[LayerRow]) -> None:
        self._reader = reader
        self._rows = rows
        self._languages = {row.document: row.language for row in rows}
        self._texts = sorted({row.sha256 for row in rows})
        place = {text: number for number, text in enumerate(self._texts)}
        self._places = {row.document: place[row.sha256] for row in rows}
        self._documents: list[list[DocumentId]] = [[] for _text in self._texts]
        for document in sorted(self._places):
            self._documents[self._places[document]].append(document)
        self._labels = self._labels_of_texts()
        self._groups = Groups(len(self._texts))
        self._ties: dict[Tie, set[int]] = defaultdict(set)
        self._ties[Tie.SAME_TEXT] = {number for number, some in enumerate(self._documents) if len(some) > 1}

    def _labels_of_texts(self) -> dict[int, Counter[str]]:
        wanted = {(row.document, row.annotator) for row in self._rows}
        labels: dict[int, Counter[str]] = defaultdict(Counter)
        for document, annotator, label, count in labels_of_layers(self._reader.db):
            if (document, annotator) in wanted:
                labels[self._places[document]][label] += count
        return labels

    def tie_near_duplicates(self, progress: Progress) -> None:
        """Let texts that are nearly the same stay together."""
        for first, *others in self._near_duplicates(progress):
            for other in others:
                self._tie(first, other, Tie.NEAR_DUPLICATES)

    def _near_duplicates(self, progress: Progress) -> list[list[int]]:
        """As found, or as remembered: a text never changes, and a preview asks again for every choice."""
        key = hashlib.sha256("".join(self._texts).encode()).digest()
        found = _FOUND.get(key)
        if found is None:
            found = near_duplicates(_Texts(self._reader, self._texts), progress)
            for old in list(_FOUND)[: max(0, len(_FOUND) - _MOST_FOUND + 1)]:
                _FOUND.pop(old, None)
            _FOUND[key] = found
        return found

    def tie_stories(self) -> None:
        """Let documents that tell the same story stay together."""
        for one, other in same_stories(event_clusters(self._reader.db), self._languages):
            self._tie(self._places[one], self._places[other], Tie.SAME_STORY)

    def _tie(self, one: int, other: int, tie: Tie) -> None:
        self._groups.join(one, other)
        self._ties[tie].update((one, other))

    def groups(self, seed: int) -> list[list[int]]:
        """The texts that stay together, in an order that depends on the seed and on them alone."""
        return sorted(self._groups.all(), key=lambda group: _draw(seed, [self._texts[place] for place in group]))

    def documents(self, group: Iterable[int]) -> list[DocumentId]:
        """With one of these texts."""
        return [document for place in group for document in self._documents[place]]

    def stratum(self, group: Sequence[int]) -> Stratum:
        """What counts of a group."""
        documents = self.documents(group)
        labels: Counter[str] = Counter()
        for place in group:
            labels.update(self._labels.get(place, {}))
        return Stratum(len(documents), Counter(self._languages[document] for document in documents), labels)

    def together(self, groups: Iterable[Sequence[int]]) -> Iterable[Together]:
        """The groups of more than one document."""
        for group in groups:
            documents = self.documents(group)
            if len(documents) > 1:
                ties = tuple(tie for tie in Tie if not self._ties[tie].isdisjoint(group))
                yield Together(tuple(documents), ties)


class _Texts(Sequence[str]):
    """The texts of a project with these digests, read when they are asked for."""

    def __init__(self, reader: Project, digests: Sequence[Sha256]) -> None:
        self._reader = reader
        self._digests = digests

    def __len__(self) -> int:
        return len(self._digests)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        if isinstance(place, slice):
            return _Texts(self._reader, self._digests[place])
        return self._reader.text(self._digests[place])


def _draw(seed: int, texts: Iterable[Sha256]) -> bytes:
    """What decides the place of a group among others."""
    return hashlib.sha256(f"{seed}:{','.join(sorted(texts))}".encode()).digest()
