"""Which decisions and which of gold's mentions belong to which group of mentions.

A decision belongs where the reading that it took is, else where any of its readings is; if all of them are gone, to
what came of it in gold. Gold's mentions that no decision speaks of (of a gold layer from elsewhere) are aligned with
the rest.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from annotator.model.annotation import Mention, reading_order
from annotator.model.decision import Aspect, Decision
from annotator.model.ids import MentionId
from annotator.services.adjudication.groups import Group
from annotator.services.comparison.alignment import align

OF_MENTIONS = frozenset({Aspect.MENTION, Aspect.SPAN, Aspect.LABEL, Aspect.ATTRIBUTE})


@dataclass(slots=True)
class Entry:
    """A group of mentions, with what was decided of it.

    Attributes:
        gold: What stands in gold for it.
        decisions: Those about the mention itself, the oldest first.
    """

    group: Group
    gold: list[Mention] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The oldest record of the group, or of gold."""
        return min(mention.id for mention in self.group.values() or self.gold)

    @property
    def place(self) -> tuple[int, int, str]:
        """Where it stands in reading order."""
        return min(map(reading_order, self.group.values() or self.gold))

    @property
    def first(self) -> Mention:
        """The first layer's mention, or gold's."""
        return next(iter(self.group.values()), None) or self.gold[0]


def newest(decisions: Iterable[Decision]) -> Decision | None:
    """The one that was made last."""
    return max(decisions, key=_age, default=None)


def _age(decision: Decision) -> tuple[str, str]:
    return decision.created, decision.id


def entries_of(groups: Sequence[Group], gold: Sequence[Mention], decisions: Sequence[Decision]) -> list[Entry]:
    """Everything of a document that is to be decided, was decided, or stands in gold; in reading order."""
    matching = _Matching(groups, gold)
    for decision in decisions:
        if decision.aspect in OF_MENTIONS:
            matching.place(decision)
    matching.place_unclaimed()
    return sorted(matching.entries, key=_place)


def _place(entry: Entry) -> tuple[int, int, str]:
    return entry.place


class _Matching:
    def __init__(self, groups: Sequence[Group], gold: Sequence[Mention]) -> None:
        self.entries = [Entry(group) for group in groups]
        self._by_record: dict[str, Entry] = {m.id: entry for entry in self.entries for m in entry.group.values()}
        self._gold: dict[str, Mention] = {mention.id: mention for mention in gold}
        self._claimed: dict[str, Entry] = {}

    def place(self, decision: Decision) -> None:
        entry = next(self._homes(decision), None)
        left = [self._gold[id_] for id_ in decision.gold if id_ in self._gold and id_ not in self._claimed]
        if entry is None and left:
            entry = Entry({})
            self.entries.append(entry)
        if entry is not None:
            entry.decisions.append(decision)
            entry.gold += left
            self._claimed |= {mention.id: entry for mention in left}

    def _homes(self, decision: Decision) -> Iterator[Entry]:
        taken = [source for source in decision.sources if source.annotator in decision.taken]
        for source in (*taken, *decision.sources):
            if source.record in self._by_record:
                yield self._by_record[source.record]
        for id_ in decision.gold:
            if id_ in self._claimed:
                yield self._claimed[id_]

    def place_unclaimed(self) -> None:
        waiting = [mention for id_, mention in self._gold.items() if id_ not in self._claimed]
        free: dict[MentionId, Entry] = {entry.first.id: entry for entry in self.entries if not entry.gold}
        for ours, theirs in align(waiting, [entry.first for entry in free.values()] if waiting else []):
            if ours is not None and theirs is not None:
                free[theirs.id].gold.append(ours)
            elif ours is not None:
                self.entries.append(Entry({}, [ours]))
