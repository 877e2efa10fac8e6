"""How far two divisions of mentions into clusters agree: MUC, B³, CEAF-m, CEAF-e and LEA.

A clustering is a list of sets of mentions. Mentions that only one side has count as the reference implementation of
the CoNLL shared tasks counts them: they are never added to the other side. Each function gives hits, which add up over
documents as the reference implementation adds them up.

Sources: Pradhan, S. et al. (2014). Scoring coreference partitions of predicted mentions: a reference implementation.
ACL 2014, 30-35. For each measure see its function.
"""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence, Set
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
    kept = 0.0
    for cluster, shared in zip(these, _shared(these, those), strict=True):
        kept += sum(count * count for count in shared.values()) / len(cluster)
    return kept, sum(map(len, these))


def ceaf_m(left: Clustering[Thing], right: Clustering[Thing]) -> Hits:
    """Clusters paired one to one so that they share the most mentions; the similarity φ₃ is |K ∩ R|.

    Source: Luo, X. (2005). On coreference resolution performance metrics. HLT-EMNLP 2005, 25-32.
    """
    kept = _heaviest(_shared(left, right), len(right))
    return Hits(kept, sum(map(len, left)), kept, sum(map(len, right)))


def ceaf_e(left: Clustering[Thing], right: Clustering[Thing]) -> Hits:
    """Clusters paired one to one so that they are most alike; the similarity φ₄ is 2 |K ∩ R| / (|K| + |R|).

    Source: as for `ceaf_m`.
    """
    shared = _shared(left, right)
    lengths = [{other: len(left[one]) + len(right[other]) for other in row} for one, row in enumerate(shared)]
    # In whole numbers, so that no rounding decides which clusters are paired.
    unit = lcm(*{length for row in lengths for length in row.values()})
    alike = [
        {other: 2 * count * unit // lengths[one][other] for other, count in row.items()}
        for one, row in enumerate(shared)
    ]
    kept = _heaviest(alike, len(right)) / unit
    return Hits(kept, len(left), kept, len(right))


def _shared(left: Clustering[Thing], right: Clustering[Thing]) -> list[dict[int, int]]:
    """Of each cluster on the left, how many mentions it shares with which on the right; only with those it meets."""
    home = _homes(right)
    return [Counter(home[mention] for mention in cluster if mention in home) for cluster in left]


def _heaviest(weights: Sequence[Mapping[int, int]], columns: int) -> int:
    """The greatest sum of weights of any one-to-one pairing."""
    partners = heaviest(weights, columns)
    return sum(row[partner] for row, partner in zip(weights, partners, strict=True) if partner is not None)


def lea(left: Clustering[Thing], right: Clustering[Thing]) -> Hits:
    """Clusters weighed by size: of the links between any two mentions of K, the share that the other side has, too.

    A cluster of one mention has one link, to itself, which the other side has if the mention is alone there, too.

    Source: Moosavi, N. S. and Strube, M. (2016). Which coreference evaluation metric do you trust? A proposal for a
    link-based entity aware metric. ACL 2016, 632-642.
    """
    return Hits(*_resolved(left, right), *_resolved(right, left))


def _resolved(these: Clustering[Thing], those: Clustering[Thing]) -> tuple[float, float]:
    resolved = 0.0
    for cluster, shared in zip(these, _shared(these, those), strict=True):
        if len(cluster) == 1:
            resolved += any(those[other] == cluster for other in shared)
        else:
            common = sum(count * (count - 1) // 2 for count in shared.values())
            resolved += len(cluster) * common / (len(cluster) * (len(cluster) - 1) / 2)
    return resolved, sum(map(len, these))


def _homes(clustering: Clustering[Thing]) -> dict[Thing, int]:
    return {mention: number for number, cluster in enumerate(clustering) for mention in cluster}
