"""What the page calls the kinds of disagreement, and what each side says in a word or two."""

from collections.abc import Mapping
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from annotator.gui.naming import number
from annotator.model.annotation import Argument, Kind, Relation, Value
from annotator.services.comparison.disagreement import Difference, Disagreement, kinds_named
from annotator.services.comparison.disagreement_list import Listed


def _(_context: str, text: str) -> str:
    """Mark a text for translators (an alias of QT_TRANSLATE_NOOP for their tool, with a type)."""
    return text


class Family(StrEnum):
    """Kinds of disagreement that are listed together, in the order of the list."""

    BOUNDARY = "boundary"
    LABEL = "label"
    MISSING = "missing"
    ARGUMENT = "argument"
    RELATION = "relation"
    CLUSTER = "cluster"
    ATTRIBUTE = "attribute"


KINDS: Mapping[Family, frozenset[Difference]] = {
    family: kinds_named(family) | (kinds_named("extra") if family is Family.MISSING else frozenset())
    for family in Family
}
_OF = {kind: family for family, kinds in KINDS.items() for kind in kinds}
_NAMES: Mapping[Family, str] = {
    Family.BOUNDARY: _("Compare", "Boundary"),
    Family.LABEL: _("Compare", "Label"),
    Family.MISSING: _("Compare", "Missing"),
    Family.ARGUMENT: _("Compare", "Arguments"),
    Family.RELATION: _("Compare", "Relations"),
    Family.CLUSTER: _("Compare", "Clusters"),
    Family.ATTRIBUTE: _("Compare", "Attributes"),
}


def _said(text: str) -> str:
    return QCoreApplication.translate("Compare", text)


def family_of(kind: Difference) -> Family:
    """Under which heading a kind is listed."""
    return _OF[kind]


def family_name(family: Family) -> str:
    """The heading."""
    return _said(_NAMES[family])


def families_of(kinds: frozenset[Difference]) -> frozenset[Family]:
    """The families all of whose kinds are among these."""
    return frozenset(family for family, inside in KINDS.items() if inside <= kinds)


def has_something(found: Disagreement, side: int) -> bool:
    """Whether a side has what the disagreement is about; else the other one has it alone."""
    if any(found.links):
        return found.links[side] is not None
    return (found.left, found.right)[side] is not None


def said_by(listed: Listed, side: int) -> str:
    """What a side says, in a word or two."""
    found = listed.found
    if not has_something(found, side):
        return nothing(found)
    match found.kind:
        case Difference.ATTRIBUTE:
            return value_words(found.said[side])
        case Difference.ARGUMENT_FILLER:
            return listed.fillers[side]
        case Difference.RELATION_DIRECTION if side:
            return _said(_("Compare", "the other way"))
    return _cluster(found, side) if found.parts else _name(found, side)


def _name(found: Disagreement, side: int) -> str:
    """The role or label of what it is about."""
    link, mention = found.links[side], (found.left, found.right)[side]
    if isinstance(link, Argument):
        return link.role
    if isinstance(link, Relation):
        return link.label
    return mention.label if mention is not None else ""


def nothing(found: Disagreement) -> str:
    """What a side says that has nothing there."""
    if found.kind in KINDS[Family.MISSING]:
        mention = found.left or found.right
        is_event = mention is not None and mention.kind is Kind.EVENT
        return _said(_("Compare", "no event")) if is_event else _said(_("Compare", "no mention"))
    return _said(_("Compare", "none"))


def value_words(value: Value | None) -> str:
    """A value of an attribute."""
    if value is None:
        return _said(_("Compare", "not said"))
    if isinstance(value, bool):
        return _said(_("Compare", "yes")) if value else _said(_("Compare", "no"))
    return value if isinstance(value, str) else str(value)


def _cluster(found: Disagreement, side: int) -> str:
    """Whether a side holds the mentions of a cluster together, or in how many parts it divides them."""
    owner = 0 if found.kind in {Difference.CLUSTER_MISSING, Difference.CLUSTER_SPLIT} else 1
    if side == owner:
        return _said(_("Compare", "one"))
    if all(len(part) == 1 for part in found.parts):
        return _said(_("Compare", "apart"))
    return _said(_("Compare", "{count} parts")).format(count=number(len(found.parts)))
