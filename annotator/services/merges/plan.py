"""What a merge would do, as people see it before anything is written, and as the merge itself goes by it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from annotator.model.annotation import GOLD, Cluster, Comment
from annotator.model.change import Subject, subject_of
from annotator.model.document import Document
from annotator.model.ids import AnnotatorName, DocumentId
from annotator.services.layer_difference import Step
from annotator.services.merges.scheme import SchemeDifference

COUNTED = (
    Subject.MENTION,
    Subject.ARGUMENT,
    Subject.RELATION,
    Subject.CLUSTER,
    Subject.DECISION,
    Subject.COMMENT,
)
"""What people count, in the order in which they are told."""


class Verdict(StrEnum):
    """What becomes of a layer, or would become of it if its annotator were chosen."""

    NEW = "new"
    NEWER = "newer"
    UNCHANGED = "unchanged"
    LEFT = "left"


class Standing(StrEnum):
    """Who an annotator of the other file is to the person who merges."""

    OTHER = "other"
    OWN = "own"
    GOLD = "gold"
    ALIKE = "alike"
    """Somebody whose name can be taken for that of another who is known here."""


@dataclass(frozen=True, slots=True)
class MergeChoice:
    """What to take in.

    Attributes:
        own: Who works here; their layers come only if they are named.
        annotators: Whose layers; empty for everyone's but the own, those of people whose names can be taken for
            another's, and the adjudicated ones if the own person adjudicates here.
        with_documents: Whether documents come along that are not here.
        has_decided: Whether the own person has decided something of what is adjudicated here; the survey finds out.
    """

    own: AnnotatorName
    annotators: tuple[str, ...] = ()
    with_documents: bool = False
    has_decided: bool = False

    def includes(self, annotator: AnnotatorName, standing: Standing) -> bool:
        """Whether this annotator's layers are wanted."""
        if self.annotators:
            return annotator in self.annotators
        return standing is Standing.OTHER or (standing is Standing.GOLD and not self.has_decided)

    def standing(self, annotator: AnnotatorName, alike: str = "") -> Standing:
        """Who this annotator is; `alike` is for whom they can be taken."""
        if annotator == self.own:
            return Standing.OWN
        if annotator == GOLD:
            return Standing.GOLD
        return Standing.ALIKE if alike else Standing.OTHER


@dataclass(frozen=True, slots=True)
class Amount:
    """How many records come, become others, and go."""

    added: int = 0
    changed: int = 0
    removed: int = 0

    @classmethod
    def of(cls, steps: Iterable[Step]) -> "Amount":
        """Counts steps."""
        counts = Counter((old is not None, new is not None) for old, new in steps)
        return cls(counts[False, True], counts[True, True], counts[True, False])

    def __add__(self, other: "Amount") -> "Amount":
        return Amount(self.added + other.added, self.changed + other.changed, self.removed + other.removed)

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


Amounts = Mapping[Subject, Amount]
"""By kind of record, those of `COUNTED` only; kinds of which nothing comes or goes are left out."""


def amounts_of(steps: Iterable[Step]) -> Amounts:
    """Counts steps by kind."""
    sorted_: dict[Subject, list[Step]] = {subject: [] for subject in COUNTED}
    for old, new in steps:
        record = new or old
        if record is not None:
            sorted_.get(subject_of(record)[0], []).append((old, new))
    return {subject: Amount.of(some) for subject, some in sorted_.items() if some}


def together(several: Iterable[Amounts]) -> Amounts:
    """All amounts in one."""
    found: dict[Subject, Amount] = {}
    for amounts in several:
        for subject, amount in amounts.items():
            found[subject] = found.get(subject, Amount()) + amount
    return {subject: found[subject] for subject in COUNTED if subject in found}


@dataclass(frozen=True, slots=True)
class LayerNews:
    """A layer of the other file, beside the one here.

    Attributes:
        document: Here.
        status: In the other file, where that is another than here; else empty.
        mentions: Of the other file.
        amounts: Of mentions, arguments, relations and decisions.
        reason: Why it is left as it is, if so.
        source: The document in the other file.
    """

    document: DocumentId
    title: str
    annotator: AnnotatorName
    verdict: Verdict
    status: str
    mentions: int
    amounts: Amounts
    reason: str
    source: DocumentId

    @property
    def amount(self) -> Amount:
        """Of all kinds together."""
        return sum(self.amounts.values(), Amount())


