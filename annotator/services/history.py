"""What people did to a mention, told from the journal: deeds to be put into words, and how long ago they were.

A pure function of changes. Words are the window's affair; here a deed is a name with the facts that its sentence needs.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum, StrEnum, auto

from annotator.model.annotation import Mention, Value
from annotator.model.change import Change
from annotator.model.ids import AnnotatorName
from annotator.model.span import Span

_ONE_GO = timedelta(minutes=2)
"""Changes of one kind that follow each other within this time are told as one: an edge moved seven times by one."""

_REPEATED = frozenset({"mention.span", "mention.note", "mention.attribute"})


class Deed(StrEnum):
    """What was done."""

    MADE = "made"
    DELETED = "deleted"
    BROUGHT_BACK = "brought back"
    RELABELLED = "relabelled"
    MOVED_START = "moved start"
    MOVED_END = "moved end"
    MOVED = "moved"
    CHANGED_PIECES = "changed pieces"
    SET_ATTRIBUTE = "set attribute"
    CLEARED_ATTRIBUTE = "cleared attribute"
    WROTE_NOTE = "wrote note"
    REMOVED_NOTE = "removed note"
    LINKED = "linked"
    UNLINKED = "unlinked"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Step:
    """One deed with its facts.

    Attributes:
        name: Of the attribute.
        before, after: Labels, values of attributes.
        by: Code points that an edge moved, towards the end of the text if positive.
    """

    deed: Deed
    name: str = ""
    before: Value | None = None
    after: Value | None = None
    by: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """What one person did in one go.

    Attributes:
        annotator: `None` for the program itself.
        time: UTC, ISO 8601, of the last change.
    """

    annotator: AnnotatorName | None
    time: str
    steps: tuple[Step, ...]


def tell(changes: Iterable[Change]) -> list[Told]:
    """The history of one mention, newest first, from its changes in the same order.

    Goes that led nowhere (an edge moved there and back) are left out.
    """
    told = []
    for go in _goes(changes):
        newest, oldest = go[0], go[-1]
        steps = _steps(oldest, newest)
        if steps:
            told.append(Told(newest.annotator, newest.time, steps))
    return told


def _goes(changes: Iterable[Change]) -> Iterator[list[Change]]:
    """Changes, newest first, in groups to be told as one."""
    go: list[Change] = []
    for change in changes:
        if go and not _continues(go[-1], change):
            yield go
            go = []
        go.append(change)
    if go:
        yield go


def _continues(later: Change, earlier: Change) -> bool:
    is_same = later.action == earlier.action and later.annotator == earlier.annotator
    if not is_same or later.action not in _REPEATED:
        return False
    return moment(later.time) - moment(earlier.time) <= _ONE_GO


def _steps(oldest: Change, newest: Change) -> tuple[Step, ...]:
    before, after = oldest.before, newest.after
    if isinstance(after, Mention) and before is None:
        is_new = newest.action == "mention.add"
        return (Step(Deed.MADE if is_new else Deed.BROUGHT_BACK, after=after.label),)
    if isinstance(before, Mention) and after is None:
        return (Step(Deed.DELETED, before=before.label),)
    if isinstance(before, Mention) and isinstance(after, Mention):
        return tuple(_differences(before, after))
    return (Step(Deed.OTHER, name=newest.action),)


def _differences(before: Mention, after: Mention) -> Iterator[Step]:
    if before.label != after.label:
        # Attributes that the new label does not have go with the old one; nobody took them away.
        yield Step(Deed.RELABELLED, before=before.label, after=after.label)
    else:
        yield from _attribute_steps(before, after)
    if before.span != after.span:
        yield _span_step(before.span, after.span)
    if before.note != after.note:
        yield Step(Deed.WROTE_NOTE if after.note else Deed.REMOVED_NOTE)
    if before.cluster != after.cluster:
        yield Step(Deed.LINKED if after.cluster else Deed.UNLINKED)


def _attribute_steps(before: Mention, after: Mention) -> Iterator[Step]:
    for name in dict.fromkeys((*before.attributes, *after.attributes)):
        old, new = before.attributes.get(name), after.attributes.get(name)
        if old != new:
            deed = Deed.CLEARED_ATTRIBUTE if new is None else Deed.SET_ATTRIBUTE
            yield Step(deed, name=name, before=old, after=new)


def _span_step(before: Span, after: Span) -> Step:
    if before.is_discontinuous or after.is_discontinuous:
        return Step(Deed.CHANGED_PIECES)
    if before.start == after.start:
        return Step(Deed.MOVED_END, by=after.end - before.end)
    if before.end == after.end:
        return Step(Deed.MOVED_START, by=after.start - before.start)
    return Step(Deed.MOVED)


class Ago(Enum):
    """In which terms a past moment is told."""

    JUST_NOW = auto()
    MINUTES = auto()
    HOURS = auto()
    YESTERDAY = auto()
    DAYS = auto()
    DATE = auto()


def moment(time: str) -> datetime:
    """A time as changes write it."""
    return datetime.fromisoformat(time)


def ago(time: str, present: datetime | None = None) -> tuple[Ago, int]:
    """How long ago `time` (ISO 8601) was, and how many of that unit; days are those of the computer's calendar."""
    now = (present or datetime.now(UTC)).astimezone()
    then = moment(time).astimezone(now.tzinfo)
    seconds = max(0, int((now - then).total_seconds()))
    days = (now.date() - then.date()).days
    if seconds < 60:
        return Ago.JUST_NOW, 0
    if seconds < 3600:
        return Ago.MINUTES, seconds // 60
    if days <= 0 or seconds < 6 * 3600:
        return Ago.HOURS, seconds // 3600
    if days == 1:
        return Ago.YESTERDAY, 1
    return (Ago.DAYS, days) if days < 7 else (Ago.DATE, days)
