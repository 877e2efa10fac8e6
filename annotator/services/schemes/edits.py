"""Edits of the scheme: what one touches before it is made, and the changes of the one act that makes it.

An edit is a frozen description that knows only schemes (`Edit.outcome`); its kinds stand in `label_edits`,
`role_edits` and `attribute_edits`. `plan` looks at what is in use, by groups and not record by record, so
that a person reads “312 mentions in 40 documents” at once. `changes` then makes every change of the act: the scheme
first, then whatever has to follow it, of all annotators and in the bin too.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import ClassVar, Protocol

from annotator.model.annotation import GOLD, Kind
from annotator.model.change import Act, Change, Changes
from annotator.model.errors import SchemeError
from annotator.model.ids import AnnotatorName
from annotator.model.scheme import STRICTNESS, Scheme, Strictness
from annotator.services.job import Progress
from annotator.services.schemes.fitting import Fate, Fitting, Rewrite
from annotator.services.session import Session
from annotator.storage import Mode, Project
from annotator.storage.usage import (
    Group,
    argument_groups,
    arguments_labelled,
    cluster_groups,
    clusters_labelled,
    layers_reach,
    mention_groups,
    mentions_labelled,
    relation_groups,
    relations_labelled,
)

_SHOWN = 10
_REPORT_EVERY = 500


class Unfit(Enum):
    """What becomes of values, arguments and relations in use that the scheme after an edit has no place for."""

    REFUSE = "refuse the edit"
    DROP = "drop them"


@dataclass(frozen=True)
class Outcome:
    """What an edit makes of a scheme, and how the names in use move with it."""

    scheme: Scheme
    rewrite: Rewrite = field(default_factory=Rewrite)


class Edit(Protocol):
    """One edit of a scheme.

    Attributes:
        action: Names the act in the journal.
    """

    action: ClassVar[str]

    def outcome(self, scheme: Scheme) -> Outcome:
        """The scheme after the edit.

        Raises:
            SchemeError: If it names what is not there, or the scheme would contradict itself.
        """


@dataclass(frozen=True, slots=True)
class Touched:
    """What an edit touches of what is labelled.

    Attributes:
        mentions, arguments, relations, clusters: Records that change or go.
        documents, annotators: Whose they are; clusters count for neither.
        values, lost_arguments, lost_relations, lost_clusters: Values of attributes that go, arguments and relations
            that go, clusters that lose their label.
    """

    mentions: int = 0
    arguments: int = 0
    relations: int = 0
    clusters: int = 0
    documents: int = 0
    annotators: int = 0
    values: int = 0
    lost_arguments: int = 0
    lost_relations: int = 0
    lost_clusters: int = 0

    @property
    def records(self) -> int:
        """How many records change or go."""
        return self.mentions + self.arguments + self.relations + self.clusters

    @property
    def losses(self) -> int:
        """How much goes."""
        return self.values + self.lost_arguments + self.lost_relations + self.lost_clusters


@dataclass(frozen=True)
class Plan:
    """An edit that has been looked at.

    Attributes:
        after: The scheme after it, with its version.
        obstacles: What of that in use does not fit, as sentences with counts; it can be dropped.
        blocks: The same for mentions and relations whose label would be gone; they must get another one first.
    """

    edit: Edit
    before: Scheme
    after: Scheme
    rewrite: Rewrite
    touched: Touched
    obstacles: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()

    def require(self, unfit: Unfit) -> None:
        """Refuse what cannot be done, or not without dropping what does not fit.

        Raises:
            SchemeError: Naming the first obstacles and how often each stands there.
        """
        in_the_way = self.blocks + (self.obstacles if unfit is Unfit.REFUSE else ())
        if in_the_way:
            more = f" And {len(in_the_way) - _SHOWN} more." if len(in_the_way) > _SHOWN else ""
            shown = " ".join(in_the_way[:_SHOWN])
            raise SchemeError(f"What is labelled does not fit the new scheme. {shown}{more}", misfits=in_the_way)


def plan(project: Project, edit: Edit) -> Plan:
    """Look at what an edit would do to the project; nothing is changed.

    Raises:
        SchemeError: If the edit itself cannot be made.
    """
    before = project.scheme
    outcome = edit.outcome(before)
    after = outcome.scheme
    if replace(after, version=before.version) == before:
        return Plan(edit, before, before, Rewrite(), Touched())
    if after.name == before.name:
        after = replace(after, version=project.next_scheme_version(after.name))
    found = _Survey(project, _fitting(project, before, after, outcome.rewrite))
    return Plan(edit, before, after, outcome.rewrite, found.touched(), tuple(found.obstacles), tuple(found.blocks))


def changes(project: Project, plan: Plan, act: Act, progress: Progress | None = None) -> list[Change]:
    """The changes of the act that a plan was made for; what does not fit is dropped. Only reads the project."""
    if plan.after == plan.before:
        return []
    fitting = _fitting(project, plan.before, plan.after, plan.rewrite)
    made = [act.change(plan.before, plan.after)]
    followers = _Followers(project, fitting, act)
    for done, change in enumerate(followers.changes()):
        made.append(change)
        if progress is not None and done % _REPORT_EVERY == 0:
            progress.report(done, plan.touched.records)
    return made


def plan_apart(session: Session, edit: Edit) -> Callable[[Progress], Plan]:
    """`plan` as a job for another thread, on a connection of its own."""
    path = session.path

    def job(_progress: Progress) -> Plan:
        with Project.open(path, Mode.READ) as project:
            return plan(project, edit)

    return job


def changes_apart(session: Session, plan: Plan) -> Callable[[Progress], list[Change]]:
    """`changes` as a job for another thread, on a connection of its own; the act is the session's.

    What it returns is for `session.commit`, which refuses it if the project has changed in the meantime.
    """
    act, path = scheme_act(session, plan.edit.action), session.path

    def job(progress: Progress) -> list[Change]:
        with Project.open(path, Mode.READ) as project:
            return changes(project, plan, act, progress)

    return job


def edit_scheme(session: Session, edit: Edit, unfit: Unfit = Unfit.REFUSE, *, initiator: object = None) -> Changes:
    """Make an edit of the scheme, with everything in use that has to follow, as one act.

    Raises:
        AnnotatorError: If it cannot be made; then nothing is changed.
    """
    found = plan(session.project, edit)
    found.require(unfit)
    act = scheme_act(session, edit.action)
    return session.commit(changes(session.project, found, act), initiator)


def scheme_act(session: Session, action: str) -> Act:
    """An act on the scheme: of the annotator, if someone has said who works; `gold` is nobody."""
    annotator = session.annotator if session.annotator and session.annotator != GOLD else None
    return Act(action, AnnotatorName(annotator) if annotator else None)


def _fitting(project: Project, before: Scheme, after: Scheme, rewrite: Rewrite) -> Fitting:
    is_lenient = project.setting(STRICTNESS) == Strictness.WARN
    return Fitting(before, after, rewrite, is_lenient=is_lenient)


class _Survey:
    """Counts what an edit touches, group by group."""

    def __init__(self, project: Project, fitting: Fitting) -> None:
        self._db = project.db
        self._fitting = fitting
        self._counts: Counter[str] = Counter()
        self._layers: set[int] = set()
        self.obstacles: list[str] = []
        self.blocks: list[str] = []

    def touched(self) -> Touched:
        """Look at everything that is concerned."""
        fitting = self._fitting
        for group in mention_groups(self._db, fitting.mention_labels):
            kind, label = group.names
            fate = fitting.mention(Kind(kind), label, group.attributes)
            self._take("mentions", group, label, fate)
        for group in argument_groups(self._db, fitting.events, fitting.ends):
            event, role, filler = group.names
            self._take("arguments", group, role, fitting.argument(event, role, filler, group.attributes))
        for group in relation_groups(self._db, fitting.relations, fitting.ends):
            label, source, target = group.names
            fate = fitting.relation(label, source, target, group.attributes)
            self._take("relations", group, label, fate)
        for group in cluster_groups(self._db, fitting.cluster_labels):
            kind, label = group.names
            self._take("clusters", group, label, fitting.cluster(Kind(kind), label))
        documents, annotators = layers_reach(self._db, self._layers) if self._layers else (0, 0)
        return Touched(documents=documents, annotators=annotators, **self._counts)

    def _take(self, what: str, group: Group, name: str, fate: Fate) -> None:
        if fate.name == name and fate.attributes == group.attributes:
            return
        self._counts[what] += group.count
        self._counts["values"] += fate.lost * group.count
        self._layers |= group.layers
        if fate.name is None and not fate.is_homeless:
            self._counts[f"lost_{what}"] += group.count
        if fate.why_not:
            where = self.blocks if fate.is_homeless else self.obstacles
            where.append(f"{fate.why_not} ({what}: {group.count})")


class _Followers:
    """Makes the changes of everything in use that follows an edit."""

    def __init__(self, project: Project, fitting: Fitting, act: Act) -> None:
        self._db = project.db
        self._fitting = fitting
        self._act = act

    def changes(self) -> Iterator[Change]:
        """Mentions, arguments, relations, clusters; of each kind those that go come last."""
        yield from self._mentions()
        yield from _last_gone(self._arguments())
        yield from _last_gone(self._relations())
        yield from self._clusters()

    def _mentions(self) -> Iterator[Change]:
        for mention in mentions_labelled(self._db, self._fitting.mention_labels):
            fate = self._fitting.mention(mention.kind, mention.label, mention.attributes)
            if fate.name is not None and (fate.name, fate.attributes) != (mention.label, mention.attributes):
                after = replace(mention, label=fate.name, attributes=fate.attributes)
                yield self._act.change(mention, after)

    def _arguments(self) -> Iterator[Change]:
        fitting, places = self._fitting, _Places()
        for argument, event, filler in arguments_labelled(self._db, fitting.events, fitting.ends):
            fate = fitting.argument(event, argument.role, filler, argument.attributes)
            after = None
            if places.take(argument.role, fate.name, argument.event, argument.filler):
                after = replace(argument, role=fate.name or "", attributes=fate.attributes)
            if after != argument:
                yield self._act.change(argument, after)

    def _relations(self) -> Iterator[Change]:
        fitting, places = self._fitting, _Places()
        for relation, source, target in relations_labelled(self._db, fitting.relations, fitting.ends):
            fate = fitting.relation(relation.label, source, target, relation.attributes)
            after = None
            if places.take(relation.label, fate.name, relation.source, relation.target):
                after = replace(relation, label=fate.name or "", attributes=fate.attributes)
            if after != relation:
                yield self._act.change(relation, after)

    def _clusters(self) -> Iterator[Change]:
        for cluster in clusters_labelled(self._db, self._fitting.cluster_labels):
            fate = self._fitting.cluster(cluster.kind, cluster.label or "")
            if fate.name != cluster.label:
                yield self._act.change(cluster, replace(cluster, label=fate.name))


class _Places:
    """Remembers which links stand where: of two that become the same by a merge, the earlier one stays."""

    def __init__(self) -> None:
        self._taken: dict[tuple[str, str, str], bool] = {}

    def take(self, before: str, after: str | None, first: str, second: str) -> bool:
        """Whether a link may stand under its new name between two mentions."""
        if after is None:
            return False
        place, moved = (after, first, second), after != before
        if place in self._taken and (moved or self._taken[place]):
            return False
        self._taken[place] = moved or self._taken.get(place, False)
        return True


def _last_gone(made: Iterable[Change]) -> Iterator[Change]:
    """Those that go last: runs of like changes are written together."""
    gone: list[Change] = []
    for change in made:
        if change.after is None:
            gone.append(change)
        else:
            yield change
    yield from gone
