"""Schemes as YAML that people write by hand, and the same shape as JSON.

The shape is described for linguists in `resources/schemes/README.md`. Every plain value is text until its field asks
for something else, so `NO` is Norway and `1` is a key. A role that several events share is described once, under
`roles`, and an event says only what differs. Labels stand below their parents, under `children`.

A scheme may come from a stranger: its size and depth are bounded, aliases and unknown keys are refused, and every
refusal says where it happened and what would be right.
"""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import msgspec
from msgspec import UNSET, Struct, UnsetType

from annotator.formats import yaml_tree
from annotator.formats.yaml_tree import Tree
from annotator.model.annotation import Value
from annotator.model.errors import SchemeError
from annotator.model.scheme import Attribute, AttributeKind, Choice, Example, Label, LabelKind, Role, Scheme

MAX_BYTES = 5_000_000
FORMAT = "annotator-scheme-1"

_SECTIONS: tuple[tuple[str, LabelKind], ...] = (("entities", "entity"), ("events", "event"), ("relations", "relation"))
_Texts = list[str] | str | UnsetType
_Shape = TypeVar("_Shape", bound=Struct)


class _RoleShape(Struct, forbid_unknown_fields=True):
    names: dict[str, str] | UnsetType = UNSET
    key: str | UnsetType = UNSET
    cardinality: str | UnsetType = UNSET
    fillers: _Texts = UNSET
    attributes: _Texts = UNSET
    guideline: str | UnsetType = UNSET


class _ExampleShape(Struct, forbid_unknown_fields=True):
    language: str = ""
    good: str | UnsetType = UNSET
    bad: str | UnsetType = UNSET
    why: str = ""


class _LabelShape(Struct, forbid_unknown_fields=True):
    names: dict[str, str] = {}
    hue: str = "slate"
    key: str = ""
    short: str = ""
    parent: str = ""
    abstract: bool = False
    symmetric: bool = False
    attributes: _Texts = UNSET
    source: _Texts = UNSET
    target: _Texts = UNSET
    guideline: str = ""
    examples: list[Any] = []
    roles: dict[str, Any] | list[str] = {}
    children: dict[str, Any] = {}


class _ChoiceShape(Struct, forbid_unknown_fields=True):
    names: dict[str, str] = {}
    key: str = ""
    mark: str = ""


class _AttributeShape(Struct, forbid_unknown_fields=True):
    names: dict[str, str] = {}
    kind: AttributeKind = AttributeKind.CHOICE
    choices: dict[str, Any] | list[str] = {}
    default: str | bool | int | float | UnsetType = UNSET
    required: bool = False
    guideline: str = ""
    key: str = ""
    mark: str = ""


class _SchemeShape(Struct, forbid_unknown_fields=True):
    format: str = FORMAT
    name: str = ""
    version: int = 1
    title: str = ""
    description: str = ""
    attributes: dict[str, Any] = {}
    roles: dict[str, Any] = {}
    entities: dict[str, Any] = {}
    events: dict[str, Any] = {}
    relations: dict[str, Any] = {}
    allow_cycles: bool = False


def read_scheme_file(path: Path) -> Scheme:
    """The scheme in a YAML file, or in a JSON file if the name ends in `.json`.

    Raises:
        SchemeError: If it cannot be read or used; see `read_scheme`.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise SchemeError(f"The scheme {path} cannot be read: {error.strerror}.", path=str(path)) from error
    return scheme_from_json(data, path.name) if path.suffix.lower() == ".json" else read_scheme(data, path.name)


def read_scheme(source: bytes | str, name_hint: str = "") -> Scheme:
    """The scheme that a YAML text describes.

    Args:
        source: Text, or UTF-8 of it.
        name_hint: The file's name: begins every message, and without its suffix names a scheme that has no name.

    Raises:
        SchemeError: If it is not YAML, too large, has what a scheme has not, or contradicts itself.
    """
    return _Reader(yaml_tree.parse(_decoded(source, name_hint), name_hint), name_hint).scheme()


def scheme_from_json(source: bytes | str, name_hint: str = "") -> Scheme:
    """The scheme that a JSON text of the same shape describes; as `read_scheme`."""
    try:
        data = msgspec.json.decode(_decoded(source, name_hint))
    except msgspec.DecodeError as error:
        yaml_tree.refuse(name_hint, None, f"This is not JSON ({error}).")
    except RecursionError:
        yaml_tree.refuse(name_hint, None, "This JSON is nested too deeply to be a scheme.")
    return _Reader(Tree(data), name_hint).scheme()


def write_scheme(scheme: Scheme) -> str:
    """YAML of the scheme, in the scheme's order and without what goes without saying; `read_scheme` gives it back."""
    return yaml_tree.dump(scheme_shape(scheme))


