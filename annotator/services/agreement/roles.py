"""How far two layers of a document agree on roles: which role of one met which of the other, and F1 of each role."""

from collections import Counter
from collections.abc import Mapping

from annotator.model.annotation import Kind
from annotator.services.agreement.events import ArgumentCounts
from annotator.services.agreement.figures import Hits, one_to_one
from annotator.services.agreement.mentions import common_counts
from annotator.services.comparison.aligned_layers import AlignedLayers
from annotator.services.comparison.link_matching import ArgumentMatching

RoleConfusion = Counter[tuple[str, str]]
"""How often a role on the left met which role on the right; no role on a side that has no such argument."""


def role_hits(left: ArgumentCounts, right: ArgumentCounts) -> Mapping[str, Hits]:
    """What two layers have in common in arguments, by role; an argument is the same if `argument_role` says so."""
    common, of_left, of_right = Counter[str](), Counter[str](), Counter[str]()
    for total, counted in (
        (common, common_counts(left.roles, right.roles)),
        (of_left, left.roles.items()),
        (of_right, right.roles.items()),
    ):
        for (_label, _span, role), count in counted:
            total[role] += count
    return {role: one_to_one(common[role], of_left[role], of_right[role]) for role in of_left | of_right}


def role_confusion(aligned: AlignedLayers) -> RoleConfusion:
    """Which role met which, of the arguments of events that answer each other, paired as for comparing.

    Where the same role has another filler it met itself; the arguments of an event that the other layer lacks go with
    the event, and do not count here.
    """
    found: RoleConfusion = Counter()
    if not any(layer.arguments for layer in aligned.sides):
        return found
    matching = ArgumentMatching(aligned)
    for left, right in aligned.pairs:
        if left is not None and right is not None and left.kind is Kind.EVENT:
            for ours, theirs in matching.pairs(left.id, right.id):
                found[ours.role if ours else "", theirs.role if theirs else ""] += 1
    return found
