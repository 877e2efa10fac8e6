"""What hangs on one mention: the event as a form, the parts that it plays, its relations, its cluster.

Asked anew after every act that touches it, so it takes a few quick questions, however large the layer is.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from annotator.model.annotation import Argument, Cluster, Kind, Mention, Relation
from annotator.model.change import Change, Changes, Subject
from annotator.model.ids import ClusterId, MentionId
from annotator.model.scheme import Role, Scheme
from annotator.services.arguments import in_order, misfit_among
from annotator.services.coreference import representative
from annotator.services.relations import misfit_between
from annotator.services.session import Session
from annotator.storage.bulk import clusters_by_id, mentions_by_id
from annotator.storage.clusters import cluster_sizes, mentions_of, text_of

_LOOKED_AT = 200
"""Mentions of a cluster among which the one that names it is looked for, if the cluster has no name."""


@dataclass(frozen=True, slots=True)
class Filler:
    """A mention in a role.

    Attributes:
        misfit: What the scheme has against it: a sentence, or `None`.
    """

    argument: Argument
    mention: Mention
    misfit: str | None


@dataclass(frozen=True, slots=True)
class FilledRole:
    """A role of an event and who fills it.

    Attributes:
        role: `None` if the scheme has no such role.
    """

    name: str
    role: Role | None
    fillers: tuple[Filler, ...] = ()

    @property
    def missing(self) -> int:
        """How many fillers are wanting before the event is complete."""
        fewest = self.role.bounds[0] if self.role is not None else 0
        return max(0, fewest - len(self.fillers))


@dataclass(frozen=True, slots=True)
class Part:
    """A part that a mention plays in an event."""

    argument: Argument
    event: Mention


class Way(Enum):
    """Whither a relation leads, seen from one of its ends."""

    THERE = auto()
    BACK = auto()
    BOTH = auto()


@dataclass(frozen=True, slots=True)
class Joined:
    """A relation, seen from one of its ends.

    Attributes:
        other: The mention at the other end.
        misfit: What the scheme has against it: a sentence, or `None`.
    """

    relation: Relation
    other: Mention
    way: Way
    misfit: str | None


@dataclass(frozen=True, slots=True)
class Linked:
    """The cluster that a mention belongs to.

    Attributes:
        name: Its own, or the text of the mention that names it best.
        mentions: How many it has, in all documents.
    """

    cluster: Cluster
    name: str
    mentions: int


@dataclass(frozen=True, slots=True)
class Links:
    """Everything that hangs on a mention.

    Attributes:
        roles: Of an event: the scheme's, in its order, then those it does not have.
        may_relate: Whether the scheme has a relation that could begin or end here.
    """

    mention: Mention
    roles: tuple[FilledRole, ...] = ()
    parts: tuple[Part, ...] = ()
    relations: tuple[Joined, ...] = ()
    may_relate: bool = False
    linked: Linked | None = None

    def touched_by(self, changes: Changes) -> bool:
        """Whether an act that leaves the mention itself as it is changed something here."""
        me = self.mention.id
        if any(me in ends_of(change) for change in changes.of(Subject.ARGUMENT, Subject.RELATION)):
            return True
        others = {other.id for other in self._others()}
        cluster = self.mention.cluster
        return any(
            change.subject_id in others or change.subject_id == cluster or _passes(change, cluster)
            for change in changes.of(Subject.MENTION, Subject.CLUSTER)
        )

    def _others(self) -> Iterable[Mention]:
        yield from (filler.mention for role in self.roles for filler in role.fillers)
        yield from (part.event for part in self.parts)
        yield from (joined.other for joined in self.relations)


def ends_of(change: Change) -> tuple[MentionId, ...]:
    """The mentions that an argument or relation joins; they stay the same however it is changed."""
    match change.after or change.before:
        case Argument(event=one, filler=other) | Relation(source=one, target=other):
            return one, other
        case _:
            return ()


def _passes(change: Change, cluster: ClusterId | None) -> bool:
    """Whether a mention comes into a cluster or leaves it, or changes in it."""
    sides = (side for side in (change.before, change.after) if isinstance(side, Mention))
    return cluster is not None and any(side.cluster == cluster for side in sides)


def links_of(session: Session, mention: Mention) -> Links:
    """What hangs on a mention now."""
    arguments = session.arguments_with(mention.id)
    relations = session.relations_with(mention.id)
    wanted = {end for link in arguments for end in (link.event, link.filler)}
    wanted |= {end for link in relations for end in (link.source, link.target)}
    known = mentions_by_id(session.project.db, wanted - {mention.id}) | {mention.id: mention}
    parts = (Part(a, known[a.event]) for a in arguments if a.filler == mention.id and a.event != mention.id)
    return Links(
        mention,
        _form(session.scheme, mention, arguments, known),
        tuple(parts),
        tuple(_joined(session.scheme, mention.id, relation, known) for relation in relations),
        bool(session.scheme.relations_at(mention.label)),
        _linked(session, mention),
    )


def _form(
    scheme: Scheme, event: Mention, arguments: Iterable[Argument], known: Mapping[MentionId, Mention]
) -> tuple[FilledRole, ...]:
    if event.kind is not Kind.EVENT:
        return ()
    mine = in_order(argument for argument in arguments if argument.event == event.id)
    counts = Counter(argument.role for argument in mine)
    label = scheme.find(event.label)
    roles = {role.name: role for role in label.roles} if label is not None else {}

    def filler(argument: Argument) -> Filler:
        mention = known[argument.filler]
        misfit = misfit_among(scheme, event.label, argument, mention.label, counts[argument.role])
        return Filler(argument, mention, misfit)

    return tuple(
        FilledRole(name, roles.get(name), tuple(filler(argument) for argument in mine if argument.role == name))
        for name in dict.fromkeys((*roles, *counts))
    )


def _joined(scheme: Scheme, here: MentionId, relation: Relation, known: Mapping[MentionId, Mention]) -> Joined:
    is_there = relation.source == here
    other = known[relation.target if is_there else relation.source]
    label = scheme.find(relation.label)
    way = Way.BOTH if label is not None and label.symmetric else Way.THERE if is_there else Way.BACK
    ends = known[relation.source].label, known[relation.target].label
    return Joined(relation, other, way, misfit_between(scheme, relation, *ends))


def _linked(session: Session, mention: Mention) -> Linked | None:
    db = session.project.db
    found = clusters_by_id(db, [mention.cluster]).get(mention.cluster) if mention.cluster is not None else None
    if found is None:
        return None
    return Linked(found, found.name or _text_that_names(session, found), cluster_sizes(db, [found.id])[found.id])


def _text_that_names(session: Session, cluster: Cluster) -> str:
    db = session.project.db
    if cluster.representative is not None:
        mentions = tuple(mentions_by_id(db, [cluster.representative]).values())
    else:
        mentions = mentions_of(db, cluster.id, _LOOKED_AT)
    best = representative(cluster, mentions)
    return next((text_of(db, mention) for mention in mentions if mention.id == best), "")
