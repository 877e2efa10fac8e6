"""The scheme: which labels, roles and attributes there are, and what may go where.

A scheme is one frozen value with a name and a version; every edit makes the next version. It is read from YAML and
JSON elsewhere (`formats.scheme_yaml`); here it is only checked and asked.

Labels form a tree by their dotted names' `parent` (`Conflict.Attack` under `Conflict`); a rule that names a label holds
for its descendants too.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Literal, get_args

from annotator.model.annotation import Attributes, Kind, Value
from annotator.model.errors import SchemeError

Names = Mapping[str, str]
"""What a person reads, by language tag: `{"en": "Person", "ar": "شخص"}`."""

LabelKind = Literal["entity", "event", "relation"]

HUES = ("blue", "vermilion", "green", "magenta", "ochre", "cyan", "violet", "red", "olive", "slate")
"""The label hues that a theme has; each reads well in light and dark, and any two can be told apart."""


class AttributeKind(StrEnum):
    """What values an attribute takes."""

    CHOICE = "choice"
    YES_NO = "yesno"
    TEXT = "text"
    NUMBER = "number"


@dataclass(frozen=True)
class Choice:
    """One value of a choice attribute."""

    value: str
    names: Names = field(default_factory=dict)
    key: str = ""


@dataclass(frozen=True)
class Attribute:
    """A named value that mentions, arguments or relations can carry.

    Attributes:
        default: What holds when nothing is said; `None` for "not said".
        required: Whether the check asks for a value when there is no default.
    """

    name: str
    kind: AttributeKind = AttributeKind.CHOICE
    choices: tuple[Choice, ...] = ()
    default: Value | None = None
    required: bool = False
    names: Names = field(default_factory=dict)
    guideline: str = ""

    def check(self, value: Value) -> None:
        """Refuse a value that this attribute cannot have.

        Raises:
            SchemeError: With a sentence that says what would fit.
        """
        if not self._fits(value):
            raise SchemeError(
                f"“{value}” is not a value of {self.name}. It takes {self._what_fits()}.",
                attribute=self.name,
                value=value,
            )

    def _fits(self, value: Value) -> bool:
        match self.kind:
            case AttributeKind.CHOICE:
                return any(value == choice.value for choice in self.choices)
            case AttributeKind.YES_NO:
                return isinstance(value, bool)
            case AttributeKind.TEXT:
                return isinstance(value, str)
            case AttributeKind.NUMBER:
                return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)

    def _what_fits(self) -> str:
        match self.kind:
            case AttributeKind.CHOICE:
                return "one of " + ", ".join(choice.value for choice in self.choices)
            case AttributeKind.YES_NO:
                return "yes or no"
            case AttributeKind.TEXT:
                return "text"
            case AttributeKind.NUMBER:
                return "a number"


@dataclass(frozen=True)
class Example:
    """A passage that shows a guideline at work.

    Attributes:
        text: The passage; the labelled part stands in square brackets.
        good: Whether it is right so; a bad example shows a usual mistake.
    """

    text: str
    language: str = ""
    good: bool = True
    why: str = ""


@dataclass(frozen=True)
class Role:
    """A part that a mention can play in an event.

    Attributes:
        fillers: Labels of the mentions that may fill it (their descendants too); empty for any.
        cardinality: How many: `?` none or one, `1` one, `*` any, `+` one or more, `{n}` exactly n.
        attributes: Names of attributes that an argument in this role carries.
    """

    name: str
    fillers: tuple[str, ...] = ()
    cardinality: str = "*"
    key: str = ""
    names: Names = field(default_factory=dict)
    guideline: str = ""
    attributes: tuple[str, ...] = ()

    @property
    def bounds(self) -> tuple[int, int | None]:
        """`(fewest, most)` fillers; `None` for no upper bound."""
        match self.cardinality:
            case "?":
                return 0, 1
            case "1":
                return 1, 1
            case "*":
                return 0, None
            case "+":
                return 1, None
            case exact:
                count = int(exact.strip("{}"))
                return count, count

    @property
    def required(self) -> bool:
        """Whether an event without a filler in this role is incomplete."""
        return self.bounds[0] > 0


@dataclass(frozen=True)
class Label:
    """The type of a mention or a relation.

    Attributes:
        name: Full name, unique in the scheme: `PERSON`, `Movement.Visit`.
        parent: Full name of the label above, or empty.
        hue: Name of one of the theme's label hues.
        key: The key that labels the selection with it, or empty.
        abstract: A heading only; mentions take one of its children.
        roles: For events.
        source, target: For relations: labels of the ends; empty for any.
    """

    name: str
    kind: LabelKind
    parent: str = ""
    hue: str = "slate"
    key: str = ""
    short: str = ""
    abstract: bool = False
    names: Names = field(default_factory=dict)
    guideline: str = ""
    examples: tuple[Example, ...] = ()
    attributes: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    source: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    symmetric: bool = False

    @property
    def leaf(self) -> str:
        """The last part of the dotted name: what a tag in the article shows."""
        return self.short or self.name.rpartition(".")[2]

    def title(self, language: str = "en") -> str:
        """The name a person reads, in `language`, else in English, else the label's own name."""
        return self.names.get(language) or self.names.get("en") or self.leaf


