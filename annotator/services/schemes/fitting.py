"""What becomes of everything in use when the scheme changes: a pure question about names, one record at a time.

An edit of a scheme says how names move (`Rewrite`); whatever stands in the project follows them, and then must fit the
scheme after it. `Fitting` answers for one mention, argument, relation or cluster, and knows beforehand which labels
can be concerned at all, so that nobody has to look at the others.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from annotator.model.annotation import Attributes, Kind, Value
from annotator.model.errors import SchemeError
from annotator.model.scheme import Attribute, Label, Role, Scheme


@dataclass(frozen=True)
class Rewrite:
    """How names that are in use move; what is not named stays.

    Attributes:
        labels: Old label to new label; two that become one are merged.
        roles: `(event label before, old role)` to new role.
        attributes: Old name to new name.
        choices: `(attribute's old name, old value)` to new value.
    """

    labels: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[tuple[str, str], str] = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a record.

    Attributes:
        name: Its label, or its role, after the edit; `None` if it cannot stay.
        is_homeless: Whether it cannot stay because its label is gone, or is only a heading now.
        attributes: What it then says.
        lost: How many values of attributes go.
        why_not: What the scheme after the edit has against it, in one sentence; empty if all of it fits.
    """

    name: str | None
    attributes: Attributes
    lost: int = 0
    why_not: str = ""
    is_homeless: bool = False


