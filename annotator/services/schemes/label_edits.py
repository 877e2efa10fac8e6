"""Edits of labels, and of what the scheme says of itself. Everything that names a label follows it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar

from annotator.model.errors import SchemeError
from annotator.model.scheme import Label, Scheme
from annotator.services.schemes.edits import Outcome
from annotator.services.schemes.fitting import Rewrite
from annotator.services.schemes.references import (
    children,
    pointed_elsewhere,
    require_free,
    subtree,
    with_labels,
)


@dataclass(frozen=True)
class AddLabel:
    """A new label, before a sibling, or last below its parent, or last of its kind."""

    action: ClassVar[str] = "scheme.label.add"
    label: Label
    before: str = ""

    def outcome(self, scheme: Scheme) -> Outcome:
        """The scheme with it."""
        require_free("a label", self.label.name, (label.name for label in scheme.labels))
        if self.label.parent:
            scheme.label(self.label.parent)
        return Outcome(with_labels(scheme, _placed(scheme.labels, (self.label,), self.label.parent, self.before)))


@dataclass(frozen=True)
class RenameLabel:
    """Another name for a label; with `prefix` also for those below it whose names begin with its own and a dot."""

    action: ClassVar[str] = "scheme.label.rename"
    old: str
    new: str
    prefix: bool = False

    def outcome(self, scheme: Scheme) -> Outcome:
        """The scheme with the new name wherever the old one stood."""
        scheme.label(self.old)
        names = {self.old: self.new}
        if self.prefix:
            start = f"{self.old}."
            below = (label.name for label in subtree(scheme.labels, self.old) if label.name.startswith(start))
            names |= {name: f"{self.new}.{name.removeprefix(start)}" for name in below}
        names = {old: new for old, new in names.items() if old != new}
        for new in names.values():
            require_free("a label", new, {label.name for label in scheme.labels} - set(names))
        return Outcome(with_labels(scheme, _renamed(scheme.labels, names)), Rewrite(labels=names))


@dataclass(frozen=True)
class MoveLabel:
    """Another place for a label with all below it: another parent, another order, or both; its name stays.

    Attributes:
        parent: Full name of the label above; empty for none.
        before: A sibling to stand before; empty for the last place.
    """

    action: ClassVar[str] = "scheme.label.move"
    name: str
    parent: str = ""
    before: str = ""

    def outcome(self, scheme: Scheme) -> Outcome:
        """The scheme with it there."""
        scheme.label(self.name)
        return Outcome(with_labels(scheme, _moved(scheme.labels, self.name, self.parent, self.before)))


@dataclass(frozen=True)
class ChangeLabel:
    """Anything about a label but its kind, all at once: facts, name, parent, roles.

    Attributes:
        label: As it shall be.
        name: What it is called now, if that changes.
        roles: Old role to new role, where arguments shall follow; an old role that is in neither is deleted.
    """

    action: ClassVar[str] = "scheme.label.change"
    label: Label
    name: str = ""
    roles: Mapping[str, str] = field(default_factory=dict)

    def outcome(self, scheme: Scheme) -> Outcome:
        """The scheme with it."""
        old, new = self.name or self.label.name, self.label.name
        before = scheme.label(old)
        if before.kind != self.label.kind:
            raise SchemeError(f"“{old}” is a label for {before.kind} mentions, and stays one.", label=old)
        if new != old:
            require_free("a label", new, (label.name for label in scheme.labels))
        changed = (replace(self.label, name=old) if label is before else label for label in scheme.labels)
        labels = _renamed(changed, {old: new} if new != old else {})
        if self.label.parent != before.parent:
            labels = _moved(labels, new, self.label.parent, "")
        moved = {(old, role): after for role, after in self.roles.items() if role != after}
        names = {old: new} if new != old else {}
        return Outcome(with_labels(scheme, labels), Rewrite(labels=names, roles=moved))


@dataclass(frozen=True)
class MergeLabel:
    """One label into another of its kind: what carries it gets the other, and so do the rules that name it.

    Labels below it come to stand below the other. Attributes that the other has not go, as when a person relabels.
    """

    action: ClassVar[str] = "scheme.label.merge"
    name: str
    into: str

    def outcome(self, scheme: Scheme) -> Outcome:
        """The scheme without the first."""
        gone, kept = scheme.label(self.name), scheme.label(self.into)
        if gone == kept:
            raise SchemeError(f"“{self.name}” cannot be merged into itself.", label=self.name)
        if gone.kind != kept.kind:
            raise SchemeError(f"“{self.name}” is for {gone.kind} mentions, “{self.into}” for {kept.kind} mentions.")
        below = children(scheme, self.name)
        is_inside = scheme.is_a(self.into, self.name)
        parent = gone.parent if is_inside else self.into
        targets = (self.into, *(label.name for label in below)) if is_inside else (self.into,)
        return Outcome(_without(scheme, gone, parent, targets), Rewrite(labels={self.name: self.into}))


@dataclass(frozen=True)
class DeleteLabel:
    """A label that nothing carries; those below it move up, and rules that name it name them."""

    action: ClassVar[str] = "scheme.label.delete"
    name: str

    def outcome(self, scheme: Scheme) -> Outcome:
        """The scheme without it."""
        gone = scheme.label(self.name)
        below = tuple(label.name for label in children(scheme, self.name))
        return Outcome(_without(scheme, gone, gone.parent, below))


@dataclass(frozen=True)
class ChangeScheme:
    """What the scheme says of itself."""

    action: ClassVar[str] = "scheme.change"
    title: str
    description: str
    allow_cycles: bool

    def outcome(self, scheme: Scheme) -> Outcome:
        """The scheme with it."""
        after = replace(scheme, title=self.title, description=self.description, allow_cycles=self.allow_cycles)
        return Outcome(after)


@dataclass(frozen=True)
class ReplaceScheme:
    """Another scheme altogether; names in use must be in it too."""

    action: ClassVar[str] = "scheme.apply"
    scheme: Scheme

    def outcome(self, _scheme: Scheme) -> Outcome:
        """The other scheme."""
        return Outcome(self.scheme)


def _without(scheme: Scheme, gone: Label, parent: str, targets: tuple[str, ...]) -> Scheme:
    """The scheme without a label: its children under another parent, `targets` wherever rules name it."""
    rest = (label for label in scheme.labels if label is not gone)
    moved = (replace(label, parent=parent) if label.parent == gone.name else label for label in rest)
    return with_labels(scheme, pointed_elsewhere(moved, {gone.name: targets}))


def _renamed(labels: Iterable[Label], names: Mapping[str, str]) -> tuple[Label, ...]:
    """The labels under new names, and whoever names them too."""
    pointed = pointed_elsewhere(labels, {old: (new,) for old, new in names.items()})
    return tuple(
        replace(label, name=names.get(label.name, label.name), parent=names.get(label.parent, label.parent))
        for label in pointed
    )


def _moved(labels: Sequence[Label], name: str, parent: str, before: str) -> tuple[Label, ...]:
    """The labels with one of them, and all below it, at another place."""
    block = subtree(labels, name)
    inside = {part.name for part in block}
    if parent in inside or before in inside:
        raise SchemeError(f"“{name}” cannot stand below or before itself.", label=name)
    if parent and all(label.name != parent for label in labels):
        raise SchemeError(f"There is no label “{parent}” to stand below.", label=parent)
    block = tuple(replace(part, parent=parent) if part.name == name else part for part in block)
    return _placed([label for label in labels if label.name not in inside], block, parent, before)


def _placed(labels: Sequence[Label], block: tuple[Label, ...], parent: str, before: str) -> tuple[Label, ...]:
    """The labels with further ones before a sibling, or last below their parent, or last of all."""
    names = [label.name for label in labels]
    if before:
        if before not in names or labels[names.index(before)].parent != parent:
            raise SchemeError(f"“{before}” does not stand at that place.", label=before)
        at = names.index(before)
    else:
        family = [names.index(label.name) for label in subtree(labels, parent)] if parent else []
        at = max(family, default=len(labels) - 1) + 1
    return (*labels[:at], *block, *labels[at:])
