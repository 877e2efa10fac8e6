"""Reading WebAnno TSV 3: rows of words and columns of layers into the annotations of each layer."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from annotator.formats import text_files
from annotator.formats.drafting import Draft, shown, span_of
from annotator.formats.entry import Finding, Found
from annotator.formats.errors import FormatError
from annotator.formats.interface import ReadOptions, SourceFile
from annotator.formats.layers import Element, Layers, is_of_words
from annotator.formats.records import attempt
from annotator.formats.utf16 import Utf16
from annotator.formats.webanno_cells import NOTHING, NULL, line_text, parts, unescaped, value_of
from annotator.model.span import Range, Span

_GAP = 100_000
"""How far sentences may be apart; what is between them is filled with blanks."""
_LINKED = re.compile(r"\d{1,9}-\d{1,9}", re.ASCII)
_PLACE = re.compile(r"(\d{1,9})-(\d{1,9})", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of a layer; `what` is `feature`, `role`, `target`, `link`, `type`, `source` or `mark`."""

    layer: str
    kind: str
    what: str
    name: str


@dataclass(slots=True)
class _Annotation:
    """Something of a layer: where it stands (UTF-16 units), and what its columns say."""

    layer: str
    line: int
    places: list[Range]
    units: list[str]
    said: dict[str, str] = field(default_factory=dict)
    roles: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    number: str = ""
    end: str = ""


def read(source: SourceFile, options: ReadOptions) -> Finding:
    """The one document of a file.

    Raises:
        FormatError: If it is none of this format.
    """
    lines = text_files.decode(source.read()).text.split("\n")
    if not lines[0].startswith("#FORMAT=WebAnno TSV 3"):
        raise FormatError("It does not begin with “#FORMAT=WebAnno TSV 3”.")
    body = _Body(lines)
    stem = source.name.rpartition("/")[2].removesuffix(".tsv")
    annotator = options.annotator if body.columns else ""
    draft = Draft(body.text, text_files.title_of(stem, body.text), key=source.name, annotator=annotator)
    for line, reason in body.wrong:
        draft.skip(reason, line)
    _Reading(draft, body, options).read()
    yield Found(draft.entry(), tuple(draft.faults), None, source.size)


def _header(lines: list[str]) -> tuple[list[_Column], int]:
    """The columns, and the number of the first line behind them.

    Raises:
        FormatError: If a layer has no name.
    """
    columns: list[_Column] = []
    for number, line in enumerate(lines[1:], 1):
        if not line.startswith(("#T_SP=", "#T_CH=", "#T_RL=")):
            return columns, number
        kind, _, rest = line[1:].partition("=")
        layer, *features = [part for part in rest.split("|") if part] or [""]
        if not layer:
            raise FormatError(f"Line {number + 1} declares a layer without a name: “{shown(line)}”.")
        columns += _of_layer(layer, kind, features)
    return columns, len(lines)


def _of_layer(layer: str, kind: str, features: list[str]) -> Iterator[_Column]:
    if not features:
        yield _Column(layer, kind, "mark", "")
    last = ""
    for feature in features:
        if kind == "T_SP" and feature.startswith("ROLE_"):
            what = "role"
        elif kind == "T_SP" and last == "role":
            what = "target"
        elif kind == "T_CH":
            what = "link" if feature == "referenceRelation" else "type"
        elif kind == "T_RL" and feature.startswith("BT_"):
            what = "source"
        else:
            what = "feature"
        yield _Column(layer, kind, what, feature)
        last = what


def _types_last(said: tuple[_Column, str]) -> bool:
    """Sort key: of a chain the column that says which element a word is of goes first."""
    return said[0].what == "type"


