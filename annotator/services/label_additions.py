"""Everything that an import adds to the scheme, as one edit made of the edits that there are.

New labels stand last of their kind, with the hue that the fewest labels of the kind have, and with a free key while
there are some. What is added to labels that the scheme has only ever allows more, so all that is labelled stays right.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

from annotator.model.scheme import HUES, Attribute, Choice, Label, LabelKind, Role, Scheme
from annotator.services.scheme_attribute_edits import AddAttribute, ChangeAttribute
from annotator.services.scheme_edits import Edit, Outcome
from annotator.services.scheme_label_edits import AddLabel, ChangeLabel

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
        for edit in self._of_attributes(scheme):
            scheme = edit.outcome(scheme).scheme
        for name, kind in self.labels.items():
            # First without what it may share with a label that comes after it.
            scheme = AddLabel(_new_label(scheme, name, kind)).outcome(scheme).scheme
        touched = {*self.roles, *self.ends, *self.of_labels}
        touched |= {event for event, _role in (*self.fillers, *self.of_roles)}
        for label in [label for label in scheme.labels if label.name in touched]:
            for edit in self._of_label(scheme, scheme.label(label.name)):
                scheme = edit.outcome(scheme).scheme
        return Outcome(scheme)

    @property
    def is_empty(self) -> bool:
        """Whether the scheme stays as it is."""
        parts = (self.labels, self.roles, self.fillers, self.ends, self.of_labels, self.of_roles, self.values)
        return not any(parts) and not self.attributes

    def _of_attributes(self, scheme: Scheme) -> Iterator[Edit]:
        for attribute in self.attributes:
            yield AddAttribute(attribute)
        for name, values in self.values.items():
            before = scheme.attribute(name)
            yield ChangeAttribute(replace(before, choices=(*before.choices, *map(Choice, values))))

    def _of_label(self, scheme: Scheme, label: Label) -> Iterator[Edit]:
        """What becomes of a label, and before that of keys that would then have two meanings."""
        roles = (*label.roles, *map(Role, self.roles.get(label.name, ())))
        ends = self.ends.get(label.name, ())
        after = replace(
            label,
            roles=tuple(self._role(label.name, role) for role in roles),
            attributes=_with(label.attributes, self.of_labels.get(label.name, ())),
            source=_widened(label.source, (source for source, _target in ends)),
            target=_widened(label.target, (target for _source, target in ends)),
        )
        yield from _keyless(scheme, after)
        yield ChangeLabel(after)

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


def _keyless(scheme: Scheme, label: Label) -> Iterator[Edit]:
    """Attributes whose keys another one of the label has already lose these."""
    taken: set[str] = set()
    for attribute in map(scheme.attribute, label.attributes):
        choices = tuple(replace(choice, key="") if choice.key in taken else choice for choice in attribute.choices)
        after = replace(attribute, choices=choices, key="" if attribute.key in taken else attribute.key)
        taken |= {choice.key for choice in choices} | {after.key}
        taken -= {""}
        if after != attribute:
            yield ChangeAttribute(after)


def _new_label(scheme: Scheme, name: str, kind: LabelKind) -> Label:
    above = scheme.find(name.rpartition(".")[0])
    parent = above.name if above is not None and above.kind == kind else ""
    return Label(name, kind, parent=parent, hue=_free_hue(scheme, kind), key=_free_key(scheme, name))


def _free_hue(scheme: Scheme, kind: LabelKind) -> str:
    used = [label.hue for label in scheme.labels if label.kind == kind and not label.abstract]
    return min(HUES, key=used.count)


def _free_key(scheme: Scheme, name: str) -> str:
    """A letter of the name, else a digit, else a letter with Shift; none if all are taken."""
    taken = {label.key for label in scheme.labels}
    letters = [letter for letter in name.rpartition(".")[2].upper() if letter.isascii() and letter.isalpha()]
    plain = [letter for letter in letters if letter not in _OF_ACTIONS]
    wanted = (*plain, *_DIGITS, *(f"Shift+{letter}" for letter in letters))
    return next((key for key in wanted if key not in taken), "")
