"""Names that files use and the scheme does not have: what there is to ask, and what the answers come to.

`Survey` compares what files use with a scheme. With some answers it gives a `NameMapping`: all that is left to ask, a
suggestion for each name that nobody has answered, what the scheme gets, and what becomes of every entry. Names that
hang on others are asked about by what these become, so every other answer makes another mapping, in milliseconds.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import count
from typing import Literal

from annotator.formats.said_values import as_text
from annotator.model.annotation import Value
from annotator.model.scheme import Attribute, AttributeKind, Choice, Label, LabelKind, Role, Scheme
from annotator.services.imports.label_additions import AddNames
from annotator.services.imports.label_names import (
    ADD,
    DROP,
    LABELS,
    Act,
    Answer,
    Answers,
    Asked,
    Example,
    Question,
    Thing,
    rename,
)
from annotator.services.imports.label_rules import Ask, Home, Named, Naming, clean, fitting_value, is_known, label_kind
from annotator.services.imports.label_suggestions import likely, likely_label
from annotator.services.imports.label_usage import End, Said, Usage, Where

_MOST_CHOICES = 30
_LONGEST_CHOICE = 60
_YES_NO = ("yes", "no")
_KINDS: dict[Thing, tuple[LabelKind, ...]] = {
    Thing.ENTITY: ("entity", "event"),
    Thing.EVENT: ("event", "entity"),
    Thing.RELATION: ("relation",),
}
"""What labels of a file can become, first what is likelier."""


@dataclass(frozen=True)
class NameMapping:
    """What becomes of the names of the files.

    Attributes:
        scheme: The one that it was made for.
        questions: All names that the scheme does not have or allow, in the order in which they are asked about.
        labels: What becomes of labels; `None` for those that are left out.
        edit: What the scheme gets.
        is_needed: Whether it makes anything else of some entry.
    """

    scheme: Scheme
    questions: tuple[Question, ...]
    labels: dict[Asked, Named | None]
    edit: AddNames
    is_needed: bool

    @property
    def answers(self) -> Answers:
        """What is done about each name."""
        return {question.asked: question.answer for question in self.questions}

    @property
    def is_given(self) -> bool:
        """Whether somebody has answered all of it."""
        return all(question.is_given for question in self.questions)

    def naming(self, ask: Ask) -> Naming:
        """The names of the files to those here; `ask` is given what is asked about, and gives the answers."""
        attributes = {attribute.name: attribute for attribute in self.edit.attributes}
        return Naming(self.scheme, self.labels, attributes, ask)


class Survey:
    """What files use, seen from a scheme."""

    def __init__(self, scheme: Scheme, usage: Usage) -> None:
        self.scheme = scheme
        self.usage = usage
        self._suggested: dict[Asked, Answer] = {}

    def mapping(self, given: Answers | None = None, *, otherwise: Answer | None = None) -> NameMapping:
        """What becomes of everything.

        Args:
            given: Answers, also such as do not fit (any more): these are asked again.
            otherwise: What is done about other names; without it, what is suggested.
        """
        return _Asking(self, given or {}, otherwise).mapping()

    def suggested(self, asked: Asked, targets: tuple[str, ...], *, can_be_added: bool) -> Answer:
        """What a person would probably say; found out once."""
        if asked not in self._suggested:
            self._suggested[asked] = _suggested(asked, targets, self.scheme, can_be_added=can_be_added)
        return self._suggested[asked]


class _Asking:
    """Goes through all groups of a usage, in the order of `Thing`, and notes what is asked and what is added."""

    def __init__(self, survey: Survey, given: Answers, otherwise: Answer | None) -> None:
        self._survey = survey
        self._scheme = scheme = survey.scheme
        self._usage = survey.usage
        self._given = given
        self._otherwise = otherwise
        self._questions: dict[Asked, Question] = {}
        self._counts: Counter[Asked] = Counter()
        self._where: dict[Asked, dict[str, None]] = {}
        self._labels: dict[Asked, Named | None] = {}
        self._attributes: dict[str, Attribute] = {}
        self._now: tuple[int, Example | None, str] = (0, None, "")
        self._adding = _Adding(scheme)

    def mapping(self) -> NameMapping:
        """Ask everything."""
        self._ask_labels()
        naming = Naming(self._scheme, self._labels, self._attributes, self._ask)
        self._ask_links(naming)
        self._ask_attributes(naming)
        counted = (
            replace(question, count=self._counts[asked], where=tuple(self._where.get(asked, ())))
            for asked, question in self._questions.items()
        )
        questions = sorted(counted, key=_place)
        edit = self._adding.edit(self._labels, self._attributes)
        is_needed = bool(questions) or self._adding.converts
        return NameMapping(self._scheme, tuple(questions), self._labels, edit, is_needed)

    # -- labels: all of them first, as one can become another that is new

    def _ask_labels(self) -> None:
        used: Counter[tuple[str, str]] = Counter()
        for (kind, label), times in self._usage.mentions.items():
            used[kind, label] += times
        for (label, _source, _target), times in self._usage.relations.items():
            used["relation", label] += times
        for (kind, label), times in self._usage.clusters.items():
            found = self._scheme.find(label)
            used[kind, label] += times if found is None or found.kind != kind.value else 0
        examples = self._examples_of_labels()
        for (what, label), times in used.items():
            if times and not is_known(self._scheme, what, label):
                asked = Asked(Thing(what), label)
                self._now = times, examples.get((what, label)), ""
                self._ask(asked)
        self._name_new()

    def _examples_of_labels(self) -> dict[tuple[str, str], Example]:
        examples = self._usage.examples
        found = {(str(kind), label): examples[kind, label] for kind, label in self._usage.mentions}
        for group in self._usage.relations:
            found.setdefault(("relation", group[0]), examples[group])
        return found

    def _name_new(self) -> None:
        """Give new labels their names; then it is known what others can become."""
        new = [asked for asked in self._questions if self._questions[asked].answer.act is Act.ADD]
        taken = {label.name for label in self._scheme.labels}
        for asked in sorted(new, key=_place_of_asked):
            name = _free(clean(asked.name) or asked.thing, asked.thing, taken)
            taken.add(name)
            self._labels[asked] = label_kind(asked.thing), name
        made = {named[1]: named for named in self._labels.values() if named is not None}
        for asked, question in self._questions.items():
            if question.answer.act is Act.DROP:
                self._labels[asked] = None
            elif question.answer.act is Act.RENAME:
                found = self._scheme.find(question.answer.to)
                self._labels[asked] = (found.kind, found.name) if found is not None else made[question.answer.to]

    # -- links and attributes

    def _ask_links(self, naming: Naming) -> None:
        for group, times in self._usage.arguments.items():
            self._now = times, self._usage.examples[group], ""
            home = _home_of_argument(naming, *group)
            if home is not None:
                filler = naming.label(*group[2])
                self._adding.argument(home[1], home[2], filler[1] if filler is not None else "")
        for joined, times in self._usage.relations.items():
            self._now = times, self._usage.examples[joined], ""
            ends = naming.label(*joined[1]), naming.label(*joined[2])
            if ends[0] is None or ends[1] is None:
                continue
            label = naming.relation(joined[0], ends[0][1], ends[1][1])
            if label is not None:
                self._adding.relation(label, ends[0][1], ends[1][1], naming)

    def _ask_attributes(self, naming: Naming) -> None:
        found: list[tuple[Said, str, tuple[str, Where]]] = []
        for (name, where), said in self._usage.attributes.items():
            example = self._usage.examples[name, where]
            self._now = 0, example, ""
            home = _home(naming, where)
            self._now = said.count, example, "" if home is None else ", ".join(home[1:])
            here = None if home is None else naming.attribute(home, name)
            if home is not None and here is not None:
                found.append((said, here, (name, where)))
                self._adding.carry(home, here)
        self._attributes |= _new_attributes((here, said) for said, here, _ in found if here not in self._adding.known)
        for said, here, group in found:
            for (kind, value), times in said.values.items():
                self._now = times, self._usage.examples.get((*group, kind, value)), ""
                self._adding.value(here, value, naming.value(here, value))

    # -- one question

    def _ask(self, asked: Asked) -> Answer:
        times, example, where = self._now
        known = self._questions.get(asked)
        if known is None:
            known = self._questions[asked] = self._question(asked, example)
        self._counts[asked] += times
        if where:
            self._where.setdefault(asked, {})[where] = None
        return known.answer

    def _question(self, asked: Asked, example: Example | None) -> Question:
        targets = self._targets(asked)
        can_be_added = self._can_be_added(asked)
        given = self._given.get(asked)
        if given is not None and self._fits(asked, given, targets, can_be_added=can_be_added):
            return Question(asked, given, True, 0, example, (), targets, can_be_added)
        answer = self._otherwise
        if answer is None or not self._fits(asked, answer, targets, can_be_added=can_be_added):
            answer = self._survey.suggested(asked, targets, can_be_added=can_be_added)
        return Question(asked, answer, False, 0, example, (), targets, can_be_added)

    def _fits(self, asked: Asked, answer: Answer, targets: tuple[str, ...], *, can_be_added: bool) -> bool:
        if answer.act is Act.RENAME:
            return answer.to in targets or self._is_new_label(asked, answer.to)
        return answer.act is Act.DROP or can_be_added

    def _is_new_label(self, asked: Asked, name: str) -> bool:
        """Whether a label that is to be added is called so; it does not have to be asked about by then."""
        if asked.thing not in LABELS or self._scheme.find(name) is not None or clean(name) != name:
            return False
        others = [other for other in _labels_called(name, asked.thing) if other != asked and self._uses(other)]
        return any(self._is_to_be_added(other) for other in others)

    def _is_to_be_added(self, asked: Asked) -> bool:
        given = self._given.get(asked) or self._otherwise
        return (given or self._survey.suggested(asked, self._targets(asked), can_be_added=True)) == ADD

    def _uses(self, asked: Asked) -> bool:
        if asked.thing is Thing.RELATION:
            return any(group[0] == asked.name for group in self._usage.relations)
        end = next(kind for kind in ("entity", "event") if kind == asked.thing), asked.name
        return any((str(kind), label) == end for kind, label in self._usage.mentions)

    def _can_be_added(self, asked: Asked) -> bool:
        if asked.thing is Thing.VALUE:
            attribute = self._scheme.attribute(asked.of[0])
            return attribute.kind is AttributeKind.CHOICE and bool(clean(asked.name))
        return asked.thing in LABELS or bool(clean(asked.name))

    def _targets(self, asked: Asked) -> tuple[str, ...]:
        """What a name can become, in the scheme's order."""
        if asked.thing in LABELS:
            return tuple(label.name for kind in _KINDS[asked.thing] for label in self._scheme.labels_of(kind))
        if asked.thing is Thing.VALUE:
            attribute = self._scheme.attribute(asked.of[0])
            choices = tuple(choice.value for choice in attribute.choices)
            return _YES_NO if attribute.kind is AttributeKind.YES_NO else choices
        return tuple(part.name for part in self._parts(asked) if part.name != asked.name)

    def _parts(self, asked: Asked) -> Iterable[Role | Label | Attribute]:
        """Roles, relations or attributes that could stand where the file has something else."""
        if asked.thing is Thing.ROLE:
            return self._scheme.label(asked.of[0]).roles
        if asked.thing is Thing.FILLER:
            return self._scheme.fillable_roles(*asked.of)
        return self._scheme.relations_between(*asked.of) if asked.thing is Thing.ENDS else self._scheme.attributes


