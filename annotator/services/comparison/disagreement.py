"""What two layers of a document say differently: one record a difference, with facts for programs and a sentence."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from annotator.model.annotation import Argument, Kind, Mention, Relation, Status, Value, reading_order
from annotator.model.ids import AnnotatorName, DocumentId
from annotator.model.scheme import Scheme
from annotator.services.comparison.alignment import Pair

Link = Argument | Relation


class Difference(StrEnum):
    """What kind of disagreement it is; missing is what only the left layer has, extra what only the right one has."""

    MISSING = "missing"
    EXTRA = "extra"
    BOUNDARY = "boundary"
    LABEL = "label"
    ATTRIBUTE = "attribute"
    ARGUMENT_MISSING = "argument-missing"
    ARGUMENT_EXTRA = "argument-extra"
    ARGUMENT_ROLE = "argument-role"
    ARGUMENT_FILLER = "argument-filler"
    RELATION_MISSING = "relation-missing"
    RELATION_EXTRA = "relation-extra"
    RELATION_LABEL = "relation-label"
    RELATION_DIRECTION = "relation-direction"
    CLUSTER_MISSING = "cluster-missing"
    CLUSTER_EXTRA = "cluster-extra"
    CLUSTER_SPLIT = "cluster-split"
    CLUSTER_MERGED = "cluster-merged"


def kinds_named(name: str) -> frozenset[Difference]:
    """The kinds that a name means: one, or with `argument`, `relation` or `cluster` all of these; none if unknown."""
    return frozenset(kind for kind in Difference if name in (kind, kind.partition("-")[0]))


class Trifle(StrEnum):
    """What some characters are, where two edges differ by nothing else."""

    INVISIBLE = "invisible characters"
    WHITE_SPACE = "white space"
    PUNCTUATION = "punctuation"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One thing that two layers of a document say differently.

    Attributes:
        annotators: Whose layers, left and right.
        left, right: The mentions that it is about, which answer each other; `None` where a layer has none. For an
            argument the events, for a relation its sources, for a cluster the first mention of it in the text.
        sentence: What differs, for a person; words of the text stand in first strong isolates.
        name: The attribute, or the role, that it is about.
        said: What the left and the right layer say: labels, roles, values of an attribute (`None` for nothing).
        links: The arguments or relations that it is about.
        ends: The mentions at the other end of these: fillers or targets.
        only: For boundaries: what the characters are that only one has, if none of them is anything else.
        coreferent_for: For fillers: for whom of the two both fillers mean the same.
        parts: For clusters: the mentions that one layer puts together, as the other divides them.
    """

    kind: Difference
    document: DocumentId
    annotators: tuple[AnnotatorName, AnnotatorName]
    left: Mention | None
    right: Mention | None
    sentence: str
    name: str = ""
    said: tuple[Value | None, Value | None] = (None, None)
    links: tuple[Link | None, Link | None] = (None, None)
    ends: tuple[Mention | None, Mention | None] = (None, None)
    only: tuple[Trifle, ...] = ()
    coreferent_for: tuple[AnnotatorName, ...] = ()
    parts: tuple[tuple[Pair, ...], ...] = ()

    @property
    def place(self) -> tuple[int, int, str]:
        """Where it stands in reading order; comparable with others of the document."""
        return min(reading_order(mention) for mention in (self.left, self.right) if mention is not None)

    @property
    def labels(self) -> frozenset[str]:
        """The labels that it is about: of the mentions on both sides, of the relations, of all in a cluster."""
        return frozenset(self._labels())

    def _labels(self) -> Iterator[str]:
        mentions = (self.left, self.right, *(mention for part in self.parts for pair in part for mention in pair))
        yield from (mention.label for mention in mentions if mention is not None)
        yield from (link.label for link in self.links if isinstance(link, Relation))


