"""Edits of the roles of events. A role is each event's own, but events that share its name can be edited together."""

from dataclasses import dataclass, replace
from typing import ClassVar

from annotator.model.errors import SchemeError
from annotator.model.scheme import Label, Role, Scheme
from annotator.services.schemes.edits import Outcome
from annotator.services.schemes.fitting import Rewrite
from annotator.services.schemes.references import moved_before, require_free, with_roles


@dataclass(frozen=True)
class AddRole:
    """A new role of events, before another or last."""

    action: ClassVar[str] = "scheme.role.add"
    events: tuple[str, ...]
    role: Role
    before: str = ""

    def outcome(self, scheme: Scheme) -> Outcome:
        """The scheme with it."""

        def add(label: Label) -> tuple[Role, ...]:
            require_free(f"a role of {label.name}", self.role.name, (role.name for role in label.roles))
            return _ordered((*label.roles, self.role), self.role.name, self.before)

        return Outcome(with_roles(scheme, self.events, add))


@dataclass(frozen=True)
class RenameRole:
    """Another name for a role of events."""

    action: ClassVar[str] = "scheme.role.rename"
    events: tuple[str, ...]
    old: str
    new: str

    def outcome(self, scheme: Scheme) -> Outcome:
        """The scheme with the new name; arguments follow."""

        def rename(label: Label) -> tuple[Role, ...]:
            _require(label, self.old)
            if self.new != self.old:
                require_free(f"a role of {label.name}", self.new, (role.name for role in label.roles))
            return tuple(replace(role, name=self.new) if role.name == self.old else role for role in label.roles)

        moved = {(event, self.old): self.new for event in self.events if self.old != self.new}
        return Outcome(with_roles(scheme, self.events, rename), Rewrite(roles=moved))


@dataclass(frozen=True)
class MoveRole:
    """Another place for a role among those of its event: before another, or last."""

    action: ClassVar[str] = "scheme.role.move"
    events: tuple[str, ...]
    name: str
    before: str = ""

    def outcome(self, scheme: Scheme) -> Outcome:
        """The scheme with it there."""

        def move(label: Label) -> tuple[Role, ...]:
            _require(label, self.name)
            return _ordered(label.roles, self.name, self.before)

        return Outcome(with_roles(scheme, self.events, move))


@dataclass(frozen=True)
class ChangeRole:
    """Everything else about a role of one event: fillers, number, key, names, guideline, attributes."""

    action: ClassVar[str] = "scheme.role.change"
    event: str
    role: Role

    def outcome(self, scheme: Scheme) -> Outcome:
        """The scheme with it."""

        def change(label: Label) -> tuple[Role, ...]:
            _require(label, self.role.name)
            return tuple(self.role if role.name == self.role.name else role for role in label.roles)

        return Outcome(with_roles(scheme, (self.event,), change))


@dataclass(frozen=True)
class MergeRole:
    """One role of events into another of theirs: who filled the first fills the second."""

    action: ClassVar[str] = "scheme.role.merge"
    events: tuple[str, ...]
    name: str
    into: str

    def outcome(self, scheme: Scheme) -> Outcome:
        """The scheme without the first."""

        def merge(label: Label) -> tuple[Role, ...]:
            _require(label, self.name)
            _require(label, self.into)
            return tuple(role for role in label.roles if role.name != self.name)

        if self.name == self.into:
            raise SchemeError(f"“{self.name}” cannot be merged into itself.", role=self.name)
        moved = {(event, self.name): self.into for event in self.events}
        return Outcome(with_roles(scheme, self.events, merge), Rewrite(roles=moved))


@dataclass(frozen=True)
class DeleteRole:
    """A role less; arguments in it are in the way, or go."""

    action: ClassVar[str] = "scheme.role.delete"
    events: tuple[str, ...]
    name: str

    def outcome(self, scheme: Scheme) -> Outcome:
        """The scheme without it."""

        def delete(label: Label) -> tuple[Role, ...]:
            _require(label, self.name)
            return tuple(role for role in label.roles if role.name != self.name)

        return Outcome(with_roles(scheme, self.events, delete))


def events_with(scheme: Scheme, role: str) -> tuple[str, ...]:
    """The events that have a role of this name."""
    return tuple(label.name for label in scheme.labels if any(known.name == role for known in label.roles))


def _require(label: Label, role: str) -> None:
    if all(known.name != role for known in label.roles):
        raise SchemeError(f"{label.name} has no role “{role}”.", label=label.name, role=role)


def _ordered(roles: tuple[Role, ...], name: str, before: str) -> tuple[Role, ...]:
    by_name = {role.name: role for role in roles}
    return tuple(by_name[other] for other in moved_before(list(by_name), name, before))