class _Body:
    """The text and the annotations of a file.

    Attributes:
        wrong: Lines that could not be read, and why.
        annotations: In the order in which they begin.
        chains: Elements of each chain, by number.
    """

    def __init__(self, lines: list[str]) -> None:
        self.columns, first = _header(lines)
        self.wrong: list[tuple[int, str]] = []
        self.annotations: list[_Annotation] = []
        self.chains: dict[str, dict[int, _Annotation]] = {}
        self.by_number: dict[str, _Annotation] = {}
        self._at: dict[tuple[str, str], list[_Annotation]] = {}
        self._pieces: list[str] = []
        self._length, self._units = 0, 0
        waiting: list[str] = []
        for number, line in enumerate(lines[first:], first + 1):
            if line.startswith("#Text="):
                waiting.append(line_text(line.removeprefix("#Text=")))
            elif line and not (line.startswith("#") and "\t" not in line):
                self._row(number, line.split("\t"), waiting)
        self.text = "".join(self._pieces).removesuffix("\n")
        if waiting:
            self.wrong.append((len(lines), f"The text “{shown(waiting[0])}” has no words, so it was left out."))

    # -- the text

    def _sentence(self, begin: int, waiting: list[str]) -> None:
        """Add a sentence; of the line feed behind the one before it there is only what fits before this one."""
        if self._length > begin and self._pieces and self._pieces[-1] == "\n":
            self._pieces.pop()
            self._length -= 1
        if self._length > begin:
            raise FormatError(f"The sentence begins at {begin}, but the text before it goes on to {self._length}.")
        if begin - self._length > _GAP:
            raise FormatError(
                f"The sentence begins at {begin}, far behind the text before it, which ends at {self._length}."
            )
        self._pieces.append(" " * (begin - self._length))
        text = "\n".join(waiting)
        self._pieces += [text, "\n"]
        self._length = begin + len(text.encode("utf-16-le", "surrogatepass")) // 2 + 1
        waiting.clear()

    # -- the rows

    def _row(self, number: int, fields: list[str], waiting: list[str]) -> None:
        try:
            begin, end = _range(fields)
            if waiting:
                self._sentence(begin, waiting)
        except FormatError as error:
            self.wrong.append((number, error.message))
            return
        if len(fields) < 3 + len(self.columns):
            self.wrong.append((number, f"It has {len(fields)} columns, not {3 + len(self.columns)}."))
        cells = sorted(zip(self.columns, fields[3:], strict=False), key=_types_last)
        for column, cell in cells:
            if cell != NOTHING:
                for place, said in enumerate(parts(cell, "|")):
                    self._value(number, fields[0], (begin, end), column, (place, said))

    def _value(self, line: int, unit: str, place: Range, column: _Column, stacked: tuple[int, str]) -> None:
        index, said = stacked
        raw, number = (said, "") if column.what == "target" else value_of(said)
        if column.what == "link" and "-" in number and _LINKED.fullmatch(number) is None:
            self.wrong.append((line, f"“{shown(number)}” is no place in a chain, such as “1-2”."))
            return
        of_span = number if column.kind == "T_SP" else ""
        here = self._at.setdefault((unit, column.layer), [])
        if index < len(here):
            annotation = here[index]
        else:
            annotation = self._known(column, number) or self._new(column, line)
            here.append(annotation)
        if unit not in annotation.units:
            annotation.units.append(unit)
            annotation.places.append(place)
        if of_span and not annotation.number:
            annotation.number = of_span
            self.by_number[of_span] = annotation
        self._keep(annotation, column, raw, number)

    def _known(self, column: _Column, number: str) -> _Annotation | None:
        """What goes on at this word."""
        if column.kind == "T_SP":
            found = self.by_number.get(number)
            return found if found is not None and found.layer == column.layer else None
        if column.what == "link" and "-" in number:
            chain, _, place = number.partition("-")
            return self.chains.get(f"{column.layer} {chain}", {}).get(int(place))
        return None

    def _new(self, column: _Column, line: int) -> _Annotation:
        made = _Annotation(column.layer, line, [], [])
        self.annotations.append(made)
        return made

    def _keep(self, annotation: _Annotation, column: _Column, raw: str, number: str) -> None:
        if column.what == "role":
            annotation.roles = [] if raw == NOTHING else parts(raw, ";")
        elif column.what == "target":
            annotation.targets = [] if raw in (NULL, NOTHING) else parts(raw, ";")
        elif column.what == "source":
            annotation.end = f"{raw}[{number}]" if number else raw
        elif column.what == "link" and "-" in number:
            chain, _, place = number.partition("-")
            self.chains.setdefault(f"{column.layer} {chain}", {})[int(place)] = annotation
        elif raw != NULL and column.name:
            annotation.said[column.name] = unescaped(raw)

    def at(self, unit: str, layer: str) -> _Annotation | None:
        """What of a layer stands at a word, or the first of any layer."""
        found = self._at.get((unit, layer))
        if layer == "uima.tcas.Annotation":
            found = next((there for (name, _layer), there in self._at.items() if name == unit and there), None)
        return found[0] if found else None


