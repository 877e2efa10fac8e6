"""One recorded edit, with four uses.

A `Change` is the row of the journal, the undo step (its inverse swaps before and after), the message between projects,
and, folded into `Changes`, the notice by which a panel decides whether to redraw.

What a person does at once (delete a mention and its three arguments, import a folder) is one *act*: its changes share
an `act` id, are written in one transaction, and are taken back by one undo.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import NamedTuple

from annotator.model.annotation import Annotator, Argument, Cluster, Comment, Layer, Mention, Relation
from annotator.model.decision import Decision
from annotator.model.document import Document
from annotator.model.ids import ActId, AnnotatorName, ChangeId, DocumentId, new_id, new_ids
from annotator.model.scheme import Scheme


class Subject(StrEnum):
    """What kind of record a change is about."""

    SETTING = "setting"
    SCHEME = "scheme"
    ANNOTATOR = "annotator"
    DOCUMENT = "document"
    LAYER = "layer"
    CLUSTER = "cluster"
    MENTION = "mention"
    ARGUMENT = "argument"
    RELATION = "relation"
    COMMENT = "comment"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Setting:
    """A fact about the whole project, such as its title."""

    name: str
    value: str


Record = Setting | Scheme | Annotator | Document | Layer | Cluster | Mention | Argument | Relation | Comment | Decision

_SUBJECTS: dict[type, Subject] = {
    Setting: Subject.SETTING,
    Scheme: Subject.SCHEME,
    Annotator: Subject.ANNOTATOR,
    Document: Subject.DOCUMENT,
    Layer: Subject.LAYER,
    Cluster: Subject.CLUSTER,
    Mention: Subject.MENTION,
    Argument: Subject.ARGUMENT,
    Relation: Subject.RELATION,
    Comment: Subject.COMMENT,
    Decision: Subject.DECISION,
}


def subject_of(record: Record) -> tuple[Subject, str, DocumentId | None]:
    """`(kind, id, document)` of a record; a layer's id is its annotator's name, a scheme's and setting's its name."""
    kind = _SUBJECTS[type(record)]
    match record:
        case Setting(name=name) | Scheme(name=name) | Annotator(name=name):
            return kind, name, None
        case Document():
            return kind, record.id, record.id
        case Layer():
            return kind, record.annotator, record.document
        case Cluster():
            return kind, record.id, None
        case _:
            return kind, record.id, record.document


class Change(NamedTuple):
    """One edit of one record; a tuple, as an import makes hundreds of thousands.

    Attributes:
        id: UUIDv7; the same in every project that has taken the change in.
        act: Shared by all changes of one act.
        time: UTC, ISO 8601 with milliseconds and `Z`.
        annotator: Who did it; `None` for the program itself (background language detection).
        document: The document it touches, if it touches one.
        action: What the person did, such as `mention.add`; names the undo step.
        before: The record as it was, `None` if it is new.
        after: The record as it is now, `None` if it was removed.
    """

    id: ChangeId
    act: ActId
    time: str
    annotator: AnnotatorName | None
    document: DocumentId | None
    action: str
    subject: Subject
    subject_id: str
    before: Record | None
    after: Record | None


def now() -> str:
    """The present time as changes write it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Act:
    """Collects the changes of one act; all share its id, time, author and action.

    >>> act = Act("mention.add", AnnotatorName("leila"))
    >>> changes = [act.change(None, mention)]  # doctest: +SKIP
    """

    def __init__(self, action: str, annotator: AnnotatorName | None) -> None:
        self.id = ActId(new_id())
        self.action = action
        self.annotator = annotator
        self.time = now()

    def change(self, before: Record | None, after: Record | None) -> Change:
        """The change from `before` to `after`; one of them may be `None`, not both."""
        record = after if after is not None else before
        if record is None:
            raise ValueError("a change needs a record before or after")
        subject, subject_id, document = subject_of(record)
        return Change(
            ChangeId(new_id()),
            self.id,
            self.time,
            self.annotator,
            document,
            self.action,
            subject,
            subject_id,
            before,
            after,
        )

    def additions(self, records: Sequence[Record]) -> list[Change]:
        """The changes that bring new records, in their order."""
        made = []
        for id_, record in zip(new_ids(len(records)), records, strict=True):
            subject, subject_id, document = subject_of(record)
            made.append(
                Change(
                    ChangeId(id_),
                    self.id,
                    self.time,
                    self.annotator,
                    document,
                    self.action,
                    subject,
                    subject_id,
                    None,
                    record,
                )
            )
        return made

    def inverse_of(self, changes: Iterable[Change]) -> list[Change]:
        """The changes that take `changes` back: last first, before and after swapped."""
        return [self._as_mine(c, c.after, c.before) for c in reversed(list(changes))]

    def repeat_of(self, changes: Iterable[Change]) -> list[Change]:
        """The same changes once more, for redo."""
        return [self._as_mine(c, c.before, c.after) for c in changes]

    def _as_mine(self, change: Change, before: Record | None, after: Record | None) -> Change:
        return change._replace(
            id=ChangeId(new_id()),
            act=self.id,
            time=self.time,
            annotator=self.annotator,
            action=self.action,
            before=before,
            after=after,
        )


@dataclass(frozen=True, slots=True)
class Changes:
    """What one act changed, as its listeners need it.

    Attributes:
        changes: In the order in which they were written.
        initiator: The widget or service that asked, so that it need not answer itself.
    """

    changes: tuple[Change, ...]
    initiator: object = None

    def of(self, *subjects: Subject) -> tuple[Change, ...]:
        """The changes of records of these kinds."""
        return tuple(c for c in self.changes if c.subject in subjects)

    def touches(self, *subjects: Subject, document: DocumentId | None = None) -> bool:
        """Whether a record of one of these kinds changed, in `document` if one is given."""
        return any(c.subject in subjects and (document is None or c.document == document) for c in self.changes)

    @property
    def documents(self) -> frozenset[DocumentId]:
        """The documents touched."""
        return frozenset(c.document for c in self.changes if c.document is not None)
