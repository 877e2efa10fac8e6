"""The links of an article: which mention leads to which, and in which gutter column a link across passages runs.

A link is an argument (from an event's trigger to a filler) or a relation. Links with one source share one *group*: they
are drawn as one tree, and have one column where they go to other lines. No Qt here; passages are numbers.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from enum import Enum, auto
from itertools import pairwise
from typing import Any, NamedTuple

from annotator.model.ids import MentionId

_REACH = 64
"""Passages that a column runs on through; ends farther apart are never on one screen."""


class Arcs(Enum):
    """Which arcs the article shows.

    Attributes:
        ALL: Those of all links.
        FOCUSED: Those of the selected mention; the others keep their room, so that no text moves.
        HIDDEN: None, and there is no room for them.
    """

    ALL = auto()
    FOCUSED = auto()
    HIDDEN = auto()


class Link(NamedTuple):
    """What leads from one mention to another.

    Attributes:
        id: Of the argument or relation.
        source: The event's trigger, or where a relation begins.
        target: The filler, or where a relation ends.
        name: The role, or the relation's label, as the scheme has it.
        symmetric: Neither end is the first.
        party: Links of different parties are drawn apart, also if they lead from the same mention.
    """

    id: str
    source: MentionId
    target: MentionId
    name: str
    symmetric: bool = False
    party: str = ""

    @property
    def group(self) -> str:
        """What it is drawn together with: all that leads from the same mention; a symmetric link stands alone."""
        return self.id if self.symmetric else self.source + self.party


class Exit(NamedTuple):
    """The gutter column by which a group leaves a passage, or runs through it.

    Attributes:
        column: From 0, counted outward.
        right: On the right of the text, else on its left.
    """

    column: int
    right: bool


_NO_EXITS: Mapping[str, Exit] = {}


class Links:
    """Links by id and by mention, and the columns of those that lead from passage to passage.

    A link of which one end is unknown is kept, and counts nowhere until that mention comes.

    Args:
        passage_of: The passage in which a mention begins; `None` for one that the article does not have.
        is_rtl: Whether a passage runs right to left: then its gutter is on the right.
    """

    def __init__(
        self,
        passage_of: Callable[[MentionId], int | None],
        is_rtl: Callable[[int], bool],
        links: Iterable[Link] = (),
    ) -> None:
        self._passage_of = passage_of
        self._is_rtl = is_rtl
        self._links: dict[str, Link] = {}
        self._by_mention: dict[MentionId, dict[str, Link]] = {}
        self._by_group: dict[str, dict[str, Link]] = {}
        self._places: dict[MentionId, int | None] = {}
        self._reach: dict[str, set[int]] = {}
        self._columns: dict[int, dict[str, int]] = {}
        for link in links:
            self._file(link)
        for group in self._by_group:
            self._assign_column(group)

    def __len__(self) -> int:
        return len(self._links)

    def __iter__(self) -> Iterator[Link]:
        return iter(self._links.values())

    def get(self, link_id: str | None) -> Link | None:
        """The link, if the article has it."""
        return None if link_id is None else self._links.get(link_id)

    def of(self, mention: MentionId) -> Collection[Link]:
        """The links that begin or end at a mention, in the order in which they came."""
        found = self._by_mention.get(mention)
        return found.values() if found else ()

    def passages(self, link: Link) -> tuple[int, int] | None:
        """In which passages its source and its target begin; `None` while one of them is unknown."""
        source, target = self._places[link.source], self._places[link.target]
        return None if source is None or target is None else (source, target)

    def counts(self) -> Mapping[int, int]:
        """How many links begin or end in each passage; one inside a passage counts once."""
        found: Counter[int] = Counter()
        for link in self._links.values():
            found.update(self._ends(link))
        return found

    def exits(self, passage: int) -> Mapping[str, Exit]:
        """Group to column, for all that leave a passage or run through it."""
        columns = self._columns.get(passage)
        if not columns:
            return _NO_EXITS
        return {group: Exit(column, self._is_on_right(group)) for group, column in columns.items()}

    def _is_on_right(self, group: str) -> bool:
        """On which side a group's column is: where the lines around its source begin."""
        link = next(iter(self._by_group[group].values()))
        return self._is_rtl(self._places[link.source] or 0)

    def add(self, link: Link) -> set[int]:
        """Take a link in, in place of one with its id; returns the passages that look different."""
        touched = self.remove(link.id)
        self._file(link)
        return touched | self._refresh(link.group) | self._ends(link)

    def remove(self, link_id: str) -> set[int]:
        """Take a link out; returns the passages that look different (none if there is no such link)."""
        link = self._links.pop(link_id, None)
        if link is None:
            return set()
        touched = self._ends(link)
        for mention in {link.source, link.target}:
            _drop(self._by_mention, mention, link_id)
            if mention not in self._by_mention:
                del self._places[mention]
        _drop(self._by_group, link.group, link_id)
        return touched | self._refresh(link.group)

    def remove_mention(self, mention: MentionId) -> set[int]:
        """Take out all links of a mention; returns the passages that look different."""
        return set().union(*[self.remove(link.id) for link in list(self.of(mention))])

    def follow(self, mention: MentionId) -> set[int]:
        """A mention came or moved; returns the passages in which its links look different."""
        links = self.of(mention)
        if not links:
            return set()
        self._places[mention] = self._passage_of(mention)
        touched = [self._refresh(group) for group in {link.group for link in links}]
        return set().union(*touched, *map(self._ends, links))

    def _file(self, link: Link) -> None:
        self._links[link.id] = link
        for mention in (link.source, link.target):
            if mention not in self._by_mention:
                self._by_mention[mention] = {}
                self._places[mention] = self._passage_of(mention)
            self._by_mention[mention][link.id] = link
        self._by_group.setdefault(link.group, {})[link.id] = link

    def _ends(self, link: Link) -> set[int]:
        return set(self.passages(link) or ())

    def _refresh(self, group: str) -> set[int]:
        """Find a group's column anew; returns the passages it ran through and those it runs through now."""
        before = self._reach.pop(group, set())
        for passage in before:
            _drop(self._columns, passage, group)
        return before | self._assign_column(group)

    def _assign_column(self, group: str) -> set[int]:
        """Give a group the first column that is free in all passages it runs through; it keeps that one."""
        found: set[int] = set()
        for link in self._by_group.get(group, {}).values():
            found.update(self.passages(link) or ())
        if len(found) < 2:
            return set()
        reach = _filled(found)
        taken = {column for passage in reach if passage in self._columns for column in self._columns[passage].values()}
        column = 0
        while column in taken:
            column += 1
        for passage in reach:
            self._columns.setdefault(passage, {})[group] = column
        self._reach[group] = reach
        return reach


def _filled(places: set[int]) -> set[int]:
    """The places, and all between two of them that are not too far apart."""
    filled = set(places)
    for one, following in pairwise(sorted(places)):
        if 1 < following - one <= _REACH:
            filled.update(range(one, following))
    return filled


def _drop(index: dict[Any, dict[str, Any]], key: object, name: str) -> None:
    """Take one thing out of an index, and its row when that is empty."""
    row = index.get(key)
    if row is not None:
        row.pop(name, None)
        if not row:
            del index[key]
