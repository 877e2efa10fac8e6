"""What adjudication leaves behind: who decided what the gold layer says, from which readings, and why.

A decision is about one row of one case: the edges of a mention, its label, an attribute, an argument, a relation, a
cluster, or the mention as a whole. It keeps what every layer said then, so that it can be seen later whether they still
say so; whether it still counts is not stored but found out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from annotator.model.ids import AnnotatorName, DecisionId, DocumentId
from annotator.model.span import Span

MAX_WORDS = 10_000
"""The longest comment or reason, in code points."""
MAX_SOURCES = 10_000
"""The most readings that a decision can rest on."""


class Aspect(StrEnum):
    """What of a case is decided."""

    MENTION = "mention"
    """The whole mention: its span, label and attributes, or that there is none."""
    SPAN = "span"
    LABEL = "label"
    ATTRIBUTE = "attribute"
    ARGUMENT = "argument"
    RELATION = "relation"
    CLUSTER = "cluster"


class Verdict(StrEnum):
    """How it was decided."""

    AGREED = "agreed"
    """All said the same."""
    MAJORITY = "majority"
    """Most said the same."""
    TAKEN = "taken"
    """One reading was taken."""
    BOTH = "both"
    """Several readings stand beside each other in gold."""
    EDITED = "edited"
    """Gold says something that a person wrote for it."""
    NONE = "none"
    """Nothing here belongs in gold."""
    WRONG = "wrong"
    """All readings are wrong."""


NOTHING = frozenset({Verdict.NONE, Verdict.WRONG})
"""The verdicts that leave nothing in gold."""


@dataclass(frozen=True, slots=True)
class Source:
    """What one layer said when it was decided.

    Attributes:
        record: The id of the mention, argument, relation or cluster; empty if the layer had none there.
        label: Of the mention or relation; of an argument its role.
        span: Of a mention.
        ends: Ids of mentions: the filler of an argument, source and target of a relation, the mentions of a cluster.
    """

    annotator: AnnotatorName
    record: str = ""
    label: str = ""
    span: Span | None = None
    attributes: Mapping[str, str | bool | int | float] = field(default_factory=dict)
    ends: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision about the gold layer of a document.

    Attributes:
        annotator: The person who decided; never `gold`.
        created: UTC, ISO 8601 with milliseconds and `Z`.
        name: The attribute or the role that it is about; empty for other aspects.
        taken: Whose reading stands in gold; with `BOTH` in the order of `gold`.
        gold: Ids of the records of the gold layer that came of it; of a cluster its gold mentions.
        reason: One of the project's reasons, or empty.
    """

    id: DecisionId
    document: DocumentId
    annotator: AnnotatorName
    created: str
    aspect: Aspect
    verdict: Verdict
    sources: tuple[Source, ...] = ()
    taken: tuple[AnnotatorName, ...] = ()
    gold: tuple[str, ...] = ()
    name: str = ""
    reason: str = ""
    comment: str = ""
