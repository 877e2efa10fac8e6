"""The scheme of an export: only the chosen labels, under the names that they have there.

Formats and the reading back of a file ask it, so that both know the labels that the file holds. What the project's
scheme allows it allows, too, in the new names. It has no keys: nobody labels with it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from annotator.model.errors import SchemeError
from annotator.model.scheme import Attribute, Label, Role, Scheme
from annotator.services.exports.files import ExportError

_ANY = "*"
"""The cardinality of a role on which labels that become one do not agree."""


def names_of(scheme: Scheme, labels: Iterable[str], renames: Mapping[str, str]) -> dict[str, str]:
    """What each label of the scheme that is exported is called there, in the scheme's order.

    Args:
        scheme: The project's.
        labels: Only these and those below them; empty for all.
        renames: Label and new name; a label that is not exported may be among them.

    Raises:
        SchemeError: If the scheme lacks one of them.
        ExportError: If labels of different kinds would become one.
    """
    chosen = [scheme.label(name).name for name in labels]
    for old in renames:
        scheme.label(old)
    kept = [label for label in scheme.labels if not chosen or any(scheme.is_a(label.name, one) for one in chosen)]
    names = {label.name: renames.get(label.name, label.name) for label in kept}
    first: dict[str, Label] = {}
    for label in kept:
        other = first.setdefault(names[label.name], label)
        if other.kind != label.kind:
            raise ExportError(
                f"“{other.name}” labels {_things(other)} and “{label.name}” {_things(label)}; "
                f"they cannot both be called “{names[label.name]}”.",
                labels=(other.name, label.name),
            )
    return names


def _things(label: Label) -> str:
    return {"entity": "entities", "event": "events", "relation": "relations"}[label.kind]


def scheme_of(scheme: Scheme, names: Mapping[str, str]) -> Scheme:
    """The scheme of an export.

    Args:
        scheme: The project's.
        names: See `names_of`.

    Raises:
        ExportError: If one of the new names cannot be a label's.
    """
    if all(names.get(label.name) == label.name for label in scheme.labels):
        return scheme
    try:
        return replace(
            scheme,
            attributes=tuple(map(_keyless, scheme.attributes)),
            labels=tuple(_Labels(scheme, names).made()),
        )
    except SchemeError as error:
        raise ExportError(f"Labels cannot be called so in an export. {error.message}", names=dict(names)) from error


def _keyless(attribute: Attribute) -> Attribute:
    return replace(attribute, key="", choices=tuple(replace(choice, key="") for choice in attribute.choices))


class _Labels:
    """Makes the labels of an export from those of the project."""

    def __init__(self, scheme: Scheme, names: Mapping[str, str]) -> None:
        self._scheme = scheme
        self._names = names
        self._groups: dict[str, list[Label]] = {}
        for old, new in names.items():
            self._groups.setdefault(new, []).append(scheme.label(old))
        self._parents: dict[str, str] = {}
        for name, group in self._groups.items():
            self._parents[name] = self._parent(name, group)

    def made(self) -> Iterator[Label]:
        """One label of each name."""
        for name, group in self._groups.items():
            yield self._label(name, group)

    def _parent(self, name: str, group: Sequence[Label]) -> str:
        """The first label above one of the group that is exported, unless the new label would then be above itself."""
        for above in chain.from_iterable(map(self._above, group)):
            if above != name and name not in self._ancestors(above):
                return above
        return ""

    def _above(self, label: Label) -> Iterator[str]:
        current = self._scheme.find(label.parent)
        while current is not None:
            if current.name in self._names:
                yield self._names[current.name]
            current = self._scheme.find(current.parent)

    def _ancestors(self, name: str) -> Iterator[str]:
        current = self._parents.get(name, "")
        while current:
            yield current
            current = self._parents.get(current, "")

    def _label(self, name: str, group: Sequence[Label]) -> Label:
        first = group[0]
        made = replace(
            first,
            name=name,
            parent=self._parents[name],
            key="",
            abstract=all(label.abstract for label in group),
            attributes=_union(label.attributes for label in group),
            roles=tuple(self._roles(group)),
            source=self._ends([label.source for label in group]),
            target=self._ends([label.target for label in group]),
            symmetric=any(label.symmetric for label in group),
        )
        return made if name == first.name else replace(made, names={}, short="")

    def _roles(self, group: Sequence[Label]) -> Iterator[Role]:
        """The roles of all; one that only labels could fill which are not exported goes."""
        for name in _union([role.name for role in label.roles] for label in group):
            alike = [role for label in group for role in label.roles if role.name == name]
            fillers = self._ends([role.fillers for role in alike])
            if fillers or not all(role.fillers for role in alike):
                cardinalities = {role.cardinality for role in alike}
                is_agreed = len(alike) == len(group) and len(cardinalities) == 1
                yield replace(
                    alike[0],
                    fillers=fillers,
                    cardinality=alike[0].cardinality if is_agreed else _ANY,
                    key="",
                    attributes=_union(role.attributes for role in alike),
                )

    def _ends(self, allowed: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
        """What may stand at an end of a link if one of several rules allows it; a rule that is empty allows all."""
        if not all(allowed):
            return ()
        wanted = _union(allowed)
        names = {new: None for old, new in self._names.items() if any(self._scheme.is_a(old, one) for one in wanted)}
        return tuple(name for name in names if names.keys().isdisjoint(self._ancestors(name)))


def _union(several: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(several)))
