"""The scheme: which labels, roles and attributes there are, and what may go where.

A scheme is one frozen value with a name and a version; every edit makes the next version. It is read from YAML and
JSON elsewhere (`formats.scheme_yaml`); here it is only checked and asked. Its parts are defined in `scheme_parts`.

Labels form a tree by their dotted names' `parent` (`Conflict.Attack` under `Conflict`); a rule that names a label holds
for its descendants too.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import get_args

from annotator.model.annotation import Attributes, Kind
from annotator.model.errors import SchemeError
from annotator.model.scheme_faults import contradictions
from annotator.model.scheme_parts import (
    HUES,
    Attribute,
    AttributeKind,
    Choice,
    Example,
    Label,
    LabelKind,
    Names,
    Role,
)

__all__ = [
    "HUES",
    "STRICTNESS",
    "Attribute",
    "AttributeKind",
    "Choice",
    "Example",
    "Label",
    "LabelKind",
    "Names",
    "Role",
    "Scheme",
    "Strictness",
]

STRICTNESS = "constraints"
"""Name of the project's setting that holds a `Strictness`."""
_SHOWN = 20


class Strictness(StrEnum):
    """What becomes of arguments and relations that the scheme does not foresee. Labels it must have in any case."""

    REFUSE = "refuse"
    WARN = "warn"


@dataclass(frozen=True)
class Scheme:
    """All labels, attributes and their rules; see the module.

    Attributes:
        version: Counts up with every edit inside a project.
        labels: Entities, then events, then relations; within a kind in the order in which people see them.
        allow_cycles: Whether an event may, through its arguments, be part of itself; the check says so if not.

    Raises:
        SchemeError: If it contradicts itself; the message lists the first contradictions, the fact `wrong` all.
    """

    name: str
    version: int = 1
    title: str = ""
    description: str = ""
    attributes: tuple[Attribute, ...] = ()
    labels: tuple[Label, ...] = ()
    allow_cycles: bool = False

    def __post_init__(self) -> None:
        wrong = list(contradictions(self.name, self.labels, self.attributes))
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

    def fillable_roles(self, event_label: str, filler_label: str) -> tuple[Role, ...]:
        """The roles of an event label that a mention of `filler_label` may fill, in the label's order."""
        roles = self.label(event_label).roles
        return tuple(role for role in roles if self.may_fill(event_label, role.name, filler_label))

    def labels_filling(self, event_label: str, role: str) -> tuple[Label, ...]:
        """The labels of mentions that may fill a role, in the scheme's order."""
        every = (*self.labels_of("entity"), *self.labels_of("event"))
        return tuple(label for label in every if self.may_fill(event_label, role, label.name))

    def relations_between(self, source_label: str, target_label: str) -> tuple[Label, ...]:
        """The relations that may lead from a mention of one label to one of another, in the scheme's order."""
        return tuple(r for r in self.labels_of("relation") if self._may_join(r, source_label, target_label))

    def relations_at(self, label: str) -> tuple[Label, ...]:
        """The relations that may begin or end at a mention of a label, in the scheme's order."""
        relations = self.labels_of("relation")
        return tuple(r for r in relations if self._fits(label, r.source) or self._fits(label, r.target))

    def relations_from(self, source_label: str) -> tuple[Label, ...]:
        """The relations that may lead from a mention of a label to any other, in the scheme's order."""
        return tuple(r for r in self.labels_of("relation") if self._may_begin(r, source_label))

    def _may_begin(self, relation: Label, label: str) -> bool:
        ends = (relation.source, relation.target) if relation.symmetric else (relation.source,)
        return any(self._fits(label, allowed) for allowed in ends)

    def _may_join(self, relation: Label, source_label: str, target_label: str) -> bool:
        fits = self._fits
        if fits(source_label, relation.source) and fits(target_label, relation.target):
            return True
        return relation.symmetric and fits(target_label, relation.source) and fits(source_label, relation.target)

    def _fits(self, label: str, allowed: tuple[str, ...]) -> bool:
        """Whether a label is one of those at an end of a relation; none are said where all may be."""
        return not allowed or any(self.is_a(label, name) for name in allowed)

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

    def check_cluster(self, kind: Kind, label: str | None) -> None:
        """Refuse a cluster whose label the scheme does not have for mentions of its kind; a heading will do.

        Raises:
            SchemeError: With a sentence that says so.
        """
        if label is not None and self.label(label).kind != kind.value:
            raise SchemeError(f"“{label}” cannot label a cluster of {kind} mentions.", label=label)

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

    def check_count(self, event_label: str, role: str, count: int) -> None:
        """Refuse more fillers of a role than the scheme allows.

        Raises:
            SchemeError: With a sentence that says how many it takes.
        """
        most = self.role(event_label, role).bounds[1]
        if most is not None and count > most:
            raise SchemeError(
                f"{role} of {event_label} takes {'one filler' if most == 1 else f'{most} fillers'}, not {count}.",
                label=event_label,
                role=role,
                most=most,
            )

    def check_relation(self, label: str, source_label: str, target_label: str, attributes: Attributes) -> None:
        """Refuse a relation whose ends the scheme does not allow.

        Raises:
            SchemeError: With a sentence that says what would fit.
        """
        found = self.label(label)
        if found.kind != "relation":
            raise SchemeError(f"“{label}” is not a relation.", label=label)
        if not self._may_join(found, source_label, target_label):
            self._refuse_ends(found, source_label, target_label)
        self._check_attributes(label, found.attributes, attributes)

    def _refuse_ends(self, relation: Label, source_label: str, target_label: str) -> None:
        """Say which end of a relation that cannot be is wrong."""
        ends = ((source_label, relation.source, "begin"), (target_label, relation.target, "end"))
        for end, allowed, what in ends:
            if not self._fits(end, allowed):
                raise SchemeError(
                    f"{relation.name} cannot {what} at {end}; it takes {' or '.join(allowed)}.", label=relation.name
                )

    def _check_attributes(self, where: str, allowed: tuple[str, ...], attributes: Attributes) -> None:
        for name, value in attributes.items():
            if name not in allowed:
                raise SchemeError(
                    f"{where} has no attribute “{name}”. It has {', '.join(allowed) or 'none'}.", attribute=name
                )
            self.attribute(name).check(value)


def _place_of_kind(label: Label) -> int:
    return get_args(LabelKind).index(label.kind)
