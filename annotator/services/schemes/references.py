"""Names inside a scheme: who names whom, and how all of them follow when one name moves. Schemes only."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from annotator.model.errors import SchemeError
from annotator.model.scheme import Attribute, Label, Role, Scheme

Targets = Mapping[str, tuple[str, ...]]
"""What stands in the place of a label wherever rules name it; empty if nothing does."""


def subtree(labels: Sequence[Label], name: str) -> tuple[Label, ...]:
    """A label and all below it, in the scheme's order."""
    inside = {name}
    grown = True
    while grown:
        below = {label.name for label in labels if label.parent in inside} - inside
        inside |= below
        grown = bool(below)
    return tuple(label for label in labels if label.name in inside)


def children(scheme: Scheme, name: str) -> tuple[Label, ...]:
    """The labels directly below a label."""
    return tuple(label for label in scheme.labels if label.parent == name)


def with_labels(scheme: Scheme, labels: Iterable[Label]) -> Scheme:
    """The scheme with these labels instead."""
    return replace(scheme, labels=tuple(labels))


def with_label(scheme: Scheme, changed: Label) -> Scheme:
    """The scheme with one label as given."""
    return with_labels(scheme, (changed if label.name == changed.name else label for label in scheme.labels))


def with_attribute(scheme: Scheme, changed: Attribute) -> Scheme:
    """The scheme with one attribute as given."""
    attributes = (changed if attribute.name == changed.name else attribute for attribute in scheme.attributes)
    return replace(scheme, attributes=tuple(attributes))


def with_roles(scheme: Scheme, events: Iterable[str], edit: Callable[[Label], tuple[Role, ...]]) -> Scheme:
    """The scheme with the roles of some events as `edit` makes them.

    Raises:
        SchemeError: If one of `events` is no event.
    """
    for name in events:
        label = scheme.label(name)
        if label.kind != "event":
            raise SchemeError(f"“{name}” is not an event; it has no roles.", label=name)
        scheme = with_label(scheme, replace(label, roles=edit(label)))
    return scheme


def pointed_elsewhere(labels: Iterable[Label], targets: Targets) -> Iterator[Label]:
    """The labels with all that their rules name replaced.

    Raises:
        SchemeError: If a rule would name nothing any more, and so allow everything.
    """
    for label in labels:
        roles = tuple(
            replace(role, fillers=_pointed(role.fillers, targets, f"{label.name}, role {role.name},"))
            for role in label.roles
        )
        source = _pointed(label.source, targets, f"The source of {label.name}")
        target = _pointed(label.target, targets, f"The target of {label.name}")
        yield replace(label, roles=roles, source=source, target=target)


def _pointed(names: tuple[str, ...], targets: Targets, where: str) -> tuple[str, ...]:
    after = tuple(dict.fromkeys(new for name in names for new in targets.get(name, (name,))))
    if names and not after:
        gone = ", ".join(names)
        raise SchemeError(f"{where} takes nothing but {gone}. Let it take something else first.", labels=names)
    return after


def renamed_attributes(scheme: Scheme, targets: Targets) -> Scheme:
    """The scheme with attributes that labels and roles carry replaced."""

    def carried(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(new for name in names for new in targets.get(name, (name,))))

    labels = (
        replace(
            label,
            attributes=carried(label.attributes),
            roles=tuple(replace(role, attributes=carried(role.attributes)) for role in label.roles),
        )
        for label in scheme.labels
    )
    return with_labels(scheme, labels)


def moved_before(names: Sequence[str], name: str, before: str) -> list[str]:
    """The names with one of them before another, or last if `before` is empty."""
    rest = [other for other in names if other != name]
    at = rest.index(before) if before in rest else len(rest)
    return [*rest[:at], name, *rest[at:]]


def require_free(what: str, name: str, taken: Iterable[str]) -> None:
    """Refuse a name that something has.

    Raises:
        SchemeError: If so.
    """
    if name in taken:
        raise SchemeError(f"There already is {what} “{name}”. Choose another name, or merge the two.", name=name)
