"""What becomes of each name that files use: one rule for asking about them and for taking them in.

`Naming` goes from a name of the file to the one here. Where the scheme does not have or allow it, it asks, and does as
it is told. Everything it gives back the scheme allows, once it has got what the answers add to it.
"""

from collections.abc import Callable, Mapping
from typing import Literal, get_args

from annotator.formats.said_values import as_text
from annotator.model.annotation import Kind, Value
from annotator.model.errors import SchemeError
from annotator.model.scheme import Attribute, AttributeKind, LabelKind, Scheme
from annotator.services.imports.label_names import Act, Answer, Asked, Thing

Named = tuple[LabelKind, str]
"""A label here, or one that will be."""
Home = tuple[Literal["label"], str] | tuple[Literal["role"], str, str]
"""What carries an attribute here: a label, or the role of an event."""
Ask = Callable[[Asked], Answer]
_CONTROLS = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029], " ")


def clean(name: str) -> str:
    """A name as a scheme can have it: without control characters, and no blanks at its ends."""
    return " ".join(name.translate(_CONTROLS).split())


def is_known(scheme: Scheme, kind: str, label: str) -> bool:
    """Whether mentions or relations of a kind can have a label."""
    found = scheme.find(label)
    return found is not None and found.kind == kind and (kind == "relation" or not found.abstract)


class Naming:
    """From names of the files to names here.

    Args:
        scheme: As it is before anything is added.
        labels: What becomes of labels that it does not have; `None` for those that are left out.
        attributes: Those that it will get.
        ask: Gives the answers.
    """

    def __init__(
        self,
        scheme: Scheme,
        labels: Mapping[Asked, Named | None],
        attributes: Mapping[str, Attribute],
        ask: Ask,
    ) -> None:
        self._scheme = scheme
        self._labels = labels
        self._new = attributes
        self._ask = ask
        self._known = {attribute.name: attribute for attribute in scheme.attributes}

    # -- labels

    def label(self, kind: Kind | Literal["relation"], label: str) -> Named | None:
        """What a label is called here, and of what kind it is; `None` if it is left out.

        Raises:
            KeyError: If nothing was said of it.
        """
        if is_known(self._scheme, kind, label):
            return label_kind(kind), label
        return self._labels[Asked(Thing(kind), label)]

    def of_cluster(self, kind: Kind, label: str) -> Named | None:
        """The same for the label of a cluster, which may be a heading."""
        found = self._scheme.find(label)
        if found is not None and found.kind == kind.value:
            return label_kind(kind), label
        return self._labels[Asked(Thing(kind), label)]

    # -- links, by the labels here

    def role(self, event: str, role: str, filler: str) -> str | None:
        """The role of an argument; `None` if it is left out."""
        label = self._scheme.find(event)
        if label is None:
            return clean(role)
        known = {one.name for one in label.roles}
        if role not in known:
            answer = self._ask(Asked(Thing.ROLE, role, (event,)))
            if answer.act is Act.DROP:
                return None
            role = answer.to if answer.act is Act.RENAME else clean(role)
            if role not in known:
                return role
        if self._scheme.may_fill(event, role, filler):
            return role
        return _done(self._ask(Asked(Thing.FILLER, role, (event, filler))), role)

    def relation(self, label: str, source: str, target: str) -> str | None:
        """The label of a relation; `None` if it is left out."""
        named = self.label("relation", label)
        if named is None or self._scheme.find(named[1]) is None or self.may_join(named[1], source, target):
            return named and named[1]
        return _done(self._ask(Asked(Thing.ENDS, named[1], (source, target))), named[1])

    def may_join(self, relation: str, source: str, target: str) -> bool:
        """Whether a relation that the scheme has may lead from one label to the other."""
        try:
            self._scheme.check_relation(relation, source, target, {})
        except SchemeError:
            return False
        return True

    # -- attributes

    def attribute(self, home: Home, name: str) -> str | None:
        """What an attribute is called here; `None` if it is left out."""
        if name not in self._known:
            answer = self._ask(Asked(Thing.ATTRIBUTE, name))
            if answer.act is Act.DROP:
                return None
            name = answer.to if answer.act is Act.RENAME else clean(name)
            if name not in self._known:
                return name
        if self.carries(home, name):
            return name
        answer = self._ask(Asked(Thing.CARRIER, name))
        if answer.act is Act.RENAME:
            return answer.to if self.carries(home, answer.to) else None
        return _done(answer, name)

    def carries(self, home: Home, attribute: str) -> bool:
        """Whether something carries an attribute; what is new will carry all that it is said to have."""
        label = self._scheme.find(home[1])
        if label is None:
            return True
        if len(home) == 2:
            return attribute in label.attributes
        role = next((one for one in label.roles if one.name == home[2]), None)
        return role is None or attribute in role.attributes

    def value(self, attribute: str, value: Value) -> Value | None:
        """A value, by the attribute's name here; `None` if it is left out."""
        known = self._known.get(attribute) or self._new[attribute]
        fitted = fitting_value(known, value)
        if fitted is not None:
            return fitted
        answer = self._ask(Asked(Thing.VALUE, as_text(value), (attribute,)))
        if answer.act is Act.RENAME:
            return fitting_value(known, answer.to)
        return None if answer.act is Act.DROP else clean(as_text(value))


def label_kind(kind: str) -> LabelKind:
    """The kind of labels that mentions of a kind have."""
    return next(one for one in get_args(LabelKind) if one == kind)


def fitting_value(attribute: Attribute, value: Value) -> Value | None:
    """A value as the attribute takes it, when that says the same; `None` if it cannot be.

    Truths and numbers that a file gives as text become such, and the other way round.
    """
    said: Value | None = as_text(value)
    if attribute.kind is AttributeKind.YES_NO:
        said = _TRUTHS.get(str(said).strip().casefold())
    elif attribute.kind is AttributeKind.NUMBER:
        said = _number(value)
    if said is None:
        return None
    try:
        attribute.check(said)
    except SchemeError:
        return None
    return said


_TRUTHS = {"true": True, "false": False, "yes": True, "no": False}


def _number(value: Value) -> Value | None:
    if isinstance(value, bool):
        return None
    for make in (int, float):
        try:
            return value if isinstance(value, (int, float)) else make(value)
        except ValueError:
            continue
    return None


def _done(answer: Answer, name: str) -> str | None:
    """What something is called that the scheme has and does not allow there."""
    if answer.act is Act.RENAME:
        return answer.to
    return name if answer.act is Act.ADD else None
