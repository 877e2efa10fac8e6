"""What annotators make: mentions with labels and attributes, arguments, relations, clusters, comments, and layers.

Every record is frozen; an edit makes a new record and a `Change` from the old to the new one. A record belongs to one
annotator's layer of one document (`document`, `annotator`), except clusters, which may span documents.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from annotator.model.decision import Decision
from annotator.model.ids import (
    AnnotatorName,
    ArgumentId,
    ClusterId,
    CommentId,
    DocumentId,
    MentionId,
    RelationId,
)
from annotator.model.span import Span

Value = str | bool | int | float
Attributes = Mapping[str, Value]

GOLD = AnnotatorName("gold")
"""The layer that adjudication writes; no person may take this name."""


class Kind(StrEnum):
    """What a mention mentions."""

    ENTITY = "entity"
    EVENT = "event"


class Status(StrEnum):
    """How far an annotator is with a document."""

    NEW = "new"
    STARTED = "started"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Annotator:
    """A person who labels (or `gold`). The name is the identity; it travels with every export."""

    name: AnnotatorName
    created: str


@dataclass(frozen=True, slots=True)
class Layer:
    """What one annotator made of one document."""

    document: DocumentId
    annotator: AnnotatorName
    status: Status = Status.NEW


@dataclass(frozen=True, slots=True)
class Mention:
    """A labelled span: an entity mention or an event mention (then the span is the trigger).

    Attributes:
        span: Code points of the document's text.
        label: Full name of a label of the scheme, of this `kind`.
        attributes: Attribute values by name, as the scheme allows; a value equal to the default may be absent.
        cluster: The cluster it belongs to, if any.
        note: Free text of the annotator.
    """

    id: MentionId
    document: DocumentId
    annotator: AnnotatorName
    kind: Kind
    label: str
    span: Span
    attributes: Attributes = field(default_factory=dict)
    cluster: ClusterId | None = None
    note: str = ""

    def at(self, span: Span) -> "Mention":
        """The same mention at another place; quicker than `dataclasses.replace`, for whole corpora."""
        return Mention(
            self.id,
            self.document,
            self.annotator,
            self.kind,
            self.label,
            span,
            self.attributes,
            self.cluster,
            self.note,
        )


@dataclass(frozen=True, slots=True)
class Argument:
    """A mention that fills a role of an event mention of the same layer.

    Attributes:
        position: Order among the fillers of the event, from 0.
    """

    id: ArgumentId
    document: DocumentId
    annotator: AnnotatorName
    event: MentionId
    role: str
    filler: MentionId
    attributes: Attributes = field(default_factory=dict)
    position: int = 0


@dataclass(frozen=True, slots=True)
class Relation:
    """A labelled, directed link between two mentions of the same layer."""

    id: RelationId
    document: DocumentId
    annotator: AnnotatorName
    label: str
    source: MentionId
    target: MentionId
    attributes: Attributes = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cluster:
    """Mentions, of any document, that mean the same entity or event, as one annotator sees it.

    Attributes:
        label: Label of the thing meant, or `None` while undecided.
        kb: Identifier in a knowledge base (such as a Wikidata Q-id), or empty.
        representative: The mention that names it best, if someone has chosen one.
    """

    id: ClusterId
    annotator: AnnotatorName
    kind: Kind
    label: str | None = None
    name: str = ""
    kb: str = ""
    representative: MentionId | None = None


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark on a document, or on one record of it, that others can answer.

    Attributes:
        text: Empty for an answer that only says how its thread stands.
        subject_kind: Value of a `change.Subject`, or `document` for a passage or the whole.
        subject: Id of that record.
        span: The passage meant, for a comment on text.
        reply_to: The comment it answers.
        resolved, for_guideline: What it says of its thread: that it is settled, or shows a guideline to fix.
    """

    id: CommentId
    document: DocumentId
    annotator: AnnotatorName
    created: str
    text: str
    subject_kind: str
    subject: str
    span: Span | None = None
    reply_to: CommentId | None = None
    resolved: bool = False
    for_guideline: bool = False


@dataclass(frozen=True, slots=True)
class LayerContents:
    """Everything of one layer, mentions in reading order (start, then longer first).

    Attributes:
        decisions: What adjudication has decided, the oldest first; only the gold layer has some.
    """

    layer: Layer
    mentions: tuple[Mention, ...] = ()
    arguments: tuple[Argument, ...] = ()
    relations: tuple[Relation, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    comments: tuple[Comment, ...] = ()
    decisions: tuple[Decision, ...] = ()


def reading_order(mention: Mention) -> tuple[int, int, str]:
    """Sort key: earlier start first, of the same start the longer first, then by id (age)."""
    return mention.span.start, -mention.span.end, mention.id
