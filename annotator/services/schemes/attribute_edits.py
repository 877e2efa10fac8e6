"""Edits of attributes: of what they are, of their values, and of which labels carry them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

from annotator.model.errors import SchemeError
from annotator.model.scheme import Attribute, Label, Scheme
from annotator.services.schemes.edits import Outcome
from annotator.services.schemes.fitting import Rewrite
from annotator.services.schemes.references import (
    moved_before,
    renamed_attributes,
    require_free,
    with_attribute,
    with_labels,
)


@dataclass(frozen=True)
class AddAttribute:
    """A new attribute, before another or last, and the labels that carry it."""

    action: ClassVar[str] = "scheme.attribute.add"
    attribute: Attribute
    labels: tuple[str, ...] = ()
    before: str = ""

    def outcome(self, scheme: Scheme) -> Outcome:
        """The scheme with it."""
        require_free("an attribute", self.attribute.name, (known.name for known in scheme.attributes))
        with_it = _ordered((*scheme.attributes, self.attribute), self.attribute.name, self.before)
        return Outcome(_carried(replace(scheme, attributes=with_it), self.attribute.name, self.labels))


@dataclass(frozen=True)
class RenameAttribute:
    """Another name for an attribute; labels, roles and values follow."""

    action: ClassVar[str] = "scheme.attribute.rename"
    old: str
    new: str

    def outcome(self, scheme: Scheme) -> Outcome:
        """The scheme with the new name wherever the old one stood."""
        scheme.attribute(self.old)
        names = {self.old: self.new} if self.new != self.old else {}
        return Outcome(_renamed(scheme, self.old, self.new), Rewrite(attributes=names))


@dataclass(frozen=True)
class MoveAttribute:
    """Another place for an attribute in the scheme: before another, or last."""

    action: ClassVar[str] = "scheme.attribute.move"
    name: str
    before: str = ""

    def outcome(self, scheme: Scheme) -> Outcome:
        """The scheme with it there."""
        scheme.attribute(self.name)
        return Outcome(replace(scheme, attributes=_ordered(scheme.attributes, self.name, self.before)))


@dataclass(frozen=True)
class ChangeAttribute:
    """Anything about an attribute, all at once: kind, choices, default, name, keys, marks, who carries it.

    Attributes:
        attribute: As it shall be.
        labels: The labels that carry it, exactly these; `None` leaves that as it is.
        name: What it is called now, if that changes.
        choices: Old value to new value, where mentions shall follow; an old value that is in neither is deleted.
    """

    action: ClassVar[str] = "scheme.attribute.change"
    attribute: Attribute
    labels: tuple[str, ...] | None = None
    name: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)

    def outcome(self, scheme: Scheme) -> Outcome:
        """The scheme with it."""
        old, new = self.name or self.attribute.name, self.attribute.name
        scheme.attribute(old)
        # Who carries it no longer goes first and who carries it now comes last: its keys may be in their way.
        if self.labels is not None:
            staying = tuple(label for label in self.labels if old in scheme.label(label).attributes)
            scheme = _carried(scheme, old, staying)
        scheme = _renamed(with_attribute(scheme, replace(self.attribute, name=old)), old, new)
        if self.labels is not None:
            scheme = _carried(scheme, new, self.labels)
        moved = {(old, value): after for value, after in self.choices.items() if value != after}
        return Outcome(scheme, Rewrite(attributes={old: new} if new != old else {}, choices=moved))


@dataclass(frozen=True)
class DeleteAttribute:
    """An attribute less; its values are in the way, or go."""

    action: ClassVar[str] = "scheme.attribute.delete"
    name: str

    def outcome(self, scheme: Scheme) -> Outcome:
        """The scheme without it."""
        scheme.attribute(self.name)
        told = renamed_attributes(scheme, {self.name: ()})
        attributes = tuple(attribute for attribute in told.attributes if attribute.name != self.name)
        return Outcome(replace(told, attributes=attributes))


@dataclass(frozen=True)
class RenameChoice:
    """Another name for a value of a choice; mentions and the default follow."""

    action: ClassVar[str] = "scheme.choice.rename"
    attribute: str
    old: str
    new: str

    def outcome(self, scheme: Scheme) -> Outcome:
        """The scheme with the new value."""
        attribute = _with_choice(scheme, self.attribute, self.old)
        if self.new == self.old:
            return Outcome(scheme)
        require_free(f"a value of {attribute.name}", self.new, (choice.value for choice in attribute.choices))
        choices = tuple(replace(c, value=self.new) if c.value == self.old else c for c in attribute.choices)
        default = self.new if attribute.default == self.old else attribute.default
        after = with_attribute(scheme, replace(attribute, choices=choices, default=default))
        return Outcome(after, Rewrite(choices={(self.attribute, self.old): self.new}))


@dataclass(frozen=True)
class DeleteChoice:
    """A value of a choice less; those who have it get another one, or it is in the way."""

    action: ClassVar[str] = "scheme.choice.delete"
    attribute: str
    value: str
    into: str = ""

    def outcome(self, scheme: Scheme) -> Outcome:
        """The scheme without it."""
        attribute = _with_choice(scheme, self.attribute, self.value)
        if self.into:
            _with_choice(scheme, self.attribute, self.into)
        choices = tuple(choice for choice in attribute.choices if choice.value != self.value)
        default = attribute.default if attribute.default != self.value else self.into or None
        after = with_attribute(scheme, replace(attribute, choices=choices, default=default))
        moved = {(self.attribute, self.value): self.into} if self.into else {}
        return Outcome(after, Rewrite(choices=moved))


def _with_choice(scheme: Scheme, name: str, value: str) -> Attribute:
    attribute = scheme.attribute(name)
    if all(choice.value != value for choice in attribute.choices):
        raise SchemeError(f"{name} has no value “{value}”.", attribute=name, value=value)
    return attribute


def _renamed(scheme: Scheme, old: str, new: str) -> Scheme:
    """The scheme in which an attribute has another name, and who carries it says so."""
    if new == old:
        return scheme
    require_free("an attribute", new, (known.name for known in scheme.attributes))
    before = scheme.attribute(old)
    # Both names stand while who carries the old one is told of the new one.
    both = replace(scheme, attributes=_replaced(scheme, old, (replace(before, name=new), before)))
    told = renamed_attributes(both, {old: (new,)})
    return replace(told, attributes=tuple(attribute for attribute in told.attributes if attribute.name != old))


def _replaced(scheme: Scheme, name: str, by: tuple[Attribute, ...]) -> tuple[Attribute, ...]:
    found: list[Attribute] = []
    for attribute in scheme.attributes:
        found += by if attribute.name == name else (attribute,)
    return tuple(found)


def _ordered(attributes: tuple[Attribute, ...], name: str, before: str) -> tuple[Attribute, ...]:
    by_name = {attribute.name: attribute for attribute in attributes}
    return tuple(by_name[other] for other in moved_before(list(by_name), name, before))


def _carried(scheme: Scheme, name: str, labels: tuple[str, ...]) -> Scheme:
    """The scheme in which exactly these labels carry an attribute.

    Raises:
        SchemeError: If there is no such label.
    """
    for label in labels:
        scheme.label(label)

    def carry(label: Label) -> Label:
        if label.name in labels and name not in label.attributes:
            return replace(label, attributes=(*label.attributes, name))
        if label.name not in labels and name in label.attributes:
            return replace(label, attributes=tuple(other for other in label.attributes if other != name))
        return label

    return with_labels(scheme, map(carry, scheme.labels))
