"""What becomes of clusters when mentions leave them.

One without mentions goes; a representative that has left is forgotten.
"""

from collections.abc import Iterable
from dataclasses import replace

from annotator.model.annotation import Mention
from annotator.model.change import Act, Change
from annotator.model.ids import ClusterId, MentionId
from annotator.storage import Project
from annotator.storage.bulk import clusters_by_id
from annotator.storage.clusters import cluster_sizes


def departures(project: Project, act: Act, leaving: Iterable[Mention]) -> list[Change]:
    """The changes of the clusters that mentions leave; to be made after these have left.

    `leaving` are the mentions as they stand in the project, still with their clusters; others do not matter.
    """
    by_cluster: dict[ClusterId, set[MentionId]] = {}
    for mention in leaving:
        if mention.cluster is not None:
            by_cluster.setdefault(mention.cluster, set()).add(mention.id)
    sizes = cluster_sizes(project.db, by_cluster)
    known = clusters_by_id(project.db, by_cluster)
    changes = []
    for id_, gone in by_cluster.items():
        found = known[id_]
        if sizes.get(id_, 0) <= len(gone):
            changes.append(act.change(found, None))
        elif found.representative in gone:
            changes.append(act.change(found, replace(found, representative=None)))
    return changes
