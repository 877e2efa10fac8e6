"""What one document adds to the agreement of annotators: counts only, so that documents can be summed in any group."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from annotator.model.annotation import Kind, LayerContents, Mention
from annotator.model.document import Document
from annotator.model.ids import DocumentId
from annotator.model.span import Range
from annotator.services.agreement_clusters import b_cubed, ceaf_e, ceaf_m, lea, muc
from annotator.services.agreement_events import AttributeChoices, Comparable, argument_hits, attribute_choices
from annotator.services.agreement_figures import Hits
from annotator.services.agreement_mentions import Confusion, HitsOf, confusion, mention_hits
from annotator.services.agreement_nominal import Choices
from annotator.services.agreement_tokens import token_choices
from annotator.services.alignment import align
from annotator.services.texts import words

CLUSTER_MEASURES = {"muc": muc, "b_cubed": b_cubed, "ceaf_m": ceaf_m, "ceaf_e": ceaf_e, "lea": lea}

_Key = tuple[Kind, tuple[Range, ...], int]


@dataclass(frozen=True, slots=True)
class PairTally:
    """What two annotators have in common in a document; the one whose name comes first is on the left.

    Attributes:
        hits: By figure and label.
        confusion: Which label met which.
        attributes: Which value met which.
    """

    hits: HitsOf = field(default_factory=dict)
    confusion: Confusion = field(default_factory=Counter)
    attributes: AttributeChoices = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class DocumentTally:
    """What one document adds.

    Attributes:
        tokens: How many words were judged in which way, by the categories of all annotators in order.
        pairs: By the numbers of two annotators, the smaller first.
    """

    document: DocumentId
    title: str
    language: str
    tokens: Choices
    pairs: Mapping[tuple[int, int], PairTally]


def document_tally(
    document: Document, text: str, layers: Sequence[LayerContents | None], attributes: Comparable
) -> DocumentTally:
    """Compare the layers of a document, each with each.

    Args:
        document: Which one.
        text: Its text.
        layers: Of each annotator, in the order of all; `None` for one who did not label it.
        attributes: Which to compare, by label.
    """
    tokens = token_choices(list(words(text)), [None if layer is None else layer.mentions for layer in layers])
    there = [(number, layer) for number, layer in enumerate(layers) if layer is not None]
    pairs = {(i, j): pair_tally(left, right, attributes) for (i, left), (j, right) in combinations(there, 2)}
    return DocumentTally(document.id, document.title, document.language, tokens, pairs)


def pair_tally(left: LayerContents, right: LayerContents, attributes: Comparable) -> PairTally:
    """Compare two layers of a document."""
    pairs = align(left.mentions, right.mentions)
    hits = mention_hits(left.mentions, right.mentions, pairs)
    hits |= argument_hits(left, right)
    hits |= _cluster_hits(left.mentions, right.mentions)
    return PairTally(hits, confusion(pairs), attribute_choices(pairs, attributes))


def _cluster_hits(left: Sequence[Mention], right: Sequence[Mention]) -> HitsOf:
    """Hits of all measures of clusters, within the document; a mention without a cluster is left out."""
    ours, theirs = _clustering(left), _clustering(right)
    if not ours and not theirs:
        return {}
    found: dict[tuple[str, str], Hits] = {}
    for name, measure in CLUSTER_MEASURES.items():
        found[name, ""] = measure(ours, theirs)
    return found


def _clustering(mentions: Sequence[Mention]) -> list[set[_Key]]:
    """The clusters of a layer as sets of places; mentions of one span are told apart by the order of their labels."""
    clusters: dict[str, set[_Key]] = {}
    for mention, key in _keyed([mention for mention in mentions if mention.cluster is not None]):
        clusters.setdefault(mention.cluster or "", set()).add(key)
    return list(clusters.values())


def _keyed(mentions: Sequence[Mention]) -> Iterator[tuple[Mention, _Key]]:
    seen: Counter[tuple[Kind, tuple[Range, ...]]] = Counter()
    for mention in sorted(mentions, key=_by_label):
        place = mention.kind, mention.span.fragments
        yield mention, (*place, seen[place])
        seen[place] += 1


def _by_label(mention: Mention) -> tuple[str, str]:
    return mention.label, mention.id
