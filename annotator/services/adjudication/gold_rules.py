"""What comes into gold by a rule, of one document: what all say, what most say, what one says.

Span and label come together or not at all: those who agree on the one must agree on the other. An attribute on which
they do not agree stays open, and so does an argument whose filler is not in gold.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from annotator.model.annotation import Argument, Mention, Relation, Value
from annotator.model.decision import Aspect, Verdict
from annotator.model.errors import SchemeError
from annotator.model.ids import AnnotatorName
from annotator.model.scheme import STRICTNESS, Scheme, Strictness
from annotator.services.adjudication.board import Board
from annotator.services.adjudication.cases import Case, Link, Reading, Row, State
from annotator.services.adjudication.choices import NO_REASON
from annotator.services.adjudication.clusters import Matter, compatible, decided_division
from annotator.services.adjudication.gold_making import Joint, Making, Wording
from annotator.services.adjudication.groups import overlap


class Rule(StrEnum):
    """What comes into gold."""

    ALL = "all"
    """On what all agree who have begun the document."""
    MAJORITY = "majority"
    """What more than half of them say."""
    ONE = "one"
    """What one annotator says."""


@dataclass(frozen=True, slots=True)
class RuleChoice:
    """A rule with its numbers.

    Attributes:
        believed: Who is believed under the rule `ONE`.
        least: How many must say it at least; under the rule `ONE` nobody else needs to.
        overlap: The share of characters (Dice) from which two spans count as the same.
    """

    rule: Rule = Rule.ALL
    believed: AnnotatorName | None = None
    least: int = 2
    overlap: Fraction = Fraction(1)


class Starter:
    """Brings into gold what a rule says of one document.

    Args:
        making: Of the document, before anything of it is made.
        choice: The rule.
    """

    def __init__(self, making: Making, choice: RuleChoice) -> None:
        self._making = making
        self._board: Board = making.board
        self._layout = making.layout
        self._choice = choice
        self._scheme: Scheme = self._layout.material.scheme
        self._is_lenient = making.project.setting(STRICTNESS) == Strictness.WARN
        self._defaults = {attribute.name: attribute.default for attribute in self._scheme.attributes}
        voices = len(self._board.annotators)
        self._needed = max(voices if choice.rule is Rule.ALL else voices // 2 + 1, choice.least)

    def run(self) -> None:
        """Bring everything."""
        for place in range(len(self._layout.entries)):
            self._mention(place)
        for case in self._board.link_cases():
            self._links(case)
        for matter in self._board.matters:
            self._clusters(matter)

    # -- mentions

    def _mention(self, place: int) -> None:
        entry = self._layout.entries[place]
        if entry.gold or entry.decisions or not entry.group:
            return
        if self._choice.rule is Rule.ONE:
            if self._choice.believed is not None and self._choice.believed in entry.group:
                self._making.take_mention(place, self._choice.believed, NO_REASON)
            return
        first, agreeing = self._most(entry.group)
        if len(agreeing) >= self._needed:
            self._agreed_mention(place, first, agreeing)

    def _most(self, group: Mapping[AnnotatorName, Mention]) -> tuple[Mention, list[AnnotatorName]]:
        """The mention that most agree with in span and label, and who they are; of several the first one."""
        found = ((m, [name for name, other in group.items() if self._same(m, other)]) for m in group.values())
        return max(found, key=_votes)

    def _same(self, one: Mention, other: Mention) -> bool:
        return one.label == other.label and (
            one.span == other.span or (self._choice.overlap < 1 and overlap(one, other) >= self._choice.overlap)
        )

    def _agreed_mention(self, place: int, first: Mention, agreeing: Sequence[AnnotatorName]) -> None:
        group = self._layout.entries[place].group
        mentions = [group[name] for name in agreeing]
        span = max((m.span for m in mentions), key=[m.span for m in mentions].count)
        allowed = [attribute.name for attribute in self._scheme.attributes_of(first.label)]
        settled = {name: self._agreed_value(name, mentions) for name in allowed}
        attributes = {n: found[0] for n, found in settled.items() if found is not None and found[0] is not None}
        (id_,) = self._making.stand(place, [Wording(span, first.label, attributes)])
        verdict = Verdict.AGREED if len(agreeing) == len(self._board.annotators) else Verdict.MAJORITY
        taken = [name for name in agreeing if group[name].span == span]
        abouts: list[tuple[Aspect, str]] = [(Aspect.MENTION, "")]
        if None in settled.values():
            abouts = [(Aspect.SPAN, ""), (Aspect.LABEL, "")]
            abouts += [(Aspect.ATTRIBUTE, name) for name, found in settled.items() if found is not None and found[1]]
        for about in abouts:
            self._making.note(about, verdict, self._making.mention_sources(place), taken=taken, gold=[id_])

    def _agreed_value(self, name: str, mentions: Sequence[Mention]) -> tuple[Value | None, bool] | None:
        """The value of an attribute as it is written down, and whether anybody has; `None` if they do not agree."""
        said = [mention.attributes.get(name, self._defaults.get(name)) for mention in mentions]
        most = max(said, key=said.count)
        if said.count(most) < min(self._needed, len(mentions)):
            return None
        written = [m.attributes.get(name) for m, value in zip(mentions, said, strict=True) if value == most]
        return written[0], any(name in mention.attributes for mention in mentions)

    # -- links

    def _links(self, case: Case) -> None:
        for row in case.rows:
            is_untouched = row.state is State.OPEN and not row.gold and row.decision is None
            if row.aspect in (Aspect.ARGUMENT, Aspect.RELATION) and is_untouched:
                self._link(case, row)

    def _link(self, case: Case, row: Row) -> None:
        agreeing = self._who_says(row)
        if not agreeing or not self._has_ends(case, row, agreeing[0]):
            return
        joint = self._joint(case, row, agreeing[0])
        if not self._fits(row.aspect, joint):
            return
        ids = self._making.join(row, [joint])
        agrees = len(agreeing) == len(self._board.annotators) > 1
        verdict = Verdict.TAKEN if self._choice.rule is Rule.ONE else Verdict.MAJORITY
        verdict = Verdict.AGREED if agrees else verdict
        sources = self._making.link_sources(row)
        self._making.note((row.aspect, row.name), verdict, sources, taken=agreeing, gold=ids)

    def _who_says(self, row: Row) -> list[AnnotatorName]:
        """Those whose reading comes into gold; nobody if it is not to come."""
        said = {name: _comparable(r.said) for name, r in row.readings.items() if isinstance(r.said, Link)}
        if self._choice.rule is Rule.ONE:
            believed = said.get(self._choice.believed) if self._choice.believed is not None else None
            others = [name for name in said if said[name] == believed and name != self._choice.believed]
            return [] if believed is None or self._choice.believed is None else [self._choice.believed, *others]
        most = max(said.values(), key=list(said.values()).count, default=None)
        agreeing = [name for name, value in said.items() if value == most]
        return agreeing if len(agreeing) >= self._needed else []

    def _has_ends(self, case: Case, row: Row, name: AnnotatorName) -> bool:
        said = row.readings[name].said
        ends = said.ends if isinstance(said, Link) else ()
        keys = (case.key, *ends) if row.aspect is Aspect.ARGUMENT else ends
        return all(self._making.gold[self._layout.place(key)] for key in keys)

    def _joint(self, case: Case, row: Row, name: AnnotatorName) -> Joint:
        reading: Reading = row.readings[name]
        if not isinstance(reading.record, Argument | Relation):
            raise TypeError("who says a link has one")
        event = self._making.end(case.key, name) if row.aspect is Aspect.ARGUMENT else None
        return self._making.joint(reading.record, event)

    def _fits(self, aspect: Aspect, joint: Joint) -> bool:
        first, second = (self._making.draft.mentions[end] for end in joint.ends)
        if first.id == second.id:
            return False
        if aspect is Aspect.RELATION:
            return _is_allowed(
                self._scheme.check_relation, joint.name, first.label, second.label, joint.attributes
            ) or (self._is_lenient)
        there = [a for a in self._making.draft.arguments_of(first.id) if (a.role, a.filler) == (joint.name, second.id)]
        is_allowed = _is_allowed(self._scheme.check_argument, first.label, joint.name, second.label, joint.attributes)
        return not there and (is_allowed or self._is_lenient)

    # -- clusters

    def _clusters(self, matter: Matter) -> None:
        row = self._board.cluster_row(matter)
        if row.decision is not None or row.state is not State.OPEN:
            return
        if not any(self._making.gold[place] for place in matter.members):
            return
        taken = self._who_divides(matter)
        if taken:
            agrees = len(taken) == len(matter.divisions) > 1
            verdict = Verdict.TAKEN if self._choice.rule is Rule.ONE else Verdict.MAJORITY
            division = decided_division(matter, taken)
            self._making.divide(matter, division, Verdict.AGREED if agrees else verdict, taken)

    def _who_divides(self, matter: Matter) -> list[AnnotatorName]:
        believed = self._choice.believed
        if self._choice.rule is Rule.ONE:
            return [believed] if believed is not None and believed in matter.divisions else []
        found: list[AnnotatorName] = []
        for name in matter.divisions:
            agreeing = self._compatible_with(matter, name)
            found = agreeing if len(agreeing) > len(found) else found
        return found if len(found) >= self._needed else []

    def _compatible_with(self, matter: Matter, name: AnnotatorName) -> list[AnnotatorName]:
        """Those who contradict neither this one nor each other; the first ones first."""
        found = [name]
        for other, division in matter.divisions.items():
            if other != name and all(compatible(division, matter.divisions[known]) for known in found):
                found.append(other)
        return found


def _votes(found: tuple[Mention, list[AnnotatorName]]) -> int:
    return len(found[1])


def _comparable(said: object) -> Hashable:
    return (said.name, said.ends, frozenset(said.attributes.items())) if isinstance(said, Link) else None


def _is_allowed(check: Callable[..., None], *values: object) -> bool:
    try:
        check(*values)
    except SchemeError:
        return False
    return True
