"""How far two divisions of mentions into clusters agree: MUC, B³, CEAF-m, CEAF-e and LEA.

A clustering is a list of sets of mentions. Mentions that only one side has count as the reference implementation of
the CoNLL shared tasks counts them: they are never added to the other side. Each function gives hits, which add up over
documents as the reference implementation adds them up.

Sources: Pradhan, S. et al. (2014). Scoring coreference partitions of predicted mentions: a reference implementation.
ACL 2014, 30-35. For each measure see its function.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence, Set
from fractions import Fraction
from math import lcm
from typing import TypeVar

from annotator.services.agreement_figures import Hits
from annotator.services.alignment import heaviest

Thing = TypeVar("Thing", bound=Hashable)
Cluster = Set[Thing]
Clustering = Sequence[Cluster[Thing]]


def muc(left: Clustering[Thing], right: Clustering[Thing]) -> Hits:
    """Links: of the |K| - 1 links that a cluster K needs, those that the other side's partition of K leaves whole.

    Source: Vilain, M. et al. (1995). A model-theoretic coreference scoring scheme. MUC-6, 45-52.
    """
    return Hits(*_links_kept(left, right), *_links_kept(right, left))


def _links_kept(these: Clustering[Thing], those: Clustering[Thing]) -> tuple[float, float]:
    home = _homes(those)
    kept = links = 0
    for cluster in these:
        parts = {home[mention] for mention in cluster if mention in home}
        alone = sum(mention not in home for mention in cluster)
        kept += len(cluster) - len(parts) - alone
        links += len(cluster) - 1
    return kept, links


def b_cubed(left: Clustering[Thing], right: Clustering[Thing]) -> Hits:
    """Mentions: for each, the share of its cluster that the other side puts into its cluster, too.

    Source: Bagga, A. and Baldwin, B. (1998). Algorithms for scoring coreference chains. LREC 1998, 563-566.
    """
    return Hits(*_shares_kept(left, right), *_shares_kept(right, left))


def _shares_kept(these: Clustering[Thing], those: Clustering[Thing]) -> tuple[float, float]:
    home = _homes(those)
    kept = 0.0
    for cluster in these:
        shared: dict[int, int] = {}
        for mention in cluster:
            if mention in home:
                shared[home[mention]] = shared.get(home[mention], 0) + 1
        kept += sum(count * count for count in shared.values()) / len(cluster)
    return kept, sum(map(len, these))


def ceaf_m(left: Clustering[Thing], right: Clustering[Thing]) -> Hits:
    """Clusters paired one to one so that they share the most mentions; the similarity φ₃ is |K ∩ R|.

    Source: Luo, X. (2005). On coreference resolution performance metrics. HLT-EMNLP 2005, 25-32.
    """
    kept = _similarity(left, right, _shared)
    return Hits(kept, sum(map(len, left)), kept, sum(map(len, right)))


def ceaf_e(left: Clustering[Thing], right: Clustering[Thing]) -> Hits:
    """Clusters paired one to one so that they are most alike; the similarity φ₄ is 2 |K ∩ R| / (|K| + |R|).

    Source: as for `ceaf_m`.
    """
    kept = _similarity(left, right, _dice)
    return Hits(kept, len(left), kept, len(right))


def _similarity(
    left: Clustering[Thing], right: Clustering[Thing], alike: Callable[[Cluster[Thing], Cluster[Thing]], Fraction]
) -> float:
    """The greatest sum of similarity of any one-to-one pairing of clusters; in whole numbers, so that it is exact."""
    home = _homes(right)
    likeness = [
        {other: alike(cluster, right[other]) for other in {home[mention] for mention in cluster if mention in home}}
        for cluster in left
    ]
    unit = lcm(*{fraction.denominator for row in likeness for fraction in row.values()})
    weights = [{other: int(fraction * unit) for other, fraction in row.items()} for row in likeness]
    partners = heaviest(weights, len(right))
    return sum(row[partner] for row, partner in zip(weights, partners, strict=True) if partner is not None) / unit


def _shared(one: Cluster[Thing], other: Cluster[Thing]) -> Fraction:
    return Fraction(len(one & other))


def _dice(one: Cluster[Thing], other: Cluster[Thing]) -> Fraction:
    return Fraction(2 * len(one & other), len(one) + len(other))


def lea(left: Clustering[Thing], right: Clustering[Thing]) -> Hits:
    """Clusters weighed by size: of the links between any two mentions of K, the share that the other side has, too.

    A cluster of one mention has one link, to itself, which the other side has if the mention is alone there, too.

    Source: Moosavi, N. S. and Strube, M. (2016). Which coreference evaluation metric do you trust? A proposal for a
    link-based entity aware metric. ACL 2016, 632-642.
    """
    return Hits(*_resolved(left, right), *_resolved(right, left))


def _resolved(these: Clustering[Thing], those: Clustering[Thing]) -> tuple[float, float]:
    resolved = 0.0
    for cluster in these:
        if len(cluster) == 1:
            resolved += cluster in those
        else:
            common = sum(size * (size - 1) // 2 for size in _meetings(cluster, those))
            resolved += len(cluster) * common / (len(cluster) * (len(cluster) - 1) / 2)
    return resolved, sum(map(len, these))


def _meetings(cluster: Cluster[Thing], those: Clustering[Thing]) -> Iterator[int]:
    return (len(cluster & other) for other in those)


def _homes(clustering: Clustering[Thing]) -> dict[Thing, int]:
    return {mention: number for number, cluster in enumerate(clustering) for mention in cluster}
