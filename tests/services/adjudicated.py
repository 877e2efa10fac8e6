"""Two or three people's layers of one text, and everything decided, for tests of adjudication."""

from collections.abc import Callable, Iterable

from annotator.model.annotation import GOLD, Argument, LayerContents, Mention, Relation
from annotator.model.decision import Aspect
from annotator.model.ids import AnnotatorName, DocumentId, MentionId
from annotator.model.span import Span
from annotator.services.adjudication.board import AdjudicationError, Board, board_of
from annotator.services.adjudication.cases import Case, CaseKind, State
from annotator.services.adjudication.deciding import none, take
from annotator.services.adjudication.progress import queue
from annotator.services.session import Session

JUDGE = AnnotatorName("judge")
SARA = AnnotatorName("sara")


def as_(session: Session, name: str) -> Session:
    """The same project with somebody else at work."""
    return Session(session.project, name)


def label(session: Session, name: str, document: DocumentId, *spans: tuple[int, int, str]) -> list[Mention]:
    """Somebody labels some spans."""
    who = as_(session, name)
    return [who.add_mention(document, Span.of(start, end), label) for start, end, label in spans]


def board(session: Session, document: DocumentId, *annotators: str) -> Board:
    """The cases of a document now."""
    return board_of(session.project, document, tuple(map(AnnotatorName, annotators)))


def case_at(session: Session, document: DocumentId, start: int, *annotators: str) -> Case:
    """The case of the mention that begins there."""
    found = [
        case
        for case in board(session, document, *annotators).cases
        if case.kind in (CaseKind.ENTITY, CaseKind.EVENT) and case.place[0] == start
    ]
    assert len(found) == 1, found
    return found[0]


def gold(session: Session, document: DocumentId) -> LayerContents:
    """The gold layer."""
    return session.project.contents(document, GOLD)


def take_or_leave(session: Session, name: AnnotatorName) -> Callable[[Case], None]:
    """Decides a case as one annotator has it: what they do not have does not belong in gold."""

    def decide(case: Case) -> None:
        row = case.rows[0]
        reading = row.readings.get(name)
        has_it = reading is not None and (reading.record is not None or row.aspect is Aspect.CLUSTER)
        if has_it:
            take(session, case, name)
        else:
            none(session, case)

    return decide


def decide_all(session: Session, documents: Iterable[DocumentId], decide: Callable[[Case], None]) -> None:
    """Go through the queue until nothing is left; an event may wait for another one that it needs."""
    for document in documents:
        for _round in range(5):
            waiting = [case.key for case in queue(board(session, document))]
            for key in waiting:
                try:
                    case = board(session, document).case(key)
                except AdjudicationError:  # only gold had it, and has it no more
                    continue
                if case.state is not State.DECIDED:
                    decide(case)
        assert queue(board(session, document)) == ()


def gold_of(session: Session, document: DocumentId, name: AnnotatorName) -> dict[MentionId, Mention]:
    """What came in gold of each mention of an annotator, by the decisions that took it."""
    found = gold(session, document)
    by_id = {mention.id: mention for mention in found.mentions}
    made: dict[MentionId, Mention] = {}
    for decision in found.decisions:
        if decision.aspect is Aspect.MENTION and name in decision.taken:
            source = next(source for source in decision.sources if source.annotator == name)
            made[MentionId(source.record)] = by_id[MentionId(decision.gold[0])]
    return made


def assert_gold_is(session: Session, document: DocumentId, name: AnnotatorName, *, exactly: bool = True) -> None:
    """The gold layer says the same as an annotator's, structure for structure.

    If not exactly, what is no disagreement may be another layer's: the order of fillers, what clusters are called,
    whether a mention alone is in one, the direction of what has none, and whether a default is written down.
    """
    theirs, ours = session.project.contents(document, name), gold(session, document)
    made = gold_of(session, document, name)
    assert len(ours.mentions) == len(theirs.mentions) == len(made) == len({m.id for m in made.values()})
    for mention in theirs.mentions:
        copy = made[mention.id]
        assert (copy.kind, copy.label, copy.span) == (mention.kind, mention.label, mention.span)
        assert _said(copy, exactly=exactly) == _said(mention, exactly=exactly)
    same, taken = {m.id: m.id for m in ours.mentions}, {id_: m.id for id_, m in made.items()}
    assert _sorted(_arguments(ours, same, exactly=exactly)) == _sorted(_arguments(theirs, taken, exactly=exactly))
    assert _sorted(_relations(ours, same, exactly=exactly)) == _sorted(_relations(theirs, taken, exactly=exactly))
    if exactly:
        _assert_clusters_are(ours, theirs, made)
    assert _divided(ours.mentions, {m.id: m.id for m in ours.mentions}) == _divided(
        theirs.mentions, {id_: m.id for id_, m in made.items()}
    )


def _divided(mentions: Iterable[Mention], ids: dict[MentionId, MentionId]) -> set[frozenset[MentionId]]:
    parts: dict[str, set[MentionId]] = {}
    for mention in mentions:
        parts.setdefault(mention.cluster or mention.id, set()).add(ids[mention.id])
    return {frozenset(part) for part in parts.values()}


def _said(record: Mention | Argument | Relation, *, exactly: bool) -> list[tuple[str, object]]:
    """The attributes; if not exactly, with the one default that the scheme of these tests has."""
    return sorted((record.attributes if exactly else {"sure": True, **record.attributes}).items())


def _sorted(links: Iterable[tuple[object, ...]]) -> list[str]:
    return sorted(map(repr, links))


def _arguments(layer: LayerContents, ids: dict[MentionId, MentionId], *, exactly: bool) -> list[tuple[object, ...]]:
    return [
        (ids[a.event], a.role, ids[a.filler], _said(a, exactly=exactly), a.position if exactly else None)
        for a in layer.arguments
    ]


def _relations(layer: LayerContents, ids: dict[MentionId, MentionId], *, exactly: bool) -> list[tuple[object, ...]]:
    return [(r.label, *_ends(r, ids, exactly=exactly), _said(r, exactly=exactly)) for r in layer.relations]


def _ends(relation: Relation, ids: dict[MentionId, MentionId], *, exactly: bool) -> list[MentionId]:
    ends = [ids[relation.source], ids[relation.target]]
    return ends if exactly or relation.label != "equals" else sorted(ends)


def _assert_clusters_are(ours: LayerContents, theirs: LayerContents, made: dict[MentionId, Mention]) -> None:
    known = {cluster.id: cluster for cluster in (*ours.clusters, *theirs.clusters)}
    pairs = {(m.cluster, made[m.id].cluster) for m in theirs.mentions}
    for one, other in pairs:
        assert (one is None) == (other is None)
        if one is not None and other is not None:
            a, b = known[one], known[other]
            assert (b.annotator, b.kind, b.label, b.name, b.kb) == (GOLD, a.kind, a.label, a.name, a.kb)
    assert len({one for one, _other in pairs}) == len({other for _one, other in pairs}) == len(pairs)