def scheme_to_json(scheme: Scheme) -> bytes:
    """JSON of the same shape; `scheme_from_json` gives the scheme back."""
    return msgspec.json.format(msgspec.json.encode(scheme_shape(scheme)), indent=2) + b"\n"


def _decoded(source: bytes | str, name: str) -> str:
    if len(source) > MAX_BYTES:
        yaml_tree.refuse(
            name, None, f"It is larger than {MAX_BYTES // 1_000_000} MB; no scheme is. Is it the right file?"
        )
    try:
        data = source.encode() if isinstance(source, str) else source
        return data.decode("utf-8-sig")
    except UnicodeEncodeError as error:
        yaml_tree.refuse(name, None, f"Character {error.start + 1} is half of a surrogate pair, which is no character.")
    except UnicodeDecodeError as error:
        yaml_tree.refuse(name, None, f"Byte {error.start + 1} is not UTF-8. Save the file as UTF-8.")


# Reading ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Here:
    """A part of the tree: its path and how to say what is wrong with it."""

    tree: Tree
    source: str
    path: yaml_tree.Path = ()

    def __truediv__(self, step: str | int) -> "_Here":
        if len(self.path) > yaml_tree.MAX_DEPTH:
            self.refuse(f"This is nested more than {yaml_tree.MAX_DEPTH} levels deep.")
        return _Here(self.tree, self.source, (*self.path, step))

    def read(self, shape: type[_Shape], data: object) -> _Shape:
        """`data` as `shape`; nothing written stands for nothing said."""
        try:
            return msgspec.convert({} if data is None else data, shape, strict=False)
        except msgspec.ValidationError as error:
            self._refuse_shape(shape, str(error))

    def refuse(self, what: str) -> NoReturn:
        where = " › ".join(yaml_tree.shown(step) for step in self.path)
        yaml_tree.refuse(self.source, self.tree.place(self.path), f"{where}: {what}" if where else what)

    def _refuse_shape(self, shape: type[Struct], message: str) -> NoReturn:
        if unknown := re.search("unknown field `(.*?)`", message, re.DOTALL):
            name, known = unknown[1], [f.name for f in msgspec.structs.fields(shape)]
            close = difflib.get_close_matches(name, known, 1)
            meant = f"Did you mean “{close[0]}”?" if close else f"It can have: {', '.join(known)}."
            (self / name).refuse(f"There is no “{yaml_tree.shown(name)}” here. {meant}")
        what, _, inner = message.partition(" - at `$")
        here = self
        for key, index in re.findall(r"\.(\w+)|\[(\d+)\]", inner):
            here = here / (key or int(index))
        for word, plain in (
            ("`object`", "names with values"),
            ("`array`", "a list"),
            ("`str`", "text"),
            ("`null`", "nothing"),
        ):
            what = what.replace(word, plain)
        here.refuse(what + ".")