@dataclass(frozen=True, slots=True)
class Refusal:
    """A document, cluster, comment or person that is set aside.

    Attributes:
        what: Its title or name.
    """

    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class Person:
    """One annotator of the other file.

    Attributes:
        alike: For whom they can be taken, if for anybody.
        is_taken: Whether their layers are wanted.
        layers: How many there are of each verdict; `NEW` and `NEWER` come if they are wanted.
        elsewhere: Layers of documents that are not here and do not come.
        amounts: What comes and goes if they are taken; without clusters and comments of somebody who is not.
    """

    name: AnnotatorName
    standing: Standing
    alike: str
    is_taken: bool
    layers: Mapping[Verdict, int]
    elsewhere: int
    amounts: Amounts


@dataclass(frozen=True)
class MergePlan:
    """What a merge would do.

    Attributes:
        layers: Of those who are wanted, in the order of the file.
        asides: Of those who are not: what would become of them if they were.
        elsewhere: How many layers each annotator has in documents that are not here and do not come.
        alike: Those whose names can be taken for another's, with whose.
        missing: Documents that are not here and do not come.
        brought: Documents that come along.
        refusals: What is set aside, beside whole layers.
        comments: Those that come, become others, and go.
        cluster_steps: Clusters of the layers that are taken, as far as they come or become others.
        times: Up to when the file has what each annotator did, where it says so.
        notes: What people should know of what is taken.
        deciders: Whose decisions come with adjudicated layers.
    """

    choice: MergeChoice
    scheme: SchemeDifference
    layers: tuple[LayerNews, ...] = ()
    asides: tuple[LayerNews, ...] = ()
    elsewhere: Mapping[AnnotatorName, int] = field(default_factory=dict)
    alike: Mapping[AnnotatorName, str] = field(default_factory=dict)
    missing: tuple[Document, ...] = ()
    brought: tuple[Document, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    comments: tuple[Step, ...] = ()
    cluster_steps: tuple[Step, ...] = ()
    times: tuple[tuple[AnnotatorName, str], ...] = ()
    notes: tuple[str, ...] = ()
    deciders: tuple[AnnotatorName, ...] = ()

    def of(self, *verdicts: Verdict) -> tuple[LayerNews, ...]:
        """The layers of which this becomes."""
        return tuple(layer for layer in self.layers if layer.verdict in verdicts)

    @property
    def annotators(self) -> tuple[AnnotatorName, ...]:
        """Everyone of whom something is there that is wanted."""
        return tuple(sorted({layer.annotator for layer in self.layers}))

    @property
    def people(self) -> tuple[Person, ...]:
        """Everyone of whom something is there, wanted or not; by name, the own last."""
        names = {layer.annotator for layer in (*self.layers, *self.asides)} | self.elsewhere.keys()
        return tuple(sorted(map(self._person, names), key=_by_name))

    def _person(self, name: AnnotatorName) -> Person:
        standing = self.choice.standing(name, self.alike.get(name, ""))
        layers = [layer for layer in (*self.layers, *self.asides) if layer.annotator == name]
        coming = [layer.amounts for layer in layers if layer.verdict in (Verdict.NEW, Verdict.NEWER)]
        others = amounts_of(step for step in (*self.cluster_steps, *self.comments) if _whose(step) == name)
        return Person(
            name,
            standing,
            self.alike.get(name, ""),
            self.choice.includes(name, standing),
            Counter(layer.verdict for layer in layers),
            self.elsewhere.get(name, 0),
            together([*coming, others]),
        )

    @property
    def amounts(self) -> Amounts:
        """What comes and goes in all, by kind."""
        layers = (layer.amounts for layer in self.of(Verdict.NEW, Verdict.NEWER))
        return together([*layers, amounts_of(self.comments), amounts_of(self.cluster_steps)])

    @property
    def amount(self) -> Amount:
        """Of all records together, comments and clusters included."""
        return sum(self.amounts.values(), Amount())

    @property
    def changes_anything(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.of(Verdict.NEW, Verdict.NEWER) or self.brought or self.comments or self.cluster_steps)

    @property
    def is_complete(self) -> bool:
        """Whether nothing that is wanted stays behind."""
        return not self.behind

    @property
    def behind(self) -> int:
        """How many layers, documents and others stay behind."""
        return len(self.of(Verdict.LEFT)) + len(self.missing) + len(self.refusals)

    def own_later(self) -> Iterator[LayerNews]:
        """The layers of the person who merges that are not wanted, although the file's are new or later."""
        for layer in self.asides:
            if layer.annotator == self.choice.own and layer.verdict in (Verdict.NEW, Verdict.NEWER):
                yield layer


def _whose(step: Step) -> AnnotatorName | None:
    record = step[1] or step[0]
    return record.annotator if isinstance(record, (Cluster, Comment)) else None


def _by_name(person: Person) -> tuple[bool, str]:
    return person.standing is Standing.OWN, person.name
