"""Edits of arguments: which mentions fill the roles of an event, in which order, with which attributes.

Each function is one act of the session's annotator on their own layer; a refusal raises and changes nothing. What the
scheme forbids is refused unless the project is set to warn; then `misfit` tells what to warn of.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from annotator.model.annotation import Argument, Kind, Mention, Relation, Value
from annotator.model.change import Change, Changes, Subject
from annotator.model.errors import SchemeError
from annotator.model.ids import ArgumentId, MentionId, new_id
from annotator.model.scheme import Scheme, Strictness
from annotator.model.span import Span
from annotator.services.session import EditError, Session


@dataclass(frozen=True, slots=True)
class NewFiller:
    """Text that becomes a mention and a filler in one act."""

    span: Span
    label: str


Filler = MentionId | NewFiller


def arguments_of(session: Session, event: MentionId) -> tuple[Argument, ...]:
    """The arguments of an event, in their order."""
    return in_order(argument for argument in session.arguments_with(event) if argument.event == event)


def misfit(session: Session, argument: Argument) -> str | None:
    """What the scheme has against an argument that stands: a sentence, or `None`."""
    event, filler = session.mention(argument.event), session.mention(argument.filler)
    alike = [other for other in arguments_of(session, event.id) if other.role == argument.role]
    return misfit_among(session.scheme, event.label, argument, filler.label, len(alike))


def misfit_among(scheme: Scheme, event_label: str, argument: Argument, filler_label: str, alike: int) -> str | None:
    """`misfit` of an argument whose ends are known; `alike` mentions fill its role, its own filler counted."""
    try:
        scheme.check_argument(event_label, argument.role, filler_label, argument.attributes)
        scheme.check_count(event_label, argument.role, alike)
    except SchemeError as refusal:
        return refusal.message
    return None


def add_argument(
    session: Session, event: MentionId, role: str, filler: Filler, *, initiator: object = None
) -> Argument:
    """Let a mention, or a piece of text that becomes one, fill a role of an event; it comes last.

    Raises:
        AnnotatorError: If the scheme forbids it, the role is full, or the mention fills it already.
    """
    act = session.begin("argument.add")
    owner = _own_event(session, event)
    there = arguments_of(session, event)
    _require_room(session, owner, role, there)
    changes: list[Change] = []
    if isinstance(filler, NewFiller):
        made, changes = session.new_mention(act, owner.document, filler.span, filler.label)
        filler = made.id
    elif any(argument.role == role and argument.filler == filler for argument in there):
        raise EditError(f"This mention fills {role} already.", role=role)
    position = there[-1].position + 1 if there else 0
    argument = _argument(session, owner, role, filler, position)
    session.commit([*changes, act.change(None, argument)], initiator)
    return argument


def replace_fillers(
    session: Session, event: MentionId, role: str, filler: MentionId, *, initiator: object = None
) -> Changes:
    """Let a mention alone fill a role, in place of whoever does.

    Raises:
        AnnotatorError: If the scheme forbids it.
    """
    act = session.begin("argument.replace")
    (owner,) = session.own([event])
    old = [argument for argument in arguments_of(session, event) if argument.role == role]
    if not old:
        raise EditError(f"Nothing fills {role} yet.", role=role)
    changes = [act.change(argument, None) for argument in old]
    made = _argument(session, owner, role, filler, old[0].position)
    return session.commit([*changes, act.change(None, made)], initiator)


def delete_arguments(session: Session, arguments: Sequence[Argument], *, initiator: object = None) -> Changes:
    """Take mentions out of roles; the mentions stay."""
    act = session.begin("argument.delete")
    session.own({argument.event for argument in arguments})
    return session.commit([act.change(argument, None) for argument in arguments], initiator)


def set_role(session: Session, argument: Argument, role: str, *, initiator: object = None) -> Changes:
    """Let a filler play another role of the same event; attributes that the role does not have are dropped.

    Raises:
        AnnotatorError: If the scheme forbids it, or the role is full.
    """
    act = session.begin("argument.role")
    (owner,) = session.own([argument.event])
    there = arguments_of(session, owner.id)
    if any((other.role, other.filler) == (role, argument.filler) for other in there if other != argument):
        raise EditError(f"This mention fills {role} already.", role=role)
    if role != argument.role:
        _require_room(session, owner, role, there)
    allowed = session.scheme.role(owner.label, role).attributes
    kept = {name: value for name, value in argument.attributes.items() if name in allowed}
    return session.commit([act.change(argument, replace(argument, role=role, attributes=kept))], initiator)


def set_argument_attribute(
    session: Session, argument: Argument, name: str, value: Value | None, *, initiator: object = None
) -> Changes:
    """Give an attribute of an argument a value; `None` takes the value away."""
    act = session.begin("argument.attribute")
    session.own([argument.event])
    attributes = {key: old for key, old in argument.attributes.items() if key != name}
    if value is not None:
        attributes[name] = value
    return session.commit([act.change(argument, replace(argument, attributes=attributes))], initiator)


def move_argument(session: Session, argument: Argument, steps: int, *, initiator: object = None) -> Changes:
    """Move a filler `steps` places on (back if negative) among those of its role; not beyond the ends."""
    act = session.begin("argument.move")
    session.own([argument.event])
    alike = [other for other in arguments_of(session, argument.event) if other.role == argument.role]
    positions = [other.position for other in alike]
    place = next(i for i, other in enumerate(alike) if other.id == argument.id)
    alike.insert(max(0, min(len(alike) - 1, place + steps)), alike.pop(place))
    moved = zip(alike, _distinct(positions), strict=True)
    return session.commit(
        [act.change(other, replace(other, position=position)) for other, position in moved], initiator
    )


def relabel_dropping(
    session: Session, mentions: Iterable[MentionId], label: str, *, initiator: object = None
) -> Changes:
    """Give mentions another label, and take out the arguments and relations that it does not allow."""
    act = session.begin("mention.relabel")
    owned = session.own(mentions)
    links = {link.id: link for mention in owned for link in misfits_under(session, mention, label)}
    dropped = [act.change(link, None) for link in links.values()]
    return session.commit([*dropped, *session.relabelled(act, owned, label)], initiator)


def misfits_under(session: Session, mention: Mention, label: str) -> list[Argument | Relation]:
    """The arguments and relations of a mention that the scheme would not allow if it had this label."""
    scheme = session.scheme
    found: list[Argument | Relation] = []

    def label_of(end: MentionId) -> str:
        return label if end == mention.id else session.mention(end).label

    for argument in session.arguments_with(mention.id):
        ends = label_of(argument.event), argument.role, label_of(argument.filler)
        if not _is_allowed(scheme.check_argument, *ends, argument.attributes):
            found.append(argument)
    for relation in session.relations_with(mention.id):
        joined = relation.label, label_of(relation.source), label_of(relation.target)
        if not _is_allowed(scheme.check_relation, *joined, relation.attributes):
            found.append(relation)
    return found


def gone_with(changes: Changes) -> tuple[Argument | Relation, ...]:
    """The arguments and relations that an act took away, for saying what went with a mention."""
    gone = (c.before for c in changes.of(Subject.ARGUMENT, Subject.RELATION) if c.after is None)
    return tuple(link for link in gone if isinstance(link, Argument | Relation))


def _own_event(session: Session, event: MentionId) -> Mention:
    (owner,) = session.own([event])
    if owner.kind is not Kind.EVENT:
        raise EditError(f"Only events have arguments; {owner.label} is an entity.", mention=event)
    return owner


def in_order(arguments: Iterable[Argument]) -> tuple[Argument, ...]:
    """The arguments of one event in their order."""
    return tuple(sorted(arguments, key=_order))


def _order(argument: Argument) -> tuple[int, str]:
    return argument.position, argument.id


def _distinct(positions: Sequence[int]) -> list[int]:
    """The same positions, each made greater than the one before."""
    found: list[int] = []
    for position in positions:
        found.append(max(position, found[-1] + 1) if found else position)
    return found


def _argument(session: Session, event: Mention, role: str, filler: MentionId, position: int) -> Argument:
    attributes = _defaults(session, event, role)
    id_ = ArgumentId(new_id())
    return Argument(id_, event.document, session.annotator, event.id, role, filler, attributes, position)


def _require_room(session: Session, event: Mention, role: str, there: Sequence[Argument]) -> None:
    if session.strictness is Strictness.REFUSE:
        count = sum(argument.role == role for argument in there)
        session.scheme.check_count(event.label, role, count + 1)


def _defaults(session: Session, event: Mention, role: str) -> dict[str, Value]:
    """What an argument says from the start; nothing for a role that the scheme does not have (in a lenient project)."""
    found = next((known for known in session.scheme.label(event.label).roles if known.name == role), None)
    attributes = [session.scheme.attribute(name) for name in found.attributes] if found is not None else []
    return {attribute.name: attribute.default for attribute in attributes if attribute.default is not None}


def _is_allowed(check: Callable[..., None], *values: object) -> bool:
    try:
        check(*values)
    except SchemeError:
        return False
    return True
