"""How many disagreements of which kind each document has, for any filter, without holding the disagreements.

A project of ten thousand documents may have a million of them. All that a filter asks of one is its *trait*; a document
is kept as how often each trait comes up, and what a filter thinks of a trait is asked once, of a specimen.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from annotator.model.annotation import Kind, Layer, Mention, Relation, Status
from annotator.model.ids import AnnotatorName, DocumentId
from annotator.model.scheme import Scheme
from annotator.services.comparison.corpus_comparison import EVERYTHING, DocumentComparison
from annotator.services.comparison.disagreement import Difference, Disagreement, Link, Wanted

Side = tuple[Kind, str] | None


class Trait(NamedTuple):
    """All that a filter asks of a disagreement: of two with the same trait it admits both or none.

    Attributes:
        sides: Kind and label of the mentions on both sides.
        links: The roles of the arguments, or labels of the relations, on both sides; empty for none.
    """

    kind: Difference
    annotators: tuple[AnnotatorName, AnnotatorName]
    labels: frozenset[str]
    sides: tuple[Side, Side]
    links: tuple[str, str]


def trait_of(found: Disagreement) -> Trait:
    """The trait of a disagreement."""
    sides = _side(found.left), _side(found.right)
    return Trait(found.kind, found.annotators, found.labels, sides, (_name(found.links[0]), _name(found.links[1])))


def _side(mention: Mention | None) -> Side:
    return None if mention is None else (mention.kind, mention.label)


def _name(link: Link | None) -> str:
    return "" if link is None else link.label if isinstance(link, Relation) else link.role


@dataclass(frozen=True, slots=True)
class Counted:
    """A document whose layers were compared.

    Attributes:
        number: Grows in the order of import.
        traits: How often each comes up; empty in a tally, which counts for itself.
        specimens: A disagreement of each trait, in the same order.
        damage: Why its layers could not be compared, if so.
    """

    document: DocumentId
    number: int
    title: str
    language: str
    layers: tuple[Layer, ...]
    traits: Mapping[Trait, int] = field(default_factory=dict)
    specimens: tuple[Disagreement, ...] = ()
    damage: str = ""

    @property
    def statuses(self) -> frozenset[Status]:
        """Those that its layers have."""
        return frozenset(layer.status for layer in self.layers)

    @property
    def unfinished(self) -> tuple[AnnotatorName, ...]:
        """Whose layers are not done: what is missing there may still come."""
        return tuple(layer.annotator for layer in self.layers if layer.status is not Status.DONE)


def counted(comparison: DocumentComparison) -> Counted:
    """A comparison as a tally keeps it."""
    traits: Counter[Trait] = Counter()
    specimens: dict[Trait, Disagreement] = {}
    for found in comparison.disagreements:
        trait = trait_of(found)
        traits[trait] += 1
        specimens.setdefault(trait, found)
    document = comparison.document
    return Counted(
        document.id,
        comparison.number,
        document.title,
        document.language,
        comparison.layers,
        traits,
        tuple(specimens.values()),
        comparison.damage,
    )


class CorpusTally:
    """The documents that were compared, in the order of import, and what of them a filter admits."""

    def __init__(self, scheme: Scheme) -> None:
        self._documents: list[Counted] = []
        self._by_id: dict[DocumentId, Counted] = {}
        # Traits by number: documents are counted again and again, and numbers are quicker than names.
        self._numbers: dict[Trait, int] = {}
        self._specimens: list[Disagreement] = []
        self._counts: dict[DocumentId, tuple[tuple[int, int], ...]] = {}
        self._sums: dict[tuple[str, frozenset[Status]], Counter[int]] = {}
        self._wanted, self._scheme = EVERYTHING, scheme
        self._admitted: list[bool] = []
        self._admitted_but_for_kind: list[bool] = []

    # -- documents

    def __len__(self) -> int:
        return len(self._documents)

    def __iter__(self) -> Iterator[Counted]:
        return iter(self._documents)

    def get(self, document: DocumentId) -> Counted | None:
        """A document, if it was compared."""
        return self._by_id.get(document)

    def put(self, document: Counted) -> None:
        """Take in a document, or what it is now."""
        self._add_up(document.document, -1)
        numbers = map(self._number_of, document.traits, document.specimens)
        self._counts[document.document] = tuple(zip(numbers, document.traits.values(), strict=True))
        kept = replace(document, traits={}, specimens=())
        place = self._place(document)
        if document.document in self._by_id:
            self._documents[place] = kept
        else:
            self._documents.insert(place, kept)
        self._by_id[document.document] = kept
        self._add_up(document.document, 1)

    def remove(self, document: DocumentId) -> None:
        """Forget a document, if it is there."""
        self._add_up(document, -1)
        found = self._by_id.pop(document, None)
        if found is not None:
            del self._documents[self._place(found)], self._counts[document]

    def _add_up(self, document: DocumentId, sign: int) -> None:
        """Keep the sums of all documents: with ten thousand of them nobody waits for those."""
        known = self._by_id.get(document)
        if known is not None:
            sums = self._sums.setdefault((known.language, known.statuses), Counter())
            for number, count in self._counts[document]:
                sums[number] += sign * count

    def _place(self, document: Counted) -> int:
        return bisect_left(self._documents, document.number, key=_number)

    def _number_of(self, trait: Trait, specimen: Disagreement) -> int:
        number = self._numbers.setdefault(trait, len(self._specimens))
        if number == len(self._specimens):
            self._specimens.append(specimen)
            self._judge(specimen)
        return number

    # -- what is wanted

    @property
    def wanted(self) -> Wanted:
        """The filter."""
        return self._wanted

    def want(self, wanted: Wanted, scheme: Scheme) -> None:
        """Count what another filter admits."""
        self._wanted, self._scheme = wanted, scheme
        self._admitted.clear()
        self._admitted_but_for_kind.clear()
        for specimen in self._specimens:
            self._judge(specimen)

    def _judge(self, specimen: Disagreement) -> None:
        of_any_kind = replace(self._wanted, kinds=frozenset()).admits(specimen, self._scheme)
        self._admitted_but_for_kind.append(of_any_kind)
        self._admitted.append(of_any_kind and self._wanted.admits(specimen, self._scheme))

    def admits(self, found: Disagreement) -> bool:
        """Whether the filter admits a disagreement; its document is not asked for."""
        return self._wanted.admits(found, self._scheme)

    def lists(self, document: Counted) -> bool:
        """Whether the filter admits a document by its language and its layers' statuses."""
        return self._lists(document.language, document.statuses)

    def _lists(self, language: str, statuses: Iterable[Status]) -> bool:
        wanted = self._wanted
        return (not wanted.languages or language in wanted.languages) and wanted.admits_statuses(statuses)

    @property
    def leaves_out(self) -> bool:
        """Whether the filter can keep whole documents away."""
        return bool(self._wanted.languages or self._wanted.statuses)

    def count(self, document: Counted) -> int:
        """How many disagreements of a document the filter admits."""
        if not self.lists(document):
            return 0
        return sum(count for number, count in self._counts[document.document] if self._admitted[number])

    def total(self, document: Counted) -> int:
        """How many a document has in all."""
        return sum(count for _number, count in self._counts[document.document])

    def count_all(self) -> int:
        """How many disagreements of all documents the filter admits."""
        return sum(count for sums in self._listed_sums() for number, count in sums.items() if self._admitted[number])

    def kinds(self, document: Counted) -> Counter[Difference]:
        """How many of each kind a document has if all kinds are wanted, and else what the filter says."""
        return self._kinds(self._counts[document.document] if self.lists(document) else ())

    def kinds_all(self) -> Counter[Difference]:
        """The same of all documents."""
        return self._kinds(pair for sums in self._listed_sums() for pair in sums.items())

    def _kinds(self, counts: Iterable[tuple[int, int]]) -> Counter[Difference]:
        kinds: Counter[Difference] = Counter()
        for number, count in counts:
            if self._admitted_but_for_kind[number]:
                kinds[self._specimens[number].kind] += count
        return +kinds

    def _listed_sums(self) -> Iterator[Counter[int]]:
        return (sums for (language, statuses), sums in self._sums.items() if self._lists(language, statuses))


def _number(document: Counted) -> int:
    return document.number