def _range(fields: list[str]) -> Range:
    """Where a word stands.

    Raises:
        FormatError: If the line is none of a word.
    """
    found = _PLACE.fullmatch(fields[1]) if len(fields) > 2 else None
    if found is None:
        raise FormatError(f"This is no line of a word with its place, such as “0-5”: “{shown(' '.join(fields))}”.")
    return int(found[1]), int(found[2])


class _Reading:
    """Turns annotations into records of a draft."""

    def __init__(self, draft: Draft, body: _Body, options: ReadOptions) -> None:
        self._draft = draft
        self._body = body
        self._layers = Layers(draft, options)
        self._utf16 = Utf16(body.text)
        self._keys: dict[int, str] = {}
        self._kinds = {column.layer: column.kind for column in body.columns}
        self._targets = {c.layer: c.name for c in body.columns if c.what == "target"}
        self._bases = {c.layer: c.name.removeprefix("BT_") for c in body.columns if c.what == "source"}

    def read(self) -> None:
        """Mentions, then what joins them."""
        self._layers.pass_over([layer for layer in self._kinds if is_of_words(layer)])
        for kind, step in (("T_SP", self._mention), ("T_SP", self._slots), ("T_RL", self._relation)):
            for number, annotation in enumerate(self._body.annotations):
                if self._kinds[annotation.layer] == kind and not is_of_words(annotation.layer):
                    self._try(annotation, partial(step, number, annotation))
        for name, elements in self._body.chains.items():
            made = [self._element(elements[place]) for place in sorted(elements)]
            self._layers.chain(name, [element for element in made if element is not None])
        self._layers.close()

    def _try(self, annotation: _Annotation, step: Callable[[], None]) -> bool:
        return attempt(self._draft, _name(annotation), step, annotation.line)

    def _span(self, annotation: _Annotation) -> Span:
        starts, ends = zip(*annotation.places, strict=True)
        return span_of((self._utf16.points(min(starts)), self._utf16.points(max(ends))))

    def _mention(self, number: int, annotation: _Annotation) -> None:
        key, has_slots = str(number), annotation.layer in self._targets
        self._layers.mention(key, annotation.layer, self._span(annotation), annotation.said, has_slots=has_slots)
        self._keys[id(annotation)] = key

    def _end(self, said: str, layer: str) -> str:
        """The mention that a cell refers to.

        Raises:
            FormatError: If there is none.
        """
        unit, number = value_of(said)
        found = self._body.by_number.get(number) if number and number != "0" else self._body.at(unit, layer)
        if found is None or id(found) not in self._keys:
            raise FormatError(f"“{shown(said)}” is referred to, but is not there.")
        return self._keys[id(found)]

    def _slots(self, _number: int, annotation: _Annotation) -> None:
        key = self._keys.get(id(annotation))
        if key is None or not annotation.targets:
            return
        if len(annotation.roles) != len(annotation.targets):
            raise FormatError(f"It has {len(annotation.roles)} roles, but {len(annotation.targets)} fillers.")
        for role, target in zip(annotation.roles, annotation.targets, strict=True):
            if target not in (NULL, NOTHING):
                self._try(annotation, partial(self._argument, key, role, target, self._targets[annotation.layer]))

    def _argument(self, event: str, role: str, target: str, layer: str) -> None:
        self._layers.argument(event, "" if role == NULL else unescaped(role), self._end(target, layer))

    def _relation(self, _number: int, annotation: _Annotation) -> None:
        unit, number = value_of(annotation.end)
        source, _, target = number.partition("_")
        base = self._bases.get(annotation.layer, "")
        source_key = self._end(f"{unit}[{source}]" if source else unit, base)
        target_key = self._end(annotation.units[0] + (f"[{target}]" if target else ""), base)
        self._layers.relation(annotation.layer, annotation.said, source_key, target_key)

    def _element(self, annotation: _Annotation) -> Element | None:
        try:
            span = self._span(annotation)
        except FormatError as error:
            self._draft.skip(f"{_name(annotation)}: {error.message}", annotation.line)
            return None
        return Element(_name(annotation), annotation.line, span, annotation.said.get("referenceType", ""))


def _name(annotation: _Annotation) -> str:
    return f"{annotation.layer.rpartition('.')[2]} {' '.join(annotation.units[:1])}"