_CARDINALITY = re.compile(r"[?1*+]|\{[1-9][0-9]?\}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_MOST_LEVELS = 32
_SHOWN = 20


@dataclass(frozen=True)
class Scheme:
    """All labels, attributes and their rules; see the module.

    Attributes:
        version: Counts up with every edit inside a project.
        labels: Entities, then events, then relations; within a kind in the order in which people see them.

    Raises:
        SchemeError: If it contradicts itself; the message lists the first contradictions, the fact `wrong` all.
    """

    name: str
    version: int = 1
    title: str = ""
    description: str = ""
    attributes: tuple[Attribute, ...] = ()
    labels: tuple[Label, ...] = ()

    def __post_init__(self) -> None:
        wrong = list(_contradictions(self))
        if wrong:
            more = [f"And {len(wrong) - _SHOWN} more."] if len(wrong) > _SHOWN else []
            message = " ".join([f"The scheme “{self.name}” cannot be used:", *wrong[:_SHOWN], *more])
            raise SchemeError(message, wrong=tuple(wrong))
        by_kind = sorted(self.labels, key=_place_of_kind)
        object.__setattr__(self, "labels", tuple(by_kind))

    @cached_property
    def _labels(self) -> dict[str, Label]:
        return {label.name: label for label in self.labels}

    @cached_property
    def _attributes(self) -> dict[str, Attribute]:
        return {attribute.name: attribute for attribute in self.attributes}

    def labels_of(self, kind: LabelKind) -> tuple[Label, ...]:
        """The labels of one kind that mentions can take, in the scheme's order."""
        return tuple(label for label in self.labels if label.kind == kind and not label.abstract)

    def find(self, name: str) -> Label | None:
        """The label of this full name, or `None`."""
        return self._labels.get(name)

    def label(self, name: str) -> Label:
        """The label of this full name.

        Raises:
            SchemeError: If there is none.
        """
        found = self._labels.get(name)
        if found is None:
            raise SchemeError(f"The scheme “{self.name}” has no label “{name}”.", label=name)
        return found

    def attribute(self, name: str) -> Attribute:
        """The attribute of this name.

        Raises:
            SchemeError: If there is none.
        """
        found = self._attributes.get(name)
        if found is None:
            raise SchemeError(f"The scheme “{self.name}” has no attribute “{name}”.", attribute=name)
        return found

    def attributes_of(self, label: str) -> tuple[Attribute, ...]:
        """The attributes that mentions of this label carry, in the label's order."""
        return tuple(self.attribute(name) for name in self.label(label).attributes)

    def is_a(self, label: str, ancestor: str) -> bool:
        """Whether `label` is `ancestor` or stands below it."""
        current = self._labels.get(label)
        while current is not None:
            if current.name == ancestor:
                return True
            current = self._labels.get(current.parent)
        return False

    def role(self, event_label: str, role: str) -> Role:
        """The role of this name of an event label.

        Raises:
            SchemeError: If the label has no such role.
        """
        for candidate in self.label(event_label).roles:
            if candidate.name == role:
                return candidate
        raise SchemeError(f"{event_label} has no role “{role}”.", label=event_label, role=role)

    def may_fill(self, event_label: str, role: str, filler_label: str) -> bool:
        """Whether a mention of `filler_label` may fill the role."""
        fillers = self.role(event_label, role).fillers
        return not fillers or any(self.is_a(filler_label, allowed) for allowed in fillers)

    def check_mention(self, kind: Kind, label: str, attributes: Attributes) -> None:
        """Refuse a mention that the scheme does not allow.

        Raises:
            SchemeError: With a sentence that says what would fit.
        """
        found = self.label(label)
        if found.kind != kind.value or found.abstract:
            what = "a heading, not a label for mentions" if found.abstract else f"a label for {found.kind} mentions"
            raise SchemeError(f"“{label}” is {what}; it cannot label an {kind} mention.", label=label)
        self._check_attributes(label, found.attributes, attributes)

    def check_argument(self, event_label: str, role: str, filler_label: str, attributes: Attributes) -> None:
        """Refuse an argument whose role or filler the scheme does not allow.

        Raises:
            SchemeError: With a sentence that says what would fit.
        """
        rule = self.role(event_label, role)
        if not self.may_fill(event_label, role, filler_label):
            raise SchemeError(
                f"{filler_label} cannot be {role} of {event_label}; that takes {' or '.join(rule.fillers)}.",
                label=event_label,
                role=role,
                filler=filler_label,
            )
        self._check_attributes(f"{event_label}, {role}", rule.attributes, attributes)

    def check_relation(self, label: str, source_label: str, target_label: str, attributes: Attributes) -> None:
        """Refuse a relation whose ends the scheme does not allow.

        Raises:
            SchemeError: With a sentence that says what would fit.
        """
        found = self.label(label)
        if found.kind != "relation":
            raise SchemeError(f"“{label}” is not a relation.", label=label)
        for end, allowed, what in ((source_label, found.source, "begin"), (target_label, found.target, "end")):
            if allowed and not any(self.is_a(end, name) for name in allowed):
                raise SchemeError(f"{label} cannot {what} at {end}; it takes {' or '.join(allowed)}.", label=label)
        self._check_attributes(label, found.attributes, attributes)

    def _check_attributes(self, where: str, allowed: tuple[str, ...], attributes: Attributes) -> None:
        for name, value in attributes.items():
            if name not in allowed:
                raise SchemeError(
                    f"{where} has no attribute “{name}”. It has {', '.join(allowed) or 'none'}.", attribute=name
                )
            self.attribute(name).check(value)


def _place_of_kind(label: Label) -> int:
    return get_args(LabelKind).index(label.kind)


def _contradictions(scheme: Scheme) -> Iterable[str]:
    """Every reason why the scheme cannot be used, as sentences."""
    if not scheme.name.strip():
        yield "It has no name."
    yield from _doubles("label", (label.name for label in scheme.labels))
    yield from _doubles("attribute", (attribute.name for attribute in scheme.attributes))
    yield from _doubles("key", (label.key for label in scheme.labels if label.key))
    labels = {label.name: label for label in scheme.labels}
    attributes = {attribute.name for attribute in scheme.attributes}
    for attribute in scheme.attributes:
        yield from _attribute_contradictions(attribute)
    for label in scheme.labels:
        yield from _label_contradictions(label, labels, attributes)


def _doubles(what: str, names: Iterable[str]) -> Iterable[str]:
    for name, count in Counter(names).items():
        if not name.strip():
            yield f"A {what} has no name."
        elif count > 1:
            yield f"The {what} “{name}” is given {count} times."
        elif name != name.strip() or _CONTROL.search(name):
            yield f"The {what} {name!r} begins or ends with a blank or holds a control character."


def _attribute_contradictions(attribute: Attribute) -> Iterable[str]:
    if attribute.kind is AttributeKind.CHOICE and not attribute.choices:
        yield f"The attribute “{attribute.name}” is a choice without choices."
    yield from _doubles(f"value of {attribute.name}", (choice.value for choice in attribute.choices))
    if attribute.default is not None:
        try:
            attribute.check(attribute.default)
        except SchemeError as error:
            yield error.message


def _ancestry_contradictions(label: Label, labels: Mapping[str, Label]) -> Iterable[str]:
    seen, above = {label.name}, label.parent
    while above:
        if above in seen:
            yield f"“{label.name}” is its own ancestor."
            return
        if above not in labels:
            yield f"“{label.name}” stands below “{above}”, which is not a label."
            return
        if labels[above].kind != label.kind:
            yield f"“{label.name}” ({label.kind}) stands below “{above}” ({labels[above].kind})."
        seen.add(above)
        if len(seen) > _MOST_LEVELS:
            yield f"“{label.name}” stands more than {_MOST_LEVELS} levels deep."
            return
        above = labels[above].parent


def _label_contradictions(label: Label, labels: Mapping[str, Label], attributes: set[str]) -> Iterable[str]:
    yield from _ancestry_contradictions(label, labels)
    if label.hue not in HUES:
        yield f"“{label.name}” has the hue “{label.hue}”; it must be one of {', '.join(HUES)}."
    yield from _unknown(label.name, "attribute", label.attributes, attributes)
    yield from _unknown(label.name, "label", (*label.source, *label.target), labels)
    if label.roles and label.kind != "event":
        yield f"“{label.name}” has roles but is not an event."
    yield from _doubles(f"role of {label.name}", (role.name for role in label.roles))
    yield from _doubles(f"role key of {label.name}", (role.key for role in label.roles if role.key))
    for role in label.roles:
        where = f"{label.name}, role {role.name}"
        yield from _unknown(where, "label", role.fillers, labels)
        yield from _unknown(where, "attribute", role.attributes, attributes)
        if not _CARDINALITY.fullmatch(role.cardinality):
            yield f"“{where}” has the cardinality “{role.cardinality}”; it must be ?, 1, *, + or {{n}}."


def _unknown(where: str, what: str, names: Iterable[str], known: Iterable[str]) -> Iterable[str]:
    for name in names:
        if name not in known:
            yield f"“{where}” names the {what} “{name}”, which the scheme does not have."
