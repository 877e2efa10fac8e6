"""Edits of clusters: which mentions mean the same entity or event; each function is one act.

A cluster holds mentions of one kind and one annotator. It may hold mentions of several documents. A cluster whose last
mention leaves is removed in the same act.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from annotator.model.annotation import Cluster, Kind, Mention
from annotator.model.change import Act, Change, Changes
from annotator.model.ids import ClusterId, MentionId, new_id
from annotator.services.cluster_changes import departures
from annotator.services.session import EditError, Session
from annotator.storage.bulk import clusters_by_id
from annotator.storage.clusters import mentions_of


def cluster(session: Session, id_: ClusterId) -> Cluster:
    """A cluster.

    Raises:
        EditError: If there is none of this id.
    """
    found = clusters_by_id(session.project.db, [id_]).get(id_)
    if found is None:
        raise EditError("This cluster is gone.", cluster=id_)
    return found


def members(session: Session, id_: ClusterId) -> tuple[Mention, ...]:
    """The mentions of a cluster in all documents, by document, in reading order."""
    return mentions_of(session.project.db, id_)


def representative(found: Cluster, mentions: Sequence[Mention]) -> MentionId | None:
    """The mention that names a cluster best: the chosen one, else the first name, else the first mention.

    A name is what the attribute `mention_type` says is one (`NAM`, as in ACE); of several names the longest.
    """
    ids = [mention.id for mention in mentions]
    if found.representative in ids:
        return found.representative
    names = [mention for mention in mentions if mention.attributes.get("mention_type") == "NAM"]
    best = max(names or mentions[:1], key=_length, default=None)
    return None if best is None else best.id


def new_cluster(
    session: Session, mentions: Iterable[MentionId], name: str = "", *, initiator: object = None
) -> Cluster:
    """Let mentions mean the same thing, which has no cluster yet; they leave the clusters that they were in.

    Raises:
        EditError: If they are of two kinds, or none is given.
    """
    act = session.begin("cluster.new")
    joining = session.own(mentions)
    kind, label = _one_kind(joining), joining[0].label
    made = Cluster(ClusterId(new_id()), session.annotator, kind, label, name.strip())
    session.commit([act.change(None, made), *_moves(session, act, joining, made.id)], initiator)
    return made


def link(session: Session, mentions: Iterable[MentionId], to: ClusterId, *, initiator: object = None) -> Changes:
    """Put mentions into a cluster; they leave the one that they were in.

    Raises:
        EditError: If they are of another kind than its mentions, or it is another annotator's.
    """
    act = session.begin("cluster.link")
    joining = session.own(mentions)
    found = _own(session, to)
    if any(mention.kind is not found.kind for mention in joining):
        raise EditError(f"This cluster holds {found.kind} mentions only.", cluster=to)
    return session.commit(_moves(session, act, joining, to), initiator)


def unlink(session: Session, mentions: Iterable[MentionId], *, initiator: object = None) -> Changes:
    """Take mentions out of their clusters."""
    act = session.begin("cluster.unlink")
    return session.commit(_moves(session, act, session.own(mentions), None), initiator)


def split(session: Session, mentions: Iterable[MentionId], *, initiator: object = None) -> Cluster:
    """Take mentions out of their cluster into a new one of their own.

    Raises:
        EditError: If they are not of one cluster, or are all of it.
    """
    leaving = session.own(mentions)
    homes = {mention.cluster for mention in leaving}
    home = homes.pop() if len(homes) == 1 else None
    if home is None:
        raise EditError("Only mentions of one cluster can be split off it.")
    if len(members(session, home)) == len(leaving):
        raise EditError("These are all mentions of the cluster; leave at least one.", cluster=home)
    act = session.begin("cluster.split")
    made = Cluster(ClusterId(new_id()), session.annotator, leaving[0].kind, leaving[0].label)
    session.commit([act.change(None, made), *_moves(session, act, leaving, made.id)], initiator)
    return made


def merge(session: Session, clusters: Sequence[ClusterId], *, initiator: object = None) -> Changes:
    """Let all clusters become the first one, which takes a name and an identifier of the others if it has none.

    Raises:
        EditError: If there are fewer than two, they are of two kinds, or another annotator's.
    """
    act = session.begin("cluster.merge")
    wanted = [_own(session, id_) for id_ in dict.fromkeys(clusters)]
    if len(wanted) < 2:
        raise EditError("It takes two clusters to merge.")
    first, *others = wanted
    if any(other.kind is not first.kind for other in others):
        raise EditError("A cluster of entities and one of events cannot become one.")
    merged = replace(
        first,
        name=next((c.name for c in (first, *others) if c.name), ""),
        kb=next((c.kb for c in (first, *others) if c.kb), ""),
    )
    joining = [mention for other in others for mention in members(session, other.id)]
    return session.commit([act.change(first, merged), *_moves(session, act, joining, first.id)], initiator)


def edit_cluster(
    session: Session,
    id_: ClusterId,
    *,
    name: str | None = None,
    kb: str | None = None,
    label: str | None = None,
    initiator: object = None,
) -> Changes:
    """Give a cluster a name, an identifier in a knowledge base or a label; `None` leaves what there is.

    Raises:
        AnnotatorError: If it is another annotator's, or the scheme has no such label for its kind.
    """
    act = session.begin("cluster.edit")
    found = _own(session, id_)
    changed = replace(
        found,
        name=found.name if name is None else name.strip(),
        kb=found.kb if kb is None else kb.strip(),
        label=found.label if label is None else label,
    )
    return session.commit([act.change(found, changed)], initiator)


def choose_representative(session: Session, mention: MentionId, *, initiator: object = None) -> Changes:
    """Let a mention represent its cluster; if it does already, let nobody be chosen.

    Raises:
        EditError: If it is in no cluster.
    """
    act = session.begin("cluster.representative")
    (chosen,) = session.own([mention])
    if chosen.cluster is None:
        raise EditError("This mention is in no cluster.", mention=mention)
    found = _own(session, chosen.cluster)
    new = None if found.representative == mention else mention
    return session.commit([act.change(found, replace(found, representative=new))], initiator)


def _own(session: Session, id_: ClusterId) -> Cluster:
    found = cluster(session, id_)
    if found.annotator != session.annotator:
        raise EditError(f"This cluster is {found.annotator}'s. You can only change your own.", cluster=id_)
    return found


def _one_kind(mentions: Sequence[Mention]) -> Kind:
    kinds = {mention.kind for mention in mentions}
    if len(kinds) != 1:
        raise EditError(
            "An entity and an event cannot mean the same." if kinds else "A cluster needs at least one mention."
        )
    return kinds.pop()


def _moves(session: Session, act: Act, mentions: Sequence[Mention], to: ClusterId | None) -> list[Change]:
    """The changes that bring mentions into a cluster, or into none, and what becomes of those they leave."""
    moving = [mention for mention in mentions if mention.cluster != to]
    moves = [act.change(mention, replace(mention, cluster=to)) for mention in moving]
    return [*moves, *departures(session.project, act, moving)]


def _length(mention: Mention) -> int:
    return len(mention.span)
