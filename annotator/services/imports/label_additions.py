"""Everything that an import adds to the scheme, as one edit.

New labels stand last of their kind, with the hue that the fewest labels of the kind have, and with a free key while
there are some. What is added to labels that the scheme has only ever allows more, so all that is labelled stays right.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field, replace
from typing import ClassVar

from annotator.model.scheme import HUES, Attribute, Choice, Label, LabelKind, Role, Scheme
from annotator.services.schemes.edits import Outcome
from annotator.services.schemes.references import subtree

_OF_ACTIONS = frozenset("CEKQ")
"""Letters that do something else in the article unless a label has them."""
_DIGITS = "123456789"


@dataclass(frozen=True)
class AddNames:
    """New names, and what the scheme's own are to allow. Each mapping says what comes to what.

    Attributes:
        labels: New ones with their kinds, in the order in which they are to stand.
        roles: By event, the scheme's or a new one.
        fillers: By event and role: labels that it is to take, too.
        ends: By relation: labels of source and target that it is to join, too.
        attributes: New ones.
        of_labels, of_roles: Attributes to carry, too, by label, or by event and role.
        values: By attribute.
    """

    action: ClassVar[str] = "scheme.names.add"
    labels: Mapping[str, LabelKind] = field(default_factory=dict)
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fillers: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    ends: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    attributes: tuple[Attribute, ...] = ()
    of_labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    of_roles: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def outcome(self, scheme: Scheme) -> Outcome:
        """The scheme with them.

        Raises:
            SchemeError: If it cannot have one of them.
        """
        labels = [self._widened(label) for label in _with_new(scheme, self.labels)]
        attributes = (*map(self._with_values, scheme.attributes), *self.attributes)
        keyed = _without_double_keys(attributes, labels, {label.name for label in scheme.labels})
        return Outcome(replace(scheme, attributes=keyed, labels=tuple(labels)))

    @property
    def is_empty(self) -> bool:
        """Whether the scheme stays as it is."""
        parts = (self.labels, self.roles, self.fillers, self.ends, self.of_labels, self.of_roles, self.values)
        return not any(parts) and not self.attributes

    def _with_values(self, attribute: Attribute) -> Attribute:
        more = self.values.get(attribute.name, ())
        return replace(attribute, choices=(*attribute.choices, *map(Choice, more))) if more else attribute

    def _widened(self, label: Label) -> Label:
        """A label with all that it is to have and to allow."""
        ends = self.ends.get(label.name, ())
        roles = (*label.roles, *map(Role, self.roles.get(label.name, ())))
        return replace(
            label,
            roles=tuple(self._role(label.name, role) for role in roles),
            attributes=_with(label.attributes, self.of_labels.get(label.name, ())),
            source=_widened(label.source, (source for source, _target in ends)),
            target=_widened(label.target, (target for _source, target in ends)),
        )

    def _role(self, event: str, role: Role) -> Role:
        fillers = _widened(role.fillers, self.fillers.get((event, role.name), ()))
        return replace(
            role, fillers=fillers, attributes=_with(role.attributes, self.of_roles.get((event, role.name), ()))
        )


def _with(names: tuple[str, ...], more: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*names, *more)))


def _widened(names: tuple[str, ...], more: Iterable[str]) -> tuple[str, ...]:
    """The names that are allowed; none said stands for any."""
    return _with(names, more) if names else ()


def _with_new(scheme: Scheme, new: Mapping[str, LabelKind]) -> list[Label]:
    """The labels with new ones: each last below its parent, or last of all."""
    hues = Counter((label.kind, label.hue) for label in scheme.labels if not label.abstract)
    keys = {label.key for label in scheme.labels}
    below: dict[str, list[Label]] = {}
    for name, kind in new.items():
        above = scheme.find(name.rpartition(".")[0])
        parent = above.name if above is not None and above.kind == kind else ""
        hue, key = min(HUES, key=lambda hue: hues[kind, hue]), _free_key(keys, name)
        hues[kind, hue] += 1
        keys.add(key)
        below.setdefault(parent, []).append(Label(name, kind, parent=parent, hue=hue, key=key))
    labels = list(scheme.labels)
    for parent, children in below.items():
        last = subtree(labels, parent)[-1:] if parent else ()
        at = labels.index(last[0]) + 1 if last else len(labels)
        labels[at:at] = children
    return labels


def _free_key(taken: Set[str], name: str) -> str:
    """A letter of the name, else a digit, else a letter with Shift; none if all are taken."""
    letters = [letter for letter in name.rpartition(".")[2].upper() if letter.isascii() and letter.isalpha()]
    plain = [letter for letter in letters if letter not in _OF_ACTIONS]
    wanted = (*plain, *_DIGITS, *(f"Shift+{letter}" for letter in letters))
    return next((key for key in wanted if key not in taken), "")


def _without_double_keys(
    attributes: Iterable[Attribute], labels: Iterable[Label], old: Set[str]
) -> tuple[Attribute, ...]:
    """The attributes; whose keys another one of some label has already loses them."""
    made = {attribute.name: attribute for attribute in attributes}
    # Labels that the scheme has come first: what they have had already keeps its keys.
    for label in sorted(labels, key=lambda label: label.name not in old):
        taken: set[str] = set()
        for name in label.attributes:
            one = made[name]
            choices = tuple(replace(choice, key="") if choice.key in taken else choice for choice in one.choices)
            made[name] = replace(one, choices=choices, key="" if one.key in taken else one.key)
            taken |= {choice.key for choice in choices} | {made[name].key}
            taken -= {""}
    return tuple(made.values())
