"""What a merge would do, as people see it before anything is written, and as the merge itself goes by it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from annotator.model.annotation import GOLD
from annotator.model.document import Document
from annotator.model.ids import AnnotatorName, DocumentId
from annotator.services.layer_difference import Step
from annotator.services.merge_scheme import SchemeDifference


class Verdict(StrEnum):
    """What becomes of a layer."""

    NEW = "new"
    NEWER = "newer"
    UNCHANGED = "unchanged"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class MergeChoice:
    """What to take in.

    Attributes:
        own: Who works here; their layers come only if they are named.
        annotators: Whose layers; empty for everyone's but the own and the adjudicated ones.
        with_documents: Whether documents come along that are not here.
    """

    own: AnnotatorName
    annotators: tuple[str, ...] = ()
    with_documents: bool = False

    def includes(self, annotator: AnnotatorName) -> bool:
        """Whether this annotator's layers are wanted."""
        return annotator in self.annotators if self.annotators else annotator not in (self.own, GOLD)


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


@dataclass(frozen=True, slots=True)
class LayerNews:
    """A layer of the other file, beside the one here.

    Attributes:
        document: Here.
        mentions: Of the other file.
        amount: Of mentions, arguments and relations, and the status.
        reason: Why it is left as it is, if so.
        source: The document in the other file.
    """

    document: DocumentId
    title: str
    annotator: AnnotatorName
    verdict: Verdict
    mentions: int
    amount: Amount
    reason: str
    source: DocumentId


@dataclass(frozen=True, slots=True)
class Refusal:
    """A document, cluster or comment that is set aside.

    Attributes:
        what: Its title or name.
    """

    what: str
    reason: str


@dataclass(frozen=True)
class MergePlan:
    """What a merge would do.

    Attributes:
        layers: Of those who are wanted, in the order of the file.
        missing: Documents that are not here and do not come.
        brought: Documents that come along.
        refusals: What is set aside, beside whole layers.
        comments: Those that come, become others, and go.
        cluster_steps: Clusters of the layers that are taken, as far as they come or become others.
        times: Up to when the file has what each annotator did, where it says so.
        notes: What people should know of what is taken.
    """

    choice: MergeChoice
    scheme: SchemeDifference
    layers: tuple[LayerNews, ...] = ()
    missing: tuple[Document, ...] = ()
    brought: tuple[Document, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    comments: tuple[Step, ...] = ()
    cluster_steps: tuple[Step, ...] = ()
    times: tuple[tuple[AnnotatorName, str], ...] = ()
    notes: tuple[str, ...] = ()

    def of(self, *verdicts: Verdict) -> tuple[LayerNews, ...]:
        """The layers of which this becomes."""
        return tuple(layer for layer in self.layers if layer.verdict in verdicts)

    @property
    def annotators(self) -> tuple[AnnotatorName, ...]:
        """Everyone of whom something is there that is wanted."""
        return tuple(sorted({layer.annotator for layer in self.layers}))

    @property
    def amount(self) -> Amount:
        """Of all records together, comments and clusters included."""
        layers = sum((layer.amount for layer in self.of(Verdict.NEW, Verdict.NEWER)), Amount())
        return layers + Amount.of(self.comments) + Amount.of(self.cluster_steps)

    @property
    def changes_anything(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.of(Verdict.NEW, Verdict.NEWER) or self.brought or self.comments or self.cluster_steps)

    @property
    def is_complete(self) -> bool:
        """Whether nothing that is wanted stays behind."""
        return not (self.of(Verdict.LEFT) or self.missing or self.refusals)
