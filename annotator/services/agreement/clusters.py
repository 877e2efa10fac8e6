"""How far two divisions of mentions into clusters agree: MUC, B³, CEAF-m, CEAF-e and LEA.

A clustering is a list of sets of mentions. Mentions that only one side has count as the reference implementation of
the CoNLL shared tasks counts them: they are never added to the other side. Each function gives hits, which add up over
documents as the reference implementation adds them up.

Sources: Pradhan, S. et al. (2014). Scoring coreference partitions of predicted mentions: a reference implementation.
ACL 2014, 30-35. For each measure see its function.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from math import lcm
from typing import Generic, TypeVar

from annotator.services.agreement.figures import Hits
from annotator.services.comparison.alignment import heaviest

Thing = TypeVar("Thing", bound=Hashable)
Cluster = Set[Thing]
Clustering = Sequence[Cluster[Thing]]
Shared = Sequence[Mapping[int, int]]
"""Of each cluster of one side: how many mentions it shares with which of the other; only those that it meets."""


def without_repeats(clusters: Iterable[Iterable[Thing]]) -> list[set[Thing]]:
    """Clusters in which each mention stands once, in the first that has it, as in the reference implementation."""
    seen: set[Thing] = set()
    found = []
    for cluster in clusters:
        fresh = set(cluster) - seen
        seen |= fresh
        if fresh:
            found.append(fresh)
    return found


@dataclass(frozen=True, slots=True)
class Overlap(Generic[Thing]):
    """Two clusterings, and what their clusters have in common.

    Attributes:
        there: Of the clusters on the left.
        back: Of the clusters on the right.
    """

    left: Clustering[Thing]
    right: Clustering[Thing]
    there: Shared
    back: Shared

    @classmethod
    def of(cls, left: Clustering[Thing], right: Clustering[Thing]) -> "Overlap[Thing]":
        """Compare two clusterings."""
        home = {mention: number for number, cluster in enumerate(right) for mention in cluster}
        there: list[dict[int, int]] = []
        back: list[dict[int, int]] = [{} for _cluster in right]
        for number, cluster in enumerate(left):
            shared: dict[int, int] = {}
            for mention in cluster:
                if mention in home:
                    other = home[mention]
                    shared[other] = shared.get(other, 0) + 1
            there.append(shared)
            for other, count in shared.items():
                back[other][number] = count
        return cls(left, right, there, back)


def muc(overlap: Overlap[Thing]) -> Hits:
    """Links: of the |K| - 1 links that a cluster K needs, those that the other side's partition of K leaves whole.

    Source: Vilain, M. et al. (1995). A model-theoretic coreference scoring scheme. MUC-6, 45-52.
    """
    return Hits(*_links_kept(overlap.left, overlap.there), *_links_kept(overlap.right, overlap.back))


def _links_kept(clusters: Clustering[Thing], shared: Shared) -> tuple[float, float]:
    # A mention that the other side has nowhere is a part of its own.
    kept = sum(sum(meets.values()) - len(meets) for meets in shared)
    return kept, sum(len(cluster) - 1 for cluster in clusters)


def b_cubed(overlap: Overlap[Thing]) -> Hits:
    """Mentions: for each, the share of its cluster that the other side puts into its cluster, too.

    Source: Bagga, A. and Baldwin, B. (1998). Algorithms for scoring coreference chains. LREC 1998, 563-566.
    """
    return Hits(*_shares_kept(overlap.left, overlap.there), *_shares_kept(overlap.right, overlap.back))


def _shares_kept(clusters: Clustering[Thing], shared: Shared) -> tuple[float, float]:
    kept = 0.0
    for cluster, meets in zip(clusters, shared, strict=True):
        kept += sum(count * count for count in meets.values()) / len(cluster)
    return kept, sum(map(len, clusters))


def ceaf_m(overlap: Overlap[Thing]) -> Hits:
    """Clusters paired one to one so that they share the most mentions; the similarity φ₃ is |K ∩ R|.

    Source: Luo, X. (2005). On coreference resolution performance metrics. HLT-EMNLP 2005, 25-32.
    """
    kept = _heaviest(overlap.there, len(overlap.right))
    return Hits(kept, sum(map(len, overlap.left)), kept, sum(map(len, overlap.right)))


def ceaf_e(overlap: Overlap[Thing]) -> Hits:
    """Clusters paired one to one so that they are most alike; the similarity φ₄ is 2 |K ∩ R| / (|K| + |R|).

    Source: as for `ceaf_m`.
    """
    left, right = overlap.left, overlap.right
    lengths = [{other: len(left[one]) + len(right[other]) for other in row} for one, row in enumerate(overlap.there)]
    # In whole numbers, so that no rounding decides which clusters are paired.
    unit = lcm(*{length for row in lengths for length in row.values()})
    alike = [
        {other: 2 * count * unit // lengths[one][other] for other, count in row.items()}
        for one, row in enumerate(overlap.there)
    ]
    kept = _heaviest(alike, len(right)) / unit
    return Hits(kept, len(left), kept, len(right))


def _heaviest(weights: Shared, columns: int) -> int:
    """The greatest sum of weights of any one-to-one pairing."""
    if all(len(row) <= 1 for row in weights):
        best: dict[int, int] = {}
        for row in weights:
            for column, weight in row.items():
                best[column] = max(best.get(column, 0), weight)
        return sum(best.values())
    partners = heaviest(weights, columns)
    return sum(row[partner] for row, partner in zip(weights, partners, strict=True) if partner is not None)


def lea(overlap: Overlap[Thing]) -> Hits:
    """Clusters weighed by size: of the links between any two mentions of K, the share that the other side has, too.

    A cluster of one mention has one link, to itself, which the other side has if the mention is alone there, too.

    Source: Moosavi, N. S. and Strube, M. (2016). Which coreference evaluation metric do you trust? A proposal for a
    link-based entity aware metric. ACL 2016, 632-642.
    """
    return Hits(
        *_resolved(overlap.left, overlap.there, overlap.right), *_resolved(overlap.right, overlap.back, overlap.left)
    )


def _resolved(these: Clustering[Thing], shared: Shared, those: Clustering[Thing]) -> tuple[float, float]:
    resolved = 0.0
    for cluster, meets in zip(these, shared, strict=True):
        if len(cluster) == 1:
            resolved += any(len(those[other]) == 1 for other in meets)
        else:
            common = sum(count * (count - 1) // 2 for count in meets.values())
            resolved += len(cluster) * common / (len(cluster) * (len(cluster) - 1) / 2)
    return resolved, sum(map(len, these))
