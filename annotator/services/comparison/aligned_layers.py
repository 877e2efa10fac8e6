"""Two layers of a document, mention beside mention: what answers what, and who is coreferent for whom."""

from collections.abc import Sequence

from annotator.model.annotation import LayerContents, Mention
from annotator.model.ids import AnnotatorName, ClusterId, MentionId
from annotator.services.comparison.alignment import Pair, align

LEFT, RIGHT = 0, 1
"""The sides of a `Pair`."""


class AlignedLayers:
    """Two layers and the alignment of their mentions.

    Attributes:
        sides: The left and the right layer.
        pairs: Their mentions, in the order of the text.
    """

    def __init__(self, left: LayerContents, right: LayerContents, pairs: Sequence[Pair] | None = None) -> None:
        """Align two layers, unless their `pairs` are known already."""
        self.sides = left, right
        self.pairs = align(left.mentions, right.mentions) if pairs is None else pairs
        self._places: tuple[dict[MentionId, int], dict[MentionId, int]] = ({}, {})
        for place, pair in enumerate(self.pairs):
            for side, mention in enumerate(pair):
                if mention is not None:
                    self._places[side][mention.id] = place

    @property
    def annotators(self) -> tuple[AnnotatorName, AnnotatorName]:
        """Whose they are."""
        left, right = self.sides
        return left.layer.annotator, right.layer.annotator

    def has(self, side: int, mention: MentionId) -> bool:
        """Whether a layer holds a mention."""
        return mention in self._places[side]

    def place(self, side: int, mention: MentionId) -> int:
        """The place in `pairs` of a mention of one side; mentions that answer each other have the same."""
        return self._places[side][mention]

    def pair(self, side: int, mention: MentionId) -> Pair:
        """A mention of one side and what answers it."""
        return self.pairs[self._places[side][mention]]

    def mention(self, side: int, mention: MentionId) -> Mention:
        """A mention of one side.

        Raises:
            KeyError: If the layer has none of this id.
        """
        found = self.pair(side, mention)[side]
        if found is None:
            raise KeyError(mention)
        return found

    def cluster(self, place: int, judge: int) -> ClusterId | None:
        """The cluster in which one side, the judge, has its mention at a place of `pairs`."""
        mention = self.pairs[place][judge]
        return None if mention is None else mention.cluster

    def coreferent_for(self, left: MentionId, right: MentionId) -> tuple[AnnotatorName, ...]:
        """Who of the two puts into one cluster what a left and a right mention mean."""
        one, other = self.place(LEFT, left), self.place(RIGHT, right)
        return tuple(
            self.annotators[judge]
            for judge in (LEFT, RIGHT)
            if self.cluster(one, judge) is not None and self.cluster(one, judge) == self.cluster(other, judge)
        )