@dataclass(frozen=True, slots=True)
class Meeting:
    """Mentions of one label that another annotator gave another label, none, or the same with other edges.

    So many of them as a cell of the table of labels counts; where both labels are the same only those that differ. The
    same of arguments and their roles; where both roles are the same, the fillers differ.

    Attributes:
        annotators: Whose labels they are; the layers may be compared in either order.
        mentions: Entities or events; `None` if the labels are roles.
        labels: The first annotator's and the second one's; empty for no mention, or no argument.
    """

    annotators: tuple[AnnotatorName, AnnotatorName]
    mentions: Kind | None
    labels: tuple[str, str]

    def admits(self, disagreement: Disagreement) -> bool:
        """Whether a disagreement is one of these; each pair of mentions has at most one."""
        if set(disagreement.annotators) != set(self.annotators):
            return False
        said = self._roles(disagreement) if self.mentions is None else self._labels(disagreement, self.mentions)
        return said is not None and (said if disagreement.annotators == self.annotators else said[::-1]) == self.labels

    def _labels(self, disagreement: Disagreement, mentions: Kind) -> tuple[str, str] | None:
        """The labels of a disagreement about such mentions, from left to right."""
        wanted = {Difference.BOUNDARY} if self.labels[0] == self.labels[1] else _OF_LABELS
        met = disagreement.left, disagreement.right
        if disagreement.kind not in wanted or any(mention and mention.kind is not mentions for mention in met):
            return None
        return met[0].label if met[0] else "", met[1].label if met[1] else ""

    def _roles(self, disagreement: Disagreement) -> tuple[str, str] | None:
        """The roles of a disagreement about arguments, from left to right."""
        wanted = {Difference.ARGUMENT_FILLER} if self.labels[0] == self.labels[1] else _OF_ROLES
        if disagreement.kind not in wanted:
            return None
        one, other = (link.role if isinstance(link, Argument) else "" for link in disagreement.links)
        return one, other


_OF_LABELS = frozenset({Difference.LABEL, Difference.MISSING, Difference.EXTRA})
_OF_ROLES = frozenset({Difference.ARGUMENT_ROLE, Difference.ARGUMENT_MISSING, Difference.ARGUMENT_EXTRA})


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which disagreements; each part is empty for all.

    Attributes:
        labels: About one of these labels or of those below them.
        annotators: With one of these on a side.
        languages: In documents of these BCP 47 tags.
        meeting: Only where these labels met.
        roles: About an argument with one of these roles on a side.
        statuses: In documents of which all layers that are compared have one of these.
        done_by: In documents with which this annotator is done; `None` for all (see `blindness`).
    """

    kinds: frozenset[Difference] = frozenset()
    labels: tuple[str, ...] = ()
    annotators: tuple[AnnotatorName, ...] = ()
    languages: tuple[str, ...] = ()
    meeting: Meeting | None = None
    roles: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()
    done_by: AnnotatorName | None = None

    def admits(self, disagreement: Disagreement, scheme: Scheme) -> bool:
        """Whether a disagreement is among them; which document it stands in is not asked for."""
        return (
            (not self.kinds or disagreement.kind in self.kinds)
            and (self.meeting is None or self.meeting.admits(disagreement))
            and (not self.annotators or any(name in self.annotators for name in disagreement.annotators))
            and (not self.roles or any(_role_of(link) in self.roles for link in disagreement.links))
            and (not self.labels or any(self._admits_label(label, scheme) for label in disagreement.labels))
        )

    def admits_statuses(self, layers: Iterable[Status]) -> bool:
        """Whether a document is among them, as far as the statuses of the layers that are compared have a say."""
        return not self.statuses or all(status in self.statuses for status in layers)

    def _admits_label(self, label: str, scheme: Scheme) -> bool:
        return any(label == wanted or scheme.is_a(label, wanted) for wanted in self.labels)


def _role_of(link: Link | None) -> str | None:
    return link.role if isinstance(link, Argument) else None
