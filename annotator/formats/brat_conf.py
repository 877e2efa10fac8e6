"""The configuration of the brat annotation tool, `annotation.conf`, as a scheme.

What the file says is described in brat's manual (https://brat.nlplab.org/configuration.html). It is read as brat reads
it: sections in brackets, one type a line, deeper indentation for types below others, `!` for headings, arguments after
the name, macros that are replaced before anything else is understood. What a scheme cannot carry is left out and said
in a note with its line; what cannot be understood is refused with its line.

The file may come from a stranger: its size is bounded also after its macros were replaced, and so are the depth and the
number of types and of what rules name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NoReturn

from annotator.model.errors import SchemeError
from annotator.model.scheme import HUES, Attribute, AttributeKind, Choice, Label, LabelKind, Role, Scheme

MAX_BYTES = 1_000_000
MAX_DEPTH = 30
MAX_TYPES = 5_000
MAX_EXPANDED = 5_000_000
"""Characters in all lines together once their macros are replaced."""
MAX_NAMED = 200_000
"""How often all rules together may name a label."""
SUFFIX = ".conf"

_SECTIONS: dict[str, LabelKind] = {"entities": "entity", "spans": "entity", "relations": "relation", "events": "event"}
_HEADER = re.compile(r"\[([^\[\]]*)\]")
_MACRO = re.compile(r"<([A-Za-z_-]+)>=\s*(.*)")
_NAMED = re.compile(r"<[^<>\s]*>")
_SEPARATOR = re.compile(r"-+")
_ROLE = re.compile(r"(\S+?)(\{[^{}]*\}|\?|\*|\+|)")
_RANGE = re.compile(r"\{(\d{1,6})(?:-(\d{1,6}))?\}")
_NO_RELATIONS = ("ENTITY-NESTING", "<OVERLAP>")
_ANY, _INHERIT, _RELATION_KINDS, _DEFAULT = "<ANY>", "<INHERIT>", "<REL-TYPE>", "<DEFAULT>"
_OTHERS = ("<NONE>", "<EMPTY>", "<URL>", "<URLBASE>", "<GLYPH-POS>", "<NORM>", "<OVERLAP>", "<OVL-TYPE>")
_FAMILY_HUES = tuple(hue for hue in HUES if hue != "slate")
_ALL_KINDS = ("entity", "event")
_KINDS_OF: dict[str, tuple[str, ...]] = {
    _ANY: _ALL_KINDS,
    "<ENTITY>": ("entity",),
    "<EVENT>": ("event",),
    "<RELATION>": ("relation",),
}
_RESERVED = frozenset((*_KINDS_OF, *_OTHERS, _INHERIT, _RELATION_KINDS, _DEFAULT))


@dataclass(frozen=True, slots=True)
class _Slot:
    """One argument of a line, such as `Theme+:Protein|Gene`."""

    key: str
    types: tuple[str, ...]


@dataclass(slots=True)
class _Type:
    """One line of a section."""

    line: int
    section: str
    terms: list[str]
    slots: list[_Slot]
    parent: str = ""
    abstract: bool = False
    name: str = ""


def _places(lines: list[int]) -> str:
    if len(lines) == 1:
        return f"Line {lines[0]}"
    shown = ", ".join(map(str, lines[:5]))
    return f"Lines {shown} and {len(lines) - 5} more" if len(lines) > 5 else f"Lines {shown}"


@dataclass(slots=True)
class _Lines:
    """The types of a file in their order, and what was left out of it."""

    types: list[_Type] = field(default_factory=list)
    notes: dict[str, list[int]] = field(default_factory=dict)

    def note(self, line: int, what: str) -> None:
        """What was left out, or became something else; the same said of several lines is said once."""
        self.notes.setdefault(what, []).append(line)

    def sentences(self) -> tuple[str, ...]:
        """The notes with their lines."""
        return tuple(f"{_places(lines)}: {what}" for what, lines in self.notes.items())


def read_brat_conf_file(path: Path) -> tuple[Scheme, tuple[str, ...]]:
    """The scheme in an `annotation.conf`, and notes on what of it could not be kept.

    The scheme is named after the file, or after its folder if the file has brat's usual name.

    Raises:
        SchemeError: If it cannot be read or understood.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise SchemeError(f"The scheme {path} cannot be read: {error.strerror}.", path=str(path)) from error
    folder = path.resolve().parent.name
    return read_brat_conf(data, path.name, folder if path.stem == "annotation" and folder else path.stem)


