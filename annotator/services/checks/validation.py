"""What the scheme forbids or misses in one layer, each with its place and, where one is clear, a way to mend it.

A pure function of a layer and a scheme. The write door keeps most of what is forbidden out; it comes in where the
project only warns, or where the scheme has changed its mind about roles that need not be filled.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from annotator.model.annotation import Argument, Attributes, Kind, LayerContents, Mention, Relation
from annotator.model.errors import SchemeError
from annotator.model.ids import MentionId
from annotator.model.scheme import Attribute, Scheme


class Trouble(StrEnum):
    """What kind of problem it is."""

    MISSING_ROLE = "missing role"
    MISSING_VALUE = "missing value"
    WRONG_MENTION = "wrong mention"
    WRONG_FILLER = "wrong filler"
    TOO_MANY = "too many fillers"
    WRONG_RELATION = "wrong relation"
    CIRCLE = "circle"


INCOMPLETE = frozenset({Trouble.MISSING_ROLE, Trouble.MISSING_VALUE})
"""Work that is left to do; everything else is what the scheme forbids."""


class Remedy(StrEnum):
    """How a problem can be mended without asking more."""

    TAKE_OUT = "take out the filler"
    CHANGE_ROLE = "give the filler the role that it fits"
    TURN_ROUND = "turn the relation round"
    DELETE_RELATION = "delete the relation"
    CLEAR_VALUE = "take the value away"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that the scheme has against a layer.

    Attributes:
        mention: Where it is: the event, the mention, or the source of the relation.
        sentence: What is wrong, for a person.
        remedy: What would mend it, if that is clear.
        link: The argument or relation that it is about.
        name: The role or attribute that it is about; for `CHANGE_ROLE` the role that would fit.
    """

    trouble: Trouble
    mention: MentionId
    sentence: str
    remedy: Remedy | None = None
    link: Argument | Relation | None = None
    name: str = ""


def problems(contents: LayerContents, scheme: Scheme) -> Iterator[Problem]:
    """Everything that the scheme forbids or misses in a layer, by mention in reading order."""
    yield from _Validation(contents, scheme).problems()


