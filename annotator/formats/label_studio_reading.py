"""Reading Label Studio's JSON: tasks, annotations, and the items of a region together again (see `label_studio`)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any, Final

from annotator.formats.counting import FileText, Unit
from annotator.formats.drafting import Draft, shown, span_of
from annotator.formats.entry import Finding
from annotator.formats.errors import FormatError
from annotator.formats.interface import Option, ReadOptions, SourceFile
from annotator.formats.plain_links import kind_of, link
from annotator.formats.records import (
    Record,
    a_list,
    a_number,
    a_text,
    an_id,
    an_object,
    attempt,
    facts_of,
    read_list,
)
from annotator.formats.said_values import value_of
from annotator.model.annotation import Value
from annotator.model.scheme import Scheme
from annotator.model.span import Range

TO_TEXT: Final = "text"
FROM_LABELS: Final = "label"
NAMES: Final = "annotators"
"""Where in a task's `meta` the names stand."""

PREDICTIONS: Final = Option(
    "predictions", "Predictions", (("leave", "are left out"), ("layers", "are layers of their models"))
)

_UNITS = (Unit.UTF_16, Unit.CODE_POINT)
_SPACE = re.compile(r"(?:\s|\\n)+")
_ADDRESS = re.compile(r"(?:https?|s3|gs|/data)[:/]\S*")
_MIN_KNOWN = ("id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time")


def read(source: SourceFile, options: ReadOptions) -> Finding:
    """The tasks of a file, an entry for each annotation.

    Raises:
        FormatError: If it is not UTF-8, or too large.
    """
    return read_list(source, partial(_drafts, source.name, options))


def looks_like(head: bytes) -> bool:
    """Whether there are names of tasks and annotations."""
    return b'"from_name"' in head or b'"annotation_id"' in head or (b'"annotations"' in head and b'"data"' in head)


# -- tasks


def _drafts(name: str, options: ReadOptions, task: Record, number: int) -> Iterator[Draft]:
    annotations = [*_annotations(task, options)]
    data = _data(task)
    key = _text_key(data, [item for _annotator, items in annotations for item in items])
    text = FileText(a_text(data[key], f"“{key}”"))
    facts = facts_of({**data, "meta": task.get("meta")}, (key,))
    facts["meta"].pop(NAMES, None)
    begin = partial(Draft, text.text, key=f"{name}\n{an_id(task.get('id')) or number}", **facts)
    drafts = [begin(annotator=annotator) for annotator, _items in annotations] or [begin()]
    for reason in _left_out(task, options):
        drafts[0].bend(reason)
    for draft, (_annotator, items) in zip(drafts, annotations, strict=False):
        _Reading(draft, text, options.scheme).read(items)
    yield from drafts


def _left_out(task: Record, options: ReadOptions) -> Iterator[str]:
    """What of a task is passed over."""
    predictions = a_list(task.get("predictions"), "“predictions”")
    if predictions and PREDICTIONS.chosen(options.choices) == "leave":
        yield f"{len(predictions)} predictions of models were left out."
    cancelled = sum(1 for made in _made(task) if isinstance(made, dict) and made.get("was_cancelled"))
    if cancelled:
        yield f"{cancelled} annotations that their annotators skipped were left out."


def _made(task: Record) -> list[Any]:
    return a_list(task.get("annotations", task.get("completions")), "“annotations”")


def _data(task: Record) -> Record:
    """The data of a task; of the short export, all but what is labelled or known otherwise."""
    if "data" in task:
        return an_object(task["data"], "“data”")
    return {name: value for name, value in task.items() if name not in _MIN_KNOWN and not _are_regions(value)}


def _are_regions(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) and "start" in one for one in value)


def _annotations(task: Record, options: ReadOptions) -> Iterator[tuple[str, list[Any]]]:
    """Annotator and items of each annotation."""
    if "data" not in task:
        yield _signed(task.get("annotator"), options.annotator), list(_min_items(task))
        return
    meta = task.get("meta")
    names = a_list(meta.get(NAMES) if isinstance(meta, dict) else None, f"“{NAMES}”")
    taken: set[str] = set()
    for place, annotation in enumerate(_made(task)):
        said = an_object(annotation, "An annotation")
        if said.get("was_cancelled"):
            continue
        usual = names[place] if place < len(names) and isinstance(names[place], str) else options.annotator
        annotator = _signed(said.get("completed_by"), usual)
        yield _free(annotator, taken), a_list(said.get("result"), "“result”")
    if PREDICTIONS.chosen(options.choices) == "layers":
        for prediction in a_list(task.get("predictions"), "“predictions”"):
            said = an_object(prediction, "A prediction")
            model = an_id(said.get("model_version")) or "model"
            yield _free(model, taken), a_list(said.get("result"), "“result”")


def _signed(by: Any, usual: str) -> str:
    """The name under which somebody is known."""
    if isinstance(by, dict):
        return an_id(by.get("email")) or _signed(by.get("id"), usual)
    return f"user {by}" if isinstance(by, int) else an_id(by) or usual


def _free(name: str, taken: set[str]) -> str:
    number, made = 1, name
    while made in taken:
        number += 1
        made = f"{name} ({number})"
    taken.add(made)
    return made


def _min_items(task: Record) -> Iterator[Record]:
    """The regions of the short export as items."""
    for name, value in task.items():
        if _are_regions(value):
            for number, region in enumerate(value):
                yield {"id": f"{name} {number}", "from_name": name, "type": "labels", "value": region}


