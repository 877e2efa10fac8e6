"""What people did to a mention, told from the journal: deeds to be put into words, and how long ago they were.

To the story of a mention belong the arguments and relations at it. An act is told once, whatever it changed.

A pure function of changes. Words are the window's affair; here a deed is a name with the facts that its sentence needs.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum, StrEnum, auto
from itertools import groupby

from annotator.model.annotation import Argument, Attributes, Mention, Relation, Value
from annotator.model.change import Change, Subject
from annotator.model.ids import AnnotatorName, MentionId
from annotator.model.span import Span

_ONE_GO = timedelta(minutes=2)
"""Changes of one kind that follow each other within this time are told as one: an edge moved seven times by one."""

_REPEATED = frozenset({"mention.span", "mention.note", "mention.attribute", "argument.attribute", "relation.attribute"})


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
    ADDED_ARGUMENT = "added argument"
    TOOK_OUT_ARGUMENT = "took out argument"
    REPLACED = "replaced filler"
    CHANGED_ROLE = "changed role"
    REORDERED = "reordered"
    FILLED = "filled"
    NO_LONGER_FILLS = "no longer fills"
    ADDED_RELATION = "added relation"
    DELETED_RELATION = "deleted relation"
    CHANGED_RELATION = "changed relation"
    TURNED_ROUND = "turned round"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Step:
    """One deed with its facts.

    Attributes:
        name: Of the attribute, role or relation.
        before, after: Labels, roles, values of attributes.
        by: Code points that an edge moved, towards the end of the text if positive.
        of: The role or relation whose attribute it is; empty for the mention's own.
    """

    deed: Deed
    name: str = ""
    before: Value | None = None
    after: Value | None = None
    by: int = 0
    of: str = ""


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


def tell(changes: Iterable[Change], mention: MentionId) -> list[Told]:
    """The history of one mention, newest first, from the changes of it and of what hangs on it in the same order.

    Goes that led nowhere (an edge moved there and back) are left out.
    """
    told: list[Told] = []
    for _act, goes in groupby(_goes(changes), key=_act_of):
        said = _told(list(goes), mention)
        if said.steps and not _repeats(told, said):
            told.append(said)
    return told


def _act_of(go: list[Change]) -> str:
    return go[0].act


def _told(goes: list[list[Change]], mention: MentionId) -> Told:
    """What one act did; where the mention itself came or went, its links came and went with it."""
    newest = goes[0][0]
    own = [go for go in goes if go[0].subject is Subject.MENTION]
    is_whole = any(go[0].after is None or go[-1].before is None for go in own)
    steps = [step for go in (own if is_whole else goes) for step in _steps(go[-1], go[0], mention)]
    if newest.action == "argument.replace" and len(steps) > 1:
        steps = [Step(Deed.REPLACED, name=steps[0].name)]
    return Told(newest.annotator, newest.time, tuple(dict.fromkeys(steps)))


def _repeats(told: list[Told], said: Told) -> bool:
    """Whether fillers were moved again and again: each move is an act, and all are one go."""
    if not told or {step.deed for step in said.steps} != {Deed.REORDERED}:
        return False
    later = told[-1]
    is_near = moment(later.time) - moment(said.time) <= _ONE_GO
    return is_near and (later.steps, later.annotator) == (said.steps, said.annotator)


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
    one, other = ((c.action, c.annotator, c.subject_id) for c in (later, earlier))
    if one != other or later.action not in _REPEATED:
        return False
    return moment(later.time) - moment(earlier.time) <= _ONE_GO


def _steps(oldest: Change, newest: Change, mention: MentionId) -> Iterable[Step]:
    before, after = oldest.before, newest.after
    match before, after:
        case Mention(), Mention():
            return _differences(before, after)
        case Mention(), None:
            return (Step(Deed.DELETED, before=before.label),)
        case None, Mention():
            is_new = newest.action == "mention.add"
            return (Step(Deed.MADE if is_new else Deed.BROUGHT_BACK, after=after.label),)
        case ((Argument() | None), (Argument() | None)):
            return _argument_steps(before, after, mention)
        case ((Relation() | None), (Relation() | None)):
            return _relation_steps(before, after)
    return (Step(Deed.OTHER, name=newest.action),)


def _argument_steps(before: Argument | None, after: Argument | None, mention: MentionId) -> Iterator[Step]:
    """What became of an argument, told of its event or of its filler."""
    there = after or before
    if there is None:
        return
    is_event = there.event == mention
    if before is None:
        yield Step(Deed.ADDED_ARGUMENT if is_event else Deed.FILLED, name=there.role)
    elif after is None:
        yield Step(Deed.TOOK_OUT_ARGUMENT if is_event else Deed.NO_LONGER_FILLS, name=there.role)
    else:
        yield from _argument_differences(before, after, is_event)


def _argument_differences(before: Argument, after: Argument, is_event: bool) -> Iterator[Step]:
    if before.role != after.role:
        yield Step(Deed.CHANGED_ROLE, before=before.role, after=after.role)
        return
    yield from _attribute_steps(before.attributes, after.attributes, of=after.role)
    if before.position != after.position and is_event:
        yield Step(Deed.REORDERED, name=after.role)


def _relation_steps(before: Relation | None, after: Relation | None) -> Iterator[Step]:
    if before is None and after is not None:
        yield Step(Deed.ADDED_RELATION, name=after.label)
    elif before is not None and after is None:
        yield Step(Deed.DELETED_RELATION, name=before.label)
    elif before is not None and after is not None:
        yield from _relation_differences(before, after)


def _relation_differences(before: Relation, after: Relation) -> Iterator[Step]:
    if before.label != after.label:
        yield Step(Deed.CHANGED_RELATION, before=before.label, after=after.label)
        return
    yield from _attribute_steps(before.attributes, after.attributes, of=after.label)
    if before.source != after.source:
        yield Step(Deed.TURNED_ROUND, name=after.label)


def _differences(before: Mention, after: Mention) -> Iterator[Step]:
    if before.label != after.label:
        # Attributes that the new label does not have go with the old one; nobody took them away.
        yield Step(Deed.RELABELLED, before=before.label, after=after.label)
    else:
        yield from _attribute_steps(before.attributes, after.attributes)
    if before.span != after.span:
        yield _span_step(before.span, after.span)
    if before.note != after.note:
        yield Step(Deed.WROTE_NOTE if after.note else Deed.REMOVED_NOTE)
    if before.cluster != after.cluster:
        yield Step(Deed.LINKED if after.cluster else Deed.UNLINKED)


def _attribute_steps(before: Attributes, after: Attributes, of: str = "") -> Iterator[Step]:
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name), after.get(name)
        if old != new:
            deed = Deed.CLEARED_ATTRIBUTE if new is None else Deed.SET_ATTRIBUTE
            yield Step(deed, name=name, before=old, after=new, of=of)


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