def _home(naming: Naming, where: Where) -> Home | None:
    """What carries an attribute here; `None` if it is left out."""
    if len(where) == 1:
        named = naming.label(*where[0])
        return None if named is None else ("label", named[1])
    first, second, third = where
    if not isinstance(first, str):
        return _home_of_argument(naming, first, str(second), third)
    if isinstance(second, str):
        return None
    source, target = naming.label(*second), naming.label(*third)
    label = None if source is None or target is None else naming.relation(first, source[1], target[1])
    return None if label is None else ("label", label)


def _home_of_argument(naming: Naming, owner: End, role: str, played: End) -> tuple[Literal["role"], str, str] | None:
    event, filler = naming.label(*owner), naming.label(*played)
    if event is None or filler is None or event[0] != "event":
        return None
    here = naming.role(event[1], role, filler[1])
    return None if here is None else ("role", event[1], here)


def _labels_called(name: str, thing: Thing) -> tuple[Asked, ...]:
    """Labels of a file that something of a kind can become, by their name."""
    things = (Thing.RELATION,) if thing is Thing.RELATION else (Thing.ENTITY, Thing.EVENT)
    return tuple(Asked(one, name) for one in things)


def _place(question: Question) -> tuple[int, int, str]:
    """Sort key: by thing, what is frequent first."""
    return question.asked.place, -question.count, question.asked.name