class _Validation:
    def __init__(self, contents: LayerContents, scheme: Scheme) -> None:
        self._scheme = scheme
        self._mentions = {mention.id: mention for mention in contents.mentions}
        self._arguments: dict[MentionId, list[Argument]] = {}
        for argument in sorted(contents.arguments, key=_order):
            self._arguments.setdefault(argument.event, []).append(argument)
        self._relations: dict[MentionId, list[Relation]] = {}
        for relation in contents.relations:
            self._relations.setdefault(relation.source, []).append(relation)
        self._circular = set() if scheme.allow_cycles else _circular(self._arguments, self._mentions)

    def problems(self) -> Iterator[Problem]:
        for mention in self._mentions.values():
            yield from self._of_mention(mention)
            if mention.kind is Kind.EVENT:
                yield from self._of_event(mention, self._arguments.get(mention.id, []))
            for relation in self._relations.get(mention.id, ()):
                yield from self._of_relation(mention, relation)

    def _of_mention(self, mention: Mention) -> Iterator[Problem]:
        try:
            self._scheme.check_mention(mention.kind, mention.label, mention.attributes)
        except SchemeError as refusal:
            name = str(refusal.facts.get("attribute", ""))
            remedy = Remedy.CLEAR_VALUE if name in mention.attributes else None
            yield Problem(Trouble.WRONG_MENTION, mention.id, refusal.message, remedy, name=name)
            return
        for attribute in _missing(self._scheme.attributes_of(mention.label), mention.attributes):
            sentence = f"{mention.label} has no {attribute.name} yet."
            yield Problem(Trouble.MISSING_VALUE, mention.id, sentence, name=attribute.name)

    def _of_event(self, event: Mention, arguments: Sequence[Argument]) -> Iterator[Problem]:
        label = self._scheme.find(event.label)
        if label is None:
            return
        given = Counter(argument.role for argument in arguments)
        for role in label.roles:
            fewest, most = role.bounds
            if given[role.name] < fewest:
                sentence = _too_few(event.label, role.name, given[role.name], fewest)
                yield Problem(Trouble.MISSING_ROLE, event.id, sentence, name=role.name)
            if most is not None and given[role.name] > most:
                last = [argument for argument in arguments if argument.role == role.name][-1]
                sentence = f"{event.label} has {given[role.name]} fillers of {role.name}; it takes {most}."
                yield Problem(Trouble.TOO_MANY, event.id, sentence, Remedy.TAKE_OUT, last, role.name)
        for argument in arguments:
            yield from self._of_argument(event, argument)

    def _of_argument(self, event: Mention, argument: Argument) -> Iterator[Problem]:
        filler = self._mentions.get(argument.filler)
        if filler is None:
            return  # damage, not a matter of the scheme
        try:
            self._scheme.check_argument(event.label, argument.role, filler.label, argument.attributes)
        except SchemeError as refusal:
            remedy, name = self._remedy(event, argument, filler)
            yield Problem(Trouble.WRONG_FILLER, event.id, refusal.message, remedy, argument, name)
            return
        attributes = [self._scheme.attribute(n) for n in self._scheme.role(event.label, argument.role).attributes]
        for attribute in _missing(attributes, argument.attributes):
            sentence = f"{argument.role} of {event.label} has no {attribute.name} yet."
            yield Problem(Trouble.MISSING_VALUE, event.id, sentence, None, argument, attribute.name)
        if argument.id in self._circular:
            sentence = f"Through {argument.role} this {event.label} is part of itself."
            yield Problem(Trouble.CIRCLE, event.id, sentence, Remedy.TAKE_OUT, argument, argument.role)

    def _remedy(self, event: Mention, argument: Argument, filler: Mention) -> tuple[Remedy, str]:
        """The one other role that the filler fits, if it does not fill it yet; otherwise it has to go."""
        taken = {other.role for other in self._arguments[event.id] if other.filler == filler.id}
        fitting = [r.name for r in self._scheme.fillable_roles(event.label, filler.label) if r.name not in taken]
        if len(fitting) == 1 and self._has_room(event, fitting[0]):
            return Remedy.CHANGE_ROLE, fitting[0]
        return Remedy.TAKE_OUT, argument.role

    def _has_room(self, event: Mention, role: str) -> bool:
        most = self._scheme.role(event.label, role).bounds[1]
        return most is None or sum(a.role == role for a in self._arguments[event.id]) < most

    def _of_relation(self, source: Mention, relation: Relation) -> Iterator[Problem]:
        target = self._mentions.get(relation.target)
        if target is None:
            return
        try:
            self._scheme.check_relation(relation.label, source.label, target.label, relation.attributes)
        except SchemeError as refusal:
            turned = any(r.name == relation.label for r in self._scheme.relations_between(target.label, source.label))
            remedy = Remedy.TURN_ROUND if turned else Remedy.DELETE_RELATION
            yield Problem(Trouble.WRONG_RELATION, source.id, refusal.message, remedy, relation, relation.label)
            return
        for attribute in _missing(self._scheme.attributes_of(relation.label), relation.attributes):
            sentence = f"{relation.label} has no {attribute.name} yet."
            yield Problem(Trouble.MISSING_VALUE, source.id, sentence, None, relation, attribute.name)


def _too_few(label: str, role: str, count: int, fewest: int) -> str:
    if count == 0:
        return f"{label} has no {role} yet."
    return f"{label} has {count} of {fewest} fillers of {role}."


def _missing(attributes: Iterable[Attribute], said: Attributes) -> Iterator[Attribute]:
    for attribute in attributes:
        if attribute.required and attribute.default is None and attribute.name not in said:
            yield attribute


def _circular(arguments: Mapping[MentionId, Sequence[Argument]], mentions: Mapping[MentionId, Mention]) -> set[str]:
    """Ids of the arguments by which an event comes back to itself: of each circle, in reading order, the last one."""
    closing: set[str] = set()
    done: set[MentionId] = set()
    for start in mentions:
        trail = {start}
        stack = [(start, iter(arguments.get(start, ())))] if start not in done else []
        while stack:
            event, rest = stack[-1]
            argument = next(rest, None)
            if argument is None:
                stack.pop()
                trail.discard(event)
                done.add(event)
            elif argument.filler in trail:
                closing.add(argument.id)
            elif argument.filler in arguments and argument.filler not in done:
                trail.add(argument.filler)
                stack.append((argument.filler, iter(arguments[argument.filler])))
    return closing


def _order(argument: Argument) -> tuple[int, str]:
    return argument.position, argument.id
