"""How many mentions of a document its annotators label alike, in round numbers for the head of a page.

Alike means the same span and the same label; attributes, arguments and clusters are counted where they are compared.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from annotator.model.annotation import LayerContents
from annotator.model.ids import AnnotatorName
from annotator.services.agreement.figures import Hits, one_to_one
from annotator.services.agreement.mentions import MentionCounts, common_counts
from annotator.services.comparison.matters import Matters


@dataclass(frozen=True, slots=True)
class LayerCounts:
    """What some layers of a document have in common.

    Attributes:
        agreed: Mentions that all of them have.
        places: How many there are if those that answer each other count once.
        alone: How many mentions of each annotator are not among those.
        hits: Exact matches of spans and labels of all pairs of layers together, entities and triggers.
    """

    agreed: int = 0
    places: int = 0
    alone: Mapping[AnnotatorName, int] = field(default_factory=dict)
    hits: Hits = field(default_factory=Hits)


def layer_counts(layers: Sequence[LayerContents], matters: Matters) -> LayerCounts:
    """Count what is alike in two or more layers of a document, and what is not.

    Args:
        layers: Those compared.
        matters: What they say.
    """
    agreed = sum(matter.is_agreed for matter in matters.found)
    alone = {layer.layer.annotator: len(layer.mentions) - agreed for layer in layers}
    return LayerCounts(agreed, len(matters.found), alone, _hits(layers))


def _hits(layers: Sequence[LayerContents]) -> Hits:
    counts = [MentionCounts.of(layer.mentions) for layer in layers]
    found = Hits()
    for left, right in combinations(counts, 2):
        common = sum(count for _exact, count in common_counts(left.exact, right.exact))
        found += one_to_one(common, sum(left.exact.values()), sum(right.exact.values()))
    return found