class Fitting:
    """Between a scheme and the one after an edit.

    Args:
        is_lenient: Whether links that the scheme does not foresee may stand in the project.
    """

    def __init__(self, before: Scheme, after: Scheme, rewrite: Rewrite, *, is_lenient: bool = False) -> None:
        self._before = before
        self._after = after
        self._rewrite = rewrite
        self._is_lenient = is_lenient

    def label_after(self, label: str) -> str:
        """What a label is called after the edit."""
        return self._rewrite.labels.get(label, label)

    # -- which labels are concerned

    @cached_property
    def mention_labels(self) -> frozenset[str]:
        """Labels of mentions that may change, or no longer fit."""
        return frozenset(label.name for label in self._before.labels if self._concerns_mentions(label))

    @cached_property
    def events(self) -> frozenset[str]:
        """Labels of events whose arguments may change, or no longer fit because of what the event asks for."""
        events = (label for label in self._before.labels if label.kind == "event")
        return frozenset(label.name for label in events if self._concerns_roles(label))

    @cached_property
    def ends(self) -> frozenset[str]:
        """Labels of fillers, sources and targets that are no longer all that they were."""
        return frozenset(label.name for label in self._before.labels if self._loses_ancestors(label))

    @cached_property
    def relations(self) -> frozenset[str]:
        """Relations that may change, or no longer fit because of what the relation asks for; those merged into too."""
        relations = (label for label in self._before.labels if label.kind == "relation")
        return frozenset(label.name for label in relations if self._concerns_ends(label))

    @cached_property
    def cluster_labels(self) -> frozenset[str]:
        """Labels of clusters that may change, or are gone."""
        return frozenset(label.name for label in self._before.labels if self._is_other(label))

    def _is_other(self, label: Label) -> bool:
        after = self._after.find(self.label_after(label.name))
        return after is None or after.name != label.name or after.kind != label.kind

    def _concerns_mentions(self, label: Label) -> bool:
        after = self._after.find(self.label_after(label.name))
        if after is None or self._is_other(label) or after.abstract != label.abstract:
            return label.kind != "relation"
        return label.kind != "relation" and self._changes_values(label.attributes, after.attributes)

    def _concerns_roles(self, label: Label) -> bool:
        after = self._after.find(self.label_after(label.name))
        if after is None:
            return True
        roles = {role.name: role for role in after.roles}
        return any(self._concerns_role(label.name, role, roles) for role in label.roles)

    def _concerns_role(self, event: str, role: Role, roles: Mapping[str, Role]) -> bool:
        name = self._rewrite.roles.get((event, role.name), role.name)
        after = roles.get(name)
        if after is None or name != role.name:
            return True
        return self._narrows(role.fillers, after.fillers) or self._changes_values(role.attributes, after.attributes)

    def _concerns_ends(self, label: Label) -> bool:
        after = self._after.find(self.label_after(label.name))
        if after is None or self._is_other(label) or label.name in self._rewrite.labels.values():
            return True
        is_narrower = self._narrows(label.source, after.source) or self._narrows(label.target, after.target)
        is_directed = label.symmetric and not after.symmetric
        return is_narrower or is_directed or self._changes_values(label.attributes, after.attributes)

    def _narrows(self, before: tuple[str, ...], after: tuple[str, ...]) -> bool:
        """Whether `after` may forbid what `before` allowed; nothing named stands for anything."""
        return bool(after) and (not before or not {self.label_after(name) for name in before} <= set(after))

    def _loses_ancestors(self, label: Label) -> bool:
        ancestors = {self.label_after(name) for name in _ancestry(self._before, label.name)}
        return not ancestors <= set(_ancestry(self._after, self.label_after(label.name)))

    def _changes_values(self, before: Iterable[str], after: tuple[str, ...]) -> bool:
        return any(self._changes_attribute(name, after) for name in before)

    def _changes_attribute(self, name: str, carried: tuple[str, ...]) -> bool:
        new_name = self._rewrite.attributes.get(name, name)
        if new_name != name or name not in carried or any(key[0] == name for key in self._rewrite.choices):
            return True
        before, after = self._before.attribute(name), self._after.attribute(name)
        return before.kind is not after.kind or not _values(before) <= _values(after)

    # -- what becomes of one record

    def mention(self, kind: Kind, label: str, attributes: Attributes) -> Fate:
        """A mention; values that another label does not have go without being asked about."""
        after = self.label_after(label)
        found = self._after.find(after)
        if found is None or found.abstract or found.kind != kind.value:
            return Fate(None, attributes, why_not=_sentence(self._after, kind, after), is_homeless=True)
        fate = self._with_attributes(after, attributes, found.attributes)
        return replace(fate, why_not="") if fate.why_not and after != label else fate

    def argument(self, event: str, role: str, filler: str, attributes: Attributes) -> Fate:
        """An argument, by the labels before the edit."""
        event_after, filler_after = self.label_after(event), self.label_after(filler)
        role_after = self._rewrite.roles.get((event, role), role)
        try:
            self._after.check_argument(event_after, role_after, filler_after, {})
        except SchemeError as refusal:
            return self._unforeseen(role_after, attributes, refusal)
        allowed = self._after.role(event_after, role_after).attributes
        return self._with_attributes(role_after, attributes, allowed, f"{event_after}, {role_after}")

    def relation(self, label: str, source: str, target: str, attributes: Attributes) -> Fate:
        """A relation, by the labels before the edit."""
        after = self.label_after(label)
        found = self._after.find(after)
        if found is None or found.kind != "relation":
            return Fate(None, attributes, why_not=f"“{after}” is no relation.", is_homeless=True)
        try:
            self._after.check_relation(after, self.label_after(source), self.label_after(target), {})
        except SchemeError as refusal:
            return self._unforeseen(after, attributes, refusal)
        return self._with_attributes(after, attributes, found.attributes)

    def cluster(self, kind: Kind, label: str) -> Fate:
        """A cluster with a label."""
        after = self.label_after(label)
        try:
            self._after.check_cluster(kind, after)
        except SchemeError as refusal:
            return Fate(None, {}, why_not=refusal.message)
        return Fate(after, {})

    def _unforeseen(self, name: str, attributes: Attributes, refusal: SchemeError) -> Fate:
        """A link that does not fit: it stays as it is where the project only warns of such."""
        if self._is_lenient:
            return Fate(name, {self._rewrite.attributes.get(n, n): value for n, value in attributes.items()})
        return Fate(None, attributes, why_not=refusal.message)

    def _with_attributes(self, name: str, attributes: Attributes, allowed: tuple[str, ...], where: str = "") -> Fate:
        """The values that may stay, under their new names."""
        if not attributes:
            return Fate(name, attributes)
        kept: dict[str, Value] = {}
        why_not = ""
        for attribute, value in self._renamed(attributes):
            problem = self._why_not_value(where or name, attribute, value, allowed)
            if problem:
                why_not = why_not or problem
            else:
                kept[attribute] = value
        return Fate(name, kept, len(attributes) - len(kept), why_not)

    def _renamed(self, attributes: Attributes) -> Iterator[tuple[str, Value]]:
        for name, value in attributes.items():
            new_value = self._rewrite.choices.get((name, value), value) if isinstance(value, str) else value
            yield self._rewrite.attributes.get(name, name), new_value

    def _why_not_value(self, where: str, attribute: str, value: Value, allowed: tuple[str, ...]) -> str:
        if attribute not in allowed:
            return f"{where} has no attribute “{attribute}”."
        try:
            self._after.attribute(attribute).check(value)
        except SchemeError as refusal:
            return refusal.message
        return ""


def _ancestry(scheme: Scheme, label: str) -> Iterator[str]:
    """A label and all above it, nearest first."""
    found = scheme.find(label)
    while found is not None:
        yield found.name
        found = scheme.find(found.parent)


def _values(attribute: Attribute) -> set[str]:
    return {choice.value for choice in attribute.choices}


def _sentence(scheme: Scheme, kind: Kind, label: str) -> str:
    """Why mentions cannot have a label."""
    try:
        scheme.check_mention(kind, label, {})
    except SchemeError as refusal:
        return refusal.message
    raise ValueError(f"{label} can label an {kind} mention")
