"""What several layers of a document say of the same things: each thing once, with every layer's reading of it.

Two layers are aligned (see `alignment`); a further one with what the others have of each thing first. Arguments and
relations are the same where role or label and the things at their ends are.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise, zip_longest

from annotator.model.annotation import Argument, LayerContents, Mention, Relation, reading_order
from annotator.model.ids import MentionId
from annotator.model.scheme import Scheme
from annotator.model.span import Range, Span
from annotator.services.comparison.alignment import align
from annotator.services.comparison.disagreement import Link


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing in the text, as each layer reads it.

    Attributes:
        readings: By layer, in the order of the layers; `None` where one has nothing. At least one has something.
    """

    readings: tuple[Mention | None, ...]

    @property
    def first(self) -> Mention:
        """The first reading that there is."""
        return next(mention for mention in self.readings if mention is not None)

    @property
    def present(self) -> tuple[Mention, ...]:
        """The readings that there are."""
        return tuple(mention for mention in self.readings if mention is not None)

    @property
    def is_agreed(self) -> bool:
        """Whether every layer has it, with the same span and label."""
        first = self.readings[0]
        if first is None:
            return False
        for mention in self.readings:
            if mention is None or mention.span.fragments != first.span.fragments or mention.label != first.label:
                return False
        return True

    def portions(self) -> tuple[Span | None, tuple[Span | None, ...]]:
        """The characters that several readings have, and by layer those that it has alone; `None` for none."""
        spans = [None if mention is None else mention.span for mention in self.readings]
        there = [span for span in spans if span is not None]
        if len(there) == 1:
            return None, tuple(spans)
        if len({span.fragments for span in there}) == 1:
            return there[0], (None,) * len(spans)
        edges = sorted({edge for span in there for fragment in span for edge in fragment})
        shared: list[Range] = []
        alone: list[list[Range]] = [[] for _span in spans]
        for start, end in pairwise(edges):
            owners = [place for place, span in enumerate(spans) if span is not None and start in span]
            if owners:
                (shared if len(owners) > 1 else alone[owners[0]]).append((start, end))
        return _span(shared), tuple(map(_span, alone))


@dataclass(frozen=True, slots=True)
class Tie:
    """One argument or relation between two matters.

    Attributes:
        links: By layer, in the order of the layers; `None` where one has none.
        source, target: The places of the matters at its ends in `Matters.found`.
    """

    links: tuple[Link | None, ...]
    source: int
    target: int

    @property
    def is_agreed(self) -> bool:
        """Whether every layer has it."""
        return None not in self.links


class Matters:
    """All that some layers of one document say.

    Attributes:
        found: In reading order.
        ties: What joins them.
        places: The place in `found` of every mention.
    """

    def __init__(self, layers: Sequence[LayerContents], scheme: Scheme) -> None:
        """Args: layers: Of one project: no two mentions have one id; scheme: Says which relations have no direction."""
        self.found = tuple(_matters(layers))
        self.places: Mapping[MentionId, int] = {
            mention.id: place
            for place, matter in enumerate(self.found)
            for mention in matter.readings
            if mention is not None
        }
        self.ties = tuple(self._ties(layers, scheme))

    def _ties(self, layers: Sequence[LayerContents], scheme: Scheme) -> Iterator[Tie]:
        alike: dict[tuple[Hashable, int, int], list[list[Link]]] = defaultdict(lambda: [[] for _layer in layers])
        symmetric = {label.name for label in scheme.labels if label.symmetric}
        for side, layer in enumerate(layers):
            for link in chain[Link](layer.arguments, layer.relations):
                ends = self._ends(link)
                if ends is None:  # damage, and no matter of ours
                    continue
                source, target = sorted(ends) if _says(link)[1] in symmetric else ends
                alike[_says(link), source, target][side].append(link)
        for (_said, source, target), by_layer in alike.items():
            for links in zip_longest(*by_layer):
                yield Tie(links, source, target)

    def _ends(self, link: Link) -> tuple[int, int] | None:
        ends = (link.event, link.filler) if isinstance(link, Argument) else (link.source, link.target)
        source, target = map(self.places.get, ends)
        return None if source is None or target is None else (source, target)


def _says(link: Link) -> tuple[bool, str]:
    """What a link says of its ends; no relation says what an argument does."""
    return (True, link.label) if isinstance(link, Relation) else (False, link.role)


def _matters(layers: Sequence[LayerContents]) -> list[Matter]:
    """Each mention of the layers in one of them, those that answer each other in the same; in reading order."""
    if len(layers) == 2:
        return list(map(Matter, align(layers[0].mentions, layers[1].mentions)))
    rows: list[list[Mention | None]] = [[mention] for mention in (layers[0].mentions if layers else ())]
    for number, layer in enumerate(layers[1:], start=1):
        rows_by_first = {first.id: row for row in rows for first in [_first(row)]}
        rows = []
        for one, other in align([_first(row) for row in rows_by_first.values()], layer.mentions):
            row = [None] * number if one is None else rows_by_first[one.id]
            rows.append([*row, other])
    return sorted((Matter(tuple(row)) for row in rows), key=_place)


def _first(row: Sequence[Mention | None]) -> Mention:
    return next(mention for mention in row if mention is not None)


def _place(matter: Matter) -> tuple[int, int, str]:
    return min(map(reading_order, matter.present))


def _span(ranges: Sequence[Range]) -> Span | None:
    return Span.union(ranges) if ranges else None
