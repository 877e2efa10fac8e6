"""What one document adds to the agreement of annotators: counts only, so that documents can be summed in any group."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from annotator.model.annotation import Kind, LayerContents, Mention
from annotator.model.document import Document
from annotator.model.ids import DocumentId
from annotator.model.span import Range
from annotator.services.agreement.clusters import (
    Clustering,
    Overlap,
    b_cubed,
    ceaf_e,
    ceaf_m,
    lea,
    muc,
    without_repeats,
)
from annotator.services.agreement.events import ArgumentCounts, Comparable, argument_hits, attribute_choices
from annotator.services.agreement.figures import Counts, Hits
from annotator.services.agreement.gamma import GammaPlan, gamma_counts
from annotator.services.agreement.mentions import Confusion, HitsOf, MentionCounts, confusion, mention_hits
from annotator.services.agreement.nominal import (
    Choices,
    alpha_counts,
    cohen_counts,
    fleiss_counts,
    of_two,
)
from annotator.services.agreement.roles import RoleConfusion, role_confusion, role_hits
from annotator.services.agreement.tokens import token_choices
from annotator.services.agreement.unitizing import AlphaU, Group, alpha_u_counts, u_alpha_counts
from annotator.services.comparison.aligned_layers import AlignedLayers
from annotator.services.comparison.alignment import align
from annotator.services.texts import words

CLUSTER_MEASURES = {"muc": muc, "b_cubed": b_cubed, "ceaf_m": ceaf_m, "ceaf_e": ceaf_e, "lea": lea}

_Place = tuple[Kind, tuple[Range, ...]]


@dataclass(frozen=True, slots=True)
class PairTally:
    """What two annotators have in common in a document; the one whose name comes first is on the left.

    Attributes:
        hits: By figure and label.
        totals: By figure, of all labels.
        confusion: Which label met which.
        words: What Cohen's κ of words is a function of.
        attributes: The same of each attribute, by its name.
        roles: Hits of arguments by role.
        role_confusion: Which role met which.
    """

    hits: HitsOf = field(default_factory=dict)
    totals: Mapping[str, Hits] = field(default_factory=dict)
    confusion: Confusion = field(default_factory=Counter)
    words: Counts = field(default_factory=dict)
    attributes: Mapping[str, Counts] = field(default_factory=dict)
    roles: Mapping[str, Hits] = field(default_factory=dict)
    role_confusion: RoleConfusion = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class GroupTally:
    """What two or more annotators do together in a document.

    Attributes:
        counts: By figure; what words say of two follows from their `PairTally`.
        units: For α_U, by label.
    """

    counts: Mapping[str, Counts] = field(default_factory=dict)
    units: Mapping[str, AlphaU] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DocumentTally:
    """What one document adds.

    Attributes:
        pairs: By the numbers of two annotators, the smaller first.
        groups: By the numbers of annotators: of each pair, and of all that have labelled it.
        everyone: The numbers of all that have labelled it.
        complete: Whether these are all annotators that are compared.
        finished: When each of them finished it, as changes write times; by number.
    """

    document: DocumentId
    title: str
    language: str
    pairs: Mapping[tuple[int, int], PairTally]
    groups: Mapping[Group, GroupTally] = field(default_factory=dict)
    everyone: Group = ()
    complete: bool = True
    finished: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TallyPlan:
    """How documents are compared.

    Attributes:
        attributes: Which to compare, by label.
        gamma: How to measure γ, if at all.
    """

    attributes: Comparable
    gamma: GammaPlan | None = None


def document_tally(
    document: Document,
    text: str,
    layers: Sequence[LayerContents | None],
    plan: TallyPlan,
    finished: Mapping[int, str],
) -> DocumentTally:
    """Compare the layers of a document, each with each.

    Args:
        document: Which one.
        text: Its text.
        layers: Of each annotator, in the order of all; `None` for one who did not label it.
        plan: How.
        finished: When they finished it, by the place in `layers`.
    """
    there = [(number, layer) for number, layer in enumerate(layers) if layer is not None]
    everyone = tuple(number for number, _layer in there)
    judged = token_choices(list(words(text)), [None if layer is None else layer.mentions for layer in layers])
    counted = {number: _LayerCounts.of(layer) for number, layer in there}
    pairs = {
        (i, j): pair_tally(counted[i], counted[j], plan.attributes, of_two(judged, i, j))
        for i, j in combinations(everyone, 2)
    }
    groups = _groups(document, [layer.mentions for _number, layer in there], everyone, judged, plan.gamma)
    return DocumentTally(
        document.id, document.title, document.language, pairs, groups, everyone, len(there) == len(layers), finished
    )


@dataclass(frozen=True, slots=True)
class _LayerCounts:
    """A layer, and what of it is compared with each other one."""

    layer: LayerContents
    counts: MentionCounts
    arguments: ArgumentCounts
    clusters: Clustering[_Place]

    @classmethod
    def of(cls, layer: LayerContents) -> "_LayerCounts":
        return cls(layer, MentionCounts.of(layer.mentions), ArgumentCounts.of(layer), _clustering(layer.mentions))


def pair_tally(left: _LayerCounts, right: _LayerCounts, attributes: Comparable, judged: Choices) -> PairTally:
    """Compare two layers of a document."""
    pairs = align(left.layer.mentions, right.layer.mentions)
    hits = mention_hits(left.counts, right.counts, pairs)
    hits |= argument_hits(left.arguments, right.arguments)
    hits |= _cluster_hits(left.clusters, right.clusters)
    choices = attribute_choices(pairs, attributes)
    has_arguments = left.layer.arguments or right.layer.arguments
    return PairTally(
        hits,
        _totals(hits),
        confusion(pairs),
        cohen_counts(judged),
        {name: cohen_counts(some) for name, some in choices.items()},
        role_hits(left.arguments, right.arguments),
        role_confusion(AlignedLayers(left.layer, right.layer, pairs)) if has_arguments else Counter(),
    )


def _totals(hits: HitsOf) -> dict[str, Hits]:
    sums: dict[str, list[float]] = {}
    for (name, _label), some in hits.items():
        known = sums.setdefault(name, [0, 0, 0, 0])
        known[0] += some.left
        known[1] += some.left_of
        known[2] += some.right
        known[3] += some.right_of
    return {name: Hits(*some) for name, some in sums.items()}


def _groups(
    document: Document,
    layers: Sequence[Sequence[Mention]],
    everyone: Group,
    judged: Choices,
    gamma: GammaPlan | None,
) -> dict[Group, GroupTally]:
    """What each pair and all together do; annotators are known by their place in `layers`, then by their numbers."""
    places = list(combinations(range(len(layers)), 2))
    groups: list[Group] = [*places, tuple(range(len(layers)))] if len(layers) > 2 else [*places]
    alpha = alpha_u_counts(document.length, layers, groups)
    u_alpha = u_alpha_counts(document.length, layers, groups)
    disorders = gamma_counts(document.id, document.length, layers, groups, gamma) if gamma else {}
    found: dict[Group, GroupTally] = {}
    for group in groups:
        counts = {"unit_u_alpha": u_alpha[group]}
        if group in disorders:
            counts["gamma"] = disorders[group]
        if len(group) > 2:
            counts["token_fleiss"] = fleiss_counts(_of_group(judged, everyone))
            counts["token_alpha"] = alpha_counts(judged)
        found[tuple(everyone[place] for place in group)] = GroupTally(counts, alpha[group])
    return found


def _of_group(judged: Choices, group: Group) -> Choices:
    """The judgements of those alone who have judged."""
    if len(group) == len(next(iter(judged), group)):
        return judged
    return {tuple(chosen[number] for number in group): count for chosen, count in judged.items()}


def _cluster_hits(ours: Clustering[_Place], theirs: Clustering[_Place]) -> HitsOf:
    """Hits of all measures of clusters, within the document; a mention without a cluster is left out."""
    if not ours and not theirs:
        return {}
    found: dict[tuple[str, str], Hits] = {}
    overlap = Overlap.of(ours, theirs)
    for name, measure in CLUSTER_MEASURES.items():
        found[name, ""] = measure(overlap)
    return found


def _clustering(mentions: Iterable[Mention]) -> list[set[_Place]]:
    """The clusters of a layer as sets of places, those of one span in the order of their labels."""
    clusters: dict[str, list[_Place]] = {}
    for mention in sorted(mentions, key=_by_label):
        if mention.cluster is not None:
            clusters.setdefault(mention.cluster, []).append((mention.kind, mention.span.fragments))
    return without_repeats(clusters.values())


def _by_label(mention: Mention) -> tuple[str, str]:
    return mention.label, mention.id
