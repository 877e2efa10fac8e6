"""What a review article draws: of each matter the marks of the layers, and between them their links. No Qt here.

What all layers agree on is one mark. Where they differ each has a mark of its own: its reading, or a ghost that says
that it has none. The characters behind are marks too: those that several readings have, and those that one has alone.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from typing import NamedTuple

from annotator.gui.article.links import Link as Drawn
from annotator.gui.links import link_of
from annotator.model.annotation import LayerContents, Mention
from annotator.model.ids import AnnotatorName, MentionId
from annotator.model.scheme import Scheme
from annotator.model.span import Span
from annotator.services.comparison.disagreement import Difference, Disagreement, Link
from annotator.services.comparison.matters import Matter, Matters, Tie


class Part(Enum):
    """What a mark is of its matter."""

    AGREED = auto()
    READING = auto()
    GHOST = auto()
    SHARED = auto()
    ALONE = auto()


class Mark(NamedTuple):
    """Something that is drawn for a matter.

    Attributes:
        mention: What stands in the text; of readings the mention itself.
        matter: Its place among the matters.
        owner: Whose it is; `None` if it is nobody's in particular.
        differs: Span and label are agreed, values of attributes are not.
    """

    mention: Mention
    part: Part
    matter: int
    owner: AnnotatorName | None = None
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Places:
    """What a disagreement is about: matters, by their places, and links, by their ids."""

    matters: frozenset[int]
    links: frozenset[str]


class Board:
    """The marks and links of some layers of a document.

    Attributes:
        owners: Whose layers they are, in order.
        matters: What they say.
    """

    def __init__(
        self,
        layers: Sequence[LayerContents],
        disagreements: Iterable[Disagreement],
        scheme: Scheme,
        matters: Matters | None = None,
    ) -> None:
        self.owners = tuple(layer.layer.annotator for layer in layers)
        self.matters = matters or Matters(layers, scheme)
        self._scheme = scheme
        self._disagreements = tuple(disagreements)
        self._differing = frozenset(
            owner.id
            for disagreement in self._disagreements
            if disagreement.kind is Difference.ATTRIBUTE
            for owner in _with_values(disagreement)
        )
        self._marks = list(self._all_marks())

    # -- disagreements

    def places(self, disagreement: Disagreement) -> Places:
        """What a disagreement is about."""
        mentions = [disagreement.left, disagreement.right, *disagreement.ends]
        mentions += [mention for part in disagreement.parts for pair in part for mention in pair]
        known = (self.matters.places.get(mention.id) for mention in mentions if mention is not None)
        links = (link.id for link in disagreement.links if link is not None)
        return Places(frozenset(place for place in known if place is not None), frozenset(links))

    @cached_property
    def _about(self) -> Mapping[int, Sequence[Disagreement]]:
        """By matter; what is about it alone comes first. Asked for only when something is chosen or hidden."""
        found: dict[int, list[Disagreement]] = defaultdict(list)
        for disagreement in sorted(self._disagreements, key=_is_of_more):
            for matter in self.places(disagreement).matters:
                found[matter].append(disagreement)
        return dict(found)

    @cached_property
    def _about_links(self) -> Mapping[str, Sequence[Disagreement]]:
        found: dict[str, list[Disagreement]] = defaultdict(list)
        for disagreement in self._disagreements:
            for link in disagreement.links:
                if link is not None:
                    found[link.id].append(disagreement)
        return dict(found)

    def about(self, matter: int) -> Sequence[Disagreement]:
        """What is disagreed on about a matter; that which is about it alone comes first."""
        return self._about.get(matter, ())

    def about_link(self, link: str) -> Sequence[Disagreement]:
        """What is disagreed on about a link."""
        return self._about_links.get(link, ())

    def beyond(self, matter: int | None, offset: int, steps: int, shown: Collection[int]) -> int | None:
        """The next (1) or previous (-1) matter that something is disagreed on about, of those shown.

        Counted from `matter`, or else from `offset`: the first that begins there or later, or the last before.
        """
        places = sorted(place for place in self._about if place in shown)
        if matter is None:
            starts = [next(self.mentions([place])).span.start for place in places]
            index = bisect_left(starts, offset) - (steps < 0)
        else:
            index = bisect_left(places, matter) + steps
        return places[index] if 0 <= index < len(places) else None

    def mentions(self, matters: Iterable[int]) -> Iterator[Mention]:
        """All readings of some matters."""
        return (mention for place in matters for mention in self.matters.found[place].present)

    # -- what is drawn

    def marks(self, *, agreed: bool, annotators: frozenset[AnnotatorName]) -> list[Mark]:
        """The marks to show.

        Args:
            agreed: With what nobody disagrees about.
            annotators: Whose readings.
        """
        if agreed and annotators.issuperset(self.owners):
            return self._marks
        return [mark for mark in self._marks if self._is_shown(mark, agreed, annotators)]

    def _is_shown(self, mark: Mark, agreed: bool, annotators: frozenset[AnnotatorName]) -> bool:
        if mark.part is Part.AGREED:
            return agreed or mark.matter in self._about
        if mark.part is Part.SHARED:
            readings = zip(self.owners, self.matters.found[mark.matter].readings, strict=True)
            return any(reading is not None and owner in annotators for owner, reading in readings)
        return mark.owner in annotators

    def links(self, *, agreed: bool, annotators: frozenset[AnnotatorName]) -> Iterator[Drawn]:
        """The links to show; one that is not agreed has its annotator as `party`.

        An agreed one joins the readings of the first whose readings are shown.
        """
        speaker = next((side for side, owner in enumerate(self.owners) if owner in annotators), 0)
        for tie in self.matters.ties:
            if not tie.is_agreed:
                for side, owner in enumerate(self.owners):
                    if owner in annotators:
                        yield from self._link(tie, side, owner)
            elif agreed or any(link is not None and link.id in self._about_links for link in tie.links):
                yield from self._link(tie, speaker, "")

    def _all_marks(self) -> Iterator[Mark]:
        for place, matter in enumerate(self.matters.found):
            if matter.is_agreed:
                differs = any(reading.id in self._differing for reading in matter.present) if self._differing else False
                yield Mark(matter.first, Part.AGREED, place, None, differs)
            else:
                yield from self._differing_marks(place, matter)

    def _differing_marks(self, place: int, matter: Matter) -> Iterator[Mark]:
        """The readings and ghosts in the order of the layers, then what stands behind the text."""
        first = matter.first
        for owner, reading in zip(self.owners, matter.readings, strict=True):
            if reading is not None:
                yield Mark(reading, Part.READING, place, owner, reading.id in self._differing)
            else:
                yield Mark(_stand_in(first, "nothing", first.span, owner), Part.GHOST, place, owner)
        shared, alone = matter.portions()
        if shared is not None:
            yield Mark(_stand_in(first, "shared", shared, first.annotator), Part.SHARED, place)
        for owner, span in zip(self.owners, alone, strict=True):
            if span is not None:
                yield Mark(_stand_in(first, "alone", span, owner), Part.ALONE, place, owner)

    def _link(self, tie: Tie, side: int, party: str) -> Iterator[Drawn]:
        """The link of one layer, if it has one."""
        record = tie.links[side]
        if record is not None:
            made = link_of(record, self._scheme)
            name = f"≠ {made.name}" if record.id in self._differing else made.name
            source, target = self._end(made.source), self._end(made.target)
            yield made._replace(source=source, target=target, name=name, party=party)

    def _end(self, mention: MentionId) -> MentionId:
        """The mark that stands for a mention."""
        matter = self.matters.found[self.matters.places[mention]]
        return matter.first.id if matter.is_agreed else mention


def _stand_in(of: Mention, part: str, span: Span, owner: AnnotatorName) -> Mention:
    """What stands in the article for a part of a matter that is no mention."""
    return Mention(MentionId(f"{of.id} {part} {owner}"), of.document, owner, of.kind, of.label, span)


def _with_values(disagreement: Disagreement) -> Iterable[Mention | Link]:
    """What has the values that differ: links if it is about such, else mentions."""
    links = [link for link in disagreement.links if link is not None]
    return links or [mention for mention in (disagreement.left, disagreement.right) if mention is not None]


def _is_of_more(disagreement: Disagreement) -> bool:
    """Whether it is about several mentions: links and clusters."""
    return disagreement.links != (None, None) or bool(disagreement.parts)
