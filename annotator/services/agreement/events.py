"""How far two layers of a document agree on what belongs to mentions: the arguments of events, and attributes."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from annotator.model.annotation import Attributes, LayerContents
from annotator.model.scheme import AttributeKind, Scheme
from annotator.model.scheme_parts import Attribute
from annotator.model.span import Range
from annotator.services.agreement.figures import one_to_one
from annotator.services.agreement.mentions import HitsOf, common_counts
from annotator.services.comparison.alignment import Pair

AttributeChoices = dict[str, dict[tuple[str | None, ...], int]]
"""By attribute: how often it had which value on the left and which on the right."""

Comparable = Mapping[str, tuple[Attribute, ...]]
"""By label, the attributes to compare."""

_CATEGORIES = {AttributeKind.CHOICE, AttributeKind.YES_NO}
_Span = tuple[str, tuple[Range, ...]]
_Role = tuple[str, tuple[Range, ...], str]


@dataclass(frozen=True, slots=True)
class ArgumentCounts:
    """How often a layer has what; made once, and compared with each other layer.

    Attributes:
        events: Arguments by the label of their event.
        roles: By label of the event, span of the filler, and role.
        spans: By label of the event and span of the filler.
    """

    events: Mapping[str, int]
    roles: Mapping[_Role, int]
    spans: Mapping[_Span, int]

    @classmethod
    def of(cls, contents: LayerContents) -> "ArgumentCounts":
        """Count a layer."""
        mentions = {mention.id: mention for mention in contents.mentions}
        keys = [
            (mentions[argument.event].label, mentions[argument.filler].span.fragments, argument.role)
            for argument in contents.arguments
            if argument.event in mentions and argument.filler in mentions
        ]
        return cls(Counter(key[0] for key in keys), Counter(keys), Counter(key[:2] for key in keys))


def argument_hits(left: ArgumentCounts, right: ArgumentCounts) -> HitsOf:
    """What two layers have in common in arguments, by figure and label of the event.

    - `argument_span` (identification): an event of equal label has a filler of equal span.
    - `argument_role` (classification): the role is equal, too.

    The span of the trigger does not count, as in the ACE 2005 evaluations, so that figures can be compared.

    Source: Ji, H. and Grishman, R. (2008). Refining event extraction through cross-document inference. ACL 2008,
    254-262.
    """
    found: HitsOf = {}
    labels = dict.fromkeys((*left.events, *right.events))
    for name, common in (
        ("argument_role", common_counts(left.roles, right.roles)),
        ("argument_span", common_counts(left.spans, right.spans)),
    ):
        hits = dict.fromkeys(labels, 0)
        for key, count in common:
            hits[key[0]] += count
        for label, count in hits.items():
            found[name, label] = one_to_one(count, left.events.get(label, 0), right.events.get(label, 0))
    return found


def comparable_attributes(scheme: Scheme) -> Comparable:
    """The attributes of each label whose values are categories: choices, and yes or no; no free texts, no numbers."""
    return {
        label.name: tuple(a for a in scheme.attributes_of(label.name) if a.kind in _CATEGORIES)
        for label in scheme.labels
    }


def attribute_choices(pairs: Iterable[Pair], attributes: Comparable) -> AttributeChoices:
    """The values of the attributes of aligned mentions of equal label; what nobody said is the default, if any."""
    silent: dict[str, int] = {}
    found: AttributeChoices = {}
    for one, other in pairs:
        if one is None or other is None or one.label != other.label:
            continue
        if not one.attributes and not other.attributes:
            silent[one.label] = silent.get(one.label, 0) + 1
            continue
        for attribute in attributes.get(one.label, ()):
            _count(found, attribute, (one.attributes, other.attributes), 1)
    for label, times in silent.items():
        for attribute in attributes.get(label, ()):
            _count(found, attribute, ({}, {}), times)
    return found


def _count(found: AttributeChoices, attribute: Attribute, said: tuple[Attributes, Attributes], times: int) -> None:
    choices = found.setdefault(attribute.name, {})
    values = _value(said[0], attribute), _value(said[1], attribute)
    choices[values] = choices.get(values, 0) + times


def _value(said: Attributes, attribute: Attribute) -> str:
    value = said.get(attribute.name, attribute.default)
    if attribute.kind is AttributeKind.YES_NO:
        return "yes" if value else "no"
    return "" if value is None else str(value)