class _Reader:
    """Makes a scheme of a tree."""

    def __init__(self, tree: Tree, source: str) -> None:
        self._here = _Here(tree, source)
        if tree.data is None:
            self._here.refuse("There is nothing in it. Is it the right file?")
        self._shape = self._here.read(_SchemeShape, tree.data)
        self._roles: dict[str, Role] = {}

    def scheme(self) -> Scheme:
        shape, here = self._shape, self._here
        if shape.format != FORMAT:
            (here / "format").refuse(
                f"“{yaml_tree.shown(shape.format)}” is not a format this version reads; it reads {FORMAT}."
            )
        self._roles = {name: self._role(Role(name), data, here / "roles" / name) for name, data in shape.roles.items()}
        labels = [
            label
            for section, kind in _SECTIONS
            for label in self._labels(kind, getattr(shape, section), here / section)
        ]
        return self._checked(tuple(labels))

    def _checked(self, labels: tuple[Label, ...]) -> Scheme:
        shape, source = self._shape, self._here.source
        attributes = tuple(
            _attribute(name, data, self._here / "attributes" / name) for name, data in shape.attributes.items()
        )
        name = shape.name or Path(source).stem
        try:
            return Scheme(name, shape.version, shape.title, shape.description, attributes, labels, shape.allow_cycles)
        except SchemeError as error:
            raise SchemeError(f"{source}: {error.message}" if source else error.message, **error.facts) from error

    def _labels(self, kind: LabelKind, data: Mapping[str, Any], here: _Here, parent: str = "") -> Iterator[Label]:
        for name, said in data.items():
            shape = (here / name).read(_LabelShape, said)
            if parent and shape.parent:
                (here / name / "parent").refuse(f"It already stands below {parent}. Leave out “parent”.")
            yield self._label(kind, name, shape, parent or shape.parent, here / name)
            yield from self._labels(kind, shape.children, here / name / "children", name)

    def _label(self, kind: LabelKind, name: str, shape: _LabelShape, parent: str, here: _Here) -> Label:
        roles = shape.roles if isinstance(shape.roles, dict) else dict.fromkeys(shape.roles)
        return Label(
            name,
            kind,
            parent=parent,
            hue=shape.hue,
            key=shape.key,
            short=shape.short,
            abstract=shape.abstract,
            names=shape.names,
            guideline=shape.guideline,
            examples=tuple(_example(said, here / "examples" / i) for i, said in enumerate(shape.examples)),
            attributes=_texts(shape.attributes),
            roles=tuple(
                self._role(self._roles.get(role, Role(role)), said, here / "roles" / role)
                for role, said in roles.items()
            ),
            source=_texts(shape.source),
            target=_texts(shape.target),
            symmetric=shape.symmetric,
        )

    @staticmethod
    def _role(common: Role, data: object, here: _Here) -> Role:
        shape = here.read(_RoleShape, data)
        return Role(
            common.name,
            fillers=_texts(shape.fillers, common.fillers),
            cardinality=common.cardinality if shape.cardinality is UNSET else shape.cardinality,
            key=common.key if shape.key is UNSET else shape.key,
            names=common.names if shape.names is UNSET else shape.names,
            guideline=common.guideline if shape.guideline is UNSET else shape.guideline,
            attributes=_texts(shape.attributes, common.attributes),
        )


def _texts(said: _Texts, otherwise: tuple[str, ...] = ()) -> tuple[str, ...]:
    if said is UNSET:
        return otherwise
    return (said,) if isinstance(said, str) else tuple(said)


def _example(data: object, here: _Here) -> Example:
    if isinstance(data, str):
        return Example(data)
    shape = here.read(_ExampleShape, data)
    if (shape.good is UNSET) == (shape.bad is UNSET):
        here.refuse("An example is either “good: …” or “bad: …”.")
    text = shape.bad if shape.good is UNSET else shape.good
    return Example(str(text), shape.language, good=shape.bad is UNSET, why=shape.why)


def _attribute(name: str, data: object, here: _Here) -> Attribute:
    shape = here.read(_AttributeShape, data)
    choices = shape.choices if isinstance(shape.choices, dict) else dict.fromkeys(shape.choices)
    return Attribute(
        name,
        shape.kind,
        choices=tuple(_choice(value, said, here / "choices" / value) for value, said in choices.items()),
        default=None if shape.default is UNSET else _value(shape.kind, shape.default, here / "default"),
        required=shape.required,
        names=shape.names,
        guideline=shape.guideline,
        key=shape.key,
        mark=shape.mark,
    )


def _choice(value: str, data: object, here: _Here) -> Choice:
    shape = here.read(_ChoiceShape, data)
    return Choice(value, shape.names, shape.key, shape.mark)


def _value(kind: AttributeKind, said: Value, here: _Here) -> Value:
    """What a default means: YAML gives text, JSON may give the value itself."""
    if kind is AttributeKind.YES_NO and isinstance(said, str):
        if said.lower() not in ("yes", "true", "no", "false"):
            here.refuse(f"“{yaml_tree.shown(said)}” is neither yes nor no.")
        return said.lower() in ("yes", "true")
    if kind is AttributeKind.NUMBER and isinstance(said, str):
        try:
            return int(said) if re.fullmatch(r"[+-]?\d{1,18}", said) else float(said)
        except ValueError:
            here.refuse(f"“{yaml_tree.shown(said)}” is not a number.")
    return said