def read_brat_conf(source: bytes | str, file: str = "", name: str = "brat") -> tuple[Scheme, tuple[str, ...]]:
    """The scheme that the text of an `annotation.conf` describes, and notes on what could not be kept.

    Args:
        source: Text, or UTF-8 of it.
        file: Begins every refusal.
        name: What to call the scheme.

    Raises:
        SchemeError: If it is too large, not UTF-8, or cannot be understood; with the line.
    """
    lines = _Reader(_decoded(source, file), file).read()
    try:
        return _Builder(lines).scheme(name), lines.sentences()
    except SchemeError as error:
        raise SchemeError(f"{file}: {error.message}" if file else error.message, **error.facts) from error


def _decoded(source: bytes | str, file: str) -> str:
    if len(source) > MAX_BYTES:
        _refuse(file, 0, f"It is larger than {MAX_BYTES // 1_000_000} MB; no configuration is. Is it the right file?")
    try:
        return source if isinstance(source, str) else source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _refuse(file, 0, f"Byte {error.start + 1} is not UTF-8. Save the file as UTF-8.")


def _refuse(file: str, line: int, what: str) -> NoReturn:
    where = [part for part in (file, f"line {line}" if line else "") if part]
    raise SchemeError(f"{', '.join(where)}: {what}" if where else what, source=file, line=line or None)


# Lines -----------------------------------------------------------------------------------------------------------


