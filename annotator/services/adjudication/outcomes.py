"""What became of somebody's labels: what the decisions about a document say of them, for the annotator to look at."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from annotator.model.annotation import GOLD, Argument, Mention, Relation, reading_order
from annotator.model.decision import NOTHING, Aspect, Decision, Source, Verdict
from annotator.model.ids import AnnotatorName, DocumentId
from annotator.services.adjudication.decision_words import DecisionWords, isolated
from annotator.services.adjudication.sources import part_of, source_of
from annotator.services.seen import seen, seen_key
from annotator.services.session import Session

Record = Mention | Argument | Relation


class Fate(StrEnum):
    """What became of a label."""

    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"
    MISSED = "missed"
    """Gold has something where the annotator had nothing."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one decision says of one annotator's label.

    Attributes:
        said: What the annotator said when it was decided.
        mention: Where a person can see it: the annotator's mention (of an argument its event), else gold's, if there.
        gold: What gold says now.
        sentence: What became of it, without reason and comment.
        is_new: Whether it was decided since the annotator last looked.
    """

    decision: Decision
    fate: Fate
    said: Source
    mention: Mention | None
    gold: tuple[Record, ...]
    sentence: str
    is_new: bool

    @property
    def reason(self) -> str:
        """Why, from the project's list."""
        return self.decision.reason

    @property
    def comment(self) -> str:
        """What whoever decided had to say."""
        return self.decision.comment


def outcomes(session: Session, document: DocumentId, annotator: AnnotatorName) -> tuple[Outcome, ...]:
    """What the decisions about a document say of one annotator's labels, newest first, then in reading order.

    Which of them are new is told by the mark `seen_key(annotator, document)` (see `seen`).
    """
    decisions = session.project.decisions(document)
    if not decisions:
        return ()
    telling = _Telling(session, document, annotator)
    found = [outcome for decision in decisions for outcome in telling.of(decision)]
    found.sort(key=_place)
    return tuple(sorted(found, key=_time, reverse=True))


def _time(outcome: Outcome) -> str:
    return outcome.decision.created


def _place(outcome: Outcome) -> tuple[int, int, str]:
    return (0, 0, "") if outcome.mention is None else reading_order(outcome.mention)


class _Telling:
    def __init__(self, session: Session, document: DocumentId, annotator: AnnotatorName) -> None:
        self._annotator = annotator
        self._seen = seen(session, seen_key(annotator, document)) or ""
        self._gold = _records(session, document, GOLD)
        self._own = _records(session, document, annotator)
        mentions = {id_: r for id_, r in (self._own | self._gold).items() if isinstance(r, Mention)}
        self._words = DecisionWords(session.text(document), mentions)

    def of(self, decision: Decision) -> Iterator[Outcome]:
        for source in decision.sources:
            fate = self._fate(decision, source) if source.annotator == self._annotator else None
            if fate is not None:
                yield self._outcome(decision, source, fate)

    def _fate(self, decision: Decision, source: Source) -> Fate | None:
        has_something = bool(source.record or source.ends)
        if decision.verdict in NOTHING:
            return Fate.REJECTED if has_something else None
        if self._annotator in decision.taken or decision.verdict is Verdict.AGREED:
            return Fate.ACCEPTED if has_something else None
        if decision.aspect is Aspect.CLUSTER:
            return Fate.CORRECTED if source.record else None
        if not has_something:
            is_whole = decision.aspect not in (Aspect.LABEL, Aspect.ATTRIBUTE)
            return Fate.MISSED if is_whole and decision.gold else None
        gold = [source_of(GOLD, self._gold[id_]) for id_ in decision.gold if id_ in self._gold]
        said = part_of(source, decision.aspect, decision.name)
        if decision.aspect in (Aspect.ARGUMENT, Aspect.RELATION):
            return Fate.CORRECTED
        is_same = any(part_of(other, decision.aspect, decision.name) == said for other in gold)
        return Fate.ACCEPTED if is_same else Fate.CORRECTED

    def _outcome(self, decision: Decision, source: Source, fate: Fate) -> Outcome:
        gold = tuple(self._gold[id_] for id_ in decision.gold if id_ in self._gold)
        sentence = self._sentence(decision, source, fate, gold)
        is_new = decision.created > self._seen
        return Outcome(decision, fate, source, self._mention(source, gold), gold, sentence, is_new)

    def _mention(self, source: Source, gold: tuple[Record, ...]) -> Mention | None:
        for record in (self._own.get(source.record), *(self._own.get(end) for end in source.ends), *gold):
            found = self._seen_at(record)
            if found is not None:
                return found
        return None

    def _seen_at(self, record: Record | None) -> Mention | None:
        layer: Mapping[str, Record] = self._own if record is not None and record.id in self._own else self._gold
        match record:
            case Mention():
                return record
            case Argument(event=id_) | Relation(source=id_):
                found = layer.get(id_)
                return found if isinstance(found, Mention) else None
            case _:
                return None

    def _sentence(self, decision: Decision, source: Source, fate: Fate, gold: tuple[Record, ...]) -> str:
        about = decision.aspect, decision.name
        if fate is Fate.MISSED:
            return f"{self._words.record(gold[0], *about) if gold else 'Something'} was added; it was not labelled."
        said = self._words.said(source, *about)
        name = f"{isolated(decision.name)} of " if decision.aspect is Aspect.ATTRIBUTE else ""
        place = "" if decision.aspect is Aspect.MENTION or source.span is None else self._words.quote(source.span)
        where = f"{name}{place}: " if place else ""
        if fate is Fate.CORRECTED and gold and decision.aspect is not Aspect.CLUSTER:
            return f"{where}{said} was corrected to {self._words.record(gold[0], *about)}."
        return f"{where}{said} was {fate}."


def _records(session: Session, document: DocumentId, annotator: AnnotatorName) -> dict[str, Record]:
    contents = session.project.contents(document, annotator)
    records: tuple[Record, ...] = (*contents.mentions, *contents.arguments, *contents.relations)
    return {record.id: record for record in records}
