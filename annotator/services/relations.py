"""Edits of relations between two mentions of the annotator's layer; each function is one act.

A symmetric relation has no direction: it stands once between two mentions, whichever way it was drawn.
"""

from dataclasses import replace

from annotator.model.annotation import Relation, Value
from annotator.model.change import Changes
from annotator.model.errors import SchemeError
from annotator.model.ids import MentionId, RelationId, new_id
from annotator.model.scheme import Scheme
from annotator.services.session import EditError, Session


def misfit(session: Session, relation: Relation) -> str | None:
    """What the scheme has against a relation that stands: a sentence, or `None`."""
    source, target = session.mention(relation.source), session.mention(relation.target)
    return misfit_between(session.scheme, relation, source.label, target.label)


def misfit_between(scheme: Scheme, relation: Relation, source_label: str, target_label: str) -> str | None:
    """`misfit` of a relation whose ends are known."""
    try:
        scheme.check_relation(relation.label, source_label, target_label, relation.attributes)
    except SchemeError as refusal:
        return refusal.message
    return None


def add_relation(
    session: Session, label: str, source: MentionId, target: MentionId, *, initiator: object = None
) -> Relation:
    """Join two mentions.

    Raises:
        AnnotatorError: If the scheme forbids it, or they are joined so already.
    """
    act = session.begin("relation.add")
    (owner,) = session.own([source])
    _refuse_double(session, label, source, target)
    said = {a.name: a.default for a in session.scheme.attributes_of(label) if a.default is not None}
    made = Relation(RelationId(new_id()), owner.document, session.annotator, label, source, target, said)
    session.commit([act.change(None, made)], initiator)
    return made


def relabel_relation(session: Session, relation: Relation, label: str, *, initiator: object = None) -> Changes:
    """Give a relation another label; attributes that it does not have are dropped.

    Raises:
        AnnotatorError: If the scheme forbids it, or the mentions are joined so already.
    """
    act = session.begin("relation.relabel")
    session.own([relation.source])
    if label != relation.label:
        _refuse_double(session, label, relation.source, relation.target)
    allowed = {attribute.name for attribute in session.scheme.attributes_of(label)}
    kept = {name: value for name, value in relation.attributes.items() if name in allowed}
    return session.commit([act.change(relation, replace(relation, label=label, attributes=kept))], initiator)


def reverse_relation(session: Session, relation: Relation, *, initiator: object = None) -> Changes:
    """Let a relation lead the other way.

    Raises:
        AnnotatorError: If the scheme forbids it.
    """
    act = session.begin("relation.reverse")
    session.own([relation.source])
    turned = replace(relation, source=relation.target, target=relation.source)
    if not session.scheme.label(relation.label).symmetric:
        _refuse_double(session, relation.label, turned.source, turned.target)
    return session.commit([act.change(relation, turned)], initiator)


def set_relation_attribute(
    session: Session, relation: Relation, name: str, value: Value | None, *, initiator: object = None
) -> Changes:
    """Give an attribute of a relation a value; `None` takes the value away."""
    act = session.begin("relation.attribute")
    session.own([relation.source])
    attributes = {key: old for key, old in relation.attributes.items() if key != name}
    if value is not None:
        attributes[name] = value
    return session.commit([act.change(relation, replace(relation, attributes=attributes))], initiator)


def delete_relation(session: Session, relation: Relation, *, initiator: object = None) -> Changes:
    """Part two mentions; they stay."""
    act = session.begin("relation.delete")
    session.own([relation.source])
    return session.commit([act.change(relation, None)], initiator)


def _refuse_double(session: Session, label: str, source: MentionId, target: MentionId) -> None:
    is_symmetric = session.scheme.label(label).symmetric
    for other in session.relations_with(source):
        is_same = (other.source, other.target) == (source, target)
        if other.label == label and (is_same or (is_symmetric and other.source == target)):
            raise EditError(f"These two are joined by {label} already.", label=label)