class _Reader:
    """Makes types of lines."""

    def __init__(self, text: str, file: str) -> None:
        self._text = text
        self._file = file
        self._line = 0
        self._section = ""
        self._macros: dict[str, str] = {}
        self._above: list[tuple[int, _Type]] = []
        self._room = MAX_EXPANDED
        self._found = _Lines()

    def read(self) -> _Lines:
        """All types of all sections."""
        for number, raw in enumerate(self._text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
            self._line = number
            line = raw.strip()
            if not line or line.startswith("#") or _SEPARATOR.fullmatch(line):
                continue
            if header := _HEADER.fullmatch(line):
                self._begin(header[1].strip().lower())
            elif macro := _MACRO.fullmatch(line):
                self._define(f"<{macro[1]}>", macro[2])
            else:
                self._take(raw)
        if not self._section:
            _refuse(self._file, 0, "There is no section like [entities] in it. Is it the right file?")
        return self._found

    def refuse(self, what: str) -> NoReturn:
        """Say what is wrong with the present line."""
        _refuse(self._file, self._line, what)

    def _note(self, what: str) -> None:
        self._found.note(self._line, what)

    def _begin(self, name: str) -> None:
        self._section = name
        self._above = []
        # Macros are each section's own.
        self._macros = {}
        if name not in _SECTIONS and name != "attributes":
            self._note(f"The section [{_short(name)}] is not known and was left out.")

    def _define(self, name: str, value: str) -> None:
        if name in _RESERVED:
            self.refuse(f"{name} has a meaning of its own; a macro needs another name.")
        self._macros[name] = value.strip()

    def _take(self, raw: str) -> None:
        if not self._section:
            self.refuse("A section like [entities] must come first. Is it the right file?")
        if self._section not in _SECTIONS and self._section != "attributes":
            return
        line = self._expanded(raw.rstrip())
        if not line.strip():
            return
        found = self._type(line)
        if len(self._found.types) >= MAX_TYPES:
            self.refuse(f"There are more than {MAX_TYPES} types; no configuration has. Is it the right file?")
        self._place(found, len(line) - len(line.lstrip()))

    def _expanded(self, line: str) -> str:
        """The line with its macros replaced; macros may name others, but not themselves."""
        for _level in range(len(self._macros) + 1):
            named = [name for name in set(_NAMED.findall(line)) if name in self._macros]
            for name in named:
                if len(line) + line.count(name) * len(self._macros[name]) > self._room:
                    self.refuse("The file is too large once its macros are replaced.")
                line = line.replace(name, self._macros[name])
            if not named:
                break
        else:
            self.refuse("A macro in this line names itself.")
        self._room -= len(line)
        for name in _NAMED.findall(line):
            if name not in _RESERVED:
                self.refuse(f"There is no macro {_short(name)} in this section.")
        return line

    def _type(self, line: str) -> _Type:
        head, _tab, rest = (
            line.strip().partition("\t") if _has_blanks(line, self._section) else _first_word(line.strip())
        )
        terms = [term.strip() for term in head.split("|") if term.strip()]
        abstract = any(term.startswith("!") for term in terms)
        names = [term.removeprefix("!").strip() for term in terms]
        if not terms or not all(names):
            self.refuse("A type needs a name.")
        slots = [slot for said in rest.split(",") if said.strip() for slot in self._slots(said.strip())]
        return _Type(self._line, self._section, names, slots, abstract=abstract)

    def _slots(self, said: str) -> Iterator[_Slot]:
        if said == _INHERIT:
            # The type above is found by indentation, which is known only when the line is placed.
            yield _Slot(said, ())
            return
        key, colon, types = said.partition(":")
        if not colon or not key.strip() or any(c.isspace() for c in f"{key}{types}".strip()):
            self.refuse(f"“{_short(said)}” is not an argument like Role:Type. Put commas between arguments.")
        names = tuple(name for name in types.split("|") if name)
        if not names:
            self.refuse(f"“{_short(said)}” names no type.")
        yield _Slot(key.strip(), names)

    def _place(self, found: _Type, indent: int) -> None:
        while self._above and self._above[-1][0] >= indent:
            self._above.pop()
        if indent and not self._above and self._found.types and self._found.types[-1].section == self._section:
            self.refuse("This line is indented, but nothing stands above it.")
        parent = self._above[-1][1] if self._above else None
        if len(self._above) >= MAX_DEPTH:
            self.refuse(f"This stands more than {MAX_DEPTH} levels deep.")
        found.parent = parent.terms[0] if parent else ""
        found.slots = self._inherited(found, parent)
        self._above.append((indent, found))
        self._found.types.append(found)

    def _inherited(self, found: _Type, parent: _Type | None) -> list[_Slot]:
        slots: list[_Slot] = []
        for slot in found.slots:
            if slot.key != _INHERIT:
                slots.append(slot)
            elif parent is None:
                self.refuse("<INHERIT> needs a type above.")
            else:
                slots += parent.slots
        self._room -= len(slots)
        if self._room < 0 or len(slots) > MAX_TYPES:
            self.refuse("There are too many arguments.")
        return slots


def _first_word(line: str) -> tuple[str, str, str]:
    word, *rest = line.split(None, 1)
    return word, " ", rest[0] if rest else ""


def _has_blanks(line: str, section: str) -> bool:
    """Whether a name has blanks in it, as old files wrote them: then only a tab ends it."""
    head, tab, _rest = line.strip().partition("\t")
    is_name = ":" not in head and _INHERIT not in head
    return " " in head.strip() and is_name and (bool(tab) or section in ("entities", "spans"))


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"


# Meaning ---------------------------------------------------------------------------------------------------------


class _Builder:
    """Makes a scheme of types."""

    def __init__(self, lines: _Lines) -> None:
        self._types = lines.types
        self._lines = lines
        self._labels: dict[str, Label] = {}
        self._names: dict[tuple[str, str], str] = {}
        self._line = 0
        self._roots: dict[str, list[str]] = {"entity": [], "event": [], "relation": []}
        self._room = MAX_NAMED

    def scheme(self, name: str) -> Scheme:
        """All labels first, then what they ask for."""
        kinds = [found for found in self._types if found.section in _SECTIONS]
        for found in kinds:
            self._line = found.line
            if found.section == "relations" and found.terms[0] in _NO_RELATIONS:
                self._note(f"“{found.terms[0]}” says which spans may overlap; here all may.")
            else:
                self._add_label(found, _SECTIONS[found.section])
        for found in kinds:
            self._line = found.line
            if found.name and found.section == "events":
                self._add_roles(found)
            elif found.name and found.section == "relations":
                self._add_ends(found)
            elif found.slots and found.name:
                self._note(f"What “{found.terms[0]}” says beside its name was left out.")
        attributes = self._attributes()
        return Scheme(name, attributes=attributes, labels=tuple(self._labels.values()))

    def _note(self, what: str) -> None:
        self._lines.note(self._line, what)

    # -- labels

    def _add_label(self, found: _Type, kind: LabelKind) -> None:
        word = found.terms[0]
        if (kind, word) in self._names:
            found.name = self._names[kind, word]
            if kind != "relation":
                self._note(f"“{_short(word)}” stands here once more; the two became one.")
            return
        name = word if word not in self._labels else f"{word}-{kind}"
        if name != word:
            self._note(f"“{_short(word)}” is another label too; this {kind} became “{_short(name)}”.")
        found.name = self._names[kind, word] = name
        parent = self._names.get((kind, found.parent), "")
        if not parent:
            self._roots[kind].append(name)
        self._labels[name] = Label(
            name,
            kind,
            parent=parent,
            hue=self._hue(kind, parent),
            abstract=found.abstract,
            guideline=f"Also: {', '.join(found.terms[1:])}." if found.terms[1:] else "",
        )

    def _hue(self, kind: str, parent: str) -> str:
        """Families of entities and events take the hues in turn; relations have no hue of their own."""
        if kind == "relation":
            return "slate"
        if parent:
            return self._labels[parent].hue
        return _FAMILY_HUES[(len(self._roots[kind]) - 1) % len(_FAMILY_HUES)]

    # -- what labels ask for

    def _add_roles(self, found: _Type) -> None:
        label = self._labels[found.name]
        roles = {role.name: role for role in label.roles}
        for slot in found.slots:
            role = self._role(slot)
            if role is None:
                continue
            known = roles.get(role.name)
            if known is not None:
                self._note(f"{label.name} has the role {role.name} more than once; one takes what all of them took.")
                role = replace(known, fillers=_either(known.fillers, role.fillers))
            roles[role.name] = role
        self._labels[label.name] = replace(label, roles=tuple(roles.values()))

    def _role(self, slot: _Slot) -> Role | None:
        if slot.key in _RESERVED:
            self._note(f"{slot.key} was left out.")
            return None
        match = _ROLE.fullmatch(slot.key)
        name, repeated = (match[1], match[2]) if match else (slot.key, "")
        return Role(name, self._labels_of(slot), self._cardinality(name, repeated))

    def _cardinality(self, name: str, repeated: str) -> str:
        if repeated in ("?", "*", "+"):
            return repeated
        if not repeated:
            return "1"
        numbers = _RANGE.fullmatch(repeated)
        least = int(numbers[1]) if numbers else 0
        most = int(numbers[2] or numbers[1]) if numbers else 0
        if numbers is None or most == 0 or least > most:
            raise SchemeError(f"Line {self._line}: {_short(name + repeated)} says no number of fillers.")
        if (least, most) in ((0, 1), (1, 1)):
            return "?" if least == 0 else "1"
        if least == most and most < 100:
            return f"{{{most}}}"
        kept = "+" if least else "*"
        self._note(f"{_short(name + repeated)}: such a number cannot be kept; it became {name}{kept}.")
        return kept

    def _labels_of(self, slot: _Slot) -> tuple[str, ...]:
        """The labels that an argument names; none for any."""
        found: dict[str, None] = {}
        kinds = {kind for word in slot.types for kind in _KINDS_OF.get(word, ())}
        if kinds >= set(_ALL_KINDS):
            return ()
        for word in slot.types:
            known = [self._names[kind, word] for kind in _ALL_KINDS if (kind, word) in self._names]
            found |= dict.fromkeys(known)
            if not known and word not in _RESERVED:
                self._note(f"{slot.key} names “{_short(word)}”, which is no type; it was left out.")
        for kind in sorted(kinds):
            found |= dict.fromkeys(self._roots[kind])
        self._room -= len(found)
        if self._room < 0:
            raise SchemeError(f"Line {self._line}: The rules name types more than {MAX_NAMED} times.")
        return tuple(found)

    def _add_ends(self, found: _Type) -> None:
        label = self._labels[found.name]
        is_first = not (label.source or label.target)
        kinds = next((slot.types[0].split("-") for slot in found.slots if slot.key == _RELATION_KINDS), [])
        if "transitive" in kinds:
            self._note(f"That {label.name} is transitive cannot be kept.")
        ends = [slot for slot in found.slots if slot.key not in _RESERVED]
        for slot in (
            *ends[2:],
            *(slot for slot in found.slots if slot.key in _RESERVED and slot.key != _RELATION_KINDS),
        ):
            self._note(f"{_short(slot.key)} of {label.name} was left out.")
        source, target = (self._labels_of(slot) for slot in (ends + [_Slot("Arg", (_ANY,))] * 2)[:2])
        if not is_first and (source, target) != (label.source, label.target):
            self._note(f"{label.name} now joins every source with every target that its lines name.")
            source, target = _either(label.source, source), _either(label.target, target)
        symmetric = label.symmetric or "symmetric" in kinds
        self._labels[label.name] = replace(label, source=source, target=target, symmetric=symmetric)

    # -- attributes

    def _attributes(self) -> tuple[Attribute, ...]:
        made: dict[str, Attribute] = {}
        for found in self._types:
            if found.section == "attributes" and not found.abstract:
                self._line = found.line
                attribute = self._attribute(found, made.get(found.terms[0]))
                made[attribute.name] = attribute
                self._carry(found, attribute.name)
        return tuple(made.values())

    def _attribute(self, found: _Type, known: Attribute | None) -> Attribute:
        said = {slot.key: slot.types for slot in found.slots}
        for key in said.keys() - {"Arg", "Value", _DEFAULT}:
            self._note(f"{_short(key)} of {found.terms[0]} was left out.")
        before = [choice.value for choice in known.choices] if known else []
        values = dict.fromkeys((*before, *said.get("Value", ())))
        if known is not None:
            self._note(f"“{_short(known.name)}” stands here once more; the two became one.")
        kind = AttributeKind.CHOICE if values else AttributeKind.YES_NO
        default = said.get(_DEFAULT, ("",))[0]
        return Attribute(
            found.terms[0],
            kind,
            tuple(Choice(value) for value in values),
            default=default if default in values else None,
        )

    def _carry(self, found: _Type, attribute: str) -> None:
        """Let the labels that an attribute names carry it, with all below them."""
        words = next((slot.types for slot in found.slots if slot.key == "Arg"), (_ANY,))
        kinds = {kind for word in words for kind in _KINDS_OF.get(word, ())}
        roots = set()
        for word in words:
            known = {self._names[kind, word] for kind in ("entity", "event", "relation") if (kind, word) in self._names}
            roots |= known
            if not known and word not in _KINDS_OF:
                self._note(f"{attribute} names “{_short(word)}”, which is no type; it was left out.")
        for name, label in self._labels.items():
            is_meant = label.kind in kinds or name in roots or label.parent in roots
            if is_meant:
                roots.add(name)
            if is_meant and not label.abstract and attribute not in label.attributes:
                self._labels[name] = replace(label, attributes=(*label.attributes, attribute))


def _either(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """What either of two rules allows; a rule that names nothing allows everything."""
    return tuple(dict.fromkeys((*one, *other))) if one and other else ()