def _place_of_asked(asked: Asked) -> tuple[int, str]:
    return asked.place, asked.name


def _free(name: str, thing: Thing, taken: Iterable[str]) -> str:
    """A name that nothing has: the name itself, or with what it is the name of."""
    others = (f"{name} ({thing}{'' if number == 1 else f' {number}'})" for number in count(1))
    return name if name not in taken else next(other for other in others if other not in taken)


def _suggested(asked: Asked, targets: tuple[str, ...], scheme: Scheme, *, can_be_added: bool) -> Answer:
    """What a person would probably say."""
    found = ""
    if asked.thing in LABELS:
        for kind in dict.fromkeys(scheme.label(name).kind for name in targets):
            labels = (scheme.label(name) for name in targets if scheme.label(name).kind == kind)
            found = found or likely_label(asked.name, labels)
    elif asked.thing in (Thing.ROLE, Thing.ATTRIBUTE, Thing.VALUE):
        found = likely(asked.name, targets)
    if found:
        return rename(found)
    return ADD if can_be_added else DROP


# -- attributes that are new


def _new_attributes(groups: Iterable[tuple[str, Said]]) -> dict[str, Attribute]:
    together: dict[str, Said] = {}
    for name, said in groups:
        whole = together.setdefault(name, Said())
        whole.values.update(said.values)
        whole.more += said.more
    return {name: _attribute(name, said) for name, said in together.items()}


