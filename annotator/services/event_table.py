"""The events of a document as a table: one row an event, one column a role that any of them has filled or misses."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotator.model.annotation import Argument, Kind, LayerContents, Mention
from annotator.model.folding import fold
from annotator.model.ids import MentionId
from annotator.model.scheme import Scheme
from annotator.services.checks.validation import Trouble, problems


@dataclass(frozen=True, slots=True)
class Filled:
    """A filler in a cell.

    Attributes:
        text: What the mention covers.
    """

    mention: MentionId
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event.

    Attributes:
        place: Its place among the events of the document in reading order, from 0.
        trigger: What the mention covers.
        fillers: By role, in their order.
        missing: Roles that must be filled and are not.
        troubles: What else the scheme has against it, as sentences.
    """

    place: int
    event: Mention
    trigger: str
    fillers: Mapping[str, tuple[Filled, ...]]
    missing: tuple[str, ...]
    troubles: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        """Whether the scheme has nothing against it."""
        return not self.missing and not self.troubles

    def matches(self, query: str) -> bool:
        """Whether its type, trigger or a filler holds `query`, which is folded."""
        texts = (self.event.label, self.trigger, *(filler.text for some in self.fillers.values() for filler in some))
        return any(query in fold(text) for text in texts)


@dataclass(frozen=True, slots=True)
class EventTable:
    """All events of a layer in reading order, and the roles to show, those filled most often first."""

    rows: tuple[EventRow, ...] = ()
    roles: tuple[str, ...] = ()

    @property
    def incomplete(self) -> int:
        """How many events the scheme has something against."""
        return sum(not row.is_complete for row in self.rows)


def event_table(contents: LayerContents, scheme: Scheme, text: str) -> EventTable:
    """The events of a layer.

    Args:
        contents: The layer.
        scheme: By which they are judged.
        text: Of the document.
    """
    mentions = {mention.id: mention for mention in contents.mentions}
    arguments = _by_event(contents.arguments)
    missing: dict[MentionId, list[str]] = {}
    troubles: dict[MentionId, list[str]] = {}
    for problem in problems(contents, scheme):
        if problem.trouble is Trouble.MISSING_ROLE:
            missing.setdefault(problem.mention, []).append(problem.name)
        else:
            troubles.setdefault(problem.mention, []).append(problem.sentence)
    events = [mention for mention in contents.mentions if mention.kind is Kind.EVENT]
    rows = tuple(
        EventRow(
            place,
            event,
            event.span.text(text),
            _fillers(arguments.get(event.id, ()), mentions, text),
            tuple(missing.get(event.id, ())),
            tuple(troubles.get(event.id, ())),
        )
        for place, event in enumerate(events)
    )
    return EventTable(rows, _roles(rows))


def _by_event(arguments: Iterable[Argument]) -> dict[MentionId, list[Argument]]:
    found: dict[MentionId, list[Argument]] = {}
    for argument in sorted(arguments, key=_order):
        found.setdefault(argument.event, []).append(argument)
    return found


def _order(argument: Argument) -> tuple[int, str]:
    return argument.position, argument.id


def _fillers(
    arguments: Sequence[Argument], mentions: Mapping[MentionId, Mention], text: str
) -> dict[str, tuple[Filled, ...]]:
    found: dict[str, tuple[Filled, ...]] = {}
    for argument in arguments:
        mention = mentions[argument.filler]
        filled = Filled(mention.id, mention.label, mention.span.text(text))
        found[argument.role] = (*found.get(argument.role, ()), filled)
    return found


def _roles(rows: Iterable[EventRow]) -> tuple[str, ...]:
    counted = Counter(role for row in rows for role in (*row.fillers, *row.missing))
    return tuple(role for role, _count in counted.most_common())
