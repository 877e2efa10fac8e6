"""Where two layers disagree about which mentions mean the same, told as differences of clusters.

Only mentions that both layers have are looked at: a mention that one lacks is a difference of its own. Each cluster of
one layer that the other does not hold together is one difference; which pairs of mentions it links follows from its
parts. Only what stands in the document counts, even if a cluster has mentions in others.
"""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass

from annotator.model.ids import ClusterId
from annotator.services.comparison.aligned_layers import LEFT, RIGHT, AlignedLayers
from annotator.services.comparison.alignment import Pair
from annotator.services.comparison.disagreement import Difference


@dataclass(frozen=True, slots=True)
class ClusterDifference:
    """A cluster of one layer that the other does not hold together.

    Attributes:
        owner: The side that holds it together.
        parts: Its mentions as the other side divides them; parts and mentions in the order of the text.
    """

    owner: int
    parts: tuple[tuple[Pair, ...], ...]

    @property
    def kind(self) -> Difference:
        """Missing or extra if the other side links none of these mentions, split or merged if it links some."""
        links_some = any(len(part) > 1 for part in self.parts)
        if self.owner == LEFT:
            return Difference.CLUSTER_SPLIT if links_some else Difference.CLUSTER_MISSING
        return Difference.CLUSTER_MERGED if links_some else Difference.CLUSTER_EXTRA


def cluster_differences(aligned: AlignedLayers) -> Iterator[ClusterDifference]:
    """All of them; those of the left side's clusters first, each side's in the order of the text."""
    for owner, other in ((LEFT, RIGHT), (RIGHT, LEFT)):
        for places in _held_together(aligned, owner):
            parts: dict[Hashable, list[Pair]] = {}
            for place in places:
                # In no cluster means alone: such a mention is a part of its own.
                parts.setdefault(aligned.cluster(place, other) or place, []).append(aligned.pairs[place])
            if len(parts) > 1:
                yield ClusterDifference(owner, tuple(tuple(part) for part in parts.values()))


def _held_together(aligned: AlignedLayers, owner: int) -> Iterator[list[int]]:
    """Of each cluster of a side, the places of those of its mentions that the other side has, too."""
    found: dict[ClusterId, list[int]] = {}
    for place, pair in enumerate(aligned.pairs):
        cluster = aligned.cluster(place, owner)
        if cluster is not None and None not in pair:
            found.setdefault(cluster, []).append(place)
    yield from found.values()