def _text_key(data: Record, items: Iterable[Any]) -> str:
    """Which of the data is the text: what the regions name, or what is called so, or the longest.

    Raises:
        FormatError: If there is none.
    """
    texts = {name: value for name, value in data.items() if isinstance(value, str) and value.strip()}
    sources = (item.get("source") for item in items if isinstance(item, dict))
    named = [source[1:] for source in sources if isinstance(source, str) and source.startswith("$")]
    found = next((name for name in (*named, TO_TEXT) if name in texts), None)
    found = found or max(texts, key=lambda name: len(texts[name]), default=None)
    if found is None:
        raise FormatError("There is no text among its data.")
    if _ADDRESS.fullmatch(texts[found]):
        raise FormatError(f"Its text is not here but at “{shown(texts[found])}”. Export the project with its texts.")
    return found


# -- regions


class _Reading:
    """From the items of one annotation to records of a draft."""

    def __init__(self, draft: Draft, text: FileText, scheme: Scheme | None) -> None:
        self._draft = draft
        self._text = text
        self._scheme = scheme
        self._unit = _UNITS[0]
        self._keys: dict[str, list[str]] = {}

    def read(self, items: Sequence[Any]) -> None:
        """All items: places with labels first, then what is said of them, then what joins them."""
        self._unit = self._text.unit_of(_places(items), _UNITS)
        for number, item in enumerate(items, 1):
            if _has_labels(item):
                attempt(self._draft, f"Item {number}", partial(self._region, item))
        for number, item in enumerate(items, 1):
            if not _has_labels(item):
                attempt(self._draft, f"Item {number}", partial(self._said, item))

    def _region(self, item: Record) -> None:
        value = an_object(item.get("value"), "Its value")
        id_ = an_id(item.get("id"))
        if isinstance(value.get("start"), str):
            raise FormatError(f"It stands at “{shown(value['start'])}” of a page or a dialogue, not in a text.")
        start, end = (a_number(value.get(edge), f"Its {edge}") for edge in ("start", "end"))
        span = span_of((self._text.offset(start, self._unit), self._text.offset(end, self._unit)))
        words = value.get("text")
        if isinstance(words, str) and _bare(words) != _bare(span.text(self._draft.text)):
            raise FormatError(f"It says “{shown(words)}”, but the text reads “{shown(span.text(self._draft.text))}”.")
        for number, label in enumerate(_labels(item)):
            name = a_text(label, "Its label")
            key = f"{id_}\n{number}" if id_ else ""
            self._draft.mention(kind_of(name, self._scheme), name, span, key)
            if id_:
                self._keys.setdefault(id_, []).append(key)
                self._note(item, key)

    def _note(self, item: Record, key: str) -> None:
        meta = item.get("meta")
        lines = meta.get("text") if isinstance(meta, dict) else None
        if lines:
            said = lines if isinstance(lines, list) else [lines]
            self._draft.set_note(key, "\n".join(a_text(line, "Its note") for line in said))

    def _said(self, item: Any) -> None:
        said = an_object(item, "It")
        kind = a_text(said.get("type"), "Its type")
        if kind == "relation":
            self._relation(said)
            return
        id_, name = an_id(said.get("id")), a_text(said.get("from_name"), "“from_name”")
        if id_ not in self._keys:
            raise FormatError(
                f"“{shown(name)}” ({shown(kind)}) is said of no labelled region, so it has no place here."
            )
        value = attribute_of(name, kind, _value(said, kind), self._scheme)
        if value is None:
            raise FormatError(f"“{shown(name)}” is of the kind {shown(kind)}, which is not read.")
        for key in self._keys[id_]:
            self._draft.set_attribute(key, name, value)

    def _relation(self, item: Record) -> None:
        ends = [an_id(item.get(name)) for name in ("from_id", "to_id")]
        source, target = ends if item.get("direction") != "left" else reversed(ends)
        labels = a_list(item.get("labels"), "“labels”")
        if not labels:
            raise FormatError("A relation has no label.")
        for label in labels:
            link(self._draft, self._scheme, a_text(label, "Its label"), self._key(source), self._key(target))

    def _key(self, id_: str) -> str:
        """The mention that a region is; of several labels the first."""
        return self._keys[id_][0] if id_ in self._keys else id_


def _has_labels(item: Any) -> bool:
    """Whether an item is a place with labels; of those in pages and dialogues, too, which are refused with a reason."""
    return isinstance(item, dict) and str(item.get("type")).endswith("labels")


def _labels(item: Record) -> list[Any]:
    value, kind = item["value"], item["type"]
    labels = a_list(value.get(kind, value.get("labels")), "Its labels")
    if not labels:
        raise FormatError("It has no label.")
    return labels


def _places(items: Iterable[Any]) -> Iterator[tuple[Range, str]]:
    """Offsets and words of the regions that say both rightly."""
    for item in items:
        value = item.get("value") if _has_labels(item) else None
        if isinstance(value, dict):
            start, end, words = value.get("start"), value.get("end"), value.get("text")
            if isinstance(start, int) and isinstance(end, int) and isinstance(words, str):
                yield (start, end), words


def _bare(words: str) -> str:
    """Words without white space, which Label Studio keeps in its own ways."""
    return _SPACE.sub("", words)


def _value(item: Record, kind: str) -> Any:
    value = an_object(item.get("value"), "Its value")
    return value.get("text" if kind == "textarea" else kind)


def attribute_of(name: str, kind: str, value: Any, scheme: Scheme | None) -> Value | None:
    """The value of an attribute that a control of this kind holds; `None` if it is not understood."""
    if kind in ("number", "rating"):
        return value if isinstance(value, int | float) and not isinstance(value, bool) else None
    if kind not in ("choices", "textarea", "datetime"):
        return None
    said = value if isinstance(value, list) else [value]
    if not said or not all(isinstance(one, str) for one in said):
        return None
    return "\n".join(said) if kind == "textarea" else value_of(scheme, name, ", ".join(said))
