"""How far two layers of a document agree on what belongs to mentions: the arguments of events, and attributes."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from annotator.model.annotation import LayerContents, Mention
from annotator.model.scheme import AttributeKind, Scheme
from annotator.model.scheme_parts import Attribute
from annotator.model.span import Range
from annotator.services.agreement_figures import one_to_one
from annotator.services.agreement_mentions import HitsOf
from annotator.services.alignment import Pair

AttributeChoices = Counter[tuple[str, str, str]]
"""How often an attribute (first) had which value on the left and which on the right."""

Comparable = Mapping[str, tuple[Attribute, ...]]
"""By label, the attributes to compare."""

_CATEGORIES = {AttributeKind.CHOICE, AttributeKind.YES_NO}
_Key = tuple[str, str, tuple[Range, ...]]


def argument_hits(left: LayerContents, right: LayerContents) -> HitsOf:
    """What two layers have in common in arguments, by figure and label of the event.

    - `argument_span` (identification): an event of equal label has a filler of equal span.
    - `argument_role` (classification): the role is equal, too.

    The span of the trigger does not count, as in the ACE 2005 evaluations, so that figures can be compared.

    Source: Ji, H. and Grishman, R. (2008). Refining event extraction through cross-document inference. ACL 2008,
    254-262.
    """
    ours, theirs = _arguments(left), _arguments(right)
    return {
        **_common("argument_role", ours, theirs),
        **_common("argument_span", [_without_role(key) for key in ours], [_without_role(key) for key in theirs]),
    }


def _without_role(key: _Key) -> _Key:
    return key[0], "", key[2]


def _arguments(contents: LayerContents) -> list[_Key]:
    """Label of the event, role, and fragments of the filler."""
    mentions = {mention.id: mention for mention in contents.mentions}
    return [
        (mentions[argument.event].label, argument.role, mentions[argument.filler].span.fragments)
        for argument in contents.arguments
        if argument.event in mentions and argument.filler in mentions
    ]


def _common(name: str, left: Sequence[_Key], right: Sequence[_Key]) -> HitsOf:
    ours, theirs = Counter(left), Counter(right)
    common: Counter[str] = Counter()
    for key in ours.keys() & theirs.keys():
        common[key[0]] += min(ours[key], theirs[key])
    left_of, right_of = Counter(key[0] for key in left), Counter(key[0] for key in right)
    return {(name, label): one_to_one(common[label], left_of[label], right_of[label]) for label in left_of | right_of}


def comparable_attributes(scheme: Scheme) -> Comparable:
    """The attributes of each label whose values are categories: choices, and yes or no; no free texts, no numbers."""
    return {
        label.name: tuple(a for a in scheme.attributes_of(label.name) if a.kind in _CATEGORIES)
        for label in scheme.labels
    }


def attribute_choices(pairs: Iterable[Pair], attributes: Comparable) -> AttributeChoices:
    """The values of the attributes of aligned mentions of equal label; what nobody said is the default, if any."""
    found: AttributeChoices = Counter()
    for one, other in pairs:
        if one is not None and other is not None and one.label == other.label:
            for attribute in attributes.get(one.label, ()):
                found[attribute.name, _value(one, attribute), _value(other, attribute)] += 1
    return found


def _value(mention: Mention, attribute: Attribute) -> str:
    value = mention.attributes.get(attribute.name, attribute.default)
    if attribute.kind is AttributeKind.YES_NO:
        return "yes" if value else "no"
    return "" if value is None else str(value)