# Writing ---------------------------------------------------------------------------------------------------------


def scheme_shape(scheme: Scheme) -> dict[str, Any]:
    """The scheme as plain dicts, lists and values, as YAML and JSON write it."""
    common = _common_roles(scheme.labels)
    shape = _said(format=FORMAT, name=scheme.name) | {"version": scheme.version}
    shape |= _said(title=scheme.title, description=scheme.description, allow_cycles=scheme.allow_cycles)
    shape |= _said(attributes={a.name: _attribute_shape(a) for a in scheme.attributes})
    shape |= _said(roles={name: _role_shape(role, Role(name)) for name, role in common.items()})
    for section, kind in _SECTIONS:
        shape |= _said(**{section: _tree([label for label in scheme.labels if label.kind == kind], common)})
    return shape


def _said(**values: Any) -> dict[str, Any]:
    """Without what is empty, false or nothing."""
    return {name: _plain(value) for name, value in values.items() if value}


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _attribute_shape(attribute: Attribute) -> dict[str, Any]:
    kind = "" if attribute.kind is AttributeKind.CHOICE else attribute.kind.value
    choices = {choice.value: _choice_shape(choice) for choice in attribute.choices}
    shape = _said(names=attribute.names, kind=kind, choices=choices)
    if attribute.default is not None:
        shape["default"] = attribute.default
    said = _said(required=attribute.required, key=attribute.key, mark=attribute.mark, guideline=attribute.guideline)
    return shape | said


def _choice_shape(choice: Choice) -> dict[str, Any] | None:
    return _said(names=choice.names, key=choice.key, mark=choice.mark) or None


def _tree(labels: Iterable[Label], common: Mapping[str, Role]) -> dict[str, Any]:
    """Labels below their parents, as far as the scheme's order allows; the others name their parent."""
    top: dict[str, Any] = {}
    above: list[tuple[str, dict[str, Any]]] = []
    for label in labels:
        while above and above[-1][0] != label.parent:
            above.pop()
        shape = _label_shape(label, common, label.parent if not above else "")
        siblings = above[-1][1].setdefault("children", {}) if above else top
        siblings[label.name] = shape
        above.append((label.name, shape))
    return top


def _label_shape(label: Label, common: Mapping[str, Role], parent: str) -> dict[str, Any]:
    roles = {role.name: _role_shape(role, common.get(role.name, Role(role.name))) or None for role in label.roles}
    return _said(
        names=label.names,
        hue="" if label.hue == "slate" else label.hue,
        key=label.key,
        short=label.short,
        parent=parent,
        abstract=label.abstract,
        symmetric=label.symmetric,
        attributes=label.attributes,
        source=label.source,
        target=label.target,
        guideline=label.guideline,
        examples=[_example_shape(example) for example in label.examples],
        roles=roles,
    )


def _example_shape(example: Example) -> Any:
    if example == Example(example.text):
        return example.text
    return _said(language=example.language) | {"good" if example.good else "bad": example.text} | _said(why=example.why)


_ROLE_FIELDS = tuple(field.name for field in msgspec.structs.fields(_RoleShape))


def _role_shape(role: Role, common: Role) -> dict[str, Any]:
    """What differs from the common role of that name, emptied fields included."""
    return {name: _plain(getattr(role, name)) for name in _ROLE_FIELDS if getattr(role, name) != getattr(common, name)}


def _common_roles(labels: Iterable[Label]) -> dict[str, Role]:
    """For each role name that several labels use: of each field the most frequent value, the earlier at a tie."""
    roles: dict[str, list[Role]] = {}
    for label in labels:
        for role in label.roles:
            roles.setdefault(role.name, []).append(role)
    return {name: _common(name, alike) for name, alike in roles.items() if len(alike) > 1}


def _common(name: str, roles: list[Role]) -> Role:
    return Role(name, **{field: _most_frequent([getattr(role, field) for role in roles]) for field in _ROLE_FIELDS})


def _most_frequent(values: list[Any]) -> Any:
    return max(values, key=values.count)
