"""Another reader of WebAnno TSV 3, written from the description in INCEpTION's user guide alone (“WebAnno TSV 3.3”).

It knows nothing of the program. A line that the description does not allow fails. Places are UTF-16 units.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_UNIT = re.compile(r"(\d+)-(\d+)(?:\.(\d+))?\t(\d+)-(\d+)\t([^\t]*)((?:\t[^\t]*)*)")
_HEAD = re.compile(r"#T_(SP|CH|RL)=([^|]+)((?:\|[^|]*)*)")
_ESCAPED = {"t": "\t", "n": "\n"}
_TARGET = re.compile(r"([\d.-]+)(?:\[(\d+)(?:_(\d+))?\])?")

Place = tuple[int, int]


@dataclass
class Layer:
    """A group of columns: its kind (`SP`, `CH`, `RL`), name and features."""

    kind: str
    name: str
    features: list[str]


@dataclass
class Spans:
    """Annotations of a layer of spans by number (or by word, if they have none): place, and values by feature."""

    places: dict[str, Place] = field(default_factory=dict)
    values: dict[str, dict[str, str | None]] = field(default_factory=dict)
    slots: dict[str, list[tuple[str, str]]] = field(default_factory=dict)


@dataclass
class Tsv:
    """A file: text, layers of spans, chains as places by number of link, relations as layer, label, source, target."""

    text: str
    spans: dict[str, Spans]
    chains: dict[str, dict[int, Place]]
    relations: list[tuple[str, str | None, str, str]]


def unescaped(said: str) -> str:
    """A value without its backslashes."""
    return re.sub(r"\\(->|.)", lambda found: _ESCAPED.get(found[1], found[1]), said)


def stacked(cell: str, sign: str = r"\|") -> list[str]:
    """The values of a cell."""
    return re.split(rf"(?<!\\)(?:\\\\)*{sign}", cell)


def read(content: str) -> Tsv:
    """The document of a file."""
    head, _, body = content.partition("\n\n\n")
    lines = head.split("\n")
    assert re.fullmatch(r"#FORMAT=WebAnno TSV 3\.\d", lines[0])
    heads = [found for line in lines[1:] if (found := _HEAD.fullmatch(line))]
    layers = [Layer(found[1], found[2], found[3].split("|")[1:]) for found in heads]
    made = Tsv("", {layer.name: Spans() for layer in layers if layer.kind == "SP"}, {}, [])
    units, text = _units(body)
    made.text = text
    columns = sum(max(1, len(layer.features)) for layer in layers)
    for name, place, cells in units:
        assert len(cells) == columns, f"{name} has {len(cells)} cells for {columns} columns"
        at = 0
        for layer in layers:
            mine = cells[at : at + max(1, len(layer.features))]
            at += len(mine)
            _take(made, layer, name, place, mine)
    return made


def _units(body: str) -> tuple[list[tuple[str, Place, list[str]]], str]:
    """Words and parts of words with place and cells; and the text."""
    found: list[tuple[str, Place, list[str]]] = []
    text = ""
    for block in filter(None, body.split("\n\n")):
        lines = block.strip("\n").split("\n")
        said = [line.removeprefix("#Text=") for line in lines if line.startswith("#Text=")]
        sentence = "\n".join(re.sub(r"\\(.)", lambda f: {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "b": "\b"}.get(
            f[1], f[1]), line) for line in said)  # fmt: skip
        begin: int | None = None
        for line in lines:
            if line.startswith("#"):
                continue
            unit = _UNIT.fullmatch(line)
            assert unit is not None, f"No line of WebAnno: {line!r}"
            place = int(unit[4]), int(unit[5])
            if begin is None:
                begin = place[0]
                text = _padded(text, begin) + sentence
            name = f"{unit[1]}-{unit[2]}" + (f".{unit[3]}" if unit[3] else "")
            form = text.encode("utf-16-le")[2 * place[0] : 2 * place[1]].decode("utf-16-le")
            assert form == unescaped(unit[6]) or place[0] == place[1], f"{name} is {form!r}, not {unit[6]!r}"
            cells = unit[7].split("\t")[1:]
            found.append((name, place, cells[:-1] if cells and not cells[-1] else cells))
    return found, text


def _padded(text: str, begin: int) -> str:
    """The text up to where the next sentence begins; what is between sentences is not said."""
    length = len(text.encode("utf-16-le")) // 2
    if length > begin:
        assert text.endswith("\n")
        return text[: begin - length]
    line_end = "\n" if length and begin > length else ""
    return text + line_end + " " * (begin - length - len(line_end))


def _take(made: Tsv, layer: Layer, name: str, place: Place, cells: list[str]) -> None:
    if all(cell == "_" for cell in cells):
        return
    if layer.kind == "SP":
        _spans(made.spans[layer.name], layer, name, place, cells)
    elif layer.kind == "CH":
        _chains(made, place, cells)
    else:
        _relations(made, layer, name, cells)


def _numbered(cell: str) -> Iterator[tuple[str, str]]:
    """Values with their numbers."""
    for said in stacked(cell):
        found = re.fullmatch(r"((?:\\.|[^\\])*?)(?:\[(\d+)\])?", said, re.DOTALL)
        assert found is not None
        yield found[1], found[2] or ""


def _spans(found: Spans, layer: Layer, name: str, place: Place, cells: list[str]) -> None:
    for column, cell in enumerate(cells):
        feature = layer.features[column] if column < len(layer.features) else ""
        if cell == "_" or (column and layer.features[column - 1].startswith("ROLE_")):
            continue
        values = list(_numbered(cell))
        targets = stacked(cells[column + 1]) if feature.startswith("ROLE_") else []
        for number, (said, id_) in enumerate(values):
            key = id_ or f"{name} {number}"
            start, end = found.places.get(key, place)
            found.places[key] = min(start, place[0]), max(end, place[1])
            if targets:
                _slots(found, key, said, targets[number])
            else:
                found.values.setdefault(key, {})[feature] = None if said == "*" else unescaped(said)


def _slots(found: Spans, key: str, roles: str, targets: str) -> None:
    if roles == "_" and targets == "*":
        found.slots[key] = []
        return
    pairs = zip(stacked(roles, ";"), stacked(targets, ";"), strict=True)
    found.slots[key] = [(unescaped(role), _end(target)) for role, target in pairs]


def _end(target: str) -> str:
    """What a target means: a number, or a word for what stands alone there."""
    said = _TARGET.fullmatch(target)
    assert said is not None
    return said[2] or f"{said[1]} 0"


def _chains(made: Tsv, place: Place, cells: list[str]) -> None:
    for said in (one for cell in cells for one in stacked(cell)):
        link = re.search(r"->(\d+)-(\d+)$", said)
        if link is None:
            continue
        links = made.chains.setdefault(link[1], {})
        start, end = links.get(int(link[2]), place)
        links[int(link[2])] = min(start, place[0]), max(end, place[1])


def _relations(made: Tsv, layer: Layer, name: str, cells: list[str]) -> None:
    labels = stacked(cells[0])
    for number, said in enumerate(stacked(cells[-1])):
        found = _TARGET.fullmatch(said)
        assert found is not None
        label = labels[number] if len(cells) > 1 else None
        source = found[2] if found[2] not in (None, "0") else f"{found[1]} 0"
        target = found[3] if found[3] not in (None, "0") else f"{name} 0"
        made.relations.append((layer.name, None if label in (None, "*") else unescaped(label), source, target))