def _attribute(name: str, said: Said) -> Attribute:
    """An attribute that takes all that is said: yes or no, numbers, a few choices, or any text."""
    values: list[Value] = [value for _kind, value in said.values]
    for kind in (AttributeKind.YES_NO, AttributeKind.NUMBER):
        made = Attribute(name, kind)
        is_plain = all(not isinstance(value, str) and fitting_value(made, value) is not None for value in values)
        if is_plain and not said.more:
            return made
    texts = list(dict.fromkeys(as_text(value) for value in values))
    are_few = len(texts) <= _MOST_CHOICES and not said.more and (len(texts) <= 5 or said.count > len(texts))
    if are_few and all(text and text == clean(text) and len(text) <= _LONGEST_CHOICE for text in texts):
        return Attribute(name, choices=tuple(map(Choice, texts)))
    return Attribute(name, AttributeKind.TEXT)


class _Adding:
    """Notes what the scheme has to get, by what becomes of the names."""

    def __init__(self, scheme: Scheme) -> None:
        self._scheme = scheme
        self.converts = False
        self.known = frozenset(attribute.name for attribute in scheme.attributes)
        self._roles: dict[str, dict[str, None]] = {}
        self._fillers: dict[tuple[str, str], dict[str, None]] = {}
        self._ends: dict[str, dict[tuple[str, str], None]] = {}
        self._of_labels: dict[str, dict[str, None]] = {}
        self._of_roles: dict[tuple[str, str], dict[str, None]] = {}
        self._values: dict[str, dict[str, None]] = {}

    def argument(self, event: str, role: str, filler: str) -> None:
        """An argument will stand so."""
        label = self._scheme.find(event)
        if label is None or all(known.name != role for known in label.roles):
            self._roles.setdefault(event, {})[role] = None
        elif not self._scheme.may_fill(event, role, filler):
            self._fillers.setdefault((event, role), {})[filler] = None

    def relation(self, label: str, source: str, target: str, naming: Naming) -> None:
        """A relation will stand so."""
        found = self._scheme.find(label)
        if found is None or naming.may_join(label, source, target):
            return
        fits = self._scheme.is_a
        is_source_there = any(fits(source, allowed) for allowed in found.source)
        is_target_there = any(fits(target, allowed) for allowed in found.target)
        wanted = (found.source[0] if is_source_there else source), (found.target[0] if is_target_there else target)
        self._ends.setdefault(label, {})[wanted] = None

    def carry(self, home: Home, attribute: str) -> None:
        """A label or role will carry an attribute."""
        label = self._scheme.find(home[1])
        roles = () if label is None or len(home) == 2 else label.roles
        carried = next((role.attributes for role in roles if role.name == home[-1]), ())
        if attribute in (carried if len(home) == 3 or label is None else label.attributes):
            return
        if len(home) == 2:
            self._of_labels.setdefault(home[1], {})[attribute] = None
        else:
            self._of_roles.setdefault((home[1], home[2]), {})[attribute] = None

    def value(self, attribute: str, before: Value, value: Value | None) -> None:
        """A value will be said."""
        self.converts = self.converts or (type(before), before) != (type(value), value)
        if attribute in self.known and value is not None:
            known = self._scheme.attribute(attribute)
            if fitting_value(known, value) is None:
                self._values.setdefault(attribute, {})[str(value)] = None

    def edit(self, labels: dict[Asked, Named | None], attributes: dict[str, Attribute]) -> AddNames:
        """All of it."""
        new = [named for named in labels.values() if named is not None and self._scheme.find(named[1]) is None]
        return AddNames(
            {name: kind for kind, name in new},
            {event: tuple(roles) for event, roles in self._roles.items()},
            {place: tuple(fillers) for place, fillers in self._fillers.items()},
            {label: tuple(ends) for label, ends in self._ends.items()},
            tuple(attributes.values()),
            {label: tuple(names) for label, names in self._of_labels.items()},
            {role: tuple(names) for role, names in self._of_roles.items()},
            {attribute: tuple(values) for attribute, values in self._values.items()},
        )
