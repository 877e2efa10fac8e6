"""What adjudication puts before a person: a document as cases, a case as rows, a row with what each layer says.

A case is a mention as the layers have it (an event with its arguments), a relation, or a difference of clusters. Each
of its rows is a decision of its own: the span, the label, each attribute, each argument.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from annotator.model.annotation import Argument, Attributes, Mention, Relation, Value
from annotator.model.decision import Aspect, Decision
from annotator.model.ids import AnnotatorName, DocumentId
from annotator.model.span import Span


class State(StrEnum):
    """How far a row or a case is."""

    OPEN = "open"
    DECIDED = "decided"
    REOPENED = "reopened"
    """It was decided, and what it rests on is no longer so."""


class CaseKind(StrEnum):
    """What a case is about; in the order in which they are decided."""

    ENTITY = "entity"
    EVENT = "event"
    RELATION = "relation"
    CLUSTER = "cluster"


@dataclass(frozen=True, slots=True)
class Link:
    """What somebody says of an argument or a relation.

    Attributes:
        name: The role, or the label of the relation.
        ends: Keys of the cases at its ends: the filler, or source and target.
    """

    name: str
    ends: tuple[str, ...]
    attributes: Attributes = field(default_factory=dict)


Parts = tuple[tuple[str, ...], ...]
"""Keys of mentions' cases, those together that mean the same; in reading order."""

Said = Span | Value | Link | Parts | None
"""What somebody says in a row: where, which label, which value, which link, which clusters; `None` for nothing."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one layer says in a row, and the record that says it; `None` where there is none."""

    said: Said = None
    record: Mention | Argument | Relation | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to decide.

    Attributes:
        key: Names the row within its case.
        name: The attribute or the role, of those aspects.
        readings: What those who are asked say; who has no such mention, or no such attribute, is not asked.
        gold: What the gold layer says; several after `both`.
        decision: The last one, also if it no longer counts.
        why: A sentence: why a decision no longer counts, or why there is nothing to decide.
    """

    key: str
    aspect: Aspect
    name: str
    readings: Mapping[AnnotatorName, Reading]
    gold: tuple[Reading, ...] = ()
    decision: Decision | None = None
    state: State = State.OPEN
    why: str = ""
    agrees: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """Something that the layers have, to be decided.

    Attributes:
        key: Names the case within its document; stays while its oldest record stays.
        annotators: Whose layers are looked at here: those who have begun the document.
        mentions: As each of them has it; of a relation its sources, of a cluster nothing. Empty if only gold has it.
        gold: What came of it.
        rows: Span and label first, then attributes, then arguments.
        place: Where it stands; comparable within its document.
        members: Of a cluster: the keys of the cases of its mentions, in reading order.
    """

    key: str
    kind: CaseKind
    document: DocumentId
    annotators: tuple[AnnotatorName, ...]
    mentions: Mapping[AnnotatorName, Mention]
    gold: tuple[Mention, ...]
    rows: tuple[Row, ...]
    place: tuple[int, int, str]
    members: tuple[str, ...] = ()

    @property
    def state(self) -> State:
        """Reopened if one row is, else open if one is."""
        states = {row.state for row in self.rows}
        return next((state for state in (State.REOPENED, State.OPEN) if state in states), State.DECIDED)

    @property
    def agrees(self) -> bool:
        """Whether all say the same in all rows."""
        return all(row.agrees for row in self.rows)

    def row(self, key: str) -> Row | None:
        """The row of this key."""
        return next((row for row in self.rows if row.key == key), None)
