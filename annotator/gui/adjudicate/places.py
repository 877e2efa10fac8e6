"""From disagreements to cases and back: how a case is shown in the article, and which one a disagreement is about."""

from collections.abc import Collection, Iterator, Sequence
from itertools import chain

from annotator.model.annotation import Argument, Mention, Relation
from annotator.model.change import Changes, Subject
from annotator.model.decision import Aspect, Decision
from annotator.model.ids import AnnotatorName
from annotator.services.adjudication.board import Board
from annotator.services.adjudication.cases import Case, CaseKind
from annotator.services.adjudication.entries import OF_MENTIONS
from annotator.services.comparison.alignment import Pair
from annotator.services.comparison.disagreement import Difference, Disagreement

_SHOWN = {
    CaseKind.ENTITY: Difference.LABEL,
    CaseKind.EVENT: Difference.LABEL,
    CaseKind.RELATION: Difference.RELATION_LABEL,
    CaseKind.CLUSTER: Difference.CLUSTER_SPLIT,
}


def as_disagreement(board: Board, case: Case) -> Disagreement | None:
    """A case as the article can show it: the mentions that it is about, whether anybody differs or not."""
    names = case.annotators
    if not names:
        return None
    pair = names[0], names[1] if len(names) > 1 else names[0]
    if case.kind is CaseKind.CLUSTER:
        parts = tuple(_pair(board.case(key), pair) for key in case.members)
        known = tuple((part,) for part in parts if part is not None)
        if not known:
            return None
        first = known[0][0]
        return Disagreement(_SHOWN[case.kind], case.document, pair, first.left, first.right, "", parts=known)
    found = _pair(case, pair)
    if found is None:
        return None
    return Disagreement(_SHOWN[case.kind], case.document, pair, found.left, found.right, "")


def _pair(case: Case, names: tuple[AnnotatorName, AnnotatorName]) -> Pair | None:
    """The mentions of two annotators; of somebody else if neither has one."""
    left, right = (case.mentions.get(name) for name in names)
    if left is None and right is None:
        left = next(iter((*case.mentions.values(), *case.gold)), None)
    return None if left is None and right is None else Pair(left, None if right is left else right)


def case_of(board: Board, disagreement: Disagreement) -> tuple[str, str] | None:
    """The keys of the case and of its row that a disagreement is about; the row is empty where it is not known."""
    if disagreement.parts:
        ids = {m.id for pair in chain.from_iterable(disagreement.parts) for m in pair if m is not None}
        keys = {board.layout.keys[id_] for id_ in ids if id_ in board.layout.keys}
        found = next((case for case in board.cases if not keys.isdisjoint(case.members)), None)
        return None if found is None else (found.key, "")
    links: set[str] = {link.id for link in disagreement.links if link is not None}
    if links:
        return next((place for case in board.cases if (place := _row_with(case, links)) is not None), None)
    mention = disagreement.left or disagreement.right
    key = board.layout.keys.get(mention.id) if mention is not None else None
    return None if key is None else (key, "")


def _row_with(case: Case, records: set[str]) -> tuple[str, str] | None:
    for row in case.rows:
        readings = (*row.readings.values(), *row.gold)
        links = (reading.record for reading in readings if isinstance(reading.record, Argument | Relation))
        if any(link.id in records for link in links):
            return case.key, row.key
    return None


def case_touched(board: Board, changes: Changes) -> str | None:
    """The case in which something was decided, or taken back, by some changes: what a person wants to see again.

    An event brings fillers along, and a mention what it means the same as: so arguments speak before mentions.
    """
    found = [change.after or change.before for change in changes.of(Subject.DECISION)]
    decisions = [decision for decision in found if isinstance(decision, Decision)]
    for aspects in (_LINKS, OF_MENTIONS, _CLUSTERS):
        some = [decision for decision in decisions if decision.aspect in aspects]
        records = {id_ for decision in some for id_ in _records(decision)}
        keys = {case.key for case in board.cases if records and _is_about(case, records, aspects)}
        if keys:
            return next(case.key for case in board.cases if case.key in keys)
    return None


_LINKS = frozenset({Aspect.ARGUMENT, Aspect.RELATION})
_CLUSTERS = frozenset({Aspect.CLUSTER})


def _records(decision: Decision) -> Iterator[str]:
    yield from decision.gold
    for source in decision.sources:
        if source.record:
            yield source.record
        if decision.aspect is Aspect.CLUSTER:
            yield from source.ends


def _is_about(case: Case, records: set[str], aspects: Collection[Aspect]) -> bool:
    if aspects is _LINKS:
        return _row_with(case, records) is not None
    if case.kind is CaseKind.CLUSTER:
        return aspects is _CLUSTERS and any(mention.id in records for mention in case.gold)
    mentions = (*case.mentions.values(), *case.gold)
    is_mention = case.kind in (CaseKind.ENTITY, CaseKind.EVENT)
    return aspects is OF_MENTIONS and is_mention and any(mention.id in records for mention in mentions)


def subject_of(case: Case, board: Board, annotator: AnnotatorName | None) -> Mention | Relation | None:
    """What a comment on a case is about: what an annotator has there, if they have something, else the first one's."""
    if case.kind is CaseKind.RELATION:
        row = case.rows[0]
        own = [row.readings[name] for name in row.readings if name == annotator]
        records = [reading.record for reading in (*own, *row.readings.values(), *row.gold)]
        return next((record for record in records if isinstance(record, Relation)), None)
    if annotator is not None and annotator in case.mentions:
        return case.mentions[annotator]
    return mention_to_show(case, board)


def mention_to_show(case: Case, board: Board) -> Mention | None:
    """A mention at which a case can be seen in the text."""
    if case.kind is CaseKind.CLUSTER:
        return mention_to_show(board.case(case.members[0]), board) if case.members else None
    return next(iter((*case.mentions.values(), *case.gold)), None)


def following(order: Sequence[str], listed: Sequence[str], here: str, by: int) -> str | None:
    """The next case of those listed, or the one before, seen from a case that need not be listed itself.

    Args:
        order: Keys of all cases of the document.
        listed: Keys of some of them, in the same order.
        here: Where one is; before the first one if it is none of them.
        by: 1 or -1.
    """
    at = order.index(here) if here in order else -1
    found = [key for key in listed if (order.index(key) - at) * by > 0]
    return next(iter(found if by > 0 else reversed(found)), None)
