"""Every reason why the parts of a scheme cannot be used together, as sentences."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from annotator.model.errors import SchemeError
from annotator.model.scheme_parts import HUES, Attribute, AttributeKind, Label

_CARDINALITY = re.compile(r"[?1*+]|\{[1-9][0-9]?\}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_MOST_LEVELS = 32
_LONGEST_MARK = 4


def contradictions(name: str, labels: Iterable[Label], attributes: Iterable[Attribute]) -> Iterable[str]:
    """What is wrong with a scheme of this name and these parts; nothing if it can be used."""
    if not name.strip():
        yield "It has no name."
    labels, attributes = tuple(labels), tuple(attributes)
    yield from _doubles("label", (label.name for label in labels))
    yield from _doubles("attribute", (attribute.name for attribute in attributes))
    yield from _doubles("key", (label.key for label in labels if label.key))
    labels_by_name = {label.name: label for label in labels}
    attributes_by_name = {attribute.name: attribute for attribute in attributes}
    for attribute in attributes:
        yield from _attribute_contradictions(attribute)
    for label in labels:
        yield from _label_contradictions(label, labels_by_name, attributes_by_name)


def _doubles(what: str, names: Iterable[str]) -> Iterable[str]:
    for name, count in Counter(names).items():
        if not name.strip():
            yield f"A {what} has no name."
        elif count > 1:
            yield f"The {what} “{name}” is given {count} times."
        elif name != name.strip() or _CONTROL.search(name):
            yield f"The {what} {name!r} begins or ends with a blank or holds a control character."


def _attribute_contradictions(attribute: Attribute) -> Iterable[str]:
    if attribute.kind is AttributeKind.CHOICE and not attribute.choices:
        yield f"The attribute “{attribute.name}” is a choice without choices."
    yield from _doubles(f"value of {attribute.name}", (choice.value for choice in attribute.choices))
    yield from _doubles(f"key of {attribute.name}", _keys(attribute))
    for mark in (attribute.mark, *(choice.mark for choice in attribute.choices)):
        if len(mark) > _LONGEST_MARK or _CONTROL.search(mark):
            yield f"The mark “{mark}” of {attribute.name} is longer than {_LONGEST_MARK} characters or holds a control."
    if attribute.default is not None:
        try:
            attribute.check(attribute.default)
        except SchemeError as error:
            yield error.message


def _ancestry_contradictions(label: Label, labels: Mapping[str, Label]) -> Iterable[str]:
    seen, above = {label.name}, label.parent
    while above:
        if above in seen:
            yield f"“{label.name}” is its own ancestor."
            return
        if above not in labels:
            yield f"“{label.name}” stands below “{above}”, which is not a label."
            return
        if labels[above].kind != label.kind:
            yield f"“{label.name}” ({label.kind}) stands below “{above}” ({labels[above].kind})."
        seen.add(above)
        if len(seen) > _MOST_LEVELS:
            yield f"“{label.name}” stands more than {_MOST_LEVELS} levels deep."
            return
        above = labels[above].parent


def _label_contradictions(
    label: Label, labels: Mapping[str, Label], attributes: Mapping[str, Attribute]
) -> Iterable[str]:
    yield from _ancestry_contradictions(label, labels)
    if label.hue not in HUES:
        yield f"“{label.name}” has the hue “{label.hue}”; it must be one of {', '.join(HUES)}."
    yield from _unknown(label.name, "attribute", label.attributes, attributes)
    yield from _unknown(label.name, "label", (*label.source, *label.target), labels)
    if label.roles and label.kind != "event":
        yield f"“{label.name}” has roles but is not an event."
    yield from _doubles(f"role of {label.name}", (role.name for role in label.roles))
    yield from _doubles(f"role key of {label.name}", (role.key for role in label.roles if role.key))
    carried = [attributes[name] for name in label.attributes if name in attributes]
    yield from _doubles(f"attribute key of {label.name}", (key for attribute in carried for key in _keys(attribute)))
    for role in label.roles:
        where = f"{label.name}, role {role.name}"
        yield from _unknown(where, "label", role.fillers, labels)
        yield from _unknown(where, "attribute", role.attributes, attributes)
        if not _CARDINALITY.fullmatch(role.cardinality):
            yield f"“{where}” has the cardinality “{role.cardinality}”; it must be ?, 1, *, + or {{n}}."


def _keys(attribute: Attribute) -> Iterable[str]:
    """The keys that set an attribute's values; within a label's attributes no two may be alike."""
    return [key for key in (attribute.key, *(choice.key for choice in attribute.choices)) if key]


def _unknown(where: str, what: str, names: Iterable[str], known: Iterable[str]) -> Iterable[str]:
    for name in names:
        if name not in known:
            yield f"“{where}” names the {what} “{name}”, which the scheme does not have."
